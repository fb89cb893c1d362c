import type { Static } from 'typebox';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Asked } from '../../../kernel/route.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { type ApplicationMove, type ApplicationStatus, mayMove } from '../application/rules.ts';
import type { Matter } from '../application/schemas.ts';
import { register } from '../register.ts';
import * as services from '../services.ts';

export { APPLICATION_STATUSES, type ApplicationStatus } from '../application/rules.ts';
export { MOST_ROWS } from '../forms/reading.ts';
export { MATTERS, type Matter, isHouseholdMatter } from '../application/schemas.ts';
export { matterTitle } from '../application/telling.ts';

type AnyAsked = Asked<unknown, unknown, unknown>;
export type OwnApplications = Static<typeof services.listOwnApplications.output>;
export type OwnApplication = Static<typeof services.readOwnApplication.output>;
export type Problems = Static<typeof services.saveApplication.output>['problems'];

const KEY = /^[\w.:-]{8,100}$/;

/** The person who is signed in acts on the pages of the register's own agency. */
function asPerson(asked: AnyAsked): CallContext {
  const holder = asked.session?.holder;
  if (holder?.kind !== 'person') throw new Refusal('session.needed', 401);
  const typed = (asked.body as { idempotencyKey?: unknown } | undefined)?.idempotencyKey;
  return {
    caller: 'enterprises',
    agency: register.owner,
    actor: { kind: 'person', number: holder.number, name: holder.name },
    purpose: 'business-registration',
    idempotencyKey: typeof typed === 'string' && KEY.test(typed) ? typed : newId(),
  };
}

/** Whether the page offers a move. */
export const isOpen = (move: ApplicationMove, status: ApplicationStatus): boolean => mayMove(move, status);

/** What the person applied for, is asked to agree to, and can apply for. */
export async function listApplications(asked: AnyAsked): Promise<OwnApplications> {
  return (await call(asked.house, services.listOwnApplications, {}, asPerson(asked))).output;
}

/** Begins an application; the answer is its id. */
export async function begin(
  asked: AnyAsked,
  given: { matter: Matter; code?: string; provinceCode?: string },
): Promise<string> {
  const { matter, code, provinceCode } = given;
  const input = {
    matter,
    language: asked.language,
    ...(code ? { code } : {}),
    ...(provinceCode ? { territoryCode: provinceCode } : {}),
  };
  return (await call(asked.house, services.startApplication, input, asPerson(asked))).output.id;
}

/** An application of the person, or one that asks for their agreement. */
export async function read(asked: AnyAsked, id: string): Promise<OwnApplication> {
  return (await call(asked.house, services.readOwnApplication, { id }, asPerson(asked))).output;
}

/** Names of fields that belong to the page and not to what is applied for. */
const OF_THE_PAGE = new Set(['csrf', 'idempotencyKey', 'do', 'rows', 'declaration']);
const FIELD = /^[A-Za-z][A-Za-z0-9.]{0,60}$/;
const MOST_FIELDS = 500;

/** What was typed, by the names of the fields. */
export function formIn(body: Record<string, unknown>): Record<string, string> {
  const typed = Object.entries(body).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && FIELD.test(entry[0]) && !OF_THE_PAGE.has(entry[0]),
  );
  return Object.fromEntries(typed.slice(0, MOST_FIELDS));
}

/** Keeps what was typed; with `check` the answer says what would be refused. */
export async function save(
  asked: AnyAsked,
  kept: { id: string; form: Record<string, string>; check: boolean },
): Promise<Problems> {
  return (await call(asked.house, services.saveApplication, kept, asPerson(asked))).output.problems;
}

/** Hands an application in. Refuses who has not said that it is true: `enterprise.declaration_needed`. */
export async function submit(
  asked: AnyAsked,
  handed: { id: string; form: Record<string, string>; declared: boolean },
): Promise<void> {
  const { id, form, declared } = handed;
  if (!declared) {
    await save(asked, { id, form, check: false });
    throw new Refusal('input.invalid', 422, {
      fields: [{ field: 'declaration', code: 'enterprise.declaration_needed' }],
    });
  }
  await call(asked.house, services.submitApplication, { id, form }, asPerson(asked));
}

/** Takes an application back. */
export async function withdraw(asked: AnyAsked, id: string): Promise<void> {
  await call(asked.house, services.withdrawApplication, { id }, asPerson(asked));
}

/** Answers whether one agrees. */
export async function answer(asked: AnyAsked, given: Static<typeof services.answerApplication.input>): Promise<void> {
  await call(asked.house, services.answerApplication, given, asPerson(asked));
}
