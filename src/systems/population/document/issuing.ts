import { randomInt } from 'node:crypto';
import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, changeFrom, groundsOf, record } from '../../registry/index.ts';
import { once } from '../family/acting.ts';
import { personShown } from '../person/actions.ts';
import { assertAlive } from '../person/rules.ts';
import { seenPeople, veiledPeople } from '../person/sealed.ts';
import { findPerson } from '../person/store.ts';
import { missingOf } from '../residence/register/store.ts';
import { identityDocument } from './kind.ts';
import { assertCardMove, assertIssue, cardExpiresOn } from './rules.ts';
import type * as services from './services.ts';
import { type StoredCard, besidesCard, cardOn, cardsOf, isSerialTaken } from './store.ts';

/** The grounds of an act of the identity office. */
export function documentGroundsOf(
  context: CallContext,
  asked: { reason: string; documentNumber: string },
  kind = 'application',
): Grounds {
  return groundsOf(context, {
    reason: asked.reason,
    source: { kind, number: asked.documentNumber, issuer: context.agency.name },
  });
}

/** The identity cards of a person, with their states over time. Of whom anything is sealed none is told. */
export async function readIdentityDocuments(
  house: House,
  { number }: { number: string },
  context: CallContext,
): Promise<Static<typeof services.readIdentityDocuments.output>> {
  const db = house.db.as('population');
  const on = today();
  const known = await findPerson(db, { number, on });
  const [found] = known ? await seenPeople(db, [known], context) : [];
  if (!found) return { cards: [] };
  if ((await veiledPeople(db, [number], context)).has(number)) return { person: personShown(found), cards: [] };
  const [cards, { missingSince, foreignerId }] = await Promise.all([
    cardsOf(db, number),
    besidesCard(db, { number, on }),
  ]);
  return {
    person: personShown(found),
    cards: cards.map(cardShown),
    ...(missingSince ? { missingSince } : {}),
    ...(foreignerId ? { foreignerId } : {}),
  };
}

function cardShown({ expiresOn, until, ...card }: StoredCard) {
  return { ...card, ...(expiresOn ? { expiresOn } : {}), ...(until ? { until } : {}) };
}

/**
 * Issues a card from today, in the place of the one that there was: good to the next age of renewal (Law on Identity art. 21). Refuses the
 * dead, the missing, who is no national, and a cause that does not fit (`assertIssue`). The photograph and the biometrics of the card are
 * kept by the identity office, not here.
 */
export async function issueIdentityDocument(
  house: House,
  asked: Static<typeof services.issueIdentityDocument.input>,
  context: CallContext,
): Promise<Static<typeof services.issueIdentityDocument.output>> {
  const { number, cause } = asked;
  const on = today();
  const grounds = documentGroundsOf(context, asked);
  const written = await once(house, context, [number], async (tx, known) => {
    const { bornOn } = known(number);
    assertAlive(known(number), on);
    const holder = await findPerson(tx, { number, on });
    if (holder?.nationality !== 'VN') throw new Refusal('document.not_a_citizen', 422, { values: { number } });
    if (await missingOf(tx, { numbers: [number], on }))
      throw new Refusal('population.missing', 409, { values: { number } });
    const card = await cardOn(tx, { number, on });
    assertIssue({ cause, card, on });
    const values = {
      form: 'identity-card' as const,
      serial: await freeSerial(tx),
      issuedOn: on,
      expiresOn: cardExpiresOn({ bornOn, issuedOn: on }) ?? null,
      state: 'issued' as const,
    };
    const key = { personNumber: number };
    if (card) await changeFrom(tx, identityDocument, { key, from: on, values }, grounds);
    else await record(tx, identityDocument, { values: { ...key, ...values }, from: on }, grounds);
  });
  const card = (await cardOn(house.db.as('population'), { number, on }))!;
  return { ...written, serial: card.serial, ...(card.expiresOn ? { expiresOn: card.expiresOn } : {}) };
}

const SERIALS = 1_000_000_000;
const SERIAL_TRIES = 20;

/** A serial that no card has. */
async function freeSerial(tx: Tx): Promise<string> {
  for (let tries = 0; tries < SERIAL_TRIES; tries++) {
    const serial = String(randomInt(SERIALS)).padStart(9, '0');
    if (!(await isSerialTaken(tx, serial))) return serial;
  }
  throw new Refusal('document.no_serial', 503);
}

/** Notes that a card is lost, found, withheld, returned or revoked, from today. Refuses what `CARD_MOVES` does not have. */
export function changeCardState(
  house: House,
  asked: Static<typeof services.changeCardState.input>,
  context: CallContext,
): Promise<{ position?: number }> {
  const { number, to } = asked;
  const on = today();
  const grounds = documentGroundsOf(context, asked);
  return once(house, context, [number], async (tx, known) => {
    known(number);
    const card = await cardOn(tx, { number, on });
    if (!card) throw new Refusal('document.none', 404, { values: { number } });
    assertCardMove(card.state, to);
    if (to === 'issued' && (await missingOf(tx, { numbers: [number], on })))
      throw new Refusal('population.missing', 409, { values: { number } });
    await changeFrom(tx, identityDocument, { key: { personNumber: number }, from: on, values: { state: to } }, grounds);
  });
}
