import { foldVietnamese } from '../../../country/index.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { type RecordKind, columnOf } from '../kind/index.ts';

/** The fields that every row has besides those of its kind: when it is true. */
export const PERIOD_COLUMNS = {
  validFrom: { vi: 'Có hiệu lực từ ngày', en: 'Valid from' },
  validUntil: { vi: 'Hết hiệu lực từ ngày', en: 'No longer valid from' },
} as const satisfies Record<string, Bilingual>;

/** The column that says what a row does, in files that do more than bring new records. */
export const ACT_COLUMN: Bilingual = { vi: 'Thao tác', en: 'Act' };

/** What a column of a file can be: a field of the kind, an end of the period, or what the row does. */
export interface Target {
  name: string;
  title: Bilingual;
  /** A row without it cannot be taken. */
  isNeeded: boolean;
}

/** Everything that a file for a kind can hold, in the order of its template. What is sealed never comes from a file. */
export function targetsOf(kind: RecordKind): Target[] {
  return [
    ...Object.entries(kind.fields)
      .filter(([, { disclosure }]) => disclosure !== 'sealed')
      .map(([name, { title, optional }]) => ({ name, title, isNeeded: !optional })),
    { name: 'validFrom', title: PERIOD_COLUMNS.validFrom, isNeeded: true },
    { name: 'validUntil', title: PERIOD_COLUMNS.validUntil, isNeeded: false },
    { name: 'act', title: ACT_COLUMN, isNeeded: false },
  ];
}

const plain = (text: string): string => foldVietnamese(text).replace(/[^a-z0-9]+/g, '');

/** Which column of a file is which target, by its name, its column in the database or its title in either language. */
export function matchColumns(kind: RecordKind, header: readonly string[]): Record<string, number> {
  const columns: Record<string, number> = {};
  for (const { name, title } of targetsOf(kind)) {
    const names = [name, columnOf(name), title.vi, title.en].map(plain);
    const at = header.findIndex((column) => names.includes(plain(column)));
    if (at >= 0) columns[name] = at;
  }
  return columns;
}
