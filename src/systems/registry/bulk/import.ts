import { type Queryable, type SystemDatabase, isDuplicate } from '../../../kernel/db.ts';
import { largeFilesOf } from '../../../kernel/large-files.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { RecordKind } from '../kind/index.ts';
import type { RowProblem } from './problem.ts';
import { type FileBytes, openRows } from './reading/file.ts';
import { ROWS_IN_BATCH } from './limits.ts';
import {
  type Batch,
  type ImportRun,
  type Stage,
  batchesOf,
  claimBatch,
  holdForBatch,
  holdState,
  moveRun,
  noteKeys,
  rowsTwice,
  saveProblems,
} from './run-store.ts';
import type { AlsoWritten } from './statements.ts';
import { type Taking, takeRows } from './taking.ts';
import { type ReadyRow, rowReader } from './values.ts';

/** Two at once: while one waits for the disk, another computes. */
const BATCHES_AT_ONCE = 2;
/** Of a run and stage; all are counted. */
const MOST_PROBLEMS_KEPT = 100_000;
const MOST_TRIES = 3;

/** The bytes of a run's file. */
export function bytesOf(house: House, fileId: string): FileBytes {
  return (range) => largeFilesOf(house).read(fileId, range);
}

/** How far a stage is. */
export interface Progress {
  rows: number;
  read_bytes: number;
  size_bytes: number;
}

interface Work extends Taking {
  house: House;
  db: SystemDatabase;
  /** Batches of the check in which the register had nothing against a row. */
  clean: ReadonlySet<number>;
  keptProblems: number;
}

/** Rows that go through together. */
interface Part {
  batch: number;
  rows: number;
  ready: ReadyRow[];
  problems: RowProblem[];
  read_bytes: number;
}

/**
 * Checks a file, or writes it, batch by batch, each in one transaction with the note that it is done: cut off anywhere, the
 * next call goes on behind the last batch. Ends when all is done, when the run was stopped or cancelled by others, or when
 * `stopping` says so. A file that cannot be read to its end stops its run.
 */
export async function workOn(
  house: House,
  kind: RecordKind,
  asked: {
    run: ImportRun;
    stage: Stage;
    also: readonly AlsoWritten[];
    stopping?: AbortSignal;
    onProgress?: (progress: Progress) => void;
  },
): Promise<void> {
  const { run, stage, also, stopping, onProgress } = asked;
  const db = house.db.as(kind.system);
  const wishes = run.wishes;
  if (!wishes) throw new Error(`the import ${run.id} has no wishes yet`);
  const reader = rowReader(kind, { ...wishes, isGuarded: run.format === 'csv' });
  const done = await batchesOf(db, run.id, stage);
  const checked = stage === 'import' ? await batchesOf(db, run.id, 'check') : [];
  const clean = new Set(checked.filter((batch) => batch.refused + batch.present === 0).map(({ batch }) => batch));
  const work: Work = { house, db, kind, also, run, stage, reader, clean, keptProblems: 0 };
  // Rows that act on records are done in the order of the file.
  const atOnce = wishes.columns.act === undefined ? BATCHES_AT_ONCE : 1;
  const isDone = new Set(done.map(({ batch }) => batch));
  const progress: Progress = { rows: 0, read_bytes: 0, size_bytes: run.size_bytes };
  const goingOn = new Set<Promise<void>>();
  let isStopped = false;
  const failures: unknown[] = [];
  try {
    for await (const part of partsOf(work)) {
      progress.rows += part.rows;
      progress.read_bytes = part.read_bytes;
      if (isDone.has(part.batch)) continue;
      if (stopping?.aborted || isStopped || failures.length > 0) break;
      const running = workOnPart(work, part)
        .then((goesOn) => {
          isStopped ||= !goesOn;
          onProgress?.(progress);
        })
        .catch((error: unknown) => void failures.push(error))
        .finally(() => goingOn.delete(running));
      goingOn.add(running);
      if (goingOn.size >= atOnce) await Promise.race(goingOn);
    }
  } catch (error) {
    await Promise.all(goingOn);
    if (!(error instanceof Refusal)) throw error;
    await moveRun(db, run.id, { from: ['checking', 'importing'], to: 'stopped', stoppedFor: error.code });
    return;
  }
  await Promise.all(goingOn);
  if (failures.length > 0) throw failures[0];
  if (stopping?.aborted || isStopped) return;
  if (stage === 'check') await endCheck(work);
  else await moveRun(db, run.id, { from: ['importing'], to: 'done' });
}

async function* partsOf({ house, run, reader }: Work): AsyncGenerator<Part> {
  let readBytes = 0;
  const counted: FileBytes = async function* (range) {
    try {
      for await (const chunk of bytesOf(house, run.fileId)(range)) {
        readBytes += chunk.length;
        yield chunk;
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Refusal('register.file_gone', 410);
      throw error;
    }
  };
  const { rows } = await openRows(run.format, counted, run.size_bytes);
  let part: Part = { batch: 0, rows: 0, ready: [], problems: [], read_bytes: 0 };
  for await (const given of rows()) {
    part.rows += 1;
    const ready = reader.read(given, part.problems);
    if (ready) part.ready.push(ready);
    if (part.rows === ROWS_IN_BATCH) {
      yield { ...part, read_bytes: readBytes };
      part = { batch: part.batch + 1, rows: 0, ready: [], problems: [], read_bytes: 0 };
    }
  }
  if (part.rows > 0) yield { ...part, read_bytes: readBytes };
}

const STATE_OF = { check: 'checking', import: 'importing' } as const;

/** One batch, in one transaction; false when the run goes on no more. */
async function workOnPart(work: Work, part: Part): Promise<boolean> {
  const { db, run, stage, clean } = work;
  const culprits = new Set<number>();
  let isLeftOut = false;
  for (let tries = 1; ; tries++) {
    // What the check found nothing against is written straight away: the keys of the table look at it once more.
    const isTrusted = stage === 'import' && tries === 1 && clean.has(part.batch);
    try {
      return await db.transaction(async (tx) => {
        if ((await holdForBatch(tx, run.id)) !== STATE_OF[stage]) return false;
        await doPart(tx, work, part, { isTrusted, culprits, isLeftOut });
        return true;
      });
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (error === ALREADY_DONE) return true;
      if (error === BATCH_REFUSED) {
        isLeftOut = true;
        continue;
      }
      const isAgainstRows = isDuplicate(error) || code.startsWith('23');
      if (!isAgainstRows || tries > MOST_TRIES) throw error;
      // Looked at row by row the register had nothing against them: some rule of the table that its definition does not know.
      if (tries > 1) for (const row of await refusedByTable(work, part.ready, culprits)) culprits.add(row);
    }
  }
}

const UNDONE = new Error('only tried');

/** The rows that the table does not take, found by trying ever fewer of them; nothing of it stays. */
async function refusedByTable(work: Work, rows: readonly ReadyRow[], known: ReadonlySet<number>): Promise<number[]> {
  const left = rows.filter(({ row }) => !known.has(row));
  if (left.length === 0) return [];
  try {
    await work.db.transaction(async (tx) => {
      await takeRows(tx, work, left, [], { batch: 0, isTrusted: false, culprits: new Set(), writes: true });
      throw UNDONE;
    });
  } catch (error) {
    if (error === UNDONE) return [];
    if (!(error as { code?: string }).code?.startsWith('23')) throw error;
  }
  if (left.length === 1) return [left[0]!.row];
  const middle = Math.ceil(left.length / 2);
  const first = await refusedByTable(work, left.slice(0, middle), known);
  return [...first, ...(await refusedByTable(work, left.slice(middle), known))];
}

const ALREADY_DONE = new Error('this batch has been done');
const BATCH_REFUSED = new Error('a row of this batch is refused');

/** How a batch is looked at. */
interface Looking {
  /** The check had nothing against it. */
  isTrusted: boolean;
  /** Rows that the table did not take. */
  culprits: ReadonlySet<number>;
  /** One of its rows is refused, and so all are to be. */
  isLeftOut: boolean;
}

async function doPart(tx: Queryable, work: Work, part: Part, looking: Looking): Promise<void> {
  const { kind, run, stage, reader } = work;
  const problems = [...part.problems];
  const writes = stage === 'import' && !looking.isLeftOut;
  const { taken, present, act } = await takeRows(tx, work, part.ready, problems, {
    ...looking,
    batch: part.batch,
    writes,
  });
  let good = taken;
  const isRefused = looking.isLeftOut || part.rows > taken.length + present;
  if (isRefused && run.wishes!.taking === 'whole-batch') {
    if (writes && taken.length > 0) throw BATCH_REFUSED;
    good = [];
    if (taken.length > 0) problems.push({ row: taken[0]!.row, field: '', rule: 'batch_refused', severity: 'refused' });
  }
  if (stage === 'check') {
    const [from, until] = [reader.fields.length - 2, reader.fields.length - 1];
    const keyAt = kind.key.map((name) => reader.fields.indexOf(name));
    const keys = taken.map(({ row, texts }) => ({
      row,
      key: keyAt.map((at) => texts[at]!),
      from: texts[from]!,
      until: texts[until]!,
    }));
    await noteKeys(tx, run.id, keys);
  }
  const batch: Batch = {
    batch: part.batch,
    rows: part.rows,
    good: good.length,
    present,
    refused: part.rows - good.length - present,
    read_bytes: part.read_bytes,
    problems: counted(problems),
    act,
  };
  if (!(await claimBatch(tx, run.id, stage, batch))) throw ALREADY_DONE;
  const kept = problems.slice(0, Math.max(0, MOST_PROBLEMS_KEPT - work.keptProblems));
  await saveProblems(tx, run.id, stage, kept);
  work.keptProblems += kept.length;
}

function counted(problems: readonly RowProblem[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { field, rule, severity } of problems) {
    const name = `${field} ${rule} ${severity}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

/** The number of the batch that what is found about the file as a whole is kept under. */
const WHOLE_FILE = -1;

/** What only the whole file shows: records that stand twice in it, in different batches. */
async function endCheck({ db, run }: Work): Promise<void> {
  await db.transaction(async (tx) => {
    if ((await holdState(tx, run.id)) !== 'checking') return;
    const twice = await rowsTwice(tx, run.id);
    const problems = twice.map((row): RowProblem => ({ row, field: '', rule: 'twice_in_file', severity: 'warning' }));
    await saveProblems(tx, run.id, 'check', problems);
    const nothing = { rows: 0, good: 0, present: 0, refused: 0, read_bytes: 0, act: null };
    await claimBatch(tx, run.id, 'check', { batch: WHOLE_FILE, ...nothing, problems: counted(problems) });
    await moveRun(tx, run.id, { from: ['checking'], to: 'checked' });
  });
}
