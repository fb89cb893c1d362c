import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type ColumnFile, type ReadRange, groupsOf } from '../../../kernel/column-file.ts';
import type { Recipe } from './recipe.ts';
import { type Tally, addTally, emptyTally } from './tally.ts';

/** More threads than this share the memory's speed and gain nothing. */
const MOST_THREADS = 8;
/** So many groups wait at each thread: enough that it never does. */
const WAITING_GROUPS = 3;
/** What one thread may hold. */
const THREAD_MEMORY_MB = 512;

/** Thrown when the work takes longer than it may. */
export class TrialTooLong extends Error {}

interface Work {
  recipe: Recipe;
  file: ColumnFile;
  read: ReadRange;
  /** Not more than this. */
  time_ms: number;
  /** Told how many people are counted. Throws to stop. */
  progress?: (people: number) => Promise<void>;
  threads?: number;
}

/**
 * Counts a file of facts with as many threads as there are processors: this one opens the file and hands groups out, each of them
 * decides. No thread has a key, a file or the database. Refuses nothing: throws `TrialTooLong`, and whatever `progress` throws.
 */
export async function countAll({ recipe, file, read, time_ms, progress, threads }: Work): Promise<Tally> {
  const until = performance.now() + time_ms;
  const count = Math.max(1, Math.min(threads ?? availableParallelism(), MOST_THREADS, file.groups.length));
  const crew = Array.from({ length: count }, () => new Thread(recipe, file));
  let people = 0;
  try {
    for await (const { bytes, rows } of groupsOf(read, file)) {
      const free = await firstFree(crew, until);
      free.take(bytes, rows);
      people += rows;
      await progress?.(people);
    }
    const tally = emptyTally(1 + recipe.breakdowns.reduce((sum, { cells }) => sum + cells.length, 0));
    for (const part of await withinTime(Promise.all(crew.map((thread) => thread.end())), until)) addTally(tally, part);
    return tally;
  } finally {
    await Promise.all(crew.map((thread) => thread.terminate()));
  }
}

async function firstFree(crew: readonly Thread[], until: number): Promise<Thread> {
  for (;;) {
    const free = crew.find(({ waiting }) => waiting < WAITING_GROUPS);
    if (performance.now() > until) throw new TrialTooLong();
    if (free) return free;
    await withinTime(Promise.race(crew.map((thread) => thread.moved())), until);
  }
}

async function withinTime<T>(work: Promise<T>, until: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new TrialTooLong()), Math.max(0, until - performance.now()));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** One thread, and how many groups wait for it. */
class Thread {
  readonly #worker: Worker;
  readonly #failed: Promise<never>;
  #tell: (() => void) | undefined;
  #tally: ((tally: Tally) => void) | undefined;
  waiting = 0;

  constructor(recipe: Recipe, { columns }: ColumnFile) {
    this.#worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: { recipe, columns },
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MB },
    });
    this.#worker.on('message', (said: { rows: number } | { tally: Tally }) => {
      if ('tally' in said) this.#tally?.(said.tally);
      else {
        this.waiting -= 1;
        this.#tell?.();
      }
    });
    this.#failed = new Promise((_, refuse) => this.#worker.on('error', refuse));
    // Told to whoever waits for the thread; nobody may be waiting just then.
    this.#failed.catch(() => undefined);
  }

  take(bytes: ArrayBuffer, rows: number): void {
    this.waiting += 1;
    this.#worker.postMessage({ bytes, rows }, [bytes]);
  }

  /** When it has done a group, or failed. */
  moved(): Promise<void> {
    return Promise.race([this.#failed, new Promise<void>((done) => (this.#tell = done))]);
  }

  end(): Promise<Tally> {
    const tally = new Promise<Tally>((done) => (this.#tally = done));
    this.#worker.postMessage('end');
    return Promise.race([this.#failed, tally]);
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }
}
