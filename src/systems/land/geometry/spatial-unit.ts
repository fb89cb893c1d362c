/**
 * The spatial part of the land register in the words of ISO 19152-2:2025 (LADM, Edition II): spatial units (thửa đất),
 * the sheets that they lie on, the strings of boundary between them, and where they came from.
 */
import type { InsertedNode, InsertedNodes } from './inserted-nodes.ts';
import type { GridPoint, Polygon } from './polygon.ts';

/** LA_SpatialUnit: one parcel as it lies on the map. */
export interface SpatialUnit {
  /** Twelve characters of GeoHash; see parcel-code.ts. The key of the parcel in the country. */
  code: string;
  polygon: Polygon;
  /** Area in square metres to one decimal, as the certificate states it. */
  area_m2: number;
  /** Number on its sheet (số thửa), where there is one. */
  number?: number;
  /** Number of its map sheet (số tờ bản đồ) within the commune. */
  sheet?: number;
  /** Code of the kind of land: ONT, LUC, DGT…, as cadastral maps write it. */
  landUse?: string;
}

/** LA_SpatialUnitGroup: the parcels of one sheet, and the zone that it is drawn in. */
export interface SpatialUnitGroup {
  /** Code of the province, which says where the coordinates may lie. */
  provinceCode: string;
  /** Central meridian of the zone in degrees east. */
  meridian: number;
  units: readonly SpatialUnit[];
  /** The area that the parcels tile without a gap: the commune, or what was surveyed of it. */
  boundary?: Polygon;
  /** The nodes that were put on a boundary because another one ends there, by their keys. */
  inserted?: InsertedNodes;
}

/** LA_BoundaryFaceString: boundary between two parcels, or between one and the outside. */
export interface BoundaryFaceString {
  points: readonly GridPoint[];
  /** Code of the parcel at the left, seen from the first point; undefined when there is none. */
  left?: string;
  right?: string;
  length_m: number;
}

/** From which parcel a new one has how much of its ground. */
export interface Lineage {
  parent: string;
  child: string;
  area_m2: number;
}

/** What a change of boundaries does to a sheet. */
export interface SheetChange {
  /** Codes of the parcels that are no more. */
  ended: readonly string[];
  created: readonly SpatialUnit[];
  /** Neighbours whose outline got or lost a node on a straight stretch. They remain the parcels that they were. */
  renoded: readonly SpatialUnit[];
  lineage: readonly Lineage[];
  /** Nodes that it put on boundaries, and inserted nodes that are gone or have become corners. */
  inserted: readonly InsertedNode[];
  dropped: readonly GridPoint[];
  /** The boundary of the sheet, when it got or lost a node. */
  boundary?: Polygon;
}

/** Scale of a cadastral map: 1 : the number. */
export type MapScale = 200 | 500 | 1000 | 2000 | 5000 | 10_000;
export const MAP_SCALES: readonly MapScale[] = [200, 500, 1000, 2000, 5000, 10_000];

/**
 * How far, in millimetres, a point of a parcel's boundary may lie from its true place, by the scale of the map.
 * Circular 26/2024/TT-BTNMT art. 8 clause 3. What is thinner than that is a fault of drawing, not of law: a sliver.
 */
export const TOLERANCE_MM: Readonly<Record<MapScale, number>> = {
  200: 50,
  500: 70,
  1000: 150,
  2000: 300,
  5000: 1500,
  10_000: 3000,
};
