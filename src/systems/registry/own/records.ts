import { today } from '../../../kernel/clock.ts';
import { type Queryable, sql } from '../../../kernel/db.ts';
import { type RecordKind, columnOf } from '../kind/index.ts';
import type { Source } from '../time/acts.ts';
import { type Ageing, ageingOf } from '../quality/confirming.ts';
import { MOST_OWN_RECORDS, fieldsShown, ownFields } from './rules.ts';

/** What a register holds about a person, as that person sees it. */
export interface OwnRecord {
  key: string[];
  /** By field; only what the person may see. */
  values: Record<string, unknown>;
  validFrom: string | null;
  validUntil: string | null;
  /** The act of the version that is shown. */
  act: number;
  /** What it rests on: an act with its document, and the agency that did it. */
  told: { act: string; on: string; source: Source; agencyName: string } | null;
  ageing: Ageing[];
}

/** The records of a kind that are about a person and valid today, the youngest first. At most 100. */
export async function ownRecords(
  db: Queryable,
  kind: RecordKind,
  asked: { number: string; key?: readonly string[] },
): Promise<OwnRecord[]> {
  const by = ownFields(kind);
  if (by.length === 0) return [];
  const shown = fieldsShown(kind);
  const selected = shown.map((field) => `${kind.name}.${columnOf(field)} AS "f_${field}"`);
  const key = `ARRAY[${kind.key.map((field) => `${kind.name}.${columnOf(field)}::text`).join(', ')}]`;
  const rows = await db.rows<
    Record<string, unknown> & {
      key: string[];
      validFrom: string | null;
      validUntil: string | null;
      act: number;
      told: OwnRecord['told'];
    }
  >({
    text: `SELECT ${[...selected, `${key} AS key`].join(', ')}, lower(${kind.name}.valid_during) AS "validFrom",
        upper(${kind.name}.valid_during) AS "validUntil", ${kind.name}.act, (SELECT jsonb_build_object('act', told.act,
          'on', (told.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, 'source', told.source, 'agencyName', told.done_by ->> 'agencyName')
          FROM act told WHERE told.position = ${kind.name}.act) AS told
      FROM ${kind.name} WHERE ${kind.name}.valid_during @> $1::date
        AND (${by.map((field) => `${kind.name}.${columnOf(field)} = $2`).join(' OR ')})
        AND ($3::text[] IS NULL OR ${key} = $3)
      ORDER BY lower(${kind.name}.valid_during) DESC NULLS LAST, key LIMIT ${MOST_OWN_RECORDS}`,
    values: [today(), asked.number, asked.key ?? null],
  });
  return Promise.all(
    rows.map(async (row) => ({
      key: row.key,
      values: Object.fromEntries(shown.map((field) => [field, row[`f_${field}`]])),
      validFrom: row.validFrom,
      validUntil: row.validUntil,
      act: row.act,
      told: row.told,
      ageing: (await ageingOf(db, kind, row.key)).filter(({ field }) => shown.includes(field)),
    })),
  );
}

/** Whether a source has confirmed fields of a record today: pressed again nothing more is written. */
export async function isConfirmedToday(
  db: Queryable,
  kind: RecordKind,
  asked: { key: readonly string[]; fields: readonly string[]; source: string },
): Promise<boolean> {
  const row = await db.maybe(sql`SELECT act FROM confirmation WHERE kind = ${kind.name} AND key = ${asked.key}
    AND source = ${asked.source} AND fields = ${[...asked.fields].toSorted()} AND confirmed_on = ${today()}::date`);
  return row !== undefined;
}
