import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from '../../test/support/axe.ts';
import { closeWindows, missing, sharedBrowser } from '../../test/support/chromium.ts';
import { galleryPages } from '../../test/support/gallery-pages.tsx';
import { openGallery } from '../../test/support/gallery-server.ts';

const VIEWS = [
  // 320 pixels is the width at which WCAG 1.4.10 (reflow) is tested.
  { name: 'a small phone by day, in Vietnamese', width: 320, height: 780, scheme: 'light', language: 'vi' },
  { name: 'a desktop at night, in English', width: 1280, height: 900, scheme: 'dark', language: 'en' },
] as const;

test(
  'every part can be used by everyone: axe-core finds nothing, nothing reaches over the edge, the policy holds',
  { skip: missing('chromium') },
  async (context) => {
    const gallery = await openGallery();
    const browser = await sharedBrowser();
    try {
      for (const view of VIEWS) {
        await context.test(`on ${view.name}`, async () => {
          const surroundings = await browser.newContext({
            viewport: { width: view.width, height: view.height },
            colorScheme: view.scheme,
          });
          const tab = await surroundings.newPage();
          const complaints: string[] = [];
          tab.on('console', (message) => {
            if (message.type() === 'error') complaints.push(message.text());
          });
          for (const name of Object.keys(galleryPages)) {
            await tab.goto(`${gallery.origin}/${name}?language=${view.language}`);
            await assertAccessible(tab);
            const overhang = await tab.evaluate('document.documentElement.scrollWidth - window.innerWidth');
            assert.ok(Number(overhang) <= 0, `${name} is ${overhang} pixels wider than the window`);
          }
          assert.deepEqual(complaints, []);
          await surroundings.close();
        });
      }
      await context.test('the menu of a phone opens without a script', async () => {
        const surroundings = await browser.newContext({
          viewport: { width: 360, height: 780 },
          javaScriptEnabled: false,
        });
        const tab = await surroundings.newPage();
        await tab.goto(`${gallery.origin}/home?language=en`);
        const link = tab.getByRole('link', { name: 'Who has seen my data' });
        assert.equal(await link.isVisible(), false);
        await tab.getByText('Menu', { exact: true }).click();
        assert.equal(await link.isVisible(), true);
        await surroundings.close();
      });
    } finally {
      await closeWindows(browser);
      gallery.close();
    }
  },
);
