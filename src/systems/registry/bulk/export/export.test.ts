import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parquetReadObjects, parquetMetadataAsync } from 'hyparquet';
import { type TestDatabase, testDatabase } from '../../../../../test/support/database.ts';
import { today } from '../../../../kernel/clock.ts';
import { ownerClient } from '../../../../kernel/db.ts';
import { newId } from '../../../../kernel/ids.ts';
import { largeFilesOf } from '../../../../kernel/large-files.ts';
import type { House } from '../../../../kernel/system.ts';
import {
  type Actor,
  type CallContext,
  call,
  setReadingLimit,
  usageOf,
  watchReadings,
  readingAlarms,
} from '../../../exchange/index.ts';
import { communesOf } from '../../../territories/index.ts';
import { openExampleHouse } from '../../example/house.ts';
import { exampleRegister } from '../../example/register.ts';
import {
  amount,
  changeFrom,
  choice,
  code,
  correct,
  date,
  defineKind,
  endOn,
  json,
  keepByStewards,
  record,
  sealServicesOf,
  tableSql,
  text,
  whole,
  yesNo,
} from '../../index.ts';
import type { Grounds } from '../../time/acts.ts';
import { partsOf } from './run-store.ts';
import { type ExportAsked, type ExportReport, exportingOf } from './services.ts';
import { sweepExports, workOnExport } from './work.ts';

const [HERE, THIRD, FOURTH] = communesOf('01', today()).map(({ code: its }) => its) as [string, string, string];
const THERE = communesOf('79', today())[0]!.code;

const tenant = defineKind({
  system: 'registry',
  name: 'tenant',
  title: { vi: 'Người thuê', en: 'Tenant' },
  key: ['number'],
  people: ['number'],
  territory: 'communeCode',
  fields: {
    number: code({ title: { vi: 'Số', en: 'Number' }, pattern: '\\d{12}' }),
    fullName: text({ title: { vi: 'Họ và tên', en: 'Full name' }, longest: 60 }),
    sex: choice({
      title: { vi: 'Giới tính', en: 'Sex' },
      choices: { male: { vi: 'Nam', en: 'Male' }, female: { vi: 'Nữ', en: 'Female' } },
    }),
    bornOn: date({ title: { vi: 'Ngày sinh', en: 'Date of birth' }, optional: true }),
    rent: amount({ title: { vi: 'Tiền thuê', en: 'Rent' }, optional: true }),
    rooms: whole({ title: { vi: 'Số phòng', en: 'Rooms' }, optional: true }),
    pays: yesNo({ title: { vi: 'Trả đủ', en: 'Pays' }, optional: true }),
    contract: json({ title: { vi: 'Hợp đồng', en: 'Contract' }, optional: true }),
    communeCode: code({ title: { vi: 'Xã', en: 'Commune' }, pattern: '\\d{5}', optional: true }),
    phone: text({ title: { vi: 'Điện thoại', en: 'Telephone' }, optional: true, encrypted: true }),
    illness: text({ title: { vi: 'Bệnh', en: 'Illness' }, optional: true, encrypted: true }),
    origin: text({ title: { vi: 'Gốc', en: 'Origin' }, optional: true, disclosure: 'sealed' }),
  },
});

let database: TestDatabase;
let house: House;
let close: () => void;
before(async () => {
  database = await testDatabase();
  const client = ownerClient(database.owner);
  await client.connect();
  await client.query(`SELECT registry.equip('registry'); ${tableSql(tenant)}`);
  await client.end();
  ({ house, close } = openExampleHouse(database.db, [
    ...keepByStewards(tenant, {
      exports: {
        clear: ['phone'],
        grants: [{ caller: 'registry', purposes: ['residence-keeping'], upTo: 'basic' }],
      },
    }).provided,
    ...sealServicesOf('registry')!.provided,
  ]));
});
after(async () => {
  close();
  await database.close();
});

const db = () => house.db.as('registry');
const exporting = () => exportingOf('registry', 'tenant')!;
const grounds: Grounds = {
  reason: 'thử',
  source: { kind: 'decision', number: '1' },
  by: { agencyCode: 'G01', agencyName: 'Bộ Mẫu', actor: { kind: 'machine' } },
};
let officials = 0;
const official = (over: Partial<CallContext> = {}): CallContext => ({
  caller: 'registry',
  agency: exampleRegister.owner,
  actor: anActor(),
  purpose: 'register-keeping',
  ...over,
});
const anActor = (): Actor => ({
  kind: 'official',
  number: String(700_000_000_000 + officials++),
  officialId: 'o',
  role: 'data-steward',
  title: { vi: 'Cán bộ', en: 'Officer' },
  territoryCode: '01',
});
const steward = official();
const numberOf = (serial: number) => String(serial).padStart(12, '0');

async function asked(
  wishes: Partial<NonNullable<ExportAsked['wishes']>> = {},
  {
    format = 'ndjson',
    context = steward,
  }: { format?: 'csv' | 'ndjson' | 'xlsx' | 'parquet'; context?: CallContext } = {},
): Promise<string> {
  const run = newId();
  const said = { reason: 'báo cáo', source: { kind: 'decision', number: '12/QĐ' }, ...wishes };
  await call(
    house,
    exporting().export,
    { run, step: 'ask', format, wishes: said, here: true },
    { ...context, idempotencyKey: newId() },
  );
  return run;
}
const step = (run: string, what: ExportAsked['step'], context: CallContext, reason?: string) =>
  call(
    house,
    exporting().export,
    { run, step: what, here: true, ...(reason ? { reason } : {}) },
    { ...context, idempotencyKey: newId() },
  );
const work = (run: string, stopping?: AbortSignal) =>
  workOnExport(house, { system: 'registry', kind: 'tenant', run }, stopping);
async function reportOn(run: string, context = steward): Promise<ExportReport> {
  const { output } = await call(house, exporting().read, { run }, context);
  return output.runs[0]!;
}
async function fileOf(run: string, context = steward): Promise<Buffer> {
  const { output } = await call(house, exporting().fetch, { run }, context);
  const parts: Buffer[] = [];
  for await (const part of largeFilesOf(house).read(output.fileId)) parts.push(part);
  return Buffer.concat(parts);
}
/** The objects of an NDJSON export. */
async function exported(wishes: Parameters<typeof asked>[0] = {}, context = steward) {
  const run = await asked(wishes, { context });
  await work(run);
  const report = await reportOn(run, context);
  assert.equal(report.state, 'ready', report.failedFor ?? '');
  const lines = (await fileOf(run, context)).toString().trimEnd();
  return lines === '' ? [] : lines.split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
}
let serials = 0;
/** So many tenants more; gives their numbers. */
async function tenants(many: number, values: Record<string, unknown> = {}): Promise<string[]> {
  const numbers = Array.from({ length: many }, () => numberOf(++serials));
  await db().rows({
    text: `INSERT INTO tenant (number, full_name, sex, commune_code, valid_during, act)
      SELECT number, 'Người thuê ' || number, 'male', $2, '[2020-01-01,)', 0 FROM unnest($1::text[]) number`,
    values: [numbers, values.communeCode ?? null],
  });
  return numbers;
}

test('a record leaves as it was on a day, as it was known at an instant, and with all of its history', async () => {
  const number = numberOf(++serials);
  const key = { number };
  await record(db(), tenant, { values: { ...key, fullName: 'Lê Gốc', sex: 'male' }, from: '2020-01-01' }, grounds);
  const before = new Date();
  await changeFrom(db(), tenant, { key, from: '2022-01-01', values: { fullName: 'Lê Mới' } }, grounds);
  await correct(db(), tenant, { key, on: '2020-06-01', values: { fullName: 'Lê Đúng' } }, grounds);
  const names = async (wishes: Parameters<typeof asked>[0]) =>
    (await exported(wishes)).filter((row) => row.number === number).map(({ fullName }) => fullName);
  assert.deepEqual(await names({}), ['Lê Mới']);
  assert.deepEqual(await names({ on: '2021-01-01' }), ['Lê Đúng']);
  assert.deepEqual(await names({ on: '2023-01-01', knownAt: before.toISOString() }), ['Lê Gốc']);
  assert.deepEqual(await names({ on: '2019-01-01' }), []);
  const all = (await exported({ withHistory: true })).filter((row) => row.number === number);
  assert.deepEqual(
    all.map(({ fullName, validFrom, validUntil, replacedAt }) => [
      fullName,
      validFrom,
      validUntil,
      replacedAt !== null,
    ]),
    [
      ['Lê Gốc', '2020-01-01', null, true],
      ['Lê Gốc', '2020-01-01', '2022-01-01', true],
      ['Lê Đúng', '2020-01-01', '2022-01-01', false],
      ['Lê Mới', '2022-01-01', null, false],
    ],
  );
  await endOn(db(), tenant, { key, from: '2023-01-01' }, grounds);
  assert.deepEqual(await names({}), []);
});

test('what changes while a file is made is in it as it was when it was asked for', async () => {
  const [number] = await tenants(1);
  const run = await asked();
  await correct(db(), tenant, { key: { number: number! }, on: '2020-01-01', values: { fullName: 'Sau' } }, grounds);
  await tenants(1);
  await work(run);
  const rows = (await fileOf(run)).toString();
  assert.match(rows, new RegExp(`"${number}","fullName":"Người thuê`));
  assert.doesNotMatch(rows, new RegExp(numberOf(serials)));
});

test('an encrypted field is in clear only where the right says so, and what is sealed never', async () => {
  const values = { number: numberOf(++serials), fullName: 'Kín', sex: 'male' as const };
  const secrets = { phone: '0912', illness: 'bí mật', origin: 'rất kín' };
  await record(db(), tenant, { values: { ...values, ...secrets }, from: '2020-01-01' }, grounds);
  const row = (await exported()).find(({ number }) => number === values.number)!;
  assert.equal(row.phone, '0912');
  assert.equal('illness' in row || 'origin' in row, false);
  for (const fields of [['illness'], ['origin']])
    await assert.rejects(asked({ fields }), { code: 'register.field_not_granted' });
});

test('whoever is sealed is not in a file, and a sealed field is told as its cover', async () => {
  const [hidden, covered] = await tenants(2, { communeCode: HERE });
  const keeper = official({ actor: { ...anActor(), role: 'seal-keeper' } as Actor, purpose: 'sealed-data' });
  const seal = (number: string, more: object) =>
    call(
      house,
      sealServicesOf('registry')!.seal,
      {
        kind: 'tenant',
        key: [number],
        openTo: [],
        reason: 'bảo vệ',
        source: { kind: 'decision', number: '1' },
        ...more,
      },
      { ...keeper, idempotencyKey: newId() },
    );
  await seal(hidden!, {});
  await seal(covered!, { fields: ['fullName'], cover: { fullName: 'Tên khác' } });
  const rows = await exported();
  assert.equal(
    rows.some(({ number }) => number === hidden),
    false,
  );
  assert.equal(rows.find(({ number }) => number === covered)?.fullName, 'Tên khác');
  const ofPlace = await exported({ territory: HERE });
  assert.deepEqual(
    ofPlace.filter(({ number }) => number === hidden || number === covered),
    [],
    'at home nowhere',
  );
});

test('only records of a territory leave when only those are wanted', async () => {
  const [here] = await tenants(1, { communeCode: HERE });
  const [there] = await tenants(1, { communeCode: THERE });
  const numbers = async (territory: string) => (await exported({ territory })).map(({ number }) => number);
  assert.ok((await numbers('01')).includes(here));
  assert.equal((await numbers('01')).includes(there!), false);
  await assert.rejects(asked({ territory: '99999' }), { code: 'input.invalid' });
});

test('every reading is in the log with a receipt and those whom it is about, and many raise an alarm', async () => {
  const [number] = await tenants(120);
  const reader = official();
  await exported({ fields: ['number', 'fullName'] }, reader);
  const [usage] = await usageOf(house, { personalNumber: number!, viewer: '' });
  assert.equal(usage!.service, 'registry.readTenantRows');
  await watchReadings(house);
  const alarms = await readingAlarms(house, ['registry']);
  assert.ok(
    alarms.some(
      ({ actor, reason }) => reason === 'unusual' && 'number' in reader.actor && actor === reader.actor.number,
    ),
  );
});

test('who is over the limit of reading gets no file, and nothing of it stays', async () => {
  await tenants(10);
  const reader = official({ purpose: 'residence-keeping', agency: { code: 'H26', name: 'Công an' } });
  const limit = { owner: 'registry', caller: 'registry', purpose: 'residence-keeping' };
  await setReadingLimit(house, { ...limit, anHour: 5, aDay: 9 }, 'test');
  await assert.rejects(asked({}, { context: official({ ...reader, purpose: 'identity-check' }) }), {
    code: 'exchange.no_right',
  });
  const run = await asked({}, { context: reader });
  await work(run);
  const over = await reportOn(run, reader);
  assert.deepEqual([over.state, over.failedFor, over.size_bytes], ['failed', 'register.export_over_limit', null]);
  assert.deepEqual(await partsOf(db(), run), []);
});

test('another agency takes what its grant names, of the present only', async () => {
  const reader = official({ purpose: 'residence-keeping', agency: { code: 'H27', name: 'Công an khác' } });
  await assert.rejects(asked({ withHistory: true }, { context: reader }), { code: 'register.past_not_granted' });
  await assert.rejects(asked({ on: '2020-01-01' }, { context: reader }), { code: 'register.past_not_granted' });
  await assert.rejects(asked({ fields: ['phone'] }, { context: reader }), { code: 'register.field_not_granted' });
  const stranger = official({ agency: { code: 'H27', name: 'Công an khác' } });
  await assert.rejects(asked({}, { context: stranger }), { code: 'register.not_your_register' });
});

test('a file is only for who asked for it, and for seven days', async () => {
  const run = await asked();
  await assert.rejects(fileOf(run), { code: 'register.export_step_impossible' });
  await work(run);
  const colleague = official();
  assert.equal((await reportOn(run, colleague)).isOwn, false);
  await assert.rejects(fileOf(run, colleague), { code: 'register.export_not_yours' });
  await assert.rejects(step(run, 'cancel', colleague), { code: 'register.export_not_yours' });
  const elsewhere = official({ purpose: 'residence-keeping', agency: { code: 'H26', name: 'Công an' } });
  await assert.rejects(reportOn(run, elsewhere), { code: 'register.export_unknown' });
  await sweepExports(house);
  assert.equal((await reportOn(run)).state, 'ready');
  await db().run({ text: `UPDATE export_run SET changed_at = now() - interval '8 days' WHERE id = $1`, values: [run] });
  await sweepExports(house);
  assert.equal((await reportOn(run)).state, 'expired');
  await assert.rejects(fileOf(run), { code: 'register.export_gone' });
});

test('many rows wait for a second official, and a file that was cut off goes on behind its last part', async () => {
  await tenants(10_001);
  const run = await asked();
  await work(run);
  assert.equal((await reportOn(run)).state, 'awaiting');
  await assert.rejects(step(run, 'approve', steward), { code: 'register.four_eyes' });
  await assert.rejects(fileOf(run), { code: 'register.export_step_impossible' });
  const colleague = official();
  await step(run, 'approve', colleague);
  const parts = await partsOf(db(), run);
  assert.ok(parts.length > 1);
  const stopped = new AbortController();
  stopped.abort();
  await work(run, stopped.signal).catch(() => undefined);
  await work(run);
  const report = await reportOn(run);
  assert.equal(report.state, 'ready');
  const numbers = (await fileOf(run))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { number: string }).number);
  assert.equal(new Set(numbers).size, numbers.length);
  assert.equal(numbers.length, report.writtenRows);
  assert.deepEqual(numbers.toSorted(), numbers);
  const other = await asked();
  await work(other);
  await assert.rejects(step(other, 'refuse', colleague), { code: 'input.invalid' });
  await step(other, 'refuse', colleague, 'Không có căn cứ.');
  assert.equal((await reportOn(other)).state, 'refused');
  assert.deepEqual(await partsOf(db(), other), []);
});

test('a Parquet file has the types of its columns', async () => {
  const values = {
    number: numberOf(++serials),
    fullName: 'Đặng Thị Cột',
    sex: 'female' as const,
    bornOn: '1899-05-06',
    rent: 9_007_199_254_740_991,
    rooms: -3,
    pays: false,
    contract: { tháng: 12 },
    communeCode: THIRD,
  };
  await record(db(), tenant, { values, from: '2020-01-01' }, grounds);
  const run = await asked({ territory: THIRD }, { format: 'parquet' });
  await work(run);
  const bytes = await fileOf(run);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const { schema } = await parquetMetadataAsync(file);
  const typeOf = (name: string) => {
    const element = schema.find((one) => one.name === name)!;
    return [element.type, element.converted_type];
  };
  assert.deepEqual(typeOf('bornOn'), ['INT32', 'DATE']);
  assert.deepEqual(typeOf('rent'), ['INT64', 'DECIMAL']);
  assert.deepEqual(typeOf('pays'), ['BOOLEAN', undefined]);
  const [row, ...others] = (await parquetReadObjects({ file })) as Record<string, unknown>[];
  assert.equal(others.length, 0);
  assert.deepEqual(
    [
      row!.number,
      row!.fullName,
      row!.rooms,
      row!.pays,
      row!.contract,
      (row!.bornOn as Date).toISOString().slice(0, 10),
      Number(row!.rent),
    ],
    [values.number, values.fullName, -3, false, { tháng: 12 }, '1899-05-06', 9_007_199_254_740_991],
  );
});

test('a CSV file begins no formula and is read as UTF-8', async () => {
  const values = {
    number: numberOf(++serials),
    fullName: '=HYPERLINK("x")',
    sex: 'male' as const,
    communeCode: FOURTH,
  };
  await record(db(), tenant, { values, from: '2020-01-01' }, grounds);
  const run = await asked({ fields: ['number', 'fullName'], territory: FOURTH, titles: 'vi' }, { format: 'csv' });
  await work(run);
  assert.equal(
    (await fileOf(run)).toString(),
    `\uFEFFSố,Họ và tên,Có hiệu lực từ ngày,Hết hiệu lực từ ngày\r\n${values.number},"'=HYPERLINK(""x"")",2020-01-01,\r\n`,
  );
});
