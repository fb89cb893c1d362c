import { today } from '../../../kernel/clock.ts';
import { type Queryable, sql } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { type RecordKind, columnOf } from '../kind/index.ts';
import type { Grounds } from '../time/acts.ts';
import { ageingFields, knownOn, knownOnJoins } from './measured.ts';
import { expectedShare } from './rules.ts';

/** A record that is said to be still so on a civil date. */
export interface Confirmed {
  key: readonly string[];
  on: string;
}

/** So many records are confirmed by one statement; signs of life come by thousands. */
export const MOST_CONFIRMED = 5_000;

/**
 * Act 6: fields of records are still so, says a source (`insurance`, `person`, `steward`, …). Nothing of a record changes; its
 * facts are younger. One act for all of them. An older confirmation of the same source never replaces a younger one. Answers how
 * many of the records are there and valid on their day. Refuses `register.confirmed_in_future`.
 */
export async function confirm(
  db: Queryable,
  kind: RecordKind,
  said: { records: readonly Confirmed[]; fields: readonly string[]; source: string },
  grounds: Grounds,
  doing: 'write' | 'count' = 'write',
): Promise<number> {
  const { records, fields, source } = said;
  if (records.length > MOST_CONFIRMED) throw new Error(`at most ${MOST_CONFIRMED} records are confirmed at once`);
  for (const field of fields)
    if (!Object.hasOwn(kind.fields, field)) throw new Error(`${kind.system}.${kind.name} has no field ${field}`);
  if (records.some(({ on }) => on > today())) throw new Refusal('register.confirmed_in_future', 422);
  if (records.length === 0 || fields.length === 0) return 0;
  const parts = kind.key.map((_, i) => `k${i}`);
  const same = kind.key.map((field, i) => `version.${columnOf(field)} = given.k${i}::${kind.fields[field]!.column}`);
  const { confirmed } = await db.one<{ confirmed: number }>({
    text: `WITH given AS (
        SELECT ${parts.join(', ')}, max("on") AS "on" FROM unnest(${parts.map((_, i) => `$${i + 8}::text[]`).join(', ')}, $7::date[])
          AS said (${parts.join(', ')}, "on") GROUP BY ${parts.join(', ')}
      ), known AS MATERIALIZED (
        SELECT ARRAY[${parts.join(', ')}] AS key, "on" FROM given
        WHERE EXISTS (SELECT FROM ${kind.name} version WHERE ${same.join(' AND ')} AND (version.valid_during @> given."on") IS TRUE)
      ), told AS (
        INSERT INTO act (kind, key, act, valid_from, fields, reason, source, done_by, receipt)
        SELECT '${kind.name}', CASE WHEN count(*) = 1 THEN (SELECT key FROM known) END, 'confirm', max("on"), $1::text[], $2, $3::jsonb, $4::jsonb, $5
        FROM known HAVING count(*) > 0 AND ${doing === 'write'} RETURNING position
      ), kept AS (
        INSERT INTO confirmation (kind, key, source, fields, confirmed_on, act)
        SELECT '${kind.name}', key, $6, $1::text[], "on", position FROM known, told
        ON CONFLICT (kind, key, source, fields) DO UPDATE SET confirmed_on = excluded.confirmed_on, act = excluded.act
        WHERE excluded.confirmed_on > confirmation.confirmed_on)
      SELECT count(*)::int AS confirmed FROM known`,
    values: [
      [...fields].toSorted(),
      grounds.reason,
      JSON.stringify(grounds.source),
      JSON.stringify(grounds.by),
      grounds.receipt ?? null,
      source,
      records.map(({ on }) => on),
      ...kind.key.map((_, i) => records.map(({ key }) => key[i] ?? null)),
    ],
  });
  return confirmed;
}

/** A fact that grows old: when its source last said that it is so, and how likely it still is. */
export interface Ageing {
  field: string;
  knownOn: string;
  /** Who said so last, where that was a confirmation. */
  source: string | null;
  /** 0 to 1: half at the half-life. */
  expected: number;
}

/** The facts of a record that grow old, on the version that is valid today; empty when there is none. */
export async function ageingOf(db: Queryable, kind: RecordKind, key: readonly string[]): Promise<Ageing[]> {
  const fields = ageingFields(kind);
  if (fields.length === 0) return [];
  const where = kind.key.map(
    (field, i) => `${kind.name}.${columnOf(field)} = $${i + 2}::${kind.fields[field]!.column}`,
  );
  const row = await db.maybe<Record<string, string | boolean | null>>({
    text: `SELECT ${fields
      .map(
        (field) =>
          `${knownOn(kind, field)} AS "known_${field}", ${kind.name}.${columnOf(field)} IS NULL AS "empty_${field}"`,
      )
      .join(', ')}
      FROM ${kind.name} ${knownOnJoins(kind, fields, 'few')} WHERE ${where.join(' AND ')} AND ${kind.name}.valid_during @> $1::date`,
    values: [today(), ...key],
  });
  if (!row) return [];
  const last = await db.rows<{ source: string; fields: string[]; on: string }>(sql`SELECT source, fields,
      confirmed_on AS "on" FROM confirmation WHERE kind = ${kind.name} AND key = ${key} ORDER BY confirmed_on DESC`);
  return fields
    .filter((field) => kind.fields[field]!.emptyMeans !== undefined || row[`empty_${field}`] === false)
    .map((field) => {
      const known = String(row[`known_${field}`]);
      const by = last.find((each) => each.fields.includes(field));
      return {
        field,
        knownOn: known,
        source: by && by.on >= known ? by.source : null,
        expected: expectedShare(daysBetween(known, today()), kind.fields[field]!.halfLife_days!),
      };
    });
}

const DAY_MS = 86_400_000;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;
