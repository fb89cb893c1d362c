import { setTimeout as wait } from 'node:timers/promises';
import { addJob } from '../../../../kernel/jobs.ts';
import { largeFilesOf } from '../../../../kernel/large-files.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { House } from '../../../../kernel/system.ts';
import { call } from '../../../exchange/index.ts';
import { allRegisters } from '../../definition.ts';
import { type RecordKind, kindOf, kindsOf } from '../../kind/index.ts';
import { type OutCell, outColumns } from './columns.ts';
import { exportJob } from './job.ts';
import { removeParts, rowsOfPart } from './parts.ts';
import { EXPORT_KEPT_DAYS, FOUR_EYES_ROWS, LARGEST_EXPORT_BYTES } from './limits.ts';
import {
  type ExportPart,
  expireExports,
  exportById,
  isSettled,
  moveExport,
  noteWritten,
  partsOf,
  savePart,
} from './run-store.ts';
import { type Exporting, exportingOf } from './services.ts';
import { BYTES_OF } from './writing/file.ts';

const SETTLING_MS = 100;
const MOST_SETTLING = 300;

/**
 * Goes on with an export where it is: reads the records part by part, each through the exchange on behalf of who asked, and
 * then writes the file. Cut off anywhere, the next call goes on behind the last part; the file itself is whole or not there.
 * Waits for a second official where the rows are many. Ends early when `stopping` says so: then another job goes on.
 */
export async function workOnExport(
  house: House,
  { system, kind: name, run: id }: { system: string; kind: string; run: string },
  stopping?: AbortSignal,
): Promise<void> {
  const kind = kindOf(system, name);
  const exporting = exportingOf(system, name);
  if (!kind || !exporting) return;
  try {
    await readAll(house, exporting, id, stopping);
    await writeFile(house, kind, id, stopping);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const db = house.db.as(system);
    await moveExport(db, id, { from: ['reading', 'writing'], to: 'failed', failedFor: error.code });
    await removeParts(house, kind, id);
  }
  if (stopping?.aborted) await addJob(house.db.as(system), exportJob(kind, id));
}

async function readAll(house: House, { kind, readRows }: Exporting, id: string, stopping?: AbortSignal): Promise<void> {
  const db = house.db.as(kind.system);
  const run = await exportById(db, kind.name, id);
  if (run?.state !== 'reading') return;
  for (let tries = 0; !(await isSettled(db, id)); tries++) {
    if (tries === MOST_SETTLING) throw new Error(`a transaction that writes to ${kind.system} does not end`);
    await wait(SETTLING_MS);
  }
  const parts = await partsOf(db, id);
  let last: ExportPart | undefined = parts.at(-1);
  let rows = run.readRows;
  while (last?.lastKey !== null) {
    if (stopping?.aborted) return;
    if (rows > FOUR_EYES_ROWS && !run.decidedBy) {
      await moveExport(db, id, { from: ['reading'], to: 'awaiting' });
      return;
    }
    const asked = { run: id, ...(last?.lastKey ? { after: last.lastKey } : {}) };
    const { output, receipt } = await call(house, readRows, asked, run.askedBy).catch((error: unknown) => {
      const isOver = error instanceof Refusal && error.code === 'register.too_many_reads';
      throw isOver ? new Refusal('register.export_over_limit', 429) : error;
    });

    const part: ExportPart = { ...output, part: (last?.part ?? -1) + 1, receipt };
    if (!(await savePart(db, id, part))) {
      if (part.fileId) await largeFilesOf(house).remove(part.fileId);
      return;
    }
    rows += part.rows;
    last = part;
  }
  const isMany = rows > FOUR_EYES_ROWS && !run.decidedBy;
  await moveExport(db, id, { from: ['reading'], to: isMany ? 'awaiting' : 'writing' });
}

class Stopped extends Error {}

async function writeFile(house: House, kind: RecordKind, id: string, stopping?: AbortSignal): Promise<void> {
  const db = house.db.as(kind.system);
  const run = await exportById(db, kind.name, id);
  if (run?.state !== 'writing' || stopping?.aborted) return;
  const parts = await partsOf(db, id);
  let rows = 0;
  const flowing = async function* (): AsyncGenerator<OutCell[][]> {
    for (const part of parts) {
      if (stopping?.aborted || !(await noteWritten(db, id, rows))) throw new Stopped();
      if (!part.fileId) continue;
      for await (const some of rowsOfPart(house, part.fileId)) {
        rows += some.length;
        yield some;
      }
    }
  };
  const bytes = BYTES_OF[run.format](outColumns(kind, run.wishes), flowing());
  try {
    const { id: fileId, ...said } = await largeFilesOf(house).keep(bytes, LARGEST_EXPORT_BYTES);
    const file = { id: fileId, ...said, rows };
    if (!(await moveExport(db, id, { from: ['writing'], to: 'ready', file }))) await largeFilesOf(house).remove(fileId);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    if (stopping?.aborted) return;
  }
  await removeParts(house, kind, id);
}

const DAY_MS = 86_400_000;

/** Removes the files of all registers that have been kept for their time. */
export async function sweepExports(house: House): Promise<void> {
  const before = new Date(Date.now() - EXPORT_KEPT_DAYS * DAY_MS);
  for (const { system } of allRegisters()) {
    if (kindsOf(system).length === 0) continue;
    for (const { fileId } of await expireExports(house.db.as(system), before)) await largeFilesOf(house).remove(fileId);
  }
}
