import type { Static } from 'typebox';
import { today } from '../../../../kernel/clock.ts';
import type { Queryable, Tx } from '../../../../kernel/db.ts';
import { newId, newReadableCode } from '../../../../kernel/ids.ts';
import { addJob } from '../../../../kernel/jobs.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { House } from '../../../../kernel/system.ts';
import type { CallContext } from '../../../exchange/index.ts';
import { messageJob } from '../../../notifications/index.ts';
import { groundsOf } from '../../../registry/index.ts';
import { communeOn } from '../../../territories/index.ts';
import { type Known, peopleKnown } from '../../family/acting.ts';
import { assertAlive } from '../../family/rules.ts';
import { lockPeople } from '../../family/store.ts';
import { veiledPeople } from '../../person/sealed.ts';
import { type DeskAct, applicationGrounds, assertPoliceOf, moveInto } from '../moving.ts';
import { findHomeOf, missingOf } from '../register/store.ts';
import { assertStay } from '../rules.ts';
import { beAway, placeOf, stayAt } from '../staying.ts';
import { WISH_TITLES } from '../choices.ts';
import { assertWish, dueOn } from './rules.ts';
import { type Wish, peopleOf } from './wish.ts';
import type * as services from './services.ts';
import {
  type NamedApplication,
  type StoredApplication,
  applicationsIn,
  applicationsOf,
  countOpen,
  countOpenIn,
  findApplication,
  findByRequest,
  insertApplication,
  lockApplication,
  saveDecision,
} from './store.ts';

const MOST_OPEN = 5;
const CODE_CHARACTERS = 8;

/**
 * Takes a person's application about their own residence to the police of the commune that decides it, once for each key. Refuses what
 * could only be refused there (`assertWish`, `assertStay`), a second one of the same kind while the first is open
 * (`residence.applied_already`), and people of whom anything is sealed: they are received in person.
 */
export async function applyForResidence(
  house: House,
  { number, wish }: Static<typeof services.applyForResidence.input>,
  context: CallContext,
): Promise<Static<typeof services.applyForResidence.output>> {
  const on = today();
  const requestKey = context.idempotencyKey!;
  return house.db.as('population').transaction(async (tx) => {
    await lockPeople(tx, [number]);
    const before = await findByRequest(tx, requestKey);
    if (before?.applicantNumber === number)
      return { id: before.id, applicationNumber: before.number, dueOn: before.dueOn };
    const communeCode = await assertMayApply(tx, { number, wish, on }, context);
    const { open, same } = await countOpen(tx, { applicantNumber: number, kind: wish.kind });
    if (same > 0) throw new Refusal('residence.applied_already', 409);
    if (open >= MOST_OPEN) throw new Refusal('residence.too_many_applications', 409, { values: { most: MOST_OPEN } });
    const application = {
      id: newId(),
      number: `CT01-${on.slice(0, 4)}-${newReadableCode(CODE_CHARACTERS)}`,
      dueOn: dueOn(wish.kind, on),
    };
    await insertApplication(tx, { ...application, applicantNumber: number, wish, communeCode, requestKey });
    return { id: application.id, applicationNumber: application.number, dueOn: application.dueOn };
  });
}

/** Refuses who cannot have what they ask for; else the commune whose police decide. */
async function assertMayApply(
  tx: Tx,
  { number, wish, on }: { number: string; wish: Wish; on: string },
  context: CallContext,
): Promise<string> {
  const everybody = [...new Set([number, ...peopleOf(wish)])];
  const known = await peopleKnown(tx, everybody);
  for (const one of everybody) assertAlive(known(one), on);
  if ((await veiledPeople(tx, everybody, context)).size > 0) throw new Refusal('residence.in_person', 409);
  const missing = await missingOf(tx, { numbers: everybody, on });
  if (missing) throw new Refusal('population.missing', 409, { values: { number: missing } });
  const home = await findHomeOf(tx, { number, on });
  assertWish(wish, { number, bornOn: known(number).bornOn, members: home?.members ?? [], on });
  const communeCode = wish.kind === 'absence' ? await placeOf(tx, { number, on }) : wish.communeCode;
  if (!communeOn(communeCode, on)) throw new Refusal('residence.commune_unknown', 422);
  if (wish.kind === 'stay')
    assertStay({ from: on, lastDay: wish.lastDay, communeCode, homeCommuneCode: home?.communeCode });
  if (wish.kind === 'move' && wish.hostNumber) {
    const there = await findHomeOf(tx, { number: wish.hostNumber, on });
    if (there?.headNumber !== wish.hostNumber || there.communeCode !== communeCode)
      throw new Refusal('residence.no_head_there', 422, { values: { number: wish.hostNumber } });
    if (there.householdId === home?.householdId)
      throw new Refusal('residence.lives_there_already', 409, { values: { number } });
  }
  return communeCode;
}

/** A person's own applications, the newest first. */
export async function readOwnApplications(
  house: House,
  { number }: { number: string },
): Promise<Static<typeof services.readOwnApplications.output>> {
  return { applications: (await applicationsOf(house.db.as('population'), number)).map(applicationShown) };
}

/** Takes an application of one's own back while it is open. Twice is once. */
export async function withdrawApplication(
  house: House,
  { number, id }: Static<typeof services.withdrawApplication.input>,
  context: CallContext,
): Promise<Record<never, never>> {
  await house.db.as('population').transaction(async (tx) => {
    const application = await lockApplication(tx, id);
    if (application?.applicantNumber !== number) throw new Refusal('residence.application_unknown', 404);
    if (application.state === 'withdrawn') return;
    assertOpen(application);
    const { by } = groundsOf(context, { reason: '', source: { kind: 'application', number: application.number } });
    await saveDecision(tx, { id, state: 'withdrawn', answer: undefined, by, receipt: context.receipt! });
  });
  return {};
}

/** What waits for the police of a commune, or was decided there. Nothing of people of whom anything is sealed since they applied. */
export async function findApplications(
  house: House,
  { communeCode, over }: Static<typeof services.findApplications.input>,
  context: CallContext,
): Promise<Static<typeof services.findApplications.output>> {
  assertPoliceOf(communeCode, context.agency.code, today());
  const db = house.db.as('population');
  const found = await applicationsIn(db, { communeCode, over });
  const open = await countOpenIn(db, communeCode);
  return { applications: (await seenApplications(db, found, context)).map(applicationShown), open };
}

/** One application, for the police who decide it. */
export async function readApplication(
  house: House,
  { id }: { id: string },
  context: CallContext,
): Promise<Static<typeof services.readApplication.output>> {
  const db = house.db.as('population');
  const found = await findApplication(db, id);
  if (!found) return {};
  assertPoliceOf(found.communeCode, context.agency.code, today());
  const [application] = await seenApplications(db, [found], context);
  return application ? { application: applicationShown(application) } : {};
}

async function seenApplications(
  db: Queryable,
  found: readonly NamedApplication[],
  context: CallContext,
): Promise<NamedApplication[]> {
  const peopleIn = (one: NamedApplication) => [one.applicantNumber, ...peopleOf(one.wish)];
  const veiled = await veiledPeople(db, [...new Set(found.flatMap(peopleIn))], context);
  return found.filter((one) => !peopleIn(one).some((number) => veiled.has(number)));
}

function applicationShown(
  application: NamedApplication,
): Static<typeof services.readOwnApplications.output>['applications'][number] {
  const { filedAt, decidedAt, answer, decisionReceipt: _, ...rest } = application;
  return {
    ...rest,
    filedAt: filedAt.toISOString(),
    ...(decidedAt ? { decidedAt: decidedAt.toISOString() } : {}),
    ...(answer ? { answer } : {}),
  };
}

function assertOpen({ state }: { state: string }): void {
  if (state !== 'open') throw new Refusal('residence.application_decided', 409);
}

/**
 * Decides an application: what is approved is written at once, in the same transaction, with the application as its document; what is refused
 * says why. The applicant is told by a message. Refuses the police of another commune, what was decided already, and whatever the act
 * itself refuses: then the application stays open.
 */
export async function decideApplication(
  house: House,
  asked: Static<typeof services.decideApplication.input>,
  context: CallContext,
): Promise<{ applicantNumber: string }> {
  const { id, decision, reason } = asked;
  const on = today();
  if (decision === 'refuse' && !reason)
    throw new Refusal('input.invalid', 422, { fields: [{ field: 'reason', code: 'field.required' }] });
  return house.db.as('population').transaction(async (tx) => {
    const application = await lockApplication(tx, id);
    if (!application) throw new Refusal('residence.application_unknown', 404);
    const { applicantNumber, wish, communeCode, number } = application;
    assertPoliceOf(communeCode, context.agency.code, on);
    if (application.decisionReceipt === context.receipt) return { applicantNumber };
    assertOpen(application);
    const everybody = [...new Set([applicantNumber, ...peopleOf(wish)])];
    if ((await veiledPeople(tx, everybody, context)).size > 0) throw new Refusal('residence.in_person', 409);
    const grounds = applicationGrounds(context, { reason: WISH_TITLES[wish.kind].vi, applicationNumber: number });
    if (decision === 'approve') await perform(tx, application, { on, agencyCode: context.agency.code, grounds });
    const state = decision === 'approve' ? ('approved' as const) : ('refused' as const);
    await saveDecision(tx, { id, state, answer: reason, by: grounds.by, receipt: context.receipt! });
    const told = { what: WISH_TITLES[wish.kind], number, agency: context.agency.name };
    const message = { key: `residence-application:${id}`, to: applicantNumber };
    await addJob(
      tx,
      decision === 'approve'
        ? messageJob({ ...message, template: 'residence-approved', values: told })
        : messageJob({ ...message, template: 'residence-refused', values: { ...told, reason: reason! } }),
    );
    return { applicantNumber };
  });
}

/** Does what was asked for. */
async function perform(tx: Tx, { applicantNumber, wish }: StoredApplication, act: DeskAct): Promise<void> {
  const everybody = [...new Set([applicantNumber, ...peopleOf(wish)])];
  await lockPeople(tx, everybody);
  const known: Known = await peopleKnown(tx, everybody);
  if (wish.kind === 'stay') return stayAt(tx, known, { number: applicantNumber, ...wish }, act);
  if (wish.kind === 'absence') return beAway(tx, known, { number: applicantNumber, ...wish }, act);
  const { hostNumber, communeCode, addressLine, people, successorNumber } = wish;
  if (!hostNumber) {
    const to = { communeCode, addressLine };
    return moveInto(tx, known, { people, successorNumber, to, householdId: newId() }, act);
  }
  const there = await findHomeOf(tx, { number: hostNumber, on: act.on });
  if (!there) throw new Refusal('residence.household_unknown', 404);
  const { householdId } = there;
  await lockPeople(tx, [householdId]);
  return moveInto(tx, known, { people, successorNumber, to: { householdId }, householdId }, act);
}
