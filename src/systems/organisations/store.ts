import { type Queryable, type Tx, sql } from '../../kernel/db.ts';
import type {
  ActingOfficial,
  Agency,
  AgencyKind,
  Appointment,
  Period,
  PostHolder,
  PostOfOfficial,
  PostStanding,
  Role,
} from './rules.ts';

interface AgencyRow {
  code: string;
  kind: AgencyKind;
  name_vi: string;
  name_en: string;
  parent_code: string | null;
  territory_code: string | null;
}

const toAgency = (row: AgencyRow): Agency => ({
  code: row.code,
  kind: row.kind,
  name: { vi: row.name_vi, en: row.name_en },
  territoryCode: row.territory_code ?? undefined,
  parentCode: row.parent_code ?? undefined,
});

export async function findAgency(db: Queryable, code: string, on: string): Promise<Agency | undefined> {
  const row = await db.maybe<AgencyRow>(sql`
    SELECT code, kind, name_vi, name_en, parent_code, territory_code
      FROM agency WHERE code = ${code} AND valid_during @> ${on}::date`);
  return row && toAgency(row);
}

export async function findAgencyFor(
  db: Queryable,
  { kind, territoryCode, on }: { kind: AgencyKind; territoryCode: string; on: string },
): Promise<Agency | undefined> {
  const row = await db.maybe<AgencyRow>(sql`
    SELECT code, kind, name_vi, name_en, parent_code, territory_code
      FROM agency
     WHERE territory_code = ${territoryCode} AND kind = ${kind} AND valid_during @> ${on}::date`);
  return row && toAgency(row);
}

/** An agency and all below it on a date, by their codes. */
export async function findAgenciesUnder(db: Queryable, code: string, on: string): Promise<Agency[]> {
  const rows = await db.rows<AgencyRow>(sql`WITH RECURSIVE under AS (
      SELECT code, kind, name_vi, name_en, parent_code, territory_code FROM agency
        WHERE code = ${code} AND valid_during @> ${on}::date
      UNION
      SELECT agency.code, agency.kind, agency.name_vi, agency.name_en, agency.parent_code, agency.territory_code
        FROM agency JOIN under ON agency.parent_code = under.code WHERE agency.valid_during @> ${on}::date
    ) SELECT code, kind, name_vi, name_en, parent_code, territory_code FROM under ORDER BY code`);
  return rows.map(toAgency);
}

interface AppointmentRow {
  official_id: string;
  role: Role;
  agency_code: string;
  delegated_by: string | null;
  title_vi: string;
  title_en: string;
  agency_kind: AgencyKind;
  name_vi: string;
  name_en: string;
  territory_code: string | null;
}

/** What a person may act as on a day. A post held outranks the same post delegated. */
export async function findAppointments(db: Queryable, personalNumber: string, on: string): Promise<Appointment[]> {
  const rows = await db.rows<AppointmentRow>(sql`
    SELECT DISTINCT ON (acting.agency_code, acting.role)
           acting.official_id, acting.role, acting.agency_code, acting.delegated_by,
           post.title_vi, post.title_en, agency.kind AS agency_kind, agency.name_vi, agency.name_en, agency.territory_code
      FROM (SELECT held.official_id, held.role, held.agency_code, NULL::uuid AS delegated_by
              FROM official JOIN appointment held ON held.official_id = official.id
             WHERE official.personal_number = ${personalNumber} AND held.valid_during @> ${on}::date
            UNION ALL
            SELECT given.to_official_id, given.role, given.agency_code, given.from_official_id
              FROM official JOIN delegation given ON given.to_official_id = official.id
             WHERE official.personal_number = ${personalNumber} AND given.valid_during @> ${on}::date
               AND EXISTS (SELECT FROM appointment own
                            WHERE own.official_id = official.id AND own.agency_code = given.agency_code
                              AND own.valid_during @> ${on}::date)) acting
      JOIN post ON post.role = acting.role
      JOIN agency ON agency.code = acting.agency_code AND agency.valid_during @> ${on}::date
     ORDER BY acting.agency_code, acting.role, acting.delegated_by NULLS FIRST`);
  return rows.map((row) => ({
    officialId: row.official_id,
    role: row.role,
    title: { vi: row.title_vi, en: row.title_en },
    agencyCode: row.agency_code,
    agencyKind: row.agency_kind,
    agencyName: row.name_vi,
    agencyNameEn: row.name_en,
    territoryCode: row.territory_code ?? undefined,
    delegatedBy: row.delegated_by ?? undefined,
  }));
}

/** Who may act in a post at an agency on a day: those who hold it first, then those to whom it was delegated. */
export async function findOfficials(
  db: Queryable,
  { agencyCode, role, on }: { agencyCode: string; role: Role; on: string },
): Promise<ActingOfficial[]> {
  const rows = await db.rows<{ id: string; personal_number: string; delegated_by: string | null }>(sql`
    SELECT official.id, official.personal_number, acting.delegated_by
      FROM (SELECT held.official_id, NULL::uuid AS delegated_by
              FROM appointment held
             WHERE held.agency_code = ${agencyCode} AND held.role = ${role} AND held.valid_during @> ${on}::date
            UNION ALL
            SELECT given.to_official_id, given.from_official_id
              FROM delegation given
             WHERE given.agency_code = ${agencyCode} AND given.role = ${role} AND given.valid_during @> ${on}::date
               AND EXISTS (SELECT FROM appointment own
                            WHERE own.official_id = given.to_official_id AND own.agency_code = given.agency_code
                              AND own.valid_during @> ${on}::date)) acting
      JOIN official ON official.id = acting.official_id
     ORDER BY acting.delegated_by NULLS FIRST, official.id`);
  return rows.map((row) => ({
    officialId: row.id,
    personalNumber: row.personal_number,
    delegatedBy: row.delegated_by ?? undefined,
  }));
}

/** Who holds a post of their own at an agency on a day, by post. */
export async function findPostHolders(
  db: Queryable,
  { agencyCode, on, most }: { agencyCode: string; on: string; most: number },
): Promise<PostHolder[]> {
  const rows = await db.rows<{
    id: string;
    personal_number: string;
    role: Role;
    title_vi: string;
    title_en: string;
  }>(sql`
    SELECT official.id, official.personal_number, held.role, post.title_vi, post.title_en
      FROM appointment held
      JOIN official ON official.id = held.official_id
      JOIN post ON post.role = held.role
     WHERE held.agency_code = ${agencyCode} AND held.valid_during @> ${on}::date
     ORDER BY post.title_vi, official.id LIMIT ${most}`);
  return rows.map(({ id, personal_number: personalNumber, role, title_vi: vi, title_en: en }) => ({
    officialId: id,
    personalNumber,
    role,
    title: { vi, en },
  }));
}

/** How officials stand in posts on a day, in the order asked. */
export async function findPostStandings(
  db: Queryable,
  posts: readonly PostOfOfficial[],
  on: string,
): Promise<PostStanding[]> {
  return db.rows(sql`
    SELECT CASE WHEN EXISTS (SELECT FROM appointment held
                              WHERE held.official_id = asked.official_id AND held.role = asked.role
                                AND held.agency_code = asked.agency_code AND held.valid_during @> ${on}::date) THEN 'own'
                WHEN EXISTS (SELECT FROM delegation given
                              WHERE given.to_official_id = asked.official_id AND given.role = asked.role
                                AND given.agency_code = asked.agency_code AND given.valid_during @> ${on}::date)
                     AND EXISTS (SELECT FROM appointment held
                                  WHERE held.official_id = asked.official_id AND held.agency_code = asked.agency_code
                                    AND held.valid_during @> ${on}::date) THEN 'delegated'
                ELSE 'none' END AS holds,
           EXISTS (SELECT FROM appointment held
                    WHERE held.official_id = asked.official_id AND held.valid_during @> ${on}::date) AS "isInService"
      FROM unnest(${posts.map(({ officialId }) => officialId)}::uuid[], ${posts.map(({ role }) => role)}::text[],
                  ${posts.map(({ agencyCode }) => agencyCode)}::text[])
             WITH ORDINALITY AS asked (official_id, role, agency_code, place)
     ORDER BY place`);
}

/** The ids of those among these people who are or were officials. */
export async function findOfficialIds(db: Queryable, personalNumbers: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.rows<{ id: string; personal_number: string }>(sql`
    SELECT id, personal_number FROM official WHERE personal_number = ANY (${personalNumbers}::text[])`);
  return new Map(rows.map(({ id, personal_number }) => [personal_number, id]));
}

/** The personal number of an official. */
export async function findPersonalNumber(db: Queryable, officialId: string): Promise<string | undefined> {
  const row = await db.maybe<{ personal_number: string }>(sql`
    SELECT personal_number FROM official WHERE id = ${officialId}`);
  return row?.personal_number;
}

export async function findPostKind(db: Queryable, role: Role): Promise<AgencyKind | undefined> {
  return (await db.maybe<{ agency_kind: AgencyKind }>(sql`SELECT agency_kind FROM post WHERE role = ${role}`))
    ?.agency_kind;
}

/** The id of the official with this personal number; makes one with `newOfficialId` when the person was no official yet. */
export async function saveOfficial(tx: Tx, personalNumber: string, newOfficialId: string): Promise<string> {
  await tx.run(sql`INSERT INTO official (id, personal_number) VALUES (${newOfficialId}, ${personalNumber})
    ON CONFLICT (personal_number) DO NOTHING`);
  return (await tx.one<{ id: string }>(sql`SELECT id FROM official WHERE personal_number = ${personalNumber}`)).id;
}

interface PostHeld {
  officialId: string;
  role: Role;
  agencyCode: string;
}

export async function saveAppointment(tx: Tx, { officialId, role, agencyCode }: PostHeld, during: Period) {
  await tx.run(sql`INSERT INTO appointment (official_id, role, agency_code, valid_during)
    VALUES (${officialId}, ${role}, ${agencyCode}, daterange(${during.from}, ${during.until ?? null}))`);
}

/** Whether the official holds the post, or with no role any post, at the agency all the time. */
export async function holdsThroughout(
  tx: Tx,
  held: { officialId: string; role: Role | undefined; agencyCode: string },
  during: Period,
): Promise<boolean> {
  // Several appointments one after the other count as one: their union must cover the period.
  const { covered } = await tx.one<{ covered: boolean }>(sql`
    SELECT coalesce(range_agg(valid_during) @> daterange(${during.from}, ${during.until ?? null}), false) AS covered
      FROM appointment
     WHERE official_id = ${held.officialId} AND agency_code = ${held.agencyCode}
       AND (${held.role ?? null}::text IS NULL OR role = ${held.role ?? null})`);
  return covered;
}

/**
 * Ends the appointment that begins on `from`, or where that is not said the one that stands on the day before `on`, and what was delegated
 * from it; one that would begin on that day never was. Null: it goes on without end. How many appointments it changed.
 */
export async function endAppointmentOn(
  tx: Tx,
  held: PostHeld,
  { from, on }: { from?: string; on: string | null },
): Promise<number> {
  if (on !== null) await endDelegationsOn(tx, held, on);
  const ofPost = sql`official_id = ${held.officialId} AND role = ${held.role} AND agency_code = ${held.agencyCode}`;
  if (on !== null && on === (from ?? on)) {
    const cancelled = await tx.run(sql`DELETE FROM appointment WHERE ${ofPost} AND lower(valid_during) = ${on}::date`);
    if (cancelled > 0) return cancelled;
  }
  const which = from ? sql`lower(valid_during) = ${from}::date` : sql`valid_during @> (${on}::date - 1)`;
  return tx.run(
    sql`UPDATE appointment SET valid_during = daterange(lower(valid_during), ${on}::date) WHERE ${ofPost} AND ${which}`,
  );
}

/** Ends what the official delegated of a post, to one or to all; what had not begun by then never was. */
export async function endDelegationsOn(tx: Tx, held: PostHeld, on: string, toOfficialId?: string): Promise<number> {
  const cancelled = await tx.run(sql`
    DELETE FROM delegation
     WHERE from_official_id = ${held.officialId} AND role = ${held.role} AND agency_code = ${held.agencyCode}
       AND (${toOfficialId ?? null}::uuid IS NULL OR to_official_id = ${toOfficialId ?? null}::uuid)
       AND lower(valid_during) >= ${on}::date`);
  const ended = await tx.run(sql`
    UPDATE delegation SET valid_during = daterange(lower(valid_during), ${on}::date)
     WHERE from_official_id = ${held.officialId} AND role = ${held.role} AND agency_code = ${held.agencyCode}
       AND (${toOfficialId ?? null}::uuid IS NULL OR to_official_id = ${toOfficialId ?? null}::uuid)
       AND valid_during @> ${on}::date`);
  return cancelled + ended;
}

export async function saveDelegation(
  tx: Tx,
  given: PostHeld & { toOfficialId: string; reason: string },
  during: Period,
): Promise<void> {
  await tx.run(sql`
    INSERT INTO delegation (from_official_id, to_official_id, role, agency_code, valid_during, reason)
    VALUES (${given.officialId}, ${given.toOfficialId}, ${given.role}, ${given.agencyCode},
            daterange(${during.from}, ${during.until ?? null}), ${given.reason})`);
}
