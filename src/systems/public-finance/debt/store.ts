import type { Static } from 'typebox';
import { type Queryable, sql } from '../../../kernel/db.ts';
import type { DEBT_MOVEMENTS, GUARANTEE_MOVEMENTS } from '../choices.ts';
import type * as services from './services.ts';

export type DebtRow = Static<typeof services.Debt>;
export type GuaranteeRow = Omit<Static<typeof services.Guarantee>, 'lapsesOn'> & { lapsesOn: string | null };

/** A movement, and the document that it rests on. */
export interface MovementRow<Kind> {
  kind: Kind;
  on: string;
  amount: number;
  document: string;
}

/** `$1` is the day: what was drawn and repaid up to it. */
const DEBT = `code, title, category, unit_code AS "unitCode", creditor_kind AS "creditorKind", creditor, currency, principal,
  rate_basis_points AS "rate_basisPoints", first_repayment_on AS "firstRepaymentOn", every_months, matures_on AS "maturesOn",
  lower(debt.valid_during) AS "signedOn", moved.drawn, moved.repaid, moved.drawn - moved.repaid AS outstanding`;
const DEBT_MOVED = `CROSS JOIN LATERAL (SELECT coalesce(sum(amount) FILTER (WHERE kind = 'drawdown'), 0)::bigint AS drawn,
    coalesce(sum(amount) FILTER (WHERE kind = 'repayment'), 0)::bigint AS repaid
  FROM debt_movement WHERE debt_code = debt.code AND valid_during @> $1::date) moved`;

const GUARANTEE = `code, title, party_code AS "partyCode", party_name AS "partyName", creditor_kind AS "creditorKind", creditor,
  currency, most_amount AS "mostAmount", lower(guarantee.valid_during) AS "issuedOn", upper(guarantee.valid_during) AS "lapsesOn",
  moved.outstanding, moved.called`;
const GUARANTEE_MOVED = `CROSS JOIN LATERAL (SELECT
    coalesce(sum(CASE kind WHEN 'drawdown' THEN amount ELSE -amount END), 0)::bigint AS outstanding,
    coalesce(sum(amount) FILTER (WHERE kind = 'call'), 0)::bigint AS called
  FROM guarantee_movement WHERE guarantee_code = guarantee.code AND valid_during @> $1::date) moved`;

/** The next code of a debt: `NC000001`. */
export async function nextDebtCode(tx: Queryable): Promise<string> {
  for (;;) {
    const { code, isTaken } = await tx.one<{ code: string; isTaken: boolean }>(sql`SELECT next.code,
        EXISTS (SELECT FROM debt WHERE debt.code = next.code)
          OR EXISTS (SELECT FROM debt_history WHERE debt_history.code = next.code) AS "isTaken"
      FROM (SELECT 'NC' || lpad(nextval('debt_serial')::text, 6, '0') AS code OFFSET 0) next`);
    if (!isTaken) return code;
  }
}

/** The next code of a guarantee: `BL000001`. */
export async function nextGuaranteeCode(tx: Queryable): Promise<string> {
  for (;;) {
    const { code, isTaken } = await tx.one<{ code: string; isTaken: boolean }>(sql`SELECT next.code,
        EXISTS (SELECT FROM guarantee WHERE guarantee.code = next.code)
          OR EXISTS (SELECT FROM guarantee_history WHERE guarantee_history.code = next.code) AS "isTaken"
      FROM (SELECT 'BL' || lpad(nextval('guarantee_serial')::text, 6, '0') AS code OFFSET 0) next`);
    if (!isTaken) return code;
  }
}

/** A debt that was signed by a day, locked until the end of the transaction, with what may be drawn of it. */
export function lockDebt(
  tx: Queryable,
  { code, on }: { code: string; on: string },
): Promise<{ principal: number } | undefined> {
  return tx.maybe(
    sql`SELECT principal FROM debt WHERE code = ${code} AND (valid_during @> ${on}::date) IS TRUE FOR UPDATE`,
  );
}

/** A guarantee that stands on a day, locked until the end of the transaction, with its limit. */
export function lockGuarantee(
  tx: Queryable,
  { code, on }: { code: string; on: string },
): Promise<{ mostAmount: number } | undefined> {
  return tx.maybe(sql`SELECT most_amount AS "mostAmount" FROM guarantee
    WHERE code = ${code} AND (valid_during @> ${on}::date) IS TRUE FOR UPDATE`);
}

/** What moved a debt, in the order of days. */
export function debtMovements(db: Queryable, code: string): Promise<MovementRow<keyof typeof DEBT_MOVEMENTS>[]> {
  return db.rows(sql`SELECT debt_movement.kind, lower(valid_during) AS "on", amount, coalesce(act.source ->> 'number', '') AS document
    FROM debt_movement JOIN act ON act.position = debt_movement.act WHERE debt_code = ${code} ORDER BY lower(valid_during), id`);
}

/** What moved a guarantee, in the order of days. */
export function guaranteeMovements(
  db: Queryable,
  code: string,
): Promise<MovementRow<keyof typeof GUARANTEE_MOVEMENTS>[]> {
  return db.rows(sql`SELECT guarantee_movement.kind, lower(valid_during) AS "on", amount, coalesce(act.source ->> 'number', '') AS document
    FROM guarantee_movement JOIN act ON act.position = guarantee_movement.act
    WHERE guarantee_code = ${code} ORDER BY lower(valid_during), id`);
}

/** A debt as it stands on a day. */
export function debtOn(db: Queryable, { code, on }: { code: string; on: string }): Promise<DebtRow | undefined> {
  return db.maybe({
    text: `SELECT ${DEBT} FROM debt ${DEBT_MOVED} WHERE code = $2 AND (debt.valid_during @> $1::date) IS TRUE`,
    values: [on, code],
  });
}

/** The debts signed by a day, as they stand on it; those on which nothing is owed any more last. */
export function debtsOn(
  db: Queryable,
  { on, limit, offset }: { on: string; limit: number; offset: number },
): Promise<DebtRow[]> {
  return db.rows({
    text: `SELECT ${DEBT} FROM debt ${DEBT_MOVED} WHERE (debt.valid_during @> $1::date) IS TRUE
      ORDER BY moved.drawn > 0 AND moved.drawn = moved.repaid, matures_on, code LIMIT $2 OFFSET $3`,
    values: [on, limit, offset],
  });
}

/** What is owed on a day by category, kind of creditor and currency. */
export function debtSums(db: Queryable, on: string): Promise<Static<typeof services.outstandingDebt.output>['sums']> {
  return db.rows({
    text: `SELECT category, creditor_kind AS "creditorKind", currency, count(*)::int AS count,
        sum(moved.drawn - moved.repaid)::bigint AS outstanding
      FROM debt ${DEBT_MOVED} WHERE (debt.valid_during @> $1::date) IS TRUE AND moved.drawn <> moved.repaid
      GROUP BY category, creditor_kind, currency ORDER BY category, creditor_kind, currency`,
    values: [on],
  });
}

/** A guarantee as it stands on a day. */
export function guaranteeOn(
  db: Queryable,
  { code, on }: { code: string; on: string },
): Promise<GuaranteeRow | undefined> {
  return db.maybe({
    text: `SELECT ${GUARANTEE} FROM guarantee ${GUARANTEE_MOVED}
      WHERE code = $2 AND (guarantee.valid_during @> $1::date) IS TRUE`,
    values: [on, code],
  });
}

/** The guarantees that stand on a day. */
export function guaranteesOn(
  db: Queryable,
  { on, limit, offset }: { on: string; limit: number; offset: number },
): Promise<GuaranteeRow[]> {
  return db.rows({
    text: `SELECT ${GUARANTEE} FROM guarantee ${GUARANTEE_MOVED}
      WHERE (guarantee.valid_during @> $1::date) IS TRUE ORDER BY code LIMIT $2 OFFSET $3`,
    values: [on, limit, offset],
  });
}

/** What the guarantees stand for on a day, by kind of lender and currency. */
export function guaranteeSums(
  db: Queryable,
  on: string,
): Promise<Static<typeof services.outstandingGuarantees.output>['sums']> {
  return db.rows({
    text: `SELECT creditor_kind AS "creditorKind", currency, count(*)::int AS count, sum(moved.outstanding)::bigint AS outstanding,
        sum(most_amount)::bigint AS "mostAmount", sum(moved.called)::bigint AS called
      FROM guarantee ${GUARANTEE_MOVED} WHERE (guarantee.valid_during @> $1::date) IS TRUE
      GROUP BY creditor_kind, currency ORDER BY creditor_kind, currency`,
    values: [on],
  });
}
