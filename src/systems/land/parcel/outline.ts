/** A parcel between the register and the geometry: rings as they are stored, polygons as they are reckoned with. */
import type { GridBounds, GridPoint, Polygon } from '../geometry/polygon.ts';
import { area_m2, boundsOf, ringsOf } from '../geometry/polygon.ts';
import type { SpatialUnit } from '../geometry/spatial-unit.ts';
import type { Rings } from '../kinds.ts';

/** A parcel on a day, as the register says it. */
export interface Parcel {
  code: string;
  communeCode: string;
  sheet: number;
  number: number;
  meridian_minutes: number;
  rings: Rings;
  landUse: string;
  areaLegal_dm2: number;
  areaMeasured_dm2: number;
  address: string | null;
  baUnit: string | null;
  validFrom: string;
  /** Codes of the quality rules that it breaks. */
  faults: string[];
}

const point = ([east, north]: readonly [number, number]): GridPoint => ({ east, north });

/** The polygon of stored rings. */
export function polygonOf(rings: Rings): Polygon {
  const [outer = [], ...holes] = rings;
  return { outer: outer.map(point), holes: holes.map((hole) => hole.map(point)) };
}

/** A polygon as it is stored. */
export function ringsToStore(polygon: Polygon): Rings {
  return ringsOf(polygon).map((ring) => ring.map(({ east, north }): [number, number] => [east, north]));
}

/** The central meridian in degrees. */
export const meridianOf = ({ meridian_minutes }: Pick<Parcel, 'meridian_minutes'>): number => meridian_minutes / 60;

/** The parcel as the geometry knows it. */
export function unitOfParcel(parcel: Parcel): SpatialUnit {
  const polygon = polygonOf(parcel.rings);
  return {
    code: parcel.code,
    polygon,
    area_m2: parcel.areaMeasured_dm2 / 100,
    number: parcel.number,
    sheet: parcel.sheet,
    landUse: parcel.landUse,
  };
}

/** What a version of a parcel says of its shape. */
export function shapeToStore(polygon: Polygon): {
  rings: Rings;
  areaMeasured_dm2: number;
  west_mm: number;
  south_mm: number;
  east_mm: number;
  north_mm: number;
} {
  const { west, south, east, north } = boundsOf(polygon.outer);
  return {
    rings: ringsToStore(polygon),
    areaMeasured_dm2: Math.round(area_m2(polygon) * 100),
    west_mm: west,
    south_mm: south,
    east_mm: east,
    north_mm: north,
  };
}

/** The box about parcels, wider by a margin. */
export function boxAbout(parcels: readonly Pick<Parcel, 'rings'>[], margin_mm = 0): GridBounds {
  const { west, south, east, north } = boundsOf(parcels.flatMap(({ rings }) => (rings[0] ?? []).map(point)));
  return { west: west - margin_mm, south: south - margin_mm, east: east + margin_mm, north: north + margin_mm };
}
