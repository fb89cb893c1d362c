import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type InsuranceTown, type Who, insuranceTown, refusedWith } from '../../../../test/support/insurance-town.ts';
import { monthsLater } from '../contribution/months.ts';
import * as services from '../services.ts';

let town: InsuranceTown;
before(async () => {
  town = await insuranceTown();
  // Thirteen months at ACME, all paid but the last.
  await town.declare('2025-10', [
    ['AN', 'TM', '01/10/2025', '10000000'],
    ['OLD', 'TM', '01/10/2025', '10000000'],
  ]);
  for (let i = 1; i <= 12; i++) await town.declare(monthsLater('2025-10', i), []);
  await town.declare('2026-11', [['AN', 'GH', '02/11/2026', '']]);
  const { months } = await town.employer();
  for (const { month, due } of months) if (month < '2026-10') await town.pay(month, due);
});
after(() => town.close());

const decision = { number: '12/QĐ-BHXH', issuedOn: '2026-11-15', issuer: 'Bảo hiểm xã hội thành phố Hà Nội' };
const grant = (who: Who, over: object = {}, context = {}) =>
  town.office(
    services.grantBenefit,
    {
      number: town.number(who),
      kind: 'unemployment',
      amount: 6_000_000,
      per: 'month',
      from: '2026-11-16',
      until: '2027-02-16',
      decision,
      ...over,
    },
    context,
  );
const entitled = (who: Who, on: string) => town.office(services.entitlementOn, { number: town.number(who), on });

test('months count when the employer has paid: twelve of the last twenty-four entitle to unemployment benefit', async () => {
  const { unemployment, pension } = await entitled('AN', '2026-11-16');
  assert.deepEqual(unemployment, { total: 12, inLast24: 12, inLast36: 12, isEntitled: true, paidMonths: 3 });
  assert.deepEqual([pension.months, pension.isEntitled], [12, false]);
  assert.equal((await entitled('AN', '2026-09-16')).unemployment.isEntitled, false);
});

test('a benefit is granted to who is entitled, once for the same time, and beside no other that excludes it', async () => {
  await assert.rejects(grant('BINH'), refusedWith('insurance.not_entitled'));
  await assert.rejects(grant('OLD', { kind: 'retirement', until: undefined }), refusedWith('insurance.not_entitled'));
  const key = { idempotencyKey: 'grant-unemployment-1' };
  const { id } = await grant('AN', {}, key);
  assert.deepEqual(await grant('AN', {}, key), {}, 'the same again is done already');
  await assert.rejects(grant('AN'), refusedWith('insurance.benefit_overlap'));
  await assert.rejects(grant('AN', { kind: 'sickness', from: '2027-02-15' }), refusedWith('insurance.benefit_overlap'));
  await grant('AN', { kind: 'work-accident', from: '2026-11-01', until: undefined });
  await assert.rejects(
    grant('AN', { from: '2026-11-16', until: '2026-11-16' }),
    refusedWith('insurance.ends_before_it_begins'),
  );
  const { benefits } = await town.insured('AN');
  assert.deepEqual(
    benefits.map(({ kind, from, until }) => [kind, from, until]),
    [
      ['unemployment', '2026-11-16', '2027-02-16'],
      ['work-accident', '2026-11-01', undefined],
    ],
  );
  assert.ok(id);
});

test('a benefit is paid once a month while it is due, and stops from a day on that was not paid yet', async () => {
  const { benefits } = await town.insured('AN');
  const benefitId = benefits.find(({ kind }) => kind === 'unemployment')!.id;
  const pay = (month: string, context = {}) =>
    town.office(services.payBenefit, { number: town.number('AN'), benefitId, month }, context);
  await assert.rejects(pay('2026-10'), refusedWith('insurance.not_due'));
  await assert.rejects(pay('2026-12'), refusedWith('insurance.month_to_come'));
  const key = { idempotencyKey: 'pay-unemployment-1' };
  assert.deepEqual(await pay('2026-11', key), { amount: 6_000_000 });
  assert.deepEqual(await pay('2026-11', key), { amount: 6_000_000 }, 'the same again pays nothing more');
  await assert.rejects(pay('2026-11'), refusedWith('insurance.paid_already'));
  const stop = (from: string, number = town.number('AN')) =>
    town.office(services.stopBenefit, { number, benefitId, from, decision });
  await assert.rejects(stop('2026-11-20'), refusedWith('insurance.paid_already'));
  await assert.rejects(stop('2026-12-01', town.number('BINH')), refusedWith('insurance.no_such_benefit'));
  await stop('2026-12-01');
  const after = (await town.insured('AN')).benefits.find(({ id }) => id === benefitId)!;
  assert.deepEqual([after.until, after.paid, after.lastPaid], ['2026-12-01', 6_000_000, '2026-11']);
});

test('the office of another province reads and grants nothing', async () => {
  const saigon = { agency: { code: 'G12.98.79', name: 'Bảo hiểm xã hội TP.HCM' } };
  await assert.rejects(grant('AN', {}, saigon), refusedWith('insurance.other_office'));
  await assert.rejects(
    town.office(services.readInsured, { number: town.number('AN') }, saigon),
    refusedWith('insurance.other_office'),
  );
  await assert.rejects(
    town.office(services.readEmployerAtOffice, { employerCode: '0102671977' }, saigon),
    refusedWith('insurance.other_office'),
  );
  const pages = [];
  for (let page = 1, hasMore = true; hasMore; page++) {
    const listed = await town.office(services.listDeclarations, { page });
    pages.push(listed.declarations.map(({ id }) => id));
    ({ hasMore } = listed);
  }
  assert.deepEqual(
    pages.map(({ length }) => length),
    [10, 4],
  );
  assert.equal(new Set(pages.flat()).size, 14);
  assert.deepEqual((await town.office(services.listDeclarations, {}, saigon)).declarations, []);
});
