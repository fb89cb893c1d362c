import { type Static, type TSchema, Type } from 'typebox';
import { today } from '../../../kernel/clock.ts';
import { parse } from '../../../kernel/input.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import {
  type CallContext,
  type Noted,
  type Provided,
  type ServiceContract,
  provide,
  service,
} from '../../exchange/index.ts';
import type { ExportRights } from '../bulk/export/rules.ts';
import { exportInBulk } from '../bulk/export/services.ts';
import { importByStewards } from '../bulk/services.ts';
import type { AlsoWritten } from '../bulk/statements.ts';
import { registerOf } from '../definition.ts';
import { STEWARDS_ACTS } from './rules.ts';
import { type RecordKind, isKeyOf, saidSchema } from '../kind/index.ts';
import { serviceName } from '../kind/service-name.ts';
import { examineRecord } from '../quality/findings.ts';
import { findByName } from '../search/find.ts';
import { type LineageStep, lineageOf } from '../merge/index.ts';
import { cancel, changeFrom, correct, endOn, groundsOf } from '../time/acts.ts';
import { actOfReceipt, asOf, timeline } from '../time/reading.ts';
import { type Sight, sightOf, sightsOf } from '../sealing/seals.ts';

const closed = { additionalProperties: false };
const civilDate = Type.String({ format: 'date' });
const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
const Key = Type.Array(words(100), { minItems: 1, maxItems: 5 });

const FindInput = Type.Object(
  { words: words(200), page: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })) },
  closed,
);
const ReadInput = Type.Object({ key: Key }, closed);
const ActInput = Type.Object(
  {
    act: Type.Enum([...STEWARDS_ACTS]),
    key: Key,
    /** From which day the change or the end holds; or a day of the version that is corrected or cancelled. */
    on: civilDate,
    values: Type.Record(Type.String(), Type.Unknown()),
    /** The act of the version that the steward saw. */
    seen: Type.Integer({ minimum: 1 }),
    reason: words(2_000),
    source: Type.Object(
      { kind: words(60), number: words(100), issuedOn: Type.Optional(civilDate), issuer: Type.Optional(words(300)) },
      closed,
    ),
  },
  closed,
);

type Row = Record<string, unknown>;

/** A record in a list of those that were found. */
export interface FoundRecord {
  key: string[];
  values: Row;
  distance: number;
  /** Whether it was asked for by its key. */
  isByKey: boolean;
}

/** Every version of a record, with what each rests on. */
export type RecordTimeline = Awaited<ReturnType<typeof timeline<Row, string>>>;

const FindOutput = Type.Unsafe<{ found: FoundRecord[]; hasMore: boolean }>(
  Type.Object({
    found: Type.Array(Type.Object({ key: Key, values: Type.Object({}), distance: Type.Integer() })),
    hasMore: Type.Boolean(),
  }),
);
const ReadOutput = Type.Unsafe<{ versions: RecordTimeline; lineage: LineageStep[] }>(
  Type.Object({ versions: Type.Array(Type.Object({})), lineage: Type.Array(Type.Object({})) }),
);
const ActOutput = Type.Object({ position: Type.Integer() });

/** The services by which stewards keep a kind of record: found, read with all its history, put right. */
export interface Keeping {
  kind: RecordKind;
  find: ServiceContract<typeof FindInput, typeof FindOutput>;
  read: ServiceContract<typeof ReadInput, typeof ReadOutput>;
  act: ServiceContract<typeof ActInput, typeof ActOutput>;
  provided: Provided[];
}

const SHOWN = 20;
const keepings = new Map<string, Keeping>();

/** The keeping of a kind, or undefined when it is not kept by stewards. */
export function keepingOf(system: string, kind: string): Keeping | undefined {
  return keepings.get(`${system}.${kind}`);
}

/** All kinds that stewards keep. */
export function allKeepings(): Keeping[] {
  return [...keepings.values()];
}

/**
 * Makes the services of a kind for the stewards of its register: `system.findKind`, `system.readKindHistory`,
 * `system.actOnKind`. Only the desk of the registers may call them, for the purpose of keeping the register; whom a record is
 * about sees in the data log that a steward found, read or changed it. With them come the services for files; `also` names
 * what an import writes besides for each new record, `exports` who may take records out besides the owner's stewards.
 */
export function keepByStewards<Values, KeyField extends keyof Values & string>(
  given: RecordKind<Values, KeyField>,
  { also = [], exports = {} }: { also?: readonly AlsoWritten[]; exports?: ExportRights } = {},
): Keeping {
  const kind = given as unknown as RecordKind;
  const importing = importByStewards(kind, also);
  const exporting = exportInBulk(kind, exports);
  const { system } = kind;
  const register = registerOf(system);
  if (!register) throw new Error(`${system} is no register`);
  const common = {
    owner: system,
    fields: Object.keys(kind.fields),
    grants: [{ caller: 'registry', purposes: ['register-keeping'] as const }],
  };
  const peopleOf = (values: Row) => kind.people.map((field) => values[field] as string | null);
  const keyed = ({ key }: { key: string[] }) => Object.fromEntries(kind.key.map((field, i) => [field, key[i]]));

  const find = service({
    ...common,
    name: serviceName(kind, 'find'),
    title: { vi: `Tra cứu: ${kind.title.vi}`, en: `Look-up: ${kind.title.en}` },
    kind: 'read',
    input: FindInput,
    output: FindOutput,
    subjects: (_, output) => output?.found.flatMap(({ values }) => peopleOf(values)) ?? [],
  });
  const read = service({
    ...common,
    name: serviceName(kind, 'read', 'History'),
    title: { vi: `Đọc lịch sử: ${kind.title.vi}`, en: `History: ${kind.title.en}` },
    kind: 'read',
    input: ReadInput,
    output: ReadOutput,
    subjects: (input, output) => [
      ...peopleOf(keyed(input)),
      ...(output?.versions.flatMap(({ values }) => peopleOf(values)) ?? []),
    ],
  });
  const act = service({
    ...common,
    name: serviceName(kind, 'actOn'),
    title: { vi: `Cập nhật: ${kind.title.vi}`, en: `Change of: ${kind.title.en}` },
    kind: 'write',
    input: ActInput,
    output: ActOutput,
    subjects: (input) => peopleOf({ ...input.values, ...keyed(input) }),
  });

  const db = (house: House) => house.db.as(system);
  const sealedFields = Object.keys(kind.fields).filter((name) => kind.fields[name]!.disclosure === 'sealed');
  const isSealedField = (name: string) => sealedFields.includes(name);
  /** What a steward sees: nothing of the class sealed, and what seals leave. */
  const withoutSealed = <Seen extends { values: Row }>(seen: Seen): Seen =>
    sealedFields.length === 0
      ? seen
      : { ...seen, values: { ...seen.values, ...Object.fromEntries(sealedFields.map((name) => [name, null])) } };
  /** Who found a record by a name that is sealed would know it. */
  const foundBy = (sight: Sight, found: FoundRecord): FoundRecord | undefined => {
    if (!found.isByKey && kind.names.some((name) => sight.hides(name))) return undefined;
    const values = sight.see(found.values);
    return values && withoutSealed({ ...found, values });
  };
  const noteOf = (read: readonly { values: Row }[], sights: readonly Sight[]): Noted => {
    const untold = read.flatMap(
      ({ values }, i) => sights[i]!.noteOf(peopleOf(values).filter((one) => one !== null)).untold ?? [],
    );
    return untold.length > 0 ? { untold } : {};
  };
  const keeping: Keeping = {
    kind,
    find,
    read,
    act,
    provided: [
      provide(find, async (house, input, context) => {
        const { found, hasMore } = await findRecords(house, kind, input);
        const keys = found.map(({ key }) => key);
        const sights = await sightsOf(db(house), kind, keys, context);
        context.note?.(noteOf(found, sights));
        return { found: found.flatMap((one, i) => foundBy(sights[i]!, one) ?? []), hasMore };
      }),
      provide(read, async (house, input, context) => {
        assertKey(kind, input.key);
        const key = keyed(input);
        const [sight, versions, lineage] = await Promise.all([
          sightOf(db(house), kind, input.key, context),
          timeline<Row, string>(db(house), kind, key),
          lineageOf<Row, string>(db(house), kind, key),
        ]);
        context.note?.(
          noteOf(
            versions,
            versions.map(() => sight),
          ),
        );
        return {
          versions: versions.flatMap((version) => {
            const seen = sight.seeVersion(version);
            return seen ? [withoutSealed(seen)] : [];
          }),
          lineage: sight.isVeiled ? [] : lineage,
        };
      }),
      provide(act, async (house, input, context) => {
        assertKey(kind, input.key);
        const sight = await sightOf(db(house), kind, input.key, context);
        if (sight.isNothing) throw new Refusal('register.record_unknown', 404);
        // What a steward does not see is not the steward's to change.
        const hidden = Object.keys(input.values).find((name) => sight.hides(name) || isSealedField(name));
        if (hidden) throw new Refusal('register.value_refused', 422, { values: { check: hidden } });
        const position = await doAct(house, kind, input, context);
        // What the act mended leaves the repair list at once.
        await examineRecord(db(house), kind, input.key);
        return { position };
      }),
      ...importing.provided,
      ...exporting.provided,
    ],
  };
  keepings.set(`${system}.${kind.name}`, keeping);
  return keeping;
}

const keyText = (kind: RecordKind, values: Row): string[] => kind.key.map((field) => String(values[field]));

/** By the key when the words are one, else by name. */
async function findRecords(
  house: House,
  kind: RecordKind,
  { words: asked, page = 1 }: Static<typeof FindInput>,
): Promise<{ found: FoundRecord[]; hasMore: boolean }> {
  const db = house.db.as(kind.system);
  const [only, ...others] = kind.key;
  const compact = asked.replace(/\s+/g, '');
  const pattern = only && others.length === 0 ? kind.fields[only]!.pattern : undefined;
  if (pattern && new RegExp(`^(?:${pattern})$`).test(compact)) {
    const version = await asOf<Row, string>(db, kind, { key: { [only!]: compact }, date: today() });
    const last = version ?? (await timeline<Row, string>(db, kind, { [only!]: compact })).at(-1);
    return { found: last ? [{ key: [compact], values: last.values, distance: 0, isByKey: true }] : [], hasMore: false };
  }
  const rows = await findByName<Row, string>(db, kind, {
    name: asked,
    on: today(),
    limit: SHOWN + 1,
    offset: (page - 1) * SHOWN,
  });
  return {
    found: rows
      .slice(0, SHOWN)
      .map(({ values, distance }) => ({ key: keyText(kind, values), values, distance, isByKey: false })),
    hasMore: rows.length > SHOWN,
  };
}

function assertKey(kind: RecordKind, key: string[]): void {
  if (!isKeyOf(kind, key)) throw new Refusal('register.record_unknown', 404);
}

async function doAct(
  house: House,
  kind: RecordKind,
  input: Static<typeof ActInput>,
  context: CallContext,
): Promise<number> {
  const key = Object.fromEntries(kind.key.map((field, i) => [field, input.key[i]]));
  const grounds = groundsOf(context, { reason: input.reason, source: input.source });
  const { on, seen } = input;
  const values = parse(saidSchemaOf(kind), input.values) as Row;
  const db = house.db.as(kind.system);
  const done = context.isAgain ? await actOfReceipt(db, grounds.receipt!) : undefined;
  if (done) return done;
  if ((input.act === 'change' || input.act === 'correct') && Object.keys(values).length === 0)
    throw new Refusal('register.nothing_changed', 422);
  switch (input.act) {
    case 'change':
      return changeFrom<Row, string>(db, kind, { key, from: on, values, seen }, grounds);
    case 'correct':
      return correct<Row, string>(db, kind, { key, on, values, seen }, grounds);
    case 'end':
      return endOn<Row, string>(db, kind, { key, from: on, seen }, grounds);
    case 'cancel':
      return cancel<Row, string>(db, kind, { key, on, seen }, grounds);
  }
}

const schemas = new WeakMap<RecordKind, TSchema>();
function saidSchemaOf(kind: RecordKind): TSchema {
  let schema = schemas.get(kind);
  if (!schema) schemas.set(kind, (schema = saidSchema(kind)));
  return schema;
}
