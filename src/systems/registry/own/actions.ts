import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { call } from '../../exchange/index.ts';
import { type Steward, contextOf } from '../actions.ts';
import { type RegisterDefinition, registerOf } from '../definition.ts';
import { type RecordKind, kindOf } from '../kind/index.ts';
import type { Challenge } from './challenges.ts';
import { type OwnServices, ownServicesIn, ownServicesOf } from './services.ts';

export type { Challenge };

/** A challenge with what it is about. */
export interface ChallengeAbout {
  challenge: Challenge;
  kind: RecordKind;
  register: RegisterDefinition;
}

/** The challenges of all registers that the steward keeps: open ones by their due date, or those that were answered. */
export async function challengesFor(
  house: House,
  steward: Steward,
  asked: { answered: boolean; page: number },
): Promise<{ found: ChallengeAbout[]; hasMore: boolean }> {
  const lists = await Promise.all(
    ownServicesIn(house).map(async (services) => {
      const register = registerOf(services.system)!;
      if (register.owner.code !== steward.post.agencyCode) return { found: [], hasMore: false };
      const { output } = await call(house, services.list, asked, contextOf(steward));
      return {
        found: output.challenges.flatMap((challenge) => aboutOf(register, challenge)),
        hasMore: output.hasMore,
      };
    }),
  );
  const found = lists.flatMap((list) => list.found);
  if (!asked.answered) found.sort((one, other) => (one.challenge.dueOn < other.challenge.dueOn ? -1 : 1));
  return { found, hasMore: lists.some(({ hasMore }) => hasMore) };
}

/** One challenge of a register of the steward's. Refuses `register.challenge_unknown` and `register.not_your_register`. */
export async function openChallenge(
  house: House,
  steward: Steward,
  system: string,
  id: string,
): Promise<ChallengeAbout> {
  const { register, services } = ownOf(steward, system);
  const { output } = await call(house, services.list, { id }, contextOf(steward));
  const [found] = output.challenges.flatMap((challenge) => aboutOf(register, challenge));
  if (!found) throw new Refusal('register.challenge_unknown', 404);
  return found;
}

/** Answers a challenge: the record was put right by an act, or it stays as it is. The same form sent twice answers once. */
export async function answer(
  house: House,
  steward: Steward,
  asked: {
    system: string;
    id: string;
    decision: 'corrected' | 'refused';
    reason: string;
    act?: number;
    idempotencyKey: string;
  },
): Promise<void> {
  const { system, idempotencyKey, ...input } = asked;
  await call(house, ownOf(steward, system).services.answer, input, { ...contextOf(steward), idempotencyKey });
}

function ownOf(steward: Steward, system: string): { register: RegisterDefinition; services: OwnServices } {
  const register = registerOf(system);
  const services = register && ownServicesOf(system);
  if (!register || !services) throw new Refusal('page.not_found', 404);
  if (register.owner.code !== steward.post.agencyCode) throw new Refusal('register.not_your_register', 403);
  return { register, services };
}

function aboutOf(register: RegisterDefinition, challenge: Challenge): ChallengeAbout[] {
  const kind = kindOf(register.system, challenge.kind);
  return kind ? [{ challenge, kind, register }] : [];
}
