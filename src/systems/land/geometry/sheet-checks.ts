/**
 * Checks of a sheet: parcels do not overlap, leave no gap within the boundary, and meet in the same nodes. Every finding
 * carries the pieces of ground at fault, so that a page can draw them.
 */
import Flatbush from 'flatbush';
import { ON_LINE_MM } from './noding.ts';
import { type Face, type Overlay, dissolve, overlay } from './overlay.ts';
import {
  type GridPoint,
  type Polygon,
  SQUARE_MM,
  boundsOf,
  exactArea_m2,
  keyOf,
  offSegment,
  perimeter_m,
  ringsOf,
} from './polygon.ts';
import { type BoundaryFaceString, type MapScale, type SpatialUnit, TOLERANCE_MM } from './spatial-unit.ts';

export type FindingKind = 'overlap' | 'gap' | 'outside' | 'missing-node';

/** One fault of a sheet. */
export interface SheetFinding {
  kind: FindingKind;
  /** Has a sentence in texts.ts. */
  code: string;
  /** Codes of the parcels that it concerns: the two that overlap, those about a gap, those that share the stretch. */
  parcels: readonly string[];
  /** Ground at fault in square metres, 0 for a missing node. */
  area_m2: number;
  /** Thinner than the tolerance of the scale: drawn wrongly rather than claimed twice. */
  isSliver: boolean;
  pieces: readonly Polygon[];
  /** Where the node is missing. */
  at?: GridPoint;
}

/** What was checked and what was found. */
export interface SheetReport {
  parcels: number;
  /** Sum of the parcels' areas in square metres, each not rounded. */
  area_m2: number;
  /** Ground that at least one parcel covers. */
  covered_m2: number;
  findings: SheetFinding[];
}

/**
 * Checks parcels that are valid each for itself. With a boundary, every bit of it must be covered and nothing beyond;
 * without, only holes that parcels enclose count as gaps. Largest faults first.
 */
export function checkSheet(
  units: readonly SpatialUnit[],
  { boundary, scale = 500 }: { boundary?: Polygon; scale?: MapScale } = {},
): SheetReport {
  const tolerance_mm = TOLERANCE_MM[scale];
  const frame = units.length;
  const areas = units.map(({ polygon }) => polygon);
  const plan = overlay(boundary ? [...areas, boundary] : areas);
  const parcelsOf = (face: Face): number[] => face.owners.filter((owner) => owner !== frame);
  const findings = [
    ...overlaps(plan, units, parcelsOf, tolerance_mm),
    ...gaps(plan, units, frame, boundary !== undefined, tolerance_mm),
    ...(boundary ? beyond(plan, units, frame, tolerance_mm) : []),
  ].sort((a, b) => b.area_m2 - a.area_m2);
  const missing = missingNodes(units).map(({ unit, at, of }): SheetFinding => ({
    kind: 'missing-node',
    code: 'land.node_missing',
    parcels: [units[unit]!.code, units[of]!.code],
    area_m2: 0,
    isSliver: false,
    pieces: [],
    at,
  }));
  const covered = plan.faces.reduce((sum, face) => sum + (parcelsOf(face).length > 0 ? face.twiceArea : 0), 0);
  return {
    parcels: units.length,
    area_m2: areas.reduce((sum, area) => sum + exactArea_m2(area), 0),
    covered_m2: covered / 2 / SQUARE_MM,
    findings: [...findings, ...missing],
  };
}

function finding(
  kind: FindingKind,
  pieces: readonly Polygon[],
  parcels: readonly string[],
  tolerance_mm: number,
): SheetFinding {
  const area = pieces.reduce((sum, piece) => sum + exactArea_m2(piece), 0);
  const isSliver = pieces.every((piece) => meanWidth_mm(piece) <= tolerance_mm);
  const codes = { overlap: 'land.parcels_overlap', gap: 'land.gap_left', outside: 'land.beyond_boundary' };
  const code = kind === 'missing-node' ? 'land.node_missing' : isSliver ? 'land.sliver' : codes[kind];
  return { kind, code, parcels, area_m2: Math.round(area * 1e4) / 1e4, isSliver, pieces };
}

/** Area over half the outline: the width of a strip. */
function meanWidth_mm(piece: Polygon): number {
  return (2000 * exactArea_m2(piece)) / perimeter_m(piece);
}

function overlaps(
  plan: Overlay,
  units: readonly SpatialUnit[],
  parcelsOf: (face: Face) => number[],
  tolerance_mm: number,
): SheetFinding[] {
  const facesOf = new Map<string, { pair: [number, number]; faces: Set<number> }>();
  plan.faces.forEach((face, number) => {
    const owners = parcelsOf(face);
    for (let i = 0; i < owners.length; i++) {
      for (let j = i + 1; j < owners.length; j++) {
        const pair: [number, number] = [owners[i]!, owners[j]!];
        const entry = facesOf.get(String(pair)) ?? { pair, faces: new Set() };
        entry.faces.add(number);
        facesOf.set(String(pair), entry);
      }
    }
  });
  const near = edgesByFace(plan);
  return [...facesOf.values()].map(({ pair, faces }) =>
    finding(
      'overlap',
      dissolve(partOf(plan, near, faces), (_, number) => faces.has(number)),
      pair.map((number) => units[number]!.code),
      tolerance_mm,
    ),
  );
}

function gaps(
  plan: Overlay,
  units: readonly SpatialUnit[],
  frame: number,
  hasBoundary: boolean,
  tolerance_mm: number,
): SheetFinding[] {
  const near = edgesByFace(plan);
  const found: SheetFinding[] = [];
  plan.faces.forEach((face, number) => {
    const isGap = hasBoundary
      ? face.owners.length === 1 && face.owners[0] === frame
      : number !== 0 && face.owners.length === 0;
    if (!isGap) return;
    const about = new Set<number>();
    for (const e of near.get(number) ?? []) {
      const { left, right } = plan.edges[e]!;
      for (const owner of plan.faces[left === number ? right : left]!.owners) if (owner !== frame) about.add(owner);
    }
    const pieces = dissolve(partOf(plan, near, new Set([number])), (_, each) => each === number);
    found.push(
      finding(
        'gap',
        pieces,
        [...about].map((unit) => units[unit]!.code),
        tolerance_mm,
      ),
    );
  });
  return found;
}

function beyond(plan: Overlay, units: readonly SpatialUnit[], frame: number, tolerance_mm: number): SheetFinding[] {
  const facesOf = new Map<number, Set<number>>();
  plan.faces.forEach((face, number) => {
    if (face.owners.includes(frame)) return;
    for (const owner of face.owners) facesOf.set(owner, (facesOf.get(owner) ?? new Set()).add(number));
  });
  const near = edgesByFace(plan);
  return [...facesOf].map(([owner, faces]) =>
    finding(
      'outside',
      dissolve(partOf(plan, near, faces), (_, number) => faces.has(number)),
      [units[owner]!.code],
      tolerance_mm,
    ),
  );
}

function edgesByFace({ edges }: Overlay): Map<number, number[]> {
  const near = new Map<number, number[]>();
  edges.forEach(({ left, right }, e) => {
    for (const face of left === right ? [left] : [left, right]) {
      const list = near.get(face);
      if (list) list.push(e);
      else near.set(face, [e]);
    }
  });
  return near;
}

/** The part of an overlay about some faces, with its nodes numbered anew: a fault is small, the sheet is not. */
function partOf(plan: Overlay, near: ReadonlyMap<number, readonly number[]>, faces: ReadonlySet<number>): Overlay {
  const nodes: GridPoint[] = [];
  const numbers = new Map<number, number>();
  const numberOf = (node: number): number => {
    let number = numbers.get(node);
    if (number === undefined) {
      number = nodes.length;
      nodes.push(plan.nodes[node]!);
      numbers.set(node, number);
    }
    return number;
  };
  const edges = new Set([...faces].flatMap((face) => near.get(face) ?? []));
  return {
    nodes,
    faces: plan.faces,
    edges: [...edges].map((e) => {
      const { from, to, left, right } = plan.edges[e]!;
      return { from: numberOf(from), to: numberOf(to), left, right };
    }),
  };
}

/** A node of parcel `of` that lies on an edge of parcel `unit`, which has no node there. */
export interface MissingNode {
  unit: number;
  ring: number;
  /** The edge after which the node belongs: from this point of the ring to the next. */
  place: number;
  along: number;
  at: GridPoint;
  of: number;
}

/** Nodes that a neighbour has on a shared boundary and a parcel has not. */
export function missingNodes(units: readonly Pick<SpatialUnit, 'polygon'>[]): MissingNode[] {
  const holders = new Map<string, { at: GridPoint; units: number[] }>();
  units.forEach(({ polygon }, unit) => {
    for (const at of ringsOf(polygon).flat()) {
      const holder = holders.get(keyOf(at));
      if (!holder) holders.set(keyOf(at), { at, units: [unit] });
      else if (!holder.units.includes(unit)) holder.units.push(unit);
    }
  });
  const points = [...holders.values()];
  if (points.length === 0) return [];
  const index = new Flatbush(points.length);
  for (const { at } of points) index.add(at.east, at.north);
  index.finish();
  const found: MissingNode[] = [];
  units.forEach(({ polygon }, unit) =>
    ringsOf(polygon).forEach((points_, ring) =>
      points_.forEach((a, place) => {
        const b = points_[(place + 1) % points_.length]!;
        const { west, south, east, north } = boundsOf([a, b]);
        index.search(west - 1, south - 1, east + 1, north + 1, (i) => {
          const holder = points[i]!;
          if (holder.units.includes(unit)) return false;
          const { distance_mm, along } = offSegment(holder.at, a, b);
          if (distance_mm > ON_LINE_MM || along <= 0 || along >= 1) return false;
          found.push({ unit, ring, place, along, at: holder.at, of: holder.units[0]! });
          return false;
        });
      }),
    ),
  );
  return found;
}

/** The same parcels with every node that a neighbour has on their boundary; those that lacked none are the same objects. */
export function withSharedNodes<Unit extends Pick<SpatialUnit, 'polygon'>>(units: readonly Unit[]): Unit[] {
  const missing = Map.groupBy(missingNodes(units), ({ unit }) => unit);
  return units.map((unit, number) => {
    const lacks = missing.get(number);
    if (!lacks) return unit;
    const rings = ringsOf(unit.polygon).map((points, ring) => {
      const here = Map.groupBy(
        lacks.filter((node) => node.ring === ring),
        ({ place }) => place,
      );
      return points.flatMap((point, place) => [
        point,
        ...(here.get(place) ?? []).sort((one, other) => one.along - other.along).map(({ at }) => at),
      ]);
    });
    return { ...unit, polygon: { outer: rings[0]!, holes: rings.slice(1) } };
  });
}

/** The strings of boundary of a sheet: each between the same two parcels, from junction to junction. */
export function boundaryFaceStrings(units: readonly SpatialUnit[]): BoundaryFaceString[] {
  const plan = overlay(units.map(({ polygon }) => polygon));
  const sideOf = (face: number): string | undefined => units[plan.faces[face]!.owners[0] ?? -1]?.code;
  const around: number[][] = plan.nodes.map(() => []);
  plan.edges.forEach(({ from, to }, e) => {
    around[from]!.push(e);
    around[to]!.push(e);
  });
  const done = new Uint8Array(plan.edges.length);
  const walk = (start: number, e: number): BoundaryFaceString => {
    const first = plan.edges[e]!;
    const [left, right] = first.from === start ? [first.left, first.right] : [first.right, first.left];
    const points = [plan.nodes[start]!];
    let node = start;
    let length_mm = 0;
    for (let edge: number | undefined = e; edge !== undefined;) {
      done[edge] = 1;
      const { from, to }: { from: number; to: number } = plan.edges[edge]!;
      const next = from === node ? to : from;
      const [a, b] = [plan.nodes[node]!, plan.nodes[next]!];
      length_mm += Math.hypot(b.east - a.east, b.north - a.north);
      points.push(b);
      node = next;
      edge = around[node]!.length === 2 ? around[node]!.find((other) => !done[other]) : undefined;
    }
    const [leftCode, rightCode] = [sideOf(left), sideOf(right)];
    return {
      points,
      ...(leftCode ? { left: leftCode } : {}),
      ...(rightCode ? { right: rightCode } : {}),
      length_m: Math.round(length_mm) / 1000,
    };
  };
  const strings: BoundaryFaceString[] = [];
  around.forEach((edges, node) => {
    if (edges.length !== 2) for (const e of edges) if (!done[e]) strings.push(walk(node, e));
  });
  // What is left are rings without a junction: a parcel alone, a pond within one.
  plan.edges.forEach(({ from }, e) => {
    if (!done[e]) strings.push(walk(from, e));
  });
  return strings;
}
