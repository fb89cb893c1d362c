import { setTimeout as wait } from 'node:timers/promises';
import { checkBirths } from '../test/support/birth-checks.ts';
import { type FinishedBirth, Offices, wholeBirths } from '../test/support/births.ts';
import { type Part, type RunningHouse, runHouse } from '../test/support/running-house.ts';
import { couplesInTurn } from './birth.ts';
import { printDetail, printFigure } from './figures.ts';
import { setStage } from './stage.ts';

/** How long people go on pressing again while the house is down or busy. */
const PATIENCE_MS = 120_000;
/** The house is up and under load for so long before the next kill, in ms: anywhere in between. */
const BETWEEN_KILLS_MS = { least: 500, most: 6_000 };
const GONE_WITHIN_MS = 10_000;

/** What is killed at the same moment, in turn. */
const KILLS: readonly (readonly Part[])[] = [
  ['first', 'web', 'jobs'],
  ['first', 'web', 'jobs', 'database'],
  ['jobs'],
  ['first', 'web', 'jobs'],
  ['first'],
  ['web', 'jobs'],
];

/** What came of births under kills. */
export interface Survived {
  kills: number;
  finished: FinishedBirth[];
  checked: Record<string, number>;
  faults: string[];
  /** From a kill to the moment when pages came again, in ms. */
  down_ms: number[];
}

/**
 * Plays births while processes of the house are killed without warning, so many times, at random moments; people press
 * again. When all births that were begun are finished, looks whether every one of them is whole.
 */
export async function playUnderKills(
  house: RunningHouse,
  wanted: { users: number; kills: number; births?: number; onKill?(parts: readonly Part[]): void },
): Promise<Survived> {
  const stage = await setStage(house, { patience_ms: PATIENCE_MS });
  const offices = new Offices(stage);
  const next = couplesInTurn(stage);
  const finished: FinishedBirth[] = [];
  const faults: string[] = [];
  const down_ms: number[] = [];
  let isOver = false;
  const user = async () => {
    while (!isOver) {
      const play = next();
      try {
        await wholeBirths(stage, offices, play, (birth) => finished.push(birth));
      } catch (error) {
        faults.push(`couple ${play.index}: ${(error as Error).message}`);
      }
      if (wanted.births !== undefined && play.index + 1 >= wanted.births) return;
    }
  };
  const users = Promise.all(Array.from({ length: wanted.users }, user));
  try {
    for (let kills = 0; kills < wanted.kills; kills++) {
      const { least, most } = BETWEEN_KILLS_MS;
      await wait(least + Math.random() * (most - least));
      const parts = KILLS[kills % KILLS.length]!;
      wanted.onKill?.(parts);
      const began = performance.now();
      house.kill(parts);
      if (parts.includes('first')) await startAgain(house);
      down_ms.push(performance.now() - began);
    }
    isOver = true;
    await users;
    await jobsAreDone(house);
    const found = await checkBirths(house.owner, finished);
    return { kills: wanted.kills, finished, checked: found.checked, faults: [...faults, ...found.faults], down_ms };
  } finally {
    isOver = true;
    offices.close();
  }
}

/** Starts the house again. Processes whose first process is gone end by themselves; none may be left over. */
async function startAgain(house: RunningHouse): Promise<void> {
  const until = performance.now() + GONE_WITHIN_MS;
  while (house.processes().some(({ part }) => part !== 'database')) {
    if (performance.now() > until) throw new Error('processes of the killed house do not end');
    await wait(10);
  }
  await house.start();
}

const JOBS_DONE_WITHIN_MS = 60_000;

/** Waits until the queue is empty: the last messages to people may still be on their way. */
async function jobsAreDone(house: RunningHouse): Promise<void> {
  const until = performance.now() + JOBS_DONE_WITHIN_MS;
  while (performance.now() < until) {
    const { checked } = await checkBirths(house.owner, []);
    if (checked.jobsLeft === 0) return;
    await wait(500);
  }
}

/** `birth --kill n`: prints what was killed and what was checked; ends with failure when a birth is not whole. */
export async function birthsUnderKills(options: {
  users: number;
  people: number;
  workers: number;
  kill: number;
}): Promise<void> {
  const { users, people, workers, kill } = options;
  const house = await runHouse({ PEOPLE: String(people), WORKERS: String(workers) });
  try {
    const killed: string[] = [];
    const result = await playUnderKills(house, {
      users,
      kills: kill,
      onKill: (parts) => killed.push(parts.join(' + ')),
    });
    const longest_ms = Math.max(0, ...result.down_ms);
    printDetail('birth.kill', { killed, longestDown_ms: Math.round(longest_ms), checked: result.checked });
    for (const fault of result.faults.slice(0, 50)) printDetail('birth.kill', { fault });
    printFigure({ bench: 'birth.kill.faults', value: result.faults.length, unit: 'faults' });
    if (result.faults.length > 0) process.exitCode = 1;
  } finally {
    await house.close();
  }
}
