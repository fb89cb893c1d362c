import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { missing } from '../../../../test/support/chromium.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { makeBirthCertificate, type BirthCertificateContent } from './certificate-document.ts';
import { dateInWords } from './date-in-words.ts';

const content: BirthCertificateContent = {
  number: '123/2026',
  child: {
    fullName: 'Nguyễn Hoàng Bảo Ngọc',
    birthDate: '2026-04-15',
    sex: 'female',
    ethnicGroup: 'Kinh',
    nationality: 'Việt Nam',
    birthPlace: 'Bệnh viện đa khoa tỉnh Ninh Bình',
    homeTown: 'Xã Hải Hậu, tỉnh Ninh Bình',
    personalNumber: '037326000018',
  },
  mother: {
    fullName: 'Trần Thị Thu Hà',
    birthYear: '1996',
    ethnicGroup: 'Kinh',
    nationality: 'Việt Nam',
    residence: 'Xã Hải Hậu, tỉnh Ninh Bình',
  },
  registrant: { fullName: 'Trần Thị Thu Hà', identityDocument: 'Thẻ căn cước số 037196000012' },
  registrationPlace: 'Ủy ban nhân dân xã Hải Hậu',
  registrationDate: '2026-04-20',
  signer: { post: 'Chủ tịch', fullName: 'Lê Quang Dũng' },
  agency: 'Ủy ban nhân dân xã Hải Hậu',
  sealedAt: new Date('2026-04-20T02:14:05Z'),
  verification: { url: 'https://mot-cua.example/kiem-tra/K7QF-2M9X-RT4H', code: 'K7QF-2M9X-RT4H' },
  synthetic: true,
};

function read(pdf: Uint8Array): { pages: number; text: string } {
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  try {
    writeFileSync(join(folder, 'a.pdf'), pdf);
    const run = (program: string, ...more: string[]) =>
      execFileSync(program, [join(folder, 'a.pdf'), ...more], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    const pages = Number(/Pages:\s+(\d+)/.exec(run('pdfinfo'))![1]);
    return { pages, text: run('pdftotext', '-').replaceAll(/\s+/g, ' ') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a birth certificate says what the register says, on one page', { skip: missing('pdftotext', 'pdfinfo') }, () => {
  const { pages, text } = read(makeBirthCertificate(content));
  assert.equal(pages, 1);
  for (const said of [
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'GIẤY KHAI SINH',
    '123/2026',
    'NGUYỄN HOÀNG BẢO NGỌC',
    '15/04/2026',
    'Ngày mười lăm, tháng tư, năm hai nghìn không trăm hai mươi sáu',
    'Nữ',
    '037326000018',
    'Trần Thị Thu Hà',
    'K7QF-2M9X-RT4H',
    '09:14 ngày 20/04/2026',
    'Synthetic data',
  ]) {
    assert.ok(text.includes(said), `the certificate does not say: ${said}`);
  }
});

test(
  'the certificate of a child without a known father leaves his part blank',
  { skip: missing('pdftotext', 'pdfinfo') },
  () => {
    const { text } = read(makeBirthCertificate(content));
    assert.match(text, /người cha: (Năm sinh:|Họ, chữ đệm|Dân tộc)/);
  },
);

test('a certificate of real data does not speak of synthetic data', { skip: missing('pdftotext', 'pdfinfo') }, () => {
  assert.doesNotMatch(read(makeBirthCertificate({ ...content, synthetic: false })).text, /[Ss]ynthetic/);
});

test('a certificate with long names and places is still one sheet', { skip: missing('pdftotext', 'pdfinfo') }, () => {
  const fullName = 'Công Tằng Tôn Nữ Nguyễn Phúc Hoàng Thiên Kim Bảo Ngọc';
  const place =
    'Căn hộ số 1204, tầng 12, tòa nhà chung cư Ven Sông, số 12 ngõ 45 đường Nguyễn Trãi, tổ dân phố số 14, Phường Hồng Bàng, Thành phố Hải Phòng';
  const parent = {
    fullName,
    birthYear: '1996',
    ethnicGroup: 'Cơ Ho',
    nationality: 'Cộng hòa Dân chủ Nhân dân Lào',
    residence: place,
  };
  const { pages, text } = read(
    makeBirthCertificate({
      ...content,
      child: { ...content.child, fullName, birthPlace: place, homeTown: place },
      mother: parent,
      father: parent,
      note: 'Đăng ký quá hạn',
    }),
  );
  assert.equal(pages, 1);
  assert.ok(text.includes('K7QF-2M9X-RT4H') && text.includes('Đăng ký quá hạn'));
});

test('what does not fit on one sheet in the smallest letters is refused', () => {
  assert.throws(
    () => makeBirthCertificate({ ...content, note: 'Ghi chú rất dài '.repeat(400) }),
    (error) => error instanceof Refusal && error.code === 'document.text_too_long',
  );
});

test('dates are written in words as they are spoken', () => {
  assert.equal(dateInWords('2005-01-01'), 'Ngày một, tháng một, năm hai nghìn không trăm linh năm');
  assert.equal(dateInWords('1984-12-24'), 'Ngày hai mươi tư, tháng mười hai, năm một nghìn chín trăm tám mươi tư');
  assert.equal(dateInWords('2021-10-31'), 'Ngày ba mươi mốt, tháng mười, năm hai nghìn không trăm hai mươi mốt');
  assert.equal(dateInWords('2010-04-05'), 'Ngày năm, tháng tư, năm hai nghìn không trăm mười');
  assert.equal(dateInWords('2015-11-14'), 'Ngày mười bốn, tháng mười một, năm hai nghìn không trăm mười lăm');
});
