import { type Queryable, sql } from '../../../kernel/db.ts';
import type { DeclarationState, RowOutcome, Scheme } from '../choices.ts';
import type { Month } from '../contribution/months.ts';
import type { GivenRow, ReadRow } from './rows.ts';

export interface StoredEmployer {
  code: string;
  name: string;
  wageRegion: number;
  provinceCode: string;
}

/** An employer as of a day. */
export function findEmployer(
  db: Queryable,
  { code, on }: { code: string; on: string },
): Promise<StoredEmployer | undefined> {
  return db.maybe(sql`SELECT code, name, wage_region AS "wageRegion", province_code AS "provinceCode" FROM employer
    WHERE code = ${code} AND (valid_during @> ${on}::date) IS TRUE`);
}

/** The same, locked until the end of the transaction: one after another works on what an employer owes. */
export function lockEmployer(
  tx: Queryable,
  { code, on }: { code: string; on: string },
): Promise<StoredEmployer | undefined> {
  return tx.maybe(sql`SELECT code, name, wage_region AS "wageRegion", province_code AS "provinceCode" FROM employer
    WHERE code = ${code} AND (valid_during @> ${on}::date) IS TRUE FOR UPDATE`);
}

/** The declaration that the same file made before for that month. */
export async function findSame(
  db: Queryable,
  asked: { employerCode: string; month: Month; fileMark: string },
): Promise<string | undefined> {
  const row = await db.maybe<{ id: string }>(sql`SELECT id FROM declaration WHERE employer_code = ${asked.employerCode}
    AND month = ${asked.month} AND file_mark = ${asked.fileMark} ORDER BY id LIMIT 1`);
  return row?.id;
}

/** Keeps the rows of a declaration as they were given; those at fault are refused at once. */
export async function insertRows(tx: Queryable, { id, rows }: { id: string; rows: readonly ReadRow[] }): Promise<void> {
  const given = rows.map(({ row, given, fault }) => ({
    row,
    given,
    outcome: fault ? 'refused' : null,
    field: fault?.field ?? null,
    rule: fault?.rule ?? null,
  }));
  await tx.run(sql`INSERT INTO declaration_row (declaration_id, row, given, outcome, field, rule)
    SELECT ${id}, row, given, outcome, field, rule
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS x(row integer, given jsonb, outcome text, field text, rule text)`);
}

export interface StoredDeclaration {
  id: string;
  employerCode: string;
  month: Month;
  state: DeclarationState;
  rowCount: number;
  acceptedCount: number;
  unchangedCount: number;
  refusedCount: number;
  declaredBy: string;
  receivedOn: string;
}

const columns = sql`id, employer_code AS "employerCode", month, state, row_count AS "rowCount",
  accepted_count AS "acceptedCount", unchanged_count AS "unchangedCount", refused_count AS "refusedCount",
  declared_by AS "declaredBy", lower(valid_during) AS "receivedOn"`;

/** A declaration by its id. */
export function findDeclaration(db: Queryable, id: string): Promise<StoredDeclaration | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM declaration WHERE id = ${id} ORDER BY lower(valid_during) DESC LIMIT 1`);
}

const MOST_DECLARATIONS = 100;

/** The declarations of an employer, the newest month first. */
export function declarationsOf(db: Queryable, employerCode: string): Promise<StoredDeclaration[]> {
  return db.rows(sql`SELECT ${columns} FROM declaration
    WHERE employer_code = ${employerCode} AND upper_inf(valid_during)
    ORDER BY month DESC, id DESC LIMIT ${MOST_DECLARATIONS}`);
}

/** A page of the declarations of a province's employers, those with refused rows first, then the newest; one more than `limit` says that there is another. */
export function declarationsIn(
  db: Queryable,
  { provinceCode, on, offset, limit }: { provinceCode: string; on: string; offset: number; limit: number },
): Promise<(StoredDeclaration & { employerName: string })[]> {
  return db.rows(sql`SELECT ${columns}, (SELECT name FROM employer WHERE code = employer_code
        AND employer.valid_during @> ${on}::date) AS "employerName"
    FROM declaration WHERE upper_inf(valid_during) AND employer_code IN (SELECT code FROM employer
      WHERE province_code = ${provinceCode} AND employer.valid_during @> ${on}::date)
    ORDER BY state = 'accepted', lower(valid_during) DESC, id DESC LIMIT ${limit + 1} OFFSET ${offset}`);
}

/** Whether rows of an employer's declarations are still to be worked on. */
export async function isBeingWorkedOn(db: Queryable, employerCode: string): Promise<boolean> {
  const row = await db.maybe(sql`SELECT id FROM declaration WHERE employer_code = ${employerCode} AND state = 'received'
    AND upper_inf(valid_during) LIMIT 1`);
  return row !== undefined;
}

/** A row with what came of it. */
export interface StoredRow {
  row: number;
  given: GivenRow;
  outcome: RowOutcome | null;
  field: string | null;
  rule: string | null;
}

/** Rows of a declaration, refused ones first. */
export function rowsOf(db: Queryable, { id, most }: { id: string; most: number }): Promise<StoredRow[]> {
  return db.rows(sql`SELECT row, given, outcome, field, rule FROM declaration_row WHERE declaration_id = ${id}
    ORDER BY outcome IS DISTINCT FROM 'refused', row LIMIT ${most}`);
}

/** Rows that are still to be worked on. */
export function openRowsOf(
  db: Queryable,
  { id, most }: { id: string; most: number },
): Promise<{ row: number; given: GivenRow }[]> {
  return db.rows(sql`SELECT row, given FROM declaration_row WHERE declaration_id = ${id} AND outcome IS NULL
    ORDER BY row LIMIT ${most}`);
}

/** Locks a row that is still to be worked on; false when another has done it. */
export async function lockRow(tx: Queryable, { id, row }: { id: string; row: number }): Promise<boolean> {
  const found = await tx.maybe(sql`SELECT row FROM declaration_row WHERE declaration_id = ${id} AND row = ${row}
    AND outcome IS NULL FOR UPDATE`);
  return found !== undefined;
}

/** Notes what came of a row. */
export async function saveOutcome(
  tx: Queryable,
  done: { id: string; row: number; outcome: RowOutcome; field: string | null; rule: string | null },
): Promise<void> {
  await tx.run(sql`UPDATE declaration_row SET outcome = ${done.outcome}, field = ${done.field}, rule = ${done.rule}
    WHERE declaration_id = ${done.id} AND row = ${done.row} AND outcome IS NULL`);
}

/** How many rows came to what; `open` are still to be worked on. */
export function countRows(
  db: Queryable,
  id: string,
): Promise<{ accepted: number; unchanged: number; refused: number; open: number }> {
  return db.one(sql`SELECT count(*) FILTER (WHERE outcome = 'accepted')::int AS accepted,
      count(*) FILTER (WHERE outcome = 'unchanged')::int AS unchanged,
      count(*) FILTER (WHERE outcome = 'refused')::int AS refused,
      count(*) FILTER (WHERE outcome IS NULL)::int AS open
    FROM declaration_row WHERE declaration_id = ${id}`);
}

/** A participation that goes on after a day, or ends on it. */
export interface HeldParticipation {
  scheme: Scheme;
  employerCode: string | null;
  wage: number;
  from: string;
  until: string | null;
}

/** Participations of a person that touch a day or come after it, locked until the end of the transaction. */
export function lockParticipations(
  tx: Queryable,
  { number, from }: { number: string; from: string },
): Promise<HeldParticipation[]> {
  return tx.rows(sql`SELECT scheme, employer_code AS "employerCode", wage, lower(valid_during) AS "from",
      upper(valid_during) AS until
    FROM participation WHERE person_number = ${number}
      AND (upper(valid_during) IS NULL OR upper(valid_during) >= ${from}::date)
    ORDER BY scheme, lower(valid_during) FOR UPDATE`);
}

/** Somebody who works at an employer. */
export interface Worker {
  personNumber: string;
  fullName: string;
  wage: number;
  since: string;
}

const MOST_WORKERS = 2_000;

/** Who takes part at an employer on a day, by name: the first two thousand. */
export function workersOf(db: Queryable, { code, on }: { code: string; on: string }): Promise<Worker[]> {
  return db.rows(sql`SELECT held.person_number AS "personNumber", held.full_name AS "fullName", held.wage,
      (SELECT min(lower(before.valid_during)) FROM participation before WHERE before.person_number = held.person_number
        AND before.scheme = held.scheme AND before.employer_code = held.employer_code) AS since
    FROM participation held WHERE held.employer_code = ${code} AND held.scheme = 'social-compulsory'
      AND held.valid_during @> ${on}::date
    ORDER BY held.full_name, held.person_number LIMIT ${MOST_WORKERS}`);
}

/** What is due of an employer for a month, and when it was paid. */
export interface MonthDue {
  month: Month;
  workers: number;
  due: number;
  paidOn: string | null;
}

/** The last sixty months of an employer, the newest first. */
export function monthsOf(db: Queryable, code: string): Promise<MonthDue[]> {
  return db.rows(sql`SELECT sums.month, sums.workers, sums.due, payment.paid_on AS "paidOn"
    FROM (SELECT to_char(lower(valid_during), 'YYYY-MM') AS month, count(*)::int AS workers,
        sum(social_worker + social_employer + health_worker + health_employer + unemployment_worker
          + unemployment_employer)::bigint AS due
      FROM contribution WHERE employer_code = ${code} GROUP BY 1 ORDER BY 1 DESC LIMIT 60) sums
      LEFT JOIN contribution_payment payment ON payment.employer_code = ${code} AND payment.month = sums.month
    ORDER BY sums.month DESC`);
}
