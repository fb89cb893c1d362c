import type { Bilingual } from '../../../kernel/text.ts';
import type { Field } from './field.ts';

/** A field that names a record of another kind of the same register; it must be there for as long as this one is valid. */
export interface Reference {
  fields: readonly string[];
  /** The kind's name. */
  to: string;
}

/** What is always asked of a record: how, how bad it is when not so, and when it is asked. */
export interface QualityRule {
  /** Stable: what a version keeps in `faults`, e.g. `hometown_missing`. */
  name: string;
  title: Bilingual;
  /** đúng, đủ, sạch, sống: correct, sufficient, clean, live. */
  dimension: 'correct' | 'sufficient' | 'clean' | 'live';
  severity: 'error' | 'warning';
  /** True of a good record: an expression of PostgreSQL over the columns of one version, without sub-queries. NULL counts as good. */
  holds: string;
}

/**
 * One kind of record of a register: the one definition from which storage, forms, pages, import, export and events come.
 * `Values` is what one version says, by field; `Key` the fields that name the record.
 */
export interface RecordKind<
  Values = Record<string, unknown>,
  Key extends keyof Values & string = keyof Values & string,
> {
  /** The system that keeps it. */
  readonly system: string;
  /** Its table, in snake_case. */
  readonly name: string;
  readonly title: Bilingual;
  readonly key: readonly Key[];
  readonly fields: Readonly<Record<keyof Values & string, Field>>;
  readonly references: readonly Reference[];
  readonly rules: readonly QualityRule[];
  /** The fields that are looked up besides the key: each list gets an index. */
  readonly indexed: readonly (readonly string[])[];
  /** The names of people, places or firms that are searched without tones and misspelt: each gets a folded twin column. */
  readonly names: readonly string[];
  /** The fields that hold personal numbers of those whom a record is about: they see who read it. */
  readonly people: readonly string[];
  /** What PostgreSQL demands of the fields together, as SQL over the columns: a record that breaks it is refused. */
  readonly checks: readonly string[];
}

type Fields = Readonly<Record<string, Field>>;
type ValuesOf<F extends Fields> = { [Name in keyof F]: F[Name] extends Field<infer Value> ? Value : never };

const kinds = new Map<string, RecordKind>();

/** Defines a kind of record. Names are checked; one name twice in a system throws. */
export function defineKind<const F extends Fields, const Key extends keyof F & string>(definition: {
  system: string;
  name: string;
  title: Bilingual;
  key: readonly Key[];
  fields: F;
  references?: readonly Reference[];
  rules?: readonly QualityRule[];
  indexed?: readonly (readonly (keyof F & string)[])[];
  names?: readonly (keyof F & string)[];
  people?: readonly (keyof F & string)[];
  checks?: readonly string[];
}): RecordKind<ValuesOf<F>, Key> {
  const kind = { references: [], rules: [], indexed: [], names: [], people: [], checks: [], ...definition };
  const id = `${kind.system}.${kind.name}`;
  if (kinds.has(id)) throw new Error(`two kinds of record ${id}`);
  for (const name of [kind.name, ...Object.keys(kind.fields).map(columnOf)]) assertName(name);
  for (const key of kind.key) if (kind.fields[key]?.optional) throw new Error(`${id}: ${key} is a key and optional`);
  kinds.set(id, kind as unknown as RecordKind);
  return kind as unknown as RecordKind<ValuesOf<F>, Key>;
}

/** The kinds of record that a system keeps, in the order in which they were defined. */
export function kindsOf(system: string): RecordKind[] {
  return [...kinds.values()].filter((kind) => kind.system === system);
}

/** The column of a field: `bornOn` is kept in `born_on`. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

const NAME = /^[a-z][a-z0-9_]{0,50}$/;

function assertName(name: string): void {
  if (!NAME.test(name)) throw new Error(`not a name of a table or column: ${name}`);
}
