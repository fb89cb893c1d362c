import { type Statement, sql } from '../../../kernel/db.ts';
import type { Grounds } from '../../registry/index.ts';
import { type Book, ELECTRONIC_VOLUME } from '../books.ts';
import { entryNumber } from '../entry-number.ts';
import { entry as entryKind } from '../kinds.ts';
import type { EntryParty } from '../entry/rules.ts';

/**
 * Parts of a statement that puts a registration that was made elsewhere (a birth, a recognition with it) into the book: the
 * act `told`, the parties, and at the end the entry. `told` has a row only when there is something to be written.
 */

/** The act that records an entry, when `source` has a row. */
export function actOf(source: Statement, entry: { id: string; on: string }, grounds: Grounds): Statement {
  return sql`INSERT INTO act (kind, key, act, valid_from, fields, reason, source, done_by, receipt)
    SELECT 'entry', ARRAY[${entry.id}::text], 'record', ${entry.on}::date, ${Object.keys(entryKind.fields)}::text[],
      ${grounds.reason}, ${JSON.stringify(grounds.source)}::jsonb, ${JSON.stringify(grounds.by)}::jsonb,
      ${grounds.receipt ?? null}
    FROM ${source} RETURNING position`;
}

/** Who stands in an entry, under the act `told`. */
export function partiesInto(
  entry: { id: string; book: Book; communeCode: string; on: string },
  parties: readonly { role: string; person: Partial<EntryParty['person']> }[],
): Statement {
  return sql`INSERT INTO party (entry_id, role, book, commune_code, number, full_name, born_on, valid_during, act)
    SELECT ${entry.id}::text, role, ${entry.book}, ${entry.communeCode}, number, full_name, born_on::date,
      daterange(${entry.on}::date, NULL), position
    FROM told, unnest(${parties.map(({ role }) => role)}::text[],
      ${parties.map(({ person }) => person.number ?? null)}::text[],
      ${parties.map(({ person }) => person.fullName ?? '')}::text[],
      ${parties.map(({ person }) => person.bornOn ?? null)}::text[]) AS given (role, number, full_name, born_on)`;
}

/** The entry, under the act `told`. */
export function entryInto(entry: {
  id: string;
  book: Book;
  communeCode: string;
  bookYear: number;
  serial: number;
  registeredOn: string;
  agencyName: string;
  details: object;
}): Statement {
  return sql`INSERT INTO entry (id, book, commune_code, place_code, book_year, volume, number, registered_on, status,
      agency_name, details, valid_during, act)
    SELECT ${entry.id}::text, ${entry.book}, ${entry.communeCode}, ${entry.communeCode}, ${entry.bookYear}::integer,
      ${ELECTRONIC_VOLUME}, ${entryNumber(entry)}, ${entry.registeredOn}::date, 'registered', ${entry.agencyName},
      ${entry.details}::jsonb, daterange(${entry.registeredOn}::date, NULL), position
    FROM told`;
}
