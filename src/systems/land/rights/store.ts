import { type Queryable, type Statement, sql } from '../../../kernel/db.ts';
import { validOn } from '../../registry/index.ts';
import type { ResponsibilityRow, RestrictionRow, RightRow, SourceRow } from './rules.ts';

const peopleOf = (party: Statement, on: Statement): Statement =>
  sql`ARRAY(SELECT p.personal_number FROM party p
    WHERE p.valid_during @> ${on} AND p.personal_number IS NOT NULL
      AND (p.code = ${party} OR p.code IN (SELECT m.member_code FROM party_member m
        WHERE m.group_code = ${party} AND m.valid_during @> ${on}))
    ORDER BY p.personal_number)`;

const rights = (where: Statement): Statement =>
  sql`SELECT r.code, r.ba_unit AS "baUnit", r.party, holder.name AS "partyName", holder.form AS "partyForm",
      ${peopleOf(sql`r.party`, sql`lower(r.valid_during)`)} AS people,
      r.share_numerator AS "shareNumerator", r.share_denominator AS "shareDenominator", r.origin, r.property,
      r.term_until AS "termUntil", lower(r.valid_during) AS "validFrom", upper(r.valid_during) AS "validUntil"
    FROM land_right r JOIN party holder ON holder.code = r.party AND holder.valid_during @> lower(r.valid_during)
    WHERE ${where} ORDER BY r.ba_unit, lower(r.valid_during), holder.name, r.code`;

/** The rights in units that are valid on a day. */
export function findRights(db: Queryable, units: readonly string[], on: string): Promise<RightRow[]> {
  return db.rows(rights(sql`r.ba_unit = ANY (${units}) AND r.valid_during @> ${on}::date`));
}

/** Every right that there is or was in units, as we know it now. */
export function findAllRights(db: Queryable, units: readonly string[]): Promise<RightRow[]> {
  return db.rows(rights(sql`r.ba_unit = ANY (${units})`));
}

/** The rights of a person or an enterprise on a day, their own and those of couples, households and groups they belong to. */
export function findRightsOf(db: Queryable, asked: { number: string; on: string; most: number }): Promise<RightRow[]> {
  const holders = sql`SELECT p.code FROM party p
    WHERE (p.personal_number = ${asked.number} OR p.code = ${asked.number} AND p.personal_number IS NULL)
      AND p.valid_during @> ${asked.on}::date`;
  return db.rows(
    sql`${rights(sql`r.valid_during @> ${asked.on}::date AND r.party IN (${holders}
      UNION SELECT m.group_code FROM party_member m
        WHERE m.valid_during @> ${asked.on}::date AND m.member_code IN (${holders}))`)} LIMIT ${asked.most}`,
  );
}

const restrictions = (where: Statement): Statement =>
  sql`SELECT r.code, r.ba_unit AS "baUnit", r.form, r.rank, r.party, p.name AS "partyName", r.amount_vnd, r.content,
      lower(r.valid_during) AS "validFrom", upper(r.valid_during) AS "validUntil"
    FROM restriction r LEFT JOIN party p ON p.code = r.party AND p.valid_during @> lower(r.valid_during)
    WHERE ${where} ORDER BY lower(r.valid_during), r.code`;

/** The restrictions of units that are valid on a day. */
export function findRestrictions(db: Queryable, units: readonly string[], on: string): Promise<RestrictionRow[]> {
  return db.rows(restrictions(sql`r.ba_unit = ANY (${units}) AND r.valid_during @> ${on}::date`));
}

/** Every restriction that there is or was. */
export function findAllRestrictions(db: Queryable, units: readonly string[]): Promise<RestrictionRow[]> {
  return db.rows(restrictions(sql`r.ba_unit = ANY (${units})`));
}

const responsibilities = (where: Statement): Statement =>
  sql`SELECT code, ba_unit AS "baUnit", form, amount_vnd, content, lower(valid_during) AS "validFrom",
      upper(valid_during) AS "validUntil" FROM responsibility WHERE ${where} ORDER BY lower(valid_during), code`;

/** The responsibilities of units that are valid on a day. */
export function findResponsibilities(
  db: Queryable,
  units: readonly string[],
  on: string,
): Promise<ResponsibilityRow[]> {
  return db.rows(responsibilities(sql`ba_unit = ANY (${units}) AND ${validOn(on)}`));
}

/** Every responsibility that there is or was. */
export function findAllResponsibilities(db: Queryable, units: readonly string[]): Promise<ResponsibilityRow[]> {
  return db.rows(responsibilities(sql`ba_unit = ANY (${units})`));
}

/** The papers of units, newest first. */
export function findSources(db: Queryable, units: readonly string[]): Promise<SourceRow[]> {
  return db.rows(sql`SELECT code, ba_unit AS "baUnit", form, number, issued_on AS "issuedOn", issuer,
      lower(valid_during) AS "recordedOn"
    FROM administrative_source WHERE ba_unit = ANY (${units}) ORDER BY lower(valid_during) DESC, code LIMIT 200`);
}

/** The last day on which something about units began or ended: nothing may be registered for a day before it. */
export async function findLastChange(db: Queryable, units: readonly string[]): Promise<string | undefined> {
  const row = await db.maybe<{ day: string | null }>(sql`SELECT max(day) AS day FROM (
      SELECT lower(valid_during) AS day FROM ba_unit WHERE code = ANY (${units})
      UNION ALL SELECT lower(valid_during) FROM spatial_unit WHERE ba_unit = ANY (${units})
      UNION ALL SELECT greatest(lower(valid_during), upper(valid_during)) FROM land_right WHERE ba_unit = ANY (${units})
      UNION ALL SELECT greatest(lower(valid_during), upper(valid_during)) FROM restriction WHERE ba_unit = ANY (${units})
      UNION ALL SELECT greatest(lower(valid_during), upper(valid_during)) FROM responsibility WHERE ba_unit = ANY (${units})
    ) moments`);
  return row?.day ?? undefined;
}

/** Which of some parties the register has. */
export function findParties(
  db: Queryable,
  codes: readonly string[],
  on: string,
): Promise<{ code: string; name: string; form: string }[]> {
  return db.rows(sql`SELECT code, name, form FROM party WHERE code = ANY (${codes}) AND ${validOn(on)}`);
}
