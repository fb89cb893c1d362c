import { keyWithParameters, type Certificate } from '../certificate/certificate.ts';
import { KEY_USAGE, type PathProblem } from '../rules.ts';
import { isSignatureRight, schemeOf, type SignatureScheme, type SigningKey } from '../certificate/signature-scheme.ts';
import { NameSpace, type GeneralName } from './general-name.ts';
import { isSameName } from './name.ts';
import { ANY_POLICY, PolicyGraph } from './policy-graph.ts';

/**
 * Validation of one path (RFC 5280 §6.1), revocation apart. The anchor is a certificate of our own keeping: its validity and
 * its path length bind too (RFC 5937), nothing else in it does.
 */

/** What is asked of a path beside its being valid (§6.1.1 c–g). */
export interface PolicyDemands {
  /** Policies that the user accepts; any when absent. */
  wanted?: ReadonlySet<string>;
  /** Whether the path must stand for one of them. */
  explicit?: boolean;
  inhibitMapping?: boolean;
  inhibitAny?: boolean;
}

export interface PathRules {
  /** When it must be valid; without it, time is left to who asks: what was valid once may have proof of it. */
  at?: Date;
  /** Schemes of signatures that are accepted. */
  schemes: ReadonlySet<SignatureScheme>;
  demands?: PolicyDemands;
}

/** A path that is valid: each certificate with the key that its issuer signs with. */
export interface ValidPath {
  anchor: Certificate;
  /** From the certificate below the anchor to the one asked about. */
  certificates: readonly Certificate[];
  /** The key of each of them, in the same order. */
  keys: readonly SigningKey[];
  /** Policies that it stands for, in the words of the anchor. */
  policies: ReadonlySet<string>;
}

/** Validates a path from below the anchor to the certificate asked about. Answers the first problem, or what was found. */
export function validatePath(
  anchor: Certificate,
  path: readonly Certificate[],
  { at, schemes, demands = {} }: PathRules,
): ValidPath | PathProblem {
  const length = path.length;
  const names = new NameSpace();
  const policies = new PolicyGraph();
  let explicit = demands.explicit ? 0 : length + 1;
  let mapping = demands.inhibitMapping ? 0 : length + 1;
  let any = demands.inhibitAny ? 0 : length + 1;
  let authoritiesLeft = anchor.authority?.pathLength ?? length;
  const ends = findEndOfValidity(anchor, at);
  if (ends) return ends;
  let issuer = anchor;
  let issuerKey = keyWithParameters(anchor, anchor.keyInfo);
  const keys: SigningKey[] = [];
  for (const [i, certificate] of path.entries()) {
    const isLast = i === length - 1;
    const isSelfIssued = isSameName(certificate.issuerName, certificate.subjectName);
    // §6.1.3 a: signature, validity, issuer's name.
    if (!issuerKey || !isAccepted(certificate, issuerKey, schemes)) return 'algorithm_not_accepted';
    if (!isSignatureRight(certificate, issuerKey, { accepted: schemes, remember: !isLast }))
      return 'chain_signature_wrong';
    const outside = findEndOfValidity(certificate, at);
    if (outside) return outside;
    if (!isSameName(certificate.issuerName, issuer.subjectName)) return 'chain_incomplete';
    // b, c: names.
    if ((!isSelfIssued || isLast) && !names.allows(namesOf(certificate))) return 'name_not_permitted';
    // d, e, f: policies.
    policies.enter(certificate.policies, any > 0 || (!isLast && isSelfIssued));
    if (explicit === 0 && policies.isEmpty) return 'policy_not_allowed';
    if (certificate.unknownCritical.length > 0) return 'critical_extension_unknown';

    const key = keyWithParameters(certificate, issuerKey.info);
    if (!key) return 'algorithm_not_accepted';
    keys.push(key);
    const { policyConstraints } = certificate;
    if (isLast) {
      // §6.1.5: wrap-up.
      if (explicit > 0) explicit--;
      if (policyConstraints?.requireExplicit === 0) explicit = 0;
      continue;
    }
    // §6.1.4: what this certificate lays down for the next.
    const mappings = certificate.policyMappings ?? [];
    if (mappings.some(({ issuerPolicy, subjectPolicy }) => [issuerPolicy, subjectPolicy].includes(ANY_POLICY)))
      return 'policy_not_allowed';
    policies.map(mappings, mapping === 0);
    if (certificate.nameConstraints) names.constrain(certificate.nameConstraints);
    if (!isSelfIssued) {
      explicit = Math.max(0, explicit - 1);
      mapping = Math.max(0, mapping - 1);
      any = Math.max(0, any - 1);
    }
    explicit = Math.min(explicit, policyConstraints?.requireExplicit ?? explicit);
    mapping = Math.min(mapping, policyConstraints?.inhibitMapping ?? mapping);
    any = Math.min(any, certificate.inhibitAnyPolicy ?? any);
    if (!certificate.authority) return 'not_an_authority';
    if (!isSelfIssued && authoritiesLeft-- <= 0) return 'path_too_long';
    authoritiesLeft = Math.min(authoritiesLeft, certificate.authority.pathLength ?? authoritiesLeft);
    if (certificate.keyUsage && !certificate.keyUsage.has(KEY_USAGE.keyCertSign)) return 'not_an_authority';
    issuer = certificate;
    issuerKey = key;
  }
  const accepted = policies.accepted(demands.wanted ?? new Set([ANY_POLICY]));
  if (explicit === 0 && accepted.size === 0) return 'policy_not_allowed';
  return { anchor, certificates: path, keys, policies: accepted };
}

const isAccepted = (certificate: Certificate, { key }: SigningKey, schemes: ReadonlySet<SignatureScheme>): boolean => {
  const scheme = schemeOf(certificate.signatureAlgorithm, key);
  return scheme !== undefined && schemes.has(scheme);
};

function findEndOfValidity({ from, until }: Certificate, at: Date | undefined): PathProblem | undefined {
  if (!at) return undefined;
  if (at < from) return 'certificate_not_yet_valid';
  if (at > until) return 'certificate_expired';
  return undefined;
}

/** Every name that constraints bind: the subject, the other names, and addresses in a subject without other names (§4.2.1.10). */
function namesOf({ subjectName, altNames, emailAddresses }: Certificate): GeneralName[] {
  const names: GeneralName[] = altNames ? [...altNames] : emailAddresses.map((text) => ({ kind: 'email', text }));
  if (subjectName.length > 0) names.push({ kind: 'directory', name: subjectName });
  return names;
}
