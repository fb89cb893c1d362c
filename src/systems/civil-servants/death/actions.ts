import type { Static } from 'typebox';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { readEvents, readLives } from '../../population/services.ts';
import { type Acting, type RecordKind, examineRecord, followAndAct } from '../../registry/index.ts';
import { servant } from '../kinds.ts';
import { register } from '../register.ts';
import { deleteDeath, numbersOfServants, saveDeath } from './store.ts';

/** The job that follows what the population register tells of people's lives. */
export const FOLLOW_LIVES = 'civil-servants.follow_lives';

type Life = Static<typeof readLives.output>['people'][number] & { source: string; receipt: string };

const context = { agency: register.owner, purpose: 'data-changes' } as const;
const asFollower: CallContext = {
  ...context,
  caller: 'civil-servants',
  actor: { kind: 'machine', name: 'civil-servants' },
};

/**
 * How this register follows the deaths of those who serve. Every act here rests on a decision of the personnel office, so a death ends no
 * post by itself: it is noted, comes first on the list of what is due at the office, and stays there until the leaving is decided.
 */
const livesFollowed: Acting<Life> = {
  system: 'civil-servants',
  name: 'lives',
  events: readEvents,
  context,
  concerned: numbersOfServants,
  async ask(house, numbers) {
    const { output, receipt } = await call(house, readLives, { numbers: [...numbers] }, asFollower);
    return new Map(output.people.map((life) => [life.number, { ...life, source: life.source ?? receipt, receipt }]));
  },
  async settle(tx, number, { diedOn, source, receipt }) {
    if (diedOn === undefined) await deleteDeath(tx, number);
    else await saveDeath(tx, { number, diedOn, source, receipt });
    await examineRecord(tx, servant as unknown as RecordKind, [number]);
  },
};

/** Goes on with the events of the population register; see `followAndAct`. */
export async function followLives(house: House): Promise<void> {
  await followAndAct(house, livesFollowed);
}
