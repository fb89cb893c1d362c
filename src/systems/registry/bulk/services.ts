import { type Static, Type } from 'typebox';
import { addJob } from '../../../kernel/jobs.ts';
import { largeFilesOf } from '../../../kernel/large-files.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, type Provided, type ServiceContract, provide, service } from '../../exchange/index.ts';
import { registerOf } from '../definition.ts';
import { type RecordKind, kindsOf } from '../kind/index.ts';
import { serviceName } from '../kind/service-name.ts';
import { groundsOf } from '../time/acts.ts';
import { targetsOf } from './columns.ts';
import { bytesOf, workOn } from './import.ts';
import type { RowProblem } from './problem.ts';
import { type ImportFormat, formatOf, openRows } from './reading/file.ts';
import {
  type Batch,
  type ImportRun,
  type ImportState,
  type ImportWishes,
  TAKINGS,
  batchesOf,
  forgetStage,
  moveRun,
  problemsOf,
  runById,
  runOfFile,
  runsOf,
  saveRun,
} from './run-store.ts';
export type { ImportWishes } from './run-store.ts';
import type { AlsoWritten } from './statements.ts';
import { DATE_STYLES, EMPTY_CELLS } from './values.ts';

const closed = { additionalProperties: false };
const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
const RunId = Type.String({ format: 'uuid' });

const Wishes = Type.Object(
  {
    columns: Type.Record(words(60), Type.Integer({ minimum: 0, maximum: 199 })),
    dates: Type.Enum([...DATE_STYLES]),
    taking: Type.Enum([...TAKINGS]),
    emptyActs: Type.Optional(Type.Enum([...EMPTY_CELLS])),
    validFrom: Type.Optional(Type.String({ format: 'date' })),
    withoutDryRun: Type.Optional(Type.Boolean()),
    reason: words(2_000),
    source: Type.Object(
      { kind: words(60), number: words(100), issuedOn: Type.Optional(Type.String({ format: 'date' })) },
      closed,
    ),
  },
  closed,
);

/** What is done with a file, in this order; `stop` and `cancel` at any time before it is done. */
export const IMPORT_STEPS = ['receive', 'check', 'import', 'stop', 'cancel'] as const;
export type ImportStep = (typeof IMPORT_STEPS)[number];

const ImportInput = Type.Object(
  {
    run: RunId,
    step: Type.Enum([...IMPORT_STEPS]),
    file: Type.Optional(
      Type.Object(
        {
          fileId: RunId,
          fileName: words(200),
          sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
          size_bytes: Type.Integer({ minimum: 0 }),
        },
        closed,
      ),
    ),
    wishes: Type.Optional(Wishes),
    /** Whoever calls does the work, as the command line does: no job is made. */
    here: Type.Optional(Type.Boolean()),
  },
  closed,
);
const ImportOutput = Type.Object({ run: RunId });

const ReadInput = Type.Object(
  { run: Type.Optional(RunId), problems: Type.Optional(Type.Integer({ minimum: 0, maximum: 100_000 })) },
  closed,
);

/** What a stage of an import has come to. */
export interface StageSum {
  rows: number;
  good: number;
  present: number;
  refused: number;
  read_bytes: number;
  /** How often each rule was broken, the most frequent first. */
  problems: { field: string; rule: string; severity: RowProblem['severity']; count: number }[];
}

/** An import with what it has come to. */
export interface ImportReport extends Omit<ImportRun, 'fileId' | 'receipt'> {
  check: StageSum;
  import: StageSum;
  /** What can be done with it next. */
  steps: ImportStep[];
}

const ReadOutput = Type.Unsafe<{ runs: ImportReport[]; problems: RowProblem[] }>(
  Type.Object({ runs: Type.Array(Type.Object({})), problems: Type.Array(Type.Object({})) }),
);

/** The services by which stewards fill a kind of record from files. */
export interface Importing {
  kind: RecordKind;
  also: readonly AlsoWritten[];
  import: ServiceContract<typeof ImportInput, typeof ImportOutput>;
  read: ServiceContract<typeof ReadInput, typeof ReadOutput>;
  provided: Provided[];
}

const importings = new Map<string, Importing>();

/** How a kind is filled from files, or undefined when it is not. */
export function importingOf(system: string, kind: string): Importing | undefined {
  return importings.get(`${system}.${kind}`);
}

/**
 * Makes the services by which the stewards of a register fill a kind from files: `system.importKind` and
 * `system.readKindImports`. `also` names what else is written for each new record.
 */
export function importByStewards(kind: RecordKind, also: readonly AlsoWritten[]): Importing {
  const common = {
    owner: kind.system,
    fields: Object.keys(kind.fields),
    grants: [{ caller: 'registry', purposes: ['register-keeping'] as const }],
    // A file tells of so many at once that it stands in the log as one call; each record names its act, and that the file.
    subjects: () => [],
  };
  const contract = service({
    ...common,
    name: serviceName(kind, 'import'),
    title: { vi: `Nhập từ tệp: ${kind.title.vi}`, en: `Import from a file: ${kind.title.en}` },
    kind: 'write',
    input: ImportInput,
    output: ImportOutput,
  });
  const read = service({
    ...common,
    name: serviceName(kind, 'read', 'Imports'),
    title: { vi: `Theo dõi việc nhập: ${kind.title.vi}`, en: `Imports: ${kind.title.en}` },
    kind: 'read',
    input: ReadInput,
    output: ReadOutput,
  });
  const importing: Importing = {
    kind,
    also,
    import: contract,
    read,
    provided: [
      provide(contract, (house, input, context) => takeStep(house, importing, input, context)),
      provide(read, (house, input, context) => readImports(house, kind, input, context)),
    ],
  };
  importings.set(`${kind.system}.${kind.name}`, importing);
  return importing;
}

function assertOwner(kind: RecordKind, { agency }: CallContext): void {
  if (registerOf(kind.system)?.owner.code !== agency.code) throw new Refusal('register.not_your_register', 403);
}

const MOVES: Record<Exclude<ImportStep, 'receive'>, { from: readonly ImportState[]; to: ImportState }> = {
  check: { from: ['uploaded', 'checked', 'stopped'], to: 'checking' },
  import: { from: ['uploaded', 'checked', 'stopped'], to: 'importing' },
  stop: { from: ['checking', 'importing'], to: 'stopped' },
  cancel: { from: ['uploaded', 'checking', 'checked', 'importing', 'stopped'], to: 'cancelled' },
};

/** Which steps are possible, besides writing without a dry run: that is wished for with the first step. */
const stepsFrom = (state: ImportState): ImportStep[] =>
  IMPORT_STEPS.filter(
    (step) => step !== 'receive' && MOVES[step].from.includes(state) && !(step === 'import' && state === 'uploaded'),
  );

async function takeStep(
  house: House,
  { kind }: Importing,
  input: Static<typeof ImportInput>,
  context: CallContext,
): Promise<{ run: string }> {
  assertOwner(kind, context);
  const { step, wishes } = input;
  if (step === 'receive') return { run: await receive(house, kind, input, context) };
  const db = house.db.as(kind.system);
  const run = await runById(db, kind.name, input.run);
  if (!run) throw new Refusal('register.import_unknown', 404);
  const { from, to } = MOVES[step];
  if (run.state === to) return { run: run.id };
  const isFirst = step === 'check' || (step === 'import' && run.state === 'uploaded');
  const given = isFirst ? wishes : undefined;
  if (isFirst) assertWishes(kind, given ?? run.wishes);
  // A file that stopped in its check was never seen whole: it is not written, unless that was wished for.
  if (step === 'import' && !(given ?? run.wishes)?.withoutDryRun) {
    const checked = await batchesOf(db, run.id, 'check');
    if (!isWhole(checked)) throw new Refusal('register.import_step_impossible', 409);
  }
  await db.transaction(async (tx) => {
    const moved = await moveRun(tx, run.id, { from, to, ...(given ? { wishes: given } : {}) });
    if (!moved) throw new Refusal('register.import_step_impossible', 409);
    if (step === 'check') await forgetStage(tx, run.id, 'check');
    if (!input.here && (step === 'check' || step === 'import')) await addJob(tx, jobFor(kind, run.id));
  });
  if (step === 'cancel') await largeFilesOf(house).remove(run.fileId);
  return { run: run.id };
}

/** The check ends with a note about the file as a whole. */
const isWhole = (batches: readonly Batch[]): boolean => batches.some(({ batch }) => batch < 0);

async function receive(
  house: House,
  kind: RecordKind,
  { run: id, file }: Static<typeof ImportInput>,
  context: CallContext,
): Promise<string> {
  if (!file || file.size_bytes === 0) throw new Refusal('register.file_empty', 422);
  if (Object.values(kind.fields).some(({ disclosure, optional }) => disclosure === 'sealed' && !optional)) {
    await largeFilesOf(house).remove(file.fileId);
    throw new Refusal('register.import_sealed_fields', 422);
  }
  const db = house.db.as(kind.system);
  const known = await runOfFile(db, {
    kind: kind.name,
    sha256: file.sha256,
    states: ['uploaded', 'checking', 'checked', 'importing', 'stopped'],
  });
  if (known && known.id !== id) {
    // The same file again, while the first is still on its way: that one goes on.
    await largeFilesOf(house).remove(file.fileId);
    return known.id;
  }
  const { format, header } = await beginningOf(house, file).catch(async (error: unknown) => {
    await largeFilesOf(house).remove(file.fileId);
    throw error;
  });
  const { by, receipt } = groundsOf(context, { reason: 'import', source: { kind: 'file', number: file.fileName } });
  await saveRun(db, { id, kind: kind.name, ...file, format, header, by, receipt: receipt ?? null });
  return id;
}

async function beginningOf(
  house: House,
  { fileId, size_bytes }: { fileId: string; size_bytes: number },
): Promise<{ format: ImportFormat; header: string[] }> {
  const bytes = bytesOf(house, fileId);
  const format = await formatOf(bytes);
  const { header } = await openRows(format, bytes, size_bytes);
  return { format, header };
}

function assertWishes(kind: RecordKind, wishes: ImportWishes | null | undefined): asserts wishes is ImportWishes {
  if (!wishes) throw new Refusal('register.import_step_impossible', 409);
  const targets = targetsOf(kind);
  const names = new Set(targets.map(({ name }) => name));
  // What a new record needs is not needed of rows that only change some of it; each row is looked at by itself.
  const isNeededOfAll = (name: string) =>
    wishes.columns.act === undefined || name === 'validFrom' || kind.key.includes(name);
  const fields = [
    ...Object.keys(wishes.columns)
      .filter((name) => !names.has(name))
      .map((field) => ({ field, code: 'field.unknown' })),
    ...targets
      .filter(
        ({ name, isNeeded }) =>
          isNeeded &&
          isNeededOfAll(name) &&
          wishes.columns[name] === undefined &&
          !(name === 'validFrom' && wishes.validFrom),
      )
      .map(({ name }) => ({ field: `column_${name}`, code: 'register.column_needed' })),
  ];
  if (fields.length > 0) throw new Refusal('input.invalid', 422, { fields });
}

async function readImports(
  house: House,
  kind: RecordKind,
  { run: id, problems = 0 }: Static<typeof ReadInput>,
  context: CallContext,
): Promise<{ runs: ImportReport[]; problems: RowProblem[] }> {
  assertOwner(kind, context);
  const db = house.db.as(kind.system);
  if (id === undefined) {
    const runs = await runsOf(db, kind.name);
    return { runs: runs.map((run) => reportOf(run, [], [])), problems: [] };
  }
  const run = await runById(db, kind.name, id);
  if (!run) throw new Refusal('register.import_unknown', 404);
  const [check, done] = await Promise.all([batchesOf(db, id, 'check'), batchesOf(db, id, 'import')]);
  const stage = done.length > 0 ? 'import' : 'check';
  return {
    runs: [reportOf(run, check, done)],
    problems: problems > 0 ? await problemsOf(db, id, stage, problems) : [],
  };
}

function reportOf(run: ImportRun, check: readonly Batch[], done: readonly Batch[]): ImportReport {
  const { fileId: _, receipt: __, ...said } = run;
  return { ...said, check: sumOf(check), import: sumOf(done), steps: stepsFrom(run.state) };
}

function sumOf(batches: readonly Batch[]): StageSum {
  const counts = new Map<string, number>();
  const sum: StageSum = { rows: 0, good: 0, present: 0, refused: 0, read_bytes: 0, problems: [] };
  for (const batch of batches) {
    for (const name of ['rows', 'good', 'present', 'refused'] as const) sum[name] += batch[name];
    sum.read_bytes = Math.max(sum.read_bytes, batch.read_bytes);
    for (const [name, count] of Object.entries(batch.problems)) counts.set(name, (counts.get(name) ?? 0) + count);
  }
  sum.problems = [...counts]
    .map(([name, count]) => {
      const [field = '', rule = '', severity = ''] = name.split(' ');
      return { field, rule, severity: severity as RowProblem['severity'], count };
    })
    .toSorted((a, b) => b.count - a.count);
  return sum;
}

/** The work on a file, as a job: one file of a register after the other. */
export const WORK_ON_IMPORT = 'registry.work_on_import';

const jobFor = (kind: RecordKind, run: string) => ({
  task: WORK_ON_IMPORT,
  payload: { system: kind.system, kind: kind.name, run },
  queue: `import into ${kind.system}`,
});

/** Goes on with an import where it is, until it is done, stopped, or the process is to end: then another job goes on. */
export async function workOnImport(
  house: House,
  { system, kind: name, run: id }: { system: string; kind: string; run: string },
  stopping?: AbortSignal,
): Promise<void> {
  const kind = kindsOf(system).find((each) => each.name === name);
  const importing = importingOf(system, name);
  if (!kind || !importing) return;
  await goOn(house, importing, id, stopping ? { stopping } : {});
  if (stopping?.aborted) await addJob(house.db.as(system), jobFor(kind, id));
}

/** Does what there is to do with an import in this process. */
export async function goOn(
  house: House,
  { kind, also }: Importing,
  id: string,
  how: Pick<Parameters<typeof workOn>[2], 'stopping' | 'onProgress'>,
): Promise<void> {
  const run = await runById(house.db.as(kind.system), kind.name, id);
  if (!run) return;
  const stage = run.state === 'checking' ? 'check' : run.state === 'importing' ? 'import' : undefined;
  if (stage) await workOn(house, kind, { run, stage, also, ...how });
}

/** Files are kept so long after they were sent. */
const FILES_KEPT_DAYS = 30;
const DAY_MS = 86_400_000;
export const SWEEP_BULK_FILES = 'registry.sweep_bulk_files';

/** Removes files that nobody goes on with. */
export async function sweepBulkFiles(house: House): Promise<void> {
  await largeFilesOf(house).removeOlderThan(new Date(Date.now() - FILES_KEPT_DAYS * DAY_MS));
}
