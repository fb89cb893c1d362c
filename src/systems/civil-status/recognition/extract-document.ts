import { type SignedEnd, FRAMED_WIDTH, makeFramedSheet } from '../../../design/documents/framed.ts';
import { type Answer, field, fields, letterhead } from '../../../design/documents/official.ts';
import { INDIGO, INK } from '../../../design/documents/ornaments.ts';
import { MM } from '../../../design/documents/shapes.ts';
import { type Part, type Run, gap, stack, text } from '../../../kernel/pdf-text.ts';
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
export interface RecognitionExtractContent extends Omit<SignedEnd, 'title'> {
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
}

/** Sizes of letters: long names and places make them smaller, not the sheets more. */
const SIZES: readonly number[] = [12, 11, 10, 9, 8];

/** The extract as PDF/A-2a on one page of A4, not yet sealed. */
export function makeRecognitionExtract(content: RecognitionExtractContent): Uint8Array {
  const title = `Trích lục đăng ký nhận cha, mẹ, con ${content.number}: ${content.child.fullName}`;
  const end = { ...content, title: 'NGƯỜI KÝ TRÍCH LỤC' };
  return makeFramedSheet({ title, settings: SIZES, end }, (size) => registerPart(content, size));
}

/** Everything above the signed end. */
function registerPart(content: RecognitionExtractContent, size: number): Part {
  const [year, month, day] = content.issuedOn.split('-');
  const style = { size, leading: 0.55 * size };
  const between = 0.6 * size;
  const spacing = 0.3 * MM * size;
  const plain = (words: string): Run => ({ text: words, size, colour: INK });
  const bold = (words: string): Run => ({ text: words, size, colour: INK, face: 'bold' });
  const centred = { width: FRAMED_WIDTH, align: 'center' } as const;
  const one = (label: string, answer: Answer, strong?: boolean) => field(style, FRAMED_WIDTH, label, answer, strong);
  const several = (...items: Parameters<typeof fields>[2][]) => fields(style, FRAMED_WIDTH, ...items);
  const person = (label: string, { fullName, birthDate, sex, ...known }: RecognitionPerson) =>
    stack(
      spacing,
      one(label, { text: fullName.toLocaleUpperCase('vi'), size: size + 2, face: 'bold', colour: INDIGO }),
      several(
        { label: 'Ngày, tháng, năm sinh:', answer: formatDate(birthDate, 'vi'), strong: true },
        { label: 'Giới tính:', answer: sex === 'male' ? 'Nam' : 'Nữ' },
      ),
      several({ label: 'Dân tộc:', answer: known.ethnicGroup }, { label: 'Quốc tịch:', answer: known.nationality }),
      one('Nơi cư trú:', known.residence),
      one('Số định danh cá nhân:', { text: known.personalNumber, size, face: 'bold', tracking: 0.8 }),
    );
  const relation: Run = { ...bold(content.relation === 'father' ? 'CHA' : 'MẸ'), size: size + 1, colour: INDIGO };
  const aside = (words: string): Run => ({ ...plain(words), size: size + 1 });
  return stack(
    0,
    letterhead({
      issuer: { name: content.agency },
      number: [plain('Số: '), bold(content.number)],
      dated: [{ ...plain(`${content.place}, ngày ${day} tháng ${month} năm ${year}`), face: 'italic' }],
      size: 10.5,
      em: size,
      width: FRAMED_WIDTH,
    }),
    gap(8 * MM + 3 * between),
    text([{ text: 'TRÍCH LỤC', size: 21, colour: INDIGO, face: 'bold', tracking: 0.8 }], { ...centred, type: 'H1' }),
    gap(0.5 * MM + 0.75 * size),
    text([{ ...bold('Đăng ký nhận cha, mẹ, con'), size: size + 2, colour: INDIGO }], centred),
    gap(8 * MM + 0.6 * (size + 2)),
    person('Công nhận ông/bà:', content.parent),
    gap(6 * MM + 0.6 * (size + 1)),
    text([aside('là '), relation, aside(' của người có tên dưới đây')], centred),
    gap(6 * MM + 0.6 * (size + 1)),
    person('Họ, chữ đệm, tên:', content.child),
    gap(8 * MM + between),
    stack(
      spacing,
      one('Đã đăng ký tại:', content.registrationPlace),
      several(
        { label: 'Số đăng ký:', answer: content.registrationNumber },
        { label: 'Ngày đăng ký:', answer: formatDate(content.registrationDate, 'vi') },
      ),
      ...(content.basis === undefined ? [] : [one('Căn cứ:', content.basis)]),
    ),
  );
}
