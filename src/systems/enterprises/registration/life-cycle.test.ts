import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type EnterpriseTown,
  enterpriseTown,
  problemsIn,
  refusedWith,
} from '../../../../test/support/enterprise-town.ts';
import { addDays, addWorkingDays } from '../../../country/index.ts';
import { today } from '../../../kernel/clock.ts';
import {
  checkName,
  lookUpEnterprises,
  readBeneficialOwners,
  readEnterprise,
  verifyRepresentative,
} from '../services.ts';

let town: EnterpriseTown;
before(async () => {
  town = await enterpriseTown();
});
after(() => town.close());

const VISITOR = 'a'.repeat(32);
let serial = 0;
const NAMES = [
  'Bưởi',
  'Cam',
  'Chanh',
  'Dừa',
  'Khế',
  'Lê',
  'Mận',
  'Nho',
  'Ổi',
  'Quýt',
  'Sầu',
  'Táo',
  'Vải',
  'Xoài',
  'Mít',
  'Đào',
  'Hồng',
  'Dứa',
];
const newName = () => `Công ty TNHH Vườn ${NAMES[serial++]}`;
const status = async (code: string, on = today()) => (await town.file(code, on)).version?.values.status;

test('a suspension is told three working days before, lasts a year at most, and ends by itself', async () => {
  const { code } = await town.register({ name: newName() });
  const from = addWorkingDays(today(), 3);
  assert.deepEqual(
    await problemsIn(town.act(code, { act: 'suspend', until: addDays(from, 30) }, addWorkingDays(today(), 2))),
    {
      on: 'enterprise.notice_too_late',
    },
  );
  assert.deepEqual(await problemsIn(town.act(code, { act: 'suspend', until: addDays(from, 367) }, from)), {
    until: 'enterprise.suspension_too_long',
  });
  const until = addDays(from, 180);
  await town.act(code, { act: 'suspend', until }, from);
  assert.deepEqual(
    [await status(code), await status(code, from), await status(code, addDays(until, -1)), await status(code, until)],
    ['operating', 'suspended', 'suspended', 'operating'],
  );
  // What changes in the meantime holds for what was known to follow, too.
  await town.act(code, { act: 'rename', name: 'Công ty TNHH Vườn Đổi Tên' });
  assert.equal((await town.file(code, until)).version?.values.name, 'Công ty TNHH Vườn Đổi Tên');
});

test('the register knows what was so then, and what we knew then', async () => {
  const name = newName();
  const { code } = await town.register({ name });
  const before = new Date().toISOString();
  await new Promise((wait) => setTimeout(wait, 5));
  await town.act(code, { act: 'move', addressLine: 'Số 9 phố Mới', communeCode: '00004' });
  assert.equal((await town.file(code)).version?.values.addressLine, 'Số 9 phố Mới');
  assert.equal((await town.file(code, today(), before)).version?.values.addressLine, 'Số 1 phố Mẫu');
  const file = await town.file(code);
  assert.deepEqual(
    file.filings.map(({ kind, changeNumber }) => [kind, changeNumber]),
    [
      ['move', 1],
      ['register', 0],
    ],
  );
});

test('dissolution: notice first, debts paid, no dependent unit open; then nothing can be filed and the name is free', async () => {
  const name = newName();
  const { code } = await town.register({ name });
  await town.act(code, {
    act: 'open-branch',
    kind: 'branch',
    name: 'Chi nhánh Vườn',
    addressLine: 'Số 2',
    communeCode: '00004',
  });
  const [unit] = (await town.file(code)).branches;
  assert.equal(unit?.code, `${code}-001`);
  await assert.rejects(
    town.act(code, { act: 'dissolve', debtsSettled: true }),
    refusedWith('enterprise.status_does_not_allow'),
  );
  await town.act(code, { act: 'begin-dissolution' });
  await assert.rejects(
    town.act(code, { act: 'rename', name: 'Công ty TNHH Tên Khác' }),
    refusedWith('enterprise.status_does_not_allow'),
  );
  assert.deepEqual(await problemsIn(town.act(code, { act: 'dissolve', debtsSettled: false })), {
    debtsSettled: 'enterprise.debts_left',
  });
  await assert.rejects(town.act(code, { act: 'dissolve', debtsSettled: true }), refusedWith('enterprise.branch_open'));
  await town.act(code, { act: 'close-branch', branchCode: unit!.code });
  await town.act(code, { act: 'dissolve', debtsSettled: true });
  assert.equal(await status(code), 'dissolved');
  for (const act of [{ act: 'resume' }, { act: 'begin-dissolution' }, { act: 'restore' }] as const)
    await assert.rejects(town.act(code, act), refusedWith('enterprise.status_does_not_allow'));
  await town.register({ name });
});

test('bankruptcy is opened and declared by a court, or ended; a revoked certificate can be given back', async () => {
  const { code } = await town.register({ name: newName() });
  await town.act(code, { act: 'open-bankruptcy' });
  await town.act(code, { act: 'close-bankruptcy' });
  await town.act(code, { act: 'revoke', ground: 'no-activity' });
  await assert.rejects(town.act(code, { act: 'open-bankruptcy' }), refusedWith('enterprise.status_does_not_allow'));
  await town.act(code, { act: 'restore' });
  await town.act(code, { act: 'open-bankruptcy' });
  await town.act(code, { act: 'declare-bankrupt' });
  assert.equal(await status(code), 'bankrupt');
});

test('contributions never pass the charter capital, and what was paid in never passes what was promised', async () => {
  const { code } = await town.register({ name: newName() });
  const minh = town.numberOf('Nguyễn Văn Minh');
  assert.deepEqual(await problemsIn(town.act(code, { act: 'change-capital', capital: 900_000_000 })), {
    holders: 'enterprise.shares_over_capital',
  });
  await town.act(code, {
    act: 'change-capital',
    capital: 2_000_000_000,
    holders: [{ holder: minh, role: 'owner', contribution: 2_000_000_000, paidIn: 0 }],
  });
  assert.deepEqual(await problemsIn(town.act(code, { act: 'pay-in', holder: minh, paidIn: 2_000_000_001 })), {
    paidIn: 'enterprise.paid_more_than_committed',
  });
  await town.act(code, { act: 'pay-in', holder: minh, paidIn: 500_000_000 });
  const { holders } = await town.file(code);
  assert.deepEqual([holders[0]?.paidIn, holders[0]?.dueOn], [500_000_000, addDays(today(), 90)]);
  await assert.rejects(
    town.ask(`UPDATE enterprises.member_or_shareholder SET paid_in = contribution + 1 WHERE enterprise_code = $1`, [
      code,
    ]),
    /check constraint/,
  );
});

test('a private enterprise has one owner, who is liable once: no second one, no household business beside it', async () => {
  const bao = town.numberOf('Phạm Quốc Bảo');
  const own = {
    legalForm: 'private-enterprise' as const,
    holders: [{ holder: bao, role: 'owner' as const, contribution: 1_000_000_000, paidIn: 0 }],
    representatives: [{ personNumber: bao, title: 'owner' as const }],
  };
  await town.register({ ...own, name: 'Doanh nghiệp tư nhân Mẫu Đơn' });
  assert.deepEqual(await problemsIn(town.register({ ...own, name: 'Doanh nghiệp tư nhân Cẩm Tú Cầu' })), {
    'holders.0.holder': 'enterprise.liable_already',
  });
  assert.deepEqual(
    await problemsIn(
      town.register({
        ...own,
        name: 'Doanh nghiệp tư nhân Thược Dược',
        representatives: [{ personNumber: town.numberOf('Vũ Thu Hà'), title: 'owner' }],
      }),
    ),
    { 'holders.0.holder': 'enterprise.liable_already', representatives: 'enterprise.representative_not_entitled' },
  );
});

test('converting the form keeps the code and needs the members, the name and the posts of the new one', async () => {
  const { code } = await town.register({ name: newName() });
  const [minh, lan] = [town.numberOf('Nguyễn Văn Minh'), town.numberOf('Trần Thị Lan')];
  const act = {
    act: 'convert' as const,
    legalForm: 'joint-stock' as const,
    name: 'Công ty cổ phần Vườn Chuyển Đổi',
    representatives: [{ personNumber: minh, title: 'general-director' as const }],
  };
  assert.deepEqual(await problemsIn(town.act(code, act)), { holders: 'enterprise.too_few_holders' });
  const part = (holder: string, contribution: number) => ({
    holder,
    role: 'shareholder' as const,
    contribution,
    paidIn: 0,
  });
  await town.act(code, {
    ...act,
    holders: [part(minh, 500_000_000), part(lan, 300_000_000), part(town.numberOf('Vũ Thu Hà'), 100_000_000)],
  });
  const file = await town.file(code);
  assert.equal(file.version?.values.legalForm, 'joint-stock');
  assert.equal(file.holders.length, 3);
});

test('a merger ends the one and goes on in the other; an old code leads there', async () => {
  const [one, other] = [await town.register({ name: newName() }), await town.register({ name: newName() })];
  const minh = town.numberOf('Nguyễn Văn Minh');
  await town.act(one.code, {
    act: 'merge-into',
    into: other.code,
    capital: 2_000_000_000,
    holders: [{ holder: minh, role: 'owner', contribution: 2_000_000_000, paidIn: 0 }],
  });
  const context = { caller: 'insurance', purpose: 'counterparty-check' as const };
  assert.deepEqual(await town.call(readEnterprise, { code: one.code }, context), { wentOnIn: [other.code] });
  assert.equal((await town.file(other.code)).version?.values.capital, 2_000_000_000);
  assert.equal((await town.file(one.code)).version, undefined);
});

test('who may act for an enterprise is answered yes or no, for a day', async () => {
  const { code } = await town.register({ name: newName() });
  const [minh, lan] = [town.numberOf('Nguyễn Văn Minh'), town.numberOf('Trần Thị Lan')];
  await town.act(code, { act: 'change-representatives', representatives: [{ personNumber: lan, title: 'director' }] });
  const context = { caller: 'insurance', purpose: 'counterparty-check' as const };
  const mayAct = async (personNumber: string) =>
    (await town.call(verifyRepresentative, { code, personNumber, on: today() }, context)).mayAct;
  assert.deepEqual([await mayAct(minh), await mayAct(lan)], [false, true]);
});

test('an owner through two companies is found with the exact share', async () => {
  const [minh, lan] = [town.numberOf('Nguyễn Văn Minh'), town.numberOf('Trần Thị Lan')];
  const member = (holder: string, contribution: number) => ({
    holder,
    role: 'member' as const,
    contribution,
    paidIn: 0,
  });
  const two = { legalForm: 'llc-more-members' as const };
  const upper = await town.register({
    ...two,
    name: newName(),
    holders: [member(minh, 600_000_000), member(lan, 400_000_000)],
  });
  const lower = await town.register({
    ...two,
    name: newName(),
    holders: [member(upper.code, 500_000_000), member(town.numberOf('Vũ Thu Hà'), 500_000_000)],
  });
  const { owners, through } = await town.call(readBeneficialOwners, { code: lower.code, on: today() });
  assert.deepEqual(
    owners.map(({ fullName, share, byShares }) => [fullName, `${share.numerator}/${share.denominator}`, byShares]),
    [
      ['Vũ Thu Hà', '1/2', true],
      ['Nguyễn Văn Minh', '3/10', true],
    ],
  );
  assert.deepEqual(
    through.map(({ code }) => code),
    [upper.code],
  );
  await town.act(lower.code, {
    act: 'declare-beneficial-owner',
    personNumber: lan,
    ground: 'control',
    details: 'Bổ nhiệm giám đốc',
  });
  const declared = await town.call(readBeneficialOwners, { code: lower.code, on: today() });
  assert.ok(declared.owners.some(({ fullName, byShares }) => fullName === 'Trần Thị Lan' && !byShares));
});

test('the public finds by some words and a wrong digit is told; who asks without end is stopped', async () => {
  await town.register({ name: 'Công ty TNHH Thương mại Sen Hồng Tháp Mười' });
  const asAnyone = { caller: 'portal', purpose: 'public-information' as const };
  const look = (words: string, visitor = VISITOR) => town.call(lookUpEnterprises, { words, visitor }, asAnyone);
  assert.equal((await look('sen hong')).found[0]?.name, 'Công ty TNHH Thương mại Sen Hồng Tháp Mười');
  assert.deepEqual(await problemsIn(look('9700000002')), { words: 'enterprise.code_wrong' });
  const checked = await town.call(
    checkName,
    { name: 'Công ty TNHH Sen Hồng Tháp Mười Hai', visitor: VISITOR },
    asAnyone,
  );
  assert.deepEqual(checked.problems, []);
  await town.ask(`UPDATE enterprises.look_up SET count = 120 WHERE visitor = $1`, [VISITOR]);
  await assert.rejects(look('sen'), refusedWith('enterprise.too_many_look_ups'));
  assert.ok(await look('sen', 'b'.repeat(32)));
});
