import { isDeepStrictEqual } from 'node:util';
import type { Static } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { groundsOf } from '../../registry/index.ts';
import { communeOn } from '../../territories/index.ts';
import { officeOf } from '../office.ts';
import { COLUMNS, DOUBTS, type PaperBook } from './columns.ts';
import { type PaperEntry, type PaperRules, readPaperRow } from './rules.ts';
import type * as services from './services.ts';
import { insertPaperEntries, numbersThere } from './store.ts';

type Report = Static<typeof services.importPaperBook.output>;
type ReadRow = PaperEntry & { row: number; year: number };

/** The header is row 1. */
const FIRST_ROW = 2;
const MOST_PROBLEMS = 200;

/**
 * Takes the transcribed entries of a paper book into the books of the own commune: all of them or, when a cell is wrong, none;
 * a dry run only says which. An entry that is there with the same content is passed over, so that a file may be sent again;
 * one of that number with other content is a problem. Transcribed entries change nothing in other registers.
 */
export async function importPaperBook(
  house: House,
  asked: Static<typeof services.importPaperBook.input>,
  context: CallContext,
): Promise<Report> {
  const on = today();
  const communeCode = officeOf(context, on);
  const db = house.db.as('civil-status');
  const { entries, problems } = readRows(asked.book as PaperBook, asked.rows, on);
  const there = new Map(
    (await numbersThere(db, { communeCode, entries })).map((one) => [keyOf(one), one.details] as const),
  );
  const added = entries.filter((entry) => {
    const before = there.get(keyOf(entry));
    if (before && !isDeepStrictEqual(before, JSON.parse(JSON.stringify(entry.details))))
      problems.push({ row: entry.row, column: 'number', problem: 'differs' });
    return !before;
  });
  const passed = entries.length - added.length;
  const report = { added: added.length, passed, problems: problems.slice(0, MOST_PROBLEMS) };
  if (asked.isDryRun) return { ...report, isWritten: false };
  if (problems.length) throw new Refusal('legacy.problems', 422, { values: { count: problems.length } });
  const { source: _book, ...grounds } = groundsOf(context, {
    reason: asked.reason,
    source: { kind: 'paper-book', number: asked.book },
  });
  await db.transaction((tx) => insertPaperEntries(tx, { communeCode, entries: added, grounds }));
  return { ...report, isWritten: true };
}

const keyOf = ({ year, volume, number }: { year: number; volume: string; number: string }) =>
  `${year} ${volume} ${number}`;

function readRows(
  book: PaperBook,
  rows: readonly Record<string, string>[],
  on: string,
): { entries: ReadRow[]; problems: Report['problems'] } {
  const rules: PaperRules = {
    columns: COLUMNS[book],
    doubts: Object.keys(DOUBTS),
    isCommune: (code, date) => communeOn(code, date) !== undefined,
    today: on,
  };
  const problems: Report['problems'] = [];
  const entries = new Map<string, ReadRow>();
  for (const [index, cells] of rows.entries()) {
    const row = index + FIRST_ROW;
    const read = readPaperRow(book, cells, rules);
    if ('problems' in read) {
      problems.push(...read.problems.map((problem) => ({ row, ...problem })));
      continue;
    }
    const entry = { ...read.entry, row, year: Number(read.entry.registeredOn.slice(0, 4)) };
    if (entries.has(keyOf(entry))) problems.push({ row, column: 'number', problem: 'twice' });
    else entries.set(keyOf(entry), entry);
  }
  return { entries: [...entries.values()], problems };
}
