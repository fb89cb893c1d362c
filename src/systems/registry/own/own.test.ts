import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { addDays, isWorkingDay, workingDaysBetween } from '../../../country/index.ts';
import { setClock, today } from '../../../kernel/clock.ts';
import { ownerClient } from '../../../kernel/db.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { openExampleHouse } from '../example/house.ts';
import '../example/register.ts';
import { choice, code, date, defineKind, tableSql, text } from '../kind/index.ts';
import { listFaulty } from '../quality/repair.ts';
import { countScores, lastScores } from '../quality/scores.ts';
import { qualityServicesOf } from '../quality/services.ts';
import { type Grounds, correct, record } from '../time/acts.ts';
import { CHALLENGE_MOVES, answerDueOn } from './rules.ts';
import { ownServicesOf } from './services.ts';

const title = { vi: 'thử', en: 'trial' };

/** A licence of two people, as a register would hold it. */
const licence = defineKind({
  system: 'registry',
  name: 'licence',
  title,
  key: ['number'],
  people: ['holder', 'partner'],
  fields: {
    number: text({ title }),
    holder: code({ title, pattern: '\\d{12}' }),
    partner: code({ title, pattern: '\\d{12}', optional: true }),
    address: text({ title, halfLife_days: 1_000 }),
    class: choice({ title, choices: { a: title, b: title } }),
    issuedOn: date({ title }),
    note: text({ title, optional: true }),
    adoption: text({ title, optional: true, disclosure: 'sealed' }),
  },
  indexed: [['holder'], ['partner']],
  shownToPeople: { hidden: ['note'], confirmable: ['address'], unchallengeable: ['holder', 'partner'] },
  confirmedBy: [{ caller: 'insurance', purposes: ['child-health-insurance'], fields: ['address'] }],
});

const [holder, partner, stranger] = ['001190000004', '001090000012', '001190000020'] as const;
const grounds: Grounds = {
  reason: 'as the decision says',
  source: { kind: 'decision', number: '12/QĐ' },
  by: { agencyCode: 'G01', agencyName: 'Bộ Mẫu', actor: { kind: 'official', number: '001090012345' } },
};

let database: TestDatabase;
let house: House;
let close: () => void;
const own = ownServicesOf('registry')!;
const quality = qualityServicesOf('registry')!;

before(async () => {
  database = await testDatabase();
  const client = ownerClient(database.owner);
  await client.connect();
  await client.query(`SELECT registry.equip('registry'); ${tableSql(licence)}`);
  await client.end();
  ({ house, close } = openExampleHouse(database.db, [...own.provided, ...quality.provided]));
});
after(async () => {
  close();
  await database.close();
});

let made = 0;
let keys = 0;

async function aLicence(values: Partial<Record<string, string>> = {}): Promise<string> {
  const number = `L${++made}`;
  await record(
    house.db.as('registry'),
    licence,
    {
      values: {
        number,
        holder,
        partner,
        address: 'Số 1, đường Mẫu',
        class: 'a',
        issuedOn: '2024-05-01',
        note: 'for officials only',
        adoption: 'sealed',
        ...values,
      } as never,
      from: '2024-05-01',
    },
    grounds,
  );
  return number;
}

const as = (number: string, key?: string): CallContext => ({
  caller: 'portal',
  agency: { code: 'G22', name: 'Văn phòng Chính phủ' },
  actor: { kind: 'person', number, name: 'Người Mẫu' },
  purpose: 'own-data',
  idempotencyKey: key ?? `key-of-a-person-${++keys}`,
});
const steward = (agency = 'G01', key?: string): CallContext => ({
  caller: 'registry',
  agency: { code: agency, name: 'Bộ Mẫu' },
  actor: { kind: 'official', number: '001090012345', officialId: 'o', role: 'data-steward', title, territoryCode: '' },
  purpose: 'register-keeping',
  idempotencyKey: key ?? `key-of-a-steward-${++keys}`,
});

const mine = async (number: string, licenceNumber: string) =>
  (await call(house, own.read, { number }, as(number))).output.kinds
    .flatMap(({ records }) => records)
    .find(({ key }) => key[0] === licenceNumber);

const challenge = (licenceNumber: string, more: Record<string, string> = {}, context = as(holder)) =>
  call(
    house,
    own.challenge,
    {
      number: holder,
      kind: 'licence',
      key: [licenceNumber],
      field: 'address',
      claimed: 'Số 2, đường Mẫu',
      reason: 'Tôi đã chuyển nhà',
      ...more,
    },
    context,
  );
const stateOf = async (id: string) =>
  (await call(house, own.read, { number: holder }, as(holder))).output.challenges.find((each) => each.id === id);

test('a person sees the own records in a register, with their source, and not what is sealed or hidden', async () => {
  const number = await aLicence();
  for (const one of [holder, partner]) {
    const found = await mine(one, number);
    assert.deepEqual(Object.keys(found!.values), ['number', 'holder', 'partner', 'address', 'class', 'issuedOn']);
    assert.deepEqual(found!.told!.source, { kind: 'decision', number: '12/QĐ' });
    assert.equal(found!.ageing[0]!.knownOn, today());
  }
  assert.equal(await mine(stranger, number), undefined);
});

test('nobody reads the records of another, and others who are named see that they were shown', async () => {
  await aLicence();
  await assert.rejects(call(house, own.read, { number: holder }, as(stranger)), { code: 'exchange.no_right' });
  const { receipt } = await call(house, own.read, { number: holder }, as(holder));
  const subjects = await database.db.as('exchange').rows<{ number: string }>({
    text: 'SELECT personal_number AS number FROM subject WHERE receipt = $1 ORDER BY 1',
    values: [receipt],
  });
  assert.deepEqual(
    subjects.map(({ number }) => number),
    [partner, holder].toSorted(),
  );
});

test('a fact that the person confirms is known since today, and pressing twice writes one act', async () => {
  const number = await aLicence();
  const press = () => call(house, own.confirm, { number: holder, kind: 'licence', key: [number] }, as(holder));
  await press();
  await press();
  assert.equal((await mine(holder, number))!.ageing[0]!.source, 'person');
  const [acts] = await house.db.as('registry').rows<{ count: number }>({
    text: `SELECT count(*)::int AS count FROM act WHERE act = 'confirm' AND key = $1`,
    values: [[number]],
  });
  assert.equal(acts!.count, 1);
});

test('nobody confirms or challenges what is not theirs, what is hidden, or what others answer for', async () => {
  const number = await aLicence();
  await assert.rejects(call(house, own.confirm, { number: stranger, kind: 'licence', key: [number] }, as(stranger)), {
    code: 'register.record_unknown',
  });
  const asStranger = call(
    house,
    own.challenge,
    { number: stranger, kind: 'licence', key: [number], field: 'address', claimed: 'x', reason: 'y' },
    as(stranger),
  );
  await assert.rejects(asStranger, { code: 'register.record_unknown' });
  for (const field of ['number', 'holder', 'note', 'adoption', 'no such field'])
    await assert.rejects(challenge(number, { field }), { code: 'register.field_not_open' }, field);
});

test('what is claimed has the form of the field and is not what the register says already', async () => {
  const number = await aLicence();
  const wrong = async (more: Record<string, string>, problem: string) =>
    assert.rejects(challenge(number, more), (error) => {
      const { code: refused, fields } = error as { code: string; fields: { field: string; code: string }[] };
      return refused === 'input.invalid' && fields[0]!.field === 'claimed' && fields[0]!.code === problem;
    });
  await wrong({ field: 'issuedOn', claimed: '31/02/2024' }, 'field.format');
  await wrong({ field: 'class', claimed: 'z' }, 'field.format');
  await wrong({ claimed: 'Số 1, đường Mẫu' }, 'claim.same');
  await wrong({ claimed: '   ' }, 'field.required');
});

test('a challenge is filed once for each key, once for each field, and is due on a working day', async () => {
  const number = await aLicence();
  const context = as(holder, 'the-same-form-twice');
  const { output: first } = await challenge(number, {}, context);
  const { output: again } = await challenge(number, {}, context);
  assert.equal(again.id, first.id);
  assert.ok(isWorkingDay(first.dueOn) && first.dueOn >= addDays(today(), 10) && first.dueOn <= addDays(today(), 20));
  await assert.rejects(challenge(number), { code: 'register.challenged_already' });
  const strict = { ...licence, shownToPeople: { answerWithin_workingDays: 3 } } as never;
  assert.equal(workingDaysBetween('2026-11-20', answerDueOn(strict, new Date('2026-11-20T03:00:00Z'))), 3);
  await call(house, own.withdraw, { number: holder, id: first.id }, as(holder));
});

test('an answer by correction needs the act, and the person is told', async () => {
  const number = await aLicence();
  const { output: filed } = await challenge(number);
  const answer = { id: filed.id, decision: 'corrected' as const, reason: 'Đã đối chiếu giấy tờ' };
  await assert.rejects(call(house, own.answer, answer, steward()), { code: 'register.answer_needs_act' });
  const before = await correct(
    house.db.as('registry'),
    licence,
    { key: { number: await aLicence() }, on: today(), values: { address: 'elsewhere' } },
    grounds,
  );
  await assert.rejects(call(house, own.answer, { ...answer, act: before }, steward()), {
    code: 'register.answer_needs_act',
  });
  const act = await correct(
    house.db.as('registry'),
    licence,
    { key: { number }, on: today(), values: { address: 'Số 2, đường Mẫu' } },
    grounds,
  );
  const context = steward('G01', 'the-same-answer-twice');
  await call(house, own.answer, { ...answer, act }, context);
  await call(house, own.answer, { ...answer, act }, context);
  const told = await stateOf(filed.id);
  assert.deepEqual([told!.state, told!.answer, told!.held], ['corrected', answer.reason, 'Số 1, đường Mẫu']);
  const [job] = await database.db.as('kernel').rows<{ count: number }>({
    text: `SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE task_identifier = 'notifications.send'`,
    values: [],
  });
  assert.equal(job!.count, 1);
  await assert.rejects(call(house, own.answer, { ...answer, decision: 'refused' }, steward()), {
    code: 'register.challenge_answered',
  });
});

test('a refusal says why; the person may then challenge anew', async () => {
  const number = await aLicence();
  const { output: filed } = await challenge(number);
  await call(house, own.answer, { id: filed.id, decision: 'refused', reason: 'Không có giấy tờ' }, steward());
  assert.equal((await stateOf(filed.id))!.state, 'refused');
  const { output: anew } = await challenge(number, { document: 'GT-12' });
  assert.notEqual(anew.id, filed.id);
  await call(house, own.withdraw, { number: holder, id: anew.id }, as(holder));
});

test('only the one who filed it withdraws it, and only while it is open', async () => {
  const number = await aLicence();
  const { output: filed } = await challenge(number);
  await assert.rejects(call(house, own.withdraw, { number: partner, id: filed.id }, as(partner)), {
    code: 'register.challenge_unknown',
  });
  await call(house, own.withdraw, { number: holder, id: filed.id }, as(holder));
  await call(house, own.withdraw, { number: holder, id: filed.id }, as(holder));
  assert.equal((await stateOf(filed.id))!.state, 'withdrawn');
  await assert.rejects(call(house, own.answer, { id: filed.id, decision: 'refused', reason: 'x' }, steward()), {
    code: 'register.challenge_answered',
  });
});

test('a person has at most ten open challenges in a register, also when two come at once', async () => {
  const numbers = await Promise.all(Array.from({ length: 12 }, () => aLicence({ holder: stranger, partner: holder })));
  const tries = await Promise.allSettled(
    numbers.map((number) =>
      call(
        house,
        own.challenge,
        { number: stranger, kind: 'licence', key: [number], field: 'address', claimed: 'khác', reason: 'sai' },
        as(stranger),
      ),
    ),
  );
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 10);
  for (const one of tries)
    if (one.status === 'rejected') assert.equal((one.reason as { code: string }).code, 'register.too_many_challenges');
});

test('stewards of another agency see no challenge and answer none', async () => {
  const number = await aLicence();
  const { output: filed } = await challenge(number);
  for (const attempt of [
    () => call(house, own.list, {}, steward('G15')),
    () => call(house, own.answer, { id: filed.id, decision: 'refused', reason: 'x' }, steward('G15')),
    () => call(house, quality.faults, { kind: 'licence' }, steward('G15')),
    () => call(house, quality.record, { kind: 'licence', key: [number] }, steward('G15')),
  ])
    await assert.rejects(attempt(), { code: 'register.not_your_register' });
});

test('an overdue challenge comes first, is a fault of its record and lowers the score', async () => {
  const number = await aLicence({ holder: partner });
  const file = { number: partner, kind: 'licence', key: [number], field: 'class', claimed: 'b', reason: 'sai hạng' };
  const { output: filed } = await call(house, own.challenge, file, as(partner));
  const db = house.db.as('registry');
  assert.ok(!(await listFaulty(db, licence, { limit: 50, offset: 0 })).some(({ key }) => key[0] === number));
  setClock(new Date(Date.parse(addDays(filed.dueOn, 1)) + 6 * 3_600_000));
  try {
    const [first] = (await call(house, own.list, {}, steward())).output.challenges;
    assert.ok(first!.dueOn <= filed.dueOn);
    const faulty = await listFaulty(db, licence, { rule: 'challenge_overdue', limit: 50, offset: 0 });
    assert.ok(faulty.some(({ key }) => key[0] === number));
    await countScores(db, licence, today());
    const [score] = await lastScores(db, licence, { level: 'register' });
    assert.ok(score!.overdue >= 1 && score!.correct! < 100);
    await call(house, own.answer, { id: filed.id, decision: 'refused', reason: 'đúng hạng' }, steward());
    const later = await listFaulty(db, licence, { rule: 'challenge_overdue', limit: 50, offset: 0 });
    assert.ok(!later.some(({ key }) => key[0] === number));
  } finally {
    setClock();
  }
});

test('another system confirms the fields that the kind trusts it with, for its purpose, and no others', async () => {
  const number = await aLicence();
  const context: CallContext = {
    caller: 'insurance',
    agency: { code: 'G12.98', name: 'Bảo hiểm' },
    actor: { kind: 'machine', name: 'insurance' },
    purpose: 'child-health-insurance',
    idempotencyKey: 'sign-of-life-1',
  };
  const said = {
    kind: 'licence',
    records: [
      { key: [number], on: today() },
      { key: ['none'], on: today() },
    ],
    fields: ['address'],
    reason: 'Đóng bảo hiểm',
    source: { kind: 'contribution', number: '2026-11' },
  };
  for (let times = 0; times < 2; times++)
    assert.deepEqual((await call(house, quality.confirm, said, context)).output, { confirmed: 1 });
  assert.equal((await mine(holder, number))!.ageing[0]!.source, 'insurance');
  await assert.rejects(
    call(house, quality.confirm, { ...said, fields: ['class'] }, { ...context, idempotencyKey: 'sign-of-life-2' }),
    { code: 'register.field_not_open' },
  );
  await assert.rejects(call(house, quality.confirm, said, { ...context, purpose: 'own-data' }), {
    code: 'exchange.no_right',
  });
});

test('every state of a challenge that is an end has no way out', () => {
  for (const moves of [CHALLENGE_MOVES.corrected, CHALLENGE_MOVES.refused, CHALLENGE_MOVES.withdrawn])
    assert.equal(moves.length, 0);
});
