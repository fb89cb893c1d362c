import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { columnsOf, describeColumns, groupsOf } from '../../../kernel/column-file.ts';
import { largeFilesOf } from '../../../kernel/large-files.ts';
import { type PopulationHouse, populationHouse, refusedWith } from '../../../../test/support/population.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { POPULATION_FACTS } from './facts.ts';
import { extractFacts } from './services.ts';

const TODAY = '2026-11-22';
let country: PopulationHouse;
before(async () => {
  country = await populationHouse(
    [
      { fullName: 'Nguyễn Văn An', sex: 'male', bornOn: '1951-03-17', household: 'a' },
      { fullName: 'Trần Thị Bình', sex: 'female', bornOn: '1954-08-02', household: 'a', relation: 'spouse' },
      { fullName: 'Nguyễn Thị Chi', sex: 'female', bornOn: '1910-01-01', household: 'b' },
      { fullName: 'Lê Văn Dũng', sex: 'male', bornOn: '1990-05-05', household: 'c' },
    ],
    TODAY,
  );
  await country.ask(
    `INSERT INTO population.seal (id, request_key, kind, key, from_on, open_to, cover, reason, source, decided_by)
     VALUES ('01900000-0000-7000-8000-00000000000a', 'k', 'person', ARRAY[$1], '2026-01-01', '[]', '{}', 'Nhân chứng', '{}', '{}')`,
    [country.numberOf('Lê Văn Dũng')],
  );
});
after(() => country.close());

let serial = 0;
const byDrafter = (over: Partial<CallContext> = {}): CallContext => ({
  caller: 'rules',
  agency: { code: 'G15', name: 'Bộ Tư pháp' },
  actor: {
    kind: 'official',
    number: '001090000001',
    officialId: '01900000-0000-7000-8000-000000000001',
    role: 'legal-drafting-officer',
    title: { vi: 'Chuyên viên', en: 'Officer' },
    territoryCode: '01',
  },
  purpose: 'law-drafting',
  idempotencyKey: `trial-${++serial}`,
  ...over,
});
const facts = POPULATION_FACTS.map(({ name }) => name);
const asked = { facts, reason: 'Thử dự thảo nghị định về trợ cấp hưu trí xã hội' };

/** The rows of a file, each as its facts by name. */
async function rowsIn(fileId: string, size_bytes: number): Promise<Record<string, string | null>[]> {
  const read = (range: { from: number; to: number }) => largeFilesOf(country.house).read(fileId, range);
  const file = await describeColumns(read, size_bytes);
  const found: Record<string, string | null>[] = [];
  for await (const { bytes, rows } of groupsOf(read, file)) {
    const { codes } = columnsOf(bytes, rows, file.columns);
    for (let i = 0; i < rows; i++)
      found.push(Object.fromEntries(file.columns.map(({ name, values }, x) => [name, values[codes[x]![i]!]!])));
  }
  return found;
}

test('an extract has coarse facts of everybody who lives, and nothing that tells who', async () => {
  const { output } = await call(country.house, extractFacts, asked, byDrafter());
  assert.equal(output.rows, 3);
  const rows = await rowsIn(output.fileId, output.size_bytes);
  const an = rows.find(({ birthMonth }) => birthMonth === '1951-03');
  assert.deepEqual(
    { ...an },
    {
      birthMonth: '1951-03',
      commune: '00025',
      province: '01',
      sex: 'male',
      ethnicGroup: '01',
      nationality: 'VN',
      maritalStatus: 'single',
      householdSize: '2',
      relationToHead: 'head',
    },
  );
  assert.ok(
    rows.some(({ birthMonth }) => birthMonth === '1921-11'),
    'the oldest are told to be 105',
  );
  assert.ok(!/\d{12}|Nguyễn/.test(JSON.stringify(rows)));
});

test('only the facts that were asked for are in it', async () => {
  const { output } = await call(country.house, extractFacts, { ...asked, facts: ['sex'] }, byDrafter());
  assert.deepEqual(Object.keys((await rowsIn(output.fileId, output.size_bytes))[0]!), ['sex']);
  await assert.rejects(
    call(country.house, extractFacts, { ...asked, facts: ['fullName'] }, byDrafter()),
    refusedWith('register.fact_unknown'),
  );
});

test('who is sealed is not in it', async () => {
  const { output } = await call(
    country.house,
    extractFacts,
    asked,
    byDrafter({ agency: { code: 'G12', name: 'Bộ Tài chính' } }),
  );
  const rows = await rowsIn(output.fileId, output.size_bytes);
  assert.equal(rows.length, 3);
  assert.ok(!rows.some(({ birthMonth }) => birthMonth === '1990-05'));
});

test('an extract is in the log once, with its purpose and no person, and raises an alarm for the owner', async () => {
  const [logged] = await country.ask<{ purpose: string; fields: string[]; about: number }>(
    `SELECT purpose, fields, (SELECT count(*)::int FROM exchange.subject s WHERE s.receipt = m.receipt) AS about
     FROM exchange.message m WHERE service = 'population.extractFacts' ORDER BY at LIMIT 1`,
  );
  assert.equal(logged!.purpose, 'law-drafting');
  assert.equal(logged!.about, 0);
  assert.ok(logged!.fields.includes('ethnicGroup'));
  const alarms = await country.ask<{ people: number }>(
    `SELECT people FROM exchange.reading_alarm WHERE reason = 'extract' AND owner = 'population' AND agency_code = 'G15'`,
  );
  assert.deepEqual(alarms, [{ people: 3 }]);
});

test('the same key gives the same file, and nobody has more than three new ones a day', async () => {
  const context = byDrafter();
  const first = await call(country.house, extractFacts, asked, context);
  const again = await call(country.house, extractFacts, asked, context);
  assert.deepEqual(again.output, first.output);
  await assert.rejects(
    call(country.house, extractFacts, asked, byDrafter()),
    refusedWith('register.too_many_extracts'),
  );
});

test('nobody else has extracts, and the drafters have them for nothing else', async () => {
  await assert.rejects(
    call(country.house, extractFacts, asked, byDrafter({ caller: 'insurance' })),
    refusedWith('exchange.no_right'),
  );
  await assert.rejects(
    call(country.house, extractFacts, asked, byDrafter({ purpose: 'register-keeping' })),
    refusedWith('exchange.no_right'),
  );
});
