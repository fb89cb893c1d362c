import { setImmediate as turn } from 'node:timers/promises';
import type { Queryable } from '../../kernel/db.ts';
import { type EndedWrite, type FinishedCall, saveFinished, saveOutcomes } from './store.ts';

/** So many entries are written at once at most; the next ones wait for the commit before. */
const MOST_AT_ONCE = 64;

interface Waiting<Entry> {
  entry: Entry;
  written(): void;
  failed(error: unknown): void;
}

/**
 * Entries that are written together, as one process does it. Those that come in one turn of the process, or while a commit
 * is under way, go into one statement: a busy house makes a few large commits instead of many small ones, and a quiet one
 * waits for nothing.
 */
class WrittenTogether<Entry> {
  readonly #write: (entries: Entry[]) => Promise<void>;
  #waiting: Waiting<Entry>[] = [];
  #isWriting = false;

  constructor(write: (entries: Entry[]) => Promise<void>) {
    this.#write = write;
  }

  enter(entry: Entry): Promise<void> {
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
        await this.#write(together.map(({ entry }) => entry));
        for (const { written } of together) written();
      } catch {
        // One that cannot be written must not keep the others from it.
        for (const { entry, written, failed } of together) await this.#write([entry]).then(written, failed);
      }
    }
    this.#isWriting = false;
  }
}

/** The log of calls as one process writes it. Who enters something waits until it is committed. */
export class LogBook {
  readonly #finished: WrittenTogether<FinishedCall>;
  readonly #ended: WrittenTogether<EndedWrite>;

  constructor(db: Queryable) {
    this.#finished = new WrittenTogether((calls) => saveFinished(db, calls));
    this.#ended = new WrittenTogether((writes) => saveOutcomes(db, writes));
  }

  /** Writes a call that is over. Fulfilled when it is committed. */
  enter(call: FinishedCall): Promise<void> {
    return this.#finished.enter(call);
  }

  /** Writes how a write ended whose beginning is in the log. Fulfilled when it is committed. */
  enterOutcome(ended: EndedWrite): Promise<void> {
    return this.#ended.enter(ended);
  }
}
