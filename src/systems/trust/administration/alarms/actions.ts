import { inspect } from 'node:util';
import { now } from '../../../../kernel/clock.ts';
import { newId } from '../../../../kernel/ids.ts';
import type { House } from '../../../../kernel/system.ts';
import { officialsAt } from '../../../organisations/index.ts';
import { isRootAwaited, succeedAuthorities } from '../../keys.ts';
import { buildLog, type LoggingHouse } from '../../log/actions.ts';
import { lapseRequests } from '../requests/actions.ts';
import { ADMINISTRATOR, RESPONSIBLE_AGENCY } from '../rules.ts';
import { findAlarms, FORGIVEN_AFTER_MS, type Found } from './rules.ts';
import { end, lockAlarms, markTold, raise, readObserved, readRaised, type Alarm } from './store.ts';

export type { AlarmKind } from './rules.ts';
export type { Alarm } from './store.ts';

/** Tells a person of alarms that are new. The key differs for every round and person, so that a message is sent once. */
export type AlarmTeller = (house: House, told: { personalNumber: string; key: string; count: number }) => Promise<void>;

let teller: AlarmTeller | undefined;

/** Says how administrators are told of alarms. Messages stand above the trust services in the house, so whoever puts the systems together says it. */
export function tellAlarmsBy(chosen: AlarmTeller): void {
  teller = chosen;
}

const DAY_MS = 86_400_000;
const MOST_WAITING = 500;

/**
 * Looks at the trust services as a whole: gives authorities successors whose time has come, raises alarms that are new, ends those that are over, lets old requests lapse, and
 * tells the administrators of what they have not been told. Done every ten minutes.
 */
export async function watchTrust(house: House): Promise<void> {
  await lapseRequests(house);
  if (!(await isRootAwaited(house))) await succeedAuthorities(house);
  const db = house.db.as('trust');
  const logProblem = await buildLog(house).then(
    () => undefined,
    (error: unknown) => {
      house.log.warn('trust.log_not_built', { message: inspect(error) });
      return 'failed';
    },
  );
  const at = now();
  const observed = await readObserved(db, { dayAgo: new Date(at.getTime() - DAY_MS), mostWaiting: MOST_WAITING });
  const found = findAlarms({ ...observed, logProblem }, at);
  const raised = await db.transaction(async (tx) => {
    await lockAlarms(tx);
    const before = await readRaised(tx);
    for (const alarm of found) await raise(tx, newId(), alarm, at);
    const over = before.filter((alarm) => isOver(alarm, found, at)).map(({ id }) => id);
    if (over.length > 0) await end(tx, over, at);
    return readRaised(tx);
  });
  await tellNew(house, raised);
}

function isOver(alarm: Alarm, found: readonly Found[], at: Date): boolean {
  const forgivenAfter_ms = FORGIVEN_AFTER_MS[alarm.kind];
  if (forgivenAfter_ms !== undefined) return at.getTime() - alarm.seenAt.getTime() > forgivenAfter_ms;
  return !found.some(({ kind, subject }) => kind === alarm.kind && subject === alarm.subject);
}

async function tellNew(house: House, raised: readonly Alarm[]): Promise<void> {
  const untold = raised.filter(({ toldAt }) => toldAt === null).map(({ id }) => id);
  if (!teller || untold.length === 0) return;
  for (const { personalNumber } of await officialsAt(house, RESPONSIBLE_AGENCY, ADMINISTRATOR))
    await teller(house, {
      personalNumber,
      key: `trust-alarm:${untold[0]!}:${untold.length}:${personalNumber}`,
      count: untold.length,
    });
  await markTold(house.db.as('trust'), untold, now());
}

/** Raises an alarm that is found elsewhere than here, or keeps that it is still so; over when it is not raised again for `FORGIVEN_AFTER_MS`. */
export function raiseAlarm(house: Pick<House, 'db'>, found: Found): Promise<void> {
  return raise(house.db.as('trust'), newId(), found, now());
}

const SAID_AGAIN_AFTER_MS = 60_000;
let saidAt = -Infinity;

/** Raises the alarm of a clock that may not be believed; at most once a minute from this process. Never throws. */
export function clockRefused(house: LoggingHouse, problem: string): void {
  if (performance.now() - saidAt < SAID_AGAIN_AFTER_MS) return;
  saidAt = performance.now();
  raiseAlarm(house, { kind: 'clock_refused', subject: '', details: { problem } }).catch((error: unknown) =>
    house.log.warn('trust.alarm_not_kept', { message: inspect(error) }),
  );
}

/** The alarms that are raised now, the oldest first. */
export function raisedAlarms(house: Pick<House, 'db'>): Promise<Alarm[]> {
  return readRaised(house.db.as('trust'));
}
