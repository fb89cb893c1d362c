/**
 * Noding: cuts lines where they cross or touch, on the millimetre grid, so that afterwards they meet at their ends only.
 *
 * This is iterated snap rounding (Hobby 1999; Halperin and Packer 2002): crossings are rounded to the grid, and a line
 * that passes through the cell of a node is bent through the node, until nothing is left to do. What comes out is
 * exact: no two lines cross, and no node lies on the inside of a line.
 */
import Flatbush from 'flatbush';
import { Refusal } from '../../../kernel/refusal.ts';
import { type GridPoint, boundsOf, isWithinReach } from './polygon.ts';

/** A node that was on a line before it was rounded lies no farther from it, in millimetres: half a diagonal, and a bit. */
export const ON_LINE_MM = 0.75;
/** Far above what lines of parcels ever need; more rounds would mean that the input fights back. */
const MOST_ROUNDS = 12;
/** A sheet has no more crossings than this; a hostile one could have the square of its lines. */
const MOST_CROSSINGS = 500_000;

/** A line from `from` to `to` (numbers of nodes), and what it was part of. */
export interface NodedEdge {
  from: number;
  to: number;
  /** Number of the input line that it is a piece of. */
  line: number;
}

export interface Noded {
  nodes: GridPoint[];
  edges: NodedEdge[];
}

/** Lines to be noded, in the plane of the grid. */
export type Line = readonly [GridPoint, GridPoint];

/** Nodes lines. Refuses what is wider than the grid's exact reach, or crosses itself beyond all measure. */
export function nodeLines(lines: readonly Line[]): Noded {
  const bounds = boundsOf(lines.flat());
  if (lines.length > 0 && !isWithinReach(bounds)) throw new Refusal('land.sheet_too_wide', 422);
  const nodes: GridPoint[] = [];
  const numbers = new Map<number, number>();
  const span = bounds.north - bounds.south + 2;
  const nodeAt = (east: number, north: number): number => {
    const key = (east - bounds.west) * span + (north - bounds.south);
    let number = numbers.get(key);
    if (number === undefined) {
      number = nodes.length;
      nodes.push({ east, north });
      numbers.set(key, number);
    }
    return number;
  };
  let edges: NodedEdge[] = lines.map(([a, b], line) => ({
    from: nodeAt(a.east, a.north),
    to: nodeAt(b.east, b.north),
    line,
  }));
  // A line that is in the input twice (of two neighbours) is worked on once.
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const unique = uniqueOf(edges);
    const before = nodes.length;
    findCrossings(unique, nodes, nodeAt);
    const chains = bendThrough(unique, nodes);
    if (chains.size === 0 && nodes.length === before) return { nodes, edges };
    edges = edges.flatMap((edge) => {
      const forward = edge.from < edge.to;
      const chain = chains.get(forward ? nameOf(edge.from, edge.to) : nameOf(edge.to, edge.from));
      if (!chain) return edge;
      const path = forward ? chain : chain.toReversed();
      return path.slice(1).map((to, i) => ({ from: path[i]!, to, line: edge.line }));
    });
  }
  throw new Refusal('land.lines_entangled', 422);
}

type Pair = readonly [low: number, high: number];

const nameOf = (low: number, high: number): number => low * 2 ** 26 + high;

function uniqueOf(edges: readonly NodedEdge[]): Pair[] {
  const seen = new Map<number, Pair>();
  for (const { from, to } of edges) {
    if (from === to) continue;
    const pair: Pair = from < to ? [from, to] : [to, from];
    seen.set(nameOf(...pair), pair);
  }
  return [...seen.values()];
}

function indexOf(pairs: readonly Pair[], nodes: readonly GridPoint[]): Flatbush {
  const index = new Flatbush(pairs.length);
  for (const [low, high] of pairs) {
    const a = nodes[low]!;
    const b = nodes[high]!;
    index.add(
      Math.min(a.east, b.east),
      Math.min(a.north, b.north),
      Math.max(a.east, b.east),
      Math.max(a.north, b.north),
    );
  }
  index.finish();
  return index;
}

/** Makes a node where two lines cross between their ends. */
function findCrossings(
  pairs: readonly Pair[],
  nodes: GridPoint[],
  nodeAt: (east: number, north: number) => number,
): void {
  if (pairs.length === 0) return;
  const index = indexOf(pairs, nodes);
  let crossings = 0;
  pairs.forEach(([low, high], i) => {
    const a = nodes[low]!;
    const b = nodes[high]!;
    index.search(
      Math.min(a.east, b.east),
      Math.min(a.north, b.north),
      Math.max(a.east, b.east),
      Math.max(a.north, b.north),
      (j) => {
        if (j <= i) return false;
        const [otherLow, otherHigh] = pairs[j]!;
        const at = crossing(a, b, nodes[otherLow]!, nodes[otherHigh]!);
        if (!at) return false;
        if (++crossings > MOST_CROSSINGS) throw new Refusal('land.lines_entangled', 422);
        nodeAt(at.east, at.north);
        return false;
      },
    );
  });
}

/** Where two segments cross between their ends, rounded to the grid; undefined when they do not. Whether is exact. */
function crossing(a: GridPoint, b: GridPoint, c: GridPoint, d: GridPoint): GridPoint | undefined {
  const abEast = b.east - a.east;
  const abNorth = b.north - a.north;
  const cdEast = d.east - c.east;
  const cdNorth = d.north - c.north;
  const c1 = abEast * (c.north - a.north) - abNorth * (c.east - a.east);
  const d1 = abEast * (d.north - a.north) - abNorth * (d.east - a.east);
  if (c1 === 0 || d1 === 0 || c1 > 0 === d1 > 0) return undefined;
  const a1 = cdEast * (a.north - c.north) - cdNorth * (a.east - c.east);
  const b1 = cdEast * (b.north - c.north) - cdNorth * (b.east - c.east);
  if (a1 === 0 || b1 === 0 || a1 > 0 === b1 > 0) return undefined;
  const along = a1 / (a1 - b1);
  return { east: Math.round(a.east + along * abEast), north: Math.round(a.north + along * abNorth) };
}

/** For each line that nodes lie on: the nodes along it, from its lower end to its higher. */
function bendThrough(pairs: readonly Pair[], nodes: readonly GridPoint[]): Map<number, number[]> {
  const chains = new Map<number, number[]>();
  if (nodes.length === 0) return chains;
  const index = new Flatbush(nodes.length);
  for (const { east, north } of nodes) index.add(east, north);
  index.finish();
  for (const [low, high] of pairs) {
    const a = nodes[low]!;
    const b = nodes[high]!;
    const east = b.east - a.east;
    const north = b.north - a.north;
    const squared = east * east + north * north;
    let on: { node: number; along: number }[] | undefined;
    index.search(
      Math.min(a.east, b.east) - 1,
      Math.min(a.north, b.north) - 1,
      Math.max(a.east, b.east) + 1,
      Math.max(a.north, b.north) + 1,
      (node) => {
        if (node === low || node === high) return false;
        const point = nodes[node]!;
        const fromEast = point.east - a.east;
        const fromNorth = point.north - a.north;
        const along = fromEast * east + fromNorth * north;
        if (along <= 0 || along >= squared) return false;
        if (!entersCell(a, b, point)) return false;
        (on ??= []).push({ node, along });
        return false;
      },
    );
    if (!on) continue;
    on.sort((one, other) => one.along - other.along || one.node - other.node);
    chains.set(nameOf(low, high), [low, ...on.map(({ node }) => node), high]);
  }
  return chains;
}

/**
 * Whether a segment enters the cell of a node: the square about it whose points round to it, without its upper and right
 * edge. Being half-open, cells do not share points, which is why bending comes to an end. Exact within WIDEST_MM.
 */
function entersCell(a: GridPoint, b: GridPoint, node: GridPoint): boolean {
  const spans: { from: number; to: number; over: number; isFromIn: boolean }[] = [];
  for (const [start, way] of [
    [a.east - node.east, b.east - a.east],
    [a.north - node.north, b.north - a.north],
  ] as const) {
    // Along the segment, from 0 to 1, the axis is within the cell from `from / over` to `to / over`.
    if (way > 0) spans.push({ from: -0.5 - start, to: 0.5 - start, over: way, isFromIn: true });
    else if (way < 0) spans.push({ from: start - 0.5, to: start + 0.5, over: -way, isFromIn: false });
    else if (start !== 0) return false;
  }
  for (const { from, to, over, isFromIn } of spans) {
    if (isFromIn ? from > over || to <= 0 : from >= over || to < 0) return false;
    for (const other of spans) {
      const gap = from * other.over - other.to * over;
      if (isFromIn && !other.isFromIn ? gap > 0 : gap >= 0) return false;
    }
  }
  return true;
}
