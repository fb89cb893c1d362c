import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from './civil-age.ts';
import { lunarDate, solarDate, tetOf } from './lunar-calendar.ts';
import { addWorkingDays, holidayOn, isWorkingDay, promisedDate, workingDaysBetween } from './working-days.ts';

const days = fc
  .date({ min: new Date('1968-02-01'), max: new Date('2150-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test('Tết falls on the days that the calendars of Vietnam show', () => {
  const known = (
    '1968-01-29 1969-02-16 1985-01-21 1990-01-27 1991-02-15 1992-02-04 1993-01-23 1994-02-10 1995-01-31 1996-02-19 ' +
    '1997-02-07 1998-01-28 1999-02-16 2000-02-05 2001-01-24 2002-02-12 2003-02-01 2004-01-22 2005-02-09 2006-01-29 ' +
    '2007-02-17 2008-02-07 2009-01-26 2010-02-14 2011-02-03 2012-01-23 2013-02-10 2014-01-31 2015-02-19 2016-02-08 ' +
    '2017-01-28 2018-02-16 2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 ' +
    '2027-02-06 2028-01-26 2029-02-13 2030-02-02 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08'
  ).split(' ');
  for (const date of known) assert.equal(tetOf(Number(date.slice(0, 4))), date);
});

test('Tết comes a month before Beijing’s new year in 1985 and a day before in 2030, because midnight comes an hour later', () => {
  assert.equal(solarDate({ year: 1985, month: 1, day: 1, leap: false }, 8), '1985-02-20');
  assert.equal(tetOf(1985), '1985-01-21');
  assert.equal(solarDate({ year: 2030, month: 1, day: 1, leap: false }, 8), '2030-02-03');
  assert.equal(tetOf(2030), '2030-02-02');
});

test('leap months are where the calendars of Vietnam have them', () => {
  const leaps = {
    2001: 4,
    2004: 2,
    2006: 7,
    2009: 5,
    2012: 4,
    2014: 9,
    2017: 6,
    2020: 4,
    2023: 2,
    2025: 6,
    2028: 5,
    2031: 3,
    2033: 11,
  };
  for (let year = 2001; year <= 2033; year++) {
    const found = Array.from({ length: 12 }, (_, index) => index + 1).filter((month) => {
      try {
        return solarDate({ year, month, day: 1, leap: true });
      } catch {
        return false;
      }
    });
    assert.deepEqual(found, year in leaps ? [leaps[year as keyof typeof leaps]] : [], String(year));
  }
});

test('a civil date turned into a lunar one and back is the same date', () => {
  fc.assert(fc.property(days, (day) => assert.equal(solarDate(lunarDate(day)), day)));
});

test('a day after the 30th of a month, or in a leap month that is not there, is refused', () => {
  assert.throws(() => solarDate({ year: 2026, month: 1, day: 31, leap: false }), RangeError);
  assert.throws(() => solarDate({ year: 2026, month: 1, day: 1, leap: true }), RangeError);
  assert.throws(() => tetOf(1967), RangeError);
});

function holidaysOf(year: number): string[] {
  const found: string[] = [];
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1))
    if (holidayOn(day)) found.push(day.slice(5));
  return found;
}

test('the holidays of 2024, 2025 and 2026 are those that were decided', () => {
  const list = (text: string) => text.split(' ');
  assert.deepEqual(
    holidaysOf(2024),
    list('01-01 02-08 02-09 02-10 02-11 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03'),
  );
  assert.deepEqual(holidaysOf(2025), list('01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02'));
  assert.deepEqual(
    holidaysOf(2026),
    list('01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-26 04-27 04-30 05-01 08-31 09-01 09-02 11-24'),
  );
});

test('a holiday on a weekend is made up on the next working day, one after another', () => {
  // 2023: Giỗ Tổ on a Saturday, Victory Day on a Sunday, Labour Day on a Monday.
  assert.deepEqual(
    holidaysOf(2023).filter((day) => day >= '04-28' && day <= '05-05'),
    ['04-29', '04-30', '05-01', '05-02', '05-03'],
  );
  assert.equal(holidayOn('2026-04-27')?.vi, 'Giỗ Tổ Hùng Vương (nghỉ bù)');
});

test('a Saturday worked in exchange is a working day, other Saturdays are not', () => {
  assert.ok(isWorkingDay('2026-08-22'));
  assert.ok(!isWorkingDay('2026-08-29'));
  assert.equal(holidayOn('2026-08-29'), undefined);
});

test('working days counted and working days added agree', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 60 }), (day, count) => {
      const end = addWorkingDays(day, count);
      assert.equal(workingDaysBetween(day, end), count);
      assert.equal(workingDaysBetween(end, day), count === 0 ? 0 : -count);
      if (count > 0) assert.ok(isWorkingDay(end));
    }),
  );
  assert.throws(() => addWorkingDays('2026-01-01', -1), RangeError);
  assert.throws(() => addWorkingDays('2026-01-01', 0.5), RangeError);
});

test('a result is promised from the day of receipt until 15:00, from the next working day after that', () => {
  const promised = (receivedAt: string, workingDays: number) =>
    promisedDate({ receivedAt: new Date(receivedAt), workingDays });
  assert.equal(promised('2026-11-19T15:00:00+07:00', 0), '2026-11-19');
  assert.equal(promised('2026-11-19T15:00:01+07:00', 0), '2026-11-20');
  assert.equal(promised('2026-11-20T16:00:00+07:00', 0), '2026-11-23');
  assert.equal(promised('2026-11-21T09:00:00+07:00', 0), '2026-11-23');
  // 17:30 UTC is already the next day in Vietnam.
  assert.equal(promised('2026-11-18T17:30:00Z', 2), '2026-11-23');
  // Over Tết: received on the last Friday before, three working days.
  assert.equal(promised('2026-02-13T10:00:00+07:00', 3), '2026-02-25');
});
