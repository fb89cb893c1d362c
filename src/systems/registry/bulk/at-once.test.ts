import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { type Database, openDatabase, ownerClient } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { largeFilesOf } from '../../../kernel/large-files.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { openExampleHouse } from '../example/house.ts';
import { exampleRegister } from '../example/register.ts';
import { code, defineKind, keepByStewards, tableSql, text } from '../index.ts';
import { ROWS_IN_BATCH } from './limits.ts';
import { goOn, importingOf } from './services.ts';

const settler = defineKind({
  system: 'registry',
  name: 'settler',
  title: { vi: 'Người đến ở', en: 'Settler' },
  key: ['number'],
  fields: {
    number: code({ title: { vi: 'Số', en: 'Number' }, pattern: '\\d{12}' }),
    fullName: text({ title: { vi: 'Họ và tên', en: 'Full name' }, longest: 60 }),
  },
});

let database: TestDatabase;
let db: Database;
let owner: pg.Client;
let house: House;
let close: () => void;
before(async () => {
  database = await testDatabase();
  // Its connections are cut below, on purpose.
  db = openDatabase(database.runtime, () => undefined);
  owner = ownerClient(database.owner);
  await owner.connect();
  await owner.query(`SELECT registry.equip('registry'); ${tableSql(settler)}`);
  ({ house, close } = openExampleHouse(db, keepByStewards(settler).provided));
});
/** Those of this test alone: other files have the same server. */
const OWN = `datname = current_database() AND application_name = 'mot-cua registry'`;
after(async () => {
  close();
  await owner.end();
  await db.close();
  await database.close();
});

const context: CallContext = {
  caller: 'registry',
  agency: exampleRegister.owner,
  actor: { kind: 'machine', name: 'test' },
  purpose: 'register-keeping',
};
const importing = () => importingOf('registry', 'settler')!;
const numberOf = (serial: number) => String(serial).padStart(12, '0');
const line = (serial: number, name = 'Nguyễn Văn An') => `${numberOf(serial)},${name},1990-02-03`;
const some = (from: number, count: number, name?: string) =>
  Array.from({ length: count }, (_, i) => line(from + i, name));

/** Receives a file that is written without a dry run; its batches are open several at once. */
async function begun(lines: readonly string[]): Promise<string> {
  const flowing = async function* () {
    yield Buffer.from(`number,fullName,validFrom\n${lines.join('\n')}\n`);
  };
  const { id: fileId, ...kept } = await largeFilesOf(house).keep(flowing(), 100_000_000);
  const run = newId();
  const step = (input: object) =>
    call(house, importing().import, { run, ...input } as never, { ...context, idempotencyKey: newId() });
  await step({ step: 'receive', file: { fileId, fileName: 'tep.csv', ...kept } });
  const wishes = {
    columns: { number: 0, fullName: 1, validFrom: 2 },
    dates: 'iso',
    taking: 'row-by-row',
    withoutDryRun: true,
    reason: 'sổ cũ',
    source: { kind: 'decision', number: '12/QĐ' },
  };
  await step({ step: 'import', here: true, wishes });
  return run;
}

async function cameOf(run: string) {
  const { output } = await call(house, importing().read, { run }, context);
  const { state, import: sum } = output.runs[0]!;
  return { state, good: sum.good, present: sum.present, refused: sum.refused };
}

/** How many versions of how many records there are, from a serial on, and on how many acts they rest. */
async function held(from: number, count: number) {
  const { rows } = await owner.query<{ versions: number; records: number; acts: number }>(
    `SELECT count(*)::int AS versions, count(DISTINCT number)::int AS records, count(DISTINCT act)::int AS acts
     FROM registry.settler WHERE number BETWEEN $1 AND $2`,
    [numberOf(from), numberOf(from + count - 1)],
  );
  return rows[0]!;
}

test('of a table that was examined while it was empty no batch reads the whole for each of its rows', async () => {
  await owner.query('VACUUM ANALYZE registry.settler');
  const rows = 3 * ROWS_IN_BATCH;
  const run = await begun(some(0, rows));
  await goOn(house, importing(), run, {});
  assert.deepEqual(await cameOf(run), { state: 'done', good: rows, present: 0, refused: 0 });
  const read = async () => {
    const { rows: found } = await owner.query<{ whole: number; by_key: number }>(
      `SELECT seq_tup_read::float8 AS whole, idx_scan::float8 AS by_key FROM pg_stat_user_tables WHERE relid = 'registry.settler'::regclass`,
    );
    return found[0]!;
  };
  // Connections tell what they did when they close, at the latest.
  await owner.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${OWN}`);
  for (const until = Date.now() + 20_000; (await read()).by_key < rows && Date.now() < until;) await wait(50);
  const { whole, by_key } = await read();
  assert.ok(by_key >= rows, `each row is looked for by its key: ${by_key}`);
  assert.ok(whole < 2 * rows, `the table was read whole: ${whole} rows`);
});

test('killed while several batches are open it goes on: nothing is lost and nothing written twice', async () => {
  const [from, rows] = [1_000_000, 6 * ROWS_IN_BATCH + 1];
  const run = await begun(some(from, rows));
  const open = `SELECT pid FROM pg_stat_activity WHERE ${OWN} AND state = 'active' AND query LIKE 'WITH given%'`;
  const going = goOn(house, importing(), run, {}).then(
    () => 'done',
    () => 'cut off',
  );
  let cut = 0;
  for (const until = Date.now() + 30_000; cut === 0 && Date.now() < until;) {
    const { rows: found } = await owner.query<{ pid: number }>(open);
    if (found.length < 2) continue;
    for (const { pid } of found) await owner.query('SELECT pg_terminate_backend($1)', [pid]);
    cut = found.length;
  }
  assert.equal(cut, 2, 'two batches were written at the same time');
  assert.equal(await going, 'cut off');
  const half = await cameOf(run);
  assert.equal(half.state, 'importing');
  assert.equal((await held(from, rows)).versions, half.good, 'what is noted as done is there, and nothing else');
  assert.ok(half.good < rows);
  await goOn(house, importing(), run, {});
  assert.deepEqual(await cameOf(run), { state: 'done', good: rows, present: 0, refused: 0 });
  assert.deepEqual(await held(from, rows), { versions: rows, records: rows, acts: 7 });
});

test('two batches that are written at the same time and say different things of the same records: one of the two is taken', async () => {
  const from = 2_000_000;
  const first = some(from, ROWS_IN_BATCH);
  // The other way round, so that each waits for rows of the other.
  const second = some(from, ROWS_IN_BATCH, 'Trần Thị Bé').toReversed();
  const run = await begun([...first, ...second]);
  await goOn(house, importing(), run, {});
  assert.deepEqual(await cameOf(run), { state: 'done', good: ROWS_IN_BATCH, present: 0, refused: ROWS_IN_BATCH });
  assert.deepEqual(await held(from, ROWS_IN_BATCH), { versions: ROWS_IN_BATCH, records: ROWS_IN_BATCH, acts: 1 });
});

test('two imports at once that share records write each of them once', async () => {
  const [from, rows, shared] = [3_000_000, 2 * ROWS_IN_BATCH, 1_500];
  const runs = await Promise.all([begun(some(from, rows)), begun(some(from + rows - shared, rows))]);
  await Promise.all(runs.map((run) => goOn(house, importing(), run, {})));
  const [one, other] = await Promise.all(runs.map(cameOf));
  assert.deepEqual([one!.state, other!.state, one!.refused + other!.refused], ['done', 'done', 0]);
  assert.deepEqual([one!.good + other!.good, one!.present + other!.present], [2 * rows - shared, shared]);
  const all = 2 * rows - shared;
  const { versions, records } = await held(from, all);
  assert.deepEqual({ versions, records }, { versions: all, records: all });
});
