/**
 * The time. Everything that asks for the time asks here, so that a test can say what time it is.
 * Days are those of Vietnam (UTC+7 all the year; no daylight saving since 1975).
 */
let shift_ms = 0;

/** The present instant. */
export function now(): Date {
  return new Date(Date.now() + shift_ms);
}

/** The civil date in Vietnam, as `YYYY-MM-DD`. */
export function today(): string {
  return civilDate(now());
}

const VIETNAM_OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/** The day asked for last, counted from 1970, and how it is written: mostly it is today again. */
let lastDay = NaN;
let lastText = '';

/** The civil date in Vietnam of an instant, as `YYYY-MM-DD`. */
export function civilDate(at: Date): string {
  const day = Math.floor((at.getTime() + VIETNAM_OFFSET_MS) / DAY_MS);
  if (day !== lastDay) {
    lastText = new Date(day * DAY_MS).toISOString().slice(0, 10);
    lastDay = day;
  }
  return lastText;
}

/** The last instant of a civil date in Vietnam. */
export function endOfDay(date: string): Date {
  return new Date(Date.parse(`${date}T23:59:59.999Z`) - VIETNAM_OFFSET_MS);
}

/** For tests: from now on the clock shows `at` and goes on from there; without an instant, the real time again. */
export function setClock(at?: Date): void {
  shift_ms = at ? at.getTime() - Date.now() : 0;
}
