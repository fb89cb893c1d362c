/** Whether a polygon can be a parcel: what is wrong with its rings, its size and its width, each with where it is. */
import Flatbush from 'flatbush';
import {
  type GridPoint,
  type Polygon,
  type Ring,
  area_m2,
  boundsOf,
  characteristicPoint,
  clearanceOf,
  isWithinReach,
  keyOf,
  locate,
  ringsOf,
  samePoint,
  turn,
  twiceArea,
} from './polygon.ts';

/** One thing that is wrong with a polygon. The code has a sentence in texts.ts. */
export interface PolygonProblem {
  code: string;
  /** Where it is, when it is at one place. */
  at?: GridPoint;
  values?: Record<string, string | number>;
}

/** What the smallest and the largest parcel may be. */
export interface ParcelLimits {
  vertices_most: number;
  area_m2_least: number;
  /** Width where the parcel is widest, in metres: two times the clearance of its characteristic point. */
  width_m_least: number;
}

/** Below these no survey finds a parcel. What a province lets be split off is far larger, and given to `splitByLine`. */
export const ANY_PARCEL: ParcelLimits = { vertices_most: 10_000, area_m2_least: 0.1, width_m_least: 0.05 };

/** Sine of half a degree: a corner sharper than that goes out and comes back. */
const SPIKE_SINE = Math.sin((0.5 * Math.PI) / 180);
/** How many faults of one kind are listed; after that one more says nothing new. */
const MOST_LISTED = 20;

/** What is wrong with a polygon, worst first; empty when it can be a parcel. Orientation is not a fault: see `oriented`. */
export function problemsOf(polygon: Polygon, limits: ParcelLimits = ANY_PARCEL): PolygonProblem[] {
  const rings = ringsOf(polygon);
  const count = rings.reduce((sum, ring) => sum + ring.length, 0);
  if (count > limits.vertices_most)
    return [{ code: 'land.too_many_vertices', values: { count, most: limits.vertices_most } }];
  for (const ring of rings) {
    const odd = ring.find(({ east, north }) => !Number.isSafeInteger(east) || !Number.isSafeInteger(north));
    if (odd) return [{ code: 'land.coordinate_not_a_number' }];
    if (ring.length < 3) return [{ code: 'land.ring_too_short', ...(ring[0] ? { at: ring[0] } : {}) }];
  }
  if (!isWithinReach(boundsOf(rings.flat()))) return [{ code: 'land.parcel_too_wide' }];
  const local = [...rings.flatMap(repeatedPoints), ...rings.flatMap(spikes)];
  const { crossings, touching } = meetingsOf(rings);
  if (crossings.length > 0 || local.length > 0) return [...crossings, ...local].slice(0, MOST_LISTED);
  const holes = holeProblems(polygon);
  if (holes.length === 0 && isCutApart(rings.length, touching))
    holes.push({ code: 'land.interior_cut_apart', at: polygon.outer[0]! });
  return [...holes, ...sizeProblems(polygon, limits)];
}

function repeatedPoints(ring: Ring): PolygonProblem[] {
  return ring
    .filter((point, i) => samePoint(point, ring[(i + 1) % ring.length]!))
    .map((at) => ({ code: 'land.point_repeated', at }));
}

function spikes(ring: Ring): PolygonProblem[] {
  return ring
    .filter((point, i) => {
      const before = ring[(i + ring.length - 1) % ring.length]!;
      const after = ring[(i + 1) % ring.length]!;
      const back = { east: before.east - point.east, north: before.north - point.north };
      const on = { east: after.east - point.east, north: after.north - point.north };
      const together = back.east * on.east + back.north * on.north;
      const lengths = Math.hypot(back.east, back.north) * Math.hypot(on.east, on.north);
      return together > 0 && Math.abs(turn(before, point, after)) <= SPIKE_SINE * lengths;
    })
    .map((at) => ({ code: 'land.ring_spike', at }));
}

interface Segment {
  a: GridPoint;
  b: GridPoint;
  ring: number;
  place: number;
}

interface Meetings {
  crossings: PolygonProblem[];
  /** Point → the rings that touch there. */
  touching: Map<string, Set<number>>;
}

/** Where rings cross or touch themselves or each other. Rings may touch at single points, a ring itself may not. */
function meetingsOf(rings: readonly Ring[]): Meetings {
  const segments: Segment[] = rings.flatMap((points, ring) =>
    points.map((a, place) => ({ a, b: points[(place + 1) % points.length]!, ring, place })),
  );
  const index = new Flatbush(segments.length);
  for (const { a, b } of segments) {
    const { west, south, east, north } = boundsOf([a, b]);
    index.add(west, south, east, north);
  }
  index.finish();
  const found: PolygonProblem[] = [];
  const touching = new Map<string, Set<number>>();
  for (let i = 0; i < segments.length && found.length < MOST_LISTED; i++) {
    const one = segments[i]!;
    const { west, south, east, north } = boundsOf([one.a, one.b]);
    index.search(west, south, east, north, (j) => {
      if (j <= i || found.length >= MOST_LISTED) return false;
      const other = segments[j]!;
      const size = rings[one.ring]!.length;
      const adjacent =
        one.ring === other.ring && (other.place - one.place === 1 || (one.place === 0 && other.place === size - 1));
      const meeting = adjacent ? 'apart' : meet(one, other);
      if (meeting === 'apart') return false;
      if (meeting === 'touch' && one.ring !== other.ring) {
        const key = keyOf(placeOfMeeting(one, other));
        touching.set(key, (touching.get(key) ?? new Set()).add(one.ring).add(other.ring));
        return false;
      }
      const code =
        one.ring !== other.ring
          ? 'land.rings_cross'
          : meeting === 'touch'
            ? 'land.ring_touches_itself'
            : 'land.ring_crosses_itself';
      found.push({ code, at: placeOfMeeting(one, other) });
      return false;
    });
  }
  return { crossings: found, touching };
}

/** How two segments meet: not at all, at one point that is an end of one, or across or along each other. Exact. */
function meet(one: Segment, other: Segment): 'apart' | 'touch' | 'cross' {
  const c = Math.sign(turn(one.a, one.b, other.a));
  const d = Math.sign(turn(one.a, one.b, other.b));
  const a = Math.sign(turn(other.a, other.b, one.a));
  const b = Math.sign(turn(other.a, other.b, one.b));
  if (a * b > 0 || c * d > 0) return 'apart';
  if (a === 0 && b === 0) {
    // On one line. The boxes meet, so they share a point or a stretch.
    const east = Math.min(Math.max(one.a.east, one.b.east), Math.max(other.a.east, other.b.east));
    const west = Math.max(Math.min(one.a.east, one.b.east), Math.min(other.a.east, other.b.east));
    const north = Math.min(Math.max(one.a.north, one.b.north), Math.max(other.a.north, other.b.north));
    const south = Math.max(Math.min(one.a.north, one.b.north), Math.min(other.a.north, other.b.north));
    if (east < west || north < south) return 'apart';
    return east === west && north === south ? 'touch' : 'cross';
  }
  return a * b < 0 && c * d < 0 ? 'cross' : 'touch';
}

/** The point where two segments meet: exact when it is an end of one, else rounded to the grid. */
function placeOfMeeting(one: Segment, other: Segment): GridPoint {
  for (const [end, of] of [
    [one.a, other],
    [one.b, other],
    [other.a, one],
    [other.b, one],
  ] as const) {
    if (turn(of.a, of.b, end) !== 0) continue;
    const { west, south, east, north } = boundsOf([of.a, of.b]);
    if (end.east >= west && end.east <= east && end.north >= south && end.north <= north) return end;
  }
  const a1 = turn(other.a, other.b, one.a);
  const along = a1 / (a1 - turn(other.a, other.b, one.b));
  return {
    east: Math.round(one.a.east + along * (one.b.east - one.a.east)),
    north: Math.round(one.a.north + along * (one.b.north - one.a.north)),
  };
}

function holeProblems({ outer, holes }: Polygon): PolygonProblem[] {
  const found: PolygonProblem[] = [];
  holes.forEach((hole, i) => {
    if (sideOf(hole, { outer, holes: [] }) === -1) found.push({ code: 'land.hole_outside', at: hole[0]! });
    else if (holes.some((other, j) => j !== i && sideOf(hole, { outer: other, holes: [] }) === 1))
      found.push({ code: 'land.holes_overlap', at: hole[0]! });
  });
  return found.slice(0, MOST_LISTED);
}

/** Whether a ring that crosses no other lies inside (1) or outside (-1) of one. */
function sideOf(ring: Ring, of: Polygon): number {
  for (const point of ring) {
    const side = locate(point, of);
    if (side !== 0) return side;
  }
  // Every corner touches the other ring: the middle of an edge tells, on a grid twice as fine.
  const doubled = of.outer.map(({ east, north }) => ({ east: 2 * east, north: 2 * north }));
  for (let i = 0; i < ring.length; i++) {
    const next = ring[(i + 1) % ring.length]!;
    const middle = { east: ring[i]!.east + next.east, north: ring[i]!.north + next.north };
    const side = locate(middle, { outer: doubled, holes: [] });
    if (side !== 0) return side;
  }
  return 1;
}

/** Rings that touch at points in a circle cut the inside in two: who touches whom has a cycle, as a graph. */
function isCutApart(ringCount: number, touching: ReadonlyMap<string, ReadonlySet<number>>): boolean {
  const root = Array.from({ length: ringCount }, (_, ring) => ring);
  const rootOf = (ring: number): number => (root[ring] === ring ? ring : (root[ring] = rootOf(root[ring]!)));
  for (const at of touching.values()) {
    const [first, ...others] = at;
    for (const other of others) {
      if (rootOf(other) === rootOf(first!)) return true;
      root[rootOf(other)] = rootOf(first!);
    }
  }
  return false;
}

function sizeProblems(polygon: Polygon, limits: ParcelLimits): PolygonProblem[] {
  if (twiceArea(polygon.outer) === 0) return [{ code: 'land.parcel_without_area', at: polygon.outer[0]! }];
  const found: PolygonProblem[] = [];
  const area = area_m2(polygon);
  if (area < limits.area_m2_least)
    found.push({ code: 'land.parcel_too_small', values: { area_m2: area, least_m2: limits.area_m2_least } });
  const { point, clearance_mm } = characteristicPoint(polygon);
  // The point of the code is searched coarsely; who would be refused for it is measured to the millimetre.
  const wide = 2 * clearance_mm >= limits.width_m_least * 1000;
  const width_m = Math.round((2 * (wide ? clearance_mm : clearanceOf(polygon))) / 10) / 100;
  if (width_m < limits.width_m_least)
    found.push({
      code: 'land.parcel_too_narrow',
      at: point,
      values: { width_m, least_m: limits.width_m_least },
    });
  return found;
}
