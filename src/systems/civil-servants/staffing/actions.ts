import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import { addJob } from '../../../kernel/jobs.ts';
import type { Tx } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import * as organisations from '../../organisations/index.ts';
import { type Grounds, cancel, changeFrom, endOn, record } from '../../registry/index.ts';
import { assertOwn, decisionGrounds, inService, once, ownAgencies } from '../career/acting.ts';
import { assertMayLead } from '../career/rules.ts';
import {
  countHolders,
  disciplinesSince,
  lockPosition,
  lockServant,
  openAppointments,
  powerToTell,
  saveTold,
} from '../career/store.ts';
import { POWERS } from '../choices.ts';
import { appointment, position, servant } from '../kinds.ts';
import type * as services from '../services.ts';
import { powerChange } from './rules.ts';

/** Tells the directory of organisations that somebody may, or may no longer, act in a post. */
export const TELL_POWER = 'civil-servants.tell_power';

/**
 * Authorises a position and its staff, or changes it from a date on. Refuses an agency that does not exist, a power that its kind
 * of agency does not have, and fewer people than hold the position.
 */
export async function definePosition(
  house: House,
  asked: Static<typeof services.definePosition.input>,
  context: CallContext,
): Promise<{ id?: string }> {
  const { agencyCode, code, title, category, gradeCode, staffLimit, power = null, from, decision } = asked;
  assertOwn(await ownAgencies(house, context), agencyCode);
  const agency = await organisations.agency(house, agencyCode, from);
  if (!agency) throw new Refusal('servants.no_such_agency', 422);
  if (power && POWERS[power].agencyKind !== agency.kind) throw new Refusal('servants.power_not_of_agency', 422);
  const grounds = decisionGrounds(context, 'Phê duyệt vị trí việc làm', decision);
  return once(house, context, async (tx) => {
    const now = await lockPosition(tx, { agencyCode, code, on: from });
    const values = { title, category, gradeCode, staffLimit, power };
    if (!now) await record(tx, position, { values: { agencyCode, code, ...values }, from }, grounds);
    else {
      if ((await countHolders(tx, { agencyCode, positionCode: code, from })) > staffLimit)
        throw new Refusal('servants.more_hold_it', 409);
      await changeFrom(tx, position, { key: { agencyCode, code }, from, values }, grounds);
    }
    return {};
  });
}

/**
 * Gives somebody a position from a date on. Refuses who is not in service, a position that is not there or full, the same
 * one twice, and leadership while a discipline counts. Who gets a position with a power may act in it from that date.
 */
export async function appoint(
  house: House,
  asked: Static<typeof services.appoint.input>,
  context: CallContext,
): Promise<{ id?: string }> {
  const { number, agencyCode, positionCode, manner, from, decision } = asked;
  const own = await ownAgencies(house, context);
  assertOwn(own, agencyCode);
  const grounds = decisionGrounds(context, 'Bổ nhiệm, bố trí', decision);
  return once(house, context, async (tx) => {
    const serving = await inService(lockServant(tx, { number, on: from }), own);
    // The lock on the position lets one after another count its holders.
    const found = await lockPosition(tx, { agencyCode, code: positionCode, on: from });
    if (!found) throw new Refusal('servants.no_such_position', 422);
    const held = await openAppointments(tx, { number, on: from });
    if (held.some((one) => one.agencyCode === agencyCode && one.positionCode === positionCode))
      throw new Refusal('servants.holds_it_already', 409);
    if ((await countHolders(tx, { agencyCode, positionCode, from })) >= found.staffLimit)
      throw new Refusal('servants.position_full', 409, { values: { limit: found.staffLimit } });
    const disciplines = await disciplinesSince(tx, { number, since: from });
    assertMayLead(found.category, disciplines.filter((one) => one.from <= from).length);
    const id = newId();
    const values = { id, number, agencyCode, positionCode, manner };
    await record(tx, appointment, { values, from, until: found.validUntil }, grounds);
    // Who is seconded stays with the agency that sent them.
    if (serving.agencyCode !== agencyCode && manner !== 'seconded')
      await changeFrom(tx, servant, { key: { number }, from, values: { agencyCode } }, grounds);
    if (found.power) await addJob(tx, { task: TELL_POWER, payload: { appointmentId: id } });
    return { id };
  });
}

/** Ends an appointment on a date. Refuses one that is not this person's, or has ended. */
export async function endAppointment(
  house: House,
  asked: Static<typeof services.endAppointment.input>,
  context: CallContext,
): Promise<{ id?: string }> {
  const { number, appointmentId, from, decision } = asked;
  const grounds = decisionGrounds(context, 'Thôi giữ vị trí', decision);
  const own = await ownAgencies(house, context);
  return once(house, context, async (tx) => {
    const held = (await openAppointments(tx, { number, on: from })).find(({ id }) => id === appointmentId);
    if (!held) throw new Refusal('servants.no_such_appointment', 404);
    assertOwn(own, held.agencyCode);
    await endHeld(tx, held, from, grounds);
    return {};
  });
}

/** Ends what is held on a date; what was to begin later never begins. The power that goes with it ends too. */
export async function endHeld(
  tx: Tx,
  held: { id: string; from: string; power: string | null },
  from: string,
  grounds: Grounds,
): Promise<void> {
  if (held.from >= from) await cancel(tx, appointment, { key: { id: held.id }, on: held.from }, grounds);
  else await endOn(tx, appointment, { key: { id: held.id }, from }, grounds);
  if (held.power) await addJob(tx, { task: TELL_POWER, payload: { appointmentId: held.id } });
}

/**
 * Brings the directory of organisations, by which officials sign in and act, to what an appointment says now: nothing where it was
 * cancelled, and under the number by which the person goes on, from today. Repeated until it is done; what was told before is not told again.
 */
export async function tellPower(house: House, appointmentId: string): Promise<void> {
  const db = house.db.as('civil-servants');
  const held = await powerToTell(db, appointmentId);
  if (!held) return;
  const { number, agencyCode, power: role, from, until, told } = held;
  const post = { role, agencyCode };
  const isSame = told !== null && (await organisations.personalNumberOf(house, told.officialId)) === number;
  const says = from === null ? null : { from, until };
  const { ends, gives, stands } = powerChange({ says, told, isSame, on: today() });
  let officialId = told?.officialId;
  if (ends !== undefined) await endTold(house, { ...post, officialId: officialId!, from: told!.from, on: ends });
  if (gives) {
    const during = { from: gives.from, ...(gives.until ? { until: gives.until } : {}) };
    officialId = await giveTold(house, { ...post, personalNumber: number, during });
  }
  if (officialId && stands) await saveTold(db, { ...post, ...stands, appointmentId, officialId });
}

type Given = Parameters<typeof organisations.appoint>[1];

async function giveTold(house: House, given: Given): Promise<string> {
  const { personalNumber, role, agencyCode, during } = given;
  return organisations.appoint(house, given).catch(async (refusal: unknown) => {
    // Told by a process that died before it could note it.
    const known = await organisations.officialsAt(house, agencyCode, role, during.from);
    const own = known.find((one) => one.personalNumber === personalNumber);
    if (!own) throw refusal;
    return own.officialId;
  });
}

async function endTold(house: House, ended: Parameters<typeof organisations.endAppointment>[1]): Promise<void> {
  await organisations.endAppointment(house, ended).catch((refusal: unknown) => {
    // Ended by a process that died before it could note it.
    if ((refusal as { code?: string }).code !== 'organisations.not_appointed') throw refusal;
  });
}
