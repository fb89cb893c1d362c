import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { missing } from '../../test/support/chromium.ts';
import { documentOf } from '../../test/support/document.ts';
import { colour, Page, prepareBackground } from './pdf-page.ts';
import { lines, stack, text, widthOf, type Run } from './pdf-text.ts';
import { documentInstant, writePdf } from './pdf.ts';
import { qrModules } from './qr.ts';
import { Refusal } from './refusal.ts';

const ink = colour('#000000');
const run = (words: string, more: Partial<Run> = {}): Run => ({ text: words, size: 10, colour: ink, ...more });

/** What a program says of a file, `@` standing for it. */
function said(pdf: Buffer, program: string, ...options: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    const file = join(folder, 'a.pdf');
    writeFileSync(file, pdf);
    return execFileSync(
      program,
      options.map((one) => (one === '@' ? file : one)),
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
const textOf = (pdf: Buffer) => said(pdf, 'pdftotext', '-raw', '@', '-').replaceAll(/\s+/g, ' ').normalize('NFC');

/** The operators of the page. */
function contentOf(pdf: Buffer): string {
  const file = pdf.toString('latin1');
  const number = /\/Contents (\d+)/.exec(file)![1];
  const found = new RegExp(`\n${number} 0 obj\n<<[^>]*/Length (\\d+) >>\nstream\n`).exec(file)!;
  const start = found.index + found[0].length;
  return inflateSync(pdf.subarray(start, start + Number(found[1]))).toString('latin1');
}

test('a document says of itself that it is PDF/A-2a, and carries its fonts, colours and structure', () => {
  const file = documentOf('Nguyễn Thị Hằng').toString('latin1');
  assert.match(file, /<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>A<\/pdfaid:conformance>/);
  assert.match(file, /\/MarkInfo << \/Marked true >> \/StructTreeRoot/);
  assert.match(file, /\/Lang \(vi-VN\)/);
  assert.match(file, /\/FontFile2/);
  assert.match(file, /\/S \/GTS_PDFA1/);
});

test('all that is drawn is an element of the structure or said to be none', () => {
  const pdf = documentOf('Nguyễn Thị Hằng');
  const content = contentOf(pdf);
  assert.match(content, /^\/Artifact BMC \/background Do EMC\n\/H1 <<\/MCID 0>> BDC\n/);
  const outside = content.replaceAll(/\/(P <<\/MCID \d+>> BDC|H1 <<\/MCID \d+>> BDC|Artifact BMC)[^]*?EMC/g, '').trim();
  assert.equal(outside, '');
  assert.match(pdf.toString('latin1'), /\/S \/H1 [^>]*\/K 0 [^]*\/S \/P [^>]*\/K 1 /);
});

test(
  'programs that we did not write find the file, its fonts and its tags in order',
  {
    skip: missing('qpdf', 'pdffonts', 'pdfinfo'),
  },
  () => {
    const pdf = documentOf('Nguyễn Thị Hằng');
    assert.match(said(pdf, 'qpdf', '--check', '@'), /No syntax or stream encoding errors/);
    assert.match(said(pdf, 'pdffonts', '@'), /[A-Z]{6}\+Tinos +CID TrueType +Identity-H +yes yes yes/);
    assert.match(said(pdf, 'pdfinfo', '@'), /Tagged: +yes/);
    assert.match(said(pdf, 'pdfinfo', '-struct-text', '@'), /Document\s+H1[^]*Xin chào[^]*P[^]*Nguyễn Thị Hằng/);
  },
);

test('text of signs is shown as it is', { skip: missing('pdftotext') }, () => {
  const hostile = '(a) \\ <b> [c] >> endstream endobj %x /Name ET EMC #41 & "d"';
  const pdf = documentOf(hostile, `<x>&${hostile}`);
  assert.ok(textOf(pdf).includes(hostile));
  assert.ok(pdf.toString('utf8').includes('&lt;x&gt;&amp;'));
  assert.ok(said(pdf, 'pdfinfo', '@').includes(`<x>&${hostile}`));
});

test('every Vietnamese letter is found again by those who search', { skip: missing('pdftotext') }, () => {
  const vowels = 'aăâeêioôơuưyAĂÂEÊIOÔƠUƯY';
  const letters = Array.from(vowels, (vowel) =>
    ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((mark) => vowel + mark).join(''),
  ).join(' ');
  const expected = `${letters} đĐ`.normalize('NFC');
  assert.equal(textOf(documentOf(expected)).replace('Xin chào', '').trim(), expected);
});

test(
  'letters beyond the usual part of the font, and marks that no letter has, are shown too',
  { skip: missing('pdftotext') },
  () => {
    const shown = textOf(documentOf('Αθήνα Москва ơ\u0306 Ư\u0306'));
    assert.ok(shown.includes('Αθήνα Москва'));
    assert.match(shown, /ơ ?\u0306 ?.*Ư ?\u0306/);
  },
);

test('characters that the font does not have are refused, not left out', () => {
  assert.throws(
    () => documentOf('Tên 中文'),
    (error) => error instanceof Refusal && error.code === 'document.text_not_printable',
  );
});

test('lines are no longer than they may be, and no syllable stands alone on the last', () => {
  const words = run('Ủy ban nhân dân phường Giảng Võ thành phố Hà Nội');
  const width = widthOf([run('Ủy ban nhân dân phường Giảng Võ thành phố Hà ')]);
  const set = lines([words], { width, leading: 5 });
  assert.ok(set.width <= width);
  assert.ok(set.height > 10 && set.width < widthOf([run('Ủy ban nhân dân phường Giảng Võ thành phố Hà')]));
});

test('a word longer than a line is cut', () => {
  const set = lines([run('x'.repeat(100))], { width: 50 });
  assert.ok(set.width <= 50 && set.width > 40);
});

test('pairs of letters are drawn closer', () => {
  assert.ok(widthOf([run('AV')]) < widthOf([run('A')]) + widthOf([run('V')]));
});

test('parts one above the other take their heights and the room between', () => {
  const line = text([run('A')], { width: 100 });
  assert.equal(stack(5, line, line, line).height, 3 * line.height + 10);
});

test('the same document made at the same time is the same file', () => {
  const make = () => {
    const page = new Page(100, 100);
    text([run('An')], { width: 100 }).draw(page, 0, 0);
    const background = prepareBackground('1 1 1 rg 0 0 100 100 re f');
    return writePdf({ page, background, title: 'A', author: 'B', language: 'vi-VN', at: new Date(0) });
  };
  assert.ok(make().equals(make()));
});

test('a QR code has its quiet zone and corners, and refuses what no phone would read from paper', () => {
  const { side, bars } = qrModules('https://example.vn/kiem-tra/ABCD');
  assert.equal((side - 8 - 17) % 4, 0);
  assert.deepEqual(bars[0], [4, 4, 7]);
  assert.ok(bars.every(([x, y, length]) => x >= 4 && y >= 4 && x + length <= side - 4 && y < side - 4));
  assert.throws(() => qrModules('x'.repeat(214)), RangeError);
});

test('the time of a document is that of Vietnam', () => {
  assert.equal(documentInstant(new Date('2026-04-19T17:30:00Z')), '00:30 ngày 20/04/2026');
});
