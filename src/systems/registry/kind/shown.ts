import { type Language, formatDate } from '../../../kernel/text.ts';
import type { Field } from './field.ts';

const WORDS = {
  vi: { unknown: 'Chưa có', yes: 'Có', no: 'Không' },
  en: { unknown: 'Not known', yes: 'Yes', no: 'No' },
} as const;

/** A value as people read it: names for codes, dates as they are written, and what it means that nothing stands there. */
export function shownValue(field: Field, value: unknown, language: Language): string {
  const words = WORDS[language];
  if (value === null || value === undefined || value === '') return field.emptyMeans?.[language] ?? words.unknown;
  if (field.choices) return field.choices[String(value)]?.[language] ?? String(value);
  if (field.nameOf) return field.nameOf(String(value), language) ?? String(value);
  if (field.column === 'date') return formatDate(String(value), language);
  if (field.column === 'boolean') return value === true || value === 'true' ? words.yes : words.no;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The same for those who keep the register: a name with the code that stands for it. */
export function shownWithCode(field: Field, value: unknown, language: Language): string {
  const shown = shownValue(field, value, language);
  return field.nameOf && value !== null && value !== undefined && shown !== value
    ? `${shown} (${String(value)})`
    : shown;
}
