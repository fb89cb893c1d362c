// Lets Node run `.tsx`: Node strips types by itself but does not know JSX. Loaded with `--import`.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/mot-cua');
const TSX = join(CACHE, 'tsx');

// Types that were stripped and code that was compiled are kept by Node, by what the source says.
enableCompileCache(join(CACHE, 'node'));

registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith('.tsx')) return nextLoad(url, context);
    const file = fileURLToPath(url);
    return { format: 'module', source: compiled(file, readFileSync(file, 'utf8')), shortCircuit: true };
  },
});

/** The JavaScript of a `.tsx` file, kept by its path and what it says: never stale. */
function compiled(file, source) {
  const kept = join(TSX, `${createHash('sha256').update(`${file}\0${source}`).digest('hex')}.js`);
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const code = compile(file, source);
    keep(kept, code);
    return code;
  }
}

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

function keep(path, code) {
  try {
    mkdirSync(TSX, { recursive: true });
    writeFileSync(`${path}.${process.pid}`, code);
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A folder that may not be written to: the file is compiled at each start.
  }
}
