import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type EnterpriseTown,
  enterpriseTown,
  problemsIn,
  refusedWith,
} from '../../../../test/support/enterprise-town.ts';
import { today } from '../../../kernel/clock.ts';
import { WARD } from '../../population/example/small-country.ts';
import { readEnterprise } from '../services.ts';

let town: EnterpriseTown;
before(async () => {
  town = await enterpriseTown();
});
after(() => town.close());

const part = (name: string, contribution: number) => ({
  holder: town.numberOf(name),
  role: 'member' as const,
  contribution,
  paidIn: 0,
});
const two = (name: string, over: object = {}) =>
  town.register({
    name,
    legalForm: 'llc-more-members',
    holders: [part('Nguyễn Văn Minh', 666_666_667), part('Trần Thị Lan', 333_333_333)],
    ...over,
  });
const company = (name: string, capital: number) => ({
  name,
  addressLine: 'Số 8 phố Mẫu',
  communeCode: WARD,
  capital,
  representatives: [{ personNumber: town.numberOf('Nguyễn Văn Minh'), title: 'director' as const }],
});
const wentOn = async (code: string) =>
  (await town.call(readEnterprise, { code }, { caller: 'cases', purpose: 'counterparty-check' })).wentOnIn;
const capitalOf = async (code: string) => (await town.file(code)).version?.values.capital;

test('a company is divided: it ends, the new ones have its members in the same shares, and its code leads to them', async () => {
  const { code } = await two('Công ty TNHH Chia Đôi');
  const parts = [company('Công ty TNHH Nửa Đông', 700_000_001), company('Công ty TNHH Nửa Tây', 299_999_999)];
  assert.deepEqual(
    await problemsIn(town.act(code, { act: 'divide', parts: [parts[0]!, company('Công ty TNHH Thiếu', 1)] })),
    {
      parts: 'enterprise.capital_not_divided',
    },
  );
  await town.act(code, { act: 'divide', parts });
  const file = await town.file(code);
  assert.equal(file.version, undefined);
  assert.ok(file.versions.length > 0);
  const codes = await wentOn(code);
  assert.equal(codes.length, 2);
  for (const each of codes) {
    const { version, holders, industries, filings } = await town.file(each);
    const sum = holders.reduce((total, { contribution }) => total + contribution, 0);
    assert.equal(sum, version!.values.capital);
    assert.deepEqual(
      new Set(holders.map(({ holderName }) => holderName)),
      new Set(['Nguyễn Văn Minh', 'Trần Thị Lan']),
    );
    assert.equal(industries.length, 2);
    assert.deepEqual(
      filings.map(({ kind, changeNumber }) => [kind, changeNumber]),
      [['divide', 0]],
    );
  }
});

test('a company separates another from itself and goes on with what is left', async () => {
  const { code } = await two('Công ty TNHH Tách Ra');
  assert.deepEqual(
    await problemsIn(town.act(code, { act: 'separate', parts: [company('Công ty TNHH Quá Lớn', 1_000_000_000)] })),
    { parts: 'enterprise.capital_not_divided' },
  );
  assert.deepEqual(
    await problemsIn(town.act(code, { act: 'separate', parts: [company('Công ty TNHH Tách Ra', 100_000_000)] })),
    { 'parts.0.name': 'enterprise.name_identical' },
  );
  await town.act(code, { act: 'separate', parts: [company('Công ty TNHH Mảnh Nhỏ', 100_000_000)] });
  const { version, holders } = await town.file(code);
  assert.equal(version?.values.capital, 900_000_000);
  assert.equal(
    holders.reduce((total, { contribution }) => total + contribution, 0),
    900_000_000,
  );
});

test('companies consolidate into a new one, with the members and the capital of all', async () => {
  const [one, other] = [await two('Công ty TNHH Suối Nhỏ'), await two('Công ty TNHH Lạch Con')];
  const consolidate = (capital: number) => ({
    act: 'consolidate' as const,
    others: [other.code],
    whole: company('Công ty TNHH Sông Lớn Chung', capital),
  });
  assert.deepEqual(await problemsIn(town.act(one.code, consolidate(1))), {
    'whole.capital': 'enterprise.capital_not_joined',
  });
  assert.deepEqual(await problemsIn(town.act(one.code, { ...consolidate(1), others: [one.code] })), {
    'others.0': 'enterprise.unknown',
  });
  await town.act(one.code, consolidate(2_000_000_000));
  const [code] = await wentOn(one.code);
  assert.deepEqual(await wentOn(other.code), [code]);
  assert.equal(await capitalOf(code!), 2_000_000_000);
  assert.deepEqual(
    (await town.file(code!)).holders.map(({ contribution }) => contribution),
    [1_333_333_334, 666_666_666],
  );
});

test('a dependent unit that is open, and a private enterprise, are not divided', async () => {
  const { code } = await two('Công ty TNHH Còn Chi Nhánh');
  await town.act(code, {
    act: 'open-branch',
    kind: 'branch',
    name: 'Chi nhánh Một',
    addressLine: 'Số 2',
    communeCode: WARD,
  });
  const parts = [company('Công ty TNHH Phần Một Chi', 500_000_000), company('Công ty TNHH Phần Hai Chi', 500_000_000)];
  await assert.rejects(town.act(code, { act: 'divide', parts }), refusedWith('enterprise.branch_open'));
  const minh = town.numberOf('Nguyễn Văn Minh');
  const own = await town.register({
    name: 'Doanh nghiệp tư nhân Một Mình',
    legalForm: 'private-enterprise',
    holders: [{ holder: minh, role: 'owner', contribution: 1_000_000_000, paidIn: 0 }],
    representatives: [{ personNumber: minh, title: 'owner' }],
  });
  await assert.rejects(town.act(own.code, { act: 'divide', parts }), refusedWith('enterprise.form_not_divided'));
  assert.equal((await town.file(own.code, today())).version?.values.status, 'operating');
});
