import type { House } from '../../../kernel/system.ts';
import { type AlarmState, type ReadingAlarm, answerAlarm, readingAlarms } from '../../exchange/index.ts';
import type { Steward } from '../actions.ts';
import { allRegisters } from '../definition.ts';

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
