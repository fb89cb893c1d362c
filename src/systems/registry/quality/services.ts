import { Type } from 'typebox';
import { addJob } from '../../../kernel/jobs.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import {
  type CallContext,
  type Grant,
  type Provided,
  type ServiceContract,
  provide,
  publishedServices,
  service,
} from '../../exchange/index.ts';
import { communesOf } from '../../territories/index.ts';
import { today } from '../../../kernel/clock.ts';
import { allRegisters, oncePerRegister, registerOf } from '../definition.ts';
import { type RecordKind, kindOf, kindsOf } from '../kind/index.ts';
import { type Challenge, openChallengesAbout } from '../own/challenges.ts';
import { sightOf, sightsOf } from '../sealing/seals.ts';
import { groundsOf } from '../time/acts.ts';
import { actOfReceipt } from '../time/reading.ts';
import { type Ageing, MOST_CONFIRMED, ageingOf, confirm } from './confirming.ts';
import { type Finding, findingsOf, lastExamined } from './findings.ts';
import { type Faulty, listFaulty } from './repair.ts';
import { type Score, lastScores, scoreHistory } from './scores.ts';

/** The job that examines and counts a kind. */
export const LOOK_OVER_KIND = 'registry.look_over_kind';

const closed = { additionalProperties: false };
const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
const civilDate = Type.String({ format: 'date' });
const kindName = Type.String({ pattern: '^[a-z][a-z0-9_]{0,50}$' });
const placeCode = Type.String({ pattern: '^(\\d{2}|\\d{5})$' });
const Key = Type.Array(words(100), { minItems: 1, maxItems: 5 });
const Done = Type.Object({}, closed);

const FaultsInput = Type.Object(
  {
    kind: kindName,
    rule: Type.Optional(kindName),
    /** A commune, or a province with all of its communes. */
    territory: Type.Optional(placeCode),
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 40 })),
  },
  closed,
);
const FaultsOutput = Type.Unsafe<{ faulty: Faulty[]; hasMore: boolean }>(
  Type.Object({ faulty: Type.Array(Type.Object({})), hasMore: Type.Boolean() }),
);
const ScoresInput = Type.Object(
  {
    kind: kindName,
    level: Type.Enum(['register', 'province', 'commune', 'agency']),
    /** Of one place or agency; all of the level when not said. */
    code: Type.Optional(Type.String({ maxLength: 40 })),
    /** Its scores of each day since this one come as well. */
    since: Type.Optional(civilDate),
  },
  closed,
);
const ScoresOutput = Type.Unsafe<{ scores: Score[]; history: Score[]; examinedAt: Date | undefined }>(
  Type.Object({ scores: Type.Array(Type.Object({})), history: Type.Array(Type.Object({})) }),
);
const RecordInput = Type.Object({ kind: kindName, key: Key }, closed);
const RecordOutput = Type.Unsafe<{ findings: Finding[]; ageing: Ageing[]; challenges: Challenge[] }>(Type.Object({}));
const ConfirmInput = Type.Object(
  {
    kind: kindName,
    records: Type.Array(Type.Object({ key: Key, on: civilDate }, closed), { minItems: 1, maxItems: MOST_CONFIRMED }),
    fields: Type.Array(words(60), { minItems: 1, maxItems: 50 }),
    reason: words(2_000),
    source: Type.Object({ kind: words(60), number: words(100) }, closed),
  },
  closed,
);
/** How many of the records are there; the others are passed over. */
const ConfirmOutput = Type.Object({ confirmed: Type.Integer() });
const LookInput = Type.Object({ kind: kindName }, closed);

const PAGE = 25;

/** How a register's quality is asked for and looked after. */
export interface QualityServices {
  system: string;
  faults: ServiceContract<typeof FaultsInput, typeof FaultsOutput>;
  scores: ServiceContract<typeof ScoresInput, typeof ScoresOutput>;
  record: ServiceContract<typeof RecordInput, typeof RecordOutput>;
  confirm: ServiceContract<typeof ConfirmInput, typeof ConfirmOutput>;
  lookOver: ServiceContract<typeof LookInput, typeof Done>;
  provided: Provided[];
}

/** The services about the quality of a register; undefined when it has no kinds of record. */
export const qualityServicesOf = oncePerRegister<QualityServices | undefined>(makeServices);

/** Those of all registers that this house answers for. */
export function qualityServicesIn(house: House): QualityServices[] {
  const published = new Set(publishedServices(house).map(({ name }) => name));
  return allRegisters().flatMap(({ system }) => {
    const services = qualityServicesOf(system);
    return services && published.has(services.scores.name) ? [services] : [];
  });
}

/** The name of a register's service: `civilStatus.readQuality`. */
export function serviceNameOf(system: string, verb: string): string {
  return `${system.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}.${verb}`;
}

/** Refuses `register.not_your_register` to officials of another agency than the owner's. */
export function assertOwner(system: string, { agency }: CallContext): void {
  if (registerOf(system)?.owner.code !== agency.code) throw new Refusal('register.not_your_register', 403);
}

function makeServices(system: string): QualityServices | undefined {
  const kinds = kindsOf(system);
  if (!registerOf(system) || kinds.length === 0) return undefined;
  const stewards: Grant = { caller: 'registry', purposes: ['register-keeping'] };
  const named = (verb: string) => serviceNameOf(system, verb);
  const fields = [...new Set(kinds.flatMap((kind) => Object.keys(kind.fields)))];
  const faults = service({
    name: named('listFaults'),
    owner: system,
    title: { vi: 'Danh sách bản ghi cần làm sạch', en: 'Records with something to mend' },
    kind: 'read',
    input: FaultsInput,
    output: FaultsOutput,
    fields,
    grants: [stewards],
    subjects: ({ kind }, output) => output?.faulty.flatMap(({ key }) => peopleIn(kindOf(system, kind), key)) ?? [],
  });
  const scores = service({
    name: named('readQuality'),
    owner: system,
    title: { vi: 'Chất lượng dữ liệu', en: 'Quality of the data' },
    kind: 'read',
    input: ScoresInput,
    output: ScoresOutput,
    // Counts and percentages, about nobody.
    fields: [],
    grants: [stewards, { caller: 'portal', purposes: ['public-information'] }],
    subjects: () => [],
  });
  const record = service({
    name: named('readRecordQuality'),
    owner: system,
    title: { vi: 'Chất lượng của một bản ghi', en: 'Quality of a record' },
    kind: 'read',
    input: RecordInput,
    output: RecordOutput,
    fields,
    grants: [stewards],
    subjects: ({ kind, key }, output) => [
      ...peopleIn(kindOf(system, kind), key),
      ...(output?.challenges.map(({ personNumber }) => personNumber) ?? []),
    ],
  });
  const confirmFacts = service({
    name: named('confirmFacts'),
    owner: system,
    title: { vi: 'Xác nhận thông tin vẫn đúng', en: 'Confirming that facts are still so' },
    kind: 'write',
    input: ConfirmInput,
    output: ConfirmOutput,
    fields,
    grants: [
      stewards,
      ...kinds.flatMap(({ confirmedBy }) => confirmedBy.map(({ caller, purposes }) => ({ caller, purposes }))),
    ],
    subjects: ({ kind, records }) => records.flatMap(({ key }) => peopleIn(kindOf(system, kind), key)),
  });
  const lookOver = service({
    name: named('lookOverStock'),
    owner: system,
    title: { vi: 'Kiểm tra lại toàn bộ dữ liệu', en: 'Examining the whole stock again' },
    kind: 'write',
    input: LookInput,
    output: Done,
    fields: [],
    grants: [stewards],
    subjects: () => [],
  });
  const db = (house: House) => house.db.as(system);
  return {
    system,
    faults,
    scores,
    record,
    confirm: confirmFacts,
    lookOver,
    provided: [
      provide(faults, async (house, input, context) => {
        assertOwner(system, context);
        const { rule, territory, page = 1 } = input;
        const communes =
          territory === undefined
            ? undefined
            : territory.length === 5
              ? [territory]
              : communesOf(territory, today()).map(({ code }) => code);
        const found = await listFaulty(db(house), knownKind(system, input.kind), {
          ...(rule ? { rule } : {}),
          ...(communes ? { communes } : {}),
          limit: PAGE + 1,
          offset: (page - 1) * PAGE,
        });
        const listed = found.slice(0, PAGE);
        const keys = listed.map(({ key }) => key);
        const sights = await sightsOf(db(house), knownKind(system, input.kind), keys, context);
        // What is sealed is not in any list; its keepers mend it.
        return { faulty: listed.filter((_, i) => !sights[i]!.isVeiled), hasMore: found.length > PAGE };
      }),
      provide(scores, async (house, { kind: name, level, code, since }) => {
        const kind = knownKind(system, name);
        const [found, history, examinedAt] = await Promise.all([
          lastScores(db(house), kind, { level, ...(code === undefined ? {} : { code }) }),
          since === undefined ? [] : scoreHistory(db(house), kind, { level, code: code ?? '', since }),
          lastExamined(db(house), kind),
        ]);
        return { scores: found, history, examinedAt };
      }),
      provide(record, async (house, { kind: name, key }, context) => {
        assertOwner(system, context);
        const kind = knownKind(system, name);
        // What is wrong with a record, and since when it is known, tells of what is sealed in it.
        if ((await sightOf(db(house), kind, key, context)).isVeiled)
          return { findings: [], ageing: [], challenges: [] };
        const [findings, ageing, challenges] = await Promise.all([
          findingsOf(db(house), kind, key),
          ageingOf(db(house), kind, key),
          kind.shownToPeople ? openChallengesAbout(db(house), kind, key) : [],
        ]);
        return { findings, ageing, challenges };
      }),
      provide(confirmFacts, async (house, input, context) => {
        const kind = knownKind(system, input.kind);
        assertMayConfirm(kind, input.fields, context);
        context.note?.({ fields: input.fields });
        const isDone = (await actOfReceipt(db(house), context.receipt!)) !== undefined;
        const confirmed = await confirm(
          db(house),
          kind,
          {
            records: input.records,
            fields: input.fields,
            source: context.caller === 'registry' ? 'steward' : context.caller,
          },
          groundsOf(context, { reason: input.reason, source: input.source }),
          isDone ? 'count' : 'write',
        );
        return { confirmed };
      }),
      provide(lookOver, async (house, { kind }, context) => {
        assertOwner(system, context);
        await addJob(db(house), lookOverJob(knownKind(system, kind)));
        return {};
      }),
    ],
  };
}

/** The job for a kind: asked for twice before it begins, it is done once; those of all kinds run one after another. */
const lookOverJob = ({ system, name }: RecordKind) => ({
  task: LOOK_OVER_KIND,
  payload: { system, kind: name },
  queue: 'registry.quality',
  key: `${LOOK_OVER_KIND}:${system}.${name}`,
});

function knownKind(system: string, name: string): RecordKind {
  const kind = kindOf(system, name);
  if (!kind) throw new Refusal('register.record_unknown', 404);
  return kind;
}

/** The personal numbers in a key. */
function peopleIn(kind: RecordKind | undefined, key: readonly string[]): string[] {
  return kind ? kind.key.flatMap((field, i) => (kind.people.includes(field) && key[i] ? [key[i]] : [])) : [];
}

/** Stewards of the owner confirm any field, other systems those that the kind names for them. */
function assertMayConfirm(kind: RecordKind, fields: readonly string[], context: CallContext): void {
  if (context.caller === 'registry') assertOwner(kind.system, context);
  const known = fields.every((field) => Object.hasOwn(kind.fields, field));
  const vouched = kind.confirmedBy
    .filter(({ caller, purposes }) => caller === context.caller && purposes.includes(context.purpose))
    .flatMap((each) => each.fields);
  if (!known || (context.caller !== 'registry' && !fields.every((field) => vouched.includes(field))))
    throw new Refusal('register.field_not_open', 422);
}
