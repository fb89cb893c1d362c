import { sentenceOf } from './http.ts';
import type { Refusal } from './refusal.ts';
import type { House } from './system.ts';
import type { Language } from './text.ts';

/**
 * What a form says when it comes back: for each field the first sentence, under `''` the one that is of no field. `nameOf`
 * gives the name in the form for that in the service, where they differ.
 */
export function messagesOf(
  { house, language }: { house: House; language: Language },
  refusal: Refusal | undefined,
  nameOf: (field: string) => string = (field) => field,
): Record<string, string> {
  if (!refusal) return {};
  if (refusal.fields.length === 0) return { '': sentenceOf(house, refusal.code, refusal.values, language) };
  const messages: Record<string, string> = {};
  for (const { field, code, values } of refusal.fields)
    messages[nameOf(field)] ??= sentenceOf(house, code, values ?? {}, language);
  return messages;
}

/** What was typed into the fields of a form, so that nothing of it is lost when it comes back. */
export function typedTexts(sent: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(sent).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
