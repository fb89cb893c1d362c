import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emailFile } from './email.ts';

const at = new Date('2026-11-21T03:04:05Z');
const subject = 'Hồ sơ H26.00025-261121-0042: Ủy ban nhân dân phường Giảng Võ đã tiếp nhận, hẹn trả ngày 01/12/2026 👶';
const text = `Kính gửi bà Trần Thị Lan,\n\n${'Cơ quan đã tiếp nhận hồ sơ đăng ký khai sinh. '.repeat(8)}\n.\nMột Cửa\n`;

/** What a mail program makes of encoded words (RFC 2047 §6.2): white space between two of them is not shown. */
const decoded = (value: string) =>
  value
    .replace(/\?=\r\n =\?/g, '?==?')
    .replace(/=\?utf-8\?B\?([^?]*)\?=/g, (_, word: string) => Buffer.from(word, 'base64').toString('utf8'));

test('a mail keeps its subject, text and sender, in lines that every mail server takes', () => {
  const mail = emailFile('Một Cửa <khong-tra-loi@mot-cua.example>', {
    id: '1-email',
    to: 'lan@nha.example',
    subject,
    text,
    at,
  });
  const [head, body] = mail.toString('latin1').split('\r\n\r\n') as [string, string];
  assert.ok(decoded(head).includes(`\r\nSubject: ${subject}\r\n`));
  assert.match(decoded(head), /^From: Một Cửa <khong-tra-loi@mot-cua\.example>\r$/m);
  assert.match(head, /^To: lan@nha\.example\r$/m);
  assert.match(head, /^Date: Sat, 21 Nov 2026 03:04:05 \+0000\r$/m);
  assert.match(head, /^Message-ID: <1-email@mot-cua\.example>\r$/m);
  assert.equal(Buffer.from(body, 'base64').toString(), text.replaceAll('\n', '\r\n'));
  for (const line of mail.toString('latin1').split('\r\n')) assert.ok(/^[\x20-\x7e]{0,76}$/.test(line), line);
});
