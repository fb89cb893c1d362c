/** A new parcel on a sheet: what a survey brings. */
import { Refusal } from '../../../kernel/refusal.ts';
import { unitOf } from './geojson.ts';
import { type Polygon, area_m2, keyOf, oriented, perimeter_m, ringsOf } from './polygon.ts';
import { checkSheet, withSharedNodes } from './sheet-checks.ts';
import {
  type MapScale,
  type SheetChange,
  type SpatialUnit,
  type SpatialUnitGroup,
  TOLERANCE_MM,
} from './spatial-unit.ts';
import { problemsOf } from './validity.ts';

/**
 * Puts a parcel on a sheet beside those that are there, and gives the neighbours its nodes. Refuses an outline that is none,
 * ground that another parcel has, a gap that it would close in, and what lies beyond the boundary of the sheet.
 */
export function addUnit(sheet: SpatialUnitGroup, given: Polygon, scale: MapScale): SheetChange {
  const polygon = oriented(given);
  const [problem] = problemsOf(polygon);
  if (problem) throw new Refusal(problem.code, 422, { values: problem.values ?? {} });
  const unit = unitOf(polygon, sheet.meridian);
  const { findings } = checkSheet([...sheet.units, unit], { scale });
  const frame = sheet.boundary ? checkSheet([unit], { boundary: sheet.boundary, scale }).findings : [];
  const fault =
    findings.find(({ kind, parcels }) => kind !== 'missing-node' && parcels.includes(unit.code)) ??
    frame.find(({ kind }) => kind === 'outside');
  if (fault)
    throw new Refusal(fault.code === 'land.sliver' ? 'land.boundary_does_not_fit' : fault.code, 422, {
      values: {
        codes: fault.parcels.filter((code) => code !== unit.code).join(', '),
        area_m2: Math.round(fault.area_m2 * 100) / 100,
      },
    });
  const noded = withSharedNodes<SpatialUnit>([unit, ...sheet.units]);
  const [added, ...others] = noded;
  return {
    ended: [],
    created: [{ ...added!, area_m2: area_m2(added!.polygon) }],
    renoded: others
      .filter((after, i) => after.polygon !== sheet.units[i]!.polygon)
      .map((after) => ({ ...after, area_m2: area_m2(after.polygon) })),
    lineage: [],
    inserted: [],
    // Where a corner was surveyed now, the node is no mere end of a boundary any more.
    dropped: ringsOf(added!.polygon)
      .flat()
      .filter((point) => sheet.inserted?.has(keyOf(point))),
  };
}

/** How far an area may be off, in square metres: what the outline changes when it moves by the tolerance of its points all along. */
export function areaTolerance_m2(polygon: Polygon, scale: MapScale): number {
  return (perimeter_m(polygon) * TOLERANCE_MM[scale]) / 1000;
}
