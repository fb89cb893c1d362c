import { type Statement, type Tx, sql } from '../../../kernel/db.ts';
import { type RecordKind, columnOf, encryptedFields } from '../kind/index.ts';
import { openedRows, sealedValues } from '../sealing/values.ts';
import { refusing } from '../time/acts.ts';
import { holds, joined, keyText, written } from './references.ts';

type Row = Record<string, unknown>;

/** Versions of a kind, those for which `which` holds (alias `version`), that are to name another record in these fields, resting on that act. */
export interface Move {
  kind: RecordKind;
  which: Statement;
  fields: readonly string[];
  into: readonly string[];
  act: number;
}

/**
 * Has versions name another record. What is kept encrypted is bound to the key of its record, so under another key it is encrypted anew.
 * The answer is how many versions were moved.
 */
export async function moveVersions(tx: Tx, move: Move): Promise<number> {
  if (!isSealedAnew(move)) return refusing(() => tx.run(sql`${moving(move)} WHERE ${move.which}`));
  return refusing(async () => {
    const opened = await openedOf(tx, move.kind, move.which);
    for (const version of opened) await moveSealed(tx, move, version);
    return opened.length;
  });
}

/** Does so with several kinds at once, by one statement: a record goes, and whatever refers to it goes with it. */
export async function moveTogether(tx: Tx, moves: readonly Move[]): Promise<void> {
  const plain = moves.filter((move) => !isSealedAnew(move));
  const parts = plain.map((move, i) => sql`${written(`moved_${i}`)} AS (${moving(move)} WHERE ${move.which})`);
  if (parts.length > 0) await refusing(() => tx.rows(sql`WITH ${joined(parts, ', ')} SELECT`));
  for (const move of moves.filter(isSealedAnew)) await moveVersions(tx, move);
}

const isSealedAnew = ({ kind, fields }: Move): boolean =>
  kind.key.some((field) => fields.includes(field)) && encryptedFields(kind).length > 0;

function moving({ kind, fields, into, act }: Move): Statement {
  const assigned = fields.map(
    (field, i) => sql`${written(columnOf(field))} = ${into[i]}${written(`::${kind.fields[field]!.column}`)}`,
  );
  return sql`UPDATE ${written(kind.name)} version SET act = ${act}, ${joined(assigned, ', ')}`;
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
async function moveSealed(tx: Tx, move: Move, version: Opened): Promise<void> {
  const { kind, fields, into } = move;
  const next = { ...version.key, ...Object.fromEntries(fields.map((field, i) => [field, into[i]])) };
  const sealed = Object.entries(await sealedValues(tx, kind, next, version.values));
  const assigned = sealed.map(([field, value]) => sql`${written(columnOf(field))} = ${value}::bytea`);
  const own = holds(kind, 'version', { fields: kind.key, key: keyText(kind, version.key) });
  await tx.run(
    sql`${moving(move)}, ${joined(assigned, ', ')} WHERE ${own} AND (version.valid_during = ${version.during}::daterange) IS TRUE`,
  );
}
