import type { ListMember } from './statement-list.ts';
import { MOST_PROBLEMS, pointerTo, type StatementProblem } from './problem.ts';
import type { Judgement } from './statement-rules.ts';

/** The longest text of a field, in characters. The standard has no limit; a description of ten pages fits in this. */
export const MOST_TEXT_CHARACTERS = 20_000;

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8');
const NOT_ASCII = /[^\0-\x7F]/;

/**
 * The value that a member of the list is, and what is wrong with how it is written: not UTF-8, not JSON, a field twice,
 * a text that is too long or that a database cannot keep. Texts are brought to Unicode NFC, because registers compare
 * names in it; a text that was changed by this is remarked upon.
 */
export function readMember(member: ListMember): Judgement & { value?: unknown } {
  if (member.fault) return refused({ pointer: '', code: member.fault });
  let text: string;
  try {
    text = strict.decode(member.bytes);
  } catch {
    return refused({ pointer: replacedIn(member.bytes), code: 'ownership.not_utf8' });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused({ pointer: '', code: 'ownership.json_broken' });
  }
  const seen: Survey = { names: 0, isPlain: true };
  survey(value, seen);
  if (seen.names < member.names) {
    return { ...refused({ pointer: repeatedName(text), code: 'ownership.field_twice' }), value };
  }
  const judgement: Judgement = { refusals: [], remarks: [] };
  // Almost no statement has a text that needs anything, and where each stands is not worked out for those.
  return { ...judgement, value: seen.isPlain ? value : compose(value, '', judgement) };
}

function refused(problem: StatementProblem): Judgement {
  return { refusals: [problem], remarks: [] };
}

interface Survey {
  /** How many names of fields there are. */
  names: number;
  /** Whether every text can stay as it is. */
  isPlain: boolean;
}

function survey(value: unknown, seen: Survey): void {
  if (typeof value === 'string') {
    if (!isPlain(value)) seen.isPlain = false;
  } else if (Array.isArray(value)) {
    for (const below of value) survey(below, seen);
  } else if (typeof value === 'object' && value !== null) {
    for (const name of Object.keys(value)) {
      seen.names += 1;
      survey((value as Record<string, unknown>)[name], seen);
    }
  }
}

function isPlain(text: string): boolean {
  if (text.length > MOST_TEXT_CHARACTERS || text.includes('\0')) return false;
  return !NOT_ASCII.test(text) || (text.isWellFormed() && text.normalize('NFC') === text);
}

/** The value with its texts in NFC, in place. */
function compose(value: unknown, pointer: string, judgement: Judgement): unknown {
  if (typeof value === 'string') return composeText(value, pointer, judgement);
  if (typeof value !== 'object' || value === null) return value;
  const fields = value as Record<string, unknown>;
  for (const name of Object.keys(value)) fields[name] = compose(fields[name], pointerTo(pointer, name), judgement);
  return value;
}

function composeText(text: string, pointer: string, { refusals, remarks }: Judgement): string {
  const room = refusals.length + remarks.length < MOST_PROBLEMS;
  if (text.length > MOST_TEXT_CHARACTERS) {
    if (room) refusals.push({ pointer, code: 'ownership.too_long', values: { most: MOST_TEXT_CHARACTERS } });
    return text;
  }
  if (text.includes('\0') || !text.isWellFormed()) {
    if (room) refusals.push({ pointer, code: 'ownership.text_unkeepable' });
    return text;
  }
  const composed = text.normalize('NFC');
  if (composed !== text && room) remarks.push({ pointer, code: 'ownership.text_composed' });
  return composed;
}

/** Where the first text with bytes that are no UTF-8 stands; the whole statement when that cannot be told. */
function replacedIn(bytes: Buffer): string {
  try {
    return find(JSON.parse(lenient.decode(bytes)), '') ?? '';
  } catch {
    return '';
  }
  function find(value: unknown, pointer: string): string | undefined {
    if (typeof value === 'string') return value.includes('\uFFFD') ? pointer : undefined;
    if (typeof value !== 'object' || value === null) return undefined;
    for (const [name, below] of Object.entries(value)) {
      const found = find(below, pointerTo(pointer, name));
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** Where the first field stands that an object has twice. The text is known to be JSON, and such a field to be there. */
function repeatedName(text: string): string {
  const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g;
  const open: { names?: Set<string>; at: string | number }[] = [];
  let last = '';
  for (const [found] of text.matchAll(token)) {
    const inner = open.at(-1);
    if (found === '{') open.push({ names: new Set(), at: '' });
    else if (found === '[') open.push({ at: 0 });
    else if (found === '}' || found === ']') open.pop();
    else if (found === ',' && inner && typeof inner.at === 'number') inner.at += 1;
    else if (found === ':' && inner?.names) {
      inner.at = JSON.parse(last) as string;
      if (inner.names.has(inner.at)) return pointerTo('', ...open.map(({ at }) => at));
      inner.names.add(inner.at);
    }
    last = found;
  }
  return '';
}
