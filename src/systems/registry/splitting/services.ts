import { type Static, type TSchema, Type } from 'typebox';
import { parse } from '../../../kernel/input.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, type Provided, type ServiceContract, provide, service } from '../../exchange/index.ts';
import { openFields } from '../duplicates/linking.ts';
import type { Field } from '../kind/field.ts';
import { type RecordKind, isKeyOf, kindsOf } from '../kind/index.ts';
import { valueSchema } from '../kind/schema.ts';
import { serviceName } from '../kind/service-name.ts';
import { SHARES } from '../merge/divide.ts';
import { type HeldVersion, type Referring, type SideOfSplit, heldVersions, referencesTo } from '../merge/index.ts';
import { PROPOSAL_DECISIONS } from '../proposing.ts';
import { examineRecord } from '../quality/findings.ts';
import { sightsOf } from '../sealing/seals.ts';
import { groundsOf } from '../time/acts.ts';
import {
  type NewKey,
  type SplitProposal,
  isProposedBy,
  listedSplits,
  proposeSplit,
  recordOfSplit,
  settleSplit,
  splitsOf,
} from './proposals.ts';
import { SPLIT_VIEWS } from './rules.ts';

const closed = { additionalProperties: false };
const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
const id = Type.String({ format: 'uuid' });
const day = Type.Union([Type.String({ format: 'date' }), Type.Null()]);
const reason = Type.String({ minLength: 5, maxLength: 2_000 });
const source = Type.Object(
  {
    kind: words(60),
    number: words(100),
    issuedOn: Type.Optional(Type.String({ format: 'date' })),
    issuer: Type.Optional(words(300)),
  },
  closed,
);
const Key = Type.Array(words(100), { minItems: 1, maxItems: 5 });
const Said = Type.Record(Type.String(), Type.Unknown());

/** Versions that a split divides at most. */
export const VERSIONS_MOST = 100;
const ReadInput = Type.Object({ key: Key }, closed);
const FindInput = Type.Object(
  { view: Type.Enum([...SPLIT_VIEWS]), page: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) },
  closed,
);
const Side = Type.Object({ from: day, until: day, values: Said }, closed);
const ProposeInput = Type.Object(
  {
    key: Key,
    since: day,
    shares: Type.Array(
      Type.Object({ act: Type.Integer({ minimum: 1 }), validFrom: day, share: Type.Enum([...SHARES]) }, closed),
      { minItems: 1, maxItems: VERSIONS_MOST },
    ),
    stays: Side,
    goes: Side,
    /** The names of the versions that go with the new record, as reading gave them. */
    moved: Type.Array(words(40), { maxItems: 200 }),
    asked: Said,
    reason,
    source,
  },
  closed,
);
const SettleInput = Type.Object(
  { proposal: id, decision: Type.Enum([...PROPOSAL_DECISIONS]), reason, source: Type.Optional(source) },
  closed,
);

/** What a steward says who proposes a split. */
export type SplitAsked = Static<typeof ProposeInput>;

/** A record that may be mixed up: what it says, what names it, and what was proposed about it. */
export interface SplitShown {
  versions: HeldVersion[];
  references: Referring[];
  proposals: SplitProposal[];
}

const ReadOutput = Type.Unsafe<{ found: SplitShown | null }>(
  Type.Object({ found: Type.Union([Type.Object({}), Type.Null()]) }),
);
const FindOutput = Type.Unsafe<{ splits: SplitProposal[]; hasMore: boolean }>(
  Type.Object({ splits: Type.Array(Type.Object({})), hasMore: Type.Boolean() }),
);
const Done = Type.Object({ done: Type.Boolean() });

/** The services by which stewards split a kind's mixed-up records. */
export interface Splitting {
  kind: RecordKind;
  /** What the register must be told to give the new record its key. */
  asks: Readonly<Record<string, Field>>;
  find: ServiceContract<typeof FindInput, typeof FindOutput>;
  read: ServiceContract<typeof ReadInput, typeof ReadOutput>;
  propose: ServiceContract<typeof ProposeInput, typeof Done>;
  settle: ServiceContract<typeof SettleInput, typeof Done>;
  provided: Provided[];
}

const splittings = new Map<string, Splitting>();

/** The splitting of a kind; undefined when its register does not split records. */
export function splittingOf({ system, name }: Pick<RecordKind, 'system' | 'name'>): Splitting | undefined {
  return splittings.get(`${system}.${name}`);
}

/** All kinds whose mixed-up records are split. */
export function allSplittings(): Splitting[] {
  return [...splittings.values()];
}

/**
 * Makes the services of a kind for stewards who split a record into which facts of two were written: `system.findKindSplits`,
 * `readKindSplit`, `proposeKindSplit`, `settleKindSplit`. `newKey` is the register's own way to give a number, told what the new record will say and
 * what it `asks` for; when not said the steward names the key.
 */
export function splitByStewards<Values, KeyField extends keyof Values & string>(
  given: RecordKind<Values, KeyField>,
  own?: { asks: Readonly<Record<string, Field>>; newKey: NewKey },
): Splitting {
  const kind = given as unknown as RecordKind;
  const { system } = kind;
  const asks = own?.asks ?? Object.fromEntries(kind.key.map((field) => [field, kind.fields[field]!]));
  const newKey: NewKey =
    own?.newKey ?? ((_, { asked }) => Promise.resolve(kind.key.map((field) => String(asked[field]))));
  const askedSchema = Type.Object(
    Object.fromEntries(Object.entries(asks).map(([name, field]) => [name, valueSchema(field)])),
    closed,
  );
  const saidSchema = Type.Object(
    Object.fromEntries(
      openFields(kind)
        .filter((field) => !kind.key.includes(field))
        .map((field) => [field, Type.Optional(valueSchema(kind.fields[field]!))]),
    ),
    closed,
  );
  const base = {
    owner: system,
    fields: openFields(kind),
    grants: [{ caller: 'registry', purposes: ['register-keeping'] as const }],
  };
  const contract = <Input extends TSchema, Output extends TSchema>(
    name: string,
    rest: Pick<ServiceContract<Input, Output>, 'title' | 'kind' | 'input' | 'output' | 'subjects'>,
  ) => service<Input, Output>({ ...base, name, ...rest });
  const peopleOfKey = (key: readonly string[]) =>
    kind.key.flatMap((field, i) => (kind.people.includes(field) ? [key[i]!] : []));

  const find = contract(serviceName(kind, 'find', 'Splits'), {
    title: { vi: `Xem các đề nghị tách: ${kind.title.vi}`, en: `Proposed splits: ${kind.title.en}` },
    kind: 'read',
    input: FindInput,
    output: FindOutput,
    subjects: (_, output) => output?.splits.flatMap(({ from, into }) => [from, into ?? []].flatMap(peopleOfKey)) ?? [],
  });
  const read = contract(serviceName(kind, 'read', 'Split'), {
    title: { vi: `Xem bản ghi để tách: ${kind.title.vi}`, en: `A record to be split: ${kind.title.en}` },
    kind: 'read',
    input: ReadInput,
    output: ReadOutput,
    subjects: ({ key }) => peopleOfKey(key),
  });
  const propose = contract(serviceName(kind, 'propose', 'Split'), {
    title: { vi: `Đề nghị tách bản ghi: ${kind.title.vi}`, en: `Proposal to split: ${kind.title.en}` },
    kind: 'write',
    input: ProposeInput,
    output: Done,
    subjects: () => [],
  });
  const settle = contract(serviceName(kind, 'settle', 'Split'), {
    title: { vi: `Tách bản ghi hoặc hoàn tác: ${kind.title.vi}`, en: `Split, or its undoing: ${kind.title.en}` },
    kind: 'write',
    input: SettleInput,
    output: Done,
    subjects: () => [],
  });

  const db = (house: House) => house.db.as(system);
  const splitting: Splitting = {
    kind,
    asks,
    find,
    read,
    propose,
    settle,
    provided: [
      provide(find, async (house, { view, page = 1 }, context) => {
        const { splits, hasMore } = await listedSplits(db(house), kind.name, { view, page });
        const keys = splits.map(({ from }) => from);
        const sights = await sightsOf(db(house), kind, keys, context);
        return { splits: splits.filter((_, i) => !sights[i]!.isVeiled), hasMore };
      }),
      provide(read, async (house, { key }, context) => {
        if (!isKeyOf(kind, key) || (await isVeiled(house, kind, key, context))) return { found: null };
        const [versions, references, proposals] = await Promise.all([
          heldVersions(db(house), kind, key),
          referencesSeen(house, kind, key, context),
          splitsOf(db(house), kind.name, key),
        ]);
        if (versions.length === 0 && proposals.length === 0) return { found: null };
        const open = openFields(kind);
        const seen = versions.map((version) => ({
          ...version,
          values: Object.fromEntries(open.map((field) => [field, version.values[field]])),
        }));
        return { found: { versions: seen, references, proposals } };
      }),
      provide(propose, async (house, input, context) => {
        const { key, since, shares, reason: why, source: basis } = input;
        if (!(await isThere(house, kind, key, context))) throw new Refusal('register.record_unknown', 404);
        context.note?.({ subjects: peopleOfKey(key) });
        const grounds = groundsOf(context, { reason: why, source: basis });
        if (await isProposedBy(db(house), grounds.receipt!)) return { done: true };
        const [stays, goes] = (['stays', 'goes'] as const).map((which): SideOfSplit => {
          const { from, until, values } = input[which];
          return { from, until, values: parseAt(which, saidSchema, values) };
        });
        const asked = parseAt('asked', askedSchema, input.asked);
        const seen = await referencesSeen(house, kind, key, context);
        const moved = input.moved.map((name) => seen.find((one) => one.id === name));
        if (moved.includes(undefined)) throw new Refusal('register.changed_meanwhile', 409);
        await proposeSplit(db(house), kind, {
          from: key,
          plan: { since, shares, stays: stays!, goes: goes! },
          moved: moved.map((one) => placeOf(one!)),
          asked,
          newKey,
          grounds,
        });
        return { done: true };
      }),
      provide(settle, async (house, input, context) => {
        const { proposal, decision, reason: why, source: basis = { kind: 'decision', number: proposal } } = input;
        const { actor } = context;
        if (actor.kind !== 'official') throw new Refusal('exchange.no_right', 403);
        const record = await recordOfSplit(db(house), kind.name, proposal);
        if (await isVeiled(house, kind, record, context)) throw new Refusal('register.split_unknown', 404);
        const grounds = groundsOf(context, { reason: why, source: basis });
        const asked = { proposal, decision, steward: actor.number, newKey, grounds };
        const keys = await settleSplit(db(house), kind, asked);
        for (const key of keys) await examineRecord(db(house), kind, key);
        context.note?.({ subjects: keys.flatMap(peopleOfKey) });
        return { done: true };
      }),
    ],
  };
  splittings.set(`${system}.${kind.name}`, splitting);
  return splitting;
}

/** Parses a part of an input by the register's own schema; what is wrong is told with the name of the part. */
function parseAt(part: string, schema: TSchema, value: unknown): Record<string, unknown> {
  try {
    return parse(schema, value) as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const fields = error.fields.map((problem) => ({ ...problem, field: `${part}.${problem.field}` }));
    throw new Refusal(error.code, error.status, { fields });
  }
}

const placeOf = ({ kind, fields, key, validDuring, act }: Referring) => ({ kind, fields, key, validDuring, act });

/** Whether there is such a record for who asks: one of which anything is sealed is as if there were none, and is refused before all else. */
async function isThere(house: House, kind: RecordKind, key: string[], context: CallContext): Promise<boolean> {
  if (!isKeyOf(kind, key) || (await isVeiled(house, kind, key, context))) return false;
  return (await heldVersions(house.db.as(kind.system), kind, key)).length > 0;
}

/** Whether anything of the record is sealed, of its past too: its keepers split it. */
async function isVeiled(house: House, kind: RecordKind, key: string[], context: CallContext): Promise<boolean> {
  const db = house.db.as(kind.system);
  const [sight] = await sightsOf(db, kind, [key], context);
  if (sight!.isVeiled) return true;
  const versions = await heldVersions(db, kind, key);
  return versions.some((version) => sight!.see(version.values, { ...version, replacedAt: null }) !== version.values);
}

/** What names a record, without what is sealed: that stays with the record. */
async function referencesSeen(
  house: House,
  kind: RecordKind,
  key: string[],
  context: CallContext,
): Promise<Referring[]> {
  const db = house.db.as(kind.system);
  const all = await referencesTo(db, kind, key);
  const seen: Referring[] = [];
  for (const [name, found] of Object.entries(Object.groupBy(all, (one) => one.kind))) {
    const other = kindsOf(kind.system).find((each) => each.name === name)!;
    const keys = found!.map((one) => one.key);
    const sights = await sightsOf(db, other, keys, context);
    seen.push(
      ...found!.filter(
        (one, i) => !sights[i]!.isVeiled && sights[i]!.see(one.values, { ...one, replacedAt: null }) === one.values,
      ),
    );
  }
  return seen;
}
