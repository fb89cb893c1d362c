import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const theme = readFileSync(join(import.meta.dirname, 'theme/mot-cua.css'), 'utf8');
const ROLES = ['cham', 'vang', 'neutral', 'info', 'success', 'warning', 'danger'];

/** The colours of one scheme, by name without the prefix, e.g. `cham-base-default`. */
function coloursOf(scheme: 'light' | 'dark'): Record<string, string> {
  const start = theme.indexOf(`[data-color-scheme="${scheme}"] {\n  --ds-color-cham-background-default`);
  const block = theme.slice(start).split('}', 1)[0]!;
  return Object.fromEntries(
    [...block.matchAll(/--ds-color-([\w-]+): (#[0-9a-f]{6})/g)].map((match) => [match[1]!, match[2]!]),
  );
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}

const GROUNDS = ['background-default', 'background-tinted', 'surface-default', 'surface-tinted'];

for (const scheme of ['light', 'dark'] as const) {
  const colours = coloursOf(scheme);
  const check = (pairs: readonly [string, string][], least: number) => {
    const weak = pairs
      .map(([front, ground]) => ({ front, ground, ratio: contrast(colours[front]!, colours[ground]!) }))
      .filter(({ ratio }) => !(ratio >= least))
      .map(({ front, ground, ratio }) => `${front} on ${ground}: ${ratio.toFixed(2)}, at least ${least}`);
    assert.deepEqual(weak, [], 'change a colour in theme/designsystemet.config.json and run theme/build.sh');
  };

  test(`in the ${scheme} scheme every text stands out from every ground of its colour by 4.5 (WCAG 1.4.3)`, () => {
    check(
      ROLES.flatMap((role) =>
        ['text-default', 'text-subtle'].flatMap((text) =>
          GROUNDS.map((ground): [string, string] => [`${role}-${text}`, `${role}-${ground}`]),
        ),
      ),
      4.5,
    );
  });

  test(`in the ${scheme} scheme every text stands out from the page's own paper and sheets by 4.5`, () => {
    check(
      ROLES.flatMap((role) =>
        ['text-default', 'text-subtle'].flatMap((text) =>
          [...GROUNDS, 'surface-hover'].map((ground): [string, string] => [`${role}-${text}`, `neutral-${ground}`]),
        ),
      ),
      4.5,
    );
  });

  test(`in the ${scheme} scheme the words of every button stand out by 4.5, also under the pointer and pressed`, () => {
    check(
      ROLES.flatMap((role) =>
        ['base-default', 'base-hover', 'base-active'].map((ground): [string, string] => [
          `${role}-base-contrast-default`,
          `${role}-${ground}`,
        ]),
      ),
      4.5,
    );
  });

  test(`in the ${scheme} scheme edges of fields, beads and the focus ring stand out by 3 (WCAG 1.4.11)`, () => {
    const papers = ['neutral-background-default', 'neutral-surface-default'];
    check(
      [
        'neutral-border-default',
        'neutral-border-strong',
        'danger-border-strong',
        'warning-border-default',
        'cham-base-default',
        'success-base-default',
        'danger-base-default',
        'focus-outer',
      ].flatMap((front) => papers.map((ground): [string, string] => [front, ground])),
      3,
    );
  });

  test(`in the ${scheme} scheme the notice of the synthetic country can be read`, () => {
    check([['neutral-text-default', 'vang-surface-tinted']], 4.5);
  });
}

test('the band of figures, dark in both schemes, can be read', () => {
  const parts = readFileSync(join(import.meta.dirname, 'styles/parts.css'), 'utf8');
  const ground = /\.mc-figures \{[^}]*background: (#[0-9a-f]{6})/.exec(parts)![1]!;
  const words = /\.mc-figure dt \{[^}]*color: (#[0-9a-f]{6})/.exec(parts)![1]!;
  assert.ok(contrast(words, ground) >= 4.5);
});
