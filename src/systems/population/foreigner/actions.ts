import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newReadableCode } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { changeFrom, record } from '../../registry/index.ts';
import { communeOn } from '../../territories/index.ts';
import { documentGroundsOf } from '../document/issuing.ts';
import { once } from '../family/acting.ts';
import { foreignerByPassport } from '../family/store.ts';
import { foreigner } from '../kinds.ts';
import { veiledPeople } from '../person/sealed.ts';
import { findPerson } from '../person/store.ts';
import { assertForeign, assertResidenceCard } from './rules.ts';
import type * as services from './services.ts';
import { type StoredForeigner, foreignerOn, foreignersNamed, versionsOfForeigner } from './store.ts';

type Written = Promise<{ position?: number }>;

const CODE_CHARACTERS = 10;
const CARD_CHARACTERS = 8;
/** The code of somebody new. */
export const newForeignerId = (): string => `NN-${newReadableCode(CODE_CHARACTERS)}`;

function foreignerShown(found: StoredForeigner): Static<typeof services.readForeigner.output>['versions'][number] {
  const { id, fullName, bornOn, nationality, passportNumber, from, source, ...more } = found;
  const known = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== null));
  return { id, fullName, bornOn, nationality, passportNumber, from, source, ...known };
}

/** Without those who are people of whom anything is sealed. */
async function seenForeigners(
  house: House,
  found: readonly StoredForeigner[],
  context: CallContext,
): Promise<StoredForeigner[]> {
  const numbers = [...new Set(found.flatMap(({ personNumber }) => personNumber ?? []))];
  const veiled = await veiledPeople(house.db.as('population'), numbers, context);
  return found.filter(({ personNumber }) => !personNumber || !veiled.has(personNumber));
}

/** Foreigners by code, passport or name, as they are today. */
export async function findForeigners(
  house: House,
  { words }: { words: string },
  context: CallContext,
): Promise<Static<typeof services.findForeigners.output>> {
  const found = await foreignersNamed(house.db.as('population'), { words: words.trim(), on: today() });
  return { foreigners: (await seenForeigners(house, found, context)).map(foreignerShown) };
}

/** A foreigner over time. */
export async function readForeigner(
  house: House,
  { id }: { id: string },
  context: CallContext,
): Promise<Static<typeof services.readForeigner.output>> {
  const found = await versionsOfForeigner(house.db.as('population'), id);
  const seen = await seenForeigners(house, found, context);
  // Of who is sealed nothing is told, of no time.
  return { versions: seen.length === found.length ? seen.map(foreignerShown) : [] };
}

/** Enters a foreigner from today. Refuses nationals, a passport that is over, and one that is known (`foreigner.known`). */
export async function registerForeigner(
  house: House,
  asked: Static<typeof services.registerForeigner.input>,
  context: CallContext,
): Promise<Static<typeof services.registerForeigner.output>> {
  const { fullName, bornOn, nationality, passportNumber, passportExpiresOn, communeCode, addressLine } = asked;
  const on = today();
  const grounds = documentGroundsOf(context, asked);
  const passport = { passportNumber, nationality };
  const written = await once(house, context, [`${nationality} ${passportNumber}`], async (tx) => {
    assertForeign(nationality);
    assertCommune(communeCode, on);
    if (bornOn > on) throw new Refusal('population.date_to_come', 422);
    if (passportExpiresOn <= on) throw new Refusal('foreigner.passport_over', 422);
    const known = await foreignerByPassport(tx, passport);
    if (known) throw new Refusal('foreigner.known', 409, { values: { id: known.id } });
    const values = {
      id: newForeignerId(),
      fullName,
      bornOn,
      ...passport,
      passportExpiresOn,
      communeCode,
      addressLine,
    };
    await record(tx, foreigner, { values, from: on }, grounds);
  });
  const { id } = (await foreignerByPassport(house.db.as('population'), passport))!;
  return { ...written, id };
}

function assertCommune(code: string, on: string): void {
  if (!communeOn(code, on)) throw new Refusal('residence.commune_unknown', 422);
}

/** The foreigner as of today, for a change. Refuses `foreigner.unknown`, and who became a national (`foreigner.naturalised`). */
export async function foreignerNow(tx: Tx, id: string, on: string): Promise<StoredForeigner> {
  const found = await foreignerOn(tx, { id, on });
  if (!found) throw new Refusal('foreigner.unknown', 404);
  return found;
}

/** Refuses who has become a national since: what is registered of them is so as a person. */
export async function assertStillForeign(tx: Tx, found: StoredForeigner, on: string): Promise<void> {
  if (!found.personNumber) return;
  const person = await findPerson(tx, { number: found.personNumber, on });
  if (person?.nationality === 'VN') throw new Refusal('foreigner.naturalised', 409);
}

/** Enters a new passport from today. Refuses one that is over, or another's. */
export function changePassport(
  house: House,
  asked: Static<typeof services.changePassport.input>,
  context: CallContext,
): Written {
  const { id, passportNumber, passportExpiresOn } = asked;
  const on = today();
  const grounds = documentGroundsOf(context, asked);
  return once(house, context, [id], async (tx) => {
    const found = await foreignerNow(tx, id, on);
    await assertStillForeign(tx, found, on);
    if (passportExpiresOn <= on) throw new Refusal('foreigner.passport_over', 422);
    const known = await foreignerByPassport(tx, { passportNumber, nationality: found.nationality });
    if (known && known.id !== id) throw new Refusal('foreigner.known', 409, { values: { id: known.id } });
    await changeFrom(tx, foreigner, { key: { id }, from: on, values: { passportNumber, passportExpiresOn } }, grounds);
  });
}

/** Issues a residence card from today, in the place of the one that there was. Refuses what `assertResidenceCard` refuses. */
export async function issueResidenceCard(
  house: House,
  asked: Static<typeof services.issueResidenceCard.input>,
  context: CallContext,
): Promise<Static<typeof services.issueResidenceCard.output>> {
  const { id, cardKind, lastDay, communeCode, addressLine } = asked;
  const on = today();
  const grounds = documentGroundsOf(context, asked);
  const written = await once(house, context, [id], async (tx) => {
    const found = await foreignerNow(tx, id, on);
    await assertStillForeign(tx, found, on);
    assertCommune(communeCode, on);
    assertResidenceCard({ cardKind, lastDay, passportExpiresOn: found.passportExpiresOn, on });
    const cardNumber = `${cardKind === 'temporary' ? 'TT' : 'PR'}-${newReadableCode(CARD_CHARACTERS)}`;
    const values = { cardKind, cardNumber, cardExpiresOn: lastDay, communeCode, addressLine };
    await changeFrom(tx, foreigner, { key: { id }, from: on, values }, grounds);
  });
  const { cardNumber } = (await foreignerOn(house.db.as('population'), { id, on }))!;
  return { ...written, cardNumber: cardNumber! };
}

/** Withdraws a residence card from today. Refuses who has none (`foreigner.no_card`). */
export function endResidenceCard(
  house: House,
  asked: Static<typeof services.endResidenceCard.input>,
  context: CallContext,
): Written {
  const { id } = asked;
  const on = today();
  const grounds = documentGroundsOf(context, asked);
  return once(house, context, [id], async (tx) => {
    const found = await foreignerNow(tx, id, on);
    if (!found.cardKind) throw new Refusal('foreigner.no_card', 409);
    await changeFrom(tx, foreigner, { key: { id }, from: on, values: NO_CARD }, grounds);
  });
}

/** What stands in the place of a card that is withdrawn. */
export const NO_CARD = { cardKind: null, cardNumber: null, cardExpiresOn: null };
