import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { planeOfWgs84 } from '../../../country/index.ts';
import { cellOfGeoHash, geoHash, gridPointOf, isParcelCode, parcelCode, wgs84Of } from './parcel-code.ts';
import {
  type Polygon,
  area_m2,
  centroidOf,
  characteristicPoint,
  exactArea_m2,
  locate,
  oriented,
  twiceArea,
} from './polygon.ts';
import { problemsOf } from './validity.ts';

/** Corners in metres from a place in Hà Nội. */
function ring(...corners: [east_m: number, north_m: number][]) {
  return corners.map(([east, north]) => ({
    east: Math.round(585_000_000 + east * 1000),
    north: Math.round(2_325_000_000 + north * 1000),
  }));
}
const parcel = (...corners: [number, number][]): Polygon => ({ outer: ring(...corners), holes: [] });
const codes = (polygon: Polygon, limits?: Parameters<typeof problemsOf>[1]) =>
  problemsOf(polygon, limits).map(({ code }) => code);
const SQUARE = parcel([0, 0], [20, 0], [20, 20], [0, 20]);

suite('the code of a parcel', () => {
  test('GeoHash gives the codes that are published', () => {
    assert.equal(geoHash({ latitude: 21.028511, longitude: 105.804817 }), 'w7epxsheyytd');
    assert.equal(geoHash({ latitude: 57.64911, longitude: 10.40744 }, 11), 'u4pruydqqvj');
    assert.throws(() => geoHash({ latitude: 91, longitude: 0 }), RangeError);
    assert.throws(() => geoHash({ latitude: Number.NaN, longitude: 0 }), RangeError);
  });

  test('a shorter code is the beginning of a longer one, and its cell holds the place', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        (latitude, longitude, length) => {
          const code = geoHash({ latitude, longitude });
          assert.ok(code.startsWith(geoHash({ latitude, longitude }, length)));
          const [west, south, east, north] = cellOfGeoHash(code.slice(0, length))!;
          assert.ok(west <= longitude && longitude <= east && south <= latitude && latitude <= north);
        },
      ),
    );
  });

  test('the code is of the parcel’s middle in WGS84, which lies inside the parcel', () => {
    const code = parcelCode(SQUARE, 105);
    assert.ok(isParcelCode(code));
    const [west, south] = cellOfGeoHash(code)!;
    const { easting_m, northing_m } = planeOfWgs84({ longitude: west, latitude: south }, 105);
    assert.ok(Math.abs(easting_m - 585_010) < 0.1 && Math.abs(northing_m - 2_325_010) < 0.1);
    assert.equal(isParcelCode('w7epxsheyyta'), false, 'a is no digit');
    assert.equal(isParcelCode('w7epxsheyyt'), false);
  });

  test('a bent parcel has its point inside, where its centre of gravity is not', () => {
    const bent = parcel([0, 0], [30, 0], [30, 4], [4, 4], [4, 30], [0, 30]);
    const gravity = centroidOf(bent);
    assert.equal(locate({ east: Math.round(gravity.east), north: Math.round(gravity.north) }, bent), -1);
    assert.equal(locate(characteristicPoint(bent).point, bent), 1);
  });

  test('a point of the grid that goes to WGS84 and back is the same point', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 450_000_000, max: 650_000_000 }),
        fc.integer({ min: 900_000_000, max: 2_580_000_000 }),
        fc.constantFrom(103, 105, 105.75, 107.25, 108.5),
        (east, north, meridian) => {
          assert.deepEqual(gridPointOf(wgs84Of({ east, north }, meridian), meridian), { east, north });
        },
      ),
    );
  });
});

suite('what can be measured of a parcel', () => {
  test('areas are exact, and on certificates to one decimal', () => {
    assert.equal(area_m2(SQUARE), 400);
    assert.equal(area_m2({ outer: SQUARE.outer, holes: [ring([5, 5], [5, 15], [15, 15], [15, 5])] }), 300);
    assert.equal(area_m2(parcel([0, 0], [8.25, 0], [8.25, 9.99], [0, 9.99])), 82.4);
  });

  test('the area does not depend on where a ring begins, its turn, or where the parcel lies', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 2 ** 25 }), fc.integer({ min: 0, max: 2 ** 25 })), {
          minLength: 3,
          maxLength: 12,
        }),
        fc.nat(11),
        fc.integer({ min: -1e9, max: 1e9 }),
        (points, shift, move) => {
          const outer = points.map(([east, north]) => ({ east, north }));
          const turned = outer.map((_, i) => outer[(i + shift) % outer.length]!);
          const moved = outer.map(({ east, north }) => ({ east: east + move, north: north - move }));
          assert.equal(twiceArea(turned), twiceArea(outer));
          assert.equal(twiceArea(moved), twiceArea(outer));
          assert.equal(twiceArea(outer.toReversed()), 0 - twiceArea(outer));
        },
      ),
    );
  });

  test('a parcel drawn the wrong way round is turned, not refused', () => {
    const wrong = { outer: SQUARE.outer.toReversed(), holes: [ring([5, 5], [15, 5], [15, 15], [5, 15])] };
    assert.deepEqual(problemsOf(wrong), []);
    const right = oriented(wrong);
    assert.ok(twiceArea(right.outer) > 0 && twiceArea(right.holes[0]!) < 0);
    assert.equal(exactArea_m2(right), 300);
  });
});

suite('what cannot be a parcel', () => {
  const REFUSED: [what: string, polygon: Polygon, code: string][] = [
    ['a bow tie', parcel([0, 0], [20, 20], [20, 0], [0, 20]), 'land.ring_crosses_itself'],
    ['an eight', parcel([0, 0], [10, 10], [20, 0], [20, 20], [10, 10], [0, 20]), 'land.ring_touches_itself'],
    ['a spike', parcel([0, 0], [20, 0], [20, 10], [40, 10], [20, 10], [20, 20], [0, 20]), 'land.ring_spike'],
    ['a needle', parcel([0, 0], [20, 0], [20, 10], [90, 10.05], [20, 10.1], [20, 20], [0, 20]), 'land.ring_spike'],
    ['a repeated point', parcel([0, 0], [20, 0], [20, 0], [20, 20], [0, 20]), 'land.point_repeated'],
    ['two points', parcel([0, 0], [20, 0]), 'land.ring_too_short'],
    ['a hair', parcel([0, 0], [200, 0.01], [200, 0.03], [0, 0.02]), 'land.parcel_too_narrow'],
    ['a strip of a hand', parcel([0, 0], [50, 0], [50, 0.04], [0, 0.04]), 'land.parcel_too_narrow'],
    ['a stamp', parcel([0, 0], [0.2, 0], [0.2, 0.2], [0, 0.2]), 'land.parcel_too_small'],
    ['a province', parcel([0, 0], [70_000, 0], [70_000, 70_000]), 'land.parcel_too_wide'],
    [
      'a hole beside it',
      { outer: SQUARE.outer, holes: [ring([30, 0], [30, 5], [35, 5], [35, 0])] },
      'land.hole_outside',
    ],
    [
      'a hole across it',
      { outer: SQUARE.outer, holes: [ring([15, 5], [15, 8], [25, 8], [25, 5])] },
      'land.rings_cross',
    ],
    [
      'a hole in a hole',
      {
        outer: SQUARE.outer,
        holes: [ring([2, 2], [2, 18], [18, 18], [18, 2]), ring([5, 5], [5, 8], [8, 8], [8, 5])],
      },
      'land.holes_overlap',
    ],
    [
      'a hole from side to side',
      { outer: SQUARE.outer, holes: [ring([0, 10], [10, 12], [20, 10], [10, 8])] },
      'land.interior_cut_apart',
    ],
    ['no numbers', parcel([0, 0], [Number.NaN, 0], [0, 20]), 'land.coordinate_not_a_number'],
    ['endless numbers', parcel([0, 0], [1e308, 0], [0, 20]), 'land.coordinate_not_a_number'],
  ];
  for (const [what, polygon, code] of REFUSED) {
    test(`${what} is refused`, () => {
      const found = codes(polygon);
      assert.ok(found.includes(code), `${found.join()} should say ${code}`);
    });
  }

  test('a hole may touch the outline at a point', () => {
    assert.deepEqual(codes({ outer: SQUARE.outer, holes: [ring([0, 10], [10, 12], [10, 8])] }), []);
  });

  test('a million points are refused before they are looked at', () => {
    const outer = Array.from({ length: 1_000_000 }, (_, i) => ({ east: i, north: i % 7 }));
    const began = performance.now();
    assert.deepEqual(codes({ outer, holes: [] }), ['land.too_many_vertices']);
    assert.ok(performance.now() - began < 2_000);
  });

  test('what a province lets be split is measured to the centimetre', () => {
    const limits = { vertices_most: 100, area_m2_least: 50, width_m_least: 4 };
    assert.deepEqual(codes(parcel([0, 0], [4, 0], [4, 20], [0, 20]), limits), []);
    assert.deepEqual(codes(parcel([0, 0], [3.98, 0], [3.98, 20], [0, 20]), limits), ['land.parcel_too_narrow']);
    assert.deepEqual(codes(parcel([0, 0], [4, 0], [4, 12.4], [0, 12.4]), limits), ['land.parcel_too_small']);
  });
});
