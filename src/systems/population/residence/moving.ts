import type { Static } from 'typebox';
import { ageOn, communePoliceCode } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, changeFrom, endOn, groundsOf, record } from '../../registry/index.ts';
import { provinceOf } from '../../territories/index.ts';
import { type Known, once } from '../family/acting.ts';
import { assertAlive } from '../family/rules.ts';
import { lockPeople } from '../family/store.ts';
import { household, residence } from './kinds.ts';
import { type RelationToHead, STRIKING_CAUSES } from './choices.ts';
import { assertHousehold, relationAfter } from './rules.ts';
import { type StoredHome, findHomeOf, findHousehold, homesOfPeople, missingOf } from './register/store.ts';
import type * as services from './services.ts';

interface Mover {
  number: string;
  relation: RelationToHead;
}
type Moved = { position?: number; householdId: string };

/** The grounds of an act at the desk: what was asked for, and on which application. */
export function applicationGrounds(
  context: CallContext,
  asked: { reason: string; applicationNumber: string },
): Grounds {
  return groundsOf(context, {
    reason: asked.reason,
    source: { kind: 'application', number: asked.applicationNumber, issuer: context.agency.name },
  });
}

/** Refuses an agency that is not the police of a commune (Law on Residence 68/2020/QH14 art. 2.4). */
export function assertPoliceOf(communeCode: string, agencyCode: string, on: string): void {
  const province = provinceOf(communeCode, on);
  if (!province || communePoliceCode(communeCode, province.code) !== agencyCode)
    throw new Refusal('residence.not_competent', 403);
}

/** What an act of the police is done with: the day, the agency that does it, and why. */
export interface DeskAct {
  on: string;
  agencyCode: string;
  grounds: Grounds;
}

/** A move: who, and into which household; without one they make a household of their own under `newId`. */
export interface Move {
  people: readonly Mover[];
  to: { householdId: string } | { communeCode: string; addressLine: string };
  successorNumber?: string | undefined;
}

/**
 * Registers the permanent residence of people from today, in a household that is there or in a new one, by the police of the new place. Who lived
 * elsewhere lives there no longer: the same act ends the one and begins the other (Law on Residence art. 24.2). A household that
 * everybody left ends. Refuses the dead and missing, minors alone, a household left without a head (`residence.head_needed`), and who
 * lives there already.
 */
export async function moveResidence(
  house: House,
  asked: Static<typeof services.moveResidence.input>,
  context: CallContext,
): Promise<Moved> {
  const { people, to } = asked;
  const act = { on: today(), agencyCode: context.agency.code, grounds: applicationGrounds(context, asked) };
  let householdId = 'householdId' in to ? to.householdId : newId();
  const held = [...people.map(({ number }) => number), householdId];
  const written = await once(house, context, held, (tx, known) => moveInto(tx, known, { ...asked, householdId }, act));
  if (!('householdId' in to)) householdId = await homeAfter(house, people[0]!.number, householdId);
  return { ...written, householdId };
}

/** The work of `moveResidence`, in a transaction that holds the people and the household. */
export async function moveInto(
  tx: Tx,
  known: Known,
  move: Move & { householdId: string },
  { on, agencyCode, grounds }: DeskAct,
): Promise<void> {
  const { people, to, householdId, successorNumber } = move;
  const there = 'householdId' in to ? await findHousehold(tx, { id: to.householdId, on }) : undefined;
  if ('householdId' in to && !there) throw new Refusal('residence.household_unknown', 404);
  assertPoliceOf(there?.communeCode ?? (to as { communeCode: string }).communeCode, agencyCode, on);
  for (const { number } of people) assertAlive(known(number), on);
  const movers = people.map((one) => ({ ...one, age: ageOn(known(one.number).bornOn, on) }));
  assertHousehold([...(there?.members ?? []).map((one) => ({ ...one, age: ageOn(one.bornOn, on) })), ...movers]);
  if (!('householdId' in to)) {
    const headNumber = people.find(({ relation }) => relation === 'head')!.number;
    const { communeCode, addressLine } = to;
    const values = { id: householdId, headNumber, communeCode, addressLine };
    await record(tx, household, { values, from: on }, grounds);
  }
  await settle(tx, { people, householdId, on, successorNumber }, grounds);
}

/** The household that the first call made, when this is the same call again. */
async function homeAfter(house: House, number: string, otherwise: string): Promise<string> {
  const [home] = await homesOfPeople(house.db.as('population'), { numbers: [number], on: today() });
  return home?.householdId ?? otherwise;
}

/** Makes members of a household a household of their own at the same address, under one of them who is of age (Law on Residence art. 25). */
export async function splitHousehold(
  house: House,
  asked: Static<typeof services.splitHousehold.input>,
  context: CallContext,
): Promise<Moved> {
  const { people, householdId: from } = asked;
  const on = today();
  const grounds = applicationGrounds(context, asked);
  const householdId = newId();
  const written = await once(house, context, [...people.map(({ number }) => number), from], async (tx, known) => {
    const home = await findHousehold(tx, { id: from, on });
    if (!home) throw new Refusal('residence.household_unknown', 404);
    assertPoliceOf(home.communeCode, context.agency.code, on);
    for (const { number } of people)
      if (!home.members.some((member) => member.number === number))
        throw new Refusal('residence.not_member', 422, { values: { number } });
    assertHousehold(people.map((one) => ({ ...one, age: ageOn(known(one.number).bornOn, on) })));
    const headNumber = people.find(({ relation }) => relation === 'head')!.number;
    const { communeCode, addressLine } = home;
    await record(
      tx,
      household,
      { values: { id: householdId, headNumber, communeCode, addressLine }, from: on },
      grounds,
    );
    await settle(tx, { people, householdId, on, successorNumber: undefined }, grounds);
  });
  return { ...written, householdId: await homeAfter(house, people[0]!.number, householdId) };
}

/**
 * Strikes a permanent residence off from today, by the police of the place (Law on Residence art. 24). Who is head of others names who
 * follows. Refuses who has none (`residence.without_residence`).
 */
export function strikeResidence(
  house: House,
  asked: Static<typeof services.strikeResidence.input>,
  context: CallContext,
): Promise<{ position?: number }> {
  const { number, cause, successorNumber } = asked;
  const on = today();
  const reason = `${STRIKING_CAUSES[cause].vi}. ${asked.reason}`;
  const grounds = applicationGrounds(context, { ...asked, reason });
  return once(house, context, [number], async (tx, known) => {
    known(number);
    const home = await findHomeOf(tx, { number, on });
    if (!home) throw new Refusal('residence.without_residence', 422, { values: { number } });
    assertPoliceOf(home.communeCode, context.agency.code, on);
    await lockPeople(tx, [home.householdId]);
    await endOn(tx, residence, { key: { personNumber: number }, from: on }, grounds);
    await orderLeft(tx, { householdIds: [home.householdId], on, successorNumber }, grounds);
  });
}

/** Everybody of a move comes into the household; what they left is put in order. */
async function settle(
  tx: Tx,
  move: { people: readonly Mover[]; householdId: string; on: string; successorNumber: string | undefined },
  grounds: Grounds,
): Promise<void> {
  const { people, householdId, on, successorNumber } = move;
  const numbers = people.map(({ number }) => number);
  if (new Set(numbers).size < numbers.length) throw new Refusal('residence.one_head', 422);
  const missing = await missingOf(tx, { numbers, on });
  if (missing) throw new Refusal('population.missing', 409, { values: { number: missing } });
  const homes = await homesOfPeople(tx, { numbers, on });
  const leftIds = [...new Set(homes.map((home) => home.householdId))];
  await lockPeople(tx, leftIds);
  for (const { number, relation } of people) {
    const home = homes.find((one) => one.number === number);
    if (home?.householdId === householdId)
      throw new Refusal('residence.lives_there_already', 409, { values: { number } });
    const values = { householdId, relation };
    if (home) await changeFrom(tx, residence, { key: { personNumber: number }, from: on, values }, grounds);
    else await record(tx, residence, { values: { personNumber: number, ...values }, from: on }, grounds);
  }
  await orderLeft(tx, { householdIds: leftIds, on, successorNumber }, grounds);
}

/** Ends the households that nobody is left in, and gives the others a head. */
export async function orderLeft(
  tx: Tx,
  left: { householdIds: readonly string[]; on: string; successorNumber: string | undefined },
  grounds: Grounds,
): Promise<void> {
  const { householdIds, on, successorNumber } = left;
  for (const id of householdIds) {
    const left = (await findHousehold(tx, { id, on }))!;
    if (left.members.length === 0) {
      await endOn(tx, household, { key: { id }, from: on }, grounds);
      continue;
    }
    if (!left.members.some(({ number }) => number === left.headNumber)) {
      if (!left.members.some(({ number }) => number === successorNumber))
        throw new Refusal('residence.head_needed', 422);
      await putAtHead(tx, { home: left, headNumber: successorNumber!, on }, grounds);
    }
    const after = (await findHousehold(tx, { id, on }))!;
    assertHousehold(after.members.map((one) => ({ ...one, age: ageOn(one.bornOn, on) })));
  }
}

/** Makes a member the head; what everybody else is to the head follows from what they were. */
async function putAtHead(
  tx: Tx,
  change: { home: StoredHome; headNumber: string; on: string },
  grounds: Grounds,
): Promise<void> {
  const { home, headNumber, on } = change;
  const newHead = home.members.find(({ number }) => number === headNumber)!;
  await changeFrom(tx, household, { key: { id: home.householdId }, from: on, values: { headNumber } }, grounds);
  for (const member of home.members) {
    const relation =
      member.number === headNumber ? 'head' : relationAfter({ newHeadWas: newHead.relation, member: member.relation });
    if (relation !== member.relation)
      await changeFrom(
        tx,
        residence,
        { key: { personNumber: member.number }, from: on, values: { relation } },
        grounds,
      );
  }
}

/** Makes a member who is of age the head of a household (Law on Residence art. 10.4). Refuses who is no member (`residence.not_member`). */
export function changeHead(
  house: House,
  asked: Static<typeof services.changeHead.input>,
  context: CallContext,
): Promise<{ position?: number }> {
  const { householdId, headNumber } = asked;
  const on = today();
  const grounds = applicationGrounds(context, asked);
  return once(house, context, [headNumber, householdId], async (tx, known) => {
    const home = await findHousehold(tx, { id: householdId, on });
    if (!home) throw new Refusal('residence.household_unknown', 404);
    assertPoliceOf(home.communeCode, context.agency.code, on);
    known(headNumber);
    const newHead = home.members.find(({ number }) => number === headNumber);
    if (!newHead) throw new Refusal('residence.not_member', 422, { values: { number: headNumber } });
    if (newHead.relation === 'head' && home.headNumber === headNumber)
      throw new Refusal('register.nothing_changed', 422);
    assertHousehold([{ relation: 'head', age: ageOn(newHead.bornOn, on) }]);
    await putAtHead(tx, { home, headNumber, on }, grounds);
  });
}
