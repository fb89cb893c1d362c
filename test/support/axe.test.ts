import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { assertAccessible } from './axe.ts';
import { closeWindows, missing, openUnseen, sharedBrowser } from './chromium.ts';
import { structureOf } from './structure.ts';

const sound = '<!doctype html><html lang="vi"><title>Khai sinh</title><main><h1>Khai sinh</h1></main>';
const ADDRESS = 'http://localhost:1/';

const skip = missing('chromium');
let browser: Browser | undefined;
before(async () => {
  if (!skip) browser = await sharedBrowser();
});
after(() => closeWindows(browser));

async function show(page: Page, html: string): Promise<void> {
  await page.route('**', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'content-security-policy': "default-src 'none'" },
      body: html,
    }),
  );
  await page.goto(ADDRESS);
}

for (const javaScriptEnabled of [true, false]) {
  test(`a picture without a text is found ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, { skip }, async () => {
    const page = await openUnseen(browser!, { javaScriptEnabled });
    await show(page, sound);
    await assertAccessible(page);
    await show(page, sound.replace('</h1>', '</h1><img src="stork.png">'));
    await assert.rejects(() => assertAccessible(page), /image-alt[\s\S]*<img src="stork\.png">/);
    await assert.rejects(() => assertAccessible(page), /image-alt/, 'what was found once is found again');
  });
}

test('too little contrast is found where nothing is drawn, as in a window', { skip }, async () => {
  const pale = '<body bgcolor="#ffffff" text="#aaaaaa">';
  for (const page of [await openUnseen(browser!, {}), await browser!.newPage()]) {
    await show(page, sound.replace('<main>', `${pale.replace('#aaaaaa', '#444444')}<main>`));
    await assertAccessible(page);
    await show(page, sound.replace('<main>', `${pale}<main>`));
    await assert.rejects(() => assertAccessible(page), /color-contrast[\s\S]*<h1>Khai sinh<\/h1>/);
  }
});

test('whoever reads without JavaScript still does so after the page was examined', { skip }, async () => {
  const page = await openUnseen(browser!, { javaScriptEnabled: false });
  const scripted = `${sound}<script>document.title = 'changed'</script>`;
  await page.route('**', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: scripted }));
  for (let pages = 0; pages < 2; pages++) {
    await page.goto(`${ADDRESS}${pages}`);
    await assertAccessible(page);
    assert.equal(await page.title(), 'Khai sinh');
    assert.ok(await page.evaluate(() => matchMedia('(scripting: none)').matches));
  }
});

test('what is shown only where there is no JavaScript is examined, too', { skip }, async () => {
  const page = await openUnseen(browser!, { javaScriptEnabled: false });
  await show(page, sound.replace('</h1>', '</h1><noscript><img src="stork.png"></noscript>'));
  await assert.rejects(() => assertAccessible(page), /image-alt/);
});

test(
  'a page is taken for another with the same parts only if nothing differs that axe-core looks at',
  { skip },
  async () => {
    const page = await openUnseen(browser!, {});
    const form = (words: { id: string; label: string; more?: string; for?: string }): string =>
      sound.replace(
        '</h1>',
        `</h1><p class="lead">${words.label}</p><label for="${words.for ?? words.id}">${words.label}</label>` +
          `<input id="${words.id}"${words.more ?? ''}><a href="/births/${words.id}">${words.label}</a>`,
      );
    const structure = async (html: string): Promise<string> => {
      await show(page, html);
      return structureOf(page);
    };
    const first = await structure(form({ id: 'name-1', label: 'Họ và tên' }));
    assert.equal(await structure(form({ id: 'name-2', label: 'Nơi sinh' })), first, 'other words, another record');
    const others = {
      'a label of no field': form({ id: 'name-1', label: 'Họ và tên', for: 'gone' }),
      'no words': form({ id: 'name-1', label: ' ' }),
      'a role': form({ id: 'name-1', label: 'Họ và tên', more: ' role="switch"' }),
      'a description': form({ id: 'name-1', label: 'Họ và tên', more: ' aria-describedby="name-2"' }),
      'a class': form({ id: 'name-1', label: 'Họ và tên' }).replace('lead', 'pale'),
      'a language': form({ id: 'name-1', label: 'Họ và tên' }).replace('lang="vi"', 'lang="en"'),
    };
    for (const [what, html] of Object.entries(others)) assert.notEqual(await structure(html), first, what);
    await show(page, form({ id: 'name-1', label: 'Họ và tên' }));
    await page.emulateMedia({ colorScheme: 'dark' });
    assert.notEqual(await structureOf(page), first, 'in the dark');
    await page.emulateMedia({ colorScheme: null });
    await page.setViewportSize({ width: 390, height: 700 });
    assert.notEqual(await structureOf(page), first, 'on a phone');
  },
);
