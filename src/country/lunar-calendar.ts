/**
 * The Vietnamese lunisolar calendar, computed from the astronomy at UTC+7 (Decision 121-CP of 8 August 1967 made UTC+7
 * the official time of the calendar from 1968). Formulae: J. Meeus, Astronomical Algorithms, 2nd ed., ch. 25 (Sun), 49 (Moon).
 *
 * Rules: a month begins on the civil day of the new moon. The month with the winter solstice is the eleventh. When thirteen
 * months begin between two such months, the first one in which the Sun enters no new sign of 30° is a leap month.
 */
export interface LunarDate {
  /** Year in which the lunar year's Tết falls. */
  year: number;
  month: number;
  day: number;
  /** Whether the month repeats the one before it (tháng nhuận). */
  leap: boolean;
}

const RAD = Math.PI / 180;
const SYNODIC_MONTH = 29.530588861;
/** Time zone of the calendar, in hours. A parameter below only so that a test can compare with Beijing's calendar. */
const VIETNAM = 7;
const EPOCH_JD = 2440587.5;

/** The civil date of Tết Nguyên Đán (1st day of the 1st lunar month) in a year, 1968 to 2199. */
export function tetOf(year: number): string {
  return solarDate({ year, month: 1, day: 1, leap: false });
}

/** The civil date of a lunar date. Refuses (RangeError) a leap month that the year does not have, and years outside 1968 to 2199. */
export function solarDate({ year, month, day, leap }: LunarDate, zone = VIETNAM): string {
  checkYear(year);
  // Months 11 and 12 of a lunar year lie after the next winter solstice.
  const months = monthsFrom(month >= 11 ? year : year - 1, zone);
  const found = months.find((entry) => entry.month === month && entry.leap === leap);
  if (!found || day < 1 || day > found.days) throw new RangeError(`no such lunar date: ${day}/${month}/${year}`);
  return dateOfDay(found.start + day - 1);
}

/** The lunar date of a civil date, 1968 to 2199. */
export function lunarDate(date: string, zone = VIETNAM): LunarDate {
  const day = Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
  const solarYear = Number(date.slice(0, 4));
  checkYear(solarYear);
  for (const anchorYear of [solarYear, solarYear - 1]) {
    const found = monthsFrom(anchorYear, zone).findLast((entry) => entry.start <= day);
    if (found && day < found.start + found.days) {
      const year = found.month >= 11 ? anchorYear : anchorYear + 1;
      return { year, month: found.month, day: day - found.start + 1, leap: found.leap };
    }
  }
  throw new RangeError(`no lunar date for ${date}`);
}

interface Month {
  month: number;
  leap: boolean;
  /** Day number (days since 1970-01-01 in the zone's civil time) on which it begins. */
  start: number;
  days: number;
}

const known = new Map<string, Month[]>();

/** The months from the eleventh of a year (that of its winter solstice) to the tenth of the next, in order. */
function monthsFrom(year: number, zone: number): Month[] {
  const key = `${year}/${zone}`;
  let months = known.get(key);
  if (!months) {
    months = computeMonths(year, zone);
    known.set(key, months);
  }
  return months;
}

function computeMonths(year: number, zone: number): Month[] {
  const first = solsticeMoon(year, zone);
  const last = solsticeMoon(year + 1, zone);
  const starts: number[] = [];
  for (let k = first; k <= last; k++) starts.push(newMoonDay(k, zone));
  const needsLeap = last - first === 13;
  const months: Month[] = [];
  let number = 11;
  let leapGiven = false;
  for (let index = 0; index + 1 < starts.length; index++) {
    const start = starts[index]!;
    const end = starts[index + 1]!;
    const leap = needsLeap && !leapGiven && index > 0 && signOf(start, zone) === signOf(end, zone);
    if (leap) leapGiven = true;
    else if (index > 0) number = (number % 12) + 1;
    months.push({ month: number, leap, start, days: end - start });
  }
  return months;
}

/** Number of the new moon that begins the month with the winter solstice of a year. */
function solsticeMoon(year: number, zone: number): number {
  // Around 21 December the Sun reaches 270°; count back from a new moon that is surely later.
  const late = Date.UTC(year, 11, 31) / 86_400_000;
  let k = Math.floor((late + EPOCH_JD - 2451550.09766) / SYNODIC_MONTH) + 1;
  while (newMoonDay(k, zone) > late || signOf(newMoonDay(k, zone), zone) >= 9) k--;
  return k;
}

/** Twelfth of the ecliptic (0 to 11) in which the Sun is when a civil day begins: 9 from the winter solstice on. */
function signOf(day: number, zone: number): number {
  return Math.floor(sunLongitude(day + EPOCH_JD - zone / 24) / 30);
}

/** Apparent longitude of the Sun in degrees, to about 0.01° (Meeus ch. 25). */
function sunLongitude(jd: number): number {
  const t = (jd + deltaT_days(jd) - 2451545) / 36525;
  const meanLongitude = 280.46646 + t * (36000.76983 + t * 0.0003032);
  const anomaly = (357.52911 + t * (35999.05029 - t * 0.0001537)) * RAD;
  const centre =
    (1.914602 - t * (0.004817 + t * 0.000014)) * Math.sin(anomaly) +
    (0.019993 - t * 0.000101) * Math.sin(2 * anomaly) +
    0.000289 * Math.sin(3 * anomaly);
  const node = (125.04 - 1934.136 * t) * RAD;
  const longitude = meanLongitude + centre - 0.00569 - 0.00478 * Math.sin(node);
  return ((longitude % 360) + 360) % 360;
}

// Terms of the true new moon (Meeus table 49.A): coefficient in days, power of E, multiples of M, M', F, Ω.
const moonTerms: readonly (readonly [number, number, number, number, number, number])[] = [
  [-0.4072, 0, 0, 1, 0, 0],
  [0.17241, 1, 1, 0, 0, 0],
  [0.01608, 0, 0, 2, 0, 0],
  [0.01039, 0, 0, 0, 2, 0],
  [0.00739, 1, -1, 1, 0, 0],
  [-0.00514, 1, 1, 1, 0, 0],
  [0.00208, 2, 2, 0, 0, 0],
  [-0.00111, 0, 0, 1, -2, 0],
  [-0.00057, 0, 0, 1, 2, 0],
  [0.00056, 1, 1, 2, 0, 0],
  [-0.00042, 0, 0, 3, 0, 0],
  [0.00042, 1, 1, 0, 2, 0],
  [0.00038, 1, 1, 0, -2, 0],
  [-0.00024, 1, -1, 2, 0, 0],
  [-0.00017, 0, 0, 0, 0, 1],
  [-0.00007, 0, 2, 1, 0, 0],
  [0.00004, 0, 0, 2, -2, 0],
  [0.00004, 0, 3, 0, 0, 0],
  [0.00003, 0, 1, 1, -2, 0],
  [0.00003, 0, 0, 2, 2, 0],
  [-0.00003, 0, 1, 1, 2, 0],
  [0.00003, 0, -1, 1, 2, 0],
  [-0.00002, 0, -1, 1, -2, 0],
  [-0.00002, 0, 1, 3, 0, 0],
  [0.00002, 0, 0, 4, 0, 0],
];

// Planetary terms (Meeus table on p. 351, those above ten seconds of time): coefficient in days, argument, its rate a lunation.
const planetTerms: readonly (readonly [number, number, number])[] = [
  [0.000325, 299.77, 0.107408],
  [0.000165, 251.88, 0.016321],
  [0.000164, 251.83, 26.651886],
  [0.000126, 349.42, 36.412478],
];

/** Civil day on which new moon number k falls (k = 0: 6 January 2000). Right to about a minute of time. */
function newMoonDay(k: number, zone: number): number {
  const t = k / 1236.85;
  const mean = 2451550.09766 + SYNODIC_MONTH * k + t * t * (0.00015437 - t * (0.00000015 - t * 0.00000000073));
  const sun = 2.5534 + 29.1053567 * k - t * t * (0.0000014 + t * 0.00000011);
  const moon = 201.5643 + 385.81693528 * k + t * t * (0.0107582 + t * (0.00001238 - t * 0.000000058));
  const latitude = 160.7108 + 390.67050284 * k - t * t * (0.0016118 + t * (0.00000227 - t * 0.000000011));
  const node = 124.7746 - 1.56375588 * k + t * t * (0.0020672 + t * 0.00000215);
  const eccentricity = 1 - t * (0.002516 + t * 0.0000074);
  let jde = mean;
  for (const [size, power, m, m1, f, o] of moonTerms) {
    jde += size * eccentricity ** power * Math.sin((m * sun + m1 * moon + f * latitude + o * node) * RAD);
  }
  for (const [size, argument, rate] of planetTerms) jde += size * Math.sin((argument + rate * k) * RAD);
  const jd = jde - deltaT_days(jde);
  return Math.floor(jd - EPOCH_JD + zone / 24);
}

/** Dynamical time minus universal time: about a minute in these centuries (parabolas of Espenak and Meeus, 2006). */
function deltaT_days(jd: number): number {
  const t = (jd - 2451545) / 365.25;
  const seconds = t < 5 ? 63.86 + t * (0.3345 - t * 0.0060374) : 62.92 + t * (0.32217 + t * 0.005589);
  return seconds / 86_400;
}

function dateOfDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function checkYear(year: number): void {
  if (!(year >= 1968 && year <= 2199))
    throw new RangeError(`the lunar calendar is computed for 1968 to 2199, not ${year}`);
}
