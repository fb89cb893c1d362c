import { readSignatureAlgorithm } from '../certificate/certificate.ts';
import { readAuthorityKeyId, readExtensionList } from '../certificate/extensions.ts';
import {
  eachMember,
  expectTag,
  findTagged,
  MalformedDer,
  readBoolean,
  readLargeInteger,
  readMembers,
  readNamedBits,
  readOnly,
  readSmallInteger,
  readTime,
  readWholeBits,
  TAG,
  type DerElement,
} from '../asn1/der.ts';
import type { Signed } from '../certificate/signature-scheme.ts';
import { readPointName, type PointName } from './distribution-point.ts';
import { readGeneralNames } from './general-name.ts';
import { isSameName, readComparableName, type ComparableName } from './name.ts';

/** Certificate revocation lists (RFC 5280 §5), full, indirect and of changes. */

const OID = {
  authorityKeyIdentifier: '2.5.29.35',
  number: '2.5.29.20',
  reason: '2.5.29.21',
  invalidityDate: '2.5.29.24',
  deltaIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
  endedSince: '2.5.29.60',
} as const;

/** Largest list that is read: a million entries and more. */
const MOST_LIST_BYTES = 64 * 1024 * 1024;

/** What a list is about (issuingDistributionPoint, §5.2.5); everything its issuer issued when it does not say. */
export interface ListScope {
  name?: PointName;
  onlyHolders: boolean;
  onlyAuthorities: boolean;
  onlyAttributes: boolean;
  reasons?: ReadonlySet<number>;
  /** Whether it may tell of certificates that others issued. */
  indirect: boolean;
}

export interface RevocationList extends Signed {
  der: Buffer;
  issuerName: ComparableName;
  thisUpdate: Date;
  nextUpdate: Date | undefined;
  number?: bigint;
  /** Of a list of changes: the full list that they are changes to. */
  baseNumber?: bigint;
  issuerKeyId?: Buffer;
  scope?: ListScope;
  /** The scope as it stands in the list, to tell whether two lists have the same. */
  scopeBytes?: Buffer;
  hasUnknownCritical: boolean;
  /** Certificates that ended after this stay on the list (expiredCertsOnCRL, ITU-T X.509 §9.5.2.8). */
  tellsOfEndedSince?: Date;
  entries: DerElement | undefined;
}

/** Reads a list, all but its entries. Throws MalformedDer for what is not a version 2 list in DER. */
export function readRevocationList(der: Uint8Array): RevocationList {
  if (der.length > MOST_LIST_BYTES) throw new MalformedDer('revocation list too large');
  const outer = readOnly(der, TAG.sequence);
  const [toSign, outerAlgorithm, signature, ...more] = readMembers(outer);
  if (more.length > 0) throw new MalformedDer('revocation list');
  const members = readMembers(expectTag(toSign, TAG.sequence));
  const version = members[0]?.tag === TAG.integer ? readSmallInteger(members.shift()) : 0;
  const [algorithm, issuer, thisUpdate, ...rest] = members;
  const isTime = rest[0]?.tag === TAG.utcTime || rest[0]?.tag === TAG.generalizedTime;
  const nextUpdate = isTime ? readTime(rest.shift()) : undefined;
  const entries = rest[0]?.tag === TAG.sequence ? rest.shift() : undefined;
  const extensions = rest[0] && findTagged(rest, 0);
  if (rest.length > (extensions ? 1 : 0) || (version !== 1 && extensions)) throw new MalformedDer('revocation list');
  return {
    der: outer.whole,
    toSign: toSign!.whole,
    signatureAlgorithm: readSignatureAlgorithm(algorithm, outerAlgorithm),
    signature: readWholeBits(signature),
    issuerName: readComparableName(expectTag(issuer, TAG.sequence)),
    thisUpdate: readTime(thisUpdate),
    nextUpdate,
    entries,
    ...readListExtensions(extensions && readMembers(extensions, 1)[0]),
  };
}

function readListExtensions(
  list: DerElement | undefined,
): Pick<
  RevocationList,
  'number' | 'baseNumber' | 'issuerKeyId' | 'scope' | 'scopeBytes' | 'hasUnknownCritical' | 'tellsOfEndedSince'
> {
  const read: ReturnType<typeof readListExtensions> = { hasUnknownCritical: false };
  if (!list) return read;
  for (const { oid, critical, value } of readExtensionList(list)) {
    switch (oid) {
      case OID.number:
        read.number = readLargeInteger(readOnly(value, TAG.integer).contents);
        break;
      case OID.deltaIndicator:
        read.baseNumber = readLargeInteger(readOnly(value, TAG.integer).contents);
        break;
      case OID.authorityKeyIdentifier: {
        const keyId = readAuthorityKeyId(value);
        if (keyId) read.issuerKeyId = keyId;
        break;
      }
      case OID.issuingDistributionPoint:
        read.scope = readScope(value);
        read.scopeBytes = value;
        break;
      case OID.endedSince:
        read.tellsOfEndedSince = readTime(readOnly(value, TAG.generalizedTime));
        break;
      default:
        if (critical) read.hasUnknownCritical = true;
    }
  }
  return read;
}

function readScope(value: Buffer): ListScope {
  const parts = readMembers(readOnly(value, TAG.sequence), 6);
  const flag = (number: number) => {
    const part = findTagged(parts, number);
    return part ? readBoolean(part.as(TAG.boolean)) : false;
  };
  const name = findTagged(parts, 0);
  const reasons = findTagged(parts, 3);
  const scope = {
    ...(name && { name: readPointName(name) }),
    onlyHolders: flag(1),
    onlyAuthorities: flag(2),
    ...(reasons && { reasons: readNamedBits(reasons.contents) }),
    indirect: flag(4),
    onlyAttributes: flag(5),
  };
  if ([scope.onlyHolders, scope.onlyAuthorities, scope.onlyAttributes].filter(Boolean).length > 1)
    throw new MalformedDer('scope of a revocation list');
  return scope;
}

/** What a list says of one certificate. */
export interface Revocation {
  /** CRLReason (§5.3.1); 0, unspecified, when none is given. */
  reason: number;
  at: Date;
}

/** removeFromCRL: a hold that ended, told by a list of changes. */
export const REMOVED_FROM_LIST = 8;
const MOST_REASON = 10;

/** Lists that were looked through once and have no entry that makes them unusable. */
const lookedThrough = new WeakSet<RevocationList>();

/**
 * Looks for a certificate in a list, by its issuer and serial number. Answers `unusable` when any entry carries a critical
 * extension that we do not know: such a list may not be used at all (§5.3). The first time it takes as long as the list is;
 * then, for a certificate that is not in it, no longer than to look for some bytes.
 */
export function findRevocation(
  list: RevocationList,
  certificate: { issuerName: ComparableName; serialBytes: Buffer },
): Revocation | 'unusable' | undefined {
  if (!list.entries) return undefined;
  const { serialBytes } = certificate;
  // Where its serial number stands nowhere at all, it stands in no entry.
  if (lookedThrough.has(list) && serialBytes.length > 8 && !list.entries.contents.includes(serialBytes))
    return undefined;
  const found = lookThrough(list, list.entries, certificate);
  if (found !== 'unusable') lookedThrough.add(list);
  return found;
}

function lookThrough(
  list: RevocationList,
  entries: DerElement,
  certificate: { issuerName: ComparableName; serialBytes: Buffer },
): Revocation | 'unusable' | undefined {
  // In an indirect list an entry holds for the issuer last named above it (§5.3.3).
  let isOfIssuer = isSameName(list.issuerName, certificate.issuerName);
  let found: Revocation | undefined;
  for (const entry of eachMember(entries)) {
    const [serial, at, extensions] = readMembers(expectTag(entry, TAG.sequence), 3);
    let reason = 0;
    if (extensions) {
      for (const { oid, critical, value } of readExtensionList(extensions)) {
        if (oid === OID.reason) {
          const code = readOnly(value, TAG.enumerated).contents;
          if (code.length !== 1 || code[0]! > MOST_REASON) throw new MalformedDer('reason');
          reason = code[0]!;
        } else if (oid === OID.certificateIssuer) {
          isOfIssuer = readGeneralNames(readOnly(value, TAG.sequence)).some(
            (name) => name.kind === 'directory' && isSameName(name.name, certificate.issuerName),
          );
        } else if (critical && oid !== OID.invalidityDate) return 'unusable';
      }
    }
    if (isOfIssuer && expectTag(serial, TAG.integer).contents.equals(certificate.serialBytes)) {
      found = { reason, at: readTime(at) };
    }
  }
  return found;
}
