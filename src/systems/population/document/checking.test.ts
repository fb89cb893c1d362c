import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type PopulationHouse, populationHouse, refusedWith } from '../../../../test/support/population.ts';
import { type CallContext, call, usageOf } from '../../exchange/index.ts';
import { checkIdentityDocument } from './check-service.ts';

const TODAY = '2026-11-20';
const AN = 'Nguyễn Văn An';
const BINH = 'Trần Thị Bình';
const SEALED = 'Lê Thị Kín';
const CHILD = 'Phạm Bé Út';
const [LOST, OFTEN] = ['Vũ Văn Mất', 'Đỗ Văn Đoán'];
const BORN: Record<string, string> = {
  [AN]: '1990-03-04',
  [BINH]: '1985-06-07',
  [SEALED]: '1988-01-01',
  [CHILD]: '2020-02-02',
  [LOST]: '1991-01-01',
  [OFTEN]: '1992-01-01',
};

let country: PopulationHouse;
before(async () => {
  country = await populationHouse(
    Object.entries(BORN).map(([fullName, bornOn]) => ({
      fullName,
      bornOn,
      sex: [BINH, SEALED, CHILD].includes(fullName) ? ('female' as const) : ('male' as const),
    })),
    TODAY,
  );
  await country.ask(`UPDATE population.identity_document SET state = 'lost' WHERE person_number = $1`, [
    country.numberOf(LOST),
  ]);
  await country.ask(
    `INSERT INTO population.seal (id, request_key, kind, key, from_on, open_to, cover, reason, source, decided_by)
     VALUES ('01900000-0000-7000-8000-000000000001', 'seal-1', 'person', $1, '2020-01-01', '[]', '{}', 'Bảo vệ', '{}', '{}')`,
    [[country.numberOf(SEALED)]],
  );
});
after(() => country.close());

const hospital = (over: Partial<CallContext> = {}): CallContext => ({
  caller: 'insurance',
  agency: { code: 'H26.BV1', name: 'Bệnh viện Mẫu' },
  actor: { kind: 'machine', name: 'Phần mềm bệnh viện' },
  purpose: 'health-insurance-check',
  ...over,
});
const check = async (name: string, over: object = {}, context = hospital()) =>
  (
    await call(
      country.house,
      checkIdentityDocument,
      { number: country.numberOf(name), fullName: name, bornOn: BORN[name]!, ...over },
      context,
    )
  ).output;
const no = (isHolder: boolean, ...reasons: string[]) => ({ isHolder, isGood: false, reasons });

test('a card is good when number, name and date of birth are one person’s, and the card has not run out', async () => {
  assert.deepEqual(await check(AN), { isHolder: true, isGood: true, reasons: [] });
  assert.deepEqual(await check(AN, { fullName: 'NGUYỄN  VĂN AN' }), { isHolder: true, isGood: true, reasons: [] });
  const serial = country.numberOf(AN).slice(3);
  assert.equal((await check(AN, { serial })).isGood, true);
  assert.deepEqual(await check(AN, { serial: '000000000' }), no(true, 'other-card'));
  assert.deepEqual(await check(AN, { on: '2021-02-28' }), no(true, 'no-card'));
  await assert.rejects(check(AN, { on: '2026-11-21' }), refusedWith('population.day_to_come'));
});

test('a lost card and that of a child who has none are not good, though the person is who is said', async () => {
  assert.deepEqual(await check(LOST), no(true, 'lost'));
  assert.deepEqual(await check(CHILD), no(true, 'no-card'));
});

test('the last day of a card is still good, the day after is not', async () => {
  const number = country.numberOf(BINH);
  await country.ask(`UPDATE population.identity_document SET expires_on = $2 WHERE person_number = $1`, [
    number,
    TODAY,
  ]);
  assert.equal((await check(BINH)).isGood, true);
  await country.ask(`UPDATE population.identity_document SET expires_on = '2026-11-19' WHERE person_number = $1`, [
    number,
  ]);
  assert.deepEqual(await check(BINH), no(true, 'expired'));
});

test('a wrong name, a wrong birthday, a number of nobody and a sealed person are answered alike', async () => {
  const elsewhere = hospital({ agency: { code: 'H26.BV2', name: 'Bệnh viện khác' } });
  for (const asked of [
    check(AN, { fullName: BINH }, elsewhere),
    check(AN, { bornOn: '1990-03-05' }, elsewhere),
    check(AN, { number: '001090999999' }, elsewhere),
    check(SEALED, {}, elsewhere),
  ])
    assert.deepEqual(await asked, no(false, 'not-the-holder'));
});

test('wrong tries are counted and stopped; right ones may be asked again and again', async () => {
  for (let times = 0; times < 14; times++) assert.equal((await check(OFTEN)).isGood, true);
  for (let day = 1; day <= 5; day++) assert.equal((await check(OFTEN, { bornOn: `1992-01-1${day}` })).isHolder, false);
  await assert.rejects(check(OFTEN, { bornOn: '1992-01-16' }), refusedWith('register.too_many_tries'));
  await assert.rejects(check(OFTEN), refusedWith('register.too_many_tries'));
});

test('the person sees that the card was checked, and only the insurance may ask, for treatment', async () => {
  await check(AN);
  const number = country.numberOf(AN);
  const usage = await usageOf(country.house, {
    personalNumber: number,
    viewer: number,
    before: new Date('2100-01-01'),
  });
  assert.deepEqual([usage[0]?.service, usage[0]?.kind], ['population.checkIdentityDocument', 'check']);
  await assert.rejects(check(AN, {}, hospital({ caller: 'cases' })), refusedWith('exchange.no_right'));
  await assert.rejects(check(AN, {}, hospital({ purpose: 'own-data' })), refusedWith('exchange.no_right'));
});
