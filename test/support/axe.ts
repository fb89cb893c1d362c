import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** WCAG 2.2 at levels A and AA, and what axe-core holds to be best practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Asserts that axe-core finds nothing on the page as it is now. The message names each rule and the elements at fault. */
export async function assertAccessible(page: Page): Promise<void> {
  const scriptless = await page.evaluate(() => matchMedia('(scripting: none)').matches);
  const results = scriptless ? await examineCopy(page) : await examine(page);
  const found = results.violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map((node) => `    ${node.target.join(' ')}  ${node.html}`).join('\n')}`,
  );
  assert.equal(found.length, 0, `axe-core found on ${page.url()}:\n  ${found.join('\n  ')}`);
}

async function examine(page: Page): Promise<AxeResults> {
  // Evaluated by the debugger, so that the page's own strict content policy stays as it is.
  await page.evaluate(axe);
  return (await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] })`,
  )) as AxeResults;
}

/** axe-core needs JavaScript. A page in a browser without it is shown again in one that has it, but runs no script of its own. */
async function examineCopy(page: Page): Promise<AxeResults> {
  const html = (await page.content()).replaceAll(/<(\/?)noscript>/g, '<$1div>');
  const context = await page
    .context()
    .browser()!
    .newContext({
      storageState: await page.context().storageState(),
      viewport: page.viewportSize(),
    });
  try {
    const copy = await context.newPage();
    await copy.route('**', async (route) => {
      const type = route.request().resourceType();
      if (type === 'document') return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html });
      return type === 'script' ? route.abort() : route.continue();
    });
    await copy.goto(page.url());
    return await examine(copy);
  } finally {
    await context.close();
  }
}
