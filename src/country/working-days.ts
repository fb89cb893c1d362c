import { civilDate } from '../kernel/clock.ts';
import type { Bilingual } from '../kernel/text.ts';
import { addDays } from './civil-age.ts';
import { solarDate, tetOf } from './lunar-calendar.ts';

/**
 * Days on which state agencies work: Monday to Friday, without the holidays of the Labour Code 45/2019/QH14 art. 112.1.
 * A holiday on a weekly rest day is made up on the next working day (art. 111.3). Which five days are Tết and which day
 * beside 2 September is the second of National Day is decided every year by the Prime Minister (art. 112.3).
 */

interface DecidedYear {
  /** First and second number: days of Tết before and from the first day of the lunar year; together five. */
  tet: readonly [before: number, from: number];
  nationalDayWith: string;
  /** Working days given off in exchange for a Saturday that is worked (Prime Minister's decision, state agencies). */
  exchanged: readonly { off: string; worked: string }[];
}

/** The years whose decisions we know. A year that is missing follows the custom, see customary below. */
const decided: Record<number, DecidedYear> = {
  2024: { tet: [2, 3], nationalDayWith: '2024-09-03', exchanged: [{ off: '2024-04-29', worked: '2024-05-04' }] },
  2025: { tet: [2, 3], nationalDayWith: '2025-09-01', exchanged: [{ off: '2025-05-02', worked: '2025-04-26' }] },
  2026: {
    tet: [1, 4],
    nationalDayWith: '2026-09-01',
    exchanged: [
      { off: '2026-01-02', worked: '2026-01-10' },
      { off: '2026-08-31', worked: '2026-08-22' },
    ],
  },
};

const names = {
  newYear: { vi: 'Tết Dương lịch', en: 'New Year’s Day' },
  tet: { vi: 'Tết Nguyên đán', en: 'Lunar New Year' },
  hungKings: { vi: 'Giỗ Tổ Hùng Vương', en: 'Hùng Kings’ Commemoration Day' },
  victory: { vi: 'Ngày Chiến thắng', en: 'Victory Day' },
  labour: { vi: 'Ngày Quốc tế Lao động', en: 'International Labour Day' },
  national: { vi: 'Quốc khánh', en: 'National Day' },
  culture: { vi: 'Ngày Văn hóa Việt Nam', en: 'Vietnam Culture Day' },
  exchanged: { vi: 'Nghỉ hoán đổi ngày làm việc', en: 'Day off in exchange for a working Saturday' },
} satisfies Record<string, Bilingual>;

/**
 * The year from which 24 November is a paid holiday: set by Resolution 80-NQ/TW of 7 January 2026, with the amendment of the
 * Labour Code art. 112.1 ordered by Resolution 30/NQ-CP. We have not seen the amending text itself; strike this day if it failed.
 */
const FIRST_CULTURE_DAY = 2026;

const FIRST_YEAR = 1968;
const LAST_YEAR = 2199;
const years = new Map<number, { off: Map<string, Bilingual>; worked: Set<string> }>();

/** The holiday on a civil date: its name, also for a day made up or exchanged. Undefined on other days, also on plain weekends. */
export function holidayOn(date: string): Bilingual | undefined {
  return yearOf(date).off.get(date);
}

/** Whether state agencies work on this civil date. Refuses (RangeError) years outside 1968 to 2199. */
export function isWorkingDay(date: string): boolean {
  const year = yearOf(date);
  return !year.off.has(date) && (!isWeekend(date) || year.worked.has(date));
}

/** The date itself when it is a working day, else the first working day after it. */
export function workingDayFrom(date: string): string {
  let day = date;
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return day;
}

/** The civil date that is `days` working days after a date; the date itself for 0. Refuses (RangeError) a negative or broken number. */
export function addWorkingDays(date: string, days: number): string {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`a whole number of working days wanted, not ${days}`);
  let day = date;
  for (let left = days; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left--;
  }
  return day;
}

/** Working days after the first date up to and with the second. Negative when the second is earlier. */
export function workingDaysBetween(from: string, to: string): number {
  if (to < from) return -workingDaysBetween(to, from);
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) count++;
  return count;
}

/** After this hour in Vietnam a dossier counts as received on the next working day. */
export const LAST_RECEIVING_HOUR = 15;

/**
 * The civil date by which a result is promised. What is received after 15:00, or on a day off, counts as received on the next
 * working day (one-stop practice under Decree 118/2025/NĐ-CP; the procedure catalogue says "sau 15 giờ"). 0 working days is
 * the day itself.
 */
export function promisedDate({ receivedAt, workingDays }: { receivedAt: Date; workingDays: number }): string {
  const day = civilDate(receivedAt);
  const lastMoment = Date.parse(`${day}T${LAST_RECEIVING_HOUR}:00:00+07:00`);
  const counted = receivedAt.getTime() > lastMoment ? addDays(day, 1) : day;
  return addWorkingDays(workingDayFrom(counted), workingDays);
}

function yearOf(date: string) {
  const number = Number(date.slice(0, 4));
  let year = years.get(number);
  if (!year) {
    if (!(number >= FIRST_YEAR && number <= LAST_YEAR)) throw new RangeError(`no calendar of holidays for ${date}`);
    year = computeYear(number);
    years.set(number, year);
  }
  return year;
}

function computeYear(year: number) {
  const { tet, nationalDayWith, exchanged } = decided[year] ?? customary(year);
  const off = new Map<string, Bilingual>();
  off.set(`${year}-01-01`, names.newYear);
  for (let day = -tet[0]; day < tet[1]; day++) off.set(addDays(tetOf(year), day), names.tet);
  // Giỗ Tổ is a holiday since Law 84/2007/QH11.
  if (year >= 2007) off.set(solarDate({ year, month: 3, day: 10, leap: false }), names.hungKings);
  off.set(`${year}-04-30`, names.victory);
  off.set(`${year}-05-01`, names.labour);
  off.set(`${year}-09-02`, names.national);
  if (nationalDayWith) off.set(nationalDayWith, names.national);
  if (year >= FIRST_CULTURE_DAY) off.set(`${year}-11-24`, names.culture);
  for (const [date, name] of [...off].toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    if (!isWeekend(date)) continue;
    let day = date;
    while (isWeekend(day) || off.has(day)) day = addDays(day, 1);
    off.set(day, { vi: `${name.vi} (nghỉ bù)`, en: `${name.en} (made up)` });
  }
  for (const exchange of exchanged) off.set(exchange.off, names.exchanged);
  return { off, worked: new Set(exchanged.map((exchange) => exchange.worked)) };
}

/**
 * What custom suggests for a year that we have no decision for: the last day of the old lunar year and four of the new one;
 * with 2 September the neighbour that joins it to a weekend (the choice of every year from 2021 to 2026). Before 2021 National
 * Day was one day.
 */
function customary(year: number): DecidedYear {
  const weekday = weekdayOf(`${year}-09-02`);
  const after = weekday === 0 || weekday === 1 || weekday === 4;
  const nationalDayWith = year < 2021 ? '' : after ? `${year}-09-03` : `${year}-09-01`;
  return { tet: [1, 4], nationalDayWith, exchanged: [] };
}

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

function isWeekend(date: string): boolean {
  const weekday = weekdayOf(date);
  return weekday === 0 || weekday === 6;
}
