/**
 * The code of a parcel: twelve characters of GeoHash of its characteristic point in WGS84.
 * Circular 19/2026/TT-BNNMT annex; one code for one parcel in the whole country.
 */
import { type GeographicPoint, planeOfWgs84, wgs84OfPlane } from '../../../country/index.ts';
import { type GridPoint, type Polygon, characteristicPoint } from './polygon.ts';

/** Digits of GeoHash: base 32 without a, i, l, o. */
const DIGITS = '0123456789bcdefghjkmnpqrstuvwxyz';
export const CODE_LENGTH = 12;

/** GeoHash of a position: bits of longitude and latitude in turn, five to a character. Refuses what is not on Earth. */
export function geoHash({ latitude, longitude }: GeographicPoint, length = CODE_LENGTH): string {
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) throw new RangeError('not a position on Earth');
  let code = '';
  let digit = 0;
  const along = { least: -180, most: 180 };
  const up = { least: -90, most: 90 };
  for (let bit = 0; bit < length * 5; bit++) {
    const [range, value] = bit % 2 === 0 ? [along, longitude] : [up, latitude];
    const middle = (range.least + range.most) / 2;
    const isHigher = value >= middle;
    if (isHigher) range.least = middle;
    else range.most = middle;
    digit = digit * 2 + (isHigher ? 1 : 0);
    if (bit % 5 === 4) {
      code += DIGITS[digit];
      digit = 0;
    }
  }
  return code;
}

/** West, south, east and north edge, in degrees, of the cell that a GeoHash names; undefined when it is none. */
export function cellOfGeoHash(code: string): readonly [number, number, number, number] | undefined {
  const along = { least: -180, most: 180 };
  const up = { least: -90, most: 90 };
  let bit = 0;
  for (const character of code) {
    const digit = DIGITS.indexOf(character);
    if (digit < 0) return undefined;
    for (let mask = 16; mask > 0; mask >>= 1, bit++) {
      const range = bit % 2 === 0 ? along : up;
      const middle = (range.least + range.most) / 2;
      if (digit & mask) range.least = middle;
      else range.most = middle;
    }
  }
  return code === '' ? undefined : [along.least, up.least, along.most, up.most];
}

/** Code of a parcel whose map lies about `meridian`. A parcel that changes its shape gets another code, as a rule. */
export function parcelCode(polygon: Polygon, meridian: number): string {
  return geoHash(wgs84Of(characteristicPoint(polygon).point, meridian));
}

/** Whether a text has the form of a parcel's code. */
export function isParcelCode(text: string): boolean {
  return text.length === CODE_LENGTH && cellOfGeoHash(text) !== undefined;
}

/** WGS84 position of a point of the grid of the zone about `meridian`. */
export function wgs84Of({ east, north }: GridPoint, meridian: number): GeographicPoint {
  return wgs84OfPlane({ northing_m: north / 1000, easting_m: east / 1000 }, meridian);
}

/** The point of the grid nearest to a WGS84 position. */
export function gridPointOf(position: GeographicPoint, meridian: number): GridPoint {
  const { northing_m, easting_m } = planeOfWgs84(position, meridian);
  return { east: Math.round(easting_m * 1000), north: Math.round(northing_m * 1000) };
}
