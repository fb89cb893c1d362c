import { join } from 'node:path';
import { documentInstant, makePdf } from '../../../kernel/pdf.ts';
import { qrSvg } from '../../../kernel/qr.ts';
import { formatDate } from '../../../kernel/text.ts';

/** A person of a recognition. Names of groups, countries and places are written out in Vietnamese. */
export interface RecognitionPerson {
  fullName: string;
  /** Civil date. */
  birthDate: string;
  sex: 'male' | 'female';
  ethnicGroup: string;
  nationality: string;
  residence: string;
  personalNumber: string;
}

/** What an extract of a recognition of parentage says (form of Circular 04/2020/TT-BTP; Law on Civil Status 2014 art. 24–25). */
export interface RecognitionExtractContent {
  number: string;
  /** Where the extract is dated: `Giảng Võ`. */
  place: string;
  /** Civil date. */
  issuedOn: string;
  parent: RecognitionPerson;
  /** What the parent is to the child. */
  relation: 'father' | 'mother';
  child: RecognitionPerson;
  registrationPlace: string;
  /** Number in the register. */
  registrationNumber: string;
  /** Civil date. */
  registrationDate: string;
  /** Evidence or decision that it rests on, in words. */
  basis?: string;
  /** Name of the agency whose seal the document will bear. */
  agency: string;
  signer: { post: string; fullName: string };
  /** The time that the seal will claim. */
  sealedAt: Date;
  /** The page that checks the document (at most 213 bytes), and its code in letters. */
  verification: { url: string; code: string };
  /** Says so on the document, when the persons do not exist. */
  synthetic: boolean;
}

/** The extract as PDF/A-2a on one page of A4, not yet sealed. */
export function makeRecognitionExtract(content: RecognitionExtractContent): Uint8Array {
  const [year, month, day] = content.issuedOn.split('-');
  return makePdf({
    template: join(import.meta.dirname, 'extract.typ'),
    title: `Trích lục đăng ký nhận cha, mẹ, con ${content.number}: ${content.child.fullName}`,
    language: 'vi',
    author: content.agency,
    data: {
      ...content,
      issued: { day, month, year },
      parent: personData(content.parent),
      relation: content.relation === 'father' ? 'CHA' : 'MẸ',
      child: personData(content.child),
      registrationDate: formatDate(content.registrationDate, 'vi'),
      basis: content.basis ?? null,
      sealedAt: documentInstant(content.sealedAt),
      qr: qrSvg(content.verification.url),
    },
  });
}

function personData(person: RecognitionPerson): object {
  return { ...person, sex: person.sex === 'male' ? 'Nam' : 'Nữ', birthDate: formatDate(person.birthDate, 'vi') };
}
