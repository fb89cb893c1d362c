/**
 * The overlay of areas and lines: the plane cut into faces, and for every face, which areas cover it. Overlaps, gaps,
 * splits, merges and shared boundaries are all read from it, so that they cannot contradict each other.
 */
import Flatbush from 'flatbush';
import { nodeLines } from './noding.ts';
import {
  type GridPoint,
  type Polygon,
  type Ring,
  boundsOf,
  locateInRing,
  ringsOf,
  turn,
  twiceArea,
} from './polygon.ts';

/** Piece of the plane that no line crosses. */
export interface Face {
  /** Numbers of the areas that cover it, ascending. */
  owners: readonly number[];
  /** Twice its area in square millimetres. */
  twiceArea: number;
}

/** A line from node to node with the face on either side. Face 0 is all that lies outside. */
export interface OverlayEdge {
  from: number;
  to: number;
  left: number;
  right: number;
}

export interface Overlay {
  nodes: readonly GridPoint[];
  edges: readonly OverlayEdge[];
  /** Face 0 is the outside: it has no area, and no owner. */
  faces: readonly Face[];
}

interface Edge {
  from: number;
  to: number;
  /** Owner → +1 when it lies at the left, -1 at the right. */
  sides: Map<number, number>;
  isLine: boolean;
}

/** Overlays areas (each by its number in `areas`) and lines that belong to none of them. */
export function overlay(areas: readonly Polygon[], lines: readonly (readonly GridPoint[])[] = []): Overlay {
  const input: [GridPoint, GridPoint][] = [];
  const ownerOf: number[] = [];
  const add = (points: readonly GridPoint[], owner: number, closed: boolean): void => {
    for (let i = 0; i < points.length - (closed ? 0 : 1); i++) {
      input.push([points[i]!, points[(i + 1) % points.length]!]);
      ownerOf.push(owner);
    }
  };
  areas.forEach((area, owner) => ringsOf(area).forEach((ring) => add(ring, owner, true)));
  for (const line of lines) add(line, -1, false);

  const noded = nodeLines(input);
  const edges = withoutLooseEnds(
    edgesOf(noded.edges, (line) => ownerOf[line]!),
    noded.nodes.length,
  );
  return facesOf(noded.nodes, edges);
}

function edgesOf(pieces: ReturnType<typeof nodeLines>['edges'], ownerOf: (line: number) => number): Edge[] {
  const edges = new Map<number, Edge>();
  for (const { from, to, line } of pieces) {
    if (from === to) continue;
    const [low, high] = from < to ? [from, to] : [to, from];
    const name = low * 2 ** 26 + high;
    let edge = edges.get(name);
    if (!edge) edges.set(name, (edge = { from: low, to: high, sides: new Map(), isLine: false }));
    const owner = ownerOf(line);
    if (owner < 0) edge.isLine = true;
    else edge.sides.set(owner, (edge.sides.get(owner) ?? 0) + (from < to ? 1 : -1));
  }
  return [...edges.values()].filter(({ sides, isLine }) => {
    // An area that lies on both sides of its own edge has no edge there: it was folded flat.
    for (const [owner, side] of sides) if (side === 0) sides.delete(owner);
    return sides.size > 0 || isLine;
  });
}

/** Takes out lines that end nowhere: they divide nothing. */
function withoutLooseEnds(edges: Edge[], nodeCount: number): Edge[] {
  const degree = new Int32Array(nodeCount);
  for (const { from, to } of edges) {
    degree[from]!++;
    degree[to]!++;
  }
  let kept = edges;
  for (;;) {
    const next = kept.filter(({ from, to }) => degree[from]! > 1 && degree[to]! > 1);
    if (next.length === kept.length) return kept;
    for (const { from, to } of kept) {
      if (degree[from]! > 1 && degree[to]! > 1) continue;
      degree[from]!--;
      degree[to]!--;
    }
    kept = next;
  }
}

/** Half-edge 2e runs along edge e, 2e + 1 against it. */
function facesOf(nodes: readonly GridPoint[], edges: readonly Edge[]): Overlay {
  const count = edges.length * 2;
  const origin = (half: number): number => (half & 1 ? edges[half >> 1]!.to : edges[half >> 1]!.from);
  const next = nextHalves(nodes, edges, origin);

  const cycleOf = new Int32Array(count).fill(-1);
  const cycles: { rings: Ring; twice: number; face: number }[] = [];
  for (let start = 0; start < count; start++) {
    if (cycleOf[start] !== -1) continue;
    const ring: GridPoint[] = [];
    for (let half = start; cycleOf[half] === -1; half = next[half]!) {
      cycleOf[half] = cycles.length;
      ring.push(nodes[origin(half)]!);
    }
    cycles.push({ rings: ring, twice: twiceArea(ring), face: -1 });
  }

  const areas = [0];
  for (const cycle of cycles) {
    if (cycle.twice <= 0) continue;
    cycle.face = areas.length;
    areas.push(cycle.twice);
  }
  placeOutlines(cycles, areas);

  const faceOf = (half: number): number => cycles[cycleOf[half]!]!.face;
  const overlayEdges = edges.map(({ from, to }, e) => ({ from, to, left: faceOf(2 * e), right: faceOf(2 * e + 1) }));
  const owners = ownersOf(edges, overlayEdges, areas.length);
  return {
    nodes,
    edges: overlayEdges,
    faces: areas.map((twice, face) => ({ twiceArea: twice, owners: owners[face]! })),
  };
}

/** For every half-edge the next one with the same face at its left: the first clockwise from the way back. */
function nextHalves(nodes: readonly GridPoint[], edges: readonly Edge[], origin: (half: number) => number): Int32Array {
  const out = outgoing(nodes, edges, origin);
  const next = new Int32Array(edges.length * 2);
  for (const halves of out) {
    halves.forEach((half, i) => {
      // `half` leaves the node; its twin arrives there, and goes on with the neighbour clockwise of `half`.
      next[half ^ 1] = halves[(i + halves.length - 1) % halves.length]!;
    });
  }
  return next;
}

/** Half-edges that leave each node, counter-clockwise. The order is exact. */
function outgoing(nodes: readonly GridPoint[], edges: readonly Edge[], origin: (half: number) => number): number[][] {
  const out: number[][] = nodes.map(() => []);
  for (let half = 0; half < edges.length * 2; half++) out[origin(half)]!.push(half);
  out.forEach((halves, node) => {
    const at = nodes[node]!;
    const end = (half: number): GridPoint => nodes[origin(half ^ 1)]!;
    const upper = ({ east, north }: GridPoint): number =>
      north > at.north || (north === at.north && east > at.east) ? 0 : 1;
    halves.sort((one, other) => upper(end(one)) - upper(end(other)) || -turn(at, end(one), end(other)));
  });
  return out;
}

/**
 * Gives every outline that turns right (the outside of a group of connected lines) to the face that it lies in, the
 * smallest one about it, and takes its area out of that face.
 */
function placeOutlines(cycles: { rings: Ring; twice: number; face: number }[], areas: number[]): void {
  const rooms = cycles.filter(({ twice }) => twice > 0);
  const outlines = cycles.filter(({ twice }) => twice <= 0);
  if (rooms.length === 0 || outlines.length === 1) {
    for (const outline of outlines) outline.face = 0;
    return;
  }
  const index = new Flatbush(rooms.length);
  for (const { rings } of rooms) {
    const { west, south, east, north } = boundsOf(rings);
    index.add(west, south, east, north);
  }
  index.finish();
  for (const outline of outlines) {
    outline.face = 0;
    const corner = outline.rings[0]!;
    let smallest = Infinity;
    for (const i of index.search(corner.east, corner.north, corner.east, corner.north)) {
      const room = rooms[i]!;
      // A room of the same group shares its nodes or lies inside the outline; neither has the corner strictly inside.
      if (room.twice >= smallest || room.twice <= -outline.twice || locateInRing(corner, room.rings) !== 1) continue;
      smallest = room.twice;
      outline.face = room.face;
    }
    if (outline.face !== 0) areas[outline.face]! += outline.twice;
  }
}

/** Walks from the outside over every edge and counts who is entered and left. */
function ownersOf(edges: readonly Edge[], sides: readonly OverlayEdge[], faceCount: number): (readonly number[])[] {
  const near: number[][] = Array.from({ length: faceCount }, () => []);
  sides.forEach(({ left, right }, e) => {
    if (left === right) return;
    near[left]!.push(e);
    near[right]!.push(e);
  });
  const counts: (Map<number, number> | undefined)[] = Array.from({ length: faceCount });
  counts[0] = new Map();
  const waiting = [0];
  for (let face = waiting.pop(); face !== undefined; face = waiting.pop()) {
    for (const e of near[face]!) {
      const { left, right } = sides[e]!;
      const other = left === face ? right : left;
      if (counts[other]) continue;
      const entered = new Map(counts[face]!);
      for (const [owner, side] of edges[e]!.sides) {
        const count = (entered.get(owner) ?? 0) + (other === left ? side : -side);
        if (count === 0) entered.delete(owner);
        else entered.set(owner, count);
      }
      counts[other] = entered;
      waiting.push(other);
    }
  }
  return counts.map((count) => [...(count ?? new Map<number, number>()).keys()].sort((a, b) => a - b));
}

/**
 * The area of the faces that `wanted` takes, as polygons whose rings do not touch themselves (ISO 19107; OGC 06-103r4
 * §6.1.11): what hangs together by a point only comes out in pieces.
 */
export function dissolve({ nodes, edges, faces }: Overlay, wanted: (face: Face, number: number) => boolean): Polygon[] {
  const isWanted = faces.map((face, number) => number !== 0 && wanted(face, number));
  const border: Edge[] = [];
  for (const { from, to, left, right } of edges) {
    if (isWanted[left] === isWanted[right]) continue;
    border.push({ ...(isWanted[left] ? { from, to } : { from: to, to: from }), sides: new Map(), isLine: false });
  }
  // Only the halves along the border count; those against it have the unwanted side at their left.
  const origin = (half: number): number => (half & 1 ? border[half >> 1]!.to : border[half >> 1]!.from);
  const next = nextHalves(nodes, border, origin);
  const done = new Uint8Array(border.length);
  const outers: { ring: Ring; twice: number; holes: Ring[] }[] = [];
  const holes: Ring[] = [];
  for (let e = 0; e < border.length; e++) {
    if (done[e]) continue;
    const path: number[] = [];
    for (let half = 2 * e; !done[half >> 1]; half = next[half]!) {
      done[half >> 1] = 1;
      path.push(origin(half));
    }
    for (const loop of simpleLoops(path)) {
      const ring = loop.map((node) => nodes[node]!);
      const twice = twiceArea(ring);
      if (twice > 0) outers.push({ ring, twice, holes: [] });
      else if (twice < 0) holes.push(ring);
    }
  }
  outers.sort((a, b) => a.twice - b.twice);
  for (const hole of holes) outers.find(({ ring }) => holds(ring, hole))?.holes.push(hole);
  return outers.map(({ ring, holes: within }) => ({ outer: ring, holes: within }));
}

/** Cuts a closed path where it visits a node again. */
function simpleLoops(path: readonly number[]): number[][] {
  const loops: number[][] = [];
  const open: number[] = [];
  const place = new Map<number, number>();
  for (const node of path) {
    const seen = place.get(node);
    if (seen !== undefined) {
      const loop = open.splice(seen);
      for (const each of loop) place.delete(each);
      loops.push(loop);
    }
    place.set(node, open.length);
    open.push(node);
  }
  if (open.length > 0) loops.push(open);
  return loops.filter((loop) => loop.length > 2);
}

function holds(outer: Ring, hole: Ring): boolean {
  for (const point of hole) {
    const side = locateInRing(point, outer);
    if (side !== 0) return side === 1;
  }
  // All corners of the hole lie on the ring: the middle of one of its edges tells.
  const middle = (a: GridPoint, b: GridPoint): GridPoint => ({ east: a.east + b.east, north: a.north + b.north });
  const twice = outer.map((point) => middle(point, point));
  return hole.some((point, i) => locateInRing(middle(point, hole[(i + 1) % hole.length]!), twice) === 1);
}
