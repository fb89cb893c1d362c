import type { Config } from './config.ts';
import type { Connection, Database } from './db.ts';
import type { Files } from './files.ts';
import type { Keys } from './keys.ts';
import type { Log } from './log.ts';
import type { Bilingual } from './text.ts';

/** What every action is given: the running house. It holds nothing that another process would miss. */
export interface House {
  readonly config: Config;
  readonly db: Database;
  readonly keys: Keys;
  readonly files: Files;
  readonly log: Log;
  /** Whether this database holds a synthetic country: every page and every paper says so. */
  readonly synthetic: boolean;
  /** Sentences of all refusals and field problems, by code. */
  readonly sentences: Readonly<Record<string, Bilingual>>;
}

/** A system as the composition root sees it; every system's door exports one as `system`. */
export interface System {
  /** The folder's name, as in systems.json. */
  name: string;
  /** `import.meta.dirname` of the system, where `migrations/` lies. */
  folder: string;
  /** Sentences of this system's refusals and field problems, by code. Values stand in {braces}. */
  sentences?: Record<string, Bilingual>;
  /**
   * What this system does for each of its jobs, by task (`system.verb`). One that takes long looks at `stopping`: the process
   * is to end soon, and what is left is for another job.
   */
  jobs?: Record<string, (house: House, payload: never, stopping?: AbortSignal) => Promise<void>>;
  /** Jobs that come again by the clock: task → cron pattern (minute hour day month weekday, UTC). */
  schedules?: Record<string, string>;
  /** Loads what the release ships (tables of places, say) with the owner's rights. Idempotent; called after migrations at every start. */
  load?: (owner: Connection) => Promise<void>;
  /** Called in every process before it serves. */
  start?: (house: House) => Promise<void>;
}
