import type { Queryable, Tx } from '../../../kernel/db.ts';
import { type RecordKind, columnOf } from '../kind/index.ts';
import type { Grounds } from '../time/acts.ts';
import { keyText } from './references.ts';

/** One step of a record's lineage: what went on in what, by which act. */
export interface LineageStep {
  act: number;
  how: 'merge' | 'split';
  from: string[];
  to: string[];
  /** From which day the world was so. Null: it had always been so, and we had it wrong. */
  since: string | null;
  at: Date;
  reason: string;
  source: Grounds['source'];
  by: Grounds['by'];
  /** The act that undid it. */
  undoneBy: number | null;
}

const STEPS_MOST = 500;

const steps = `lineage.act, lineage.how, lineage.from_key AS "from", lineage.to_key AS "to", lineage.since,
  lineage.undone_by AS "undoneBy", told.at, told.reason, told.source, told.done_by AS by`;

/**
 * All that is known of where a record came from and what became of it, the oldest first: its ancestors, its successors, and
 * what was undone. At most 500 steps.
 */
export function lineageOf<Values, Key extends keyof Values & string>(
  db: Queryable,
  kind: RecordKind<Values, Key>,
  key: Pick<Values, Key>,
): Promise<LineageStep[]> {
  return db.rows<LineageStep>({
    text: `WITH RECURSIVE
      later AS (SELECT $2::text[] AS key UNION
        SELECT l.to_key FROM later JOIN lineage l ON l.kind = $1 AND l.from_key = later.key),
      earlier AS (SELECT $2::text[] AS key UNION
        SELECT l.from_key FROM earlier JOIN lineage l ON l.kind = $1 AND l.to_key = earlier.key)
      SELECT ${steps} FROM lineage JOIN act told ON told.position = lineage.act
      WHERE lineage.kind = $1
        AND (lineage.from_key IN (SELECT key FROM later) OR lineage.to_key IN (SELECT key FROM earlier))
      ORDER BY lineage.act, lineage.from_key, lineage.to_key LIMIT ${STEPS_MOST}`,
    values: [kind.name, keyText(kind as unknown as RecordKind, key)],
  });
}

/** What the key of a record leads to today. */
export interface Resolved {
  /** `unknown` when the register never had it; `gone` when it was ended or cancelled and nothing took its place. */
  state: 'current' | 'merged' | 'split' | 'gone' | 'unknown';
  /** The records that stand for it now: itself while it is valid, the survivor of a merge, the parts of a split. */
  now: string[][];
  /** The merges and splits on the way there, the first one first. */
  through: Pick<LineageStep, 'act' | 'how' | 'from' | 'to' | 'since' | 'at'>[];
}

const RESOLVED_MOST = 1_000;

/** What a key leads to on a date. Asking by an old number leads to the survivor and says so; a number is never given twice. */
export async function resolve<Values, Key extends keyof Values & string>(
  db: Queryable,
  given: RecordKind<Values, Key>,
  asked: { key: Pick<Values, Key>; on: string },
): Promise<Resolved> {
  const kind = given as unknown as RecordKind;
  const key = keyText(kind, asked.key);
  const through = await db.rows<Resolved['through'][number]>({
    text: `WITH RECURSIVE way AS (
        SELECT act, from_key, to_key FROM lineage WHERE kind = $1 AND from_key = $2 AND undone_by IS NULL
        UNION
        SELECT l.act, l.from_key, l.to_key FROM way JOIN lineage l ON l.kind = $1 AND l.from_key = way.to_key
          AND l.undone_by IS NULL AND l.act > way.act
      )
      SELECT lineage.act, lineage.how, lineage.from_key AS "from", lineage.to_key AS "to", lineage.since, told.at
      FROM way JOIN lineage USING (act, from_key, to_key) JOIN act told ON told.position = lineage.act
      WHERE lineage.since IS NULL OR lineage.since <= $3::date
      ORDER BY lineage.act, lineage.to_key LIMIT ${RESOLVED_MOST}`,
    values: [kind.name, key, asked.on],
  });
  const reached = new Map([key, ...through.map(({ to }) => to)].map((each) => [JSON.stringify(each), each]));
  const found = await standing(db, kind, { keys: [...reached.values()], on: asked.on });
  const now = [...reached.values()].filter((each) => found.get(JSON.stringify(each)) === true);
  if (now.length > 0) {
    const own = through.filter(({ from }) => JSON.stringify(from) === JSON.stringify(key));
    return { state: own.length === 0 ? 'current' : own.at(-1)!.how === 'merge' ? 'merged' : 'split', now, through };
  }
  return { state: found.has(JSON.stringify(key)) || through.length > 0 ? 'gone' : 'unknown', now: [], through };
}

/** Which of these keys the register ever had, and whether they are valid on a date. */
async function standing(
  db: Queryable,
  kind: RecordKind,
  { keys, on }: { keys: readonly string[][]; on: string },
): Promise<Map<string, boolean>> {
  const rows = await db.rows<{ key: string[]; isValid: boolean }>({
    text: `SELECT key, bool_or(is_valid) AS "isValid" FROM (${['', '_history']
      .map(
        (twin) => `SELECT ARRAY[${kind.key.map((_, i) => `wanted.part_${i}`).join(', ')}] AS key,
          ${twin ? 'false' : 'version.valid_during @> $1::date'} AS is_valid
        FROM unnest(${kind.key.map((_, i) => `$${i + 2}::text[]`).join(', ')}) AS wanted (${kind.key.map((_, i) => `part_${i}`).join(', ')})
        JOIN ${kind.name}${twin} version ON ${keyed(kind)}`,
      )
      .join(' UNION ALL ')}) found GROUP BY key`,
    values: [on, ...kind.key.map((_, i) => keys.map((key) => key[i]))],
  });
  return new Map(rows.map(({ key, isValid }) => [JSON.stringify(key), isValid]));
}

const keyed = (kind: RecordKind): string =>
  kind.key
    .map((field, i) => `version.${columnOf(field)} = wanted.part_${i}::${kind.fields[field]!.column}`)
    .join(' AND ');

/** Writes down which records went on in which. */
export async function keepLineage(
  tx: Tx,
  kind: RecordKind,
  step: {
    act: number;
    how: 'merge' | 'split';
    since: string | null;
    pairs: readonly (readonly [from: string[], to: string[]])[];
  },
): Promise<void> {
  await tx.run({
    text: `INSERT INTO lineage (act, kind, how, since, from_key, to_key)
      SELECT $1, $2, $3, $4::date, ARRAY(SELECT jsonb_array_elements_text(pair -> 0)), ARRAY(SELECT jsonb_array_elements_text(pair -> 1))
      FROM jsonb_array_elements($5::jsonb) AS pair`,
    values: [step.act, kind.name, step.how, step.since, JSON.stringify(step.pairs)],
  });
}

/** Tells an act that was done to records, one event for each; the answer is the number of the first. */
export async function tellActs(
  tx: Tx,
  told: {
    act: 'merge' | 'split' | 'undo';
    records: readonly { kind: string; key: readonly string[] }[];
    on: string | null;
    fields?: readonly string[];
  },
  grounds: Grounds,
): Promise<number> {
  const row = await tx.one<{ first: number }>({
    text: `WITH told AS (INSERT INTO act (kind, key, act, valid_from, fields, reason, source, done_by, receipt)
      SELECT record ->> 'kind', ARRAY(SELECT jsonb_array_elements_text(record -> 'key')), $2, $3::date, $4::text[], $5, $6::jsonb, $7::jsonb, $8
      FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS given (record, place) ORDER BY place RETURNING position)
      SELECT min(position) AS first FROM told`,
    values: [
      JSON.stringify(told.records),
      told.act,
      told.on,
      told.fields ?? [],
      grounds.reason,
      JSON.stringify(grounds.source),
      JSON.stringify(grounds.by),
      grounds.receipt ?? null,
    ],
  });
  return row.first;
}
