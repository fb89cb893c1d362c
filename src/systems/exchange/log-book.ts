import { setImmediate as turn } from 'node:timers/promises';
import type { Queryable } from '../../kernel/db.ts';
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

/** So many entries are written at once at most; the next ones wait for the commit before. */
const MOST_AT_ONCE = 64;

interface Waiting<Entry, Written> {
  entry: Entry;
  written(result: Written): void;
  failed(error: unknown): void;
}

/**
 * Entries that are written together, as one process does it. Those that come in one turn of the process, or while a commit
 * is under way, go into one statement: a busy house makes a few large commits instead of many small ones, and a quiet one
 * waits for nothing. What is written answers in the order of the entries.
 */
class WrittenTogether<Entry, Written = void> {
  readonly #write: (entries: Entry[]) => Promise<readonly Written[]>;
  #waiting: Waiting<Entry, Written>[] = [];
  #isWriting = false;

  constructor(write: (entries: Entry[]) => Promise<readonly Written[]>) {
    this.#write = write;
  }

  enter(entry: Entry): Promise<Written> {
    return new Promise((written, failed) => {
      this.#waiting.push({ entry, written, failed });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      // What a page asks of several registers at the same time mostly comes back in the same turn.
      await turn();
      const together = this.#waiting.splice(0, MOST_AT_ONCE);
      try {
        const results = await this.#write(together.map(({ entry }) => entry));
        together.forEach(({ written }, i) => written(results[i]!));
      } catch {
        // One that cannot be written must not keep the others from it.
        for (const { entry, written, failed } of together)
          await this.#write([entry]).then(([result]) => written(result!), failed);
      }
    }
    this.#isWriting = false;
  }
}

/** The log of calls as one process writes it. Who enters something waits until it is committed. */
export class LogBook {
  readonly #finished: WrittenTogether<FinishedCall>;
  readonly #begun: WrittenTogether<BegunWrite, Begun>;
  readonly #ended: WrittenTogether<EndedWrite>;

  constructor(db: Queryable) {
    this.#finished = new WrittenTogether(async (calls) => {
      await saveFinished(db, calls);
      return [];
    });
    this.#begun = new WrittenTogether(async (writes) => {
      const fresh = await saveBegun(db, writes);
      return Promise.all(
        writes.map(async (write) =>
          fresh.has(write.receipt) ? { receipt: write.receipt, isSameInput: true } : firstOfKey(db, write),
        ),
      );
    });
    this.#ended = new WrittenTogether(async (writes) => {
      await saveOutcomes(db, writes);
      return [];
    });
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
