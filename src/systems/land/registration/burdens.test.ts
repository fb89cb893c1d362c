import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Village, landVillage, refusedWith, why } from '../../../../test/support/land-village.ts';
import * as services from '../services.ts';

let village: Village;
before(async () => {
  village = await landVillage();
});
after(() => village.close());

const BANK = { form: 'bank', code: '0100112437', name: 'Ngân hàng Sông Hồng' };
const SECOND_BANK = { form: 'bank', code: '0100150619', name: 'Ngân hàng Cửu Long' };
const COURT = { code: 'G15.THADS.01', name: 'Chi cục Thi hành án dân sự' };

/** A registered lot of Cường, and the acts on it. */
async function lot() {
  const { lots, at } = await village.street(1);
  const [parcel] = lots as [string];
  const [right] = (await village.owned(parcel, [{ names: ['Lê Văn Cường'] }])) as [string];
  const consents = village.signed('Lê Văn Cường');
  return {
    parcel,
    at,
    mortgage: (more: object = {}) =>
      village.does(services.registerMortgage, {
        ...why(),
        parcel,
        mortgagee: BANK,
        amount_vnd: 2_000_000_000,
        consents,
        ...more,
      }),
    seize: (more: object = {}) =>
      village.does(services.registerSeizure, {
        ...why('enforcement', '15/QĐ-THADS'),
        parcel,
        authority: COURT,
        content: 'Kê biên bảo đảm thi hành án',
        ...more,
      }),
    sell: (more: object = {}) =>
      village.does(services.registerTransfer, {
        ...why(),
        parcel,
        form: 'sale',
        right,
        to: village.whole('Phạm Thị Dung'),
        consents,
        ...more,
      }),
    end: async (form: string, more: object = {}) => {
      const [row] = await village.ask<{ code: string }>(
        `SELECT r.code FROM land.restriction r JOIN land.spatial_unit s ON s.ba_unit = r.ba_unit
          WHERE s.code = $1 AND r.form = $2 AND upper_inf(r.valid_during) AND upper_inf(s.valid_during)
          ORDER BY r.rank LIMIT 1`,
        [parcel, form],
      );
      return village.does(services.endRestriction, { ...why(), parcel, code: row?.code ?? 'AAAAAAAAAA', ...more });
    },
  };
}

test('a mortgage needs all who hold the land; a second rank needs who came first; the ranks follow each other', async () => {
  const { parcel, mortgage, end } = await lot();
  await assert.rejects(mortgage({ consents: [] }), refusedWith('land.consent_missing'));
  await assert.rejects(mortgage({ rank: 2 }), refusedWith('land.rank_not_next'));
  await mortgage();
  assert.deepEqual(await village.burdens(parcel), ['mortgage 1']);
  await assert.rejects(mortgage(), refusedWith('land.mortgaged_already'));
  const second = { mortgagee: SECOND_BANK, rank: 2 };
  await assert.rejects(mortgage(second), refusedWith('land.mortgagee_consent_needed'));
  await mortgage({ ...second, mortgageeConsent: '88/CV-SH' });
  assert.deepEqual(await village.burdens(parcel), ['mortgage 1', 'mortgage 2']);
  await end('mortgage');
  assert.deepEqual(await village.burdens(parcel), ['mortgage 2']);
  const again = { mortgagee: BANK, mortgageeConsent: '9/CV-CL' };
  await assert.rejects(mortgage({ ...again, rank: 1 }), refusedWith('land.rank_not_next'));
  await mortgage({ ...again, rank: 3 });
  assert.deepEqual(await village.burdens(parcel), ['mortgage 2', 'mortgage 3']);
});

test('mortgaged land is not sold unless the bank agrees; the mortgage goes on with the land, and then ends', async () => {
  const { parcel, mortgage, sell, end } = await lot();
  await mortgage({ on: '2023-03-01' });
  await assert.rejects(sell(), refusedWith('land.mortgagee_consent_needed'));
  await sell({ mortgageeConsent: '12/CV-SH' });
  assert.deepEqual(await village.holders(parcel), [{ name: 'Phạm Thị Dung', share: '1/1' }]);
  assert.deepEqual(await village.burdens(parcel), ['mortgage 1']);
  await end('mortgage');
  assert.deepEqual(await village.burdens(parcel), []);
  assert.deepEqual(await village.burdens(parcel, '2024-01-01'), ['mortgage 1'], 'what was stays known');
  await assert.rejects(end('mortgage'), refusedWith('land.restriction_not_there'));
});

test('a seizure takes an order, and blocks everything until an order lifts it', async () => {
  const { parcel, at, mortgage, seize, sell, end } = await lot();
  await assert.rejects(seize({ ...why('application') }), refusedWith('land.order_needed'));
  await seize();
  const blocked: [string, () => Promise<unknown>][] = [
    ['a sale', () => sell()],
    ['a judgment', () => sell({ ...why('judgment'), form: 'judgment' })],
    ['a mortgage', () => mortgage()],
    ['a certificate', () => village.does(services.renewCertificate, { ...why(), parcel })],
    ['another use', () => village.does(services.changeLandUse, { ...why('decision'), parcel, landUse: 'TMD' })],
    ['an area', () => village.does(services.correctArea, { ...why('survey'), parcel })],
    ['a term', () => village.does(services.extendTerm, { ...why('decision'), parcel, termUntil: '2076-01-01' })],
    ['a recovery', () => village.does(services.recoverLand, { ...why('decision'), parcel })],
    [
      'an easement',
      () =>
        village.does(services.registerRestriction, { ...why(), parcel, form: 'easement', content: 'Lối đi chung 2 m' }),
    ],
    [
      'a split',
      () =>
        village.does(services.splitParcel, {
          ...why('application'),
          parcel,
          by: { line: [at(5, 0), at(5, 30)] },
          consents: village.signed('Lê Văn Cường'),
        }),
    ],
  ];
  for (const [what, act] of blocked)
    await assert.rejects(act(), (error) => refusedWith('land.seized')(error), `${what} was not refused`);
  await assert.rejects(end('seizure'), refusedWith('land.order_needed'));
  await end('seizure', { ...why('decision', '16/QĐ-THADS') });
  await sell();
  assert.deepEqual(await village.holders(parcel), [{ name: 'Phạm Thị Dung', share: '1/1' }]);
});

test('an easement is agreed; a restriction by planning takes a decision; neither stands in the way of a sale', async () => {
  const { parcel, sell, end } = await lot();
  const restrict = (more: object) =>
    village.does(services.registerRestriction, { ...why(), parcel, content: 'Hành lang an toàn 3 m', ...more });
  await restrict({ form: 'easement' });
  await assert.rejects(restrict({ form: 'planning' }), refusedWith('land.order_needed'));
  await restrict({ form: 'planning', ...why('decision', '1/QĐ-UBND') });
  assert.deepEqual(await village.burdens(parcel), ['easement', 'planning']);
  await sell();
  assert.deepEqual(await village.burdens(parcel), ['easement', 'planning']);
  await assert.rejects(end('planning'), refusedWith('land.order_needed'));
  await end('easement');
  assert.deepEqual(await village.burdens(parcel), ['planning']);
});

test('what is owed has an amount, blocks disposal, and is over when it is paid', async () => {
  const { parcel, sell, mortgage } = await lot();
  const owe = (more: object) =>
    village.does(services.registerResponsibility, {
      ...why('decision'),
      parcel,
      form: 'financial',
      content: 'Ghi nợ tiền sử dụng đất',
      ...more,
    });
  await assert.rejects(owe({}), refusedWith('land.amount_needed'));
  await owe({ amount_vnd: 300_000_000 });
  await assert.rejects(sell(), refusedWith('land.duty_owed'));
  await assert.rejects(mortgage(), refusedWith('land.duty_owed'));
  const [owed] = await village.ask<{ code: string }>(
    `SELECT code FROM land.responsibility WHERE ba_unit = (SELECT ba_unit FROM land.spatial_unit WHERE code = $1 AND
      upper_inf(valid_during))`,
    [parcel],
  );
  const paid = { ...why('application', 'Biên lai 5'), parcel };
  await assert.rejects(
    village.does(services.endResponsibility, { ...paid, code: 'AAAAAAAAAA' }),
    refusedWith('land.responsibility_not_there'),
  );
  await village.does(services.endResponsibility, { ...paid, code: owed!.code });
  await sell();
});

test('what is asked of a parcel that was never registered is refused, and leaves nothing behind', async () => {
  const { lots } = await village.street(1);
  const [parcel] = lots as [string];
  const before = await village.ask('SELECT count(*)::int AS acts FROM land.act');
  const acts = [
    () =>
      village.does(services.registerSeizure, {
        ...why('enforcement'),
        parcel,
        authority: COURT,
        content: 'Kê biên tài sản',
      }),
    () => village.does(services.renewCertificate, { ...why(), parcel }),
    () => village.does(services.recoverLand, { ...why('decision'), parcel }),
  ];
  for (const act of acts) await assert.rejects(act(), refusedWith('land.not_registered'));
  assert.deepEqual(await village.ask('SELECT count(*)::int AS acts FROM land.act'), before);
});
