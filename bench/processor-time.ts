import { readFileSync } from 'node:fs';
import type { RunningHouse } from '../test/support/running-house.ts';
import { rounded } from './figures.ts';

/** Linux counts in hundredths of a second (USER_HZ, proc(5)). */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time so far, by what the processes do; `bench` is this process, which plays the people. */
export function processorTime(house: RunningHouse): Record<string, number> {
  const seconds: Record<string, number> = {};
  for (const { pid, part } of house.processes()) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
      // utime, stime; and those of children that have ended, e.g. of database connections that were closed.
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      seconds[part] = (seconds[part] ?? 0) + ticks / TICKS_PER_SECOND;
    } catch {
      // It ended while we looked.
    }
  }
  const { user, system } = process.cpuUsage();
  seconds.bench = (user + system) / 1_000_000;
  return seconds;
}

/** What was used between two moments, each as a share of one core. */
export function shares(
  before: Record<string, number>,
  after: Record<string, number>,
  seconds: number,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after).map(([part, used]) => [part, rounded((used - (before[part] ?? 0)) / seconds)]),
  );
}
