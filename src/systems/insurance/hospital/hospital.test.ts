import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  HOSPITAL,
  type InsuranceTown,
  type Who,
  insuranceTown,
  refusedWith,
} from '../../../../test/support/insurance-town.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { sealServicesOf } from '../../registry/index.ts';
import * as services from '../services.ts';

let town: InsuranceTown;
before(async () => {
  town = await insuranceTown();
});
after(() => town.close());

const hospital = (over: Partial<CallContext> = {}): CallContext => ({
  caller: 'system:hospital',
  agency: { code: HOSPITAL, name: 'Bệnh viện Mẫu' },
  actor: { kind: 'machine', name: 'Phần mềm bệnh viện' },
  purpose: 'health-insurance-check',
  ...over,
});
const check = async (who: Who, over: object = {}, context = hospital()) => {
  const asked = { number: town.number(who), fullName: town.name(who), bornOn: town.bornOn(who), ...over };
  return (await call(town.house, services.checkAtHospital, asked, context)).output;
};
const cover = (who: Who, over: object = {}) =>
  town.office(services.coverPerson, {
    number: town.number(who),
    objectCode: 'GD4',
    from: '2026-01-01',
    until: '2027-01-01',
    facilityCode: HOSPITAL,
    reason: 'Tham gia theo hộ gia đình',
    documentNumber: 'TK1-01',
    ...over,
  });

test('one call tells a hospital whether the card is good and what the insurance pays, on the day', async () => {
  await cover('AN');
  const { isInsured, reasons, card } = await check('AN');
  assert.deepEqual([isInsured, reasons], [true, []]);
  assert.deepEqual(card, {
    cardCode: card!.cardCode,
    levelPercent: 80,
    validFrom: '2026-01-01',
    validUntil: '2026-12-31',
    facility: { code: HOSPITAL, name: 'Bệnh viện Mẫu' },
    isFirstTreatmentHere: true,
    fiveYearsOn: '2031-01-01',
    hasFiveYears: false,
  });
  assert.match(card!.cardCode, /^GD4\d{12}$/);
  const elsewhere = await check('AN', {}, hospital({ agency: { code: 'H26.BV2', name: 'Bệnh viện khác' } }));
  assert.equal(elsewhere.card!.isFirstTreatmentHere, false);
  assert.deepEqual((await check('AN', { on: '2025-12-31' })).reasons, ['not-insured']);
});

test('nothing of the insurance is told to who cannot say the name and birthday, or shows a bad card', async () => {
  await cover('BINH');
  assert.deepEqual(await check('BINH', { bornOn: '1985-06-08' }), { isInsured: false, reasons: ['not-the-holder'] });
  await town.ask(`UPDATE population.identity_document SET state = 'lost' WHERE person_number = $1`, [
    town.number('BINH'),
  ]);
  assert.deepEqual(await check('BINH'), { isInsured: false, reasons: ['lost'] });
  await assert.rejects(check('BINH', {}, hospital({ purpose: 'identity-check' })), refusedWith('exchange.no_right'));
});

test('a child without an identity card is known by number, name and birthday', async () => {
  await cover('CHILD', { objectCode: 'TE1', from: '2020-02-02', until: '2026-12-01' });
  const { isInsured, card } = await check('CHILD');
  assert.deepEqual([isInsured, card!.levelPercent, card!.hasFiveYears], [true, 100, true]);
});

test('whom the insurance register keeps sealed has no card for anybody', async () => {
  await cover('CHI');
  assert.equal((await check('CHI')).isInsured, true);
  const seals = sealServicesOf('insurance')!;
  const why = { reason: 'Bảo vệ người làm chứng', source: { kind: 'decision', number: '7/QĐ' } };
  await town.ask(`INSERT INTO organisations.agency (code, kind, name_vi, name_en, territory_code, valid_during)
    VALUES ('G12.98', 'ministry', 'Bảo hiểm xã hội Việt Nam', 'Social Security', NULL, '[2000-01-01,)')`);
  await call(
    town.house,
    seals.seal,
    { kind: 'coverage', key: [town.number('CHI')], openTo: [], ...why },
    {
      caller: 'registry',
      agency: { code: 'G12.98', name: 'Bảo hiểm xã hội Việt Nam' },
      actor: {
        kind: 'official',
        number: '001090000011',
        officialId: 'o',
        role: 'seal-keeper',
        title: { vi: 'Giữ niêm phong', en: 'Keeper' },
        territoryCode: '',
      },
      purpose: 'sealed-data',
      idempotencyKey: 'seal-insurance-1',
    },
  );
  assert.deepEqual(await check('CHI'), { isInsured: false, reasons: ['not-insured'] });
});

test('an office insures who lives in its province, at a hospital that exists, once for the same time', async () => {
  await assert.rejects(cover('DUNG', { facilityCode: 'H26.99' }), refusedWith('insurance.no_such_facility'));
  await assert.rejects(cover('DEAD'), refusedWith('insurance.unknown_person'));
  await cover('DUNG', { facilityCode: undefined });
  await assert.rejects(cover('DUNG'), refusedWith('register.overlap'));
  const asked = {
    number: town.number('DUNG'),
    facilityCode: HOSPITAL,
    from: '2026-10-01',
    reason: 'Đổi nơi khám ban đầu',
    documentNumber: 'TK1-02',
  };
  const saigon = { agency: { code: 'G12.98.79', name: 'Bảo hiểm xã hội TP.HCM' } };
  await assert.rejects(town.office(services.changeFacility, asked, saigon), refusedWith('insurance.other_office'));
  await town.office(services.changeFacility, asked);
  assert.equal((await check('DUNG')).card!.facility!.code, HOSPITAL);
});
