import { lineAt, type Tree, type Violation } from './source.ts';

const CODE = /[a-z][a-z0-9_-]*\.[a-z][a-z0-9_.]*/.source;
/** Where a code is thrown, or put beside a field, or stands as a schema's own problem. */
const USED = new RegExp(`\\bnew Refusal\\(\\s*'(${CODE})'|\\b(?:code|problem):\\s*(?:\\w+ \\?\\? )?'(${CODE})'`, 'g');
const TEXT = /(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`)/.source;
/** `'code': { vi: '…', en: '…' }`. */
const BILINGUAL = new RegExp(`'(${CODE})':\\s*\\{((?:\\s*(?:vi|en):\\s*${TEXT},?)+)\\s*\\}`, 'g');
const ANY_TEXT = new RegExp(TEXT, 'g');
/** `'code': '…'`, once in the part of each language. */
const ONE_LANGUAGE = new RegExp(`'(${CODE})':\\s*['"\`]`, 'g');

/** Every refusal has a sentence in Vietnamese and in English, and every sentence a refusal. */
export function checkRefusals(tree: Tree): Violation[] {
  const found: Violation[] = [];
  const sources = [...tree.files.values()].filter(
    ({ path }) => /^src\/.*\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path),
  );
  const told = new Map<string, string>();
  for (const { path, text } of sources) {
    for (const match of text.matchAll(BILINGUAL)) {
      const code = match[1]!;
      const languages = match[2]!.replace(ANY_TEXT, '');
      const at = `${path}:${lineAt(text, match.index)}`;
      if (!/\bvi:/.test(languages) || !/\ben:/.test(languages)) {
        found.push({ at, message: `the sentence of ${code} is in one language only: write it in vi and en` });
      }
      if (told.has(code)) found.push({ at, message: `${code} has a sentence already, at ${told.get(code)}: keep one` });
      told.set(code, at);
    }
    const counts = new Map<string, number>();
    for (const match of text.matchAll(ONE_LANGUAGE)) counts.set(match[1]!, (counts.get(match[1]!) ?? 0) + 1);
    for (const [code, count] of counts) {
      if (!/sentences|texts/.test(path) && !/[sS]entences|texts/.test(text)) continue;
      const at = `${path}:${lineAt(text, text.indexOf(`'${code}'`))}`;
      if (count === 1)
        found.push({ at, message: `the sentence of ${code} is in one language only: write it in vi and en` });
      told.set(code, at);
    }
  }
  const used = new Set<string>();
  for (const { path, text } of sources) {
    for (const match of text.matchAll(USED)) {
      const code = match[1] ?? match[2]!;
      if (told.has(code) || used.has(code)) continue;
      used.add(code);
      found.push({
        at: `${path}:${lineAt(text, match.index)}`,
        message: `the refusal ${code} has no sentence: add one in vi and en to the texts of its system, saying what to do`,
      });
    }
  }
  for (const [code, at] of told) {
    const mentions = sources.reduce((sum, { text }) => sum + text.split(`'${code}'`).length - 1, 0);
    const own = tree.files.get(at.split(':')[0]!)!.text.split(`'${code}':`).length - 1;
    if (mentions === own) found.push({ at, message: `nothing is refused with ${code}: remove the sentence` });
  }
  return found;
}
