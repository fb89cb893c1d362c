import { newId } from '../../../kernel/ids.ts';
import { largeFilesOf } from '../../../kernel/large-files.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { UploadedFile } from '../../../kernel/route.ts';
import type { House } from '../../../kernel/system.ts';
import type { Steward } from '../actions.ts';
import { type CallContext, call, onBehalfOf } from '../../exchange/index.ts';
import type { RecordKind } from '../kind/index.ts';
import type { RowProblem } from './problem.ts';
import type { ImportWishes } from './run-store.ts';
import { type ImportReport, type ImportStep, type Importing, importingOf } from './services.ts';

const contextOf = (steward: Steward): CallContext => ({
  caller: 'registry',
  ...onBehalfOf(steward),
  purpose: 'register-keeping',
});

function importingFor(kind: RecordKind): Importing {
  const importing = importingOf(kind.system, kind.name);
  if (!importing) throw new Refusal('page.not_found', 404);
  return importing;
}

/** The last files that were sent for a kind. */
export async function listImports(house: House, steward: Steward, kind: RecordKind): Promise<ImportReport[]> {
  const { output } = await call(house, importingFor(kind).read, {}, contextOf(steward));
  return output.runs;
}

/** An import with what it has come to, and the first of its problems. */
export async function openImport(
  house: House,
  steward: Steward,
  kind: RecordKind,
  asked: { run: string; problems: number },
): Promise<{ report: ImportReport; problems: RowProblem[] }> {
  const { output } = await call(house, importingFor(kind).read, asked, contextOf(steward));
  return { report: output.runs[0]!, problems: output.problems };
}

/** Takes a file in, without doing anything with it yet; the same file again leads to where it is. Gives the import. */
export async function receiveFile(
  house: House,
  steward: Steward,
  kind: RecordKind,
  files: readonly UploadedFile[],
): Promise<string> {
  const [file] = files;
  if (!file?.kept || file.kept.size_bytes === 0) {
    if (file?.kept) await largeFilesOf(house).remove(file.kept.id);
    throw new Refusal('input.invalid', 422, { fields: [{ field: 'file', code: 'register.file_missing' }] });
  }
  const { id: fileId, ...kept } = file.kept;
  const run = newId();
  const { output } = await call(
    house,
    importingFor(kind).import,
    { run, step: 'receive', file: { fileId, fileName: file.filename || 'file', ...kept } },
    { ...contextOf(steward), idempotencyKey: run },
  );
  return output.run;
}

/** Takes an import a step further. The same form sent twice does it once. */
export async function takeImportStep(
  house: House,
  steward: Steward,
  kind: RecordKind,
  asked: { run: string; step: Exclude<ImportStep, 'receive'>; wishes?: ImportWishes; idempotencyKey: string },
): Promise<void> {
  const { idempotencyKey, ...input } = asked;
  await call(house, importingFor(kind).import, input, { ...contextOf(steward), idempotencyKey });
}
