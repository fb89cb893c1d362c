import type { Static } from 'typebox';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { readEvents, readLives } from '../../population/services.ts';
import { type Acting, followAndAct } from '../../registry/index.ts';
import { register } from '../register.ts';
import { deleteDeath, numbersNamed, saveDeath } from './store.ts';

/** The job that follows what the population register tells of people's lives. */
export const FOLLOW_LIVES = 'land.follow_lives';

type Life = Static<typeof readLives.output>['people'][number] & { source: string; receipt: string };

const context = { agency: register.owner, purpose: 'data-changes' } as const;
const asFollower: CallContext = { ...context, caller: 'land', actor: { kind: 'machine', name: 'land' } };

/**
 * How the land register follows the deaths of holders. Rights go to the heirs from the death on, whoever they are (Civil Code
 * 91/2015/QH13 art. 614), and the register changes when they show their papers: a death is noted and shown, no right ends.
 */
const livesFollowed: Acting<Life> = {
  system: 'land',
  name: 'lives',
  events: readEvents,
  context,
  concerned: numbersNamed,
  async ask(house, numbers) {
    const { output, receipt } = await call(house, readLives, { numbers: [...numbers] }, asFollower);
    return new Map(output.people.map((life) => [life.number, { ...life, source: life.source ?? receipt, receipt }]));
  },
  settle: (tx, number, { diedOn, source, receipt }) =>
    diedOn === undefined ? deleteDeath(tx, number) : saveDeath(tx, { number, diedOn, source, receipt }),
};

/** Goes on with the events of the population register; see `followAndAct`. */
export async function followLives(house: House): Promise<void> {
  await followAndAct(house, livesFollowed);
}
