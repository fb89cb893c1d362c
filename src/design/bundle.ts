import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type * as Esbuild from 'esbuild';
import { keepMade, madeBefore } from '../kernel/made-once.ts';

/** Read only when something has to be made: it takes a moment, and a process of its own. */
function esbuild(): typeof Esbuild {
  return createRequire(import.meta.url)('esbuild') as typeof Esbuild;
}

/** Styles or a script without what only people need. */
export function minified(source: string, loader: 'css' | 'js'): string {
  const format = loader === 'js' ? { format: 'esm' as const } : {};
  return esbuild().transformSync(source, { loader, minify: true, legalComments: 'none', ...format }).code;
}

/**
 * One script of a module and all that it imports, as browsers since 2020 read it. Made anew when one of those files
 * says something else than when it was made.
 */
export function bundled(entryPoint: string): string {
  const inputs = madeBefore('inputs', entryPoint)?.toString().split('\n');
  const kept = inputs && madeBefore('bundle', contentsOf(inputs));
  if (kept) return kept.toString();
  const { outputFiles, metafile } = esbuild().buildSync({
    entryPoints: [entryPoint],
    bundle: true,
    format: 'esm',
    target: 'es2020',
    write: false,
    metafile: true,
  });
  const script = outputFiles[0]!.text;
  const read = Object.keys(metafile.inputs).map((path) => resolve(path));
  keepMade('inputs', entryPoint, read.join('\n'));
  keepMade('bundle', contentsOf(read), script);
  return script;
}

function contentsOf(files: string[]): string {
  return files.map((file) => `${file}\0${contentOf(file)}`).join('\0');
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
