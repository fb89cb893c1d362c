import type { Static } from 'typebox';
import { addDays } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import type { Queryable, Tx } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { type Grounds, cancel, endOn, record } from '../../registry/index.ts';
import { type Known, once } from '../family/acting.ts';
import { assertAlive } from '../family/rules.ts';
import { personShown } from '../person/actions.ts';
import { seenPeople, veiledPeople } from '../person/sealed.ts';
import { findPerson } from '../person/store.ts';
import type { ABSENCE_REASONS, STAY_REASONS } from './choices.ts';
import { temporaryAbsence, temporaryResidence } from './kinds.ts';
import { type DeskAct, applicationGrounds, assertPoliceOf } from './moving.ts';
import {
  type StoredHome,
  type StoredPresence,
  courseOf,
  findHomeOf,
  findHousehold,
  findPresence,
  householdsWithoutHead,
  membersEver,
  missingOf,
  residentsNamed,
  staysFrom,
} from './register/store.ts';
import { assertStay } from './rules.ts';
import type * as services from './services.ts';

type Written = Promise<{ position?: number }>;

/** Where a person lives, stays and lived, and with whom, today. Of whom anything is sealed none of that is told. */
export async function readResident(
  house: House,
  { number }: { number: string },
  context: CallContext,
): Promise<Static<typeof services.readResident.output>> {
  const db = house.db.as('population');
  const on = today();
  const known = await findPerson(db, { number, on });
  const [found] = known ? await seenPeople(db, [known], context) : [];
  if (!found) return { earlier: [] };
  if ((await veiledPeople(db, [number], context)).has(number)) return { person: personShown(found), earlier: [] };
  const { stay, absence, missingSince, earlier } = await findPresence(db, { number, on });
  const home = await findHomeOf(db, { number, on });
  return {
    person: personShown(found),
    ...(home ? { home: await seenHousehold(db, home, context) } : {}),
    ...(stay ? { stay: stayShown(stay) } : {}),
    ...(absence ? { absence } : {}),
    ...(missingSince ? { missingSince } : {}),
    earlier,
  };
}

/** Where a person permanently resides, else where they stay. Of whom anything is sealed that is not told. */
export async function readPlaceOfResidence(
  house: House,
  { number }: { number: string },
  context: CallContext,
): Promise<Static<typeof services.readPlaceOfResidence.output>> {
  const db = house.db.as('population');
  const on = today();
  if ((await veiledPeople(db, [number], context)).has(number)) return {};
  const home = await findHomeOf(db, { number, on });
  const place = home ?? (await findPresence(db, { number, on })).stay;
  if (!place) return {};
  const { communeCode, addressLine } = place;
  return { place: { kind: home ? 'permanent' : 'stay', communeCode, addressLine } };
}

/** A household as whoever asks may see it: without the members of whom anything is sealed. */
async function seenHousehold(
  db: Queryable,
  home: StoredHome,
  context: CallContext,
): Promise<Static<typeof services.homeOf>> {
  const { headNumber, ...rest } = home;
  const [head] = await unveiled(db, [{ number: headNumber }], context);
  const members = await unveiled(db, home.members, context);
  return { ...rest, members, ...(head ? { headNumber } : {}) };
}

/** Those of whom nothing is sealed for whoever asks. */
async function unveiled<Known extends { number: string }>(
  db: Queryable,
  people: readonly Known[],
  context: CallContext,
): Promise<Known[]> {
  const veiled = await veiledPeople(
    db,
    people.map(({ number }) => number),
    context,
  );
  return people.filter(({ number }) => !veiled.has(number));
}

function stayShown({ hostNumber, ...stay }: NonNullable<StoredPresence['stay']>) {
  return { ...stay, ...(hostNumber ? { hostNumber } : {}) };
}

/** Permanent residents of a commune by a part of their name. */
export async function findResidents(
  house: House,
  asked: Static<typeof services.findResidents.input>,
  context: CallContext,
): Promise<Static<typeof services.findResidents.output>> {
  const on = today();
  assertPoliceOf(asked.communeCode, context.agency.code, on);
  const db = house.db.as('population');
  return { people: await unveiled(db, await residentsNamed(db, { ...asked, on }), context) };
}

/** A household with its members, today. */
export async function readHousehold(
  house: House,
  { householdId }: { householdId: string },
  context: CallContext,
): Promise<Static<typeof services.readHousehold.output>> {
  const db = house.db.as('population');
  const home = await findHousehold(db, { id: householdId, on: today() });
  return home ? { home: await seenHousehold(db, home, context) } : {};
}

/** Who ever lived in a household and was its head. Without those of whom anything is sealed. */
export async function readHouseholdCourse(
  house: House,
  { householdId }: { householdId: string },
  context: CallContext,
): Promise<Static<typeof services.readHouseholdCourse.output>> {
  const db = house.db.as('population');
  const [members, course] = await Promise.all([membersEver(db, householdId), courseOf(db, householdId)]);
  const ended = <Line extends { until: string | null }>({ until, ...line }: Line) => ({
    ...line,
    ...(until ? { until } : {}),
  });
  const heads = [...new Set(course.map(({ headNumber }) => headNumber))].map((number) => ({ number }));
  const told = new Set((await unveiled(db, heads, context)).map(({ number }) => number));
  return {
    members: (await unveiled(db, members, context)).map(ended),
    course: course.map(({ headNumber, ...line }) =>
      ended({ ...line, ...(told.has(headNumber) ? { headNumber } : {}) }),
    ),
  };
}

/** The households of the commune whose head has died or gone: they must name another (Law on Residence art. 10.4). */
export async function readHeadlessHouseholds(
  house: House,
  { communeCode }: { communeCode: string },
  context: CallContext,
): Promise<Static<typeof services.readHeadlessHouseholds.output>> {
  const on = today();
  assertPoliceOf(communeCode, context.agency.code, on);
  return { households: await householdsWithoutHead(house.db.as('population'), { communeCode, on }) };
}

/**
 * Registers that a person stays outside the commune of permanent residence, from today to a day within two years. The same
 * place again renews: it goes on from where it would have ended. Another place ends the stay that there is.
 */
export function registerStay(
  house: House,
  asked: Static<typeof services.registerStay.input>,
  context: CallContext,
): Written {
  const act = { on: today(), agencyCode: context.agency.code, grounds: applicationGrounds(context, asked) };
  return once(house, context, peopleOfStay(asked), (tx, known) => stayAt(tx, known, asked, act));
}

/** A stay as it is asked for. */
export interface Stay {
  number: string;
  communeCode: string;
  addressLine: string;
  hostNumber?: string | undefined;
  why: (typeof STAY_REASONS)[number];
  lastDay: string;
}

/** Whom a stay is about. */
export const peopleOfStay = ({ number, hostNumber }: Pick<Stay, 'number' | 'hostNumber'>): string[] => [
  number,
  ...(hostNumber ? [hostNumber] : []),
];

/** The work of `registerStay`, in a transaction that holds the people. */
export async function stayAt(tx: Tx, known: Known, stay: Stay, { on, agencyCode, grounds }: DeskAct): Promise<void> {
  const { number, communeCode, addressLine, hostNumber, why, lastDay } = stay;
  assertPoliceOf(communeCode, agencyCode, on);
  for (const one of peopleOfStay(stay)) assertAlive(known(one), on);
  const missing = await missingOf(tx, { numbers: [number], on });
  if (missing) throw new Refusal('population.missing', 409, { values: { number } });
  const { stay: before } = await findPresence(tx, { number, on });
  const isSame = before?.communeCode === communeCode && before.addressLine === addressLine;
  const from = isSame ? before.until : on;
  const home = await findHomeOf(tx, { number, on });
  assertStay({ from, lastDay, communeCode, homeCommuneCode: home?.communeCode });
  if (before && !isSame) await endStays(tx, { number, on }, grounds);
  const values = { personNumber: number, communeCode, addressLine, hostNumber: hostNumber ?? null, why };
  await record(tx, temporaryResidence, { values, from, until: addDays(lastDay, 1) }, grounds);
}

/** Ends a stay from today. Refuses `register.not_valid_then` when there is none, and the police of another commune. */
export function endStay(house: House, asked: Static<typeof services.endStay.input>, context: CallContext): Written {
  const { number } = asked;
  const on = today();
  const grounds = applicationGrounds(context, asked);
  return once(house, context, [number], async (tx, known) => {
    known(number);
    const { stay } = await findPresence(tx, { number, on });
    if (!stay) throw new Refusal('register.not_valid_then', 409, { values: { date: on } });
    assertPoliceOf(stay.communeCode, context.agency.code, on);
    await endStays(tx, { number, on }, grounds);
  });
}

/** The stay ends on the day, and what it was renewed for does not come. */
async function endStays(tx: Tx, { number, on }: { number: string; on: string }, grounds: Grounds): Promise<void> {
  const key = { personNumber: number };
  for (const { since } of await staysFrom(tx, { number, on })) {
    if (since > on) await cancel(tx, temporaryResidence, { key, on: since }, grounds);
    else await endOn(tx, temporaryResidence, { key, from: on }, grounds);
  }
}

/** Notes that a person is away until a day, as told to the police of the place where the person resides or stays. */
export function declareAbsence(
  house: House,
  asked: Static<typeof services.declareAbsence.input>,
  context: CallContext,
): Written {
  const act = { on: today(), agencyCode: context.agency.code, grounds: applicationGrounds(context, asked) };
  return once(house, context, [asked.number], (tx, known) => beAway(tx, known, asked, act));
}

/** An absence as it is declared. */
export interface Absence {
  number: string;
  destination: string;
  why: (typeof ABSENCE_REASONS)[number];
  lastDay: string;
}

/** The work of `declareAbsence`, in a transaction that holds the person. */
export async function beAway(
  tx: Tx,
  known: Known,
  absence: Absence,
  { on, agencyCode, grounds }: DeskAct,
): Promise<void> {
  const { number, destination, why, lastDay } = absence;
  assertAlive(known(number), on);
  assertPoliceOf(await placeOf(tx, { number, on }), agencyCode, on);
  if (lastDay < on) throw new Refusal('residence.absence_over', 422);
  const values = { personNumber: number, destination, why };
  await record(tx, temporaryAbsence, { values, from: on, until: addDays(lastDay, 1) }, grounds);
}

/** The commune where a person resides, or else stays. Refuses `residence.without_residence`. */
export async function placeOf(db: Queryable, { number, on }: { number: string; on: string }): Promise<string> {
  const home = await findHomeOf(db, { number, on });
  const place = home?.communeCode ?? (await findPresence(db, { number, on })).stay?.communeCode;
  if (!place) throw new Refusal('residence.without_residence', 422, { values: { number } });
  return place;
}

/** Notes that a person is back. Refuses `register.not_valid_then` when nobody was told of an absence. */
export function endAbsence(
  house: House,
  asked: Static<typeof services.endAbsence.input>,
  context: CallContext,
): Written {
  const { number } = asked;
  const on = today();
  const grounds = applicationGrounds(context, asked);
  return once(house, context, [number], async (tx, known) => {
    known(number);
    const home = await findHomeOf(tx, { number, on });
    if (home) assertPoliceOf(home.communeCode, context.agency.code, on);
    await endOn(tx, temporaryAbsence, { key: { personNumber: number }, from: on }, grounds);
  });
}
