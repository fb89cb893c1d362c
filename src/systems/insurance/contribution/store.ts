import { type Queryable, sql } from '../../../kernel/db.ts';
import type { Fund, Payer, StatutoryAmount } from '../choices.ts';
import { type Month, dayAfterMonth, firstDay } from './months.ts';
import type { Due, LawOfMonth } from './rules.ts';

/** What the law says for a month; undefined when no rates are known for it. */
export async function lawOf(db: Queryable, month: Month): Promise<LawOfMonth | undefined> {
  const on = firstDay(month);
  const { rates, amounts } = await db.one<{
    rates: { fund: Fund; payer: Payer; rate: number }[];
    amounts: Partial<Record<StatutoryAmount, number>>;
  }>(sql`SELECT
    (SELECT coalesce(jsonb_agg(jsonb_build_object('fund', fund, 'payer', payer, 'rate', rate_basis_points)), '[]')
      FROM contribution_rate WHERE valid_during @> ${on}::date) AS rates,
    (SELECT coalesce(jsonb_object_agg(name, amount), '{}') FROM statutory_amount WHERE valid_during @> ${on}::date) AS amounts`);
  const minimumWages = ([1, 2, 3, 4] as const).map((region) => amounts[`minimum-wage-${region}`]);
  const referenceLevel = amounts['reference-level'];
  if (rates.length === 0 || referenceLevel === undefined || minimumWages.includes(undefined)) return undefined;
  return {
    rates: Object.fromEntries(rates.map(({ fund, payer, rate }) => [`${fund} ${payer}`, rate])),
    referenceLevel,
    minimumWages: minimumWages as number[],
  };
}

/** How somebody took part at an employer in a month, version by version. */
export interface PartOfMonth {
  personNumber: string;
  scheme: 'social-compulsory' | 'unemployment';
  wage: number;
  from: string;
  until: string | null;
}

/** Who took part at an employer at some time of a month, by person and time. */
export function participantsIn(
  db: Queryable,
  { employerCode, month }: { employerCode: string; month: Month },
): Promise<PartOfMonth[]> {
  return db.rows(sql`SELECT person_number AS "personNumber", scheme, wage, lower(valid_during) AS "from",
      upper(valid_during) AS until
    FROM participation WHERE employer_code = ${employerCode}
      AND valid_during && daterange(${firstDay(month)}::date, ${dayAfterMonth(month)}::date)
    ORDER BY person_number, lower(valid_during)`);
}

/** What was due for a month before, by person; locked until the end of the transaction. */
export function lockContributions(
  tx: Queryable,
  { employerCode, month }: { employerCode: string; month: Month },
): Promise<(Due & { personNumber: string })[]> {
  return tx.rows(sql`SELECT person_number AS "personNumber", wage, social_worker AS "socialWorker",
      social_employer AS "socialEmployer", health_worker AS "healthWorker", health_employer AS "healthEmployer",
      unemployment_worker AS "unemploymentWorker", unemployment_employer AS "unemploymentEmployer"
    FROM contribution WHERE employer_code = ${employerCode} AND lower(valid_during) = ${firstDay(month)}::date
    ORDER BY person_number FOR UPDATE`);
}

/** The months from one on for which something is due of an employer. */
export async function declaredMonths(
  db: Queryable,
  { employerCode, from }: { employerCode: string; from: Month },
): Promise<Month[]> {
  const rows = await db.rows<{ month: Month }>(sql`SELECT DISTINCT to_char(lower(valid_during), 'YYYY-MM') AS month
    FROM contribution WHERE employer_code = ${employerCode} AND lower(valid_during) >= ${firstDay(from)}::date ORDER BY 1`);
  return rows.map(({ month }) => month);
}

/** The first month from one on that was paid; undefined when none was. */
export async function paidFrom(
  db: Queryable,
  { employerCode, from }: { employerCode: string; from: Month },
): Promise<Month | undefined> {
  const row = await db.maybe<{ month: Month }>(sql`SELECT month FROM contribution_payment
    WHERE employer_code = ${employerCode} AND month >= ${from} ORDER BY month LIMIT 1`);
  return row?.month;
}
