import { makeSheet } from '../../src/design/documents/sheet.ts';
import { colour, prepareBackground } from '../../src/kernel/pdf-page.ts';
import { stack, text } from '../../src/kernel/pdf-text.ts';

const INK = colour('#000000');
const WIDTH = 400;

/** A plain document that names someone, for tests of what happens to documents. */
export function documentOf(name: string, title = 'Kết quả', author = 'Ủy ban nhân dân phường Giảng Võ'): Buffer {
  const paper = { width: 500, height: 700, background: prepareBackground('1 1 1 rg 0 0 500 700 re f') };
  const heading = text([{ text: 'Xin chào', size: 20, colour: INK, face: 'bold' }], { width: WIDTH, type: 'H1' });
  const named = text([{ text: name, size: 12, colour: INK }], { width: WIDTH, leading: 6 });
  return makeSheet({ ...paper, title, author }, [{ part: stack(20, heading, named), x: 50, y: 50 }]);
}
