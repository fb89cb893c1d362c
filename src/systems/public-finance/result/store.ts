import { type Queryable, sql } from '../../../kernel/db.ts';
import type { ResultState, SCOPES } from '../choices.ts';
import type { LineItself } from './rules.ts';

type Scope = keyof typeof SCOPES;

/** Which result: of whom, of which year. */
export interface ResultKey {
  unitCode: string;
  year: number;
  scope: Scope;
}

/** A result, and who brought it into the state in which it is. */
export interface ResultRow {
  state: ResultState;
  from: string;
  /** Personal number of the official of the last act; null when it was no official. */
  actor: string | null;
}

/** A result as we hold it now, locked until the end of the transaction; undefined when there is none. */
export function lockResult(tx: Queryable, { unitCode, year, scope }: ResultKey): Promise<ResultRow | undefined> {
  return tx.maybe(sql`SELECT state, lower(valid_during) AS "from",
      (SELECT done_by -> 'actor' ->> 'number' FROM act WHERE act.position = budget_result.act) AS actor
    FROM budget_result WHERE unit_code = ${unitCode} AND year = ${year} AND scope = ${scope} AND upper_inf(valid_during) FOR UPDATE`);
}

/** The same, only read. */
export function resultNow(db: Queryable, { unitCode, year, scope }: ResultKey): Promise<ResultRow | undefined> {
  return db.maybe(sql`SELECT state, lower(valid_during) AS "from",
      (SELECT done_by -> 'actor' ->> 'number' FROM act WHERE act.position = budget_result.act) AS actor
    FROM budget_result WHERE unit_code = ${unitCode} AND year = ${year} AND scope = ${scope} AND upper_inf(valid_during)`);
}

/** The lines of a result as we hold them now, each since when. */
export function linesNow(
  db: Queryable,
  { unitCode, year, scope }: ResultKey,
): Promise<(LineItself & { from: string })[]> {
  return db.rows(sql`SELECT sector, item, estimate, executed, settled, lower(valid_during) AS "from" FROM budget_line
    WHERE unit_code = ${unitCode} AND year = ${year} AND scope = ${scope} AND upper_inf(valid_during) ORDER BY item, sector`);
}

/** What became of a result, in order: each act with the state that it brought. */
export function courseOf(
  db: Queryable,
  { unitCode, year, scope }: ResultKey,
): Promise<{ at: Date; state: ResultState; reason: string; by: string }[]> {
  return db.rows(sql`SELECT act.at, brought.state, act.reason, act.done_by ->> 'agencyName' AS by
    FROM act CROSS JOIN LATERAL (SELECT state FROM (
        SELECT state, valid_during FROM budget_result WHERE unit_code = ${unitCode} AND year = ${year} AND scope = ${scope}
          AND budget_result.act = act.position
        UNION ALL SELECT state, valid_during FROM budget_result_history WHERE unit_code = ${unitCode} AND year = ${year}
          AND scope = ${scope} AND budget_result_history.act = act.position) version
      ORDER BY lower(valid_during) DESC LIMIT 1) brought
    WHERE act.kind = 'budget_result' AND act.key = ARRAY[${unitCode}, ${year}::text, ${scope}] ORDER BY act.position`);
}

/** The parts that a unit consolidates: its own lines, and of each unit right below the widest result that was approved. */
export function partsOf(db: Queryable, { unitCode, year }: { unitCode: string; year: number }): Promise<LineItself[]> {
  return db.rows(sql`WITH part AS (
      SELECT ${unitCode}::text AS unit_code, 'own' AS scope
      UNION ALL SELECT below.code, approved.scope
        FROM (SELECT DISTINCT code FROM budget_unit WHERE parent_code = ${unitCode}
          AND valid_during && daterange(make_date(${year}::int, 1, 1), make_date(${year}::int + 1, 1, 1))) below
        JOIN LATERAL (SELECT scope FROM budget_result WHERE budget_result.unit_code = below.code AND year = ${year}
          AND upper_inf(valid_during) AND state IN ('approved', 'settled') ORDER BY scope LIMIT 1) approved ON true)
    SELECT line.sector, line.item, sum(line.estimate)::bigint AS estimate, sum(line.executed)::bigint AS executed,
      sum(line.settled)::bigint AS settled
    FROM part JOIN budget_line line ON line.unit_code = part.unit_code AND line.scope = part.scope AND line.year = ${year}
      AND upper_inf(line.valid_during)
    GROUP BY line.sector, line.item`);
}

/** Units right below one in a year whose result is missing or not approved. */
export function openBelow(
  db: Queryable,
  { unitCode, year }: { unitCode: string; year: number },
): Promise<{ unitCode: string; name: string }[]> {
  return db.rows(sql`SELECT DISTINCT ON (code) code AS "unitCode", name FROM budget_unit
    WHERE parent_code = ${unitCode}
      AND valid_during && daterange(make_date(${year}::int, 1, 1), make_date(${year}::int + 1, 1, 1))
      AND NOT EXISTS (SELECT FROM budget_result WHERE budget_result.unit_code = budget_unit.code AND year = ${year}
        AND upper_inf(budget_result.valid_during) AND state IN ('approved', 'settled'))
    ORDER BY code, lower(valid_during) DESC LIMIT 100`);
}

/** A unit in a list of results. */
export interface ListedResult {
  unitCode: string;
  name: string;
  level: number;
  below: number;
  scope: Scope | null;
  state: ResultState | null;
  revenue: { estimate: number; executed: number; settled: number };
  expenditure: { estimate: number; executed: number; settled: number };
}

const sumsOf = (which: string) => `jsonb_build_object('estimate', coalesce(sum(estimate) FILTER (WHERE ${which}), 0),
  'executed', coalesce(sum(executed) FILTER (WHERE ${which}), 0), 'settled', coalesce(sum(settled) FILTER (WHERE ${which}), 0))`;

/**
 * The units of a year, with the sums of the widest result of each: the one named, or those right below one, or all of level I.
 * `approvedOnly`: results that were not approved are as if not there, and units without any are left out.
 */
export function resultsOf(
  db: Queryable,
  asked: {
    year: number;
    which: { code: string } | { under: string | null };
    approvedOnly: boolean;
    limit: number;
    offset: number;
  },
): Promise<ListedResult[]> {
  const { year, which, approvedOnly, limit, offset } = asked;
  const bound = 'code' in which ? which.code : which.under;
  const among = 'code' in which ? 'code = $4' : bound === null ? 'parent_code IS NULL' : 'parent_code = $4';
  const during = 'daterange(make_date($1, 1, 1), make_date($1 + 1, 1, 1))';
  return db.rows({
    text: `WITH unit AS (SELECT DISTINCT ON (code) code, name, level, budget_level, chapter FROM budget_unit
        WHERE valid_during && ${during} AND ${among} ORDER BY code, lower(valid_during) DESC),
      listed AS (SELECT unit.*, chosen.scope, chosen.state FROM unit ${approvedOnly ? '' : 'LEFT'} JOIN LATERAL (
          SELECT scope, state FROM budget_result WHERE budget_result.unit_code = unit.code AND year = $1 AND upper_inf(valid_during)
            ${approvedOnly ? `AND state IN ('approved', 'settled')` : ''} ORDER BY scope LIMIT 1) chosen ON true
        ORDER BY array_position(ARRAY['central', 'province', 'district', 'commune'], budget_level), chapter, code LIMIT $2 OFFSET $3)
      SELECT listed.code AS "unitCode", listed.name, listed.level, listed.scope, listed.state, sums.revenue, sums.expenditure,
        (SELECT count(DISTINCT below.code)::int FROM budget_unit below
          WHERE below.parent_code = listed.code AND below.valid_during && ${during}) AS below
      FROM listed CROSS JOIN LATERAL (SELECT ${sumsOf(`item < '6000'`)} AS revenue, ${sumsOf(`item >= '6000'`)} AS expenditure
        FROM budget_line WHERE budget_line.unit_code = listed.code AND budget_line.year = $1
          AND budget_line.scope = listed.scope AND upper_inf(budget_line.valid_during)) sums
      ORDER BY array_position(ARRAY['central', 'province', 'district', 'commune'], listed.budget_level), listed.chapter, listed.code`,
    values: [year, limit, offset, ...(bound === null ? [] : [bound])],
  });
}

/** The years of which something was approved, the latest first. */
export async function approvedYears(db: Queryable): Promise<number[]> {
  const rows = await db.rows<{ year: number }>(sql`SELECT DISTINCT year FROM budget_result
    WHERE state IN ('approved', 'settled') AND upper_inf(valid_during) ORDER BY year DESC LIMIT 50`);
  return rows.map(({ year }) => year);
}

/** The lines of the widest approved result of a unit, in the order of the index. */
export function approvedLines(
  db: Queryable,
  { unitCode, year }: { unitCode: string; year: number },
): Promise<LineItself[]> {
  return db.rows(sql`SELECT sector, item, estimate, executed, settled FROM budget_line
    WHERE unit_code = ${unitCode} AND year = ${year} AND upper_inf(valid_during)
      AND scope = (SELECT scope FROM budget_result WHERE budget_result.unit_code = ${unitCode} AND year = ${year}
        AND upper_inf(valid_during) AND state IN ('approved', 'settled') ORDER BY scope LIMIT 1)
    ORDER BY item, sector`);
}
