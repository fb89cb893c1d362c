/**
 * Whether the clock may be believed. A machine has two: one that tells the time and can be set, and one that only runs on.
 * When the first has moved against the second it was set, and nobody knows by whom; then, and when it disagrees with the
 * database's, no time is told. A jump is forgiven after five minutes in which clock and database agreed.
 */

/** Farthest that two clocks may be apart. With the second that is cut off this is the accuracy that stamps claim. */
export const MOST_APART_MS = 1_000;
/** So often the database is asked for its time. */
const ASK_EVERY_MS = 60_000;
const FORGIVE_AFTER_MS = 300_000;

/** The clocks, in milliseconds: that of the machine, one that cannot be set, and that of the database. */
export interface Clocks {
  machine(): number;
  steady(): number;
  database(): Promise<number>;
}

export class ClockWatch {
  readonly #clocks: Clocks;
  /** Both clocks of the machine at one moment that is trusted. */
  #anchor: { machine: number; steady: number };
  /** When the clock was last found set, by the steady clock; undefined while it is not. */
  #jumpedAt: number | undefined;
  #asked: { steady: number; agreed: boolean } | undefined;
  #asking: Promise<void> | undefined;

  constructor(clocks: Clocks) {
    this.#clocks = clocks;
    this.#anchor = { machine: clocks.machine(), steady: clocks.steady() };
  }

  /** Why the time must not be told now; undefined when it may. Costs nothing but once a minute, when the database is asked. */
  async findProblem(): Promise<'clock_was_set' | 'database_disagrees' | undefined> {
    const steady = this.#clocks.steady();
    if (this.#hasMoved()) {
      this.#jumpedAt = steady;
      this.#anchorHere();
      this.#asked = undefined;
    }
    if (!this.#asked || steady - this.#asked.steady >= ASK_EVERY_MS) {
      this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
      await this.#asking;
    }
    if (!this.#asked?.agreed) return 'database_disagrees';
    if (this.#jumpedAt === undefined) return undefined;
    if (steady - this.#jumpedAt < FORGIVE_AFTER_MS) return 'clock_was_set';
    this.#jumpedAt = undefined;
    return undefined;
  }

  #hasMoved(): boolean {
    const { machine, steady } = this.#anchor;
    return Math.abs(this.#clocks.machine() - machine - (this.#clocks.steady() - steady)) > MOST_APART_MS;
  }

  #anchorHere(): void {
    this.#anchor = { machine: this.#clocks.machine(), steady: this.#clocks.steady() };
  }

  async #ask(): Promise<void> {
    const before = this.#clocks.machine();
    const began = this.#clocks.steady();
    const told = await this.#clocks.database();
    const took = this.#clocks.steady() - began;
    // The database looked at its clock at some moment between asking and answer.
    const apart = Math.max(before - told, told - (before + took), 0);
    const agreed = apart <= MOST_APART_MS;
    if (!agreed) this.#jumpedAt = this.#clocks.steady();
    this.#asked = { steady: this.#clocks.steady(), agreed };
  }
}
