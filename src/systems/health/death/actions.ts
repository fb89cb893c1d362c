import { isDeepStrictEqual } from 'node:util';
import type { Static } from 'typebox';
import { isPersonalNumber } from '../../../country/index.ts';
import { civilDate, now } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import type * as services from './services.ts';
import { type StoredDeath, deathOf, insertDeath, markDeathRegistered } from './store.ts';

type Report = Static<typeof services.reportDeath.input>;

/**
 * Keeps a hospital's notification of a death. The same again gives the same answer; another one of the same person, or other
 * content under the same number, is refused (`health.death_reported`). Refuses a death in the future.
 */
export async function reportDeath(
  house: House,
  report: Report,
  context: CallContext,
): Promise<{ notificationId: string; receivedAt: string }> {
  const diedAt = new Date(report.diedAt);
  const receivedAt = now();
  if (!isPersonalNumber(report.personNumber))
    throw new Refusal('health.report_refused', 422, {
      fields: [{ field: 'personNumber', code: 'health.number_malformed' }],
    });
  if (diedAt > receivedAt)
    throw new Refusal('health.report_refused', 422, { fields: [{ field: 'diedAt', code: 'health.death_in_future' }] });
  const db = house.db.as('health');
  const death = {
    id: newId(),
    hospitalCode: context.agency.code,
    hospitalName: context.agency.name,
    notificationNumber: report.notificationNumber,
    personNumber: report.personNumber,
    content: report,
    diedAt,
    receivedAt,
  };
  if (await insertDeath(db, death)) return answerOf(death);
  const before = await deathOf(db, report.personNumber);
  const isSame =
    before?.hospitalCode === context.agency.code &&
    isDeepStrictEqual(JSON.parse(JSON.stringify(report)), before.content);
  if (!before || !isSame) throw new Refusal('health.death_reported', 409);
  return answerOf(before);
}

const answerOf = ({ id, receivedAt }: Pick<StoredDeath, 'id' | 'receivedAt'>) => ({
  notificationId: id,
  receivedAt: receivedAt.toISOString(),
});

/** What a hospital has reported of a person's death; nothing when none has. */
export async function readDeath(
  house: House,
  { personNumber }: { personNumber: string },
): Promise<Static<typeof services.readDeath.output>> {
  const found = await deathOf(house.db.as('health'), personNumber);
  if (!found) return {};
  return {
    death: {
      ...(found.content as Report),
      hospital: { code: found.hospitalCode, name: found.hospitalName },
      diedOn: civilDate(found.diedAt),
      ...(found.entryNumber ? { entryNumber: found.entryNumber } : {}),
    },
  };
}

/** Notes that a death stands in the book; whether a hospital had reported it. */
export async function confirmDeath(
  house: House,
  asked: { personNumber: string; entryNumber: string },
): Promise<{ isNoted: boolean }> {
  return { isNoted: await markDeathRegistered(house.db.as('health'), asked) };
}
