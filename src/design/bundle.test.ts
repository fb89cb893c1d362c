import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { bundled } from './bundle.ts';

test('a bundle follows every file that it was made of, also one that is imported', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'mot-cua-bundle-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write('island.js', `import { word } from './word.js'; document.title = word;`);
  write('word.js', `export const word = 'first';`);
  const island = join(folder, 'island.js');
  assert.match(bundled(island), /"first"/);
  assert.equal(bundled(island), bundled(island));
  write('word.js', `export const word = 'second';`);
  assert.match(bundled(island), /"second"/);
  rmSync(join(folder, 'word.js'));
  assert.throws(() => bundled(island), /word\.js/);
});
