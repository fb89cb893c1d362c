import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { type Grounds, record } from '../../registry/index.ts';
import type { Entry } from '../entry/rules.ts';
import { insertParties } from '../entry/store.ts';
import { entry as entryKind } from '../kinds.ts';
import type { PaperEntry } from './rules.ts';

/** Which of these numbers a book of a commune holds already, with what it says there. */
export function numbersThere(
  db: Queryable,
  asked: { communeCode: string; entries: readonly (PaperEntry & { year: number })[] },
): Promise<{ year: number; volume: string; number: string; details: Record<string, unknown> }[]> {
  const { communeCode, entries } = asked;
  return db.rows(sql`SELECT book_year AS year, volume, number, details FROM entry
    JOIN unnest(${entries.map(({ book }) => book)}::text[], ${entries.map(({ year }) => year)}::integer[],
      ${entries.map(({ volume }) => volume)}::text[], ${entries.map(({ number }) => number)}::text[])
      AS given (book, book_year, volume, number) USING (book, book_year, volume, number)
    WHERE commune_code = ${communeCode} AND upper_inf(valid_during)`);
}

/** Writes transcribed entries, each as an act of its own on the grounds of the paper book. */
export async function insertPaperEntries(
  tx: Tx,
  given: {
    communeCode: string;
    entries: readonly (PaperEntry & { year: number })[];
    grounds: Omit<Grounds, 'source'>;
  },
): Promise<void> {
  const { communeCode } = given;
  for (const paper of given.entries) {
    const entry: Entry = {
      id: newId(),
      book: paper.book,
      communeCode,
      placeCode: paper.placeCode ?? null,
      bookYear: paper.year,
      volume: paper.volume,
      number: paper.number,
      registeredOn: paper.registeredOn,
      status: 'registered',
      agencyName: paper.agencyName,
      details: paper.details,
      doubts: paper.doubts,
    };
    const source = { kind: 'paper-book', number: `${paper.volume}, ${paper.number}`, issuer: paper.agencyName };
    const act = await record(tx, entryKind, { values: entry, from: paper.registeredOn }, { ...given.grounds, source });
    await insertParties(tx, { entry, act, parties: paper.parties });
  }
}
