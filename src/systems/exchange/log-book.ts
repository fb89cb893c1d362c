import type { Queryable } from '../../kernel/db.ts';
import { type FinishedCall, saveFinished } from './store.ts';

/** So many calls are written at once at most; the next ones wait for the commit before. */
const MOST_AT_ONCE = 64;

interface Waiting {
  call: FinishedCall;
  written(): void;
  failed(error: unknown): void;
}

/**
 * The log of calls that are over, as one process writes it. Who enters a call waits until it is committed; those that come
 * while a commit is under way are written together in the next one, so that a busy house makes a few large commits instead
 * of many small ones, and a quiet one waits for nothing.
 */
export class LogBook {
  readonly #db: Queryable;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(db: Queryable) {
    this.#db = db;
  }

  /** Writes a call. Fulfilled when it is committed. */
  enter(call: FinishedCall): Promise<void> {
    return new Promise((written, failed) => {
      this.#waiting.push({ call, written, failed });
      if (!this.#isWriting) void this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const together = this.#waiting.splice(0, MOST_AT_ONCE);
      try {
        await saveFinished(
          this.#db,
          together.map(({ call }) => call),
        );
        for (const { written } of together) written();
      } catch {
        // One that cannot be written must not keep the others from it.
        for (const { call, written, failed } of together) await saveFinished(this.#db, [call]).then(written, failed);
      }
    }
    this.#isWriting = false;
  }
}
