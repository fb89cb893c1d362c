import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { resolve } from '../../registry/index.ts';
import { enterprise } from '../kinds.ts';
import { addressInWords } from '../lookup/actions.ts';
import { findEnterprise, findRepresentatives } from '../registration/store.ts';
import { Seen } from '../sealed.ts';
import type * as services from '../services.ts';

/** An enterprise on a day, today when none is given; for one that was merged or divided, the codes of those it went on in. */
export async function readEnterprise(
  house: House,
  { code, on = today() }: Static<typeof services.readEnterprise.input>,
  context: CallContext,
): Promise<Static<typeof services.readEnterprise.output>> {
  const db = house.db.as('enterprises');
  const held = await findEnterprise(db, { code, on });
  const found = await new Seen(db, context).enterprise(held);
  if (held && !found) return { wentOnIn: [] };
  if (!found) {
    const { state, now } = await resolve(db, enterprise, { key: { code }, on });
    return { wentOnIn: state === 'merged' || state === 'split' ? now.map(([other]) => other!) : [] };
  }
  const { name, legalForm, status, communeCode, capital, foundedOn } = found;
  return {
    enterprise: { code, name, legalForm, status, address: addressInWords(found), communeCode, capital, foundedOn },
    wentOnIn: [],
  };
}

/** Who may act for an enterprise on a day. */
export async function representativesOf(
  house: House,
  asked: { code: string; on: string },
  context: CallContext,
): Promise<Static<typeof services.representativesOf.output>> {
  const db = house.db.as('enterprises');
  const acting = await findRepresentatives(db, asked);
  return { representatives: await new Seen(db, context).representatives(asked.code, acting) };
}

/** Whether a person may act for an enterprise on a day: yes or no, and nothing else. */
export async function verifyRepresentative(
  house: House,
  { personNumber, ...asked }: Static<typeof services.verifyRepresentative.input>,
  context: CallContext,
): Promise<{ mayAct: boolean }> {
  const { representatives: acting } = await representativesOf(house, asked, context);
  return { mayAct: acting.some((each) => each.personNumber === personNumber) };
}
