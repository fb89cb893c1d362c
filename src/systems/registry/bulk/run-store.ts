import { type Queryable, sql } from '../../../kernel/db.ts';
import type { Grounds, Source } from '../time/acts.ts';
import type { RowProblem } from './problem.ts';
import type { ImportFormat } from './reading/file.ts';
import type { DateStyle, EmptyCells } from './values.ts';

/** What becomes of a batch in which a row is refused: nothing of it is taken, or everything else is. */
export const TAKINGS = ['row-by-row', 'whole-batch'] as const;
export type Taking = (typeof TAKINGS)[number];

/** How a file is to be taken in, as its uploader wishes. */
export interface ImportWishes {
  /** The place in a row of each field. */
  columns: Record<string, number>;
  dates: DateStyle;
  taking: Taking;
  /** In a row that changes or corrects a record: an empty cell leaves what is there, or makes it unknown. */
  emptyActs?: EmptyCells;
  /** Since when the records are valid, when no column says so. */
  validFrom?: string;
  /** Rows are checked as they are written, and not all of them before: a file that cannot be read to its end is written as far as it goes. */
  withoutDryRun?: boolean;
  reason: string;
  source: Source;
}

export type ImportState = 'uploaded' | 'checking' | 'checked' | 'importing' | 'done' | 'stopped' | 'cancelled';
/** A file is checked first (the dry run), then written. */
export type Stage = 'check' | 'import';

/** A file on its way into a register. */
export interface ImportRun {
  id: string;
  kind: string;
  fileId: string;
  fileName: string;
  sha256: string;
  size_bytes: number;
  format: ImportFormat;
  state: ImportState;
  /** The code of the refusal that stopped it. */
  stoppedFor: string | null;
  header: string[];
  wishes: ImportWishes | null;
  by: Grounds['by'];
  receipt: string | null;
  createdAt: Date;
  changedAt: Date;
}

const RUN = sql`SELECT id, kind, file_id AS "fileId", file_name AS "fileName", sha256, size_bytes, format, state,
    stopped_for AS "stoppedFor", header, wishes, done_by AS by, receipt, created_at AS "createdAt",
    changed_at AS "changedAt" FROM import_run`;
const MOST_RUNS = 50;

/** The last 50 files that were sent for a kind, the newest first. */
export function runsOf(db: Queryable, kind: string): Promise<ImportRun[]> {
  return db.rows(sql`${RUN} WHERE kind = ${kind} ORDER BY created_at DESC LIMIT ${MOST_RUNS}`);
}

export function runById(db: Queryable, kind: string, id: string): Promise<ImportRun | undefined> {
  return db.maybe(sql`${RUN} WHERE id = ${id}::uuid AND kind = ${kind}`);
}

/** An import of the same file that is still under way, or the last one that was done. */
export function runOfFile(
  db: Queryable,
  asked: { kind: string; sha256: string; states: readonly ImportState[] },
): Promise<ImportRun | undefined> {
  return db.maybe(sql`${RUN} WHERE kind = ${asked.kind} AND sha256 = ${asked.sha256} AND state = ANY (${asked.states})
    ORDER BY created_at DESC LIMIT 1`);
}

/** Notes a file that was received. Noting it again changes nothing. */
export async function saveRun(
  db: Queryable,
  run: Pick<
    ImportRun,
    'id' | 'kind' | 'fileId' | 'fileName' | 'sha256' | 'size_bytes' | 'format' | 'header' | 'by' | 'receipt'
  >,
): Promise<void> {
  await db.run(sql`INSERT INTO import_run (id, kind, file_id, file_name, sha256, size_bytes, format, header, done_by, receipt)
    VALUES (${run.id}, ${run.kind}, ${run.fileId}, ${run.fileName}, ${run.sha256}, ${run.size_bytes}, ${run.format},
      ${run.header}, ${JSON.stringify(run.by)}::jsonb, ${run.receipt})
    ON CONFLICT (id) DO NOTHING`);
}

/** Moves a run on from one of some states; false when it is in none of them. */
export async function moveRun(
  db: Queryable,
  id: string,
  move: { from: readonly ImportState[]; to: ImportState; stoppedFor?: string; wishes?: ImportWishes },
): Promise<boolean> {
  const moved = await db.run(sql`UPDATE import_run SET state = ${move.to}, stopped_for = ${move.stoppedFor ?? null},
      wishes = coalesce(${move.wishes ? JSON.stringify(move.wishes) : null}::jsonb, wishes), changed_at = clock_timestamp()
    WHERE id = ${id}::uuid AND state = ANY (${move.from})`);
  return moved > 0;
}

/** The state of a run, held until the end of the transaction. */
export async function holdState(tx: Queryable, id: string): Promise<ImportState> {
  const { state } = await tx.one<{ state: ImportState }>(
    sql`SELECT state FROM import_run WHERE id = ${id}::uuid FOR SHARE`,
  );
  return state;
}

/**
 * The same at the beginning of a batch, whose statements ask for each row by its key. PostgreSQL plans them once a connection; of a table that
 * was examined while it was empty it would read the whole for each row, also when it has filled, until it is examined again.
 */
export async function holdForBatch(tx: Queryable, id: string): Promise<ImportState> {
  const { state } = await tx.one<{ state: ImportState }>(
    sql`SELECT state, set_config('enable_seqscan', 'off', true) FROM import_run WHERE id = ${id}::uuid FOR SHARE`,
  );
  return state;
}

/** What came of a batch. */
export interface Batch {
  batch: number;
  rows: number;
  good: number;
  present: number;
  refused: number;
  read_bytes: number;
  /** How often each rule was broken: `field rule severity` → number. */
  problems: Record<string, number>;
  act: number | null;
}

/** The batches of a stage that are done. */
export function batchesOf(db: Queryable, runId: string, stage: Stage): Promise<Batch[]> {
  return db.rows(sql`SELECT batch, rows, good, present, refused, read_bytes, problems, act FROM import_batch
    WHERE run_id = ${runId}::uuid AND stage = ${stage} ORDER BY batch`);
}

/** Claims a batch for this transaction; false when it has been done. */
export async function claimBatch(tx: Queryable, runId: string, stage: Stage, done: Batch): Promise<boolean> {
  const claimed =
    await tx.run(sql`INSERT INTO import_batch (run_id, stage, batch, rows, good, present, refused, read_bytes, problems, act)
    VALUES (${runId}, ${stage}, ${done.batch}, ${done.rows}, ${done.good}, ${done.present}, ${done.refused},
      ${done.read_bytes}, ${JSON.stringify(done.problems)}::jsonb, ${done.act})
    ON CONFLICT DO NOTHING`);
  return claimed > 0;
}

export async function saveProblems(
  tx: Queryable,
  runId: string,
  stage: Stage,
  problems: readonly RowProblem[],
): Promise<void> {
  if (problems.length === 0) return;
  await tx.run(sql`INSERT INTO import_problem (run_id, stage, row_number, field, rule, severity, given)
    SELECT ${runId}::uuid, ${stage}, * FROM unnest(${problems.map(({ row }) => row)}::bigint[],
      ${problems.map(({ field }) => field)}::text[], ${problems.map(({ rule }) => rule)}::text[],
      ${problems.map(({ severity }) => severity)}::text[], ${problems.map(({ given }) => given ?? null)}::text[])`);
}

/** What is wrong in a file, in the order of its rows. */
export function problemsOf(
  db: Queryable,
  runId: string,
  stage: Stage,
  limit: number,
): Promise<(RowProblem & { given: string | null })[]> {
  return db.rows(sql`SELECT row_number AS row, field, rule, severity, given FROM import_problem
    WHERE run_id = ${runId}::uuid AND stage = ${stage} ORDER BY row_number, field, rule LIMIT ${limit}`);
}

/** Forgets what a check found, before another. */
export async function forgetStage(tx: Queryable, runId: string, stage: Stage): Promise<void> {
  await tx.run(sql`DELETE FROM import_problem WHERE run_id = ${runId}::uuid AND stage = ${stage}`);
  await tx.run(sql`DELETE FROM import_batch WHERE run_id = ${runId}::uuid AND stage = ${stage}`);
  await tx.run(sql`DELETE FROM import_key WHERE run_id = ${runId}::uuid`);
}

/** Notes the keys of the rows of a batch, to find those that stand twice in a file. */
export async function noteKeys(
  tx: Queryable,
  runId: string,
  rows: readonly { row: number; key: (string | null)[]; from: string | null; until: string | null }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(sql`INSERT INTO import_key (run_id, key, valid_during, row_number)
    SELECT ${runId}::uuid, string_to_array(key, E'\\x01'), daterange("from"::date, "until"::date), n
    FROM unnest(${rows.map(({ key }) => key.join('\u0001'))}::text[], ${rows.map(({ from }) => from)}::text[],
      ${rows.map(({ until }) => until)}::text[], ${rows.map(({ row }) => row)}::bigint[]) AS given (key, "from", "until", n)`);
}

const MOST_TWICE = 10_000;
const LOOKING_FOR_TWICE = '10min';

/** The rows of a file whose record and time stand in an earlier row too; the first 10,000. Forgets the keys. */
export async function rowsTwice(tx: Queryable, runId: string): Promise<number[]> {
  await tx.run(sql`SELECT set_config('statement_timeout', ${LOOKING_FOR_TWICE}, true)`);
  const found = await tx.rows<{ row: number }>(sql`WITH twice AS MATERIALIZED (
      SELECT key FROM import_key WHERE run_id = ${runId}::uuid GROUP BY key HAVING count(*) > 1
    )
    SELECT DISTINCT later.row_number AS row FROM twice
      JOIN import_key later ON later.key = twice.key AND later.run_id = ${runId}::uuid
      JOIN import_key earlier ON earlier.key = twice.key AND earlier.run_id = ${runId}::uuid
        AND earlier.row_number < later.row_number AND earlier.valid_during && later.valid_during
    ORDER BY 1 LIMIT ${MOST_TWICE}`);
  await tx.run(sql`DELETE FROM import_key WHERE run_id = ${runId}::uuid`);
  return found.map(({ row }) => row);
}
