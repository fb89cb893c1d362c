import {
  contextTag,
  element,
  findTagged,
  objectId,
  readMembers,
  readOnly,
  sequence,
  setOf,
  TAG,
  utf8String,
} from '../asn1/der.ts';

/**
 * What a signer claims to be (signer-attributes-v2, ETSI EN 319 122-1 §5.2.6.1): claimed attributes of type title (RFC 4519 §2.38), each a
 * text. Nobody certifies them.
 */

export const SIGNER_ATTRIBUTES_V2 = '0.4.0.19122.1.1';
const TITLE = '2.5.4.12';
const MOST_ATTRIBUTES = 8;
const MOST_VALUES = 8;
const LONGEST_ROLE = 500;

/** The signed attribute that claims these roles. */
export const claimRoles = (roles: readonly string[]): Buffer =>
  sequence(
    objectId(SIGNER_ATTRIBUTES_V2),
    setOf(
      sequence(
        element(contextTag(0), sequence(...roles.map((role) => sequence(objectId(TITLE), setOf(utf8String(role)))))),
      ),
    ),
  );

/** The texts that are claimed, of any type of attribute; what is no text is passed over. Throws MalformedDer. */
export function readClaimedRoles(value: Buffer): string[] {
  const claimed = findTagged(readMembers(readOnly(value, TAG.sequence), 3), 0);
  if (!claimed) return [];
  const attributes = readMembers(readOnly(claimed.contents, TAG.sequence), MOST_ATTRIBUTES);
  const values = attributes.flatMap((attribute) => {
    const [, set] = readMembers(attribute, 2);
    return set?.tag === TAG.set ? readMembers(set, MOST_VALUES) : [];
  });
  return values
    .filter(({ tag }) => tag === TAG.utf8String || tag === TAG.printableString)
    .map(({ contents }) => contents.toString('utf8').slice(0, LONGEST_ROLE));
}
