import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { ownerClient } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { largeFilesOf } from '../../../kernel/large-files.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { openExampleHouse } from '../example/house.ts';
import { exampleRegister } from '../example/register.ts';
import { asOf, code, date, defineKind, keepByStewards, tableSql, text, timeline } from '../index.ts';
import { whole } from '../kind/index.ts';
import { matchColumns } from './columns.ts';
import { xlsxBytes } from './export/writing/xlsx.ts';
import type { RowProblem } from './problem.ts';
import type { ImportWishes } from './run-store.ts';
import { type ImportReport, goOn, importingOf } from './services.ts';

const lodger = defineKind({
  system: 'registry',
  name: 'lodger',
  title: { vi: 'Người trọ', en: 'Lodger' },
  key: ['number'],
  fields: {
    number: code({ title: { vi: 'Số', en: 'Number' }, pattern: '\\d{12}' }),
    fullName: text({ title: { vi: 'Họ và tên', en: 'Full name' }, longest: 60 }),
    bornOn: date({ title: { vi: 'Ngày sinh', en: 'Date of birth' }, optional: true }),
    rooms: whole({ title: { vi: 'Số phòng', en: 'Rooms' }, optional: true, least: 0, most: 50 }),
    paper: code({ title: { vi: 'Giấy tờ', en: 'Paper' }, pattern: '[0-9A-Z]{5,12}', optional: true }),
    phone: text({ title: { vi: 'Điện thoại', en: 'Telephone' }, optional: true, encrypted: true }),
    origin: text({ title: { vi: 'Gốc', en: 'Origin' }, optional: true, disclosure: 'sealed' }),
  },
  checks: ['rooms <> 13'],
});

let database: TestDatabase;
let house: House;
let close: () => void;
before(async () => {
  database = await testDatabase();
  const client = ownerClient(database.owner);
  await client.connect();
  await client.query(`SELECT registry.equip('registry'); ${tableSql(lodger)}`);
  await client.end();
  ({ house, close } = openExampleHouse(database.db, keepByStewards(lodger).provided));
});
after(async () => {
  close();
  await database.close();
});

const context: CallContext = {
  caller: 'registry',
  agency: exampleRegister.owner,
  actor: { kind: 'machine', name: 'test' },
  purpose: 'register-keeping',
};
const importing = () => importingOf('registry', 'lodger')!;
const db = () => house.db.as('registry');

/** Takes a file through its check and its writing. */
async function taken(
  file: string | Buffer,
  more: Partial<ImportWishes> = {},
): Promise<{ check: ImportReport['check']; done: ImportReport['import']; problems: RowProblem[]; state: string }> {
  const flowing = async function* () {
    yield Buffer.from(file);
  };
  const { id: fileId, ...kept } = await largeFilesOf(house).keep(flowing(), 100_000_000);
  const step = (input: object) =>
    call(house, importing().import, { run: newId(), ...input } as never, { ...context, idempotencyKey: newId() });
  const { output } = await step({ step: 'receive', file: { fileId, fileName: 'tep', ...kept } });
  const { run } = output;
  const read = async () => (await call(house, importing().read, { run, problems: 1_000 }, context)).output;
  const { header } = (await read()).runs[0]!;
  const wishes: ImportWishes = {
    columns: matchColumns(lodger as never, header),
    dates: 'iso',
    taking: 'row-by-row',
    reason: 'rà soát',
    source: { kind: 'decision', number: '7/QĐ' },
    ...more,
  };
  await step({ run, step: 'check', wishes, here: true });
  await goOn(house, importing(), run, {});
  const { problems } = await read();
  await step({ run, step: 'import', here: true });
  await goOn(house, importing(), run, {});
  const [report] = (await read()).runs;
  return { check: report!.check, done: report!.import, problems, state: report!.state };
}

const HEADER = 'Thao tác,Số,Họ và tên,Số phòng,Điện thoại,Có hiệu lực từ ngày';
const csv = (...lines: string[]) => `${[HEADER, ...lines].join('\n')}\n`;
const saying = (problems: RowProblem[]) => problems.map(({ row, field, rule }) => [row, field, rule]);
let serials = 0;
const someone = () => String(++serials).padStart(12, '0');
const on = async (number: string, day: string) =>
  (await asOf(db(), lodger, { key: { number }, date: day }))?.values as Record<string, unknown> | undefined;

test('rows change, correct, end and cancel records that are there, each as an act with its row', async () => {
  const [changed, corrected, ended, cancelled] = [someone(), someone(), someone(), someone()];
  await taken(csv(...[changed, corrected, ended, cancelled].map((number) => `,${number},Lê Cũ,2,0900,2020-01-01`)));
  const file = csv(
    `thay đổi,${changed},Lê Mới,,,2022-01-01`,
    `cải chính,${corrected},,5,,2020-06-01`,
    `kết thúc,${ended},không xem,,,2021-01-01`,
    `hủy,${cancelled},,,,2020-01-01`,
  );
  const { done, problems } = await taken(file);
  assert.deepEqual(problems, []);
  assert.deepEqual([done.good, done.present, done.refused], [4, 0, 0]);
  assert.deepEqual(
    [
      (await on(changed, '2021-12-31'))?.fullName,
      (await on(changed, '2022-01-01'))?.fullName,
      (await on(changed, '2022-01-01'))?.rooms,
    ],
    ['Lê Cũ', 'Lê Mới', 2],
  );
  assert.equal((await on(corrected, '2020-01-01'))?.rooms, 5);
  assert.deepEqual([(await on(ended, '2020-12-31'))?.fullName, await on(ended, '2021-01-01')], ['Lê Cũ', undefined]);
  assert.equal(await on(cancelled, '2020-01-01'), undefined);
  const history = await timeline(db(), lodger, { number: corrected });
  const told = history.at(-1)!.told!;
  assert.deepEqual(
    [told.act, told.reason, (told.source as unknown as { file: unknown; row: number }).row],
    ['correct', 'rà soát', 3],
  );
  const again = await taken(`${file}\n`);
  assert.deepEqual([again.done.good, again.done.present, again.done.refused], [0, 4, 0], 'nothing is done twice');
});

test('a row that acts on nothing, says nothing or breaks a rule is refused with its field', async () => {
  const number = someone();
  await taken(csv(`,${number},Lê Một,2,,2020-01-01`));
  const { problems, done } = await taken(
    csv(
      `thay đổi,${someone()},Không Có,,,2022-01-01`,
      `thay đổi,${number},Lê Hai,,,2019-01-01`,
      `cải chính,${number},,13,,2020-01-01`,
      `thay đổi,${number},,,,2022-01-01`,
      `xóa,${number},,,,2022-01-01`,
      `,${someone()},,1,,2022-01-01`,
    ),
  );
  assert.deepEqual(
    saying(problems)
      .toSorted(([a], [b]) => Number(a) - Number(b))
      .filter(([, , rule]) => rule !== 'after_earlier_row'),
    [
      [2, 'validFrom', 'not_valid_then'],
      [3, 'validFrom', 'not_valid_then'],
      [5, '', 'nothing_said'],
      [6, 'act', 'not_an_act'],
      [7, 'fullName', 'needed'],
    ],
  );
  assert.deepEqual([done.good, done.refused], [0, 6]);
  assert.equal((await on(number, '2022-01-01'))?.rooms, 2);
});

test('rows on one record are done in the order of the file, and the check says what it could not foresee', async () => {
  const number = someone();
  const { problems, done } = await taken(
    csv(
      `ghi mới,${number},Lê Một,1,,2020-01-01`,
      `thay đổi,${number},,2,,2021-01-01`,
      `kết thúc,${number},,,,2022-01-01`,
    ),
  );
  assert.deepEqual(saying(problems.filter(({ rule }) => rule === 'after_earlier_row')), [
    [3, '', 'after_earlier_row'],
    [4, '', 'after_earlier_row'],
  ]);
  assert.deepEqual([done.good, done.refused], [3, 0]);
  assert.deepEqual([(await on(number, '2020-06-01'))?.rooms, (await on(number, '2021-06-01'))?.rooms], [1, 2]);
  assert.equal(await on(number, '2022-01-01'), undefined);
});

test('an empty cell leaves what is there, or makes it unknown when that is wished', async () => {
  const number = someone();
  await taken(csv(`,${number},Lê Một,2,0911,2020-01-01`));
  await taken(csv(`cải chính,${number},Lê Hai,,,2020-01-01`));
  assert.equal((await on(number, '2020-01-01'))?.rooms, 2);
  await taken(csv(`cải chính,${number},Lê Ba,,,2020-01-01`), { emptyActs: 'unknown' });
  assert.deepEqual([(await on(number, '2020-01-01'))?.rooms, (await on(number, '2020-01-01'))?.phone], [null, null]);
  const { problems } = await taken(csv(`cải chính,${number},,3,,2020-01-01`), { emptyActs: 'unknown' });
  assert.deepEqual(saying(problems), [[2, 'fullName', 'needed']]);
});

test('a batch with a refused act is left out whole when its uploader wishes so', async () => {
  const number = someone();
  await taken(csv(`,${number},Lê Một,2,,2020-01-01`));
  const file = csv(`cải chính,${number},,4,,2020-01-01`, `kết thúc,${someone()},,,,2021-01-01`);
  const { done } = await taken(file, { taking: 'whole-batch' });
  assert.deepEqual([done.good, done.refused], [0, 2]);
  assert.equal((await on(number, '2020-01-01'))?.rooms, 2);
});

test('encrypted fields come from files, encrypted; a file that says another value is against the register', async () => {
  const number = someone();
  const file = csv(`,${number},Lê Kín,2,0912345678,2020-01-01`);
  assert.equal((await taken(file)).done.good, 1);
  const [{ phone }] = (await db().rows<{ phone: Buffer }>({
    text: 'SELECT phone FROM lodger WHERE number = $1',
    values: [number],
  })) as [{ phone: Buffer }];
  assert.equal(phone.includes('0912'), false);
  assert.equal((await on(number, '2020-01-01'))?.phone, '0912345678');
  assert.equal((await taken(`${file}\n`)).done.present, 1);
  assert.deepEqual(saying((await taken(file.replace('0912345678', '0999'))).problems), [[2, 'number', 'overlap']]);
  assert.equal((await taken(csv(`cải chính,${number},,,0988,2020-01-01`))).done.good, 1);
  assert.equal((await on(number, '2020-01-01'))?.phone, '0988');
  assert.equal((await taken(csv(`cải chính,${number},,,0988,2020-06-01`))).done.present, 1);
});

test('of a workbook the cells that the spreadsheet has changed are refused with their field', async () => {
  const columns = [
    { name: 'Số', type: 'text' },
    { name: 'Họ và tên', type: 'text' },
    { name: 'Ngày sinh', type: 'date' },
    { name: 'Giấy tờ', type: 'bigint' },
    { name: 'Có hiệu lực từ ngày', type: 'date' },
  ] as const;
  const workbook = async (types: Partial<Record<string, 'bigint' | 'date' | 'text'>>, row: (string | number)[]) => {
    const chunks: Buffer[] = [];
    const flowing = async function* () {
      yield [row];
    };
    const titled = columns.map(({ name, type }) => ({
      name,
      title: name,
      type: types[name] ?? type,
      isOptional: true,
    }));
    for await (const chunk of xlsxBytes(titled, flowing())) chunks.push(chunk);
    return taken(Buffer.concat(chunks));
  };
  const good = someone();
  const { done } = await workbook({ 'Giấy tờ': 'text' }, [good, 'Lê Bảng', '1990-02-03', '0012345', '2020-01-01']);
  assert.equal(done.good, 1);
  assert.deepEqual(
    [(await on(good, '2020-01-01'))?.bornOn, (await on(good, '2020-01-01'))?.paper],
    ['1990-02-03', '0012345'],
  );
  const lost = await workbook({ Số: 'bigint' }, [90_000_000_301, 'Lê Mất', '1990-02-03', 'A12345', '2020-01-01']);
  assert.deepEqual(saying(lost.problems), [[2, 'number', 'pattern']]);
  const unclear = await workbook({}, [someone(), 'Lê Mất', '1990-02-03', 12_345, '2020-01-01']);
  assert.deepEqual(saying(unclear.problems), [[2, 'paper', 'number_for_code']]);
  const dated = await workbook({ 'Họ và tên': 'date' }, [
    someone(),
    '2020-03-01',
    '1990-02-03',
    'A12345',
    '2020-01-01',
  ]);
  assert.deepEqual(saying(dated.problems), [[2, 'fullName', 'date_for_text']]);
});

test('what is sealed comes from no file', async () => {
  const file = `Số,Họ và tên,Gốc,Có hiệu lực từ ngày\n${someone()},Lê Gốc,bí mật,2020-01-01\n`;
  await assert.rejects(taken(file, { columns: { number: 0, fullName: 1, origin: 2, validFrom: 3 } }), {
    code: 'input.invalid',
  });
});
