import { type Queryable, sql } from '../../../kernel/db.ts';
import type { BenefitKind } from '../choices.ts';
import type { Month } from '../contribution/months.ts';

export interface HeldBenefit {
  id: string;
  kind: BenefitKind;
  amount: number;
  per: 'month' | 'once';
  decisionNumber: string;
  from: string;
  until: string | null;
}

const columns = sql`id, kind, amount, per, decision_number AS "decisionNumber", lower(valid_during) AS "from",
  upper(valid_during) AS until`;

/** The benefits of a person. Who grants one to a person waits for who grants another. */
export async function lockBenefits(tx: Queryable, number: string): Promise<HeldBenefit[]> {
  await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended('benefit ' || ${number}, 0))`);
  return tx.rows(sql`SELECT ${columns} FROM benefit WHERE person_number = ${number} ORDER BY lower(valid_during)`);
}

/** A benefit of a person with the last month that was paid, locked until the end of the transaction. */
export function lockBenefit(
  tx: Queryable,
  { id, number }: { id: string; number: string },
): Promise<(HeldBenefit & { lastPaid: Month | null }) | undefined> {
  return tx.maybe(sql`SELECT ${columns}, (SELECT max(month) FROM benefit_payment WHERE benefit_id = benefit.id) AS "lastPaid"
    FROM benefit WHERE id = ${id} AND person_number = ${number} FOR UPDATE`);
}

/** What was paid of a benefit for a month, or ever when no month is said. */
export function paymentOf(
  db: Queryable,
  { benefitId, month }: { benefitId: string; month: Month | null },
): Promise<{ receipt: string; amount: number } | undefined> {
  return db.maybe(sql`SELECT receipt, amount FROM benefit_payment
    WHERE benefit_id = ${benefitId} AND month = coalesce(${month}, month) LIMIT 1`);
}

/** Notes a payment. */
export async function insertPayment(
  tx: Queryable,
  paid: { benefitId: string; month: Month; amount: number; paidOn: string; receipt: string },
): Promise<void> {
  await tx.run(sql`INSERT INTO benefit_payment (benefit_id, month, amount, paid_on, receipt)
    VALUES (${paid.benefitId}, ${paid.month}, ${paid.amount}, ${paid.paidOn}, ${paid.receipt})`);
}
