import { type Language, fill, formatDate } from '../../../kernel/text.ts';
import { type RecordKind, columnOf } from '../kind/index.ts';
import { texts } from './texts.ts';

/** Since when and until when something is valid. */
export function shownPeriod(
  { validFrom, validUntil }: { validFrom: string | null; validUntil: string | null },
  language: Language,
): string {
  const words = texts[language];
  const from = validFrom ? formatDate(validFrom, language) : words.always;
  return validUntil
    ? fill(words.validFromUntil, { from, until: formatDate(validUntil, language) })
    : fill(words.validFrom, { from });
}

/** The address of a record: the parts of its key joined by `~`. */
export function recordPath(kind: RecordKind, key: readonly string[]): string {
  return `/desk/registers/${kind.system}/${kind.name}/${key.map(encodeURIComponent).join('~')}`;
}

/** The key in an address. */
export const keyOfPath = (text: string): string[] => text.split('~');

/** The name of a form's field for a field of the record. */
export const inputName = (field: string): string => `value_${columnOf(field)}`;
