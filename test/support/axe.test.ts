import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { assertAccessible } from './axe.ts';
import { launchBrowser, missing } from './chromium.ts';

const sound = '<!doctype html><html lang="vi"><title>Khai sinh</title><main><h1>Khai sinh</h1></main>';
const ADDRESS = 'http://localhost:1/';

let browser: Browser | undefined;
before(async () => {
  if (!missing('chromium')) browser = await launchBrowser();
});
after(() => browser?.close());

for (const javaScriptEnabled of [true, false]) {
  test(
    `a picture without a text is found ${javaScriptEnabled ? 'with' : 'without'} JavaScript`,
    { skip: missing('chromium') },
    async () => {
      const page = await browser!.newPage({ javaScriptEnabled });
      const show = async (html: string): Promise<void> => {
        await page.route('**', (route) =>
          route.fulfill({
            contentType: 'text/html; charset=utf-8',
            headers: { 'content-security-policy': "default-src 'none'" },
            body: html,
          }),
        );
        await page.goto(ADDRESS);
      };
      await show(sound);
      await assertAccessible(page);
      await show(sound.replace('</h1>', '</h1><img src="stork.png">'));
      await assert.rejects(() => assertAccessible(page), /image-alt[\s\S]*<img src="stork\.png">/);
    },
  );
}
