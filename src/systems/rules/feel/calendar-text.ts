import {
  DAY_NS,
  DaysDuration,
  type FeelDate,
  FeelDateTime,
  FeelTime,
  MAX_MONTHS,
  MAX_NS,
  MonthsDuration,
  SECOND_NS,
  dateOf,
  dateOfEpochDay,
  epochDay,
} from './calendar.ts';
import { isZone } from './zone.ts';

/** How dates, times and durations are written: ISO 8601 as XML Schema has it, and `@Zone/Name` after a time. */
const DATE = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,18}))?(?:(Z|z)|([+-])(\d\d):(\d\d)(?::(\d\d))?|@(.+))?$/;
const DAYS = /^(-)?P(?:(\d{1,18})D)?(?:T(?=\d)(?:(\d{1,18})H)?(?:(\d{1,18})M)?(?:(\d{1,18})(?:\.(\d{0,18}))?S)?)?$/;
const MONTHS = /^(-)?P(?:(\d{1,12})Y)?(?:(\d{1,12})M)?$/;

/** A date such as 2026-11-22; null when it is none. */
export function parseDate(text: string): FeelDate | null {
  const match = DATE.exec(text);
  if (!match) return null;
  const year = Number(match[2]);
  return dateOf(match[1] && year !== 0 ? -year : year, Number(match[3]), Number(match[4]));
}

/** A time such as 08:30:00, 08:30:00.5+07:00 or 08:30:00@Asia/Ho_Chi_Minh; null when it is none. */
export function parseTime(text: string): FeelTime | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [, hour, minute, second, fraction = '', utc, sign, hours = '0', minutes = '0', seconds = '0', zone] = match;
  const clock = {
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    nanosecond: Number(fraction.slice(0, 9).padEnd(9, '0')),
  };
  if (clock.hour > 23 || clock.minute > 59 || clock.second > 59) return null;
  if (zone !== undefined) return isZone(zone) ? new FeelTime(clock, { zone }) : null;
  if (utc) return new FeelTime(clock, { offset_s: 0 });
  if (!sign) return new FeelTime(clock);
  const offset_s = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  if (Number(minutes) > 59 || Number(seconds) > 59 || offset_s > 18 * 3600) return null;
  return new FeelTime(clock, { offset_s: sign === '-' ? -offset_s : offset_s });
}

/** A date with a time such as 2026-11-22T08:30:00; a date alone is its midnight; null when it is neither. */
export function parseDateTime(text: string): FeelDateTime | null {
  const at = text.indexOf('T');
  if (at < 0) {
    const date = parseDate(text);
    return date && new FeelDateTime(date, new FeelTime({ hour: 0, minute: 0, second: 0 }));
  }
  const date = parseDate(text.slice(0, at));
  const clock = text.slice(at + 1);
  if (date && /^24:00:00(?:\.0+)?(?=$|[Z+@-])/i.test(clock)) {
    const time = parseTime(`00${clock.slice(2)}`);
    const next = dateOfEpochDay(epochDay(date) + 1);
    return time && next && new FeelDateTime(next, time);
  }
  const time = parseTime(clock);
  return date && time && new FeelDateTime(date, time);
}

/** A duration of either kind, such as P3DT2H or P1Y6M; null when it is neither. */
export function parseDuration(text: string): DaysDuration | MonthsDuration | null {
  const months = MONTHS.exec(text);
  if (months && (months[2] !== undefined || months[3] !== undefined)) {
    const count = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0);
    return count > MAX_MONTHS ? null : new MonthsDuration(months[1] ? 0 - count : count);
  }
  const days = DAYS.exec(text);
  if (!days || /[PT]$/.test(text)) return null;
  const [, sign, day = '0', hour = '0', minute = '0', second = '0', fraction = ''] = days;
  const seconds = BigInt(hour) * 3600n + BigInt(minute) * 60n + BigInt(second);
  const ns = BigInt(day) * DAY_NS + seconds * SECOND_NS + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
  return ns > MAX_NS ? null : new DaysDuration(sign ? -ns : ns);
}

const two = (value: number): string => String(value).padStart(2, '0');

export function dateText({ year, month, day }: FeelDate): string {
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

export function timeText({ hour, minute, second, nanosecond, offset_s, zone }: FeelTime): string {
  const fraction = nanosecond === 0 ? '' : `.${String(nanosecond).padStart(9, '0').replace(/0+$/, '')}`;
  return `${two(hour)}:${two(minute)}:${two(second)}${fraction}${zone !== null ? `@${zone}` : offsetText(offset_s)}`;
}

function offsetText(offset_s: number | null): string {
  if (offset_s === null) return '';
  if (offset_s === 0) return 'Z';
  const size = Math.abs(offset_s);
  const seconds = size % 60 === 0 ? '' : `:${two(size % 60)}`;
  return `${offset_s < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}${seconds}`;
}

export function dateTimeText({ date, time }: FeelDateTime): string {
  return `${dateText(date)}T${timeText(time)}`;
}

/** Days, hours, minutes and seconds of a duration, each with its sign. */
export function daysDurationParts({ nanoseconds }: DaysDuration): {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
  nanoseconds: number;
} {
  const seconds = nanoseconds / SECOND_NS;
  return {
    days: Number(seconds / 86_400n),
    hours: Number((seconds / 3600n) % 24n),
    minutes: Number((seconds / 60n) % 60n),
    seconds: Number(seconds % 60n),
    nanoseconds: Number(nanoseconds % SECOND_NS),
  };
}

export function daysDurationText(duration: DaysDuration): string {
  if (duration.nanoseconds === 0n) return 'PT0S';
  const isNegative = duration.nanoseconds < 0n;
  const size = isNegative ? new DaysDuration(-duration.nanoseconds) : duration;
  const { days, hours, minutes, seconds, nanoseconds } = daysDurationParts(size);
  const fraction = nanoseconds === 0 ? '' : `.${String(nanoseconds).padStart(9, '0').replace(/0+$/, '')}`;
  const clock = [
    hours && `${hours}H`,
    minutes && `${minutes}M`,
    (seconds || nanoseconds) && `${seconds}${fraction}S`,
  ].filter(Boolean);
  return `${isNegative ? '-' : ''}P${days ? `${days}D` : ''}${clock.length ? `T${clock.join('')}` : ''}`;
}

export function monthsDurationText({ months }: MonthsDuration): string {
  if (months === 0) return 'P0M';
  const size = Math.abs(months);
  const years = Math.floor(size / 12);
  return `${months < 0 ? '-' : ''}P${years ? `${years}Y` : ''}${size % 12 ? `${size % 12}M` : ''}`;
}
