import { createHmac } from 'node:crypto';
import type { Static, TSchema } from 'typebox';
import { civilDate, now } from '../../kernel/clock.ts';
import { assertOutsideTransaction } from '../../kernel/db.ts';
import { newReadableCode } from '../../kernel/ids.ts';
import { parse } from '../../kernel/input.ts';
import { count } from '../../kernel/metrics.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { House } from '../../kernel/system.ts';
import { mayCall } from './rules.ts';
import type { CallContext, Noted, Provided, ServiceContract } from './service.ts';
import { LogBook } from './log-book.ts';
import { assertMayRead } from './reading/actions.ts';
import type { Concerned, Message } from './store.ts';

const RECEIPT_RANDOM_CHARACTERS = 10;
const providers = new WeakMap<House, Map<string, Provided>>();

const logBooks = new WeakMap<House, LogBook>();

function logBookOf(house: House): LogBook {
  let logBook = logBooks.get(house);
  if (!logBook) logBooks.set(house, (logBook = new LogBook(house.db.as('exchange'))));
  return logBook;
}

/** Tells the exchange who answers for which service in this house. Called once, by the composition root. */
export function publish(house: House, provided: Provided[]): void {
  const byName = new Map<string, Provided>();
  for (const one of provided) {
    if (byName.has(one.contract.name)) throw new Error(`two providers of ${one.contract.name}`);
    byName.set(one.contract.name, one);
  }
  providers.set(house, byName);
}

/** The services that can be called in this house. */
export function publishedServices(house: House): ServiceContract[] {
  return [...(providers.get(house)?.values() ?? [])].map(({ contract }) => contract);
}

/** What a call gave, and the receipt of it. */
export interface Called<Output> {
  output: Output;
  receipt: string;
  at: Date;
}

/**
 * Calls a service: the only road between agencies. Checks the caller's right, runs the owner's action, logs it with a
 * receipt that the persons concerned can see, and answers.
 *
 * Nothing is disclosed or changed without its row in the log: a read is logged before its answer is handed over, a write
 * before it begins. A write needs an idempotency key; called again with the same key it changes nothing more and gives
 * the same answer and receipt. One that was refused may be called again with the same key, when what stood in its way is
 * gone. Refuses with `exchange.no_right` (403) when the caller may not, and `exchange.key_used` (422) when the key was used
 * with another input; passes the owner's refusals on, logged. Cannot be called inside a transaction.
 */
export async function call<Input extends TSchema, Output extends TSchema>(
  house: House,
  contract: ServiceContract<Input, Output>,
  input: Static<Input>,
  context: CallContext,
): Promise<Called<Static<Output>>> {
  assertOutsideTransaction(contract.name);
  const provided = providers.get(house)?.get(contract.name);
  if (!provided) throw new Refusal('exchange.unknown_service', 404, { values: { service: contract.name } });
  const logBook = logBookOf(house);
  return logBook.during(() => carryOut({ house, contract, input, context, provided, logBook }));
}

interface Carried<Input extends TSchema, Output extends TSchema> {
  house: House;
  contract: ServiceContract<Input, Output>;
  input: Static<Input>;
  context: CallContext;
  provided: Provided;
  logBook: LogBook;
}

async function carryOut<Input extends TSchema, Output extends TSchema>(
  carried: Carried<Input, Output>,
): Promise<Called<Static<Output>>> {
  const { house, contract, input, context, provided, logBook } = carried;
  const message = messageOf(contract as unknown as ServiceContract, context);
  const checked = parse(contract.input, input);
  if (!mayCall(contract as unknown as ServiceContract, context, people(contract.subjects(checked)))) {
    await logBook.enter({ ...message, ...NOBODY, outcome: 'exchange.no_right' });
    throw new Refusal('exchange.no_right', 403, { values: { service: contract.name } });
  }
  count('exchange_calls_total', { service: contract.name });
  const at = now();
  let noted: Noted = {};
  const note = (more: Noted): void => void (noted = { ...noted, ...more });
  const concerned = (output?: Static<Output>): Concerned => ({
    subjects: people([...contract.subjects(checked, output), ...(noted.subjects ?? [])]),
    untold: noted.untold ?? [],
    toldFrom: noted.toldFrom ?? 'infinity',
  });
  if (contract.kind !== 'write') {
    let output: Static<Output>;
    let countReading: ((people: readonly string[]) => void) | undefined;
    try {
      countReading = await assertMayRead(house, contract.owner, context);
      output = (await provided.handler(house, checked, { ...context, note })) as Static<Output>;
    } catch (error) {
      // Also a refusal says something about those who were asked about.
      if (error instanceof Refusal) await logBook.enter({ ...message, ...concerned(), outcome: error.code });
      throw error;
    }
    const fields = noted.fields ?? contract.fields;
    const about = concerned(output);
    countReading?.(about.subjects);
    await logBook.enter({ ...message, fields, ...about, outcome: 'done' });
    return { output, receipt: message.receipt, at };
  }
  if (!context.idempotencyKey) throw new Error(`${contract.name} writes: give it an idempotency key`);
  // The key is the caller's own: another that happens to use the same one has nothing to do with it.
  const idempotencyKey = `${context.caller}/${context.agency.code}/${ownMark(house, context)}${context.idempotencyKey}`;
  const { receipt, isAgain, isSameInput } = await logBook.enterBeginning({
    ...message,
    idempotencyKey,
    inputMac: macOf(house, checked),
    subjects: people(contract.subjects(checked)),
  });
  if (!isSameInput) {
    await logBook.enter({ ...message, ...NOBODY, outcome: 'exchange.key_used' });
    throw new Refusal('exchange.key_used', 422);
  }
  const scoped: CallContext = { ...context, idempotencyKey, receipt, isAgain, note };
  try {
    const output = (await provided.handler(house, checked, scoped)) as Static<Output>;
    await logBook.enterOutcome({ receipt, ...concerned(output), outcome: 'done' });
    return { output, receipt, at };
  } catch (error) {
    // A refusal is an end of this write; after anything else it is still open, and is done again with the same key.
    if (error instanceof Refusal) await logBook.enterOutcome({ receipt, ...concerned(), outcome: error.code });
    throw error;
  }
}

const NOBODY: Concerned = { subjects: [], untold: [], toldFrom: 'infinity' };

/** People share the portal: what sets the keys of one apart from another's, without their number. */
function ownMark(house: House, { actor }: CallContext): string {
  if (actor.kind !== 'person') return '';
  return `${createHmac('sha256', house.keys.secret('exchange/person')).update(actor.number).digest('hex').slice(0, 16)}/`;
}

/** By which the same input is known again, and from which nobody without the house's key can try out what it was. */
function macOf(house: House, input: unknown): string {
  return createHmac('sha256', house.keys.secret('exchange/input')).update(JSON.stringify(input, inOrder)).digest('hex');
}

/** Names of an object in the order of the alphabet: how a caller's program orders them means nothing. */
function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

const people = (numbers: (string | null | undefined)[]): string[] => [
  ...new Set(numbers.filter((number): number is string => Boolean(number))),
];

function messageOf(contract: ServiceContract, context: CallContext): Message {
  const { actor } = context;
  const day = civilDate(now()).replaceAll('-', '').slice(2);
  return {
    receipt: `BN${day}-${newReadableCode(RECEIPT_RANDOM_CHARACTERS)}`,
    service: contract.name,
    owner: contract.owner,
    kind: contract.kind,
    caller: context.caller,
    agencyCode: context.agency.code,
    agencyName: context.agency.name,
    actorKind: actor.kind,
    actorNumber: actor.kind === 'machine' ? null : actor.number,
    actorTitle:
      actor.kind === 'official' ? actor.title : actor.kind === 'machine' ? { vi: actor.name, en: actor.name } : null,
    purpose: context.purpose,
    caseNumber: context.caseNumber ?? null,
    fields: contract.fields,
  };
}
