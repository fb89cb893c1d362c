import { type FinishedBirth, Offices, type Stage, wholeBirths } from '../test/support/births.ts';
import { type RunningHouse, runHouse } from '../test/support/running-house.ts';
import { type WorkDone, bareBirths, countWork } from './bare-birth.ts';
import { printDetail, printFigure, quantile, rounded, table } from './figures.ts';
import { birthsUnderKills } from './kill.ts';
import { processorTime, shares } from './processor-time.ts';
import type { Options } from './run.ts';
import { setStage } from './stage.ts';

/** Of a hundred births so many couples have twins. The country has about 1.3; a little more shows them in a short run. */
const TWINS_OF_100 = 3;
/** Node compiles what runs often; the first births are several times as slow as the later ones. */
const WARM_UP_BIRTHS = 40;

/**
 * `birth.complete`: whole births, steps 1 to 6, over HTTP in all roles, finished per second. Each user plays one couple
 * after another; none comes twice. The limit is what those births cannot do without, done bare: see bareBirths.
 */
export async function birth(options: Options): Promise<void> {
  const { users = 24, people = 20_000, workers = 1, seconds = 30 } = options;
  if (options.kill !== undefined) return birthsUnderKills({ users, people, workers, ...options, kill: options.kill });
  const house = await runHouse({
    PEOPLE: String(people),
    WORKERS: String(workers),
  });
  try {
    await measure(house, { users, seconds, births: options.births ?? Infinity });
  } finally {
    await house.close();
  }
}

async function measure(house: RunningHouse, wanted: { users: number; seconds: number; births: number }): Promise<void> {
  const durations = new Map<string, number[]>();
  let isMeasured = false;
  let requests = 0;
  const stage = await setStage(house, {
    onAnswer({ kind, duration_ms }) {
      if (!isMeasured) return;
      requests++;
      const list = durations.get(kind);
      if (list) list.push(duration_ms);
      else durations.set(kind, [duration_ms]);
    },
  });
  const next = couplesInTurn(stage);
  const offices = new Offices(stage);
  try {
    await offices.open();
    await play(stage, offices, next, { users: 6, until: (count) => count >= WARM_UP_BIRTHS });
    isMeasured = true;
    const work = await countWork(house);
    const used = processorTime(house);
    const began = performance.now();
    const { finished, taken_ms } = await play(stage, offices, next, {
      users: wanted.users,
      until: (count) => count >= wanted.births || performance.now() - began > wanted.seconds * 1000,
    });
    const took_seconds = (performance.now() - began) / 1000;
    isMeasured = false;
    const usedAfter = processorTime(house);
    const done: WorkDone = { ...(await work.since()), births: finished.length, requests };
    const perSecond = finished.length / took_seconds;
    const limit = await bareBirths(house, done, wanted.users);
    printDetail('birth', { users: wanted.users, births: finished.length, seconds: rounded(took_seconds) });
    printDetail('birth', { cores: shares(used, usedAfter, took_seconds), perBirth: limit.perBirth });
    printDetail('birth', {
      wholeBirth_ms: { p50: rounded(quantile(taken_ms, 0.5)), p95: rounded(quantile(taken_ms, 0.95)) },
    });
    for (const line of table(durations)) printDetail('birth.page', line);
    printFigure({ bench: 'birth.complete', value: perSecond, unit: 'births/s', limit: limit.perSecond });
  } finally {
    offices.close();
  }
}

/** A couple that was not yet there, each time it is called. Throws when the country has no more. */
export function couplesInTurn(
  stage: Stage,
): () => { couple: Stage['cast']['couples'][number]; index: number; isTwin: boolean } {
  let index = -1;
  return () => {
    const couple = stage.cast.couples[++index];
    if (!couple) throw new Error(`the country has only ${index} couples for this: give more --people`);
    return { couple, index, isTwin: index % 100 < TWINS_OF_100 };
  };
}

/** Lets users play couples until it is enough, and each finish what is begun. Gives the births that were finished. */
async function play(
  stage: Stage,
  offices: Offices,
  next: ReturnType<typeof couplesInTurn>,
  { users, until }: { users: number; until(finished: number): boolean },
): Promise<{ finished: FinishedBirth[]; taken_ms: number[] }> {
  const finished: FinishedBirth[] = [];
  const taken_ms: number[] = [];
  const user = async () => {
    while (!until(finished.length)) {
      let began = performance.now();
      await wholeBirths(stage, offices, next(), (born) => {
        finished.push(born);
        taken_ms.push(performance.now() - began);
        began = performance.now();
      });
    }
  };
  await Promise.all(Array.from({ length: users }, user));
  return { finished, taken_ms };
}
