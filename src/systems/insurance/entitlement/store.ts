import { type Queryable, sql } from '../../../kernel/db.ts';
import type { BenefitKind, Scheme } from '../choices.ts';
import type { Month } from '../contribution/months.ts';
import type { Due } from '../contribution/rules.ts';

/** A time of participation as it is shown. */
export interface ShownPeriod {
  scheme: Scheme;
  employerCode: string | null;
  employerName: string | null;
  employerProvince: string | null;
  wage: number;
  from: string;
  until: string | null;
}

/** All times of participation of a person, the newest first. */
export function periodsOf(db: Queryable, number: string): Promise<ShownPeriod[]> {
  return db.rows(sql`SELECT scheme, employer_code AS "employerCode", unit.name AS "employerName",
      unit.province_code AS "employerProvince", wage, lower(valid_during) AS "from", upper(valid_during) AS until
    FROM participation LEFT JOIN LATERAL (SELECT name, province_code FROM employer WHERE code = employer_code
      ORDER BY lower(employer.valid_during) DESC LIMIT 1) unit ON true
    WHERE person_number = ${number} ORDER BY lower(valid_during) DESC, scheme`);
}

/** What was declared for a person for a month, and whether the employer has paid. */
export interface ShownContribution extends Due {
  month: Month;
  employerCode: string;
  employerName: string;
  paidOn: string | null;
}

/** All contributions of a person, the newest first: at most fifty years of two employers. */
export function contributionsOf(db: Queryable, number: string): Promise<ShownContribution[]> {
  return db.rows(sql`SELECT to_char(lower(contribution.valid_during), 'YYYY-MM') AS month,
      contribution.employer_code AS "employerCode", unit.name AS "employerName", payment.paid_on AS "paidOn",
      contribution.wage, social_worker AS "socialWorker", social_employer AS "socialEmployer",
      health_worker AS "healthWorker", health_employer AS "healthEmployer", unemployment_worker AS "unemploymentWorker",
      unemployment_employer AS "unemploymentEmployer"
    FROM contribution LEFT JOIN contribution_payment payment ON payment.employer_code = contribution.employer_code
        AND payment.month = to_char(lower(contribution.valid_during), 'YYYY-MM')
      JOIN LATERAL (SELECT name FROM employer WHERE code = contribution.employer_code
        ORDER BY lower(employer.valid_during) DESC LIMIT 1) unit ON true
    WHERE contribution.person_number = ${number} ORDER BY 1 DESC, 2 LIMIT 1200`);
}

/** A benefit as it is shown. */
export interface ShownBenefit {
  id: string;
  kind: BenefitKind;
  amount: number;
  per: 'month' | 'once';
  decisionNumber: string;
  from: string;
  /** The first day for which it is no longer due; null while it is open. */
  until: string | null;
  /** What was paid, in all, and for which month last. */
  paid: number;
  lastPaid: Month | null;
}

/** The benefits of a person, the newest first. */
export function benefitsOf(db: Queryable, number: string): Promise<ShownBenefit[]> {
  return db.rows(sql`SELECT benefit.id, benefit.kind, benefit.amount, per, decision_number AS "decisionNumber",
      lower(valid_during) AS "from", upper(valid_during) AS until, coalesce(money.paid, 0)::bigint AS paid,
      money.last AS "lastPaid"
    FROM benefit LEFT JOIN LATERAL (SELECT sum(amount) AS paid, max(month) AS last FROM benefit_payment
      WHERE benefit_id = benefit.id) money ON true
    WHERE person_number = ${number} ORDER BY lower(valid_during) DESC, benefit.id`);
}
