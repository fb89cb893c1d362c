import { join } from 'node:path';
import { documentInstant, makePdf } from '../../../kernel/pdf.ts';
import { qrSvg } from '../../../kernel/qr.ts';
import { formatDate } from '../../../kernel/text.ts';

/** What a notice of residence says (Law on Residence 2020 art. 22 and 28; after form CT08). Names are written out in Vietnamese. */
export interface ResidenceNoticeContent {
  /** E.g. `58/TB-CAP`. */
  number: string;
  dossierNumber: string;
  /** Where the notice is dated: `Giảng Võ`. */
  place: string;
  /** Civil date. */
  issuedOn: string;
  /** Whom it is addressed to, e.g. `Ông Nguyễn Văn Minh`. */
  recipient: string;
  kind: 'permanent' | 'temporary';
  person: { fullName: string; birthDate: string; sex: 'male' | 'female'; personalNumber: string };
  residence: {
    address: string;
    /** Name of the head of the household. */
    householdHead: string;
    /** E.g. `Con`. */
    relationToHead: string;
    /** Civil date. */
    registeredOn: string;
  };
  agency: { name: string; parentName: string };
  signer: { post: string; fullName: string };
  /** The time that the seal will claim. */
  sealedAt: Date;
  /** The page that checks the document (at most 213 bytes), and its code in letters. */
  verification: { url: string; code: string };
  /** Says so on the document, when the person does not exist. */
  synthetic: boolean;
}

const KINDS = {
  permanent: { outcome: 'đăng ký thường trú', label: 'Nơi thường trú:' },
  temporary: { outcome: 'đăng ký tạm trú', label: 'Nơi tạm trú:' },
} as const;

/** The notice of residence as PDF/A-2a on one page of A4, not yet sealed. */
export function makeResidenceNotice(content: ResidenceNoticeContent): Uint8Array {
  const kind = KINDS[content.kind];
  const [year, month, day] = content.issuedOn.split('-');
  return makePdf({
    template: join(import.meta.dirname, 'notice.typ'),
    title: `Thông báo kết quả giải quyết đăng ký cư trú ${content.number}: ${content.person.fullName}`,
    language: 'vi',
    author: content.agency.name,
    data: {
      ...content,
      outcome: kind.outcome,
      issued: { day, month, year },
      person: {
        ...content.person,
        sex: content.person.sex === 'male' ? 'Nam' : 'Nữ',
        birthDate: formatDate(content.person.birthDate, 'vi'),
      },
      residence: {
        ...content.residence,
        kind: kind.label,
        registeredOn: formatDate(content.residence.registeredOn, 'vi'),
      },
      sealedAt: documentInstant(content.sealedAt),
      qr: qrSvg(content.verification.url),
    },
  });
}
