import { type TSchema, type TUnsafe, Type } from 'typebox';
import { today } from '../../../kernel/clock.ts';
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
import { agency } from '../../organisations/index.ts';
import type { RecordKind } from '../kind/index.ts';
import { valueSchema } from '../kind/schema.ts';
import { serviceName } from '../kind/service-name.ts';
import { type Sight, sightOf } from '../sealing/seals.ts';
import { type Version, asOf, timeline } from '../time/reading.ts';
import {
  type Answer,
  type CheckingGrant,
  type Question,
  type QuestionFields,
  type QuestionName,
  type ReadingGrant,
  QUESTIONS,
  answerTo,
  fieldsOf,
  isGrantOf,
  isWords,
  nameOf,
} from './rules.ts';
import { communeOfRecord, liesIn } from './territory.ts';
import { type TryLimits, enterTry } from './tries.ts';

const closed = { additionalProperties: false };
const civilDate = Type.String({ format: 'date' });

type Row = Record<string, unknown>;

/** Who may learn what of a kind of record: the table beside its definition. */
export interface DisclosureTable<Field extends string = string> {
  reads?: readonly ReadingGrant<Field>[];
  checks?: readonly CheckingGrant<Field>[];
  /** From which fields questions about age and life are answered. */
  questions?: QuestionFields<Field>;
  /** So many tries an agency has at one record, so that nobody guesses values. */
  tries?: TryLimits;
}

/** What `<register>.read<Kind>Record` is asked. */
export interface RecordAsked<Values, Key extends keyof Values> {
  key: Pick<Values, Key>;
  /** Only these fields; without it all that the caller may read. */
  fields?: readonly (keyof Values & string)[];
  /** The civil date on which it was so; today when not said. */
  on?: string;
  /** As it was known at this instant. */
  knownAt?: string;
}

/** What `<register>.read<Kind>Record` answers: nothing when there is no such record, or nothing of it for this caller. */
export interface RecordShown<Values> {
  record?: {
    values: Partial<Values>;
    validFrom: string | null;
    validUntil: string | null;
    recordedAt: string;
  };
}

/** What `<register>.verify<Kind>` is asked and answers, question by question. */
export interface CheckAsked<Values, Key extends keyof Values> {
  key: Pick<Values, Key>;
  questions: Question[];
}
export interface CheckAnswered {
  answers: { about: string; answer: Answer; tones?: 'ignored' }[];
}

/** The services by which others learn of a kind of record. */
export interface Disclosing<Values, Key extends keyof Values> {
  read: ServiceContract<TUnsafe<RecordAsked<Values, Key>>, TUnsafe<RecordShown<Values>>>;
  verify: ServiceContract<TUnsafe<CheckAsked<Values, Key>>, TUnsafe<CheckAnswered>>;
  provided: Provided[];
}

const MOST_QUESTIONS = 8;
/** The ages at which the law begins something: no others can be asked for. */
const AGES = [3, 6, 14, 15, 16, 18, 20, 21, 35, 55, 56, 57, 58, 59, 60, 61, 62, 65, 70, 75, 80] as const;

/**
 * Makes the services by which agencies learn of a kind of record: `system.read<Kind>Record` (now, on a date, as known at an
 * instant) and `system.verify<Kind>` (yes or no before data). A caller gets the fields that the table grants for its
 * purpose and no others, of records of its own territory where the table says so; the log names the fields that each
 * answer had. Refuses `register.field_not_granted`, `register.past_not_granted`, `register.outside_territory`,
 * `register.question_not_granted`, `register.asked_twice`, `register.too_many_tries`.
 */
export function disclose<Values, Key extends keyof Values & string>(
  given: RecordKind<Values, Key>,
  table: DisclosureTable<keyof Values & string>,
): Disclosing<Values, Key> {
  const kind = given as unknown as RecordKind;
  const reads = (table.reads ?? []) as readonly ReadingGrant[];
  const checks = (table.checks ?? []) as readonly CheckingGrant[];
  const peopleOf = (values: Row) => kind.people.map((field) => values[field] as string | null | undefined);
  const keySchema = Type.Object(
    Object.fromEntries(kind.key.map((field) => [field, valueSchema(kind.fields[field]!)])),
    closed,
  );
  const granted = [...new Set(reads.flatMap((grant) => fieldsOf(kind, grant)))];
  const asked = [...new Set(checks.flatMap(({ about }) => about))];

  const read = service({
    name: serviceName(kind, 'read', 'Record'),
    owner: kind.system,
    title: { vi: `Đọc bản ghi: ${kind.title.vi}`, en: `Read a record: ${kind.title.en}` },
    kind: 'read',
    input: Type.Unsafe<RecordAsked<Values, Key>>(
      Type.Object(
        {
          key: keySchema,
          fields: Type.Optional(Type.Array(Type.Enum(Object.keys(kind.fields)), { minItems: 1, maxItems: 60 })),
          on: Type.Optional(civilDate),
          knownAt: Type.Optional(Type.String({ format: 'date-time' })),
        },
        closed,
      ),
    ),
    output: Type.Unsafe<RecordShown<Values>>(
      Type.Object(
        {
          record: Type.Optional(
            Type.Object(
              {
                values: Type.Object(
                  Object.fromEntries(granted.map((name) => [name, Type.Optional(valueSchema(kind.fields[name]!))])),
                  closed,
                ),
                validFrom: Type.Union([civilDate, Type.Null()]),
                validUntil: Type.Union([civilDate, Type.Null()]),
                recordedAt: Type.String({ format: 'date-time' }),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
    fields: granted,
    grants: reads.map(({ caller, purposes, needs }) => ({ caller, purposes, ...(needs ? { needs } : {}) })),
    subjects: (input) => peopleOf(input.key as Row),
  });
  const verify = service({
    name: serviceName(kind, 'verify', ''),
    owner: kind.system,
    title: { vi: `Đối chiếu đúng, sai: ${kind.title.vi}`, en: `Yes or no: ${kind.title.en}` },
    kind: 'check',
    input: Type.Unsafe<CheckAsked<Values, Key>>(
      Type.Object(
        {
          key: keySchema,
          questions: Type.Array(Type.Union(questionSchemas(kind, asked)), { minItems: 1, maxItems: MOST_QUESTIONS }),
        },
        closed,
      ),
    ),
    output: Type.Unsafe<CheckAnswered>(
      Type.Object(
        {
          answers: Type.Array(
            Type.Object(
              {
                about: Type.Enum(asked),
                answer: Type.Enum(['true', 'false', 'unknown']),
                tones: Type.Optional(Type.Enum(['ignored'])),
              },
              closed,
            ),
          ),
        },
        closed,
      ),
    ),
    fields: asked,
    grants: checks.map(({ caller, purposes, needs }) => ({ caller, purposes, ...(needs ? { needs } : {}) })),
    subjects: (input) => peopleOf(input.key as Row),
  });
  return {
    read,
    verify,
    provided: [
      ...(reads.length
        ? [
            provide(
              read,
              (house, input, context) =>
                readRecord(house, kind, reads, input as RecordAsked<Row, string>, context) as Promise<
                  RecordShown<Values>
                >,
            ),
          ]
        : []),
      ...(checks.length
        ? [
            provide(verify, (house, input, context) =>
              checkRecord(house, kind, { ...table, checks }, input as CheckAsked<Row, string>, context),
            ),
          ]
        : []),
    ],
  };
}

/** A question that nobody may ask is no question of the service. */
function questionSchemas(kind: RecordKind, asked: readonly string[]): TSchema[] {
  const special: Record<QuestionName, TSchema> = {
    age: Type.Object(
      { age: Type.Object({ atLeast: Type.Enum([...AGES]), on: Type.Optional(civilDate) }, closed) },
      closed,
    ),
    livesIn: Type.Object(
      {
        livesIn: Type.Object(
          { code: Type.String({ pattern: '^(\\d{2}|\\d{5})$' }), on: Type.Optional(civilDate) },
          closed,
        ),
      },
      closed,
    ),
    isAlive: Type.Object({ isAlive: Type.Literal(true) }, closed),
  };
  return asked.map((name) =>
    isQuestion(name)
      ? special[name]
      : Type.Object(
          {
            field: Type.Literal(name),
            is: valueSchema({ ...kind.fields[name]!, optional: false }),
            ...(isWords(kind, name) ? { tones: Type.Optional(Type.Literal('ignored')) } : {}),
          },
          closed,
        ),
  );
}

const isQuestion = (name: string): name is QuestionName => (QUESTIONS as readonly string[]).includes(name);

const keyValues = (kind: RecordKind, key: Row): unknown[] => kind.key.map((field) => key[field]);
const keyText = (kind: RecordKind, key: Row): string[] => kind.key.map((field) => String(key[field]));

/** Whom an answer is about, and who of them may not be told because it went through a seal. */
function noteOf(kind: RecordKind, sight: Sight, asked: Row, seen: Row | undefined): Noted {
  const numbers = [asked, seen ?? {}].flatMap((values) => kind.people.map((field) => values[field] as string | null));
  const subjects = numbers.filter((number) => number !== null && number !== undefined);
  return { subjects, ...sight.noteOf(subjects) };
}

async function readRecord(
  house: House,
  kind: RecordKind,
  reads: readonly ReadingGrant[],
  input: RecordAsked<Row, string>,
  context: CallContext,
): Promise<RecordShown<Row>> {
  const key = input.key as Row;
  const subjects = kind.people.filter((field) => kind.key.includes(field)).map((field) => key[field] as string);
  const isOfPast = input.knownAt !== undefined || (input.on !== undefined && input.on !== today());
  const own = reads.filter((grant) => isGrantOf(grant, context, subjects));
  const timely = own.filter(({ pastToo }) => pastToo || !isOfPast);
  if (timely.length === 0) throw new Refusal('register.past_not_granted', 403);
  const db = house.db.as(kind.system);
  const sight = await sightOf(db, kind, keyText(kind, key), context);
  const holding = await heldIn(house, kind, timely, { key, sight }, context);
  const may = Object.keys(kind.fields).filter((name) => holding.some((grant) => fieldsOf(kind, grant).includes(name)));
  const beyond = input.fields?.filter((name) => !may.includes(name)) ?? [];
  if (beyond.length > 0)
    throw new Refusal('register.field_not_granted', 403, { values: { fields: beyond.join(', ') } });
  const fields = input.fields ? may.filter((name) => input.fields!.includes(name)) : may;
  const version = await asOf<Row, string>(db, kind, {
    key,
    date: input.on ?? today(),
    ...(input.knownAt ? { knownAt: new Date(input.knownAt) } : {}),
  });
  const seen = version && sight.seeVersion(version);
  context.note?.({ ...noteOf(kind, sight, key, seen?.values), fields: seen ? fields : [] });
  if (!seen) return {};
  return {
    record: {
      values: Object.fromEntries(fields.map((name) => [name, seen.values[name]])),
      validFrom: seen.validFrom,
      validUntil: seen.validUntil,
      recordedAt: seen.recordedAt.toISOString(),
    },
  };
}

/**
 * The grants that hold for this record. Whoever may read only in the own territory is told the same of a record elsewhere
 * as of one that there is not.
 */
async function heldIn(
  house: House,
  kind: RecordKind,
  grants: readonly ReadingGrant[],
  { key, sight }: { key: Row; sight: Sight },
  context: CallContext,
): Promise<readonly ReadingGrant[]> {
  if (!grants.some(({ ofOwnTerritory }) => ofOwnTerritory)) return grants;
  const caller = await agency(house, context.agency.code);
  // Whom a seal protects is at home nowhere: else one could ask commune by commune where they are.
  const isHome =
    caller && (!caller.territoryCode || (!sight.isVeiled && (await isIn(house, kind, key, caller.territoryCode))));
  const holding = grants.filter(({ ofOwnTerritory }) => !ofOwnTerritory || isHome);
  if (holding.length === 0) throw new Refusal('register.outside_territory', 403);
  return holding;
}

async function isIn(house: House, kind: RecordKind, key: Row, territoryCode: string): Promise<boolean> {
  const asked = { key: keyValues(kind, key), today: today() };
  const code = await communeOfRecord(house.db.as(kind.system), kind, asked);
  // Of an old commune that was split, a part may lie here: its records are for both.
  return code !== undefined && liesIn(code, { code: territoryCode }) !== 'false';
}

async function checkRecord(
  house: House,
  kind: RecordKind,
  table: DisclosureTable & { checks: readonly CheckingGrant[] },
  input: CheckAsked<Row, string>,
  context: CallContext,
): Promise<CheckAnswered> {
  const key = input.key as Row;
  const subjects = kind.people.filter((field) => kind.key.includes(field)).map((field) => key[field] as string);
  const may = new Set(
    table.checks.filter((grant) => isGrantOf(grant, context, subjects)).flatMap(({ about }) => about),
  );
  const about = input.questions.map(nameOf);
  const beyond = about.find((name) => !may.has(name));
  if (beyond !== undefined) throw new Refusal('register.question_not_granted', 403, { values: { question: beyond } });
  // Two questions about the same field would be two guesses at one price.
  if (new Set(about).size < about.length) throw new Refusal('register.asked_twice', 422);
  const db = house.db.as(kind.system);
  await enterTry(house, { kind, key: keyText(kind, key), agencyCode: context.agency.code }, table.tries);
  const from = table.questions ?? {};
  const sight = await sightOf(db, kind, keyText(kind, key), context);
  const version = await checkedVersion(house, kind, key, from);
  const seen = version && sight.see(version.values);
  // Where somebody lives stands elsewhere than in the record that is sealed, and is a part of what is protected.
  const commune =
    seen && !sight.isVeiled && about.includes('livesIn')
      ? await communeOfRecord(db, kind, { key: keyValues(kind, key), today: today() })
      : undefined;
  const answers = input.questions.map((question) => ({
    about: nameOf(question),
    answer: seen
      ? answerTo(question, seen, {
          kind,
          from,
          today: today(),
          livesIn: (territory) => (commune === undefined ? 'unknown' : liesIn(commune, territory)),
        })
      : ('unknown' as const),
    ...('tones' in question && question.tones ? { tones: question.tones } : {}),
  }));
  context.note?.({
    ...noteOf(kind, sight, key, seen),
    fields: about.map((name) => (name === 'age' ? from.bornOn! : name === 'isAlive' ? from.diedOn! : name)),
  });
  return { answers };
}

/** What is valid today; of someone who has died the last version, because questions about them still have an answer. */
async function checkedVersion(
  house: House,
  kind: RecordKind,
  key: Row,
  { diedOn }: QuestionFields,
): Promise<Version<Row> | undefined> {
  const db = house.db.as(kind.system);
  const version = await asOf<Row, string>(db, kind, { key, date: today() });
  if (version || !diedOn) return version;
  const versions = await timeline<Row, string>(db, kind, key);
  return versions.findLast(({ replacedAt, values }) => replacedAt === null && values[diedOn] !== null);
}
