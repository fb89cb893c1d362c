import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { texts as familyTexts } from '../../src/systems/portal/pages/my-family/texts.ts';
import { texts as ownTexts } from '../../src/systems/portal/pages/my-residence/texts.ts';
import { texts as deskTexts } from '../../src/systems/population/desk/pages/texts.ts';
import { texts as officeTexts } from '../../src/systems/population/office/pages/texts.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** A woman moves into a household of her own: she applies from home, the police approve, the register says so at once. */

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();
const NEW_HOME = 'Số 7, phố Núi Trúc';

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

test('residence: applied for from home, decided at the desk, seen by oneself', { skip }, async (t) => {
  const step = stepsOf(t);
  const { motherNumber, fatherNumber } = country.couples[0]!;
  const [home] = await country.ask<{ commune: string; head: string }>(
    `SELECT commune_code AS commune, head_number AS head FROM population.household h
       JOIN population.residence r ON r.household_id = h.id WHERE r.person_number = $1`,
    [motherNumber],
  );
  const mover = home!.head === motherNumber ? fatherNumber : motherNumber;
  const name = await country.nameOf(mover);
  const citizen = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone', javaScript: false });
  await citizen.signInAs(mover);
  const police = await Visitor.arrive(country, browser, seen, { language: 'vi' });
  await police.signInAs(country.officers.police, 'desk');

  await step('the own residence leads to the form, which says beside the fields what is missing', async () => {
    await citizen.open('/my-residence');
    await citizen.sees(ownTexts.vi.home, ownTexts.vi.noApplications);
    await citizen.inBoth('my residence', async () => undefined);
    await citizen.open('/my-residence/apply/move');
    await citizen.send('/apply/move');
    assert.match(citizen.page.url(), /apply\/move/);
    await citizen.press(citizen.page.locator('main form[method="post"] button').first());
    assert.ok(await citizen.refusalOf('proof'));
    await citizen.examine('residence application, refused');
  });

  await step('the application waits for the police', async () => {
    await citizen.page.selectOption('main [name="communeCode"]', home!.commune);
    await citizen.type('addressLine', NEW_HOME);
    await citizen.page.selectOption(`main [name="relation-${mover}"]`, 'head');
    await citizen.type('proof', 'Hợp đồng thuê nhà số 12/2026');
    await citizen.press(citizen.page.locator('main form[method="post"] button').first());
    await citizen.sees(ownTexts.vi.applied, ownTexts.vi.open, NEW_HOME);
  });

  await step('an officer finds it, sees who lives where, and approves', async () => {
    await police.open('/desk/residence');
    await police.sees(deskTexts.vi.waiting, name);
    await police.inBoth('residence desk', async () => undefined);
    await police.press(police.page.locator('main table a').first());
    await police.sees(NEW_HOME, name);
    await police.inBoth('residence application', async () => undefined);
    await police.press(police.page.locator('main form button').first());
    await police.sees(deskTexts.vi.doneApprove);
    await police.open(`/desk/residence/people/${mover}`);
    await police.sees(NEW_HOME, deskTexts.vi.earlier);
    await police.inBoth('resident', async () => undefined);
    await police.open(`/desk/residence/people/${mover}/family`);
    await police.sees(name);
    await police.inBoth('family', async () => undefined);
  });

  await step('the person lives there now, and sees the own family and card', async () => {
    await citizen.open('/my-residence');
    await citizen.sees(NEW_HOME, ownTexts.vi.approved, ownTexts.vi.earlier);
    await citizen.open('/my-family');
    await citizen.sees(familyTexts.vi.title);
    await citizen.inBoth('my family', async () => undefined);
    await citizen.open('/my-identity-card');
    await citizen.inBoth('my identity card', async () => undefined);
    await citizen.leave();
    await police.leave();
  });
});

test('the identity office notes a lost card and issues another', { skip }, async () => {
  const { motherNumber } = country.couples[1]!;
  const officer = await Visitor.arrive(country, browser, seen, { language: 'vi' });
  await officer.signInAs(country.officers.identity, 'desk');
  await officer.open('/desk');
  await officer.sees(officeTexts.vi.identityLead);
  await officer.open(`/desk/identity/${motherNumber}/issue`);
  await officer.page.selectOption('main [name="cause"]', 'lost');
  await officer.type('reason', 'Mất thẻ');
  await officer.type('documentNumber', 'DC02-8/2026');
  await officer.send('/issue');
  await officer.sees(officeTexts.vi.done, 'DC02-8/2026');
  await officer.inBoth('identity card', async () => undefined);
  await officer.open('/desk/foreigners');
  await officer.inBoth('foreigners', async () => undefined);
  await officer.open('/desk/foreigners/new');
  await officer.inBoth('foreigner form', async () => undefined);
  await officer.leave();
});
