import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { closeWindows, missing, openUnseen, sharedBrowser } from './chromium.ts';
import { pressMouse } from './pressing.ts';

/** A page that nobody looks at is read, pressed and typed into as one in a window. */

const skip = missing('chromium');
const ADDRESS = 'http://localhost:1/';
const SOON_ms = 200;
let browser: Browser | undefined;
before(async () => {
  if (!skip) browser = await sharedBrowser();
});
after(() => closeWindows(browser));

async function read(body: string, javaScriptEnabled = true): Promise<Page> {
  const page = await openUnseen(browser!, { viewport: { width: 390, height: 700 }, javaScriptEnabled });
  await page.route('**', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: `<!doctype html><html lang="vi">${body}` }),
  );
  await page.goto(ADDRESS);
  return page;
}

for (const javaScriptEnabled of [true, false]) {
  test(`mouse and keys reach it ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, { skip }, async () => {
    const form = '<form action="/sent"><input name="words"><label><input type="checkbox" name="yes"> Có</label>';
    const far = `${form}<p style="height: 3000px"></p><button><b>Gửi</b></button></form>`;
    const page = await read(far, javaScriptEnabled);
    assert.equal(await page.evaluate(() => document.visibilityState), 'visible');
    assert.equal(await page.evaluate(() => document.documentElement.clientWidth), 390);
    await page.locator('[name=words]').fill('Một Cửa');
    await page.locator('[name=yes]').press('Space');
    await Promise.all([page.waitForEvent('load'), pressMouse(page.locator('button'))]);
    assert.equal(page.url(), `${ADDRESS}sent?words=M%E1%BB%99t+C%E1%BB%ADa&yes=on`);
  });
}

test(
  'what is not seen, is disabled or lies under something else is not pressed, and it is said why',
  { skip },
  async () => {
    const over = '<p style="position: fixed; inset: 0; margin: 0" id="over"></p>';
    const cases: [body: string, why: RegExp][] = [
      ['<button style="display: none">Gửi</button>', /<button.*> is not seen/],
      ['<button disabled>Gửi</button>', /is disabled/],
      [`<button>Gửi</button>${over}`, /lies under <p .*id="over">/],
    ];
    for (const [body, why] of cases) {
      const page = await read(`<form action="/sent">${body}</form>`);
      await assert.rejects(() => pressMouse(page.locator('button'), SOON_ms), why);
      assert.equal(page.url(), ADDRESS);
    }
  },
);

test('what appears or is freed a moment later is pressed then', { skip }, async () => {
  const page = await read(
    `<form action="/sent"><button disabled>Gửi</button></form>
     <script>setTimeout(() => { document.querySelector('button').disabled = false }, ${SOON_ms})</script>`,
  );
  await Promise.all([page.waitForEvent('load'), pressMouse(page.locator('button'))]);
  assert.equal(page.url(), `${ADDRESS}sent?`);
});

test('pages that are opened at the same time each have their own cookies', { skip }, async () => {
  const pages = await Promise.all([1, 2, 3].map(() => openUnseen(browser!, {})));
  assert.equal(new Set(pages.map((page) => page.context())).size, 3);
  for (const [at, page] of pages.entries())
    await page.context().addCookies([{ name: 'at', value: String(at), url: ADDRESS }]);
  for (const [at, page] of pages.entries()) {
    assert.deepEqual(
      (await page.context().cookies()).map(({ value }) => value),
      [String(at)],
    );
    assert.deepEqual(page.context().pages(), [page]);
  }
});

test(
  'nothing is left of a page when its context is closed, which would end the browser a minute later',
  { skip },
  async () => {
    const session = await browser!.newBrowserCDPSession();
    const targets = async () => (await session.send('Target.getTargets')).targetInfos.map(({ targetId }) => targetId);
    const before = await targets();
    const page = await openUnseen(browser!, {});
    const opened = (await targets()).filter((target) => !before.includes(target));
    assert.equal(opened.length, 1);
    await page.context().close();
    assert.deepEqual(
      (await targets()).filter((target) => opened.includes(target)),
      [],
    );
    await session.detach();
  },
);
