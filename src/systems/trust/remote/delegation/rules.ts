import { Refusal } from '../../../../kernel/refusal.ts';
import { isDocumentKind } from './document-kind.ts';

/** Signing for another (Decree 30/2020/NĐ-CP art. 13): words, limits and decisions. */

/**
 * How one signs for the head of an agency: `deputy` *ký thay* (art. 13.1), `order` *ký thừa lệnh* (13.4), `authorisation` *ký thừa ủy
 * quyền* (13.3, in writing, limited in time and content, never passed on).
 */
export type Capacity = 'deputy' | 'order' | 'authorisation';
/** What stands before the head's title. */
export const MARKS: Readonly<Record<Capacity, string>> = { deputy: 'KT.', order: 'TL.', authorisation: 'TUQ.' };

/** Heads of agencies, who alone let others sign for them, with the posts of their deputies, who alone sign as such. */
export type Heads = Readonly<Partial<Record<string, readonly string[]>>>;

/** An official in a post. */
export interface PostOfOfficial {
  officialId: string;
  name: string;
  role: string;
  title: string;
}

/** What a head offers. Days are civil dates, the last one included. */
export interface DelegationOffer {
  id: string;
  capacity: Capacity;
  agencyCode: string;
  agencyName: string;
  from: PostOfOfficial;
  to: PostOfOfficial;
  kinds: readonly string[];
  /** The document by which it was decided, and its day. */
  grounds: string;
  groundsOn: string;
  fromOn: string;
  untilOn: string | undefined;
}

export type DelegationAct = 'accepted' | 'declined' | 'ended';

export interface Delegation extends DelegationOffer {
  offeredAt: Date;
  acts: readonly { act: DelegationAct; byOfficialId: string; why: string; at: Date }[];
}

/** `coming` and `in-force` are accepted. An offer that nobody answered by its last day is `over` too. */
export type DelegationStanding = 'offered' | 'coming' | 'in-force' | 'over' | 'declined' | 'ended';

/** How a delegation stands on a civil date. */
export function delegationStanding({ acts, fromOn, untilOn }: Delegation, on: string): DelegationStanding {
  const has = (wanted: DelegationAct): boolean => acts.some(({ act }) => act === wanted);
  if (has('declined')) return 'declined';
  if (has('ended')) return 'ended';
  if (untilOn !== undefined && on > untilOn) return 'over';
  if (!has('accepted')) return 'offered';
  return on < fromOn ? 'coming' : 'in-force';
}

/** Whether it let its holder sign at an instant that fell on a civil date. */
export function heldAt({ acts, fromOn, untilOn }: Delegation, { at, on }: { at: Date; on: string }): boolean {
  const when = (wanted: DelegationAct): Date | undefined => acts.find(({ act }) => act === wanted)?.at;
  const [accepted, ended] = [when('accepted'), when('ended')];
  // Time stamps tell whole seconds.
  const acceptedAt = accepted && Math.floor(accepted.getTime() / 1000) * 1000;
  const isWithin = on >= fromOn && (untilOn === undefined || on <= untilOn);
  return acceptedAt !== undefined && acceptedAt <= at.getTime() && (ended === undefined || at < ended) && isWithin;
}

/** What the signature says before the name: `KT. CHỦ TỊCH ỦY BAN NHÂN DÂN`. */
export const steadOf = ({ capacity, from }: Pick<DelegationOffer, 'capacity' | 'from'>): string =>
  `${MARKS[capacity]} ${from.title.toLocaleUpperCase('vi')}`;

/** How a delegation is named under a signature (RFC 9562 as a URN), and read from there. */
export const delegationName = (id: string): string => `urn:uuid:${id}`;
export const delegationIn = (roles: readonly string[] = []): string | undefined =>
  roles.map((role) => /^urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(role)?.[1]).find(Boolean);

/** Longest that a delegation may last, in days: a term of office. */
const MOST_DAYS = 5 * 366;
const DAY_MS = 24 * 3600 * 1000;
const LONGEST_GROUNDS = 300;
const SHORTEST_GROUNDS = 3;

/**
 * Refuses an offer that the decree does not know: by one who heads nothing, to oneself, as a deputy to one who is none, without kinds
 * of documents or grounds, for days that are over or no period, and an authorisation without an end.
 */
export function assertOffer(offer: DelegationOffer, { on, heads }: { on: string; heads: Heads }): void {
  const { capacity, from, to, kinds, fromOn, untilOn } = offer;
  const deputies = Object.hasOwn(heads, from.role) ? heads[from.role] : undefined;
  if (!deputies) throw new Refusal('signing.delegation_not_head', 403);
  if (from.officialId === to.officialId) throw refusedField('to', 'signing.delegation_to_self');
  if (capacity === 'deputy' && !deputies.includes(to.role))
    throw refusedField('capacity', 'signing.delegation_not_deputy');
  if (kinds.length === 0 || new Set(kinds).size !== kinds.length || !kinds.every(isDocumentKind))
    throw refusedField('kinds', 'signing.delegation_kinds_missing');
  const grounds = offer.grounds.trim().length;
  if (grounds < SHORTEST_GROUNDS || grounds > LONGEST_GROUNDS || offer.groundsOn > on)
    throw refusedField('grounds', 'signing.delegation_grounds_missing');
  if (capacity === 'authorisation' && untilOn === undefined)
    throw refusedField('untilOn', 'signing.delegation_end_missing');
  const days = untilOn === undefined ? 0 : (Date.parse(untilOn) - Date.parse(fromOn)) / DAY_MS;
  if (!(days >= 0 && days <= MOST_DAYS) || (untilOn !== undefined && untilOn < on))
    throw refusedField('untilOn', 'signing.delegation_period_wrong');
}

const refusedField = (field: string, code: string): Refusal => new Refusal(code, 422, { fields: [{ field, code }] });
