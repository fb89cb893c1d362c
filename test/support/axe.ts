import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { CDPSession, Page } from 'playwright-core';
import { isKnownSound, keepAsSound, structureOf } from './structure.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 at levels A and AA, and what axe-core holds to be best practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const KEPT_AS = 'axe-core';
/** Gives null where axe-core is not kept yet. */
const EXAMINE_BY_KEPT = `(() => {
  const kept = localStorage.getItem('${KEPT_AS}');
  if (kept === null) return null;
  (0, eval)(kept);
  return axe
    .run(document, ${JSON.stringify({ runOnly: RULES, resultTypes: ['violations'], preload: false, iframes: false })})
    .then(({ violations }) => violations);
})()`;

/**
 * Asserts that axe-core finds nothing on the page as it is now. The message names each rule and the elements at fault.
 * A page of a structure that was found sound in this run is not examined again.
 */
export async function assertAccessible(page: Page): Promise<void> {
  const structure = await structureOf(page);
  if (isKnownSound(structure)) return;
  const scriptless = await page.evaluate(() => matchMedia('(scripting: none)').matches);
  const violations = scriptless ? await examineScriptless(page) : await examine(page);
  const found = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map((node) => `    ${node.target.join(' ')}  ${node.html}`).join('\n')}`,
  );
  assert.equal(found.length, 0, `axe-core found on ${page.url()}:\n  ${found.join('\n  ')}`);
  keepAsSound(structure);
}

/**
 * Examines by the debugger, so that the page's own strict content policy stays as it is. axe-core is kept in the storage
 * of the pages' origin: sending it to every page takes as long as half of its rules.
 */
async function examine(page: Page): Promise<AxeResults['violations']> {
  const found = await evaluate<AxeResults['violations'] | null>(page, EXAMINE_BY_KEPT);
  if (found) return found;
  await evaluate(page, `localStorage.setItem('${KEPT_AS}', ${JSON.stringify(axe)})`);
  return (await evaluate<AxeResults['violations'] | null>(page, EXAMINE_BY_KEPT))!;
}

async function evaluate<Result>(page: Page, expression: string): Promise<Result> {
  const session = await debuggerOf(page);
  const { result, exceptionDetails: failure } = await session.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  if (failure) throw new Error(`axe-core failed on ${page.url()}: ${failure.exception?.description ?? failure.text}`);
  return result.value as Result;
}

const debuggers = new WeakMap<Page, Promise<CDPSession>>();

/** It stays attached: one that leaves takes what it forbade along. */
function debuggerOf(page: Page): Promise<CDPSession> {
  let session = debuggers.get(page);
  if (!session) debuggers.set(page, (session = page.context().newCDPSession(page)));
  return session;
}

/**
 * axe-core needs JavaScript. A page that was read without it is given it while it is examined: its own scripts were not
 * run when it was read, and are not run now.
 */
async function examineScriptless(page: Page): Promise<AxeResults['violations']> {
  const session = await debuggerOf(page);
  const forbidScripts = (value: boolean) => session.send('Emulation.setScriptExecutionDisabled', { value });
  // A session can only give back what it took itself.
  await forbidScripts(true);
  await forbidScripts(false);
  await rename(page, 'noscript', 'div.shown-without-script');
  try {
    return await examine(page);
  } finally {
    await rename(page, 'div.shown-without-script', 'noscript');
    await forbidScripts(true);
  }
}

/** Gives elements another name, keeping what is in them: axe-core passes over what is for browsers without scripts only. */
async function rename(page: Page, from: string, to: string): Promise<void> {
  await page.evaluate(
    ([selector, name, className]) => {
      for (const element of document.querySelectorAll(selector!)) {
        const renamed = document.createElement(name!);
        if (className) renamed.className = className;
        renamed.append(...element.childNodes);
        element.replaceWith(renamed);
      }
    },
    [from, ...to.split('.')],
  );
}
