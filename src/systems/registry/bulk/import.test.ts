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
import { choice, code, date, defineKind, keepByStewards, tableSql, text } from '../index.ts';
import { whole } from '../kind/index.ts';
import { type ImportReport, type ImportStep, goOn, importingOf } from './services.ts';
import type { ImportWishes } from './run-store.ts';
import type { RowProblem } from './problem.ts';

const place = defineKind({
  system: 'registry',
  name: 'place',
  title: { vi: 'Nơi', en: 'Place' },
  key: ['code'],
  fields: { code: code({ title: { vi: 'Mã nơi', en: 'Place code' }, pattern: '\\d{2}' }) },
});

const dweller = defineKind({
  system: 'registry',
  name: 'dweller',
  title: { vi: 'Người ở', en: 'Dweller' },
  key: ['number'],
  fields: {
    number: code({ title: { vi: 'Số', en: 'Number' }, pattern: '\\d{12}' }),
    fullName: text({ title: { vi: 'Họ và tên', en: 'Full name' }, longest: 60 }),
    sex: choice({
      title: { vi: 'Giới tính', en: 'Sex' },
      choices: { male: { vi: 'Nam', en: 'Male' }, female: { vi: 'Nữ', en: 'Female' } },
    }),
    bornOn: date({ title: { vi: 'Ngày sinh', en: 'Date of birth' } }),
    diedOn: date({ title: { vi: 'Ngày chết', en: 'Date of death' }, optional: true }),
    place: code({ title: { vi: 'Nơi ở', en: 'Lives at' }, pattern: '\\d{2}', optional: true }),
    rooms: whole({ title: { vi: 'Số phòng', en: 'Rooms' }, optional: true, least: 0, most: 50 }),
  },
  references: [{ fields: ['place'], to: 'place' }],
  checks: ['died_on >= born_on'],
  rules: [
    {
      name: 'rooms_missing',
      title: { vi: 'Thiếu số phòng', en: 'No rooms' },
      dimension: 'sufficient',
      severity: 'warning',
      holds: 'rooms IS NOT NULL',
    },
  ],
  names: ['fullName'],
});

let database: TestDatabase;
let house: House;
let close: () => void;
before(async () => {
  database = await testDatabase();
  const client = ownerClient(database.owner);
  await client.connect();
  await client.query(`SELECT registry.equip('registry'); ${tableSql(place)}; ${tableSql(dweller)};
    ALTER TABLE registry.dweller ADD CONSTRAINT nobody_is_called_x CHECK (full_name <> 'X');
    INSERT INTO registry.place (code, valid_during, act) VALUES ('01', '[1900-01-01,)', 1)`);
  await client.end();
  ({ house, close } = openExampleHouse(database.db, [
    ...keepByStewards(place).provided,
    ...keepByStewards(dweller).provided,
  ]));
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
const importing = () => importingOf('registry', 'dweller')!;

const HEADER = 'Số,Họ và tên,Giới tính,Ngày sinh,Ngày chết,Nơi ở,Số phòng,Có hiệu lực từ ngày';
const COLUMNS = { number: 0, fullName: 1, sex: 2, bornOn: 3, diedOn: 4, place: 5, rooms: 6, validFrom: 7 };
const wishes: ImportWishes = {
  columns: COLUMNS,
  dates: 'iso',
  taking: 'row-by-row',
  reason: 'sổ cũ',
  source: { kind: 'decision', number: '12/QĐ' },
};

async function received(file: string | Buffer, name = 'tep.csv'): Promise<string> {
  const flowing = async function* () {
    yield Buffer.from(file);
  };
  const { id: fileId, ...kept } = await largeFilesOf(house).keep(flowing(), 100_000_000);
  const { output } = await call(
    house,
    importing().import,
    { run: newId(), step: 'receive', file: { fileId, fileName: name, ...kept } },
    { ...context, idempotencyKey: newId() },
  );
  return output.run;
}

async function step(run: string, what: ImportStep, wished?: ImportWishes): Promise<void> {
  const input = { run, step: what, here: true, ...(wished ? { wishes: wished } : {}) };
  await call(house, importing().import, input, { ...context, idempotencyKey: newId() });
}

async function reportOn(run: string): Promise<{ report: ImportReport; problems: RowProblem[] }> {
  const { output } = await call(house, importing().read, { run, problems: 1_000 }, context);
  return { report: output.runs[0]!, problems: output.problems };
}

/** Checks and writes a file; what the check found, and what came of the writing. */
async function taken(file: string | Buffer, wished: ImportWishes = wishes) {
  const run = await received(file);
  await step(run, 'check', wished);
  await goOn(house, importing(), run, {});
  const checked = await reportOn(run);
  await step(run, 'import');
  await goOn(house, importing(), run, {});
  const { report } = await reportOn(run);
  return { run, report, problems: checked.problems };
}

const saying = (problems: RowProblem[]) => problems.map(({ row, field, rule }) => [row, field, rule]);
const held = (numbers: string[]) =>
  house.db.as('registry').rows<Record<string, string>>({
    text: `SELECT number, full_name AS "fullName", born_on AS "bornOn" FROM dweller WHERE number = ANY ($1) ORDER BY number`,
    values: [numbers],
  });
const numberOf = (serial: number) => String(serial).padStart(12, '0');
const line = (serial: number, changes: Partial<Record<keyof typeof COLUMNS, string>> = {}) => {
  const plain = { fullName: 'Nguyễn Văn An', sex: 'Nam', bornOn: '1990-02-03', diedOn: '', place: '01', rooms: '3' };
  const row: Record<string, string> = { number: numberOf(serial), ...plain, validFrom: '1990-02-03', ...changes };
  return Object.keys(COLUMNS)
    .map((name) => (/[",;\n]/.test(row[name]!) ? `"${row[name]!.replaceAll('"', '""')}"` : row[name]))
    .join(',');
};
const csv = (...lines: string[]) => `${[HEADER, ...lines].join('\n')}\n`;

test('a file is checked without being written, then written as one act with its grounds', async () => {
  const run = await received(csv(line(1), line(2, { fullName: 'Trần "Bé", xuống\ndòng', rooms: '' })));
  await step(run, 'check', wishes);
  await goOn(house, importing(), run, {});
  const { report, problems } = await reportOn(run);
  assert.equal(report.state, 'checked');
  assert.deepEqual([report.check.good, report.check.refused], [2, 0]);
  assert.deepEqual(saying(problems), [[3, '', 'rooms_missing']]);
  assert.deepEqual(await held([numberOf(1)]), []);
  await step(run, 'import');
  await goOn(house, importing(), run, {});
  assert.equal((await reportOn(run)).report.state, 'done');
  assert.deepEqual(
    (await held([numberOf(1), numberOf(2)])).map(({ fullName }) => fullName),
    ['Nguyễn Văn An', 'Trần "Bé", xuống\ndòng'],
  );
  const acts = await house.db.as('registry').rows<{ reason: string; source: { number: string; file: object } }>({
    text: `SELECT reason, source FROM act WHERE act = 'import' AND source->'file'->>'run' = $1`,
    values: [run],
  });
  assert.deepEqual(
    acts.map(({ reason, source }) => [reason, source.number]),
    [['sổ cũ', '12/QĐ']],
  );
});

test('the same file again writes nothing twice, and rows that say something else are refused', async () => {
  const file = csv(line(11), line(12));
  assert.equal((await taken(file)).report.import.good, 2);
  const again = await taken(file);
  assert.deepEqual([again.report.import.good, again.report.import.present], [0, 2]);
  const other = await taken(csv(line(11, { fullName: 'Tên khác' }), line(13)));
  assert.deepEqual(saying(other.problems), [[2, 'number', 'overlap']]);
  assert.deepEqual([other.report.import.good, other.report.import.refused], [1, 1]);
});

test('while a file is on its way, sending it again goes on with it', async () => {
  const file = csv(line(21));
  const first = await received(file);
  assert.equal(await received(file), first);
  await step(first, 'cancel');
  assert.notEqual(await received(file), first);
});

test('each bad row is refused with its field and rule; the others are taken', async () => {
  const { problems, report } = await taken(
    csv(
      line(31),
      line(32, { number: '12345678901' }),
      line(33, { sex: 'khác' }),
      line(34, { bornOn: '' }),
      line(35, { bornOn: '03/02/1990' }),
      line(36, { bornOn: '1990-02-30' }),
      line(37, { bornOn: 'mồng 3 tháng Giêng năm Canh Ngọ' }),
      line(38, { diedOn: '1980-01-01' }),
      line(39, { place: '99' }),
      line(40, { rooms: '51' }),
      line(41, { rooms: '1.000' }),
      line(31),
      line(31, { fullName: 'Người khác' }),
      line(42, { fullName: 'x'.repeat(61) }),
      `${numberOf(43)},thiếu ô`,
    ),
  );
  assert.deepEqual(saying(problems), [
    [3, 'number', 'pattern'],
    [4, 'sex', 'not_a_choice'],
    [5, 'bornOn', 'needed'],
    [6, 'bornOn', 'date_ambiguous'],
    [7, 'bornOn', 'date_old_calendar'],
    [8, 'bornOn', 'date_old_calendar'],
    [9, '', 'check:0'],
    [10, 'place', 'reference_missing'],
    [11, 'rooms', 'out_of_range'],
    [12, 'rooms', 'not_a_number'],
    [13, '', 'same_row_twice'],
    [14, '', 'twice_in_file'],
    [15, 'fullName', 'too_long'],
    [16, '', 'cells'],
  ]);
  assert.deepEqual([report.import.good, report.import.present, report.import.refused], [1, 1, 13]);
});

test('a batch with a refused row is left out whole when its uploader wishes so', async () => {
  const { report } = await taken(csv(line(51), line(52, { sex: '?' })), { ...wishes, taking: 'whole-batch' });
  assert.deepEqual([report.import.good, report.import.refused], [0, 2]);
  assert.deepEqual(await held([numberOf(51)]), []);
});

test('dates with the day first are read when it is said that they are so', async () => {
  const row = line(61, { bornOn: '3/2/1990', validFrom: '03-02-1990' });
  const { report } = await taken(csv(row), { ...wishes, dates: 'day-first' });
  assert.equal(report.import.good, 1);
  assert.equal((await held([numberOf(61)]))[0]!.bornOn, '1990-02-03');
});

test('names in decomposed letters are composed, and it is told', async () => {
  const { problems } = await taken(csv(line(71, { fullName: 'Nguyễn Thị Hường'.normalize('NFD') })));
  assert.deepEqual(saying(problems), [[2, 'fullName', 'normalised']]);
  assert.equal((await held([numberOf(71)]))[0]!.fullName, 'Nguyễn Thị Hường'.normalize('NFC'));
});

test('a mark before the text, semicolons and carriage returns are as spreadsheets write them', async () => {
  const file = `\uFEFF${csv(line(81)).replaceAll(',', ';').replaceAll('\n', '\r\n')}`;
  assert.equal((await taken(file)).report.import.good, 1);
});

test('a file that ends half way stops, and sent whole it goes on: nothing is lost or written twice', async () => {
  const before = Array.from({ length: 3_000 }, (_, i) => line(500_000 + i));
  const whole = csv(...before, line(93, { fullName: 'Lê, Thị' }));
  const cut = whole.slice(0, whole.indexOf('Lê,') + 3);
  const run = await received(cut);
  await step(run, 'check', wishes);
  await goOn(house, importing(), run, {});
  const { report } = await reportOn(run);
  assert.deepEqual([report.state, report.stoppedFor], ['stopped', 'register.file_broken']);
  await assert.rejects(step(run, 'import'), { code: 'register.import_step_impossible' });
  assert.equal((await taken(whole)).report.import.good, 3_001);
});

/** Writes a file without a dry run; what came of it. */
async function takenAtOnce(file: string, taking: ImportWishes['taking'] = 'row-by-row') {
  const run = await received(file);
  await step(run, 'import', { ...wishes, taking, withoutDryRun: true });
  await goOn(house, importing(), run, {});
  return { run, ...(await reportOn(run)) };
}

test('without a dry run the same is found, told and written as with one', async () => {
  const file = csv(
    line(601),
    line(602, { rooms: '' }),
    line(603, { place: '99' }),
    line(604, { diedOn: '1980-01-01' }),
  );
  const { report, problems } = await takenAtOnce(file);
  assert.equal(report.state, 'done');
  assert.deepEqual(saying(problems), [
    [3, '', 'rooms_missing'],
    [4, 'place', 'reference_missing'],
    [5, '', 'check:0'],
  ]);
  assert.deepEqual([report.import.good, report.import.refused], [2, 2]);
  const again = await takenAtOnce(
    csv(line(601), line(602, { rooms: '' }), line(601, { fullName: 'Tên khác' }), line(605)),
  );
  assert.deepEqual(saying(again.problems), [[4, '', 'twice_in_file']]);
  assert.deepEqual([again.report.import.good, again.report.import.present, again.report.import.refused], [1, 2, 1]);
  const other = await takenAtOnce(csv(line(601, { fullName: 'Tên khác' })));
  assert.deepEqual(saying(other.problems), [[2, 'number', 'overlap']]);
  const acts = await house.db.as('registry').rows({
    text: `SELECT FROM act WHERE act = 'import' AND source->'file'->>'run' = $1`,
    values: [other.run],
  });
  assert.equal(acts.length, 0, 'nothing was written, and so nothing was done');
});

test('without a dry run a batch with a refused row is left out whole when its uploader wishes so', async () => {
  const { report } = await takenAtOnce(csv(line(611), line(612, { place: '99' })), 'whole-batch');
  assert.deepEqual([report.import.good, report.import.refused], [0, 2]);
  assert.deepEqual(await held([numberOf(611)]), []);
});

test('without a dry run a row that the table refuses is alone kept out, and a file that ends half way is written as far as it goes', async () => {
  const { report } = await takenAtOnce(csv(line(621), line(622, { fullName: 'X' })));
  assert.deepEqual([report.import.good, report.import.problems[0]?.rule], [1, 'value_refused']);
  const rows = Array.from({ length: 6_000 }, (_, i) => line(700_000 + i));
  const whole = csv(...rows, line(623, { fullName: 'Lê, Thị' }));
  const cut = await takenAtOnce(whole.slice(0, whole.indexOf('Lê,') + 3));
  assert.deepEqual(
    [cut.report.state, cut.report.stoppedFor, cut.report.import.good],
    ['stopped', 'register.file_broken', 5_000],
  );
  const sent = await takenAtOnce(whole);
  assert.deepEqual([sent.report.state, sent.report.import.good, sent.report.import.present], ['done', 1_001, 5_000]);
});

test('a file is written without a dry run only where that was wished for', async () => {
  const run = await received(csv(line(631)));
  await assert.rejects(step(run, 'import'), { code: 'register.import_step_impossible' });
  await assert.rejects(step(run, 'import', wishes), { code: 'register.import_step_impossible' });
  assert.equal((await reportOn(run)).report.state, 'uploaded');
});

test('other encodings, no header and nothing at all are refused at once', async () => {
  await assert.rejects(received(Buffer.from(csv(line(99)), 'utf16le')), { code: 'register.file_utf16' });
  await assert.rejects(received('a,a\n1,2\n'), { code: 'register.file_without_header' });
  await assert.rejects(received(''), { code: 'register.file_empty' });
});

test('what the table refuses for a reason of its own keeps only that row out', async () => {
  const { report } = await taken(csv(line(101), line(102, { fullName: 'X' }), line(103)));
  assert.deepEqual([report.import.good, report.import.refused], [2, 1]);
  assert.equal(report.import.problems[0]?.rule, 'value_refused');
});

test('NDJSON is read by the names of its first object', async () => {
  const rows = [201, 202].map((serial) =>
    JSON.stringify({
      number: numberOf(serial),
      fullName: 'Vũ An',
      sex: 'female',
      born_on: '2001-02-03',
      rooms: 2,
      validFrom: '2001-02-03',
    }),
  );
  const columns = { number: 0, fullName: 1, sex: 2, bornOn: 3, rooms: 4, validFrom: 5 };
  const { report, problems } = await taken(`${rows.join('\n')}\n{"number": 1, "more": 2}\nnot json\n`, {
    ...wishes,
    columns,
  });
  assert.equal(report.import.good, 2);
  assert.deepEqual(saying(problems), [
    [4, '', 'unknown_column'],
    [5, '', 'not_understood'],
  ]);
});

test('killed between batches it goes on behind the last one', async () => {
  const many = Array.from({ length: 12_001 }, (_, i) => line(1_000_000 + i));
  const run = await received(csv(...many));
  await step(run, 'check', wishes);
  await goOn(house, importing(), run, {});
  assert.equal((await reportOn(run)).report.check.good, 12_001);
  await step(run, 'import');
  const killing = new AbortController();
  await goOn(house, importing(), run, { stopping: killing.signal, onProgress: () => killing.abort() });
  const half = (await reportOn(run)).report;
  assert.equal(half.state, 'importing');
  assert.ok(half.import.good >= 5_000 && half.import.good < 12_001);
  await goOn(house, importing(), run, {});
  const { report } = await reportOn(run);
  assert.deepEqual([report.state, report.import.good], ['done', 12_001]);
  const { count } = await house.db.as('registry').one<{ count: number }>({
    text: `SELECT count(*)::int AS count FROM dweller WHERE number >= $1`,
    values: [numberOf(1_000_000)],
  });
  assert.equal(count, 12_001);
});

test('only the owner of the register fills it', async () => {
  const elsewhere = { ...context, agency: { code: 'G02', name: 'Bộ khác' } };
  await assert.rejects(call(house, importing().read, {}, elsewhere), { code: 'register.not_your_register' });
  await assert.rejects(
    call(house, importing().import, { run: newId(), step: 'cancel' }, { ...elsewhere, idempotencyKey: newId() }),
    { code: 'register.not_your_register' },
  );
});
