import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { missing } from '../../test/support/chromium.ts';
import { documentInstant, makePdf } from './pdf.ts';
import { qrSvg } from './qr.ts';
import { Refusal } from './refusal.ts';

const template = join(import.meta.dirname, 'pdf.test.typ');
const make = (name: string, title = 'Thử nghiệm') =>
  Buffer.from(makePdf({ template, data: { name }, title, language: 'vi', author: 'Ủy ban' }));

function textOf(pdf: Buffer): string {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    writeFileSync(join(folder, 'a.pdf'), pdf);
    return execFileSync('pdftotext', ['-raw', join(folder, 'a.pdf'), '-'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a document says of itself that it is PDF/A-2a, and carries its fonts', () => {
  const text = make('Nguyễn Thị Hằng').toString('latin1');
  assert.match(text, /<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>A<\/pdfaid:conformance>/);
  assert.match(text, /\/StructTreeRoot/);
  assert.match(text, /\/Lang \(vi-VN\)/);
  assert.match(text, /\/FontFile2/);
  assert.doesNotMatch(text, /Libertinus|DejaVu|NewCM/);
});

test('text in the data is shown and never evaluated', { skip: missing('pdftotext', 'pdfinfo') }, () => {
  const hostile = '#panic("x") *đậm* _ng_ $x^2$ `ma` @nhan <the> \\u{41} #read("/kernel/pdf.ts") // [a] = b "c" ]';
  assert.ok(textOf(make(hostile)).replaceAll(/\s+/g, ' ').includes(hostile));
});

test('a hostile title is only a title', () => {
  assert.ok(make('A', '#panic("x")').toString('latin1').includes('#panic'));
});

test('characters that the font does not have are refused, not left out', () => {
  assert.throws(
    () => make('Tên 中文'),
    (error) => error instanceof Refusal && error.code === 'document.text_not_printable',
  );
});

test('a template outside the sources is refused', () => {
  assert.throws(
    () => makePdf({ template: '/etc/passwd', data: {}, title: '', language: 'vi', author: '' }),
    /not a template/,
  );
});

test('a QR code has its quiet zone and refuses what no phone would read from paper', () => {
  const svg = qrSvg('https://example.vn/kiem-tra/ABCD');
  const side = Number(/viewBox="0 0 (\d+)/.exec(svg)![1]);
  assert.equal((side - 8 - 17) % 4, 0);
  assert.match(svg, /d="M4 4h7v1h-7z/);
  assert.throws(() => qrSvg('x'.repeat(214)), RangeError);
});

test('the time of a document is that of Vietnam', () => {
  assert.equal(documentInstant(new Date('2026-04-19T17:30:00Z')), '00:30 ngày 20/04/2026');
});
