import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';
import { resolve } from '../../registry/index.ts';
import { enterprise } from '../kinds.ts';
import { addressInWords } from '../lookup/actions.ts';
import { findEnterprise, findRepresentatives } from '../registration/store.ts';
import type * as services from '../services.ts';

/** An enterprise on a day, today when none is given; for one that was merged or divided, the codes of those it went on in. */
export async function readEnterprise(
  house: House,
  { code, on = today() }: Static<typeof services.readEnterprise.input>,
): Promise<Static<typeof services.readEnterprise.output>> {
  const db = house.db.as('enterprises');
  const found = await findEnterprise(db, { code, on });
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
): Promise<Static<typeof services.representativesOf.output>> {
  return { representatives: await findRepresentatives(house.db.as('enterprises'), asked) };
}

/** Whether a person may act for an enterprise on a day: yes or no, and nothing else. */
export async function verifyRepresentative(
  house: House,
  { personNumber, ...asked }: Static<typeof services.verifyRepresentative.input>,
): Promise<{ mayAct: boolean }> {
  const acting = await findRepresentatives(house.db.as('enterprises'), asked);
  return { mayAct: acting.some((each) => each.personNumber === personNumber) };
}
