import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { missing } from '../../../../test/support/chromium.ts';
import { makeRecognitionExtract, type RecognitionPerson } from './extract-document.ts';

const person: RecognitionPerson = {
  fullName: 'Trần Văn Bình',
  birthDate: '1994-02-03',
  sex: 'male',
  ethnicGroup: 'Kinh',
  nationality: 'Việt Nam',
  residence: 'Phường Giảng Võ, Thành phố Hà Nội',
  personalNumber: '001094000017',
};

test('an extract says who is whose father or mother', { skip: missing('pdftotext') }, () => {
  const text = (relation: 'father' | 'mother') =>
    execFileSync('pdftotext', ['-', '-'], {
      input: makeRecognitionExtract({
        number: '12/TL',
        place: 'Giảng Võ',
        issuedOn: '2026-11-20',
        parent: person,
        relation,
        child: {
          ...person,
          fullName: 'Trần Gia Hân',
          sex: 'female',
          birthDate: '2026-11-02',
          personalNumber: '001326000017',
        },
        registrationPlace: 'Ủy ban nhân dân phường Giảng Võ',
        registrationNumber: '12/2026',
        registrationDate: '2026-11-20',
        agency: 'Ủy ban nhân dân phường Giảng Võ',
        signer: { post: 'Chủ tịch', fullName: 'Lê Quang Dũng' },
        sealedAt: new Date('2026-11-20T02:14:05Z'),
        verification: { url: 'https://mot-cua.example/kiem-tra/K7QF-2M9X-RT4H', code: 'K7QF-2M9X-RT4H' },
        synthetic: false,
      }),
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
    }).replaceAll(/\s+/g, ' ');
  const extract = text('father');
  for (const said of ['TRẦN VĂN BÌNH', 'là CHA của người', 'TRẦN GIA HÂN', '001094000017', '12/2026']) {
    assert.ok(extract.includes(said), `the extract does not say: ${said}`);
  }
  assert.ok(!extract.includes('Căn cứ') && !extract.includes('Synthetic'));
  assert.ok(text('mother').includes('là MẸ của người'));
});
