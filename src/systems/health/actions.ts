import { isDeepStrictEqual } from 'node:util';
import type { Static } from 'typebox';
import { civilDate, now } from '../../kernel/clock.ts';
import { isDuplicate } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { House } from '../../kernel/system.ts';
import { isPersonalNumber } from '../../country/index.ts';
import type { CallContext } from '../exchange/index.ts';
import { problemsOfReport, SAME_BIRTH_HOURS, SHOWN_FOR_YEARS } from './rules.ts';
import type * as services from './services.ts';
import {
  type NotificationKeys,
  type StoredNotification,
  birthsOf,
  findByNumber,
  findNotification,
  insertNotification,
  lockByNumber,
  markRegistered,
  replaceContent,
} from './store.ts';

type Report = Static<typeof services.reportBirth.input>;
type Birth = Static<typeof services.findBirths.output>['births'][number];

const SAME_BIRTH = 'birth_notification_same_birth';
const YEAR_MS = 365.25 * 86_400_000;

/**
 * Keeps a hospital's notification of a birth. The same hospital and number again with the same content gives the same
 * answer; with other content it is refused (`health.number_taken`). A birth of that mother and order within 24 hours that
 * was reported under another number is refused (`health.already_reported`); twins differ in order.
 */
export async function reportBirth(
  house: House,
  report: Report,
  context: CallContext,
): Promise<{ notificationId: string; receivedAt: string }> {
  assertCredible(report);
  const db = house.db.as('health');
  const hospital = context.agency;
  const notification = {
    id: newId(),
    hospital,
    notificationNumber: report.notificationNumber,
    content: report,
    keys: keysOf(report),
    receivedAt: now(),
  };
  // A repetition is looked for first: it would run into its own first copy as the same birth.
  const asked = { hospitalCode: hospital.code, notificationNumber: report.notificationNumber };
  const before = await findByNumber(db, asked);
  if (before) return answerTo(report, before);
  try {
    if (await insertNotification(db, notification)) {
      return { notificationId: notification.id, receivedAt: notification.receivedAt.toISOString() };
    }
  } catch (error) {
    if (!isDuplicate(error, SAME_BIRTH)) throw error;
    const meanwhile = await findByNumber(db, asked);
    if (meanwhile) return answerTo(report, meanwhile);
    throw new Refusal('health.already_reported', 409, { values: { hours: SAME_BIRTH_HOURS } });
  }
  return answerTo(report, (await findByNumber(db, asked))!);
}

function answerTo(report: Report, first: StoredNotification): { notificationId: string; receivedAt: string } {
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(report)), first.content)) {
    throw new Refusal('health.number_taken', 409, { values: { number: report.notificationNumber } });
  }
  return { notificationId: first.id, receivedAt: first.receivedAt.toISOString() };
}

/**
 * Corrects what the same hospital reported under that number; what it said before is kept. Refuses `health.not_found`, and
 * `health.registered_already` once the birth is in the civil-status book: then the entry is corrected there.
 */
export async function correctBirth(
  house: House,
  correction: Static<typeof services.correctBirth.input>,
  context: CallContext,
): Promise<{ notificationId: string; correctedAt: string }> {
  const { reason, ...report } = correction;
  assertCredible(report);
  try {
    return await house.db.as('health').transaction(async (tx) => {
      const found = await lockByNumber(tx, {
        hospitalCode: context.agency.code,
        notificationNumber: report.notificationNumber,
      });
      if (!found) throw new Refusal('health.not_found', 404);
      if (found.status === 'registered')
        throw new Refusal('health.registered_already', 409, { values: { entryNumber: found.entryNumber! } });
      if (isDeepStrictEqual(JSON.parse(JSON.stringify(report)), found.content))
        return { notificationId: found.id, correctedAt: found.recordedAt.toISOString() };
      const at = await replaceContent(tx, { id: found.id, content: report, keys: keysOf(report), reason });
      return { notificationId: found.id, correctedAt: at.toISOString() };
    });
  } catch (error) {
    if (isDuplicate(error, SAME_BIRTH))
      throw new Refusal('health.already_reported', 409, { values: { hours: SAME_BIRTH_HOURS } });
    throw error;
  }
}

/** The births of a mother in the last six years, the newest first. */
export async function findBirths(
  house: House,
  asked: Static<typeof services.findBirths.input>,
): Promise<{ births: Birth[] }> {
  const since = new Date(now().getTime() - SHOWN_FOR_YEARS * YEAR_MS);
  const found = await birthsOf(house.db.as('health'), { motherKey: motherKeyOf(asked), since });
  return { births: found.map(birthShown) };
}

/** One notification by its id; none when there is none. */
export async function readBirth(house: House, asked: { notificationId: string }): Promise<{ birth?: Birth }> {
  const found = await findNotification(house.db.as('health'), asked.notificationId);
  return found ? { birth: birthShown(found) } : {};
}

/** Notes that a birth was registered, once; again with the same entry changes nothing, with another it is refused. */
export async function confirmRegistration(
  house: House,
  registration: Static<typeof services.confirmRegistration.input>,
): Promise<{ notificationId: string; entryNumber: string }> {
  const { notificationId, entryNumber } = registration;
  const counts = await markRegistered(house.db.as('health'), { id: notificationId, ...registration });
  if (counts === undefined) throw new Refusal('health.not_found', 404);
  if (counts !== entryNumber) throw new Refusal('health.registered_already', 409, { values: { entryNumber: counts } });
  return { notificationId, entryNumber };
}

function assertCredible(report: Report): void {
  const fields = problemsOfReport(report, now());
  for (const [field, number] of [
    ['motherNumber', report.motherNumber],
    ['fatherDeclared.number', report.fatherDeclared?.number],
  ] as const) {
    if (number && !isPersonalNumber(number)) fields.push({ field, code: 'health.number_malformed' });
  }
  if (fields.length) throw new Refusal('health.report_refused', 422, { fields });
}

function keysOf(report: Report): NotificationKeys {
  return {
    motherKey: motherKeyOf(report),
    motherNumber: report.motherNumber ?? null,
    fatherNumber: report.fatherDeclared?.number ?? null,
    bornAt: report.bornAt,
    birthOrder: report.birthOrder,
    sameBirthHours: SAME_BIRTH_HOURS,
  };
}

function birthShown(stored: StoredNotification): Birth {
  const { lateReason: _, ...content } = stored.content as Report;
  return {
    ...content,
    notificationId: stored.id,
    hospital: { code: stored.hospitalCode, name: stored.hospitalName },
    bornAt: stored.bornAt.toISOString(),
    bornOn: civilDate(stored.bornAt),
    status: stored.status,
    ...(stored.entryNumber ? { entryNumber: stored.entryNumber } : {}),
    receivedAt: stored.receivedAt.toISOString(),
  };
}

/** What a mother is found by: her personal number, or a foreigner's nationality and passport. */
function motherKeyOf(mother: {
  motherNumber?: string;
  foreignMother?: { nationality: string; passportNumber: string };
}): string {
  if (mother.motherNumber) return mother.motherNumber;
  if (!mother.foreignMother) throw new Refusal('health.one_mother_needed', 422);
  return `${mother.foreignMother.nationality} ${mother.foreignMother.passportNumber}`;
}
