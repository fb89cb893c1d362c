import type { Certificate } from '../certificate/certificate.ts';
import { CHECKED_SCHEMES, schemeOf } from '../certificate/signature-scheme.ts';
import { findPath } from '../path/building.ts';
import type { StatusWord } from '../path/status-words.ts';
import type { ValidPath } from '../path/validation.ts';
import {
  DOCUMENT_SIGNING,
  KEY_USAGE,
  SUSPENDED,
  TIME_STAMPING,
  TRUSTED_LIST_SIGNING,
  type PathProblem,
} from '../rules.ts';
import { earliest, endOfScheme, isSound, type End } from './algorithms.ts';
import { indeterminate, PASSED, type Conclusion, type Reason } from './conclusion.ts';
import type { Context, Purpose } from './context.ts';
import type { Proofs } from './proofs.ts';

/** X.509 certificate validation (EN 319 102-1 §5.2.6), and that of a certificate in the past (§5.6.2.1 and 2). */

/** A chain with what is known of it; the path is undefined when there is none. */
export interface ChainVerdict {
  conclusion: Conclusion;
  path: ValidPath | undefined;
  /** When a certificate of it was revoked, or the signer's suspended. */
  revokedAt?: Date;
}

/** Whether a certificate was issued for something else (RFC 5280 §4.2.1.3, RFC 9336, TS 119 612 §5.7.1; RFC 3161 §2.3). */
function findPurposeProblem(certificate: Certificate, purpose: Purpose): boolean {
  const { keyUsage, extendedKeyUsage } = certificate;
  if (certificate.authority) return true;
  const signs = !keyUsage || keyUsage.has(KEY_USAGE.digitalSignature) || keyUsage.has(KEY_USAGE.nonRepudiation);
  if (!signs) return true;
  // RFC 3161 §2.3: a stamper does nothing else.
  if (purpose === 'time_stamps') return extendedKeyUsage?.length !== 1 || extendedKeyUsage[0] !== TIME_STAMPING;
  return !extendedKeyUsage?.some((one) => one === DOCUMENT_SIGNING || one === TRUSTED_LIST_SIGNING);
}

const REASON_OF: Readonly<Record<PathProblem, Reason>> = {
  chain_incomplete: 'chain_incomplete',
  chain_signature_wrong: 'chain_signature_wrong',
  algorithm_not_accepted: 'algorithm_not_accepted',
  not_an_authority: 'chain_broken',
  path_too_long: 'chain_broken',
  name_not_permitted: 'chain_broken',
  policy_not_allowed: 'chain_broken',
  critical_extension_unknown: 'chain_broken',
  certificate_not_yet_valid: 'certificate_not_yet_valid',
  certificate_expired: 'certificate_expired',
  certificate_revoked: 'certificate_revoked',
  revocation_unknown: 'revocation_unknown',
};

function ofProblem(problem: PathProblem): Conclusion {
  const reason = REASON_OF[problem];
  if (problem === 'chain_incomplete' || problem === 'chain_signature_wrong')
    return indeterminate('NO_CERTIFICATE_CHAIN_FOUND', reason);
  if (problem === 'algorithm_not_accepted') return indeterminate('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', reason);
  return indeterminate('CERTIFICATE_CHAIN_GENERAL_FAILURE', reason);
}

/** A path to one of the anchors: valid now when there is such a one, else valid but for time. */
function findChain(leaf: Certificate, { at, anchors, certificates }: Context): ValidPath | PathProblem {
  let problem: PathProblem = 'chain_incomplete';
  for (const rules of [{ at, schemes: CHECKED_SCHEMES }, { schemes: CHECKED_SCHEMES }]) {
    for (const anchor of anchors) {
      const path = findPath({ leaf, others: certificates, anchor, rules });
      if (typeof path !== 'string') return path;
      if (path !== 'chain_incomplete') problem = path;
    }
  }
  return problem;
}

/** The newest word on a certificate that was spoken by an instant. */
const newestAt = (words: readonly StatusWord[], at: Date): StatusWord | undefined =>
  words.find(({ issuedAt }) => issuedAt <= at);

/** Whether a word is new enough to rely on at an instant (§5.2.5): it says itself until when. */
const isFresh = (word: StatusWord | undefined, at: Date): boolean =>
  word !== undefined && word.until !== undefined && at <= word.until;

/** Whether nobody need ask: a responder whose certificate says so. */
const isNotAsked = (certificate: Certificate): boolean => certificate.isNotAskedAbout === true;

/** The chain of a certificate at the instant of the context (§5.2.6). */
export function validateChain(leaf: Certificate, purpose: Purpose, context: Context): ChainVerdict {
  const { at, words } = context;
  const path = findChain(leaf, context);
  if (typeof path === 'string') return { conclusion: ofProblem(path), path: undefined };
  const verdict = (conclusion: Conclusion, revokedAt?: Date): ChainVerdict => ({
    conclusion,
    path,
    ...(revokedAt && { revokedAt }),
  });
  if (findPurposeProblem(leaf, purpose))
    return verdict(indeterminate('CHAIN_CONSTRAINTS_FAILURE', 'usage_not_allowed'));

  let unknown: Conclusion | undefined;
  let suspendedAt: Date | undefined;
  for (const [place, certificate] of path.certificates.entries()) {
    if (isNotAsked(certificate)) continue;
    const isLeaf = certificate === leaf;
    const newest = newestAt(words.of(path, place), at);
    const { revoked } = newest ?? {};
    if (revoked?.reason === SUSPENDED && revoked.at <= at) {
      unknown ??= indeterminate('TRY_LATER', 'certificate_suspended');
      suspendedAt = revoked.at;
    } else if (revoked && revoked.at <= at) {
      return isLeaf
        ? verdict(indeterminate('REVOKED_NO_POE', 'certificate_revoked'), revoked.at)
        : verdict(indeterminate('REVOKED_CA_NO_POE', 'authority_revoked'), revoked.at);
    } else if (!isFresh(newest, at)) unknown ??= indeterminate('TRY_LATER', 'revocation_unknown');
  }
  const outside = findOutside(path, leaf, context);
  if (outside) return verdict(outside, suspendedAt);
  if (unknown) return verdict(unknown, suspendedAt);
  if (!isSound(endOfChain(path), at))
    return verdict(indeterminate('CRYPTO_CONSTRAINTS_FAILURE_NO_POE', 'algorithm_outdated'));
  return verdict(PASSED);
}

function findOutside(path: ValidPath, leaf: Certificate, { at, words }: Context): Conclusion | undefined {
  const above = [path.anchor, ...path.certificates.slice(0, -1)];
  if (above.some(({ from, until }) => at < from || at > until))
    return indeterminate('OUT_OF_BOUNDS_NO_POE', 'authority_expired');
  if (at < leaf.from) return indeterminate('OUT_OF_BOUNDS_NO_POE', 'certificate_not_yet_valid');
  if (at <= leaf.until) return undefined;
  // After its end a certificate may be left out of lists, unless they say that they keep it.
  const newest = newestAt(words.of(path, path.certificates.length - 1), at);
  const isKnown = newest !== undefined && isFresh(newest, at) && speaksOf(newest, leaf);
  return indeterminate(isKnown ? 'OUT_OF_BOUNDS_NOT_REVOKED' : 'OUT_OF_BOUNDS_NO_POE', 'certificate_expired');
}

/** Until when the signatures on the certificates of a path may be relied upon. */
export function endOfChain({ certificates, keys, anchor }: ValidPath): End {
  return earliest(
    ...certificates.map(({ signatureAlgorithm }, i) => {
      const key = i === 0 ? anchor.publicKey : keys[i - 1]!.key;
      const scheme = key && schemeOf(signatureAlgorithm, key);
      return scheme && endOfScheme(scheme);
    }),
  );
}

/** Whether it was known of every certificate of a path that it was not revoked at an instant in the past (§5.5.4, TRY_LATER). */
export function wasKnownAt(path: ValidPath, at: Date, { words }: Context): boolean {
  return path.certificates.every(
    (certificate, place) =>
      isNotAsked(certificate) ||
      words.of(path, place).some((word) => !word.revoked && (word.issuedAt >= at || isFresh(word, at))),
  );
}

/** Whether a word counts for a certificate that has ended: spoken before its end, or by one that still tells of it. */
const speaksOf = ({ revoked, issuedAt, tellsOfEndedSince }: StatusWord, { until }: Certificate): boolean =>
  revoked !== undefined || issuedAt <= until || (tellsOfEndedSince !== undefined && tellsOfEndedSince <= until);

/** A certificate in the past: the latest instant at which it is known to have been good, or why none is (§5.6.2.1). */
export function validatePastChain(
  leaf: Certificate,
  purpose: Purpose,
  context: Context,
  proofs: Proofs,
): { conclusion: Conclusion; controlTime: Date } {
  const none = (conclusion: Conclusion) => ({ conclusion, controlTime: context.at });
  const path = findChain(leaf, context);
  if (typeof path === 'string') return none(ofProblem(path));
  if (findPurposeProblem(leaf, purpose)) return none(indeterminate('CHAIN_CONSTRAINTS_FAILURE', 'usage_not_allowed'));
  const all = [path.anchor, ...path.certificates];
  const [begins, ends] = [Math.max(...all.map(({ from }) => +from)), Math.min(...all.map(({ until }) => +until))];
  if (begins > ends) return none(indeterminate('CERTIFICATE_CHAIN_GENERAL_FAILURE', 'chain_broken'));

  // §5.6.2.2: from the anchor down, back to where something is known of each.
  let control = context.at;
  for (const [place, certificate] of path.certificates.entries()) {
    if (!isNotAsked(certificate)) {
      const word = context.words
        .of(path, place)
        .find((one) => one.issuedAt <= control && proofs.of(one.der) <= control && speaksOf(one, certificate));
      if (!word || proofs.of(certificate.der) > control) return none(indeterminate('NO_POE', 'no_proof_of_time'));
      if (word.revoked && word.revoked.at <= control) control = word.revoked.at;
      // The clause slides to when the word was spoken. A validator then would have relied on it until its own end (§5.2.5),
      // so that is how far back we go: else no list that is carried could ever prove the stamp that covers it.
      else if (!isFresh(word, control)) control = word.until ?? word.issuedAt;
      const end = word.scheme && endOfScheme(word.scheme);
      if (end && end < control) control = end;
    }
    if (control > certificate.until) control = certificate.until;
  }
  const end = endOfChain(path);
  if (end && end < control) control = end;
  return { conclusion: PASSED, controlTime: control };
}
