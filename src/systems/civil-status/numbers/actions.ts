import type { House } from '../../../kernel/system.ts';
import { readEvents, readLives } from '../../population/services.ts';
import { followAndAct, numbersFollowed } from '../../registry/index.ts';
import { register } from '../register.ts';
import { numbersNamed, renumberMarriages } from './store.ts';

/** The job that follows which personal numbers went on in others. */
export const FOLLOW_NUMBERS = 'civil-status.follow_numbers';

/**
 * How the books follow people whose number went on in another: they stand in their entries and marriages under the one that stays,
 * until the merge is undone. What was written down, and papers that were issued, keep the number of their day. Deaths are not
 * followed: they come from these books.
 */
const following = numbersFollowed({
  system: 'civil-status',
  agency: register.owner,
  events: readEvents,
  lives: readLives,
  concerned: numbersNamed,
  settle: (tx, _, { number, numberNow }) => renumberMarriages(tx, { number, numberNow }),
});

/** Goes on with the events of the population register; see `followAndAct`. */
export async function followNumbers(house: House): Promise<void> {
  await followAndAct(house, following);
}
