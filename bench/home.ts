import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import lighthouse from 'lighthouse';
import { findProgram } from '../test/support/chromium.ts';
import { freePort, runHouse } from '../test/support/running-house.ts';
import { printDetail, printFigure } from './figures.ts';
import type { Options } from './run.ts';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
const BROWSER_WITHIN_MS = 20_000;

/**
 * `home.transferred`: all bytes that a browser with an empty cache is sent for the home page, as they were sent; and what
 * Lighthouse says of that page, on its slow phone. Needs Chromium.
 */
export async function home(options: Options): Promise<void> {
  const chromium = findProgram('chromium');
  if (!chromium) {
    console.error('home was not measured: this machine has no Chromium.');
    process.exitCode = 1;
    return;
  }
  const house = await runHouse({ PEOPLE: String(options.people ?? 2_000) });
  const profile = mkdtempSync(join(tmpdir(), 'mot-cua-run-'));
  const port = await freePort();
  const browser = spawn(
    chromium,
    [
      ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      [`--remote-debugging-port=${port}`, `--user-data-dir=${profile}`, 'about:blank'],
    ].flat(),
    { stdio: 'ignore' },
  );
  try {
    await answers(port);
    // The first visit warms the house up, not the browser: Lighthouse empties its cache.
    await fetch(house.publicUrl);
    const result = await lighthouse(house.publicUrl, { port, onlyCategories: CATEGORIES, logLevel: 'silent' });
    if (!result) throw new Error('Lighthouse said nothing');
    const { categories, audits } = result.lhr;
    const requests = audits['network-requests']?.details as
      | { items: { url: string; transferSize: number }[] }
      | undefined;
    const items = requests?.items ?? [];
    for (const { url, transferSize } of items) {
      printDetail('home', { path: url.startsWith('data:') ? 'data:' : new URL(url).pathname, bytes: transferSize });
    }
    for (const audit of Object.values(audits)) {
      if (audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== 'informative') {
        printDetail('home', { audit: audit.id, score: audit.score, found: audit.displayValue });
      }
    }
    const bytes = items.reduce((sum, { transferSize }) => sum + transferSize, 0);
    printFigure({ bench: 'home.transferred', value: bytes / 1000, unit: 'kB' });
    for (const name of CATEGORIES) {
      printFigure({ bench: `home.lighthouse.${name}`, value: (categories[name]?.score ?? 0) * 100, unit: 'of 100' });
    }
  } finally {
    await end(browser);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    await house.close();
  }
}

async function answers(port: number): Promise<void> {
  const until = performance.now() + BROWSER_WITHIN_MS;
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/json/version`);
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await wait(100);
    }
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await ended;
}
