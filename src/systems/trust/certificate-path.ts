import { isSignedBy, type Certificate } from './certificate.ts';
import { DOCUMENT_SIGNING, KEY_USAGE, type SignatureProblem } from './rules.ts';

/** Longest chain below the root that is followed. */
const MOST_STEPS = 4;

/**
 * Whether a seal's certificate leads to our root and was allowed to seal documents, at an instant (RFC 5280 §6.1 for
 * names, signatures, validity, basicConstraints, keyUsage, extendedKeyUsage and critical extensions; our authorities
 * carry no name constraints or policy mappings, and a certificate that makes such a thing critical is refused as unknown).
 *
 * Returns why not, or undefined when it does. Work is bounded: at most four steps, each at most as many signature
 * checks as there are certificates.
 */
export function findPathProblem(request: {
  leaf: Certificate;
  others: readonly Certificate[];
  root: Certificate;
  at: Date;
}): SignatureProblem | undefined {
  const { leaf, others, root, at } = request;
  if (leaf.authority) return 'usage_not_allowed';
  if (!leaf.keyUsage?.has(KEY_USAGE.digitalSignature) && !leaf.keyUsage?.has(KEY_USAGE.nonRepudiation)) {
    return 'usage_not_allowed';
  }
  if (!leaf.extendedKeyUsage?.includes(DOCUMENT_SIGNING)) return 'usage_not_allowed';
  let current = leaf;
  for (let authoritiesBelow = 0; authoritiesBelow < MOST_STEPS; authoritiesBelow++) {
    const own = findOwnProblem(current, at);
    if (own) return own;
    const named = [root, ...others].filter((candidate) => candidate.subject.equals(current.issuer));
    if (named.length === 0) return 'chain_incomplete';
    const issuer = named.find((candidate) => isSignedBy(current, candidate));
    if (!issuer) return 'chain_signature_wrong';
    if (!issuer.authority || !issuer.keyUsage?.has(KEY_USAGE.keyCertSign)) return 'not_an_authority';
    if (issuer.authority.pathLength !== undefined && authoritiesBelow > issuer.authority.pathLength)
      return 'path_too_long';
    if (issuer.der.equals(root.der)) return findOwnProblem(root, at);
    // Signed by itself and not ours: somebody else's root, from which nothing leads on.
    if (issuer.subject.equals(issuer.issuer)) return 'chain_incomplete';
    current = issuer;
  }
  return 'path_too_long';
}

function findOwnProblem(certificate: Certificate, at: Date): SignatureProblem | undefined {
  if (certificate.unknownCritical.length > 0) return 'critical_extension_unknown';
  if (at < certificate.from) return 'certificate_not_yet_valid';
  if (at > certificate.until) return 'certificate_expired';
  return undefined;
}
