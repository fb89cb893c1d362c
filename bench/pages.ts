import { setTimeout as wait } from 'node:timers/promises';
import { type Couple, Offices, type Stage, birthsOf, browserOf, wholeBirths } from '../test/support/births.ts';
import { documentsOn, signIn } from '../test/support/journey.ts';
import { type PlainBrowser, UnexpectedPage, formTo, linksOf } from '../test/support/plain-browser.ts';
import { runHouse } from '../test/support/running-house.ts';
import { bareServer } from './bare-birth.ts';
import { printDetail, printFigure, quantile, table } from './figures.ts';
import type { Options } from './run.ts';
import { setStage } from './stage.ts';

const THINK_MS = 1_000;
const PARENTS_OF_10 = 4;
const OFFICERS_OF_10 = 2;

const PUBLIC_PAGES = [
  '/',
  '/services',
  '/search?q=khai%20sinh',
  '/search?q=gi%E1%BA%A3ng%20v%C3%B5',
  '/life-events/birth',
  '/procedures/1.001193',
  '/verify',
  '/about',
  '/places',
  '/places/01',
  '/sign-in',
  '/?language=en',
];

/** Somebody at a browser, and the pages that they look at in turn. */
interface Reader {
  browser: PlainBrowser;
  paths: string[];
}

/**
 * `page.p95`: the 95th of 100 durations of the slowest kind of page, from the request to the last byte, while 50 people
 * use the house, each thinking for one second between two pages; and `page.p95.hurried`, without thinking. Of ten people
 * four are parents signed in, two officers at their desks, four visitors. The limit is the same by a bare server that sends
 * a page from memory.
 */
export async function pages(options: Options): Promise<void> {
  const { users = 50, people = 20_000, workers = 1, seconds = 20 } = options;
  const house = await runHouse({ PEOPLE: String(people), WORKERS: String(workers) });
  try {
    let durations = new Map<string, number[]>();
    const stage = await setStage(house, {
      onAnswer({ kind, status, duration_ms }) {
        // What leads on to a page is part of the way there, but no page.
        if (status >= 300 && status < 400) return;
        const list = durations.get(kind);
        if (list) list.push(duration_ms);
        else durations.set(kind, [duration_ms]);
      },
    });
    const readers = await readersOf(stage, users);
    await read(readers, { seconds: 4, think_ms: 0 });
    for (const [name, think_ms] of [
      ['page.p95', THINK_MS],
      ['page.p95.hurried', 0],
    ] as const) {
      durations = new Map();
      const count = await read(readers, { seconds, think_ms });
      const lines = table(durations);
      const slowest = Math.max(...[...durations.values()].map((values) => quantile(values, 0.95)));
      for (const line of lines) printDetail(name, line);
      printDetail(name, { users, think_ms, pagesPerSecond: Math.round(count / seconds) });
      const limit = await bare(users, { seconds: 5, think_ms });
      printFigure({ bench: name, value: slowest, unit: 'ms', limit });
    }
    for (const { browser } of readers) browser.close();
  } finally {
    await house.close();
  }
}

async function read(readers: Reader[], { seconds, think_ms }: { seconds: number; think_ms: number }): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let count = 0;
  const one = async ({ browser, paths }: Reader, place: number) => {
    // Not everybody begins at the same moment.
    await wait((think_ms * place) / readers.length);
    for (let at = place; performance.now() < until; at++) {
      const page = await browser.open(paths[at % paths.length]!);
      if (page.status !== 200) throw new UnexpectedPage('a page', page);
      count++;
      if (think_ms) await wait(think_ms);
    }
  };
  await Promise.all(readers.map(one));
  return count;
}

/** People with something to look at: parents with a birth that is done and one that is begun, officers with cases. */
async function readersOf(stage: Stage, users: number): Promise<Reader[]> {
  const offices = new Offices(stage);
  const parents: Reader[] = [];
  const parentCount = Math.round((users * PARENTS_OF_10) / 10);
  const officerCount = Math.round((users * OFFICERS_OF_10) / 10);
  const couples = stage.cast.couples.slice(0, parentCount);
  await Promise.all(
    couples.map(async (couple, index) => {
      await wholeBirths(stage, offices, { couple, index: 2 * index, isTwin: false }, () => {});
      parents.push(await parentReader(stage, couple, index));
    }),
  );
  offices.close();
  const officers = await Promise.all(
    couples.slice(0, officerCount).map(({ communeCode }, index) => {
      const { civilStatus, police } = stage.cast.officers.get(communeCode)!;
      return officerReader(stage, index % 2 ? police : civilStatus);
    }),
  );
  const visitors = Array.from({ length: users - parents.length - officers.length }, (_, index) => ({
    browser: browserOf(stage, String(index)),
    paths: PUBLIC_PAGES,
  }));
  return [...parents, ...officers, ...visitors];
}

async function parentReader(stage: Stage, couple: Couple, index: number): Promise<Reader> {
  const number = couple.motherNumber;
  const browser = browserOf(stage, number);
  // A second child, whose dossier is begun and not submitted; a year later would be likelier, but it is only looked at.
  const [report] = birthsOf(couple, { hospital: stage.cast.hospital, index: 100_000 + index, isTwin: false });
  const twin = { ...report!, birthOrder: 2, birthCount: 2, notificationNumber: `${report!.notificationNumber}-2` };
  const { notificationId } = await stage.hospital.reportBirth(twin);
  const births = await signIn(browser, { area: 'portal', number, password: stage.password, to: '/births' });
  const draft = await browser.send(formTo(births, /^\/births$/), { notificationId });
  const draftId = draft.path.split('/')[2]!;
  const documents = await browser.open('/documents');
  const code = linksOf(documents).find((href) => href.startsWith('/verify/'))!;
  const log = await browser.open('/data-log');
  const receipt = linksOf(log).find((href) => /^\/data-log\/[A-Z0-9-]+$/.test(href))!;
  const list = await browser.open('/dossiers');
  const done = linksOf(list).find((href) => href.startsWith('/dossiers/') && !href.includes(draftId))!;
  const inbox = await browser.open('/inbox');
  const message = linksOf(inbox).find((href) => /^\/inbox\/[\w-]{36}$/.test(href))!;
  return {
    browser,
    paths: [
      '/',
      '/births',
      `/dossiers/${draftId}/child`,
      `/dossiers/${draftId}/review`,
      '/dossiers',
      done,
      '/documents',
      `/documents/${documentsOn(documents)[0]!}`,
      code,
      '/data-log',
      '/data-log?person=child-1',
      receipt,
      '/inbox',
      message,
      '/account',
    ],
  };
}

async function officerReader(stage: Stage, number: string): Promise<Reader> {
  const browser = browserOf(stage, number);
  await signIn(browser, { area: 'desk', number, password: stage.password, to: '/desk/queue' });
  const over = '/desk/queue?over=yes';
  const steps = linksOf(await browser.open(over)).filter((href) => /^\/desk\/steps\/[\w-]{36}$/.test(href));
  return { browser, paths: ['/desk/queue', over, ...steps.slice(0, 2)] };
}

async function bare(users: number, { seconds, think_ms }: { seconds: number; think_ms: number }): Promise<number> {
  const server = await bareServer();
  const until = performance.now() + seconds * 1000;
  const durations: number[] = [];
  const one = async (_: unknown, place: number) => {
    await wait((think_ms * place) / users);
    while (performance.now() < until) {
      const began = performance.now();
      await server.ask();
      durations.push(performance.now() - began);
      if (think_ms) await wait(think_ms);
    }
  };
  await Promise.all(Array.from({ length: users }, one));
  server.close();
  return quantile(durations, 0.95);
}
