import type { Holder } from '../../kernel/session.ts';
import type { House } from '../../kernel/system.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type CallContext, type Called, call, onBehalfOf } from '../exchange/index.ts';
import type { Language } from '../../kernel/text.ts';
import { type RegisterDefinition, allRegisters, registerOf } from './definition.ts';
import { kindsOf } from './kind/index.ts';
import type { LineageStep } from './merge/index.ts';
import type { StewardsAct } from './keeping/rules.ts';

export { STEWARDS_ACTS } from './keeping/rules.ts';
import { type FoundRecord, type Keeping, type RecordTimeline, allKeepings, keepingOf } from './keeping/services.ts';

/** An official with the post of a data steward. */
export type Steward = Holder & { post: NonNullable<Holder['post']> };

/** The post that keeps a register. */
export const STEWARD = 'data-steward';

/** A kind of record that a steward keeps, and whose register it is. */
export interface Kept {
  keeping: Keeping;
  register: RegisterDefinition;
}

/** The kinds of record that a steward keeps: those of the registers of the own agency. */
export function keptBy(steward: Steward): Kept[] {
  return allKeepings()
    .map((keeping) => ({ keeping, register: registerOf(keeping.kind.system)! }))
    .filter(({ register }) => register.owner.code === steward.post.agencyCode);
}

/** One of them. Refuses `page.not_found`, and `register.not_your_register` for a register of another agency. */
export function keptOf(steward: Steward, system: string, name: string): Kept {
  const keeping = keepingOf(system, name);
  const register = registerOf(system);
  if (!keeping || !register) throw new Refusal('page.not_found', 404);
  if (register.owner.code !== steward.post.agencyCode) throw new Refusal('register.not_your_register', 403);
  return { keeping, register };
}

/** The records that bear a name, or have a number: those found are told of it in the data log. */
export function findRecords(
  house: House,
  steward: Steward,
  { keeping }: Kept,
  asked: { words: string; page: number },
): Promise<Called<{ found: FoundRecord[]; hasMore: boolean }>> {
  return call(house, keeping.find, asked, contextOf(steward));
}

/** A record with all its versions. Refuses `register.record_unknown` when there never was one. */
export async function openRecord(
  house: House,
  steward: Steward,
  { keeping }: Kept,
  key: string[],
): Promise<{ versions: RecordTimeline; lineage: LineageStep[]; receipt: string }> {
  const { output, receipt } = await call(house, keeping.read, { key }, contextOf(steward));
  if (output.versions.length === 0) throw new Refusal('register.record_unknown', 404);
  return { ...output, receipt };
}

/** Puts a record right, and gives the number of the act. The same form sent twice does it once. */
export async function putRight(
  house: House,
  steward: Steward,
  { keeping }: Kept,
  asked: {
    act: StewardsAct;
    key: string[];
    on: string;
    values: Record<string, unknown>;
    seen: number;
    reason: string;
    source: { kind: string; number: string; issuedOn?: string };
    idempotencyKey: string;
  },
): Promise<number> {
  const { idempotencyKey, ...input } = asked;
  const { output } = await call(house, keeping.act, input, { ...contextOf(steward), idempotencyKey });
  return output.position;
}

/** The context of a call that a steward makes at the desk. */
export function contextOf(steward: Steward): CallContext {
  return {
    caller: 'registry',
    ...onBehalfOf(steward),
    purpose: 'register-keeping',
  };
}

/** The registers that describe kinds of record, with those by their titles. */
export function describedRegisters(language: Language): { register: RegisterDefinition; kinds: string[] }[] {
  return allRegisters()
    .map((register) => ({ register, kinds: kindsOf(register.system).map(({ title }) => title[language]) }))
    .filter(({ kinds }) => kinds.length > 0);
}
