import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';

/** Something that breaks a rule of the house: where, and what to do instead. */
export interface Violation {
  /** Path from the root of the tree, with the line where there is one: `src/kernel/db.ts:12`. */
  at: string;
  /** One sentence that says what is wrong and what to do instead. */
  message: string;
}

export interface Import {
  /** As written: `../population/index.ts`, `pg`. */
  specifier: string;
  /** Path from the root for a file of this tree; undefined for a package, a Node module or a file that is not there. */
  target: string | undefined;
  /** True when nothing is left of it at run time. */
  typeOnly: boolean;
  /** Names as they are called in the importing file; `*` for a re-export of everything. */
  names: string[];
  /** True for `export … from`: handed on as it is. */
  handedOn: boolean;
  line: number;
}

export interface SourceFile {
  /** Path from the root, with `/`. */
  path: string;
  text: string;
  imports: Import[];
}

export interface Band {
  band: string;
  systems: {
    name: string;
    owner: { code: string; name: string };
    /** An engine holds no data of its own: the systems after it run it inside their own schema, under their own role. */
    engine?: boolean;
  }[];
}

/** A tree of sources as the checks see it: the project, or a small one that a test planted a violation in. */
export interface Tree {
  root: string;
  bands: Band[];
  /** All system names in their order. */
  systems: string[];
  /** Every text file except those of git, of packages and of running servers. */
  files: Map<string, SourceFile>;
}

const NOT_SOURCES = new Set(['.git', '.data', 'node_modules']);
const TEXT = /\.(ts|tsx|js|mjs|sql|md|json|css|typ|sh|ya?ml|html)$/;
const MOST_BYTES = 2_000_000;

/** Reads the tree under `root`. */
export function readTree(root: string): Tree {
  const bands = (JSON.parse(readFileSync(join(root, 'systems.json'), 'utf8')) as { bands: Band[] }).bands;
  const files = new Map<string, SourceFile>();
  const paths: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (NOT_SOURCES.has(entry.name)) continue;
      const full = join(folder, entry.name);
      if (entry.isDirectory()) walk(full);
      else if (entry.isFile() && TEXT.test(entry.name)) paths.push(full);
    }
  };
  walk(root);
  const known = new Set(paths.map((full) => relative(root, full).split(sep).join('/')));
  for (const path of [...known].sort()) {
    const text = readFileSync(join(root, path), 'utf8');
    if (text.length > MOST_BYTES) continue;
    files.set(path, { path, text, imports: /\.tsx?$/.test(path) ? importsOf(path, text, known) : [] });
  }
  return { root, bands, systems: bands.flatMap((band) => band.systems.map((system) => system.name)), files };
}

const STATIC_IMPORT =
  /^(import|export)\s+(type\s+)?(?:(\*(?:\s+as\s+\w+)?|[\w$]+(?:\s*,\s*(?:\{[^}]*\}|\*\s+as\s+\w+))?|\{[^}]*\})\s*from\s*)?['"]([^'"\n]+)['"]/gm;
const DYNAMIC_IMPORT = /\b(typeof\s+)?import\(\s*(?:'([^'\n]*)'|"([^"\n]*)"|([^)'"]))/g;

/**
 * All imports of a TypeScript file. A small reader of our own: TypeScript 7 has no JavaScript interface, so the known
 * tools see no TypeScript file (see decisions). It relies on the formatter: an import starts its line.
 */
function importsOf(path: string, text: string, known: Set<string>): Import[] {
  const imports: Import[] = [];
  const add = (used: Pick<Import, 'specifier' | 'typeOnly' | 'names' | 'handedOn'>, index: number): void => {
    const local = used.specifier.startsWith('.') ? posix.join(dirname(path), used.specifier) : undefined;
    const target = local !== undefined && known.has(local) ? local : undefined;
    imports.push({ ...used, target, line: lineAt(text, index) });
  };
  for (const match of text.matchAll(STATIC_IMPORT)) {
    const [, keyword, type, clause, specifier] = match;
    // Without a clause only `import './x.ts'` is an import; `export '...'` does not exist.
    if (specifier === undefined || (keyword === 'export' && clause === undefined)) continue;
    const items = /^\{([\s\S]*)\}$/
      .exec(clause ?? '')?.[1]
      ?.split(',')
      .flatMap((item) => item.trim() || []);
    const typeOnly =
      type !== undefined || (items !== undefined && items.length > 0 && items.every((item) => /^type\s/.test(item)));
    add({ specifier, typeOnly, names: localNames(clause ?? ''), handedOn: keyword === 'export' }, match.index);
  }
  for (const match of text.matchAll(DYNAMIC_IMPORT)) {
    const lineStart = text.lastIndexOf('\n', match.index) + 1;
    if (/^\s*(\*|\/\/)/.test(text.slice(lineStart, match.index))) continue;
    const specifier = match[2] ?? match[3] ?? '(computed)';
    add({ specifier, typeOnly: match[1] !== undefined, names: [], handedOn: false }, match.index);
  }
  return imports;
}

/** `{ a, type B, c as d }` → a, B, d; `* as x` → x; `x, { y }` → x, y. */
function localNames(clause: string): string[] {
  return clause
    .replace(/[{}]/g, ',')
    .split(',')
    .map((part) => part.trim().replace(/^type\s+/, ''))
    .filter((part) => part !== '')
    .map((part) => part.split(/\s+as\s+/).at(-1)!);
}

/** The line of a place in a text, from 1. */
export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** Where a file belongs and what kind of file it is. */
export interface Place {
  area: 'kernel' | 'country' | 'design' | 'system' | 'main' | 'outside';
  system?: string;
  /** For a file of a system. A `part` is any other file; it is judged as the file that imports it. */
  kind?:
    | 'door'
    | 'services'
    | 'routes'
    | 'actions'
    | 'rules'
    | 'store'
    | 'pages'
    | 'jobs'
    | 'example'
    | 'test'
    | 'part';
}

const KIND_BY_NAME: Record<string, Place['kind']> = {
  'services.ts': 'services',
  'routes.ts': 'routes',
  'routes.tsx': 'routes',
  'actions.ts': 'actions',
  'rules.ts': 'rules',
  'store.ts': 'store',
  'jobs.ts': 'jobs',
};

export function placeOf(path: string): Place {
  const [top, area, system, ...rest] = path.split('/');
  if (top !== 'src') return { area: 'outside' };
  if (area === 'kernel' || area === 'country' || area === 'design') return { area };
  if (area !== 'systems' || system === undefined || rest.length === 0) return { area: 'main' };
  const name = rest.at(-1)!;
  if (/\.test\.tsx?$/.test(name)) return { area: 'system', system, kind: 'test' };
  if (rest[0] === 'example') return { area: 'system', system, kind: 'example' };
  if (rest.length === 1 && name === 'index.ts') return { area: 'system', system, kind: 'door' };
  if (rest.includes('pages')) return { area: 'system', system, kind: 'pages' };
  return { area: 'system', system, kind: KIND_BY_NAME[name] ?? 'part' };
}

/** Whether a system is an engine that others run inside their own. */
export function isEngine(tree: Tree, system: string): boolean {
  return tree.bands.some((band) => band.systems.some((each) => each.name === system && each.engine === true));
}

/** The schema of a system in the database: its name with `_`. */
export function schemaOf(system: string): string {
  return system.replaceAll('-', '_');
}
