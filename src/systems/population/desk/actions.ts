import type { Static } from 'typebox';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Holder } from '../../../kernel/session.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, type ServiceContract, call, onBehalfOf } from '../../exchange/index.ts';
import { MOST_GENERATIONS } from '../family/choices.ts';
import * as services from '../services.ts';
import { type ActName, assertFilled, inputOf } from './forms.ts';

/** The post of who keeps residence in a commune. */
export const POLICE_POST = 'police-residence-officer';

/** An official with that post. */
export type Police = Holder & { post: NonNullable<Holder['post']> };

export type Resident = Static<typeof services.readResident.output>;
export type Home = NonNullable<Resident['home']>;
export type HouseholdCourse = Static<typeof services.readHouseholdCourse.output>;
export type Application = NonNullable<Static<typeof services.readApplication.output>['application']>;

function contextOf(police: Police, idempotencyKey?: string): CallContext {
  return {
    caller: 'population',
    ...onBehalfOf(police),
    purpose: 'residence-keeping',
    ...(idempotencyKey ? { idempotencyKey } : {}),
  };
}

/** The commune that the police are competent for. */
export const communeOf = (police: Police): string => police.post.territoryCode;

/** What waits at the desk of a commune: applications, households without a head; and who was looked for by name. */
export async function openDesk(
  house: House,
  police: Police,
  asked: { name: string | undefined; over: boolean },
): Promise<{
  applications: Application[];
  open: number;
  headless: Static<typeof services.readHeadlessHouseholds.output>['households'];
  found: Static<typeof services.findResidents.output>['people'] | undefined;
}> {
  const communeCode = communeOf(police);
  const context = contextOf(police);
  const [applications, headless, found] = await Promise.all([
    call(house, services.findApplications, { communeCode, over: asked.over }, context),
    call(house, services.readHeadlessHouseholds, { communeCode }, context),
    asked.name ? call(house, services.findResidents, { communeCode, name: asked.name }, context) : undefined,
  ]);
  return {
    applications: applications.output.applications,
    open: applications.output.open,
    headless: headless.output.households,
    found: found?.output.people,
  };
}

/** A person with where they live. Refuses `population.unknown_person`. */
export async function openResident(
  house: House,
  police: Police,
  number: string,
): Promise<{ resident: Resident & { person: NonNullable<Resident['person']> }; receipt: string }> {
  const { output, receipt } = await call(house, services.readResident, { number }, contextOf(police));
  const { person } = output;
  if (!person) throw new Refusal('population.unknown_person', 404, { values: { number } });
  return { resident: { ...output, person }, receipt };
}

export type OpenedFamily = Static<typeof services.readFamilyTree.output> & {
  person: NonNullable<Static<typeof services.readFamilyTree.output>['person']>;
  receipt: string;
};

/** The family of a person on a date, as far as it is told. Refuses `population.unknown_person`. */
export async function openFamily(
  house: House,
  police: Police,
  asked: { number: string; on: string },
): Promise<OpenedFamily> {
  const input = { ...asked, up: MOST_GENERATIONS, down: MOST_GENERATIONS };
  const { output, receipt } = await call(house, services.readFamilyTree, input, contextOf(police));
  const { person } = output;
  if (!person) throw new Refusal('population.unknown_person', 404, { values: { number: asked.number } });
  return { ...output, person, receipt };
}

/** A household today and over time. Refuses `residence.household_unknown` when there never was one. */
export async function openHousehold(
  house: House,
  police: Police,
  householdId: string,
): Promise<{ home: Home | undefined; course: HouseholdCourse; receipt: string }> {
  const context = contextOf(police);
  const [now, course] = await Promise.all([
    call(house, services.readHousehold, { householdId }, context),
    call(house, services.readHouseholdCourse, { householdId }, context),
  ]);
  if (course.output.course.length === 0) throw new Refusal('residence.household_unknown', 404);
  return { home: now.output.home, course: course.output, receipt: course.receipt };
}

/** An application that is decided at this desk. Refuses `residence.application_unknown`. */
export async function openApplication(
  house: House,
  police: Police,
  id: string,
): Promise<{ application: Application; resident: Resident | undefined; receipt: string }> {
  const { output, receipt } = await call(house, services.readApplication, { id }, contextOf(police));
  const { application } = output;
  if (!application) throw new Refusal('residence.application_unknown', 404);
  const isOpen = application.state === 'open';
  const about = { number: application.applicantNumber };
  const resident = isOpen ? (await call(house, services.readResident, about, contextOf(police))).output : undefined;
  return { application, resident, receipt };
}

/** Approves or refuses an application. The same form sent twice does it once. */
export async function decide(
  house: House,
  police: Police,
  asked: Static<typeof services.decideApplication.input> & { idempotencyKey: string },
): Promise<void> {
  const { idempotencyKey, ...input } = asked;
  await call(house, services.decideApplication, input, contextOf(police, idempotencyKey));
}

const CONTRACTS: Record<ActName, ServiceContract> = {
  move: services.moveResidence as unknown as ServiceContract,
  stay: services.registerStay as unknown as ServiceContract,
  'end-stay': services.endStay as unknown as ServiceContract,
  absence: services.declareAbsence as unknown as ServiceContract,
  'end-absence': services.endAbsence as unknown as ServiceContract,
  strike: services.strikeResidence as unknown as ServiceContract,
  split: services.splitHousehold as unknown as ServiceContract,
  head: services.changeHead as unknown as ServiceContract,
};

/** Does an act from what a form said. The same form sent twice does it once. */
export async function doAct(
  house: House,
  police: Police,
  asked: { act: ActName; about: string; typed: Readonly<Record<string, unknown>>; idempotencyKey: string },
): Promise<void> {
  const { act, about, typed, idempotencyKey } = asked;
  assertFilled(act, typed);
  const { hostNumber } = typed;
  const host =
    act === 'move' && typeof hostNumber === 'string' && hostNumber ? hostNumber.replace(/\s/g, '') : undefined;
  const there = host ? (await openResident(house, police, host)).resident.home : undefined;
  if (host && there?.headNumber !== host)
    throw new Refusal('input.invalid', 422, {
      fields: [{ field: 'hostNumber', code: 'residence.no_head_there', values: { number: host } }],
    });
  const input = inputOf(act, { about, typed, communeCode: communeOf(police), householdId: there?.householdId });
  await call(house, CONTRACTS[act], input as never, contextOf(police, idempotencyKey));
}
