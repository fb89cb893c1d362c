/**
 * VN-2000, the national coordinate system, and its way to and from WGS84.
 *
 * Decision 83/2000/QĐ-TTg: the ellipsoid of WGS84. Decision 05/2007/QĐ-BTNMT art. 1: seven parameters from VN-2000 to
 * WGS84 (EPSG 6960, coordinate frame rotation). Circular 973/2001/TT-TCĐC and Circular 26/2024/TT-BTNMT annex 1:
 * cadastral maps lie in transverse Mercator zones of three degrees, each province about its own meridian.
 *
 * Surveyors call the northing X and the easting Y, against everyone else's habit; so the fields here bear neither letter.
 */
import { OLD_PROVINCES, PROVINCES } from './provinces.ts';

/** A point of a plane zone of VN-2000, in metres: northing is what surveyors call X, easting is Y. */
export interface PlanePoint {
  northing_m: number;
  easting_m: number;
}

/** A point on the ellipsoid, in degrees. */
export interface GeographicPoint {
  latitude: number;
  longitude: number;
}

/** West, south, east and north edge in degrees of WGS84. */
export type DegreeBounds = readonly [west: number, south: number, east: number, north: number];

const DEGREE = Math.PI / 180;
const SECOND = DEGREE / 3600;

/** Decision 83/2000/QĐ-TTg art. 1 clause 2a. */
const SEMI_MAJOR_M = 6_378_137;
const FLATTENING = 1 / 298.257223563;
const ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);
const ECCENTRICITY = Math.sqrt(ECCENTRICITY_SQUARED);

/** Scale on the central meridian of a zone of three degrees, and its easting. */
const SCALE = 0.9999;
const FALSE_EASTING_M = 500_000;

/** Decision 05/2007/QĐ-BTNMT art. 1: shift in metres, rotation in radians, scale. */
const SHIFT_M = [-191.90441429, -39.30318279, -111.45032835] as const;
const ROTATION = [-0.00928836 * SECOND, 0.01975479 * SECOND, -0.00427372 * SECOND] as const;
const HELMERT_SCALE = 1.000000252906278;

// Coefficients of the Krüger series to the sixth power of the third flattening: below a nanometre within ten degrees of
// the meridian. Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85 (2011), eq. 12, 35, 36.
const N = FLATTENING / (2 - FLATTENING);
const N2 = N * N;
const N3 = N2 * N;
const N4 = N3 * N;
const N5 = N4 * N;
const N6 = N5 * N;
const RECTIFYING_RADIUS_M = (SEMI_MAJOR_M / (1 + N)) * (1 + N2 / 4 + N4 / 64 + N6 / 256);
const TO_PLANE = [
  N / 2 - (2 * N2) / 3 + (5 * N3) / 16 + (41 * N4) / 180 - (127 * N5) / 288 + (7891 * N6) / 37800,
  (13 * N2) / 48 - (3 * N3) / 5 + (557 * N4) / 1440 + (281 * N5) / 630 - (1983433 * N6) / 1935360,
  (61 * N3) / 240 - (103 * N4) / 140 + (15061 * N5) / 26880 + (167603 * N6) / 181440,
  (49561 * N4) / 161280 - (179 * N5) / 168 + (6601661 * N6) / 7257600,
  (34729 * N5) / 80640 - (3418889 * N6) / 1995840,
  (212378941 * N6) / 319334400,
];
const FROM_PLANE = [
  N / 2 - (2 * N2) / 3 + (37 * N3) / 96 - N4 / 360 - (81 * N5) / 512 + (96199 * N6) / 604800,
  N2 / 48 + N3 / 15 - (437 * N4) / 1440 + (46 * N5) / 105 - (1118711 * N6) / 3870720,
  (17 * N3) / 480 - (37 * N4) / 840 - (209 * N5) / 4480 + (5569 * N6) / 90720,
  (4397 * N4) / 161280 - (11 * N5) / 504 - (830251 * N6) / 7257600,
  (4583 * N5) / 161280 - (108847 * N6) / 3991680,
  (20648693 * N6) / 638668800,
];

/**
 * WGS84 position of a point of the zone about `meridian` (degrees east). The point lies on the ellipsoid of VN-2000:
 * cadastral maps bear no height. Agrees with PROJ's pipeline of EPSG 6960 to a hundredth of a millimetre.
 */
export function wgs84OfPlane(point: PlanePoint, meridian: number): GeographicPoint {
  return geographicOf(toWgs84(cartesianOf(fromPlane(point, meridian))));
}

/**
 * Point of the zone about `meridian` of a WGS84 position: the exact inverse of `wgs84OfPlane`, so that a point that went
 * there and back is the same to a micrometre. The two ellipsoids lie some tens of metres apart in height; forgetting
 * that, as programs that map latitude and longitude only do, costs up to two millimetres.
 */
export function planeOfWgs84(position: GeographicPoint, meridian: number): PlanePoint {
  let height_m = 0;
  let found = fromWgs84(cartesianOf(position, height_m));
  for (let round = 0; round < 3; round++) {
    height_m -= heightOf(found);
    found = fromWgs84(cartesianOf(position, height_m));
  }
  return toPlane(geographicOf(found), meridian);
}

function toPlane({ latitude, longitude }: GeographicPoint, meridian: number): PlanePoint {
  const tangent = Math.tan(latitude * DEGREE);
  const conformal = conformalTangent(tangent);
  const away = (longitude - meridian) * DEGREE;
  const along = Math.atan2(conformal, Math.cos(away));
  const across = Math.asinh(Math.sin(away) / Math.hypot(conformal, Math.cos(away)));
  let north = along;
  let east = across;
  TO_PLANE.forEach((coefficient, index) => {
    const multiple = 2 * (index + 1);
    north += coefficient * Math.sin(multiple * along) * Math.cosh(multiple * across);
    east += coefficient * Math.cos(multiple * along) * Math.sinh(multiple * across);
  });
  return {
    northing_m: SCALE * RECTIFYING_RADIUS_M * north,
    easting_m: FALSE_EASTING_M + SCALE * RECTIFYING_RADIUS_M * east,
  };
}

function fromPlane({ northing_m, easting_m }: PlanePoint, meridian: number): GeographicPoint {
  const north = northing_m / (SCALE * RECTIFYING_RADIUS_M);
  const east = (easting_m - FALSE_EASTING_M) / (SCALE * RECTIFYING_RADIUS_M);
  let along = north;
  let across = east;
  FROM_PLANE.forEach((coefficient, index) => {
    const multiple = 2 * (index + 1);
    along -= coefficient * Math.sin(multiple * north) * Math.cosh(multiple * east);
    across -= coefficient * Math.cos(multiple * north) * Math.sinh(multiple * east);
  });
  const conformal = Math.sin(along) / Math.hypot(Math.sinh(across), Math.cos(along));
  // Newton's method; two rounds reach the last bit, the third is for certainty.
  let tangent = conformal;
  for (let round = 0; round < 3; round++) {
    const guess = conformalTangent(tangent);
    tangent +=
      ((conformal - guess) / Math.hypot(1, guess)) *
      ((1 + (1 - ECCENTRICITY_SQUARED) * tangent * tangent) / ((1 - ECCENTRICITY_SQUARED) * Math.hypot(1, tangent)));
  }
  return {
    latitude: Math.atan(tangent) / DEGREE,
    longitude: meridian + Math.atan2(Math.sinh(across), Math.cos(along)) / DEGREE,
  };
}

/** Tangent of the conformal latitude, from the tangent of the latitude. */
function conformalTangent(tangent: number): number {
  const sigma = Math.sinh(ECCENTRICITY * Math.atanh((ECCENTRICITY * tangent) / Math.hypot(1, tangent)));
  return tangent * Math.hypot(1, sigma) - sigma * Math.hypot(1, tangent);
}

type Cartesian = readonly [x: number, y: number, z: number];

function cartesianOf({ latitude, longitude }: GeographicPoint, height_m = 0): Cartesian {
  const sin = Math.sin(latitude * DEGREE);
  const cos = Math.cos(latitude * DEGREE);
  const radius_m = SEMI_MAJOR_M / Math.sqrt(1 - ECCENTRICITY_SQUARED * sin * sin);
  return [
    (radius_m + height_m) * cos * Math.cos(longitude * DEGREE),
    (radius_m + height_m) * cos * Math.sin(longitude * DEGREE),
    (radius_m * (1 - ECCENTRICITY_SQUARED) + height_m) * sin,
  ];
}

function geographicOf([x, y, z]: Cartesian): GeographicPoint {
  const distance = Math.hypot(x, y);
  let latitude = Math.atan2(z, distance * (1 - ECCENTRICITY_SQUARED));
  for (let round = 0; round < 6; round++) {
    const sin = Math.sin(latitude);
    const radius_m = SEMI_MAJOR_M / Math.sqrt(1 - ECCENTRICITY_SQUARED * sin * sin);
    latitude = Math.atan2(z + ECCENTRICITY_SQUARED * radius_m * sin, distance);
  }
  return { latitude: latitude / DEGREE, longitude: Math.atan2(y, x) / DEGREE };
}

function heightOf(point: Cartesian): number {
  const { latitude } = geographicOf(point);
  const sin = Math.sin(latitude * DEGREE);
  const cos = Math.cos(latitude * DEGREE);
  const radius_m = SEMI_MAJOR_M / Math.sqrt(1 - ECCENTRICITY_SQUARED * sin * sin);
  return Math.hypot(point[0], point[1]) / cos - radius_m;
}

/** The axes turn, not the point: what the Decision prints are the angles of a coordinate frame rotation. */
function toWgs84([x, y, z]: Cartesian): Cartesian {
  const [rx, ry, rz] = ROTATION;
  return [
    SHIFT_M[0] + HELMERT_SCALE * (x + rz * y - ry * z),
    SHIFT_M[1] + HELMERT_SCALE * (-rz * x + y + rx * z),
    SHIFT_M[2] + HELMERT_SCALE * (ry * x - rx * y + z),
  ];
}

function fromWgs84(point: Cartesian): Cartesian {
  const [rx, ry, rz] = ROTATION;
  const x = (point[0] - SHIFT_M[0]) / HELMERT_SCALE;
  const y = (point[1] - SHIFT_M[1]) / HELMERT_SCALE;
  const z = (point[2] - SHIFT_M[2]) / HELMERT_SCALE;
  // With angles of a ten-millionth, the transpose is the inverse to a tenth of a micrometre.
  return [x - rz * y + ry * z, rz * x + y - rx * z, -ry * x + rx * y + z];
}

/** Central meridian of the cadastral zone of each of the 63 old provinces. Circular 26/2024/TT-BTNMT annex 1. */
const OLD_MERIDIANS: ReadonlyMap<string, number> = new Map(
  (
    [
      [103, '12 11'],
      [104, '14'],
      [104.5, '91 96'],
      [104.75, '10 15 40 25 89'],
      [105, '38 26 87 92 95 93 01 37 35'],
      [105.5, '02 30 42 27 33 34 36 72 86 94 84'],
      [105.75, '04 80 82 83 31 79 74'],
      [106, '08 17 44'],
      [106.25, '45 70'],
      [106.5, '06 19'],
      [107, '24 46'],
      [107.25, '20'],
      [107.5, '62'],
      [107.75, '22 75 77 49 68 48'],
      [108, '51'],
      [108.25, '58 56 52'],
      [108.5, '66 67 54 64 60'],
    ] as const
  ).flatMap(([meridian, codes]) => codes.split(' ').map((code): [string, number] => [code, meridian])),
);

/**
 * Central meridians, in degrees east, that cadastral maps of a province of today lie about, by its code: first that of
 * the old province whose name it bears, which new maps take unless its committee decided otherwise; then those of the
 * other provinces it was made of, in whose zones their older maps still lie. Empty for an unknown code.
 */
export function meridiansOfProvince(code: string): readonly number[] {
  const olds = PROVINCES.get(code)?.oldCodes ?? [];
  return [...new Set(olds.map((old) => OLD_MERIDIANS.get(old)!))];
}

/** Central meridian of an old province (before July 2025), by its code. Refuses an unknown code with RangeError. */
export function meridianOfOldProvince(code: string): number {
  const meridian = OLD_MERIDIANS.get(code);
  if (meridian === undefined || !OLD_PROVINCES.has(code)) throw new RangeError(`there was no province ${code}`);
  return meridian;
}

// Edges of the provinces in tenths of a degree of WGS84, rounded outwards: west south east north. Coarse on purpose:
// they are there to catch swapped coordinates and a wrong zone, not to say where a province ends. Islands far out
// have a line of their own.
const BOUNDS: readonly (readonly [code: string, ...edges: number[]])[] = [
  ['01', 1052, 205, 1061, 215],
  ['04', 1052, 223, 1069, 232],
  ['08', 1043, 214, 1057, 235],
  ['11', 1021, 208, 1037, 226],
  ['12', 1022, 216, 1041, 229],
  ['14', 1031, 205, 1051, 221],
  ['15', 1034, 212, 1052, 229],
  ['19', 1053, 212, 1063, 228],
  ['20', 1060, 212, 1074, 225],
  ['22', 1064, 206, 1082, 217],
  ['24', 1058, 209, 1071, 217],
  ['25', 1047, 202, 1059, 218],
  ['31', 1060, 200, 1078, 213],
  ['33', 1058, 202, 1067, 211],
  ['37', 1055, 198, 1067, 208],
  ['38', 1043, 192, 1062, 208],
  ['40', 1038, 185, 1059, 201],
  ['42', 1050, 178, 1066, 188],
  ['44', 1055, 162, 1075, 182],
  ['46', 1070, 159, 1083, 168],
  ['48', 1071, 149, 1088, 163],
  ['48', 1110, 157, 1130, 172],
  ['51', 1073, 138, 1092, 155],
  ['52', 1074, 129, 1094, 148],
  ['56', 1085, 112, 1095, 129],
  ['56', 1115, 65, 1174, 120],
  ['66', 1074, 121, 1095, 138],
  ['68', 1071, 104, 1090, 129],
  ['75', 1063, 105, 1077, 124],
  ['79', 1062, 86, 1076, 116],
  ['80', 1054, 103, 1068, 119],
  ['82', 1051, 101, 1069, 111],
  ['86', 1056, 94, 1069, 104],
  ['91', 1034, 92, 1057, 110],
  ['92', 1051, 92, 1064, 104],
  ['96', 1046, 83, 1059, 97],
];

/** Where a province of today lies, in degrees of WGS84, rounded outwards; more than one box when islands lie far out. */
export function boundsOfProvince(code: string): readonly DegreeBounds[] {
  return BOUNDS.filter(([of]) => of === code).map(([, ...edges]) => edges.map((edge) => edge / 10) as never);
}

/** Whether a WGS84 position may lie in a province. A yes is coarse, a no is sure. */
export function mayLieInProvince({ latitude, longitude }: GeographicPoint, code: string): boolean {
  return boundsOfProvince(code).some(
    ([west, south, east, north]) => longitude >= west && longitude <= east && latitude >= south && latitude <= north,
  );
}

/** What probably went wrong with a point that does not lie in its province. */
export type PlaneSlip = { slip: 'axes-swapped' } | { slip: 'other-meridian'; meridian: number } | { slip: 'unknown' };

/**
 * What probably went wrong with a point that lies outside its province: northing and easting were swapped, or the map
 * lies about the meridian of another zone of the province. Undefined when nothing did.
 */
export function slipOfPlane(point: PlanePoint, provinceCode: string, meridian: number): PlaneSlip | undefined {
  const lies = ({ northing_m, easting_m }: PlanePoint, about: number): boolean =>
    Number.isFinite(northing_m) &&
    Number.isFinite(easting_m) &&
    Math.abs(northing_m) < 5e6 &&
    Math.abs(easting_m) < 5e6 &&
    mayLieInProvince(wgs84OfPlane({ northing_m, easting_m }, about), provinceCode);
  if (lies(point, meridian)) return undefined;
  if (lies({ northing_m: point.easting_m, easting_m: point.northing_m }, meridian)) return { slip: 'axes-swapped' };
  const all = [...meridiansOfProvince(provinceCode), ...new Set(OLD_MERIDIANS.values())];
  const other = all.find((about) => about !== meridian && lies(point, about));
  return other === undefined ? { slip: 'unknown' } : { slip: 'other-meridian', meridian: other };
}
