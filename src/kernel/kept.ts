import type { Database } from './db.ts';

interface Entry<Value> {
  value: Value;
  readAt: number;
}

/** Were a message of PostgreSQL ever lost, what is kept would be wrong for so long at most. */
const OLDEST_MS = 30_000;

/**
 * Answers of the database that are asked for far more often than they change, kept in this process until the database
 * says that they changed: `kernel.tell_changed(topic, which)`, called by a trigger of the table. So another process's change is
 * seen as soon as PostgreSQL has passed it on, within milliseconds of its commit; one's own at once, by `forget`. While
 * changes cannot be heard, everything is read anew.
 */
export class Kept<Value> {
  readonly #db: Database;
  readonly #most: number;
  readonly #whichOf: (key: string) => string;
  /** By what is told of them: all of which the same is told are forgotten together. */
  readonly #entries = new Map<string, Map<string, Entry<Value>>>();
  #count = 0;
  /** Grows with everything forgotten: an answer that was on its way meanwhile may be old, and is not kept. */
  #turn = 0;

  /** Keeps about `most` answers about a topic. `whichOf` says what is told of a key when it changes: the key itself when not given. */
  constructor(db: Database, topic: string, options: { most: number; whichOf?: (key: string) => string }) {
    this.#db = db;
    this.#most = options.most;
    this.#whichOf = options.whichOf ?? ((key) => key);
    db.changes.hear(topic, (which) => (which === undefined ? this.#forgetAll() : this.#forgetWhich(which)));
  }

  /** What is kept under the key, or else what `read` answers, which is kept from then on unless it is undefined. */
  async get(key: string, read: () => Promise<Value>): Promise<Value> {
    const which = this.#whichOf(key);
    const kept = this.#entries.get(which)?.get(key);
    const askedAt = performance.now();
    if (kept && askedAt - kept.readAt < OLDEST_MS) return kept.value;
    const turn = this.#turn;
    const value = await read();
    if (value !== undefined && turn === this.#turn && this.#db.changes.isHearing)
      this.#keep(which, key, { value, readAt: askedAt });
    return value;
  }

  /** To be called by who has changed what is kept under the key, after the commit. */
  forget(key: string): void {
    this.#forgetWhich(this.#whichOf(key));
  }

  #forgetAll(): void {
    this.#turn++;
    this.#count = 0;
    this.#entries.clear();
  }

  #forgetWhich(which: string): void {
    this.#turn++;
    this.#count -= this.#entries.get(which)?.size ?? 0;
    this.#entries.delete(which);
  }

  /** What has been kept longest goes first when there are too many. */
  #keep(which: string, key: string, entry: Entry<Value>): void {
    let together = this.#entries.get(which);
    if (!together) this.#entries.set(which, (together = new Map()));
    if (!together.has(key)) this.#count++;
    together.set(key, entry);
    if (this.#count <= this.#most) return;
    const [first, gone] = this.#entries.entries().next().value!;
    this.#count -= gone.size;
    this.#entries.delete(first);
  }
}
