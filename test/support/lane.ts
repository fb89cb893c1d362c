import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, suite } from 'node:test';
import { pathToFileURL } from 'node:url';
import { leftBehind, processState } from './process-state.ts';
import { processorTime, reportProcessorTime } from './processor-time.ts';

/** What the runner tells each of its lanes. */
export interface LaneTask {
  root: string;
  /** All test files of the run, below the root, in the order in which they are taken. */
  files: string[];
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
  for (const [index, file] of files.entries()) {
    if (!take(join(folder, `taken-${index}`))) continue;
    const before = asked && processorTime(asked.postmaster);
    await runFile(root, file);
    if (before) reportProcessorTime(asked.report, file, before, processorTime(asked.postmaster));
  }
}

function runFile(root: string, file: string): Promise<void> {
  const found = processState();
  return new Promise((ended) => {
    void suite(file, async () => {
      try {
        await import(pathToFileURL(join(root, file)).href);
      } catch (error) {
        ended();
        throw error;
      }
      // Behind the file's own hooks, which put back what its tests changed.
      after(() => {
        ended();
        const left = leftBehind(found);
        if (left.length > 0) throw new Error(`${file} must put back what it changed: ${left.join(', ')}`);
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
