import { createHash } from 'node:crypto';
import { readMembers, readOnly, TAG } from '../asn1/der.ts';
import { keyBits } from '../certificate/certificate.ts';
import { EXTENSION, readAuthorityKeyId } from '../certificate/extensions.ts';
import { NameSpace } from '../path/general-name.ts';
import { KEY_USAGE, OCSP_SIGNING, TIME_STAMPING } from '../rules.ts';
import type { Draft, Lint } from './draft.ts';

/** Rules for extensions (RFC 5280 §4.2), and that they say what the profile wants. */

const AUTHORITY_ACCESS = '1.3.6.1.5.5.7.1.1';
const NOT_ASKED_ABOUT = '1.3.6.1.5.5.7.48.1.5';
const ANY_PURPOSE = '2.5.29.37.0';
const KEY_ENCIPHERMENT = 2;
const DATA_ENCIPHERMENT = 3;
const KEY_AGREEMENT = 4;

const COMMON: readonly string[] = [
  EXTENSION.basicConstraints,
  EXTENSION.keyUsage,
  EXTENSION.extendedKeyUsage,
  EXTENSION.subjectKeyIdentifier,
  EXTENSION.authorityKeyIdentifier,
  EXTENSION.certificatePolicies,
  EXTENSION.distributionPoints,
  AUTHORITY_ACCESS,
];

/** Extensions that a certificate of the profile may have. */
function allowedIn({ profile }: Draft): ReadonlySet<string> {
  return new Set([
    ...COMMON,
    ...(profile.authority ? [EXTENSION.nameConstraints] : []),
    ...(profile.answersUnderNames ? [EXTENSION.subjectAltName] : []),
    ...(profile.isNotAskedAbout ? [NOT_ASKED_ABOUT] : []),
  ]);
}

const isSame = <T>(some: Iterable<T>, others: Iterable<T>): boolean => {
  const [one, other] = [new Set(some), new Set(others)];
  return one.size === other.size && [...one].every((each) => other.has(each));
};

/** Addresses of a list of distribution points or of access descriptions. */
function addressesIn(value: Buffer): string[] {
  const found: string[] = [];
  let level = [readOnly(value, TAG.sequence)];
  // Sequences within sequences, four deep at the most.
  for (let depth = 0; depth < 5; depth++) {
    for (const { tag, contents } of level) if (tag === 0x86) found.push(contents.toString('latin1'));
    level = level.flatMap((one) => (one.tag & 0x20 ? readMembers(one) : []));
  }
  return found;
}

function isHttp(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}

const placeLint = (name: string, source: string, oid: string): Lint => ({
  name,
  source,
  isBroken({ extensions }) {
    const found = extensions.get(oid);
    if (!found) return false;
    const addresses = addressesIn(found.value);
    return found.critical || addresses.length === 0 || !addresses.every(isHttp);
  },
});

export const EXTENSION_LINTS: readonly Lint[] = [
  {
    name: 'extension_not_of_profile',
    source: 'profile; RFC 5280 §4.2',
    isBroken(draft) {
      const allowed = allowedIn(draft);
      return [...draft.extensions.keys()].some((oid) => !allowed.has(oid));
    },
  },
  {
    name: 'basic_constraints_wrong',
    source: 'RFC 5280 §4.2.1.9',
    isBroken: ({ certificate, profile, extensions }) =>
      extensions.get(EXTENSION.basicConstraints)?.critical !== true ||
      (certificate.authority === undefined) !== (profile.authority === undefined) ||
      certificate.authority?.pathLength !== profile.authority?.pathLength,
  },
  {
    name: 'key_usage_not_critical',
    source: 'RFC 5280 §4.2.1.3',
    isBroken: ({ extensions }) => extensions.get(EXTENSION.keyUsage)?.critical !== true,
  },
  {
    name: 'key_usage_not_of_profile',
    source: 'profile',
    isBroken: ({ certificate, profile }) => !isSame(certificate.keyUsage ?? [], profile.keyUsage),
  },
  {
    name: 'key_usage_encoding',
    source: 'X.690 §11.2.2',
    isBroken({ extensions }) {
      const value = extensions.get(EXTENSION.keyUsage)?.value;
      if (!value) return false;
      const { contents } = readOnly(value, TAG.bitString);
      // The last bit that is kept must be set.
      return contents.length < 2 || (contents.at(-1)! & (1 << contents[0]!)) === 0;
    },
  },
  {
    name: 'key_usage_does_not_fit_key',
    source: 'RFC 3279 §2.3.1, RFC 5480 §3, RFC 8410 §5, RFC 9881 §3',
    isBroken({ certificate: { keyUsage, authority }, key }) {
      const bits = keyUsage ?? new Set();
      if (bits.has(KEY_USAGE.keyCertSign) && !authority) return true;
      if (key?.asymmetricKeyType === 'rsa') return bits.has(KEY_AGREEMENT);
      if (bits.has(KEY_ENCIPHERMENT) || bits.has(DATA_ENCIPHERMENT)) return true;
      return key?.asymmetricKeyType !== 'ec' && bits.has(KEY_AGREEMENT);
    },
  },
  {
    name: 'extended_key_usage_not_of_profile',
    source: 'profile; RFC 5280 §4.2.1.12',
    isBroken: ({ certificate, profile, extensions }) =>
      !isSame(certificate.extendedKeyUsage ?? [], profile.extendedKeyUsage) ||
      (extensions.get(EXTENSION.extendedKeyUsage)?.critical ?? false) !== (profile.extendedKeyUsageIsCritical ?? false),
  },
  {
    name: 'extended_key_usage_any',
    source: 'CA/Browser Forum BR §7.1.2.7.10',
    isBroken: ({ certificate }) => certificate.extendedKeyUsage?.includes(ANY_PURPOSE) ?? false,
  },
  {
    name: 'time_stamping_not_alone',
    source: 'RFC 3161 §2.3',
    isBroken: ({ certificate: { extendedKeyUsage = [] }, extensions }) =>
      extendedKeyUsage.includes(TIME_STAMPING) &&
      (extendedKeyUsage.length > 1 || extensions.get(EXTENSION.extendedKeyUsage)?.critical !== true),
  },
  {
    name: 'responder_is_asked_about',
    source: 'RFC 6960 §4.2.2.2.1; BR §4.9.9',
    isBroken: ({ certificate, extensions }) =>
      (certificate.extendedKeyUsage?.includes(OCSP_SIGNING) ?? false) && !extensions.has(NOT_ASKED_ABOUT),
  },
  {
    name: 'subject_key_identifier_wrong',
    source: 'RFC 5280 §4.2.1.2',
    isBroken({ certificate, extensions }) {
      const found = extensions.get(EXTENSION.subjectKeyIdentifier);
      const own = createHash('sha1').update(keyBits(certificate.keyInfo)).digest();
      return !found || found.critical || !readOnly(found.value, TAG.octetString).contents.equals(own);
    },
  },
  {
    name: 'authority_key_identifier_wrong',
    source: 'RFC 5280 §4.2.1.1',
    isBroken({ issuer, extensions }) {
      const found = extensions.get(EXTENSION.authorityKeyIdentifier);
      return !found || found.critical || readAuthorityKeyId(found.value)?.equals(issuer.keyId) !== true;
    },
  },
  {
    name: 'policy_not_of_profile',
    source: 'profile; RFC 5280 §4.2.1.4',
    isBroken: ({ certificate, profile }) =>
      !isSame(certificate.policies ?? [], profile.policy === undefined ? [] : [profile.policy]),
  },
  {
    name: 'name_constraints_not_critical',
    source: 'RFC 5280 §4.2.1.10',
    isBroken: ({ extensions }) => extensions.get(EXTENSION.nameConstraints)?.critical === false,
  },
  {
    name: 'name_outside_constraints',
    source: 'RFC 5280 §4.2.1.10',
    isBroken({ certificate, issuer, isRoot }) {
      if (isRoot || !issuer.nameConstraints) return false;
      const space = new NameSpace();
      space.constrain(issuer.nameConstraints);
      return !space.allows(certificate.altNames ?? []);
    },
  },
  {
    name: 'alternative_name_criticality',
    source: 'RFC 5280 §4.2.1.6',
    isBroken({ subject, extensions }) {
      const found = extensions.get(EXTENSION.subjectAltName);
      return found !== undefined && found.critical !== (subject.length === 0);
    },
  },
  placeLint('distribution_point_unusable', 'RFC 5280 §4.2.1.13', EXTENSION.distributionPoints),
  placeLint('authority_access_unusable', 'RFC 5280 §4.2.2.1', AUTHORITY_ACCESS),
];
