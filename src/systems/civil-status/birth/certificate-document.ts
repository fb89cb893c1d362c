import { join } from 'node:path';
import { formatDate } from '../../../kernel/text.ts';
import { documentInstant, makePdf } from '../../../kernel/pdf.ts';
import { qrSvg } from '../../../kernel/qr.ts';
import { dateInWords } from './date-in-words.ts';

/** A parent as the birth certificate names them. Names of groups, countries and places are written out in Vietnamese. */
export interface CertificateParent {
  fullName: string;
  /** `YYYY`. */
  birthYear: string;
  ethnicGroup: string;
  nationality: string;
  residence: string;
}

/** What a birth certificate says (form of Circular 04/2020/TT-BTP; Law on Civil Status 2014 art. 14 and 16). */
export interface BirthCertificateContent {
  /** Number in the register, e.g. `123/2026`. */
  number: string;
  child: {
    fullName: string;
    /** Civil date. */
    birthDate: string;
    sex: 'male' | 'female';
    ethnicGroup: string;
    nationality: string;
    birthPlace: string;
    homeTown: string;
    personalNumber: string;
  };
  /** Without one, the part stays blank. */
  mother?: CertificateParent;
  father?: CertificateParent;
  registrant: { fullName: string; identityDocument: string };
  registrationPlace: string;
  /** Civil date. */
  registrationDate: string;
  note?: string;
  signer: { post: string; fullName: string };
  /** Name of the agency whose seal the document will bear. */
  agency: string;
  /** The time that the seal will claim. */
  sealedAt: Date;
  /** The page that checks the document (at most 213 bytes), and its code in letters. */
  verification: { url: string; code: string };
  /** Says so on the document, when the person does not exist. */
  synthetic: boolean;
}

/** The birth certificate as PDF/A-2a on one page of A4, not yet sealed. Takes 10 to 15 ms. */
export function makeBirthCertificate(content: BirthCertificateContent): Uint8Array {
  const { child } = content;
  return makePdf({
    template: join(import.meta.dirname, 'certificate.typ'),
    title: `Giấy khai sinh ${content.number}: ${child.fullName}`,
    language: 'vi',
    author: content.agency,
    data: {
      ...content,
      child: {
        ...child,
        sex: child.sex === 'male' ? 'Nam' : 'Nữ',
        birthDate: formatDate(child.birthDate, 'vi'),
        birthDateInWords: dateInWords(child.birthDate),
      },
      mother: content.mother ?? null,
      father: content.father ?? null,
      note: content.note ?? null,
      registrationDate: formatDate(content.registrationDate, 'vi'),
      sealedAt: documentInstant(content.sealedAt),
      qr: qrSvg(content.verification.url),
    },
  });
}
