import { qrModules } from '../../kernel/qr.ts';
import { number } from '../../kernel/pdf-page.ts';
import { beside, gap, lines, stack, text, widthOf, type Part, type Run } from '../../kernel/pdf-text.ts';
import { DEEP_INDIGO, GOLD_LINE, INDIGO, INK, SOFT_INK, VERMILION, WHITE } from './ornaments.ts';
import { circle, lineTo, MM, moveTo, painted, placed, rectangle, roundedRectangle, star } from './shapes.ts';

/** Parts of official documents: national title, fields, the seal and the way to check it. Lengths are points. */

/** Dots of the line on which an answer stands. */
const DOTTED = '[0.5 1.5] 0 d';

/** A horizontal line so far below what stands above. */
function rule(above: number, length: number, width: number): Part {
  return {
    height: above,
    draw: (page, x, y) =>
      page.ornament(
        painted([moveTo([x + (width - length) / 2, y + above]), lineTo([x + (width + length) / 2, y + above])], {
          stroke: { width: 0.6, colour: INK },
        }),
      ),
  };
}

/** Quốc hiệu and tiêu ngữ (Decree 30/2020/NĐ-CP, annex I). `em` is the size of the document's text. */
export function nationalTitle(order: { size: number; em: number; width: number }): Part {
  const { size, em, width } = order;
  const line = (words: string, height: number) =>
    text([{ text: words, size: height, colour: INK, face: 'bold' }], { width, align: 'center' });
  return stack(
    0,
    line(NATION, size),
    gap(0.45 * em),
    line('Độc lập – Tự do – Hạnh phúc', size + 1),
    rule(1.7 * MM, size * 12.5, width),
  );
}
const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';

/** Who issues, on the left of the head of a letter. */
function issuer(parent: string | undefined, name: string, size: number, width: number): Part {
  const upper = (words: string, face: 'regular' | 'bold') =>
    text([{ text: words.toLocaleUpperCase('vi'), size, colour: INK, face }], {
      width,
      align: 'center',
      leading: 0.45 * size,
    });
  return stack(
    0,
    ...(parent ? [upper(parent, 'regular'), gap(0.45 * size)] : []),
    upper(name, 'bold'),
    rule(1.7 * MM, 22 * MM, width),
  );
}

/** The head of a letter: issuer and national title, number and place under them. */
export function letterhead(order: {
  issuer: { parent?: string; name: string };
  number: readonly Run[];
  dated: readonly Run[];
  size: number;
  em: number;
  width: number;
}): Part {
  const { size, em, width } = order;
  const right = Math.max(widthOf([{ text: NATION, size, colour: INK, face: 'bold' }]), widthOf(order.dated));
  const left = width - right - 6 * MM;
  const rightAt = left + 6 * MM;
  return stack(
    3.2 * MM,
    beside(
      'top',
      { at: 0, part: issuer(order.issuer.parent, order.issuer.name, size, left) },
      { at: rightAt, part: nationalTitle({ size, em, width: right }) },
    ),
    beside(
      'top',
      { at: 0, part: text(order.number, { width: left, align: 'center' }) },
      { at: rightAt, part: text(order.dated, { width: right, align: 'center' }) },
    ),
  );
}

/** What a field says: words in the style of the document, or a run in one of its own. */
export type Answer = string | (Omit<Run, 'colour'> & { colour?: string }) | undefined;

/** The form of a document: the size of its letters and the room between lines. */
export interface FormStyle {
  size: number;
  leading: number;
}

/** One line of a form: what it is, then what the register says, on a dotted line to the end. Blank without an answer. */
export function field(style: FormStyle, width: number, label: string, answer: Answer, strong = false): Part {
  const labelRun: Run = { text: `${label} `, size: style.size, colour: SOFT_INK };
  const named = lines([labelRun], { width });
  const answerAt = named.width + 1.6 * MM;
  const run: Run =
    typeof answer === 'object'
      ? { colour: INK, ...answer }
      : { text: answer ?? '', size: style.size, colour: INK, face: strong ? 'bold' : 'regular' };
  const said = lines([run], { width: width - answerAt, leading: style.leading });
  const height = said.height + 1.1 * MM;
  return {
    height,
    draw(page, x, y) {
      page.element({ type: 'P' }, () => {
        // On one foot, whatever their sizes.
        named.draw(page, x, y + said.firstCapHeight - named.height);
        said.draw(page, x + answerAt, y);
      });
      const foot = y + height + 0.2 * MM;
      const line = painted([moveTo([x + answerAt, foot]), lineTo([x + width, foot])], {
        stroke: { width: 0.5, colour: GOLD_LINE },
      });
      page.ornament(`${DOTTED} ${line}`);
    },
  };
}

/** Fields side by side, of one width. */
export function fields(
  style: FormStyle,
  width: number,
  ...items: readonly { label: string; answer: Answer; strong?: boolean }[]
): Part {
  const gutter = 5 * MM;
  const each = (width - gutter * (items.length - 1)) / items.length;
  return beside(
    'top',
    ...items.map(({ label, answer, strong }, index) => ({
      at: index * (each + gutter),
      part: field(style, each, label, answer, strong),
    })),
  );
}

/** What a group of fields is about. */
export function sectionTitle(words: string, size: number, width: number): Part {
  return text([{ text: words, size, colour: INDIGO, face: 'bold' }], { width });
}

/** The signed end of a document: post, then the digital seal with the agency and the time, then the name. */
export function seal(order: {
  title?: string;
  post: string;
  name: string;
  agency: string;
  sealedAt: string;
  em: number;
  width: number;
}): Part {
  const { em, width } = order;
  const centred = (words: string, size: number) =>
    text([{ text: words, size, colour: INK, face: 'bold' }], { width, align: 'center', leading: 0.5 * em });
  return stack(
    0,
    ...(order.title ? [centred(order.title, 11.5), gap(0.5 * em)] : []),
    centred(order.post.toLocaleUpperCase('vi'), em),
    gap(1.6 * MM + 0.5 * em),
    sealBox(order.agency, order.sealedAt, width),
    gap(1.4 * MM + 0.5 * 12.5),
    centred(order.name, 12.5),
  );
}

/** The box in which a seal stands that no one sees on paper: whose it is, and when it was affixed. */
function sealBox(agency: string, sealedAt: string, width: number): Part {
  const wordsAt = (2.6 + 11 + 2.4) * MM;
  const run = (words: string, face: 'regular' | 'bold' = 'regular', size = 9): Run[] => [
    { text: words, size, colour: VERMILION, face },
  ];
  const order = { width: width - wordsAt - 2.6 * MM, leading: 0.42 * 9 };
  const words = stack(
    0.42 * 9,
    text(run('Đã đóng dấu số', 'bold', 9.5), order),
    text(run(agency), order),
    text(run(sealedAt), order),
  );
  const height = Math.max(11 * MM, words.height) + 4.4 * MM;
  return {
    height,
    draw(page, x, y) {
      const centre = [x + (2.6 + 5.5) * MM, y + height / 2] as const;
      const stroke = (width: number) => ({ stroke: { width, colour: VERMILION } });
      page.ornament(
        [
          painted(roundedRectangle(x, y, width, height, MM), { fill: WHITE, ...stroke(0.8) }),
          painted(circle(centre, 5.4 * MM), stroke(0.9)),
          painted(circle(centre, 4.6 * MM), stroke(0.35)),
          painted(star(centre, 2.6 * MM, 5, 0.382), { fill: VERMILION }),
        ].join(' '),
      );
      words.draw(page, x + wordsAt, y + (height - words.height) / 2);
    },
  };
}

/** A QR code in the deep indigo, which every reader takes for black. */
export function qrCode(address: string, side: number): Part {
  const code = qrModules(address);
  const module = side / code.side;
  // A hundredth of a point more than a module: no hairlines between neighbours in print.
  const bars = code.bars.map(([x, y, length]) => rectangle(x, y, length, 1.01)).join(' ');
  return {
    height: side,
    draw(page, x, y) {
      const box = [x, page.height - y - side, x + side, page.height - y].map((value) => Number(number(value)));
      page.element(
        {
          type: 'Figure',
          alternative: `Mã QR mở trang kiểm tra: ${address}`,
          box: box as [number, number, number, number],
        },
        () =>
          page.shapes(placed(x, y, `${module.toFixed(4)} 0 0 ${module.toFixed(4)} 0 0 cm ${DEEP_INDIGO} rg ${bars} f`)),
      );
    },
  };
}

/** How anyone checks the document: the code as a picture, and in letters for those without a camera. */
export function verification(order: { url: string; code: string; width: number }): Part {
  const side = 27 * MM;
  // The quiet zone of the code is as white as the page, so its first dark module may stand at the margin.
  const overhang = side * 0.11;
  const wordsAt = side + 3.2 * MM;
  const small = (words: string): Run[] => [{ text: words, size: 8.5, colour: SOFT_INK }];
  const setting = { width: order.width - wordsAt, leading: 0.45 * 8.5 };
  const words = stack(
    0.55 * 11,
    text(small('Quét mã để kiểm tra bản gốc, hoặc nhập mã'), setting),
    text([{ text: order.code, size: 11, colour: INDIGO, face: 'bold', tracking: 0.6 }], setting),
    text(small('Văn bản điện tử, có giá trị khi dấu số còn nguyên vẹn.'), setting),
  );
  return beside('middle', { at: -overhang, part: qrCode(order.url, side) }, { at: wordsAt, part: words });
}

/** Says that the person does not exist. */
export function syntheticLine(width: number): Part {
  return text(
    [
      {
        text: 'Dữ liệu mô phỏng, không phải giấy tờ thật · Synthetic data, not a real document',
        size: 8.5,
        colour: VERMILION,
        face: 'bold',
      },
    ],
    { width, align: 'center' },
  );
}
