import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { OLD_PROVINCES, PROVINCES } from './provinces.ts';
import {
  boundsOfProvince,
  mayLieInProvince,
  meridianOfOldProvince,
  meridiansOfProvince,
  planeOfWgs84,
  slipOfPlane,
  wgs84OfPlane,
} from './vn2000.ts';

// Computed with PROJ 9: inverse tmerc, cart, helmert (coordinate_frame, EPSG 6960), inverse cart.
const AS_PROJ_SAYS = [
  [105, 587654.321, 2325678.901, 21.022526069754, 105.845146241484],
  [105.75, 600123.456, 1190345.678, 10.762567325716, 106.667266472111],
  [108.5, 491000, 1401000, 12.668388307602, 108.418932060093],
  [103, 399999.999, 2499999.999, 22.596201937668, 102.029311368746],
  [107.75, 560000, 1776000, 16.057291083366, 108.312599823456],
] as const;

test('VN-2000 to WGS84 agrees with another program to a hundredth of a millimetre', () => {
  for (const [meridian, easting_m, northing_m, latitude, longitude] of AS_PROJ_SAYS) {
    const found = wgs84OfPlane({ northing_m, easting_m }, meridian);
    assert.ok(Math.abs(found.latitude - latitude) < 1e-10, `${found.latitude}`);
    assert.ok(Math.abs(found.longitude - longitude) < 1e-10, `${found.longitude}`);
  }
});

test('a point that goes from the plane to WGS84 and back is the same to a micrometre', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...OLD_PROVINCES.keys()),
      fc.double({ min: 300_000, max: 700_000, noNaN: true }),
      fc.double({ min: 900_000, max: 2_600_000, noNaN: true }),
      (province, easting_m, northing_m) => {
        const meridian = meridianOfOldProvince(province);
        const back = planeOfWgs84(wgs84OfPlane({ northing_m, easting_m }, meridian), meridian);
        assert.ok(Math.abs(back.easting_m - easting_m) < 1e-6 && Math.abs(back.northing_m - northing_m) < 1e-6);
      },
    ),
  );
});

test('on the central meridian the easting is 500 km and the scale is 0.9999', () => {
  const south = planeOfWgs84({ latitude: 16, longitude: 105 }, 105);
  assert.ok(Math.abs(south.easting_m - 500_000) < 400, 'the datum moves a point by some two hundred metres, not more');
});

test('every province, old and new, has a meridian within two degrees of it', () => {
  assert.equal([...OLD_PROVINCES.keys()].filter((code) => meridianOfOldProvince(code) > 0).length, 63);
  for (const code of PROVINCES.keys()) {
    const [west, , east] = boundsOfProvince(code)[0]!;
    const meridians = meridiansOfProvince(code);
    assert.ok(meridians.length >= 1);
    for (const meridian of meridians) assert.ok(meridian > west - 2 && meridian < east + 2, `${code} ${meridian}`);
  }
  assert.deepEqual(meridiansOfProvince('79'), [105.75, 107.75]);
  assert.deepEqual(meridiansOfProvince('99'), []);
  assert.throws(() => meridianOfOldProvince('03'), RangeError);
});

test('islands far out lie in their province', () => {
  assert.ok(mayLieInProvince({ latitude: 16.5, longitude: 111.6 }, '48'), 'Hoàng Sa');
  assert.ok(mayLieInProvince({ latitude: 8.64, longitude: 111.92 }, '56'), 'Trường Sa');
});

test('swapped axes and a wrong meridian are found and named', () => {
  const point = { northing_m: 2_325_678.901, easting_m: 587_654.321 };
  assert.equal(slipOfPlane(point, '01', 105), undefined);
  assert.deepEqual(slipOfPlane({ northing_m: point.easting_m, easting_m: point.northing_m }, '01', 105), {
    slip: 'axes-swapped',
  });
  assert.deepEqual(slipOfPlane({ northing_m: 1_150_000, easting_m: 420_000 }, '79', 105.75), {
    slip: 'other-meridian',
    meridian: 107.75,
  });
  for (const bad of [Number.NaN, Infinity, 1e308, -1e308]) {
    assert.deepEqual(slipOfPlane({ northing_m: bad, easting_m: bad }, '01', 105), { slip: 'unknown' });
  }
});
