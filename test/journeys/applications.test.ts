import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { today } from '../../src/kernel/clock.ts';
import { applicationSentences } from '../../src/systems/enterprises/application/sentences.ts';
import { texts as applying } from '../../src/systems/enterprises/applying/pages/texts.ts';
import { texts as atDesk } from '../../src/systems/enterprises/desk/applications/pages/texts.ts';
import { registrationSentences } from '../../src/systems/enterprises/registration/sentences.ts';
import { communesOf } from '../../src/systems/territories/index.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** Two people found a company online, without a script; the registrar asks for more and accepts; a household business is registered. */

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();
const NAME = 'Công ty TNHH Đường Mây Qua Núi';
const vi = applying.vi;

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

test('two people found a company online, and the registrar decides', { skip }, async (t) => {
  const step = stepsOf(t);
  const { fatherNumber: founder, motherNumber: partner } = country.couples[0]!;
  const partnerName = await country.nameOf(partner);
  const person = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone', javaScript: false });
  await person.signInAs(founder);
  const other = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone', javaScript: false });
  await other.signInAs(partner);
  const registrar = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop' });
  await registrar.signInAs(country.officers.registrar, 'desk');
  const EDIT = /\/edit$/;
  const pressNamed = async (value: string) =>
    person.press((await person.form(EDIT)).locator(`button[name="do"][value="${value}"]`));

  await step('a founder begins, and what is wrong is said beside the fields before it is submitted', async () => {
    await person.open('/my-enterprises');
    await person.press('main a[href="/my-enterprises/applications"]');
    await person.examine('applications');
    await person.choose('matter', 'register');
    await person.page.selectOption('main [name="provinceCode"]', '01');
    await person.send('/my-enterprises/applications');
    assert.equal(await person.page.inputValue('main [name="holders.0.holder"]'), founder);
    await person.type('name', NAME);
    await person.page.selectOption('main [name="legalForm"]', 'llc-more-members');
    await person.type('addressLine', 'Số 7 phố Mẫu');
    await person.page.selectOption('main [name="communeCode"]', communesOf('01', today())[0]!.code);
    await person.type('capital', '500.000.000');
    await person.type('industries', '6201, 6202');
    await person.type('holders.0.contribution', '300.000.000');
    await person.type('holders.1.holder', partner);
    await person.type('holders.1.name', partnerName);
    await person.type('holders.1.contribution', '100.000.000');
    await person.page.selectOption('main [name="representatives.0.title"]', 'director');
    await pressNamed('check');
    await person.sees(registrationSentences['enterprise.shares_under_capital']!.vi);
    await person.examine('form of an application, checked');
  });

  await step('the draft is kept, and goes on where it was left', async () => {
    await pressNamed('save');
    await person.sees(vi.saved);
    await person.open('/my-enterprises/applications');
    await person.sees(NAME);
    await person.press(person.page.locator('main a[href$="/edit"]').first());
    await person.type('holders.1.contribution', '200.000.000');
    await pressNamed('check');
    await person.sees(vi.checkedTitle);
    await person.send(EDIT);
    await person.sees(applicationSentences['enterprise.declaration_needed']!.vi);
    await person.page.locator('main input[name="declaration"]').press('Space');
    await person.send(EDIT);
    await person.sees(vi.done, vi.doneConsent, vi.stepConsent);
    await person.examine('application that waits for agreement');
  });

  await step('the partner is asked, reads it without the founder’s number, and agrees', async () => {
    await other.open('/inbox');
    await other.open('/my-enterprises/applications');
    await other.sees(vi.asked, NAME);
    await other.press(other.page.locator('main table a').first());
    await other.sees(vi.answer);
    await other.doesNotSee(founder);
    await other.examine('application that asks for agreement');
    await other.choose('agrees', 'yes');
    await other.send(/\/answer$/);
    await other.sees(vi.answered);
  });

  let path = '';
  await step('the registrar asks for more, and the founder submits it again', async () => {
    await registrar.open('/desk/enterprises');
    await registrar.press('header a[href="/desk/applications"]');
    await registrar.sees(NAME);
    await registrar.examine('queue of applications');
    await registrar.press(
      registrar.page.getByRole('link', { name: /.+/ }).and(registrar.page.locator('main table a')).first(),
    );
    path = new URL(registrar.page.url()).pathname;
    await registrar.examine('application at the desk');
    await registrar.choose('decision', 'supplement');
    await registrar.send(path);
    await registrar.sees(applicationSentences['enterprise.note_needed']!.vi);
    await registrar.type('note', 'Ghi rõ tầng của trụ sở.');
    await registrar.send(path);
    await registrar.sees(atDesk.vi.done.supplement);
    await person.open(`/my-enterprises/applications${path.slice('/desk/applications'.length)}`);
    await person.sees(vi.asksFor, 'Ghi rõ tầng của trụ sở.');
    await person.press('main a[href$="/edit"]');
    await person.type('addressLine', 'Tầng 2, số 7 phố Mẫu');
    await person.page.locator('main input[name="declaration"]').press('Space');
    await person.send(EDIT);
    await other.open(`/my-enterprises/applications${path.slice('/desk/applications'.length)}`);
    await other.choose('agrees', 'yes');
    await other.send(/\/answer$/);
  });

  await step('accepted, the company is there with its certificate, and the partner sees it, too', async () => {
    await registrar.open(path);
    await registrar.choose('decision', 'accept');
    await registrar.send(path);
    await registrar.sees(atDesk.vi.done.accept);
    await person.open(`/my-enterprises/applications${path.slice('/desk/applications'.length)}`);
    await person.sees(vi.result);
    await person.examine('application that was accepted');
    const href = await person.page.locator('main a[href$="/certificate"]').getAttribute('href');
    assert.ok((await person.download(href!)).length > 10_000);
    await other.open('/my-enterprises');
    await other.sees(NAME);
  });

  await step('the officer of the commune registers the partner’s household business', async () => {
    await other.open('/my-enterprises/applications');
    await other.choose('matter', 'household-register');
    await other.page.selectOption('main [name="provinceCode"]', '01');
    await other.send('/my-enterprises/applications');
    const [home] = await country.ask<{ territory: string }>(
      `SELECT a.territory_code AS territory FROM organisations.appointment p
        JOIN organisations.official o ON o.id = p.official_id JOIN organisations.agency a ON a.code = p.agency_code
       WHERE o.personal_number = $1 AND p.role = 'household-business-officer'`,
      [country.officers.householdOfficer],
    );
    await other.type('name', 'Hộ kinh doanh Chè Bưởi Ngõ Nhỏ');
    await other.type('addressLine', 'Số 3 ngõ Mẫu');
    await other.page.selectOption('main [name="communeCode"]', home!.territory);
    await other.type('capital', '30.000.000');
    await other.page.selectOption('main [name="vsicCode"]', '5610');
    await other.page.locator('main input[name="declaration"]').press('Space');
    await other.examine('form of a household business');
    await other.send(EDIT);
    await other.sees(vi.done);
    const officer = await Visitor.arrive(country, browser, seen, { language: 'en', width: 'desktop' });
    await officer.signInAs(country.officers.householdOfficer, 'desk');
    await officer.open('/desk');
    await officer.press(officer.page.locator('main table a').first());
    await officer.choose('decision', 'accept');
    await officer.send(/\/desk\/applications\//);
    await officer.sees(atDesk.en.done.accept);
    await officer.leave();
    await other.open('/my-enterprises');
    await other.sees('Hộ kinh doanh Chè Bưởi Ngõ Nhỏ');
  });
  await person.leave();
  await other.leave();
  await registrar.leave();
});
