/** Parcels as GeoJSON (RFC 7946): WGS84, longitude first, rings closed. What comes in is nobody's friend. */
import { type GeographicPoint, mayLieInProvince } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { gridPointOf, parcelCode, wgs84Of } from './parcel-code.ts';
import { type GridPoint, type Polygon, type Ring, area_m2, oriented, ringsOf, samePoint } from './polygon.ts';
import type { SpatialUnit, SpatialUnitGroup } from './spatial-unit.ts';
import { ANY_PARCEL, type ParcelLimits, type PolygonProblem, problemsOf } from './validity.ts';

export const MOST_FEATURES = 50_000;
const MOST_POSITIONS = 1_000_000;
/** Nine decimals are a tenth of a millimetre: a grid point comes back as itself. */
const DECIMALS = 9;

/** Why one feature of a file is no parcel. */
export interface FeatureProblem {
  /** Place in the file, from 1. */
  feature: number;
  problems: PolygonProblem[];
}

export interface ReadSheet {
  sheet: SpatialUnitGroup;
  refused: FeatureProblem[];
}

/** The zone that a sheet is drawn in. */
export interface SheetZone {
  provinceCode: string;
  meridian: number;
}

/** A problem found on the way; it never leaves this file. */
class NotAParcel extends Error {
  readonly problem: PolygonProblem;
  constructor(problem: PolygonProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

/**
 * Reads a FeatureCollection of parcels: features whose geometry is a Polygon, or a MultiPolygon of one. Properties that
 * are kept: `number`, `sheet`, `landUse`. A feature that cannot be a parcel is reported and left out; what is no
 * FeatureCollection, or too large, is refused as a whole.
 */
export function readGeoJson(document: unknown, zone: SheetZone, limits: ParcelLimits = ANY_PARCEL): ReadSheet {
  const features = featuresOf(document);
  if (features.length > MOST_FEATURES)
    throw new Refusal('land.too_many_parcels', 413, { values: { most: MOST_FEATURES } });
  let positions = 0;
  const units: SpatialUnit[] = [];
  const refused: FeatureProblem[] = [];
  const placeOf = new Map<string, number>();
  features.forEach((feature, i) => {
    const refuse = (problems: PolygonProblem[]): void => void refused.push({ feature: i + 1, problems });
    try {
      const polygon = readPolygon(memberOf(feature, 'geometry'), zone, limits);
      positions += ringsOf(polygon).reduce((sum, ring) => sum + ring.length, 0);
      const problems = problemsOf(polygon, limits);
      if (problems.length > 0) return refuse(problems);
      const unit = { ...unitOf(polygon, zone.meridian), ...propertiesOf(memberOf(feature, 'properties')) };
      const earlier = placeOf.get(unit.code);
      if (earlier !== undefined) return refuse([{ code: 'land.parcel_twice', values: { feature: earlier } }]);
      placeOf.set(unit.code, i + 1);
      units.push(unit);
    } catch (error) {
      if (!(error instanceof NotAParcel)) throw error;
      refuse([error.problem]);
    }
    if (positions > MOST_POSITIONS) throw new Refusal('land.file_too_large', 413, { values: { most: MOST_POSITIONS } });
  });
  return { sheet: { ...zone, units }, refused };
}

/** Reads the boundary of a sheet: a Polygon, or a Feature or collection of one. */
export function readBoundary(document: unknown, zone: SheetZone): Polygon {
  const type = memberOf(document, 'type');
  const geometry =
    type === 'FeatureCollection'
      ? memberOf(featuresOf(document)[0], 'geometry')
      : type === 'Feature'
        ? memberOf(document, 'geometry')
        : document;
  try {
    const polygon = readPolygon(geometry, zone, { ...ANY_PARCEL, vertices_most: MOST_POSITIONS });
    const [problem] = problemsOf(polygon, { ...ANY_PARCEL, vertices_most: MOST_POSITIONS });
    if (problem) throw new NotAParcel(problem);
    return polygon;
  } catch (error) {
    if (!(error instanceof NotAParcel)) throw error;
    throw new Refusal(error.problem.code, 422, error.problem.values ? { values: error.problem.values } : {});
  }
}

/** A parcel from its outline. */
export function unitOf(polygon: Polygon, meridian: number): SpatialUnit {
  return { code: parcelCode(polygon, meridian), polygon, area_m2: area_m2(polygon) };
}

interface GeoJsonFeature {
  type: 'Feature';
  id: string;
  properties: { number?: number; sheet?: number; landUse?: string; area_m2: number };
  geometry: { type: 'Polygon'; coordinates: [number, number][][] };
}

/** Parcels as a FeatureCollection in WGS84: outer rings counter-clockwise, `id` is the parcel's code. */
export function toGeoJson({ units, meridian }: SpatialUnitGroup): {
  type: 'FeatureCollection';
  features: GeoJsonFeature[];
} {
  return {
    type: 'FeatureCollection',
    features: units.map(({ code, polygon, ...rest }) => ({
      type: 'Feature',
      id: code,
      properties: rest,
      geometry: { type: 'Polygon', coordinates: positionsOf(polygon, meridian) },
    })),
  };
}

/** Closed rings of longitude and latitude. */
export function positionsOf(polygon: Polygon, meridian: number): [number, number][][] {
  return ringsOf(oriented(polygon)).map((ring) => {
    const positions = ring.map((point): [number, number] => {
      const { longitude, latitude } = wgs84Of(point, meridian);
      return [Number(longitude.toFixed(DECIMALS)), Number(latitude.toFixed(DECIMALS))];
    });
    return [...positions, positions[0]!];
  });
}

function featuresOf(document: unknown): unknown[] {
  const features = memberOf(document, 'features');
  if (memberOf(document, 'type') !== 'FeatureCollection' || !Array.isArray(features))
    throw new Refusal('land.not_geojson', 422);
  return features as unknown[];
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

function readPolygon(geometry: unknown, zone: SheetZone, { vertices_most: most }: ParcelLimits): Polygon {
  let rings = memberOf(geometry, 'coordinates');
  const type = memberOf(geometry, 'type');
  if (type === 'MultiPolygon' && Array.isArray(rings)) {
    if (rings.length !== 1) throw new NotAParcel({ code: 'land.parcel_in_pieces', values: { pieces: rings.length } });
    rings = rings[0];
  } else if (type !== 'Polygon') throw new NotAParcel({ code: 'land.not_a_polygon' });
  if (!Array.isArray(rings) || rings.length === 0) throw new NotAParcel({ code: 'land.not_a_polygon' });
  let count = 0;
  for (const ring of rings as unknown[]) {
    if (!Array.isArray(ring)) throw new NotAParcel({ code: 'land.not_a_polygon' });
    count += ring.length;
    if (count > most) throw new NotAParcel({ code: 'land.too_many_vertices', values: { count, most } });
  }
  const [outer, ...holes] = (rings as unknown[][]).map((ring) => readRing(ring, zone));
  return oriented({ outer: outer!, holes });
}

function readRing(positions: readonly unknown[], { provinceCode, meridian }: SheetZone): Ring {
  const ring = positions.map((position): GridPoint => {
    const place = readPosition(position);
    if (!mayLieInProvince(place, provinceCode)) throw new NotAParcel(outsideProvince(place, provinceCode));
    return gridPointOf(place, meridian);
  });
  const last = ring.at(-1);
  if (ring.length < 4 || !last) throw new NotAParcel({ code: 'land.ring_too_short', ...(last ? { at: last } : {}) });
  if (!samePoint(ring[0]!, last)) throw new NotAParcel({ code: 'land.ring_not_closed', at: last });
  return ring.slice(0, -1);
}

function readPosition(position: unknown): GeographicPoint {
  if (!Array.isArray(position) || position.length < 2 || position.length > 4)
    throw new NotAParcel({ code: 'land.coordinate_not_a_number' });
  const [longitude, latitude] = position as unknown[];
  if (typeof longitude !== 'number' || typeof latitude !== 'number' || !Number.isFinite(longitude + latitude))
    throw new NotAParcel({ code: 'land.coordinate_not_a_number' });
  return { longitude, latitude };
}

function outsideProvince(place: GeographicPoint, province: string): PolygonProblem {
  const swapped = { longitude: place.latitude, latitude: place.longitude };
  if (mayLieInProvince(swapped, province)) return { code: 'land.axes_swapped' };
  if (Math.abs(place.longitude) > 180 || Math.abs(place.latitude) > 90) return { code: 'land.not_wgs84' };
  return {
    code: 'land.outside_province',
    values: { longitude: place.longitude, latitude: place.latitude, province },
  };
}

function propertiesOf(properties: unknown): Pick<SpatialUnit, 'number' | 'sheet' | 'landUse'> {
  const whole = (name: string): number | undefined => {
    const value = memberOf(properties, name);
    return Number.isSafeInteger(value) && (value as number) > 0 ? (value as number) : undefined;
  };
  const [number, sheet, landUse] = [whole('number'), whole('sheet'), memberOf(properties, 'landUse')];
  return {
    ...(number === undefined ? {} : { number }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(typeof landUse === 'string' && /^[A-Z]{2,5}$/.test(landUse) ? { landUse } : {}),
  };
}
