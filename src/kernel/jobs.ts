import { EventEmitter } from 'node:events';
import { Logger, type TaskList, type WorkerEvents, parseCronItems, run } from 'graphile-worker';
import pg from 'pg';
import { type Connection, type Database, type Queryable, sql } from './db.ts';
import type { Log } from './log.ts';

/** A piece of work that is done after a commit, at least once, in another process. What it does must be idempotent. */
export interface Job {
  /** `system.verb`, e.g. `cases.perform_step`. */
  task: string;
  payload: Record<string, unknown>;
  /** Jobs of one queue run one after another, in order. */
  queue?: string;
  /** Not before this. */
  runAt?: Date;
  /** A second job with the same key replaces the first while that has not begun. */
  key?: string;
  /** Smaller is sooner; 0 when not given. */
  priority?: number;
}

/** Adds a job within `tx`: it exists exactly when the transaction commits. */
export async function addJob(tx: Queryable, job: Job): Promise<void> {
  await addJobs(tx, [job]);
}

/**
 * Adds jobs within `tx` by one statement: they exist exactly when the transaction commits. No two may have the same key.
 * A larger statement adds them itself, as the last thing that it does: `WITH … SELECT kernel.add_jobs($1::jsonb)`.
 */
export async function addJobs(tx: Queryable, jobs: readonly Job[]): Promise<void> {
  if (jobs.length) await tx.run(sql`SELECT kernel.add_jobs(${JSON.stringify(jobs)}::jsonb)`);
}

const HEARTBEAT_MS = 2_000;
/** A worker that was silent this long is dead: three heartbeats and some time for a busy machine. */
const SILENT_FOR_SECONDS = 10;
const CONCURRENCY = 6;
/** So many jobs are fetched by one query; without it every free worker asks for itself after every job. */
const FETCHED_TOGETHER = 2 * CONCURRENCY;
/** Jobs that end within this time are taken from the queue by one query. Nothing waits for that but others of their queue. */
const ENDED_TOGETHER_MS = 15;
/** A new job is announced by NOTIFY at once; this is for those whose time to run has come. */
const POLL_INTERVAL_MS = 1_000;

export interface JobWorker {
  stop(): Promise<void>;
}

/**
 * Runs jobs in this process until it is stopped. A killed worker's jobs are taken over after 10 seconds, or at once by
 * the first worker after a start (`alone`: no other worker can be alive, because the database was started by us).
 */
export async function startJobWorker(options: {
  connection: Connection;
  db: Database;
  handlers: Record<string, (payload: never, stopping: AbortSignal) => Promise<void>>;
  /** Jobs that come again: task and cron pattern. */
  schedules: (readonly [task: string, pattern: string])[];
  log: Log;
  alone: boolean;
}): Promise<JobWorker> {
  const { connection, handlers, log } = options;
  const kernel = options.db.as('kernel');
  const workers = new Set<string>();
  const release = async (silentForSeconds: number) => {
    const dead = await kernel.rows(sql`SELECT kernel.release_dead_workers(make_interval(secs => ${silentForSeconds}))`);
    if (dead.length) log.warn('jobs.dead_workers_released', { count: dead.length });
  };
  const beat = () =>
    kernel.run(sql`INSERT INTO kernel.worker (id) SELECT unnest(${[...workers]}::text[])
      ON CONFLICT (id) DO UPDATE SET seen_at = now()`);
  if (options.alone) await release(0);
  // What the queue itself notes need not have reached the disk: what a crash of the database takes back, that a job was begun
  // or is done, has it done once more. Jobs are added over other connections, with what they belong to.
  const session = '-c role=kernel -c TimeZone=UTC -c synchronous_commit=off';
  const pool = new pg.Pool({ ...connection, max: CONCURRENCY + 3, options: session });
  const onLost = (error: Error) => log.warn('jobs.connection_lost', { message: error.message });
  pool.on('error', onLost);
  // One that breaks while a job holds it would end the process too.
  pool.on('connect', (client) => client.on('error', onLost));
  const stopping = new AbortController();
  const taskList: TaskList = Object.fromEntries(
    Object.entries(handlers).map(([task, handle]) => [
      task,
      async (payload: unknown) => {
        try {
          await handle(payload as never, stopping.signal);
        } catch (error) {
          log.warn('jobs.failed', { task, message: (error as Error).message, stack: (error as Error).stack });
          throw error;
        }
      },
    ]),
  );
  const events = new EventEmitter() as WorkerEvents;
  events.on('worker:create', ({ worker }) => workers.add(worker.workerId));
  // Jobs that were fetched together are locked under the name of the whole pool.
  events.on('pool:create', ({ workerPool }) => workers.add(workerPool.id));
  const runner = await run({
    pgPool: pool,
    taskList,
    concurrency: CONCURRENCY,
    pollInterval: POLL_INTERVAL_MS,
    noHandleSignals: true,
    parsedCronItems: parseCronItems(options.schedules.map(([task, match]) => ({ task, match, identifier: task }))),
    events,
    preset: { worker: { localQueue: { size: FETCHED_TOGETHER }, completeJobBatchDelay: ENDED_TOGETHER_MS } },
    logger: new Logger(() => (level, message) => {
      if (level === 'error') log.error('jobs.worker', { message });
    }),
  });
  let isStopping = false;
  // The library gives up when it cannot tell the queue that jobs are done, say because the database went away. A process
  // that does no jobs any more must not live on: nobody would start another.
  void runner.promise.finally(() => {
    if (!isStopping) throw new Error('the job worker gave up');
  });
  await beat();
  const heartbeat = setInterval(() => {
    beat()
      .then(() => release(SILENT_FOR_SECONDS))
      .catch((error: Error) => log.warn('jobs.heartbeat_failed', { message: error.message }));
  }, HEARTBEAT_MS);
  return {
    async stop() {
      isStopping = true;
      stopping.abort();
      clearInterval(heartbeat);
      await runner.stop();
      await pool.end();
    },
  };
}
