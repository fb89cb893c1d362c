import type { House } from '../../../kernel/system.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, actOfReceipt, groundsOf } from '../../registry/index.ts';
import type { KnownPerson } from './rules.ts';
import { knownPeople, lockPeople } from './store.ts';

/** People as the register knows them, by number. Refuses `population.unknown_person`. */
export type Known = (number: string) => KnownPerson;

/**
 * Does a write for a call on the exchange, once: in one transaction that holds the people whom it is about, and not at all
 * when an act with the receipt of this call is there already. The answer is the first act of the call; none when nothing
 * had to be written.
 */
export function once(
  house: House,
  context: CallContext,
  numbers: readonly string[],
  work: (tx: Tx, known: Known) => Promise<void>,
): Promise<{ position?: number }> {
  return house.db.as('population').transaction(async (tx) => {
    await lockPeople(tx, numbers);
    const before = await actOfReceipt(tx, context.receipt!);
    if (before !== undefined) return { position: before };
    await work(tx, await peopleKnown(tx, numbers));
    const position = await actOfReceipt(tx, context.receipt!);
    return position === undefined ? {} : { position };
  });
}

/** The people of these numbers, as far as the register knows them. */
export async function peopleKnown(tx: Tx, numbers: readonly string[]): Promise<Known> {
  const people = new Map((await knownPeople(tx, numbers)).map((one) => [one.number, one]));
  return (number) => {
    const found = people.get(number);
    if (!found) throw new Refusal('population.unknown_person', 422, { values: { number } });
    return found;
  };
}

/** The grounds of an act that rests on an entry in a civil-status book. */
export function entryGrounds(context: CallContext, reason: string, entryNumber: string): Grounds {
  return groundsOf(context, {
    reason,
    source: { kind: 'civil-status-entry', number: entryNumber, issuer: context.agency.name },
  });
}
