import { type Language, fill, formatDate } from '../../../kernel/text.ts';
import { type Field, type RecordKind, columnOf } from '../kind/index.ts';
import { texts } from './texts.ts';

/** A value as people read it. */
export function shownValue(field: Field, value: unknown, language: Language): string {
  const words = texts[language];
  if (value === null || value === undefined || value === '') return words.unknown;
  if (field.choices) return field.choices[String(value)]?.[language] ?? String(value);
  if (field.column === 'date') return formatDate(String(value), language);
  if (field.column === 'boolean') return value ? words.yes : words.no;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

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
