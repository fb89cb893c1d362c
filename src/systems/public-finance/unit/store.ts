import { type Queryable, sql } from '../../../kernel/db.ts';
import type { BudgetLevel } from '../../../country/index.ts';
import type { UNIT_KINDS } from '../choices.ts';

/** A version of a unit. */
export interface UnitRow {
  code: string;
  name: string;
  parentCode: string | null;
  level: number;
  budgetLevel: BudgetLevel;
  chapter: string;
  kind: keyof typeof UNIT_KINDS;
  agencyCode: string | null;
  communeCode: string | null;
  from: string;
  until: string | null;
}

const COLUMNS = `code, name, parent_code AS "parentCode", level, budget_level AS "budgetLevel", chapter, kind,
  agency_code AS "agencyCode", commune_code AS "communeCode", lower(valid_during) AS "from", upper(valid_during) AS until`;

/** The next code of a unit. A sequence gives each number once, whoever asks at the same moment. */
export async function nextUnitCode(tx: Queryable): Promise<string> {
  // What was imported, now or ever, is not given again.
  for (;;) {
    const { code, isTaken } = await tx.one<{ code: string; isTaken: boolean }>(sql`SELECT next.code,
        EXISTS (SELECT FROM budget_unit WHERE budget_unit.code = next.code)
          OR EXISTS (SELECT FROM budget_unit_history WHERE budget_unit_history.code = next.code) AS "isTaken"
      FROM (SELECT '1' || nextval('unit_serial')::text AS code OFFSET 0) next`);
    if (!isTaken) return code;
  }
}

/** A unit as it is on a day, locked until the end of the transaction; undefined when it is not there. */
export function lockUnit(tx: Queryable, { code, on }: { code: string; on: string }): Promise<UnitRow | undefined> {
  return tx.maybe({
    text: `SELECT ${COLUMNS} FROM budget_unit WHERE code = $1 AND (valid_during @> $2::date) IS TRUE FOR UPDATE`,
    values: [code, on],
  });
}

/** A unit as it is on a day; undefined when it is not there. */
export function unitOn(db: Queryable, { code, on }: { code: string; on: string }): Promise<UnitRow | undefined> {
  return db.maybe({
    text: `SELECT ${COLUMNS} FROM budget_unit WHERE code = $1 AND (valid_during @> $2::date) IS TRUE`,
    values: [code, on],
  });
}

/** A unit as it was last during a year; undefined when it was not there. */
export function unitInYear(
  db: Queryable,
  { code, year }: { code: string; year: number },
): Promise<UnitRow | undefined> {
  return db.maybe({
    text: `SELECT ${COLUMNS} FROM budget_unit WHERE code = $1
      AND valid_during && daterange(make_date($2, 1, 1), make_date($2 + 1, 1, 1))
      ORDER BY lower(valid_during) DESC LIMIT 1`,
    values: [code, year],
  });
}

/** The units above one on a day, the highest first. */
export function unitsAbove(db: Queryable, { code, on }: { code: string; on: string }): Promise<UnitRow[]> {
  return db.rows({
    text: `WITH RECURSIVE above AS (
        SELECT parent_code AS code FROM budget_unit WHERE code = $1 AND (valid_during @> $2::date) IS TRUE
        UNION SELECT unit.parent_code FROM above JOIN budget_unit unit
          ON unit.code = above.code AND (unit.valid_during @> $2::date) IS TRUE)
      SELECT ${COLUMNS} FROM budget_unit WHERE code IN (SELECT code FROM above) AND (valid_during @> $2::date) IS TRUE
      ORDER BY level, code`,
    values: [code, on],
  });
}

/** Units right below one on a day, those of level I when none is named, or those with these codes; with how many are right below each. */
export function unitsListed(
  db: Queryable,
  asked: { on: string; under: string | null; codes: string[] | null; limit: number; offset: number },
): Promise<(UnitRow & { below: number })[]> {
  const { on, under, codes, limit, offset } = asked;
  const among = codes ? 'code = ANY ($4)' : under === null ? 'parent_code IS NULL' : 'parent_code = $4';
  const order = codes
    ? 'array_position($4, code)'
    : "array_position(ARRAY['central', 'province', 'district', 'commune'], budget_level), chapter, code";
  return db.rows({
    text: `SELECT ${COLUMNS}, (SELECT count(*)::int FROM budget_unit below
          WHERE below.parent_code = budget_unit.code AND below.valid_during @> $1::date) AS below
      FROM budget_unit WHERE (valid_during @> $1::date) IS TRUE AND ${among} ORDER BY ${order} LIMIT $2 OFFSET $3`,
    values: [on, limit, offset, ...(codes ? [codes] : under === null ? [] : [under])],
  });
}

/** The units of an organisation on a day. */
export function unitsOfAgency(
  db: Queryable,
  { agencyCode, on }: { agencyCode: string; on: string },
): Promise<UnitRow[]> {
  return db.rows({
    text: `SELECT ${COLUMNS} FROM budget_unit WHERE agency_code = $1 AND (valid_during @> $2::date) IS TRUE ORDER BY level, code`,
    values: [agencyCode, on],
  });
}

/** Lets registrations for one organisation go one after another, until the end of the transaction. */
export async function lockAgency(tx: Queryable, agencyCode: string): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`budget unit of ${agencyCode}`}, 0))`);
}

/** All versions of a unit that we hold now, the latest first, with their decisions. */
export function versionsOf(db: Queryable, code: string): Promise<(UnitRow & { decision: string })[]> {
  return db.rows({
    text: `SELECT ${COLUMNS.replace('kind,', 'budget_unit.kind,')}, coalesce(act.source ->> 'number', '') AS decision
      FROM budget_unit JOIN act ON act.position = budget_unit.act WHERE code = $1 ORDER BY lower(valid_during) DESC LIMIT 1000`,
    values: [code],
  });
}

/** What still rests on a unit from a day on: units below it and their highest level, assets it holds, what it owes. */
export function restingOn(
  tx: Queryable,
  { code, from }: { code: string; from: string },
): Promise<{ below: number; highestBelow: number | null; assets: number; debts: number }> {
  return tx.one(sql`SELECT
      (SELECT count(DISTINCT below.code)::int FROM budget_unit below
        WHERE below.parent_code = ${code} AND below.valid_during && daterange(${from}::date, NULL)) AS below,
      (SELECT min(below.level) FROM budget_unit below
        WHERE below.parent_code = ${code} AND below.valid_during && daterange(${from}::date, NULL)) AS "highestBelow",
      (SELECT count(DISTINCT asset.code)::int FROM public_asset asset
        WHERE asset.holder_code = ${code} AND asset.valid_during && daterange(${from}::date, NULL)) AS assets,
      (SELECT count(*)::int FROM debt WHERE debt.unit_code = ${code} AND upper_inf(debt.valid_during)
        AND (SELECT coalesce(sum(CASE moved.kind WHEN 'drawdown' THEN moved.amount WHEN 'repayment' THEN -moved.amount END), 0)
          FROM debt_movement moved WHERE moved.debt_code = debt.code) > 0) AS debts`);
}
