import { type SignedEnd, FRAMED_WIDTH, makeFramedSheet } from '../../../design/documents/framed.ts';
import { field, fields, letterhead, sectionTitle } from '../../../design/documents/official.ts';
import { INDIGO, INK, SOFT_INK } from '../../../design/documents/ornaments.ts';
import { MM } from '../../../design/documents/shapes.ts';
import { type Part, type Run, gap, stack, text } from '../../../kernel/pdf-text.ts';
import type { PaperContent } from './content.ts';
import type { StoredPaper } from './store.ts';

/** What a paper of the books says, besides who signs it. */
export interface RegisterPaper extends Omit<SignedEnd, 'title'> {
  kind: StoredPaper['kind'];
  /** `TRÍCH LỤC KHAI TỬ`. */
  title: string;
  number: string;
  /** Where it is dated: the commune by its name of today. */
  place: string;
  /** Civil date. */
  issuedOn: string;
  content: PaperContent;
}

/** Sizes of letters: much that is said makes them smaller, not the sheets more. */
const SIZES: readonly number[] = [12, 11, 10, 9, 8, 7];

/** As what whoever signs each kind stands on it. */
const SIGNED_AS: Record<RegisterPaper['kind'], string> = {
  certificate: 'NGƯỜI KÝ GIẤY CHỨNG NHẬN',
  extract: 'NGƯỜI KÝ TRÍCH LỤC',
  'marital-status': 'NGƯỜI KÝ GIẤY XÁC NHẬN',
};

/** A certificate or extract from the books as PDF/A-2a on one page of A4, not yet sealed (forms of Circular 04/2020/TT-BTP). */
export function makeRegisterPaper(paper: RegisterPaper): Uint8Array {
  const end = { ...paper, title: SIGNED_AS[paper.kind] };
  const title = `${paper.title} ${paper.number}: ${paper.content.holder}`;
  return makeFramedSheet({ title, settings: SIZES, end }, (size) => registerPart(paper, size));
}

/** Everything above the signed end. */
function registerPart(paper: RegisterPaper, size: number): Part {
  const { content } = paper;
  const [year, month, day] = paper.issuedOn.split('-');
  const style = { size, leading: 0.5 * size };
  const spacing = 0.22 * MM * size;
  const plain = (words: string): Run => ({ text: words, size, colour: INK });
  const centred = { width: FRAMED_WIDTH, align: 'center' } as const;
  const [first, ...rest] = paper.title.split(/(?<=^Trích lục|^Giấy chứng nhận|^Giấy xác nhận) /);
  const group = ({ title, rows }: PaperContent['groups'][number]): Part =>
    stack(
      spacing,
      ...(title ? [sectionTitle(title, size + 1, FRAMED_WIDTH)] : []),
      ...rows.map((row) => {
        if (row.length > 1) {
          const items = row.map(({ label, value, strong }) => ({
            label: `${label}:`,
            answer: value,
            ...(strong ? { strong } : {}),
          }));
          return fields(style, FRAMED_WIDTH, ...items);
        }
        const [{ label, value, strong }] = row as [PaperContent['groups'][number]['rows'][number][number]];
        return field(style, FRAMED_WIDTH, `${label}:`, value, strong);
      }),
    );
  return stack(
    0,
    letterhead({
      issuer: { name: paper.agency },
      number: [plain('Số: '), { ...plain(paper.number), face: 'bold' }],
      dated: [{ ...plain(`${paper.place}, ngày ${day} tháng ${month} năm ${year}`), face: 'italic' }],
      size: 10.5,
      em: size,
      width: FRAMED_WIDTH,
    }),
    gap(0.5 * MM * size + size),
    text([{ text: first!.toLocaleUpperCase('vi'), size: 20, colour: INDIGO, face: 'bold', tracking: 0.8 }], {
      ...centred,
      type: 'H1',
    }),
    ...(rest.length
      ? [
          gap(0.8 * size),
          text([{ text: capital(rest.join(' ')), size: size + 2, colour: INDIGO, face: 'bold' }], {
            ...centred,
            leading: 0.4 * size,
          }),
        ]
      : []),
    gap(0.35 * MM * size + 0.8 * size),
    stack(0.35 * MM * size + 0.6 * size, ...content.groups.map(group), ...remarks(content.remarks, size)),
  );
}

/** What was noted on the entry, and by what names places go now. */
function remarks(sentences: readonly string[], size: number): Part[] {
  if (sentences.length === 0) return [];
  const line = (words: string) =>
    text([{ text: words, size: Math.max(7, size - 1), colour: SOFT_INK }], {
      width: FRAMED_WIDTH,
      leading: 0.4 * size,
    });
  return [stack(0.4 * size, sectionTitle('Ghi chú', size + 1, FRAMED_WIDTH), ...sentences.map(line))];
}

const capital = (words: string): string => words.charAt(0).toLocaleUpperCase('vi') + words.slice(1);
