/**
 * Polygons on the integer millimetre grid of a VN-2000 zone, and what can be measured of them.
 *
 * The grid is what makes the geometry of the cadastre exact. Within a frame of 67 km (2^26 mm) every product of two
 * differences of coordinates is a whole number below 2^53, so that a double holds it: the signs of areas and turns below
 * are not estimates, and need neither a tolerance nor a library of adaptive arithmetic.
 */
import polylabel from 'polylabel';

/** A point of the grid: whole millimetres east and north of the origin of a zone. Circular 26/2024: coordinates to 0.001 m. */
export interface GridPoint {
  readonly east: number;
  readonly north: number;
}

/** A closed line without its repeated last point. */
export type Ring = readonly GridPoint[];

/** An outer ring that turns left and holes that turn right: the inside lies at the left of every edge (RFC 7946 §3.1.6). */
export interface Polygon {
  readonly outer: Ring;
  readonly holes: readonly Ring[];
}

export interface GridBounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Widest extent, in millimetres, within which the arithmetic here is exact: 67 km. */
export const WIDEST_MM = 2 ** 26;

/** A parcel is not so many times as long as it is wide, along the axes. */
const LONGEST_THREAD = 20_000;

/** Square millimetres in a square metre. */
export const SQUARE_MM = 1_000_000;

/** Positive when a → b → c turns left, negative when right, 0 when the three lie on a line. Exact within WIDEST_MM. */
export function turn(a: GridPoint, b: GridPoint, c: GridPoint): number {
  return (b.east - a.east) * (c.north - a.north) - (b.north - a.north) * (c.east - a.east);
}

export function samePoint(a: GridPoint, b: GridPoint): boolean {
  return a.east === b.east && a.north === b.north;
}

/** A name of a point, for Maps and Sets. */
export function keyOf({ east, north }: GridPoint): string {
  return `${east},${north}`;
}

/** Twice the area in square millimetres: positive for a ring that turns left. */
export function twiceArea(ring: Ring): number {
  let sum = 0;
  const origin = ring[0];
  for (let i = 1; i + 1 < ring.length; i++) sum += turn(origin!, ring[i]!, ring[i + 1]!);
  return sum;
}

/** Twice the area of a polygon in square millimetres, holes taken out. */
export function twiceAreaOf({ outer, holes }: Polygon): number {
  return holes.reduce((sum, hole) => sum - Math.abs(twiceArea(hole)), Math.abs(twiceArea(outer)));
}

/** Area on the plane in square metres, not rounded. */
export function exactArea_m2(polygon: Polygon): number {
  return twiceAreaOf(polygon) / 2 / SQUARE_MM;
}

/** Area in square metres to one decimal, as certificates state it (Circular 26/2024/TT-BTNMT). */
export function area_m2(polygon: Polygon): number {
  return Math.round(twiceAreaOf(polygon) / (2 * SQUARE_MM * 0.1)) / 10;
}

/** Length of the outline in metres, holes included. */
export function perimeter_m(polygon: Polygon): number {
  return ringsOf(polygon).reduce((sum, ring) => sum + ringLength_mm(ring), 0) / 1000;
}

function ringLength_mm(ring: Ring): number {
  return ring.reduce((sum, point, i) => sum + distance_mm(point, ring[(i + 1) % ring.length]!), 0);
}

export function distance_mm(a: GridPoint, b: GridPoint): number {
  return Math.hypot(b.east - a.east, b.north - a.north);
}

export function ringsOf({ outer, holes }: Polygon): readonly Ring[] {
  return [outer, ...holes];
}

/** The same polygon with its outer ring turning left and its holes right. */
export function oriented({ outer, holes }: Polygon): Polygon {
  return {
    outer: twiceArea(outer) < 0 ? outer.toReversed() : outer,
    holes: holes.map((hole) => (twiceArea(hole) > 0 ? hole.toReversed() : hole)),
  };
}

/** The same polygon with every ring begun at its westernmost point, and holes in that order: one writing for one shape. */
export function canonical(polygon: Polygon): Polygon {
  const { outer, holes } = oriented(polygon);
  const begun = (ring: Ring): Ring => {
    let first = 0;
    ring.forEach((point, i) => {
      if (byPlace(point, ring[first]!) < 0) first = i;
    });
    return first === 0 ? ring : [...ring.slice(first), ...ring.slice(0, first)];
  };
  return { outer: begun(outer), holes: holes.map(begun).sort((a, b) => byPlace(a[0]!, b[0]!)) };
}

function byPlace(a: GridPoint, b: GridPoint): number {
  return a.east - b.east || a.north - b.north;
}

/** The smallest box about points. */
export function boundsOf(points: Iterable<GridPoint>): GridBounds {
  const bounds = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const { east, north } of points) {
    if (east < bounds.west) bounds.west = east;
    if (east > bounds.east) bounds.east = east;
    if (north < bounds.south) bounds.south = north;
    if (north > bounds.north) bounds.north = north;
  }
  return bounds;
}

/** Whether a box is small enough for the exact arithmetic of this folder. */
export function isWithinReach({ west, south, east, north }: GridBounds): boolean {
  return east - west <= WIDEST_MM && north - south <= WIDEST_MM;
}

/** Centre of gravity, in millimetres, not on the grid; it may lie outside a bent parcel. */
export function centroidOf(polygon: Polygon): GridPoint {
  const origin = polygon.outer[0]!;
  let weight = 0;
  let east = 0;
  let north = 0;
  for (const ring of ringsOf(oriented(polygon))) {
    ring.forEach((point, i) => {
      const next = ring[(i + 1) % ring.length]!;
      const part = turn(origin, point, next);
      weight += part;
      east += part * (point.east + next.east - 2 * origin.east);
      north += part * (point.north + next.north - 2 * origin.north);
    });
  }
  return { east: origin.east + east / (3 * weight), north: origin.north + north / (3 * weight) };
}

/** Where a point lies: 1 inside, 0 on the outline, -1 outside. Exact for points of the grid. */
export function locate(point: GridPoint, polygon: Polygon): -1 | 0 | 1 {
  let inside = false;
  for (const ring of ringsOf(polygon)) {
    const side = locateInRing(point, ring);
    if (side === 0) return 0;
    if (side === 1) inside = !inside;
  }
  return inside ? 1 : -1;
}

/** Where a point lies against one ring: 1 inside, 0 on it, -1 outside. */
export function locateInRing(point: GridPoint, ring: Ring): -1 | 0 | 1 {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[j]!;
    const b = ring[i]!;
    const side = turn(a, b, point);
    if (
      side === 0 &&
      Math.min(a.east, b.east) <= point.east &&
      point.east <= Math.max(a.east, b.east) &&
      Math.min(a.north, b.north) <= point.north &&
      point.north <= Math.max(a.north, b.north)
    )
      return 0;
    if (a.north > point.north !== b.north > point.north && side > 0 === b.north > a.north) inside = !inside;
  }
  return inside ? 1 : -1;
}

/** The point of a parcel that its code is made of, and half the width of the parcel there. */
export interface CharacteristicPoint {
  point: GridPoint;
  /** Radius in millimetres of the largest circle about it that stays in the parcel. */
  clearance_mm: number;
}

/**
 * The characteristic point (điểm đặc trưng) of a parcel: its pole of inaccessibility, the point farthest from the
 * outline. Circular 19/2026/TT-BNNMT annex names the algorithm and no precision; we search to a two-hundredth of the longer
 * side, a centimetre at least, because in a strip the best points form a line that finer search would walk along.
 */
export function characteristicPoint(polygon: Polygon): CharacteristicPoint {
  let found = known.get(polygon);
  if (!found) {
    const { west, south, east, north } = boundsOf(polygon.outer);
    found = poleOf(polygon, Math.max(10, Math.max(east - west, north - south) / 200));
    known.set(polygon, found);
  }
  return found;
}

/** Half the width of a parcel where it is widest, in millimetres, to a five-thousandth of its longer side. */
export function clearanceOf(polygon: Polygon): number {
  const { west, south, east, north } = boundsOf(polygon.outer);
  return poleOf(polygon, Math.max(1, Math.max(east - west, north - south) / 5000)).clearance_mm;
}

/** A polygon never changes, and its code and its checks ask for the same point. */
const known = new WeakMap<Polygon, CharacteristicPoint>();

function poleOf(polygon: Polygon, precision_mm: number): CharacteristicPoint {
  const { west, south, east, north } = boundsOf(polygon.outer);
  const longer = Math.max(east - west, north - south);
  const shorter = Math.min(east - west, north - south);
  // A thread is no place for a search by squares: no parcel looks like that.
  if (shorter * LONGEST_THREAD < longer) return { point: polygon.outer[0]!, clearance_mm: shorter / 2 };
  const near = ringsOf(canonical(polygon)).map((ring) =>
    ring.map((point) => [point.east - west, point.north - south] as const),
  );
  const found = polylabel(near, Math.min(precision_mm, shorter / 4));
  const point = { east: Math.round(west + found[0]), north: Math.round(south + found[1]) };
  return { point, clearance_mm: Math.max(0, found.distance) };
}

/** Distance in millimetres of a point from the segment a b, and where its foot lies: 0 at a, 1 at b. */
export function offSegment(point: GridPoint, a: GridPoint, b: GridPoint): { distance_mm: number; along: number } {
  const east = b.east - a.east;
  const north = b.north - a.north;
  const squared = east * east + north * north;
  if (squared === 0) return { distance_mm: distance_mm(point, a), along: 0 };
  const along = ((point.east - a.east) * east + (point.north - a.north) * north) / squared;
  const foot = Math.min(1, Math.max(0, along));
  if (foot === along) return { distance_mm: Math.abs(turn(a, b, point)) / Math.sqrt(squared), along };
  return { distance_mm: distance_mm(point, foot === 0 ? a : b), along };
}
