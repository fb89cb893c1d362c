import { setTimeout as wait } from 'node:timers/promises';
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
const WARM_UP_BIRTHS = 200;

/**
 * `birth.complete`: whole births, steps 1 to 6, over HTTP in all roles, finished per second. Each user plays one couple
 * after another; none comes twice. The limit is what those births cannot do without, done bare: see bareBirths.
 */
export async function birth(options: Options): Promise<void> {
  const { users = 40, people = 20_000, workers = 1, seconds = 30 } = options;
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
    const played = play(stage, offices, next, wanted.users);
    await played.until((count) => count >= WARM_UP_BIRTHS);
    isMeasured = true;
    const work = await countWork(house);
    const used = processorTime(house);
    const began = performance.now();
    const before = played.finished.length;
    await played.until((count) => count - before >= wanted.births || performance.now() - began > wanted.seconds * 1000);
    const took_seconds = (performance.now() - began) / 1000;
    isMeasured = false;
    const usedAfter = processorTime(house);
    const births = played.finished.slice(before);
    const done: WorkDone = { ...(await work.since()), births: births.length, requests };
    await played.stop();
    const perSecond = births.length / took_seconds;
    const limit = await bareBirths(house, done, wanted.users);
    printDetail('birth', { users: wanted.users, births: births.length, seconds: rounded(took_seconds) });
    printDetail('birth', { cores: shares(used, usedAfter, took_seconds), perBirth: limit.perBirth });
    const taken_ms = births.map((birth) => birth.taken_ms);
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

interface Played {
  /** The births that are finished, each with how long it took. */
  finished: (FinishedBirth & { taken_ms: number })[];
  /** Fulfilled when it is enough, or rejected when a user has met something unexpected. Users go on meanwhile. */
  until(isEnough: (finished: number) => boolean): Promise<void>;
  /** No user begins another couple; fulfilled when each has finished what was begun. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 20;

/** Lets users play one couple after another. What is measured is a stretch in the middle, when all are at work. */
function play(stage: Stage, offices: Offices, next: ReturnType<typeof couplesInTurn>, users: number): Played {
  const finished: Played['finished'] = [];
  let isOver = false;
  let failure: { error: unknown } | undefined;
  const user = async () => {
    while (!isOver) {
      let began = performance.now();
      await wholeBirths(stage, offices, next(), (born) => {
        finished.push({ ...born, taken_ms: performance.now() - began });
        began = performance.now();
      });
    }
  };
  const all = Promise.all(Array.from({ length: users }, user)).catch((error: unknown) => {
    failure = { error };
    isOver = true;
  });
  const complain = () => {
    if (failure) throw failure.error;
  };
  return {
    finished,
    async until(isEnough) {
      for (complain(); !isEnough(finished.length); complain()) await wait(LOOK_EVERY_MS);
    },
    async stop() {
      isOver = true;
      await all;
      complain();
    },
  };
}
