import cluster, { type Worker } from 'node:cluster';
import { openHouse, openPostgres, prepareDatabase, serve, work } from './house.ts';
import { type Config, readConfig } from './kernel/config.ts';
import type { Connection } from './kernel/db.ts';

/**
 * Starts the house. The first process opens the database, serves pages, and looks after the others: one that does jobs,
 * and with WORKERS above 1 more that serve. A process that dies is started again.
 */
const ROLE = process.env.MOT_CUA_ROLE ?? 'first';

const config = readConfig();
if (ROLE === 'first') await runFirst();
else await runFurther(ROLE, JSON.parse(process.env.MOT_CUA_DATABASE!) as { runtime: Connection; isOurs: boolean });

async function runFirst(): Promise<void> {
  const began = performance.now();
  const database = await openPostgres(config);
  await prepareDatabase(config, database);
  const house = await openHouse(config, database.runtime);
  const further = startFurther(config, { runtime: database.runtime, isOurs: database.isOurs });
  const serving = config.workers === 1 ? await serve(house) : undefined;
  await further.listening;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  process.stdout.write(
    `Một Cửa  ${config.baseUrl}  (ready in ${seconds} s; information systems on port ${config.internalPort})\n`,
  );
  stopOnSignal(async () => {
    further.stop();
    await serving?.close();
    await house.db.close();
    await database.stop();
  });
}

async function runFurther(role: string, database: { runtime: Connection; isOurs: boolean }): Promise<void> {
  const house = await openHouse(config, database.runtime);
  const running = role === 'jobs' ? await work(house, database.runtime, database.isOurs) : await serve(house);
  // When the first process is gone there is nobody to tell us to stop.
  process.on('disconnect', () => process.exit(1));
  stopOnSignal(async () => {
    await ('stop' in running ? running.stop() : running.close());
    await house.db.close();
  });
}

interface Further {
  /** Fulfilled when every web process listens. */
  listening: Promise<unknown>;
  stop(): void;
}

const RESTART_PAUSE_MS = 200;

/** Starts the process for jobs, and the further web processes; starts each again when it dies. */
function startFurther(settings: Config, database: { runtime: Connection; isOurs: boolean }): Further {
  let isStopping = false;
  const fork = (role: 'jobs' | 'web'): Worker => {
    const worker = cluster.fork({ MOT_CUA_ROLE: role, MOT_CUA_DATABASE: JSON.stringify(database) });
    worker.once('exit', () => {
      if (!isStopping) setTimeout(() => fork(role), RESTART_PAUSE_MS);
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
    stop() {
      isStopping = true;
      for (const worker of Object.values(cluster.workers ?? {})) worker?.kill('SIGTERM');
    },
  };
}

const STOP_TIMEOUT_MS = 10_000;

function stopOnSignal(stop: () => Promise<void>): void {
  let isAsked = false;
  const onSignal = () => {
    if (isAsked) return;
    isAsked = true;
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}
