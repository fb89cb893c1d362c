import { type Static, Type } from 'typebox';
import { today } from '../../../../kernel/clock.ts';
import { addJob } from '../../../../kernel/jobs.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { House } from '../../../../kernel/system.ts';
import { type CallContext, type Provided, type ServiceContract, provide, service } from '../../../exchange/index.ts';
import { agency } from '../../../organisations/index.ts';
import type { RecordKind } from '../../kind/index.ts';
import { serviceName } from '../../kind/service-name.ts';
import { unitsToday } from '../../disclosure/territory.ts';
import { exportJob } from './job.ts';
import { EXPORT_FORMATS } from './limits.ts';
import { removeExport } from './parts.ts';
import { type PartRead, isAsker, numberOf, readForExport } from './reading.ts';
import { recordsInAll } from './rows.ts';
import { EXPORT_MOVES, type ExportMove, type ExportRights, type MayExport, OWNERS_GRANT, mayExport } from './rules.ts';
import { type ExportRun, type ExportWishes, exportById, exportsOf, moveExport, saveExport } from './run-store.ts';

const closed = { additionalProperties: false };
const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
const civilDate = Type.String({ format: 'date' });
const RunId = Type.String({ format: 'uuid' });

const Wishes = Type.Object(
  {
    /** All that the caller may take when not said. */
    fields: Type.Optional(Type.Array(words(60), { minItems: 1, maxItems: 200 })),
    on: Type.Optional(civilDate),
    knownAt: Type.Optional(Type.String({ format: 'date-time' })),
    withHistory: Type.Optional(Type.Boolean()),
    territory: Type.Optional(Type.String({ pattern: '^(\\d{2}|\\d{5})$' })),
    titles: Type.Optional(Type.Enum(['vi', 'en'])),
    reason: words(2_000),
    source: Type.Object({ kind: words(60), number: words(100), issuedOn: Type.Optional(civilDate) }, closed),
  },
  closed,
);

const ExportInput = Type.Object(
  {
    run: RunId,
    step: Type.Enum(['ask', ...(Object.keys(EXPORT_MOVES) as ExportMove[])]),
    format: Type.Optional(Type.Enum([...EXPORT_FORMATS])),
    wishes: Type.Optional(Wishes),
    /** Why it is refused. */
    reason: Type.Optional(words(2_000)),
    /** Whoever calls does the work: no job is made. */
    here: Type.Optional(Type.Boolean()),
  },
  closed,
);
/** What is done with an export: it is asked for, or moved by people. */
export type ExportAsked = Static<typeof ExportInput>;
const ExportOutput = Type.Object({ run: RunId }, closed);
const ReadInput = Type.Object({ run: Type.Optional(RunId) }, closed);

/** An export as those see it who may: with what can be done to it next. */
export interface ExportReport extends Omit<ExportRun, 'fileId' | 'askedBy' | 'decidedBy'> {
  askedBy: { agencyName: string; title: { vi: string; en: string } };
  isOwn: boolean;
  isDecided: boolean;
  steps: ExportMove[];
}

/** What may be asked for. */
export interface Exportable {
  fields: string[];
  pastToo: boolean;
  /** The only territory of which records may be taken; undefined when of all. */
  territory?: string;
}

const ReadOutput = Type.Unsafe<{ runs: ExportReport[]; may: Exportable }>(
  Type.Object({ runs: Type.Array(Type.Object({})), may: Type.Object({}) }),
);
const RowsInput = Type.Object(
  { run: RunId, after: Type.Optional(Type.Array(words(100), { minItems: 1, maxItems: 5 })) },
  closed,
);
const RowsOutput = Type.Unsafe<PartRead>(
  Type.Object({ records: Type.Integer(), rows: Type.Integer(), fileId: Type.Unknown(), lastKey: Type.Unknown() }),
);
const FetchInput = Type.Object({ run: RunId }, closed);
const FetchOutput = Type.Object({ fileId: RunId, format: Type.Enum([...EXPORT_FORMATS]), size_bytes: Type.Integer() });

/** The services by which records of a kind are taken out into files. */
export interface Exporting {
  kind: RecordKind;
  rights: ExportRights;
  export: ServiceContract<typeof ExportInput, typeof ExportOutput>;
  read: ServiceContract<typeof ReadInput, typeof ReadOutput>;
  readRows: ServiceContract<typeof RowsInput, typeof RowsOutput>;
  fetch: ServiceContract<typeof FetchInput, typeof FetchOutput>;
  provided: Provided[];
}

const exportings = new Map<string, Exporting>();

/** How records of a kind are taken out, or undefined when they are not. */
export function exportingOf(system: string, kind: string): Exporting | undefined {
  return exportings.get(`${system}.${kind}`);
}

/**
 * Makes the services by which records of a kind leave in files: `system.exportKind` (asked for, approved, refused,
 * cancelled), `system.readKindExports`, `system.readKindRows` (a part of the records, read in bulk: in the log with everybody
 * whom it is about, and counted and watched as reading is), `system.fetchKindExport` (the file, for who asked).
 */
export function exportInBulk(kind: RecordKind, rights: ExportRights): Exporting {
  const common = {
    owner: kind.system,
    fields: Object.keys(kind.fields),
    grants: [
      OWNERS_GRANT,
      ...(rights.grants ?? []).map(({ caller, purposes, needs }) => ({
        caller,
        purposes,
        ...(needs ? { needs } : {}),
      })),
    ],
    subjects: () => [],
  };
  const contract = service({
    ...common,
    name: serviceName(kind, 'export'),
    title: { vi: `Xuất ra tệp: ${kind.title.vi}`, en: `Export into a file: ${kind.title.en}` },
    kind: 'write',
    input: ExportInput,
    output: ExportOutput,
  });
  const read = service({
    ...common,
    name: serviceName(kind, 'read', 'Exports'),
    title: { vi: `Theo dõi việc xuất: ${kind.title.vi}`, en: `Exports: ${kind.title.en}` },
    kind: 'read',
    input: ReadInput,
    output: ReadOutput,
  });
  const readRows = service({
    ...common,
    name: serviceName(kind, 'read', 'Rows'),
    title: { vi: `Đọc hàng loạt để xuất: ${kind.title.vi}`, en: `Read in bulk for an export: ${kind.title.en}` },
    kind: 'read',
    input: RowsInput,
    output: RowsOutput,
  });
  const fetch = service({
    ...common,
    name: serviceName(kind, 'fetch', 'Export'),
    title: { vi: `Tải tệp đã xuất: ${kind.title.vi}`, en: `Download of an export: ${kind.title.en}` },
    kind: 'read',
    input: FetchInput,
    output: FetchOutput,
  });
  const exporting: Exporting = {
    kind,
    rights,
    export: contract,
    read,
    readRows,
    fetch,
    provided: [
      provide(contract, (house, input, context) => takeStep(house, exporting, input, context)),
      provide(read, (house, input, context) => readExports(house, exporting, input, context)),
      provide(readRows, (house, input, context) => readForExport(house, kind, input, context)),
      provide(fetch, (house, input, context) => fetchExport(house, exporting, input, context)),
    ],
  };
  exportings.set(`${kind.system}.${kind.name}`, exporting);
  return exporting;
}

async function takeStep(
  house: House,
  { kind, rights }: Exporting,
  input: Static<typeof ExportInput>,
  context: CallContext,
): Promise<{ run: string }> {
  const may = mayExport(kind, rights, context);
  const db = house.db.as(kind.system);
  const { run: id, step, here } = input;
  const askedBy = { caller: context.caller, agency: context.agency, actor: context.actor, purpose: context.purpose };
  if (step === 'ask') {
    const { format, wishes } = input;
    if (!format || !wishes) throw new Refusal('register.export_step_impossible', 409);
    const wished = wishesOf(kind, may, wishes, await ownTerritory(house, may, context));
    const all = await recordsInAll(db, kind);
    await db.transaction(async (tx) => {
      const run = { id, kind: kind.name, format, wishes: wished, askedBy, receipt: context.receipt ?? null };
      await saveExport(tx, { ...run, recordsInAll: all });
      if (!here) await addJob(tx, exportJob(kind, id));
    });
    return { run: id };
  }
  const run = await exportById(db, kind.name, id);
  if (!run || run.askedBy.agency.code !== context.agency.code) throw new Refusal('register.export_unknown', 404);
  const { from, to } = EXPORT_MOVES[step];
  const isOwn = isAsker(run, context);
  if (step === 'cancel' && !isOwn) throw new Refusal('register.export_not_yours', 403);
  if (step !== 'cancel' && isOwn) throw new Refusal('register.four_eyes', 403);
  if (run.state === to) return { run: id };
  if (step === 'refuse' && !input.reason)
    throw new Refusal('input.invalid', 422, { fields: [{ field: 'reason', code: 'field.required' }] });
  await db.transaction(async (tx) => {
    const decided =
      step === 'cancel' ? {} : { decided: { by: askedBy, ...(input.reason ? { reason: input.reason } : {}) } };
    if (!(await moveExport(tx, id, { from, to, ...decided })))
      throw new Refusal('register.export_step_impossible', 409);
    if (step === 'approve' && !here) await addJob(tx, exportJob(kind, id));
  });
  if (step !== 'approve') await removeExport(house, kind, run);
  return { run: id };
}

/** Where the caller is at home, when it may take records of there only. Refuses `register.outside_territory` to who is at home nowhere. */
async function ownTerritory(house: House, may: MayExport, context: CallContext): Promise<string | undefined> {
  if (!may.ofOwnTerritory) return undefined;
  const caller = await agency(house, context.agency.code);
  if (!caller?.territoryCode) throw new Refusal('register.outside_territory', 403);
  return caller.territoryCode;
}

function wishesOf(
  kind: RecordKind,
  may: MayExport,
  wished: Static<typeof Wishes>,
  own: string | undefined,
): ExportWishes {
  const { on = today(), withHistory = false, territory = own, fields: named, knownAt, titles, reason, source } = wished;
  const beyond = named?.filter((name) => !may.fields.includes(name)) ?? [];
  if (beyond.length > 0)
    throw new Refusal('register.field_not_granted', 403, { values: { fields: beyond.join(', ') } });
  const isOfPast = withHistory || knownAt !== undefined || on !== today();
  if (isOfPast && !may.pastToo) throw new Refusal('register.past_not_granted', 403);
  if (own !== undefined && territory !== own) throw new Refusal('register.outside_territory', 403);
  if (knownAt !== undefined && new Date(knownAt) > new Date()) refuseField('knownAt', 'register.known_in_future');
  if (territory !== undefined && !kind.territory) refuseField('territory', 'register.kind_without_territory');
  if (territory !== undefined && unitsToday(territory).length === 0) refuseField('territory', 'register.place_unknown');
  return {
    fields: may.fields.filter((name) => named?.includes(name) ?? true),
    on,
    withHistory,
    ...(knownAt === undefined ? {} : { knownAt }),
    ...(territory === undefined ? {} : { territory }),
    ...(titles === undefined ? {} : { titles }),
    reason,
    source,
  };
}

function refuseField(field: string, code: string): never {
  throw new Refusal('input.invalid', 422, { fields: [{ field, code }] });
}

async function readExports(
  house: House,
  { kind, rights }: Exporting,
  { run: id }: Static<typeof ReadInput>,
  context: CallContext,
): Promise<{ runs: ExportReport[]; may: Exportable }> {
  const granted = mayExport(kind, rights, context);
  const territory = await ownTerritory(house, granted, context);
  const may = { fields: [...granted.fields], pastToo: granted.pastToo, ...(territory ? { territory } : {}) };
  const db = house.db.as(kind.system);
  const agencyCode = context.agency.code;
  if (id === undefined) {
    const runs = await exportsOf(db, { kind: kind.name, agencyCode });
    return { runs: runs.map((run) => reportOf(run, context)), may };
  }
  const run = await exportById(db, kind.name, id);
  if (!run || run.askedBy.agency.code !== agencyCode) throw new Refusal('register.export_unknown', 404);
  return { runs: [reportOf(run, context)], may };
}

function reportOf(run: ExportRun, context: CallContext): ExportReport {
  const { fileId: _, askedBy, decidedBy, ...said } = run;
  const isOwn = isAsker(run, context);
  const { actor, agency: by } = askedBy;
  const title = actor.kind === 'official' ? actor.title : { vi: numberOf(actor), en: numberOf(actor) };
  const steps = (Object.keys(EXPORT_MOVES) as ExportMove[]).filter(
    (step) => (EXPORT_MOVES[step].from as readonly string[]).includes(run.state) && (step === 'cancel') === isOwn,
  );
  return { ...said, askedBy: { agencyName: by.name, title }, isOwn, isDecided: decidedBy !== null, steps };
}

async function fetchExport(
  house: House,
  { kind, rights }: Exporting,
  { run: id }: Static<typeof FetchInput>,
  context: CallContext,
): Promise<{ fileId: string; format: ExportRun['format']; size_bytes: number }> {
  mayExport(kind, rights, context);
  const run = await exportById(house.db.as(kind.system), kind.name, id);
  if (!run || run.askedBy.agency.code !== context.agency.code) throw new Refusal('register.export_unknown', 404);
  if (!isAsker(run, context)) throw new Refusal('register.export_not_yours', 403);
  if (run.state === 'expired') throw new Refusal('register.export_gone', 410);
  if (run.state !== 'ready' || run.fileId === null || run.size_bytes === null)
    throw new Refusal('register.export_step_impossible', 409);
  context.note?.({ fields: run.wishes.fields });
  return { fileId: run.fileId, format: run.format, size_bytes: run.size_bytes };
}
