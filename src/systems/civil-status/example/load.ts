import type { ExampleMarriage, ExamplePerson } from '../../../country/example/model.ts';
import { newId } from '../../../kernel/ids.ts';
import { type OwnerClient, insertMany, namePartsSql } from '../../registry/index.ts';
import { placeName, predecessors } from '../../territories/index.ts';
import { ELECTRONIC_VOLUME } from '../books.ts';
import { entry, party } from '../kinds.ts';
import { register } from '../register.ts';

/** What a book says of somebody who is looked up by number. */
export type PersonNumbered = (
  number: string,
) => Pick<ExamplePerson, 'fullName' | 'sex' | 'bornOn' | 'ethnicGroup' | 'nationality'> | undefined;

/** Since then books are electronic; older entries stand in paper books that nobody has transcribed. */
const ELECTRONIC_SINCE = '2016-01-01';
/** The day since which communes have their names of today. */
const NEW_NAMES_SINCE = '2025-07-01';

/**
 * Puts marriages of the example country into the books of their communes, with the next free numbers of each book, as they
 * were called when they registered; those before 2016 stand in paper books, and only who is married to whom is known. May be called many times, in one transaction or more.
 */
export async function loadExampleMarriages(
  client: OwnerClient,
  marriages: readonly ExampleMarriage[],
  personNumbered: PersonNumbered,
): Promise<void> {
  const books = new Map<string, { communeCode: string; year: number; last: number; isUsed?: boolean }>();
  const { rows } = await client.query<{ commune_code: string; year: number; last_serial: number }>(
    `SELECT commune_code, year, last_serial FROM civil_status.entry_counter
     WHERE book = 'marriage' AND commune_code = ANY ($1)`,
    [[...new Set(marriages.map(({ communeCode }) => communeCode))]],
  );
  const keyOf = (communeCode: string, year: number) => `${communeCode} ${year}`;
  for (const { commune_code: communeCode, year, last_serial: last } of rows)
    books.set(keyOf(communeCode, year), { communeCode, year, last });
  const act = await importAct(client, marriages.length);
  const places = new Map<string, PlaceThen>();
  const entries = marriages.map((marriage) => {
    const { communeCode, registeredOn } = marriage;
    const year = Number(registeredOn.slice(0, 4));
    let book = books.get(keyOf(communeCode, year));
    if (!book) books.set(keyOf(communeCode, year), (book = { communeCode, year, last: 0 }));
    book.isUsed = true;
    const id = newId(Math.max(0, Date.parse(registeredOn)));
    const place = placeThen(places, communeCode, registeredOn);
    return { marriage, id, year, number: `${++book.last}/${year}`, place, couple: coupleOf(marriage, personNumbered) };
  });
  await insertMany(client, 'civil_status.marriage', entries, [
    { name: 'id', of: ({ id }) => id },
    { name: 'commune_code', of: ({ marriage }) => marriage.communeCode },
    { name: 'book_year', of: ({ year }) => year },
    { name: 'number', of: ({ number }) => number },
    { name: 'registered_on', of: ({ marriage }) => marriage.registeredOn },
    { name: 'husband_number', of: ({ marriage }) => marriage.husbandNumber },
    { name: 'wife_number', of: ({ marriage }) => marriage.wifeNumber },
    { name: 'foreign_spouse', of: ({ marriage }) => foreignSpouse(marriage) },
    { name: 'valid_during', of: ({ marriage }) => periodOf(marriage) },
    { name: 'end_reason', of: ({ marriage }) => marriage.endReason },
  ]);
  const electronic = entries.filter(({ marriage }) => marriage.registeredOn >= ELECTRONIC_SINCE);
  await insertMany(client, 'civil_status.entry', electronic, [
    { name: 'act', of: () => act },
    { name: 'id', of: ({ id }) => id },
    { name: 'book', of: () => 'marriage' },
    { name: 'commune_code', of: ({ marriage }) => marriage.communeCode },
    { name: 'place_code', of: ({ place }) => place.code },
    { name: 'book_year', of: ({ year }) => year },
    { name: 'volume', of: () => ELECTRONIC_VOLUME },
    { name: 'number', of: ({ number }) => number },
    { name: 'registered_on', of: ({ marriage }) => marriage.registeredOn },
    { name: 'status', of: ({ marriage }) => (marriage.endedOn ? 'ended' : 'registered') },
    { name: 'agency_name', of: ({ place }) => place.agencyName },
    { name: 'details', of: ({ couple, marriage }) => ({ ...couple, from: marriage.registeredOn }) },
    { name: 'valid_during', of: ({ marriage }) => `[${marriage.registeredOn},)` },
  ]);
  const parties = electronic.flatMap((one) =>
    Object.entries(one.couple).map(([role, person]) => ({ ...one, role, person: person as BookPerson })),
  );
  await insertMany(client, 'civil_status.party', parties, [
    { name: 'act', of: () => act },
    { name: 'entry_id', of: ({ id }) => id },
    { name: 'role', of: ({ role }) => role },
    { name: 'book', of: () => 'marriage' },
    { name: 'commune_code', of: ({ marriage }) => marriage.communeCode },
    { name: 'number', of: ({ person }) => person.number },
    { name: 'full_name', of: ({ person }) => person.fullName },
    { name: 'born_on', of: ({ person }) => person.bornOn },
    { name: 'valid_during', of: ({ marriage }) => `[${marriage.registeredOn},)` },
  ]);
  const used = [...books.values()].filter(({ isUsed }) => isUsed);
  await client.query(
    `INSERT INTO civil_status.entry_counter (commune_code, book, year, last_serial)
     SELECT commune_code, 'marriage', year, last_serial
       FROM unnest($1::text[], $2::integer[], $3::integer[]) AS used (commune_code, year, last_serial)
     ON CONFLICT (commune_code, book, year) DO UPDATE SET last_serial = excluded.last_serial`,
    [used.map(({ communeCode }) => communeCode), used.map(({ year }) => year), used.map(({ last }) => last)],
  );
}

interface BookPerson {
  number?: string;
  fullName: string;
  bornOn: string;
}

/** The act under which so many marriages came into the books at once. */
async function importAct(client: OwnerClient, count: number): Promise<string> {
  const { rows } = await client.query<{ position: string }>(
    `INSERT INTO civil_status.act (kind, act, fields, reason, source, done_by)
     VALUES ('entry', 'import', $1, 'Dữ liệu mẫu', $2, $3) RETURNING position`,
    [
      Object.keys(entry.fields),
      { kind: 'example', number: `${count}` },
      { agencyCode: register.owner.code, agencyName: register.owner.name, actor: { kind: 'machine' } },
    ],
  );
  return rows[0]!.position;
}

const COMMUNE = /^\d{5}$/;

interface PlaceThen {
  code: string | null;
  agencyName: string;
}

/**
 * The commune that stood then where one stands today, and what its committee was called. Island districts had none: there the
 * district's committee registered.
 */
function placeThen(known: Map<string, PlaceThen>, communeCode: string, registeredOn: string): PlaceThen {
  const isNew = registeredOn >= NEW_NAMES_SINCE;
  const key = `${communeCode} ${isNew}`;
  let place = known.get(key);
  if (!place) {
    const before = isNew ? [] : predecessors(communeCode, NEW_NAMES_SINCE);
    const older = before.find(({ extent }) => extent === 'whole') ?? before[0];
    const code = older?.unit.code ?? communeCode;
    const agencyName = `Ủy ban nhân dân ${placeName(code, older ? registeredOn : NEW_NAMES_SINCE, 'vi')}`;
    known.set(key, (place = { code: COMMUNE.test(code) ? code : null, agencyName }));
  }
  return place;
}

function coupleOf(marriage: ExampleMarriage, personNumbered: PersonNumbered): { husband: object; wife: object } {
  const spouse = (number: string | undefined): object => {
    const found = number ? personNumbered(number) : undefined;
    if (!number || !found) return foreignSpouse(marriage)!;
    const { fullName, sex, bornOn, ethnicGroup, nationality } = found;
    return { number, fullName, sex, bornOn, ethnicGroup, nationality };
  };
  return { husband: spouse(marriage.husbandNumber), wife: spouse(marriage.wifeNumber) };
}

function foreignSpouse({ foreignSpouse: spouse }: ExampleMarriage): object | undefined {
  if (!spouse) return undefined;
  const { fullName, bornOn, nationality, passportNumber } = spouse;
  return { fullName, bornOn, nationality, passportNumber };
}

/** Valid from the day of registration; the day of divorce or death is the first without it. */
function periodOf({ registeredOn, endedOn }: ExampleMarriage): string {
  return `[${registeredOn},${endedOn ?? ''})`;
}

/** Counts of what parts the names are made, so that misspelt ones are found from the first day. After all entries are there. */
export async function countExampleEntryNames(client: OwnerClient): Promise<void> {
  await client.query(namePartsSql(party));
}
