import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { lineAt, placeOf, type Tree, type Violation } from './source.ts';

/** Checks that documents tell the truth: links lead somewhere, settings and commands are those there are. */
export function checkDocuments(tree: Tree): Violation[] {
  return [
    ...checkLinks(tree),
    ...checkSettings(tree),
    ...checkEnvironment(tree),
    ...checkCommands(tree),
    ...checkSystemsListed(tree),
  ];
}

function checkLinks(tree: Tree): Violation[] {
  const found: Violation[] = [];
  for (const { path, text } of tree.files.values()) {
    if (!path.endsWith('.md')) continue;
    const prose = withoutCode(text);
    for (const match of prose.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)|\b(?:src|href)="([^"]+)"/g)) {
      const link = match[1] ?? match[2]!;
      if (/^[a-z]+:/i.test(link)) continue;
      const [file, anchor] = link.split('#') as [string, string | undefined];
      const target = file === '' ? path : posix.join(posix.dirname(path), decodeURI(file));
      const at = `${path}:${lineAt(text, match.index)}`;
      if (target.startsWith('..') || !existsSync(join(tree.root, target))) {
        found.push({ at, message: `the link to ${link} leads nowhere: correct it or write the page` });
      } else if (anchor && target.endsWith('.md') && !anchorsOf(tree.files.get(target)?.text ?? '').has(anchor)) {
        found.push({ at, message: `${target} has no heading #${anchor}: correct the link` });
      }
    }
  }
  return found;
}

/** The text with code blanked out, line for line: what is in code is no link. */
function withoutCode(text: string): string {
  return text.replace(/^(```|~~~)[\s\S]*?^\1|`[^`\n]*`/gm, (code) => code.replace(/[^\n]/g, ' '));
}

/** The anchors that forges give to headings: small letters, spaces to `-`, punctuation left out. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const match of text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const slug = match[1]!
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let anchor = slug;
    for (let i = 1; anchors.has(anchor); i += 1) anchor = `${slug}-${i}`;
    anchors.add(anchor);
  }
  return anchors;
}

const READMES = ['README.md', 'README.vi.md'];

/** Settings in src/kernel/config.ts and in the READMEs are the same. */
function checkSettings(tree: Tree): Violation[] {
  const config = tree.files.get('src/kernel/config.ts');
  if (!config) return [];
  const found: Violation[] = [];
  const settings = new Set([...config.text.matchAll(/\bname:\s*'([A-Z][A-Z0-9_]+)'/g)].map((match) => match[1]!));
  for (const match of config.text.matchAll(/\benv\.([A-Z][A-Z0-9_]+)|\benv,\s*'([A-Z][A-Z0-9_]+)'/g)) {
    const name = match[1] ?? match[2]!;
    if (settings.has(name)) continue;
    const at = `${config.path}:${lineAt(config.text, match.index)}`;
    found.push({ at, message: `${name} is read but not in SETTINGS: list it there` });
  }
  for (const readme of READMES) {
    const text = tree.files.get(readme)?.text;
    if (text === undefined) continue;
    for (const name of settings) {
      if (!text.includes(`\`${name}\``))
        found.push({ at: readme, message: `the setting \`${name}\` is not listed: add it to the table` });
    }
    for (const match of text.matchAll(/^\|\s*`([A-Z][A-Z0-9_]+)`\s*\|/gm)) {
      if (!settings.has(match[1]!)) {
        found.push({
          at: `${readme}:${lineAt(text, match.index)}`,
          message: `there is no setting \`${match[1]}\` in src/kernel/config.ts: remove the row`,
        });
      }
    }
  }
  return found;
}

/** The environment is read in one place, so that README can list all of it. */
function checkEnvironment(tree: Tree): Violation[] {
  const found: Violation[] = [];
  for (const { path, text } of tree.files.values()) {
    const { area } = placeOf(path);
    // The composition root tells the processes that it starts what they are.
    if (area === 'outside' || area === 'kernel' || area === 'main' || /\.test\.tsx?$/.test(path)) continue;
    for (const match of text.matchAll(/\bprocess\.env\b/g)) {
      found.push({
        at: `${path}:${lineAt(text, match.index)}`,
        message: 'settings are read once, in src/kernel/config.ts: take the value from there',
      });
    }
  }
  return found;
}

/** Each `npm run x` that a document tells people to type exists. */
function checkCommands(tree: Tree): Violation[] {
  const manifest = tree.files.get('package.json');
  if (!manifest) return [];
  const scripts = Object.keys((JSON.parse(manifest.text) as { scripts?: Record<string, string> }).scripts ?? {});
  const found: Violation[] = [];
  for (const { path, text } of tree.files.values()) {
    if (!path.endsWith('.md')) continue;
    for (const match of text.matchAll(/\bnpm (?:run ([a-z][\w:-]*)|(start|test)\b)/g)) {
      const script = match[1] ?? match[2]!;
      if (scripts.includes(script)) continue;
      found.push({
        at: `${path}:${lineAt(text, match.index)}`,
        message: `package.json has no script \`${script}\`: correct the command`,
      });
    }
  }
  return found;
}

/** ARCHITECTURE.md names every system that exists. */
function checkSystemsListed(tree: Tree): Violation[] {
  const text = tree.files.get('ARCHITECTURE.md')?.text;
  if (text === undefined) return [];
  return tree.systems
    .filter((system) => [...tree.files.keys()].some((path) => path.startsWith(`src/systems/${system}/`)))
    .filter((system) => !text.includes(`\`${system}\``) && !text.includes(`systems/${system}`))
    .map((system) => ({ at: 'ARCHITECTURE.md', message: `the system \`${system}\` is not named: say what it is` }));
}
