/**
 * `npm test`: all tests, or with words behind `--` those whose path contains one of them (`npm test -- population`).
 *
 * One PostgreSQL in a folder that is thrown away, databases to clone, and some lanes: processes that run one file after
 * another, each the longest that none has taken and whose database is ready. A process for each file would spend most of
 * its time starting.
 */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { pathToFileURL } from 'node:url';
import { startEmbeddedPostgres } from '../src/kernel/embedded-postgres.ts';
import { installPrograms } from './support/chromium.ts';
import type { TestServer } from './support/database.ts';
import { type LaneTask, type Need, tellReady } from './support/lane.ts';
import { processorTable } from './support/processor-time.ts';
import { prepareCountry, prepareShipped } from './support/template.ts';

const ROOT = resolve(import.meta.dirname, '..');
/** A run that hangs is ended. The whole should take under ten minutes on two processors of its own; a busy machine may take several times that. */
const MOST_MINUTES = 40;
const PREFIX = 'mot-cua-test-';

/** A file system in memory that every Linux has. */
const MEMORY_FOLDER = '/dev/shm';
/** A run takes some hundred MB of memory there; it is not made scarce for others. */
const FREE_MEMORY_bytes = 6e9;

/** `npm test -- --processor-time`: one lane, so that all that is used is its file's, and a table at the end. */
const isMeasured = process.argv.includes('--processor-time');
const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const files = globSync(['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'], { cwd: ROOT })
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort();
if (files.length === 0) {
  console.error(`No test file has ${words.join(' or ')} in its path.`);
  process.exit(1);
}

for (const place of [tmpdir(), MEMORY_FOLDER]) removeLeftovers(place);
const folder = mkdtempSync(join(placeOfRun(), `${PREFIX}${process.pid}-`));
// PostgreSQL runs as `nobody` when we are root, and has to get through.
chmodSync(folder, 0o711);

const processorReport = join(folder, 'processor-time');
let postmaster: number | undefined;

const notRun: string[] = [];
let stopServer = async (): Promise<void> => {};
const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => abort.abort());
try {
  if (files.some((file) => uses(file, /chromium\.ts'|pdfsig|playwright/))) {
    for (const program of installPrograms())
      notRun.push(`tests that need ${program}: it is missing and could not be installed`);
  }
  // Beside the files that need no database. What these use would else be told as used by what prepares it.
  if (isMeasured) await prepareServer();
  const lanes = runLanes();
  if (!isMeasured) {
    await prepareServer().catch(async (error: unknown) => {
      abort.abort();
      await lanes;
      throw error;
    });
  }
  process.exitCode = (await lanes) ? 0 : 1;
  if (isMeasured) console.log(`\n${processorTable(processorReport)}`);
} finally {
  await stopServer();
  rmSync(folder, { recursive: true, force: true });
}
for (const reason of new Set(notRun)) console.error(`\nNOT RUN: ${reason}`);
process.exit();

/** What a file must wait for before it can begin. */
function needOf(file: string): Need {
  const taken = takenInBy(file);
  if (taken.includes('test/support/house.ts')) return 'country';
  return taken.includes('test/support/database.ts') ? 'shipped' : 'nothing';
}

/** Starts PostgreSQL and makes the databases that files clone, if any does. Tells the lanes of each when it is there. */
async function prepareServer(): Promise<void> {
  const needs = new Set(files.map(needOf));
  needs.delete('nothing');
  if (needs.size === 0) return;
  const began = performance.now();
  const postgres = await startEmbeddedPostgres(join(folder, 'database'), { throwaway: true });
  stopServer = async () => {
    await postgres.stop();
    rmSync(String(postgres.owner.host), { recursive: true, force: true });
  };
  postmaster = Number(readFileSync(join(folder, 'database', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const { owner, runtime, signer } = postgres;
  const masterKey = randomBytes(32).toString('base64');
  const shipped = await prepareShipped(postgres);
  const server: TestServer = { owner, runtime, signer, templates: { shipped, country: undefined }, masterKey, folder };
  tellReady(folder, 'shipped', server);
  if (needs.has('country')) {
    const country = await prepareCountry(postgres, { shipped, masterKey, folder });
    tellReady(folder, 'country', { ...server, templates: { shipped, country } });
  }
  console.log(`PostgreSQL and the databases to clone: ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

/** Runs all files in lanes and prints what node's reporter says. Resolves to whether all went well. */
async function runLanes(): Promise<boolean> {
  // One lane more than processors: browsers and jobs are waited for about half of the time.
  const lanes = isMeasured ? 1 : Math.min(availableParallelism() + 1, files.length);
  const task: LaneTask = {
    root: ROOT,
    files: longestFirst(files).map((path) => ({ path, need: needOf(path) })),
    folder,
    runner: process.pid,
    processorTime: isMeasured ? { report: processorReport, postmaster } : undefined,
  };
  const lanePaths = Array.from({ length: lanes }, (_, i) => {
    const path = join(folder, `lane-${i + 1}.mjs`);
    writeFileSync(path, laneSource(task));
    return path;
  });
  const overtime = setTimeout(() => {
    console.error(`The tests took longer than ${MOST_MINUTES} minutes and were stopped.`);
    abort.abort();
  }, MOST_MINUTES * 60_000);
  const stream = run({
    files: lanePaths,
    cwd: ROOT,
    concurrency: lanePaths.length,
    // The hook for `.tsx` they have from us: what node was started with is handed on. What a request makes is young when it
    // is gone, as in a house that serves: the same room for it as `npm start` gives.
    execArgv: ['--test-force-exit', '--min-semi-space-size=64', '--max-semi-space-size=128'],
    signal: abort.signal,
  });
  let good = true;
  const untold = new Set(files);
  stream.on('test:complete', ({ name }) => untold.delete(name));
  stream.on('test:fail', (data) => {
    if (data.todo === undefined || data.todo === false) good = false;
  });
  stream.on('test:pass', (data) => {
    if (typeof data.skip === 'string') notRun.push(`${data.name}: ${data.skip}`);
  });
  const report = stream.compose(new spec());
  await new Promise<void>((done, failed) => {
    report.on('end', done).on('error', failed);
    report.pipe(process.stdout, { end: false });
  });
  clearTimeout(overtime);
  for (const file of untold) console.error(`\nNOTHING WAS HEARD OF ${file}`);
  return untold.size === 0 && good && !abort.signal.aborted;
}

/** The program of a lane. */
function laneSource(task: LaneTask): string {
  return `
    import { runLane } from ${JSON.stringify(pathToFileURL(join(ROOT, 'test/support/lane.ts')).href)};
    await runLane(${JSON.stringify(task)});
  `;
}

/**
 * Journeys through a browser, houses that are killed and what asks every route take far the longest, and tests with a
 * database longer than those without; the rest is told by their length. What is long and taken last keeps one processor
 * busy alone.
 */
function longestFirst(all: string[]): string[] {
  const weight = (file: string): number => {
    if (/^test\/(faults|permissions)\//.test(file)) return 1e9;
    return statSync(join(ROOT, file)).size * (file.startsWith('test/journeys') ? 30 : uses(file, /support\//) ? 5 : 1);
  };
  return all.toSorted((a, b) => weight(b) - weight(a));
}

/** Whether it is in the file, or in what the file takes in. */
function uses(file: string, what: RegExp): boolean {
  return [file, ...takenInBy(file)].some((path) => what.test(textOf(path)));
}

/** The files in `test/` that a file imports, and those that these import. */
function takenInBy(file: string): string[] {
  const taken = new Set<string>();
  const follow = (from: string) => {
    for (const [, to] of textOf(from).matchAll(/^(?:import|export) (?!type\b)[^;]*? from '(\.[^']+)';/gm)) {
      const path = join(dirname(from), to!);
      if (!path.startsWith('test/') || taken.has(path)) continue;
      taken.add(path);
      follow(path);
    }
  };
  follow(file);
  return [...taken];
}

function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/**
 * Where the run's folder is made: in memory where there is enough. Each test file clones a database of 2,700 files and
 * drops it; ext4, which passes over what was deleted in the last half minute, takes over a second of a processor for that.
 */
function placeOfRun(): string {
  if (process.platform !== 'linux' || !existsSync(MEMORY_FOLDER)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY_FOLDER);
  return Math.min(bavail * bsize, process.availableMemory()) > FREE_MEMORY_bytes ? MEMORY_FOLDER : tmpdir();
}

/** A runner that was killed leaves its server and folder behind: stop and remove those whose runner is gone. */
function removeLeftovers(place: string): void {
  if (!existsSync(place)) return;
  for (const name of readdirSync(place)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (!pid || isRunning(Number(pid))) continue;
    const left = join(place, name);
    const lock = join(left, 'database', 'postmaster.pid');
    if (existsSync(lock)) {
      // Its lines: process, data folder, start, port, socket folder (PostgreSQL, miscadmin.h).
      const [server, , , , sockets] = readFileSync(lock, 'utf8').split('\n');
      if (isRunning(Number(server))) process.kill(Number(server), 'SIGQUIT');
      for (let tries = 0; tries < 100 && isRunning(Number(server)); tries++) pause(20);
      if (sockets?.startsWith(tmpdir())) rmSync(sockets, { recursive: true, force: true });
    }
    rmSync(left, { recursive: true, force: true });
  }
}

function pause(time_ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, time_ms);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
