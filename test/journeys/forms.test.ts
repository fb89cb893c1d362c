import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { LANGUAGES } from '../../src/kernel/text.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { beginDossier, dossierOn } from './steps.ts';
import { Visitor } from './visitor.ts';

/** What forms say when they refuse, and that they can be used by keyboard alone and twice as large. */

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

for (const language of LANGUAGES) {
  test(`what is wrong with a sign-in stands beside its field, in words (${language})`, { skip }, async () => {
    const sentence = (code: string) => country.house.sentences[code]![language];
    const visitor = await Visitor.arrive(country, browser, seen, { language, width: 'phone' });
    await visitor.open('/sign-in?to=/dossiers');
    await visitor.type('personalNumber', '12 34');
    await visitor.type('password', 'whatever it is');
    await visitor.send('/password');
    assert.equal(await visitor.refusalOf('personalNumber'), sentence('sign_in.number_format'));
    assert.equal(await visitor.page.inputValue('main [name="personalNumber"]'), '12 34', 'the number is lost');
    await visitor.examine('sign-in, refused');
    await visitor.type('personalNumber', country.couples[2]!.motherNumber);
    await visitor.type('password', 'not the password');
    await visitor.send('/password');
    await visitor.sees(sentence('sign_in.wrong'));
    assert.equal(await visitor.page.inputValue('main [name="personalNumber"]'), country.couples[2]!.motherNumber);
    await visitor.leave();
  });
}

test('a name that is no name is refused in words, and nothing else that was typed is lost', { skip }, async () => {
  const family = country.families['different-ethnic'][0]!;
  const parent = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone' });
  await parent.signInAs(family.motherNumber);
  await beginDossier(parent);
  const surname = (await country.nameOf(family.fatherNumber!)).split(' ')[0];
  const refused: [name: string, code: string][] = [
    ['', 'name.empty'],
    ['An', 'name.one_word'],
    [`${surname} An 2`, 'name.not_letters'],
    [`${surname} Ωmega`, 'name.foreign_letters'],
    [`${surname} ${'An '.repeat(20)}`.trim(), 'name.too_long'],
    ['Xyz Minh An', 'child.surname_of_neither'],
  ];
  for (const language of LANGUAGES) {
    await parent.inBoth('form: child', async () => undefined);
    if (language === 'en') await parent.open(`${new URL(parent.page.url()).pathname}?language=en`);
    for (const [name, code] of refused) {
      await parent.type('fullName', name);
      await parent.chooseSides('mother');
      await parent.send('/child');
      const told = await parent.refusalOf('fullName');
      const expected = [code, ...(name === '' ? ['field.required', 'field.empty'] : [])].map(
        (each) => country.house.sentences[each]?.[language],
      );
      assert.ok(expected.includes(told), `${name}: ${told}`);
      assert.equal(await parent.page.inputValue('main [name="fullName"]'), name, 'the name is lost');
      assert.ok(
        await parent.page.isChecked('main input[name="ethnicGroupOf"][value="mother"]'),
        'what was chosen is lost',
      );
      assert.equal(await parent.page.locator('main .mc-error-summary a[href="#fullName"]').count(), 1);
    }
    await parent.open(new URL(parent.page.url()).pathname);
  }
  await parent.leave();
});

/** Goes on by Tab until something fits. */
async function tabTo(page: Page, what: string): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, what)) return;
  }
  assert.fail(`${what} cannot be reached by Tab on ${page.url()}`);
}

async function pressEnter(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

test('the form is filled in and submitted by keyboard alone, and focus is always seen', { skip }, async () => {
  const family = country.families.married[0]!;
  const parent = await Visitor.arrive(country, browser, seen, { language: 'vi' });
  await parent.signInAs(family.motherNumber);
  const { page } = parent;
  await parent.open('/births');
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement?.getAttribute('href'));
  assert.match(String(first), /^#/, 'the first thing leads past the navigation');
  await tabTo(page, 'main form[action="/births"] button');
  await pressEnter(page);
  const dossierId = dossierOn(parent);
  await tabTo(page, 'main [name="fullName"]');
  await page.keyboard.type(`${(await country.nameOf(family.fatherNumber!)).split(' ')[0]} Hoài Thương`);
  const choices = await page
    .locator('main input[type="radio"]:visible')
    .evaluateAll((all) => [...new Set(all.map((each) => each.getAttribute('name')!))]);
  for (const name of choices) {
    await tabTo(page, `main input[name="${name}"]`);
    await page.keyboard.press('Space');
  }
  await tabTo(page, 'main form[action$="/child"] button:not([name])');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
  const shadow = await page.evaluate(() => getComputedStyle(document.activeElement!).boxShadow);
  assert.ok(outline !== 'none' || shadow !== 'none', 'the focus cannot be seen');
  await pressEnter(page);
  assert.match(page.url(), /\/review$/, await parent.text());
  await tabTo(page, 'main input[name="declaration"]');
  await page.keyboard.press('Space');
  await tabTo(page, 'main form[action$="/submit"] button');
  await pressEnter(page);
  assert.match(page.url(), new RegExp(`/dossiers/${dossierId}\\?submitted=yes$`), await parent.text());
  await parent.leave();
});

test('at 200 % and at 320 pixels nobody scrolls sideways', { skip }, async () => {
  const family = country.families.married[1]!;
  const parent = await Visitor.arrive(country, browser, seen, { language: 'vi' });
  await parent.signInAs(family.motherNumber);
  await parent.signInAs(country.officers.civilStatus, 'desk');
  const dossierId = await beginDossier(parent);
  const pages = [
    '/',
    '/services',
    '/life-events/birth',
    '/births',
    '/dossiers',
    `/dossiers/${dossierId}/child`,
    '/documents',
    '/data-log',
    '/inbox',
    '/verify',
    '/desk/queue',
  ];
  // A window of 1280 zoomed to 200 % has 640 CSS pixels; WCAG 2.2 (1.4.10) wants it down to 320.
  for (const width of [640, 320]) {
    await parent.page.setViewportSize({ width, height: 700 });
    for (const path of pages) {
      await parent.open(path);
      await parent.assertNoSideways();
    }
  }
  await parent.leave();
});
