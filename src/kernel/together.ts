import { setImmediate as turn } from 'node:timers/promises';

interface Waiting<Entry, Result> {
  entry: Entry;
  done(result: Result): void;
  failed(error: unknown): void;
}

/**
 * Whether PostgreSQL refused the statement (SQLSTATE classes 20 to 4x and P0) and so undid it. When a connection breaks it
 * may have been done all the same: nobody here may do it again.
 */
const wasUndone = (error: unknown): boolean => /^([24]\d|P0)/.test(String((error as { code?: string }).code));

/** A statement of several entries that was over so lately tells that more will come soon. */
const LATELY_MS = 50;

/** Each statement has its own cost: fewer entries than twice so many are not divided between two. */
const WORTH_A_STATEMENT = 16;

/**
 * What several ask of the database at the same time, asked together, as one process does it. Those that come in one turn
 * of the process, or while the one before is under way, go into one statement: a busy house makes a few large statements
 * instead of many small ones, and a quiet one waits for nothing. `work` answers in the order of its entries.
 *
 * With `gather_ms` a statement behind one that several went into waits so long for more: who makes one call after the other
 * never waits, and of many at once more go together. Nobody waits when `areAllHere`; `hurry` tells that this may have become so.
 */
export class Together<Entry, Result = void> {
  readonly #work: (entries: Entry[]) => Promise<readonly Result[]>;
  readonly #most: number;
  readonly #atOnce: number;
  readonly #beside: number;
  readonly #gather_ms: number;
  readonly #areAllHere: () => boolean;
  #severalUntil = -Infinity;
  #waiting: Waiting<Entry, Result>[] = [];
  #working = 0;
  #isCollecting = false;
  #goOn: () => void = () => undefined;

  /**
   * At most `most` entries go together; `atOnce` statements are under way at the same time: one when not given. Another is
   * begun beside one that is under way when `beside` entries wait: one when not given.
   */
  constructor(
    work: (entries: Entry[]) => Promise<readonly Result[]>,
    {
      most,
      atOnce = 1,
      beside = 1,
      gather_ms = 0,
      areAllHere = () => false,
    }: { most: number; atOnce?: number; beside?: number; gather_ms?: number; areAllHere?: () => boolean },
  ) {
    this.#work = work;
    this.#most = most;
    this.#atOnce = atOnce;
    this.#beside = beside;
    this.#gather_ms = gather_ms;
    this.#areAllHere = areAllHere;
  }

  enter(entry: Entry): Promise<Result> {
    return new Promise((done, failed) => {
      this.#waiting.push({ entry, done, failed });
      this.#begin();
    });
  }

  #begin(): void {
    if (this.#isCollecting || this.#working >= this.#atOnce) return;
    if (this.#waiting.length >= (this.#working > 0 ? this.#beside : 1)) void this.#collect();
  }

  async #collect(): Promise<void> {
    this.#isCollecting = true;
    // What a page asks of several registers at the same time mostly comes back in the same turn.
    await turn();
    if (this.#gather_ms && this.#waiting.length < this.#most && performance.now() < this.#severalUntil)
      await this.#gather();
    this.#isCollecting = false;
    // Many are divided: each statement has a processor of PostgreSQL for itself.
    const free = this.#atOnce - this.#working;
    const parts = Math.max(1, Math.min(free, Math.trunc(this.#waiting.length / WORTH_A_STATEMENT)));
    const share = Math.min(this.#most, Math.ceil(this.#waiting.length / parts));
    for (let i = 0; i < parts; i++) void this.#workOn(this.#waiting.splice(0, share));
    this.#begin();
  }

  async #workOn(together: readonly Waiting<Entry, Result>[]): Promise<void> {
    this.#working++;
    try {
      const results = await this.#work(together.map(({ entry }) => entry));
      together.forEach(({ done }, i) => done(results[i]!));
    } catch (error) {
      await this.#failed(together, error);
    }
    this.#severalUntil = together.length > 1 ? performance.now() + LATELY_MS : -Infinity;
    this.#working--;
    this.#begin();
  }

  /** Looks again whether all are here. */
  hurry(): void {
    if (this.#areAllHere()) this.#goOn();
  }

  async #gather(): Promise<void> {
    if (this.#areAllHere()) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const over = setTimeout(resolve, this.#gather_ms);
    this.#goOn = resolve;
    await promise;
    clearTimeout(over);
  }

  /** One that cannot be done must not keep the others from it. */
  async #failed(together: readonly Waiting<Entry, Result>[], error: unknown): Promise<void> {
    if (!wasUndone(error)) {
      for (const { failed } of together) failed(error);
      return;
    }
    for (const { entry, done, failed } of together) {
      try {
        const [result] = await this.#work([entry]);
        done(result!);
      } catch (own) {
        failed(own);
      }
    }
  }
}
