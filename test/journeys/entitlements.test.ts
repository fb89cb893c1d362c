import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { texts as onList } from '../../src/systems/portal/pages/entitlements/texts.ts';
import { texts as onOne } from '../../src/systems/portal/pages/entitlement/texts.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** A citizen asks the law: what is held is not asked, the answer has its clause, and says what would be different. */

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

const OLD_AGE = '/entitlements/social-protection.old-age-allowance';

test('a citizen asks whether they are entitled, and why not', { skip }, async (t) => {
  const step = stepsOf(t);
  const person = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone', javaScript: false });

  await step('a stranger finds the questions under services and asks for an old person', async () => {
    await person.open('/services');
    await person.press('main a[href="/entitlements"]');
    await person.inBoth('entitlements', (language) => person.sees(onList[language].title));
    await person.press(`main a[href="${OLD_AGE}"]`);
    await person.inBoth('entitlement', (language) => person.sees(onOne[language].signInTitle));
    await person.send(OLD_AGE);
    assert.match(await person.refusalOf('input1'), /./);
    await person.type('input1', '65');
    await person.choose('input2', 'other');
    await person.choose('input3', 'no');
    await person.choose('input4', 'yes');
    await person.send(OLD_AGE);
    await person.sees('0 đồng', 'từ 60 tuổi đến dưới 70 tuổi', '41/2024/QH15', 'từ 75 tuổi trở lên');
    await person.examine('entitlement answered');
  });

  await step('before July 2025 another edition was law, and asked for more', async () => {
    await person.open(`${OLD_AGE}?on=2025-06-30`);
    await person.sees('20/2021/NĐ-CP', 'đặc biệt khó khăn');
  });

  await step('who is signed in is not asked for what registers hold', async () => {
    const mother = await Visitor.arrive(country, browser, seen, {
      language: 'en',
      width: 'desktop',
      javaScript: false,
    });
    await mother.signInAs(country.families.married[0]!.motherNumber, 'portal');
    await mother.open(OLD_AGE);
    await mother.sees(onOne.en.held, 'National Population Database');
    assert.equal(await mother.page.locator('main [name="input1"]').count(), 0, 'the age is asked, though it is held');
    await mother.choose('input2', 'other');
    await mother.choose('input4', 'yes');
    await mother.send(OLD_AGE);
    await mother.sees('39/2009/QH12', onOne.en.others);
    await mother.examine('entitlement answered of one’s own');
  });
});
