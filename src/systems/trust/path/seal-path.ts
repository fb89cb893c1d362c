import type { Certificate } from '../certificate/certificate.ts';
import { findPath } from './building.ts';
import type { RevocationList } from './revocation-list.ts';
import { DOCUMENT_SIGNING, KEY_USAGE, type SignatureProblem } from '../rules.ts';
import { STATE_SCHEMES } from '../certificate/signature-scheme.ts';

/**
 * Whether a seal's certificate leads to our root and was allowed to seal documents, at an instant: its own purpose (RFC 5280
 * §4.2.1.3, RFC 9336), then its path (RFC 5280 §6). Returns why not, or undefined when it does.
 */
export function findSealProblem(request: {
  leaf: Certificate;
  others: readonly Certificate[];
  root: Certificate;
  at: Date;
  /** When given, that it was not revoked must be known from them. */
  lists?: readonly RevocationList[];
}): SignatureProblem | undefined {
  const { leaf, others, root, at, lists } = request;
  if (leaf.authority) return 'usage_not_allowed';
  if (!leaf.keyUsage?.has(KEY_USAGE.digitalSignature) && !leaf.keyUsage?.has(KEY_USAGE.nonRepudiation)) {
    return 'usage_not_allowed';
  }
  if (!leaf.extendedKeyUsage?.includes(DOCUMENT_SIGNING)) return 'usage_not_allowed';
  const rules = { at, schemes: STATE_SCHEMES };
  const path = findPath({ leaf, others, anchor: root, rules, ...(lists && { lists }) });
  return typeof path === 'string' ? path : undefined;
}
