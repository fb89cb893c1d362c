import { Refusal } from '../../../../kernel/refusal.ts';
import type { House } from '../../../../kernel/system.ts';
import { isHead, officialsAt, postHoldersAt, type Role } from '../../../organisations/index.ts';
import {
  delegationStanding,
  listOwnDelegations,
  offerDelegation,
  readOwnDelegation,
  type Capacity,
  type Delegation,
  type Signer,
} from '../../../trust/index.ts';
import { today } from '../../../../kernel/clock.ts';
import { listAccountNames } from '../../store.ts';

/** Who lets whom sign: identity knows who is signed in and who holds which post; trust keeps the delegations. */

export type OfficialSigner = Extract<Signer, { kind: 'official' }>;

/** The official who asks. Throws for anybody else: the routes let nobody else in. */
export function officialOf(signer: Signer): OfficialSigner {
  if (signer.kind !== 'official') throw new Error('only officials let others sign');
  return signer;
}

/** Whether an official holds a post in his or her own right today: what was delegated is not delegated on (art. 13.3). */
async function holdsOwn(
  house: House,
  held: { officialId: string; role: string; agencyCode: string },
): Promise<boolean> {
  const holders = await officialsAt(house, held.agencyCode, held.role as Role);
  return holders.some(({ officialId, delegatedBy }) => officialId === held.officialId && delegatedBy === undefined);
}

/** Whether this official may let others sign. */
export const mayDelegate = async (house: House, signer: OfficialSigner): Promise<boolean> =>
  isHead(signer.role) && holdsOwn(house, signer);

/** Refuses `signing.delegation_not_head`. */
export async function assertMayDelegate(house: House, signer: OfficialSigner): Promise<void> {
  if (!(await mayDelegate(house, signer))) throw new Refusal('signing.delegation_not_head', 403);
}

/** Who can be chosen: those who hold a post at the same agency, with their names. */
export async function colleaguesOf(
  house: House,
  signer: OfficialSigner,
): Promise<{ key: string; officialId: string; role: string; name: string; title: string }[]> {
  const holders = await postHoldersAt(house, signer.agencyCode);
  const others = holders.filter(({ officialId }) => officialId !== signer.officialId);
  const names = await listAccountNames(
    house.db.as('identity'),
    others.map(({ personalNumber }) => personalNumber),
  );
  return others.flatMap(({ officialId, personalNumber, role, title }) => {
    const name = names.get(personalNumber);
    return name ? [{ key: `${officialId} ${role}`, officialId, role, name, title: title.vi }] : [];
  });
}

/** What the form of an offer holds. */
export interface OfferForm {
  id: string;
  to: string;
  capacity: Capacity;
  kinds: readonly string[];
  grounds: string;
  groundsOn: string;
  fromOn: string;
  untilOn: string | undefined;
}

/**
 * Offers a colleague to sign. Refuses `signing.delegation_not_head` also for who acts in the post of a head without holding it,
 * `signing.delegation_unknown` for who is no colleague, and as `offerDelegation` does.
 */
export async function offerToColleague(house: House, signer: OfficialSigner, form: OfferForm): Promise<void> {
  await assertMayDelegate(house, signer);
  const to = (await colleaguesOf(house, signer)).find(({ key }) => key === form.to);
  if (!to) throw new Refusal('signing.delegation_unknown', 404);
  const { agencyCode, agencyName, officialId, name, role, title } = signer;
  await offerDelegation(house, {
    ...form,
    agencyCode,
    agencyName,
    from: { officialId, name, role, title },
    to: { officialId: to.officialId, name: to.name, role: to.role, title: to.title },
  });
}

/** What an official sees first: delegations to use, or to answer; undefined for people, who have none. */
export async function delegationsFor(house: House, signer: Signer): Promise<Delegation[] | undefined> {
  if (signer.kind !== 'official') return undefined;
  const all = await listOwnDelegations(house, signer);
  const on = today();
  return all.filter(
    (each) =>
      each.to.officialId === signer.officialId &&
      ['offered', 'coming', 'in-force'].includes(delegationStanding(each, on)),
  );
}

/** By which delegations an official may sign today, in the post of the session. */
export async function delegationsToUse(house: House, signer: Signer): Promise<Delegation[]> {
  if (signer.kind !== 'official') return [];
  const all = await listOwnDelegations(house, signer);
  const on = today();
  return all.filter(
    (each) =>
      each.to.officialId === signer.officialId &&
      each.to.role === signer.role &&
      delegationStanding(each, on) === 'in-force',
  );
}

/** Refuses `signing.delegation_unknown`, and `signing.delegation_post_ended` when who let the official sign holds that post no more. */
export async function assertStillDelegated(house: House, signer: Signer, delegationId: string): Promise<void> {
  if (signer.kind !== 'official') throw new Refusal('signing.delegation_unknown', 404);
  const { officialId } = signer;
  const { from, agencyCode } = await readOwnDelegation(house, { id: delegationId, officialId });
  if (!(await holdsOwn(house, { ...from, agencyCode }))) throw new Refusal('signing.delegation_post_ended', 409);
}
