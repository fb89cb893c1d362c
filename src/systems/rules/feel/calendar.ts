import { zoneOffsetAt } from './zone.ts';

/**
 * Dates, times, dates with times, and the two durations of FEEL (DMN 1.5, 10.3.2.3.4 to 10.3.2.3.9), exact to the
 * nanosecond. The calendar is the proleptic Gregorian one of ISO 8601; years run from −999,999,999 to 999,999,999.
 */
export class FeelDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }
}

/** A time of day. `offset_s` is east of Greenwich; `zone` the name of a time zone of the IANA database. */
export class FeelTime {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nanosecond: number;
  readonly offset_s: number | null;
  readonly zone: string | null;
  constructor(
    clock: { hour: number; minute: number; second: number; nanosecond?: number },
    place: { offset_s?: number | null; zone?: string | null } = {},
  ) {
    this.hour = clock.hour;
    this.minute = clock.minute;
    this.second = clock.second;
    this.nanosecond = clock.nanosecond ?? 0;
    this.offset_s = place.offset_s ?? null;
    this.zone = place.zone ?? null;
  }
}

export class FeelDateTime {
  readonly date: FeelDate;
  readonly time: FeelTime;
  constructor(date: FeelDate, time: FeelTime) {
    this.date = date;
    this.time = time;
  }
}

/** A duration of days and time, in nanoseconds. */
export class DaysDuration {
  readonly nanoseconds: bigint;
  constructor(nanoseconds: bigint) {
    this.nanoseconds = nanoseconds;
  }
}

/** A duration of years and months, in months. */
export class MonthsDuration {
  readonly months: number;
  constructor(months: number) {
    this.months = months;
  }
}

export const MAX_YEAR = 999_999_999;
export const SECOND_NS = 1_000_000_000n;
export const DAY_NS = 86_400n * SECOND_NS;
export const MAX_MONTHS = MAX_YEAR * 12;
/** The longest duration of days: a little over what lies between the first and the last date. */
export const MAX_NS = DAY_NS * 800_000_000_000n;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] ?? 0);
}

/** A date, or null when there is no such day. */
export function dateOf(year: number, month: number, day: number): FeelDate | null {
  if (Math.abs(year) > MAX_YEAR || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return new FeelDate(year, month, day);
}

/** Days since 1970-01-01. */
export function epochDay({ year, month, day }: FeelDate): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The date so many days after 1970-01-01; null beyond the years there are. */
export function dateOfEpochDay(days: number): FeelDate | null {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return dateOf(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

/** 1 is Monday, 7 Sunday. */
export function weekdayOf(date: FeelDate): number {
  return ((((epochDay(date) + 3) % 7) + 7) % 7) + 1;
}

/** 1 is the first of January. */
export function dayOfYear(date: FeelDate): number {
  return epochDay(date) - epochDay(new FeelDate(date.year, 1, 1)) + 1;
}

/** The number of the week by ISO 8601. */
export function weekOfYear(date: FeelDate): number {
  const week = Math.floor((dayOfYear(date) - weekdayOf(date) + 10) / 7);
  if (week < 1) return weekOfYear(new FeelDate(date.year - 1, 12, 31));
  const hasWeek53 = week === 53 && weekdayOf(new FeelDate(date.year + 1, 1, 1)) <= 4;
  return week === 53 && !hasWeek53 ? week : week === 53 ? 1 : week;
}

/** A date some months later or earlier: on the last day of the month when there is no such day in it. */
export function plusMonths(date: FeelDate, months: number): FeelDate | null {
  const all = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(all / 12);
  const month = all - year * 12 + 1;
  return dateOf(year, month, Math.min(date.day, daysInMonth(year, month)));
}

/** Nanoseconds since midnight. */
export function nanosecondOfDay({ hour, minute, second, nanosecond }: FeelTime): bigint {
  return BigInt(hour * 3600 + minute * 60 + second) * SECOND_NS + BigInt(nanosecond);
}

/** A time of so many nanoseconds after midnight, at the place of another. */
export function timeOfNanosecond(ns: bigint, place: FeelTime | null): FeelTime {
  const all = ((ns % DAY_NS) + DAY_NS) % DAY_NS;
  const seconds = Number(all / SECOND_NS);
  const clock = {
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    nanosecond: Number(all % SECOND_NS),
  };
  return new FeelTime(clock, place ?? {});
}

/** How far east of Greenwich a time is, in seconds; null for a local time. A zone without a day is taken as of today's rules of 1 January 1970. */
export function offsetOf(time: FeelTime, date?: FeelDate): number | null {
  if (time.zone === null) return time.offset_s;
  const local_s = (date ? epochDay(date) : 0) * 86_400 + time.hour * 3600 + time.minute * 60 + time.second;
  return zoneOffsetAt(time.zone, local_s);
}

/** Nanoseconds since midnight in Greenwich, not folded into one day; for a local time as if it were there. */
export function nanosecondOfTime(time: FeelTime): bigint {
  return nanosecondOfDay(time) - BigInt(offsetOf(time) ?? 0) * SECOND_NS;
}

/** Nanoseconds since 1970-01-01T00:00 in Greenwich; for a local date with time as if it were there. */
export function instantOf({ date, time }: FeelDateTime): bigint {
  return BigInt(epochDay(date)) * DAY_NS + nanosecondOfDay(time) - BigInt(offsetOf(time, date) ?? 0) * SECOND_NS;
}

/** A date with a time, so many nanoseconds of the local clock after 1970-01-01T00:00. */
export function dateTimeOfLocal(ns: bigint, place: FeelTime | null): FeelDateTime | null {
  const days = ns >= 0n ? ns / DAY_NS : -((-ns + DAY_NS - 1n) / DAY_NS);
  const date = dateOfEpochDay(Number(days));
  return date && new FeelDateTime(date, timeOfNanosecond(ns - days * DAY_NS, place));
}

/** A date with a time some nanoseconds later or earlier, on the local clock. */
export function plusNanoseconds({ date, time }: FeelDateTime, ns: bigint): FeelDateTime | null {
  return dateTimeOfLocal(BigInt(epochDay(date)) * DAY_NS + nanosecondOfDay(time) + ns, time);
}

/** Midnight in Greenwich: what a date counts as where a date with a time is asked for. */
export function midnightOf(date: FeelDate): FeelDateTime {
  return new FeelDateTime(date, new FeelTime({ hour: 0, minute: 0, second: 0 }, { offset_s: 0 }));
}

/** Whole months from one day to another, as the clock counts them: less than a month is none. */
export function monthsBetween(from: FeelDate, to: FeelDate): number {
  const months = (to.year - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) return months - 1;
  if (months < 0 && to.day > from.day) return months + 1;
  return months;
}
