import {
  contextTag,
  expectTag,
  findTagged,
  MalformedDer,
  readMembers,
  readNamedBits,
  readOnly,
  TAG,
  type DerElement,
} from '../asn1/der.ts';
import { readGeneralNames, type GeneralName } from './general-name.ts';
import { readComparableRelative, type ComparableName } from './name.ts';

/** Where a list stands: names, or a name relative to its issuer. */
export type PointName = { names: readonly GeneralName[] } | { relative: string };

/** Where and by whom a certificate's revocation is told, and for which reasons (RFC 5280 §4.2.1.13). */
export interface DistributionPoint {
  name?: PointName;
  /** Bits of ReasonFlags; all when absent. */
  reasons?: ReadonlySet<number>;
  /** Who signs the list, when not the certificate's own issuer. */
  listIssuer?: readonly GeneralName[];
}

const MOST_POINTS = 32;

/** Reads a cRLDistributionPoints or freshestCRL extension. */
export function readDistributionPoints(value: Buffer): DistributionPoint[] {
  return readMembers(readOnly(value, TAG.sequence), MOST_POINTS).map((item) => {
    const parts = readMembers(expectTag(item, TAG.sequence), 3);
    const name = findTagged(parts, 0);
    const reasons = findTagged(parts, 1);
    const issuer = findTagged(parts, 2);
    if (!name && !issuer) throw new MalformedDer('distribution point');
    return {
      ...(name && { name: readPointName(name) }),
      ...(reasons && { reasons: readNamedBits(reasons.contents) }),
      ...(issuer && { listIssuer: readGeneralNames(issuer) }),
    };
  });
}

/** Reads a DistributionPointName under its explicit tag. */
export function readPointName(tagged: DerElement): PointName {
  const [choice, ...more] = readMembers(tagged, 1);
  if (!choice || more.length > 0) throw new MalformedDer('distribution point name');
  if (choice.tag === contextTag(0)) return { names: readGeneralNames(choice) };
  if (choice.tag === contextTag(1)) return { relative: readComparableRelative(choice) };
  throw new MalformedDer('distribution point name');
}

/** All names of a point, those relative to `issuer` made whole. */
export function fullNames(name: PointName, issuer: ComparableName): readonly GeneralName[] {
  return 'names' in name ? name.names : [{ kind: 'directory', name: [...issuer, name.relative] }];
}
