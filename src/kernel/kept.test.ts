import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { openDatabase, ownerClient, sql } from './db.ts';
import { Kept } from './kept.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

/** Fulfilled when `is` holds, which a message of PostgreSQL brings about within milliseconds. */
async function until(is: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await is()); tries++) {
    assert.ok(tries < 500, 'waited 5 s in vain');
    await wait(10);
  }
}

const hearing = () => until(() => database.db.changes.isHearing);
const tell = (topic: string, which: string | null) =>
  database.db.as('kernel').run(sql`SELECT kernel.tell_changed(${topic}, ${which})`);

/** A source that counts how often it is read. */
function source() {
  let reads = 0;
  return { read: async () => ++reads, reads: () => reads };
}

test('what is kept is read once, until it is forgotten', async () => {
  const kept = new Kept<number>(database.db, 'test.once', { most: 10 });
  await hearing();
  const { read } = source();
  assert.equal(await kept.get('a', read), 1);
  assert.equal(await kept.get('a', read), 1);
  assert.equal(await kept.get('b', read), 2);
  kept.forget('a');
  assert.equal(await kept.get('a', read), 3);
  assert.equal(await kept.get('b', read), 2, 'the other is still kept');
});

test('what another process changes is read anew, and nothing else', async () => {
  const kept = new Kept<number>(database.db, 'test.told', { most: 10 });
  await hearing();
  const { read } = source();
  await kept.get('a', read);
  await kept.get('b', read);
  await tell('test.told', 'a');
  await until(async () => (await kept.get('a', read)) === 3);
  assert.equal(await kept.get('b', read), 2);
  await tell('test.told', null);
  await until(async () => (await kept.get('b', read)) > 2);
});

test('a change that is rolled back is told to nobody', async () => {
  const kept = new Kept<number>(database.db, 'test.undone', { most: 10 });
  await hearing();
  const { read } = source();
  await kept.get('a', read);
  await assert.rejects(
    database.db.as('kernel').transaction(async (tx) => {
      await tx.run(sql`SELECT kernel.tell_changed('test.undone', 'a')`);
      throw new Error('given up');
    }),
    /given up/,
  );
  await tell('test.undone', 'b');
  await wait(50);
  assert.equal(await kept.get('a', read), 1);
});

test('an answer that was on its way while it changed is given and not kept', async () => {
  const kept = new Kept<string>(database.db, 'test.overtaken', { most: 10 });
  await hearing();
  let answer!: (value: string) => void;
  const first = kept.get('a', () => new Promise((done) => (answer = done)));
  kept.forget('a');
  answer('old');
  assert.equal(await first, 'old');
  assert.equal(await kept.get('a', async () => 'new'), 'new');
});

test('those of which the same is told are forgotten together', async () => {
  const kept = new Kept<number>(database.db, 'test.together', { most: 10, whichOf: (key) => key.slice(-1) });
  await hearing();
  const { read } = source();
  for (const key of ['11', '21', '12']) await kept.get(key, read);
  kept.forget('31');
  assert.equal(await kept.get('12', read), 3);
  assert.equal(await kept.get('11', read), 4);
  assert.equal(await kept.get('21', read), 5);
});

test('no more is kept than was said', async () => {
  const kept = new Kept<number>(database.db, 'test.most', { most: 3 });
  await hearing();
  const { read } = source();
  for (let i = 0; i < 10; i++) await kept.get(String(i), read);
  assert.equal(await kept.get('9', read), 10, 'the last is kept');
  assert.equal(await kept.get('0', read), 11, 'the first is not');
});

test('while changes cannot be heard nothing is kept, and it is kept again afterwards', async () => {
  const lost: string[] = [];
  const own = openDatabase(database.runtime, (error) => lost.push(error.message));
  const owner = ownerClient(database.owner);
  await owner.connect();
  try {
    const kept = new Kept<number>(own, 'test.lost', { most: 10 });
    await until(() => own.changes.isHearing);
    const { read } = source();
    assert.equal(await kept.get('a', read), 1);
    await owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'mot-cua changes' AND datname = current_database() ORDER BY backend_start DESC LIMIT 1`);
    await until(() => !own.changes.isHearing);
    assert.equal(await kept.get('a', read), 2);
    assert.ok(lost.length > 0, 'it is told that the connection was lost');
    await until(() => own.changes.isHearing);
    const again = await kept.get('a', read);
    assert.equal(await kept.get('a', read), again);
  } finally {
    await owner.end();
    await own.close();
  }
});
