import type { Frame } from '../../../design/index.ts';
import { sentenceOf } from '../../../kernel/http.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import type { Asked } from '../../../kernel/route.ts';
import type { Area } from '../../../kernel/session.ts';

/** What surrounds a page of this system. */
export function frameOf(asked: Asked<unknown, unknown, unknown>, area: Area | 'public'): Frame {
  const holder = area === 'public' ? undefined : asked.session?.holder;
  return {
    synthetic: asked.house.config.people > 0,
    area,
    ...(holder ? { user: { name: holder.name, kind: holder.kind, post: holder.post?.title[asked.language] } } : {}),
    ...(asked.formToken ? { csrfToken: asked.formToken } : {}),
  };
}

/** The sentences of a refusal, by field; a refusal of no field stands under an empty name. */
export function sentencesOf(
  asked: Asked<unknown, unknown, unknown>,
  refusal: Refusal | undefined,
): Record<string, string> {
  if (!refusal) return {};
  const { house, language } = asked;
  if (refusal.fields.length === 0) return { '': sentenceOf(house, refusal.code, refusal.values, language) };
  return Object.fromEntries(
    refusal.fields.map(({ field, code, values }) => [field, sentenceOf(house, code, values ?? {}, language)]),
  );
}
