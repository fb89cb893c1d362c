import { type Static, Type } from 'typebox';
import { now, today } from '../../../kernel/clock.ts';
import { type CodedColumn, writeColumns } from '../../../kernel/column-file.ts';
import { newId } from '../../../kernel/ids.ts';
import { largeFilesOf } from '../../../kernel/large-files.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import {
  type CallContext,
  type Grant,
  type Provided,
  type ServiceContract,
  provide,
  raiseExtractAlarm,
  service,
} from '../../exchange/index.ts';
import { tellStewards } from '../alarms/jobs.ts';
import { allRegisters } from '../definition.ts';
import { kindsOf } from '../kind/index.ts';
import { serviceNameOf } from '../quality/services.ts';
import { expireExtracts, extractByKey, extractsSince, saveExtract, saveExtractFile } from './extract-store.ts';

/** A file of facts is kept so long. */
const KEPT_DAYS = 7;
/** So many new files a day and agency: each has new marks, so that many of the same people would wear the rounding of counts away. */
const MOST_A_DAY = 3;
const LARGEST_BYTES = 10_000_000_000;
const DAY_MS = 86_400_000;

const closed = { additionalProperties: false };
const ExtractInput = Type.Object(
  {
    /** Which facts, by name; as few as are needed. */
    facts: Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { minItems: 1, maxItems: 60, uniqueItems: true }),
    /** What is to be counted, in words, for the owner of the register. */
    reason: Type.String({ minLength: 1, maxLength: 2_000 }),
  },
  closed,
);
const ExtractOutput = Type.Object(
  {
    fileId: Type.String({ format: 'uuid' }),
    size_bytes: Type.Integer(),
    rows: Type.Integer(),
    madeOn: Type.String({ format: 'date' }),
    keptUntil: Type.String({ format: 'date-time' }),
  },
  closed,
);
/** Where a file of facts is kept in this house, what it holds, and until when. */
export type ExtractMade = Static<typeof ExtractOutput>;
export type ExtractContract = ServiceContract<typeof ExtractInput, typeof ExtractOutput>;

/** What a register tells for counting. */
export interface FactsTold {
  /** Each fact with the width of its codes, in the order of a row's values. */
  facts: readonly Pick<CodedColumn, 'name' | 'bytes'>[];
  /** The fields of the register that they come from, for the log. */
  fields: readonly string[];
  grants: readonly Grant[];
  /** The facts of everybody, some at a time, without whoever is sealed for who asks. */
  rows(house: House, context: CallContext, on: string): AsyncGenerator<(string | null)[][]>;
}

/**
 * Publishes the facts of a register for counting, as `<register>.extractFacts`: a file of columns without identifiers, kept encrypted
 * for seven days. One call is one record in the log, which names the facts and the purpose; people are not told one by one, because
 * nobody is looked at. The owner's stewards have an alarm of each, to answer. Refuses `register.fact_unknown`, and
 * `register.too_many_extracts` (429) from the fourth file of a day on.
 */
export function publishFacts(system: string, told: FactsTold): { extract: ExtractContract; provided: Provided[] } {
  const extract = service({
    name: serviceNameOf(system, 'extractFacts'),
    owner: system,
    title: { vi: 'Trích dữ liệu thống kê đã khử nhận dạng', en: 'Statistical extract without identifiers' },
    kind: 'write',
    input: ExtractInput,
    output: ExtractOutput,
    fields: told.fields,
    grants: told.grants,
    subjects: () => [],
  });
  return {
    extract,
    provided: [provide(extract, (house, input, context) => extractFacts(house, system, told, { input, context }))],
  };
}

async function extractFacts(
  house: House,
  system: string,
  { facts, rows }: FactsTold,
  { input, context }: { input: Static<typeof ExtractInput>; context: CallContext },
): Promise<ExtractMade> {
  const unknown = input.facts.filter((name) => !facts.some((fact) => fact.name === name));
  if (unknown.length > 0) throw new Refusal('register.fact_unknown', 422, { values: { facts: unknown.join(', ') } });
  const db = house.db.as(system);
  const requestKey = context.idempotencyKey!;
  const at = now();
  const known = await extractByKey(db, requestKey);
  if (known?.removedAt) throw new Refusal('register.extract_gone', 410);
  if (known?.fileId) return madeOf(known);
  if ((await extractsSince(db, context.agency.code, new Date(at.getTime() - DAY_MS))) >= MOST_A_DAY)
    throw new Refusal('register.too_many_extracts', 429, { values: { most: MOST_A_DAY } });
  const { caller, agency, actor, purpose, receipt } = context;
  await saveExtract(db, {
    id: newId(),
    requestKey,
    facts: input.facts,
    reason: input.reason,
    askedBy: { caller, agency, actor, purpose },
    receipt: receipt ?? null,
    madeOn: today(),
    keptUntil: new Date(at.getTime() + KEPT_DAYS * DAY_MS),
  });
  const wanted = facts.flatMap((fact, from) => (input.facts.includes(fact.name) ? [{ ...fact, from }] : []));
  let people = 0;
  const chosen = async function* (): AsyncGenerator<(string | null)[][]> {
    for await (const some of rows(house, context, today())) {
      people += some.length;
      yield some.map((row) => wanted.map(({ from }) => row[from] ?? null));
    }
  };
  const { id: fileId, ...file } = await largeFilesOf(house).keep(writeColumns(wanted, chosen()), LARGEST_BYTES);
  if (!(await saveExtractFile(db, requestKey, { id: fileId, rows: people, ...file })))
    await largeFilesOf(house).remove(fileId);
  if (await raiseExtractAlarm(house, system, context, people)) await tellStewards(house, new Map([[system, 1]]));
  return madeOf((await extractByKey(db, requestKey))!);
}

function madeOf(extract: NonNullable<Awaited<ReturnType<typeof extractByKey>>>): ExtractMade {
  const { fileId, size_bytes, rows, madeOn, keptUntil } = extract;
  return { fileId: fileId!, size_bytes: size_bytes!, rows: rows!, madeOn, keptUntil: keptUntil.toISOString() };
}

/** Removes the files of all registers that have been kept for their time. */
export async function sweepExtracts(house: House): Promise<void> {
  for (const { system } of allRegisters()) {
    if (kindsOf(system).length === 0) continue;
    for (const fileId of await expireExtracts(house.db.as(system), now())) await largeFilesOf(house).remove(fileId);
  }
}

export const statisticsSentences = {
  'register.fact_unknown': {
    vi: 'Cơ sở dữ liệu này không cung cấp dữ kiện thống kê: {facts}. Hãy chọn trong danh mục đã công bố.',
    en: 'The register does not tell these facts for counting: {facts}. Choose from those that it publishes.',
  },
  'register.extract_gone': {
    vi: 'Tệp trích này đã hết thời hạn lưu và đã bị xóa. Hãy trích lại.',
    en: 'This extract has been kept for its time and was removed. Ask for a new one.',
  },
  'register.too_many_extracts': {
    vi: 'Mỗi cơ quan chỉ được trích mới {most} lần trong 24 giờ. Hãy dùng bản trích đang có, hoặc chờ đến mai.',
    en: 'An agency may have {most} new extracts in 24 hours. Use the one that is there, or wait until tomorrow.',
  },
};
