import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
import { enterBatch, headOfBatch, receiptInBatch } from './batch.ts';
import { leafHash } from './merkle.ts';
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
  const lines = bundle
    .toString('latin1')
    .match(/(document|certificate|timestamp|exchange|publication) sha256:[0-9a-f]{64}\n/g)!;
  assert.equal(lines.join('').length + 2 * size, bundle.length);
});

/** A request for a time stamp of this hash (RFC 3161 §2.4.1). */
const stampQuery = (hash: Buffer) =>
  Buffer.concat([Buffer.from('30360201013031300d060960864801650304020105000420', 'hex'), hash]);

/** Of each kind that has a receipt by its hash, a file and the hash that is entered. */
async function oneOfEach(): Promise<{ name: string; file: Buffer; sha256: string }[]> {
  const bytesAt = async (path: string, init?: RequestInit) =>
    Buffer.from(await (await fetch(house.publicUrl + path, init)).arrayBuffer());
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  const list = await bytesAt('/trust/list.xml');
  const certificate = await bytesAt('/trust/agency-seal-authority.cer');
  const pem = `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`;
  const answer = await bytesAt('/tsa', {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query' },
    body: new Uint8Array(stampQuery(createHash('sha256').update('a').digest())),
  });
  // Header, and the status: a sequence of the number 0.
  const token = answer.subarray(4 + 5);
  await buildLog(house.house);
  return [
    { name: 'Ấn phẩm', file: list, sha256: hash(list) },
    { name: 'Chứng thư số', file: certificate, sha256: hash(certificate) },
    { name: 'Chứng thư số', file: Buffer.from(pem), sha256: hash(certificate) },
    { name: 'Dấu thời gian', file: answer, sha256: hash(token) },
    { name: 'Dấu thời gian', file: token, sha256: hash(token) },
    { name: 'Giấy tờ', file: pdf, sha256 },
  ];
}

/** A record of the exchange among others, with its receipt. */
async function recordOfExchange(): Promise<string> {
  const record = `mot-cua.exchange-record/v1\nreceipt BN261122-0000000001\nagency-name <b>UBND</b>\nwithheld 00\n`;
  const leaves = [leafHash(Buffer.from(record)), leafHash(Buffer.from('another'))].sort(Buffer.compare);
  const head = await headOfBatch(house.house, 'exchange/1', Buffer.concat(leaves));
  await enterBatch(house.house, head);
  await buildLog(house.house);
  const place = await receiptInBatch(house.house, { record, leaves: Buffer.concat(leaves), head });
  assert.ok(place.state === 'entered');
  return place.receipt;
}

test(
  'a browser without a network tells right receipts of every kind from wrong ones',
  {
    skip: missing('chromium'),
  },
  async () => {
    const file = (name: string, content: string | Buffer) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const kinds = await oneOfEach();
    const ofExchange = file('BN.txt', await recordOfExchange());
    const receipts = await Promise.all(
      kinds.map(async (one) => (await ask(`/log/receipts/${one.sha256}.tlog-proof`)).text()),
    );
    const browser: Browser = await launchBrowser();
    try {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.setViewportSize({ width: 360, height: 800 });
      await page.goto(`${house.publicUrl}/log`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.equal(wide, 360, 'keys and commands make the page wider than a phone');
      await context.setOffline(true);
      const check = async (receipt: string, document: string | undefined) => {
        await page.getByLabel('Biên nhận này là của tệp nào').setInputFiles(document ?? []);
        await page.getByLabel('Biên nhận', { exact: true }).setInputFiles(receipt);
        await page.locator('[data-log-check-result]').evaluate((part) => (part.textContent = ''));
        await page.getByRole('button', { name: 'Kiểm tra trong trình duyệt' }).click();
        const result = page.locator('[data-log-check-result]:not(:empty)');
        return (await result.textContent()) ?? '';
      };
      for (const [i, { name, file: bytes }] of kinds.entries()) {
        const [receipt, document] = [file(`${i}.tlog-proof`, receipts[i]!), file(`${i}.bin`, bytes)];
        assert.match(await check(receipt, document), new RegExp(`^Đúng\\. ${name} này là mục số \\d+`));
        const other = file(`${i}.other`, Buffer.concat([bytes.subarray(0, -1), Buffer.of(bytes.at(-1)! ^ 1)]));
        if (!bytes.subarray(0, 5).equals(Buffer.from('-----')))
          assert.match(await check(receipt, other), /không chứng minh/);
      }
      assert.match(await check(ofExchange, undefined), /^Đúng\. Nhật ký đã ghi/);
      const told = page.locator('[data-log-check-records]');
      assert.match((await told.textContent())!, /Biên nhận sốBN261122-0000000001Cơ quan<b>UBND<\/b>$/, 'told as text');
      const wrong = readFileSync(ofExchange, 'utf8').replace('<b>', '<i>');
      assert.match(await check(file('BN-2.txt', wrong), undefined), /không chứng minh/);
      assert.equal(await told.textContent(), '');
      const forged = receipts[0]!.replace(/\n(\d+)\n/, (_, size: string) => `\n${Number(size) + 1}\n`);
      assert.match(await check(file('forged', forged), join(folder, '0.bin')), /không do khóa này ký/);
      assert.match(await check(file('none', 'nothing'), join(folder, '0.bin')), /không phải là biên nhận/);
      assert.match(await check(join(folder, '0.tlog-proof'), undefined), /chọn cả tệp/);
    } finally {
      await browser.close();
    }
  },
);
