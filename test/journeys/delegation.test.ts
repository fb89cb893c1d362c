import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { today } from '../../src/kernel/clock.ts';
import { texts } from '../../src/systems/identity/signing/delegation/texts.ts';
import { DELEGATIONS_PATH } from '../../src/systems/identity/signing/paths.ts';
import { texts as signingTexts } from '../../src/systems/identity/signing/pages/texts.ts';
import { appoint, endAppointment } from '../../src/systems/organisations/index.ts';
import { texts as verifyTexts } from '../../src/systems/portal/pages/verify/texts.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { documentOf } from '../support/document.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry, sessionOf } from './country.ts';
import { consent, withPasskey } from './passkey.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** A chair lets the deputy sign, and the deputy does. */

let country: JourneyCountry;
let browser: Browser;
const words = texts.vi;
const folder = mkdtempSync(join(tmpdir(), 'delegation-'));
const paper = join(folder, 'Quyết định.pdf');

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
  writeFileSync(paper, documentOf('Quyết định phân công'));
});
after(async () => {
  rmSync(folder, { recursive: true });
  await closeWindows(browser);
  await country?.close();
});

test('a chair lets the deputy sign decisions, and the deputy signs one as such', { skip }, async (t) => {
  const step = stepsOf(t);
  const { holder } = await sessionOf(country, 'desk', country.officers.civilStatus);
  const { agencyCode } = holder.post!;
  const [first, second] = country.families.married;
  const [chairNumber, deputyNumber] = [first!.motherNumber, second!.motherNumber];
  const during = { from: '2025-08-01' };
  const post = { agencyCode, during };
  const chairId = await appoint(country.house, { personalNumber: chairNumber, role: 'committee-chair', ...post });
  await appoint(country.house, { personalNumber: deputyNumber, role: 'committee-deputy-chair', ...post });
  const seen = new Set<string>();
  const chair = await Visitor.arrive(country, browser, seen, { language: 'vi' });
  await chair.signInAs(chairNumber, 'desk');
  const deputy = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone' });
  await deputy.signInAs(deputyNumber);
  const { takeAway } = await withPasskey(deputy);
  let path = '';

  await step('who heads no agency lets nobody sign', async () => {
    const officer = await Visitor.arrive(country, browser, seen, { language: 'vi' });
    await officer.signInAs(country.officers.civilStatus, 'desk');
    await officer.open(DELEGATIONS_PATH);
    await officer.sees(words.nothingReceived);
    await officer.open(`${DELEGATIONS_PATH}/new`, 403);
    await officer.leave();
  });

  await step('the chair says who, how, what, on which grounds and how long; what is missing is named', async () => {
    await chair.open('/desk/signatures');
    await chair.press(`main a[href="${DELEGATIONS_PATH}"]`);
    await chair.press(`main a[href="${DELEGATIONS_PATH}/new"]`);
    await chair.inBoth('letting somebody sign', async (language) => chair.sees(texts[language].newLead));
    await chair.send(DELEGATIONS_PATH);
    await chair.examine('letting somebody sign, refused');
    const deputyName = await country.nameOf(deputyNumber);
    await chair.page.selectOption('[name=to]', { label: `${deputyName} – Phó Chủ tịch Ủy ban nhân dân` });
    await chair.page.check('[name=capacity][value=deputy]', { force: true });
    await chair.page.fill('[name=grounds]', '12/QĐ-UBND, Quyết định phân công nhiệm vụ');
    const [year, month, day] = today().split('-') as [string, string, string];
    for (const name of ['groundsOn', 'fromOn']) {
      await chair.page.fill(`[name="${name}.day"]`, day);
      await chair.page.fill(`[name="${name}.month"]`, month);
      await chair.page.fill(`[name="${name}.year"]`, year);
    }
    await chair.page.check('[name=kinds][value=decision]', { force: true });
    await chair.page.check('[name=kinds][value=notice]', { force: true });
    await chair.send(DELEGATIONS_PATH);
    await chair.sees(words.done, 'KT. CHỦ TỊCH ỦY BAN NHÂN DÂN', words.offered);
    path = new URL(chair.page.url()).pathname;
    await chair.examine('a delegation');
  });

  await step('the deputy sees it among the own signatures, and accepts', async () => {
    await deputy.open('/account');
    await deputy.page.fill('#label', 'Thẻ công vụ');
    await deputy.press('#passkey-add button');
    await deputy.signInAs(deputyNumber, 'desk');
    await deputy.open('/desk/signatures/certificates/new');
    await deputy.press(consent(deputy));
    await deputy.sees(words.offered, await country.nameOf(chairNumber));
    await deputy.open(path);
    await deputy.send('/accepted');
    await deputy.sees(words['in-force']);
    await deputy.examine('an accepted delegation');
    await deputy.open('/desk/signatures');
    await deputy.examine('signatures of a deputy');
  });

  await step('the deputy signs a decision for the chair, and anyone can see by what right', async () => {
    await deputy.page.setInputFiles('[name=file]', paper);
    await deputy.send('/documents');
    await deputy.examine('document to sign for another');
    await deputy.page.check(`[name=delegationId][value="${path.split('/').at(-1)}"]`, { force: true });
    await deputy.page.selectOption('[name=kind]', 'decision');
    await deputy.press(consent(deputy));
    await deputy.sees(signingTexts.vi.doneSigned);
    const [download] = await Promise.all([
      deputy.page.waitForEvent('download'),
      deputy.click('a[href$="/signed.pdf"]'),
    ]);
    const signed = join(folder, 'signed.pdf');
    await download.saveAs(signed);
    await chair.open('/verify');
    await chair.page.setInputFiles('main input[type=file]', signed);
    await chair.press('main form:has(input[type=file]) button');
    await chair.sees('KT. CHỦ TỊCH ỦY BAN NHÂN DÂN', verifyTexts.vi.delegation, '12/QĐ-UBND');
  });

  await step('when the chair leaves the post nothing is signed for the chair any more', async () => {
    await deputy.open('/desk/signatures');
    await deputy.page.setInputFiles('[name=file]', paper);
    await deputy.send('/documents');
    await deputy.page.check(`[name=delegationId][value="${path.split('/').at(-1)}"]`, { force: true });
    await deputy.page.selectOption('[name=kind]', 'decision');
    await endAppointment(country.house, { officialId: chairId, role: 'committee-chair', agencyCode, on: today() });
    await deputy.click(consent(deputy));
    await deputy.page.locator('[role=alert]').waitFor({ state: 'visible' });
    await chair.open(path);
    await chair.page.fill('[name=why]', 'Chủ tịch trực tiếp ký từ hôm nay');
    await chair.send('/ended');
    await chair.sees(words.ended, 'Chủ tịch trực tiếp ký từ hôm nay');
  });
  await takeAway();
  await deputy.leave();
  await chair.leave();
});
