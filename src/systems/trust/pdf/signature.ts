import { createHash } from 'node:crypto';
import { Refusal } from '../../../kernel/refusal.ts';
import { claimRoles } from '../cms/claimed-role.ts';
import { signDetached, type SigningParty } from '../cms/signed-data.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { CMS_RESERVE_BYTES } from '../rules.ts';
import type { Stamping } from '../time-stamp/stamping.ts';
import { appearanceOf, type VisibleMark } from './appearance.ts';
import { PdfFile } from './file.ts';
import { isSignatureField, readFields } from './form.ts';
import { boxOfPage, findPage } from './page-tree.ts';
import { addEvidence } from './security-store.ts';
import { writePdfTime } from './time.ts';
import { IncrementalUpdate } from './update.ts';
import {
  MalformedPdf,
  PdfName,
  type PdfReference,
  PdfString,
  writePdfValue,
  type PdfDictionary,
  type PdfValue,
} from './value.ts';

/**
 * PAdES baseline signatures and document time stamps (ETSI EN 319 142-1 §6), written as an incremental update (ISO 32000-2
 * §7.5.6): not one byte of the document before it is touched, so that earlier signatures keep holding.
 *
 * What proves the certificates' standing is known before anything is signed, so it stands in the same revision: the
 * signature covers its own evidence, and no byte of the file is left that nobody signed.
 */

/** Print, and locked: what PDF/A wants of the field (ISO 19005-2 §6.3.2), and what keeps it where it is. */
const FIELD_FLAGS = 4 | 128;
const BYTE_RANGE_WIDTH = 40;

/** A signature of a person or an agency. */
export interface SignatureOrder {
  pdf: Uint8Array;
  signer: SigningParty;
  signerName: string;
  reason: string;
  /** Where it was signed, and how the signer is reached (ISO 32000-2 table 255); left out when not said. */
  location?: string;
  contact?: string;
  /** Whether this signature certifies the document (DocMDP): it must be the first, and after it only forms and signatures may be added. */
  certifies?: boolean;
  /** Written as the dictionary's M, in Vietnam's time. */
  at: Date;
  /** Gives the signature time stamp; without it the signature is B-B. */
  stamping?: Stamping;
  /** What proves the standing of all certificates; with a time stamp the signature is B-LT. */
  evidence?: Evidence;
  /** Where the signature is seen on a page; without it, nowhere. */
  mark?: VisibleMark;
  /** What the signer claims to be; see `claimRoles`. */
  roles?: readonly string[];
}

/** What a certification permits after it (ISO 32000-2 table 257): forms filled in, and more signatures. */
const CERTIFICATION =
  '/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 2 /V /1.2 >> >>]';

/**
 * Adds a signature over the whole document. Throws MalformedPdf when the document cannot be extended without guessing. Refuses
 * `trust.certified_too_late` for a certification of what is signed already.
 */
export async function signPdf(order: SignatureOrder): Promise<Buffer> {
  const { signer, stamping } = order;
  const told = (key: string, text: string | undefined) =>
    text === undefined ? [] : [`/${key} ${writePdfValue(PdfString.ofText(text))}`];
  const entries = [
    `/SubFilter /ETSI.CAdES.detached /M (${writePdfTime(order.at)})`,
    ...told('Name', order.signerName),
    ...told('Reason', order.reason),
    ...told('Location', order.location),
    ...told('ContactInfo', order.contact),
    ...(order.certifies ? [CERTIFICATION] : []),
  ].join(' ');
  return addSignature({
    ...order,
    fieldName: 'signature',
    type: 'Sig',
    entries,
    sign: (sha256, covered) =>
      signDetached(signer, sha256, {
        ...(stamping && { stamp: (signature) => stamping.stamp(signature) }),
        ...(order.roles && { attributes: [claimRoles(order.roles)] }),
        covered,
      }),
  });
}

/**
 * Adds a document time stamp (EN 319 142-1 §5.4.3): it says that everything before it, signatures and their evidence, was
 * there at its time. With evidence of what was signed before, the signatures become B-LTA.
 */
export async function stampPdf(order: { pdf: Uint8Array; stamping: Stamping; evidence?: Evidence }): Promise<Buffer> {
  const { stamping, evidence } = order;
  const chain = stamping.party.chain.map(({ der }) => der);
  return addSignature({
    ...order,
    // The authorities above stand in the store, under the hash that is stamped: in the token nobody would notice a changed one.
    evidence: {
      certificates: [...(evidence?.certificates ?? []), ...chain],
      lists: evidence?.lists ?? [],
      answers: evidence?.answers ?? [],
    },
    fieldName: 'time-stamp',
    type: 'DocTimeStamp',
    entries: '/SubFilter /ETSI.RFC3161 /V 0',
    sign: (sha256) => stamping.stampDigest(sha256),
  });
}

async function addSignature(order: {
  pdf: Uint8Array;
  fieldName: string;
  type: 'Sig' | 'DocTimeStamp';
  entries: string;
  evidence?: Evidence;
  mark?: VisibleMark;
  certifies?: boolean;
  sign: (sha256: Buffer, covered: () => Buffer) => Promise<Buffer>;
}): Promise<Buffer> {
  const file = new PdfFile(order.pdf);
  const update = new IncrementalUpdate(file);
  const signature = update.reserve();
  const field = update.reserve();

  const catalogReference = file.trailer.get('Root') as PdfReference;
  const catalog = new Map(file.dictionary(catalogReference) ?? []);
  if (catalog.size === 0) throw new MalformedPdf('catalog');
  const form = new Map(file.dictionary(catalog.get('AcroForm')) ?? []);
  const fields = listOf(file.resolve(form.get('Fields')));
  form.set('Fields', [...fields, field]);
  // Signatures exist, and the file may only be extended (ISO 32000-1 table 219).
  form.set('SigFlags', 3);
  catalog.set('AcroForm', form);
  if (order.certifies) {
    const isSigned = readFields(file).some(({ dictionary }) => isSignatureField(dictionary) && dictionary.get('V'));
    if (isSigned || catalog.has('Perms')) throw new Refusal('trust.certified_too_late', 409);
    catalog.set('Perms', new Map([['DocMDP', signature]]));
  }
  if (order.evidence) addEvidence(file, update, catalog, order.evidence);
  update.set(catalogReference, catalog);

  const [pageReference, page] = findPage(file, order.mark?.page ?? 1);
  const annotations = listOf(file.resolve(page.get('Annots')));
  update.set(pageReference, new Map([...page, ['Annots', [...annotations, field]]]));

  const shown = order.mark && appearanceOf(update, order.mark, boxOfPage(file, page));
  update.set(
    field,
    new Map<string, PdfValue>([
      ['Type', new PdfName('Annot')],
      ['Subtype', new PdfName('Widget')],
      ['FT', new PdfName('Sig')],
      ['T', PdfString.ofText(`${order.fieldName}-${field.number}`)],
      ['V', signature],
      ['P', pageReference],
      ['Rect', shown ? [...shown.rectangle] : [0, 0, 0, 0]],
      ['F', FIELD_FLAGS],
      ...(shown ? [['AP', new Map([['N', shown.appearance]])] as [string, PdfValue]] : []),
    ]),
  );

  const head = `<< /Type /${order.type} /Filter /Adobe.PPKLite ${order.entries} /ByteRange `;
  const contents = `/Contents <${'0'.repeat(CMS_RESERVE_BYTES * 2)}>`;
  const at = update.setRaw(signature, `${head}${' '.repeat(BYTE_RANGE_WIDTH)} ${contents} >>`);

  const pdf = update.finish();
  const rangeAt = at + Buffer.byteLength(head, 'latin1');
  const gapAt = rangeAt + BYTE_RANGE_WIDTH + 1 + '/Contents '.length;
  const gapEnd = gapAt + CMS_RESERVE_BYTES * 2 + 2;
  pdf.write(`[0 ${gapAt} ${gapEnd} ${pdf.length - gapEnd}]`, rangeAt, 'latin1');
  const sha256 = createHash('sha256').update(pdf.subarray(0, gapAt)).update(pdf.subarray(gapEnd)).digest();
  const signed = await order.sign(sha256, () => Buffer.concat([pdf.subarray(0, gapAt), pdf.subarray(gapEnd)]));
  if (signed.length > CMS_RESERVE_BYTES) throw new Error('the signature is longer than the room reserved for it');
  pdf.write(signed.toString('hex'), gapAt + 1, 'latin1');
  return pdf;
}

/** Adds what proves the certificates of earlier signatures, in a revision of its own: B-T becomes B-LT. */
export function extendPdf(order: { pdf: Uint8Array; evidence: Evidence }): Buffer {
  const file = new PdfFile(order.pdf);
  const update = new IncrementalUpdate(file);
  const catalogReference = file.trailer.get('Root') as PdfReference;
  const catalog: PdfDictionary = new Map(file.dictionary(catalogReference) ?? []);
  addEvidence(file, update, catalog, order.evidence);
  update.set(catalogReference, catalog);
  return update.finish();
}

function listOf(value: PdfValue): PdfValue[] {
  return Array.isArray(value) ? value : [];
}
