import { createHash } from 'node:crypto';
import { isEngine, lineAt, placeOf, schemaOf, type Tree, type Violation } from './source.ts';

/** A piece of SQL in a file: what is in a `sql` template, or a whole migration. Comments and literals are blanked out. */
interface SqlText {
  text: string;
  /** Where it starts in the file. */
  index: number;
}

/** Checks that each system's SQL stays in its store, in its own schema and under its own role, and what a migration must carry. */
export function checkSql(tree: Tree): Violation[] {
  const found: Violation[] = [];
  for (const [path, file] of tree.files) {
    const place = placeOf(path);
    if (!path.startsWith('src/systems/') || place.kind === 'test') continue;
    const system = path.split('/')[2]!;
    const report = (index: number, message: string): void => {
      found.push({ at: `${path}:${lineAt(file.text, index)}`, message });
    };
    const pieces = path.endsWith('.sql')
      ? [{ text: blank(file.text), index: 0 }]
      : /\.tsx?$/.test(path)
        ? sqlTemplates(file.text)
        : [];
    for (const piece of pieces) {
      for (const foreign of foreignNames(tree, system, piece.text)) {
        report(
          piece.index + foreign.index,
          foreign.schema === 'kernel'
            ? `SQL of ${system} reads ${foreign.name}: of the kernel only functions are open; ask the kernel's own interface`
            : `SQL of ${system} names ${foreign.name}: each system knows only its own schema; call a service of ${foreign.schema.replaceAll('_', '-')} through the exchange`,
        );
      }
      if (place.kind !== 'store' && place.kind !== 'example' && !path.endsWith('.sql') && !isEngine(tree, system)) {
        report(piece.index, 'SQL lives in store.ts: give this query a name there and call it');
      }
      if (/\bselect\s+(\w+\.)?\*|\breturning\s+\*/i.test(piece.text) && !path.endsWith('.sql')) {
        report(piece.index, 'spell the columns out: `*` changes its meaning when a table does');
      }
    }
    for (const match of /\.tsx?$/.test(path) ? file.text.matchAll(/\.as\(\s*'([a-z-]+)'\s*\)/g) : []) {
      if (match[1] !== system && (tree.systems.includes(match[1]!) || match[1] === 'kernel')) {
        report(match.index, `${system} takes on the role of ${match[1]}: a system asks the database for itself only`);
      }
      if (match[1] === 'trust-signer' && !path.startsWith('src/systems/trust/keystore/'))
        report(match.index, 'only the keystore reads private keys: ask it by makeKey and keptKey');
    }
  }
  return [...found, ...checkMigrations(tree)];
}

/** Every template tagged `sql`, and what is handed to `query(` as a template or a text, without the values put into it. */
function sqlTemplates(source: string): SqlText[] {
  const pieces: SqlText[] = [];
  for (const match of source.matchAll(/\.query(?:<[^>(`]*>)?\(\s*'([^'\n]*)'/g)) {
    pieces.push({ text: blank(match[1]!), index: match.index });
  }
  for (const match of source.matchAll(/(?:\bsql(?:<[^>`]*>)?|\.query(?:<[^>(`]*>)?\(\s*)`/g)) {
    const start = match.index + match[0].length;
    let text = '';
    let depth = 0;
    let at = start;
    for (; at < source.length; at += 1) {
      const two = source.slice(at, at + 2);
      if (depth === 0 && source[at] === '`') break;
      if (two === '${' || (depth > 0 && source[at] === '{')) depth += 1;
      text += depth === 0 || source[at] === '\n' ? source[at] : ' ';
      if (two === '${') {
        text += ' ';
        at += 1;
      } else if (depth > 0 && source[at] === '}') depth -= 1;
    }
    pieces.push({ text: blank(text), index: start });
  }
  return pieces;
}

/** The SQL with comments and quoted texts made blank, so that only names are left. Same length. */
function blank(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (part) => part.replace(/[^\n]/g, ' '));
}

function* foreignNames(
  tree: Tree,
  system: string,
  sql: string,
): Generator<{ name: string; schema: string; index: number }> {
  const schemas = new Set([...tree.systems.map(schemaOf), 'kernel', 'graphile_worker']);
  for (const match of sql.matchAll(/(?<![\w."])"?([a-z][a-z_]*)"?\s*\.\s*"?([a-z_]\w*)"?(\s*\()?/gi)) {
    const schema = match[1]!.toLowerCase();
    if (schema === schemaOf(system) || !schemas.has(schema)) continue;
    // An alias that happens to have the name of a schema: FROM own_table AS land.
    if (new RegExp(`\\b(from|join|update|into|using|,)\\s+[\\w.]+\\s+(as\\s+)?${schema}\\b`, 'i').test(sql)) continue;
    // Functions of the kernel are open to all; in migrations they also stand without brackets (EXECUTE FUNCTION has them).
    if (schema === 'kernel' && match[3] !== undefined) continue;
    // An engine has no data: its functions make the tables of those whom it serves, in their own schemas.
    if (match[3] !== undefined && isEngine(tree, schema.replaceAll('_', '-'))) continue;
    yield { name: `${schema}.${match[2]}`, schema, index: match.index };
  }
}

const MIGRATION = /^src\/(?:systems\/([^/]+)|kernel)\/migrations\/(.+)$/;

/** A migration has a number, comments on its tables and grants; one that was released is never edited. */
function checkMigrations(tree: Tree): Violation[] {
  const found: Violation[] = [];
  const numbers = new Map<string, number[]>();
  const all = [...tree.files.values()].filter(({ path }) => MIGRATION.test(path));
  for (const { path, text } of all) {
    const [, system, name] = MIGRATION.exec(path)!;
    const schema = system === undefined ? 'kernel' : schemaOf(system);
    const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name!)?.[1];
    if (number === undefined) {
      found.push({ at: path, message: 'a migration is called NNNN_name.sql, numbered from 0001' });
      continue;
    }
    numbers.set(schema, [...(numbers.get(schema) ?? []), Number(number)]);
    const later = all.filter((other) => other.path.startsWith(path.slice(0, path.lastIndexOf('/'))));
    const words = blank(text);
    for (const match of words.matchAll(/\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w."]+)/gi)) {
      // Partitions take comment and grants from their table's definition.
      if (/^\s*partition\s+of\b/i.test(words.slice(match.index + match[0].length))) continue;
      const table = match[1]!.replaceAll('"', '').replace(/^.*\./, '');
      const named = `(?:\\w+\\.)?"?${table}"?`;
      const at = `${path}:${lineAt(text, match.index)}`;
      if (!new RegExp(`\\bcomment\\s+on\\s+table\\s+${named}\\s+is\\b`, 'i').test(words)) {
        found.push({ at, message: `table ${table} has no COMMENT ON TABLE: say in one sentence what a row is` });
      }
      const granted = new RegExp(`\\bgrant\\b[^;]*\\bon\\b(?:\\s+table)?[^;]*[\\s,]${named}[\\s,][^;]*\\bto\\b`, 'i');
      if (!later.some((other) => granted.test(blank(other.text)))) {
        found.push({ at, message: `table ${table} has no GRANT: give role ${schema} only the verbs it needs` });
      }
      const appendOnly = /(^|_)(audit|ledger|history|log|record|receipt)$/.test(table);
      const tooMuch = new RegExp(
        `\\bgrant\\b[^;]*\\b(all|update|delete|truncate)\\b[^;]*\\bon\\b[^;]*[\\s,]${named}[\\s,]`,
        'i',
      );
      if (appendOnly && tooMuch.test(words)) {
        found.push({ at, message: `${table} is append-only: grant no UPDATE or DELETE on it` });
      }
    }
  }
  for (const [schema, own] of numbers) {
    own.sort((a, b) => a - b);
    const gap = own.findIndex((number, i) => number !== i + 1);
    if (gap !== -1) {
      found.push({
        at: `migrations of ${schema}`,
        message: `number ${own[gap]} stands where ${gap + 1} should: migrations are numbered without gaps or doubles`,
      });
    }
  }
  return [...found, ...checkReleased(tree)];
}

export const RELEASED_MIGRATIONS = 'test/architecture/released-migrations.json';

/** What every migration of the tree is at this moment: path → SHA-256. Written down at each release. */
export function migrationChecksums(tree: Tree): Record<string, string> {
  return Object.fromEntries(
    [...tree.files.values()]
      .filter(({ path }) => MIGRATION.test(path))
      .map(({ path, text }) => [path, createHash('sha256').update(text).digest('hex')]),
  );
}

function checkReleased(tree: Tree): Violation[] {
  const list = tree.files.get(RELEASED_MIGRATIONS);
  const released = list ? (JSON.parse(list.text) as Record<string, string>) : {};
  const present = migrationChecksums(tree);
  return Object.entries(released).flatMap(([path, checksum]) =>
    present[path] === checksum
      ? []
      : [
          {
            at: path,
            message: 'this migration was released and may not change or go: write a new one that follows it',
          },
        ],
  );
}
