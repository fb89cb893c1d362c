import { createHash } from 'node:crypto';
import { Refusal } from '../../../kernel/refusal.ts';
import { AGENCY_IDENTIFIER_PREFIX, type Certificate } from '../certificate/certificate.ts';
import { findSignatureProblem, readDetached, type DetachedSignature } from '../cms/signed-data.ts';
import { MalformedDer } from '../asn1/der.ts';
import type { RevocationList } from '../path/revocation-list.ts';
import { PdfFile } from './file.ts';
import { MalformedPdf, PdfName, PdfString, type PdfDictionary, type PdfValue } from './value.ts';
import { CMS_RESERVE_BYTES, MOST_DOCUMENT_BYTES, MOST_SIGNATURES, type SignatureProblem } from '../rules.ts';
import { findSealProblem } from '../path/seal-path.ts';

const MOST_FIELDS = 1000;
const MOST_FIELD_LEVELS = 8;

/** What is known of one signature. It may be relied on only when there is no `problem`. */
export interface SignatureVerdict {
  /** Organisation in the certificate; without a readable certificate, empty. */
  signerName: string;
  /** Agency code in the certificate, when it is one of an agency. */
  agencyCode: string | undefined;
  certificateSerial: string | undefined;
  /** The time the signer claims (the dictionary's M); no one else has confirmed it. */
  signedAt: Date | undefined;
  /** The bytes the signature covers are those that were signed. */
  intact: boolean;
  /** The certificate leads to our root, was allowed to seal, and holds now and at the claimed time. */
  trusted: boolean;
  /** The signature covers the file to its last byte: nothing was added after it. */
  coversWholeDocument: boolean;
  problem: SignatureProblem | undefined;
}

/** What signatures are held against: the root, the instant, and lists from which it must be known that nothing was revoked. */
export interface TrustedNow {
  root: Certificate;
  at: Date;
  /** Without them nobody asks whether a certificate was revoked. */
  lists?: readonly RevocationList[];
}

/**
 * Looks at every signature of a PDF, in the order of the form's fields. A document without signatures gives an empty list.
 *
 * Refuses `trust.document_too_large` and `trust.document_unreadable`; anything wrong with one signature is its verdict's
 * `problem`. Time and memory are bounded by the size of the document and the limits of the parsers.
 */
export function validateSignatures(pdf: Uint8Array, trusted: TrustedNow): SignatureVerdict[] {
  if (pdf.length > MOST_DOCUMENT_BYTES)
    throw new Refusal('trust.document_too_large', 413, { values: { most: MOST_DOCUMENT_BYTES / 1024 / 1024 } });
  try {
    const file = new PdfFile(pdf);
    return signatureDictionaries(file).map((dictionary) => validateOne(file, dictionary, trusted));
  } catch (error) {
    if (error instanceof MalformedPdf) throw new Refusal('trust.document_unreadable', 422);
    throw error;
  }
}

export function signatureDictionaries(file: PdfFile): PdfDictionary[] {
  const found: PdfDictionary[] = [];
  let visited = 0;
  const walk = (value: PdfValue | undefined, level: number, inherited?: string): void => {
    const fields = file.resolve(value);
    if (!Array.isArray(fields)) return;
    for (const item of fields) {
      if (++visited > MOST_FIELDS || level > MOST_FIELD_LEVELS) throw new MalformedPdf('too many fields');
      const field = file.dictionary(item);
      if (!field) continue;
      const type = file.resolve(field.get('FT'));
      const kind = type instanceof PdfName ? type.name : inherited;
      const dictionary = kind === 'Sig' ? file.dictionary(field.get('V')) : undefined;
      if (dictionary) found.push(dictionary);
      if (found.length > MOST_SIGNATURES) throw new MalformedPdf('too many signatures');
      walk(field.get('Kids'), level + 1, kind);
    }
  };
  const form = file.dictionary(file.dictionary(file.trailer.get('Root'))?.get('AcroForm'));
  walk(form?.get('Fields'), 0);
  return found;
}

function validateOne(file: PdfFile, dictionary: PdfDictionary, trusted: TrustedNow): SignatureVerdict {
  const verdict: SignatureVerdict = {
    signerName: '',
    agencyCode: undefined,
    certificateSerial: undefined,
    signedAt: readPdfTime(dictionary.get('M')),
    intact: false,
    trusted: false,
    coversWholeDocument: false,
    problem: undefined,
  };
  const covered = readCoverage(file, dictionary);
  if (!covered) return { ...verdict, problem: 'byte_range_wrong' };
  verdict.coversWholeDocument = covered.to === file.bytes.length;
  let signature: DetachedSignature;
  try {
    if (!isName(dictionary.get('SubFilter'), 'ETSI.CAdES.detached')) throw new MalformedDer('kind of signature');
    signature = readDetached(covered.cms);
  } catch (error) {
    if (error instanceof MalformedDer) return { ...verdict, problem: 'signature_malformed' };
    throw error;
  }
  const { signer } = signature;
  verdict.signerName = signer.organization || signer.commonName;
  verdict.certificateSerial = signer.serial;
  if (signer.organizationIdentifier?.startsWith(AGENCY_IDENTIFIER_PREFIX)) {
    verdict.agencyCode = signer.organizationIdentifier.slice(AGENCY_IDENTIFIER_PREFIX.length);
  }
  const contentDigest = createHash(signature.digest)
    .update(file.bytes.subarray(0, covered.gapFrom))
    .update(file.bytes.subarray(covered.gapTo, covered.to))
    .digest();
  const wrong = findSignatureProblem(signature, contentDigest);
  verdict.intact = wrong === undefined;
  const untrusted = findTrustProblem(signature, verdict.signedAt, trusted);
  verdict.trusted = untrusted === undefined;
  verdict.problem = wrong ?? untrusted ?? (verdict.coversWholeDocument ? undefined : 'extended_after_signing');
  return verdict;
}

/** The chain must hold now; and as no time stamp proves the claimed time, that too must lie within the certificate's own. */
function findTrustProblem(
  { signer, certificates }: DetachedSignature,
  signedAt: Date | undefined,
  { root, at, lists }: TrustedNow,
): SignatureProblem | undefined {
  const others = certificates.filter((one) => one !== signer);
  const path = findSealProblem({ leaf: signer, others, root, at, ...(lists && { lists }) });
  if (path) return path;
  return !signedAt || signedAt < signer.from || signedAt > signer.until
    ? 'signing_time_outside_certificate'
    : undefined;
}

interface Coverage {
  gapFrom: number;
  gapTo: number;
  /** End of what is covered. */
  to: number;
  cms: Buffer;
}

/**
 * The part of the file under a signature, or undefined unless it is everything from the first byte to the end of a
 * revision but for the value of Contents, itself, of this very dictionary. Anything looser lets content in that is shown
 * but not signed (shadow, wrapping and forgery attacks).
 */
export function readCoverage(file: PdfFile, dictionary: PdfDictionary): Coverage | undefined {
  const range = dictionary.get('ByteRange');
  const contents = dictionary.get('Contents');
  if (!Array.isArray(range) || range.length !== 4 || !range.every((part) => Number.isInteger(part))) return undefined;
  if (!(contents instanceof PdfString) || contents.place?.hexadecimal === undefined) return undefined;
  const [from, gapFrom, gapTo, rest] = range as [number, number, number, number];
  const to = gapTo + rest;
  const { place } = contents;
  if (from !== 0 || rest <= 0 || place.from !== gapFrom || place.to !== gapTo || to > file.bytes.length)
    return undefined;
  // Signers write one case. Mixed digits mean that somebody changed one; it would decode to the same bytes.
  const digits = place.hexadecimal!;
  if (!/^([0-9a-f]*|[0-9A-F]*)$/.test(digits) || digits.length % 2 !== 0) return undefined;
  if (contents.bytes.length > 16 * CMS_RESERVE_BYTES) return undefined;
  const tail = file.bytes.toString('latin1', Math.max(gapTo, to - 64), to);
  if (!/startxref[\r\n]+\d+[\r\n]+%%EOF[\r\n]*$/.test(tail)) return undefined;
  return { gapFrom, gapTo, to, cms: contents.bytes };
}

export function isName(value: PdfValue | undefined, name: string): boolean {
  return value instanceof PdfName && value.name === name;
}

/** An instant of ISO 32000-1 §7.9.4 with seconds and zone, as signatures need it. */
export function readPdfTime(value: PdfValue | undefined): Date | undefined {
  if (!(value instanceof PdfString)) return undefined;
  const match = /^D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:(Z)(?:00'?00'?)?|([+-]\d\d)'(\d\d)'?)$/.exec(
    value.toText(),
  );
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, utc, zoneHours, zoneMinutes] = match;
  const zone = utc ? 'Z' : `${zoneHours}:${zoneMinutes}`;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
