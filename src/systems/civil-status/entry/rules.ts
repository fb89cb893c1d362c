import type { Bilingual } from '../../../kernel/text.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Book, EntryStatus } from '../books.ts';

/** A person as an entry keeps them: what the registers knew on the day of registration. */
export interface EntryPerson {
  number?: string;
  passportNumber?: string;
  fullName: string;
  sex?: 'male' | 'female';
  /** Civil date. */
  bornOn?: string;
  /** Code of the group. */
  ethnicGroup?: string;
  /** ISO 3166-1 alpha-2. */
  nationality?: string;
  /** Where they permanently reside, in words, with the names that the places bore then. */
  residence?: string;
  communeCode?: string;
  diedOn?: string;
}

/** The official in whose name an entry is made or a paper issued. */
export interface Registrar {
  officialId: string;
  title: Bilingual;
  name: string;
}

/** The document that an act rests on, as the officer saw it. */
export interface Evidence {
  kind: string;
  number: string;
  issuedOn?: string;
  issuer?: string;
}

/** Who stands in an entry as what. */
export interface EntryParty {
  role: string;
  person: Pick<EntryPerson, 'number' | 'fullName' | 'bornOn'>;
}

/** What is noted on another entry because of this one. */
export interface NewNote {
  entryId: string;
  kind: NoteKind;
  said: Record<string, string>;
}
export const NOTE_KINDS = [
  'divorce',
  'annulment',
  'death',
  'recognition',
  'adoption',
  'change',
  'correction',
  'cancellation',
  'guardianship-end',
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** A note on an entry, as it stands. */
export interface Note {
  id: string;
  notedOn: string;
  kind: NoteKind;
  said: Record<string, string>;
  causeId: string | null;
  agencyName: string;
}

/** What an entry does to an entry that is there: from a date on it says something else, or it should always have said it. */
export interface EntryChange {
  entryId: string;
  act: 'change' | 'correct';
  on: string;
  values: { status?: EntryStatus; details?: object };
}

/** A write in another register, by the name of its service. */
export interface Consequence {
  service: string;
  input: object;
}

/** All that registering an act writes. */
export interface Decision {
  details: object;
  parties: readonly EntryParty[];
  notes?: readonly NewNote[];
  changes?: readonly EntryChange[];
  /** Who stands in entries that are there already, from now on. */
  seats?: readonly (EntryParty & { entryId: string })[];
  consequences: readonly Consequence[];
}

/** An entry as the register holds it. */
export interface Entry {
  id: string;
  book: Book;
  communeCode: string;
  placeCode: string | null;
  bookYear: number;
  volume: string;
  number: string;
  registeredOn: string;
  status: EntryStatus;
  agencyName: string;
  details: Record<string, unknown>;
  doubts: string[] | null;
}

/** How long after a death it is to be declared (Law on Civil Status 60/2014/QH13 art. 33.1). */
export const DEATH_DECLARED_WITHIN_DAYS = 15;

/** Refuses a date that has not come. */
export function assertNotInFuture(date: string, on: string): void {
  if (date > on) throw new Refusal('entry.in_future', 422);
}

/** Refuses who is no longer alive: a dead person takes part in no act but the own death. */
export function assertAlive(person: EntryPerson): void {
  if (person.diedOn) throw new Refusal('entry.person_dead', 409, { values: { name: person.fullName } });
}

/**
 * Refuses an office in whose commune none of them resides: acts are registered where a party lives (Law on Civil Status
 * art. 17.1, 19, 24, 27, 32, 46; for acts with a foreigner too, since Decree 120/2025/NĐ-CP gave the commune what the district had).
 */
export function assertResident(people: readonly (EntryPerson | undefined)[], communeCode: string): void {
  if (!people.some((person) => person?.communeCode === communeCode)) throw new Refusal('entry.not_competent', 403);
}

/** Refuses what may not be cancelled: an entry that is cancelled already, or on which a later entry rests. */
export function assertMayCancel(entry: Pick<Entry, 'status'>): void {
  if (entry.status === 'cancelled') throw new Refusal('entry.cancelled_already', 409);
  if (entry.status === 'ended') throw new Refusal('entry.rests_on_it', 409);
}
