import type { Queryable } from '../../kernel/db.ts';
import { Together } from '../../kernel/together.ts';
import {
  type Begun,
  type BegunWrite,
  type EndedWrite,
  type FinishedCall,
  firstOfKey,
  saveBegun,
  saveFinished,
  saveOutcomes,
} from './store.ts';

/** So many entries are written by one statement at most; the next ones wait for its commit. */
const MOST = 128;
/** While many call at once, so long is waited for more: each statement takes the database as much as several entries. */
const GATHER_MS = 4;
const LIMITS = { most: MOST, gather_ms: GATHER_MS };

/** The log of calls as one process writes it. Who enters something waits until it is committed. */
export class LogBook {
  readonly #finished: Together<FinishedCall>;
  readonly #begun: Together<BegunWrite, Begun>;
  readonly #ended: Together<EndedWrite>;

  constructor(db: Queryable) {
    this.#finished = new Together(async (calls) => {
      await saveFinished(db, calls);
      return [];
    }, LIMITS);
    this.#begun = new Together(async (writes) => {
      const fresh = await saveBegun(db, writes);
      return Promise.all(
        writes.map(async (write) =>
          fresh.has(write.receipt)
            ? { receipt: write.receipt, isAgain: false, isSameInput: true }
            : firstOfKey(db, write),
        ),
      );
    }, LIMITS);
    this.#ended = new Together(async (writes) => {
      await saveOutcomes(db, writes);
      return [];
    }, LIMITS);
  }

  /** Writes a call that is over. Fulfilled when it is committed. */
  enter(call: FinishedCall): Promise<void> {
    return this.#finished.enter(call);
  }

  /**
   * Writes that a write begins, and whom it is about as far as is known: should it be cut off, they see it all the same.
   * The answer has its receipt: the first one's, when the same key came before. Fulfilled when it is committed.
   */
  enterBeginning(write: BegunWrite): Promise<Begun> {
    return this.#begun.enter(write);
  }

  /** Writes how a write ended whose beginning is in the log. Fulfilled when it is committed. */
  enterOutcome(ended: EndedWrite): Promise<void> {
    return this.#ended.enter(ended);
  }
}
