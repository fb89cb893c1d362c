import type { Tx } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { House } from '../../kernel/system.ts';
import type { CallContext } from '../exchange/index.ts';
import { type Grounds, actOfReceipt, groundsOf } from '../registry/index.ts';
import { register } from './register.ts';
import { lockReceipt } from './store.ts';

/** The document that an act rests on. */
export interface Decision {
  number: string;
  issuedOn: string;
  issuer: string;
}

/** The grounds of an act that rests on a document. */
export function decisionGrounds(context: CallContext, reason: string, decision: Decision, kind = 'decision'): Grounds {
  return groundsOf(context, { reason, source: { kind, ...decision } });
}

/**
 * Does a write for a call on the exchange, in one transaction, once: when an act of this call is there already, what the call
 * answered then is answered again. Calls with one key that come at the same moment wait for each other.
 */
export function once<Result>(
  house: House,
  context: CallContext,
  { again, work }: { again(tx: Tx): Promise<Result> | Result; work(tx: Tx): Promise<Result> },
): Promise<Result> {
  return house.db.as('public-finance').transaction(async (tx) => {
    const { receipt } = context;
    if (receipt) {
      await lockReceipt(tx, receipt);
      if (context.isAgain && (await actOfReceipt(tx, receipt)) !== undefined) return again(tx);
    }
    return work(tx);
  });
}

/** Units, debt, guarantees and approvals are the Ministry of Finance's alone: `finance.ministry_only`. */
export function assertMinistry({ agency }: CallContext): void {
  if (agency.code !== register.owner.code) throw new Refusal('finance.ministry_only', 403);
}

/** Assets and results of a unit are its own agency's, of the agencies above it, and the Ministry of Finance's: `finance.other_unit`. */
export function assertManages({ agency }: CallContext, unit: { agencyCode: string | null }): void {
  const isOwn = unit.agencyCode === agency.code || unit.agencyCode?.startsWith(`${agency.code}.`);
  if (agency.code !== register.owner.code && !isOwn) throw new Refusal('finance.other_unit', 403);
}

/** Facts of days to come are not recorded: `finance.not_yet`. */
export function assertHappened(on: string, today: string): void {
  if (on > today) throw new Refusal('finance.not_yet', 422, { values: { date: on } });
}
