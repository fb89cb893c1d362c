import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, suite } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { TestServer } from './database.ts';
import { type ProcessState, leftBehind, processState } from './process-state.ts';
import { processorTime, reportProcessorTime } from './processor-time.ts';

/** What a test file must wait for: a database to clone without people, or one with a country. */
export type Need = 'nothing' | 'shipped' | 'country';

/** What the runner tells each of its lanes. */
export interface LaneTask {
  root: string;
  /** All test files of the run, below the root, in the order in which they are taken. */
  files: { path: string; need: Need }[];
  /** The folder of the run. */
  folder: string;
  /** The process of the runner. */
  runner: number;
  /** Where to tell what each file took of the processors, and the first process of PostgreSQL, when that is asked for. */
  processorTime: { report: string; postmaster: number | undefined } | undefined;
}

/**
 * Runs one test file after another, each that no other lane has taken: a process for each would spend most of its time
 * starting. A suite for each file keeps its hooks to itself; one begins when the one before it has ended. A file that
 * leaves its process other than it found it fails, and the next finds it as it was. A lane whose runner was killed ends
 * too.
 */
export async function runLane({ root, files, folder, runner, processorTime: asked }: LaneTask): Promise<void> {
  // A lane that ends at once must not take along what it has still to tell.
  const { _handle: pipe } = process.stdout as { _handle?: { setBlocking?(isBlocking: boolean): void } };
  pipe?.setBlocking?.(true);
  setInterval(() => process.ppid === runner || process.exit(1), 1000).unref();
  const left = new Map(files.entries());
  while (left.size > 0) {
    const [index, { path, need }] = [...left].find(([, file]) => isReady(folder, file.need)) ?? [...left][0]!;
    left.delete(index);
    if (!take(join(folder, `taken-${index}`))) continue;
    const before = asked && processorTime(asked.postmaster);
    await runFile(join(root, path), path, () => untilReady(folder, need));
    if (before) reportProcessorTime(asked.report, path, before, processorTime(asked.postmaster));
  }
}

const LOOK_AGAIN_ms = 50;
const readyPath = (folder: string, need: Need): string => join(folder, `ready-${need}`);

/** Tells the lanes of a run that a database can be cloned. */
export function tellReady(folder: string, need: Need, server: TestServer): void {
  const path = readyPath(folder, need);
  writeFileSync(`${path}.part`, JSON.stringify(server));
  renameSync(`${path}.part`, path);
}

function isReady(folder: string, need: Need): boolean {
  return need === 'nothing' || existsSync(readyPath(folder, need));
}

/** Waits until what a file needs is there. Where the server is, its tests then find in the environment. */
async function untilReady(folder: string, need: Need): Promise<void> {
  while (!isReady(folder, need)) await wait(LOOK_AGAIN_ms);
  if (need !== 'nothing') process.env.TEST_SERVER = readFileSync(readyPath(folder, need), 'utf8');
}

/** Runs a file in a suite of its own. It waits within that: a process whose suites have all ended, ends. */
function runFile(path: string, name: string, ready: () => Promise<void>): Promise<void> {
  return new Promise((ended) => {
    void suite(name, async () => {
      let found: ProcessState;
      try {
        await ready();
        found = processState();
        await import(pathToFileURL(path).href);
      } catch (error) {
        ended();
        throw error;
      }
      // Behind the file's own hooks, which put back what its tests changed.
      after(() => {
        ended();
        const left = leftBehind(found);
        if (left.length > 0) throw new Error(`${name} must put back what it changed: ${left.join(', ')}`);
      });
    });
  });
}

/** Takes a file by making a folder, which only one lane can make. */
function take(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
