import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { missing } from '../../../../test/support/chromium.ts';
import { makeInsuranceCard, type InsuranceCardContent } from './card-document.ts';

const content: InsuranceCardContent = {
  cardCode: 'TE1010126000017',
  fullName: 'Trần Gia Hân',
  birthDate: '2026-11-02',
  sex: 'female',
  address: 'Số 12 phố Giảng Võ, Phường Giảng Võ, Thành phố Hà Nội',
  hospital: { name: 'Trạm Y tế phường Giảng Võ', code: '01-025' },
  validFrom: '2026-11-02',
  issuedOn: '2026-11-20',
  agency: { name: 'Bảo hiểm xã hội thành phố Hà Nội' },
  sealedAt: new Date('2026-11-20T02:14:05Z'),
  verification: { url: 'https://mot-cua.example/kiem-tra/K7QF-2M9X-RT4H', code: 'K7QF-2M9X-RT4H' },
  synthetic: true,
};

test('a card shows its code in its three parts, and whom it insures from when', { skip: missing('pdftotext') }, () => {
  const text = execFileSync('pdftotext', ['-', '-'], {
    input: makeInsuranceCard(content),
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  }).replaceAll(/\s+/g, ' ');
  for (const said of [
    'TE1 01 0126000017',
    'TRẦN GIA HÂN',
    '02/11/2026',
    'Trạm Y tế phường Giảng Võ (01-025)',
    'Synthetic',
  ]) {
    assert.ok(text.includes(said), `the card does not say: ${said}`);
  }
});

test('a code that is no card code makes no card', () => {
  assert.throws(() => makeInsuranceCard({ ...content, cardCode: '0126000017' }), /not a code/);
});
