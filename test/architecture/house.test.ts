import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CHECKS } from './checks.ts';
import { ROOT } from './planted.ts';
import { readTree } from './source.ts';

suite('the house keeps its own rules', () => {
  const tree = readTree(ROOT);
  for (const [name, check] of Object.entries(CHECKS)) {
    test(name, () => {
      const found = check(tree).map(({ at, message }) => `${at}\n    ${message}`);
      assert.ok(found.length === 0, `\n${found.join('\n')}`);
    });
  }
});
