import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Connection } from '../../src/kernel/db.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const HOOK = ['--import', join(ROOT, 'src/kernel/tsx-hook.js')];
/** The flags that `npm start` gives Node. */
const FLAGS = (
  JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } }
).scripts.start
  .split(' ')
  .filter((word) => word.startsWith('--') && word !== '--import');
const NODE = [join(ROOT, 'node_modules/.bin/node'), ...FLAGS, ...HOOK] as const;
const START_WITHIN_MS = 120_000;
const STOP_WITHIN_MS = 15_000;

/** The processes of a house, by what they do. */
export type Part = 'first' | 'web' | 'jobs' | 'signer' | 'database';

/** A house in processes of its own, as `npm start` starts it, that can be killed and started again. */
export interface RunningHouse {
  publicUrl: string;
  internalUrl: string;
  /** As the superuser of its database: to look behind the systems' backs. */
  owner: Connection;
  /** From the start of the process to the line that says it is ready, of the last start. */
  ready_ms(): number;
  /** All processes that are alive, by what they do. */
  processes(): { pid: number; part: Part }[];
  /** Kills those parts without warning (SIGKILL), at the same moment. */
  kill(parts: readonly Part[]): void;
  /** Starts the house again after the first process is gone. */
  start(): Promise<void>;
  /** Stops it in order, so that it can be started again. */
  stop(): Promise<void>;
  /** Runs a command of the house's command line and gives what it printed. */
  command(...words: string[]): Promise<string>;
  /** Stops everything and removes the folder. */
  close(): Promise<void>;
}

/** Starts a house on free ports and a folder of its own. `settings` are those of the environment. */
export async function runHouse(settings: Record<string, string> = {}): Promise<RunningHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'mot-cua-run-'));
  // PostgreSQL runs as `nobody` when we are root, and has to get through.
  chmodSync(folder, 0o711);
  const [port, internalPort] = await Promise.all([freePort(), freePort()]);
  const env: Record<string, string | undefined> = {
    ...process.env,
    PORT: String(port),
    INTERNAL_PORT: String(internalPort),
    DATA_DIR: join(folder, 'data'),
    DATABASE_URL: undefined,
    DEMO: '1',
    LOG: 'error',
    ...settings,
  };
  const house = new House(folder, env, { port, internalPort });
  process.once('exit', house.killAll);
  try {
    await house.start();
  } catch (error) {
    await house.close();
    throw error;
  }
  return house;
}

class House implements RunningHouse {
  readonly publicUrl: string;
  readonly internalUrl: string;
  readonly #folder: string;
  readonly #env: Record<string, string | undefined>;
  #first: ChildProcess | undefined;
  #ready_ms = 0;

  constructor(folder: string, env: Record<string, string | undefined>, ports: { port: number; internalPort: number }) {
    this.#folder = folder;
    this.#env = env;
    this.publicUrl = `http://localhost:${ports.port}`;
    this.internalUrl = `http://localhost:${ports.internalPort}`;
  }

  get owner(): Connection {
    const sockets = this.#databaseLines()[4];
    return { host: sockets, port: 5432, user: 'postgres', database: 'mot_cua' };
  }

  ready_ms(): number {
    return this.#ready_ms;
  }

  start(): Promise<void> {
    const began = performance.now();
    const [node, ...flags] = NODE;
    // A process group of its own, so that all of it can be killed at the same moment.
    const first = spawn(node, [...flags, join(ROOT, 'src/main.ts')], {
      cwd: ROOT,
      env: this.#env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#first = first;
    let said = '';
    return new Promise((ready, failed) => {
      const overtime = setTimeout(
        () => failed(new Error(`the house did not start in time:\n${said}`)),
        START_WITHIN_MS,
      );
      const end = (settle: () => void) => {
        clearTimeout(overtime);
        settle();
      };
      first.once('exit', (code, signal) =>
        end(() => failed(new Error(`the house ended (${code ?? signal}):\n${said}`))),
      );
      first.stderr!.on('data', (part: Buffer) => {
        said = (said + part.toString()).slice(-8_000);
        if (process.env.SHOW_LOG) process.stderr.write(part);
      });
      first.stdout!.on('data', (part: Buffer) => {
        if (!/\bready in\b/.test(part.toString())) return;
        this.#ready_ms = performance.now() - began;
        end(ready);
      });
    });
  }

  processes(): { pid: number; part: Part }[] {
    const group = this.#first?.pid;
    const server = Number(this.#databaseLines()[0] ?? 0);
    const found: { pid: number; part: Part }[] = [];
    for (const name of readdirSync('/proc')) {
      const pid = Number(name);
      if (!pid) continue;
      try {
        // Behind the name in brackets stand state, parent and process group (proc(5)).
        const [state, parent, ofGroup] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
        if (state === 'Z') continue;
        if (pid === server || (server > 0 && Number(parent) === server)) found.push({ pid, part: 'database' });
        else if (group !== undefined && Number(ofGroup) === group) found.push({ pid, part: partOf(pid, group) });
      } catch {
        // It ended while we looked.
      }
    }
    return found;
  }

  kill(parts: readonly Part[]): void {
    for (const { pid, part } of this.processes()) if (parts.includes(part)) end(pid);
  }

  async command(...words: string[]): Promise<string> {
    const [node, ...flags] = NODE;
    const child = spawn(node, [...flags, join(ROOT, 'src/motcua.ts'), ...words], {
      cwd: ROOT,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (part: Buffer) => (said += part.toString()));
    const code = await new Promise<number | null>((ended) => child.once('close', ended));
    if (code !== 0) throw new Error(`motcua ${words.join(' ')} ended with ${code}`);
    return said;
  }

  async stop(): Promise<void> {
    const first = this.#first;
    if (first?.exitCode === null && first.signalCode === null) {
      const ended = new Promise((done) => first.once('exit', done));
      first.kill('SIGTERM');
      await Promise.race([ended, wait(STOP_WITHIN_MS)]);
    }
  }

  async close(): Promise<void> {
    await this.stop();
    this.killAll();
    process.removeListener('exit', this.killAll);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  readonly killAll = (): void => this.kill(['first', 'web', 'jobs', 'signer', 'database']);

  /** The lines of the file in which PostgreSQL says who and where it is (miscadmin.h). */
  #databaseLines(): string[] {
    const file = join(this.#folder, 'data', 'postgres', 'postmaster.pid');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  }
}

function partOf(pid: number, group: number): Part {
  if (pid === group) return 'first';
  const role = /(?:^|\0)MOT_CUA_ROLE=(\w+)/.exec(readFileSync(`/proc/${pid}/environ`, 'latin1'))?.[1];
  return role === 'jobs' || role === 'web' || role === 'signer' ? role : 'first';
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** A port that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
