import { Refusal } from '../../kernel/refusal.ts';
import { ANY_POLICY } from './path/policy-graph.ts';

/**
 * Certificate profiles (RFC 5280; ETSI EN 319 412-3 for legal persons) and the limits of what we read.
 * Profiles are data: the issuer, the tests and, later, the linter all read this table.
 */

/** Elliptic curves we issue on. */
export type Curve = 'P-256' | 'P-384';
/** Parameter sets of ML-DSA (FIPS 204) that we issue on where post-quantum signatures are switched on. */
export type PostQuantum = 'ML-DSA-65' | 'ML-DSA-87';

/** Kinds of public keys that a holder may bring. RSA from 2,048 bits; 3,072 are recommended. */
export type KeyKind = Curve | 'RSA' | 'Ed25519';

export type AuthorityKind =
  | 'root'
  | 'agency-seal-authority'
  | 'service-authority'
  | 'person-authority'
  | 'machine-authority'
  | 'post-quantum-root'
  | 'post-quantum-seal-authority';
/** An authority: the first of its kind, or one that succeeded it (`person-authority.2`); see `authority.ts`. */
export type AuthorityName = AuthorityKind | `${AuthorityKind}.${number}`;
/** Certificates of machines, for keys that they made themselves. */
export type MachineProfileName = 'tls-server' | 'exchange-node';
/** Certificates for keys that their holders made. */
export type RequestedProfileName = MachineProfileName | 'official-authentication';
export type ProfileName =
  | AuthorityKind
  | RequestedProfileName
  | 'agency-seal'
  | 'post-quantum-seal'
  | 'time-stamping'
  | 'ocsp-responder'
  | 'trusted-list'
  | 'person-signing'
  | 'official-signing';

export interface CertificateProfile {
  name: ProfileName;
  /** The kind of a key that we make; where the holder brings his own, the one we recommend. */
  algorithm: Curve | PostQuantum;
  /** The key is the holder's own: these kinds are taken. */
  holderBringsKey?: readonly KeyKind[];
  /** It answers under DNS names or addresses, which it must list (subjectAltName). */
  answersUnderNames?: true;
  /** The CA/Browser Forum's baseline requirements for TLS servers are kept: browsers ask for them. */
  keepsBrowserRules?: true;
  /** A CA certificate, and how many CAs may follow below it. */
  authority?: { pathLength: number };
  /** Bits of keyUsage (RFC 5280 §4.2.1.3), by number. */
  keyUsage: readonly number[];
  extendedKeyUsage: readonly string[];
  /** Whether nobody may use the key for anything else (RFC 3161 §2.3 demands it of time stamps). */
  extendedKeyUsageIsCritical?: true;
  /** Certificate policy (RFC 5280 §4.2.1.4). A root asserts none: it may issue under any. */
  policy?: string;
  lasts: { years: number } | { days: number };
  /** How long before its end it is replaced, so that nothing is signed with a certificate about to die. */
  replacedBefore_days?: number;
  /** Whether nobody need ask about its revocation (id-pkix-ocsp-nocheck): it says where nothing of its own is told. */
  isNotAskedAbout?: true;
}

export const KEY_USAGE = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, cRLSign: 6 } as const;

/** id-kp-documentSigning (RFC 9336). */
export const DOCUMENT_SIGNING = '1.3.6.1.5.5.7.3.36';
/** id-kp-emailProtection (RFC 5280 §4.2.1.12). */
export const EMAIL_PROTECTION = '1.3.6.1.5.5.7.3.4';

/** Seals of agencies made by software under the agency's authority. An arc below 2.25 (ITU-T X.667) is ours without asking. */
export const AGENCY_SEAL_POLICY = '2.25.156698009570929065917374066507642191274.1';

/** Time stamps by software of the house, right to `ACCURACY_SECONDS`. */
export const TIME_STAMP_POLICY = '2.25.156698009570929065917374066507642191274.2';
/** id-kp-timeStamping (RFC 3161 §2.3). */
export const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/** Signatures of people whose keys are kept here and used by their passkey only; and the same of officials in their post. */
export const PERSON_SIGNATURE_POLICY = '2.25.156698009570929065917374066507642191274.3';
export const OFFICIAL_SIGNATURE_POLICY = '2.25.156698009570929065917374066507642191274.4';

/** id-tsl-kp-tslSigning (ETSI TS 119 612 §5.7.1). */
export const TRUSTED_LIST_SIGNING = '0.4.0.2231.3.0';

/** id-kp-OCSPSigning (RFC 6960 §4.2.2.2). */
export const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';

/** id-kp-serverAuth and id-kp-clientAuth (RFC 5280 §4.2.1.12). */
export const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1';
export const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';

/** A trusted list says that the next comes after so many days at the latest; the standard allows six months (TS 119 612 §5.3.15). */
export const TRUSTED_LIST_HOLDS_DAYS = 90;

/** What seals and their authorities have in common, whatever their keys. */
const SEAL_AUTHORITY = {
  authority: { pathLength: 0 },
  keyUsage: [KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign],
  extendedKeyUsage: [],
  policy: AGENCY_SEAL_POLICY,
  lasts: { years: 12 },
  // Another takes its place while all that it may still issue would last as long as it should.
  replacedBefore_days: 5 * 366 + 60,
} as const;
const SEAL = {
  keyUsage: [KEY_USAGE.digitalSignature, KEY_USAGE.nonRepudiation],
  // Readers built on NSS judge every document signature as an e-mail signature, so the newer purpose cannot stand alone.
  extendedKeyUsage: [DOCUMENT_SIGNING, EMAIL_PROTECTION],
  policy: AGENCY_SEAL_POLICY,
  lasts: { years: 5 },
} as const;

export const PROFILES: Readonly<Record<ProfileName, CertificateProfile>> = {
  root: {
    name: 'root',
    algorithm: 'P-384',
    authority: { pathLength: 1 },
    keyUsage: [KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign],
    extendedKeyUsage: [],
    lasts: { years: 25 },
  },
  'agency-seal-authority': {
    name: 'agency-seal-authority',
    // What it signs is checked with every document, and P-384 costs a validator ten times as much.
    algorithm: 'P-256',
    ...SEAL_AUTHORITY,
  },
  'agency-seal': {
    name: 'agency-seal',
    algorithm: 'P-256',
    ...SEAL,
  },
  'service-authority': {
    name: 'service-authority',
    algorithm: 'P-256',
    authority: { pathLength: 0 },
    keyUsage: [KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign],
    extendedKeyUsage: [],
    policy: TIME_STAMP_POLICY,
    lasts: { years: 12 },
    replacedBefore_days: 5 * 366 + 60,
  },
  'machine-authority': {
    name: 'machine-authority',
    algorithm: 'P-256',
    authority: { pathLength: 0 },
    keyUsage: [KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign],
    extendedKeyUsage: [],
    // No policy here and below: programs in Go before 1.22 read no certificate with a policy below 2.25, and lego is one.
    lasts: { years: 12 },
    replacedBefore_days: 366,
  },
  'tls-server': {
    name: 'tls-server',
    algorithm: 'P-256',
    // Browsers take no Ed25519 (CA/Browser Forum baseline requirements §6.1.5).
    holderBringsKey: ['P-256', 'P-384', 'RSA'],
    answersUnderNames: true,
    keepsBrowserRules: true,
    // TLS 1.3 only signs; so every kind of key may have the same usage.
    keyUsage: [KEY_USAGE.digitalSignature],
    extendedKeyUsage: [SERVER_AUTHENTICATION],
    // Browsers take at most 47 days from 15 March 2029 on, 100 from 15 March 2027.
    lasts: { days: 45 },
    replacedBefore_days: 15,
  },
  'exchange-node': {
    name: 'exchange-node',
    algorithm: 'P-256',
    holderBringsKey: ['P-256', 'P-384', 'RSA', 'Ed25519'],
    answersUnderNames: true,
    keyUsage: [KEY_USAGE.digitalSignature],
    extendedKeyUsage: [SERVER_AUTHENTICATION, CLIENT_AUTHENTICATION],
    lasts: { days: 90 },
    replacedBefore_days: 30,
  },
  'time-stamping': {
    name: 'time-stamping',
    algorithm: 'P-256',
    keyUsage: [KEY_USAGE.digitalSignature],
    extendedKeyUsage: [TIME_STAMPING],
    extendedKeyUsageIsCritical: true,
    policy: TIME_STAMP_POLICY,
    lasts: { years: 5 },
    // So long the archive has for stamping everything anew (`sealing/archive`).
    replacedBefore_days: 365,
  },
  'ocsp-responder': {
    name: 'ocsp-responder',
    algorithm: 'P-256',
    keyUsage: [KEY_USAGE.digitalSignature],
    extendedKeyUsage: [OCSP_SIGNING],
    lasts: { days: 30 },
    replacedBefore_days: 10,
    isNotAskedAbout: true,
  },
  'trusted-list': {
    name: 'trusted-list',
    algorithm: 'P-256',
    keyUsage: [KEY_USAGE.digitalSignature],
    extendedKeyUsage: [TRUSTED_LIST_SIGNING],
    lasts: { years: 3 },
    // No list may outlive the certificate it is signed with.
    replacedBefore_days: TRUSTED_LIST_HOLDS_DAYS + 30,
  },
  'person-authority': {
    name: 'person-authority',
    algorithm: 'P-256',
    authority: { pathLength: 0 },
    keyUsage: [KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign],
    extendedKeyUsage: [],
    // It issues under two policies: people's and officials'.
    policy: ANY_POLICY,
    lasts: { years: 12 },
    replacedBefore_days: 3 * 366 + 60,
  },
  // To sign and nothing else: the key never signs anybody in (ETSI EN 319 412-2 §4.3.2, type A).
  'person-signing': {
    name: 'person-signing',
    algorithm: 'P-256',
    keyUsage: [KEY_USAGE.nonRepudiation],
    extendedKeyUsage: [DOCUMENT_SIGNING, EMAIL_PROTECTION],
    policy: PERSON_SIGNATURE_POLICY,
    lasts: { years: 3 },
  },
  'official-signing': {
    name: 'official-signing',
    algorithm: 'P-256',
    keyUsage: [KEY_USAGE.nonRepudiation],
    extendedKeyUsage: [DOCUMENT_SIGNING, EMAIL_PROTECTION],
    policy: OFFICIAL_SIGNATURE_POLICY,
    lasts: { years: 3 },
  },
  'post-quantum-root': {
    name: 'post-quantum-root',
    algorithm: 'ML-DSA-87',
    authority: { pathLength: 1 },
    keyUsage: [KEY_USAGE.keyCertSign, KEY_USAGE.cRLSign],
    extendedKeyUsage: [],
    lasts: { years: 25 },
  },
  'post-quantum-seal-authority': {
    name: 'post-quantum-seal-authority',
    algorithm: 'ML-DSA-65',
    ...SEAL_AUTHORITY,
  },
  'post-quantum-seal': {
    name: 'post-quantum-seal',
    algorithm: 'ML-DSA-65',
    ...SEAL,
  },
  // To show who one is and nothing else (ETSI EN 319 412-2 §4.3.2, type C). No policy, as in those of machines: programs in Go read it then.
  'official-authentication': {
    name: 'official-authentication',
    algorithm: 'P-256',
    holderBringsKey: ['P-256', 'P-384', 'RSA', 'Ed25519'],
    keyUsage: [KEY_USAGE.digitalSignature],
    extendedKeyUsage: [CLIENT_AUTHENTICATION],
    lasts: { years: 1 },
  },
};

/** Which authority certifies keys that others made. */
export const REQUESTED_AUTHORITY = {
  'tls-server': 'machine-authority',
  'exchange-node': 'machine-authority',
  'official-authentication': 'person-authority',
} as const satisfies Record<RequestedProfileName, AuthorityKind>;

interface AuthorityRow {
  profile: AuthorityKind;
  /** None for a root. */
  issuer?: 'root' | 'post-quantum-root';
  commonName: string;
}

/** Every authority, after the one that signs it; and what it is called. */
export const AUTHORITIES: readonly AuthorityRow[] = [
  { profile: 'root', commonName: 'Một Cửa: chứng thực gốc' },
  { profile: 'agency-seal-authority', issuer: 'root', commonName: 'Một Cửa: chứng thực con dấu cơ quan' },
  { profile: 'service-authority', issuer: 'root', commonName: 'Một Cửa: chứng thực dịch vụ' },
  { profile: 'person-authority', issuer: 'root', commonName: 'Một Cửa: chứng thực chữ ký cá nhân' },
  { profile: 'machine-authority', issuer: 'root', commonName: 'Một Cửa: chứng thực máy chủ' },
];

/** Those that a house has beside them where post-quantum signatures are switched on. */
export const POST_QUANTUM_AUTHORITIES: readonly AuthorityRow[] = [
  { profile: 'post-quantum-root', commonName: 'Một Cửa: chứng thực gốc hậu lượng tử' },
  {
    profile: 'post-quantum-seal-authority',
    issuer: 'post-quantum-root',
    commonName: 'Một Cửa: chứng thực con dấu hậu lượng tử',
  },
];

const REPLACED_BEFORE_DAYS = 60;

/** Largest document that is sealed or validated: 32 MiB. */
export const MOST_DOCUMENT_BYTES = 32 * 1024 * 1024;
/** Most signatures of one document that are looked at. */
export const MOST_SIGNATURES = 32;
/** Room for one CMS signature inside a PDF. Ours fill 1.8 KB of it. */
export const CMS_RESERVE_BYTES = 6144;

/** A time stamp is right to this: the clock to a second, and a second that is cut off. */
export const ACCURACY_SECONDS = 2;
/** Stamps for one address in a minute, of each web process. */
export const MOST_STAMPS_A_MINUTE = 1200;

/** Why a time stamp is not given. */
export type StampRejection =
  | 'algorithm_unknown'
  | 'request_not_supported'
  | 'data_malformed'
  | 'time_not_available'
  | 'policy_unknown'
  | 'extension_unknown'
  | 'service_withdrawn';

/** An agency as it appears in its seal. */
export interface SealedAgency {
  /** Agency code (Decision 20/2020/QĐ-TTg), e.g. `G15.01`. */
  code: string;
  /** Name as it appears in the seal, e.g. `Ủy ban nhân dân phường Tân An`. */
  name: string;
}

/** Refuses an agency that could not be named in a certificate. Names may be up to 200 characters; only the common name is cut to 64. */
export function assertSealedAgency(agency: SealedAgency): void {
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(agency.code)) throw new Refusal('trust.agency_code_unusable', 422);
  if (agency.name.trim() === '' || agency.name.length > 200 || /\p{Cc}/u.test(agency.name))
    throw new Refusal('trust.agency_name_unusable', 422);
}

/** Whether a certificate of this profile that lasts until then is still far enough from its end to sign with. */
export function lastsLongEnough(profile: ProfileName, until: Date, at: Date): boolean {
  const before_days = PROFILES[profile].replacedBefore_days ?? REPLACED_BEFORE_DAYS;
  return until.getTime() - at.getTime() > before_days * 86_400_000;
}

/** Why a certificate is revoked: CRLReason (RFC 5280 §5.3.1), those that an authority of ours may give. */
export const REVOCATION_REASONS = {
  unspecified: 0,
  keyCompromise: 1,
  cACompromise: 2,
  affiliationChanged: 3,
  superseded: 4,
  cessationOfOperation: 5,
  privilegeWithdrawn: 9,
} as const;
export type RevocationReason = keyof typeof REVOCATION_REASONS;
/** The reason of a suspended certificate: certificateHold. */
export const SUSPENDED = 6;

/** Whether a holder whose certificate was revoked for this reason gets no other: it has ended, or may not seal any more. */
export const endsHolder = (reason: number): boolean =>
  reason === REVOCATION_REASONS.cessationOfOperation || reason === REVOCATION_REASONS.privilegeWithdrawn;

/** What was last done to a certificate's standing. Nothing follows `revoked`. */
export interface StatusAct {
  kind: 'revoked' | 'suspended' | 'resumed';
  /** CRLReason; 6 while suspended. */
  reason: number;
  at: Date;
}

/** Refuses an act that may not follow the last one: what is revoked stays so, and only what is suspended is resumed. */
export function assertStatusAct(last: StatusAct | undefined, kind: StatusAct['kind']): void {
  if (last?.kind === 'revoked') throw new Refusal('trust.already_revoked', 409);
  if (kind === 'suspended' && last?.kind === 'suspended') throw new Refusal('trust.already_suspended', 409);
  if (kind === 'resumed' && last?.kind !== 'suspended') throw new Refusal('trust.not_suspended', 409);
}

/** Refuses to sign with a certificate that is suspended, or revoked for a reason that leaves its holder none. */
export function assertHolderMaySign(last: StatusAct | undefined): void {
  if (last?.kind === 'suspended') throw new Refusal('trust.certificate_suspended', 409);
  if (last?.kind === 'revoked' && endsHolder(last.reason)) throw new Refusal('trust.certificate_withdrawn', 409);
}

/** Why a certificate does not lead to a root (RFC 5280 §6). */
export type PathProblem =
  | 'chain_incomplete'
  | 'chain_signature_wrong'
  | 'algorithm_not_accepted'
  | 'not_an_authority'
  | 'path_too_long'
  | 'name_not_permitted'
  | 'policy_not_allowed'
  | 'critical_extension_unknown'
  | 'certificate_not_yet_valid'
  | 'certificate_expired'
  | 'certificate_revoked'
  | 'revocation_unknown';
