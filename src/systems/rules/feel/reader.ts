import { type Found, Vocabulary, tokenAt } from './names.ts';

/** An expression that cannot be read: where, and what was expected. */
export class FeelSyntaxError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.name = 'FeelSyntaxError';
    this.at = at;
  }
}

const BLANK = /(?:[\s\u0085\u180e\u200b\ufeff]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/uy;
const NUMBER = /(?:\d+(?:\.(?!\.)\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const MOST_DEPTH = 120;
/** Expressions tried: where two readings are possible, one is tried after the other. */
const MOST_WORK = 200_000;
export const MOST_CHARACTERS = 100_000;

/** Words that are no names by themselves. */
const KEYWORDS = new Set(
  'if then else for in return some every satisfies function external and or between instance of not true false null'.split(
    ' ',
  ),
);

/** Properties whose names are of more than one word. */
const PROPERTIES = new Vocabulary(['time offset', 'start included', 'end included']);

/** Reads an expression from left to right: white space, comments, signs, words, names. */
export class Reader {
  readonly text: string;
  at = 0;
  /** Names that some context of the model has: they count after a dot and in filters. */
  readonly fields: Vocabulary;
  filters = 0;
  /** Ends of ranges that are being read: there `[` may close the range, as in `[1..10[`. */
  ranges = 0;
  #scopes: Vocabulary[];
  #depth = 0;
  #work = 0;

  constructor(text: string, scopes: readonly Vocabulary[], fields: Vocabulary) {
    if (text.length > MOST_CHARACTERS) throw new FeelSyntaxError(`more than ${MOST_CHARACTERS} characters`, 0);
    this.text = text;
    this.#scopes = [...scopes];
    this.fields = fields;
    this.blank();
  }

  blank(): void {
    BLANK.lastIndex = this.at;
    BLANK.exec(this.text);
    this.at = BLANK.lastIndex;
  }

  fail(expected: string): never {
    throw new FeelSyntaxError(`expected ${expected}`, this.at);
  }

  /** One level further inside; a text that is nested too deeply is refused. */
  nested<T>(read: () => T): T {
    if (++this.#work > MOST_WORK) throw new FeelSyntaxError('too much to try', this.at);
    if (++this.#depth > MOST_DEPTH) throw new FeelSyntaxError(`nested more than ${MOST_DEPTH} deep`, this.at);
    try {
      return read();
    } finally {
      this.#depth--;
    }
  }

  /** Reads with more names in reach. */
  within<T>(names: Iterable<string>, read: (scope: Vocabulary) => T): T {
    const scope = new Vocabulary(names);
    this.#scopes.push(scope);
    try {
      return read(scope);
    } finally {
      this.#scopes.pop();
    }
  }

  /** Reads the end of a range. */
  endOfRange<T>(read: () => T): T {
    this.ranges++;
    try {
      return read();
    } finally {
      this.ranges--;
    }
  }

  /** Tries one way to read; when it fails, nothing was read. */
  attempt<T>(read: () => T): T | undefined {
    const { at } = this;
    try {
      return read();
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
      this.at = at;
      return undefined;
    }
  }

  is(sign: string): boolean {
    return this.text.startsWith(sign, this.at);
  }

  take(sign: string): boolean {
    if (!this.is(sign)) return false;
    this.at += sign.length;
    this.blank();
    return true;
  }

  expect(sign: string): void {
    if (!this.take(sign)) this.fail(`“${sign}”`);
  }

  isEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Whether the next word is this one, whole. */
  isWord(word: string): boolean {
    return this.is(word) && tokenAt(this.text, this.at)?.text === word;
  }

  takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.at += word.length;
    this.blank();
    return true;
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) this.fail(`“${word}”`);
  }

  /** The text of a number, or undefined. */
  takeNumber(): string | undefined {
    NUMBER.lastIndex = this.at;
    const match = NUMBER.exec(this.text);
    if (!match) return undefined;
    this.at = NUMBER.lastIndex;
    this.blank();
    return match[0];
  }

  /** The longest name in reach at this place. */
  known(): Found | undefined {
    let best: Found | undefined;
    for (let i = this.#scopes.length - 1; i >= 0; i--) {
      const found = this.#scopes[i]?.find(this.text, this.at);
      if (found && (!best || found.length > best.length)) best = found;
    }
    const field = this.fields.find(this.text, this.at, this.filters > 0);
    return field && (!best || field.length > best.length) ? field : best;
  }

  /** A name in reach, or else one word that is no keyword. */
  takeName(): string | undefined {
    const found = this.known();
    const token = tokenAt(this.text, this.at);
    if (!token || !/^[\p{L}\p{M}\p{So}\p{Emoji_Presentation}_?$]/u.test(token.text)) return undefined;
    if (found && (found.length > 1 || !KEYWORDS.has(found.name))) return this.#taken(found);
    return KEYWORDS.has(token.text) ? undefined : this.#taken({ name: token.text, end: token.end });
  }

  /** The name of an entry or property after a dot. */
  takeFieldName(): string {
    let best = this.fields.find(this.text, this.at);
    for (const scope of [PROPERTIES, ...this.#scopes]) {
      const found = scope.find(this.text, this.at);
      if (found && (!best || found.length > best.length)) best = found;
    }
    if (best) return this.#taken(best);
    const token = tokenAt(this.text, this.at);
    if (!token || !/^[\p{L}\p{M}\p{So}_?$]/u.test(token.text)) this.fail('a name');
    return this.#taken(token.text ? { name: token.text, end: token.end } : this.fail('a name'));
  }

  #taken({ name, end }: { name: string; end: number }): string {
    this.at = end;
    this.blank();
    return name;
  }
}
