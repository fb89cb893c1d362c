import pg from 'pg';

/** Of one role in one process. */
const MOST = 8;
const IDLE_TIMEOUT_MS = 120_000;
const LOOK_AFTER_IDLE_EVERY_MS = 20_000;
const WAIT_TIMEOUT_MS = 15_000;

interface Waiting {
  got(client: pg.Client): void;
  failed(error: Error): void;
}

/**
 * The connections of one role. The one used last is used next, so that as few as possible are kept warm: each has its own
 * process in PostgreSQL, with its own plans.
 */
export class Connections {
  readonly #config: pg.ClientConfig;
  readonly #onLost: (error: Error) => void;
  readonly #all = new Set<pg.Client>();
  readonly #idle: { client: pg.Client; since: number }[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #lookAfterIdle: NodeJS.Timeout;
  #isClosing = false;
  readonly #goodbyes = new Set<Promise<unknown>>();
  #allForgotten: (() => void) | undefined;

  /** `onLost` is told of connections that break, idle or at work; what was asked over them fails by itself. */
  constructor(config: pg.ClientConfig, onLost: (error: Error) => void) {
    this.#config = { ...config, connectionTimeoutMillis: WAIT_TIMEOUT_MS };
    this.#onLost = onLost;
    this.#lookAfterIdle = setInterval(() => this.#endLongIdle(), LOOK_AFTER_IDLE_EVERY_MS).unref();
  }

  get total(): number {
    return this.#all.size;
  }
  get idle(): number {
    return this.#idle.length;
  }
  get waiting(): number {
    return this.#waiting.length;
  }

  /** A connection for oneself, until it is given back. Fails when none is free in 15 s. */
  take(): pg.Client | Promise<pg.Client> {
    if (this.#isClosing) throw new Error('the database is being closed');
    const kept = this.#idle.pop();
    if (kept) return kept.client;
    if (this.#all.size < MOST) return this.#open();
    return new Promise((got, failed) => {
      const waiting: Waiting = {
        got: (client) => {
          clearTimeout(timeout);
          got(client);
        },
        failed: (error) => {
          clearTimeout(timeout);
          failed(error);
        },
      };
      const timeout = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        failed(new Error(`no connection was free in ${WAIT_TIMEOUT_MS} ms`));
      }, WAIT_TIMEOUT_MS);
      this.#waiting.push(waiting);
    });
  }

  /** Gives a connection back. One that is broken is not used again. */
  give(client: pg.Client, isBroken = false): void {
    if (isBroken || this.#isClosing || !this.#all.has(client)) this.#end(client);
    else {
      const next = this.#waiting.shift();
      if (next) next.got(client);
      else this.#idle.push({ client, since: performance.now() });
    }
  }

  /** Ends all connections: those at work when they are given back. Fulfilled when none is left. */
  async close(): Promise<void> {
    this.#isClosing = true;
    clearInterval(this.#lookAfterIdle);
    for (const { failed } of this.#waiting.splice(0)) failed(new Error('the database is being closed'));
    for (const { client } of this.#idle.splice(0)) this.#end(client);
    if (this.#all.size > 0) await new Promise<void>((done) => (this.#allForgotten = done));
    await Promise.all(this.#goodbyes);
  }

  async #open(): Promise<pg.Client> {
    const client = new pg.Client(this.#config);
    this.#all.add(client);
    client.on('error', (error) => {
      if (!this.#isClosing) this.#onLost(error);
      this.#forget(client);
    });
    try {
      await client.connect();
      return client;
    } catch (error) {
      this.#end(client);
      throw error;
    }
  }

  #end(client: pg.Client): void {
    const goodbye = client
      .end()
      .catch(() => undefined)
      .finally(() => this.#goodbyes.delete(goodbye));
    this.#goodbyes.add(goodbye);
    this.#forget(client);
  }

  /** Takes a connection out of the count; who waits gets another. */
  #forget(client: pg.Client): void {
    const at = this.#idle.findIndex((kept) => kept.client === client);
    if (at >= 0) this.#idle.splice(at, 1);
    if (!this.#all.delete(client)) return;
    if (this.#all.size === 0) this.#allForgotten?.();
    const next = this.#isClosing ? undefined : this.#waiting.shift();
    if (next) this.#open().then(next.got, next.failed);
  }

  #endLongIdle(): void {
    const before = performance.now() - IDLE_TIMEOUT_MS;
    // Those at the front have been idle longest: the one given back last is taken first.
    while (this.#idle.length > 0 && this.#idle[0]!.since < before) this.#end(this.#idle[0]!.client);
  }
}
