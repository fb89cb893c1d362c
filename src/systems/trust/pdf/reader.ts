import { createHash } from 'node:crypto';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { MalformedDer } from '../asn1/der.ts';
import { readSignedData } from '../cms/reading.ts';
import type { FoundSignature, SignatureReader } from '../validation/found.ts';
import { PdfFile } from './file.ts';
import { isName, readCoverage, readPdfTime, signatureDictionaries } from './validation.ts';
import { MalformedPdf, PdfString, type PdfDictionary } from './value.ts';

/** The signatures of a PDF as validation wants them (ISO 32000-2 §12.8, ETSI EN 319 142-1). */
export const pdfReader: SignatureReader = {
  recognises: ({ bytes }) => bytes.toString('latin1', 0, 5) === '%PDF-',
  read({ bytes }) {
    try {
      const file = new PdfFile(bytes);
      return signatureDictionaries(file).map((dictionary, i) => readOne(file, dictionary, i + 1));
    } catch (error) {
      if (error instanceof MalformedPdf) throw new Refusal('trust.document_unreadable', 422);
      throw error;
    }
  },
};

/** id-data: the content of a signature over something that stands elsewhere. */
const DATA = '1.2.840.113549.1.7.1';

const BYTE_RANGE_WRONG: Bilingual = {
  vi: 'Chữ ký không bao trọn tài liệu từ byte đầu tiên: có thể đã có nội dung bị tráo vào.',
  en: 'The signature does not cover the document from its first byte: content may have been slipped in.',
};
const MALFORMED: Bilingual = {
  vi: 'Chữ ký bị hỏng hoặc không đúng định dạng.',
  en: 'The signature is broken or of a kind that is not read here.',
};
const EXTENDED: Bilingual = {
  vi: 'Có nội dung được thêm vào tệp sau khi ký.',
  en: 'Something was added to the file after it was signed.',
};

function readOne(file: PdfFile, dictionary: PdfDictionary, number: number): FoundSignature {
  const head = { id: `${number}`, format: 'PAdES' } as const;
  const covered = readCoverage(file, dictionary);
  if (!covered) return { ...head, problem: { code: 'byte_range_wrong', text: BYTE_RANGE_WRONG, as: 'FORMAT_FAILURE' } };
  try {
    if (!isName(dictionary.get('SubFilter'), 'ETSI.CAdES.detached')) throw new MalformedDer('kind of signature');
    const read = readSignedData(covered.cms, { padded: true });
    const [signer, ...more] = read.signers;
    if (!signer || more.length > 0 || read.content || signer.contentType !== DATA) throw new MalformedDer('signature');
    const content = createHash(signer.digest)
      .update(file.bytes.subarray(0, covered.gapFrom))
      .update(file.bytes.subarray(covered.gapTo, covered.to))
      .digest();
    const at = readPdfTime(dictionary.get('M'));
    const reason = dictionary.get('Reason');
    return {
      ...head,
      level: 'B-B',
      coverage: {
        whole: true,
        names: [],
        later: { permitted: [], ...(covered.to < file.bytes.length && { forbidden: EXTENDED }) },
      },
      references: [
        { name: 'PDF', digest: signer.digest, result: content.equals(signer.messageDigest) ? 'same' : 'different' },
      ],
      value: signer.value,
      signer: signer.certificate,
      signerReference: signer.signerReference,
      certificates: read.certificates,
      evidence: { lists: read.lists, answers: [] },
      timeStamps: [],
      claimed: { ...(at && { at }), ...(reason instanceof PdfString && { reason: reason.toText() }) },
    };
  } catch (error) {
    if (!(error instanceof MalformedDer)) throw error;
    return { ...head, problem: { code: 'signature_malformed', text: MALFORMED, as: 'FORMAT_FAILURE' } };
  }
}
