import { DaysDuration, FeelDate, MonthsDuration, dateOfEpochDay, epochDay } from '../feel/calendar.ts';
import { type Numeric, add, divide, isNumeric, round } from '../feel/decimal.ts';
import type { Kind, Value } from '../feel/value.ts';
import { orderOf } from './asked.ts';

/** Values between two others, to try a table with: the plainest first. An end that is undefined has no limit. */
export function samplesBetween(kind: Kind, low: Value | undefined, high: Value | undefined): Value[] {
  return candidates(kind, low, high).filter(
    (value) =>
      value !== null &&
      (low === undefined || orderOf(low, value) < 0) &&
      (high === undefined || orderOf(value, high) < 0),
  );
}

function candidates(kind: Kind, low: Value | undefined, high: Value | undefined): Value[] {
  switch (kind) {
    case 'number':
      return numbers(isNumeric(low) ? low : undefined, isNumeric(high) ? high : undefined);
    case 'string':
      return low === undefined ? ['', '…'] : [`${String(low)} …`, `${String(low)}\u0000`];
    case 'date':
      return between(
        low instanceof FeelDate ? epochDay(low) : undefined,
        high instanceof FeelDate ? epochDay(high) : undefined,
      ).map((day) => dateOfEpochDay(day));
    case 'years and months duration':
      return between(
        low instanceof MonthsDuration ? low.months : undefined,
        high instanceof MonthsDuration ? high.months : undefined,
      ).map((months) => new MonthsDuration(months));
    case 'days and time duration': {
      const from = low instanceof DaysDuration ? low.nanoseconds : undefined;
      const to = high instanceof DaysDuration ? high.nanoseconds : undefined;
      const day = 86_400_000_000_000n;
      const all =
        from !== undefined
          ? [from + day, ...(to === undefined ? [] : [(from + to) / 2n]), from + 1n]
          : [(to ?? day) - day];
      return all.map((nanoseconds) => new DaysDuration(nanoseconds));
    }
    default:
      return [];
  }
}

/** Whole steps after the lower end, or before the upper one. */
function between(low: number | undefined, high: number | undefined): number[] {
  if (low !== undefined) return high === undefined ? [low + 1] : [low + 1, Math.floor((low + high) / 2)];
  return [(high ?? 1) - 1];
}

/** A whole number where there is one, then the middle. */
function numbers(low: Numeric | undefined, high: Numeric | undefined): Value[] {
  if (low !== undefined) {
    const next = add(round(low, 0, 'floor') ?? 0, 1);
    if (high === undefined) return [next];
    const sum = add(low, high);
    return [next, sum === null ? null : divide(sum, 2)];
  }
  const below = add(round(high ?? 1, 0, 'ceiling') ?? 0, -1);
  return [0, below];
}
