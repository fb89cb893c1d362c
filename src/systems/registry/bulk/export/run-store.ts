import { type Queryable, sql } from '../../../../kernel/db.ts';
import type { Language } from '../../../../kernel/text.ts';
import type { CallContext } from '../../../exchange/index.ts';
import type { Source } from '../../time/acts.ts';
import type { ExportFormat } from './limits.ts';
import type { ExportState } from './rules.ts';

/** What is to be in a file, as its asker wishes. */
export interface ExportWishes {
  /** In the order of the definition. */
  fields: string[];
  /** What is true on this day; nothing said with `withHistory`. */
  on: string;
  /** As it was held at this instant; at that of asking when not said. */
  knownAt?: string;
  /** Every version there is or was, instead of those that are true on the day. */
  withHistory: boolean;
  /** Only records of this commune or province, by its code of today or of an earlier day. */
  territory?: string;
  /** In which language columns are named; by their technical names when not said. */
  titles?: Language;
  reason: string;
  source: Source;
}

/** On whose behalf records are read, as it stands in the log. */
export type AskedBy = Pick<CallContext, 'caller' | 'agency' | 'actor' | 'purpose'>;

/** Records on their way into a file. */
export interface ExportRun {
  id: string;
  kind: string;
  format: ExportFormat;
  wishes: ExportWishes;
  state: ExportState;
  /** The code of the refusal that ended it. */
  failedFor: string | null;
  askedBy: AskedBy;
  receipt: string | null;
  decidedBy: AskedBy | null;
  decidedReason: string | null;
  knownAt: Date;
  /** How many records are to be looked at, as PostgreSQL estimates it. */
  recordsInAll: number | null;
  /** How many have been, and how many rows came of them. */
  readRecords: number;
  readRows: number;
  /** How many rows the file has so far. */
  writtenRows: number;
  fileId: string | null;
  sha256: string | null;
  size_bytes: number | null;
  createdAt: Date;
  changedAt: Date;
}

const RUN = sql`SELECT id, kind, format, wishes, state, failed_for AS "failedFor", asked_by AS "askedBy", receipt,
    decided_by AS "decidedBy", decided_reason AS "decidedReason", known_at AS "knownAt", records_in_all AS "recordsInAll",
    coalesce((SELECT sum(records) FROM export_part WHERE run_id = export_run.id), 0)::bigint AS "readRecords",
    coalesce((SELECT sum(rows) FROM export_part WHERE run_id = export_run.id), 0)::bigint AS "readRows",
    written_rows AS "writtenRows", file_id AS "fileId", sha256, size_bytes, created_at AS "createdAt", changed_at AS "changedAt"
  FROM export_run`;
const MOST_RUNS = 50;

/** The last 50 exports of a kind that an agency asked for, the newest first. */
export function exportsOf(db: Queryable, asked: { kind: string; agencyCode: string }): Promise<ExportRun[]> {
  return db.rows(sql`${RUN} WHERE kind = ${asked.kind} AND asked_by->'agency'->>'code' = ${asked.agencyCode}
    ORDER BY created_at DESC LIMIT ${MOST_RUNS}`);
}

export function exportById(db: Queryable, kind: string, id: string): Promise<ExportRun | undefined> {
  return db.maybe(sql`${RUN} WHERE id = ${id}::uuid AND kind = ${kind}`);
}

/** Notes what was asked for. Noting it again changes nothing. */
export async function saveExport(
  db: Queryable,
  run: Pick<ExportRun, 'id' | 'kind' | 'format' | 'wishes' | 'askedBy' | 'receipt' | 'recordsInAll'>,
): Promise<void> {
  await db.run(sql`INSERT INTO export_run (id, kind, format, wishes, asked_by, receipt, records_in_all, known_at)
    VALUES (${run.id}, ${run.kind}, ${run.format}, ${JSON.stringify(run.wishes)}::jsonb, ${JSON.stringify(run.askedBy)}::jsonb,
      ${run.receipt}, ${run.recordsInAll}, coalesce(${run.wishes.knownAt ?? null}::timestamptz, clock_timestamp()))
    ON CONFLICT (id) DO NOTHING`);
}

/** Moves an export on from one of some states; false when it is in none of them. */
export async function moveExport(
  db: Queryable,
  id: string,
  move: {
    from: readonly ExportState[];
    to: ExportState;
    failedFor?: string;
    decided?: { by: AskedBy; reason?: string };
    file?: { id: string; sha256: string; size_bytes: number; rows: number };
  },
): Promise<boolean> {
  const { from, to, failedFor, decided, file } = move;
  const moved = await db.run(sql`UPDATE export_run SET state = ${to}, failed_for = ${failedFor ?? null},
      decided_by = coalesce(${decided ? JSON.stringify(decided.by) : null}::jsonb, decided_by),
      decided_reason = coalesce(${decided?.reason ?? null}, decided_reason),
      file_id = coalesce(${file?.id ?? null}, file_id), sha256 = coalesce(${file?.sha256 ?? null}, sha256),
      size_bytes = coalesce(${file?.size_bytes ?? null}, size_bytes), written_rows = coalesce(${file?.rows ?? null}, written_rows),
      changed_at = clock_timestamp()
    WHERE id = ${id}::uuid AND state = ANY (${from})`);
  return moved > 0;
}

/** Says how many rows the file has so far; false when the export goes on no more. */
export async function noteWritten(db: Queryable, id: string, rows: number): Promise<boolean> {
  const noted = await db.run(
    sql`UPDATE export_run SET written_rows = ${rows} WHERE id = ${id}::uuid AND state = 'writing'`,
  );
  return noted > 0;
}

/** Whether everybody has ended who could still change what was held when an export was asked for. */
export async function isSettled(db: Queryable, id: string): Promise<boolean> {
  const { settled } = await db.one<{ settled: boolean }>(
    sql`SELECT pg_snapshot_xmin(pg_current_snapshot()) >= settled_before AS settled FROM export_run WHERE id = ${id}::uuid`,
  );
  return settled;
}

/** A part of the records that has been read. */
export interface ExportPart {
  part: number;
  records: number;
  rows: number;
  /** Where it is kept; null when nothing is in it. */
  fileId: string | null;
  /** Up to which record it goes; null when it is the last. */
  lastKey: string[] | null;
  receipt: string;
}

/** The parts that have been read, in their order. */
export function partsOf(db: Queryable, id: string): Promise<ExportPart[]> {
  return db.rows(sql`SELECT part, records, rows, file_id AS "fileId", last_key AS "lastKey", receipt FROM export_part
    WHERE run_id = ${id}::uuid ORDER BY part`);
}

/** Notes a part that stands in the log; false when another was quicker, or the export goes on no more. */
export async function savePart(db: Queryable, id: string, part: ExportPart): Promise<boolean> {
  const saved = await db.run(sql`INSERT INTO export_part (run_id, part, records, rows, file_id, last_key, receipt)
    SELECT id, ${part.part}, ${part.records}, ${part.rows}, ${part.fileId}, ${part.lastKey}::text[], ${part.receipt} FROM export_run
      WHERE id = ${id}::uuid AND state = 'reading'
    ON CONFLICT DO NOTHING`);
  return saved > 0;
}

/** Forgets the parts of an export that is over; gives the files that they are kept in. */
export async function forgetParts(db: Queryable, id: string): Promise<string[]> {
  const rows = await db.rows<{ fileId: string | null }>(
    sql`DELETE FROM export_part WHERE run_id = ${id}::uuid RETURNING file_id AS "fileId"`,
  );
  return rows.flatMap(({ fileId }) => fileId ?? []);
}

/** The files of a register that have been kept long enough: they expire. */
export function expireExports(db: Queryable, before: Date): Promise<{ fileId: string }[]> {
  return db.rows(sql`UPDATE export_run SET state = 'expired', changed_at = clock_timestamp()
    WHERE state = 'ready' AND changed_at < ${before} RETURNING file_id AS "fileId"`);
}
