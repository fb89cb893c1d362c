const A_MINUTE_MS = 60_000;
const MOST_ADDRESSES = 20_000;

/** How often each network address may do something in a minute. Each web process counts its own, by the clock that cannot be set. */
export class MinuteLimit {
  readonly #most: number;
  readonly #counted = new Map<string, number>();
  #minute = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Counts one more; when it is too much, how many seconds until it is not, else 0. */
  count(address: string): { retryAfter_seconds: number } {
    const minute = Math.floor(performance.now() / A_MINUTE_MS);
    if (minute !== this.#minute || this.#counted.size >= MOST_ADDRESSES) {
      this.#counted.clear();
      this.#minute = minute;
    }
    const count = (this.#counted.get(address) ?? 0) + 1;
    if (count > this.#most) return { retryAfter_seconds: A_MINUTE_MS / 1000 };
    this.#counted.set(address, count);
    return { retryAfter_seconds: 0 };
  }
}
