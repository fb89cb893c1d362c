import { type Queryable, sql } from '../../../kernel/db.ts';
import type { RepresentativeTitle } from '../enterprise-codes.ts';
import type { Statement } from './statement.ts';

/** A direct part in an enterprise during a time in which neither it nor the charter capital changed. */
export interface PartDuring {
  holder: string;
  holderName: string;
  contribution: number;
  capital: number;
  from: string;
  until: string | null;
}

/** Every direct part in an enterprise that the register knows of, by holder and in the order of time. */
export function partsOverTime(db: Queryable, code: string): Promise<PartDuring[]> {
  return db.rows(sql`SELECT m.holder, m.holder_name AS "holderName", m.contribution, e.capital,
      lower(m.valid_during * e.valid_during) AS from, upper(m.valid_during * e.valid_during) AS until
    FROM member_or_shareholder m JOIN enterprise e ON e.code = m.enterprise_code AND e.valid_during && m.valid_during
    WHERE m.enterprise_code = ${code} AND e.capital > 0 ORDER BY m.holder, lower(m.valid_during * e.valid_during)`);
}

/** Every period in which somebody represented an enterprise. */
export function representationsOverTime(
  db: Queryable,
  code: string,
): Promise<
  { personNumber: string; fullName: string; title: RepresentativeTitle; from: string; until: string | null }[]
> {
  return db.rows(sql`SELECT person_number AS "personNumber", full_name AS "fullName", title, lower(valid_during) AS from,
      upper(valid_during) AS until
    FROM representative WHERE enterprise_code = ${code} ORDER BY person_number, lower(valid_during)`);
}

/** Every period in which somebody was declared a beneficial owner. */
export function declarationsOverTime(
  db: Queryable,
  code: string,
): Promise<{ personNumber: string; fullName: string; details: string | null; from: string; until: string | null }[]> {
  return db.rows(sql`SELECT person_number AS "personNumber", full_name AS "fullName", details, lower(valid_during) AS from,
      upper(valid_during) AS until
    FROM beneficial_owner WHERE enterprise_code = ${code} ORDER BY person_number, lower(valid_during)`);
}

/** Keeps statements that were accepted; how many of them were new. Those that are kept already change nothing. */
export async function keepStatements(db: Queryable, statements: readonly Statement[]): Promise<number> {
  return db.run(sql`INSERT INTO ownership_statement (statement_id, record_id, record_type, record_status, statement_date,
      declaration_subject, statement)
    SELECT said ->> 'statementId', said ->> 'recordId', said ->> 'recordType', said ->> 'recordStatus',
      said ->> 'statementDate', said ->> 'declarationSubject', said
    FROM jsonb_array_elements(${JSON.stringify(statements)}::jsonb) AS said
    ON CONFLICT (statement_id) DO NOTHING`);
}
