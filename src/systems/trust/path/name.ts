import { expectTag, MalformedDer, readMembers, readObjectId, TAG, type DerElement } from '../asn1/der.ts';

/**
 * Distinguished names as they are compared (RFC 5280 §7.1): text without regard to its string type, case, and spaces at
 * the ends or in a row; anything else by its bytes. One string for each relative name, from the country down.
 */
export type ComparableName = readonly string[];

const MOST_RELATIVE_NAMES = 64;
const MOST_ATTRIBUTES = 8;

/** Reads a Name for comparing. Throws MalformedDer for what is no name. */
export function readComparableName(name: DerElement): ComparableName {
  return readMembers(name, MOST_RELATIVE_NAMES).map((relative) =>
    comparableRelative(readMembers(expectTag(relative, TAG.set), MOST_ATTRIBUTES)),
  );
}

/** Reads a name relative to an issuer, as distribution points may give theirs, for comparing. */
export function readComparableRelative(relative: DerElement): string {
  return comparableRelative(readMembers(relative, MOST_ATTRIBUTES));
}

function comparableRelative(attributes: readonly DerElement[]): string {
  const parts = attributes.map((attribute) => {
    const [oid, value, ...more] = readMembers(expectTag(attribute, TAG.sequence));
    if (!value || more.length > 0) throw new MalformedDer('attribute of a name');
    const text = textOf(value);
    return [readObjectId(oid), text === undefined ? `#${value.whole.toString('hex')}` : ` ${comparableText(text)}`];
  });
  return JSON.stringify(parts.map((part) => JSON.stringify(part)).toSorted());
}

/** The text of an attribute of any string type; undefined when it is something else. */
export function textOf({ tag, contents }: DerElement): string | undefined {
  switch (tag) {
    case TAG.utf8String:
      return contents.toString('utf8');
    case TAG.printableString:
    case TAG.ia5String:
    case TAG.visibleString:
    case TAG.teletexString:
      return contents.toString('latin1');
    case TAG.bmpString:
      return contents.length % 2 === 0 ? Buffer.from(contents).swap16().toString('utf16le') : undefined;
    default:
      return undefined;
  }
}

/** What a preparation by RFC 4518 §2.2 maps to nothing, as far as it occurs in names. */
const MAPPED_TO_NOTHING = /\p{Default_Ignorable_Code_Point}/gu;

function comparableText(text: string): string {
  return text
    .replace(MAPPED_TO_NOTHING, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Whether two names are the same (RFC 5280 §7.1). */
export function isSameName(one: ComparableName, other: ComparableName): boolean {
  return one.length === other.length && isWithin(one, other);
}

/** Whether a name lies in the subtree below another, which itself belongs to it. */
export function isWithin(name: ComparableName, subtree: ComparableName): boolean {
  return subtree.length <= name.length && subtree.every((relative, i) => relative === name[i]);
}
