import { dateOf } from '../feel/calendar.ts';
import { parseDate } from '../feel/calendar-text.ts';
import { parseNumber } from '../feel/decimal.ts';
import type { Value } from '../feel/value.ts';

/** In which form a fact is given to a model. */
export const FORMS = ['text', 'number', 'age', 'months', 'date', 'one_of'] as const;
export type Form = (typeof FORMS)[number];

/** Where a model's input comes from: a fact of the extract, or a value that everybody is assumed to have. */
export type Source =
  | {
      input: string;
      fact: string;
      form: Form;
      /** `text`: what the model calls a code of the register. A code that is not named is given as it is. */
      names?: Readonly<Record<string, string>>;
      /** `one_of`: true for these codes, false for others. */
      codes?: readonly string[];
    }
  | { input: string; fixed: FixedValue };

/** A value that a form can hold. */
export type FixedValue = { type: 'number' | 'string' | 'boolean' | 'date'; text: string };

/** What of the answer is counted. */
export interface Measure {
  /** The entry of the answer that says whether somebody is entitled or must pay; null: the amount says so, or the answer itself. */
  entitled: string | null;
  /** The entry that is a number; null: the answer itself when it is one. */
  amount: string | null;
  /** More is better for the person (a benefit), or worse (a charge). */
  kind: 'benefit' | 'charge';
  /** For which time an amount is: 12 months make a year. Not money: `none`, and nothing is added up. */
  per: 'month' | 'year' | 'once' | 'none';
}

/** A way to look at the people: each is in one cell, by a fact. */
export interface Breakdown {
  name: string;
  fact: string;
  /** What its cells are called, by a code or a text that pages know. */
  cells: readonly string[];
  /** The cell of each code of the fact's column. */
  cellOf: readonly number[];
}

/** All that the work needs besides the facts; plain data, so that it can be handed to a thread. */
export interface Recipe {
  /** The text of each model, then of those that it imports. */
  before: readonly string[];
  after: readonly string[];
  decision: string;
  sources: readonly Source[];
  measure: Measure;
  /** The day on which all is decided, `2026-11-22`: ages are counted to it. */
  on: string;
  breakdowns: readonly Breakdown[];
}

/** Months of life on a day of somebody born in a month (`2001-08`); null when that is not known. The day of birth counts as the first. */
export function monthsOfLife(born: string | null, on: string): number | null {
  const month = born === null ? null : monthNumber(born);
  const at = monthNumber(on);
  return month === null || at === null ? null : Math.max(0, at - month);
}

function monthNumber(text: string): number | null {
  const match = /^(\d{4})-(\d{2})/.exec(text);
  return match ? Number(match[1]) * 12 + Number(match[2]) - 1 : null;
}

/** The value of an input for one value of the fact; null where the register does not know, or knows something else. */
export function valueFor(source: Extract<Source, { fact: string }>, known: string | null, on: string): Value {
  if (known === null) return null;
  switch (source.form) {
    case 'text':
      return source.names?.[known] ?? known;
    case 'number':
      return parseNumber(known);
    case 'months':
      return monthsOfLife(known, on);
    case 'age': {
      const months = monthsOfLife(known, on);
      return months === null ? null : Math.floor(months / 12);
    }
    case 'date': {
      const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(known);
      return match ? dateOf(Number(match[1]), Number(match[2]), Number(match[3] ?? '1')) : null;
    }
    case 'one_of':
      return source.codes?.includes(known) ?? false;
  }
}

/** The value that everybody is assumed to have; undefined for a text that says none. */
export function fixedValue({ type, text }: FixedValue): Value | undefined {
  const said = text.trim();
  switch (type) {
    case 'string':
      return said;
    case 'number':
      return parseNumber(said) ?? undefined;
    case 'boolean':
      return said === 'true' ? true : said === 'false' ? false : undefined;
    case 'date':
      return parseDate(said) ?? undefined;
  }
}
