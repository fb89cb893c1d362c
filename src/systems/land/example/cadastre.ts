/**
 * The land of the synthetic country: for a commune, a tiling of streets, blocks and parcels that nobody owns and no map
 * shows. The same seed gives the same land to the millimetre.
 *
 * All corners are made once and shared, so the tiling has no overlap and no gap by construction; the checks of the sheet
 * are there to prove it, not to repair it.
 */
import { boundsOfProvince, meridiansOfProvince, planeOfWgs84 } from '../../../country/index.ts';
import { Random } from '../../../country/example/random.ts';
import { unitOf } from '../geometry/geojson.ts';
import { type GridPoint, type Polygon, type Ring, distance_mm } from '../geometry/polygon.ts';
import type { SpatialUnit, SpatialUnitGroup } from '../geometry/spatial-unit.ts';

export interface ExampleSheetRequest {
  provinceCode: string;
  communeCode: string;
  /** About so many parcels; at least 40, at most 20,000. */
  parcels: number;
  seed?: number;
}

const BLOCK_LENGTH_MM = 96_000;
const BLOCK_DEPTH_MM = 42_000;
const LOT_MM = { least: 4_000, most: 9_000 };
const STREET_MM = [6_000, 8_000, 12_000, 20_000] as const;
/** Communes of a province lie on a lattice of this step, in metres, so that no two of an example lie on each other. */
const LATTICE_M = 4_000;
const LATTICE_SIDE = 12;

/** The parcels of a commune, numbered along its streets, with the boundary that they fill. */
export function exampleSheet({
  provinceCode,
  communeCode,
  parcels,
  seed = 1,
}: ExampleSheetRequest): SpatialUnitGroup & {
  boundary: Polygon;
} {
  const [meridian] = meridiansOfProvince(provinceCode);
  const wanted = Math.min(20_000, Math.max(40, Math.floor(parcels)));
  if (meridian === undefined) throw new RangeError(`there is no province ${provinceCode}`);
  const random = new Random(seed, Number(communeCode));
  // A block brings about twenty-nine parcels: its lots, four of five times, and its share of the streets.
  const blocks = Math.max(2, Math.round(wanted / 29));
  const columns = Math.max(2, Math.round(Math.sqrt(blocks * (BLOCK_DEPTH_MM / BLOCK_LENGTH_MM))));
  const rows = Math.max(1, Math.round(blocks / columns));
  const town = new Town({ columns, rows, origin: originOf(provinceCode, communeCode, meridian), random });
  const units = town.parcels().map(({ polygon, landUse }, i): SpatialUnit => ({
    ...unitOf(polygon, meridian),
    number: i + 1,
    sheet: 1 + Math.floor(i / 500),
    landUse,
  }));
  return { provinceCode, meridian, units, boundary: town.boundary() };
}

interface Plot {
  polygon: Polygon;
  landUse: string;
}

interface Block {
  /** Corners: south-west, south-east, north-east, north-west. */
  corners: [GridPoint, GridPoint, GridPoint, GridPoint];
  /** Points along each side, both corners among them, in the same turn as the corners. */
  sides: [GridPoint[], GridPoint[], GridPoint[], GridPoint[]];
  plots: Plot[];
}

/** Crossings of streets in columns and rows; between four of them lies a block. */
class Town {
  readonly #columns: number;
  readonly #rows: number;
  readonly #random: Random;
  readonly #origin: GridPoint;
  readonly #heading: number;
  /** Four corners of each crossing: south-west, south-east, north-east, north-west. */
  readonly #crossings: GridPoint[][][] = [];
  readonly #blocks: Block[][] = [];

  constructor({ columns, rows, origin, random }: { columns: number; rows: number; origin: GridPoint; random: Random }) {
    this.#columns = columns;
    this.#rows = rows;
    this.#origin = origin;
    this.#random = random;
    this.#heading = (random.next() - 0.5) * 0.8;
    const widths = (count: number): number[] => Array.from({ length: count + 1 }, () => random.pick(STREET_MM));
    const across = widths(columns);
    const along = widths(rows);
    for (let c = 0; c <= columns; c++) {
      this.#crossings.push(along.map((depth, r) => this.#crossing(c, r, across[c]! / 2, depth / 2)));
    }
    for (let c = 0; c < columns; c++) {
      this.#blocks.push(Array.from({ length: rows }, (_, r) => this.#block(c, r)));
    }
  }

  /** Every parcel: blocks first, then the streets between them. */
  parcels(): Plot[] {
    const plots = this.#blocks.flatMap((column) => column.flatMap((block) => block.plots));
    for (let c = 0; c <= this.#columns; c++) {
      for (let r = 0; r <= this.#rows; r++) {
        const [, southEast, northEast, northWest] = this.#crossings[c]![r]! as [
          GridPoint,
          GridPoint,
          GridPoint,
          GridPoint,
        ];
        plots.push(street(this.#crossings[c]![r]!));
        if (c < this.#columns) {
          const next = this.#crossings[c + 1]![r]!;
          const above = this.#blocks[c]![r];
          const below = this.#blocks[c]![r - 1];
          plots.push(
            street([
              ...(below ? below.sides[2].toReversed() : [southEast, next[0]!]),
              ...(above ? above.sides[0].toReversed() : [next[3]!, northEast]),
            ]),
          );
        }
        if (r < this.#rows) {
          const next = this.#crossings[c]![r + 1]!;
          const right = this.#blocks[c]?.[r];
          const left = this.#blocks[c - 1]?.[r];
          plots.push(
            street([
              ...(right ? right.sides[3].toReversed() : [northEast, next[1]!]),
              ...(left ? left.sides[1].toReversed() : [next[0]!, northWest]),
            ]),
          );
        }
      }
    }
    return plots;
  }

  /** The outer edge of the outer streets. */
  boundary(): Polygon {
    const [c, r] = [this.#columns, this.#rows];
    const at = (column: number, row: number, corner: number): GridPoint => this.#crossings[column]![row]![corner]!;
    const range = (count: number): number[] => Array.from({ length: count + 1 }, (_, i) => i);
    return {
      outer: [
        ...range(c).flatMap((i) => [at(i, 0, 0), at(i, 0, 1)]),
        ...range(r)
          .flatMap((i) => [at(c, i, 1), at(c, i, 2)])
          .slice(1),
        ...range(c)
          .flatMap((i) => [at(c - i, r, 2), at(c - i, r, 3)])
          .slice(1),
        ...range(r)
          .flatMap((i) => [at(0, r - i, 3), at(0, r - i, 0)])
          .slice(1, -1),
      ],
      holes: [],
    };
  }

  #crossing(column: number, row: number, halfAcross: number, halfAlong: number): GridPoint[] {
    const shake = (most: number): number => (this.#random.next() - 0.5) * most;
    const east = (column - this.#columns / 2) * (BLOCK_LENGTH_MM + 10_000) + shake(12_000);
    const north = (row - this.#rows / 2) * (BLOCK_DEPTH_MM + 10_000) + shake(5_000);
    return [
      this.#place(east - halfAcross, north - halfAlong),
      this.#place(east + halfAcross, north - halfAlong),
      this.#place(east + halfAcross, north + halfAlong),
      this.#place(east - halfAcross, north + halfAlong),
    ];
  }

  /** From the town's own axes to the grid. */
  #place(east: number, north: number): GridPoint {
    const [cos, sin] = [Math.cos(this.#heading), Math.sin(this.#heading)];
    return {
      east: this.#origin.east + Math.round(east * cos - north * sin),
      north: this.#origin.north + Math.round(east * sin + north * cos),
    };
  }

  #block(column: number, row: number): Block {
    const corners: Block['corners'] = [
      this.#crossings[column]![row]![2]!,
      this.#crossings[column + 1]![row]![3]!,
      this.#crossings[column + 1]![row + 1]![0]!,
      this.#crossings[column]![row + 1]![1]!,
    ];
    const kind = this.#random.next();
    if (kind < 0.1) return wholeBlock(corners, kind < 0.04 ? 'DGD' : kind < 0.07 ? 'DYT' : 'LUC');
    if (kind < 0.16) return parkBlock(corners);
    return this.#houses(corners);
  }

  /** Two rows of lots, back to back. */
  #houses(corners: Block['corners']): Block {
    const [southWest, southEast, northEast, northWest] = corners;
    const west = between(southWest, northWest, 0.45 + this.#random.next() * 0.1);
    const east = between(southEast, northEast, 0.45 + this.#random.next() * 0.1);
    const southCuts = this.#cuts(distance_mm(southWest, southEast));
    // Cuts that nearly meet at the back line meet there: else two corners would lie a hair apart.
    const northCuts = this.#cuts(distance_mm(northWest, northEast)).map(
      (cut) => southCuts.find((other) => Math.abs(other - cut) < 0.01) ?? cut,
    );
    const back = [...new Set([...southCuts, ...northCuts])]
      .sort((a, b) => a - b)
      .map((along) => ({ along, point: between(west, east, along) }));
    const lots = (cuts: number[], from: GridPoint, to: GridPoint, isSouth: boolean): Plot[] =>
      cuts.slice(1).map((end, i): Plot => {
        const start = cuts[i]!;
        const [a, b] = [between(from, to, start), between(from, to, end)];
        const rear = back.filter(({ along }) => along >= start && along <= end).map(({ point }) => point);
        const outer = isSouth ? [a, b, ...rear.toReversed()] : [...rear, b, a];
        return {
          polygon: { outer, holes: [] },
          landUse: this.#random.next() < 0.9 ? 'ODT' : this.#random.next() < 0.7 ? 'CLN' : 'TMD',
        };
      });
    const front = (cuts: number[], from: GridPoint, to: GridPoint): GridPoint[] =>
      cuts.map((cut) => between(from, to, cut));
    return {
      corners,
      sides: [
        front(southCuts, southWest, southEast),
        [southEast, east, northEast],
        front(northCuts, northWest, northEast).toReversed(),
        [northWest, west, southWest],
      ],
      plots: [...lots(southCuts, southWest, southEast, true), ...lots(northCuts, northWest, northEast, false)],
    };
  }

  /** Where a front of a length is cut into lots: 0, …, 1. */
  #cuts(length_mm: number): number[] {
    const widths: number[] = [];
    for (let used = 0; used < length_mm;) {
      const width = LOT_MM.least + this.#random.next() * (LOT_MM.most - LOT_MM.least);
      widths.push(width);
      used += width;
    }
    const total = widths.reduce((sum, width) => sum + width, 0);
    let along = 0;
    const cuts = widths.map((width) => (along += width / total));
    return [0, ...cuts.slice(0, -1), 1];
  }
}

function wholeBlock(corners: Block['corners'], landUse: string): Block {
  return { corners, sides: straightSides(corners), plots: [{ polygon: { outer: corners, holes: [] }, landUse }] };
}

/** A park about a pond: a parcel with a hole, and the parcel that fills it. */
function parkBlock(corners: Block['corners']): Block {
  const [southWest, , northEast] = corners;
  const middle = between(southWest, northEast, 0.5);
  const pond = corners.map((corner) => between(middle, corner, 0.4));
  return {
    corners,
    sides: straightSides(corners),
    plots: [
      { polygon: { outer: corners, holes: [pond.toReversed()] }, landUse: 'DKV' },
      { polygon: { outer: pond, holes: [] }, landUse: 'TSN' },
    ],
  };
}

function straightSides([southWest, southEast, northEast, northWest]: Block['corners']): Block['sides'] {
  return [
    [southWest, southEast],
    [southEast, northEast],
    [northEast, northWest],
    [northWest, southWest],
  ];
}

function street(outer: Ring): Plot {
  return { polygon: { outer, holes: [] }, landUse: 'DGT' };
}

function between(a: GridPoint, b: GridPoint, along: number): GridPoint {
  if (along === 0) return a;
  if (along === 1) return b;
  return {
    east: Math.round(a.east + (b.east - a.east) * along),
    north: Math.round(a.north + (b.north - a.north) * along),
  };
}

/** Somewhere in the middle of the province, another place for each commune of a run of codes. */
function originOf(provinceCode: string, communeCode: string, meridian: number): GridPoint {
  const [west, south, east, north] = boundsOfProvince(provinceCode)[0]!;
  const middle = planeOfWgs84({ latitude: (south + north) / 2, longitude: (west + east) / 2 }, meridian);
  const serial = Number(communeCode) % (LATTICE_SIDE * LATTICE_SIDE);
  const step = (index: number): number => (index - (LATTICE_SIDE - 1) / 2) * LATTICE_M;
  return {
    east: Math.round((middle.easting_m + step(serial % LATTICE_SIDE)) * 1000),
    north: Math.round((middle.northing_m + step(Math.floor(serial / LATTICE_SIDE))) * 1000),
  };
}
