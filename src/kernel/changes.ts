import pg from 'pg';

const CHANNEL = 'mot_cua_changed';
const AGAIN_AFTER_MS = 1_000;

/** What is told: the matter in general, and which of it, or undefined when it may be any. */
type Listener = (which: string | undefined) => void;

/**
 * What changed in the database, as other processes tell it by `kernel.tell_changed(topic, which)` in the transaction that changes it:
 * PostgreSQL passes it on when that commits. One connection of this process listens, from the first `hear` on. While
 * it is lost nothing is known to be unchanged: `isHearing` is false, and every listener was told that anything may have changed.
 */
export class Changes {
  readonly #config: pg.ClientConfig;
  readonly #onLost: (error: Error) => void;
  readonly #listeners = new Map<string, Set<Listener>>();
  #client: pg.Client | undefined;
  #again: NodeJS.Timeout | undefined;
  #opening: Promise<void> | undefined;
  #isClosed = false;
  isHearing = false;

  constructor(config: pg.ClientConfig, onLost: (error: Error) => void) {
    this.#config = config;
    this.#onLost = onLost;
  }

  /** Tells the listener of changes of a topic from now on. */
  hear(topic: string, listener: Listener): void {
    let listeners = this.#listeners.get(topic);
    if (!listeners) this.#listeners.set(topic, (listeners = new Set()));
    listeners.add(listener);
    this.#open();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.isHearing = false;
    clearTimeout(this.#again);
    await this.#opening;
    await this.#client?.end().catch(() => undefined);
  }

  #open(): void {
    if (this.#isClosed || this.#client || this.#opening) return;
    this.#opening = this.#listen().finally(() => (this.#opening = undefined));
  }

  async #listen(): Promise<void> {
    const client = new pg.Client(this.#config);
    const lost = (error: Error) => {
      if (this.#client !== client && !this.#opening) return;
      this.#client = undefined;
      this.isHearing = false;
      this.#tellAll();
      if (this.#isClosed) return;
      this.#onLost(error);
      clearTimeout(this.#again);
      this.#again = setTimeout(() => this.#open(), AGAIN_AFTER_MS).unref();
    };
    client.on('error', lost);
    client.on(
      'end',
      () => this.#client === client && lost(new Error('the connection that hears of changes has ended')),
    );
    client.on('notification', ({ payload = '' }) => {
      const [topic, which] = payload.split(' ') as [string, string?];
      for (const listener of this.#listeners.get(topic) ?? []) listener(which);
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${CHANNEL}`);
      this.#client = client;
      this.isHearing = true;
    } catch (error) {
      await client.end().catch(() => undefined);
      lost(error as Error);
    }
  }

  #tellAll(): void {
    for (const listeners of this.#listeners.values()) for (const listener of listeners) listener(undefined);
  }
}
