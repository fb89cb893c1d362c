import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { call } from '../../exchange/index.ts';
import { type Steward, contextOf } from '../actions.ts';
import { type RegisterDefinition, registerOf } from '../definition.ts';
import type { ProposalDecision } from '../proposing.ts';
import type { Source } from '../time/acts.ts';
import type { SplitProposal } from './proposals.ts';
import type { SplitView } from './rules.ts';
import { type SplitAsked, type SplitShown, type Splitting, allSplittings, splittingOf } from './services.ts';

export { SPLIT_VIEWS } from './rules.ts';

/** A kind whose mixed-up records are split, and whose register it is. */
export interface Split {
  splitting: Splitting;
  register: RegisterDefinition;
}

/** The kinds of a register of the own agency whose records are split. Refuses `page.not_found` and `register.not_your_register`. */
export function splitsIn(steward: Steward, system: string): Split[] {
  const register = registerOf(system);
  const own = allSplittings().filter(({ kind }) => kind.system === system);
  if (!register || own.length === 0) throw new Refusal('page.not_found', 404);
  if (register.owner.code !== steward.post.agencyCode) throw new Refusal('register.not_your_register', 403);
  return own.map((splitting) => ({ splitting, register }));
}

/** The registers of the own agency whose mixed-up records are split. */
export function splitRegistersOf(steward: Steward): RegisterDefinition[] {
  const owned = allSplittings().map(({ kind }) => registerOf(kind.system)!);
  return [...new Set(owned)].filter(({ owner }) => owner.code === steward.post.agencyCode);
}

/** One of them by its name. Refuses as `splitsIn`. */
export function splitOf(steward: Steward, system: string, name: string): Split {
  const found = splitsIn(steward, system).find(({ splitting }) => splitting.kind.name === name);
  if (!found) throw new Refusal('page.not_found', 404);
  return found;
}

/** Whether mixed-up records of a kind are split. */
export const isSplit = (kind: { system: string; name: string }): boolean => splittingOf(kind) !== undefined;

/** What is proposed or was settled. */
export async function listSplits(
  house: House,
  steward: Steward,
  { splitting }: Split,
  asked: { view: SplitView; page: number },
): Promise<{ splits: SplitProposal[]; hasMore: boolean; receipt: string }> {
  const { output, receipt } = await call(house, splitting.find, asked, contextOf(steward));
  return { ...output, receipt };
}

/** A record with what names it and what was proposed about it. Refuses `register.record_unknown`. */
export async function openToSplit(
  house: House,
  steward: Steward,
  { splitting }: Split,
  key: string[],
): Promise<{ shown: SplitShown; receipt: string }> {
  const { output, receipt } = await call(house, splitting.read, { key }, contextOf(steward));
  if (!output.found) throw new Refusal('register.record_unknown', 404);
  return { shown: output.found, receipt };
}

/** Proposes to split a record. The same form sent twice proposes once. */
export async function proposeToSplit(
  house: House,
  steward: Steward,
  { splitting }: Split,
  { idempotencyKey, ...asked }: SplitAsked & { idempotencyKey: string },
): Promise<void> {
  await call(house, splitting.propose, asked, { ...contextOf(steward), idempotencyKey });
}

/** Confirms or refuses what another steward proposed, or undoes it. */
export async function decideSplit(
  house: House,
  steward: Steward,
  { splitting }: Split,
  {
    idempotencyKey,
    ...asked
  }: { proposal: string; decision: ProposalDecision; reason: string; source?: Source; idempotencyKey: string },
): Promise<void> {
  await call(house, splitting.settle, asked, { ...contextOf(steward), idempotencyKey });
}
