import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitSms, smsSegments, unaccented } from './sms-text.ts';

test('a segment has 160 letters of the GSM alphabet or 70 of any other, fewer when there are several', () => {
  assert.equal(smsSegments('a'.repeat(160)), 1);
  assert.equal(smsSegments('a'.repeat(161)), 2);
  assert.equal(smsSegments('a'.repeat(306)), 2);
  assert.equal(smsSegments('a'.repeat(307)), 3);
  assert.equal(smsSegments('€'.repeat(80)), 1);
  assert.equal(smsSegments('ộ'.repeat(70)), 1);
  assert.equal(smsSegments('ộ'.repeat(71)), 2);
  assert.equal(smsSegments('ộ'.repeat(135)), 3);
});

test('Vietnamese without tones keeps its letters, and what the phone network has no letter for becomes a question mark', () => {
  assert.equal(
    unaccented('Ủy ban nhân dân phường Đống Đa – “đã xong”…'),
    'Uy ban nhan dan phuong Dong Da - "da xong"...',
  );
  assert.equal(unaccented('Hộ tịch 戶'), 'Ho tich ?');
});

test('a text keeps its tones while they fit into two segments, then loses them, then its end', () => {
  assert.deepEqual(fitSms('Đã nhận hồ sơ'), { text: 'Đã nhận hồ sơ', note: undefined });
  const long = fitSms('Đã nhận hồ sơ. '.repeat(15));
  assert.equal(long.note, 'unaccented');
  assert.match(long.text, /^Da nhan ho so\. Da nhan/);
  const tooLong = fitSms('Đã nhận hồ sơ. '.repeat(50));
  assert.equal(tooLong.note, 'shortened');
  assert.match(tooLong.text, /\.\.\.$/);
  assert.equal(smsSegments(tooLong.text), 2);
});

test('an SMS is one line, whatever was typed', () => {
  assert.equal(fitSms('một\r\nhai\tba').text, 'một hai ba');
});
