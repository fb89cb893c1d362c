import { type SignedEnd, FRAMED_WIDTH, makeFramedSheet } from '../../../design/documents/framed.ts';
import { type Answer, field, fields, nationalTitle } from '../../../design/documents/official.ts';
import { INDIGO, INK } from '../../../design/documents/ornaments.ts';
import { MM } from '../../../design/documents/shapes.ts';
import { type Part, gap, stack, text } from '../../../kernel/pdf-text.ts';
import { formatDate } from '../../../kernel/text.ts';
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
export interface BirthCertificateContent extends Omit<SignedEnd, 'title'> {
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
}

type Setting = readonly [size: number, spacing: number];

/** Size of letters and room between fields: long names and places make the letters smaller, not the sheets more. */
const SETTINGS: readonly Setting[] = [
  [12, 3.3 * MM],
  [11.5, 2.6 * MM],
  [10.5, 2.2 * MM],
  [9.5, 1.7 * MM],
  [8, 1.2 * MM],
];

/** The birth certificate as PDF/A-2a on one page of A4, not yet sealed. Takes 1 to 2 ms. */
export function makeBirthCertificate(content: BirthCertificateContent): Uint8Array {
  const title = `Giấy khai sinh ${content.number}: ${content.child.fullName}`;
  const end = { ...content, title: 'NGƯỜI KÝ GIẤY KHAI SINH' };
  return makeFramedSheet({ title, settings: SETTINGS, end }, ([size, spacing]) => registerPart(content, size, spacing));
}

/** Everything above the signed end: what the register says. */
function registerPart(content: BirthCertificateContent, size: number, spacing: number): Part {
  const { child, registrant } = content;
  const style = { size, leading: 0.55 * size };
  const one = (label: string, answer: Answer, strong?: boolean) => field(style, FRAMED_WIDTH, label, answer, strong);
  const several = (...items: Parameters<typeof fields>[2][]) => fields(style, FRAMED_WIDTH, ...items);
  const parent = (label: string, person: CertificateParent | undefined) =>
    stack(
      spacing,
      one(label, person?.fullName, true),
      several(
        { label: 'Năm sinh:', answer: person?.birthYear },
        { label: 'Dân tộc:', answer: person?.ethnicGroup },
        { label: 'Quốc tịch:', answer: person?.nationality },
      ),
      one('Nơi cư trú:', person?.residence),
    );
  return stack(
    1.6 * spacing + 0.6 * size,
    stack(
      0,
      nationalTitle({ size: 12.5, em: size, width: FRAMED_WIDTH }),
      gap(1.5 * spacing + 1.8 * size),
      text([{ text: 'GIẤY KHAI SINH', size: 27, colour: INDIGO, face: 'bold', tracking: 1.2 }], {
        width: FRAMED_WIDTH,
        align: 'center',
        type: 'H1',
      }),
      gap(0.5 * MM + 0.75 * size),
      text(
        [
          { text: 'Số: ', size: 12, colour: INK },
          { text: content.number, size: 12, colour: INK, face: 'bold' },
        ],
        { width: FRAMED_WIDTH, align: 'center' },
      ),
      gap(1.35 * spacing + 0.6 * size),
      stack(
        spacing,
        one('Họ, chữ đệm, tên:', {
          text: child.fullName.toLocaleUpperCase('vi'),
          size: 1.2 * size,
          face: 'bold',
          colour: INDIGO,
        }),
        one('Ngày, tháng, năm sinh:', formatDate(child.birthDate, 'vi'), true),
        one('Ghi bằng chữ:', dateInWords(child.birthDate)),
        several(
          { label: 'Giới tính:', answer: child.sex === 'male' ? 'Nam' : 'Nữ' },
          { label: 'Dân tộc:', answer: child.ethnicGroup },
          { label: 'Quốc tịch:', answer: child.nationality },
        ),
        one('Nơi sinh:', child.birthPlace),
        one('Quê quán:', child.homeTown),
        one('Số định danh cá nhân:', { text: child.personalNumber, size: 1.1 * size, face: 'bold', tracking: 0.8 }),
      ),
    ),
    parent('Họ, chữ đệm, tên người mẹ:', content.mother),
    parent('Họ, chữ đệm, tên người cha:', content.father),
    stack(
      spacing,
      one('Họ, chữ đệm, tên người đi khai sinh:', registrant.fullName),
      one('Giấy tờ tùy thân:', registrant.identityDocument),
      one('Nơi đăng ký khai sinh:', content.registrationPlace),
      one('Ngày, tháng, năm đăng ký:', formatDate(content.registrationDate, 'vi')),
      one('Ghi chú:', content.note),
    ),
  );
}
