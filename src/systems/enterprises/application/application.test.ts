import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { addWorkingDays, communeCommitteeCode } from '../../../country/index.ts';
import { setClock, today } from '../../../kernel/clock.ts';
import { isTaxCode } from '../../../country/index.ts';
import {
  type EnterpriseTown,
  enterpriseTown,
  problemsIn,
  refusedWith,
} from '../../../../test/support/enterprise-town.ts';
import { WARD } from '../../population/example/small-country.ts';
import * as services from '../services.ts';

let town: EnterpriseTown;
before(async () => {
  // A morning on which agencies work, so that the clock of an office begins at once.
  setClock(new Date('2026-11-23T09:00:00+07:00'));
  town = await enterpriseTown();
});
after(async () => {
  setClock();
  await town.close();
});

const MINH = 'Nguyễn Văn Minh';
const LAN = 'Trần Thị Lan';

/** A person at the portal of the register. */
function person(name: string) {
  const actor = { kind: 'person', number: town.numberOf(name), name } as const;
  const as = (key: string = randomUUID()) => ({ actor, idempotencyKey: key });
  return {
    start: async (
      asked: {
        matter: 'register' | 'rename' | 'suspend' | 'change-holders' | 'household-register' | 'household-end';
        code?: string;
      },
      key?: string,
    ) => (await town.call(services.startApplication, { territoryCode: '01', language: 'vi', ...asked }, as(key))).id,
    form: async (id: string) => (await town.call(services.readOwnApplication, { id }, as())).form,
    save: (id: string, form: Record<string, string>, check = false) =>
      town.call(services.saveApplication, { id, form, check }, as()),
    submit: async (id: string, form: Record<string, string>, key?: string) =>
      (await town.call(services.submitApplication, { id, form }, as(key))).status,
    answer: async (id: string, agrees: boolean, submission = 1) =>
      (await town.call(services.answerApplication, { id, submission, agrees }, as())).status,
    withdraw: (id: string) => town.call(services.withdrawApplication, { id }, as()),
    read: (id: string) => town.call(services.readOwnApplication, { id }, as()),
    list: async () => (await town.call(services.listOwnApplications, {}, as())).applications,
  };
}

/** The registrar of Hà Nội decides. */
const decide = (
  id: string,
  decision: 'accept' | 'supplement' | 'refuse',
  over: { note?: string; submission?: number; toldApart?: boolean } = {},
  context: Parameters<EnterpriseTown['call']>[2] = {},
) =>
  town.call(
    services.decideApplication,
    { id, decision, submission: 1, ...over },
    { idempotencyKey: randomUUID(), ...context },
  );

const alone = (name: string) => ({
  name,
  legalForm: 'llc-one-member',
  addressLine: 'Số 1 phố Mẫu',
  communeCode: WARD,
  capital: '1.000.000.000',
  industries: '6201, 6202',
  'holders.0.holder': town.numberOf(MINH),
  'holders.0.name': MINH,
  'holders.0.contribution': '1.000.000.000',
  'representatives.0.personNumber': town.numberOf(MINH),
  'representatives.0.title': 'director',
});

const together = (name: string) => ({
  ...alone(name),
  legalForm: 'llc-more-members',
  'holders.0.contribution': '600.000.000',
  'holders.1.holder': town.numberOf(LAN),
  'holders.1.name': 'tran thi lan',
  'holders.1.contribution': '400.000.000',
});

test('who founds alone hands in, the registrar accepts, and the enterprise is registered with the application as its ground', async () => {
  const minh = person(MINH);
  const id = await minh.start({ matter: 'register' });
  assert.equal((await minh.form(id))['holders.0.holder'], town.numberOf(MINH));
  assert.equal(await minh.submit(id, alone('Công ty TNHH Nộp Trực Tuyến')), 'submitted');
  const view = await minh.read(id);
  assert.match(view.number!, /^H26\.[\w.]+-261123-000\d$/);
  assert.equal(view.dueOn, addWorkingDays(today(), 3));
  const queue = await town.call(services.findApplications, { which: 'waiting' });
  assert.ok(queue.applications.some((each) => each.id === id));
  const { status, subject } = await decide(id, 'accept');
  assert.equal(status, 'accepted');
  assert.ok(isTaxCode(subject!));
  const file = await town.file(subject!);
  assert.equal(file.version?.values.name, 'Công ty TNHH Nộp Trực Tuyến');
  assert.equal(file.versions[0]?.told?.source.number, view.number);
});

test('accepted twice, at the same moment too, one enterprise is there', async () => {
  const minh = person(MINH);
  const id = await minh.start({ matter: 'register' });
  await minh.submit(id, alone('Công ty TNHH Chấp Nhận Một Lần'));
  const both = await Promise.all([decide(id, 'accept'), decide(id, 'accept')]);
  assert.equal(both[0].subject, both[1].subject);
  const [count] = await town.ask<{ n: number }>(
    `SELECT count(*) AS n FROM enterprises.enterprise WHERE name = 'Công ty TNHH Chấp Nhận Một Lần'`,
  );
  assert.equal(count!.n, 1);
});

test('the same form sent twice begins one application, and hands it in once', async () => {
  const minh = person(MINH);
  const [one, other] = [
    await minh.start({ matter: 'register' }, 'begun-once'),
    await minh.start({ matter: 'register' }, 'begun-once'),
  ];
  assert.equal(one, other);
  const form = alone('Công ty TNHH Nộp Một Lần');
  assert.equal(await minh.submit(one, form, 'handed-in-once'), 'submitted');
  assert.equal(await minh.submit(one, form, 'handed-in-once'), 'submitted');
  const view = await minh.read(one);
  assert.deepEqual([view.submission, view.steps.length], [1, 1]);
});

test('co-founders agree by their own sign-in before the clock of the office begins', async () => {
  const [minh, lan, bao] = [person(MINH), person(LAN), person('Phạm Quốc Bảo')];
  const id = await minh.start({ matter: 'register' });
  assert.equal(await minh.submit(id, together('Công ty TNHH Hai Người Cùng Lập')), 'awaiting_consent');
  assert.equal((await minh.read(id)).dueOn, null);
  await assert.rejects(decide(id, 'accept'), refusedWith('enterprise.application_moved'));
  assert.deepEqual(
    (await lan.list()).map(({ asksYou }) => asksYou),
    [true],
  );
  assert.deepEqual((await lan.read(id)).form, {});
  await assert.rejects(bao.read(id), refusedWith('enterprise.application_unknown'));
  await assert.rejects(bao.answer(id, true), refusedWith('enterprise.application_unknown'));
  await assert.rejects(minh.answer(id, true), refusedWith('enterprise.application_answered'));
  assert.equal(await lan.answer(id, true), 'submitted');
  assert.equal((await decide(id, 'accept')).status, 'accepted');
});

test('one no gives the application back; what is handed in anew is agreed to anew, and an answer to the old one does not count', async () => {
  const [minh, lan] = [person(MINH), person(LAN)];
  const id = await minh.start({ matter: 'register' });
  await minh.submit(id, together('Công ty TNHH Không Đồng Ý'));
  assert.equal(await lan.answer(id, false), 'declined');
  assert.equal(await minh.submit(id, together('Công ty TNHH Đồng Ý Rồi')), 'awaiting_consent');
  await assert.rejects(lan.answer(id, true, 1), refusedWith('enterprise.application_changed'));
  assert.equal(await lan.answer(id, true, 2), 'submitted');
});

test('a number beside another name is told apart from no number by nobody', async () => {
  const minh = person(MINH);
  const id = await minh.start({ matter: 'register' });
  const form = together('Công ty TNHH Đoán Tên');
  const refusalOf = (over: Record<string, string>) => problemsIn(minh.submit(id, { ...form, ...over }));
  assert.deepEqual(await refusalOf({ 'holders.1.name': 'Vũ Thu Hà' }), {
    'holders.1.holder': 'enterprise.person_unknown',
  });
  assert.deepEqual(await refusalOf({ 'holders.1.holder': '001190999999' }), {
    'holders.1.holder': 'enterprise.person_unknown',
  });
  assert.deepEqual(await refusalOf({ 'holders.1.name': '' }), { 'holders.1.name': 'enterprise.name_of_person_needed' });
});

test('what an officer could not register is said while it is typed, beside its field, and the draft is kept', async () => {
  const minh = person(MINH);
  await town.register({ name: 'Công ty TNHH Đã Có Tên' });
  const id = await minh.start({ matter: 'register' });
  const form = { ...alone('Công ty TNHH Đã Có Tên'), 'holders.0.contribution': '999.999.999', industries: '0000' };
  const { problems } = await minh.save(id, form, true);
  assert.deepEqual(
    new Set(problems.map(({ field, code }) => `${field} ${code}`)),
    new Set([
      'industries.0 enterprise.industry_unknown',
      'holders enterprise.shares_under_capital',
      'name enterprise.name_identical',
      'name enterprise.own_name_taken',
    ]),
  );
  assert.equal((await minh.form(id)).industries, '0000');
  await assert.rejects(minh.submit(id, form), refusedWith('input.invalid'));
  assert.equal((await minh.read(id)).status, 'draft');
});

test('the officer asks for more, the clock stops; handed in again it begins anew; refused it ends with the reason', async () => {
  const minh = person(MINH);
  const id = await minh.start({ matter: 'register' });
  const form = alone('Công ty TNHH Cần Bổ Sung');
  await minh.submit(id, form);
  await assert.rejects(decide(id, 'supplement'), refusedWith('input.invalid'));
  await decide(id, 'supplement', { note: 'Hãy ghi rõ số nhà.' });
  const asked = await minh.read(id);
  assert.deepEqual([asked.status, asked.dueOn, asked.steps.at(-1)?.note], ['supplement', null, 'Hãy ghi rõ số nhà.']);
  assert.equal(await minh.submit(id, { ...form, addressLine: 'Số 5 phố Mẫu' }), 'submitted');
  await assert.rejects(decide(id, 'accept', { submission: 1 }), refusedWith('enterprise.application_changed'));
  await decide(id, 'refuse', { submission: 2, note: 'Trụ sở không có thật.' });
  assert.equal((await minh.read(id)).status, 'refused');
  await assert.rejects(minh.submit(id, form), refusedWith('enterprise.application_moved'));
  await assert.rejects(minh.withdraw(id), refusedWith('enterprise.application_moved'));
});

test('a name that was given away meanwhile is refused at acceptance, and the application waits as it was', async () => {
  const minh = person(MINH);
  const id = await minh.start({ matter: 'register' });
  await minh.submit(id, alone('Công ty TNHH Ai Nhanh Hơn'));
  await town.register({ name: 'Công ty TNHH Ai Nhanh Hơn' });
  assert.deepEqual(await problemsIn(decide(id, 'accept')), { name: 'enterprise.name_identical' });
  assert.equal((await minh.read(id)).status, 'submitted');
});

test('only who represents an enterprise applies for it; those whose part changes agree', async () => {
  const [minh, lan, bao] = [person(MINH), person(LAN), person('Phạm Quốc Bảo')];
  const part = (name: string, contribution: number) => ({
    holder: town.numberOf(name),
    role: 'member' as const,
    contribution,
    paidIn: 0,
  });
  const { code } = await town.register({
    name: 'Công ty TNHH Chuyển Nhượng',
    legalForm: 'llc-more-members',
    holders: [part(MINH, 500_000_000), part(LAN, 500_000_000)],
  });
  await assert.rejects(lan.start({ matter: 'rename', code }), refusedWith('enterprise.not_representative'));
  const id = await minh.start({ matter: 'change-holders', code });
  const form = await minh.form(id);
  assert.equal(form['holders.1.contribution'], '500000000');
  const lanAt = form['holders.0.holder'] === town.numberOf(LAN) ? 0 : 1;
  const sold = {
    ...form,
    [`holders.${lanAt}.holder`]: town.numberOf('Phạm Quốc Bảo'),
    [`holders.${lanAt}.name`]: 'Phạm Quốc Bảo',
  };
  assert.equal(await minh.submit(id, sold), 'awaiting_consent');
  assert.equal(await bao.answer(id, true), 'awaiting_consent');
  assert.equal(await lan.answer(id, true), 'submitted');
  await decide(id, 'accept');
  assert.deepEqual(
    new Set((await town.file(code)).holders.map(({ holderName }) => holderName)),
    new Set([MINH, 'Phạm Quốc Bảo']),
  );
});

test('a suspension counts its three working days from the day it was handed in', async () => {
  const minh = person(MINH);
  const { code } = await town.register({ name: 'Công ty TNHH Nghỉ Một Thời Gian' });
  const id = await minh.start({ matter: 'suspend', code });
  const form = await minh.form(id);
  const early = { ...form, on: addWorkingDays(today(), 2), until: '2027-03-01' };
  assert.deepEqual(await problemsIn(minh.submit(id, early)), { on: 'enterprise.notice_too_late' });
  const on = addWorkingDays(today(), 3);
  await minh.submit(id, { ...form, on, until: '2027-03-01' });
  setClock(new Date('2026-11-25T09:00:00+07:00'));
  await decide(id, 'accept');
  setClock(new Date('2026-11-23T09:00:00+07:00'));
  assert.equal((await town.file(code, on)).version?.values.status, 'suspended');
  assert.equal((await town.file(code, '2027-03-01')).version?.values.status, 'operating');
});

test('another province’s registrar, and who is named in it, decides no application', async () => {
  const minh = person(MINH);
  const id = await minh.start({ matter: 'register' });
  await minh.submit(id, alone('Công ty TNHH Đúng Nơi'));
  const { actor } = town.context();
  await assert.rejects(
    decide(id, 'accept', {}, { actor: { ...actor, territoryCode: '79' } as never }),
    refusedWith('enterprise.application_unknown'),
  );
  await assert.rejects(
    decide(id, 'accept', {}, { actor: { ...actor, number: town.numberOf(MINH) } as never }),
    refusedWith('enterprise.application_own'),
  );
  await assert.rejects(
    decide(id, 'accept', {}, { actor: { kind: 'person', number: town.numberOf(LAN), name: LAN } }),
    refusedWith('enterprise.application_unknown'),
  );
});

test('everyone registers one household business, at the commune; who ended one may register anew', async () => {
  const ha = person('Vũ Thu Hà');
  const household = {
    name: 'Hộ kinh doanh Tạp Hóa Hà',
    addressLine: 'Số 3 ngõ Mẫu',
    communeCode: WARD,
    capital: '50.000.000',
    vsicCode: '4711',
  };
  const { actor } = town.context();
  const officer = {
    agency: { code: communeCommitteeCode(WARD, '01'), name: 'Ủy ban nhân dân phường' },
    actor: { ...actor, role: 'household-business-officer', territoryCode: WARD } as never,
  };
  const register = async () => {
    const id = await ha.start({ matter: 'household-register' });
    assert.equal((await ha.read(id)).status, 'draft');
    return { id, status: await ha.submit(id, household) };
  };
  const first = await register();
  assert.equal(first.status, 'submitted');
  await assert.rejects(decide(first.id, 'accept'), refusedWith('enterprise.application_unknown'));
  assert.equal((await decide(first.id, 'accept', {}, officer)).subject, town.numberOf('Vũ Thu Hà'));
  await assert.rejects(register(), refusedWith('enterprise.household_status'));
  const end = await ha.start({ matter: 'household-end' });
  assert.deepEqual(await problemsIn(ha.submit(end, {})), { debtsSettled: 'enterprise.debts_left' });
  await ha.submit(end, { debtsSettled: 'yes' });
  await decide(end, 'accept', {}, officer);
  const minh = person(MINH);
  const other = await minh.start({ matter: 'household-register' });
  assert.equal(await minh.submit(other, { ...household, name: 'Hộ kinh doanh TẠP HÓA Hà' }), 'submitted');
});
