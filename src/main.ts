import { fork, type ChildProcess } from 'node:child_process';
import cluster, { type Worker } from 'node:cluster';
import { join } from 'node:path';
import { type Config, ENDED_BY_SETTING, readConfig } from './kernel/config.ts';
import type { Connection } from './kernel/db.ts';
import { type OpenDatabase, openPostgres } from './open-postgres.ts';

/**
 * Starts the house. The first process opens the database, serves pages, and looks after the others: one that keeps the private keys and signs,
 * one that does jobs, and with WORKERS above 1 more that serve. A process that dies is started again.
 */
const ROLE = process.env.MOT_CUA_ROLE ?? 'first';

const RESTART_PAUSE_MS = 200;
const STOP_TIMEOUT_MS = 10_000;
/** The first process waits for the others, and then for the database. */
const STOP_ALL_TIMEOUT_MS = 14_000;

const config = readConfig();
if (ROLE === 'first') await runFirst();
else await runFurther(ROLE, JSON.parse(process.env.MOT_CUA_DATABASE!) as { runtime: Connection; isOurs: boolean });

async function runFirst(): Promise<void> {
  // PostgreSQL comes up while the house is read.
  const opening = openPostgres(config);
  const reading = readHouse();
  reading.catch(() => undefined);
  const database = await opening;
  try {
    await serveOver(await reading, database);
  } catch (error) {
    // A port in use, say. A database that others started is theirs to stop.
    if (!database.wasRunning) await database.stop();
    throw error;
  }
}

/** The code of the whole house. Reading it takes longer than all else of a further start. */
function readHouse() {
  return import('./house.ts');
}

async function serveOver(
  { prepareDatabase, openHouse, serve }: Awaited<ReturnType<typeof readHouse>>,
  database: OpenDatabase,
): Promise<void> {
  // It is read while the database is made ready: what it is asked before that waits.
  const signer = database.signer && startSigner(database.signer);
  await prepareDatabase(config, database);
  const { runtime, isOurs } = database;
  const house = await openHouse(config, { runtime });
  const further = startFurther(config, { runtime, isOurs });
  const serving = config.workers === 1 ? await serve(house) : undefined;
  await further.listening;
  const seconds = (performance.now() / 1000).toFixed(1);
  process.stdout.write(
    `Một Cửa  ${config.baseUrl}  (ready in ${seconds} s; information systems on port ${config.internalPort})\n`,
  );
  stopOnSignal(async () => {
    // Each finishes what it began: pages that are being made, and jobs. The database goes last.
    await Promise.all([further.stop(), serving?.close()]);
    await house.db.close();
    await signer?.stop();
    await database.stop();
  }, STOP_ALL_TIMEOUT_MS);
}

async function runFurther(role: string, database: { runtime: Connection; isOurs: boolean }): Promise<void> {
  const { openHouse, serve, work } = await readHouse();
  const house = await openHouse(config, { runtime: database.runtime });
  const running = role === 'jobs' ? await work(house, database.runtime, database.isOurs) : await serve(house);
  // When the first process is gone there is nobody to tell us to stop.
  process.on('disconnect', () => process.exit(1));
  stopOnSignal(async () => {
    await ('stop' in running ? running.stop() : running.close());
    await house.db.close();
  }, STOP_TIMEOUT_MS);
}

/** Starts the process that signs, and starts it again when it dies. It alone is told of its login. */
function startSigner(connection: Connection): { stop(): Promise<void> } {
  let isStopping = false;
  let child: ChildProcess;
  const start = (): void => {
    child = fork(join(import.meta.dirname, 'systems', 'trust', 'signer', 'main.ts'), {
      env: { ...process.env, MOT_CUA_ROLE: 'signer', SIGNER_DATABASE_URL: urlOf(connection) },
    });
    child.once('exit', (status) => {
      if (status !== ENDED_BY_SETTING) setTimeout(() => isStopping || start(), RESTART_PAUSE_MS);
    });
  };
  start();
  return {
    async stop() {
      isStopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The same as an address; of a socket's folder the slashes are escaped. */
function urlOf({ connectionString, user, host, port, database }: Connection): string {
  return connectionString ?? `postgres://${user}@${encodeURIComponent(host!)}:${port}/${database}`;
}

interface Further {
  /** Fulfilled when every web process listens. */
  listening: Promise<unknown>;
  /** Fulfilled when all of them have ended. */
  stop(): Promise<void>;
}

/** Starts the process for jobs, and the further web processes; starts each again when it dies. */
function startFurther(settings: Config, database: { runtime: Connection; isOurs: boolean }): Further {
  let isStopping = false;
  const fork = (role: 'jobs' | 'web'): Worker => {
    const worker = cluster.fork({ MOT_CUA_ROLE: role, MOT_CUA_DATABASE: JSON.stringify(database) });
    worker.once('exit', () => {
      setTimeout(() => isStopping || fork(role), RESTART_PAUSE_MS);
    });
    return worker;
  };
  fork('jobs');
  const webs = settings.workers > 1 ? Array.from({ length: settings.workers }, () => fork('web')) : [];
  const listening = Promise.all(
    webs.map((worker) => new Promise<void>((resolve) => worker.once('listening', () => resolve()))),
  );
  return {
    listening,
    async stop() {
      isStopping = true;
      const running = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
      await Promise.all(
        running.map(async (worker) => {
          const ended = new Promise((resolve) => worker.process.once('exit', resolve));
          worker.process.kill('SIGTERM');
          await ended;
        }),
      );
    },
  };
}

function stopOnSignal(stop: () => Promise<void>, most_ms: number): void {
  let isAsked = false;
  const onSignal = () => {
    if (isAsked) return;
    isAsked = true;
    setTimeout(() => process.exit(1), most_ms).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}
