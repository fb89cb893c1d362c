import { type Queryable, type Statement, type Tx, sql } from '../../../kernel/db.ts';
import type { InsertedNode, InsertedNodes } from '../geometry/inserted-nodes.ts';
import { type GridBounds, type GridPoint, keyOf } from '../geometry/polygon.ts';
import type { Rings } from '../kinds.ts';
import { validOn } from '../../registry/index.ts';
import type { Parcel } from './outline.ts';

const columns = sql`code, commune_code AS "communeCode", sheet, number, meridian_minutes, rings, land_use AS "landUse",
  area_legal_dm2 AS "areaLegal_dm2", area_measured_dm2 AS "areaMeasured_dm2", address, ba_unit AS "baUnit",
  lower(valid_during) AS "validFrom", coalesce(faults, '{}') AS faults`;

/** Parcels by code, on a day. */
export function findParcels(db: Queryable, codes: readonly string[], on: string): Promise<Parcel[]> {
  return db.rows(sql`SELECT ${columns} FROM spatial_unit WHERE code = ANY (${codes}) AND ${validOn(on)} ORDER BY code`);
}

/** The parcels of administrative units, on a day. */
export function findParcelsOfUnits(db: Queryable, units: readonly string[], on: string): Promise<Parcel[]> {
  return db.rows(sql`SELECT ${columns} FROM spatial_unit WHERE ba_unit = ANY (${units}) AND ${validOn(on)}
    ORDER BY commune_code, sheet, number`);
}

/**
 * The last version of a parcel that was ever valid, for those that have ended. One that ended on the day it began was never
 * valid for a day: it is told as it was held to be then.
 */
export async function findLastOfParcel(
  db: Queryable,
  code: string,
): Promise<(Parcel & { validUntil: string | null }) | undefined> {
  const found = await db.maybe<Parcel & { validUntil: string | null; knownUntil: unknown }>(sql`
      SELECT ${columns}, upper(valid_during) AS "validUntil", 'infinity'::timestamptz AS "knownUntil"
      FROM spatial_unit WHERE code = ${code}
    UNION ALL
    SELECT ${columns}, lower(valid_during), upper(recorded_during) FROM spatial_unit_history WHERE code = ${code}
    ORDER BY "knownUntil" DESC, "validFrom" DESC LIMIT 1`);
  if (!found) return undefined;
  const { knownUntil: _knownUntil, ...last } = found;
  return last;
}

const touching = ({ west, south, east, north }: GridBounds): Statement =>
  sql`box(point(west_mm, south_mm), point(east_mm, north_mm)) && box(point(${west}, ${south}), point(${east}, ${north}))`;

/** The parcels of a commune whose boxes touch a window, on a day; by sheet and number, at most so many. */
export function findParcelsInBox(
  db: Queryable,
  asked: { communeCode: string; box: GridBounds; on: string; most: number },
): Promise<Parcel[]> {
  return db.rows(sql`SELECT ${columns} FROM spatial_unit
    WHERE commune_code = ${asked.communeCode} AND ${touching(asked.box)} AND ${validOn(asked.on)}
    ORDER BY sheet, number LIMIT ${asked.most}`);
}

/** The box about all parcels of a commune on a day, and how many there are; undefined without any. */
export function findExtent(
  db: Queryable,
  communeCode: string,
  on: string,
): Promise<{ box: GridBounds; parcels: number; meridian_minutes: number } | undefined> {
  return db.maybe(sql`SELECT jsonb_build_object('west', min(west_mm), 'south', min(south_mm), 'east', max(east_mm),
      'north', max(north_mm)) AS box, count(*)::integer AS parcels, min(meridian_minutes) AS meridian_minutes
    FROM spatial_unit WHERE commune_code = ${communeCode} AND ${validOn(on)} HAVING count(*) > 0`);
}

/** The communes that have parcels on a day, and how many each. */
export function findCommunes(db: Queryable, on: string): Promise<{ communeCode: string; parcels: number }[]> {
  return db.rows(sql`SELECT commune_code AS "communeCode", count(*)::integer AS parcels FROM spatial_unit
    WHERE ${validOn(on)} GROUP BY commune_code ORDER BY commune_code LIMIT 500`);
}

/** Parcels of some communes by sheet and number, either of which may be left open; at most so many. */
export function findByNumber(
  db: Queryable,
  asked: {
    communes: readonly string[];
    sheet: number | undefined;
    number: number | undefined;
    on: string;
    most: number;
  },
): Promise<Parcel[]> {
  return db.rows(sql`SELECT ${columns} FROM spatial_unit
    WHERE commune_code = ANY (${asked.communes}) AND ${validOn(asked.on)}
      AND (${asked.sheet ?? null}::integer IS NULL OR sheet = ${asked.sheet ?? null})
      AND (${asked.number ?? null}::integer IS NULL OR number = ${asked.number ?? null})
    ORDER BY commune_code, sheet, number LIMIT ${asked.most}`);
}

/** A sheet of the map. */
export interface StoredSheet {
  communeCode: string;
  sheet: number;
  meridian_minutes: number;
  scale: number;
  boundary: Rings | null;
}

/** A sheet by its commune and number. */
export function findSheet(db: Queryable, communeCode: string, sheet: number): Promise<StoredSheet | undefined> {
  return db.maybe(sql`SELECT commune_code AS "communeCode", sheet, meridian_minutes, scale, boundary FROM map_sheet
    WHERE commune_code = ${communeCode} AND sheet = ${sheet}`);
}

/** Makes a sheet, when there is none yet. */
export async function ensureSheet(tx: Tx, sheet: Omit<StoredSheet, 'boundary'>): Promise<void> {
  await tx.run(sql`INSERT INTO map_sheet (commune_code, sheet, meridian_minutes, scale)
    VALUES (${sheet.communeCode}, ${sheet.sheet}, ${sheet.meridian_minutes}, ${sheet.scale})
    ON CONFLICT (commune_code, sheet) DO NOTHING`);
}

/** The next numbers of parcels on a sheet: the first of so many. */
export async function takeNumbers(
  tx: Tx,
  asked: { communeCode: string; sheet: number; count: number },
): Promise<number> {
  const { first } = await tx.one<{ first: number }>(sql`UPDATE map_sheet SET last_number = last_number + ${asked.count}
    WHERE commune_code = ${asked.communeCode} AND sheet = ${asked.sheet}
    RETURNING last_number - ${asked.count} + 1 AS first`);
  return first;
}

/** Writes down the boundary of a sheet that got or lost a node. */
export async function saveBoundary(
  tx: Tx,
  asked: { communeCode: string; sheet: number; boundary: Rings },
): Promise<void> {
  await tx.run(sql`UPDATE map_sheet SET boundary = ${JSON.stringify(asked.boundary)}::jsonb
    WHERE commune_code = ${asked.communeCode} AND sheet = ${asked.sheet}`);
}

/** The inserted nodes of a commune within a window, by their keys. */
export async function findInsertedNodes(
  db: Queryable,
  communeCode: string,
  { west, south, east, north }: GridBounds,
): Promise<InsertedNodes> {
  const rows = await db.rows<{ at: GridPoint; from: [number, number]; to: [number, number] }>(sql`SELECT
      jsonb_build_object('east', east_mm, 'north', north_mm) AS at, to_jsonb(from_corner) AS from,
      to_jsonb(to_corner) AS to
    FROM inserted_node WHERE commune_code = ${communeCode} AND east_mm BETWEEN ${west} AND ${east}
      AND north_mm BETWEEN ${south} AND ${north}`);
  const corner = ([cornerEast, cornerNorth]: [number, number]): GridPoint => ({ east: cornerEast, north: cornerNorth });
  return new Map(rows.map(({ at, from, to }) => [keyOf(at), { at, from: corner(from), to: corner(to) }]));
}

/** Writes down which nodes a change inserted, and which are none any more. */
export async function saveInsertedNodes(
  tx: Tx,
  communeCode: string,
  { inserted, dropped }: { inserted: readonly InsertedNode[]; dropped: readonly GridPoint[] },
): Promise<void> {
  if (dropped.length > 0)
    await tx.run(sql`DELETE FROM inserted_node n
      USING jsonb_to_recordset(${JSON.stringify(dropped)}::jsonb) AS given (east bigint, north bigint)
      WHERE n.commune_code = ${communeCode} AND n.east_mm = given.east AND n.north_mm = given.north`);
  if (inserted.length === 0) return;
  const pair = ({ east, north }: GridPoint): number[] => [east, north];
  const given = inserted.map(({ at, from, to }) => ({ ...at, from: pair(from), to: pair(to) }));
  await tx.run(sql`INSERT INTO inserted_node (commune_code, east_mm, north_mm, from_corner, to_corner)
    SELECT ${communeCode}, given.east, given.north, given.from, given.to
    FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      AS given (east bigint, north bigint, "from" bigint[], "to" bigint[])
    ON CONFLICT DO NOTHING`);
}

/**
 * Waits for everyone else who changes one of these, and keeps others waiting until the transaction ends: sheets while
 * their parcels are redrawn, units while their rights change, parties while they are entered. In one order, so that two
 * do not wait for each other.
 */
export async function lockNames(tx: Tx, names: readonly string[]): Promise<void> {
  await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(name, 19152))::text
    FROM (SELECT DISTINCT name FROM unnest(${[...new Set(names)].sort()}::text[]) AS given (name)
          ORDER BY name OFFSET 0) AS wanted`);
}

/** Which of some codes a parcel has or had. */
export async function findUsedCodes(db: Queryable, codes: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ code: string }>(sql`SELECT code FROM spatial_unit WHERE code = ANY (${codes})
    UNION SELECT code FROM spatial_unit_history WHERE code = ANY (${codes})`);
  return rows.map(({ code }) => code);
}

/** Ground that went from one parcel into another. */
export interface LineageRow {
  parentCode: string;
  childCode: string;
  changedOn: string;
  area_dm2: number;
}

/** Writes down where the ground of parcels went. */
export async function saveLineage(tx: Tx, registrationId: string, rows: readonly LineageRow[]): Promise<void> {
  await tx.run(sql`INSERT INTO parcel_lineage (parent_code, child_code, changed_on, area_dm2, registration_id)
    SELECT parent, child, changed::date, area::bigint, ${registrationId}::uuid
    FROM unnest(${rows.map((row) => row.parentCode)}::text[], ${rows.map((row) => row.childCode)}::text[],
      ${rows.map((row) => row.changedOn)}::text[], ${rows.map((row) => String(row.area_dm2))}::text[])
      AS given (parent, child, changed, area)`);
}

/** The parcels that one came from and went into, at one step each way. */
export function findLineage(db: Queryable, code: string): Promise<LineageRow[]> {
  return db.rows(sql`SELECT parent_code AS "parentCode", child_code AS "childCode", changed_on AS "changedOn", area_dm2
    FROM parcel_lineage WHERE parent_code = ${code} OR child_code = ${code}
    ORDER BY changed_on, parent_code, child_code LIMIT 200`);
}
