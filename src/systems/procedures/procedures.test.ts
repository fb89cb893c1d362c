import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { parse } from '../../kernel/input.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { openExampleHouse } from '../registry/example/house.ts';
import { provided as rules } from '../rules/index.ts';
import { readTimeLimits } from './actions.ts';
import { lifeEvent, procedure, procedures, searchCatalogue } from './index.ts';
import * as services from './services.ts';

interface NationalRecord {
  code: string;
  name: string;
  fields: string[];
  promulgating_agency: string;
  promulgating_code?: string;
  channels?: { method: string; fees: { value_vnd: number; note: string }[] }[];
  cases?: { processing: { qty: number; type: string } }[];
  results?: { code: string; name: string }[];
}

const source = join(import.meta.dirname, '../../../../shared/data/procedures/procedures.ndjson.gz');
const skip = existsSync(source) ? false : 'the national catalogue is not beside the project';

function nationalRecords(): Map<string, NationalRecord> {
  const lines = gunzipSync(readFileSync(source)).toString().normalize('NFC').split('\n').filter(Boolean);
  const ours = new Set(procedures().map(({ code }) => code));
  const records = lines.map((line) => JSON.parse(line) as NationalRecord).filter(({ code }) => ours.has(code));
  return new Map(records.map((record) => [record.code, record]));
}

test('every procedure is named, limited, priced and answered as the national catalogue says', { skip }, () => {
  const national = nationalRecords();
  for (const ours of procedures()) {
    const theirs = national.get(ours.code);
    assert.ok(theirs, `${ours.code} is in the national catalogue`);
    assert.equal(ours.name.vi, theirs.name);
    assert.equal(ours.field.vi, theirs.fields[0]);
    assert.equal(ours.ministry.name.vi, theirs.promulgating_agency);
    if (!theirs.channels) continue;
    assert.equal(ours.ministry.code, theirs.promulgating_code);
    assert.equal(ours.workingDays, theirs.cases![0]!.processing.qty, `working days of ${ours.code}`);
    const fees = Object.fromEntries(
      theirs.channels.map(({ method, fees: [fee] }) => [
        method.toLowerCase(),
        // A nought with words about the province is not a price.
        /Hội đồng nhân dân/.test(fee!.note) ? null : fee!.value_vnd,
      ]),
    );
    assert.deepEqual(Object.fromEntries(ours.fees.map((fee) => [fee.channel, fee.amount_vnd])), fees, ours.code);
    const results = new Map(theirs.results!.map(({ code, name }) => [code, name]));
    for (const { code, name } of ours.results) assert.equal(results.get(code!), name.vi, `${code} of ${ours.code}`);
  }
});

test('the time limits that other agencies read are those of the law, and the catalogue tells the same', async (t) => {
  const database = await testDatabase();
  const { house, close } = openExampleHouse(database.db, rules);
  t.after(async () => {
    await database.close();
    close();
  });
  const limits = parse(services.readTimeLimits.output, await readTimeLimits(house));
  assert.deepEqual(limits, {
    birth: { '1.001193': 1, '1.000689': 8, '2.000528': 1, '1.001695': 10 },
    residence: 7,
    insurance: 10,
    edition: 1,
  });
  for (const [code, days] of Object.entries(limits.birth)) assert.equal(procedure(code)?.workingDays, days, code);
  const { steps } = lifeEvent('birth')!;
  for (const { key, procedureCode } of steps)
    if (key !== 'birth') assert.equal(procedure(procedureCode)?.workingDays, limits[key], key);
});

test('each step of a life event is a procedure of the catalogue and follows a step before it', () => {
  const birth = lifeEvent('birth')!;
  assert.ok(procedure(birth.procedureCode));
  const seen = new Set<string>();
  for (const step of birth.steps) {
    assert.ok(procedure(step.procedureCode), step.procedureCode);
    for (const before of step.follows) assert.ok(seen.has(before), `${step.key} follows ${before}`);
    seen.add(step.key);
  }
  assert.equal(lifeEvent('death'), undefined);
  assert.equal(procedure('9.999999'), undefined);
});

test('the steps one after the other take no longer than the joined procedure allows', () => {
  const birth = lifeEvent('birth')!;
  const daysOf = (code: string) => procedure(code)!.workingDays;
  const [first, ...later] = birth.steps.map(({ procedureCode }) => daysOf(procedureCode));
  assert.ok(first! + Math.max(...later) <= daysOf(birth.procedureCode));
});

const first = (text: string, language: 'vi' | 'en' = 'vi') => {
  const [found] = searchCatalogue(text, language);
  return found && (found.kind === 'procedure' ? found.procedure.code : found.lifeEvent.key);
};

test('what people say finds what the office calls it', () => {
  assert.equal(first('con tôi chào đời'), 'birth');
  assert.equal(first('sinh con'), 'birth');
  assert.equal(first('giấy khai sinh'), 'birth');
  assert.equal(first('làm giấy khai sinh cho con'), '1.001193');
  assert.equal(first('nhập hộ khẩu cho con'), '1.004222');
  assert.equal(first('thẻ bảo hiểm cho con'), '1.014137');
  assert.equal(first('cha nhận con'), '1.000689');
  assert.equal(first('having a baby', 'en'), 'birth');
  assert.equal(first('health insurance', 'en'), '1.014137');
  assert.equal(first('register a child at home', 'en'), '1.004222');
  assert.equal(first('1.000689'), '1.000689');
});

test('diacritics may be left out, and either language is understood', () => {
  assert.equal(first('nhap ho khau'), '1.004222');
  assert.equal(first('giay khai sinh'), 'birth');
  assert.equal(first('THE BHYT'), '1.014137');
  assert.equal(first('health insurance', 'vi'), '1.014137');
  assert.equal(first('giấy khai sinh', 'en'), 'birth');
});

test('what the release does not have is not found', () => {
  assert.deepEqual(searchCatalogue('đổi giấy phép lái xe', 'vi'), []);
  assert.deepEqual(searchCatalogue('', 'vi'), []);
  assert.deepEqual(searchCatalogue('  ?! ', 'en'), []);
});
