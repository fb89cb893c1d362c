import { type Static, Type } from 'typebox';
import { now, today } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { parse } from '../../../kernel/input.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import {
  type CallContext,
  PURPOSES,
  type Provided,
  type ServiceContract,
  provide,
  service,
} from '../../exchange/index.ts';
import { oncePerRegister, registerOf } from '../definition.ts';
import { type RecordKind, kindOf, kindsOf, valueSchema } from '../kind/index.ts';
import { assertOwner, serviceNameOf } from '../quality/services.ts';
import { groundsOf } from '../time/acts.ts';
import { timeline } from '../time/reading.ts';
import {
  type ListedSeal,
  approveOpening,
  findOpening,
  liftSeal,
  listSeals,
  saveOpening,
  saveSeal,
} from './decisions.ts';

/** The post that seals, lifts and opens; data stewards do not. */
export const SEAL_KEEPER = 'seal-keeper';

const OPEN_FOR_HOURS = 24;

const closed = { additionalProperties: false };
const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
const civilDate = Type.String({ format: 'date' });
const id = Type.String({ format: 'uuid' });
const Key = Type.Array(words(100), { minItems: 1, maxItems: 5 });
const kindName = Type.String({ pattern: '^[a-z][a-z0-9_]{0,50}$' });
const why = {
  reason: words(2_000),
  source: Type.Object(
    { kind: words(60), number: words(100), issuedOn: Type.Optional(civilDate), issuer: Type.Optional(words(300)) },
    closed,
  ),
};

const SealInput = Type.Object(
  {
    kind: kindName,
    key: Key,
    /** Which fields; the whole record when not said. */
    fields: Type.Optional(Type.Array(words(60), { minItems: 1, maxItems: 60 })),
    /** Only what was true before this day. */
    before: Type.Optional(civilDate),
    from: Type.Optional(civilDate),
    until: Type.Optional(civilDate),
    openTo: Type.Array(
      Type.Object(
        {
          agencyCode: words(35),
          purposes: Type.Array(Type.Enum(Object.keys(PURPOSES)), { minItems: 1, maxItems: 20 }),
        },
        closed,
      ),
      { maxItems: 20 },
    ),
    /** The person to whom it opens on a day. */
    opensTo: Type.Optional(Type.Object({ number: Type.String({ pattern: '^\\d{12}$' }), on: civilDate }, closed)),
    /** What is told instead, by field. A field that cannot be unknown needs one. */
    cover: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    ...why,
  },
  closed,
);
const Sealed = Type.Object({ id }, closed);
const LiftInput = Type.Object({ id, ...why }, closed);
const ListInput = Type.Object({ id: Type.Optional(id) }, closed);
const ListOutput = Type.Unsafe<{ seals: ListedSeal[] }>(Type.Object({ seals: Type.Array(Type.Object({})) }));
const OpeningInput = Type.Object({ sealId: id, ...why }, closed);
const OpeningId = Type.Object({ openingId: id }, closed);
const Done = Type.Object({}, closed);

/** What a keeper sees of an opened record: every version. */
export interface OpenedRecord {
  kind: string;
  key: string[];
  versions: {
    values: Record<string, unknown>;
    validFrom: string | null;
    validUntil: string | null;
    isHeldNow: boolean;
  }[];
}
const ReadOutput = Type.Unsafe<OpenedRecord>(
  Type.Object({ kind: kindName, key: Key, versions: Type.Array(Type.Object({})) }),
);

/** How seals of a register are decided, lifted and opened. */
export interface SealServices {
  system: string;
  seal: ServiceContract<typeof SealInput, typeof Sealed>;
  lift: ServiceContract<typeof LiftInput, typeof Done>;
  list: ServiceContract<typeof ListInput, typeof ListOutput>;
  askOpening: ServiceContract<typeof OpeningInput, typeof OpeningId>;
  approveOpening: ServiceContract<typeof OpeningId, typeof Done>;
  readSealed: ServiceContract<typeof OpeningId, typeof ReadOutput>;
  provided: Provided[];
}

/** The services about the seals of a register; undefined when it has no kinds of record. */
export const sealServicesOf = oncePerRegister<SealServices | undefined>(makeServices);

/**
 * Only keepers of seals of the owner agency get through (`register.not_seal_keeper`), for the purpose `sealed-data`. Nobody
 * whom a record is about sees these calls in the data log: they would tell that there is something sealed.
 */
function makeServices(system: string): SealServices | undefined {
  const kinds = kindsOf(system);
  if (!registerOf(system) || kinds.length === 0) return undefined;
  const common = {
    owner: system,
    fields: [...new Set(kinds.flatMap((kind) => Object.keys(kind.fields)))],
    grants: [{ caller: 'registry', purposes: ['sealed-data'] as const }],
    subjects: () => [],
  };
  const named = (verb: string) => serviceNameOf(system, verb);
  const seal = service({
    ...common,
    name: named('sealRecord'),
    title: { vi: 'Niêm phong bản ghi', en: 'Sealing of a record' },
    kind: 'write',
    input: SealInput,
    output: Sealed,
  });
  const lift = service({
    ...common,
    name: named('liftSeal'),
    title: { vi: 'Bỏ niêm phong', en: 'Lifting of a seal' },
    kind: 'write',
    input: LiftInput,
    output: Done,
  });
  const list = service({
    ...common,
    name: named('listSeals'),
    title: { vi: 'Danh sách niêm phong', en: 'List of seals' },
    kind: 'read',
    input: ListInput,
    output: ListOutput,
  });
  const askOpening = service({
    ...common,
    name: named('askSealOpening'),
    title: { vi: 'Đề nghị mở niêm phong', en: 'Asking to open a seal' },
    kind: 'write',
    input: OpeningInput,
    output: OpeningId,
  });
  const approve = service({
    ...common,
    name: named('approveSealOpening'),
    title: { vi: 'Chấp thuận mở niêm phong', en: 'Approving that a seal is opened' },
    kind: 'write',
    input: OpeningId,
    output: Done,
  });
  const readSealed = service({
    ...common,
    name: named('readSealedRecord'),
    title: { vi: 'Đọc bản ghi niêm phong', en: 'Reading a sealed record' },
    kind: 'read',
    input: OpeningId,
    output: ReadOutput,
  });
  const side = (house: House) => house.db.as(system);
  return {
    system,
    seal,
    lift,
    list,
    askOpening,
    approveOpening: approve,
    readSealed,
    provided: [
      provide(seal, (house, input, context) => decideSeal(house, system, input, context)),
      provide(lift, async (house, { id: sealId, ...given }, context) => {
        keeperOf(system, context);
        const [found] = await listSeals(side(house), { viewer: '', id: sealId });
        if (!found) throw new Refusal('register.seal_unknown', 404);
        await liftSeal(side(house), sealId, groundsOf(context, given));
        return {};
      }),
      provide(list, async (house, input, context) => ({
        seals: await listSeals(side(house), { viewer: keeperOf(system, context), ...input }),
      })),
      provide(askOpening, async (house, { sealId, ...given }, context) => {
        const askedBy = keeperOf(system, context);
        const openingId = await saveOpening(side(house), {
          ...given,
          id: newId(),
          requestKey: context.idempotencyKey!,
          sealId,
          askedBy,
        });
        if (!openingId) throw new Refusal('register.seal_unknown', 404);
        return { openingId };
      }),
      provide(approve, async (house, { openingId }, context) => {
        const approvedBy = keeperOf(system, context);
        const opening = await findOpening(side(house), openingId);
        if (!opening || opening.isLifted) throw new Refusal('register.seal_unknown', 404);
        if (opening.askedBy === approvedBy) throw new Refusal('register.four_eyes', 403);
        await approveOpening(side(house), { id: openingId, approvedBy, hours: OPEN_FOR_HOURS });
        return {};
      }),
      provide(readSealed, (house, { openingId }, context) => openSealed(house, system, openingId, context)),
    ],
  };
}

/** The number of the keeper of seals who acts. */
function keeperOf(system: string, context: CallContext): string {
  assertOwner(system, context);
  const { actor } = context;
  if (actor.kind !== 'official' || actor.role !== SEAL_KEEPER) throw new Refusal('register.not_seal_keeper', 403);
  return actor.number;
}

async function decideSeal(
  house: House,
  system: string,
  input: Static<typeof SealInput>,
  context: CallContext,
): Promise<{ id: string }> {
  keeperOf(system, context);
  const kind = kindsOf(system).find(({ name }) => name === input.kind);
  if (!kind) throw new Refusal('register.record_unknown', 404);
  const { fields = null, cover = {}, before = null, from = today(), until = null } = input;
  if (until !== null && until <= from) throw new Refusal('register.seal_ends_before', 422);
  assertCover(kind, fields, cover);
  const db = house.db.as(system);
  const versions = await timeline(db, kind, keyOf(kind, input.key));
  if (versions.length === 0) throw new Refusal('register.record_unknown', 404);
  context.note?.({ subjects: peopleOf(kind, versions), untold: peopleOf(kind, versions) });
  const sealId = await saveSeal(
    db,
    {
      id: newId(),
      requestKey: context.idempotencyKey!,
      kind: kind.name,
      key: input.key,
      fields,
      before,
      fromOn: from,
      untilOn: until,
      openTo: input.openTo,
      opensTo: input.opensTo ?? null,
      cover,
    },
    groundsOf(context, { reason: input.reason, source: input.source }),
  );
  return { id: sealId };
}

/** A key is no secret to who asks by it, and a covered value must be one that could be true. */
function assertCover(
  kind: RecordKind,
  fields: readonly string[] | null,
  cover: Readonly<Record<string, unknown>>,
): void {
  const refuse = (field: string, code: string) =>
    new Refusal('input.invalid', 422, { fields: [{ field: `cover.${field}`, code }] });
  for (const field of fields ?? []) {
    if (!Object.hasOwn(kind.fields, field) || kind.key.includes(field)) throw refuse(field, 'field.unknown');
    if (!kind.fields[field]!.optional && !Object.hasOwn(cover, field)) throw refuse(field, 'register.cover_needed');
  }
  for (const [field, value] of Object.entries(cover)) {
    if (!fields?.includes(field)) throw refuse(field, 'field.unknown');
    parse(valueSchema(kind.fields[field]!), value);
  }
}

async function openSealed(
  house: House,
  system: string,
  openingId: string,
  context: CallContext,
): Promise<OpenedRecord> {
  const keeper = keeperOf(system, context);
  const db = house.db.as(system);
  const opening = await findOpening(db, openingId);
  if (!opening || opening.askedBy !== keeper) throw new Refusal('register.seal_unknown', 404);
  if (!opening.openUntil) throw new Refusal('register.opening_not_approved', 409);
  if (opening.openUntil < now()) throw new Refusal('register.opening_over', 409);
  const kind = kindOf(system, opening.kind)!;
  const versions = await timeline(db, kind, keyOf(kind, opening.key));
  context.note?.({ subjects: peopleOf(kind, versions), untold: peopleOf(kind, versions) });
  return {
    kind: opening.kind,
    key: opening.key,
    versions: versions.map(({ values, validFrom, validUntil, replacedAt }) => ({
      values: values as Record<string, unknown>,
      validFrom,
      validUntil,
      isHeldNow: replacedAt === null,
    })),
  };
}

const keyOf = (kind: RecordKind, key: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(kind.key.map((field, i) => [field, key[i]]));

function peopleOf(kind: RecordKind, versions: readonly { values: Record<string, unknown> }[]): string[] {
  const numbers = versions.flatMap(({ values }) => kind.people.map((field) => values[field] as string | null));
  return [...new Set(numbers.filter((number) => number !== null))];
}
