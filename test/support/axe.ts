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
  // Evaluated by the debugger, so that the page's own strict content policy stays as it is.
  await page.evaluate(axe);
  const results = (await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] })`,
  )) as AxeResults;
  const found = results.violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map((node) => `    ${node.target.join(' ')}  ${node.html}`).join('\n')}`,
  );
  assert.equal(found.length, 0, `axe-core found on ${page.url()}:\n  ${found.join('\n  ')}`);
}
