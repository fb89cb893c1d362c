import type { House } from '../../../kernel/system.ts';
import { readEvents, readLives } from '../../population/services.ts';
import { followAndAct, livesFollowed, noteLife } from '../../registry/index.ts';
import { register } from '../register.ts';
import { numbersNamed } from './store.ts';

/** The job that follows what the population register tells of people's lives. */
export const FOLLOW_LIVES = 'land.follow_lives';

/**
 * How the land register follows the deaths of holders. Rights go to the heirs from the death on, whoever they are (Civil Code
 * 91/2015/QH13 art. 614), and the register changes when they show their papers: a death is noted and shown, no right ends.
 */
const following = livesFollowed({
  system: 'land',
  agency: register.owner,
  events: readEvents,
  lives: readLives,
  concerned: numbersNamed,
  settle: noteLife,
});

/** Goes on with the events of the population register; see `followAndAct`. */
export async function followLives(house: House): Promise<void> {
  await followAndAct(house, following);
}
