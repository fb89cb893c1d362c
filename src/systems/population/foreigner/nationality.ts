import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, changeFrom, correct, endOn, record } from '../../registry/index.ts';
import { documentGroundsOf } from '../document/issuing.ts';
import { identityDocument } from '../document/kind.ts';
import { cardOn } from '../document/store.ts';
import { once } from '../family/acting.ts';
import { foreignerByPassport } from '../family/store.ts';
import { foreigner, person, relation } from '../kinds.ts';
import { newNumber } from '../person/numbering.ts';
import { assertAlive } from '../person/rules.ts';
import { findPerson } from '../person/store.ts';
import { residence } from '../residence/kinds.ts';
import { findHomeOf } from '../residence/register/store.ts';
import { NO_CARD, assertStillForeign, foreignerNow, newForeignerId } from './actions.ts';
import { assertForeign } from './rules.ts';
import type * as services from './services.ts';
import { foreignerOfPerson, foreignerOn, relationsNaming } from './store.ts';

type Written = Promise<{ position?: number }>;

function assertNotToCome(from: string): void {
  if (from > today()) throw new Refusal('population.date_to_come', 422);
}

/**
 * Records that a foreigner is a national from a day on (Law on Nationality 24/2008/QH12 art. 19–22): a personal number is given, the person begins
 * on that day, and the foreigner's record goes on without its card and names the person. Whoever was related to the foreigner is related to the
 * person from that day, and a marriage is the person's own too. Refuses who has a number already (`foreigner.naturalised`).
 */
export async function naturalise(
  house: House,
  asked: Static<typeof services.naturalise.input>,
  context: CallContext,
): Promise<Static<typeof services.naturalise.output>> {
  const { id, fullName, sex, ethnicGroup, provinceCode, hometown, from } = asked;
  const grounds = documentGroundsOf(context, asked, 'decision');
  const written = await once(house, context, [id], async (tx) => {
    assertNotToCome(from);
    const found = await foreignerNow(tx, id, from);
    await assertStillForeign(tx, found, from);
    if (found.personNumber) throw new Refusal('foreigner.regains', 409, { values: { number: found.personNumber } });
    const { bornOn } = found;
    const number = await newNumber(tx, { provinceCode, sex, bornOn });
    const values = {
      number,
      fullName,
      sex,
      bornOn,
      nationality: 'VN',
      ethnicGroup: ethnicGroup ?? null,
      hometown: hometown ?? null,
    };
    await record(tx, person, { values, from }, grounds);
    await changeFrom(tx, foreigner, { key: { id }, from, values: { ...NO_CARD, personNumber: number } }, grounds);
    await carryRelations(tx, { id, number, from }, grounds);
  });
  const { personNumber } = (await foreignerOn(house.db.as('population'), { id, on: from }))!;
  return { ...written, number: personNumber! };
}

/** Relations that named the foreigner name the person from that day on. */
async function carryRelations(
  tx: Tx,
  { id, number, from }: { id: string; number: string; from: string },
  grounds: Grounds,
): Promise<void> {
  for (const { personNumber, kind, basis, validFrom, validUntil } of await relationsNaming(tx, { id, from })) {
    const key = { personNumber, kind };
    const values = { relativeNumber: number, foreignerId: null };
    if (validFrom >= from) await correct(tx, relation, { key, on: validFrom, values }, grounds);
    else await changeFrom(tx, relation, { key, from, values }, grounds);
    if (kind !== 'spouse') continue;
    const own = { personNumber: number, kind, relativeNumber: personNumber, basis };
    const since = validFrom >= from ? validFrom : from;
    await record(tx, relation, { values: own, from: since, until: validUntil }, grounds);
  }
}

/**
 * Records that a person is no longer a national from a day on (Law on Nationality art. 26–34): the permanent residence is struck off (Law on Residence
 * art. 24.1), the identity card revoked (Law on Identity art. 29.1.a), and the person is known as a foreigner by a passport. The
 * personal number stays theirs. Refuses the dead and who is no national.
 */
export async function loseNationality(
  house: House,
  asked: Static<typeof services.loseNationality.input>,
  context: CallContext,
): Promise<Static<typeof services.loseNationality.output>> {
  const { number, basis, nationality, passportNumber, from } = asked;
  const grounds = documentGroundsOf(context, { ...asked, reason: `${LOSSES[basis]}. ${asked.reason}` }, 'decision');
  const written = await once(house, context, [number], async (tx, known) => {
    assertNotToCome(from);
    assertForeign(nationality);
    assertAlive(known(number), from);
    const who = await findPerson(tx, { number, on: from });
    if (who?.nationality !== 'VN') throw new Refusal('foreigner.no_national', 409, { values: { number } });
    const before = await foreignerOfPerson(tx, number);
    const other = await foreignerByPassport(tx, { passportNumber, nationality });
    if (other && other.id !== before) throw new Refusal('foreigner.known', 409, { values: { id: other.id } });
    await changeFrom(tx, person, { key: { number }, from, values: { nationality } }, grounds);
    const key = { personNumber: number };
    if (await findHomeOf(tx, { number, on: from })) await endOn(tx, residence, { key, from }, grounds);
    const card = await cardOn(tx, { number, on: from });
    if (card && card.state !== 'revoked')
      await changeFrom(tx, identityDocument, { key, from, values: { state: 'revoked' } }, grounds);
    const { fullName, bornOn } = who;
    const values = { fullName, bornOn, nationality, passportNumber, personNumber: number };
    if (before) await changeFrom(tx, foreigner, { key: { id: before }, from, values }, grounds);
    else await record(tx, foreigner, { values: { id: newForeignerId(), ...values }, from }, grounds);
  });
  return { ...written, id: (await foreignerOfPerson(house.db.as('population'), number))! };
}

const LOSSES = {
  renounced: 'Thôi quốc tịch Việt Nam',
  deprived: 'Bị tước quốc tịch Việt Nam',
  annulled: 'Bị hủy bỏ quyết định cho nhập quốc tịch Việt Nam',
};

/**
 * Records that a former national is one again from a day on (Law on Nationality art. 23–26), under the number they always had. Card and residence are
 * applied for anew. Refuses the dead and who is a national.
 */
export function regainNationality(
  house: House,
  asked: Static<typeof services.regainNationality.input>,
  context: CallContext,
): Written {
  const { number, from } = asked;
  const grounds = documentGroundsOf(context, asked, 'decision');
  return once(house, context, [number], async (tx, known) => {
    assertNotToCome(from);
    assertAlive(known(number), from);
    const who = await findPerson(tx, { number, on: from });
    if (who?.nationality === 'VN') throw new Refusal('foreigner.national_already', 409, { values: { number } });
    await changeFrom(tx, person, { key: { number }, from, values: { nationality: 'VN' } }, grounds);
    const id = await foreignerOfPerson(tx, number);
    const card = id && (await foreignerOn(tx, { id, on: from }))?.cardKind;
    if (card) await changeFrom(tx, foreigner, { key: { id }, from, values: NO_CARD }, grounds);
  });
}
