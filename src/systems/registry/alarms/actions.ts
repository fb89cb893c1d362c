import type { House } from '../../../kernel/system.ts';
import { type AlarmState, type ReadingAlarm, answerAlarm, readingAlarms } from '../../exchange/index.ts';
import type { Steward } from '../actions.ts';
import { allRegisters } from '../definition.ts';
import { type Unapplied, unappliedOf } from '../events/acting.ts';
import { kindsOf } from '../kind/index.ts';

export type { Unapplied };

export { ALARM_MOVES, type AlarmState, PURPOSES, type ReadingAlarm } from '../../exchange/index.ts';

/** The systems whose registers the steward's agency owns. */
const ownersOf = (steward: Steward): string[] =>
  allRegisters().flatMap(({ system, owner }) => (owner.code === steward.post.agencyCode ? [system] : []));

/** The alarms about the registers of the steward's agency, those that nobody has answered first. */
export function alarmsFor(house: House, steward: Steward): Promise<ReadingAlarm[]> {
  return readingAlarms(house, ownersOf(steward));
}

/** Says what became of an alarm; see `answerAlarm` of the exchange. */
export function answer(
  house: House,
  steward: Steward,
  asked: { id: string; to: Exclude<AlarmState, 'new'>; note: string | undefined },
): Promise<void> {
  return answerAlarm(house, { ...asked, owners: ownersOf(steward), by: steward.number });
}

/** What the registers of the steward's agency could not apply yet of what other registers told them. */
export async function unappliedFor(house: House, steward: Steward): Promise<Unapplied[]> {
  const registers = ownersOf(steward).filter((system) => kindsOf(system).length > 0);
  return (await Promise.all(registers.map((system) => unappliedOf(house, system)))).flat();
}
