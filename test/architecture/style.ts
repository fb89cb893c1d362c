import { lineAt, type Tree, type Violation } from './source.ts';

const MOST_LINES = 450;

/** Words that say nothing about the business, and what to do instead. */
const FORBIDDEN_NAMES = /^(utils?|helpers?|commons?|types|managers?|controllers?|misc|lib)$/;
const FORBIDDEN_PARTS = /(^|-)(utils?|helpers?|manager|controller)$/;

interface Pattern {
  pattern: RegExp;
  message: string;
}

// The patterns are written so that they do not find themselves.
const FORBIDDEN_TEXT: Pattern[] = [
  { pattern: /\bas an[y]\b/g, message: 'a cast to `any` hides mistakes: name the type, or `unknown` and a check' },
  { pattern: /@ts-(ignor[e]|nochec[k])/g, message: 'do not silence the type checker: fix the type' },
  { pattern: /\b(TOD[O]|FIXM[E]|XX[X])\b/g, message: 'no marks for later: finish it, leave it out, or write an issue' },
  {
    pattern: /\b(oxlint|eslint)-disabl[e]\b(?!.*--)/g,
    message: 'a rule is switched off without a reason: add `-- reason`',
  },
  { pattern: /^\s*debugge[r];/gm, message: 'left over from a search for a mistake: remove it' },
];

/** Checks names, sizes and leftovers. */
export function checkStyle(tree: Tree): Violation[] {
  const found: Violation[] = [];
  const folders = new Set<string>();
  for (const { path, text } of tree.files.values()) {
    const ours = /^(src|test|bench|deploy)\//.test(path);
    if (!ours) continue;
    const segments = path.split('/');
    segments.slice(0, -1).forEach((_, i) => folders.add(segments.slice(0, i + 1).join('/')));
    if (!/\.(tsx?|js|mjs)$/.test(path)) continue;
    const stem = segments.at(-1)!.replace(/(\.(test|d))?\.(tsx?|js|mjs)$/, '');
    found.push(...checkName(path, stem));
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(stem)) {
      found.push({ at: path, message: 'file names are business words in kebab-case: `birth-certificate.ts`' });
    }
    const lines = text.split('\n').length - 1;
    if (lines > MOST_LINES && !path.startsWith('test/') && !/\.test\.tsx?$/.test(path) && !isData(path)) {
      found.push({ at: path, message: `${lines} lines, at most ${MOST_LINES}: split it by noun` });
    }
    for (const { pattern, message } of FORBIDDEN_TEXT) {
      for (const match of text.matchAll(pattern)) found.push({ at: `${path}:${lineAt(text, match.index)}`, message });
    }
    if (path.startsWith('src/') && !/\.test\.tsx?$/.test(path)) {
      for (const match of text.matchAll(/^export default\b/gm)) {
        found.push({
          at: `${path}:${lineAt(text, match.index)}`,
          message: 'export a name: a default has another one in every file',
        });
      }
    }
  }
  for (const folder of folders) {
    found.push(...checkName(folder, folder.split('/').at(-1)!));
    if (/^src\/systems\/.+\/services$/.test(folder)) {
      found.push({ at: folder, message: 'split a system by noun (`civil-status/birth/`), not into services/' });
    }
  }
  return found;
}

function checkName(at: string, stem: string): Violation[] {
  if (!FORBIDDEN_NAMES.test(stem) && !FORBIDDEN_PARTS.test(stem)) return [];
  return [{ at, message: `\`${stem}\` says nothing: put the code where its business word is` }];
}

/** Tables of facts may be long: they are data, though written in TypeScript. */
function isData(path: string): boolean {
  return /\/data\//.test(path) || /-(table|names|codes)\.ts$/.test(path);
}
