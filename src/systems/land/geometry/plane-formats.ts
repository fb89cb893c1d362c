/** Outlines in metres of VN-2000: well-known text (OGC 06-103r4 §7), easting first, and the points of a survey as CSV. */
import { slipOfPlane } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { SheetZone } from './geojson.ts';
import { type GridPoint, type Polygon, type Ring, distance_mm, oriented, ringsOf, samePoint } from './polygon.ts';

/** A text of an outline is not longer than this, in characters. */
const LONGEST_TEXT = 2_000_000;
const NUMBER = /^[+-]?\d{1,10}(?:\.\d{1,12})?$/;

/** `POLYGON ((easting northing, …), …)` in metres to the millimetre. */
export function toWkt(polygon: Polygon): string {
  const rings = ringsOf(oriented(polygon)).map(
    (ring) => `(${[...ring, ring[0]!].map(({ east, north }) => `${metres(east)} ${metres(north)}`).join(', ')})`,
  );
  return `POLYGON (${rings.join(', ')})`;
}

/** Reads what `toWkt` writes, and what other programs write of the same kind. Refuses the rest, and other provinces. */
export function readWkt(text: string, zone: SheetZone): Polygon {
  if (text.length > LONGEST_TEXT) throw new Refusal('land.file_too_large', 413, { values: { most: LONGEST_TEXT } });
  const body = /^\s*POLYGON\s*\(([\s\S]*)\)\s*$/i.exec(text)?.[1]?.trim();
  if (!body?.startsWith('(') || !body.endsWith(')')) throw new Refusal('land.not_wkt', 422);
  const rings = body
    .slice(1, -1)
    .split(/\)\s*,\s*\(/)
    .map((ring) =>
      ring.split(',').map((pair) => {
        const [easting = '', northing = '', ...more] = pair.trim().split(/\s+/);
        if (more.length > 0 || !NUMBER.test(easting) || !NUMBER.test(northing)) throw new Refusal('land.not_wkt', 422);
        return gridPoint({ easting_m: Number(easting), northing_m: Number(northing) }, zone);
      }),
    );
  return closedPolygon(rings);
}

function closedPolygon(rings: readonly Ring[]): Polygon {
  const open = rings.map((ring) => {
    if (ring.length < 4) throw new Refusal('land.ring_too_short', 422);
    if (!samePoint(ring[0]!, ring.at(-1)!)) throw new Refusal('land.ring_not_closed', 422);
    return ring.slice(0, -1);
  });
  return oriented({ outer: open[0]!, holes: open.slice(1) });
}

const CSV_HEAD = ['ring', 'point', 'northing_m', 'easting_m', 'edge_m'];

/**
 * The points of a parcel's outline as the plan on a certificate lists them: number, X (northing), Y (easting), and the
 * length of the edge to the next point. Ring 0 is the outer one.
 */
export function toSurveyCsv(polygon: Polygon): string {
  let number = 0;
  const rows = ringsOf(oriented(polygon)).flatMap((ring, r) =>
    ring.map((point, i) => {
      const edge_m = distance_mm(point, ring[(i + 1) % ring.length]!) / 1000;
      return [r, ++number, metres(point.north), metres(point.east), edge_m.toFixed(2)].join(',');
    }),
  );
  return `${[CSV_HEAD.join(','), ...rows].join('\r\n')}\r\n`;
}

/** Reads survey points: a head with at least `northing_m` and `easting_m`, then the points in order; rings by `ring`. */
export function readSurveyCsv(text: string, zone: SheetZone): Polygon {
  if (text.length > LONGEST_TEXT) throw new Refusal('land.file_too_large', 413, { values: { most: LONGEST_TEXT } });
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const names = head.split(',').map((name) => name.trim());
  const [northing, easting, ring] = ['northing_m', 'easting_m', 'ring'].map((name) => names.indexOf(name));
  if (northing! < 0 || easting! < 0) throw new Refusal('land.survey_columns_missing', 422);
  const rings = new Map<string, GridPoint[]>();
  lines.forEach((line, i) => {
    if (line.trim() === '') return;
    const cells = line.split(',').map((cell) => cell.trim());
    const [x = '', y = ''] = [cells[northing!], cells[easting!]];
    if (!NUMBER.test(x) || !NUMBER.test(y))
      throw new Refusal('land.survey_line_malformed', 422, { values: { line: i + 2 } });
    const of = ring! < 0 ? '' : (cells[ring!] ?? '');
    const points = rings.get(of) ?? [];
    points.push(gridPoint({ northing_m: Number(x), easting_m: Number(y) }, zone));
    rings.set(of, points);
  });
  const all = [...rings.values()].map((points) =>
    points.length > 1 && samePoint(points[0]!, points.at(-1)!) ? points.slice(0, -1) : points,
  );
  if (all.length === 0 || all.some((points) => points.length < 3)) throw new Refusal('land.ring_too_short', 422);
  return oriented({ outer: all[0]!, holes: all.slice(1) });
}

/** A point in metres on the grid. Refuses one outside the province, and says what was probably mixed up. */
export function gridPoint(point: { easting_m: number; northing_m: number }, zone: SheetZone): GridPoint {
  const slip = slipOfPlane(point, zone.provinceCode, zone.meridian);
  if (slip?.slip === 'axes-swapped') throw new Refusal('land.axes_swapped', 422);
  if (slip?.slip === 'other-meridian')
    throw new Refusal('land.other_meridian', 422, {
      values: { meridian: meridianText(zone.meridian), other: meridianText(slip.meridian) },
    });
  if (slip) throw new Refusal('land.plane_outside_province', 422, { values: { province: zone.provinceCode } });
  return { east: Math.round(point.easting_m * 1000), north: Math.round(point.northing_m * 1000) };
}

/** 105.75 → 105°45′. */
export function meridianText(meridian: number): string {
  const whole = Math.floor(meridian);
  return `${whole}°${String(Math.round((meridian - whole) * 60)).padStart(2, '0')}′`;
}

function metres(millimetres: number): string {
  return (millimetres / 1000).toFixed(3);
}
