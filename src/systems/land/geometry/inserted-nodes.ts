/**
 * Nodes that a boundary has only because another boundary ends there. Nobody surveyed a corner: on the grid such a node lies up
 * to 0.71 mm beside the straight line between two corners, and later changes bend what is bent already. So that a merger undoes
 * a split to the last millimetre, however many changes lie between, the sheet remembers which nodes these are and between which
 * corners, and drops them when nothing ends there any more.
 */
import { type GridPoint, type Polygon, keyOf, offSegment, ringsOf, samePoint } from './polygon.ts';

/** A node on the straight boundary between two corners. */
export interface InsertedNode {
  at: GridPoint;
  from: GridPoint;
  to: GridPoint;
}

export type InsertedNodes = ReadonlyMap<string, InsertedNode>;

interface Shape {
  polygon: Polygon;
}

const pointsOf = (shapes: readonly Shape[]): GridPoint[] =>
  shapes.flatMap(({ polygon }) => ringsOf(polygon).flatMap((ring) => [...ring]));

/** The keys of all nodes of some outlines. */
export const nodesOf = (shapes: readonly Shape[]): Set<string> => new Set(pointsOf(shapes).map(keyOf));

const isBetweenSame = (one: InsertedNode, other: InsertedNode): boolean =>
  (samePoint(one.from, other.from) && samePoint(one.to, other.to)) ||
  (samePoint(one.from, other.to) && samePoint(one.to, other.from));
const isEndOf = ({ from, to }: InsertedNode, point: GridPoint): boolean =>
  samePoint(from, point) || samePoint(to, point);

/** A node that lies no farther from a straight boundary is on it: it was rounded twice at most. In millimetres. */
const ON_STRAIGHT_MM = 2;

/** Whether a node lies on the straight boundary of an inserted one: it ends there, or was inserted there as well. */
function isOn(straight: InsertedNode, point: GridPoint, inserted: InsertedNodes): boolean {
  if (isEndOf(straight, point)) return true;
  const other = inserted.get(keyOf(point));
  if (!other) return false;
  return isBetweenSame(straight, other) || offSegment(point, straight.from, straight.to).distance_mm <= ON_STRAIGHT_MM;
}

/**
 * Takes inserted nodes of parcels that end out of what is there afterwards, where only the straight boundary itself is left.
 * Where another boundary turns off instead, the node has become a corner. `about` must hold every parcel that touches the ended
 * ones, so that all lose the same nodes.
 */
export function withoutInsertedNodes(asked: {
  inserted: InsertedNodes;
  ended: readonly Shape[];
  pieces: readonly Polygon[];
  about: readonly Shape[];
}): { pieces: Polygon[]; about: Shape[]; dropped: GridPoint[]; corners: GridPoint[] } {
  const { inserted } = asked;
  const pieces = asked.pieces.map((polygon) => ({ polygon }));
  const ways = waysFrom([...pieces, ...asked.about]);
  const free = new Map(
    [...nodesOf(asked.ended)].flatMap((key) => {
      const node = inserted.get(key);
      return node && (ways.get(key)?.size ?? 0) <= 2 ? [[key, node] as const] : [];
    }),
  );
  const waysOf = ({ at }: InsertedNode): GridPoint[] => [...(ways.get(keyOf(at))?.values() ?? [])];
  const dropped: GridPoint[] = [];
  const corners: GridPoint[] = [];
  for (let [start] = free.values(); start !== undefined; [start] = free.values()) {
    const { members, ends } = chainAbout(start, free, waysOf);
    const isStraight = members.some((straight) =>
      [...ends, ...members.map(({ at }) => at)].every((point) => isOn(straight, point, inserted)),
    );
    // Else the chain turns somewhere: there is a corner, and what is left at either side is looked at again.
    const turning = members.find((node) => !waysOf(node).every((way) => isOn(node, way, inserted)));
    const done = !isStraight && turning ? [turning] : members;
    (isStraight ? dropped : corners).push(...done.map(({ at }) => at));
    for (const { at } of done) free.delete(keyOf(at));
  }
  const gone = new Set(dropped.map(keyOf));
  const without = (shape: Shape): Shape => {
    const rings = ringsOf(shape.polygon).map((ring) => ring.filter((point) => !gone.has(keyOf(point))));
    const isTouched = ringsOf(shape.polygon).some((ring, i) => ring.length !== rings[i]!.length);
    return isTouched ? { ...shape, polygon: { outer: rings[0]!, holes: rings.slice(1) } } : shape;
  };
  return {
    pieces: pieces.map((piece) => without(piece).polygon),
    about: asked.about.map(without),
    dropped,
    corners,
  };
}

/** The free nodes that follow each other about one of them, and the nodes at which they end. */
function chainAbout(
  start: InsertedNode,
  free: InsertedNodes,
  waysOf: (node: InsertedNode) => GridPoint[],
): { members: InsertedNode[]; ends: GridPoint[] } {
  const members = new Map([[keyOf(start.at), start]]);
  const ends: GridPoint[] = [];
  const waiting = [start];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop())
    for (const way of waysOf(node)) {
      const next = free.get(keyOf(way));
      if (!next) ends.push(way);
      else if (!members.has(keyOf(way))) {
        members.set(keyOf(way), next);
        waiting.push(next);
      }
    }
  return { members: [...members.values()], ends };
}

/**
 * What a change makes of nodes: those on the outer border of all that it created lie on boundaries that were there before, so
 * new ones there are inserted. Nodes inside are corners of the new boundaries, also where an inserted node was.
 */
export function nodesAfter(
  created: readonly Shape[],
  { before, inserted }: { before: ReadonlySet<string>; inserted: InsertedNodes },
): { inserted: InsertedNode[]; corners: GridPoint[] } {
  const border = borderOf(created);
  /** The first node that was there before, along the border. */
  const oldFrom = (start: GridPoint, way: 'next' | 'last'): GridPoint | undefined => {
    let here = start;
    for (let step = 0; step <= border.size; step++) {
      const onward = border.get(keyOf(here))?.[way];
      if (onward?.length !== 1) return undefined;
      here = onward[0]!;
      if (before.has(keyOf(here))) return here;
    }
    return undefined;
  };
  return {
    inserted: [...border.values()].flatMap(({ at }) => {
      if (before.has(keyOf(at))) return [];
      const [from, to] = [oldFrom(at, 'last'), oldFrom(at, 'next')];
      return from && to ? [{ at, ...straightOf(from, to, inserted) }] : [];
    }),
    corners: pointsOf(created).filter((point) => inserted.has(keyOf(point)) && !border.has(keyOf(point))),
  };
}

/** The corners between which an edge runs: its own ends, or those between which an inserted one of these lies. */
function straightOf(a: GridPoint, b: GridPoint, inserted: InsertedNodes): Pick<InsertedNode, 'from' | 'to'> {
  const [one, other] = [inserted.get(keyOf(a)), inserted.get(keyOf(b))];
  if (one && (isEndOf(one, b) || (other && isBetweenSame(one, other)))) return { from: one.from, to: one.to };
  if (other && isEndOf(other, a)) return { from: other.from, to: other.to };
  return { from: a, to: b };
}

/** The nodes on the outer border of shapes that tile an area, each with those before and after it. */
function borderOf(shapes: readonly Shape[]): Map<string, { at: GridPoint; next: GridPoint[]; last: GridPoint[] }> {
  const edges = new Map<string, [GridPoint, GridPoint]>();
  for (const { polygon } of shapes)
    for (const ring of ringsOf(polygon))
      ring.forEach((a, i) => {
        const b = ring[(i + 1) % ring.length]!;
        if (!edges.delete(`${keyOf(b)} ${keyOf(a)}`)) edges.set(`${keyOf(a)} ${keyOf(b)}`, [a, b]);
      });
  const border = new Map<string, { at: GridPoint; next: GridPoint[]; last: GridPoint[] }>();
  const nodeAt = (at: GridPoint) => {
    const found = border.get(keyOf(at)) ?? { at, next: [], last: [] };
    border.set(keyOf(at), found);
    return found;
  };
  for (const [a, b] of edges.values()) {
    nodeAt(a).next.push(b);
    nodeAt(b).last.push(a);
  }
  return border;
}

/** Node → the nodes that a boundary leads to from it, by their keys. */
function waysFrom(shapes: readonly Shape[]): Map<string, Map<string, GridPoint>> {
  const ways = new Map<string, Map<string, GridPoint>>();
  const link = (a: GridPoint, b: GridPoint): void => {
    const to = ways.get(keyOf(a));
    if (to) to.set(keyOf(b), b);
    else ways.set(keyOf(a), new Map([[keyOf(b), b]]));
  };
  for (const { polygon } of shapes)
    for (const ring of ringsOf(polygon))
      ring.forEach((a, i) => {
        const b = ring[(i + 1) % ring.length]!;
        link(a, b);
        link(b, a);
      });
  return ways;
}
