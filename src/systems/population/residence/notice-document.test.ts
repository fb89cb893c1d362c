import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { missing } from '../../../../test/support/chromium.ts';
import { makeResidenceNotice, type ResidenceNoticeContent } from './notice-document.ts';

const content: ResidenceNoticeContent = {
  number: '58/TB-CAP',
  dossierNumber: 'G01.26.00025-261120-000123',
  place: 'Giảng Võ',
  issuedOn: '2026-11-20',
  recipient: 'Ông Trần Văn Bình',
  kind: 'permanent',
  person: { fullName: 'Trần Gia Hân', birthDate: '2026-11-02', sex: 'female', personalNumber: '001326000017' },
  residence: {
    address: 'Số 12 phố Giảng Võ, Phường Giảng Võ, Thành phố Hà Nội',
    householdHead: 'Trần Văn Bình',
    relationToHead: 'Con',
    registeredOn: '2026-11-20',
  },
  agency: { name: 'Công an phường Giảng Võ', parentName: 'Công an thành phố Hà Nội' },
  signer: { post: 'Trưởng Công an phường', fullName: 'Phạm Đức Anh' },
  sealedAt: new Date('2026-11-20T02:14:05Z'),
  verification: { url: 'https://mot-cua.example/kiem-tra/K7QF-2M9X-RT4H', code: 'K7QF-2M9X-RT4H' },
  synthetic: true,
};

const textOf = (pdf: Uint8Array) =>
  execFileSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] }).replaceAll(
    /\s+/g,
    ' ',
  );

test('a notice of residence says who lives where, since when, with whom', { skip: missing('pdftotext') }, () => {
  const text = textOf(makeResidenceNotice(content));
  for (const said of [
    'CÔNG AN PHƯỜNG GIẢNG VÕ',
    'ngày 20 tháng 11 năm 2026',
    'đã đăng ký thường trú',
    'TRẦN GIA HÂN',
    '001326000017',
    'Số 12 phố Giảng Võ',
    'Trần Văn Bình',
    'Synthetic data',
  ]) {
    assert.ok(text.includes(said), `the notice does not say: ${said}`);
  }
  assert.ok(text.normalize('NFC').includes('K7QF-2M9X-RT4H'));
});

test('a notice of temporary residence speaks of temporary residence', { skip: missing('pdftotext') }, () => {
  const text = textOf(makeResidenceNotice({ ...content, kind: 'temporary' }));
  assert.ok(text.includes('đăng ký tạm trú') && text.includes('Nơi tạm trú') && !text.includes('thường trú'));
});
