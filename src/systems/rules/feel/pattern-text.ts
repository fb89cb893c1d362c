/** A pattern that is none. */
export class PatternError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PatternError';
  }
}

const MOST_CHARACTERS = 10_000;
const MOST_DEPTH = 50;

/** The text of a pattern, read from left to right by characters of Unicode. */
export class PatternText {
  readonly #characters: string[];
  #at = 0;
  #depth = 0;
  /** Groups that have begun and not ended. */
  readonly open = new Set<number>();

  constructor(pattern: string) {
    if (pattern.length > MOST_CHARACTERS) throw new PatternError(`more than ${MOST_CHARACTERS} characters`);
    this.#characters = [...pattern];
  }

  isEnd(): boolean {
    return this.#at >= this.#characters.length;
  }

  is(sign: string): boolean {
    return [...sign].every((each, i) => this.#characters[this.#at + i] === each);
  }

  take(sign: string): boolean {
    if (!this.is(sign)) return false;
    this.#at += sign.length;
    return true;
  }

  expect(sign: string): void {
    if (!this.take(sign)) throw new PatternError(`“${sign}” is missing`);
  }

  character(): string {
    const character = this.#characters[this.#at++];
    if (character === undefined) throw new PatternError('it ends too early');
    return character;
  }

  /** Digits, as many as there are. */
  digits(): string {
    let digits = '';
    while (/^\d$/.test(this.#characters[this.#at] ?? '')) digits += this.#characters[this.#at++];
    return digits;
  }

  back(count: number): void {
    this.#at -= count;
  }

  nested<T>(read: () => T): T {
    if (++this.#depth > MOST_DEPTH) throw new PatternError('nested too deeply');
    const result = read();
    this.#depth--;
    return result;
  }

  /** `?`, `*`, `+`, `{2}`, `{2,}` or `{2,3}`, each lazy with `?` after it. */
  quantifier(): { least: number; most: number; isLazy: boolean } | undefined {
    let least = 0;
    let most = Infinity;
    if (this.take('?')) most = 1;
    else if (this.take('+')) least = 1;
    else if (this.take('{')) {
      const first = this.digits();
      if (first === '') throw new PatternError('“{” without a number');
      least = Number(first);
      if (this.take(',')) {
        const last = this.digits();
        most = last === '' ? Infinity : Number(last);
      } else most = least;
      this.expect('}');
      if (most < least) throw new PatternError('the repetitions run backwards');
    } else if (!this.take('*')) return undefined;
    return { least, most, isLazy: this.take('?') };
  }
}
