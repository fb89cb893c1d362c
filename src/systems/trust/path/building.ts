import type { Certificate } from '../certificate/certificate.ts';
import type { PathProblem } from '../rules.ts';
import { isSameName } from './name.ts';
import { findRevocationProblem } from './revocation.ts';
import type { RevocationList } from './revocation-list.ts';
import { validatePath, type PathRules, type ValidPath } from './validation.ts';

/** Finding a path from a certificate to the anchor among certificates that a stranger sent (RFC 4158). */

/** Longest path below the anchor. */
const MOST_STEPS = 12;
/** Steps of the search, and paths that are validated, for one certificate: what a stranger can make us do. */
const MOST_SEARCHED = 2_000;
const MOST_PATHS = 32;

export interface PathRequest {
  leaf: Certificate;
  /** Certificates that may lie on the path, or sign lists. */
  others: readonly Certificate[];
  anchor: Certificate;
  rules: PathRules;
  /** Revocation lists; when given, whether each certificate was revoked must be known from them. */
  lists?: readonly RevocationList[];
}

/** The problem told when several paths were tried: the one that is nearest to a valid path. */
const TOLD_FIRST: readonly PathProblem[] = [
  'certificate_revoked',
  'revocation_unknown',
  'certificate_expired',
  'certificate_not_yet_valid',
  'policy_not_allowed',
  'name_not_permitted',
  'path_too_long',
  'critical_extension_unknown',
  'not_an_authority',
  'algorithm_not_accepted',
  'chain_incomplete',
  'chain_signature_wrong',
];

/** A valid path, by RFC 5280 §6 with revocation when lists are given, or what keeps there from being one. */
export function findPath(request: PathRequest): ValidPath | PathProblem {
  const { anchor, rules, lists } = request;
  const problems = new Set<PathProblem>();
  let tried = 0;
  for (const path of pathsTo(request)) {
    if (path === 'dead end') {
      problems.add('chain_incomplete');
      continue;
    }
    if (++tried > MOST_PATHS) break;
    const valid = validatePath(anchor, path, rules);
    if (typeof valid === 'string') {
      problems.add(valid);
      continue;
    }
    const revoked = lists && findRevocationProblem(valid, { lists, rules, findSigners: signersIn(request) });
    if (!revoked) return valid;
    problems.add(revoked);
  }
  return TOLD_FIRST.find((problem) => problems.has(problem)) ?? 'chain_incomplete';
}

/** Valid paths of whoever bears the name of a list's issuer. Policies are not asked of them. */
export function signersIn({ others, anchor, rules }: Omit<PathRequest, 'leaf'>) {
  return function* (list: RevocationList, known: ReadonlySet<Certificate>): Generator<ValidPath> {
    const bearers = others.filter(({ subjectName }) => isSameName(subjectName, list.issuerName));
    for (const leaf of nearestFirst(bearers, list.issuerKeyId)) {
      if (known.has(leaf)) continue;
      const path = findPath({ leaf, others, anchor, rules: { ...rules, demands: {} } });
      if (typeof path !== 'string') yield path;
    }
  };
}

/** Paths by names alone, from below the anchor to the leaf; signatures are checked later, from the anchor down. */
function* pathsTo({ leaf, others, anchor }: PathRequest): Generator<Certificate[] | 'dead end'> {
  let searched = 0;
  const walk = function* (path: Certificate[]): Generator<Certificate[] | 'dead end'> {
    const [top] = path as [Certificate];
    if (isSameName(top.issuerName, anchor.subjectName)) yield path;
    if (path.length >= MOST_STEPS) return;
    const issuers = others.filter(({ subjectName }) => isSameName(subjectName, top.issuerName));
    let isEnd = !isSameName(top.issuerName, anchor.subjectName);
    for (const issuer of nearestFirst(issuers, top.issuerKeyId)) {
      if (++searched > MOST_SEARCHED) return;
      if (path.some(({ der }) => der.equals(issuer.der)) || issuer.der.equals(anchor.der)) continue;
      isEnd = false;
      yield* walk([issuer, ...path]);
    }
    // Signed by itself and not ours: somebody else's root, from which nothing leads on.
    if (isEnd || isSignedByItself(top)) yield 'dead end';
  };
  yield* walk([leaf]);
}

const isSignedByItself = ({ issuerName, subjectName, issuerKeyId, keyId }: Certificate): boolean =>
  isSameName(issuerName, subjectName) && (issuerKeyId === undefined || issuerKeyId.equals(keyId));

/** Those whose key bears the wanted identifier first: most often that is the only one worth trying. */
function nearestFirst(certificates: readonly Certificate[], keyId: Buffer | undefined): Certificate[] {
  if (!keyId) return [...certificates];
  const rank = (one: Certificate) => (one.keyId.equals(keyId) ? 0 : 1);
  return certificates.toSorted((a, b) => rank(a) - rank(b));
}
