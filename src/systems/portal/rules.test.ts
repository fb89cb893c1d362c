import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../../kernel/refusal.ts';
import {
  PAPERS_MOST,
  PAPER_MOST_BYTES,
  USAGE_PAGE_LINES,
  checkPaper,
  checkPapers,
  nextPath,
  pageOfUsage,
} from './rules.ts';

const file = (bytes: number[]) => ({
  field: 'paper',
  filename: 'thoa-thuan.pdf',
  contentType: 'application/pdf',
  bytes: Buffer.from(bytes),
});
const PDF = [...Buffer.from('%PDF-1.7')];

test('a paper is taken when its own bytes are those of a PDF, JPEG or PNG', () => {
  for (const bytes of [PDF, [0xff, 0xd8, 0xff, 0xe0], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]]) {
    checkPaper('paper', file(bytes));
  }
});

test('a page of HTML that calls itself a PDF is refused beside its field, and so is no file at all', () => {
  const large = { ...file(PDF), bytes: Buffer.concat([Buffer.from(PDF), Buffer.alloc(PAPER_MOST_BYTES)]) };
  const codes = [file([...Buffer.from('<html>')]), file([0x25, 0x50]), undefined, large].map((each) => {
    try {
      checkPaper('paper', each);
      return 'taken';
    } catch (error) {
      assert.ok(error instanceof Refusal);
      assert.equal(error.fields[0]!.field, 'paper');
      return error.fields[0]!.code;
    }
  });
  assert.deepEqual(codes, ['file.kind', 'file.kind', 'file.missing', 'file.too_large']);
  const many = Array.from({ length: PAPERS_MOST + 1 }, () => file(PDF));
  assert.throws(() => checkPapers('papers', many), { code: 'input.invalid' });
  checkPapers('papers', many.slice(1));
});

test('a draft goes on at its first open section, and at the review when none is open', () => {
  const sections = [
    { name: 'parents' as const, isDone: true },
    { name: 'child' as const, isDone: false },
  ];
  assert.equal(nextPath({ id: '1', sections }), '/dossiers/1/child');
  assert.equal(nextPath({ id: '1', sections: [sections[0]!] }), '/dossiers/1/review');
});

test('no line of the data log is lost between two pages, even when many share a millisecond', () => {
  const start = Date.parse('2026-11-21T03:00:00Z');
  // Newest first; lines 38 to 47 share one millisecond.
  const lines = Array.from({ length: 100 }, (_, index) => ({
    at: new Date(start - (index >= 38 && index <= 47 ? 38 : index)),
    index,
  }));
  const first = pageOfUsage(lines);
  assert.equal(first.entries.length, 48);
  const rest = lines.filter(({ at }) => at < first.next!);
  assert.deepEqual(
    [...first.entries, ...rest].map(({ index }) => index),
    lines.map(({ index }) => index),
  );
  assert.equal(pageOfUsage(lines.slice(0, USAGE_PAGE_LINES)).next, undefined);
});
