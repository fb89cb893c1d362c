import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { TODAY, type Village, landVillage, refusedWith, why } from '../../../../test/support/land-village.ts';
import * as services from '../services.ts';

let village: Village;
before(async () => {
  village = await landVillage();
});
after(() => village.close());

const OWNER = 'Lê Văn Cường';
type Street = Awaited<ReturnType<Village['street']>>;
const split = (parcel: string, by: object, more: object = {}) =>
  village.does(services.splitParcel, {
    ...why('application'),
    parcel,
    by,
    consents: village.signed(OWNER),
    ...more,
  });
const merge = (parcels: string[], more: object = {}) =>
  village.does(services.mergeParcels, { ...why('application'), parcels, consents: village.signed(OWNER), ...more });
const northwards = ({ at }: Street, east: number) => ({ line: [at(east, -1), at(east, 40)] });
const eastwards = ({ at }: Street, north: number) => ({ line: [at(-1, north), at(100, north)] });

async function ownedStreet(lots: number, more: object = {}): Promise<Street> {
  const street = await village.street(lots);
  for (const lot of street.lots) await village.owned(lot, [{ names: [OWNER] }], more);
  return street;
}
const areas = (street: Street, on = TODAY) =>
  village.ask<{ code: string; area: number; rings: [number, number][][] }>(
    `SELECT code, area_legal_dm2::int AS area, rings FROM land.spatial_unit
      WHERE sheet = $1 AND land_use <> 'DGT' AND valid_during @> $2::date ORDER BY area_legal_dm2, code`,
    [street.sheet, on],
  );

test('a parcel is split by a line: each part is a parcel and a unit with the same rights and burdens, numbered and certified', async () => {
  const street = await ownedStreet(1);
  const [lot] = street.lots as [string];
  await village.does(services.registerMortgage, {
    ...why(),
    parcel: lot,
    mortgagee: { form: 'bank', code: '0100112437', name: 'Ngân hàng Sông Hồng' },
    amount_vnd: 1_000_000_000,
    consents: village.signed(OWNER),
  });
  const by = northwards(street, 6);
  await assert.rejects(split(lot, by), refusedWith('land.mortgagee_consent_needed'));
  await assert.rejects(split(lot, by, { mortgageeConsent: '1', consents: [] }), refusedWith('land.consent_missing'));
  const done = await split(lot, by, { mortgageeConsent: '5/CV-SH' });
  assert.equal(done.parcels.length, 2);
  assert.equal(done.certificates.length, 2);
  for (const parcel of done.parcels) {
    assert.deepEqual(await village.holders(parcel), [{ name: OWNER, share: '1/1' }]);
    assert.deepEqual(await village.burdens(parcel), ['mortgage 1']);
  }
  assert.deepEqual(
    (await areas(street)).map(({ area }) => area),
    [8_000, 12_000],
  );
  const ground = await village.ask<{ parent: string; area: number }>(
    `SELECT parent_code AS parent, area_dm2::int AS area FROM land.parcel_lineage
      WHERE child_code = ANY ($1) ORDER BY area_dm2`,
    [done.parcels],
  );
  assert.deepEqual(ground, [
    { parent: lot, area: 8_000 },
    { parent: lot, area: 12_000 },
  ]);
  const ended = await village.ask<{ open: number }>(
    `SELECT count(*)::int AS open FROM land.ba_unit u JOIN land.land_right r ON r.ba_unit = u.code
      WHERE u.code = $1 AND upper_inf(u.valid_during)`,
    [lot],
  );
  assert.deepEqual(ended, [{ open: 0 }]);
  await assert.rejects(split(lot, by), refusedWith('land.parcel_ended'));
});

test('an area is cut off by a bearing; what is too small, too narrow or without a road is refused', async () => {
  const street = await ownedStreet(1);
  const [lot] = street.lots as [string];
  await assert.rejects(split(lot, { area_m2: 20, bearing: 0 }), refusedWith('land.piece_not_a_parcel'));
  await assert.rejects(split(lot, northwards(street, 2)), refusedWith('land.piece_not_a_parcel'));
  await assert.rejects(split(lot, { area_m2: 200, bearing: 0 }), refusedWith('land.area_not_within'));
  await assert.rejects(split(lot, eastwards(street, 3)), refusedWith('land.line_does_not_divide'));
  await assert.rejects(split(lot, eastwards(street, 16)), refusedWith('land.no_way_to_road'));
  assert.equal((await areas(street)).length, 1, 'nothing is half written');
  const done = await split(lot, eastwards(street, 16), { access: 'Lối đi rộng 3 m phía đông' });
  const easements = await Promise.all(done.parcels.map((parcel) => village.burdens(parcel)));
  assert.deepEqual(easements.flat(), ['easement'], 'the part at the road serves the other');
  const wide = await ownedStreet(1);
  const { parcels } = await split(wide.lots[0]!, { area_m2: 80, bearing: 0 });
  assert.equal(parcels.length, 2);
  assert.deepEqual(
    (await areas(wide)).map(({ area }) => area),
    [8_000, 12_000],
  );
});

test('a parcel whose paper says another area than its outline is corrected before it is split', async () => {
  const street = await ownedStreet(1);
  const [lot] = street.lots as [string];
  await village.ask('UPDATE land.spatial_unit SET area_legal_dm2 = 26000 WHERE code = $1', [lot]);
  await assert.rejects(split(lot, northwards(street, 5)), refusedWith('land.area_to_correct_first'));
  await village.does(services.correctArea, { ...why('survey'), parcel: lot });
  await split(lot, northwards(street, 5));
});

test('a merger undoes a split on the same day, to the corner; no code is ever given twice', async () => {
  const street = await ownedStreet(2);
  const [lot, neighbour] = street.lots as [string, string];
  const before = await areas(street);
  const parts = await split(lot, { line: [street.at(-1, 12.3), street.at(11, 14.1)] }, { access: 'Lối đi 3 m' });
  const easement = await village.ask<{ code: string; parcel: string }>(
    `SELECT r.code, s.code AS parcel FROM land.restriction r JOIN land.spatial_unit s ON s.ba_unit = r.ba_unit
      WHERE s.code = ANY ($1) AND upper_inf(r.valid_during)`,
    [parts.parcels],
  );
  const { code, parcel } = easement[0]!;
  await village.does(services.endRestriction, { ...why(), parcel, code });
  const { parcels } = await merge(parts.parcels);
  const again = await areas(street);
  assert.deepEqual(
    again.map(({ area }) => area),
    before.map(({ area }) => area),
  );
  const nodes = (rows: typeof before) => rows.flatMap(({ rings }) => rings.flat().map(String)).sort();
  assert.deepEqual(nodes(again), nodes(before), 'the neighbour has its corners as before, too');
  assert.notEqual(parcels[0], lot);
  const inserted = `SELECT count(*)::int AS nodes FROM land.inserted_node WHERE north_mm BETWEEN $1 AND $2`;
  const span = [street.at(0, -1), street.at(0, 60)].map(({ x_m }) => x_m * 1000);
  assert.deepEqual(await village.ask(inserted, span), [{ nodes: 0 }]);
  assert.deepEqual(await village.holders(parcels[0]!), [{ name: OWNER, share: '1/1' }]);
  assert.deepEqual(await village.holders(neighbour), [{ name: OWNER, share: '1/1' }]);
});

test('parcels of other people, another use, another term or with two first mortgages are not merged, nor those apart', async () => {
  const street = await village.street(4);
  const [a, b, c, d] = street.lots as [string, string, string, string];
  await village.owned(a, [{ names: [OWNER] }]);
  await village.owned(b, [{ names: [OWNER] }], {});
  await village.owned(c, [{ names: ['Phạm Thị Dung'] }]);
  await village.owned(d, [{ names: [OWNER], termUntil: '2050-01-01' }]);
  const both = village.signed(OWNER, 'Phạm Thị Dung');
  await assert.rejects(merge([a, a]), refusedWith('land.two_parcels_needed'));
  await assert.rejects(merge([b, c], { consents: both }), refusedWith('land.different_holders'));
  await assert.rejects(merge([a, d]), refusedWith('land.different_holders'));
  await assert.rejects(merge([a, street.road]), refusedWith('land.not_registered'));
  await village.does(services.changeLandUse, { ...why('decision'), parcel: b, landUse: 'TMD' });
  await assert.rejects(merge([a, b]), refusedWith('land.different_land_use'));
  await village.does(services.changeLandUse, { ...why('decision'), parcel: b, landUse: 'ODT' });
  for (const parcel of [a, b])
    await village.does(services.registerMortgage, {
      ...why(),
      parcel,
      mortgagee: { form: 'bank', code: '0100112437', name: 'Ngân hàng Sông Hồng' },
      amount_vnd: 1_000_000_000,
      consents: village.signed(OWNER),
    });
  await assert.rejects(merge([a, b], { mortgageeConsent: '1' }), refusedWith('land.mortgages_in_both'));
  const apart = await ownedStreet(3);
  const [first, , third] = apart.lots as [string, string, string];
  await assert.rejects(merge([first, third]), refusedWith('land.parcels_do_not_touch'));
  await merge(apart.lots);
  assert.deepEqual(
    (await areas(apart)).map(({ area }) => area),
    [60_000],
  );
});

test('two neighbours exchange ground: each unit goes on with its new parcel; both sign', async () => {
  const street = await village.street(2);
  const [west, east] = street.lots as [string, string];
  await village.owned(west, [{ names: [OWNER] }]);
  await village.owned(east, [{ names: ['Phạm Thị Dung'] }]);
  const move = (line: object[], more: object = {}) =>
    village.does(services.moveParcelBoundary, {
      ...why('minutes'),
      parcels: [west, east],
      line,
      consents: village.signed(OWNER, 'Phạm Thị Dung'),
      ...more,
    });
  const { at } = street;
  const line = [at(9, 0), at(12, 15), at(9, 30)];
  await assert.rejects(move(line, { consents: village.signed(OWNER) }), refusedWith('land.consent_missing'));
  await assert.rejects(move([at(9, 0), at(9, 3)]), refusedWith('land.line_does_not_divide'));
  const done = await move(line);
  const names = await Promise.all(done.parcels.map(async (code) => (await village.holders(code))[0]!.name));
  assert.deepEqual(names.toSorted(), [OWNER, 'Phạm Thị Dung'].toSorted());
  assert.equal(
    (await areas(street)).reduce((sum, { area }) => sum + area, 0),
    40_000,
  );
});

test('a parcel of a unit with several is not split alone; a change before the last one on the map is refused', async () => {
  const street = await village.street(2);
  await village.owned(street.lots[0]!, [{ names: [OWNER] }], { parcels: street.lots });
  await assert.rejects(split(street.lots[0]!, northwards(street, 5)), refusedWith('land.unit_of_several_parcels'));
  const other = await ownedStreet(2);
  await split(other.lots[0]!, northwards(other, 5), { on: '2026-06-01' });
  await assert.rejects(
    split(other.lots[1]!, northwards(other, 15), { on: '2026-05-31' }),
    refusedWith('land.day_before_last_change'),
  );
});

test('two splits of one parcel at the same moment: one is done', async () => {
  const street = await ownedStreet(1);
  const [lot] = street.lots as [string];
  const both = await Promise.allSettled([split(lot, northwards(street, 5)), split(lot, northwards(street, 6))]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.equal((await areas(street)).length, 2);
});
