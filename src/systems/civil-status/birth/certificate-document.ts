import { frame, INDIGO, INK } from '../../../design/documents/ornaments.ts';
import {
  field,
  fields,
  nationalTitle,
  seal,
  syntheticLine,
  verification,
  type Answer,
} from '../../../design/documents/official.ts';
import { MM } from '../../../design/documents/shapes.ts';
import { firstThatFits, makeSheet } from '../../../design/documents/sheet.ts';
import { documentInstant } from '../../../kernel/pdf.ts';
import { prepareBackground, type Background } from '../../../kernel/pdf-page.ts';
import { beside, gap, stack, text, type Part } from '../../../kernel/pdf-text.ts';
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

/** A4, and the room within the frame. */
const SHEET = { width: 210 * MM, height: 297 * MM };
const LEFT = 24 * MM;
const TOP = 22 * MM;
const WIDTH = SHEET.width - 2 * LEFT;
const HEIGHT = SHEET.height - TOP - 19 * MM;
/** The least room between what the register says and the seal. */
const LEAST_GAP = 4 * MM;

type Setting = readonly [size: number, spacing: number];

/** Size of letters and room between fields: long names and places make the letters smaller, not the sheets more. */
const SETTINGS: readonly Setting[] = [
  [12, 3.3 * MM],
  [11.5, 2.6 * MM],
  [10.5, 2.2 * MM],
  [9.5, 1.7 * MM],
  [8, 1.2 * MM],
];

let background: Background | undefined;

/** The birth certificate as PDF/A-2a on one page of A4, not yet sealed. Takes 1 to 2 ms. */
export function makeBirthCertificate(content: BirthCertificateContent): Uint8Array {
  background ??= prepareBackground(frame(SHEET.width, SHEET.height));
  const foot = signedEnd(content);
  const said = firstThatFits(SETTINGS, HEIGHT - foot.height - LEAST_GAP, ([size, spacing]) =>
    registerPart(content, size, spacing),
  );
  return makeSheet(
    {
      ...SHEET,
      background,
      title: `Giấy khai sinh ${content.number}: ${content.child.fullName}`,
      author: content.agency,
    },
    [
      { part: said, x: LEFT, y: TOP },
      { part: foot, x: LEFT, y: TOP + HEIGHT - foot.height },
    ],
  );
}

/** Everything above the signed end: what the register says. */
function registerPart(content: BirthCertificateContent, size: number, spacing: number): Part {
  const { child, registrant } = content;
  const style = { size, leading: 0.55 * size };
  const one = (label: string, answer: Answer, strong?: boolean) => field(style, WIDTH, label, answer, strong);
  const several = (...items: Parameters<typeof fields>[2][]) => fields(style, WIDTH, ...items);
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
      nationalTitle({ size: 12.5, em: size, width: WIDTH }),
      gap(1.5 * spacing + 1.8 * size),
      text([{ text: 'GIẤY KHAI SINH', size: 27, colour: INDIGO, face: 'bold', tracking: 1.2 }], {
        width: WIDTH,
        align: 'center',
        type: 'H1',
      }),
      gap(0.5 * MM + 0.75 * size),
      text(
        [
          { text: 'Số: ', size: 12, colour: INK },
          { text: content.number, size: 12, colour: INK, face: 'bold' },
        ],
        { width: WIDTH, align: 'center' },
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

/** The way to check the document, and the seal. */
function signedEnd(content: BirthCertificateContent): Part {
  const sealWidth = 78 * MM;
  const end = beside(
    'foot',
    { at: 0, part: verification({ ...content.verification, width: WIDTH - sealWidth - 6 * MM }) },
    {
      at: WIDTH - sealWidth,
      part: seal({
        title: 'NGƯỜI KÝ GIẤY KHAI SINH',
        post: content.signer.post,
        name: content.signer.fullName,
        agency: content.agency,
        sealedAt: documentInstant(content.sealedAt),
        em: 12,
        width: sealWidth,
      }),
    },
  );
  return content.synthetic ? stack(2 * MM + 0.6 * 12, end, syntheticLine(WIDTH)) : end;
}
