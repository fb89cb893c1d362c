import { join } from 'node:path';
import { documentInstant, makePdf } from '../../../kernel/pdf.ts';
import { qrSvg } from '../../../kernel/qr.ts';
import { formatDate } from '../../../kernel/text.ts';

/** What an electronic health-insurance card says (Law on Health Insurance art. 16; Decision 1351/QĐ-BHXH for the code). */
export interface InsuranceCardContent {
  /** 15 characters: object and benefit (`TE1`, children under six), province (2 digits), insurance number (10 digits). */
  cardCode: string;
  fullName: string;
  /** Civil date. */
  birthDate: string;
  sex: 'male' | 'female';
  address: string;
  /** Where first treatment is registered. */
  hospital: { name: string; code: string };
  /** Civil date. */
  validFrom: string;
  /** Civil date. */
  issuedOn: string;
  agency: { name: string };
  /** The time that the seal will claim. */
  sealedAt: Date;
  /** The page that checks the document (at most 213 bytes), and its code in letters. */
  verification: { url: string; code: string };
  /** Says so on the document, when the person does not exist. */
  synthetic: boolean;
}

/** The card as PDF/A-2a on one page of A6 across, not yet sealed. Throws for a code of another form. */
export function makeInsuranceCard(content: InsuranceCardContent): Uint8Array {
  const code = /^([A-Z]{2}\d)(\d{2})(\d{10})$/.exec(content.cardCode);
  if (!code) throw new Error('not a code of a health-insurance card');
  const [, object, province, number] = code;
  return makePdf({
    template: join(import.meta.dirname, 'card.typ'),
    title: `Thẻ bảo hiểm y tế ${content.cardCode}: ${content.fullName}`,
    language: 'vi',
    author: content.agency.name,
    data: {
      ...content,
      code: { object, province, number },
      sex: content.sex === 'male' ? 'Nam' : 'Nữ',
      birthDate: formatDate(content.birthDate, 'vi'),
      validFrom: formatDate(content.validFrom, 'vi'),
      issuedOn: `Cấp ngày ${formatDate(content.issuedOn, 'vi')}`,
      sealedAt: documentInstant(content.sealedAt),
      qr: qrSvg(content.verification.url),
    },
  });
}
