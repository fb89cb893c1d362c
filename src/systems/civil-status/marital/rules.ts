import { addDays, ageOn, foldVietnamese } from '../../../country/index.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { EntryPerson } from '../entry/rules.ts';
import { MARRIAGE_AGES } from '../marriage/rules.ts';
import type { MaritalDoubt, MaritalPurpose, MaritalStatus, Replacing, Validity } from './choices.ts';

/** Somebody to whom a person is or was married, as far as it is known. */
export interface Spouse {
  number?: string;
  fullName?: string;
  bornOn?: string;
}

/** A paper or entry that a statement names. */
export interface Named {
  number: string;
  issuer?: string;
  /** Civil date. */
  on?: string;
}

/** A marriage as the books tell it, with how it ended. */
export interface Marriage {
  id: string;
  spouse: Spouse;
  entry: Named;
  from: string;
  /** The first day without it. */
  until?: string;
  end?: { as: 'divorced' | 'annulled' | 'widowed'; by?: Named };
}

/** Why the registers do not say it by themselves, with the entry that shows it. */
export interface Doubt {
  kind: MaritalDoubt;
  entryId?: string;
}

/** How a person stands, as a certificate states it. */
export interface Stated {
  status: MaritalStatus;
  spouse?: Spouse;
  /** The marriage, the judgment or the death. */
  by?: Named;
}

/** What an officer found where the registers alone do not say it. */
export interface Conclusion {
  status: MaritalStatus;
  spouseName?: string;
  document?: Named;
  /** What was looked at, and why it leads there. */
  grounds: string;
}

/** What a person asks a certificate for. */
export interface MaritalWish {
  purpose: MaritalPurpose;
  /** Of another purpose: which. */
  words?: string;
  /** For a marriage: with whom, and where it is to be registered. */
  intended?: Intended;
  where?: string;
  replacing?: { how: Replacing; reason: string };
}

/** Whom somebody intends to marry. The name that an applicant gives must be that of the register, which they may not read. */
export type Intended =
  | { kind: 'person'; number: string; fullName?: string }
  | { kind: 'foreigner'; fullName: string; bornOn: string; nationality: string; passportNumber: string };

/** A purpose as one that is the same or another: only one certificate of each holds at a time. */
export function purposeKey({ purpose, words }: Pick<MaritalWish, 'purpose' | 'words'>): string {
  return purpose === 'other' ? `other ${foldVietnamese(words ?? '')}` : purpose;
}

/**
 * How a person stands by the marriages in the books: married when one stands, else as the last of them ended. Which
 * marriage says so is told too.
 */
export function standing(marriages: readonly Marriage[]): Stated & { marriageId?: string } {
  const open = marriages.filter(({ until }) => until === undefined);
  const last = (open.length ? open : marriages).toSorted((one, other) =>
    (one.until ?? one.from) < (other.until ?? other.from) ? 1 : -1,
  )[0];
  if (!last) return { status: 'never-married' };
  const { id, spouse, entry, end } = last;
  const said = { spouse, marriageId: id };
  if (open.length) return { status: 'married', by: entry, ...said };
  return { status: end?.as ?? 'divorced', ...(end?.by ? { by: end.by } : {}), ...said };
}

/** What the books said on a day, in one word: when it is another word later, the status has changed. */
export const bookWord = ({ status, marriageId }: { status: MaritalStatus; marriageId?: string }): string =>
  marriageId ? `${status} ${marriageId}` : status;

/** What of the marriages themselves is not clear. */
export function doubtsOf(marriages: readonly Marriage[]): Doubt[] {
  const open = marriages.filter(({ until }) => until === undefined);
  if (open.length > 1) return open.map(({ id }) => ({ kind: 'several-marriages' as const, entryId: id }));
  const { status, by, marriageId } = standing(marriages);
  const isMissing = status === 'divorced' && !by && marriageId !== undefined;
  return isMissing ? [{ kind: 'judgment-missing', entryId: marriageId }] : [];
}

/** How long a certificate holds (Decree 123/2015/NĐ-CP art. 23). */
const VALID_MONTHS = 6;

/** The last day of a certificate: that of its number six months later, or the last of that month (Civil Code art. 148). */
export function lastDayOf(issuedOn: string): string {
  const [year, month, day] = issuedOn.split('-').map(Number) as [number, number, number];
  const later = new Date(Date.UTC(year, month - 1 + VALID_MONTHS, 1));
  const days = new Date(Date.UTC(later.getUTCFullYear(), later.getUTCMonth() + 1, 0)).getUTCDate();
  later.setUTCDate(Math.min(day, days));
  return later.toISOString().slice(0, 10);
}

/** A certificate as it was issued, as far as its validity asks. */
export interface Issued {
  issuedOn: string;
  lastDay: string;
  replacedOn: string | null;
  booksSaid: string;
  doubtfulEntries: readonly string[];
}

/** What the books say today. */
export interface BooksNow {
  marriages: readonly Marriage[];
  doubts: readonly Doubt[];
  /** When the person themselves stands in a book of deaths of our own. */
  diedOn?: string;
}

/**
 * Whether a certificate holds on a day: until its last day, until another one of its purpose replaces it, and until the status
 * is another, whichever comes first (Decree 123/2015/NĐ-CP art. 23). `from`: the first day on which it does not.
 */
export function validityOf(issued: Issued, books: BooksNow, on: string): { state: Validity; from?: string } {
  const ends: { state: Validity; from: string }[] = [{ state: 'expired', from: addDays(issued.lastDay, 1) }];
  if (issued.replacedOn) ends.push({ state: 'replaced', from: issued.replacedOn });
  const later = (day: string | undefined): string => (day && day > issued.issuedOn ? day : issued.issuedOn);
  const now = standing(books.marriages);
  if (bookWord(now) !== issued.booksSaid) {
    const { from, until } = books.marriages.find(({ id }) => id === now.marriageId) ?? {};
    ends.push({ state: 'changed', from: later(until ?? from) });
  }
  if (books.diedOn) ends.push({ state: 'changed', from: later(books.diedOn) });
  // Of two on one day the status says more than a date or another paper.
  const [first] = ends
    .filter(({ from }) => from <= on)
    .toSorted((one, other) => (one.from === other.from ? 0 : one.from < other.from ? -1 : 1));
  if (first) return first;
  const isNew = ({ entryId }: Doubt): boolean => entryId !== undefined && !issued.doubtfulEntries.includes(entryId);
  return { state: books.doubts.some(isNew) ? 'doubtful' : 'valid' };
}

/** Refuses a wish that says too little or too much: whom to marry and where, or which other purpose. */
export function assertWish({ purpose, words, intended, where }: MaritalWish): void {
  const missing = (field: string) => new Refusal('input.invalid', 422, { fields: [{ field, code: 'field.required' }] });
  if (purpose === 'other' && !words) throw missing('words');
  if (purpose === 'marriage' && !intended) throw missing('intended');
  if (purpose === 'marriage' && !where) throw missing('where');
  if (purpose !== 'marriage' && (intended || where)) throw new Refusal('marital.spouse_not_asked', 422);
}

/** Refuses who may not marry yet, and names themselves as the one to marry (Decree 123/2015/NĐ-CP art. 22.1). */
export function assertMayIntend(person: EntryPerson, { purpose, intended }: MaritalWish, on: string): void {
  if (purpose !== 'marriage') return;
  const years = MARRIAGE_AGES[person.sex ?? 'male'];
  if (!person.bornOn || ageOn(person.bornOn, on) < years)
    throw new Refusal('marriage.too_young', 422, { values: { name: person.fullName, years } });
  if (intended?.kind === 'person' && intended.number === person.number) throw new Refusal('marital.own_spouse', 422);
}

/** Refuses a certificate for a marriage of who is married, by what is stated. */
export function assertFreeToMarry(person: EntryPerson, purpose: MaritalPurpose, stated: Stated): void {
  if (purpose !== 'marriage' || stated.status !== 'married') return;
  const entryNumber = stated.by?.number ?? '';
  throw new Refusal('marriage.married_already', 409, { values: { name: person.fullName, entryNumber } });
}

/**
 * What the certificate states: what the registers say or, where they alone do not, what the officer found. Refuses a conclusion
 * where nothing is open, none where something is, and one that does not name what it rests on.
 */
export function statedBy(registers: Stated, doubts: readonly Doubt[], conclusion: Conclusion | undefined): Stated {
  if (doubts.length === 0) {
    if (conclusion) throw new Refusal('marital.nothing_to_find', 422);
    const { status, spouse, by } = registers;
    return { status, ...(spouse ? { spouse } : {}), ...(by ? { by } : {}) };
  }
  if (!conclusion) throw new Refusal('marital.conclusion_needed', 409);
  const { status, spouseName, document } = conclusion;
  if (status === 'never-married') return { status };
  const missing = (field: string) => new Refusal('input.invalid', 422, { fields: [{ field, code: 'field.required' }] });
  if (!spouseName) throw missing('conclusion.spouseName');
  if (!document) throw missing('conclusion.document.number');
  return { status, spouse: { fullName: spouseName }, by: document };
}
