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
/** Of many at once each half is written by a statement of its own; a few wait for the one before. */
const STATEMENTS_AT_ONCE = 2;
const BESIDE = 32;
/** While many call at once, so long is waited for more: each statement takes the database as much as several entries. */
const GATHER_MS = 4;
/** So many are enough for a statement, when nobody else is under way who could come to it. */
const ENOUGH = 16;

/** The log of calls as one process writes it. Who enters something waits until it is committed. */
export class LogBook {
  readonly #finished: Together<FinishedCall>;
  readonly #begun: Together<BegunWrite, Begun>;
  readonly #ended: Together<EndedWrite>;
  #underWay = 0;
  #waiting = 0;

  constructor(db: Queryable) {
    const limits = {
      most: MOST,
      atOnce: STATEMENTS_AT_ONCE,
      beside: BESIDE,
      gather_ms: GATHER_MS,
      areAllHere: () => this.#areAllHere(),
    };
    this.#finished = new Together(async (calls) => {
      await saveFinished(db, calls);
      return [];
    }, limits);
    this.#begun = new Together(async (writes) => {
      const fresh = await saveBegun(db, writes);
      return Promise.all(
        writes.map(async (write) =>
          fresh.has(write.receipt)
            ? { receipt: write.receipt, isAgain: false, isSameInput: true }
            : firstOfKey(db, write),
        ),
      );
    }, limits);
    this.#ended = new Together(async (writes) => {
      await saveOutcomes(db, writes);
      return [];
    }, limits);
  }

  /**
   * Counts a call as under way until it has ended. When all who are under way wait for the log, nobody else can come to it, and what is
   * there is written at once, unless they are few.
   */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#underWay++;
    try {
      return await work();
    } finally {
      this.#underWay--;
      this.#hurry();
    }
  }

  /** Writes a call that is over. Fulfilled when it is committed. */
  enter(call: FinishedCall): Promise<void> {
    return this.#waitFor(this.#finished.enter(call));
  }

  /**
   * Writes that a write begins, and whom it is about as far as is known: should it be cut off, they see it all the same.
   * The answer has its receipt: the first one's, when the same key came before. Fulfilled when it is committed.
   */
  enterBeginning(write: BegunWrite): Promise<Begun> {
    return this.#waitFor(this.#begun.enter(write));
  }

  /** Writes how a write ended whose beginning is in the log. Fulfilled when it is committed. */
  enterOutcome(ended: EndedWrite): Promise<void> {
    return this.#waitFor(this.#ended.enter(ended));
  }

  async #waitFor<Result>(entered: Promise<Result>): Promise<Result> {
    this.#waiting++;
    this.#hurry();
    try {
      return await entered;
    } finally {
      this.#waiting--;
    }
  }

  #areAllHere(): boolean {
    return this.#waiting >= Math.max(this.#underWay, ENOUGH);
  }

  #hurry(): void {
    if (!this.#areAllHere()) return;
    for (const together of [this.#finished, this.#begun, this.#ended]) together.hurry();
  }
}
