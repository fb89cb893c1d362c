import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { agenciesUnder } from '../../organisations/index.ts';
import { type Grounds, actOfReceipt, groundsOf } from '../../registry/index.ts';

/** The decision that an act rests on. */
export interface Decision {
  number: string;
  issuedOn: string;
  issuer: string;
}

/** The grounds of an act that rests on a decision of personnel. */
export function decisionGrounds(context: CallContext, reason: string, { number, issuedOn, issuer }: Decision): Grounds {
  return groundsOf(context, { reason, source: { kind: 'decision', number, issuedOn, issuer } });
}

/** Does a write for a call on the exchange, once: in one transaction, and not at all when an act of this call is there already. */
export function once<Result>(
  house: House,
  context: CallContext,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result | Record<string, never>> {
  return house.db.as('civil-servants').transaction(async (tx) => {
    if (context.isAgain && (await actOfReceipt(tx, context.receipt!)) !== undefined) return {};
    return work(tx);
  });
}

/** The agencies whose personnel the caller keeps: the own one and all below it. */
export async function ownAgencies(house: House, context: CallContext): Promise<ReadonlySet<string>> {
  return new Set((await agenciesUnder(house, context.agency.code)).map(({ code }) => code));
}

/** Refuses an agency that is not among the caller's own: `servants.other_agency`. */
export function assertOwn(own: ReadonlySet<string>, agencyCode: string): void {
  if (!own.has(agencyCode)) throw new Refusal('servants.other_agency', 403);
}

/** Somebody in service at one of the caller's own agencies. Refuses who is not in service on that day, and all others. */
export async function inService<Found extends { agencyCode: string }>(
  found: Promise<Found | undefined>,
  own: ReadonlySet<string>,
): Promise<Found> {
  const servant = await found;
  if (!servant) throw new Refusal('servants.not_in_service', 409);
  assertOwn(own, servant.agencyCode);
  return servant;
}
