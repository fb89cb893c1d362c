/**
 * Names of FEEL may hold spaces and signs ("Applicant's age", "pre-tax income"), so that only who knows the names in reach
 * can tell where one ends (DMN 1.5, 10.3.1.4). A vocabulary finds the longest that it knows.
 */
export interface Token {
  text: string;
  end: number;
}

const WORD = /[\p{L}\p{N}\p{M}\p{Emoji_Presentation}\p{So}_?$]+/uy;
const SPACE = /[\s\u0085\u180e\u200b\ufeff]*/uy;

/** The word or sign at a place, after white space. Undefined at the end. */
export function tokenAt(text: string, from: number): Token | undefined {
  SPACE.lastIndex = from;
  SPACE.exec(text);
  const at = SPACE.lastIndex;
  if (at >= text.length) return undefined;
  WORD.lastIndex = at;
  if (WORD.exec(text)) return { text: text.slice(at, WORD.lastIndex), end: WORD.lastIndex };
  return {
    text: String.fromCodePoint(text.codePointAt(at) ?? 0),
    end: at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1),
  };
}

/** A name with its white space made even, as it is kept. */
export function evenName(name: string): string {
  return name.trim().replace(/[\s\u0085\u180e\u200b\ufeff]+/gu, ' ');
}

const MOST_TOKENS = 60;

function tokensOf(name: string): string[] {
  const tokens: string[] = [];
  for (let at = 0; tokens.length < MOST_TOKENS;) {
    const token = tokenAt(name, at);
    if (!token) break;
    tokens.push(token.text);
    at = token.end;
  }
  return tokens;
}

export interface Found {
  name: string;
  end: number;
  /** Of how many words and signs it is. */
  length: number;
}

export class Vocabulary {
  /** By the first word: the names, the longest first. */
  readonly #names = new Map<string, { name: string; tokens: string[]; hasSign: boolean }[]>();

  constructor(names: Iterable<string> = []) {
    for (const name of names) this.add(name);
  }

  add(name: string): void {
    const even = evenName(name);
    const tokens = tokensOf(even);
    const first = tokens[0];
    if (first === undefined) return;
    const known = this.#names.get(first) ?? [];
    if (known.some((each) => each.name === even)) return;
    known.push({ name: even, tokens, hasSign: tokens.some((token) => !/^[\p{L}\p{N}\p{M}\p{So}_?$]/u.test(token)) });
    known.sort((a, b) => b.tokens.length - a.tokens.length);
    this.#names.set(first, known);
  }

  /** The longest known name at a place, with or without those that hold signs such as + and −. */
  find(text: string, from: number, withSigns = true): Found | undefined {
    const first = tokenAt(text, from);
    if (!first) return undefined;
    for (const { name, tokens, hasSign } of this.#names.get(first.text) ?? []) {
      if (hasSign && !withSigns) continue;
      let end = first.end;
      let i = 1;
      for (; i < tokens.length; i++) {
        const token = tokenAt(text, end);
        if (!token || token.text !== tokens[i]) break;
        end = token.end;
      }
      if (i === tokens.length) return { name, end, length: tokens.length };
    }
    return undefined;
  }
}
