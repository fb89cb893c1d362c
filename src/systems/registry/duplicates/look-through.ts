import { setTimeout as wait } from 'node:timers/promises';
import { Processors } from '../../../kernel/processors.ts';
import type { System } from '../../../kernel/system.ts';
import type { RecordKind } from '../kind/index.ts';
import { fileWholeStock, scanAgain, takeStep } from './following.ts';
import { type LinkingOf, defineLinking } from './linking.ts';
import { learnFromStock } from './model-keeping.ts';
import { type DuplicateReview, reviewServices } from './services.ts';

const reviews = new Map<string, DuplicateReview>();

/** All kinds that are looked through. */
export function allReviews(): DuplicateReview[] {
  return [...reviews.values()];
}

/** A run takes at most so long, and so much of it rests for each part of work: others want the processors too. */
const RUN_MS = 20_000;
const REST = { quiet: 1, busy: 9 };

/**
 * Has the records of a kind looked through for who is there twice. The register hands on `provided` to the exchange, and `jobs` and
 * `schedules` to the house. Acts are followed every minute by their cursor and not in the transactions in which they are done: those
 * stay as fast as they are, whoever writes and however many at once, imports too; none is missed, and doing it twice is doing it once.
 */
export function lookForDuplicates<Values, Key extends keyof Values & string, Compared>(
  given: RecordKind<Values, Key>,
  how: LinkingOf<Values, Compared>,
): Pick<DuplicateReview, 'linking' | 'provided'> & Required<Pick<System, 'jobs' | 'schedules'>> {
  const linking = defineLinking(given, how);
  const { system, name } = linking.kind;
  const review = reviewServices(linking);
  reviews.set(`${system}.${name}`, review);
  const follow = `${system}.follow_${name}_duplicates`;
  const learn = `${system}.learn_${name}_duplicates`;
  // Made once, so that a run knows from its beginning how busy the machine was since the one before.
  const processors = new Processors();
  return {
    linking,
    provided: review.provided,
    jobs: {
      [follow]: async (house) => {
        const end = Date.now() + RUN_MS;
        let areBusy = processors.areBusy();
        for (let began = Date.now(); began < end; began = Date.now()) {
          if (!(await takeStep(house.db.as(system), linking, { areBusy }))) break;
          areBusy = processors.areBusy();
          const rest_ms = (Date.now() - began) * (areBusy ? REST.busy : REST.quiet);
          if (Date.now() + rest_ms > end) break;
          await wait(rest_ms);
        }
      },
      [learn]: async (house) => {
        const db = house.db.as(system);
        await fileWholeStock(db, linking);
        if ((await learnFromStock(db, linking)) === 'learnt') await scanAgain(db, linking);
      },
    },
    schedules: { [follow]: '* * * * *', [learn]: '41 18 * * 6' },
  };
}
