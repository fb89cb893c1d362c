import { checkPersonName, isPersonalNumber, normalizePersonName } from '../../../country/index.ts';
import type { EntryParty, EntryPerson } from '../entry/rules.ts';
import type { CellForm, PaperBook, PaperColumn } from './columns.ts';

/** What is wrong with a cell: which, and by which rule. */
export interface CellProblem {
  column: string;
  problem:
    | 'needed'
    | 'too_long'
    | 'not_a_date'
    | 'not_a_number'
    | 'not_a_sex'
    | 'not_a_commune'
    | 'not_a_doubt'
    | 'not_a_page'
    | 'not_a_name'
    | 'in_future'
    | 'out_of_order';
}

/** An entry of a paper book, read from a row. */
export interface PaperEntry {
  book: PaperBook;
  volume: string;
  number: string;
  registeredOn: string;
  agencyName: string;
  placeCode?: string;
  doubts: string[];
  details: Record<string, unknown>;
  parties: EntryParty[];
}

/** What a row is read by. */
export interface PaperRules {
  columns: readonly PaperColumn[];
  doubts: readonly string[];
  isCommune(code: string, on: string): boolean;
  today: string;
}

const LONGEST_CELL = 300;
const SEXES: Readonly<Record<string, 'male' | 'female'>> = {
  nam: 'male',
  nữ: 'female',
  male: 'male',
  female: 'female',
};

/** Reads a row of transcribed cells; what is wrong is named cell by cell, and then there is no entry. */
export function readPaperRow(
  book: PaperBook,
  cells: Readonly<Record<string, string | undefined>>,
  rules: PaperRules,
): { entry: PaperEntry } | { problems: CellProblem[] } {
  const problems: CellProblem[] = [];
  const said: Record<string, string> = {};
  for (const { name, form, needed } of rules.columns) {
    const cell = cells[name]?.normalize('NFC').trim() ?? '';
    if (cell === '') {
      if (needed) problems.push({ column: name, problem: 'needed' });
      continue;
    }
    const problem = problemOf(name, form, cell, rules);
    if (problem) problems.push({ column: name, problem });
    else said[name] = form === 'date' ? civilDateOf(cell)! : cell;
  }
  const on = said.registered_on;
  if (on && said.place_code && !rules.isCommune(said.place_code, on))
    problems.push({ column: 'place_code', problem: 'not_a_commune' });
  const before = said.child_born ?? said.died_on;
  if (on && before && before > on) problems.push({ column: 'registered_on', problem: 'out_of_order' });
  return problems.length ? { problems } : { entry: entryOf(book, said) };
}

function problemOf(
  name: string,
  form: CellForm,
  cell: string,
  { doubts, today }: PaperRules,
): CellProblem['problem'] | undefined {
  if (cell.length > LONGEST_CELL) return 'too_long';
  switch (form) {
    case 'date': {
      const date = civilDateOf(cell);
      return date === undefined ? 'not_a_date' : date > today ? 'in_future' : undefined;
    }
    case 'number':
      return isPersonalNumber(cell) ? undefined : 'not_a_number';
    case 'sex':
      return SEXES[cell.toLowerCase()] ? undefined : 'not_a_sex';
    case 'commune':
      return /^\d{5}$/.test(cell) ? undefined : 'not_a_commune';
    case 'doubts':
      return cell.split(';').every((doubt) => doubts.includes(doubt.trim())) ? undefined : 'not_a_doubt';
    case 'page':
      return /^\d{1,5}$/.test(cell) ? undefined : 'not_a_page';
    case 'text':
      // Names of one word stand in old books; digits and signs do not.
      return name.endsWith('_name') && checkPersonName(cell).some((code) => code !== 'name.one_word')
        ? 'not_a_name'
        : undefined;
  }
}

/** `YYYY-MM-DD` or `DD/MM/YYYY` as a civil date; undefined for a day that no calendar has. */
function civilDateOf(cell: string): string | undefined {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(cell) ?? [];
  const date = year ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : cell;
  if (!/^(19|20)\d{2}-\d{2}-\d{2}$/.test(date)) return undefined;
  const at = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date ? undefined : date;
}

const ROLES: Readonly<Record<PaperBook, readonly string[]>> = {
  birth: ['child', 'mother', 'father'],
  marriage: ['husband', 'wife'],
  death: ['deceased'],
};

function entryOf(book: PaperBook, said: Readonly<Record<string, string>>): PaperEntry {
  const people = ROLES[book].flatMap((role): EntryParty[] => {
    const fullName = said[`${role}_name`];
    if (!fullName) return [];
    const [bornOn, number] = [said[`${role}_born`], said[`${role}_number`]];
    const person = {
      fullName: normalizePersonName(fullName),
      ...(bornOn ? { bornOn } : {}),
      ...(number ? { number } : {}),
    };
    return [{ role, person }];
  });
  const details: Record<string, unknown> = Object.fromEntries(people.map(({ role, person }) => [role, person]));
  if (book === 'birth') {
    const sex = SEXES[said.child_sex?.toLowerCase() ?? ''];
    details.child = {
      ...(details.child as EntryPerson),
      ...(sex ? { sex } : {}),
      ...(said.birth_place ? { birthPlace: said.birth_place } : {}),
      ...(said.hometown ? { hometown: said.hometown } : {}),
      nationality: 'VN',
    };
  }
  if (book === 'marriage') details.from = said.registered_on;
  if (book === 'death') Object.assign(details, { diedOn: said.died_on, ...(said.place ? { place: said.place } : {}) });
  if (said.scan) details.scan = { file: said.scan, ...(said.page ? { page: Number(said.page) } : {}) };
  return {
    book,
    volume: said.volume!,
    number: said.number!,
    registeredOn: said.registered_on!,
    agencyName: said.agency!,
    ...(said.place_code ? { placeCode: said.place_code } : {}),
    doubts: said.doubts ? said.doubts.split(';').map((doubt) => doubt.trim()) : [],
    details,
    parties: people,
  };
}
