import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { type Grounds, changeFrom, correct, endOn, record } from '../../registry/index.ts';
import { BOOKS, type Book, ELECTRONIC_VOLUME } from '../books.ts';
import { entry as entryKind, party as partyKind } from '../kinds.ts';
import type { Decision, Entry, EntryChange, EntryParty, NewNote, Note, Registrar } from './rules.ts';

const columns = sql`id, book, commune_code AS "communeCode", place_code AS "placeCode", book_year AS "bookYear", volume,
  number, registered_on AS "registeredOn", status, agency_name AS "agencyName", details, doubts`;

/** The entry that a request made before, if it did. */
export function findByRequest(db: Queryable, requestKey: string): Promise<Entry | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM entry
    WHERE id = (SELECT entry_id FROM registration WHERE request_key = ${requestKey}) AND upper_inf(valid_during)`);
}

/** An entry as it stands now. */
export function findEntry(db: Queryable, id: string): Promise<Entry | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM entry WHERE id = ${id} AND upper_inf(valid_during)`);
}

/** The same, locked until the end of the transaction. */
export function lockEntry(tx: Tx, id: string): Promise<Entry | undefined> {
  return tx.maybe(sql`SELECT ${columns} FROM entry WHERE id = ${id} AND upper_inf(valid_during) FOR UPDATE`);
}

const MOST_OF_A_PERSON = 100;

/** The entries in which a person stands, newest first; those that were cancelled too. */
export function entriesOf(db: Queryable, number: string): Promise<(Entry & { role: string })[]> {
  return db.rows(sql`SELECT ${columns}, p.role FROM entry JOIN
      (SELECT entry_id, min(role) AS role FROM party WHERE number = ${number} AND upper_inf(valid_during) GROUP BY entry_id) p
      ON p.entry_id = entry.id
    WHERE upper_inf(valid_during) ORDER BY registered_on DESC, id LIMIT ${MOST_OF_A_PERSON}`);
}

/** The entry of a book in which a person stands in a role and that was not cancelled: the newest. */
export function findOf(db: Queryable, asked: { number: string; book: Book; role: string }): Promise<Entry | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM entry WHERE status <> 'cancelled' AND upper_inf(valid_during)
      AND id IN (SELECT entry_id FROM party
        WHERE number = ${asked.number} AND book = ${asked.book} AND role = ${asked.role} AND upper_inf(valid_during))
    ORDER BY registered_on DESC LIMIT 1`);
}

/** Entries by their ids, in no order. */
export function findEntries(db: Queryable, ids: readonly string[]): Promise<Entry[]> {
  return db.rows(sql`SELECT ${columns} FROM entry WHERE id = ANY (${ids}::text[]) AND upper_inf(valid_during)`);
}

/** A page of the newest entries of a commune, of one book or of all; one more than `limit` says that there is another page. */
export function newestEntries(
  db: Queryable,
  asked: { communeCode: string; book: Book | undefined; offset: number; limit: number },
): Promise<Entry[]> {
  const ofBook = asked.book ? sql`AND book = ${asked.book}` : sql``;
  return db.rows(sql`SELECT ${columns} FROM entry
    WHERE commune_code = ${asked.communeCode} ${ofBook} AND upper_inf(valid_during)
    ORDER BY registered_on DESC, id DESC LIMIT ${asked.limit + 1} OFFSET ${asked.offset}`);
}

/** The entries of a commune with a number, in whatever book and volume. */
export function entriesNumbered(
  db: Queryable,
  asked: { communeCode: string; number: string; limit: number },
): Promise<Entry[]> {
  return db.rows(sql`SELECT ${columns} FROM entry
    WHERE commune_code = ${asked.communeCode} AND number = ${asked.number} AND upper_inf(valid_during)
    ORDER BY registered_on DESC, id DESC LIMIT ${asked.limit}`);
}

/** The entries of a commune in which a person stands. */
export function entriesWith(
  db: Queryable,
  asked: { communeCode: string; personNumber: string; limit: number },
): Promise<Entry[]> {
  return db.rows(sql`SELECT ${columns} FROM entry
    WHERE commune_code = ${asked.communeCode} AND upper_inf(valid_during) AND id IN
      (SELECT entry_id FROM party WHERE number = ${asked.personNumber} AND upper_inf(valid_during))
    ORDER BY registered_on DESC, id DESC LIMIT ${asked.limit}`);
}

/** Who stands in each of these entries. */
export function partiesOf(
  db: Queryable,
  ids: readonly string[],
): Promise<{ entryId: string; role: string; number: string | null; fullName: string; bornOn: string | null }[]> {
  return db.rows(sql`SELECT entry_id AS "entryId", role, number, full_name AS "fullName", born_on AS "bornOn" FROM party
    WHERE entry_id = ANY (${ids}::text[]) AND upper_inf(valid_during) ORDER BY entry_id, role`);
}

/** The next number of a book of a commune in a year; waits for who takes one until they have committed, so that none is missing. */
export async function takeNumber(tx: Tx, book: { communeCode: string; book: string; year: number }): Promise<number> {
  const { serial } = await tx.one<{
    serial: number;
  }>(sql`INSERT INTO entry_counter (commune_code, book, year, last_serial)
    VALUES (${book.communeCode}, ${book.book}, ${book.year}, 1)
    ON CONFLICT (commune_code, book, year) DO UPDATE SET last_serial = entry_counter.last_serial + 1
    RETURNING last_serial AS serial`);
  return serial;
}

/** Who writes, where and by what right. */
export interface Writing {
  agency: { code: string; name: string };
  registrar: Registrar;
  grounds: Grounds;
  on: string;
}

/** Writes an entry of our own book with its number, its parties and all that it does to other entries, within one transaction. */
export async function insertEntry(
  tx: Tx,
  made: { id: string; requestKey: string; book: Book; communeCode: string; decision: Decision },
  writing: Writing,
): Promise<Entry> {
  const { id, book, communeCode, decision } = made;
  const { agency, grounds, on } = writing;
  await tx.run(sql`INSERT INTO registration (request_key, entry_id) VALUES (${made.requestKey}, ${id})`);
  const bookYear = Number(on.slice(0, 4));
  const serial = await takeNumber(tx, { communeCode, book, year: bookYear });
  const entry: Entry = {
    id,
    book,
    communeCode,
    placeCode: communeCode,
    bookYear,
    volume: ELECTRONIC_VOLUME,
    number: `${serial}/${bookYear}`,
    registeredOn: on,
    status: 'registered',
    agencyName: agency.name,
    details: { ...decision.details, registrar: writing.registrar },
    doubts: null,
  };
  const act = await record(tx, entryKind, { values: entry, from: on }, grounds);
  await insertParties(tx, { entry, act, parties: decision.parties });
  const caused = { ...grounds, source: sourceOf(entry) };
  for (const change of decision.changes ?? []) await changeEntry(tx, change, caused);
  for (const seat of decision.seats ?? []) await seatParty(tx, { ...seat, on }, caused);
  for (const note of decision.notes ?? []) await insertNote(tx, note, { ...writing, causeId: id });
  return entry;
}

/** An entry as the document on which an act on another record rests. */
export function sourceOf(entry: Pick<Entry, 'book' | 'communeCode' | 'number'>): Grounds['source'] {
  return { kind: 'civil-status-entry', number: `${BOOKS[entry.book].vi} ${entry.number}, ${entry.communeCode}` };
}

/** Writes who stands in an entry, under the act that recorded it. */
export async function insertParties(
  tx: Tx,
  given: { entry: Entry; act: number; parties: readonly EntryParty[] },
): Promise<void> {
  const { entry, act, parties } = given;
  await tx.run(sql`INSERT INTO party (entry_id, role, book, commune_code, number, full_name, born_on, valid_during, act)
    SELECT ${entry.id}, role, ${entry.book}, ${entry.communeCode}, number, full_name, born_on::date,
      daterange(${entry.registeredOn}::date, NULL), ${act}::bigint
    FROM unnest(${parties.map(({ role }) => role)}::text[], ${parties.map(({ person }) => person.number ?? null)}::text[],
      ${parties.map(({ person }) => person.fullName)}::text[], ${parties.map(({ person }) => person.bornOn ?? null)}::text[])
      AS given (role, number, full_name, born_on)`);
}

/** Makes an entry that is there say something else; parties keep the names under which they are looked for. */
export async function changeEntry(tx: Tx, change: EntryChange, grounds: Grounds): Promise<void> {
  const { entryId: id, on, values } = change;
  if (change.act === 'change') await changeFrom(tx, entryKind, { key: { id }, from: on, values }, grounds);
  else await correct(tx, entryKind, { key: { id }, on, values }, grounds);
}

/** From a date on somebody stands in an entry in a role: under another name, or in the place of somebody else, or as the first. */
export async function seatParty(
  tx: Tx,
  seat: EntryParty & { entryId: string; on: string },
  grounds: Grounds,
): Promise<void> {
  const { entryId, role, on, person } = seat;
  const values = { number: person.number ?? null, fullName: person.fullName, bornOn: person.bornOn ?? null };
  const before = await tx.maybe<
    typeof values
  >(sql`SELECT number, full_name AS "fullName", born_on AS "bornOn" FROM party
    WHERE entry_id = ${entryId} AND role = ${role} AND upper_inf(valid_during)`);
  if (before && before.number === values.number && before.fullName === values.fullName) return;
  if (before) await changeFrom(tx, partyKind, { key: { entryId, role }, from: on, values }, grounds);
  else {
    const { book, communeCode } = (await lockEntry(tx, entryId))!;
    await record(tx, partyKind, { values: { entryId, role, book, communeCode, ...values }, from: on }, grounds);
  }
}

/** Whoever stood in a role of an entry does so no longer. */
export async function unseatParty(
  tx: Tx,
  seat: { entryId: string; role: string; on: string },
  grounds: Grounds,
): Promise<void> {
  const { entryId, role, on } = seat;
  const there = await tx.maybe(sql`SELECT role FROM party
    WHERE entry_id = ${entryId} AND role = ${role} AND upper_inf(valid_during)`);
  if (there) await endOn(tx, partyKind, { key: { entryId, role }, from: on }, grounds);
}

/** Notes something on an entry. */
export async function insertNote(
  tx: Tx,
  note: NewNote,
  by: Pick<Writing, 'agency' | 'registrar' | 'on'> & { causeId: string | null },
): Promise<void> {
  await tx.run(sql`INSERT INTO note (id, entry_id, noted_on, kind, said, cause_id, agency_code, agency_name, official)
    VALUES (${newId()}, ${note.entryId}, ${by.on}, ${note.kind}, ${note.said}::jsonb, ${by.causeId}, ${by.agency.code},
      ${by.agency.name}, ${by.registrar}::jsonb)`);
}

/** The notes on an entry that were not withdrawn, in their order. */
export function notesOf(db: Queryable, entryId: string): Promise<Note[]> {
  return db.rows(sql`SELECT id, noted_on AS "notedOn", kind, said, cause_id AS "causeId", agency_name AS "agencyName" FROM note
    WHERE entry_id = ${entryId} AND withdrawn_on IS NULL ORDER BY noted_on, id`);
}

/** Withdraws the notes that an entry caused. The answer is on which entries they stood. */
export async function withdrawNotes(tx: Tx, asked: { causeId: string; on: string }): Promise<string[]> {
  const rows = await tx.rows<{ entryId: string }>(sql`UPDATE note SET withdrawn_on = ${asked.on}
    WHERE cause_id = ${asked.causeId} AND withdrawn_on IS NULL RETURNING entry_id AS "entryId"`);
  return rows.map(({ entryId }) => entryId);
}

/** What the entry on which another rests said before that, and whether it has been changed again since. */
export async function beforeCause(
  tx: Tx,
  asked: { entryId: string; cause: Entry },
): Promise<(Pick<Entry, 'book' | 'status' | 'details'> & { isLast: boolean }) | undefined> {
  return tx.maybe(sql`WITH caused AS (
      SELECT min(position) AS position FROM act
      WHERE kind = 'entry' AND key = ARRAY[${asked.entryId}] AND source ->> 'number' = ${sourceOf(asked.cause).number}
    )
    SELECT said.book, said.status, said.details,
      NOT EXISTS (SELECT FROM act later, caused WHERE later.kind = 'entry' AND later.key = ARRAY[${asked.entryId}]
        AND later.position > caused.position AND later.source ->> 'number' <> ${sourceOf(asked.cause).number}) AS "isLast"
    FROM (SELECT book, status, details, act FROM entry WHERE id = ${asked.entryId}
      UNION ALL SELECT book, status, details, act FROM entry_history WHERE id = ${asked.entryId}) said, caused
    WHERE said.act < caused.position ORDER BY said.act DESC LIMIT 1`);
}
