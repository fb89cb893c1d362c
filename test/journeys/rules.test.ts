import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { today } from '../../src/kernel/clock.ts';
import { fill } from '../../src/kernel/text.ts';
import { texts } from '../../src/systems/rules/editor/pages/texts.ts';
import { decide } from '../../src/systems/rules/index.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** Officials who draft law change a table, see what is missing, test it, and make it law with four eyes. */

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();
const words = texts.vi;

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

const SET = '/desk/rules/health-insurance.benefit-level';
const HOUSEHOLD = {
  'Insured group': 'GD4',
  'At commune level': false,
  'Cost of one treatment': 3_000_000,
  'Years insured in a row': 2,
  'Own share this year': 0,
};

test(
  'a lawyer changes a table, mends a gap, tests it and proposes; another adopts it and the answer is another one',
  { skip },
  async (t) => {
    const step = stepsOf(t);
    const answer = async () =>
      (await decide(country.house, { ruleSet: 'health-insurance.benefit-level', on: today(), inputs: HOUSEHOLD }))
        .answer;
    // Nothing of this needs a script.
    const lawyer = await Visitor.arrive(country, browser, seen, {
      language: 'vi',
      width: 'desktop',
      javaScript: false,
    });
    await lawyer.signInAs(country.officers.drafter, 'desk');
    let draft = '';
    let rows = 0;

    await step('the edition in force shows each row with its clause and the cases that reach it', async () => {
      assert.equal(await answer(), 80);
      await lawyer.open(SET);
      await lawyer.press(lawyer.page.locator('main table a').first());
      await lawyer.sees(words.if, words.then, words.law, 'Luật Bảo hiểm y tế', fill(words.testedBy, { cases: '1' }));
      await lawyer.examine('edition');
    });

    await step('a draft begins from it', async () => {
      await lawyer.send('/drafts');
      await lawyer.sees(words.begun, words.editTable);
      draft = new URL(lawyer.page.url()).pathname;
    });

    await step('a row that is changed leaves a gap, told in its place before anything is saved', async () => {
      await lawyer.press(lawyer.page.locator('main a[href*="/tables/"]'));
      await lawyer.examine('table');
      rows = await lawyer.page.locator('textarea[name$="-o0"]').count();
      await lawyer.type(`r${rows - 1}-i0`, '"DN4", "HC4", "HS4", "SV4", "NO4", "TN4"');
      await lawyer.press('button[value="check"]:not([aria-hidden])');
      await lawyer.sees(words.unsaved, words.gap, words.gapFill);
      await lawyer.examine('table with a gap');
    });

    await step('what cannot be read is told beside its cell, and nothing typed is lost', async () => {
      await lawyer.type('r0-o0', '100 +');
      await lawyer.press('button[value="save"]');
      await lawyer.open(`${draft}/tables/benefit-level`);
      assert.equal(await lawyer.page.getAttribute('[name="r0-o0"]', 'aria-invalid'), 'true');
      assert.equal(await lawyer.page.inputValue('[name="r0-o0"]'), '100 +');
      await lawyer.type('r0-o0', '100');
      await lawyer.press('button[value="check"]:not([aria-hidden])');
    });

    await step('the gap is mended by a row of its own', async () => {
      await lawyer.press('button[value="gap-fill:0"]');
      assert.equal(await lawyer.page.locator('textarea[name$="-o0"]').count(), rows + 1);
      for (const x of [1, 2, 3, 4]) await lawyer.type(`r${rows}-i${x}`, '-');
      await lawyer.type(`r${rows}-o0`, '70');
      await lawyer.type(`r${rows}-n0`, 'Khoản 2 điều 22 (dự thảo)');
      await lawyer.type(`r${rows}-n1`, 'Article 22.2 (draft)');
      await lawyer.press('button[value="save"]');
      await lawyer.sees(words.saved, 'GD4', words.allWell);
      await lawyer.doesNotSee(words.gap);
    });

    await step('a case that now fails stands in the way, until it says what the new law says', async () => {
      await lawyer.sees(words.failed, fill(words.obstacles, { count: 1 }));
      await lawyer.open(`${draft}/cases/6`);
      assert.equal(await lawyer.page.inputValue('[name="expected"]'), '80');
      await lawyer.type('expected', '70');
      await lawyer.press('button[value="save"]');
      await lawyer.sees(words.clear);
    });

    await step('a test case says what the row must answer', async () => {
      await lawyer.open(`${draft}/cases/new`);
      await lawyer.type('nameVi', 'Hộ gia đình, khám tại bệnh viện');
      await lawyer.type('nameEn', 'Household, at a hospital');
      await lawyer.page.selectOption('[name="input0"]', 'GD4');
      await lawyer.page.selectOption('[name="input1"]', 'false');
      await lawyer.type('input2', 'ba triệu');
      await lawyer.type('input3', '2');
      await lawyer.type('input4', '0');
      await lawyer.type('expected', '70');
      await lawyer.press('button[value="save"]');
      assert.ok(await lawyer.refusalOf('input2'));
      await lawyer.examine('test case, refused');
      await lawyer.type('input2', '3000000');
      await lawyer.press('button[value="save"]');
      await lawyer.sees('Hộ gia đình, khám tại bệnh viện', words.passed, words.clear);
    });

    await step('who wrote it proposes it and cannot adopt it', async () => {
      await propose(lawyer);
      await lawyer.sees(words.proposed, words.ownWork);
      assert.equal(await lawyer.page.locator('form[action$="/moves/adopt"]').count(), 0);
      assert.equal(await answer(), 80);
    });

    await step('another official of the agency adopts it, and from its day the answer is another one', async () => {
      const other = await Visitor.arrive(country, browser, seen, { language: 'en', width: 'phone' });
      await other.signInAs(country.officers.secondDrafter, 'desk');
      await other.open(draft);
      await other.examine('edition');
      await (await other.form('/adopt')).locator('[name="reason"]').fill('As decided by the department');
      await other.send('/adopt');
      await other.sees(texts.en.adopted);
      assert.equal(await answer(), 70);
      await other.leave();
    });
    await lawyer.leave();
  },
);

async function propose(lawyer: Visitor): Promise<void> {
  const [year, month, day] = today().split('-') as [string, string, string];
  const form = await lawyer.form('/propose');
  await form.locator('[name="from.day"]').fill(day);
  await form.locator('[name="from.month"]').fill(month);
  await form.locator('[name="from.year"]').fill(year);
  await form.locator('[name="reason"]').fill('Theo kế hoạch xây dựng pháp luật');
  await lawyer.send('/propose');
}
