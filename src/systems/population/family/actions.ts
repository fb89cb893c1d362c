import type { Static } from 'typebox';
import { ageOn } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import type { Queryable, Tx } from '../../../kernel/db.ts';
import { newReadableCode } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, cancel, changeFrom, endOn, record } from '../../registry/index.ts';
import { foreigner, relation } from '../kinds.ts';
import type { party } from '../schemas.ts';
import { seenRelations } from '../person/sealed.ts';
import { type Known, entryGrounds, once } from './acting.ts';
import { type KnownParty, assertGuardian, assertParent, assertSpouses } from './rules.ts';
import type * as services from './services.ts';
import { type StoredRelative, familyOn, foreignerByPassport, relationsOn } from './store.ts';

type Party = Static<typeof party>;
type Written = { position?: number };

/** The parents, spouse, guardians, children and wards of a person on a date, with what each relation rests on. */
export async function readFamily(
  house: House,
  { number, on = today() }: Static<typeof services.readFamily.input>,
  context: CallContext,
): Promise<Static<typeof services.readFamily.output>> {
  const db = house.db.as('population');
  const all = await seenRelations(db, await familyOn(db, { number, on }), context);
  const own = (kind: string) => all.filter((one) => one.isOwn && one.kind === kind).map(relativeShown);
  const others = (...kinds: string[]) => all.filter((one) => !one.isOwn && kinds.includes(one.kind)).map(relativeShown);
  const [mother] = own('mother');
  const [father] = own('father');
  const [spouse] = own('spouse');
  return {
    ...(mother ? { mother } : {}),
    ...(father ? { father } : {}),
    ...(spouse ? { spouse } : {}),
    guardians: [...own('guardian'), ...own('co-guardian')],
    children: others('mother', 'father'),
    wards: others('guardian', 'co-guardian'),
  };
}

function relativeShown(one: StoredRelative) {
  const { number, fullName, sex, bornOn, nationality, diedOn, validFrom, basis, source } = one;
  return {
    ...(number ? { number } : {}),
    fullName,
    ...(sex ? { sex } : {}),
    bornOn,
    nationality,
    ...(diedOn ? { diedOn } : {}),
    since: validFrom,
    basis,
    source,
  };
}

/**
 * Records who is the mother or father of a child from a date. By birth or recognition only where there is none; an adoption
 * or a judgment puts the new one in the place of the other from that date on. Refuses who cannot be that parent, see `assertParent`.
 */
export function recordParent(
  house: House,
  asked: Static<typeof services.recordParent.input>,
  context: CallContext,
): Promise<Written> {
  const { childNumber, role, parent, from, basis, entryNumber } = asked;
  const grounds = entryGrounds(context, REASONS[basis], entryNumber);
  return once(house, context, [childNumber, ...numbersOf([parent])], async (tx, known) => {
    const now = await relationsOn(tx, { number: childNumber, kinds: ['mother', 'father'], on: from });
    assertParent({
      role,
      child: known(childNumber),
      parent: await knownParty(tx, parent, known),
      otherParentNumber: now.find(({ kind }) => kind !== role)?.relativeNumber ?? undefined,
      from,
      basis,
    });
    const before = now.find(({ kind }) => kind === role);
    const values = { ...(await identified(tx, parent, grounds)), basis };
    const key = { personNumber: childNumber, kind: role };
    if (!before) {
      await record(tx, relation, { values: { ...key, ...values }, from }, grounds);
      return;
    }
    if (basis === 'birth' || basis === 'recognition') throw new Refusal('population.parent_there_already', 409);
    await changeFrom(tx, relation, { key, from, values }, grounds);
  });
}

const REASONS = {
  birth: 'Đăng ký khai sinh',
  recognition: 'Đăng ký nhận cha, mẹ, con',
  adoption: 'Đăng ký nuôi con nuôi',
  court: 'Quyết định của Tòa án xác định cha, mẹ, con',
};

/** Ends who is the mother or father of a child. Refuses `register.not_valid_then` when there is none on that date. */
export function endParent(
  house: House,
  asked: Static<typeof services.endParent.input>,
  context: CallContext,
): Promise<Written> {
  const { childNumber, role, from, entryNumber } = asked;
  const grounds = entryGrounds(context, 'Chấm dứt quan hệ cha, mẹ, con', entryNumber);
  return once(house, context, [childNumber], async (tx, known) => {
    known(childNumber);
    await endOn(tx, relation, { key: { personNumber: childNumber, kind: role }, from }, grounds);
  });
}

/** Records that two are married from a date: a line of each who has a number. Refuses the dead, and who is married to another on any later day. */
export function recordMarriage(
  house: House,
  asked: Static<typeof services.recordMarriage.input>,
  context: CallContext,
): Promise<Written> {
  const { spouses, from, entryNumber } = asked;
  const grounds = entryGrounds(context, 'Đăng ký kết hôn', entryNumber);
  return once(house, context, numbersOf(spouses), async (tx, known) => {
    const [one, other] = spouses as [Party, Party];
    assertSpouses([await knownParty(tx, one, known), await knownParty(tx, other, known)], from);
    for (const [self, spouse] of [
      [one, other],
      [other, one],
    ] as const) {
      if (self.kind !== 'person') continue;
      const values = {
        personNumber: self.number,
        kind: 'spouse' as const,
        ...(await identified(tx, spouse, grounds)),
        basis: 'marriage' as const,
      };
      await marriedOnce(self.number, () => record(tx, relation, { values, from }, grounds));
    }
  });
}

/** What the key refuses as an overlap, in words of marriage. */
async function marriedOnce(number: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'register.overlap')
      throw new Refusal('population.married_already', 409, { values: { number } });
    throw error;
  }
}

/**
 * Ends a marriage for both: from a date, or, when it is annulled, as if it had never been. A marriage that the death of a
 * spouse has ended already is left as it is. Refuses `population.not_married` when the person is married to nobody then.
 */
export async function endMarriage(
  house: House,
  asked: Static<typeof services.endMarriage.input>,
  context: CallContext,
): Promise<Static<typeof services.endMarriage.output>> {
  const { spouseNumber, from, basis, entryNumber } = asked;
  const db = house.db.as('population');
  const found = await marriageAround(db, spouseNumber, from);
  const other = found?.relativeNumber ?? undefined;
  const grounds = entryGrounds(context, END_REASONS[basis], entryNumber);
  const written = await once(house, context, [spouseNumber, ...(other ? [other] : [])], async (tx, known) => {
    known(spouseNumber);
    const now = await marriageAround(tx, spouseNumber, from);
    if (!now || (now.relativeNumber ?? undefined) !== other)
      throw new Refusal('population.not_married', 409, { values: { number: spouseNumber, date: from } });
    if (now.validUntil === from && basis === 'death') return;
    for (const number of [spouseNumber, ...(other ? [other] : [])]) {
      const key = { personNumber: number, kind: 'spouse' as const };
      if (basis === 'annulment') await cancel(tx, relation, { key, on: now.validFrom }, grounds);
      else await endOn(tx, relation, { key, from }, grounds);
    }
  });
  return { ...written, ...(other ? { otherSpouseNumber: other } : {}) };
}

const END_REASONS = { divorce: 'Ly hôn', death: 'Vợ hoặc chồng chết', annulment: 'Hủy việc kết hôn trái pháp luật' };

/** The marriage that is valid on a date, or that ended on just that day. */
async function marriageAround(db: Queryable, number: string, on: string) {
  const find = (day: string) => relationsOn(db, { number, kinds: ['spouse'], on: day });
  return (await find(on))[0] ?? (await find(dayBefore(on))).find(({ validUntil }) => validUntil === on);
}

const DAY_MS = 86_400_000;
const dayBefore = (date: string) => new Date(Date.parse(`${date}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);

/** Records who is the guardian of a ward from a date. Refuses who cannot be one, and a ward who has one already. */
export function recordGuardianship(
  house: House,
  asked: Static<typeof services.recordGuardianship.input>,
  context: CallContext,
): Promise<Written> {
  const { wardNumber, guardianNumbers, from, entryNumber } = asked;
  const grounds = entryGrounds(context, 'Đăng ký giám hộ', entryNumber);
  return once(house, context, [wardNumber, ...guardianNumbers], async (tx, known) => {
    const ward = known(wardNumber);
    if (new Set(guardianNumbers).size < guardianNumbers.length) throw new Refusal('population.guardian_not_able', 422);
    for (const number of guardianNumbers) {
      const guardian = known(number);
      assertGuardian({ ward, guardian, guardianAge: ageOn(guardian.bornOn, from), from });
    }
    for (const [i, relativeNumber] of guardianNumbers.entries()) {
      const kind = i === 0 ? ('guardian' as const) : ('co-guardian' as const);
      const values = { personNumber: wardNumber, kind, relativeNumber, basis: 'guardianship' as const };
      await record(tx, relation, { values, from }, grounds);
    }
  });
}

/** Ends a guardianship, for both guardians where there are two. Refuses `register.not_valid_then` when there is none then. */
export async function endGuardianship(
  house: House,
  asked: Static<typeof services.endGuardianship.input>,
  context: CallContext,
): Promise<Static<typeof services.endGuardianship.output>> {
  const { wardNumber, from, entryNumber } = asked;
  const grounds = entryGrounds(context, 'Chấm dứt giám hộ', entryNumber);
  const guardianNumbers: string[] = [];
  const written = await once(house, context, [wardNumber], async (tx, known) => {
    known(wardNumber);
    guardianNumbers.length = 0;
    const now = await relationsOn(tx, { number: wardNumber, kinds: ['guardian', 'co-guardian'], on: from });
    if (now.length === 0) throw new Refusal('register.not_valid_then', 409, { values: { date: from } });
    for (const { kind, relativeNumber } of now) {
      await endOn(tx, relation, { key: { personNumber: wardNumber, kind }, from }, grounds);
      if (relativeNumber) guardianNumbers.push(relativeNumber);
    }
  });
  return { ...written, guardianNumbers };
}

const numbersOf = (parties: readonly Party[]) =>
  parties.flatMap((party) => (party.kind === 'person' ? [party.number] : []));

async function knownParty(tx: Tx, party: Party, known: Known): Promise<KnownParty> {
  if (party.kind === 'person') return known(party.number);
  return (await foreignerByPassport(tx, party)) ?? { bornOn: party.bornOn };
}

const FOREIGNER_CHARACTERS = 10;

/** How a relation names somebody: by number, or by the code of a foreigner, who is entered when the passport is new. */
async function identified(
  tx: Tx,
  party: Party,
  grounds: Grounds,
): Promise<{ relativeNumber: string | null; foreignerId: string | null }> {
  if (party.kind === 'person') return { relativeNumber: party.number, foreignerId: null };
  const { fullName, bornOn, nationality, passportNumber } = party;
  const known = await foreignerByPassport(tx, party);
  if (known) return { relativeNumber: null, foreignerId: known.id };
  const id = `NN-${newReadableCode(FOREIGNER_CHARACTERS)}`;
  const values = { id, fullName, bornOn, nationality, passportNumber };
  await record(tx, foreigner, { values, from: bornOn }, grounds);
  return { relativeNumber: null, foreignerId: id };
}
