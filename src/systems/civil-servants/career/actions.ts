import type { Static } from 'typebox';
import { type GradeCode, coefficientOf } from '../../../country/index.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { readPerson } from '../../population/services.ts';
import { changeFrom, endOn, record } from '../../registry/index.ts';
import { LEAVINGS } from '../choices.ts';
import { commendation, discipline, salaryStep, servant, training } from '../kinds.ts';
import type * as services from '../services.ts';
import { endHeld } from '../staffing/actions.ts';
import { assertOwn, decisionGrounds, inService, once, ownAgencies } from './acting.ts';
import { assertMayEnter, assertRise, monthsAfter, nextRise } from './rules.ts';
import { disciplinesSince, lockServant, openAppointments, stepOn } from './store.ts';

/** A decision of discipline counts for twelve months (Law on Cadres and Civil Servants 80/2025/QH15 art. 82.4). */
const DISCIPLINE_MONTHS = 12;

/**
 * Takes somebody into the service with a grade and step. Who it is comes from the population register. Refuses an unknown
 * person, who is dead, not a citizen or under 18, a step that the grade does not have, and who serves already (`register.overlap`).
 */
export async function recruit(
  house: House,
  asked: Static<typeof services.recruit.input>,
  context: CallContext,
): Promise<{ id?: string }> {
  const { number, employment, agencyCode, gradeCode, step, from, decision } = asked;
  assertOwn(await ownAgencies(house, context), agencyCode);
  const { output } = await call(house, readPerson, { number }, { ...context, caller: 'civil-servants' });
  const { person } = output;
  if (!person) throw new Refusal('servants.unknown_person', 422, { values: { number } });
  assertMayEnter(person, from);
  assertStep(gradeCode, step);
  const grounds = decisionGrounds(context, 'Tuyển dụng, tiếp nhận', decision);
  return once(house, context, async (tx) => {
    const { fullName, sex, bornOn } = person;
    await record(tx, servant, { values: { number, fullName, sex, bornOn, employment, agencyCode }, from }, grounds);
    await record(tx, salaryStep, { values: { number, gradeCode, step, countedFrom: from }, from }, grounds);
    return {};
  });
}

/** Raises the salary step by one. Refuses before it is due, see `assertRise`, and who is not in service. */
export async function raiseStep(
  house: House,
  asked: Static<typeof services.raiseStep.input>,
  context: CallContext,
): Promise<{ id?: string }> {
  const { number, from, forMerit, decision } = asked;
  const own = await ownAgencies(house, context);
  return once(house, context, async (tx) => {
    await inService(lockServant(tx, { number, on: from }), own);
    const held = await stepOn(tx, { number, on: from });
    if (!held) throw new Refusal('servants.no_grade', 409);
    assertRise(nextRise(held, await disciplinesSince(tx, { number, since: held.countedFrom })), from, forMerit);
    const values = { step: held.step + 1, countedFrom: from };
    const reason = forMerit ? 'Nâng bậc lương trước thời hạn' : 'Nâng bậc lương thường xuyên';
    await changeFrom(tx, salaryStep, { key: { number }, from, values }, decisionGrounds(context, reason, decision));
    return {};
  });
}

/** Moves somebody to another grade and step. Refuses a step that the grade does not have. */
export async function changeGrade(
  house: House,
  asked: Static<typeof services.changeGrade.input>,
  context: CallContext,
): Promise<{ id?: string }> {
  const { number, gradeCode, step, from, decision } = asked;
  assertStep(gradeCode, step);
  const grounds = decisionGrounds(context, 'Nâng ngạch, chuyển ngạch', decision);
  const own = await ownAgencies(house, context);
  return once(house, context, async (tx) => {
    await inService(lockServant(tx, { number, on: from }), own);
    await changeFrom(
      tx,
      salaryStep,
      { key: { number }, from, values: { gradeCode, step, countedFrom: from } },
      grounds,
    );
    return {};
  });
}

/** Records what somebody has learnt. Refuses who is not in service. */
export async function recordTraining(
  house: House,
  asked: Static<typeof services.recordTraining.input>,
  context: CallContext,
): Promise<{ id?: string }> {
  const { number, kind, course, institution, certificate = null, from, decision } = asked;
  const grounds = decisionGrounds(context, 'Đào tạo, bồi dưỡng', decision);
  const own = await ownAgencies(house, context);
  return once(house, context, async (tx) => {
    await inService(lockServant(tx, { number, on: from }), own);
    const id = newId();
    await record(tx, training, { values: { id, number, kind, course, institution, certificate }, from }, grounds);
    return { id };
  });
}

/** Records a commendation. Refuses who is not in service. */
export async function commend(
  house: House,
  asked: Static<typeof services.commend.input>,
  context: CallContext,
): Promise<{ id?: string }> {
  const { number, form, merit, from, decision } = asked;
  const grounds = decisionGrounds(context, 'Khen thưởng', decision);
  const own = await ownAgencies(house, context);
  return once(house, context, async (tx) => {
    await inService(lockServant(tx, { number, on: from }), own);
    const id = newId();
    await record(tx, commendation, { values: { id, number, form, merit }, from }, grounds);
    return { id };
  });
}

/**
 * Records a discipline, in force for twelve months. Removal from office ends the positions of leadership that are held;
 * dismissal is followed by `leave`. Refuses who is not in service.
 */
export async function disciplineServant(
  house: House,
  asked: Static<typeof services.disciplineServant.input>,
  context: CallContext,
): Promise<{ id?: string }> {
  const { number, form, violation, from, decision } = asked;
  const grounds = decisionGrounds(context, 'Kỷ luật', decision);
  const own = await ownAgencies(house, context);
  return once(house, context, async (tx) => {
    await inService(lockServant(tx, { number, on: from }), own);
    const id = newId();
    const until = monthsAfter(from, DISCIPLINE_MONTHS);
    await record(tx, discipline, { values: { id, number, form, violation }, from, until }, grounds);
    if (form === 'removal-from-office')
      for (const held of await openAppointments(tx, { number, on: from }))
        if (held.category === 'leadership') await endHeld(tx, held, from, grounds);
    return { id };
  });
}

/** Ends the service of somebody, and with it every position and the salary step. Refuses who is not in service. */
export async function leave(
  house: House,
  asked: Static<typeof services.leave.input>,
  context: CallContext,
): Promise<{ id?: string }> {
  const { number, why, from, decision } = asked;
  const grounds = decisionGrounds(context, LEAVINGS[why].vi, decision);
  const own = await ownAgencies(house, context);
  return once(house, context, async (tx) => {
    await inService(lockServant(tx, { number, on: from }), own);
    for (const held of await openAppointments(tx, { number, on: from })) await endHeld(tx, held, from, grounds);
    if (await stepOn(tx, { number, on: from })) await endOn(tx, salaryStep, { key: { number }, from }, grounds);
    await endOn(tx, servant, { key: { number }, from }, grounds);
    return {};
  });
}

function assertStep(gradeCode: GradeCode, step: number): void {
  if (coefficientOf(gradeCode, step) === undefined) throw new Refusal('servants.no_such_step', 422);
}
