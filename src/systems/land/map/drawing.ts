/**
 * Parcels as an SVG drawing for pages and certificates: outlines, numbers, north arrow and scale bar. It has classes and
 * no colours of its own; whoever shows it brings the style (`standalone` puts a black and white one in).
 */
import { escapeXml, formatLength, formatNumber, roundLength } from './lettering.ts';
import {
  type GridBounds,
  type GridPoint,
  type Polygon,
  boundsOf,
  characteristicPoint,
  distance_mm,
  ringsOf,
} from '../geometry/polygon.ts';
import type { SheetFinding } from '../geometry/sheet-checks.ts';
import type { SpatialUnit } from '../geometry/spatial-unit.ts';
import type { Language } from '../../../kernel/text.ts';
import { texts } from './texts.ts';

export interface DrawingRequest {
  units: readonly SpatialUnit[];
  /** What the drawing is called; read aloud first. */
  title: string;
  language: Language;
  /** Parcels that the drawing is about, by code: they get the class `is-chosen`. */
  chosen?: ReadonlySet<string>;
  /** Faults that are drawn over the parcels. */
  findings?: readonly SheetFinding[];
  /** Writes the length of every edge of the chosen parcels, as on a certificate. */
  withLengths?: boolean;
  /** Where a parcel leads to; the drawing is then a group of links, for those who point, and a list beside it is for the others. */
  hrefOf?: (unit: SpatialUnit) => string;
  /** Brings a style of its own, for a file that is looked at by itself. */
  standalone?: boolean;
  /** Width of the drawing in its own units; the height follows. */
  width?: number;
}

/** More parcels than this are not drawn, and the description says so: no eye reads them, and no phone draws them. */
const MOST_DRAWN = 20_000;
/** Room about the parcels, and below them for the scale bar, in units of the drawing. */
const MARGIN = 16;
const FOOT = 44;
/** Lettering is left out where it would be smaller than this. */
const LEAST_LETTER = 3;

const STYLE = `
.parcel{fill:#fff;stroke:#111;stroke-width:.6;vector-effect:non-scaling-stroke}
.parcel.is-chosen{fill:#e6e6e6;stroke-width:1.6}
.parcel.is-street{fill:#f4f4f4;stroke-width:.3}
.fault{fill:#c00;fill-opacity:.45;stroke:#c00;stroke-width:2}
.fault.is-gap{fill:#e80;stroke:#e80}
.node{fill:none;stroke:#c00;stroke-width:1.2}
.number,.length,.caption{font-family:sans-serif;fill:#111;text-anchor:middle}
.length{fill:#444}
.north,.bar{fill:none;stroke:#111}
.north .tip{fill:#111}`;

/** Draws parcels. North is up: the grid north of the zone. */
export function drawParcels(request: DrawingRequest): string {
  const { units, language, title, chosen, findings = [], width = 800 } = request;
  const drawn = units.slice(0, MOST_DRAWN);
  const bounds = boundsOf(drawn.flatMap(({ polygon }) => polygon.outer));
  const frame = frameOf(drawn.length > 0 ? bounds : { west: 0, south: 0, east: 1000, north: 1000 }, width);
  const words = texts[language];
  const description = words.description({
    parcels: formatNumber(units.length, language),
    area: formatNumber(Math.round(units.reduce((sum, { area_m2 }) => sum + area_m2, 0) * 10) / 10, language),
    faults: findings.length,
    leftOut: units.length - drawn.length,
  });
  const shapes = drawn.map((unit) => {
    const shape = shapeOf(unit, frame, chosen?.has(unit.code) ?? false);
    if (!request.hrefOf) return shape;
    return `<a href="${escapeXml(request.hrefOf(unit))}" tabindex="-1" aria-hidden="true">${shape}</a>`;
  });
  const numbers = drawn.map((unit) => numberOf(unit, frame));
  const lengths = request.withLengths
    ? drawn
        .filter(({ code }) => chosen?.has(code) ?? true)
        .flatMap(({ polygon }) => lengthsOf(polygon, frame, language))
    : [];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${frame.width} ${frame.height}" role="${request.hrefOf ? 'group' : 'img'}" class="cadastral-map">`,
    `<title>${escapeXml(title)}</title><desc>${escapeXml(description)}</desc>`,
    request.standalone ? `<style>${STYLE}</style>` : '',
    `<g class="parcels">${shapes.join('')}</g>`,
    `<g class="faults">${findings.map((finding) => faultOf(finding, frame)).join('')}</g>`,
    `<g class="lettering" aria-hidden="true">${numbers.join('')}${lengths.join('')}</g>`,
    northArrow(frame, words.north),
    scaleBar(frame, language),
    '</svg>\n',
  ].join('');
}

interface Frame {
  bounds: GridBounds;
  /** Units of the drawing in a millimetre of ground. */
  scale: number;
  width: number;
  height: number;
}

function frameOf(bounds: GridBounds, width: number): Frame {
  const wide = Math.max(1, bounds.east - bounds.west);
  const tall = Math.max(1, bounds.north - bounds.south);
  // A strip from south to north is made no taller than twice the width.
  const scale = Math.min((width - 2 * MARGIN) / wide, (2 * width) / tall);
  return { bounds, scale, width, height: Math.round(tall * scale + 2 * MARGIN + FOOT) };
}

function at({ east, north }: GridPoint, { bounds, scale, width }: Frame): [x: number, y: number] {
  const left = (width - (bounds.east - bounds.west) * scale) / 2;
  return [two(left + (east - bounds.west) * scale), two(MARGIN + (bounds.north - north) * scale)];
}

const two = (value: number): number => Math.round(value * 100) / 100;

function pathOf(polygon: Polygon, frame: Frame): string {
  return ringsOf(polygon)
    .map((ring) => `M${ring.map((point) => at(point, frame).join(' ')).join('L')}Z`)
    .join('');
}

function shapeOf({ code, polygon, landUse }: SpatialUnit, frame: Frame, isChosen: boolean): string {
  const classes = ['parcel', landUse === 'DGT' ? 'is-street' : '', isChosen ? 'is-chosen' : ''].filter(Boolean);
  const use = landUse ? ` data-land-use="${escapeXml(landUse)}"` : '';
  return `<path class="${classes.join(' ')}" data-code="${escapeXml(code)}"${use} fill-rule="evenodd" d="${pathOf(polygon, frame)}"/>`;
}

function numberOf({ polygon, number }: SpatialUnit, frame: Frame): string {
  if (number === undefined) return '';
  const { point, clearance_mm } = characteristicPoint(polygon);
  const text = String(number);
  const size = Math.min(14, (clearance_mm * frame.scale * 2.4) / Math.max(2, text.length));
  if (size < LEAST_LETTER) return '';
  const [x, y] = at(point, frame);
  return `<text class="number" x="${x}" y="${two(y + size * 0.35)}" font-size="${two(size)}">${text}</text>`;
}

function lengthsOf(polygon: Polygon, frame: Frame, language: Language): string[] {
  return ringsOf(polygon).flatMap((ring) =>
    ring.map((a, i) => {
      const b = ring[(i + 1) % ring.length]!;
      const length_mm = distance_mm(a, b);
      const text = formatLength(length_mm, language);
      const size = Math.min(10, (length_mm * frame.scale * 1.4) / text.length);
      if (size < LEAST_LETTER) return '';
      const [x1, y1] = at(a, frame);
      const [x2, y2] = at(b, frame);
      const [x, y] = [two((x1 + x2) / 2), two((y1 + y2) / 2)];
      const slope = Math.atan2(y2 - y1, x2 - x1);
      const upright = Math.abs(slope) > Math.PI / 2 ? slope + Math.PI : slope;
      const turned = two((upright * 180) / Math.PI);
      return `<text class="length" x="${x}" y="${two(y - 1.5)}" font-size="${two(size)}" transform="rotate(${turned} ${x} ${y})">${text}</text>`;
    }),
  );
}

function faultOf({ kind, pieces, at: place, area_m2 }: SheetFinding, frame: Frame): string {
  const shapes = pieces.map(
    (piece) =>
      `<path class="fault is-${kind}" data-area="${area_m2}" fill-rule="evenodd" d="${pathOf(piece, frame)}"/>`,
  );
  if (!place) return shapes.join('');
  const [x, y] = at(place, frame);
  return `<circle class="node" cx="${x}" cy="${y}" r="4"/>`;
}

function northArrow({ width }: Frame, north: string): string {
  const x = width - MARGIN - 8;
  return (
    `<g class="north" aria-hidden="true"><path d="M${x} ${MARGIN + 40}V${MARGIN + 16}"/>` +
    `<path class="tip" d="M${x} ${MARGIN + 12}l-5 12l5 -3l5 3z"/>` +
    `<text class="caption" stroke="none" x="${x}" y="${MARGIN + 8}" font-size="11">${escapeXml(north)}</text></g>`
  );
}

/** A bar of a round length, about a quarter as wide as the drawing. */
function scaleBar({ width, height, scale }: Frame, language: Language): string {
  const length_mm = roundLength(width / 4 / scale);
  const long = two(length_mm * scale);
  const y = height - 14;
  const label = formatLength(length_mm, language, true);
  return (
    `<g class="bar" aria-hidden="true"><path d="M${MARGIN} ${y - 6}v6h${long}v-6m${two(-long / 2)} 3v3"/>` +
    `<text class="caption" stroke="none" x="${two(MARGIN + long / 2)}" y="${y - 9}" font-size="11">${escapeXml(label)}</text></g>`
  );
}
