import {
  contextTag,
  expectTag,
  findTagged,
  MalformedDer,
  readBoolean,
  readMembers,
  readNamedBits,
  readObjectId,
  readOnly,
  readSmallInteger,
  TAG,
  type DerElement,
} from '../asn1/der.ts';
import { readDistributionPoints, type DistributionPoint } from '../path/distribution-point.ts';
import { readGeneralNames, readNameConstraints, type GeneralName, type NameConstraints } from '../path/general-name.ts';
import { MOST_POLICIES, type PolicyMapping } from '../path/policy-graph.ts';

/** Extensions of certificates (RFC 5280 §4.2), by their identifiers. */
export const EXTENSION = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  distributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extendedKeyUsage: '2.5.29.37',
  freshestList: '2.5.29.46',
  inhibitAnyPolicy: '2.5.29.54',
  notAskedAbout: '1.3.6.1.5.5.7.48.1.5',
} as const;

/** What the extensions of a certificate say. Absent means that the certificate does not say it. */
export interface CertificateExtensions {
  authority?: { pathLength?: number };
  keyUsage?: ReadonlySet<number>;
  extendedKeyUsage?: readonly string[];
  /** Key identifier of the holder and of the issuer. */
  ownKeyId?: Buffer;
  issuerKeyId?: Buffer;
  altNames?: readonly GeneralName[];
  nameConstraints?: NameConstraints;
  policies?: readonly string[];
  policyMappings?: readonly PolicyMapping[];
  /** After how many more certificates a policy must be named, and none may be mapped. */
  policyConstraints?: { requireExplicit?: number; inhibitMapping?: number };
  /** After how many more certificates anyPolicy no longer counts. */
  inhibitAnyPolicy?: number;
  distributionPoints?: readonly DistributionPoint[];
  /** Where changes since the last full list are told. */
  freshest?: readonly DistributionPoint[];
  /** Whether nobody need ask about its revocation (id-pkix-ocsp-nocheck, RFC 6960 §4.2.2.2.1). */
  isNotAskedAbout?: true;
  /** Critical extensions that we do not know: a certificate with one must be refused (RFC 5280 §4.2). */
  unknownCritical: readonly string[];
}

/** One extension as it stands: in certificates, revocation lists and their entries alike. */
export interface Extension {
  oid: string;
  critical: boolean;
  value: Buffer;
}

const MOST_EXTENSIONS = 64;

/** Reads a list of extensions. One given twice is malformed (RFC 5280 §4.2). */
export function readExtensionList(list: DerElement | undefined): Extension[] {
  const seen = new Set<string>();
  return readMembers(expectTag(list, TAG.sequence), MOST_EXTENSIONS).map((item) => {
    const [name, second, third, ...more] = readMembers(expectTag(item, TAG.sequence));
    if (more.length > 0) throw new MalformedDer('extension');
    const oid = readObjectId(name);
    if (seen.has(oid)) throw new MalformedDer('extension given twice');
    seen.add(oid);
    return {
      oid,
      critical: third ? readBoolean(second) : false,
      value: expectTag(third ?? second, TAG.octetString).contents,
    };
  });
}

type Reader = (value: Buffer) => Partial<CertificateExtensions>;

const READERS: Readonly<Record<string, Reader>> = {
  [EXTENSION.basicConstraints]: (value) => {
    const [isAuthority, pathLength] = readMembers(readOnly(value, TAG.sequence), 2);
    if (!isAuthority || !readBoolean(isAuthority)) return {};
    return { authority: pathLength ? { pathLength: readSmallInteger(pathLength) } : {} };
  },
  [EXTENSION.keyUsage]: (value) => {
    const { contents } = readOnly(value, TAG.bitString);
    if (contents.length < 2) throw new MalformedDer('key usage');
    return { keyUsage: readNamedBits(contents) };
  },
  [EXTENSION.extendedKeyUsage]: (value) => ({
    extendedKeyUsage: readMembers(readOnly(value, TAG.sequence)).map(readObjectId),
  }),
  [EXTENSION.subjectKeyIdentifier]: (value) => ({ ownKeyId: readOnly(value, TAG.octetString).contents }),
  [EXTENSION.authorityKeyIdentifier]: (value) => {
    const keyId = readAuthorityKeyId(value);
    return keyId ? { issuerKeyId: keyId } : {};
  },
  [EXTENSION.subjectAltName]: (value) => ({ altNames: readGeneralNames(readOnly(value, TAG.sequence)) }),
  [EXTENSION.nameConstraints]: (value) => ({ nameConstraints: readNameConstraints(value) }),
  [EXTENSION.certificatePolicies]: (value) => {
    const policies = readMembers(readOnly(value, TAG.sequence), MOST_POLICIES).map((information) =>
      readObjectId(readMembers(expectTag(information, TAG.sequence), 2)[0]),
    );
    if (policies.length === 0 || new Set(policies).size !== policies.length) throw new MalformedDer('policies');
    return { policies };
  },
  [EXTENSION.policyMappings]: (value) => ({
    policyMappings: readMembers(readOnly(value, TAG.sequence), MOST_POLICIES).map((mapping) => {
      const [issuerPolicy, subjectPolicy, ...more] = readMembers(expectTag(mapping, TAG.sequence)).map(readObjectId);
      if (!issuerPolicy || !subjectPolicy || more.length > 0) throw new MalformedDer('policy mapping');
      return { issuerPolicy, subjectPolicy };
    }),
  }),
  [EXTENSION.policyConstraints]: (value) => {
    const parts = readMembers(readOnly(value, TAG.sequence), 2);
    const skip = (part: DerElement | undefined) => part && readSmallInteger(part.as(TAG.integer));
    const requireExplicit = skip(findTagged(parts, 0));
    const inhibitMapping = skip(findTagged(parts, 1));
    if (requireExplicit === undefined && inhibitMapping === undefined) throw new MalformedDer('policy constraints');
    return {
      policyConstraints: {
        ...(requireExplicit !== undefined && { requireExplicit }),
        ...(inhibitMapping !== undefined && { inhibitMapping }),
      },
    };
  },
  [EXTENSION.inhibitAnyPolicy]: (value) => ({ inhibitAnyPolicy: readSmallInteger(readOnly(value, TAG.integer)) }),
  [EXTENSION.distributionPoints]: (value) => ({ distributionPoints: readDistributionPoints(value) }),
  [EXTENSION.notAskedAbout]: () => ({ isNotAskedAbout: true }),
  [EXTENSION.freshestList]: (value) => ({ freshest: readDistributionPoints(value) }),
};

/** The key identifier in an authorityKeyIdentifier extension, when it names one. */
export function readAuthorityKeyId(value: Buffer): Buffer | undefined {
  const parts = readMembers(readOnly(value, TAG.sequence), 3);
  return parts.find(({ tag }) => tag === contextTag(0, 'primitive'))?.contents;
}

/** Reads the extensions of a certificate, those that we know. */
export function readCertificateExtensions(list: DerElement | undefined): CertificateExtensions {
  const unknownCritical: string[] = [];
  const read: CertificateExtensions = { unknownCritical };
  for (const { oid, critical, value } of readExtensionList(list)) {
    const reader = READERS[oid];
    if (reader) Object.assign(read, reader(value));
    else if (critical) unknownCritical.push(oid);
  }
  return read;
}
