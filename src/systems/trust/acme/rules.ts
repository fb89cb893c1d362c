import type { MachineName } from '../certificate/machine-name.ts';

/** States and limits of ACME (RFC 8555), pure. */

/** Largest signed request: a request for a certificate of 16 KiB, encoded twice. */
export const MOST_SIGNED_BYTES = 64 * 1024;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const LIMITS = {
  nonceHolds_ms: HOUR_MS,
  orderHolds_ms: 7 * DAY_MS,
  /** A name once proven need not be proven again for so long. */
  provenFor_ms: 7 * DAY_MS,
  /** What came to nothing is kept for so long. */
  keptFor_ms: 30 * DAY_MS,
  window_ms: HOUR_MS,
  accountsOfAddress: 50,
  ordersOfAccount: 300,
  failuresOfName: 10,
  signedRequestsAMinute: 1_200,
  contacts: 10,
  contactLength: 200,
  names: 100,
  listedOrders: 100,
} as const;

export type OrderStatus = 'pending' | 'ready' | 'processing' | 'valid' | 'invalid';
export type AuthorizationStatus = 'pending' | 'processing' | 'valid' | 'invalid' | 'deactivated';

/** How a name is proven (RFC 8555 §8.3, §8.4). */
export type ProofMethod = 'http-01' | 'dns-01';

/** How one may be: an address has no records (RFC 8738 §7). What was chosen stays the only way. */
export function methodsOf({ kind, method }: { kind: 'dns' | 'ip'; method: ProofMethod | null }): ProofMethod[] {
  if (method !== null) return [method];
  return kind === 'dns' ? ['http-01', 'dns-01'] : ['http-01'];
}

/** Where a challenge stands, behind the address of challenges: the authorisation's id, and its method where it is not http-01. */
export const challengePlace = (id: string, method: ProofMethod): string =>
  method === 'http-01' ? id : `${id}.${method}`;

export function readChallengePlace(place: string): { id: string; method: ProofMethod } {
  const id = place.replace(/\.dns-01$/, '');
  return { id, method: id === place ? 'http-01' : 'dns-01' };
}

interface Ending {
  expiresAt: Date;
}

/** The state of an authorisation as it is told (RFC 8555 §7.1.6): one that was not proven in time has expired. */
export function authorizationStatus(
  { status, expiresAt }: Ending & { status: AuthorizationStatus },
  at: Date,
): 'pending' | 'valid' | 'invalid' | 'deactivated' | 'expired' {
  if (status === 'invalid' || status === 'deactivated') return status;
  if (expiresAt <= at) return 'expired';
  return status === 'valid' ? 'valid' : 'pending';
}

/** The state of an order (RFC 8555 §7.1.6): until it is finalised its authorisations say whether it is ready. */
export function orderStatus(
  order: Ending & { status: Exclude<OrderStatus, 'ready'> },
  authorizations: readonly (Ending & { status: AuthorizationStatus })[],
  at: Date,
): OrderStatus {
  if (order.status !== 'pending') return order.status;
  if (order.expiresAt <= at) return 'invalid';
  const states = authorizations.map((one) => authorizationStatus(one, at));
  if (states.every((state) => state === 'valid')) return 'ready';
  return states.some((state) => state !== 'valid' && state !== 'pending') ? 'invalid' : 'pending';
}

/** Whether a request asks for exactly the names of its order (RFC 8555 §7.4). */
export function areSameNames(some: readonly MachineName[], others: readonly MachineName[]): boolean {
  const textOf = (names: readonly MachineName[]) =>
    names
      .map(({ kind, text }) => `${kind} ${text}`)
      .toSorted()
      .join();
  return textOf(some) === textOf(others);
}

/** When a certificate is best renewed (RFC 9773 §4): two days around the day by which its profile wants it replaced; now, when it was revoked. */
export function renewalWindow(
  certificate: { until: Date; replacedBefore_days: number; isRevoked: boolean },
  at: Date,
): { start: Date; end: Date } {
  const { until, replacedBefore_days, isRevoked } = certificate;
  const middle = isRevoked ? at.getTime() - 2 * DAY_MS : until.getTime() - replacedBefore_days * DAY_MS;
  return { start: new Date(middle - DAY_MS), end: new Date(middle + DAY_MS) };
}

/** The kind of each refusal in ACME (RFC 8555 §6.7, RFC 9773 §7.4); what is not listed is `malformed`. */
export const PROBLEM_TYPES: Readonly<Record<string, string>> = {
  'trust.acme_algorithm_refused': 'badSignatureAlgorithm',
  'trust.acme_key_refused': 'badPublicKey',
  'trust.acme_url_wrong': 'unauthorized',
  'trust.acme_nonce_wrong': 'badNonce',
  'trust.acme_account_unknown': 'accountDoesNotExist',
  'trust.acme_account_closed': 'unauthorized',
  'trust.acme_binding_needed': 'externalAccountRequired',
  'trust.permit_unusable': 'unauthorized',
  'trust.acme_contact_refused': 'invalidContact',
  'trust.acme_name_refused': 'rejectedIdentifier',
  'trust.acme_name_kind_refused': 'unsupportedIdentifier',
  'trust.acme_order_not_ready': 'orderNotReady',
  'trust.acme_names_differ': 'badCSR',
  'trust.acme_too_many': 'rateLimited',
  'trust.acme_host_unknown': 'dns',
  'trust.acme_host_unreachable': 'connection',
  'trust.acme_host_not_asked': 'connection',
  'trust.acme_answer_wrong': 'incorrectResponse',
  'trust.acme_record_missing': 'dns',
  'trust.acme_record_elsewhere': 'unauthorized',
  'trust.acme_record_wrong': 'incorrectResponse',
  'trust.acme_names_unanswered': 'dns',
  'trust.acme_reason_refused': 'badRevocationReason',
  'trust.acme_may_not_revoke': 'unauthorized',
  'trust.acme_already_replaced': 'alreadyReplaced',
  'trust.already_revoked': 'alreadyRevoked',
  'trust.request_malformed': 'badCSR',
  'trust.request_key_refused': 'badCSR',
  'trust.request_not_signed': 'badCSR',
  'trust.request_name_refused': 'badCSR',
  'trust.request_for_authority': 'badCSR',
  'trust.key_compromised': 'badCSR',
  'trust.key_of_another': 'badCSR',
  'trust.key_unusable': 'badCSR',
  'trust.certificate_against_rules': 'badCSR',
  'trust.authority_withdrawn': 'serverInternal',
};
