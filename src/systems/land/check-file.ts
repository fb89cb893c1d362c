/** Checks a file of parcels before anyone believes it: each parcel for itself, then all of them as a sheet. */
import { meridiansOfProvince } from '../../country/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type Bilingual, type Language, fill, formatNumber } from '../../kernel/text.ts';
import { type FeatureProblem, readBoundary, readGeoJson } from './geometry/geojson.ts';
import { wgs84Of } from './geometry/parcel-code.ts';
import { meridianText } from './geometry/plane-formats.ts';
import type { GridPoint, Polygon } from './geometry/polygon.ts';
import { type SheetFinding, type SheetReport, checkSheet } from './geometry/sheet-checks.ts';
import { MAP_SCALES, type MapScale, type SpatialUnitGroup } from './geometry/spatial-unit.ts';
import { sentences, words } from './texts.ts';

export interface CheckRequest {
  /** A GeoJSON FeatureCollection in WGS84, parsed. */
  document: unknown;
  provinceCode: string;
  /** Central meridian of the map's zone; by default that of the province. */
  meridian?: number;
  /** GeoJSON of the area that the parcels must fill. */
  boundary?: unknown;
  scale?: MapScale;
}

export interface CheckedFile {
  sheet: SpatialUnitGroup;
  /** Features that cannot be parcels; they are not part of the sheet. */
  refused: readonly FeatureProblem[];
  report: SheetReport;
}

/** Checks a file. Refuses what cannot be read at all; everything else is in the answer. */
export function checkParcelFile({
  document,
  provinceCode,
  meridian,
  boundary,
  scale = 500,
}: CheckRequest): CheckedFile {
  const meridians = meridiansOfProvince(provinceCode);
  const about = meridian ?? meridians[0];
  if (about === undefined || !meridians.includes(about) || !MAP_SCALES.includes(scale))
    throw new Refusal('land.zone_unknown', 422, { values: { province: provinceCode, meridian: meridian ?? '' } });
  const zone = { provinceCode, meridian: about };
  const frame: Polygon | undefined = boundary === undefined ? undefined : readBoundary(boundary, zone);
  const { sheet, refused } = readGeoJson(document, zone);
  const report = checkSheet(sheet.units, { ...(frame ? { boundary: frame } : {}), scale });
  return { sheet: frame ? { ...sheet, boundary: frame } : sheet, refused, report };
}

/** Whether nothing is wrong with a file. */
export function isSound({ refused, report }: CheckedFile): boolean {
  return refused.length === 0 && report.findings.length === 0;
}

/** How many lines of findings are written; after that their number. */
const MOST_LINES = 200;

/** What a check found, in lines for people: where, which parcels, how much ground, and what to do. */
export function checkLines(checked: CheckedFile, language: Language): string[] {
  const { sheet, refused, report } = checked;
  const say = words[language];
  const area = formatNumber(Math.round(report.area_m2 * 10) / 10, language);
  const lines = [
    ...refused.flatMap(({ feature, problems }) =>
      problems.map(({ code, at, values }) =>
        [say.feature(feature), sentence(code, values ?? {}, language), ...(at ? [placeText(at, say)] : [])].join(' '),
      ),
    ),
    ...report.findings.map((finding) => findingLine(finding, sheet, language)),
  ];
  return [
    say.head({ province: sheet.provinceCode, meridian: meridianText(sheet.meridian), parcels: report.parcels, area }),
    ...lines.slice(0, MOST_LINES),
    ...(lines.length > MOST_LINES ? [say.more(lines.length - MOST_LINES)] : []),
    lines.length === 0 ? say.sound : say.faults(lines.length),
  ];
}

/** A refusal of this system in words. */
export function sentence(code: string, values: Record<string, string | number>, language: Language): string {
  const said: Bilingual | undefined = sentences[code];
  return said ? fill(said[language], values) : code;
}

function findingLine(finding: SheetFinding, sheet: SpatialUnitGroup, language: Language): string {
  const say = words[language];
  const names = finding.parcels.map((code) => {
    const number = sheet.units.find((unit) => unit.code === code)?.number;
    return number === undefined ? code : `${code} (${number})`;
  });
  const at = finding.at ?? finding.pieces[0]?.outer[0];
  return [
    `${names.join(', ')}:`,
    sentence(finding.code, {}, language),
    ...(finding.area_m2 > 0 ? [`${finding.area_m2} m².`] : []),
    ...(at ? [`${placeText(at, say)} ${positionText(at, sheet.meridian)}`] : []),
  ].join(' ');
}

function placeText({ east, north }: GridPoint, say: (typeof words)['vi']): string {
  return say.place({ north: (north / 1000).toFixed(3), east: (east / 1000).toFixed(3) });
}

function positionText(point: GridPoint, meridian: number): string {
  const { latitude, longitude } = wgs84Of(point, meridian);
  return `(${latitude.toFixed(7)}, ${longitude.toFixed(7)})`;
}
