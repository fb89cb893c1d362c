import { today } from '../../../kernel/clock.ts';
import { type Database, type Queryable, type SystemDatabase, type Tx, sql } from '../../../kernel/db.ts';
import { Kept } from '../../../kernel/kept.ts';
import type { CallContext, Noted } from '../../exchange/index.ts';
import type { RecordKind } from '../kind/index.ts';

/** Whom a seal lets see the record as it is. */
export interface OpenTo {
  agencyCode: string;
  purposes: string[];
}

/** A decision of the owner that a record, or some of its fields, is not told. */
export interface Seal {
  id: string;
  kind: string;
  key: string[];
  /** Which fields; null: the whole record is as if there were none. */
  fields: string[] | null;
  /** Only what was true before this day is sealed, as the parents of birth are of a child who was adopted then; null: whatever the day. */
  before: string | null;
  fromOn: string;
  /** The first day on which it is over; null: until it is lifted. */
  untilOn: string | null;
  openTo: OpenTo[];
  /** The person to whom it opens on a day, as the parents of birth do to an adopted child at 18. */
  opensToNumber: string | null;
  opensOn: string | null;
  /** What is told in the place of a field; a field without is told as unknown. */
  cover: Record<string, unknown>;
}

type Row = Record<string, unknown>;
type Seals = ReadonlyMap<string, readonly Seal[]>;

const idOf = (kind: string, key: readonly string[]): string => JSON.stringify([kind, ...key]);

const MOST_KEPT = 1;
const ALL = 'all';
const keptOf = new WeakMap<Database, Map<string, Kept<Seals>>>();

function kept(database: Database, system: string): Kept<Seals> {
  let systems = keptOf.get(database);
  if (!systems) keptOf.set(database, (systems = new Map()));
  let found = systems.get(system);
  if (!found)
    systems.set(system, (found = new Kept(database, sealTopic(system), { most: MOST_KEPT, whichOf: () => ALL })));
  return found;
}

/** Under which the processes of the house tell each other that seals of a register changed. */
export const sealTopic = (system: string): string => `register.seals.${system}`;

/** To be called by who has sealed or lifted, after the commit: this process knows at once, others within milliseconds. */
export function forgetSeals(db: SystemDatabase): void {
  kept(db.database, db.system).forget(ALL);
}

/** All seals of a register that were not lifted. There are few beside its records, so that every process keeps them in memory. */
function sealsOf(db: Queryable): Promise<Seals> {
  const { database, system } = db as SystemDatabase | Tx;
  return kept(database, system).get(ALL, async () => {
    const rows = await database.as(system)
      .rows<Seal>(sql`SELECT id, kind, key, fields, valid_before AS before, from_on AS "fromOn", until_on AS "untilOn",
        open_to AS "openTo", opens_to_number AS "opensToNumber", opens_on AS "opensOn", cover
      FROM seal WHERE lifted_at IS NULL`);
    const seals = new Map<string, Seal[]>();
    for (const seal of rows) {
      const id = idOf(seal.kind, seal.key);
      seals.set(id, [...(seals.get(id) ?? []), seal]);
    }
    return seals;
  });
}

/** Of which time a version is: valid when, and until when we held it so. */
export interface When {
  validFrom: string | null;
  validUntil: string | null;
  replacedAt: Date | null;
}

const NOW: When = { validFrom: null, validUntil: null, replacedAt: null };

/** What we once held may have been about the sealed time, though it looks as if it went on. */
function covers({ before }: Seal, { validFrom, validUntil, replacedAt }: When): boolean {
  if (before === null) return true;
  if (validUntil !== null && validUntil <= before) return true;
  return replacedAt !== null && (validFrom === null || validFrom < before);
}

/** What whoever asks may see of a record that may be sealed. */
export class Sight {
  readonly #closed: readonly Seal[];
  readonly #through: readonly Seal[];

  constructor(seals: readonly Seal[], isOpen: (seal: Seal) => boolean) {
    this.#closed = seals.filter((seal) => !isOpen(seal));
    this.#through = seals.filter(isOpen);
  }

  /** Whether anything of the record as it is now is kept from who asks. */
  get isVeiled(): boolean {
    return this.#present.length > 0;
  }

  /** Whether the record is now as if there were none. */
  get isNothing(): boolean {
    return this.#present.some(({ fields }) => fields === null);
  }

  get #present(): readonly Seal[] {
    return this.#closed.filter((seal) => covers(seal, NOW));
  }

  /**
   * What a version says to who asks: with cover values, or null, in the place of what is sealed; undefined when nothing. `when`
   * says of which time the version is; the present one when not said.
   */
  see<Values extends object>(values: Values, when: When = NOW): Values | undefined {
    let seen = values as Row;
    for (const seal of this.#closed) {
      if (!covers(seal, when)) continue;
      if (seal.fields === null) return undefined;
      for (const field of seal.fields) if (field in seen) seen = { ...seen, [field]: seal.cover[field] ?? null };
    }
    return seen as Values;
  }

  /** A version as `see` shows its values; when it was valid does not tell a sealed date, as a life does the day of birth. */
  seeVersion<Version extends When & { values: object }>(version: Version): Version | undefined {
    const values = this.see(version.values, version) as Row | undefined;
    if (!values) return undefined;
    const held = version.values as Row;
    const dayShown = (day: string | null): string | null => {
      const told =
        day === null ? undefined : Object.keys(held).find((name) => held[name] === day && values[name] !== day);
      return told === undefined ? day : (values[told] as string | null);
    };
    return { ...version, values, validFrom: dayShown(version.validFrom), validUntil: dayShown(version.validUntil) };
  }

  /** Whether a field of the record as it is now is kept from who asks. */
  hides(field: string): boolean {
    return this.#present.some(({ fields }) => fields === null || fields.includes(field));
  }

  /** What the log must not tell people: who is let through a seal is shown to nobody whom the record is about, until it is over. */
  noteOf(subjects: readonly string[]): Noted {
    if (this.#through.length === 0) return {};
    const ends = this.#through.map(({ untilOn }) => untilOn);
    const last = ends.includes(null) ? undefined : ends.reduce((latest, end) => (latest! > end! ? latest : end));
    return { untold: subjects, ...(last ? { toldFrom: new Date(`${last}T00:00:00+07:00`) } : {}) };
  }
}

const CLEAR = new Sight([], () => true);

/** What the caller may see of records of a kind, by their keys, in their order. */
export async function sightsOf(
  db: Queryable,
  kind: Pick<RecordKind, 'name'>,
  keys: readonly (readonly string[])[],
  context: Pick<CallContext, 'agency' | 'actor' | 'purpose'>,
): Promise<Sight[]> {
  const seals = await sealsOf(db);
  if (seals.size === 0) return keys.map(() => CLEAR);
  const day = today();
  const isOpen = (seal: Seal) => isOpenTo(seal, context, day);
  return keys.map((key) => {
    const found = seals
      .get(idOf(kind.name, key))
      ?.filter(({ fromOn, untilOn }) => fromOn <= day && (!untilOn || untilOn > day));
    return found?.length ? new Sight(found, isOpen) : CLEAR;
  });
}

/** What the caller may see of one record. */
export async function sightOf(
  db: Queryable,
  kind: Pick<RecordKind, 'name'>,
  key: readonly string[],
  context: Pick<CallContext, 'agency' | 'actor' | 'purpose'>,
): Promise<Sight> {
  return (await sightsOf(db, kind, [key], context))[0]!;
}

function isOpenTo(
  seal: Seal,
  { agency, actor, purpose }: Pick<CallContext, 'agency' | 'actor' | 'purpose'>,
  day: string,
): boolean {
  const isPerson = actor.kind === 'person' && actor.number === seal.opensToNumber && purpose === 'own-data';
  if (isPerson && seal.opensOn !== null && seal.opensOn <= day) return true;
  // A person who acts through an agency's page is not that agency.
  if (actor.kind === 'person') return false;
  return seal.openTo.some(({ agencyCode, purposes }) => agencyCode === agency.code && purposes.includes(purpose));
}
