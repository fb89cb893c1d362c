import type { Queryable } from '../../../kernel/db.ts';
import type { Language } from '../../../kernel/text.ts';
import { type RecordKind, columnOf, encryptedFields } from '../kind/index.ts';
import type { LinkageDefinition } from '../linkage/comparison.ts';

type Row = Record<string, unknown>;

/** How records of a kind are compared with each other: what a register says once, and the engine keeps up to date. */
export interface Linking {
  readonly kind: RecordKind;
  readonly definition: LinkageDefinition<Row>;
  /** What of a version is compared. */
  readonly rowOf: (values: Row) => Row;
  /** What is read besides the fields, by name: expressions of SQL over the kind's table under its own name, with sub-queries. */
  readonly also: Readonly<Record<string, string>>;
  /** Other kinds whose acts change what is compared: from the key of such a record to the key of one of this kind. */
  readonly follows: Readonly<Record<string, (key: string[]) => string[] | undefined>>;
  /** How a page writes a value that was compared, by the comparison's name; as it was compared when not said. */
  readonly shown: Readonly<Record<string, (value: string, language: Language) => string>>;
}

const linkings = new Map<string, Linking>();

/** What a register says when it wants its records of a kind looked through for duplicates. */
export interface LinkingOf<Values, Compared> {
  definition: LinkageDefinition<Compared>;
  rowOf: (values: Values & Record<string, unknown>) => Compared;
  also?: Record<string, string>;
  follows?: Record<string, (key: string[]) => string[] | undefined>;
  shown?: Record<string, (value: string, language: Language) => string>;
}

/** Says how records of a kind are compared. Once for a kind; a second time is a mistake and throws. */
export function defineLinking<Values, Key extends keyof Values & string, Compared>(
  given: RecordKind<Values, Key>,
  { definition, rowOf, also = {}, follows = {}, shown = {} }: LinkingOf<Values, Compared>,
): Linking {
  const kind = given as unknown as RecordKind;
  const id = `${kind.system}.${kind.name}`;
  if (linkings.has(id)) throw new Error(`two linkings of ${id}`);
  const linking = { kind, definition, rowOf, also, follows, shown } as unknown as Linking;
  linkings.set(id, linking);
  return linking;
}

/** How records of a kind are compared; undefined when nobody looks for duplicates among them. */
export function linkingOf({ system, name }: Pick<RecordKind, 'system' | 'name'>): Linking | undefined {
  return linkings.get(`${system}.${name}`);
}

/** A record as it is compared and shown: its last version, with what is read besides. */
export interface ComparedRecord {
  key: string[];
  values: Row;
  row: Row;
  /** The act of that version. */
  act: number;
  validFrom: string | null;
  validUntil: string | null;
}

/** Of which records: those of certain keys, a page in the order of keys, or those that an act wrote. */
export type Wanted =
  | { keys: readonly string[][] }
  | { after: string[] | null; limit: number; act?: number; oneIn?: number };

/** The fields that are compared and shown side by side: all but encrypted ones, which are opened for a decision of the owner only. */
export function openFields(kind: Pick<RecordKind, 'fields'>): string[] {
  const hidden = encryptedFields(kind);
  return Object.keys(kind.fields).filter((name) => !hidden.includes(name));
}

/** The records as they are now, in the order of their keys. Those that are no longer there are left out. */
export async function readCompared(
  db: Queryable,
  { kind, rowOf, also }: Pick<Linking, 'kind' | 'rowOf' | 'also'>,
  wanted: Wanted,
): Promise<ComparedRecord[]> {
  const columns = kind.key.map((field) => `${kind.name}.${columnOf(field)}`);
  const types = kind.key.map((field) => kind.fields[field]!.column);
  const selected = [
    ...openFields(kind).map((field) => `${kind.name}.${columnOf(field)} AS "f_${field}"`),
    ...Object.entries(also).map(([name, expression]) => `(${expression}) AS "f_${name}"`),
    `ARRAY[${columns.map((column) => `${column}::text`).join(', ')}] AS key, ${kind.name}.act`,
    `lower(${kind.name}.valid_during) AS "validFrom", upper(${kind.name}.valid_during) AS "validUntil"`,
  ];
  const parts: string[] = [];
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  let from = kind.name;
  if ('keys' in wanted) {
    const arrays = kind.key.map((_, i) => `${bind(wanted.keys.map((key) => key[i]))}::text[]`);
    from = `unnest(${arrays.join(', ')}) AS wanted (${kind.key.map((_, i) => `part_${i}`).join(', ')})
      JOIN ${kind.name} ON ${columns.map((column, i) => `${column} = wanted.part_${i}::${types[i]}`).join(' AND ')}`;
  } else {
    if (wanted.after) {
      const after = wanted.after.map((part, i) => `${bind(part)}::${types[i]}`);
      parts.push(`(${columns.join(', ')}) > (${after.join(', ')})`);
    }
    if (wanted.act !== undefined) parts.push(`${kind.name}.act = ${bind(wanted.act)}`);
    if (wanted.oneIn !== undefined && wanted.oneIn > 1)
      parts.push(
        `abs(hashtext(${columns.map((column) => `${column}::text`).join(` || '~' || `)})::bigint) % ${bind(wanted.oneIn)} = 0`,
      );
  }
  const rows = await db.rows<Row & { key: string[]; act: number; validFrom: string | null; validUntil: string | null }>(
    {
      text: `SELECT DISTINCT ON (${columns.join(', ')}) ${selected.join(', ')} FROM ${from}
      ${parts.length ? `WHERE ${parts.join(' AND ')}` : ''}
      ORDER BY ${columns.join(', ')}, ${kind.name}.valid_during DESC ${'limit' in wanted ? `LIMIT ${bind(wanted.limit)}` : ''}`,
      values,
    },
  );
  const names = [...openFields(kind), ...Object.keys(also)];
  return rows.map(({ key, act, validFrom, validUntil, ...row }) => {
    const read = Object.fromEntries(names.map((name) => [name, row[`f_${name}`]]));
    return { key, values: read, row: rowOf(read), act, validFrom, validUntil };
  });
}
