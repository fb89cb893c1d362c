import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { exportTexts } from '../../src/systems/registry/pages/exports/texts.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** A data steward takes records of the population register out into a file, and a person sees that they were in it. */

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();
const words = exportTexts.vi;
const EXPORTS = '/desk/registers/population/person/export';

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

test('a steward takes records out, and whoever is in the file sees it', { skip }, async (t) => {
  const step = stepsOf(t);
  const steward = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone' });
  await steward.signInAs(country.officers.steward, 'desk');

  await step('the register leads to its exports', async () => {
    await steward.open('/desk/registers/population/person');
    await steward.press(`main a[href="${EXPORTS}"]`);
    await steward.sees(words.ask, words.none, words.fieldsHint);
    await steward.examine('exports');
  });

  await step('without grounds nothing leaves, and what was chosen stays chosen', async () => {
    await steward.choose('format', 'xlsx');
    await steward.send('/export');
    assert.ok(await steward.refusalOf('reason'));
    assert.equal(await steward.page.isChecked('main [name="format"][value="xlsx"]'), true);
    await steward.type('territory', '99');
    await steward.type('reason', 'Báo cáo dân số hằng năm');
    await steward.type('sourceNumber', '20/KH-BCA');
    await steward.send('/export');
    assert.ok(await steward.refusalOf('territory'));
  });

  await step('the file is made while the page looks on, and downloaded', async () => {
    await steward.choose('format', 'csv');
    await steward.type('territory', '');
    await steward.send('/export');
    await steward.waitFor(words.readyTitle);
    await steward.sees(words.states.ready, '20/KH-BCA', 'BN');
    await steward.examine('export, ready');
    const file = (await steward.download(`${new URL(steward.page.url()).pathname}/file`)).toString();
    const [header, ...rows] = file.trimEnd().split('\r\n');
    assert.match(
      header!,
      /^\uFEFFSố định danh cá nhân,Họ, chữ đệm và tên|^\uFEFFSố định danh cá nhân,"Họ, chữ đệm và tên"/,
    );
    const [{ count }] = (await country.ask<{ count: number }>(
      `SELECT count(*)::int AS count FROM population.person WHERE valid_during @> current_date`,
    )) as [{ count: number }];
    assert.equal(rows.length, count);
  });

  await step('everybody who is in it can see that', async () => {
    const [{ people }] = (await country.ask<{ people: number }>(
      `SELECT count(DISTINCT personal_number)::int AS people FROM exchange.subject s
        JOIN exchange.message m USING (receipt) WHERE m.service = 'population.readPersonRows'`,
    )) as [{ people: number }];
    assert.ok(people > 0);
  });

  await step('it is among the exports, and can be removed', async () => {
    const here = new URL(steward.page.url()).pathname;
    await steward.open(EXPORTS);
    await steward.sees(words.states.ready, words.you);
    await steward.open(here);
    await steward.press(steward.page.getByRole('button', { name: words.cancel }));
    await steward.sees(words.states.cancelled);
    await steward.leave();
  });
});
