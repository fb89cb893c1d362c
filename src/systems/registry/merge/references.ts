import { type Statement, sql } from '../../../kernel/db.ts';
import { type RecordKind, columnOf, kindsOf } from '../kind/index.ts';

/** A way in which records of a kind name a key: their own, or that of others. */
export interface Naming {
  kind: RecordKind;
  /** The fields that hold the key, in its order. */
  fields: readonly string[];
}

/** A way in which records of one kind name records of another kind of the same register. */
export interface ReferringKind extends Naming {
  /** Whether PostgreSQL holds the one who is named to be there for as long. */
  isHeld: boolean;
}

/** The kinds of the same register that name records of this one, each with the fields that do. */
export function referringTo(kind: RecordKind): ReferringKind[] {
  return kindsOf(kind.system).flatMap((other) => [
    ...other.references
      .filter(({ to }) => to === kind.name)
      .map(({ fields }) => ({ kind: other, fields, isHeld: true })),
    ...other.mentions
      .filter(({ to }) => to === kind.name)
      .map(({ fields }) => ({ kind: other, fields, isHeld: false })),
  ]);
}

/** The key of a record as texts, in the order of its kind. */
export function keyText(kind: RecordKind, key: object): string[] {
  return kind.key.map((field) => String((key as Record<string, unknown>)[field]));
}

/** The columns of a key as one array of texts. */
export function keyColumns(kind: RecordKind, alias: string): string {
  return `ARRAY[${kind.key.map((field) => `${alias}.${columnOf(field)}::text`).join(', ')}]`;
}

/** SQL that the engine wrote itself from a definition: names of tables and columns, never what people typed. */
export function written(text: string): Statement {
  return sql(Object.assign([text], { raw: [text] }));
}

/** Statements put together as they are, with something between them. */
export function joined(parts: readonly Statement[], between: string): Statement {
  return parts.reduce((all, part, i) => (i === 0 ? part : sql`${all}${written(between)}${part}`), written(''));
}

/** Condition: these fields of a row hold this key. */
export function holds(
  kind: RecordKind,
  alias: string,
  { fields, key }: { fields: readonly string[]; key: string[] },
): Statement {
  const each = fields.map(
    (field, i) =>
      sql`${written(`${alias}.${columnOf(field)}`)} = ${key[i]}${written(`::${kind.fields[field]!.column}`)}`,
  );
  return joined(each, ' AND ');
}
