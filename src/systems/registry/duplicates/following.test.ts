import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { settled } from '../../../../test/support/settled.ts';
import { type Database, ownerClient, sql } from '../../../kernel/db.ts';
import { findDuplicates } from '../linkage/linkage.ts';
import { type Grounds, changeFrom, record } from '../time/acts.ts';
import { mergeSame } from '../merge/index.ts';
import { candidatesOf } from './candidates.ts';
import { listedLinking, listedPerson, loadListedPeople, makeListedPeople } from './example/listed-people.ts';
import { catchUp, takeStep, workThrough } from './following.ts';
import { readCompared } from './linking.ts';
import { searchOf } from './model-keeping.ts';

const RECORDS = 2_000;
const grounds: Grounds = {
  reason: 'as the application says',
  source: { kind: 'application', number: '1' },
  by: { agencyCode: 'G01', agencyName: 'Bộ Công an', actor: { kind: 'official', number: '001090012345' } },
};

let database: TestDatabase;
let db: ReturnType<Database['as']>;
let people: Map<string, number>;

before(async () => {
  database = await testDatabase();
  const client = ownerClient(database.owner);
  await client.connect();
  await makeListedPeople(client);
  people = await loadListedPeople(client, { records: RECORDS });
  await client.query('ANALYZE');
  await client.end();
  db = database.db.as('registry');
});
after(() => database.close());

interface Pair {
  one: string[];
  other: string[];
  weight: number;
  status: string;
}
const pairs = (where = 'true') =>
  db.rows<Pair>({
    text: `SELECT one, other, weight_bits AS weight, status FROM duplicate_pair WHERE ${where} ORDER BY one, other`,
    values: [],
  });
const namesOf = (found: readonly Pick<Pair, 'one' | 'other'>[]) =>
  found.map(({ one, other }) => `${one[0]} ${other[0]}`).toSorted();
const work = async () => {
  await settled(db);
  await workThrough(db, listedLinking, 60_000);
};
const said = async (number: string) => (await readCompared(db, listedLinking, { keys: [[number]] }))[0]!.values;

test('on a busy machine the stock waits to be filed, for an hour at most', async () => {
  const filed = async () => (await db.one<{ count: number }>(sql`SELECT count(*) AS count FROM linkage_block`)).count;
  assert.equal(await takeStep(db, listedLinking, { areBusy: true }), false);
  assert.equal(await filed(), 0);
  await db.run(sql`UPDATE linkage_state SET begun_at = begun_at - interval '61 minutes'`);
  assert.equal(await takeStep(db, listedLinking, { areBusy: true }), true);
  assert.notEqual(await filed(), 0);
});

test('the stock that was looked through by the table has the same pairs as in memory, whoever else did a part of the work', async () => {
  // Two processes at once, cut off and begun again: every step is done once.
  while ((await Promise.all([takeStep(db, listedLinking), takeStep(db, listedLinking)])).some(Boolean));
  const stock = await readCompared(db, listedLinking, { after: null, limit: RECORDS + 1 });
  const ready = (await searchOf(db, listedLinking))!;
  const memory = findDuplicates(
    listedLinking.definition,
    stock.map(({ row }) => row),
    { model: ready.model },
  );
  const expected = [...memory.weights.keys()]
    .filter((pair) => memory.weights[pair]! >= ready.thresholds.review_bits)
    .map((pair) => ({ one: stock[memory.pairs.one[pair]!]!.key, other: stock[memory.pairs.other[pair]!]!.key }));
  const found = await pairs();
  assert.deepEqual(namesOf(found), namesOf(expected));
  const isRight = ({ one, other }: Pair) => people.get(one[0]!) === people.get(other[0]!);
  const twice = RECORDS - new Set(people.values()).size;
  const right = found.filter(isRight).length;
  assert.ok(right / twice > 0.93, `${right} of ${twice} who were entered twice`);
});

test('who is asked about on entry is found, with what each field gives', async () => {
  const [pair] = await pairs('weight_bits > 10');
  const [record] = await readCompared(db, listedLinking, { keys: [pair!.one] });
  const [candidates] = (await candidatesOf(db, listedLinking, [record!.row]))!;
  const keys = candidates!.map(({ key }) => key[0]);
  assert.ok(keys.includes(pair!.one[0]!) && keys.includes(pair!.other[0]!));
  const { explanation } = candidates!.find(({ key }) => key[0] === pair!.other[0])!;
  const sum = explanation.comparisons.reduce((all, { bits }) => all + bits, explanation.prior_bits);
  assert.ok(Math.abs(sum - explanation.weight_bits) < 1e-6);
  assert.ok(Math.abs(explanation.weight_bits - pair!.weight) < 1e-3);
});

test('someone who is entered again is in the queue when the act was followed, and before that for who asks', async () => {
  const original = await said('00000042');
  const twin = { ...original, number: '90000001', fullName: String(original.fullName) };
  await record(db, listedPerson, { values: twin as never, from: String(original.bornOn) }, grounds);
  const [row] = await readCompared(db, listedLinking, { keys: [['90000001']] });
  await settled(db);
  await catchUp(db, listedLinking);
  const [candidates] = (await candidatesOf(db, listedLinking, [row!.row]))!;
  assert.ok(
    candidates!.some(({ key }) => key[0] === '00000042') && candidates!.some(({ key }) => key[0] === '90000001'),
  );
  assert.equal((await pairs("other = '{90000001}'")).length, 0);
  await work();
  assert.ok(namesOf(await pairs("other = '{90000001}'")).includes('00000042 90000001'));
});

test('who was held to be different is not asked about again, unless a change brings them clearly closer', async () => {
  const change = (values: object, from: string) =>
    changeFrom(db, listedPerson, { key: { number: '90000002' }, from, values }, grounds).then(work);
  const statusOf = async () => (await pairs("one = '{00000077}' AND other = '{90000002}'"))[0]?.status;
  const original = await said('00000077');
  const homeless = { ...original, number: '90000002', home: null };
  await record(db, listedPerson, { values: homeless as never, from: String(original.bornOn) }, grounds);
  await work();
  assert.equal(await statusOf(), 'waiting');
  await db.run({
    text: `UPDATE duplicate_pair SET status = 'different', decided_bits = weight_bits WHERE other = '{90000002}'`,
    values: [],
  });
  await change({ sex: original.sex }, '2026-01-01');
  assert.equal(await statusOf(), 'different');
  await change({ home: original.home }, '2026-01-02');
  assert.equal(await statusOf(), 'waiting');
  await change({ fullName: 'Vàng A Chá', bornOn: '1931-03-03', home: null }, '2026-01-03');
  assert.equal(await statusOf(), 'dissolved');
});

test('an import of many is followed in pages, and a record that was merged away is found no more', async () => {
  const client = ownerClient(database.owner);
  await client.connect();
  const { rows } = await client.query<{ position: string }>(
    `INSERT INTO registry.act (kind, act, fields, reason, source, done_by) VALUES ('listed_person', 'import', '{}', 'list', '{}', '{}') RETURNING position`,
  );
  await client.query(
    `INSERT INTO registry.listed_person (number, full_name, sex, born_on, home, valid_during, act)
      SELECT '8' || substr(number, 2), full_name, sex, born_on, home, valid_during, $1 FROM registry.listed_person WHERE number < '00000500'`,
    [rows[0]!.position],
  );
  await client.end();
  await work();
  const filed = await db.one<{ count: number }>({
    text: `SELECT count(*) AS count FROM linkage_block WHERE key[1] LIKE '80%'`,
    values: [],
  });
  assert.equal(filed.count, 500);
  assert.ok(
    (await pairs("other[1] LIKE '80%' AND substr(other[1], 2) = substr(one[1], 2) AND status = 'waiting'")).length >
      480,
  );
  await db.transaction((tx) =>
    mergeSame(
      tx,
      listedPerson,
      { from: { number: '80000100' }, into: { number: '00000100' }, on: '2026-01-01' },
      grounds,
    ),
  );
  await work();
  assert.deepEqual(
    (await pairs("other = '{80000100}'")).map(({ status }) => status).filter((status) => status !== 'dissolved'),
    [],
  );
  const { count } = await db.one<{ count: number }>({
    text: `SELECT count(*) AS count FROM linkage_block WHERE key = '{80000100}'`,
    values: [],
  });
  assert.equal(count, 0);
});
