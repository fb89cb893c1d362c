import { createHash } from 'node:crypto';
import { Refusal } from '../../../kernel/refusal.ts';
import { AGENCY_IDENTIFIER_PREFIX, type Certificate } from '../certificate/certificate.ts';
import { findSignatureProblem, readDetached, type DetachedSignature } from '../cms/signed-data.ts';
import { MalformedDer } from '../asn1/der.ts';
import type { RevocationList } from '../path/revocation-list.ts';
import { coverageOf, isEndOfRevision, type Coverage } from './coverage.ts';
import { PdfFile } from './file.ts';
import { isDocumentTimeStamp, signaturesIn } from './form.ts';
import { readRevisions } from './revisions.ts';
import { readPdfTime } from './time.ts';
import { isName, MalformedPdf, type PdfDictionary } from './value.ts';
import { MOST_DOCUMENT_BYTES, type SignatureProblem } from '../rules.ts';
import { findSealProblem } from '../path/seal-path.ts';

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
    const { revisions, behind } = readRevisions(file);
    const signatures = signaturesIn(file).filter((one) => !isDocumentTimeStamp(one));
    return signatures.map((dictionary) => {
      const covered = coverageOf(file, dictionary);
      const place = revisions.findIndex(({ to }) => covered && isEndOfRevision(file.bytes, covered.to, to));
      const isExtended =
        behind > 0 ||
        revisions
          .slice(place + 1)
          .some(({ changes }) => changes.some(({ kind }) => kind === 'forbidden' || kind === 'form'));
      return validateOne(file, dictionary, { covered: place < 0 ? undefined : covered, isExtended }, trusted);
    });
  } catch (error) {
    if (error instanceof MalformedPdf) throw new Refusal('trust.document_unreadable', 422);
    throw error;
  }
}

function validateOne(
  file: PdfFile,
  dictionary: PdfDictionary,
  { covered, isExtended }: { covered: Coverage | undefined; isExtended: boolean },
  trusted: TrustedNow,
): SignatureVerdict {
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
  verdict.signerName = signer.isPerson ? signer.commonName : signer.organization || signer.commonName;
  verdict.certificateSerial = signer.serial;
  if (!signer.isPerson && signer.organizationIdentifier?.startsWith(AGENCY_IDENTIFIER_PREFIX)) {
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
  verdict.problem = wrong ?? untrusted ?? (isExtended ? 'extended_after_signing' : undefined);
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
