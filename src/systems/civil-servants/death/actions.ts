import { today } from '../../../kernel/clock.ts';
import { addJob } from '../../../kernel/jobs.ts';
import type { House } from '../../../kernel/system.ts';
import { readEvents, readLives } from '../../population/services.ts';
import { type RecordKind, examineRecord, followAndAct, livesFollowed, noteLife } from '../../registry/index.ts';
import { appointmentsWithPower } from '../career/store.ts';
import { servant } from '../kinds.ts';
import { register } from '../register.ts';
import { TELL_POWER } from '../staffing/actions.ts';
import { numbersOfServants } from './store.ts';

/** The job that follows what the population register tells of people's lives. */
export const FOLLOW_LIVES = 'civil-servants.follow_lives';

/**
 * How this register follows those who serve: their numbers, by which they sign in, and their deaths. Every act here rests on a decision of the personnel office, so a death ends no
 * post by itself: it is noted, comes first on the list of what is due at the office, and stays there until the leaving is decided.
 */
const following = livesFollowed({
  system: 'civil-servants',
  agency: register.owner,
  events: readEvents,
  lives: readLives,
  concerned: numbersOfServants,
  async settle(tx, number, life) {
    await noteLife(tx, number, life);
    await examineRecord(tx, servant as unknown as RecordKind, [number]);
    // Who goes on under another number acts under that one.
    for (const appointmentId of await appointmentsWithPower(tx, { number, on: today() }))
      await addJob(tx, { task: TELL_POWER, payload: { appointmentId } });
  },
});

/** Goes on with the events of the population register; see `followAndAct`. */
export async function followLives(house: House): Promise<void> {
  await followAndAct(house, following);
}
