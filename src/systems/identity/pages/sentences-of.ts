import { sentenceOf } from '../../../kernel/http.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import type { Asked } from '../../../kernel/route.ts';

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
