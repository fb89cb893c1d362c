import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { texts as myTexts } from '../../src/systems/portal/pages/my-data/texts.ts';
import { texts as formTexts } from '../../src/systems/portal/pages/challenge/texts.ts';
import { texts as publicTexts } from '../../src/systems/portal/pages/quality/texts.ts';
import { person } from '../../src/systems/population/kinds.ts';
import { texts as challengeTexts } from '../../src/systems/registry/own/pages/texts.ts';
import { texts as recordTexts } from '../../src/systems/registry/pages/texts.ts';
import { texts as qualityTexts } from '../../src/systems/registry/quality/pages/texts.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** A person sees what the state holds, calls a fact wrong, a steward puts it right in time, and the person sees it. */

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

test('a person calls a fact wrong, a steward corrects it, and the person sees it', { skip }, async (t) => {
  const step = stepsOf(t);
  const { motherNumber } = country.couples[0]!;
  const right = 'Xã Mẫu Mới, tỉnh Mẫu';
  const [mine, form, words] = [myTexts.vi, formTexts.vi, challengeTexts.vi];
  const citizen = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone' });
  await citizen.signInAs(motherNumber);
  const steward = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop' });
  await steward.signInAs(country.officers.steward, 'desk');

  await step('the portal leads to what the state holds, with names instead of codes', async () => {
    await citizen.open('/documents');
    assert.ok(await citizen.page.locator('header a[href="/my-data"]').count());
    await citizen.open('/my-data');
    await citizen.sees(await country.nameOf(motherNumber), 'Việt Nam', 'Bộ Công an', 'Còn sống');
    await citizen.examine('my data');
  });

  await step('what is still right is confirmed in one press', async () => {
    await citizen.send('/confirm');
    await citizen.sees(mine.confirmed, mine.confirmers.person!);
  });

  await step('a challenge without its reason comes back with what was typed', async () => {
    await citizen.press(citizen.page.locator('main a[href$="field=hometown"]'));
    await citizen.type('claimed', right);
    await citizen.send('/challenge');
    assert.ok(await citizen.refusalOf('reason'));
    assert.equal(await citizen.page.inputValue('main [name="claimed"]'), right);
    await citizen.examine('challenge form, refused');
  });

  await step('a challenge with its reason is filed and has a date by which it is answered', async () => {
    await citizen.type('reason', 'Giấy khai sinh của tôi ghi khác');
    await citizen.type('document', '15/2001');
    await citizen.send('/challenge');
    await citizen.sees(mine.filed, mine.states.open, mine.inAnswer);
    await citizen.press(citizen.page.locator('main table a').first());
    await citizen.sees(right, form.filed, 'Bộ Công an');
    await citizen.examine('challenge');
  });

  await step('the steward finds it, and is led to the act that answers it', async () => {
    await steward.open('/desk/registers');
    await steward.press(steward.page.locator('main a[href="/desk/challenges"]'));
    await steward.sees(right, person.fields.hometown!.title.vi);
    await steward.examine('challenges at the desk');
    await steward.press(steward.page.locator('main table a').first());
    await steward.sees(right, 'Giấy khai sinh của tôi ghi khác', '15/2001');
    await steward.examine('challenge at the desk');
    await steward.press(steward.page.locator('main a[href*="challenge="]'));
    assert.equal(await steward.page.inputValue('main [name="value_hometown"]'), right);
    await steward.sees(recordTexts.vi.answersChallenge, 'Kinh (01)');
    await steward.examine('record that was challenged');
  });

  await step('the correction answers it', async () => {
    await steward.type('reason', 'Đã đối chiếu với giấy khai sinh');
    await steward.type('sourceNumber', '15/2001');
    await steward.send('/act');
    await steward.sees(recordTexts.vi.done, right);
    await steward.open('/desk/challenges');
    await steward.sees(words.noneOpen);
    await steward.open('/desk/challenges?answered=yes');
    await steward.sees(words.states.corrected);
  });

  await step('the person is told, and sees the answer and the new record', async () => {
    await citizen.open('/my-data');
    await citizen.sees(right, mine.states.corrected);
    await citizen.press(citizen.page.locator('main table a').first());
    await citizen.sees('Đã đối chiếu với giấy khai sinh', mine.states.corrected);
    await citizen.open('/inbox');
    await citizen.waitFor('Đã sửa thông tin của bạn');
    await citizen.leave();
  });

  await step('the steward confirms by hand, and the record says so', async () => {
    await steward.open(`/desk/registers/population/person/${motherNumber}`);
    await steward.unfold(steward.page.getByText(recordTexts.vi.confirmOpen).first());
    const confirmation = await steward.form('/confirm');
    await confirmation.locator('[name="checkedHow"]').fill('Gặp tại nhà khi rà soát');
    await confirmation.locator('[name="checkedBy"]').fill('BB-7');
    await steward.send('/confirm');
    await steward.sees(recordTexts.vi.confirmed);
    await steward.leave();
  });
});

test('scores, the league table and the repair list lead to what is to be mended', { skip }, async (t) => {
  const step = stepsOf(t);
  const words = qualityTexts.vi;
  const steward = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop' });
  await steward.signInAs(country.officers.steward, 'desk');
  const { fatherNumber } = country.couples[1]!;
  await country.ask(`UPDATE population.person SET hometown = NULL WHERE number = $1`, [fatherNumber]);

  await step('the steward has the stock counted again and sees the scores', async () => {
    await steward.open('/desk/quality/population/person');
    await steward.send('/again');
    await steward.sees(words.againDone);
    await steward.waitFor(/Thiếu quê quán/);
    await steward.sees(words.dimensions, words.provinces, 'Hà Nội');
    await steward.examine('quality of a kind');
    await steward.open('/desk/quality/population/person?province=01');
    await steward.sees('Phường Giảng Võ');
    await steward.open('/desk/quality');
    await steward.sees(words.quality, person.title.vi);
    await steward.examine('quality of all');
  });

  await step('the repair list leads to the record with its fault, and loses it when it is mended', async () => {
    await steward.open('/desk/repairs/population/person?rule=hometown_missing');
    await steward.sees(fatherNumber);
    await steward.examine('repairs');
    await steward.press(steward.page.locator('main table a', { hasText: fatherNumber }));
    await steward.sees('Thiếu quê quán');
    await country.ask(`UPDATE population.person SET hometown = 'Xã Mẫu' WHERE number = $1`, [fatherNumber]);
    await steward.open('/desk/repairs/population/person?rule=hometown_missing');
    assert.ok(!(await steward.text()).includes(fatherNumber));
    await steward.leave();
  });

  await step('an officer of a commune sees the own commune beside the country', async () => {
    const officer = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone' });
    await officer.signInAs(country.officers.police, 'desk');
    await officer.open('/desk/quality');
    await officer.sees('Địa bàn của tôi', person.title.vi);
    await officer.examine('quality of a commune');
    await officer.open('/desk/quality/population/person', 403);
    await officer.leave();
  });

  await step('everyone sees the scores, and nobody’s data', async () => {
    const anyone = await Visitor.arrive(country, browser, seen, { language: 'en', width: 'phone' });
    await anyone.open('/quality');
    await anyone.sees(publicTexts.en.title, person.title.en);
    await anyone.doesNotSee(fatherNumber);
    await anyone.examine('public quality');
    await anyone.open('/quality/population/person');
    await anyone.sees(publicTexts.en.provinces, 'Ha Noi', 'No hometown');
    await anyone.examine('public quality of a kind');
    await anyone.leave();
  });
});
