import type { Bilingual } from '../../../kernel/text.ts';
import { type Comparator, type ComparisonLevel } from './comparison.ts';
import { jaroWinkler, oneDigitApart, oneEditApart } from './string-distance.ts';

const EQUAL: Bilingual = { vi: 'giống nhau', en: 'the same' };
const DIFFERENT: Bilingual = { vi: 'khác nhau', en: 'different' };
const differ: ComparisonLevel = { name: 'differ', title: DIFFERENT };

interface Field<Row, Value = string> {
  name: string;
  title: Bilingual;
  read: (row: Row) => Value | undefined;
}

/** Same or different, with the frequency of the value: sex, ethnic group, a code of few values. */
export function exactly<Row>({ name, title, read }: Field<Row>): Comparator<Row, string> {
  return {
    comparisons: [{ name, title, levels: [{ name: 'equal', title: EQUAL, term: 'value' }, differ] }],
    read: (row) => read(row) || undefined,
    key: (value) => value,
    compare: (one, other, levels, at) => {
      levels[at] = one === other ? 0 : 1;
    },
    term: (value) => value,
    shown: (value) => value,
  };
}

/** The two thresholds of likeness that the field uses: very much alike, and alike. */
const ALIKE_MOST = 0.94;
const ALIKE = 0.84;

/** A text by its likeness (Jaro-Winkler), with the frequency of the value where it is the same: a street, a foreign name. */
export function likeText<Row>({ name, title, read }: Field<Row>): Comparator<Row, string> {
  return {
    comparisons: [
      {
        name,
        title,
        levels: [
          { name: 'equal', title: EQUAL, term: 'value' },
          { name: 'near', title: { vi: 'gần giống', en: 'nearly the same' } },
          { name: 'alike', title: { vi: 'hao hao', en: 'alike' } },
          differ,
        ],
      },
    ],
    read: (row) => read(row)?.trim().toLowerCase() || undefined,
    key: (value) => value,
    compare: (one, other, levels, at) => {
      if (one === other) levels[at] = 0;
      else if (oneEditApart(one, other)) levels[at] = 1;
      else {
        const likeness = jaroWinkler(one, other, ALIKE);
        levels[at] = likeness >= ALIKE_MOST ? 1 : likeness >= ALIKE ? 2 : 3;
      }
    },
    term: (value) => value,
    shown: (value) => value,
  };
}

/** A number by which someone or something is known. No frequency: an identifier is meant for one. */
export function identifier<Row>({ name, title, read }: Field<Row>): Comparator<Row, string> {
  return {
    comparisons: [
      {
        name,
        title,
        levels: [
          { name: 'equal', title: EQUAL },
          {
            name: 'one-digit',
            title: { vi: 'sai một chữ số, hoặc đảo hai số cạnh nhau', en: 'one digit off, or two neighbours swapped' },
          },
          differ,
        ],
      },
    ],
    read: (row) => read(row)?.replaceAll(/\s/gu, '') || undefined,
    key: (value) => value,
    compare: (one, other, levels, at) => {
      levels[at] = one === other ? 0 : oneDigitApart(one, other) ? 1 : 2;
    },
    term: () => undefined,
    shown: (value) => value,
  };
}

const DATE_LEVEL = { equal: 0, swapped: 1, digit: 2, yearKnown: 3, year: 4, differ: 5 } as const;
/** A civil date, or a year alone; the year first. */
const DATE = /^(\d{4})(?:-?(\d{2})-?(\d{2}))?$/;

/**
 * A date (`YYYY-MM-DD`, `YYYYMMDD`, or a year alone), with its frequency: clerks write 1 January where the day is not
 * known, so that agreeing on it says little. What is not such a date is held to be missing.
 */
export function civilDay<Row>({ name, title, read }: Field<Row>): Comparator<Row, string> {
  return {
    comparisons: [
      {
        name,
        title,
        levels: [
          { name: 'equal', title: EQUAL, term: 'value' },
          { name: 'day-month-swapped', title: { vi: 'đảo ngày và tháng', en: 'day and month swapped' } },
          {
            name: 'one-digit',
            title: { vi: 'sai một chữ số, hoặc đảo hai số cạnh nhau', en: 'one digit off, or two neighbours swapped' },
          },
          {
            name: 'year-known',
            title: { vi: 'cùng năm, một bên chỉ biết năm', en: 'the same year, of which one side knows no more' },
          },
          { name: 'year', title: { vi: 'cùng năm, khác ngày', en: 'the same year, another day' } },
          differ,
        ],
      },
    ],
    read: (row) => {
      const parts = DATE.exec(read(row)?.trim() ?? '');
      return parts ? parts[1]! + (parts[2] ?? '') + (parts[3] ?? '') : undefined;
    },
    key: (value) => value,
    compare: (one, other, levels, at) => {
      levels[at] = dateLevel(one, other);
    },
    term: (value) => value,
    shown: (value) => (value.length === 4 ? value : `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`),
  };
}

function dateLevel(one: string, other: string): number {
  const whole = one.length === 8 && other.length === 8;
  if (whole && one === other) return DATE_LEVEL.equal;
  const sameYear = other.startsWith(one.slice(0, 4));
  if (whole && sameYear && sameDigits(one, 4, other, 6) && sameDigits(one, 6, other, 4)) return DATE_LEVEL.swapped;
  if (whole && oneDigitApart(one, other)) return DATE_LEVEL.digit;
  if (!sameYear) return DATE_LEVEL.differ;
  return yearAlone(one) || yearAlone(other) ? DATE_LEVEL.yearKnown : DATE_LEVEL.year;
}

/** A bare year, or 1 January, which clerks write when they know the year alone. */
function yearAlone(date: string): boolean {
  return date.length === 4 || date.endsWith('0101');
}

function sameDigits(one: string, at: number, other: string, otherAt: number): boolean {
  return one.charCodeAt(at) === other.charCodeAt(otherAt) && one.charCodeAt(at + 1) === other.charCodeAt(otherAt + 1);
}

interface PlaceValue {
  code: string;
  today: readonly string[];
  /** What a place is counted by: the unit of today, or the old one when that went to several. */
  term: string;
  province: string | undefined;
}

/**
 * A place as it was named then or is named now. `today` gives the units that stand where the place was (itself when it
 * still stands), `province` the province of today; both are asked once for each place. Old and new unit agree when they
 * share ground.
 */
export function place<Row>(
  field: Field<Row> & { today: (code: string) => readonly string[]; province: (code: string) => string | undefined },
): Comparator<Row, PlaceValue> {
  const { name, title, read, today, province } = field;
  const known = new Map<string, PlaceValue>();
  return {
    comparisons: [
      {
        name,
        title,
        levels: [
          { name: 'equal', title: { vi: 'cùng đơn vị', en: 'the same unit' }, term: 'unit' },
          {
            name: 'after-merger',
            title: {
              vi: 'cùng nơi, tên trước và sau sắp xếp',
              en: 'the same place, named before and after the merger',
            },
            term: 'unit',
          },
          { name: 'province', title: { vi: 'cùng tỉnh', en: 'the same province' }, term: 'province' },
          differ,
        ],
      },
    ],
    read: (row) => {
      const code = read(row);
      if (!code) return undefined;
      let value = known.get(code);
      if (!value) {
        const units = today(code);
        value = { code, today: units, term: units.length === 1 ? units[0]! : code, province: province(code) };
        known.set(code, value);
      }
      return value;
    },
    key: ({ code }) => code,
    compare: (one, other, levels, at) => {
      if (one.code === other.code) levels[at] = 0;
      else if (one.today.some((unit) => other.today.includes(unit))) levels[at] = 1;
      else levels[at] = one.province !== undefined && one.province === other.province ? 2 : 3;
    },
    term: (value, _, kind) => (kind === 'unit' ? value.term : value.province),
    shown: ({ code }) => code,
  };
}
