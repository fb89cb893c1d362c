import type { Bilingual, Language } from '../../../../kernel/text.ts';
import type { ColumnType, Field } from '../../kind/field.ts';
import type { RecordKind } from '../../kind/index.ts';
import { PERIOD_COLUMNS } from '../columns.ts';
import type { ReadVersion } from './rows.ts';

/** A column of a file that is written. */
export interface OutColumn {
  /** Technical, as in the definition. */
  name: string;
  title: string;
  type: ColumnType | 'instant';
  isOptional: boolean;
}

/** A value of a row: a text, number or truth; a date as `YYYY-MM-DD`, an instant as ISO 8601, what has a form of its own as JSON. */
export type OutCell = string | number | boolean | null;

const RECORDED: Record<'recordedAt' | 'replacedAt', Bilingual> = {
  recordedAt: { vi: 'Ghi nhận lúc', en: 'Recorded at' },
  replacedAt: { vi: 'Được thay thế lúc', en: 'Replaced at' },
};

/** The columns of a file: the fields, the period, and with history since when and until when we held it so. */
export function outColumns(
  kind: RecordKind,
  wishes: { fields: readonly string[]; withHistory: boolean; titles?: Language },
): OutColumn[] {
  const { fields, withHistory, titles } = wishes;
  const titled = (name: string, title: Bilingual) => (titles ? title[titles] : name);
  const date = (name: keyof typeof PERIOD_COLUMNS): OutColumn => ({
    name,
    title: titled(name, PERIOD_COLUMNS[name]),
    type: 'date',
    isOptional: true,
  });
  const instant = (name: keyof typeof RECORDED): OutColumn => ({
    name,
    title: titled(name, RECORDED[name]),
    type: 'instant',
    isOptional: true,
  });
  return [
    ...fields.map((name): OutColumn => {
      const field: Field = kind.fields[name]!;
      const { title, column } = field;
      // A seal may leave empty what is never empty in the table.
      return { name, title: titled(name, title), type: column, isOptional: true };
    }),
    date('validFrom'),
    date('validUntil'),
    ...(withHistory ? [instant('recordedAt'), instant('replacedAt')] : []),
  ];
}

/** The cells of a version, in the order of the columns. */
export function cellsOf(columns: readonly OutColumn[], version: ReadVersion): OutCell[] {
  return columns.map(({ name, type }) => {
    if (name === 'validFrom' || name === 'validUntil') return version[name];
    if (type === 'instant') return version[name as keyof typeof RECORDED]?.toISOString() ?? null;
    const value = version.values[name];
    if (value === null || value === undefined) return null;
    return typeof value === 'object' ? JSON.stringify(value) : (value as OutCell);
  });
}
