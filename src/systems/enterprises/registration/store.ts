import { taxCheckDigit } from '../../../country/index.ts';
import { type Queryable, type Statement, type Tx, sql } from '../../../kernel/db.ts';
import type {
  BranchKind,
  ControlGround,
  HoldingRole,
  LegalForm,
  RepresentativeTitle,
  Status,
} from '../enterprise-codes.ts';
import type { EnterpriseNames } from '../names/name-conflict.ts';

/** An enterprise as it is on a day. */
export interface EnterpriseVersion {
  code: string;
  name: string;
  foreignName: string | null;
  shortName: string | null;
  legalForm: LegalForm;
  status: Status;
  suspendedUntil: string | null;
  capital: number;
  foundedOn: string;
  addressLine: string;
  communeCode: string;
  since: string;
}

export interface Holder {
  holder: string;
  holderName: string;
  role: HoldingRole;
  contribution: number;
  paidIn: number;
  dueOn: string;
  since: string;
}

export interface Representative {
  personNumber: string;
  fullName: string;
  title: RepresentativeTitle;
  since: string;
}

export interface Branch {
  code: string;
  kind: BranchKind;
  name: string;
  addressLine: string;
  communeCode: string;
  headNumber: string | null;
  headName: string | null;
  since: string;
}

/** Takes the next code, which stays taken when this commits and was never taken when it does not. Undefined: the ranges are used up. */
export async function takeCode(tx: Tx): Promise<string | undefined> {
  const row = await tx.maybe<{ range: string; serial: number }>(sql`UPDATE code_range SET last_serial = last_serial + 1
    WHERE range = (SELECT max(range) FROM code_range) AND last_serial < 9999998
    RETURNING range, last_serial AS serial`);
  if (!row) return undefined;
  // One in eleven serials has no check digit; two such never stand beside each other.
  for (let serial = row.serial; ; serial++) {
    const digits = row.range + String(serial).padStart(7, '0');
    const digit = taxCheckDigit(digits);
    if (digit === undefined) continue;
    if (serial > row.serial)
      await tx.run(sql`UPDATE code_range SET last_serial = ${serial} WHERE range = ${row.range}`);
    await tx.run(sql`INSERT INTO enterprise_code (code) VALUES (${digits + String(digit)})`);
    return digits + String(digit);
  }
}

/** Names are given one after another: who holds this checks and writes a name before anybody else checks one. */
export async function lockNames(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT range FROM code_range ORDER BY range DESC LIMIT 1 FOR UPDATE`);
}

/** Locks an enterprise for changes; whether there is one. */
export async function lockEnterprise(tx: Tx, code: string): Promise<boolean> {
  return (await tx.maybe(sql`SELECT code FROM enterprise_code WHERE code = ${code} FOR UPDATE`)) !== undefined;
}

/** The number of the next dependent unit, 1 to 999; undefined when all were given. The enterprise must be locked. */
export async function takeUnit(tx: Tx, code: string): Promise<number | undefined> {
  const row = await tx.maybe<{ unit: number }>(sql`UPDATE enterprise_code SET units_given = units_given + 1
    WHERE code = ${code} AND units_given < 999 RETURNING units_given AS unit`);
  return row?.unit;
}

/** An enterprise on a day. */
export function findEnterprise(
  db: Queryable,
  { code, on }: { code: string; on: string },
): Promise<EnterpriseVersion | undefined> {
  return db.maybe(sql`SELECT code, name, foreign_name AS "foreignName", short_name AS "shortName", legal_form AS "legalForm",
      status, suspended_until AS "suspendedUntil", capital, founded_on AS "foundedOn", address_line AS "addressLine",
      commune_code AS "communeCode", lower(valid_during) AS since
    FROM enterprise WHERE code = ${code} AND valid_during @> ${on}::date`);
}

/** The days on which later versions of an enterprise begin. */
export async function laterVersions(db: Queryable, { code, on }: { code: string; on: string }): Promise<string[]> {
  const rows = await db.rows<{ from: string }>(sql`SELECT lower(valid_during) AS from FROM enterprise
    WHERE code = ${code} AND lower(valid_during) > ${on}::date ORDER BY 1`);
  return rows.map(({ from }) => from);
}

/** What is asked of an enterprise: as it was on a day, as we know it now or knew it at a moment. */
export interface AsOf {
  code: string;
  on: string;
  knownAt?: Date;
}

/** The rows of a table that belong to an enterprise on a day, as SQL that can be selected from. */
function rowsOn(
  { columns, table, history }: Record<'columns' | 'table' | 'history', Statement>,
  asked: AsOf,
): Statement {
  const { code, on, knownAt } = asked;
  const belongs = sql`enterprise_code = ${code} AND valid_during @> ${on}::date`;
  if (!knownAt) return sql`SELECT ${columns}, lower(valid_during) AS since FROM ${table} WHERE ${belongs}`;
  return sql`SELECT ${columns}, lower(valid_during) AS since FROM ${table} WHERE ${belongs} AND recorded_at <= ${knownAt}
    UNION ALL SELECT ${columns}, lower(valid_during) FROM ${history}
      WHERE ${belongs} AND recorded_during @> ${knownAt}::timestamptz`;
}

const HOLDERS = {
  columns: sql`holder, holder_name AS "holderName", role, contribution, paid_in AS "paidIn", due_on AS "dueOn"`,
  table: sql`member_or_shareholder`,
  history: sql`member_or_shareholder_history`,
};

/** Who has a part in an enterprise on a day, the largest first. */
export function findHolders(db: Queryable, asked: AsOf): Promise<Holder[]> {
  return db.rows(sql`SELECT holder, "holderName", role, contribution, "paidIn", "dueOn", since
    FROM (${rowsOn(HOLDERS, asked)}) AS held ORDER BY contribution DESC, holder`);
}

const REPRESENTATIVES = {
  columns: sql`person_number AS "personNumber", full_name AS "fullName", title`,
  table: sql`representative`,
  history: sql`representative_history`,
};

/** The legal representatives of an enterprise on a day. */
export function findRepresentatives(db: Queryable, asked: AsOf): Promise<Representative[]> {
  return db.rows(sql`SELECT "personNumber", "fullName", title, since FROM (${rowsOn(REPRESENTATIVES, asked)}) AS acting
    ORDER BY since, "personNumber"`);
}

const INDUSTRIES = {
  columns: sql`vsic_code AS "vsicCode", is_main AS "isMain"`,
  table: sql`industry`,
  history: sql`industry_history`,
};

/** The lines of business of an enterprise on a day, the main one first. */
export function findIndustries(db: Queryable, asked: AsOf): Promise<{ vsicCode: string; isMain: boolean }[]> {
  return db.rows(sql`SELECT "vsicCode", "isMain" FROM (${rowsOn(INDUSTRIES, asked)}) AS line
    ORDER BY "isMain" DESC, "vsicCode"`);
}

const BRANCHES = {
  columns: sql`code, kind, name, address_line AS "addressLine", commune_code AS "communeCode",
    head_number AS "headNumber", head_name AS "headName"`,
  table: sql`branch`,
  history: sql`branch_history`,
};

/** The dependent units of an enterprise on a day. */
export function findBranches(db: Queryable, asked: AsOf): Promise<Branch[]> {
  return db.rows(sql`SELECT code, kind, name, "addressLine", "communeCode", "headNumber", "headName", since
    FROM (${rowsOn(BRANCHES, asked)}) AS unit ORDER BY code`);
}

/** The dependent units of an enterprise that are open on a day or open later. */
export function findOpenBranches(
  db: Queryable,
  { code, on }: { code: string; on: string },
): Promise<{ code: string; since: string }[]> {
  return db.rows(sql`SELECT code, lower(valid_during) AS since FROM branch
    WHERE enterprise_code = ${code} AND coalesce(upper(valid_during) > ${on}::date, true) ORDER BY code`);
}

export interface DeclaredOwner {
  personNumber: string;
  fullName: string;
  ground: ControlGround;
  details: string | null;
  since: string;
}

const OWNERS = {
  columns: sql`person_number AS "personNumber", full_name AS "fullName", ground, details`,
  table: sql`beneficial_owner`,
  history: sql`beneficial_owner_history`,
};

/** The persons whom an enterprise declares to be its beneficial owners on a day. */
export function findDeclaredOwners(db: Queryable, asked: AsOf): Promise<DeclaredOwner[]> {
  return db.rows(sql`SELECT "personNumber", "fullName", ground, details, since FROM (${rowsOn(OWNERS, asked)}) AS owner
    ORDER BY "personNumber"`);
}

/** In which enterprises that are alive a person is the owner of a private enterprise or a general partner (art. 180.1, 188.3). */
export async function unlimitedLiabilities(
  db: Queryable,
  { person, on, except }: { person: string; on: string; except: string | null },
): Promise<string[]> {
  const rows = await db.rows<{ code: string }>(sql`SELECT e.code FROM member_or_shareholder m
      JOIN enterprise e ON e.code = m.enterprise_code AND e.valid_during @> ${on}::date
    WHERE m.holder = ${person} AND m.valid_during @> ${on}::date
      AND e.status NOT IN ('dissolved', 'bankrupt') AND e.code IS DISTINCT FROM ${except}
      AND (e.legal_form = 'private-enterprise' OR (e.legal_form = 'partnership' AND m.role = 'general-partner'))
    ORDER BY e.code`);
  return rows.map(({ code }) => code);
}

/** Whether a person owns a household business that has not ended. */
export async function hasHouseholdBusiness(
  db: Queryable,
  { person, on }: { person: string; on: string },
): Promise<boolean> {
  const row = await db.maybe(sql`SELECT code FROM household_business
    WHERE code = ${person} AND valid_during @> ${on}::date AND status <> 'ended'`);
  return row !== undefined;
}

/** An enterprise with its names, for comparing with another. */
export interface NamedEnterprise extends EnterpriseNames {
  code: string;
}

/**
 * The enterprises whose names could stand in the way of a proposed one: all that share its skeleton (see the migration), its
 * short or its foreign name. Which of them do, `nameConflicts` says.
 */
export async function similarNames(
  db: Queryable,
  names: EnterpriseNames,
  { on, except }: { on: string; except: string | null },
): Promise<NamedEnterprise[]> {
  const rows = await db.rows<{ code: string; name: string; short: string | null; foreign: string | null }>(sql`
    WITH asked AS (SELECT name_skeleton(${names.vietnamese}) AS skeleton),
    found AS (
      SELECT e.code FROM asked, enterprise e WHERE name_skeleton(e.name) = asked.skeleton
      UNION SELECT e.code FROM asked, enterprise e WHERE name_skeleton(e.name) = left(asked.skeleton, -1)
      UNION SELECT e.code FROM asked, enterprise e
        WHERE name_skeleton(e.name) ~>=~ asked.skeleton AND name_skeleton(e.name) ~<~ (asked.skeleton || '{')
          AND length(name_skeleton(e.name)) = length(asked.skeleton) + 1
      UNION SELECT e.code FROM enterprise e WHERE e.short_name_folded = kernel.fold(${names.short ?? null})
      UNION SELECT e.code FROM enterprise e WHERE e.foreign_name_folded = kernel.fold(${names.foreign ?? null})
    )
    SELECT e.code, e.name, e.short_name AS short, e.foreign_name AS foreign FROM found JOIN enterprise e USING (code)
    WHERE coalesce(upper(e.valid_during) > ${on}::date, true) AND e.status NOT IN ('dissolved', 'bankrupt')
      AND e.code IS DISTINCT FROM ${except}
    ORDER BY e.code LIMIT 200`);
  return rows.map(({ code, name, short, foreign }) => ({
    code,
    vietnamese: name,
    ...(short ? { short } : {}),
    ...(foreign ? { foreign } : {}),
  }));
}

/** What was filed under one request. */
export interface Filing {
  id: string;
  subject: string;
  kind: string;
  number: string;
  effectiveOn: string;
  changeNumber: number | null;
  agencyCode: string;
  agencyName: string;
  filedAt: Date;
}

/** The filing that a request led to. */
export function findFiling(db: Queryable, requestKey: string): Promise<Filing | undefined> {
  return db.maybe(sql`SELECT id, subject, kind, number, effective_on AS "effectiveOn", change_number AS "changeNumber",
      agency_code AS "agencyCode", agency_name AS "agencyName", filed_at AS "filedAt"
    FROM filing WHERE request_key = ${requestKey}`);
}

/** The filings about an enterprise or household business, the newest first. */
export function filingsOf(db: Queryable, subject: string): Promise<(Filing & { certificate: string | null })[]> {
  return db.rows(sql`SELECT f.id, f.subject, f.kind, f.number, f.effective_on AS "effectiveOn",
      f.change_number AS "changeNumber", f.agency_code AS "agencyCode", f.agency_name AS "agencyName",
      f.filed_at AS "filedAt", c.verification_code AS certificate
    FROM filing f LEFT JOIN certificate c ON c.filing_id = f.id
    WHERE f.subject = ${subject} ORDER BY f.filed_at DESC, f.id DESC LIMIT 200`);
}

/** Writes a filing under the next number of its agency in the year; the keys refuse a request that was done. */
export function insertFiling(
  tx: Queryable,
  filing: {
    id: string;
    requestKey: string;
    subject: string;
    kind: string;
    effectiveOn: string;
    /** Whether it changes what the certificate says. */
    onCertificate: boolean;
    agency: { code: string; name: string };
    official: unknown;
    filedOn: string;
  },
): Promise<Filing> {
  const year = filing.filedOn.slice(0, 4);
  return tx.one(sql`WITH taken AS (
      INSERT INTO filing_counter (agency_code, year, last_serial) VALUES (${filing.agency.code}, ${year}::integer, 1)
      ON CONFLICT (agency_code, year) DO UPDATE SET last_serial = filing_counter.last_serial + 1
      RETURNING last_serial AS serial
    )
    INSERT INTO filing (id, request_key, subject, kind, effective_on, number, change_number, agency_code, agency_name, official)
    SELECT ${filing.id}::uuid, ${filing.requestKey}, ${filing.subject}, ${filing.kind}, ${filing.effectiveOn}::date,
      ${filing.agency.code} || '/' || ${year}::text || '/' || serial,
      CASE WHEN ${filing.onCertificate}::boolean THEN
        (SELECT count(*) FROM filing f WHERE f.subject = ${filing.subject} AND f.change_number IS NOT NULL) END,
      ${filing.agency.code}, ${filing.agency.name}, ${JSON.stringify(filing.official)}::jsonb
    FROM taken
    RETURNING id, subject, kind, number, effective_on AS "effectiveOn", change_number AS "changeNumber",
      agency_code AS "agencyCode", agency_name AS "agencyName", filed_at AS "filedAt"`);
}

/** A day on which more than the charter capital is held, or undefined when there is none. */
export async function dayOverCapital(db: Queryable, code: string): Promise<string | undefined> {
  const row = await db.maybe<{ day: string }>(sql`
    WITH days AS (
      SELECT lower(valid_during) AS day FROM member_or_shareholder WHERE enterprise_code = ${code}
      UNION SELECT lower(valid_during) FROM enterprise WHERE code = ${code}
    )
    SELECT day FROM days JOIN enterprise e ON e.code = ${code} AND e.valid_during @> day
    WHERE (SELECT sum(contribution) FROM member_or_shareholder m
           WHERE m.enterprise_code = ${code} AND m.valid_during @> day) > e.capital
    ORDER BY day LIMIT 1`);
  return row?.day;
}
