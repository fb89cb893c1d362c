import { type Bilingual, type Language, fill, formatDate, formatNumber } from '../../../kernel/text.ts';
import type { AskedTest } from '../dmn/asked.ts';
import type { PlainType } from '../dmn/requirements.ts';
import type { Words } from '../dmn/words.ts';
import { FeelDate, MonthsDuration } from '../feel/calendar.ts';
import { Decimal, numberText } from '../feel/decimal.ts';
import { type Value, textOf } from '../feel/value.ts';

/** What is known of how to say the values of an input, decision or column. */
export interface Said {
  type: PlainType;
  /** What its numbers count. */
  unit: Bilingual | null;
}

/** The same in both languages. */
export function inBoth(say: (language: Language) => string): Bilingual {
  return { vi: say('vi'), en: say('en') };
}

const PLAIN = {
  vi: { yes: 'có', no: 'không', unknown: 'chưa biết', nothing: 'không có gì', years: 'năm', months: 'tháng' },
  en: { yes: 'yes', no: 'no', unknown: 'not known', nothing: 'nothing', years: 'years', months: 'months' },
} satisfies Record<Language, Record<string, string>>;

/** A value as a person reads it, e.g. “500.000 đồng”, “Hộ nghèo”, “có”. */
export function valueIn(value: Value, said: Said, language: Language): string {
  const words = PLAIN[language];
  if (value === null) return words.unknown;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'string') return said.type.valueWords.get(value)?.[language] ?? value;
  if (typeof value === 'number') return withUnit(formatNumber(value, language), said, language);
  if (value instanceof Decimal) return withUnit(decimalIn(value, language), said, language);
  if (value instanceof FeelDate) return formatDate(textOf(value), language);
  if (value instanceof MonthsDuration) {
    const [years, months] = [Math.trunc(value.months / 12), value.months % 12];
    const parts = [years !== 0 && `${years} ${words.years}`, months !== 0 && `${months} ${words.months}`];
    return parts.filter(Boolean).join(' ') || `0 ${words.months}`;
  }
  if (Array.isArray(value))
    return value.length === 0 ? words.nothing : value.map((each) => valueIn(each, said, language)).join('; ');
  return textOf(value);
}

/** A value in both languages. */
export function valueWords(value: Value, said: Said): Bilingual {
  return inBoth((language) => valueIn(value, said, language));
}

/** An exact number with the language's own signs, all of its digits kept. */
function decimalIn(value: Decimal, language: Language): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(numberText(value)) ?? [];
  if (whole === '') return numberText(value);
  const [group, point] = language === 'vi' ? ['.', ','] : [',', '.'];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return `${sign}${grouped}${fraction === '' ? '' : `${point}${fraction}`}`;
}

function withUnit(text: string, { unit }: Said, language: Language): string {
  if (!unit) return text;
  return unit[language] === '%' ? `${text}%` : `${text}\u00a0${unit[language]}`;
}

/** A part of an ordered line; an end that is undefined has no limit. */
export interface Span {
  low?: { value: Value; isIn: boolean };
  high?: { value: Value; isIn: boolean };
}

const SPANS = {
  vi: {
    any: 'bất kỳ',
    below: 'dưới {high}',
    upTo: 'không quá {high}',
    before: 'trước {high}',
    until: 'đến hết {high}',
    above: 'trên {low}',
    from: 'từ {low} trở lên',
    after: 'sau {low}',
    since: 'từ {low}',
    lowIn: 'từ {low}',
    lowOut: 'trên {low}',
    highIn: 'đến {high}',
    highOut: 'đến dưới {high}',
    not: 'không phải {what}',
    or: ' hoặc ',
  },
  en: {
    any: 'any',
    below: 'under {high}',
    upTo: 'at most {high}',
    before: 'before {high}',
    until: 'until {high}',
    above: 'over {low}',
    from: '{low} or more',
    after: 'after {low}',
    since: 'from {low}',
    lowIn: 'from {low}',
    lowOut: 'over {low}',
    highIn: 'to {high}',
    highOut: 'to under {high}',
    not: 'not {what}',
    or: ' or ',
  },
} satisfies Record<Language, Record<string, string>>;

/** A span in words: “từ 80 tuổi trở lên”, “from 5,000,000 to under 10,000,000 đồng”. */
export function spanIn({ low, high }: Span, said: Said, language: Language): string {
  const words = SPANS[language];
  const isDate = (low?.value ?? high?.value) instanceof FeelDate;
  const values = {
    low: low ? valueIn(low.value, said, language) : '',
    high: high ? valueIn(high.value, said, language) : '',
  };
  if (!low && !high) return words.any;
  if (!low)
    return fill(isDate ? (high?.isIn ? words.until : words.before) : high?.isIn ? words.upTo : words.below, values);
  if (!high) return fill(isDate ? (low.isIn ? words.since : words.after) : low.isIn ? words.from : words.above, values);
  return fill(`${low.isIn ? words.lowIn : words.lowOut} ${high.isIn ? words.highIn : words.highOut}`, values);
}

/** What a cell asks, in words: its tests joined by “or”. Nothing asked is undefined. */
export function testsWords(
  asked: { isNegated: boolean; tests: readonly AskedTest[] },
  said: Said,
): Bilingual | undefined {
  if (asked.tests.length === 0) return undefined;
  return inBoth((language) => {
    const words = SPANS[language];
    const text = asked.tests.map((test) => testIn(test, said, language)).join(words.or);
    return asked.isNegated ? fill(words.not, { what: text }) : text;
  });
}

function testIn({ operator, value, range }: AskedTest, said: Said, language: Language): string {
  if (range)
    return spanIn(
      { low: { value: range.start, isIn: range.startIncluded }, high: { value: range.end, isIn: range.endIncluded } },
      said,
      language,
    );
  switch (operator) {
    case '<':
    case '<=':
      return spanIn({ high: { value, isIn: operator === '<=' } }, said, language);
    case '>':
    case '>=':
      return spanIn({ low: { value, isIn: operator === '>=' } }, said, language);
    case '!=':
      return fill(SPANS[language].not, { what: valueIn(value, said, language) });
    default:
      return valueIn(value, said, language);
  }
}

/** What people call something: its words, or its name. */
export function labelOf(words: Words | null | undefined, name: string): Bilingual {
  return words ? { vi: words.vi, en: words.en } : { vi: name, en: name };
}
