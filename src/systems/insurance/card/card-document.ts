import { qrCode, syntheticLine } from '../../../design/documents/official.ts';
import {
  band,
  drum,
  GOLD_LINE,
  GOLD_TINT,
  INDIGO,
  INK,
  PAPER,
  SOFT_INK,
  VERMILION,
  WHITE,
} from '../../../design/documents/ornaments.ts';
import { lineTo, MM, moveTo, painted, placed, rectangle, star } from '../../../design/documents/shapes.ts';
import { firstThatFits, makeSheet } from '../../../design/documents/sheet.ts';
import { colour, prepareBackground, type Background } from '../../../kernel/pdf-page.ts';
import { beside, gap, lines, stack, text, widthOf, type Part, type Run } from '../../../kernel/pdf-text.ts';
import { documentInstant } from '../../../kernel/pdf.ts';
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

/** A6 across, and the room for text. */
const SHEET = { width: 148 * MM, height: 105 * MM };
const HEAD = 19 * MM;
const LEFT = 8 * MM;
const TOP = HEAD + 4.5 * MM;
const WIDTH = SHEET.width - 2 * LEFT;
const FOOT = SHEET.height - 6 * MM;
const QR_SIDE = 33 * MM;
const WORDS_WIDTH = WIDTH - QR_SIDE - 5 * MM;
/** Shares of letters: long names and places make them smaller, not the sheets more. */
const SCALES: readonly number[] = [1, 0.9, 0.8, 0.7, 0.6];

let background: Background | undefined;

function drawBackground(): Background {
  const { width, height } = SHEET;
  const radius = 46 * MM;
  const centre = [width + 24 * MM - radius, height + 24 * MM - radius] as const;
  return prepareBackground(
    [
      painted([rectangle(0, 0, width, height)], { fill: PAPER }),
      drum(centre, radius, colour('#f7efdc')),
      painted([rectangle(0, 0, width, HEAD)], { fill: INDIGO }),
      painted([rectangle(0, HEAD, width, 0.9 * MM)], { fill: GOLD_LINE }),
      placed(0, HEAD + 1.5 * MM, band(width, MM)),
    ].join('\n'),
  );
}

/** The card as PDF/A-2a on one page of A6 across, not yet sealed. Throws for a code of another form. Takes 1 to 2 ms. */
export function makeInsuranceCard(content: InsuranceCardContent): Uint8Array {
  const code = /^([A-Z]{2}\d)(\d{2})(\d{10})$/.exec(content.cardCode);
  if (!code) throw new Error('not a code of a health-insurance card');
  background ??= drawBackground();
  const foot = footPart(content);
  const said = firstThatFits(SCALES, FOOT - foot.height - TOP - MM, (scale) =>
    insuredPart(content, code.slice(1), scale),
  );
  return makeSheet(
    {
      ...SHEET,
      background,
      title: `Thẻ bảo hiểm y tế ${content.cardCode}: ${content.fullName}`,
      author: content.agency.name,
    },
    [
      { part: headPart(content), x: LEFT, y: 0.7 * MM },
      {
        part: beside('top', { at: 0, part: said }, { at: WIDTH - QR_SIDE, part: checkPart(content) }),
        x: LEFT,
        y: TOP,
      },
      { part: foot, x: LEFT, y: FOOT - foot.height },
    ],
  );
}

/** On the dark band: who issues, what this is, since when. */
function headPart(content: InsuranceCardContent): Part {
  const small = (words: string) =>
    text([{ text: words, size: 8.5, colour: GOLD_TINT }], { width: WIDTH, align: 'right' });
  const left = stack(
    5.9 * MM,
    text([{ text: content.agency.name.toLocaleUpperCase('vi'), size: 9.5, colour: WHITE, face: 'bold' }], {
      width: WIDTH - 30 * MM,
      leading: 3,
    }),
    text([{ text: 'THẺ BẢO HIỂM Y TẾ', size: 19, colour: WHITE, face: 'bold', tracking: 0.8 }], {
      width: WIDTH,
      type: 'H1',
    }),
  );
  const right = stack(0.45 * 8.5, small('Thẻ điện tử'), small(`Cấp ngày ${formatDate(content.issuedOn, 'vi')}`));
  return beside('middle', { at: 0, part: gap(HEAD) }, { at: 0, part: left }, { at: 0, part: right });
}

/** Who is insured, by which code, from when, and where first treated. */
function insuredPart(content: InsuranceCardContent, code: readonly string[], scale: number): Part {
  const label = (words: string): Run => ({ text: words, size: 8, colour: SOFT_INK });
  const part = (words: string, value: string, size: number, width: number, strong = false) => {
    const named = lines([label(words)], { width });
    const run: Run = { text: value, size: size * scale, colour: INK, face: strong ? 'bold' : 'regular' };
    const said = lines([run], { width, leading: 0.55 * 10 * scale });
    const between = 0.55 * 10;
    return {
      height: named.height + between + said.height,
      draw: (...[page, x, y]: Parameters<Part['draw']>) =>
        page.element({ type: 'P' }, () => {
          named.draw(page, x, y);
          said.draw(page, x, y + named.height + between);
        }),
    };
  };
  const third = (WORDS_WIDTH - 6 * MM) / 2.7;
  const between = gap((2.4 * MM + 5) * scale);
  return stack(
    0,
    codePart(label('Mã thẻ'), code),
    gap(5.6 * MM * scale),
    part('Họ và tên', content.fullName.toLocaleUpperCase('vi'), 13, WORDS_WIDTH, true),
    between,
    beside(
      'top',
      { at: 0, part: part('Ngày sinh', formatDate(content.birthDate, 'vi'), 10.5, third, true) },
      { at: third + 3 * MM, part: part('Giới tính', content.sex === 'male' ? 'Nam' : 'Nữ', 10.5, 0.7 * third) },
      {
        at: 1.7 * third + 6 * MM,
        part: part('Giá trị sử dụng từ', formatDate(content.validFrom, 'vi'), 10.5, third, true),
      },
    ),
    between,
    part('Địa chỉ', content.address, 9.5, WORDS_WIDTH),
    gap((2.4 * MM + 3) * scale),
    part(
      'Nơi đăng ký khám bệnh, chữa bệnh ban đầu',
      `${content.hospital.name} (${content.hospital.code})`,
      9.5,
      WORDS_WIDTH,
    ),
  );
}

/** The code in its three parts, with room between them. */
function codePart(label: Run, code: readonly string[]): Part {
  const run = (words: string): Run => ({ text: words, size: 17, colour: INDIGO, face: 'bold' });
  const [object, province, number] = code as [string, string, string];
  const named = lines([label], { width: WORDS_WIDTH });
  const parts = [run(`${object} `), run(`${province} `), { ...run(number), tracking: 1 }];
  const set = parts.map((one) => lines([one], { width: WORDS_WIDTH }));
  const above = 2.7 * MM;
  return {
    height: MM + named.height + above + set[0]!.height,
    draw(page, x, y) {
      page.element({ type: 'P' }, () => {
        named.draw(page, x, y + MM);
        let at = x;
        for (const [index, one] of set.entries()) {
          one.draw(page, at, y + MM + named.height + above);
          at += widthOf([{ ...parts[index]!, text: parts[index]!.text.trim() }]) + 2.4 * MM;
        }
      });
    },
  };
}

/** The way to check the card. */
function checkPart(content: InsuranceCardContent): Part {
  const { url, code } = content.verification;
  const centred = { width: QR_SIDE, align: 'center' } as const;
  return stack(
    0,
    gap(MM),
    qrCode(url, QR_SIDE),
    gap(-0.75 * MM),
    text([{ text: code, size: 8.5, colour: INDIGO, face: 'bold', tracking: 0.4 }], centred),
    gap(0.6 * MM + 4.3),
    text([{ text: 'Quét mã để kiểm tra', size: 7, colour: SOFT_INK }], centred),
  );
}

/** The seal in one line below a rule. */
function footPart(content: InsuranceCardContent): Part {
  const size = 7.5;
  const starAt = 1.5 * MM;
  const sealed: Run = { text: 'Đã đóng dấu số: ', size, colour: VERMILION, face: 'bold' };
  const words = text(
    [sealed, { ...sealed, text: `${content.agency.name}, ${documentInstant(content.sealedAt)}`, face: 'regular' }],
    { width: WIDTH - 5 * MM, leading: 0.4 * size },
  );
  const line: Part = {
    height: 0.9 * MM + 0.45 * size,
    draw: (page, x, y) =>
      page.ornament(painted([moveTo([x, y]), lineTo([x + WIDTH, y])], { stroke: { width: 0.4, colour: GOLD_LINE } })),
  };
  const mark: Part = {
    height: 2 * starAt,
    draw: (page, x, y) => page.ornament(painted(star([x + starAt, y + starAt], starAt, 5, 0.382), { fill: VERMILION })),
  };
  return stack(
    0,
    line,
    beside('middle', { at: 0, part: mark }, { at: 5 * MM, part: words }),
    ...(content.synthetic ? [gap(0.6 * MM + 0.5 * size), syntheticLine(WIDTH)] : []),
  );
}
