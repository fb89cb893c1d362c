import { type Statement, type Tx, sql } from '../../../kernel/db.ts';
import { type RecordKind, columnOf, encryptedFields } from '../kind/index.ts';
import { openedRows, sealedValues } from '../sealing/values.ts';
import { refusing } from '../time/acts.ts';
import { holds, joined, keyText, written } from './references.ts';

type Row = Record<string, unknown>;

/**
 * Has the versions of a kind for which `which` holds (alias `version`) name another record in these fields, resting on that act. What is kept
 * encrypted is bound to the key of its record, so under another key it is encrypted anew. The answer is how many versions were moved.
 */
export async function moveVersions(
  tx: Tx,
  kind: RecordKind,
  { which, fields, into, act }: { which: Statement; fields: readonly string[]; into: readonly string[]; act: number },
): Promise<number> {
  const assigned = fields.map(
    (field, i) => sql`${written(columnOf(field))} = ${into[i]}${written(`::${kind.fields[field]!.column}`)}`,
  );
  const moves = sql`UPDATE ${written(kind.name)} version SET act = ${act}, ${joined(assigned, ', ')}`;
  const isKeyMoved = kind.key.some((field) => fields.includes(field));
  return refusing(async () => {
    if (!isKeyMoved || encryptedFields(kind).length === 0) return tx.run(sql`${moves} WHERE ${which}`);
    const opened = await openedOf(tx, kind, which);
    for (const version of opened) await moveSealed(tx, kind, { version, moves, fields, into });
    return opened.length;
  });
}

/** The key that a record of a kind has once these fields name another one. */
export function keyMoved(
  kind: RecordKind,
  key: readonly string[],
  { fields, into }: { fields: readonly string[]; into: readonly string[] },
): string[] {
  return kind.key.map((field, i) => (fields.includes(field) ? into[fields.indexOf(field)]! : key[i]!));
}

/** A version with encrypted values, opened. */
interface Opened {
  key: Row;
  during: string;
  values: Row;
}

async function openedOf(tx: Tx, kind: RecordKind, which: Statement): Promise<Opened[]> {
  const hidden = encryptedFields(kind);
  const columns = [...kind.key, ...hidden].map((field) => `version.${columnOf(field)} AS "f_${field}"`).join(', ');
  const rows = await tx.rows<
    Row & { during: string }
  >(sql`SELECT ${written(columns)}, version.valid_during::text AS during
    FROM ${written(kind.name)} version WHERE ${which}`);
  const valuesOf = (row: Row, fields: readonly string[]) =>
    Object.fromEntries(fields.map((field) => [field, row[`f_${field}`]]));
  return (await openedRows(tx, kind, rows)).map((row) => ({
    key: valuesOf(row, kind.key),
    during: row.during,
    values: valuesOf(row, hidden),
  }));
}

/** Moves one version and encrypts its values anew, in one statement: the history must hold no version that does not open. */
async function moveSealed(
  tx: Tx,
  kind: RecordKind,
  {
    version,
    moves,
    fields,
    into,
  }: { version: Opened; moves: Statement; fields: readonly string[]; into: readonly string[] },
): Promise<void> {
  const next = { ...version.key, ...Object.fromEntries(fields.map((field, i) => [field, into[i]])) };
  const sealed = Object.entries(await sealedValues(tx, kind, next, version.values));
  const assigned = sealed.map(([field, value]) => sql`${written(columnOf(field))} = ${value}::bytea`);
  const own = holds(kind, 'version', { fields: kind.key, key: keyText(kind, version.key) });
  await tx.run(
    sql`${moves}, ${joined(assigned, ', ')} WHERE ${own} AND (version.valid_during = ${version.during}::daterange) IS TRUE`,
  );
}
