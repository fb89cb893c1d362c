import { type Queryable, type SystemDatabase, sql } from '../../../kernel/db.ts';
import { communesOf, placeOn, provincesOn } from '../../territories/index.ts';
import { DIMENSIONS, type RecordKind } from '../kind/index.ts';
import { measured, scoresOf, soundOf } from './measured.ts';
import { measuredRules } from './rules.ts';

/** Whose score it is: of all records of a kind, of those of a place, of those that an agency answers for. */
export type Level = 'register' | 'province' | 'commune' | 'agency';

/** How good some records of a kind were on a day. Scores in per cent; null where nothing is asked. */
export interface Score {
  level: Level;
  /** Code of the place or agency; empty for the whole kind, and for records of which it is not known. */
  code: string;
  countedOn: string;
  records: number;
  /** Records without any fault, whose facts are more likely still so than not. */
  sound: number;
  correct: number | null;
  sufficient: number | null;
  clean: number | null;
  live: number | null;
  /** By rule: how many records break it. Only rules that are broken. */
  faults: Record<string, number>;
  /** Open challenges of people, and those that were not answered in time. */
  challenged: number;
  overdue: number;
}

/** One pass over ten million records takes minutes. */
const LONGEST_MS = 3_600_000;

/**
 * Counts the scores of a kind on a day by one pass over its table, and keeps them: of the register, of each province and commune, of
 * each agency. Counted again on the same day they replace that day's; other days' are never touched.
 */
export async function countScores(db: SystemDatabase, kind: RecordKind, on: string): Promise<void> {
  const [communes, provinces] = placesOn(on);
  const parts = measured(kind, 'all');
  const columns = { faults: 'one.faults', live: 'one.live' };
  const levels: Record<Exclude<Level, 'register'>, string | undefined> = {
    province: kind.territory === undefined ? undefined : 'province',
    commune: kind.territory === undefined ? undefined : 'territory',
    agency: kind.agency === undefined ? undefined : 'agency',
  };
  const grouped = Object.entries(levels).filter(([, column]) => column !== undefined);
  const level = grouped.map(([name, column]) => `WHEN grouping(${column}) = 0 THEN '${name}'`).join(' ');
  const code = grouped.map(([, column]) => `WHEN grouping(${column}) = 0 THEN ${column}`).join(' ');
  const counts = measuredRules(kind).map(
    ({ name }) => `'${name}', nullif(count(*) FILTER (WHERE '${name}' = ANY (faults)), 0)`,
  );
  const text = `WITH one AS MATERIALIZED (
      SELECT ${parts.faults} AS faults, ${parts.live} AS live, ${parts.territory} AS territory, ${parts.agency} AS agency,
        ${parts.challenged} AS challenged, ${parts.overdue} AS overdue
      FROM ${parts.from} WHERE ${parts.valid}
    ), scored AS (
      SELECT one.territory, place.province, one.agency, one.faults, one.challenged, one.overdue,
        ${scoresOf(kind, columns)}, ${soundOf(columns)} AS is_sound
      FROM one LEFT JOIN unnest($2::text[], $3::text[]) AS place (commune, province) ON place.commune = one.territory
    )
    INSERT INTO quality_score (kind, level, code, counted_on, records, sound, ${DIMENSIONS.join(', ')}, faults, challenged, overdue)
    SELECT '${kind.name}', ${level ? `CASE ${level} ELSE 'register' END` : `'register'`},
      ${code ? `coalesce(CASE ${code} END, '')` : `''`}, $1::date, count(*), count(*) FILTER (WHERE is_sound),
      ${DIMENSIONS.map((dimension) => `(avg(${dimension}) * 100)::real`).join(', ')},
      ${counts.length ? `jsonb_strip_nulls(jsonb_build_object(${counts.join(', ')}))` : `'{}'::jsonb`},
      coalesce(sum(challenged), 0), coalesce(sum(overdue), 0)
    FROM scored GROUP BY GROUPING SETS (${['()', ...grouped.map(([, column]) => `(${column})`)].join(', ')})
    ON CONFLICT (kind, level, code, counted_on) DO UPDATE SET records = excluded.records, sound = excluded.sound,
      ${DIMENSIONS.map((dimension) => `${dimension} = excluded.${dimension}`).join(', ')},
      faults = excluded.faults, challenged = excluded.challenged, overdue = excluded.overdue`;
  await db.transaction(async (tx) => {
    await tx.run(sql`SELECT set_config('statement_timeout', ${String(LONGEST_MS)}, true)`);
    await tx.run({ text, values: [on, communes, provinces] });
  });
}

/** Provinces were merged whole on 1 July 2025, so a commune that is gone lies in what became of its province. */
const LAST_DAY_OF_THREE_LEVELS = '2025-06-30';

/** Every commune of a day, and of the time before when its code is free now, and beside it the code of its province of today. */
function placesOn(on: string): [communes: string[], provinces: string[]] {
  const pairs = new Map<string, string>();
  for (const old of provincesOn(LAST_DAY_OF_THREE_LEVELS)) {
    const [now] = placeOn({ code: old.code, date: LAST_DAY_OF_THREE_LEVELS }, on);
    if (!now) continue;
    for (const { code } of communesOf(old.code, LAST_DAY_OF_THREE_LEVELS)) pairs.set(code, now.unit.code);
  }
  for (const province of provincesOn(on))
    for (const { code } of communesOf(province.code, on)) pairs.set(code, province.code);
  return [[...pairs.keys()], [...pairs.values()]];
}

const MOST_DAYS = 400;
const MOST_PLACES = 5_000;

/** The scores of the last day on which a kind was counted, at a level or of one code; the worst first is for the reader to say. */
export function lastScores(db: Queryable, kind: RecordKind, asked: { level: Level; code?: string }): Promise<Score[]> {
  return db.rows(sql`SELECT level, code, counted_on AS "countedOn", records, sound, correct, sufficient, clean, live, faults,
      challenged, overdue
    FROM quality_score WHERE kind = ${kind.name} AND level = ${asked.level}
      AND (${asked.code ?? null}::text IS NULL OR code = ${asked.code ?? null})
      AND counted_on = (SELECT max(counted_on) FROM quality_score WHERE kind = ${kind.name})
    ORDER BY code LIMIT ${MOST_PLACES}`);
}

/** The scores of one place, agency or of the whole kind on each day since a date, the oldest first. At most 400. */
export function scoreHistory(
  db: Queryable,
  kind: RecordKind,
  asked: { level: Level; code: string; since: string },
): Promise<Score[]> {
  return db.rows(sql`SELECT level, code, counted_on AS "countedOn", records, sound, correct, sufficient, clean, live, faults,
      challenged, overdue
    FROM quality_score WHERE kind = ${kind.name} AND level = ${asked.level} AND code = ${asked.code}
      AND counted_on >= ${asked.since}::date ORDER BY counted_on LIMIT ${MOST_DAYS}`);
}
