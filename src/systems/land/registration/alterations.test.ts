import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TODAY, type Village, landVillage, refusedWith, why } from '../../../../test/support/land-village.ts';
import { WARD } from '../../population/example/small-country.ts';
import * as services from '../services.ts';

let village: Village;
before(async () => {
  village = await landVillage();
});
after(() => village.close());

async function lot(holder: { names?: string[]; termUntil?: string } = {}, more: object = {}) {
  const { lots } = await village.street(1);
  const [parcel] = lots as [string];
  await village.owned(parcel, [{ names: ['Lê Văn Cường'], ...holder }], more);
  return parcel;
}

const factsOf = async (parcel: string) => {
  const [facts] = await village.ask<{ use: string; legal: number; measured: number; unit: string | null }>(
    `SELECT land_use AS use, area_legal_dm2::int AS legal, area_measured_dm2::int AS measured, ba_unit AS unit
       FROM land.spatial_unit WHERE code = $1 AND valid_during @> $2::date`,
    [parcel, TODAY],
  );
  return facts!;
};
const terms = (parcel: string) =>
  village.ask<{ until: string | null }>(
    `SELECT term_until::text AS until FROM land.land_right r JOIN land.spatial_unit s ON s.ba_unit = r.ba_unit
      WHERE s.code = $1 AND upper_inf(s.valid_during) AND upper_inf(r.valid_during)`,
    [parcel],
  );
const put = (parcel: string, values: string) =>
  village.ask(`UPDATE land.spatial_unit SET ${values} WHERE code = $1 AND upper_inf(valid_during)`, [parcel]);

test('land leaves agriculture by a decision only; the certificate then says the new use', async () => {
  const parcel = await lot();
  await put(parcel, `land_use = 'CLN'`);
  const change = (more: object) => village.does(services.changeLandUse, { ...why(), parcel, landUse: 'ODT', ...more });
  await assert.rejects(change({}), refusedWith('land.decision_needed'));
  await assert.rejects(change({ landUse: 'CLN' }), refusedWith('land.use_unchanged'));
  await change({ landUse: 'HNK' });
  await change(why('decision', '20/QĐ-UBND'));
  assert.equal((await factsOf(parcel)).use, 'ODT');
  const said = await village.ask<{ use: string }>(
    `SELECT content->'parcels'->0->>'landUse' AS use FROM land.certificate WHERE ba_unit = $1 AND upper_inf(valid_during)`,
    [parcel],
  );
  assert.deepEqual(said, [{ use: 'ODT' }]);
});

test('a small difference of area is corrected at once, a large one by a survey or minutes; one that fits is left', async () => {
  const parcel = await lot();
  const correct = (more: object = {}) => village.does(services.correctArea, { ...why('application'), parcel, ...more });
  await assert.rejects(correct(), refusedWith('land.area_fits'));
  await put(parcel, 'area_legal_dm2 = 20100');
  await correct();
  assert.equal((await factsOf(parcel)).legal, 20_000);
  await put(parcel, 'area_legal_dm2 = 26000');
  await assert.rejects(correct(), refusedWith('land.survey_needed'));
  await correct(why('minutes'));
  assert.equal((await factsOf(parcel)).legal, 20_000);
});

test('a term is extended by a decision, on farm land of people by application; never backwards, nor past seventy years', async () => {
  const parcel = await lot({ termUntil: '2030-01-01' });
  const extend = (code: string, more: object = {}) =>
    village.does(services.extendTerm, { ...why('decision', '3/QĐ'), parcel: code, termUntil: '2050-01-01', ...more });
  await assert.rejects(extend(parcel, why('application')), refusedWith('land.extension_decision_needed'));
  await assert.rejects(extend(parcel, { termUntil: '2030-01-01' }), refusedWith('land.term_not_later'));
  await assert.rejects(extend(parcel, { termUntil: '2096-11-21' }), refusedWith('land.term_too_long'));
  await extend(parcel);
  assert.deepEqual(await terms(parcel), [{ until: '2050-01-01' }]);
  assert.equal((await village.certificates(parcel)).length, 2);
  await put(parcel, `land_use = 'LUC'`);
  await extend(parcel, { ...why('application'), termUntil: '2076-01-01' });
  assert.deepEqual(await terms(parcel), [{ until: '2076-01-01' }]);
  await assert.rejects(extend(await lot()), refusedWith('land.term_none'));
  const over = await lot({ termUntil: '2026-01-01' });
  await extend(over);
  assert.deepEqual(await terms(over), [{ until: '2050-01-01' }], 'also one that is over goes on');
});

test('land that the State takes back has no rights, no mortgage and no certificate; it can be allocated anew', async () => {
  const parcel = await lot();
  await village.does(services.registerMortgage, {
    ...why(),
    parcel,
    mortgagee: { form: 'bank', code: '0100112437', name: 'Ngân hàng Sông Hồng' },
    amount_vnd: 1_000_000_000,
    consents: village.signed('Lê Văn Cường'),
    on: '2024-01-01',
  });
  const recover = (more: object = {}) => village.does(services.recoverLand, { ...why('decision'), parcel, ...more });
  await assert.rejects(recover(why('application')), refusedWith('land.order_needed'));
  await recover({ on: '2026-10-01' });
  assert.deepEqual(await village.holders(parcel), []);
  assert.deepEqual(await village.burdens(parcel), []);
  assert.equal((await factsOf(parcel)).unit, null);
  assert.deepEqual(await village.holders(parcel, '2026-09-30'), [{ name: 'Lê Văn Cường', share: '1/1' }]);
  assert.ok((await village.certificates(parcel)).every(({ ended }) => ended));
  await assert.rejects(recover(), refusedWith('land.not_registered'));
  await village.owned(parcel, [{ names: ['Phạm Thị Dung'] }], { on: TODAY });
  assert.deepEqual(await village.holders(parcel), [{ name: 'Phạm Thị Dung', share: '1/1' }]);
});

test('of a unit of several parcels one is taken back; the others keep their rights, with a new certificate', async () => {
  const { lots } = await village.street(2);
  await village.owned(lots[0]!, [{ names: ['Lê Văn Cường'] }], { parcels: lots });
  await village.does(services.recoverLand, { ...why('decision'), parcel: lots[0]! });
  assert.deepEqual(await village.holders(lots[0]!), []);
  assert.deepEqual(await village.holders(lots[1]!), [{ name: 'Lê Văn Cường', share: '1/1' }]);
  assert.deepEqual(
    (await village.certificates(lots[1]!)).map(({ ended }) => ended),
    [true, false],
  );
});

test('a certificate is renewed, also twice on one day; taken back by an order only, and issued again', async () => {
  const parcel = await lot({}, { on: TODAY });
  const renew = () => village.does(services.renewCertificate, { ...why('application'), parcel });
  await renew();
  const { certificates } = await renew();
  const known = await village.certificates(parcel);
  assert.deepEqual(known.at(-1), { serial: certificates[0]!.serial, ended: false });
  const cancel = (form: string) => village.does(services.cancelCertificate, { ...why(form), parcel });
  await assert.rejects(cancel('application'), refusedWith('land.order_needed'));
  await cancel('decision');
  await assert.rejects(cancel('decision'), refusedWith('land.certificate_needed'));
  const again = await renew();
  assert.notEqual(again.certificates[0]!.serial, certificates[0]!.serial);
});

test('a surveyed parcel may not lie over its neighbour, nor leave a hair between, nor close a gap in', async () => {
  const { sheet, at, lots } = await village.street(3);
  const survey = (corners: [number, number][], more: object = {}) =>
    village.does(services.surveyParcel, {
      ...why('survey'),
      communeCode: WARD,
      sheet,
      landUse: 'ODT',
      outline: corners.map(([east, north]) => at(east, north)),
      ...more,
    });
  const behind = (south: number, north = 40): [number, number][] => [
    [0, south],
    [30, south],
    [30, north],
    [0, north],
  ];
  await assert.rejects(survey(behind(24)), refusedWith('land.parcels_overlap'));
  await assert.rejects(survey(behind(25.98)), refusedWith('land.boundary_does_not_fit'));
  const about: [number, number][] = [
    [0, 26],
    [10, 26],
    [10, 36],
    [20, 36],
    [20, 26],
    [30, 26],
    [30, 46],
    [0, 46],
  ];
  await assert.rejects(survey(about), refusedWith('land.gap_left'));
  const bowTie: [number, number][] = [
    [0, 26],
    [30, 46],
    [30, 26],
    [0, 46],
  ];
  await assert.rejects(survey(bowTie), refusedWith('land.ring_crosses_itself'));
  await assert.rejects(survey(behind(26), { communeCode: '99999' }), refusedWith('land.commune_unknown'));
  await assert.rejects(survey(behind(26), { on: '2019-01-01' }), refusedWith('land.day_before_last_change'));
  const [behindAll] = (await survey(behind(26))).parcels;
  assert.notEqual(behindAll, lots[0]);
  const rings = await village.ask<{ nodes: number }>(
    `SELECT jsonb_array_length(rings->0) AS nodes FROM land.spatial_unit WHERE code = $1`,
    [behindAll],
  );
  assert.deepEqual(rings, [{ nodes: 6 }], 'it has the corners of the lots on its side');
});
