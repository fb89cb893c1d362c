import { today } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';
import { kindOf, kindsOf } from '../kind/index.ts';
import { examineStock } from './findings.ts';
import { countScores, lastScores } from './scores.ts';
import { LOOK_OVER_KIND, qualityServicesIn } from './services.ts';

/** The job that looks over all registers. */
export const LOOK_OVER = 'registry.look_over';

/**
 * Examines and counts every kind that was not looked over today, one after another, in one job: others are not kept waiting
 * behind a queue of many. Cut off, it begins again with the kinds that are left.
 */
async function lookOverAll(house: House): Promise<void> {
  for (const kind of qualityServicesIn(house).flatMap(({ system }) => kindsOf(system))) {
    const [last] = await lastScores(house.db.as(kind.system), kind, { level: 'register' });
    if (last?.countedOn !== today()) await lookOverKind(house, { system: kind.system, kind: kind.name });
  }
}

/** Examines the stock of a kind and counts its scores. Cut off, it goes on where it was; done twice it is done once. */
async function lookOverKind(house: House, payload: { system: string; kind: string }): Promise<void> {
  const kind = kindOf(payload.system, payload.kind);
  // A job of a release that had another kind.
  if (!kind) return;
  const db = house.db.as(kind.system);
  await examineStock(db, kind);
  await countScores(db, kind, today());
}

/** Every night at 01:41 in Vietnam, when nobody works. */
export const schedules = { [LOOK_OVER]: '41 18 * * *' };

export const jobs = {
  [LOOK_OVER]: lookOverAll,
  [LOOK_OVER_KIND]: (house: House, payload: never) => lookOverKind(house, payload),
};
