import { type Language, fill, formatDate } from '../../../kernel/text.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type Field, type RecordKind, columnOf } from '../kind/index.ts';
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

/** The address where a mixed-up record is split. */
export const splitPath = (kind: RecordKind, key: readonly string[]): string => `${recordPath(kind, key)}/split`;
/** The address of the splits of a register. */
export const splitsPath = (system: string): string => `/desk/registers/${system}/splits`;

/** The key in an address. */
export const keyOfPath = (text: string): string[] => text.split('~');

/** The name of a form's field for a part of the key of one of its records. */
export const keyInput = (kind: RecordKind, which: string, part: number): string =>
  `${which}_${columnOf(kind.key[part] ?? String(part))}`;

/** The key that was typed into those fields: numbers come with spaces. */
export const keyTyped = (kind: RecordKind, which: string, body: Readonly<Record<string, unknown>>): string[] =>
  kind.key.map((_, part) => {
    const typed = body[keyInput(kind, which, part)];
    const text = typeof typed === 'string' ? typed.normalize('NFC').trim() : '';
    if (text === '')
      throw new Refusal('input.invalid', 422, {
        fields: [{ field: keyInput(kind, which, part), code: 'field.required' }],
      });
    return kind.fields[kind.key[part]!]!.pattern ? text.replace(/\s+/g, '') : text;
  });

/** What was typed for a field of a record, as its kind has it; null when nothing was. */
export function valueTyped({ column }: Field, typed: string): unknown {
  const text = typed.normalize('NFC').trim();
  if (text === '') return null;
  if (column === 'integer' || column === 'bigint') return Number(text);
  return column === 'boolean' ? text === 'true' : text;
}

/** The name of a form's field for a field of the record. */
export const inputName = (field: string): string => `value_${columnOf(field)}`;
