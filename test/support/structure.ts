import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/**
 * What decides whether axe-core finds something on a page, as a hash: every element with its attributes, where words
 * stand and where none do, language, colours, width of the window, and what is ticked, chosen, open or has the focus.
 *
 * What a word, an address or an id is does not count, only whether it is empty and where the same one stands again: so
 * the dossier of another child is the same structure, and a picture that lost its text, or a label whose field is gone,
 * is another.
 */
export async function structureOf(page: Page): Promise<string> {
  return createHash('sha256')
    .update(await page.evaluate(describe))
    .digest('base64');
}

/** Runs in the page. Its functions must be its own. */
function describe(): string {
  /** Told by their place among those that were seen, so that equal ones stay equal. Lists of ids one by one. */
  const named = new Set(
    `id for name list form headers href src srcset action formaction value content title alt placeholder label
     aria-label aria-labelledby aria-describedby aria-controls aria-owns aria-details aria-errormessage
     aria-activedescendant aria-description aria-valuetext aria-roledescription datetime d points viewBox`.split(/\s+/),
  );
  const seen = new Map<string, number>();
  const place = (word: string): number => {
    const known = seen.get(word) ?? seen.size;
    seen.set(word, known);
    return known;
  };
  const attribute = ({ name, value }: Attr): string => {
    if (!named.has(name)) return `${name}=${value}`;
    if (value.trim() === '') return `${name}=`;
    // A link to a part of the page leads to an id.
    return `${name}=${name === 'href' ? `${value.startsWith('#') ? '#' : ''}${place(value.replace(/^#/, ''))}` : value.split(/\s+/).map(place).join('.')}`;
  };
  const told: string[] = [
    location.protocol,
    String(innerWidth),
    ...['(prefers-color-scheme: dark)', '(scripting: none)', '(prefers-contrast: more)', 'print'].map((query) =>
      String(matchMedia(query).matches),
    ),
  ];
  const tell = (node: Node): void => {
    if (node instanceof Text) {
      if (node.data.trim() !== '') told.push('…');
      return;
    }
    if (!(node instanceof Element)) return;
    told.push(`<${node.localName}`, ...Array.from(node.attributes, attribute));
    if (node instanceof HTMLInputElement) told.push(node.checked ? 'ticked' : '', node.value === '' ? 'empty' : '');
    if (node instanceof HTMLOptionElement && node.selected) told.push('chosen');
    if (node === document.activeElement) told.push('focus');
    for (const child of node.childNodes) tell(child);
    told.push('>');
  };
  tell(document.documentElement);
  return told.join('\n');
}

const sound = new Set<string>();

/** Structures that were found sound in this run. Tests in lanes share them by a file; the run's folder is gone with the run. */
function sharedFile(): string | undefined {
  const told = process.env.TEST_SERVER;
  return told ? join((JSON.parse(told) as { folder: string }).folder, 'sound-structures') : undefined;
}

export function isKnownSound(structure: string): boolean {
  const file = sharedFile();
  if (!sound.has(structure) && file && existsSync(file)) {
    for (const line of readFileSync(file, 'latin1').split('\n')) sound.add(line);
  }
  return sound.has(structure);
}

export function keepAsSound(structure: string): void {
  sound.add(structure);
  const file = sharedFile();
  if (file) appendFileSync(file, `${structure}\n`);
}
