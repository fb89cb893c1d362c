import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { documentOf } from '../../../test/support/document.ts';
import { type TestHouse, testHouse } from '../../../test/support/house.ts';
import { now } from '../../kernel/clock.ts';
import { beginSession, cookieName } from '../../kernel/session.ts';
import { callsSince } from '../exchange/index.ts';
import { sealPdf } from '../trust/index.ts';
import type { SignatureValidation } from '../trust/index.ts';
import { judgeFile, readHouseFigures } from './public/actions.ts';

type Signer = NonNullable<SignatureValidation['signer']>;
let house: TestHouse;
before(async () => {
  house = await testHouse();
});
after(() => house.close());

async function page(path: string, init: RequestInit = {}): Promise<{ status: number; html: string; text: string }> {
  const answer = await fetch(house.publicUrl + path, init);
  const html = await answer.text();
  return { status: answer.status, html, text: html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ') };
}

function checkPdf(pdf: Uint8Array, code?: string) {
  const body = new FormData();
  if (code) body.set('code', code);
  body.set('file', new Blob([Buffer.from(pdf)], { type: 'application/pdf' }), 'giay-to.pdf');
  return page('/verify', { method: 'POST', body, headers: { origin: house.publicUrl } });
}

async function sealed(): Promise<Buffer> {
  const agency = { code: 'H26.00025', name: 'Ủy ban nhân dân phường Giảng Võ' };
  const pdf = documentOf('An');
  const at = new Date(Math.floor(now().getTime() / 1000) * 1000);
  return (await sealPdf(house.house, { pdf, agency, reason: 'Cấp kết quả', at })).pdf;
}

test('every public page answers in both languages', async () => {
  const paths = [
    '/',
    '/services',
    '/search?q=khai+sinh',
    '/life-events/birth',
    '/procedures/1.001193',
    '/verify',
    '/about',
  ];
  for (const path of paths) {
    const vietnamese = await page(path);
    const english = await page(`${path}${path.includes('?') ? '&' : '?'}language=en`);
    assert.equal(vietnamese.status, 200, path);
    assert.equal(english.status, 200, path);
    assert.match(vietnamese.html, /<html lang="vi"/);
    assert.match(english.html, /<html lang="en"/);
    assert.doesNotMatch(vietnamese.text + english.text, /undefined|\{\w+\}/, path);
  }
});

test('every link of the home page and of the services leads somewhere', async () => {
  const seen = new Set<string>();
  for (const path of ['/', '/services', '/life-events/birth', '/about']) {
    const { html } = await page(path);
    for (const [, href] of html.matchAll(/<a [^>]*href="(\/[^"#]*)/g)) seen.add(href!.replaceAll('&amp;', '&'));
  }
  for (const href of seen) {
    const { status } = await fetch(house.publicUrl + href, { redirect: 'manual' });
    assert.ok(status < 400, `${href} answers ${status}`);
  }
});

test('the figures of the home page are counted by the running house, and once for many visitors', async () => {
  const midnight = new Date(now().getTime() - 86_400_000);
  const figures = await readHouseFigures(house.house);
  assert.equal(readHouseFigures(house.house), readHouseFigures(house.house));
  assert.ok(figures.callsToday <= (await callsSince(house.house, midnight)));
  assert.equal(figures.resultsToday, 0);
  assert.equal(figures.onTimeShare, null);
});

test('a person who is signed in sees their own things on the home page', async () => {
  const holder = { kind: 'person' as const, number: '001095000001', name: 'Nguyễn Thị Lan', assurance: 'level-2' };
  const session = await beginSession(house.house, 'portal', holder);
  const { text } = await page('/', { headers: { cookie: `${cookieName('portal', false)}=${session.token}` } });
  assert.match(text, /Việc của tôi/);
  assert.match(text, /Ai đã xem dữ liệu của tôi/);
  assert.match(text, /Bạn chưa có việc nào đang làm/);
});

test('search finds procedures and places, and says so when it finds nothing', async () => {
  assert.match((await page('/search?q=nhap+ho+khau')).text, /Đăng ký thường trú/);
  assert.match((await page(`/search?q=${encodeURIComponent('giảng võ')}`)).text, /Phường Giảng Võ/);
  assert.match((await page('/search?q=qwxzv')).text, /Chưa tìm thấy “qwxzv”/);
  const hostile = await page(`/search?q=${encodeURIComponent('<script>x</script>')}`);
  assert.ok(!hostile.html.includes('<script>x'));
});

test('a procedure that the catalogue does not have is refused', async () => {
  const { status, text } = await page('/procedures/9.999999');
  assert.equal(status, 404);
  assert.match(text, /không có thủ tục 9\.999999/);
});

test('a code that stands for nothing is told so, and a broken one is asked for again', async () => {
  const unknown = await page('/verify/abcd-efgh-2345');
  assert.equal(unknown.status, 404);
  assert.match(unknown.text, /Không có giấy tờ nào mang mã ABCD EFGH 2345/);
  const broken = await page('/verify?code=ABC');
  assert.equal(broken.status, 422);
  assert.match(broken.text, /đúng 12 chữ và số/);
  assert.match(broken.html, /value="ABC"/);
});

test('a sealed file is genuine until a byte of it changes', async () => {
  const pdf = await sealed();
  const genuine = await checkPdf(pdf);
  assert.equal(genuine.status, 200);
  assert.match(genuine.text, /Tệp có chữ ký số hợp lệ/);
  assert.match(genuine.text, /Ủy ban nhân dân phường Giảng Võ/);
  const changed = Buffer.from(pdf);
  const at = changed.indexOf('endobj');
  changed[at - 3] = changed[at - 3]! ^ 1;
  const verdict = await checkPdf(changed);
  assert.match(verdict.text, /Tệp đã bị sửa|không đọc được/);
  const extended = await checkPdf(Buffer.concat([pdf, Buffer.from('\n% more')]));
  assert.match(extended.text, /Tệp đã bị sửa/);
});

test('a file without a signature is not ours, and what can carry none is asked for again', async () => {
  assert.match((await checkPdf(documentOf('An'))).text, /Không phải giấy tờ của hệ thống này/);
  const garbage = await checkPdf(Buffer.from('not a pdf'));
  assert.equal(garbage.status, 422);
  assert.match(garbage.text, /không thuộc loại mang được chữ ký số/);
});

test('the root certificate may be taken away, to check with other programs', async () => {
  const { status, html } = await page('/verify/root.pem');
  assert.equal(status, 200);
  assert.match(html, /^-----BEGIN CERTIFICATE-----/);
});

test('the verdict on a file follows from all its signatures', () => {
  const signer = { isTrusted: true, agencyCode: 'H26' } as Signer;
  const good = { indication: 'TOTAL-PASSED', signer } as const;
  const changed = { indication: 'TOTAL-FAILED', sub: 'HASH_FAILURE', signer } as const;
  const stranger = { ...signer, isTrusted: false };
  assert.equal(judgeFile([good], undefined), 'genuine');
  assert.equal(judgeFile([good], true), 'genuine');
  assert.equal(judgeFile([good], false), 'other');
  assert.equal(judgeFile([], true), 'not_ours');
  assert.equal(judgeFile([good, changed], undefined), 'changed');
  assert.equal(judgeFile([{ ...changed, signer: stranger }], undefined), 'not_ours');
  const unknown = { indication: 'INDETERMINATE', sub: 'NO_CERTIFICATE_CHAIN_FOUND', signer: stranger } as const;
  assert.equal(judgeFile([unknown], undefined), 'not_ours');
  assert.equal(judgeFile([good, unknown], undefined), 'uncertain');
  const person: Signer = { ...signer };
  delete person.agencyCode;
  assert.equal(judgeFile([{ ...good, signer: person }], undefined), 'holds');
  const revoked = { indication: 'INDETERMINATE', sub: 'REVOKED_NO_POE', signer } as const;
  assert.equal(judgeFile([revoked], undefined), 'uncertain');
});
