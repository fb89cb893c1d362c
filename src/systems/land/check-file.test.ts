import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../../kernel/refusal.ts';
import { checkLines, checkParcelFile, isSound } from './check-file.ts';
import { exampleSheet } from './example/cadastre.ts';
import { readGeoJson, toGeoJson, unitOf } from './geometry/geojson.ts';
import { readSurveyCsv, readWkt, toSurveyCsv, toWkt } from './geometry/plane-formats.ts';
import { oriented } from './geometry/polygon.ts';
import { drawParcels } from './map/drawing.ts';
import { sentences } from './texts.ts';

const ZONE = { provinceCode: '01', meridian: 105 };
const TOWN = exampleSheet({ provinceCode: '01', communeCode: '00025', parcels: 60, seed: 3 });
const refused = (code: string, act: () => unknown) =>
  assert.throws(act, (error) => error instanceof Refusal && error.code === code && code in sentences);
const feature = (coordinates: unknown, type = 'Polygon') => ({
  type: 'FeatureCollection',
  features: [{ type: 'Feature', properties: null, geometry: { type, coordinates } }],
});
const SQUARE = [
  [105.8, 21.02],
  [105.8002, 21.02],
  [105.8002, 21.0202],
  [105.8, 21.0202],
  [105.8, 21.02],
];

suite('parcels as files', () => {
  test('what is written as GeoJSON is read back to the millimetre, code and number and use included', () => {
    const { sheet, refused: bad } = readGeoJson(JSON.parse(JSON.stringify(toGeoJson(TOWN))), ZONE);
    assert.deepEqual(bad, []);
    assert.deepEqual(
      sheet.units,
      TOWN.units.map((unit) => ({ ...unit, polygon: oriented(unit.polygon) })),
    );
  });

  test('outer rings are written counter-clockwise and closed, holes clockwise', () => {
    for (const { geometry } of toGeoJson(TOWN).features) {
      geometry.coordinates.forEach((ring, r) => {
        assert.deepEqual(ring[0], ring.at(-1));
        const twice = ring
          .slice(1)
          .reduce((sum, [x, y], i) => sum + (ring[i]![0] - 105) * (y - 21) - (x - 105) * (ring[i]![1] - 21), 0);
        assert.equal(twice > 0, r === 0);
      });
    }
  });

  test('well-known text and survey points are read back to the millimetre', () => {
    for (const { polygon } of TOWN.units) {
      assert.deepEqual(readWkt(toWkt(polygon), ZONE), oriented(polygon));
      assert.deepEqual(readSurveyCsv(toSurveyCsv(polygon), ZONE), oriented(polygon));
    }
  });

  test('swapped axes, a wrong zone and another province are refused, each with its reason', () => {
    const wkt = 'POLYGON ((585000 2325000, 585020 2325000, 585020 2325020, 585000 2325000))';
    assert.equal(readWkt(wkt, ZONE).outer.length, 3);
    refused('land.axes_swapped', () => readWkt(wkt.replace(/(\d{6}) (\d{7})/g, '$2 $1'), ZONE));
    refused('land.plane_outside_province', () => readWkt(wkt, { provinceCode: '79', meridian: 105.75 }));
    refused('land.other_meridian', () =>
      readWkt('POLYGON ((420000 1150000, 420020 1150000, 420020 1150020, 420000 1150000))', {
        provinceCode: '79',
        meridian: 105.75,
      }),
    );
  });

  test('texts that are no outline are refused', () => {
    for (const text of [
      '',
      'POLYGON EMPTY',
      'POLYGON ((1 2, 3 4',
      'POLYGON ((a b))',
      'POINT (1 2)',
      'POLYGON ((NaN 1, 2 3))',
    ]) {
      refused('land.not_wkt', () => readWkt(text, ZONE));
    }
    refused('land.ring_not_closed', () =>
      readWkt('POLYGON ((585000 2325000, 585020 2325000, 585020 2325020, 585000 2325020))', ZONE),
    );
    refused('land.file_too_large', () => readWkt(' '.repeat(3_000_000), ZONE));
    refused('land.survey_columns_missing', () => readSurveyCsv('x,y\n1,2\n', ZONE));
    refused('land.survey_line_malformed', () => readSurveyCsv('northing_m,easting_m\n2325000,1e308\n', ZONE));
    refused('land.ring_too_short', () => readSurveyCsv('northing_m,easting_m\n2325000,585000\n', ZONE));
  });
});

suite('a file of parcels that is checked', () => {
  test('a sound file is sound, with its boundary too', () => {
    const boundary = toGeoJson({ ...TOWN, units: [unitOf(TOWN.boundary, 105)] });
    const checked = checkParcelFile({ document: toGeoJson(TOWN), provinceCode: '01', boundary });
    assert.ok(isSound(checked));
    assert.match(checkLines(checked, 'vi').join('\n'), /kinh tuyến trục 105°00′.*\nKhông có lỗi\.$/);
  });

  test('a parcel that is left out is a gap, one that is there twice is refused, and both are said where they are', () => {
    const document = toGeoJson(TOWN);
    const [first, ...others] = document.features;
    const boundary = toGeoJson({ ...TOWN, units: [unitOf(TOWN.boundary, 105)] });
    const checked = checkParcelFile({
      document: { ...document, features: [...others, others[0]] },
      provinceCode: '01',
      boundary,
    });
    assert.equal(isSound(checked), false);
    assert.deepEqual(
      checked.report.findings.map(({ code, area_m2 }) => [code, Math.round(area_m2 * 10) / 10]),
      [['land.gap_left', first!.properties.area_m2]],
    );
    assert.deepEqual(
      checked.refused.map(({ problems }) => problems[0]!.code),
      ['land.parcel_twice'],
    );
    assert.match(checkLines(checked, 'en').join('\n'), /Some ground belongs to no parcel.* X = \d+\.\d{3}, Y = /);
  });

  const FEATURES: [what: string, coordinates: unknown, code: string, type?: string][] = [
    ['no closed ring', [SQUARE.slice(0, 4)], 'land.ring_not_closed'],
    ['latitude first', [SQUARE.map(([x, y]) => [y, x])], 'land.axes_swapped'],
    ['metres', [SQUARE.map(([x, y]) => [x! * 5000, y! * 5000])], 'land.not_wgs84'],
    ['another province', [SQUARE.map(([x, y]) => [x, y! - 10])], 'land.outside_province'],
    ['texts', [SQUARE.map(([x, y]) => [String(x), y])], 'land.coordinate_not_a_number'],
    ['nothing', [SQUARE.map(() => null)], 'land.coordinate_not_a_number'],
    ['endless numbers', [SQUARE.map(() => [1e308, 1e308])], 'land.coordinate_not_a_number'],
    ['deeper arrays', [[SQUARE]], 'land.coordinate_not_a_number'],
    ['two pieces', [[SQUARE], [SQUARE]], 'land.parcel_in_pieces', 'MultiPolygon'],
    ['a point', [105.8, 21], 'land.not_a_polygon', 'Point'],
    ['no rings', [], 'land.not_a_polygon'],
    ['a ring that is a number', [7], 'land.not_a_polygon'],
    ['a million points', [Array.from({ length: 1_000_000 }, () => SQUARE[0])], 'land.too_many_vertices'],
  ];
  for (const [what, coordinates, code, type] of FEATURES) {
    test(`a feature of ${what} is refused by itself`, () => {
      const { refused: bad, sheet } = checkParcelFile({ document: feature(coordinates, type), provinceCode: '01' });
      assert.deepEqual(
        bad.map(({ problems }) => problems[0]!.code),
        [code],
      );
      assert.ok(code in sentences);
      assert.deepEqual(sheet.units, []);
    });
  }

  test('a file that is no collection, or a zone that the province has not, is refused as a whole', () => {
    for (const document of [null, 7, 'x', [], {}, { type: 'FeatureCollection' }, { type: 'Feature', features: [] }]) {
      refused('land.not_geojson', () => checkParcelFile({ document, provinceCode: '01' }));
    }
    const document = feature([SQUARE]);
    refused('land.zone_unknown', () => checkParcelFile({ document, provinceCode: '99' }));
    refused('land.zone_unknown', () => checkParcelFile({ document, provinceCode: '01', meridian: 108 }));
    refused('land.zone_unknown', () => checkParcelFile({ document, provinceCode: '01', meridian: Number.NaN }));
    refused('land.zone_unknown', () => checkParcelFile({ document, provinceCode: '01', scale: 750 as 500 }));
  });

  test('whatever JSON a file holds, it is checked or refused with a sentence, never with a fault of the program', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 6 }), fc.boolean(), (value, asGeometry) => {
        const document = asGeometry ? feature(value) : { type: 'FeatureCollection', features: [value] };
        const { refused: bad } = checkParcelFile({ document, provinceCode: '01' });
        for (const { problems } of bad) for (const { code } of problems) assert.ok(code in sentences, code);
      }),
    );
  });
});

suite('the drawing of parcels', () => {
  const chosen = new Set([TOWN.units[0]!.code]);

  test('it has a title, a description, each parcel once, its number, a north arrow and a scale', () => {
    const svg = drawParcels({ units: TOWN.units, title: 'Tờ bản đồ số 1', language: 'vi', chosen, withLengths: true });
    assert.match(svg, /^<svg [^>]*role="img"[^>]*><title>Tờ bản đồ số 1<\/title><desc>Bản đồ \d+ thửa đất/);
    assert.equal(svg.match(/<path class="parcel/g)!.length, TOWN.units.length);
    assert.equal(svg.match(/is-chosen/g)!.length, 1);
    assert.ok(svg.includes('class="north"') && svg.includes('class="bar"') && / m<\/text>/.test(svg));
    assert.ok(/class="length"[^>]*>\d+,\d\d</.test(svg), 'lengths are written as people here write them');
    assert.ok(!/NaN|Infinity|undefined/.test(svg));
    assert.ok(!svg.includes('<style>') && !/fill="#/.test(svg), 'colours are the page’s business');
  });

  test('what is written into it cannot become markup', () => {
    const units = [{ ...TOWN.units[0]!, landUse: '"><script>', code: `'&<` }];
    const svg = drawParcels({ units, title: '</title><script>\u0000', language: 'en', standalone: true });
    assert.ok(!svg.includes('<script') && !svg.includes('\u0000'));
  });

  test('a drawing of nothing is a drawing', () => {
    assert.ok(!/NaN|Infinity/.test(drawParcels({ units: [], title: '', language: 'en' })));
  });

  test('faults are drawn over the parcels', () => {
    const [first, ...others] = toGeoJson(TOWN).features;
    const boundary = toGeoJson({ ...TOWN, units: [unitOf(TOWN.boundary, 105)] });
    const { sheet, report } = checkParcelFile({
      document: { type: 'FeatureCollection', features: others },
      provinceCode: '01',
      boundary,
    });
    const svg = drawParcels({ units: sheet.units, title: first!.id, language: 'en', findings: report.findings });
    assert.match(svg, /<path class="fault is-gap"/);
    assert.match(svg, /1 fault is marked/);
  });
});
