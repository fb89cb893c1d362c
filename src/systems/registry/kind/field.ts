import type { Bilingual, Language } from '../../../kernel/text.ts';

/**
 * Who may learn a field, from most to least people. `open`: anyone. `basic`: any agency with a right to the record.
 * `protected`: only who names this field in a purpose. `sealed`: kept encrypted under the owner's key and told only by a
 * decision of the owner (adoption, witness protection).
 */
export type Disclosure = 'open' | 'basic' | 'protected' | 'sealed';

/** How a field is kept in PostgreSQL. */
export type ColumnType = 'text' | 'date' | 'integer' | 'bigint' | 'numeric' | 'boolean' | 'jsonb' | 'text[]' | 'uuid';

interface FieldOptions {
  title: Bilingual;
  /** May be unknown. A field that is not optional is NOT NULL. */
  optional?: boolean;
  /** `basic` when not said. */
  disclosure?: Disclosure;
  /**
   * Kept encrypted under a key of the record, that under a key of the register, and that under the owner's master key; what is
   * `sealed` always is. Such a field is no key, no reference, not indexed or searched, and no SQL rule can look into it.
   */
  encrypted?: boolean;
  /** Of an encrypted field: records with a given value can be found. It then shows which records have the same value. */
  foundByValue?: boolean;
  /** After so many days without confirmation a half of such facts is expected to be out of date: what "live" is measured by. */
  halfLife_days?: number;
  /** What is right in most forms, as an example beside the field. */
  example?: string;
  /** What it says that nothing stands here, when that is a fact too: no date of death means alive. It ages like others. */
  emptyMeans?: Bilingual;
  /** What a code stands for, in words: shown to people instead of the code, and with it to stewards. */
  nameOf?: (code: string, language: Language) => string | undefined;
  /** All codes of its list, where forms let people choose one by its name. */
  listed?: readonly string[];
}

/** A field of a record: what it means, how it is kept, what may stand in it. `Value` is its type inside; dates are ISO civil dates. */
export interface Field<Value = unknown> extends FieldOptions {
  column: ColumnType;
  /** A regular expression of PostgreSQL and of JavaScript alike, for the whole text. */
  pattern?: string;
  /** Allowed codes with their titles. */
  choices?: Readonly<Record<string, Bilingual>>;
  /** Longest text, in characters. */
  longest?: number;
  least?: number;
  most?: number;
  /** For the type system only; never set. */
  readonly value?: Value;
}

type Known<Options extends FieldOptions, Value> = Field<Options['optional'] extends true ? Value | null : Value>;

/** Whether PostgreSQL only sees ciphertext of a field. */
export function isEncrypted(field: Pick<Field, 'encrypted' | 'disclosure'>): boolean {
  return field.encrypted === true || field.disclosure === 'sealed';
}

const LONGEST_TEXT = 300;

/** Words: NFC, no control characters, at most 300 characters unless said. */
export function text<const Options extends FieldOptions & { longest?: number }>(
  options: Options,
): Known<Options, string> {
  return { longest: LONGEST_TEXT, ...options, column: 'text' };
}

/**
 * A code or number in a fixed form, checked by its pattern. How long one of any length may be is said by `longest` and not in the
 * pattern: PostgreSQL looks at `{1,60}` fourteen times as long as at `+` and the length, for each row that is written.
 */
export function code<const Options extends FieldOptions & { pattern: string; longest?: number }>(
  options: Options,
): Known<Options, string> {
  return { ...options, column: 'text' };
}

/** One of a few. */
export function choice<const Options extends FieldOptions & { choices: Readonly<Record<string, Bilingual>> }>(
  options: Options,
): Known<Options, Extract<keyof Options['choices'], string>> {
  return { ...options, column: 'text' };
}

/** A civil date, `YYYY-MM-DD`. */
export function date<const Options extends FieldOptions>(options: Options): Known<Options, string> {
  return { ...options, column: 'date' };
}

/** A whole number, with its unit in its name. */
export function whole<const Options extends FieldOptions & { least?: number; most?: number }>(
  options: Options,
): Known<Options, number> {
  return { ...options, column: 'integer' };
}

/** What has a form of its own, checked by who writes it; never searched by. */
export function json<const Options extends FieldOptions>(options: Options): Known<Options, object> {
  return { ...options, column: 'jsonb' };
}

/** A whole number that may be large: amounts of money in VND, areas. At most 2^53 - 1, which both sides count exactly. */
export function amount<const Options extends FieldOptions & { least?: number; most?: number }>(
  options: Options,
): Known<Options, number> {
  return { most: Number.MAX_SAFE_INTEGER, ...options, column: 'bigint' };
}

/** Yes or no. */
export function yesNo<const Options extends FieldOptions>(options: Options): Known<Options, boolean> {
  return { ...options, column: 'boolean' };
}
