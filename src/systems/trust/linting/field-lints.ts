import { readObjectId, TAG } from '../asn1/der.ts';
import { schemeOf, STATE_SCHEMES } from '../certificate/signature-scheme.ts';
import { textOf } from '../path/name.ts';
import { KEY_USAGE } from '../rules.ts';
import type { Draft, Lint } from './draft.ts';

/** Rules for the fields of a certificate (RFC 5280 §4.1), but for its key and its extensions. */

const LONGEST_SERIAL_BYTES = 20;
/** CA/Browser Forum: 64 bits of a generator that nobody can foretell. Fewer bytes cannot hold them. */
const LEAST_SERIAL_BYTES = 8;
const MOST_COMMON_NAME_CHARACTERS = 64;
const COUNTRY = '2.5.4.6';
const COMMON_NAME = '2.5.4.3';
const ALTERNATIVE_NAME = '2.5.29.17';
/** MD2, MD4, MD5 and SHA-1 with RSA; SHA-1 with DSA and elliptic curves. */
const WEAK_HASHES =
  /^1\.2\.840\.113549\.1\.1\.[2-5]$|^1\.2\.840\.10040\.4\.3$|^1\.2\.840\.10045\.4\.1$|^1\.3\.14\.3\.2\./;
const FIRST_GENERALIZED_YEAR = 2050;

/** When a certificate of this profile that begins then ends at the latest. */
function latestEnd({ profile: { lasts }, certificate: { from } }: Draft): Date {
  const end = new Date(from);
  if ('years' in lasts) end.setUTCFullYear(end.getUTCFullYear() + lasts.years);
  else end.setUTCDate(end.getUTCDate() + lasts.days);
  return end;
}

const isPrintable = (text: string): boolean => /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text);

export const FIELD_LINTS: readonly Lint[] = [
  {
    name: 'serial_not_positive',
    source: 'RFC 5280 §4.1.2.2',
    isBroken: ({ certificate: { serialBytes } }) =>
      (serialBytes[0]! & 0x80) !== 0 || serialBytes.every((byte) => byte === 0),
  },
  {
    name: 'serial_too_long',
    source: 'RFC 5280 §4.1.2.2',
    isBroken: ({ certificate: { serialBytes } }) => serialBytes.length > LONGEST_SERIAL_BYTES,
  },
  {
    name: 'serial_guessable',
    source: 'CA/Browser Forum BR §7.1',
    isBroken: ({ certificate: { serialBytes } }) => serialBytes.length < LEAST_SERIAL_BYTES,
  },
  {
    name: 'serial_not_shortest',
    source: 'X.690 §8.3.2',
    isBroken: ({
      certificate: {
        serialBytes: [first, second],
      },
    }) => first === 0 && second !== undefined && second < 0x80,
  },
  {
    name: 'signature_hash_weak',
    source: 'CA/Browser Forum BR §7.1.3.2',
    isBroken: ({ certificate: { signatureAlgorithm } }) => WEAK_HASHES.test(signatureAlgorithm),
  },
  {
    name: 'signature_not_of_issuer_key',
    source: 'RFC 5280 §4.1.1.2',
    isBroken({ certificate, issuer }) {
      const scheme = issuer.publicKey && schemeOf(certificate.signatureAlgorithm, issuer.publicKey);
      return scheme === undefined || !STATE_SCHEMES.has(scheme);
    },
  },
  {
    name: 'issuer_name_differs',
    source: 'RFC 5280 §4.1.2.4',
    isBroken: ({ certificate, issuer }) => !certificate.issuer.equals(issuer.subject),
  },
  {
    name: 'issuer_is_no_authority',
    source: 'RFC 5280 §4.2.1.9, §4.2.1.3',
    isBroken: ({ issuer }) => !issuer.authority || !issuer.keyUsage?.has(KEY_USAGE.keyCertSign),
  },
  {
    name: 'path_too_long',
    source: 'RFC 5280 §4.2.1.9',
    isBroken: ({ certificate, issuer, isRoot }) =>
      !isRoot && certificate.authority !== undefined && issuer.authority?.pathLength === 0,
  },
  {
    name: 'validity_reversed',
    source: 'RFC 5280 §4.1.2.5',
    isBroken: ({ certificate: { from, until } }) => from >= until,
  },
  {
    name: 'validity_encoding',
    source: 'RFC 5280 §4.1.2.5',
    isBroken: ({ certificate, from, until }) =>
      [
        { at: certificate.from, tag: from.tag },
        { at: certificate.until, tag: until.tag },
      ].some(({ at, tag }) => at.getUTCFullYear() < FIRST_GENERALIZED_YEAR !== (tag === TAG.utcTime)),
  },
  {
    name: 'validity_longer_than_profile',
    source: 'profile',
    isBroken: (draft) => draft.certificate.until > latestEnd(draft),
  },
  {
    name: 'validity_beyond_issuer',
    source: 'profile; RFC 5280 §6.1.3 a 2',
    isBroken: ({ certificate, issuer }) => certificate.until > issuer.until,
  },
  {
    name: 'subject_says_nothing',
    source: 'RFC 5280 §4.1.2.6',
    isBroken: ({ subject, extensions }) => subject.length === 0 && extensions.get(ALTERNATIVE_NAME)?.critical !== true,
  },
  {
    name: 'authority_without_name',
    source: 'RFC 5280 §4.1.2.6',
    isBroken: ({ subject, certificate }) => subject.length === 0 && certificate.authority !== undefined,
  },
  {
    name: 'name_string_type',
    source: 'RFC 5280 §4.1.2.4',
    isBroken: ({ subject }) =>
      subject.some(({ oid, value: { tag } }) =>
        readObjectId(oid) === COUNTRY
          ? tag !== TAG.printableString
          : tag !== TAG.utf8String && tag !== TAG.printableString,
      ),
  },
  {
    name: 'name_text_unusable',
    source: 'RFC 5280 §4.1.2.4; X.680 §41.4',
    isBroken: ({ subject }) =>
      subject.some(({ value }) => {
        const text = textOf(value) ?? '';
        return (
          text.trim() !== text ||
          !/[\p{L}\p{N}]/u.test(text) ||
          /\p{Cc}|\uFFFD/u.test(text) ||
          (value.tag === TAG.printableString && !isPrintable(text))
        );
      }),
  },
  {
    name: 'name_attribute_twice',
    source: 'CA/Browser Forum BR §7.1.4.2',
    isBroken: ({ subject }) => new Set(subject.map(({ oid }) => readObjectId(oid))).size < subject.length,
  },
  {
    name: 'country_not_two_letters',
    source: 'RFC 5280 appendix A.1; ISO 3166-1',
    isBroken: ({ subject }) =>
      subject.some(({ oid, value }) => readObjectId(oid) === COUNTRY && !/^[A-Z]{2}$/.test(textOf(value) ?? '')),
  },
  {
    name: 'common_name_too_long',
    source: 'RFC 5280 appendix A.1',
    isBroken: ({ subject }) =>
      subject.some(
        ({ oid, value }) =>
          readObjectId(oid) === COMMON_NAME && Array.from(textOf(value) ?? '').length > MOST_COMMON_NAME_CHARACTERS,
      ),
  },
];
