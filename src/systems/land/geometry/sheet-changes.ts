/**
 * Changes of a sheet that keep the plane tiled: split, merge, move a boundary. Each ends parcels and makes new ones with
 * codes and lineage, and gives the neighbours the nodes that the change made on their boundaries.
 * Land Law 31/2024/QH15 art. 220: splitting and merging; Circular 26/2024/TT-BTNMT: the map follows.
 */
import { Refusal } from '../../../kernel/refusal.ts';
import { type InsertedNodes, nodesAfter, nodesOf, withoutInsertedNodes } from './inserted-nodes.ts';
import { ON_LINE_MM } from './noding.ts';
import { type Overlay, dissolve, overlay } from './overlay.ts';
import { parcelCode } from './parcel-code.ts';
import {
  type GridPoint,
  type Polygon,
  SQUARE_MM,
  area_m2,
  boundsOf,
  exactArea_m2,
  keyOf,
  perimeter_m,
  ringsOf,
  turn,
} from './polygon.ts';
import { withSharedNodes } from './sheet-checks.ts';
import type { Lineage, SheetChange, SpatialUnit, SpatialUnitGroup } from './spatial-unit.ts';
import { ANY_PARCEL, type ParcelLimits, problemsOf } from './validity.ts';

/** Points that a line may have. A boundary drawn by hand has a dozen. */
const MOST_LINE_POINTS = 1_000;
/** Parcels that are merged at once. */
const MOST_MERGED = 500;
/** A line that is to cut a parcel right through reaches so far beyond it. */
const PAST_OUTLINE_MM = 1000;
/** Ground below this, in square metres, is rounding: it is no lineage. */
const LEAST_LINEAGE_M2 = 0.05;

/** Splits a parcel by a line, which must reach from outline to outline; it may leave the parcel and come back. */
export function splitByLine(
  sheet: SpatialUnitGroup,
  { code, line, limits = ANY_PARCEL }: { code: string; line: readonly GridPoint[]; limits?: ParcelLimits },
): SheetChange {
  const parent = unitOf(sheet, code);
  const pieces = piecesOf(parent.polygon, line);
  if (pieces.length < 2) throw new Refusal('land.line_does_not_divide', 422, { values: { code } });
  return change(sheet, { ended: [parent], pieces, limits });
}

/**
 * Splits an area off a parcel by a straight line of a given bearing (degrees clockwise from grid north): the ground at
 * the left of it, seen along the bearing. The area comes out within what one millimetre of shift makes along the cut.
 */
export function splitOffArea(
  sheet: SpatialUnitGroup,
  {
    code,
    area_m2: wanted_m2,
    bearing,
    limits = ANY_PARCEL,
  }: { code: string; area_m2: number; bearing: number; limits?: ParcelLimits },
): SheetChange {
  const parent = unitOf(sheet, code);
  const whole_m2 = exactArea_m2(parent.polygon);
  if (!Number.isFinite(bearing) || !(wanted_m2 > 0) || !(wanted_m2 < whole_m2))
    throw new Refusal('land.area_not_within', 422, { values: { code, wanted_m2, area_m2: parent.area_m2 } });
  const line = lineThatCutsOff(parent.polygon, wanted_m2, (bearing * Math.PI) / 180);
  const pieces = piecesOf(parent.polygon, line);
  if (pieces.length !== 2) throw new Refusal('land.area_in_pieces', 422, { values: { code, pieces: pieces.length } });
  return change(sheet, { ended: [parent], pieces, limits });
}

/** Merges parcels that hang together along boundaries. Refuses those that touch at a point only, or not at all. */
export function mergeUnits(sheet: SpatialUnitGroup, { codes }: { codes: readonly string[] }): SheetChange {
  const parents = [...new Set(codes)].map((code) => unitOf(sheet, code));
  if (parents.length < 2) throw new Refusal('land.two_parcels_needed', 422);
  if (parents.length > MOST_MERGED) throw new Refusal('land.too_many_parcels', 422, { values: { most: MOST_MERGED } });
  const pieces = dissolve(overlay(parents.map(({ polygon }) => polygon)), ({ owners }) => owners.length > 0);
  if (pieces.length !== 1)
    throw new Refusal('land.parcels_do_not_touch', 422, { values: { codes: codes.join(', '), pieces: pieces.length } });
  return change(sheet, { ended: parents, pieces, limits: ANY_PARCEL });
}

/**
 * Moves the boundary between two neighbours to a new line: an exchange of ground. Each new parcel follows the neighbour
 * that most of its ground was of, which must be a different one for each.
 */
export function moveBoundary(
  sheet: SpatialUnitGroup,
  {
    codes,
    line,
    limits = ANY_PARCEL,
  }: { codes: readonly [string, string]; line: readonly GridPoint[]; limits?: ParcelLimits },
): SheetChange {
  const parents = codes.map((code) => unitOf(sheet, code));
  if (codes[0] === codes[1]) throw new Refusal('land.two_parcels_needed', 422);
  const merged = dissolve(overlay(parents.map(({ polygon }) => polygon)), ({ owners }) => owners.length > 0);
  if (merged.length !== 1)
    throw new Refusal('land.parcels_do_not_touch', 422, { values: { codes: codes.join(', '), pieces: merged.length } });
  const pieces = piecesOf(merged[0]!, line);
  if (pieces.length !== 2) throw new Refusal('land.line_does_not_divide', 422, { values: { code: codes.join(', ') } });
  const moved = change(sheet, { ended: parents, pieces, limits });
  const heirs = moved.created.map(
    ({ code }) =>
      moved.lineage.filter(({ child }) => child === code).reduce((a, b) => (a.area_m2 >= b.area_m2 ? a : b)).parent,
  );
  if (heirs[0] === heirs[1]) throw new Refusal('land.boundary_takes_all', 422, { values: { code: heirs[0]! } });
  return moved;
}

/** The sheet after a change. */
export function applied(sheet: SpatialUnitGroup, change: SheetChange): SpatialUnitGroup {
  const { ended, created, renoded, boundary } = change;
  const gone = new Set(ended);
  const changed = new Map(renoded.map((unit) => [unit.code, unit]));
  const inserted = new Map(sheet.inserted);
  for (const point of change.dropped) inserted.delete(keyOf(point));
  for (const node of change.inserted) inserted.set(keyOf(node.at), node);
  return {
    ...sheet,
    inserted,
    ...(boundary ? { boundary } : {}),
    units: [
      ...sheet.units.filter(({ code }) => !gone.has(code)).map((unit) => changed.get(unit.code) ?? unit),
      ...created,
    ],
  };
}

function unitOf(sheet: SpatialUnitGroup, code: string): SpatialUnit {
  const unit = sheet.units.find((each) => each.code === code);
  if (!unit) throw new Refusal('land.parcel_not_found', 404, { values: { code } });
  return unit;
}

/** What a line cuts a polygon into. Parts of the line outside, or that end inside, cut nothing and leave no node. */
function piecesOf(polygon: Polygon, line: readonly GridPoint[]): Polygon[] {
  if (line.length < 2 || line.length > MOST_LINE_POINTS)
    throw new Refusal('land.line_malformed', 422, { values: { most: MOST_LINE_POINTS } });
  if (line.some(({ east, north }) => !Number.isSafeInteger(east) || !Number.isSafeInteger(north)))
    throw new Refusal('land.coordinate_not_a_number', 422);
  const plan = overlay([polygon], [line]);
  const isInside = (face: number): boolean => plan.faces[face]!.owners.length > 0;
  const cuts = plan.edges.filter(({ left, right }) => left !== right && isInside(left) && isInside(right));
  if (cuts.length === 0) return [polygon];
  // Once more with the cuts alone, so that the rest of the line leaves nothing behind.
  const cut = overlay(
    [polygon],
    cuts.map(({ from, to }) => [plan.nodes[from]!, plan.nodes[to]!]),
  );
  return facesAsPolygons(cut);
}

function facesAsPolygons(plan: Overlay): Polygon[] {
  return plan.faces.flatMap(({ owners }, number) =>
    owners.length === 0 ? [] : dissolve(plan, (_, each) => each === number),
  );
}

/** The line of a direction that has a given area of the polygon at its left, with ends beyond the polygon. */
function lineThatCutsOff(polygon: Polygon, wanted_m2: number, bearing: number): [GridPoint, GridPoint] {
  const direction = { east: Math.sin(bearing), north: Math.cos(bearing) };
  const origin = polygon.outer[0]!;
  // How far a point lies to the left of the line through the origin, in millimetres.
  const leftOf = ({ east, north }: GridPoint): number =>
    direction.east * (north - origin.north) - direction.north * (east - origin.east);
  const offsets = polygon.outer.map(leftOf);
  let least = Math.min(...offsets);
  let most = Math.max(...offsets);
  for (let round = 0; round < 60; round++) {
    const middle = (least + most) / 2;
    if (areaBeyond(polygon, leftOf, middle) > wanted_m2) least = middle;
    else most = middle;
  }
  const at = (along: number): GridPoint => ({
    east: Math.round(origin.east - direction.north * least + direction.east * along),
    north: Math.round(origin.north + direction.east * least + direction.north * along),
  });
  const along = polygon.outer.map(
    ({ east, north }) => direction.east * (east - origin.east) + direction.north * (north - origin.north),
  );
  return [at(Math.min(...along) - PAST_OUTLINE_MM), at(Math.max(...along) + PAST_OUTLINE_MM)];
}

/** Square metres of a polygon whose points lie farther left than an offset: a half-plane cut off, ring by ring. */
function areaBeyond(polygon: Polygon, leftOf: (point: GridPoint) => number, offset: number): number {
  let twice = 0;
  for (const ring of ringsOf(polygon)) {
    const kept: GridPoint[] = [];
    ring.forEach((point, i) => {
      const next = ring[(i + 1) % ring.length]!;
      const here = leftOf(point) - offset;
      const there = leftOf(next) - offset;
      if (here >= 0) kept.push(point);
      if (here >= 0 === there >= 0) return;
      const along = here / (here - there);
      kept.push({
        east: point.east + along * (next.east - point.east),
        north: point.north + along * (next.north - point.north),
      });
    });
    for (let i = 1; i + 1 < kept.length; i++) twice += turn(kept[0]!, kept[i]!, kept[i + 1]!);
  }
  return twice / 2 / SQUARE_MM;
}

/** Puts new outlines in place of parcels, and tells the neighbours. */
function change(
  sheet: SpatialUnitGroup,
  { ended, pieces, limits }: { ended: readonly SpatialUnit[]; pieces: readonly Polygon[]; limits: ParcelLimits },
): SheetChange {
  const gone = new Set(ended.map(({ code }) => code));
  const neighbours = neighboursOf(sheet, ended).filter(({ code }) => !gone.has(code));
  // The boundary of the sheet is noded like a neighbour: else it and the parcels would part by hairs, change after change.
  const about = [...neighbours, ...(sheet.boundary ? [{ polygon: sheet.boundary }] : [])];
  const inserted: InsertedNodes = sheet.inserted ?? new Map();
  const tidy = withoutInsertedNodes({ inserted, ended, pieces, about });
  const noded = withSharedNodes([...tidy.pieces.map((polygon) => ({ polygon })), ...tidy.about]);
  const created = noded.slice(0, pieces.length).map(({ polygon }): SpatialUnit => {
    const [problem] = problemsOf(polygon, limits);
    if (problem)
      throw new Refusal('land.piece_not_a_parcel', 422, { values: { why: problem.code, ...problem.values } });
    const [first] = ended;
    return {
      code: parcelCode(polygon, sheet.meridian),
      polygon,
      area_m2: area_m2(polygon),
      ...(first!.sheet === undefined ? {} : { sheet: first!.sheet }),
      ...(first!.landUse !== undefined && ended.every(({ landUse }) => landUse === first!.landUse)
        ? { landUse: first!.landUse }
        : {}),
    };
  });
  const after = noded.slice(pieces.length).map(({ polygon }) => polygon);
  const changed = neighbours.map((before, i): SpatialUnit | undefined => {
    const polygon = after[i]!;
    return polygon === before.polygon ? undefined : { ...before, polygon, area_m2: area_m2(polygon) };
  });
  const boundary = after[neighbours.length];
  assertTiled(ended, created);
  const nodes = nodesAfter(created, { before: nodesOf([...ended, ...about]), inserted });
  return {
    ended: [...gone],
    created,
    renoded: changed.filter((unit) => unit !== undefined),
    lineage: lineageOf(ended, created),
    inserted: nodes.inserted,
    dropped: [...tidy.dropped, ...tidy.corners, ...nodes.corners],
    ...(boundary && boundary !== sheet.boundary ? { boundary } : {}),
  };
}

/** Parcels whose boxes touch one of the given. */
function neighboursOf(sheet: SpatialUnitGroup, units: readonly SpatialUnit[]): SpatialUnit[] {
  const about = boundsOf(units.flatMap(({ polygon }) => polygon.outer));
  return sheet.units.filter(({ polygon }) => {
    const { west, south, east, north } = boundsOf(polygon.outer);
    return west <= about.east + 1 && east >= about.west - 1 && south <= about.north + 1 && north >= about.south - 1;
  });
}

/** No change makes or loses ground, beyond what rounding to the grid moves along the old outlines. */
function assertTiled(ended: readonly SpatialUnit[], created: readonly SpatialUnit[]): void {
  const sum = (units: readonly SpatialUnit[]): number =>
    units.reduce((total, { polygon }) => total + exactArea_m2(polygon), 0);
  const outline_m = ended.reduce((total, { polygon }) => total + perimeter_m(polygon), 0);
  const lost = Math.abs(sum(ended) - sum(created));
  if (lost > (outline_m * ON_LINE_MM) / 1000 + 1e-6) throw new Error(`a change of parcels lost ${lost} square metres`);
}

function lineageOf(ended: readonly SpatialUnit[], created: readonly SpatialUnit[]): Lineage[] {
  const plan = overlay([...ended, ...created].map(({ polygon }) => polygon));
  const shares = new Map<string, Lineage>();
  for (const { owners, twiceArea } of plan.faces) {
    for (const old of owners.filter((owner) => owner < ended.length)) {
      for (const young of owners.filter((owner) => owner >= ended.length)) {
        const parent = ended[old]!.code;
        const child = created[young - ended.length]!.code;
        const share = shares.get(`${old}-${young}`) ?? { parent, child, area_m2: 0 };
        share.area_m2 += twiceArea / 2 / SQUARE_MM;
        shares.set(`${old}-${young}`, share);
      }
    }
  }
  return [...shares.values()]
    .filter((share) => share.area_m2 >= LEAST_LINEAGE_M2)
    .map((share) => ({ ...share, area_m2: Math.round(share.area_m2 * 10) / 10 }));
}
