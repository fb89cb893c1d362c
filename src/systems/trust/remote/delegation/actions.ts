import { today } from '../../../../kernel/clock.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { HEADS } from '../../../organisations/index.ts';
import type { SealingHouse } from '../../keys.ts';
import {
  assertOffer,
  delegationStanding,
  steadOf,
  type Delegation,
  type DelegationAct,
  type DelegationOffer,
} from './rules.ts';
import { findDelegation, insertDelegation, insertDelegationAct, listDelegations } from './store.ts';

/** Delegations of signing: offered by the head of an agency, accepted by a colleague, ended by either. */

const MOST_LISTED = 200;
/** Offers of one official that are not over, so that nobody fills the table. */
const MOST_STANDING = 50;

/**
 * Offers a colleague to sign in one's stead. The same id sent twice is one offer. That both hold their posts is for the caller to know.
 * Refuses what `assertOffer` does, and `signing.too_many_delegations`.
 */
export async function offerDelegation(house: SealingHouse, offer: DelegationOffer): Promise<void> {
  const on = today();
  assertOffer(offer, { on, heads: HEADS });
  const all = await listOwnDelegations(house, { officialId: offer.from.officialId, agencyCode: offer.agencyCode });
  const standing = all.filter(
    (each) => each.id !== offer.id && ['offered', 'coming', 'in-force'].includes(delegationStanding(each, on)),
  );
  if (standing.length >= MOST_STANDING)
    throw new Refusal('signing.too_many_delegations', 409, { values: { most: MOST_STANDING } });
  await insertDelegation(house.db.as('trust'), { ...offer, grounds: offer.grounds.trim() });
}

/** What an official offered or was offered in an agency, newest first. */
export function listOwnDelegations(
  house: SealingHouse,
  official: { officialId: string; agencyCode: string },
): Promise<Delegation[]> {
  return listDelegations(house.db.as('trust'), { ...official, most: MOST_LISTED });
}

/** One that the official offered or was offered. Refuses `signing.delegation_unknown`, also for others'. */
export async function readOwnDelegation(
  house: SealingHouse,
  { id, officialId }: { id: string; officialId: string },
): Promise<Delegation> {
  const found = await findDelegation(house.db.as('trust'), id);
  if (!found || (found.from.officialId !== officialId && found.to.officialId !== officialId))
    throw new Refusal('signing.delegation_unknown', 404);
  return found;
}

/** Which acts are open to an official. */
export function openActs(delegation: Delegation, officialId: string): DelegationAct[] {
  const standing = delegationStanding(delegation, today());
  if (standing === 'offered') return officialId === delegation.to.officialId ? ['accepted', 'declined'] : ['ended'];
  return standing === 'coming' || standing === 'in-force' ? ['ended'] : [];
}

/**
 * Accepts, declines or ends a delegation. The same act again changes nothing. Refuses `signing.delegation_unknown`, and
 * `signing.delegation_act_refused` for what is not this official's to do or too late.
 */
export async function actOnDelegation(
  house: SealingHouse,
  done: { id: string; officialId: string; act: DelegationAct; why: string },
): Promise<void> {
  const { id, officialId, act, why } = done;
  const delegation = await readOwnDelegation(house, done);
  if (delegation.acts.some((each) => each.act === act && each.byOfficialId === officialId)) return;
  if (!openActs(delegation, officialId).includes(act)) throw new Refusal('signing.delegation_act_refused', 409);
  const written = { delegationId: id, act, byOfficialId: officialId, why: why.trim() };
  if (!(await insertDelegationAct(house.db.as('trust'), written)))
    throw new Refusal('signing.delegation_act_refused', 409);
}

/** For whom something is signed, by which delegation, and what it is. */
export interface SteadAsked {
  delegationId: string;
  /** A kind of document of art. 7. */
  kind: string;
}

/** The same as the signature and the consent to it say it. */
export interface Stead extends SteadAsked {
  /** `KT. CHỦ TỊCH ỦY BAN NHÂN DÂN` */
  as: string;
  /** The signer's own title. */
  title: string;
}

/**
 * What lets an official sign for another now. Refuses `signing.delegation_unknown`, `signing.delegation_not_in_force` (not accepted, not
 * begun, over, ended, or of another post) and `signing.delegation_not_for_kind`.
 */
export async function assertMaySignFor(
  house: SealingHouse,
  asked: SteadAsked,
  signer: { officialId: string | undefined; agencyCode: string | undefined; role: string | undefined },
): Promise<Stead> {
  const { delegationId, kind } = asked;
  const delegation = await findDelegation(house.db.as('trust'), delegationId);
  if (!delegation || delegation.to.officialId !== signer.officialId)
    throw new Refusal('signing.delegation_unknown', 404);
  const isOfPost = delegation.to.role === signer.role && delegation.agencyCode === signer.agencyCode;
  if (!isOfPost || delegationStanding(delegation, today()) !== 'in-force')
    throw new Refusal('signing.delegation_not_in_force', 409);
  if (!delegation.kinds.includes(kind)) throw new Refusal('signing.delegation_not_for_kind', 409);
  return { delegationId, kind, as: steadOf(delegation), title: delegation.to.title };
}
