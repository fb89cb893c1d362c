import type { Queryable } from '../../../kernel/db.ts';
import type { AbroadDetails } from '../abroad/act.ts';
import type { DivorceDetails } from '../divorce/act.ts';
import type { Entry, EntryPerson } from '../entry/rules.ts';
import { findEntries, findOf, partiesOf } from '../entry/store.ts';
import type { MarriageDetails } from '../marriage/act.ts';
import { entriesNow } from '../numbers/store.ts';
import { type BooksNow, type Doubt, type Marriage, type Named, doubtsOf } from './rules.ts';
import { type MarriageRow, marriagesNamed, marriagesOf, seatsOf } from './store.ts';

/** Whom the books are asked about. */
export interface Asked {
  number: string;
  fullName: string;
  bornOn: string;
}

/** All that the books say of how somebody stands, with the entries that it rests on. */
export interface BookFacts extends BooksNow {
  /** By their ids: those of the person, and those that are in doubt. */
  entries: Map<string, Entry>;
}

/**
 * Reads the marriages of a person from our own entries and from the table of who is married to whom, how each ended, and what
 * is in doubt: above all transcribed entries, which change nothing in that table.
 */
export async function bookFacts(db: Queryable, asked: Asked): Promise<BookFacts> {
  const { number } = asked;
  const [seats, rows] = await Promise.all([seatsOf(db, number), marriagesOf(db, number)]);
  const roles = new Map(seats.map(({ entryId, role }) => [entryId, role]));
  const standing = (await entriesNow(db, await findEntries(db, [...roles.keys()])))
    .filter(({ status }) => status !== 'cancelled')
    .map((entry) => ({ ...entry, role: roles.get(entry.id)! }));
  const electronic = standing.filter(({ doubts }) => !doubts);
  const weddings = electronic.filter((entry) => actOf(entry) === 'marriage');
  const endings = electronic.filter((entry) => actOf(entry) === 'divorce');
  const known = new Set(weddings.map(({ id }) => id));
  const marriages = [
    ...weddings.map((entry) => ofEntry(entry, number, rows, endings)),
    ...rows.filter(({ id }) => !known.has(id)).map((row) => ofRow(row, endings)),
  ];
  const entries = new Map(standing.map((entry) => [entry.id, entry as Entry]));
  const doubts = [
    ...doubtsOf(marriages),
    ...weddings
      .filter((entry) => isUnclear(entry, rows))
      .map(({ id }) => ({ kind: 'entry-unclear' as const, entryId: id })),
    ...(await transcribed(db, asked, { standing, marriages, entries })),
    ...(await deathsOfSpouses(db, { marriages, rows, entries })),
  ];
  const died = electronic.find((entry) => actOf(entry) === 'death' && entry.role === 'deceased');
  return {
    marriages,
    doubts,
    entries,
    ...(died ? { diedOn: (died.details as { diedOn: string }).diedOn } : {}),
  };
}

/** What an entry registers: that of its book, or the act abroad. */
function actOf({ book, details }: Pick<Entry, 'book' | 'details'>): string {
  return book === 'abroad' ? (details as unknown as AbroadDetails).abroad.act : book;
}

const namedBy = ({ number, agencyName, registeredOn }: Entry): Named => ({
  number,
  issuer: agencyName,
  on: registeredOn,
});

function ofEntry(entry: Entry, number: string, rows: readonly MarriageRow[], endings: readonly Entry[]): Marriage {
  const { husband, wife, from } = entry.details as unknown as MarriageDetails;
  const row = rows.find(({ id }) => id === entry.id);
  const end = endOf(entry.id, row, endings);
  // One that ended on the day on which it began has no row any more.
  const until = entry.status === 'ended' ? (end?.until ?? row?.until ?? from) : (row?.until ?? undefined);
  return {
    id: entry.id,
    spouse: spouseOf(husband.number === number ? wife : husband),
    entry: namedBy(entry),
    from,
    ...(until ? { until } : {}),
    ...(until ? { end: { as: end?.as ?? 'widowed', ...(end?.by ? { by: end.by } : {}) } } : {}),
  };
}

/** A marriage of which only the row is known: it stands in a paper book that nobody has transcribed. */
function ofRow(row: MarriageRow, endings: readonly Entry[]): Marriage {
  const { id, spouseNumber, foreignSpouse, from, until, number, registeredOn } = row;
  const end = endOf(id, row, endings);
  return {
    id,
    spouse: {
      ...(spouseNumber ? { number: spouseNumber } : {}),
      ...(foreignSpouse ? { fullName: foreignSpouse.fullName, bornOn: foreignSpouse.bornOn } : {}),
    },
    entry: { number, on: registeredOn },
    from,
    ...(until ? { until } : {}),
    ...(until ? { end: { as: end?.as ?? 'widowed', ...(end?.by ? { by: end.by } : {}) } } : {}),
  };
}

/** How a marriage ended: by the judgment that is noted, else as its row says. */
function endOf(
  marriageId: string,
  row: MarriageRow | undefined,
  endings: readonly Entry[],
): { as: NonNullable<Marriage['end']>['as']; by?: Named; until?: string } | undefined {
  const details = endings
    .map((entry) => entry.details as unknown as DivorceDetails)
    .find((one) => one.marriageId === marriageId);
  if (details) {
    const { number, court, effectiveOn } = details.judgment;
    return {
      as: details.kind === 'annulment' ? 'annulled' : 'divorced',
      by: { number, issuer: court, on: effectiveOn },
      until: effectiveOn,
    };
  }
  return row?.endReason === 'divorce' ? { as: 'divorced' } : undefined;
}

function spouseOf({ number, fullName, bornOn }: EntryPerson): Marriage['spouse'] {
  return { ...(number ? { number } : {}), fullName, ...(bornOn ? { bornOn } : {}) };
}

/** An entry and the row under its id that say different things of whether the marriage stands. */
function isUnclear(entry: Entry, rows: readonly MarriageRow[]): boolean {
  const isOpen = rows.some(({ id, until }) => id === entry.id && until === null);
  return (entry.status === 'registered') !== isOpen;
}

/** What transcribed books say of the person: marriages that are not among ours, and the own death. */
async function transcribed(
  db: Queryable,
  { number, fullName, bornOn }: Asked,
  found: {
    standing: readonly (Entry & { role: string })[];
    marriages: readonly Marriage[];
    entries: Map<string, Entry>;
  },
): Promise<Doubt[]> {
  const { standing, marriages, entries } = found;
  const doubts: Doubt[] = [];
  for (const entry of standing.filter((one) => one.doubts)) {
    if (entry.book === 'death' && entry.role === 'deceased')
      doubts.push({ kind: 'transcribed-death', entryId: entry.id });
    if (entry.book === 'marriage' && !marriages.some((marriage) => isSame(entry, number, marriage)))
      doubts.push({ kind: 'transcribed-marriage', entryId: entry.id });
  }
  const alike = await findEntries(db, await marriagesNamed(db, { fullName, bornOn }));
  for (const entry of alike.filter((one) => one.doubts && one.status === 'registered' && !entries.has(one.id))) {
    entries.set(entry.id, entry);
    doubts.push({ kind: 'named-alike', entryId: entry.id });
  }
  return doubts;
}

/** Whether a transcribed entry is the one of a marriage that we know already: the same two, on the same day. */
function isSame(entry: Entry, number: string, marriage: Marriage): boolean {
  const { husband, wife } = entry.details as unknown as MarriageDetails;
  const other = husband.number === number ? wife.number : husband.number;
  return other !== undefined && other === marriage.spouse.number && entry.registeredOn === marriage.from;
}

/**
 * The deaths of spouses: of one whose death ended the marriage it says by which entry; of one to whom the person is still
 * married it is in doubt, because a transcribed death ends nothing by itself. So is an end of which nothing says why.
 */
async function deathsOfSpouses(
  db: Queryable,
  found: { marriages: Marriage[]; rows: readonly MarriageRow[]; entries: Map<string, Entry> },
): Promise<Doubt[]> {
  const { marriages, rows, entries } = found;
  const doubts: Doubt[] = [];
  for (const marriage of marriages.filter(({ end }) => !end || end.as === 'widowed')) {
    const { number } = marriage.spouse;
    const death = number ? await deathOf(db, number) : undefined;
    const isSaid = rows.some(({ id, endReason }) => id === marriage.id && endReason === 'death');
    if (marriage.end && death) marriage.end = { as: 'widowed', by: namedBy(death) };
    else if (marriage.end && !isSaid) doubts.push({ kind: 'entry-unclear', entryId: marriage.id });
    else if (death) {
      entries.set(death.id, death);
      doubts.push({ kind: 'spouse-dead', entryId: death.id });
    }
  }
  return doubts;
}

async function deathOf(db: Queryable, number: string): Promise<Entry | undefined> {
  const role = 'deceased';
  return (await findOf(db, { number, book: 'death', role })) ?? (await findOf(db, { number, book: 'abroad', role }));
}

/** An entry as whoever decides is shown it: which book and number, and who stands in it. */
export async function shownEntries(db: Queryable, found: readonly Entry[]) {
  const parties = await partiesOf(
    db,
    found.map(({ id }) => id),
  );
  return found.map(({ id, book, number, volume, registeredOn, agencyName }) => ({
    id,
    book,
    number,
    volume,
    registeredOn,
    agencyName,
    people: parties
      .filter(({ entryId }) => entryId === id)
      .map(({ role, fullName, bornOn }) => ({ role, fullName, ...(bornOn ? { bornOn } : {}) })),
  }));
}
