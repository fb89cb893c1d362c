import { createHash } from 'node:crypto';
import type { DigestName } from '../validation/found.ts';
import { canonicalise, type Canonicalisation } from '../xml/canonical.ts';
import { DS, readCanonicalisation, type FollowedReference } from '../xml/signed-info.ts';
import { childrenOf, neededChild, onlyChild, type XmlElement } from '../xml/tree.ts';
import { XADES } from './names.ts';

/** What time stamps of XAdES are over (ETSI EN 319 132-1 §5.3 and §5.5.2), as a hash of the bytes in their order. */

/** With none named, Canonical XML 1.0 (§4.5). */
const DEFAULT_FORM: Canonicalisation = { method: 'inclusive-1.0', withComments: false };

/** The canonical form that a time stamp's element names. */
export function formOf(stamp: XmlElement): Canonicalisation {
  const method = onlyChild(stamp, DS, 'CanonicalizationMethod');
  return method ? readCanonicalisation(method) : DEFAULT_FORM;
}

/** A signature time stamp is over the value of the signature. */
export function signatureImprint(signature: XmlElement, form: Canonicalisation, digest: DigestName): Buffer {
  return createHash(digest)
    .update(canonicalise(neededChild(signature, DS, 'SignatureValue'), form))
    .digest();
}

/** A content time stamp is over all data that is signed; undefined when some of it is not at hand. */
export function contentImprint(data: readonly FollowedReference[], digest: DigestName): Buffer | undefined {
  const hash = createHash(digest);
  for (const { octets } of data) {
    if (!octets) return undefined;
    hash.update(octets);
  }
  return hash.digest();
}

/**
 * An archive time stamp is over everything: the signed data and properties, the signature with its certificates, the unsigned
 * properties before it, and objects that no reference names. Undefined when some of the data is not at hand.
 */
export function archiveImprint(
  signature: XmlElement,
  { references, before }: { references: readonly FollowedReference[]; before: readonly XmlElement[] },
  form: Canonicalisation,
  digest: DigestName,
): Buffer | undefined {
  const hash = createHash(digest);
  for (const { octets } of references) {
    if (!octets) return undefined;
    hash.update(octets);
  }
  hash.update(canonicalise(neededChild(signature, DS, 'SignedInfo'), form));
  hash.update(canonicalise(neededChild(signature, DS, 'SignatureValue'), form));
  const keyInfo = onlyChild(signature, DS, 'KeyInfo');
  if (keyInfo) hash.update(canonicalise(keyInfo, form));
  for (const property of before) hash.update(canonicalise(property, form));
  const named = new Set(references.map(({ target }) => (target.kind === 'element' ? target.element : undefined)));
  for (const object of childrenOf(signature, DS, 'Object')) {
    if (named.has(object) || onlyChild(object, XADES, 'QualifyingProperties')) continue;
    hash.update(canonicalise(object, form));
  }
  return hash.digest();
}
