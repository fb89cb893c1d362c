import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { ownerClient } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { largeFilesOf } from '../../../kernel/large-files.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { openExampleHouse } from '../example/house.ts';
import { exampleRegister } from '../example/register.ts';
import {
  amount,
  choice,
  code,
  date,
  defineKind,
  json,
  keepByStewards,
  tableSql,
  text,
  whole,
  yesNo,
} from '../index.ts';
import { matchColumns } from './columns.ts';
import { exportingOf } from './export/services.ts';
import { workOnExport } from './export/work.ts';
import { goOn, importingOf } from './services.ts';

const traveller = defineKind({
  system: 'registry',
  name: 'traveller',
  title: { vi: 'Người đi', en: 'Traveller' },
  key: ['number'],
  fields: {
    number: code({ title: { vi: 'Số', en: 'Number' }, pattern: '\\d{12}' }),
    fullName: text({ title: { vi: 'Họ và tên', en: 'Full name' }, longest: 80 }),
    sex: choice({
      title: { vi: 'Giới tính', en: 'Sex' },
      choices: { male: { vi: 'Nam', en: 'Male' }, female: { vi: 'Nữ', en: 'Female' } },
      optional: true,
    }),
    bornOn: date({ title: { vi: 'Ngày sinh', en: 'Date of birth' }, optional: true }),
    money: amount({ title: { vi: 'Tiền', en: 'Money' }, optional: true }),
    rooms: whole({ title: { vi: 'Số phòng', en: 'Rooms' }, optional: true }),
    pays: yesNo({ title: { vi: 'Trả đủ', en: 'Pays' }, optional: true }),
    more: json({ title: { vi: 'Khác', en: 'More' }, optional: true }),
    phone: text({ title: { vi: 'Điện thoại', en: 'Telephone' }, optional: true, encrypted: true }),
  },
});

interface Place {
  house: House;
  close(): Promise<void>;
}
let from: Place;
let elsewhere: Place;
before(async () => {
  const { provided } = keepByStewards(traveller, { exports: { clear: ['phone'] } });
  const open = async (): Promise<Place> => {
    const database: TestDatabase = await testDatabase();
    const client = ownerClient(database.owner);
    await client.connect();
    await client.query(`SELECT registry.equip('registry'); ${tableSql(traveller)}`);
    await client.end();
    const { house, close } = openExampleHouse(database.db, provided);
    return {
      house,
      async close() {
        close();
        await database.close();
      },
    };
  };
  [from, elsewhere] = [await open(), await open()];
});
after(async () => {
  await from.close();
  await elsewhere.close();
});

const context: CallContext = {
  caller: 'registry',
  agency: exampleRegister.owner,
  actor: { kind: 'machine', name: 'test' },
  purpose: 'register-keeping',
};
const grounds = { reason: 'chuyển dữ liệu', source: { kind: 'decision', number: '1' } };
const keyed = () => ({ ...context, idempotencyKey: newId() });

type Format = 'csv' | 'xlsx' | 'ndjson';
async function exported({ house }: Place, format: Format, titles?: 'vi' | 'en'): Promise<Buffer> {
  const exporting = exportingOf('registry', 'traveller')!;
  const run = newId();
  const wishes = { ...grounds, on: '2024-01-01', ...(titles ? { titles } : {}) };
  await call(house, exporting.export, { run, step: 'ask', format, wishes, here: true }, keyed());
  await workOnExport(house, { system: 'registry', kind: 'traveller', run });
  const { output } = await call(house, exporting.fetch, { run }, context);
  const parts: Buffer[] = [];
  for await (const part of largeFilesOf(house).read(output.fileId)) parts.push(part);
  return Buffer.concat(parts);
}

/** Takes a file in; gives how many rows were written, were there, and were refused. */
async function imported({ house }: Place, file: Buffer): Promise<number[]> {
  const importing = importingOf('registry', 'traveller')!;
  const flowing = async function* () {
    yield file;
  };
  const { id: fileId, ...kept } = await largeFilesOf(house).keep(flowing(), 100_000_000);
  const received = { run: newId(), step: 'receive' as const, file: { fileId, fileName: 'tep', ...kept } };
  const { run } = (await call(house, importing.import, received, keyed())).output;
  const read = async () => (await call(house, importing.read, { run }, context)).output.runs[0]!;
  const columns = matchColumns(importing.kind, (await read()).header);
  const wishes = { columns, dates: 'iso' as const, taking: 'row-by-row' as const, ...grounds };
  await call(house, importing.import, { run, step: 'check', wishes, here: true }, keyed());
  await goOn(house, importing, run, {});
  await call(house, importing.import, { run, step: 'import', here: true }, keyed());
  await goOn(house, importing, run, {});
  const { import: done } = await read();
  return [done.good, done.present, done.refused];
}

/** Words in letters of every kind, in composed form; what begins a formula too. */
const words = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    fc.constantFrom(
      '=1+1',
      '-5',
      '+84',
      '@x',
      "'=",
      'a"b',
      'a,b;c\td',
      'dòng\nmới',
      ' giữa ',
      '_x0041_',
      '007',
      '2020-01-02',
    ),
  )
  .map((word) => word.normalize('NFC').replaceAll('\0', ''))
  .filter((word) => word !== '' && [...word].length <= 80 && word.isWellFormed());
const civilDay = fc
  .date({ min: new Date('1000-01-01'), max: new Date('2023-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const unknown = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const someone = fc.record({
  number: fc.integer({ min: 0, max: 999_999 }).map((serial) => String(serial).padStart(12, '0')),
  fullName: words,
  sex: unknown(fc.constantFrom('male', 'female')),
  bornOn: unknown(civilDay),
  money: unknown(fc.maxSafeInteger()),
  rooms: unknown(fc.integer()),
  pays: unknown(fc.boolean()),
  more: unknown(
    fc.dictionary(fc.string({ maxLength: 5 }), fc.oneof(fc.integer(), fc.string({ maxLength: 5 })), { maxKeys: 3 }),
  ),
  phone: unknown(words),
  validFrom: civilDay,
});
const people = fc.uniqueArray(someone, { selector: ({ number }) => number, minLength: 1, maxLength: 25 });

for (const { format, titles } of [
  { format: 'csv', titles: 'vi' },
  { format: 'xlsx', titles: 'en' },
  { format: 'ndjson' },
] as { format: Format; titles?: 'vi' | 'en' }[]) {
  test(`what leaves one register as ${format} arrives in another, equal, and only once`, async () => {
    await fc.assert(
      fc.asyncProperty(people, async (given) => {
        for (const { house } of [from, elsewhere])
          await house.db.as('registry').run({ text: 'DELETE FROM traveller', values: [] });
        const first = given.map((person) => `${JSON.stringify({ ...person, validUntil: null })}\n`).join('');
        assert.deepEqual(await imported(from, Buffer.from(first)), [given.length, 0, 0]);
        const file = await exported(from, format, titles);
        assert.deepEqual(await imported(elsewhere, file), [given.length, 0, 0]);
        const both = await Promise.all(
          [from, elsewhere].map(async (place) => (await exported(place, 'ndjson')).toString()),
        );
        assert.equal(both[0], both[1]);
        assert.equal(both[0]!.split('\n').length - 1, given.length);
        // The same rows again, as another file.
        if (format !== 'xlsx')
          assert.deepEqual(await imported(elsewhere, Buffer.concat([file, Buffer.from('\r\n')])), [0, given.length, 0]);
      }),
      { numRuns: 3 },
    );
  });
}
