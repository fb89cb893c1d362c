import { cpus } from 'node:os';

/** From this share of all processors' time on a machine has none to spare. */
const BUSY_FROM = 0.75;
/** Over less time the share says nothing. */
const LOOKED_AT_LEAST_MS = 250;

interface Look {
  at: number;
  used_ms: number;
  idle_ms: number;
}

function look(): Look {
  let used_ms = 0;
  let idle_ms = 0;
  for (const { times } of cpus()) {
    used_ms += times.user + times.nice + times.sys + times.irq;
    idle_ms += times.idle;
  }
  return { at: performance.now(), used_ms, idle_ms };
}

/** Tells work that can wait whether the processors of this machine are wanted for something else. */
export class Processors {
  #last = look();
  #isBusy = false;

  /** Whether three quarters of the time of all processors were used since this was last asked, or since it was made. */
  areBusy(): boolean {
    const now = look();
    if (now.at - this.#last.at < LOOKED_AT_LEAST_MS) return this.#isBusy;
    const used_ms = now.used_ms - this.#last.used_ms;
    const all_ms = used_ms + now.idle_ms - this.#last.idle_ms;
    this.#isBusy = all_ms > 0 && used_ms / all_ms >= BUSY_FROM;
    this.#last = now;
    return this.#isBusy;
  }
}
