import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { personalNumberFits } from '../../src/country/index.ts';
import { splitTexts } from '../../src/systems/registry/pages/splits/texts.ts';
import { texts as registerTexts } from '../../src/systems/registry/pages/texts.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** Facts of two people stand under one number. One steward says what is whose, another confirms; and it can be undone. */

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();
const words = splitTexts.vi;

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

test(
  'a record of two people is split by two stewards without a script, the other gets a number, and it is undone',
  { skip },
  async (t) => {
    const step = stepsOf(t);
    const { motherNumber: number } = country.couples[3]!;
    const about = () =>
      country.ask<object>(
        `SELECT number, full_name, born_on::text, valid_during::text AS during, act FROM population.person WHERE number = $1
         UNION ALL SELECT person_number, serial, issued_on::text, valid_during::text, act FROM population.identity_document WHERE person_number = $1
         UNION ALL SELECT person_number, household_id, relation, valid_during::text, act FROM population.residence WHERE person_number = $1
         ORDER BY 2`,
        [number],
      );
    const before = await about();
    const [held] = await country.ask<{ bornOn: string; cards: number }>(
      `SELECT born_on::text AS "bornOn", (SELECT count(*)::int FROM population.identity_document WHERE person_number = $1) AS cards
       FROM population.person WHERE number = $1`,
      [number],
    );
    assert.ok(held!.cards > 0, 'the journey needs someone with a card');
    const year = held!.bornOn.slice(0, 4);
    const record = `/desk/registers/population/person/${number}`;
    const one = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop', javaScript: false });
    const other = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone', javaScript: false });
    await one.signInAs(country.officers.steward, 'desk');
    await other.signInAs(country.officers.secondSteward, 'desk');

    await step('the record’s page leads to the form, which shows what it says and what names it', async () => {
      await one.open(record);
      await one.press(one.page.getByRole('link', { name: registerTexts.vi.isTwo }));
      await one.sees(words.lead, words.whose, words.stays, words.goes, 'Thẻ căn cước', 'Thường trú', words.newKey);
      await one.inBoth('split', (language) => one.sees(splitTexts[language].lead));
    });

    await step('without saying what is whose, or why, nothing is proposed and nothing typed is lost', async () => {
      await one.type('goes_value_full_name', 'Phạm Thị Người Khác');
      await one.send('/split');
      assert.ok(await one.refusalOf('reason'));
      await one.type('reason', 'Hai người cùng tên bị ghi chung một số');
      await one.page.selectOption('main [name="sourceKind"]', 'decision');
      await one.type('sourceNumber', '21/QĐ-C06');
      await one.send('/split');
      assert.ok(await one.refusalOf('share_0'));
      await one.choose('share_0', 'both');
      await one.send('/split');
      assert.ok(await one.refusalOf('ask_provinceCode'));
      assert.equal(await one.page.inputValue('main [name="goes_value_full_name"]'), 'Phạm Thị Người Khác');
      await one.examine('split, refused');
      assert.deepEqual(await about(), before);
    });

    await step('the proposal waits for another steward, who sees what both records will say', async () => {
      await one.page.selectOption('main [name="ask_provinceCode"]', '79');
      for (const [part, value] of [
        ['day', '15'],
        ['month', '8'],
        ['year', year],
      ] as const) {
        await one.type(`goes_value_born_on.${part}`, value);
        await one.type(`goes_from.${part}`, value);
      }
      const cards = one.page.getByRole('checkbox', { name: /^Thẻ căn cước/ });
      for (const card of await cards.all()) await card.press('Space');
      await one.send('/split');
      await one.sees(words.done, words.ownProposal, words.afterGoes, 'Phạm Thị Người Khác', words.moves);
      assert.deepEqual(await about(), before);
      await other.open('/desk/registers');
      await other.press(other.page.locator('main a[href="/desk/registers/population/splits"]'));
      await other.sees(words.views.proposed, number);
      await other.inBoth('splits', (language) => other.sees(splitTexts[language].list));
      await other.press(other.page.getByRole('link', { name: number }));
      await other.sees(words.proposal, `15/08/${year}`, 'Hồ Chí Minh', 'Hai người cùng tên bị ghi chung một số');
      await other.examine('split, proposed');
    });

    await step(
      'the second steward confirms: the other has a number that fits, the card and a history of their own',
      async () => {
        await other.unfold(other.page.getByText(words.confirm).first());
        await other.type('confirmReason', 'Đã đối chiếu hai giấy khai sinh');
        await other.page.getByRole('button', { name: words.confirm }).press('Enter');
        await other.waitFor(words.splitDone);
        await other.examine('split, confirmed');
        const [{ into }] = (await country.ask<{ into: string }>(
          `SELECT into_key[1] AS into FROM population.split_proposal WHERE from_key = ARRAY[$1]`,
          [number],
        )) as [{ into: string }];
        assert.ok(personalNumberFits(into, { sex: 'female', bornOn: `${year}-08-15` }));
        assert.match(into, /^079/);
        const [said] = await country.ask<{ name: string; during: string; cards: number; own: number; given: number }>(
          `SELECT full_name AS name, valid_during::text AS during,
           (SELECT count(*)::int FROM population.identity_document WHERE person_number = $1) AS cards,
           (SELECT count(*)::int FROM population.identity_document WHERE person_number = $2) AS own,
           (SELECT count(*)::int FROM population.personal_number WHERE number = $1) AS given
         FROM population.person WHERE number = $1`,
          [into, number],
        );
        assert.deepEqual(
          [said!.name, said!.during, said!.cards, said!.own, said!.given],
          ['Phạm Thị Người Khác', `[${year}-08-15,)`, held!.cards, 0, 1],
        );
        for (const key of [number, into]) {
          await one.open(`/desk/registers/population/person/${key}`);
          await one.sees(registerTexts.vi.lineage, `${into} được tách từ ${number}`, registerTexts.vi.lineageAlwaysTwo);
        }
        await one.sees(registerTexts.vi.act.split!, 'Hai người cùng tên bị ghi chung một số');
        await one.examine('record, split');
      },
    );

    await step('undoing puts everything back as it was, and the number is given to nobody', async () => {
      await one.open(`${record}/split`);
      await one.unfold(one.page.getByText(words.undo).first());
      await one.type('undoReason', 'Chỉ có một người');
      const undo = one.page.locator('main form').filter({ has: one.page.locator('[name="undoReason"]') });
      await undo.locator('[name="sourceKind"]').selectOption('decision');
      await undo.locator('[name="sourceNumber"]').fill('22/QĐ-C06');
      await one.page.getByRole('button', { name: words.undo }).press('Enter');
      await one.waitFor('Hoàn tác bởi');
      assert.deepEqual(await about(), before);
      await other.open('/desk/registers/population/splits?view=settled');
      await other.sees(words.states.undone);
      await one.leave();
      await other.leave();
    });
  },
);
