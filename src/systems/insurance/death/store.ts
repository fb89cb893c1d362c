import { type Queryable, sql } from '../../../kernel/db.ts';
import type { BenefitKind } from '../choices.ts';
import type { Month } from '../contribution/months.ts';
import type { Running } from './rules.ts';

/** Of these numbers those of whom the register holds anything that a death ends. */
export async function numbersHeld(db: Queryable, numbers: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ number: string }>(sql`SELECT number FROM unnest(${numbers}::text[]) number
    WHERE EXISTS (SELECT FROM coverage WHERE person_number = number)
      OR EXISTS (SELECT FROM benefit WHERE person_number = number)
      OR EXISTS (SELECT FROM participation WHERE person_number = number)
      OR EXISTS (SELECT FROM contribution WHERE person_number = number)`);
  return rows.map(({ number }) => number);
}

/** The death of a person as the register heard of it; whoever settles one waits for who settles another of the same person. */
export async function lockDeath(tx: Queryable, number: string): Promise<{ diedOn: string } | undefined> {
  // The lock of who grants benefits.
  await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended('benefit ' || ${number}, 0))`);
  return tx.maybe(sql`SELECT died_on AS "diedOn" FROM known_death WHERE person_number = ${number} FOR UPDATE`);
}

/** A version with what it says, and when it is valid. */
export interface RunningVersion {
  kind: Running;
  values: Record<string, unknown>;
  from: string;
  until: string | null;
}

/** What runs of a person on a day or later: health insurance, and benefits that are paid every month. Locked, the first one first. */
export async function lockRunning(
  tx: Queryable,
  { number, from }: { number: string; from: Record<Running, string> },
): Promise<RunningVersion[]> {
  const covers =
    await tx.rows<RunningVersion>(sql`SELECT 'coverage' AS kind, lower(valid_during) AS "from", upper(valid_during) AS until,
      jsonb_build_object('personNumber', person_number, 'insuranceNumber', insurance_number, 'objectCode', object_code,
        'provinceCode', province_code, 'facilityCode', facility_code, 'facilityName', facility_name) AS values
    FROM coverage WHERE person_number = ${number} AND valid_during && daterange(${from.coverage}::date, NULL)
    ORDER BY lower(valid_during) FOR UPDATE`);
  const benefits =
    await tx.rows<RunningVersion>(sql`SELECT 'benefit' AS kind, lower(valid_during) AS "from", upper(valid_during) AS until,
      jsonb_build_object('id', id, 'personNumber', person_number, 'kind', kind, 'amount', amount, 'per', per,
        'decisionNumber', decision_number) AS values
    FROM benefit WHERE person_number = ${number} AND per = 'month' AND valid_during && daterange(${from.benefit}::date, NULL)
    ORDER BY id, lower(valid_during) FOR UPDATE`);
  return [...covers, ...benefits];
}

/** What a death took away: the time of a version, and the act that did. */
export interface Ended {
  id: number;
  kind: Running;
  values: Record<string, unknown>;
  from: string;
  until: string | null;
  act: number;
  /** Whether the version began before, so that a part of it still stands. */
  isCut: boolean;
}

/** Writes down what a death took away. */
export async function insertEnded(tx: Queryable, number: string, ended: Omit<Ended, 'id'>): Promise<void> {
  await tx.run(sql`INSERT INTO ended_by_death (person_number, kind, said, ended_during, act, is_cut)
    VALUES (${number}, ${ended.kind}, ${JSON.stringify(ended.values)}::jsonb, daterange(${ended.from}::date, ${ended.until}::date),
      ${ended.act}, ${ended.isCut})`);
}

/**
 * What the death of a person took away and nobody has touched since: of what was cut the part that stands still rests on that act, and
 * nothing stands where the rest was.
 */
export function untouchedEnds(tx: Queryable, number: string): Promise<Ended[]> {
  return tx.rows(sql`SELECT id, kind, said AS values, lower(ended_during) AS "from", upper(ended_during) AS until, act, is_cut AS "isCut"
    FROM ended_by_death ended WHERE person_number = ${number} AND settled_at IS NULL AND CASE kind
      WHEN 'coverage' THEN (NOT is_cut OR EXISTS (SELECT FROM coverage WHERE person_number = ${number}
            AND coverage.act = ended.act AND upper(valid_during) = lower(ended_during)))
        AND NOT EXISTS (SELECT FROM coverage WHERE person_number = ${number} AND valid_during && ended_during)
      ELSE (NOT is_cut OR EXISTS (SELECT FROM benefit WHERE id = said ->> 'id'
            AND benefit.act = ended.act AND upper(valid_during) = lower(ended_during)))
        AND NOT EXISTS (SELECT FROM benefit WHERE id = said ->> 'id' AND valid_during && ended_during) END
    ORDER BY lower(ended_during), ended.id`);
}

/** All that a death took away is settled: given back, or left as others made it since. */
export async function settleEnds(tx: Queryable, number: string): Promise<void> {
  await tx.run(sql`UPDATE ended_by_death SET settled_at = clock_timestamp()
    WHERE person_number = ${number} AND settled_at IS NULL`);
}

/** Money that was paid for a month after the one in which the person died, and that was not paid back. */
export interface PaidAfterDeath {
  number: string;
  diedOn: string;
  benefitId: string;
  kind: BenefitKind;
  month: Month;
  amount: number;
  paidOn: string;
}

const paidAfter = sql`SELECT death.person_number AS number, death.died_on AS "diedOn", held.id AS "benefitId", held.kind,
      paid.month, paid.amount, paid.paid_on AS "paidOn"
    FROM known_death death
      JOIN LATERAL (SELECT DISTINCT id, kind FROM (
        SELECT id, kind, per FROM benefit WHERE person_number = death.person_number
        UNION ALL SELECT said ->> 'id', said ->> 'kind', said ->> 'per' FROM ended_by_death
          WHERE ended_by_death.person_number = death.person_number AND ended_by_death.kind = 'benefit') known
        WHERE per = 'month') held ON true
      JOIN benefit_payment paid ON paid.benefit_id = held.id AND paid.month > to_char(death.died_on, 'YYYY-MM')
    WHERE NOT EXISTS (SELECT FROM payment_recovered back WHERE back.benefit_id = paid.benefit_id AND back.month = paid.month)`;

const MOST_LISTED = 500;

/** What was paid after deaths and is to be paid back, of people who had a card of a province or worked there; the latest death first. At most 500. */
export function paidAfterDeathIn(db: Queryable, provinceCode: string): Promise<PaidAfterDeath[]> {
  return db.rows(sql`${paidAfter}
      AND (EXISTS (SELECT FROM coverage WHERE person_number = death.person_number AND province_code = ${provinceCode})
        OR EXISTS (SELECT FROM participation part JOIN employer ON employer.code = part.employer_code
          WHERE part.person_number = death.person_number AND employer.province_code = ${provinceCode}))
    ORDER BY death.died_on DESC, number, "benefitId", month LIMIT ${MOST_LISTED}`);
}

/** Whether that month was paid after the death of the person and is to be paid back. */
export function paidAfterDeath(
  db: Queryable,
  asked: { number: string; benefitId: string; month: Month },
): Promise<PaidAfterDeath | undefined> {
  return db.maybe(sql`${paidAfter} AND death.person_number = ${asked.number} AND held.id = ${asked.benefitId}
    AND paid.month = ${asked.month}`);
}

/** When somebody died, as the register heard. */
export async function deathOf(db: Queryable, number: string): Promise<string | undefined> {
  const row = await db.maybe<{ diedOn: string }>(
    sql`SELECT died_on AS "diedOn" FROM known_death WHERE person_number = ${number}`,
  );
  return row?.diedOn;
}

/** By which call the payment of a month was noted as paid back, if it was. */
export async function recoveryOf(
  db: Queryable,
  { benefitId, month }: { benefitId: string; month: Month },
): Promise<string | undefined> {
  const row = await db.maybe<{ receipt: string }>(
    sql`SELECT receipt FROM payment_recovered WHERE benefit_id = ${benefitId} AND month = ${month}`,
  );
  return row?.receipt;
}

/** Notes that a payment came back. */
export async function insertRecovery(
  tx: Queryable,
  recovered: { benefitId: string; month: Month; decision: object; by: object; receipt: string },
): Promise<void> {
  const { benefitId, month, decision, by, receipt } = recovered;
  await tx.run(sql`INSERT INTO payment_recovered (benefit_id, month, decision, done_by, receipt)
    VALUES (${benefitId}, ${month}, ${JSON.stringify(decision)}::jsonb, ${JSON.stringify(by)}::jsonb, ${receipt})`);
}
