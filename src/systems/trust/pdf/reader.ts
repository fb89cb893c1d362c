import { createHash } from 'node:crypto';
import { Refusal } from '../../../kernel/refusal.ts';
import { MalformedDer, readFirst } from '../asn1/der.ts';
import { readCertificate, type Certificate } from '../certificate/certificate.ts';
import { readClaimedRoles, SIGNER_ATTRIBUTES_V2 } from '../cms/claimed-role.ts';
import { readSignedData } from '../cms/reading.ts';
import { SIGNATURE_TIME_STAMP } from '../cms/signed-data.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type {
  DigestName,
  FoundSignature,
  FoundTimeStamp,
  SignatureLevel,
  SignatureReader,
} from '../validation/found.ts';
import { coverageOf, isEndOfRevision, type Coverage } from './coverage.ts';
import { PdfFile } from './file.ts';
import { isDocumentTimeStamp, readFields, type FormField } from './form.ts';
import { judgeLater } from './permissions.ts';
import { readRevisions, type Revision } from './revisions.ts';
import { readSecurityStore } from './security-store.ts';
import { BYTE_RANGE_WRONG, changeTexts, SIGNATURE_MALFORMED } from './texts.ts';
import { readPdfTime } from './time.ts';
import { isName, MalformedPdf, PdfString, type PdfDictionary, type PdfValue } from './value.ts';
import { MOST_SIGNATURES } from '../rules.ts';

/**
 * The signatures of a PDF as validation wants them (ISO 32000-2 §12.8, ETSI EN 319 142-1), in the order in which they were
 * made. Document time stamps are no signatures: they stand with those that they cover.
 */
export const pdfReader: SignatureReader = {
  recognises: ({ bytes }) => bytes.toString('latin1', 0, 5) === '%PDF-',
  read({ bytes }) {
    try {
      return readSigned(new PdfFile(bytes));
    } catch (error) {
      if (error instanceof MalformedPdf) throw new Refusal('trust.document_unreadable', 422);
      throw error;
    }
  },
};

/** id-data: the content of a signature over something that stands elsewhere. */
const DATA = '1.2.840.113549.1.7.1';
/** content-time-stamp (EN 319 122-1 §5.2.8). */
const CONTENT_TIME_STAMP = '1.2.840.113549.1.9.16.2.20';

/** A signature or document time stamp, and where it stands. */
interface Place {
  name: string;
  dictionary: PdfDictionary;
  covered: Coverage | undefined;
  /** The revision that it covers. */
  revision: Revision | undefined;
  /** Whether that revision has it, too. */
  isItsOwn: boolean;
}

interface Document {
  file: PdfFile;
  revisions: readonly Revision[];
  behind: number;
  places: readonly Place[];
  store: Evidence;
  certificates: readonly Certificate[];
}

function readSigned(file: PdfFile): FoundSignature[] {
  const found = new Map<PdfDictionary, FormField>();
  for (const field of readFields(file)) {
    const dictionary = field.kind === 'Sig' ? file.dictionary(field.dictionary.get('V')) : undefined;
    if (dictionary && !found.has(dictionary)) found.set(dictionary, field);
    if (found.size > MOST_SIGNATURES) throw new MalformedPdf('too many signatures');
  }
  if (found.size === 0) return [];
  const { revisions, behind } = readRevisions(file);
  const places = Array.from(found, ([dictionary, { name, number }]): Place => {
    const covered = coverageOf(file, dictionary);
    const revision = revisions.find(({ to }) => covered && isEndOfRevision(file.bytes, covered.to, to));
    // Whatever stands at one place is one object in all revisions, so it is the same only where it truly stands there.
    const isItsOwn =
      revision !== undefined &&
      readFields(revision.file).some((one) => revision.file.dictionary(one.dictionary.get('V')) === dictionary);
    return { name: name || `${number}`, dictionary, covered, revision, isItsOwn };
  });
  const store = readStoreIfPossible(file);
  const document = { file, revisions, behind, places, store, certificates: store.certificates.flatMap(readIfPossible) };
  return places
    .filter(({ dictionary }) => !isDocumentTimeStamp(dictionary))
    .toSorted((a, b) => (a.revision?.number ?? 0) - (b.revision?.number ?? 0))
    .map((place) => readOne(document, place));
}

/** A store that cannot be read proves nothing; what it does to signatures is judged as a change. */
function readStoreIfPossible(file: PdfFile): Evidence {
  try {
    return readSecurityStore(file);
  } catch (error) {
    if (error instanceof MalformedPdf) return { certificates: [], lists: [], answers: [] };
    throw error;
  }
}

function readIfPossible(der: Buffer): Certificate[] {
  try {
    return [readCertificate(der)];
  } catch (error) {
    if (error instanceof MalformedDer) return [];
    throw error;
  }
}

function readOne(document: Document, place: Place): FoundSignature {
  const { file, revisions, behind, store } = document;
  const { dictionary, covered, revision } = place;
  const head = { id: place.name, format: 'PAdES' } as const;
  if (!covered || !revision)
    return { ...head, problem: { code: 'byte_range_wrong', text: BYTE_RANGE_WRONG, as: 'FORMAT_FAILURE' } };
  if (!place.isItsOwn)
    return {
      ...head,
      problem: { code: 'not_in_its_revision', text: changeTexts.not_in_its_revision, as: 'FORMAT_FAILURE' },
    };
  try {
    if (!isName(dictionary.get('SubFilter'), 'ETSI.CAdES.detached')) throw new MalformedDer('kind of signature');
    const read = readSignedData(covered.cms, { padded: true });
    const [signer, ...more] = read.signers;
    if (!signer || more.length > 0 || read.content) throw new MalformedDer('signature');
    if (read.contentType !== DATA || signer.contentType !== DATA) throw new MalformedDer('content type');
    const later = revisions.slice(revision.number);
    const signatures = document.places.flatMap((one) =>
      one.revision ? [{ dictionary: one.dictionary, revision: one.revision.number }] : [],
    );
    const timeStamps = [
      ...contentStamps(signer.signed, file, covered),
      ...signatureStamps(signer, revision),
      ...archiveStamps(document, revision),
    ];
    const at = readPdfTime(dictionary.get('M'));
    const attributes = signer.signed.get(SIGNER_ATTRIBUTES_V2);
    const roles = attributes ? readClaimedRoles(attributes) : [];
    const [reason, location] = [textOf(dictionary.get('Reason')), textOf(dictionary.get('Location'))];
    return {
      ...head,
      level: levelOf(timeStamps, store),
      coverage: { whole: true, names: [], later: judgeLater({ file, later, signatures, behind }) },
      references: [
        {
          name: 'PDF',
          digest: signer.digest,
          result: hashOf(file, covered, signer.digest).equals(signer.messageDigest) ? 'same' : 'different',
        },
      ],
      value: signer.value,
      signer: signer.certificate,
      signerReference: signer.signerReference,
      certificates: [...read.certificates, ...document.certificates],
      evidence: { lists: [...read.lists, ...store.lists], answers: store.answers },
      timeStamps,
      claimed: {
        ...(at && { at }),
        ...(reason && { reason }),
        ...(location && { place: location }),
        ...(roles.length > 0 && { roles }),
      },
    };
  } catch (error) {
    if (!(error instanceof MalformedDer)) throw error;
    return { ...head, problem: { code: 'signature_malformed', text: SIGNATURE_MALFORMED, as: 'FORMAT_FAILURE' } };
  }
}

const textOf = (value: PdfValue | undefined): string | undefined =>
  value instanceof PdfString ? value.toText() : undefined;

const hashOf = (file: PdfFile, { gapFrom, gapTo, to }: Coverage, digest: DigestName): Buffer =>
  createHash(digest).update(file.bytes.subarray(0, gapFrom)).update(file.bytes.subarray(gapTo, to)).digest();

function contentStamps(signed: ReadonlyMap<string, Buffer>, file: PdfFile, covered: Coverage): FoundTimeStamp[] {
  const token = signed.get(CONTENT_TIME_STAMP);
  return token ? [{ kind: 'content', token, imprint: (digest) => hashOf(file, covered, digest), covers: [] }] : [];
}

function signatureStamps(
  { unsigned, value }: ReturnType<typeof readSignedData>['signers'][number],
  { file }: Revision,
): FoundTimeStamp[] {
  const tokens = unsigned.filter(({ oid }) => oid === SIGNATURE_TIME_STAMP).flatMap(({ values }) => values);
  if (tokens.length === 0) return [];
  // Evidence in the revision that was signed is under the signature, and so was there when the signature was stamped.
  const store = readStoreIfPossible(file);
  const covers = [...store.certificates, ...store.lists, ...store.answers];
  return tokens.map((token) => ({
    kind: 'signature',
    token,
    imprint: (digest) => createHash(digest).update(value.signature).digest(),
    covers,
  }));
}

/** Document time stamps of later revisions. Each covers all evidence that was there, and all tokens before it. */
function archiveStamps({ file, places }: Document, { number }: Revision): FoundTimeStamp[] {
  return places.flatMap(({ dictionary, covered, revision, isItsOwn }): FoundTimeStamp[] => {
    if (!isDocumentTimeStamp(dictionary) || !covered || !revision || !isItsOwn || revision.number <= number) return [];
    const store = readStoreIfPossible(revision.file);
    const earlier = places.filter((one) => one.revision && one.revision.number < revision.number);
    return [
      {
        kind: 'archive',
        token: withoutPadding(covered.cms),
        imprint: (digest) => hashOf(file, covered, digest),
        covers: [...store.certificates, ...store.lists, ...store.answers, ...earlier.flatMap(tokensIn)],
      },
    ];
  });
}

function tokensIn({ dictionary, covered }: Place): Buffer[] {
  if (!covered) return [];
  if (isDocumentTimeStamp(dictionary)) return [withoutPadding(covered.cms)];
  try {
    const { signers } = readSignedData(covered.cms, { padded: true });
    return signers.flatMap(({ unsigned }) =>
      unsigned.flatMap(({ oid, values }) => (oid === SIGNATURE_TIME_STAMP ? values : [])),
    );
  } catch (error) {
    if (error instanceof MalformedDer) return [];
    throw error;
  }
}

/** The token without the rest of the room reserved for it; as it is when it does not even begin as one. */
function withoutPadding(bytes: Buffer): Buffer {
  try {
    const { whole } = readFirst(bytes);
    return bytes.subarray(whole.length).some((byte) => byte !== 0) ? bytes : whole;
  } catch (error) {
    if (error instanceof MalformedDer) return bytes;
    throw error;
  }
}

function levelOf(timeStamps: readonly FoundTimeStamp[], { lists, answers }: Evidence): SignatureLevel {
  const has = (kind: FoundTimeStamp['kind']) => timeStamps.some((one) => one.kind === kind);
  if (!has('signature') && !has('archive')) return 'B-B';
  if (lists.length + answers.length === 0) return 'B-T';
  return has('archive') ? 'B-LTA' : 'B-LT';
}
