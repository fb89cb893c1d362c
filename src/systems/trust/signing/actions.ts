import { createHash } from 'node:crypto';
import { Refusal } from '../../../kernel/refusal.ts';
import { coSignContainer, signContainer } from '../asic/signature.ts';
import { MalformedContainer } from '../asic/container.ts';
import { MalformedDer } from '../asn1/der.ts';
import { curveOf } from '../certificate/signature-way.ts';
import { extendCades } from '../cades/lasting.ts';
import { signCades } from '../cades/signature.ts';
import { signDetached, type SigningParty } from '../cms/signed-data.ts';
import { gatherEvidence } from '../evidence/evidence.ts';
import { signBeside as signJsonBeside, signCarried } from '../jades/signature.ts';
import type { SealingHouse } from '../keys.ts';
import { enterTogether } from '../log/actions.ts';
import { signPdf, stampPdf } from '../pdf/signature.ts';
import { MalformedPdf } from '../pdf/value.ts';
import { MOST_DOCUMENT_BYTES } from '../rules.ts';
import { openStamping, type Stamping } from '../time-stamp/stamping.ts';
import type { SignatureContainer, SignatureFormat, SignatureLevel } from '../validation/found.ts';
import { extendXades } from '../xades/lasting.ts';
import { signBeside, signEnveloped, signEnveloping, type XmlSigned } from '../xades/signature.ts';
import { MalformedXml } from '../xml/tree.ts';
import { reaches, type Lasting, type SignedFile } from './level.ts';
import { mimeTypeOf } from './mime-type.ts';

/**
 * How a signature stands to what it signs: it carries it (`attached`), stands in it (`enveloped`: PDF and XML), or beside it
 * (`detached`).
 */
export type Packaging = 'attached' | 'enveloped' | 'detached';

/** What is signed, by whom and as what. */
export interface SigningOrder {
  format: SignatureFormat | SignatureContainer;
  level: SignatureLevel;
  files: readonly SignedFile[];
  signer: SigningParty;
  /** The time that the signer claims. */
  at: Date;
  /** Without it: PDF and XML are enveloped, all else is attached. */
  packaging?: Packaging;
  /** The format within a container; XAdES without it. */
  inner?: 'XAdES' | 'CAdES';
  /** Why and where, and how the signer is reached, as PDF tells it. */
  reason?: string;
  location?: string;
  contact?: string;
  /** Whether a PDF is certified: see `signPdf`. */
  certifies?: boolean;
}

const MOST_FILES = 100;
const XML_TYPE = 'application/xml';

/**
 * Signs files of any kind in any format and level, for a signer whose consent the caller has. Answers one file: what was signed with
 * its signature, or the signature alone where it stands beside. Its hash, and those of its time stamps, are in the public log before this
 * answers.
 *
 * Refuses `trust.document_too_large` (all files together), `trust.file_name_unusable`, `trust.one_file_only`, `trust.packaging_impossible`,
 * `trust.signing_time_refused`, `trust.post_quantum_format`, `trust.document_unreadable`, `trust.already_signed_within`, `trust.certified_too_late` and
 * `trust.time_not_available`.
 */
export async function signFiles(house: SealingHouse, order: SigningOrder): Promise<SignedFile> {
  assertFiles(order.files);
  assertFits(order);
  return signAndLog(house, order, (lasting, stamping) => written(order, lasting, stamping));
}

/**
 * Adds another's signature to a container (ASiC-S or ASiC-E), over all its files. Refuses what `signFiles` does,
 * `trust.not_a_container` and `trust.too_many_signers`.
 */
export async function coSign(
  house: SealingHouse,
  order: Pick<SigningOrder, 'level' | 'signer' | 'at' | 'inner'> & { container: SignedFile },
): Promise<SignedFile> {
  const { container, inner = 'XAdES', level, signer, at } = order;
  assertSize([container]);
  assertFits({ format: 'ASiC-E', inner, signer });
  return signAndLog(house, order, async (lasting) => {
    const signing = { inner, party: signer, at, level, lasting };
    return { ...container, bytes: await coSignContainer(container.bytes, mimeTypeOf, signing) };
  });
}

/** What is signed without being seen: a document by its SHA-256, or a PDF by that of its byte range. */
export interface HashOrder extends Pick<SigningOrder, 'signer' | 'at'> {
  format: 'CAdES' | 'PAdES';
  level: SignatureLevel;
  sha256: Buffer;
}

/**
 * Signs a document by its hash: answers the CMS alone, which stands beside the document (CAdES), or which whoever has the PDF writes
 * into the place that was left for it (PAdES). What proves certificates stands in the PDF, so PAdES reaches B-T here. Refuses
 * `trust.level_impossible`, `trust.signing_time_refused` and `trust.time_not_available`. In the log as `signFiles` says.
 */
export async function signHashOf(house: SealingHouse, order: HashOrder): Promise<Buffer> {
  const { format, level, sha256, signer, at } = order;
  if (format === 'PAdES' && reaches(level, 'B-LT')) throw new Refusal('trust.level_impossible', 422);
  const { bytes } = await signAndLog(house, order, async (lasting, stamping) => ({
    name: 'signature.p7s',
    mimeType: 'application/pkcs7-signature',
    bytes:
      format === 'PAdES'
        ? await signDetached(signer, sha256, stamping && { stamp: (signature) => stamping.stamp(signature) })
        : await extendCades(await signCades({ party: signer, at, content: { sha256 }, attached: false }), {
            level,
            lasting,
            content: { sha256 },
          }),
  }));
  return bytes;
}

function assertSize(files: readonly SignedFile[]): void {
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (size > MOST_DOCUMENT_BYTES)
    throw new Refusal('trust.document_too_large', 413, { values: { most: MOST_DOCUMENT_BYTES / 1024 / 1024 } });
}

function assertFiles(files: readonly SignedFile[]): void {
  assertSize(files);
  const names = new Set(files.map(({ name }) => name.normalize('NFC').toLowerCase()));
  const isUsable = ({ name }: SignedFile): boolean =>
    name.length > 0 &&
    name.length <= 200 &&
    !/[\p{Cc}\p{Cs}\\/:]/u.test(name) &&
    !/^(mimetype|meta-inf|\.+)$/i.test(name) &&
    name === name.normalize('NFC');
  if (files.length === 0 || files.length > MOST_FILES || names.size !== files.length || !files.every(isUsable))
    throw new Refusal('trust.file_name_unusable', 422);
}

/** ML-DSA signs CMS only: XML and JSON have no settled names for it, and in a PDF no room is kept for so large a signature. */
function assertFits({ format, inner = 'XAdES', signer }: Pick<SigningOrder, 'format' | 'inner' | 'signer'>): void {
  const isCms = format === 'CAdES' || (format.startsWith('ASiC') && inner === 'CAdES');
  if (!isCms && curveOf(signer.certificate.publicKey) === undefined)
    throw new Refusal('trust.post_quantum_format', 422);
}

/** Opens what makes the signature last, signs, and enters everything in the log together. */
async function signAndLog(
  house: SealingHouse,
  { signer, at, level }: Pick<SigningOrder, 'signer' | 'at' | 'level'>,
  sign: (lasting: Lasting, stamping: Stamping | undefined) => Promise<SignedFile>,
): Promise<SignedFile> {
  const { certificate } = signer;
  if (at < certificate.from || at > certificate.until) throw new Refusal('trust.signing_time_refused', 422);
  const stamping = reaches(level, 'B-T') ? await openStamping(house) : undefined;
  const lasting = stamping
    ? { stampDigest: stamping.stampDigest, evidence: await gatherEvidence(house, [signer, stamping.party]) }
    : NOT_LASTING;
  let signed: SignedFile;
  try {
    signed = await sign(lasting, stamping);
  } catch (error) {
    const isUnreadable = [MalformedXml, MalformedPdf, MalformedDer, MalformedContainer].some(
      (kind) => error instanceof kind,
    );
    if (isUnreadable) throw new Refusal('trust.document_unreadable', 422);
    throw error;
  }
  await enterTogether(house, [
    ...(stamping?.given.map((sha256) => ({ kind: 'timestamp' as const, sha256 })) ?? []),
    { kind: 'document', sha256: createHash('sha256').update(signed.bytes).digest() },
  ]);
  return signed;
}

/** A signature of level B-B asks for nothing of this. */
const NOT_LASTING: Lasting = {
  stampDigest: () => {
    throw new Error('a signature of level B-B is not stamped');
  },
  evidence: { certificates: [], lists: [], answers: [] },
};

/** The only file, where a way of signing takes one. */
function onlyFile(files: readonly SignedFile[]): SignedFile {
  const [file, ...more] = files;
  if (!file || more.length > 0) throw new Refusal('trust.one_file_only', 422);
  return file;
}

async function written(order: SigningOrder, lasting: Lasting, stamping: Stamping | undefined): Promise<SignedFile> {
  switch (order.format) {
    case 'PAdES':
      return asPdf(order, lasting, stamping);
    case 'CAdES':
      return asCms(order, lasting);
    case 'XAdES':
      return asXml(order, lasting);
    case 'JAdES':
      return asJson(order, lasting);
    case 'ASiC-S':
    case 'ASiC-E': {
      const { format, files, inner = 'XAdES', signer, at, level } = order;
      if (order.packaging !== undefined && order.packaging !== 'attached') throw impossible();
      const bytes = await signContainer(format, files, { inner, party: signer, at, level, lasting });
      const isSimple = format === 'ASiC-S';
      return {
        name: `${isSimple || files.length === 1 ? files[0]!.name : 'files'}.${isSimple ? 'asics' : 'asice'}`,
        mimeType: isSimple ? 'application/vnd.etsi.asic-s+zip' : 'application/vnd.etsi.asic-e+zip',
        bytes,
      };
    }
  }
}

const impossible = (): Refusal => new Refusal('trust.packaging_impossible', 422);

async function asPdf(
  { files, packaging = 'enveloped', signer, at, level, reason = '', location, contact, certifies }: SigningOrder,
  { evidence }: Lasting,
  stamping: Stamping | undefined,
): Promise<SignedFile> {
  if (packaging !== 'enveloped') throw impossible();
  const file = onlyFile(files);
  const { organization, commonName } = signer.certificate;
  const lasts = reaches(level, 'B-LT') && { evidence };
  const order = {
    pdf: file.bytes,
    signer,
    signerName: commonName || organization,
    reason,
    at,
    ...(location !== undefined && { location }),
    ...(contact !== undefined && { contact }),
    ...(certifies && { certifies }),
  };
  const pdf = await signPdf({ ...order, ...(stamping && { stamping }), ...lasts });
  const bytes = stamping && reaches(level, 'B-LTA') ? await stampPdf({ pdf, stamping, evidence }) : pdf;
  return { ...file, bytes };
}

async function asCms(
  { files, packaging = 'attached', signer, at, level }: SigningOrder,
  lasting: Lasting,
): Promise<SignedFile> {
  if (packaging === 'enveloped') throw impossible();
  const { name, mimeType, bytes: content } = onlyFile(files);
  const attached = packaging === 'attached';
  const cms = await signCades({ party: signer, at, content, attached, mimeType });
  return {
    name: `${name}.${attached ? 'p7m' : 'p7s'}`,
    mimeType: attached ? 'application/pkcs7-mime' : 'application/pkcs7-signature',
    bytes: await extendCades(cms, { level, lasting, content }),
  };
}

async function asXml({ files, packaging, signer, at, level }: SigningOrder, lasting: Lasting): Promise<SignedFile> {
  const [first] = files as [SignedFile];
  const isXml = /[/+]xml$/.test(first.mimeType) && files.length === 1;
  const signing = { party: signer, at };
  const signed: Record<Packaging, () => Promise<XmlSigned>> = {
    enveloped: () => signEnveloped(onlyFile(files).bytes, signing),
    attached: () => signEnveloping(onlyFile(files), signing),
    detached: () => signBeside(files, signing),
  };
  const way = packaging ?? (isXml ? 'enveloped' : 'attached');
  const { id, bytes } = await signed[way]();
  const findFile = (name: string) => files.find((one) => one.name === name)?.bytes;
  return {
    name: way === 'enveloped' ? first.name : files.length === 1 ? `${first.name}.xades.xml` : 'files.xades.xml',
    mimeType: XML_TYPE,
    bytes: await extendXades(bytes, { id, level, lasting, findFile }),
  };
}

async function asJson(
  { files, packaging = 'attached', signer, at, level }: SigningOrder,
  lasting: Lasting,
): Promise<SignedFile> {
  if (packaging === 'enveloped') throw impossible();
  const [first] = files as [SignedFile];
  const signing = { party: signer, at, level, lasting };
  const isBeside = packaging === 'detached';
  return {
    name: `${files.length === 1 ? first.name : 'files'}.jws.json`,
    mimeType: 'application/jose+json',
    bytes: isBeside ? await signJsonBeside(files, signing) : await signCarried(onlyFile(files), 'json', signing),
  };
}
