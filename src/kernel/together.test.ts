import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import { Together } from './together.ts';

test('what comes at the same time is done by one statement, each with its own answer', async () => {
  const statements: number[][] = [];
  const together = new Together<number, number>(
    async (entries) => {
      statements.push(entries);
      await wait(5);
      return entries.map((entry) => entry * 10);
    },
    { most: 3 },
  );
  const answers = await Promise.all([1, 2, 3, 4].map((entry) => together.enter(entry)));
  assert.deepEqual(answers, [10, 20, 30, 40]);
  assert.deepEqual(statements, [[1, 2, 3], [4]]);
  assert.equal(await together.enter(5), 50);
});

test('so many statements are under way at the same time, and no more', async () => {
  let underWay = 0;
  let most = 0;
  const together = new Together<number>(
    async (entries) => {
      most = Math.max(most, ++underWay);
      await wait(5);
      underWay--;
      return entries.map(() => undefined);
    },
    { most: 2, atOnce: 2 },
  );
  await Promise.all(Array.from({ length: 10 }, (_, entry) => together.enter(entry)));
  assert.equal(most, 2);
});

test('many are divided among the statements that may be under way; a few wait for the one before', async () => {
  const underWay: { size: number; end: () => void }[] = [];
  const together = new Together<number>(
    async (entries) => {
      await new Promise<void>((end) => underWay.push({ size: entries.length, end }));
      return entries.map(() => undefined);
    },
    { most: 100, atOnce: 2, beside: 10 },
  );
  const enterAll = (count: number) => Promise.all(Array.from({ length: count }, (_, entry) => together.enter(entry)));
  /** Their sizes, when all that were entered have had the time to begin. */
  const begun = async () => {
    for (let turns = 0; turns < 3; turns++) await turn();
    return underWay.map(({ size }) => size);
  };
  const endAll = () => {
    for (const { end } of underWay.splice(0)) end();
  };
  const many = enterAll(50);
  assert.deepEqual(await begun(), [25, 25]);
  endAll();
  await many;
  const some = enterAll(20);
  assert.deepEqual(await begun(), [20]);
  const few = enterAll(9);
  assert.deepEqual(await begun(), [20], 'so few are no reason for a second statement');
  endAll();
  await some;
  assert.deepEqual(await begun(), [9]);
  const enough = enterAll(10);
  assert.deepEqual(await begun(), [9, 10]);
  endAll();
  await Promise.all([few, enough]);
});

test('behind several that came at once more are waited for; behind one alone nobody waits', async () => {
  const statements: number[][] = [];
  const together = new Together<number>(
    async (entries) => {
      statements.push(entries);
      return entries.map(() => undefined);
    },
    { most: 10, gather_ms: 100 },
  );
  await together.enter(1);
  await together.enter(2);
  await Promise.all([together.enter(3), together.enter(4)]);
  const fifth = together.enter(5);
  await wait(20);
  await Promise.all([fifth, together.enter(6)]);
  assert.deepEqual(statements, [[1], [2], [3, 4], [5, 6]]);
  await wait(60);
  const seventh = together.enter(7);
  await wait(20);
  await Promise.all([seventh, together.enter(8)]);
  assert.deepEqual(statements.slice(4), [[7], [8]], 'what was a while ago tells nothing of now');
});

test('when all are here nobody waits for more', async () => {
  const statements: number[][] = [];
  let expected = 2;
  let here = 0;
  const together = new Together<number>(
    async (entries) => {
      statements.push(entries);
      here -= entries.length;
      return entries.map(() => undefined);
    },
    { most: 10, gather_ms: 60_000, areAllHere: () => here >= expected },
  );
  const enter = (entry: number) => {
    here++;
    const entered = together.enter(entry);
    together.hurry();
    return entered;
  };
  await Promise.all([enter(1), enter(2)]);
  const third = enter(3);
  await wait(10);
  assert.deepEqual(statements, [[1, 2]], 'a second one is still expected');
  await Promise.all([third, enter(4)]);
  const fifth = enter(5);
  await wait(10);
  expected = 1;
  together.hurry();
  await fifth;
  assert.deepEqual(statements, [[1, 2], [3, 4], [5]]);
});

const refused = (code: string) => Object.assign(new Error('refused'), { code });

test('what PostgreSQL refuses is refused alone; the others are done', async () => {
  const done: number[] = [];
  const together = new Together<number, number>(
    async (entries) => {
      if (entries.includes(2)) throw refused('23505');
      done.push(...entries);
      return entries;
    },
    { most: 10 },
  );
  const results = await Promise.allSettled([1, 2, 3].map((entry) => together.enter(entry)));
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  assert.deepEqual(done, [1, 3]);
});

test('what may have been done before the connection broke is not done again', async () => {
  let times = 0;
  const together = new Together<number, number>(
    async () => {
      times++;
      throw times === 1 ? new Error('Connection terminated unexpectedly') : refused('57P01');
    },
    { most: 10 },
  );
  for (let i = 1; i <= 2; i++) {
    const results = await Promise.allSettled([1, 2].map((entry) => together.enter(entry)));
    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.equal(times, i);
  }
});
