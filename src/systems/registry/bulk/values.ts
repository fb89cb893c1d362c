import type { Field, RecordKind } from '../kind/index.ts';
import { PERIOD_COLUMNS } from './columns.ts';
import type { RowProblem, RuleName } from './problem.ts';

/** How dates are written in a file, besides year-month-day, which is always understood. */
export const DATE_STYLES = ['iso', 'day-first'] as const;
export type DateStyle = (typeof DATE_STYLES)[number];

/** What an empty cell means in a row that changes or corrects a record. */
export const EMPTY_CELLS = ['keep', 'unknown'] as const;
export type EmptyCells = (typeof EMPTY_CELLS)[number];

/** What a row can do to a record that is there. */
export const ROW_ACTS = ['change', 'correct', 'end', 'cancel'] as const;
export type RowAct = (typeof ROW_ACTS)[number];

const ACT_WORDS: Readonly<Record<string, RowAct | 'record'>> = {
  record: 'record',
  'ghi mới': 'record',
  change: 'change',
  'thay đổi': 'change',
  correct: 'correct',
  'cải chính': 'correct',
  end: 'end',
  'kết thúc': 'end',
  cancel: 'cancel',
  hủy: 'cancel',
  huỷ: 'cancel',
};

/** A value as PostgreSQL reads it, or the rule that it breaks. */
type Read = { text: string | null } | { rule: RuleName };
type Reader = (given: string) => Read;

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const ISO_INSTANT_OF_DAY = /^(\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?Z?$/;
const DAY_FIRST = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const SOME_DATE = /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}$/;
/** "âm lịch" written out or short, a leap month, or the names of lunar years: ten stems with twelve branches. */
const LUNAR =
  /âm\s*lịch|\bÂL\b|\(âm\)|nhuận|(giáp|ất|bính|đinh|mậu|kỷ|canh|tân|nhâm|quý)\s+(tý|sửu|dần|mão|thìn|tỵ|tị|ngọ|mùi|thân|dậu|tuất|hợi)/iu;
const LONGEST_MONTH = 30;

/** A civil date from a text. Refuses what is ambiguous, what never was a day, and days of the lunar calendar. */
export function readDate(given: string, style: DateStyle): Read {
  const text = given.trim().replace(ISO_INSTANT_OF_DAY, '$1');
  const iso = ISO_DATE.exec(text);
  if (iso) return civil(iso[1]!, iso[2]!, iso[3]!);
  if (LUNAR.test(text)) return { rule: 'date_old_calendar' };
  const parts = DAY_FIRST.exec(text);
  if (parts && style === 'day-first') return civil(parts[3]!, parts[2]!.padStart(2, '0'), parts[1]!.padStart(2, '0'));
  if (SOME_DATE.test(text)) return { rule: 'date_ambiguous' };
  return { rule: 'not_a_date' };
}

const DAYS_OF_MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

function civil(year: string, month: string, day: string): Read {
  const text = `${year}-${month}-${day}`;
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  const last = m === 2 && isLeap(y) ? 29 : (DAYS_OF_MONTHS[m - 1] ?? 0);
  if (y >= 1000 && d >= 1 && d <= last) return { text };
  // Every month of the lunar calendar has 29 or 30 days: 30 February is a day there, and only there.
  if (month === '02' && Number(day) === LONGEST_MONTH) return { rule: 'date_old_calendar' };
  return { rule: 'not_a_date' };
}

const YES = new Set(['true', 'yes', 'có', 'co', '1', 'x']);
const NO = new Set(['false', 'no', 'không', 'khong', '0']);
const MOST_INTEGER = 2_147_483_647;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** How the values of a field are read; made once for a file. */
function readerOf(field: Field, dates: DateStyle): Reader {
  const { choices, column, pattern, longest, least, most } = field;
  if (choices) {
    const codes = new Map<string, string>();
    for (const [code, title] of Object.entries(choices))
      for (const name of [title.en, title.vi, code]) codes.set(name.toLowerCase(), code);
    return (given) => {
      const code = codes.get(given.trim().toLowerCase());
      return code === undefined ? { rule: 'not_a_choice' } : { text: code };
    };
  }
  switch (column) {
    case 'date':
      return (given) => readDate(given, dates);
    case 'integer':
    case 'bigint':
      return (given) => {
        const text = given.trim();
        if (!/^-?\d{1,18}$/.test(text)) return { rule: 'not_a_number' };
        const value = Number(text);
        const isWithin = value >= (least ?? value) && value <= (most ?? value);
        const fits = column !== 'integer' || (value <= MOST_INTEGER && value >= -MOST_INTEGER - 1);
        if (!isWithin || !fits) return { rule: 'out_of_range' };
        return { text: String(BigInt(text)) };
      };
    case 'numeric':
      return (given) =>
        /^-?\d{1,30}(\.\d{1,10})?$/.test(given.trim()) ? { text: given.trim() } : { rule: 'not_a_number' };
    case 'boolean':
      return (given) => {
        const word = given.trim().toLowerCase();
        return YES.has(word) ? { text: 'true' } : NO.has(word) ? { text: 'false' } : { rule: 'not_yes_or_no' };
      };
    case 'uuid':
      return (given) => (UUID.test(given.trim()) ? { text: given.trim().toLowerCase() } : { rule: 'pattern' });
    case 'jsonb':
      return (given) => {
        const value = parsedJson(given);
        return value === undefined ? { rule: 'not_understood' } : { text: given };
      };
    case 'text[]':
      return (given) => {
        const list = parsedJson(given);
        if (!Array.isArray(list) || list.some((one) => typeof one !== 'string')) return { rule: 'not_understood' };
        return { text: `{${list.map((one: string) => `"${one.replace(/[\\"]/g, '\\$&')}"`).join(',')}}` };
      };
    default: {
      const whole = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`);
      return (given) => {
        // A code never has blanks around it; of words they are kept, and quality tells of them.
        const text = whole ? given.trim() : given;
        if (whole && !whole.test(text)) return { rule: 'pattern' };
        if (longest !== undefined && text.length > longest && [...text].length > longest) return { rule: 'too_long' };
        return { text };
      };
    }
  }
}

/**
 * What a spreadsheet has made of a value may no longer be what was typed: a code became a number and lost its zeros, or became a
 * day. Says what is wrong with a cell of that kind in a field.
 */
function kindReaderOf(
  field: Field,
): (kind: CellKind, given: string) => { rule: RuleName } | { warning: RuleName } | undefined {
  const { column, pattern, choices } = field;
  const whole = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`);
  return (kind, given) => {
    if (kind === 'date') return column === 'date' ? undefined : { rule: 'date_for_text' };
    if (kind !== 'number' || column !== 'text' || choices) return undefined;
    if (!whole) return { warning: 'number_for_words' };
    // A code of one length says itself whether a zero is missing; of others nobody knows.
    return whole.test(given) && whole.test(`0${given}`) ? { rule: 'number_for_code' } : undefined;
  };
}

/** What a cell says that its row does; undefined when that is nothing. */
function actOf(cell: string | null | undefined): RowAct | 'record' | undefined {
  const word = (cell ?? '').normalize('NFC').trim().toLowerCase();
  return word === '' ? 'record' : Object.hasOwn(ACT_WORDS, word) ? ACT_WORDS[word] : undefined;
}

/** A text as it was read for PostgreSQL, as the value that an act takes. */
export function valueOf(field: Field, text: string | null): unknown {
  if (text === null) return null;
  switch (field.column) {
    case 'integer':
    case 'bigint':
      return Number(text);
    case 'boolean':
      return text === 'true';
    case 'jsonb':
      return JSON.parse(text) as unknown;
    case 'text[]':
      return listOf(text);
    default:
      return text;
  }
}

/** A list as `readerOf` writes it: in braces, each in quotes, with a backslash before quotes and backslashes. */
const listOf = (text: string): string[] =>
  [...text.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, one]) => one!.replace(/\\(.)/gs, '$1'));

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A row whose values are as its kind wants them: texts for PostgreSQL, in the order of the columns. */
export interface ReadyRow {
  row: number;
  texts: (string | null)[];
  /** What it does to a record that is there; a new one when not said. */
  act?: RowAct;
  /** Of a change or a correction: the fields that it says. */
  said?: readonly string[];
  /** The key and the period, as one text: two rows with the same one cannot both be true. */
  keyText: string;
}

/** What a cell of a spreadsheet is; in a text file all are texts. */
export type CellKind = 'text' | 'number' | 'date' | 'truth';

/** A row as a file has it. `fault` is what kept it from being read at all. */
export interface GivenRow {
  row: number;
  cells: readonly (string | null)[];
  /** What each cell is, where the file says so. */
  kinds?: readonly (CellKind | undefined)[];
  fault?: { rule: RuleName; column?: number };
}

/** Reads rows of a file as records of a kind. */
export interface RowReader {
  /** The fields that the texts of a row stand for, in their order; the last two are the ends of the period. */
  fields: readonly string[];
  /** The row when it can be taken, and what there is to say about it. */
  read(given: GivenRow, problems: RowProblem[]): ReadyRow | undefined;
}

const LONGEST_GIVEN = 60;
/** A sign that a spreadsheet takes for the beginning of a formula, with the apostrophe that keeps it from that. */
const GUARDED = /^'+[=+\-@\t\r]/;

/**
 * Makes the reader of a file. `columns` says at which place of a row each target stands; `validFrom` is the day for files
 * that do not say since when.
 */
export function rowReader(
  kind: RecordKind,
  how: {
    columns: Readonly<Record<string, number>>;
    dates: DateStyle;
    validFrom?: string;
    emptyActs?: EmptyCells;
    isGuarded: boolean;
  },
): RowReader {
  const { columns, dates, validFrom, emptyActs = 'keep', isGuarded } = how;
  const dateField: Field = { title: PERIOD_COLUMNS.validFrom, column: 'date' };
  const fields = [...Object.keys(kind.fields).filter((name) => columns[name] !== undefined), 'validFrom', 'validUntil'];
  const readers = fields.map((name) => {
    const field = kind.fields[name] ?? dateField;
    return {
      name,
      place: columns[name],
      otherwise: name === 'validFrom' ? (validFrom ?? null) : null,
      isNeeded: name === 'validFrom' || (name !== 'validUntil' && !field.optional),
      read: readerOf(field, dates),
      kindAgainst: kindReaderOf(field),
      isKey: kind.key.includes(name) || name === 'validFrom',
      mayBeUnknown: field.optional === true,
    };
  });
  const keyAt = kind.key.map((name) => fields.indexOf(name));
  const [fromAt, untilAt] = [fields.length - 2, fields.length - 1];
  return {
    fields,
    read({ row, cells, kinds, fault }, problems) {
      const refuse = (field: string, rule: RuleName, given?: string) => {
        const shown = given === undefined ? {} : { given: [...given].slice(0, LONGEST_GIVEN).join('').toWellFormed() };
        problems.push({ row, field, rule, severity: 'refused', ...shown });
      };
      if (fault) {
        const at = readers.find(({ place }) => place !== undefined && place === fault.column);
        refuse(at?.name ?? '', fault.rule);
        return undefined;
      }
      const act = columns.act === undefined ? 'record' : actOf(cells[columns.act]);
      if (act === undefined) {
        refuse('act', 'not_an_act', cells[columns.act!] ?? '');
        return undefined;
      }
      const texts: (string | null)[] = [];
      const said: string[] = [];
      let isGood = true;
      for (const { name, place, otherwise, isNeeded, read, kindAgainst, isKey, mayBeUnknown } of readers) {
        // Of what ends, or never was, only which record and when is asked.
        const isAsked = isKey || act === 'record' || act === 'change' || act === 'correct';
        const cell = place === undefined || !isAsked ? null : (cells[place] ?? null);
        if (act !== 'record' && !isKey) {
          const isEmpty = cell === null || cell === '';
          if (name === 'validUntil' && !isEmpty) {
            refuse(name, 'until_not_for_act', cell);
            isGood = false;
          }
          const isSaid =
            place !== undefined && isAsked && name !== 'validUntil' && (!isEmpty || emptyActs === 'unknown');
          if (isSaid) said.push(name);
          if (isSaid && isEmpty && !mayBeUnknown) {
            refuse(name, 'needed');
            isGood = false;
          }
          if (isEmpty || name === 'validUntil') {
            texts.push(null);
            continue;
          }
        }
        if (cell === null || cell === '') {
          if (otherwise === null && isNeeded) {
            refuse(name, 'needed');
            isGood = false;
          }
          texts.push(otherwise);
          continue;
        }
        let given = isGuarded && GUARDED.test(cell) ? cell.slice(1) : cell;
        const composed = given.normalize('NFC');
        if (composed !== given) {
          problems.push({ row, field: name, rule: 'normalised', severity: 'note' });
          given = composed;
        }
        const kind = place === undefined ? undefined : kinds?.[place];
        const against = kind && kindAgainst(kind, given);
        if (against && 'warning' in against)
          problems.push({ row, field: name, rule: against.warning, severity: 'warning' });
        const answer: Read =
          given.includes('\0') || !given.isWellFormed()
            ? { rule: 'not_understood' }
            : against && 'rule' in against
              ? against
              : read(given);
        if ('rule' in answer) {
          refuse(name, answer.rule, cell.replaceAll('\0', '␀'));
          isGood = false;
          texts.push(null);
        } else texts.push(answer.text);
      }
      if (!isGood) return undefined;
      const [from, until] = [texts[fromAt]!, texts[untilAt]];
      if (until && until <= from) {
        refuse('validUntil', 'period_empty', until);
        return undefined;
      }
      const ready = { row, texts, keyText: keyAt.map((at) => texts[at]).join('\u0001') };
      if (act === 'record') return ready;
      if (said.length === 0 && (act === 'change' || act === 'correct')) {
        refuse('', 'nothing_said');
        return undefined;
      }
      return { ...ready, act, said };
    },
  };
}
