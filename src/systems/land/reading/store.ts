import { type Queryable, sql } from '../../../kernel/db.ts';
import type { ParcelVersion } from './versions.ts';

/** The days on which parcels of a commune began or ended, newest first, and how many did. */
export function findChangeDays(
  db: Queryable,
  communeCode: string,
  most: number,
): Promise<{ day: string; parcels: number }[]> {
  return db.rows(sql`SELECT day, count(*)::integer AS parcels FROM (
      SELECT lower(s.valid_during) AS day, s.code FROM spatial_unit s
        WHERE s.commune_code = ${communeCode}
          AND NOT EXISTS (SELECT FROM spatial_unit p WHERE p.code = s.code AND upper(p.valid_during) = lower(s.valid_during))
    ) begun GROUP BY day ORDER BY day DESC LIMIT ${most}`);
}

/** The versions of a parcel, as we came to hold them. */
export function findVersions(db: Queryable, code: string): Promise<ParcelVersion[]> {
  return db.rows(sql`SELECT "validFrom", "validUntil", "recordedAt", "replacedAt", "landUse", "areaLegal_dm2", "baUnit",
      told.reason, told.source ->> 'number' AS "sourceNumber", told.done_by ->> 'agencyName' AS "agencyName"
    FROM (SELECT lower(valid_during) AS "validFrom", upper(valid_during) AS "validUntil", recorded_at AS "recordedAt",
          NULL::timestamptz AS "replacedAt", land_use AS "landUse", area_legal_dm2 AS "areaLegal_dm2", ba_unit AS "baUnit", act
        FROM spatial_unit WHERE code = ${code}
        UNION ALL
        SELECT lower(valid_during), upper(valid_during), recorded_at, upper(recorded_during), land_use, area_legal_dm2,
          ba_unit, act
        FROM spatial_unit_history WHERE code = ${code}) version
      LEFT JOIN act told ON told.position = version.act
    ORDER BY "recordedAt", "validFrom" LIMIT 200`);
}

/** Units in which somebody has a right on a day, by the party's code. */
export async function findUnitsOfParties(
  db: Queryable,
  asked: { parties: readonly string[]; on: string; most: number },
): Promise<string[]> {
  const rows = await db.rows<{ unit: string }>(sql`SELECT DISTINCT r.ba_unit AS unit FROM land_right r
    WHERE r.valid_during @> ${asked.on}::date AND (r.party = ANY (${asked.parties})
      OR r.party IN (SELECT m.group_code FROM party_member m
        WHERE m.member_code = ANY (${asked.parties}) AND m.valid_during @> ${asked.on}::date))
    ORDER BY r.ba_unit LIMIT ${asked.most}`);
  return rows.map(({ unit }) => unit);
}

/** The parties whose person goes on under another number, among those with these codes and of people with these numbers. */
export function codesMoved(db: Queryable, codes: readonly string[]): Promise<{ code: string; number: string }[]> {
  return db.rows(sql`SELECT DISTINCT code, personal_number AS number FROM party
    WHERE (code = ANY (${codes}) OR personal_number = ANY (${codes})) AND code <> personal_number`);
}

/** The members of groups, on a day. */
export function findMembers(
  db: Queryable,
  groups: readonly string[],
  on: string,
): Promise<{ group: string; member: string }[]> {
  return db.rows(sql`SELECT group_code AS "group", member_code AS member FROM party_member
    WHERE group_code = ANY (${groups}) AND valid_during @> ${on}::date`);
}
