import type { ExampleMarriage } from '../../../country/example/model.ts';
import { newId } from '../../../kernel/ids.ts';
import { type OwnerClient, insertMany } from '../../registry/index.ts';

/**
 * Puts marriages of the example country into the books of their communes, with the next free numbers of each book. May be
 * called many times, in one transaction or more.
 */
export async function loadExampleMarriages(client: OwnerClient, marriages: readonly ExampleMarriage[]): Promise<void> {
  const books = new Map<string, { communeCode: string; year: number; last: number }>();
  const { rows } = await client.query<{ commune_code: string; year: number; last_serial: number }>(
    `SELECT commune_code, year, last_serial FROM civil_status.entry_counter
     WHERE book = 'marriage' AND commune_code = ANY ($1)`,
    [[...new Set(marriages.map(({ communeCode }) => communeCode))]],
  );
  const keyOf = (communeCode: string, year: number) => `${communeCode} ${year}`;
  for (const { commune_code: communeCode, year, last_serial: last } of rows)
    books.set(keyOf(communeCode, year), { communeCode, year, last });
  const entries = marriages.map((marriage) => {
    const { communeCode } = marriage;
    const year = Number(marriage.registeredOn.slice(0, 4));
    let book = books.get(keyOf(communeCode, year));
    if (!book) books.set(keyOf(communeCode, year), (book = { communeCode, year, last: 0 }));
    return { marriage, year, serial: ++book.last };
  });
  await insertMany(client, 'civil_status.marriage', entries, [
    { name: 'id', type: 'uuid', of: ({ marriage }) => newId(Math.max(0, Date.parse(marriage.registeredOn))) },
    { name: 'commune_code', type: 'text', of: ({ marriage }) => marriage.communeCode },
    { name: 'book_year', type: 'integer', of: ({ year }) => year },
    { name: 'serial', type: 'integer', of: ({ serial }) => serial },
    { name: 'registered_on', type: 'date', of: ({ marriage }) => marriage.registeredOn },
    { name: 'husband_number', type: 'text', of: ({ marriage }) => marriage.husbandNumber },
    { name: 'wife_number', type: 'text', of: ({ marriage }) => marriage.wifeNumber },
    { name: 'foreign_spouse', type: 'jsonb', of: ({ marriage }) => foreignSpouse(marriage) },
    { name: 'valid_during', type: 'daterange', of: ({ marriage }) => periodOf(marriage) },
    { name: 'end_reason', type: 'text', of: ({ marriage }) => marriage.endReason },
  ]);
  const used = [...books.values()];
  await client.query(
    `INSERT INTO civil_status.entry_counter (commune_code, book, year, last_serial)
     SELECT commune_code, 'marriage', year, last_serial
       FROM unnest($1::text[], $2::integer[], $3::integer[]) AS used (commune_code, year, last_serial)
     ON CONFLICT (commune_code, book, year) DO UPDATE SET last_serial = excluded.last_serial`,
    [used.map(({ communeCode }) => communeCode), used.map(({ year }) => year), used.map(({ last }) => last)],
  );
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
