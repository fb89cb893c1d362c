import type { Bilingual } from '../../../kernel/text.ts';
import type { PurposeCode } from '../../exchange/index.ts';
import { type Field, isEncrypted } from './field.ts';

/** A field that names a record of another kind of the same register; it must be there for as long as this one is valid. */
export interface Reference {
  fields: readonly string[];
  /** The kind's name. */
  to: string;
}

/** đúng, đủ, sạch, sống: the four things that are asked of data. */
export const DIMENSIONS = ['correct', 'sufficient', 'clean', 'live'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What is asked of a record: of what kind the demand is and how bad it is when not met. */
interface Rule {
  /** Stable: what a version keeps in `faults`, and a finding as its rule, e.g. `hometown_missing`. */
  name: string;
  title: Bilingual;
  dimension: Dimension;
  severity: 'error' | 'warning';
}

/** A rule about one version alone. PostgreSQL works it out at every write, so it is never out of date. */
export interface WriteRule extends Rule {
  moment?: 'write';
  /** True of a good record: an expression of PostgreSQL over the columns of one version, without sub-queries. NULL counts as good. */
  holds: string;
}

/**
 * A rule that looks at other records, or in which time passes. It is asked of the whole stock every night, and of one record
 * after a steward's act; what it finds stays with when it was found and when it was gone.
 */
export interface StockRule extends Rule {
  moment: 'stock';
  /**
   * True of a bad record, on the version that is valid today: SQL with the kind's table under its own name, sub-queries over
   * other tables of the register, and `:today` for the civil date. An EXISTS at the top is fastest.
   */
  broken: string;
}

export type QualityRule = WriteRule | StockRule;

/** A code of a record that stands in another table of the register. */
export interface Through {
  /** The column with the code, e.g. `household.commune_code`. */
  column: string;
  /** Joins from the kind's table to it, at most one row each; `:today` is the civil date. */
  joins: string;
}

/** How a person meets what a kind holds about them. */
export interface ShownToPeople<Name extends string> {
  /** The fields with personal numbers by which a record is someone's own; all of `people` when not said. Index them. */
  by?: readonly Name[];
  /** Fields that are not shown, besides sealed ones. */
  hidden?: readonly Name[];
  /** Fields of which the person may say that they are still right: facts that the person knows best. */
  confirmable?: readonly Name[];
  /** Fields that the person cannot call wrong, because another register answers for them. */
  unchallengeable?: readonly Name[];
  /** How long the owner has to answer, where the register's own law is stricter than data protection: see `own/rules.ts`. */
  answerWithin_workingDays?: number;
}

/** A system that may say, as a by-product of its work, that facts are still so. */
export interface ConfirmedBy<Name extends string> {
  /** As in a grant on the exchange. */
  caller: string;
  purposes: readonly PurposeCode[];
  /** The fields that it can vouch for. */
  fields: readonly Name[];
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
  /** The same for records that need not be there for as long: no key of the database, but they move with a merge. */
  readonly mentions: readonly Reference[];
  readonly rules: readonly QualityRule[];
  /** The fields that are looked up besides the key: each list gets an index. */
  readonly indexed: readonly (readonly string[])[];
  /** The names of people, places or firms that are searched without tones and misspelt: each gets a folded twin column. */
  readonly names: readonly string[];
  /** The fields that hold personal numbers of those whom a record is about: they see who read it. */
  readonly people: readonly string[];
  /** What PostgreSQL demands of the fields together, as SQL over the columns: a record that breaks it is refused. */
  readonly checks: readonly string[];
  /** Which commune a record belongs to, by its code: quality is counted by it. */
  readonly territory?: string | Through;
  /** Which agency answers for a record, by its code: quality is counted by it. */
  readonly agency?: string | Through;
  /** When people see their own records of this kind; nobody does when not said. */
  readonly shownToPeople?: ShownToPeople<string>;
  readonly confirmedBy: readonly ConfirmedBy<string>[];
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
  mentions?: readonly Reference[];
  rules?: readonly QualityRule[];
  indexed?: readonly (readonly (keyof F & string)[])[];
  names?: readonly (keyof F & string)[];
  people?: readonly (keyof F & string)[];
  checks?: readonly string[];
  territory?: (keyof F & string) | Through;
  agency?: (keyof F & string) | Through;
  shownToPeople?: ShownToPeople<keyof F & string>;
  confirmedBy?: readonly ConfirmedBy<keyof F & string>[];
}): RecordKind<ValuesOf<F>, Key> {
  const kind = {
    references: [],
    mentions: [],
    rules: [],
    indexed: [],
    names: [],
    people: [],
    checks: [],
    confirmedBy: [],
    ...definition,
  };
  const id = `${kind.system}.${kind.name}`;
  if (kinds.has(id)) throw new Error(`two kinds of record ${id}`);
  for (const name of [kind.name, ...Object.keys(kind.fields).map(columnOf)]) assertName(name);
  for (const key of kind.key) if (kind.fields[key]?.optional) throw new Error(`${id}: ${key} is a key and optional`);
  for (const rule of kind.rules) assertName(rule.name);
  assertHidden(id, kind as unknown as RecordKind);
  kinds.set(id, kind as unknown as RecordKind);
  return kind as unknown as RecordKind<ValuesOf<F>, Key>;
}

/** The kinds of record that a system keeps, in the order in which they were defined. */
export function kindsOf(system: string): RecordKind[] {
  return [...kinds.values()].filter((kind) => kind.system === system);
}

/** The kind of that name, or undefined. */
export function kindOf(system: string, name: string): RecordKind | undefined {
  return kinds.get(`${system}.${name}`);
}

/** The rules about one version alone: those that its `faults` name. */
export function writeRulesOf(kind: Pick<RecordKind, 'rules'>): WriteRule[] {
  return kind.rules.filter((rule) => rule.moment !== 'stock');
}

/** The rules that are asked of the stock: those that findings name. */
export function stockRulesOf(kind: Pick<RecordKind, 'rules'>): StockRule[] {
  return kind.rules.filter((rule) => rule.moment === 'stock');
}

/** The column of a field: `bornOn` is kept in `born_on`. */
export function columnOf(field: string): string {
  return field.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

const NAME = /^[a-z][a-z0-9_]{0,50}$/;

function assertName(name: string): void {
  if (!NAME.test(name)) throw new Error(`not a name of a table or column: ${name}`);
}

/** PostgreSQL sees nothing of an encrypted field: what would have to look into it is refused where the kind is defined. */
function assertHidden(id: string, kind: RecordKind): void {
  const hidden = Object.keys(kind.fields).filter((name) => isEncrypted(kind.fields[name]!));
  const { key, names, people, territory, agency, indexed, references, rules, checks } = kind;
  const places = [territory, agency].filter((place) => typeof place === 'string');
  const lists = [key, names, people, places, ...indexed, ...references.map(({ fields }) => fields)];
  const lookedInto = new Set(lists.flat());
  const expressions = [...checks, ...rules.map((rule) => (rule.moment === 'stock' ? rule.broken : rule.holds))];
  for (const name of hidden) {
    const column = new RegExp(`\\b${columnOf(name)}\\b`);
    if (lookedInto.has(name) || expressions.some((sql) => column.test(sql)))
      throw new Error(`${id}: ${name} is encrypted, so it can be no key, index, reference or part of a rule`);
  }
  for (const [name, field] of Object.entries(kind.fields))
    if (field.foundByValue && !isEncrypted(field)) throw new Error(`${id}: ${name} is not encrypted: index it instead`);
}
