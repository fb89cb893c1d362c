/**
 * `npm run check`: format, types, lint, unused code, and our own rules of the house. Prints each with its time, and what
 * it found; ends with 1 when anything was found. `npm run check -- --release` writes down the migrations as released.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { CHECKS } from './architecture/checks.ts';
import { readTree } from './architecture/source.ts';
import { migrationChecksums, RELEASED_MIGRATIONS } from './architecture/sql.ts';

const ROOT = resolve(import.meta.dirname, '..');
/** A step that hangs is ended. The longest takes half a minute on processors of its own; on a busy machine ten times that. */
const STEP_TIMEOUT_MS = 900_000;

interface Outcome {
  good: boolean;
  output: string;
}

/** The steps, longest first, so that two side by side end at about the same time. */
const STEPS: Record<string, () => Promise<Outcome>> = {
  types: () => tool('tsc', ['--noEmit', '--pretty', 'false']),
  lint: () => tool('oxlint', ['--deny-warnings', '--format', 'unix']),
  unused: () => tool('knip', ['--no-progress']),
  format: () => tool('oxfmt', ['--check', '.']),
  ...Object.fromEntries(
    Object.entries(CHECKS).map(([name, check]) => [
      name,
      () => {
        const found = check(tree()).map(({ at, message }) => `${at}\n    ${message}`);
        return Promise.resolve({ good: found.length === 0, output: found.join('\n') });
      },
    ]),
  ),
};

let read: ReturnType<typeof readTree> | undefined;
function tree(): ReturnType<typeof readTree> {
  return (read ??= readTree(ROOT));
}

if (process.argv.includes('--release')) {
  writeFileSync(join(ROOT, RELEASED_MIGRATIONS), `${JSON.stringify(migrationChecksums(tree()), null, 2)}\n`);
  console.log(`The migrations are written down as released in ${RELEASED_MIGRATIONS}.`);
}

const waiting = Object.entries(STEPS);
const failed: string[] = [];
await Promise.all(Array.from({ length: Math.max(2, Math.min(4, availableParallelism())) }, work));
if (failed.length > 0) console.error(`\nThe check found something: ${failed.join(', ')}.`);
else console.log('\nThe check found nothing.');
process.exitCode = failed.length > 0 ? 1 : 0;

async function work(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const [name, run] = step;
    const began = performance.now();
    const { good, output } = await run();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    console.log(`${good ? '✔' : '✖'} ${name.padEnd(12)}${seconds.padStart(5)} s`);
    if (good) continue;
    failed.push(name);
    console.log(output.trim().replace(/^/gm, '  '));
  }
}

/** Runs a tool of node_modules on the project. */
function tool(name: string, args: string[]): Promise<Outcome> {
  return new Promise((done) => {
    const child = spawn(join(ROOT, 'node_modules/.bin', name), args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: STEP_TIMEOUT_MS,
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data));
    child.stderr.on('data', (data: Buffer) => (output += data));
    child.on('error', (error) => done({ good: false, output: `${name} did not start: ${error.message}` }));
    child.on('close', (code, signal) =>
      done({ good: code === 0, output: signal ? `${output}\nstopped by ${signal}` : output }),
    );
  });
}
