import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import type { Connection } from './db.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';

const folder = mkdtempSync(join(tmpdir(), 'mot-cua-embedded-'));
// PostgreSQL runs as `nobody` when we are root, and has to get through.
chmodSync(folder, 0o711);
const data = join(folder, 'postgres');
const sockets = new Set<string>();
let open: EmbeddedPostgres | undefined;
after(async () => {
  await open?.stop();
  for (const path of sockets) rmSync(path, { recursive: true, force: true });
  rmSync(folder, { recursive: true });
});

async function start(): Promise<EmbeddedPostgres> {
  open = await startEmbeddedPostgres(data);
  sockets.add(String(open.owner.host));
  return open;
}
async function ask<Row>(connection: Connection, text: string): Promise<Row[]> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
}
const serverPid = () => Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);

test(
  'the first start makes the database, a stop keeps what was committed, the next start finds it',
  { timeout: 60_000 },
  async () => {
    const first = await start();
    assert.deepEqual([first.isNew, first.wasRunning], [true, false]);
    await ask(first.owner, 'CREATE TABLE public.kept (id int)');
    await ask(first.owner, 'INSERT INTO public.kept VALUES (1)');
    // One that is in the middle of something neither holds up the stop nor is kept.
    const busy = new pg.Client(first.owner);
    busy.on('error', () => undefined);
    await busy.connect();
    await busy.query('BEGIN');
    await busy.query('INSERT INTO public.kept VALUES (2)');
    await first.stop();
    await busy.end().catch(() => undefined);
    await assert.rejects(ask(first.owner, 'SELECT 1'));
    const second = await start();
    assert.deepEqual([second.isNew, second.wasRunning], [false, false]);
    assert.deepEqual(await ask(second.owner, 'SELECT id FROM public.kept'), [{ id: 1 }]);
    assert.deepEqual(await ask(second.owner, `SHOW wal_level`), [{ wal_level: 'minimal' }]);
  },
);

test('it listens to this machine alone, by its socket', async () => {
  assert.deepEqual(await ask(open!.owner, 'SHOW listen_addresses'), [{ listen_addresses: '' }]);
});

test('a server that is running already is used as it is', { timeout: 60_000 }, async () => {
  const pid = serverPid();
  const again = await startEmbeddedPostgres(data);
  assert.equal(again.wasRunning, true);
  assert.equal(serverPid(), pid);
  assert.deepEqual(await ask(again.runtime, 'SELECT current_user AS me'), [{ me: 'mot_cua' }]);
});

test('a server whose house was killed is taken over, and can be stopped', { timeout: 60_000 }, async () => {
  await open!.stop();
  const program = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url).href)};
    await startEmbeddedPostgres(${JSON.stringify(data)});
    process.stdout.write('started');
    setInterval(() => undefined, 1000);`;
  const house = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => house.once('exit', resolve));
  await new Promise((resolve) => house.stdout.once('data', resolve));
  const pid = serverPid();
  house.kill('SIGKILL');
  await ended;
  const next = await start();
  assert.equal(next.wasRunning, true);
  assert.equal(serverPid(), pid);
  assert.deepEqual(await ask(next.owner, 'SELECT id FROM public.kept'), [{ id: 1 }]);
  await next.stop();
  await assert.rejects(ask(next.owner, 'SELECT 1'));
});

test('after a server was killed itself, what was committed is there', { timeout: 60_000 }, async () => {
  const killed = await start();
  await ask(killed.owner, 'INSERT INTO public.kept VALUES (3)');
  // An orphan that computes does not notice at once that its server is gone, and keeps the next one out for a while.
  const busy = ask(killed.owner, 'SELECT count(*) FROM generate_series(1, 3000000)').catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 300));
  process.kill(serverPid(), 'SIGKILL');
  const next = await start();
  assert.deepEqual(await ask(next.owner, 'SELECT id FROM public.kept ORDER BY id'), [{ id: 1 }, { id: 3 }]);
  await busy;
});
