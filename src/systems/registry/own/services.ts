import { Type } from 'typebox';
import { Check } from 'typebox/value';
import { today } from '../../../kernel/clock.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import {
  type CallContext,
  type Provided,
  type ServiceContract,
  provide,
  publishedServices,
  service,
} from '../../exchange/index.ts';
import { allRegisters, oncePerRegister, registerOf } from '../definition.ts';
import { type RecordKind, kindOf, kindsOf, valueSchema } from '../kind/index.ts';
import { confirm } from '../quality/confirming.ts';
import { assertOwner, serviceNameOf } from '../quality/services.ts';
import { sightsOf } from '../sealing/seals.ts';
import { groundsOf } from '../time/acts.ts';
import {
  type Challenge,
  answerChallenge,
  challengesOf,
  fileChallenge,
  findChallenge,
  listChallenges,
  withdrawChallenge,
} from './challenges.ts';
import { type OwnRecord, isConfirmedToday, ownRecords } from './records.ts';
import { fieldsChallengeable, fieldsConfirmable, fieldsShown } from './rules.ts';

const closed = { additionalProperties: false };
const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
const number = Type.String({ pattern: '^\\d{12}$' });
const id = Type.String({ format: 'uuid' });
const kindName = Type.String({ pattern: '^[a-z][a-z0-9_]{0,50}$' });
const Key = Type.Array(words(100), { minItems: 1, maxItems: 5 });
const Done = Type.Object({}, closed);

const ReadInput = Type.Object({ number }, closed);
const ReadOutput = Type.Unsafe<{ kinds: { kind: string; records: OwnRecord[] }[]; challenges: Challenge[] }>(
  Type.Object({ kinds: Type.Array(Type.Object({})), challenges: Type.Array(Type.Object({})) }),
);
const ConfirmInput = Type.Object({ number, kind: kindName, key: Key }, closed);
const ChallengeInput = Type.Object(
  {
    number,
    kind: kindName,
    key: Key,
    field: words(60),
    /** What is right, as the person says it; of a date or one of a few, its value. */
    claimed: words(500),
    reason: words(2_000),
    document: Type.Optional(words(200)),
  },
  closed,
);
const ChallengeOutput = Type.Object({ id, dueOn: Type.String({ format: 'date' }) });
const WithdrawInput = Type.Object({ number, id }, closed);
const ListInput = Type.Object(
  {
    id: Type.Optional(id),
    answered: Type.Optional(Type.Boolean()),
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  },
  closed,
);
const ListOutput = Type.Unsafe<{ challenges: Challenge[]; hasMore: boolean }>(
  Type.Object({ challenges: Type.Array(Type.Object({})), hasMore: Type.Boolean() }),
);
const AnswerInput = Type.Object(
  {
    id,
    decision: Type.Enum(['corrected', 'refused']),
    reason: words(2_000),
    /** The act by which the record was put right; the newest one since the challenge when not said. */
    act: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  closed,
);

const PAGE = 25;

/** What a person and the owner of a register say to each other about the person's own records. */
export interface OwnServices {
  system: string;
  read: ServiceContract<typeof ReadInput, typeof ReadOutput>;
  confirm: ServiceContract<typeof ConfirmInput, typeof Done>;
  challenge: ServiceContract<typeof ChallengeInput, typeof ChallengeOutput>;
  withdraw: ServiceContract<typeof WithdrawInput, typeof Done>;
  list: ServiceContract<typeof ListInput, typeof ListOutput>;
  answer: ServiceContract<typeof AnswerInput, typeof Done>;
  provided: Provided[];
}

/** The services of a register for people's own records; undefined when it shows people nothing. */
export const ownServicesOf = oncePerRegister<OwnServices | undefined>(makeServices);

/** Those of all registers that this house answers for. */
export function ownServicesIn(house: House): OwnServices[] {
  const published = new Set(publishedServices(house).map(({ name }) => name));
  return allRegisters().flatMap(({ system }) => {
    const services = ownServicesOf(system);
    return services && published.has(services.read.name) ? [services] : [];
  });
}

function makeServices(system: string): OwnServices | undefined {
  const register = registerOf(system);
  const shown = kindsOf(system).filter(({ shownToPeople }) => shownToPeople);
  if (!register || shown.length === 0) return undefined;
  const fields = [...new Set(shown.flatMap(fieldsShown))];
  const named = (verb: string) => serviceNameOf(system, verb);
  const own = {
    owner: system,
    fields,
    grants: [{ caller: 'portal', purposes: ['own-data'] as const, needs: 'own' as const }],
    subjects: (input: { number: string }) => [input.number],
  };
  const keeping = {
    owner: system,
    fields,
    grants: [{ caller: 'registry', purposes: ['register-keeping'] as const }],
  };
  const read = service({
    ...own,
    name: named('readOwnRecords'),
    title: { vi: 'Xem thông tin của chính mình', en: 'Reading one’s own records' },
    kind: 'read',
    input: ReadInput,
    output: ReadOutput,
  });
  const confirmFacts = service({
    ...own,
    name: named('confirmOwnFacts'),
    title: { vi: 'Xác nhận thông tin của mình vẫn đúng', en: 'Saying that one’s own facts are still right' },
    kind: 'write',
    input: ConfirmInput,
    output: Done,
  });
  const challenge = service({
    ...own,
    name: named('challengeOwnFact'),
    title: { vi: 'Phản ánh thông tin của mình bị sai', en: 'Saying that a fact about oneself is wrong' },
    kind: 'write',
    input: ChallengeInput,
    output: ChallengeOutput,
  });
  const withdraw = service({
    ...own,
    name: named('withdrawOwnChallenge'),
    title: { vi: 'Rút phản ánh sai sót', en: 'Taking a challenge back' },
    kind: 'write',
    input: WithdrawInput,
    output: Done,
  });
  const list = service({
    ...keeping,
    name: named('readChallenges'),
    title: { vi: 'Đọc phản ánh sai sót của người dân', en: 'Reading people’s challenges' },
    kind: 'read',
    input: ListInput,
    output: ListOutput,
    subjects: (_, output) => output?.challenges.map(({ personNumber }) => personNumber) ?? [],
  });
  const answer = service({
    ...keeping,
    name: named('answerChallenge'),
    title: { vi: 'Trả lời phản ánh sai sót', en: 'Answering a challenge' },
    kind: 'write',
    input: AnswerInput,
    output: Done,
    subjects: () => [],
  });
  const db = (house: House) => house.db.as(system);
  return {
    system,
    read,
    confirm: confirmFacts,
    challenge,
    withdraw,
    list,
    answer,
    provided: [
      provide(read, async (house, input, context) => {
        const found = await Promise.all(
          shown.map(async (kind) => ({ kind: kind.name, records: await seenRecords(house, kind, input, context) })),
        );
        const kinds = found.filter(({ records }) => records.length > 0);
        context.note?.({
          fields: [...new Set(kinds.flatMap(({ kind }) => fieldsShown(kindOf(system, kind)!)))],
          subjects: kinds.flatMap(({ kind, records }) => othersIn(kindOf(system, kind)!, records)),
        });
        return { kinds, challenges: await challengesOf(db(house), input.number) };
      }),
      provide(confirmFacts, async (house, input, context) => {
        const kind = shownKind(system, input.kind);
        const record = await ownRecord(house, kind, input, context);
        const open = new Set(
          (await challengesOf(db(house), input.number))
            .filter(
              ({ state, kind: of, key }) => state === 'open' && of === kind.name && key.join() === record.key.join(),
            )
            .map(({ field }) => field),
        );
        const fields = fieldsConfirmable(kind).filter((field) => !open.has(field));
        if (fields.length === 0) throw new Refusal('register.field_not_open', 422);
        context.note?.({ fields });
        if (await isConfirmedToday(db(house), kind, { key: record.key, fields, source: 'person' })) return {};
        const grounds = groundsOf(context, {
          reason: 'Người dân xác nhận thông tin vẫn đúng',
          source: { kind: 'declaration', number: context.receipt! },
        });
        await confirm(
          db(house),
          kind,
          { records: [{ key: record.key, on: today() }], fields, source: 'person' },
          grounds,
        );
        return {};
      }),
      provide(challenge, async (house, input, context) => {
        const kind = shownKind(system, input.kind);
        const record = await ownRecord(house, kind, input, context);
        if (!fieldsChallengeable(kind).includes(input.field)) throw new Refusal('register.field_not_open', 422);
        const held = record.values[input.field];
        const claimed = checkedClaim(kind, input.field, input.claimed, held);
        context.note?.({ fields: [input.field] });
        return fileChallenge(db(house), kind, {
          requestKey: context.idempotencyKey!,
          receipt: context.receipt!,
          key: record.key,
          field: input.field,
          personNumber: input.number,
          held: held === null || held === undefined ? null : String(held),
          claimed,
          reason: input.reason,
          document: input.document ?? null,
        });
      }),
      provide(withdraw, async (house, input) => {
        await withdrawChallenge(db(house), { id: input.id, personNumber: input.number });
        return {};
      }),
      provide(list, async (house, input, context) => {
        assertOwner(system, context);
        if (input.id !== undefined) {
          const one = await findChallenge(db(house), input.id);
          return { challenges: one ? [one] : [], hasMore: false };
        }
        const asked = { isOpen: input.answered !== true, limit: PAGE + 1, offset: ((input.page ?? 1) - 1) * PAGE };
        const found = await listChallenges(db(house), asked);
        return { challenges: found.slice(0, PAGE), hasMore: found.length > PAGE };
      }),
      provide(answer, async (house, input, context) => {
        assertOwner(system, context);
        const about = await findChallenge(db(house), input.id);
        if (about) context.note?.({ fields: [about.field], subjects: [about.personNumber] });
        const { by } = groundsOf(context, { reason: input.reason, source: { kind: 'challenge', number: input.id } });
        await answerChallenge(db(house), (name) => kindOf(system, name), { ...input, by, receipt: context.receipt! });
        return {};
      }),
    ],
  };
}

function shownKind(system: string, name: string): RecordKind {
  const kind = kindOf(system, name);
  if (!kind?.shownToPeople) throw new Refusal('register.record_unknown', 404);
  return kind;
}

/** The person's own record of that key. Refuses `register.record_unknown` for one that is not theirs, as for one that is not there. */
async function ownRecord(
  house: House,
  kind: RecordKind,
  asked: { number: string; key: string[] },
  context: CallContext,
): Promise<OwnRecord> {
  const [record] = await seenRecords(house, kind, asked, context);
  if (!record) throw new Refusal('register.record_unknown', 404);
  return record;
}

/** A person's own records, without what is sealed for them too: who the parents of birth were, until the person is of age. */
async function seenRecords(
  house: House,
  kind: RecordKind,
  asked: { number: string; key?: string[] },
  context: CallContext,
): Promise<OwnRecord[]> {
  const db = house.db.as(kind.system);
  const records = await ownRecords(db, kind, asked);
  const keys = records.map(({ key }) => key);
  const sights = await sightsOf(db, kind, keys, context);
  return records.flatMap((record, i) => {
    const seen = sights[i]!.seeVersion({ ...record, replacedAt: null });
    // Since when facts are known would tell of dates that are sealed.
    return seen ? [{ ...seen, ageing: sights[i]!.isVeiled ? [] : seen.ageing }] : [];
  });
}

/** Others whom a person's own records name: they see that they were shown. */
function othersIn(kind: RecordKind, records: readonly OwnRecord[]): string[] {
  return records.flatMap(({ values }) => kind.people.map((field) => values[field]).filter(isText));
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** What a person says is right, in the form of the field where that is a matter of form. Refuses beside `claimed`. */
function checkedClaim(kind: RecordKind, name: string, typed: string, held: unknown): string {
  const field = kind.fields[name]!;
  const claimed = typed.normalize('NFC').trim();
  const problem = (code: 'field.required' | 'field.format' | 'claim.same') =>
    new Refusal('input.invalid', 422, { fields: [{ field: 'claimed', code }] });
  if (claimed === '') throw problem('field.required');
  const isForm = field.column !== 'text' || field.choices !== undefined;
  const value = field.column === 'integer' || field.column === 'bigint' ? Number(claimed) : claimed;
  if (isForm && field.column !== 'boolean' && !Check(valueSchema({ ...field, optional: false }), value))
    throw problem('field.format');
  if (claimed === String(held ?? '')) throw problem('claim.same');
  return claimed;
}
