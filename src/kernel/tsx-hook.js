// Lets Node run `.tsx`: Node strips types by itself but does not know JSX. Loaded with `--import`.
import { readFileSync } from 'node:fs';
import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MADE_FOLDER, madeOnce } from './made-once.ts';

// Types that were stripped and code that was compiled are kept by Node, by what the source says.
enableCompileCache(join(MADE_FOLDER, 'node'));

const FORMATS = { '.ts': 'module-typescript', '.tsx': 'module' };

registerHooks({
  /** A file of ours names another by its whole relative path: nothing has to be looked for, as Node does in many folders. */
  resolve(specifier, context, nextResolve) {
    const format = FORMATS[specifier.slice(specifier.lastIndexOf('.'))];
    if (!format || specifier[0] !== '.' || !context.parentURL?.startsWith('file:'))
      return nextResolve(specifier, context);
    return { url: new URL(specifier, context.parentURL).href, format, shortCircuit: true };
  },
  load(url, context, nextLoad) {
    if (!url.endsWith('.tsx')) return nextLoad(url, context);
    const file = fileURLToPath(url);
    const text = readFileSync(file, 'utf8');
    const source = madeOnce('tsx', `${file}\0${text}`, () => compile(file, text)).toString();
    return { format: 'module', source, shortCircuit: true };
  },
});

function compile(file, source) {
  // Not read when everything is kept: it takes a moment, and a process of its own.
  const { transformSync } = createRequire(import.meta.url)('esbuild');
  return transformSync(source, {
    loader: 'tsx',
    format: 'esm',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcefile: file,
    sourcemap: 'inline',
  }).code;
}
