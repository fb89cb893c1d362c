import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser, missing } from '../../../../test/support/chromium.ts';
import { documentOf } from '../../../../test/support/document.ts';
import { testHouse, type TestHouse } from '../../../../test/support/house.ts';
import { now } from '../../../kernel/clock.ts';
import { sealPdf } from '../index.ts';
import { buildLog, readLogState } from './actions.ts';
import { verifyLogAt } from './verification.ts';

const folder = mkdtempSync(join(tmpdir(), 'log-'));
let house: TestHouse;
let pdf: Buffer;
let sha256: string;
before(async () => {
  house = await testHouse();
  const agency = { code: 'H26.00025', name: 'Ủy ban nhân dân phường Giảng Võ' };
  const at = new Date(Math.floor(now().getTime() / 1000) * 1000);
  ({ pdf } = await sealPdf(house.house, { pdf: documentOf('An'), agency, reason: 'Cấp kết quả', at }));
  sha256 = createHash('sha256').update(pdf).digest('hex');
  await buildLog(house.house);
});
after(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});
const ask = (path: string) => fetch(house.publicUrl + path);

test('anyone computes the whole log anew from what it serves, with its key', async () => {
  const { key, size } = await readLogState(house.house);
  const verified = await verifyLogAt(`${house.publicUrl}/log`, key);
  assert.deepEqual(verified.problems, []);
  assert.equal(verified.size, size);
  assert.ok(size >= 4, 'the authorities, the seal and the document');
  const other = key.replace(/\+[0-9a-f]{8}\+/, '+00000000+');
  await assert.rejects(verifyLogAt(`${house.publicUrl}/log`, other));
});

test('what has a place in the log never changes and may be kept by everyone on the way', async () => {
  const { size } = await readLogState(house.house);
  const tile = await ask(`/log/tile/0/000.p/${size}`);
  assert.equal((await tile.arrayBuffer()).byteLength, size * 32);
  assert.match(tile.headers.get('cache-control')!, /immutable/);
  assert.match((await ask('/log/checkpoint')).headers.get('cache-control')!, /max-age=2$/);
  for (const path of [
    '/log/tile/0/000',
    '/log/tile/0/x000/000',
    '/log/tile/0/001.p/1',
    '/log/tile/entries/000.p/255',
  ]) {
    assert.equal((await ask(path)).status, 404, path);
  }
  assert.equal((await ask('/log/tile/9/000')).status, 422);
  assert.equal((await ask(`/log/receipts/${'0'.repeat(64)}.tlog-proof`)).status, 404);
});

test('no entry of the log names anyone', async () => {
  const { size } = await readLogState(house.house);
  const bundle = Buffer.from(await (await ask(`/log/tile/entries/000.p/${size}`)).arrayBuffer());
  const lines = bundle.toString('latin1').match(/(document|certificate|timestamp) sha256:[0-9a-f]{64}\n/g)!;
  assert.equal(lines.join('').length + 2 * size, bundle.length);
});

test('a browser without a network tells a right receipt from a wrong one', { skip: missing('chromium') }, async () => {
  const receipt = await (await ask(`/log/receipts/${sha256}.tlog-proof`)).text();
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const browser: Browser = await launchBrowser();
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.setViewportSize({ width: 360, height: 800 });
    await page.goto(`${house.publicUrl}/log`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(wide, 360, 'keys and commands make the page wider than a phone');
    await context.setOffline(true);
    const check = async (document: string, proof: string) => {
      await page.getByLabel('Giấy tờ (PDF)').setInputFiles(document);
      await page.getByLabel('Biên nhận của sổ (.tlog-proof)').setInputFiles(proof);
      await page.locator('[data-log-check-result]').evaluate((part) => (part.textContent = ''));
      await page.getByRole('button', { name: 'Kiểm tra trong trình duyệt' }).click();
      const result = page.locator('[data-log-check-result]:not(:empty)');
      return (await result.textContent()) ?? '';
    };
    const right = file('right.tlog-proof', receipt);
    assert.match(await check(file('a.pdf', pdf), right), /^Đúng\. Giấy tờ này là mục số \d+/);
    assert.match(await check(file('b.pdf', Buffer.concat([pdf, Buffer.from(' ')])), right), /không chứng minh/);
    const forged = file(
      'forged.tlog-proof',
      receipt.replace(/\n(\d+)\n/, (_, size: string) => `\n${Number(size) + 1}\n`),
    );
    assert.match(await check(join(folder, 'a.pdf'), forged), /không do khóa này ký/);
    assert.match(await check(join(folder, 'a.pdf'), file('none.tlog-proof', 'nothing')), /không phải là biên nhận/);
  } finally {
    await browser.close();
  }
});
