import { type Bilingual, type Language, formatDate, formatNumber } from '../../../kernel/text.ts';
import { FeelDate, MonthsDuration } from '../feel/calendar.ts';
import { type Value, kindOfValue, textOf } from '../feel/value.ts';
import type { Axis, Ranges } from '../dmn/regions.ts';

/** A part of an axis as a person reads it, and as a cell of FEEL says it. */
export interface AskedWords {
  columns: readonly number[];
  label: string;
  words: Bilingual;
  /** The cell that lets exactly this pass. */
  cell: string;
}

const WORDS = {
  vi: {
    any: 'bất kỳ',
    other: 'giá trị khác',
    otherThan: 'khác',
    empty: 'không có thông tin',
    below: 'dưới',
    upTo: 'đến hết',
    above: 'trên',
    from: 'từ',
    to: 'đến hết',
    toBelow: 'đến dưới',
    or: ' hoặc ',
    true: 'đúng',
    false: 'không',
    before: 'trước',
    after: 'sau',
    years: 'năm',
    months: 'tháng',
  },
  en: {
    any: 'any',
    other: 'another value',
    otherThan: 'other than',
    empty: 'not known',
    below: 'under',
    upTo: 'up to',
    above: 'over',
    from: 'from',
    to: 'to',
    toBelow: 'to under',
    or: ' or ',
    true: 'yes',
    false: 'no',
    before: 'before',
    after: 'after',
    years: 'years',
    months: 'months',
  },
} satisfies Record<Language, Record<string, string>>;

/** A value as a person reads it in a table. */
export function valueWords(value: Value, language: Language): string {
  const words = WORDS[language];
  if (value === null) return words.empty;
  if (typeof value === 'boolean') return value ? words.true : words.false;
  if (typeof value === 'number') return formatNumber(value, language);
  if (typeof value === 'string') return value;
  if (value instanceof FeelDate) return formatDate(textOf(value), language);
  if (value instanceof MonthsDuration) {
    const [years, months] = [Math.trunc(value.months / 12), value.months % 12];
    const parts = [years !== 0 && `${years} ${words.years}`, months !== 0 && `${months} ${words.months}`];
    return parts.filter(Boolean).join(' ') || `0 ${words.months}`;
  }
  return textOf(value);
}

/** A value as FEEL writes it. */
export function valueCell(value: Value): string {
  const kind = kindOfValue(value);
  if (kind === 'date') return `date("${textOf(value)}")`;
  if (kind.endsWith('duration')) return `duration("${textOf(value)}")`;
  return textOf(value, true);
}

/** Segments of an axis in words. */
export function rangesWords(axis: Axis, ranges: Ranges): AskedWords {
  return {
    columns: axis.columns,
    label: axis.label,
    words: { vi: spoken(axis, ranges, 'vi'), en: spoken(axis, ranges, 'en') },
    cell: cellOf(axis, ranges),
  };
}

const isWhole = ({ segments }: Axis, ranges: Ranges): boolean =>
  ranges.length === 1 && ranges[0]?.[0] === 0 && ranges[0][1] === segments.length - 1;

/** The ends of a range; an end that is undefined has no limit. */
interface Ends {
  low: Value | undefined;
  high: Value | undefined;
  lowIncluded: boolean;
  highIncluded: boolean;
}

/** Ranges of an ordered axis by their ends, null apart. */
function endsOf({ points, segments }: Axis, ranges: Ranges): { ends: Ends[]; hasNull: boolean } {
  const nullAt = points.length * 2 + 1;
  let hasNull = false;
  const ends = ranges.flatMap(([from, to]): Ends[] => {
    let last = to;
    if (segments[last]?.at === nullAt) {
      hasNull = true;
      last--;
    }
    if (last < from) return [];
    const [a, b] = [segments[from]?.at ?? 0, segments[last]?.at ?? 0];
    return [
      {
        low: a % 2 === 1 ? points[a >> 1] : points[(a >> 1) - 1],
        lowIncluded: a % 2 === 1,
        high: points[b >> 1],
        highIncluded: b % 2 === 1,
      },
    ];
  });
  return { ends, hasNull };
}

/** The texts or truths that an axis of equality names, and whether others pass too. */
function listed({ points, segments }: Axis, ranges: Ranges): { values: Value[]; hasOther: boolean; hasNull: boolean } {
  const found = { values: [] as Value[], hasOther: false, hasNull: false };
  for (const [from, to] of ranges)
    for (let i = from; i <= to; i++) {
      const at = segments[i]?.at ?? 0;
      if (at === points.length * 2 + 1) found.hasNull = true;
      else if (at % 2 === 1) found.values.push(points[at >> 1] ?? null);
      else found.hasOther = true;
    }
  return found;
}

const isListed = ({ kind, isOrdered }: Axis): boolean => !isOrdered && (kind === 'string' || kind === 'boolean');

function spoken(axis: Axis, ranges: Ranges, language: Language): string {
  const words = WORDS[language];
  if (isWhole(axis, ranges)) return words.any;
  const say = (value: Value): string => valueWords(value, language);
  if (isListed(axis)) {
    const { values, hasOther, hasNull } = listed(axis, ranges);
    const empty = hasNull ? [words.empty] : [];
    if (!hasOther) return [...values.map(say), ...empty].join(words.or);
    const others = axis.points.filter((point) => !values.includes(point));
    return [others.length > 8 ? words.other : `${words.otherThan} ${others.map(say).join(', ')}`, ...empty].join(
      words.or,
    );
  }
  const { ends, hasNull } = endsOf(axis, ranges);
  const isDate = axis.kind === 'date';
  const texts = ends.map(({ low, high, lowIncluded, highIncluded }) => {
    if (low === undefined && high === undefined) return words.any;
    if (low === undefined)
      return `${highIncluded ? words.upTo : isDate ? words.before : words.below} ${say(high ?? null)}`;
    if (high === undefined) return `${lowIncluded ? words.from : isDate ? words.after : words.above} ${say(low)}`;
    if (lowIncluded && highIncluded && say(low) === say(high)) return say(low);
    const start = `${lowIncluded ? words.from : isDate ? words.after : words.above} ${say(low)}`;
    return `${start} ${highIncluded ? words.to : words.toBelow} ${say(high)}`;
  });
  return [...texts, ...(hasNull ? [words.empty] : [])].join(words.or);
}

function cellOf(axis: Axis, ranges: Ranges): string {
  if (isWhole(axis, ranges)) return '-';
  if (isListed(axis)) {
    const { values, hasOther, hasNull } = listed(axis, ranges);
    const named = [...values.map(valueCell), ...(hasNull ? ['null'] : [])];
    if (!hasOther) return named.join(', ');
    const others = axis.points.filter((point) => !values.includes(point)).map(valueCell);
    const hasNullSegment = (axis.segments.at(-1)?.at ?? 0) === axis.points.length * 2 + 1;
    return `not(${[...others, ...(hasNullSegment && !hasNull ? ['null'] : [])].join(', ')})`;
  }
  const { ends, hasNull } = endsOf(axis, ranges);
  const cells = ends.map(({ low, high, lowIncluded, highIncluded }) => {
    if (low === undefined && high === undefined) return 'not(null)';
    if (low === undefined) return `${highIncluded ? '<=' : '<'} ${valueCell(high ?? null)}`;
    if (high === undefined) return `${lowIncluded ? '>=' : '>'} ${valueCell(low)}`;
    const [from, to] = [valueCell(low), valueCell(high)];
    if (lowIncluded && highIncluded && from === to) return from;
    return `${lowIncluded ? '[' : '('}${from}..${to}${highIncluded ? ']' : ')'}`;
  });
  return [...cells, ...(hasNull ? ['null'] : [])].join(', ');
}
