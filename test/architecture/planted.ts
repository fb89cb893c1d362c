import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { readTree, type Tree, type Violation } from './source.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Puts a small tree with these files into a folder that is thrown away and returns what `check` says of it, as
 * `path: message`. Two sound systems stand in it already, so that only what is planted can be found.
 */
export function plant(check: (tree: Tree) => Violation[], files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), 'mot-cua-planted-'));
  try {
    copyFileSync(join(ROOT, 'systems.json'), join(root, 'systems.json'));
    const sound: Record<string, string> = {};
    for (const path of Object.keys(files)) {
      const system = /^src\/systems\/([^/]+)\//.exec(path)?.[1];
      if (!system) continue;
      sound[`src/systems/${system}/README.md`] = `# ${system}\n`;
      sound[`src/systems/${system}/index.ts`] = 'export const door = true;\n';
    }
    for (const [path, text] of Object.entries({ ...sound, ...files })) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return check(readTree(root)).map(({ at, message }) => `${at} ${message}`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
