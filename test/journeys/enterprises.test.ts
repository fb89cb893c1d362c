import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { communesOf } from '../../src/systems/territories/index.ts';
import { today } from '../../src/kernel/clock.ts';
import { texts as atDesk } from '../../src/systems/enterprises/desk/pages/texts.ts';
import { registrationSentences } from '../../src/systems/enterprises/registration/sentences.ts';
import { texts as onName } from '../../src/systems/portal/pages/enterprise-name/texts.ts';
import { texts as onLookUp } from '../../src/systems/portal/pages/enterprises/texts.ts';
import { texts as onMine } from '../../src/systems/portal/pages/my-enterprises/texts.ts';
import { validateFile } from '../../src/systems/trust/index.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** A person checks a name; the registrar registers the company; everyone finds it, and the owner has the certificate. */

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();
const NAME = 'Công ty TNHH một thành viên Cầu Vồng Sau Mưa';

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

test('from a free name to a registered company that everyone can look up', { skip }, async (t) => {
  const step = stepsOf(t);
  const owner = country.couples[0]!.fatherNumber;
  const ownerName = await country.nameOf(owner);
  const anyone = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone', javaScript: false });
  const registrar = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop' });
  await registrar.signInAs(country.officers.registrar, 'desk');

  await step('anyone asks whether a name is free: it is, and a registered one is not', async () => {
    await anyone.open('/services');
    await anyone.press('main a[href="/enterprises"]');
    await anyone.examine('enterprises');
    await anyone.press('main a[href="/enterprises/name"]');
    await anyone.type('name', NAME);
    await anyone.send('/enterprises/name');
    await anyone.sees(onName.vi.free);
    const [taken] = await country.ask<{ name: string }>(
      `SELECT name FROM enterprises.enterprise WHERE code = $1 AND upper_inf(valid_during)`,
      [country.enterpriseCode],
    );
    await anyone.type('name', taken!.name.toUpperCase());
    await anyone.send('/enterprises/name');
    await anyone.sees(onName.vi.taken, taken!.name);
    await anyone.examine('enterprise name');
  });

  let code = '';
  await step(
    'the registrar’s form comes back with what is wrong beside the fields, and nothing typed is lost',
    async () => {
      await registrar.open('/desk');
      await registrar.sees(atDesk.vi.search);
      await registrar.examine('enterprise search');
      await registrar.press('main a[href="/desk/enterprises/new"]');
      await registrar.type('name', NAME);
      await registrar.page.selectOption('main [name="legalForm"]', 'llc-one-member');
      await registrar.type('addressLine', 'Số 7 phố Mẫu');
      await registrar.page.selectOption('main [name="communeCode"]', communesOf('01', today())[0]!.code);
      await registrar.type('capital', '500.000.000');
      await registrar.type('industries', '6201, 6202');
      await registrar.type('holders.0.holder', owner);
      await registrar.type('holders.0.contribution', '600.000.000');
      await registrar.type('representatives.0.personNumber', owner);
      await registrar.page.selectOption('main [name="representatives.0.title"]', 'director');
      await registrar.type('reason', 'Hồ sơ đăng ký thành lập hợp lệ');
      await registrar.type('sourceNumber', 'HS-15/2026');
      await registrar.send('/desk/enterprises/new');
      await registrar.sees(registrationSentences['enterprise.shares_over_capital']!.vi);
      assert.equal(await registrar.page.inputValue('main [name="industries"]'), '6201, 6202');
      await registrar.examine('registration of an enterprise, refused');
    },
  );

  await step('put right, the company is registered and gets its code', async () => {
    await registrar.type('holders.0.contribution', '500.000.000');
    await registrar.send('/desk/enterprises/new');
    await registrar.sees(atDesk.vi.registered, NAME, ownerName);
    code = /\/desk\/enterprises\/(\d{10})/.exec(registrar.page.url())![1]!;
    await registrar.examine('enterprise file');
  });

  await step('an act is filed with its form, and the file shows both times', async () => {
    await registrar.open(`/desk/enterprises/${code}/acts/pay-in`);
    await registrar.page.selectOption('main [name="holder"]', owner);
    await registrar.type('paidIn', '500.000.000');
    await registrar.type('reason', 'Đã góp đủ vốn');
    await registrar.type('sourceNumber', 'TB-01/2026');
    await registrar.send('/acts/pay-in');
    await registrar.sees(atDesk.vi.done, atDesk.vi.act['pay-in']);
    await registrar.open(`/desk/enterprises/${code}/acts/convert`);
    await registrar.examine('act about an enterprise');
  });

  await step('everyone finds it by some words without tones; nobody’s number is shown', async () => {
    await anyone.open('/enterprises?words=cau+vong');
    await anyone.sees(NAME, onLookUp.vi.enterprises, code);
    await anyone.press(`main a[href="/enterprises/${code}"]`);
    await anyone.sees(NAME, ownerName);
    await anyone.doesNotSee(owner);
    await anyone.examine('enterprise');
  });

  await step('the owner has the sealed certificate, which the page of verification knows', async () => {
    const person = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone' });
    await person.signInAs(owner);
    await person.open('/my-enterprises');
    await person.sees(NAME, onMine.vi.roles.representative);
    await person.examine('my enterprises');
    const pdf = await person.download(`/my-enterprises/${code}/certificate`);
    const [signature] = (await validateFile(country.house, { filename: 'certificate.pdf', bytes: pdf })).signatures;
    assert.equal(signature?.indication, 'TOTAL-PASSED');
    const [certificate] = await country.ask<{ code: string }>(
      `SELECT verification_code AS code FROM enterprises.certificate c JOIN enterprises.filing f ON f.id = c.filing_id
        WHERE f.subject = $1`,
      [code],
    );
    await person.open(`/verify/${certificate!.code}`);
    await person.sees(NAME, code);
    await person.open('/data-log');
    await person.sees('Đăng ký doanh nghiệp');
    await person.leave();
  });

  await step('somebody else gets no certificate of it', async () => {
    const other = await Visitor.arrive(country, browser, seen, { language: 'en', width: 'desktop' });
    await other.signInAs(country.couples[1]!.motherNumber);
    await other.open(`/my-enterprises/${code}/certificate`, 404);
    await other.leave();
  });
  await anyone.leave();
  await registrar.leave();
});
