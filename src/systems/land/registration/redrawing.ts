/** What changes of boundaries have in common: the sheet from the database, and its new state back into it. */
import { today } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { changeFrom, endOn, mergeInto, record, splitInto } from '../../registry/index.ts';
import { provinceOf } from '../../territories/index.ts';
import { areaTolerance_m2 } from '../geometry/addition.ts';
import { geoHash, wgs84Of } from '../geometry/parcel-code.ts';
import { type Polygon, characteristicPoint, keyOf, ringsOf } from '../geometry/polygon.ts';
import { applied } from '../geometry/sheet-changes.ts';
import type { MapScale, SheetChange, SpatialUnit, SpatialUnitGroup } from '../geometry/spatial-unit.ts';
import { spatialUnit } from '../kinds.ts';
import type { LandUse } from '../land-use-codes.ts';
import {
  type Parcel,
  boxAbout,
  meridianOf,
  polygonOf,
  ringsToStore,
  shapeToStore,
  unitOfParcel,
} from '../parcel/outline.ts';
import {
  type StoredSheet,
  findInsertedNodes,
  findParcelsInBox,
  findSheet,
  findUsedCodes,
  saveBoundary,
  saveInsertedNodes,
  saveLineage,
} from '../parcel/store.ts';
import type { Doing } from './act.ts';
import { assertDay } from './rules.ts';

/** Neighbours lie within a metre of the box. */
const MARGIN_MM = 1_000;
/** More parcels than this do not touch one. */
const MOST_NEIGHBOURS = 2_000;

/** The names of the sheets on which parcels and their neighbours lie: to lock before anything is redrawn. */
export async function sheetLocks(
  doing: Doing,
  parcels: readonly Pick<Parcel, 'communeCode' | 'rings'>[],
): Promise<string[]> {
  const about = await neighbourhood(doing, parcels);
  return [...new Set(about.map(({ communeCode, sheet }) => `sheet:${communeCode}/${sheet}`))];
}

function neighbourhood({ tx }: Doing, parcels: readonly Pick<Parcel, 'communeCode' | 'rings'>[]): Promise<Parcel[]> {
  return findParcelsInBox(tx, {
    communeCode: parcels[0]!.communeCode,
    box: boxAbout(parcels, MARGIN_MM),
    on: today(),
    most: MOST_NEIGHBOURS,
  });
}

/** A part of the map that is locked and about to change. */
export interface OpenSheet {
  group: SpatialUnitGroup;
  parcels: Map<string, Parcel>;
  stored: StoredSheet;
}

/**
 * The parcels about some, as the map is today, with the boundary of their sheet. The sheets are locked. Refuses a change for
 * a day before the last one of any of them: the map has one state a day.
 */
export async function openSheet(
  doing: Doing,
  parcels: readonly Pick<Parcel, 'communeCode' | 'sheet' | 'rings' | 'meridian_minutes'>[],
): Promise<OpenSheet> {
  const [first] = parcels;
  const stored = await findSheet(doing.tx, first!.communeCode, first!.sheet);
  if (!stored) throw new Refusal('land.sheet_unknown', 404, { values: { sheet: first!.sheet } });
  const about = await neighbourhood(doing, parcels);
  for (const { validFrom } of about) assertDay(doing.on, { today: today(), lastChange: validFrom });
  return {
    group: {
      provinceCode: provinceOf(first!.communeCode, today())!.code,
      meridian: meridianOf(first!),
      units: about.map(unitOfParcel),
      inserted: await findInsertedNodes(doing.tx, first!.communeCode, boxAbout(parcels, MARGIN_MM)),
      ...(stored.boundary ? { boundary: polygonOf(stored.boundary) } : {}),
    },
    parcels: new Map(about.map((parcel) => [parcel.code, parcel])),
    stored,
  };
}

/** Refuses a parcel whose legal area is not that of its outline: what it would be split into would not sum up. */
export function assertAreaFits(parcel: Parcel, scale: number): void {
  const most_m2 = areaTolerance_m2(polygonOf(parcel.rings), scale as MapScale);
  const off_m2 = Math.abs(parcel.areaLegal_dm2 - parcel.areaMeasured_dm2) / 100;
  if (off_m2 > most_m2)
    throw new Refusal('land.area_to_correct_first', 422, {
      values: { code: parcel.code, off_m2: Math.round(off_m2 * 10) / 10, most_m2: Math.round(most_m2 * 10) / 10 },
    });
}

/** What a new parcel says besides its shape. */
export type NewParcel = Pick<Parcel, 'sheet' | 'number' | 'landUse' | 'address' | 'baUnit'>;

/** A code that no parcel ever had: the one of its shape, or else one near by within the parcel. */
const CODE_STEP_MM = 40;
const MOST_CODE_STEPS = 400;

/**
 * The change with codes that were never given. A parcel may have its characteristic point where an earlier one had it, as
 * when a merger undoes a split; then a point some centimetres away names it. A code is never given twice.
 */
export async function withFreeCodes(doing: Doing, { group }: OpenSheet, change: SheetChange): Promise<SheetChange> {
  const codes = new Map<string, string>();
  const created: SpatialUnit[] = [];
  for (const unit of change.created) {
    const tried = codesNear(unit, group.meridian);
    const used = new Set(await findUsedCodes(doing.tx, tried));
    const code = tried.find((each) => !used.has(each) && !created.some((other) => other.code === each));
    if (!code) throw new Refusal('land.no_code_left', 409);
    codes.set(unit.code, code);
    created.push({ ...unit, code });
  }
  return {
    ...change,
    created,
    lineage: change.lineage.map((step) => ({ ...step, child: codes.get(step.child) ?? step.child })),
  };
}

function codesNear({ code, polygon }: SpatialUnit, meridian: number): string[] {
  const { point, clearance_mm } = characteristicPoint(polygon);
  const codes = new Set([code]);
  for (let step = 1; step <= MOST_CODE_STEPS && codes.size < 20; step++) {
    const away = CODE_STEP_MM * Math.ceil(step / 8);
    if (away >= clearance_mm) break;
    const turn = ((step % 8) * Math.PI) / 4;
    const near = {
      east: Math.round(point.east + away * Math.sin(turn)),
      north: Math.round(point.north + away * Math.cos(turn)),
    };
    codes.add(geoHash(wgs84Of(near, meridian)));
  }
  return [...codes];
}

/** Writes a change of the map: parcels that end and begin, the neighbours' new nodes, the boundary, where the ground went. */
export async function redraw(
  doing: Doing,
  { stored, parcels }: OpenSheet,
  change: SheetChange,
  how: 'survey' | 'split' | 'merge' | 'boundary',
  describe: (created: SpatialUnit, index: number) => NewParcel,
): Promise<void> {
  const { tx, on, grounds, registrationId } = doing;
  const begun = change.created.map((unit, i) => {
    const { sheet, number, landUse, address, baUnit } = describe(unit, i);
    const shape = shapeToStore(unit.polygon);
    return {
      key: { code: unit.code },
      values: {
        communeCode: stored.communeCode,
        communeListOn: on,
        meridian_minutes: stored.meridian_minutes,
        sheet,
        number,
        landUse: landUse as LandUse,
        address,
        baUnit,
        ...shape,
        areaLegal_dm2: shape.areaMeasured_dm2,
      },
    };
  });
  const ended = change.ended.map((code) => ({ code }));
  if (how === 'split') await splitInto(tx, spatialUnit, { from: ended[0]!, into: begun, on }, grounds);
  else if (how === 'merge')
    await mergeInto(tx, spatialUnit, { from: ended, into: begun[0]!.key, values: begun[0]!.values, on }, grounds);
  else {
    for (const key of ended) await endOn(tx, spatialUnit, { key, from: on }, grounds);
    for (const { key, values } of begun)
      await record(tx, spatialUnit, { values: { ...values, ...key }, from: on }, grounds);
  }
  for (const { code, polygon } of change.renoded)
    if (parcels.has(code))
      await changeFrom(tx, spatialUnit, { key: { code }, from: on, values: shapeToStore(polygon) }, grounds);
  if (change.boundary)
    await saveBoundary(tx, {
      communeCode: stored.communeCode,
      sheet: stored.sheet,
      boundary: ringsToStore(change.boundary),
    });
  await saveInsertedNodes(tx, stored.communeCode, change);
  const lineage = change.lineage.map(({ parent, child, area_m2 }) => ({
    parentCode: parent,
    childCode: child,
    changedOn: on,
    area_dm2: Math.max(1, Math.round(area_m2 * 100)),
  }));
  await saveLineage(tx, registrationId, lineage);
}

/** The kinds of land by which one reaches the public road network. */
const ROADS: ReadonlySet<string> = new Set(['DGT']);

/** The created parcels that do not lie at a public road, by their place in the change (Land Law art. 220 clause 1: a way to the road). */
export function withoutRoad(sheet: SpatialUnitGroup, change: SheetChange): number[] {
  const after = applied(sheet, change);
  const edges = (polygon: Polygon, isTurned: boolean): string[] =>
    ringsOf(polygon).flatMap((ring) =>
      ring.map((a, i) => {
        const b = ring[(i + 1) % ring.length]!;
        return isTurned ? `${keyOf(b)} ${keyOf(a)}` : `${keyOf(a)} ${keyOf(b)}`;
      }),
    );
  const road = new Set(
    after.units
      .filter(({ landUse }) => landUse !== undefined && ROADS.has(landUse))
      .flatMap(({ polygon }) => [...edges(polygon, true), ...edges(polygon, false)]),
  );
  return change.created.flatMap(({ polygon }, i) => (edges(polygon, false).some((edge) => road.has(edge)) ? [] : [i]));
}
