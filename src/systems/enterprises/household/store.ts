import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import type { HouseholdStatus } from './rules.ts';

/** A household business as it is on a day. */
export interface HouseholdVersion {
  code: string;
  name: string;
  ownerName: string;
  status: HouseholdStatus;
  suspendedUntil: string | null;
  capital: number;
  vsicCode: string;
  foundedOn: string;
  addressLine: string;
  communeCode: string;
  since: string;
}

/** The household business of a person on a day. */
export function findHousehold(
  db: Queryable,
  { code, on }: { code: string; on: string },
): Promise<HouseholdVersion | undefined> {
  return db.maybe(sql`SELECT code, name, owner_name AS "ownerName", status, suspended_until AS "suspendedUntil", capital,
      vsic_code AS "vsicCode", founded_on AS "foundedOn", address_line AS "addressLine", commune_code AS "communeCode",
      lower(valid_during) AS since
    FROM household_business WHERE code = ${code} AND valid_during @> ${on}::date`);
}

/** The days on which later versions of a household business begin. */
export async function laterHouseholdVersions(
  db: Queryable,
  { code, on }: { code: string; on: string },
): Promise<string[]> {
  const rows = await db.rows<{ from: string }>(sql`SELECT lower(valid_during) AS from FROM household_business
    WHERE code = ${code} AND lower(valid_during) > ${on}::date ORDER BY 1`);
  return rows.map(({ from }) => from);
}

/** Household businesses of a commune are named, and those of a person registered, one after another. */
export async function lockHouseholds(tx: Tx, communeCode: string): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(hashtext('enterprises.household'), hashtext(${communeCode}))`);
}

/** Another household business of that name in the commune that has not ended, or undefined. */
export async function householdNamed(
  db: Queryable,
  asked: { name: string; communeCode: string; on: string; except: string },
): Promise<string | undefined> {
  const row = await db.maybe<{ name: string }>(sql`SELECT name FROM household_business
    WHERE name_folded = kernel.fold(${asked.name}) AND lower(name) = lower(${asked.name})
      AND commune_code = ${asked.communeCode} AND code <> ${asked.except}
      AND valid_during @> ${asked.on}::date AND status <> 'ended' LIMIT 1`);
  return row?.name;
}
