import { type Static, type TSchema, Type } from 'typebox';
import type { Queryable } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, type Provided, type ServiceContract, provide, service } from '../../exchange/index.ts';
import { isKeyOf } from '../kind/index.ts';
import { serviceName } from '../kind/service-name.ts';
import type { PairExplanation } from '../linkage/explanation.ts';
import type { Thresholds } from '../linkage/thresholds.ts';
import { sightsOf } from '../sealing/seals.ts';
import { PROPOSAL_DECISIONS } from '../proposing.ts';
import { groundsOf } from '../time/acts.ts';
import { type ComparedRecord, type Linking, openFields, readCompared } from './linking.ts';
import { searchOf } from './model-keeping.ts';
import { namePair } from './naming.ts';
import {
  type MergeProposal,
  type PairHistory,
  type QueuedPair,
  decidePair,
  pairById,
  proposeMerge,
  queuedPairs,
  settleProposal,
} from './review.ts';
import { PAIR_DECISIONS, QUEUE_VIEWS, type QueueView } from './rules.ts';

const closed = { additionalProperties: false };
const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
const id = Type.String({ format: 'uuid' });
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

const QueueInput = Type.Object(
  {
    view: Type.Enum([...QUEUE_VIEWS]),
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
    /** The least probability. */
    least: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  },
  closed,
);
const PairInput = Type.Object({ pair: id }, closed);
const Key = Type.Array(words(100), { minItems: 1, maxItems: 5 });
const NameInput = Type.Object({ one: Key, other: Key, reason }, closed);
const NameOutput = Type.Object({ pair: id, wasThere: Type.Boolean() });
const DecideInput = Type.Object(
  { pair: id, decision: Type.Enum([...PAIR_DECISIONS]), reason: Type.Optional(reason) },
  closed,
);
const ProposeInput = Type.Object(
  {
    pair: id,
    survivor: Type.Enum(['one', 'other']),
    /** The fields whose value is taken from the record that goes. */
    taken: Type.Array(words(60), { maxItems: 100 }),
    bothSay: Type.Enum(['refuse', 'survivor-stands']),
    seen: Type.Object({ one: Type.Integer({ minimum: 1 }), other: Type.Integer({ minimum: 1 }) }, closed),
    reason,
    source,
  },
  closed,
);
/** What a steward says who proposes that two records are one. */
export type MergeAsked = Static<typeof ProposeInput>;

const SettleInput = Type.Object(
  { proposal: id, decision: Type.Enum([...PROPOSAL_DECISIONS]), reason, source: Type.Optional(source) },
  closed,
);

type Values = Record<string, unknown>;

/** One record of a pair, as it stands now. */
export type PairSide = Omit<ComparedRecord, 'row'>;

/** A pair in the list, with what both say now; a side that is no longer there is left out. */
export type QueuedPairShown = QueuedPair & { sides: { one?: Values; other?: Values } };

/** What the queue is weighed by. */
export interface ModelShown {
  trainedAt: Date;
  records: number;
  thresholds: Thresholds;
}

export interface QueueShown {
  pairs: QueuedPairShown[];
  hasMore: boolean;
  counts: Record<QueueView, number>;
  model: ModelShown | null;
}

/** A pair with everything that a steward needs to decide it. */
export interface PairShown {
  pair: QueuedPair & {
    history: PairHistory[];
    proposals: MergeProposal[];
    others: Pick<QueuedPair, 'id' | 'one' | 'other' | 'probability'>[];
  };
  one: PairSide | null;
  other: PairSide | null;
  /** Why the pair weighs what it weighs today; null when a record is gone. */
  explanation: PairExplanation | null;
  model: ModelShown | null;
}

const QueueOutput = Type.Unsafe<QueueShown>(
  Type.Object({ pairs: Type.Array(Type.Object({})), hasMore: Type.Boolean() }),
);
const PairOutput = Type.Unsafe<{ found: PairShown | null }>(
  Type.Object({ found: Type.Union([Type.Object({}), Type.Null()]) }),
);
const Done = Type.Object({ done: Type.Boolean() });

/** The services by which stewards review who is in a register twice. */
export interface DuplicateReview {
  linking: Linking;
  queue: ServiceContract<typeof QueueInput, typeof QueueOutput>;
  read: ServiceContract<typeof PairInput, typeof PairOutput>;
  name: ServiceContract<typeof NameInput, typeof NameOutput>;
  decide: ServiceContract<typeof DecideInput, typeof Done>;
  propose: ServiceContract<typeof ProposeInput, typeof Done>;
  settle: ServiceContract<typeof SettleInput, typeof Done>;
  provided: Provided[];
}

/**
 * Makes the services of the review: `system.findKindDuplicates`, `readKindDuplicate`, `nameKindDuplicate`, `decideKindDuplicate`,
 * `proposeKindMerge`, `settleKindMerge`. Only the desk of the registers may call them, for keeping the register; whom they show sees that in the data log.
 */
export function reviewServices(linking: Linking): DuplicateReview {
  const { kind } = linking;
  const { system } = kind;
  const grants = [{ caller: 'registry', purposes: ['register-keeping'] as const }];
  const base = { owner: system, fields: openFields(kind), grants };
  const peopleOf = (values: Values | undefined | null) =>
    kind.people.map((field) => values?.[field] as string | null | undefined);
  const contract = <Input extends TSchema, Output extends TSchema>(
    name: string,
    rest: Pick<ServiceContract<Input, Output>, 'title' | 'kind' | 'input' | 'output' | 'subjects'>,
  ) => service<Input, Output>({ ...base, name, ...rest });

  const queue = contract(serviceName(kind, 'find', 'Duplicates'), {
    title: { vi: `Xem hàng đợi bản ghi trùng: ${kind.title.vi}`, en: `Queue of possible duplicates: ${kind.title.en}` },
    kind: 'read',
    input: QueueInput,
    output: QueueOutput,
    subjects: (_, output) =>
      output?.pairs.flatMap(({ sides }) => [...peopleOf(sides.one), ...peopleOf(sides.other)]) ?? [],
  });
  const read = contract(serviceName(kind, 'read', 'Duplicate'), {
    title: { vi: `So sánh hai bản ghi: ${kind.title.vi}`, en: `Two records compared: ${kind.title.en}` },
    kind: 'read',
    input: PairInput,
    output: PairOutput,
    subjects: (_, output) => [...peopleOf(output?.found?.one?.values), ...peopleOf(output?.found?.other?.values)],
  });
  const name = contract(serviceName(kind, 'name', 'Duplicate'), {
    title: { vi: `Nêu hai bản ghi có thể trùng: ${kind.title.vi}`, en: `Two records named as one: ${kind.title.en}` },
    kind: 'write',
    input: NameInput,
    output: NameOutput,
    subjects: () => [],
  });
  const decide = contract(serviceName(kind, 'decide', 'Duplicate'), {
    title: {
      vi: `Xác định hai bản ghi có trùng hay không: ${kind.title.vi}`,
      en: `Decision on two records: ${kind.title.en}`,
    },
    kind: 'write',
    input: DecideInput,
    output: Done,
    subjects: () => [],
  });
  const propose = contract(serviceName(kind, 'propose', 'Merge'), {
    title: { vi: `Đề nghị hợp nhất: ${kind.title.vi}`, en: `Proposal to merge: ${kind.title.en}` },
    kind: 'write',
    input: ProposeInput,
    output: Done,
    subjects: () => [],
  });
  const settle = contract(serviceName(kind, 'settle', 'Merge'), {
    title: { vi: `Hợp nhất hoặc hoàn tác hợp nhất: ${kind.title.vi}`, en: `Merge, or its undoing: ${kind.title.en}` },
    kind: 'write',
    input: SettleInput,
    output: Done,
    subjects: () => [],
  });

  const db = (house: House) => house.db.as(system);
  return {
    linking,
    queue,
    read,
    name,
    decide,
    propose,
    settle,
    provided: [
      provide(queue, async (house, input, context) => {
        const shown = await showQueue(house, linking, input);
        const isVeiled = await veiledAmong(house, linking, shown.pairs, context);
        return { ...shown, pairs: shown.pairs.filter((_, i) => !isVeiled[i]) };
      }),
      provide(read, async (house, input, context) => {
        const found = await showPair(house, linking, input.pair);
        const [isVeiled] = found ? await veiledAmong(house, linking, [found.pair], context) : [];
        return { found: isVeiled ? null : found };
      }),
      provide(name, async (house, { one, other, reason: why }, context) => {
        if (!isKeyOf(kind, one) || !isKeyOf(kind, other)) throw new Refusal('register.record_unknown', 404);
        const [isVeiled] = await veiledAmong(house, linking, [{ one, other }], context);
        if (isVeiled) throw new Refusal('register.record_unknown', 404);
        const { by, receipt } = groundsOf(context, { reason: why, source: { kind: 'decision', number: '' } });
        const named = await namePair(db(house), linking, { one, other, reason: why, by, receipt: receipt! });
        context.note?.({ subjects: await peopleIn(db(house), linking, [one, other]) });
        return named;
      }),
      provide(decide, async (house, input, context) => {
        const { by, receipt } = groundsOf(context, {
          reason: input.reason ?? '',
          source: { kind: 'decision', number: '' },
        });
        if (!input.reason && input.decision !== 'claim' && input.decision !== 'release')
          throw new Refusal('input.invalid', 422, { fields: [{ field: 'reason', code: 'field.required' }] });
        const told = { by, receipt: receipt!, steward: numberOf(context), reason: input.reason ?? '' };
        const keys = await decidePair(db(house), linking, { pair: input.pair, decision: input.decision, ...told });
        context.note?.({ subjects: await peopleIn(db(house), linking, keys) });
        return { done: true };
      }),
      provide(propose, async (house, input, context) => {
        const { reason: why, source: basis, ...asked } = input;
        const grounds = groundsOf(context, { reason: why, source: basis });
        const keys = await proposeMerge(db(house), linking, { ...asked, grounds, steward: numberOf(context) });
        context.note?.({ subjects: await peopleIn(db(house), linking, keys) });
        return { done: true };
      }),
      provide(settle, async (house, input, context) => {
        const { reason: why, source: basis = { kind: 'decision', number: input.proposal }, ...asked } = input;
        const grounds = groundsOf(context, { reason: why, source: basis });
        const keys = await settleProposal(db(house), linking, { ...asked, grounds, steward: numberOf(context) });
        context.note?.({ subjects: await peopleIn(db(house), linking, keys) });
        return { done: true };
      }),
    ],
  };
}

/** Whom two records are about, also when one of them is gone: its key is known. */
async function peopleIn(db: Queryable, linking: Linking, keys: readonly string[][]): Promise<string[]> {
  const { kind } = linking;
  const records = await readCompared(db, linking, { keys });
  const named = records.flatMap(({ values }) => kind.people.map((field) => values[field]));
  const byKey = keys.flatMap((key) => kind.key.flatMap((field, i) => (kind.people.includes(field) ? [key[i]] : [])));
  return [...new Set([...named, ...byKey])].filter((number) => typeof number === 'string');
}

/** The number of the steward who acts: two must be two people. */
function numberOf({ actor }: CallContext): string {
  if (actor.kind !== 'official') throw new Refusal('exchange.no_right', 403);
  return actor.number;
}

const sideOf = ({ key, values, act, validFrom, validUntil }: ComparedRecord): PairSide => ({
  key,
  values,
  act,
  validFrom,
  validUntil,
});
const textOf = (key: string[]) => key.join('\n');

async function modelOf(house: House, linking: Linking): Promise<ModelShown | null> {
  const ready = await searchOf(house.db.as(linking.kind.system), linking);
  return ready
    ? { trainedAt: ready.trainedAt, records: ready.model.training.records, thresholds: ready.thresholds }
    : null;
}

/** Which pairs have a record of which anything is sealed: its keepers compare those. */
async function veiledAmong(
  house: House,
  linking: Linking,
  pairs: readonly { one: string[]; other: string[] }[],
  context: CallContext,
): Promise<boolean[]> {
  const keys = pairs.flatMap(({ one, other }) => [one, other]);
  const sights = await sightsOf(house.db.as(linking.kind.system), linking.kind, keys, context);
  return pairs.map((_, i) => sights[2 * i]!.isVeiled || sights[2 * i + 1]!.isVeiled);
}

async function showQueue(
  house: House,
  linking: Linking,
  { view, page = 1, least = 0 }: Static<typeof QueueInput>,
): Promise<QueueShown> {
  const db = house.db.as(linking.kind.system);
  const found = await queuedPairs(db, linking.kind.name, { view, page, least });
  const keys = found.pairs.flatMap(({ one, other }) => [one, other]);
  const records = await readCompared(db, linking, { keys });
  const values = new Map(records.map((record) => [textOf(record.key), record.values]));
  const pairs = found.pairs.map((pair) => {
    const [one, other] = [values.get(textOf(pair.one)), values.get(textOf(pair.other))];
    return { ...pair, sides: { ...(one && { one }), ...(other && { other }) } };
  });
  return { ...found, pairs, model: await modelOf(house, linking) };
}

async function showPair(house: House, linking: Linking, pairId: string): Promise<PairShown | null> {
  const db = house.db.as(linking.kind.system);
  const pair = await pairById(db, linking.kind.name, pairId);
  if (!pair) return null;
  const records = await readCompared(db, linking, { keys: [pair.one, pair.other] });
  const of = (key: string[]) => records.find((record) => textOf(record.key) === textOf(key));
  const [one, other] = [of(pair.one), of(pair.other)];
  const ready = await searchOf(db, linking);
  return {
    pair,
    one: one ? sideOf(one) : null,
    other: other ? sideOf(other) : null,
    explanation: ready && one && other ? ready.search.explain(one.row, other.row) : null,
    model: await modelOf(house, linking),
  };
}
