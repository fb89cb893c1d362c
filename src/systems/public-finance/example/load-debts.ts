import { createHash } from 'node:crypto';
import { taxCheckDigit } from '../../../country/index.ts';
import { type OwnerClient, insertMany } from '../../registry/index.ts';
import { DEBTS, GUARANTEES } from './debt-table.ts';

/** Puts debts and guarantees into the example, with what moved them. */
export async function loadDebts(client: OwnerClient, act: string): Promise<void> {
  const debts = DEBTS.map((one, i) => ({ ...one, code: `NC9${String(i + 1).padStart(5, '0')}` }));
  await insertMany(client, 'public_finance.debt', debts, [
    { name: 'act', of: () => act },
    { name: 'valid_during', of: ({ signedOn }) => `[${signedOn},)` },
    { name: 'code', of: ({ code }) => code },
    { name: 'title', of: ({ title }) => title },
    { name: 'category', of: ({ category }) => category },
    { name: 'unit_code', of: ({ unit }) => unit },
    { name: 'creditor_kind', of: ({ creditorKind }) => creditorKind },
    { name: 'creditor', of: ({ creditor }) => creditor },
    { name: 'currency', of: ({ currency }) => currency },
    { name: 'principal', of: ({ principal }) => principal },
    { name: 'rate_basis_points', of: ({ rate_basisPoints: rate }) => rate },
    { name: 'first_repayment_on', of: ({ firstRepaymentOn }) => firstRepaymentOn },
    { name: 'every_months', of: ({ every_months: months }) => months },
    { name: 'matures_on', of: ({ maturesOn }) => maturesOn },
  ]);
  const moved = debts.flatMap(({ code, moved: all }) =>
    all.map(([on, change]) => ({
      of: code,
      on,
      kind: change > 0 ? 'drawdown' : 'repayment',
      amount: Math.abs(change),
    })),
  );
  await loadMovements(client, 'debt', moved, act);
  const guarantees = GUARANTEES.map((one, i) => ({ ...one, code: `BL9${String(i + 1).padStart(5, '0')}` }));
  await insertMany(client, 'public_finance.guarantee', guarantees, [
    { name: 'act', of: () => act },
    { name: 'valid_during', of: ({ from, until }) => `[${from},${until})` },
    { name: 'code', of: ({ code }) => code },
    { name: 'title', of: ({ title }) => title },
    { name: 'party_code', of: ({ serial }) => `${serial}${taxCheckDigit(serial)}` },
    { name: 'party_name', of: ({ party }) => party },
    { name: 'creditor_kind', of: ({ creditorKind }) => creditorKind },
    { name: 'creditor', of: ({ creditor }) => creditor },
    { name: 'currency', of: ({ currency }) => currency },
    { name: 'most_amount', of: ({ most }) => most },
  ]);
  const guaranteed = guarantees.flatMap(({ code, moved: all }) =>
    all.map(([on, kind, amount]) => ({ of: code, on, kind, amount })),
  );
  await loadMovements(client, 'guarantee', guaranteed, act);
}

function loadMovements(
  client: OwnerClient,
  what: 'debt' | 'guarantee',
  moved: readonly { of: string; on: string; kind: string; amount: number }[],
  act: string,
): Promise<void> {
  return insertMany(client, `public_finance.${what}_movement`, moved, [
    { name: 'act', of: () => act },
    { name: 'valid_during', of: ({ on }) => `[${on},)` },
    { name: 'id', of: (row) => idOf(`${row.of} ${row.on} ${row.kind}`) },
    { name: `${what}_code`, of: (row) => row.of },
    { name: 'kind', of: ({ kind }) => kind },
    { name: 'amount', of: ({ amount }) => amount },
  ]);
}

/** The same id at every making of the example. A UUID version 8 (RFC 9562 §5.8). */
function idOf(what: string): string {
  const hex = createHash('sha256').update(`example finance ${what}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
