import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { call } from '../../exchange/index.ts';
import { type Steward, contextOf } from '../actions.ts';
import { type RegisterDefinition, registerOf } from '../definition.ts';
import { allReviews } from './look-through.ts';
import type { NamedPair } from './naming.ts';
import type { ProposalDecision } from '../proposing.ts';
import type { PairDecision, QueueView } from './rules.ts';
import type { DuplicateReview, MergeAsked, PairShown, QueueShown } from './services.ts';

export { PAIR_DECISIONS, QUEUE_VIEWS } from './rules.ts';

/** A kind that is looked through for duplicates, and whose register it is. */
export interface Reviewed {
  review: DuplicateReview;
  register: RegisterDefinition;
}

/** The kinds of a register of the own agency that are looked through for duplicates. Refuses as `keptOf`. */
export function reviewedOf(steward: Steward, system: string): Reviewed[] {
  const register = registerOf(system);
  const reviews = allReviews().filter(({ linking }) => linking.kind.system === system);
  if (!register || reviews.length === 0) throw new Refusal('page.not_found', 404);
  if (register.owner.code !== steward.post.agencyCode) throw new Refusal('register.not_your_register', 403);
  return reviews.map((review) => ({ review, register }));
}

/** One of them by its name. Refuses `page.not_found` besides. */
export function reviewedKind(steward: Steward, system: string, name: string): Reviewed {
  const found = reviewedOf(steward, system).find(({ review }) => review.linking.kind.name === name);
  if (!found) throw new Refusal('page.not_found', 404);
  return found;
}

/** Whether a kind is looked through for duplicates. */
export function isReviewed({ system, name }: { system: string; name: string }): boolean {
  return allReviews().some(({ linking }) => linking.kind.system === system && linking.kind.name === name);
}

/** The registers of the own agency that are looked through for duplicates. */
export function queuesOf(steward: Steward): RegisterDefinition[] {
  const owned = allReviews().map(({ linking }) => registerOf(linking.kind.system)!);
  return [...new Set(owned)].filter(({ owner }) => owner.code === steward.post.agencyCode);
}

/** The queue of pairs that may be one. */
export async function openQueue(
  house: House,
  steward: Steward,
  { review }: Reviewed,
  asked: { view: QueueView; page: number; least: number },
): Promise<{ queue: QueueShown; receipt: string }> {
  const { output, receipt } = await call(house, review.queue, asked, contextOf(steward));
  return { queue: output, receipt };
}

/** A pair, explained. Refuses `register.pair_unknown`. */
export async function openPair(
  house: House,
  steward: Steward,
  { review }: Reviewed,
  pair: string,
): Promise<{ shown: PairShown; receipt: string }> {
  const { output, receipt } = await call(house, review.read, { pair }, contextOf(steward));
  if (!output.found) throw new Refusal('register.pair_unknown', 404);
  return { shown: output.found, receipt };
}

/** Makes two records a pair because the steward knows that they may be one; or leads to the pair that they are already. */
export async function nameOnePair(
  house: House,
  steward: Steward,
  { review }: Reviewed,
  { idempotencyKey, ...asked }: { one: string[]; other: string[]; reason: string; idempotencyKey: string },
): Promise<NamedPair> {
  const { output } = await call(house, review.name, asked, { ...contextOf(steward), idempotencyKey });
  return output;
}

/** Decides a pair without merging it. */
export async function decideOnPair(
  house: House,
  steward: Steward,
  { review }: Reviewed,
  { idempotencyKey, ...asked }: { pair: string; decision: PairDecision; reason?: string; idempotencyKey: string },
): Promise<void> {
  await call(house, review.decide, asked, { ...contextOf(steward), idempotencyKey });
}

/** Proposes that two records are one. */
export async function proposeOneRecord(
  house: House,
  steward: Steward,
  { review }: Reviewed,
  { idempotencyKey, ...asked }: MergeAsked & { idempotencyKey: string },
): Promise<void> {
  await call(house, review.propose, asked, { ...contextOf(steward), idempotencyKey });
}

/** Confirms or refuses what another steward proposed, or undoes it. */
export async function settleMerge(
  house: House,
  steward: Steward,
  { review }: Reviewed,
  {
    idempotencyKey,
    ...asked
  }: {
    proposal: string;
    decision: ProposalDecision;
    reason: string;
    source?: { kind: string; number: string; issuedOn?: string };
    idempotencyKey: string;
  },
): Promise<void> {
  await call(house, review.settle, asked, { ...contextOf(steward), idempotencyKey });
}
