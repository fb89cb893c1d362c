import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { ownerClient, sql } from './db.ts';
import { type JobWorker, addJob, addJobs, startJobWorker } from './jobs.ts';
import { createLog } from './log.ts';

let database: TestDatabase;
let owner: pg.Client;
before(async () => {
  database = await testDatabase();
  owner = ownerClient(database.owner);
  await owner.connect();
  await owner.query(`
    CREATE TABLE kernel.done (id bigint GENERATED ALWAYS AS IDENTITY, task text, payload jsonb);
    GRANT SELECT, INSERT, DELETE ON kernel.done TO kernel;`);
});
after(async () => {
  await owner.end();
  await database.close();
});
beforeEach(() => owner.query('TRUNCATE kernel.done; DELETE FROM graphile_worker._private_jobs'));

const kernel = () => database.db.as('kernel');
const note = (task: string, payload: unknown) =>
  kernel().run(sql`INSERT INTO done (task, payload) VALUES (${task}, ${JSON.stringify(payload)})`);
type Handlers = Parameters<typeof startJobWorker>[0]['handlers'];

async function withWorker(
  handlers: Handlers,
  work: () => Promise<void>,
  over: { alone?: boolean; schedules?: [string, string][] } = {},
): Promise<void> {
  const worker: JobWorker = await startJobWorker({
    connection: database.runtime,
    db: database.db,
    handlers,
    schedules: over.schedules ?? [],
    log: createLog('silent'),
    alone: over.alone ?? true,
  });
  try {
    await work();
  } finally {
    await worker.stop();
  }
}
async function until(what: string, isSo: () => boolean | Promise<boolean>, most_ms = 20_000): Promise<void> {
  const deadline = Date.now() + most_ms;
  while (!(await isSo())) {
    assert.ok(Date.now() < deadline, `${what}: not within ${most_ms} ms`);
    await wait(20);
  }
}
const done = async (task?: string) =>
  (
    await kernel().rows<{ payload: { n: number } }>(sql`SELECT payload FROM done
    WHERE ${task ?? null}::text IS NULL OR task = ${task ?? null} ORDER BY id`)
  ).map(({ payload }) => payload.n);
const waiting = async () => (await owner.query('SELECT FROM graphile_worker._private_jobs')).rowCount;
const noteIt: Handlers = { 'test.note': (payload: { n: number }) => note('test.note', payload).then(() => undefined) };

test('a job exists exactly when its transaction commits', async () => {
  const asked = database.db.as('exchange');
  await assert.rejects(
    asked.transaction(async (tx) => {
      await addJob(tx, { task: 'test.note', payload: { n: 1 } });
      throw new Error('changed my mind');
    }),
    /changed my mind/,
  );
  assert.equal(await waiting(), 0);
  await asked.transaction((tx) => addJob(tx, { task: 'test.note', payload: { n: 2 } }));
  assert.equal(await waiting(), 1);
  await withWorker(noteIt, async () => {
    await until('the job is done', async () => (await done()).length > 0);
    await asked.transaction((tx) => addJob(tx, { task: 'test.note', payload: { n: 3 } }));
    await until('the second is done', async () => (await done()).length > 1);
  });
  assert.deepEqual(await done(), [2, 3]);
  assert.equal(await waiting(), 0);
});

test('several jobs are added at once, by a statement of their own or inside a larger one', async () => {
  const asked = database.db.as('exchange');
  await addJobs(asked, []);
  assert.equal(await waiting(), 0);
  await addJobs(asked, [
    { task: 'test.note', payload: { n: 1 }, priority: -1 },
    { task: 'test.note', payload: { n: 4 }, runAt: new Date(Date.now() + 3_600_000) },
    { task: 'test.note', payload: { n: 2 } },
  ]);
  const more = JSON.stringify([{ task: 'test.note', payload: { n: 3 }, priority: 1 }]);
  await kernel().run(sql`WITH noted AS (INSERT INTO done (task, payload) VALUES ('test.before', '{"n": 0}'))
    SELECT kernel.add_jobs(${more}::jsonb)`);
  await withWorker(noteIt, () => until('three are done', async () => (await done('test.note')).length === 3));
  assert.deepEqual(
    (await done()).toSorted((a, b) => a - b),
    [0, 1, 2, 3],
  );
  assert.equal(await waiting(), 1);
});

test('a system adds jobs and sees nothing of the queue', async () => {
  const asked = database.db.as('exchange');
  const refused = (error: { code?: string }) => error.code === '42501';
  await assert.rejects(asked.rows(sql`SELECT payload FROM graphile_worker._private_jobs`), refused);
  await assert.rejects(asked.rows(sql`SELECT graphile_worker.add_job('test.note')`), refused);
});

test('jobs of one queue are done one after another, in order; others do not wait for them', async () => {
  for (let n = 1; n <= 8; n++) await addJob(kernel(), { task: 'test.slow', payload: { n }, queue: 'person-1' });
  await addJob(kernel(), { task: 'test.note', payload: { n: 99 } });
  let running = 0;
  let most = 0;
  const handlers: Handlers = {
    ...noteIt,
    'test.slow': async (payload: { n: number }) => {
      most = Math.max(most, ++running);
      await wait(payload.n === 1 ? 150 : 5);
      await note('test.slow', payload);
      running--;
    },
  };
  await withWorker(handlers, () => until('all are done', async () => (await done()).length === 9));
  assert.deepEqual(await done('test.slow'), [1, 2, 3, 4, 5, 6, 7, 8]);
  assert.equal(most, 1);
  assert.equal((await done())[0], 99);
});

test('a job that fails is tried again later, and holds up its own queue only', async () => {
  let tries = 0;
  const handlers: Handlers = {
    ...noteIt,
    'test.failing': async (payload: { n: number }) => {
      if (++tries < 3) throw new Error('not yet');
      await note('test.failing', payload);
    },
  };
  await addJob(kernel(), { task: 'test.failing', payload: { n: 1 } });
  await addJob(kernel(), { task: 'test.note', payload: { n: 2 } });
  await withWorker(handlers, async () => {
    await until('the other is done', async () => (await done('test.note')).length === 1);
    for (let again = 1; again < 3; again++) {
      await until('it has failed', () => tries === again);
      await until('it is put off', async () => {
        const sooner = await owner.query(
          `UPDATE graphile_worker._private_jobs SET run_at = now() WHERE attempts = $1 AND locked_at IS NULL`,
          [again],
        );
        return sooner.rowCount === 1;
      });
    }
    await until('it is done', async () => (await done('test.failing')).length === 1);
  });
  assert.equal(tries, 3);
});

test('a job waits for its time, and one of the same key takes the place of another', async () => {
  await addJob(kernel(), { task: 'test.note', payload: { n: 1 }, runAt: new Date(Date.now() + 3_600_000) });
  await addJob(kernel(), { task: 'test.note', payload: { n: 2 }, key: 'same' });
  await addJob(kernel(), { task: 'test.note', payload: { n: 3 }, key: 'same' });
  await withWorker(noteIt, async () => {
    await until('the job is done', async () => (await done()).length > 0);
    await wait(100);
  });
  assert.deepEqual(await done(), [3]);
  assert.equal(await waiting(), 1);
});

test('a worker that is stopped finishes what it began', async () => {
  let isRunning = false;
  const handlers: Handlers = {
    'test.slow': async (payload: { n: number }) => {
      isRunning = true;
      await wait(400);
      await note('test.slow', payload);
    },
  };
  await addJob(kernel(), { task: 'test.slow', payload: { n: 1 } });
  await withWorker(handlers, () => until('it runs', () => isRunning));
  assert.deepEqual(await done(), [1]);
});

/** Another process that takes a job, says so, and never ends it. */
async function holdJobInAnotherProcess(): Promise<{ kill(): Promise<void> }> {
  const at = (file: string) => JSON.stringify(new URL(file, import.meta.url).href);
  const program = `
    import { openDatabase, sql } from ${at('./db.ts')};
    import { startJobWorker } from ${at('./jobs.ts')};
    import { createLog } from ${at('./log.ts')};
    const connection = ${JSON.stringify(database.runtime)};
    const db = openDatabase(connection, () => undefined);
    await startJobWorker({ connection, db, schedules: [], log: createLog('silent'), alone: false, handlers: {
      'test.held': async () => { process.stdout.write('held'); await new Promise(() => undefined); },
    } });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise<void>((held, failed) => {
    child.stdout.once('data', () => held());
    child.once('exit', (code) => failed(new Error(`the other process ended with ${code}`)));
  });
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
const held: Handlers = { 'test.held': (payload: { n: number }) => note('test.held', payload).then(() => undefined) };

test('the jobs of a killed worker are taken over at once by the first after a start', { timeout: 60_000 }, async () => {
  await addJob(kernel(), { task: 'test.held', payload: { n: 1 }, queue: 'held' });
  await addJob(kernel(), { task: 'test.held', payload: { n: 2 }, queue: 'held' });
  const other = await holdJobInAnotherProcess();
  await other.kill();
  await withWorker(held, () => until('both are done', async () => (await done()).length === 2, 8_000));
  assert.deepEqual(await done(), [1, 2]);
});

test(
  'of a job that a killed worker held, and in whose place another came, nothing is left',
  { timeout: 60_000 },
  async () => {
    await addJob(kernel(), { task: 'test.held', payload: { n: 1 }, key: 'held' });
    const other = await holdJobInAnotherProcess();
    await addJob(kernel(), { task: 'test.held', payload: { n: 2 }, key: 'held' });
    await other.kill();
    await withWorker(held, () => until('all is done', async () => (await waiting()) === 0, 30_000));
    assert.deepEqual(await done(), [2]);
  },
);

test(
  'beside others that live, only the jobs of one that was silent for long are taken over',
  { timeout: 60_000 },
  async () => {
    await addJob(kernel(), { task: 'test.held', payload: { n: 1 } });
    const other = await holdJobInAnotherProcess();
    await withWorker(
      held,
      async () => {
        await wait(2_500);
        assert.deepEqual(await done(), [], 'the other one lives');
        await other.kill();
        // As if ten seconds had gone by since it was last seen.
        await owner.query(`UPDATE kernel.worker SET seen_at = now() - interval '11 seconds'
        WHERE id IN (SELECT locked_by FROM graphile_worker._private_jobs)`);
        await until('it is done', async () => (await done()).length === 1, 30_000);
      },
      { alone: false },
    );
  },
);

test('a schedule is known to the queue', async () => {
  await withWorker(
    { 'test.swept': async () => undefined },
    async () => {
      // The library writes it down while it begins, after it has said that it runs.
      const isKnown = async () => {
        const { rows } = await owner.query('SELECT identifier FROM graphile_worker._private_known_crontabs');
        return rows.some(({ identifier }: { identifier: string }) => identifier === 'test.swept');
      };
      while (!(await isKnown())) await wait(20);
    },
    { schedules: [['test.swept', '* * * * *']] },
  );
  await assert.rejects(withWorker({}, async () => undefined, { schedules: [['test.swept', 'every minute']] }));
});
