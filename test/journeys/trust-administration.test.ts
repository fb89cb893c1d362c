import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { texts } from '../../src/systems/trust/administration/pages/texts.ts';
import { machineTexts } from '../../src/systems/trust/administration/pages/machine-texts.ts';
import { texts as authenticationTexts } from '../../src/systems/trust/authentication/pages/texts.ts';
import { enrolmentSentences } from '../../src/systems/trust/enrolment/texts.ts';
import { requestFor } from '../support/certification-request.ts';
import { sealPdf } from '../../src/systems/trust/index.ts';
import { administrationSentences } from '../../src/systems/trust/administration/texts.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { documentOf } from '../support/document.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** Two administrators of the trust services: one asks, another decides. */

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();
const words = texts.vi;
const DESK = '/desk/certificates';
const why = 'Báo mất thiết bị giữ khóa, biên bản số 12.';

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
  'a seal whose key is lost is stopped at once, and revoked when another administrator approves',
  { skip },
  async (t) => {
    const step = stepsOf(t);
    const agency = { code: 'G15', name: 'Bộ Tư pháp' };
    const { certificateSerial: serial } = await sealPdf(country.house, {
      pdf: documentOf('An'),
      agency,
      reason: 'Cấp kết quả',
      at: new Date(),
    });
    // Nothing of this needs a script.
    const first = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop', javaScript: false });
    await first.signInAs(country.officers.trustAdministrator, 'desk');
    let request = '';

    await step('the desk leads to the certificates, where the seal is found without tones', async () => {
      await first.open('/desk');
      await first.sees(words.certificatesLead, words.askSeal);
      await first.examine('certificates');
      await first.type('words', 'bo tu phap');
      await first.press('main form button');
      await first.press('main table a >> nth=0');
      assert.equal(new URL(first.page.url()).pathname, `${DESK}/${serial}`);
      await first.sees('Bộ Tư pháp', 'EC P-256', words.noActs, words.noRequests);
      await first.examine('certificate');
    });

    await step('without words or a reason nothing is asked, and what was typed stays', async () => {
      const form = await first.form('/revoke');
      const revocation = first.page.locator('details', { has: first.page.locator('form[action$="/revoke"]') });
      await first.unfold(revocation.locator('summary'));
      await form.locator('[name="revokeWhy"]').fill('ngắn');
      await first.send('/revoke');
      await first.sees(administrationSentences['trust.reason_needed']!.vi);
      assert.equal(await (await first.form('/revoke')).locator('[name="revokeWhy"]').inputValue(), 'ngắn');
      await first.examine('certificate, refused');
    });

    await step('the key may be in other hands: it is stopped as soon as the revocation is asked for', async () => {
      await first.choose('reason', 'keyCompromise');
      await (await first.form('/revoke')).locator('[name="revokeWhy"]').fill(why);
      await first.send('/revoke');
      await first.sees(words.done.asked, words.wasSuspended, words.ownRequest, why);
      assert.equal(await first.page.locator('main form[action$="/approve"]').count(), 0);
      await first.examine('own request');
      request = new URL(first.page.url()).pathname;
      await first.open(`${DESK}/${serial}`);
      await first.sees('Tạm dừng', words.openRequest);
    });

    await step('another administrator finds it among what waits, on a phone, and approves', async () => {
      const second = await Visitor.arrive(country, browser, seen, { language: 'en', width: 'phone' });
      await second.signInAs(country.officers.secondTrustAdministrator, 'desk');
      await second.open(DESK);
      await second.sees(texts.en.waitingOne);
      await second.examine('certificates');
      await second.open(`${DESK}/requests`);
      await second.examine('requests');
      await second.press('main table a >> nth=0');
      assert.equal(new URL(second.page.url()).pathname, request);
      await second.sees(texts.en.decideLead, why);
      await second.examine('request');
      await second.send('/approve');
      await second.sees(texts.en.done.approve, 'Approved');
      await second.open(`${DESK}/${serial}`);
      await second.sees('Revoked', texts.en.nothingToAsk, why);
      await second.examine('certificate');
      await second.open(`${DESK}/requests?over=true`);
      await second.sees('Bộ Tư pháp');
      await second.leave();
    });

    await step('the calendar says what ends when, here and to other programs', async () => {
      await first.open(`${DESK}/calendar`);
      await first.sees(words.calendarLead);
      await first.inBoth('calendar', async () => undefined);
      const calendar = (await first.download(`${DESK}/calendar/export.ics`)).toString();
      assert.match(calendar, /^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n/);
      assert.ok(calendar.endsWith('END:VCALENDAR\r\n'));
    });

    await step('the state tells of the root, the lists, the log, and what takes two officials', async () => {
      await first.open(`${DESK}/state`);
      await first.sees(words.noAlarms, words.rootLead, words.fourEyesList[0]!, words.automaticList[0]!);
      await first.inBoth('state of trust', async () => undefined);
    });

    await step('another seal is asked for by the code of an agency that there is', async () => {
      await first.open(`${DESK}/seal`);
      await first.type('agency', 'Z99');
      await first.type('why', why);
      await first.send('/seal');
      assert.equal(await first.refusalOf('agency'), administrationSentences['trust.agency_unknown']!.vi);
      await first.examine('seal, refused');
      await first.type('agency', 'g15');
      await first.send('/seal');
      await first.sees('Bộ Tư pháp', words.done.asked);
      await first.type('words', 'Gửi nhầm, xin rút lại.');
      await first.send('/withdraw');
      await first.sees(words.done.withdraw);
    });
    await first.leave();
  },
);

test(
  'an official gets a certificate to authenticate with, and an agency a permit for its machines',
  { skip },
  async (t) => {
    const step = stepsOf(t);
    const steward = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone', javaScript: false });
    await steward.signInAs(country.officers.steward, 'desk');
    const admin = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop', javaScript: false });
    await admin.signInAs(country.officers.trustAdministrator, 'desk');
    const own = authenticationTexts.vi;
    const machine = machineTexts.vi;
    const request = requestFor([], generateKeyPairSync('ec', { namedCurve: 'P-256' })).toString('base64');

    await step('what is no request comes back, and a request waits for an administrator', async () => {
      await steward.open('/desk/signatures');
      await steward.press('main a[href="/desk/authentication"]');
      await steward.sees(own.lead, own.none);
      await steward.type('request', 'không phải yêu cầu');
      await steward.type('why', why);
      await steward.send('/desk/authentication');
      assert.equal(await steward.refusalOf('request'), enrolmentSentences['trust.request_malformed']!.vi);
      await steward.examine('own certificates, refused');
      await steward.type('request', request);
      await steward.send('/desk/authentication');
      await steward.sees(own.done.asked, own.waiting);
    });

    await step('the administrator sees name, post and key, and approves', async () => {
      await admin.open(`${DESK}/requests`);
      await admin.press('main table a >> nth=0');
      await admin.sees('Cấp chứng thư xác thực cho cán bộ', machine.keyName, why);
      await admin.examine('request of an official');
      await admin.send('/approve');
      await admin.sees(words.done.approve);
    });

    await step('the official finds it, takes it away and can revoke it', async () => {
      await steward.open('/desk/authentication');
      await steward.examine('own certificates');
      await steward.press('main table a >> nth=0');
      await steward.sees(own.chain, own.useLead);
      await steward.examine('own certificate');
      const pem = (await steward.download(`${new URL(steward.page.url()).pathname}/chain.pem`)).toString();
      assert.equal(pem.match(/BEGIN CERTIFICATE/g)?.length, 2);
      await steward.choose('reason', 'superseded');
      await steward.send('/revoke');
      await steward.sees(own.done.revoked, 'Đã thu hồi');
    });

    await step('a permit is asked for, approved by another, and its secret shown once', async () => {
      await admin.open(`${DESK}/permits`);
      await admin.sees(machine.noPermits);
      await admin.press(`main a[href="${DESK}/permits/new"]`);
      await admin.examine('new permit');
      await admin.choose('protocol', 'est');
      await admin.page.selectOption('[name="profile"]', 'exchange-node');
      await admin.type('agency', 'G15');
      await admin.type('names', '.nut.example');
      await admin.type('uses', '2');
      await admin.type('days', '7');
      await admin.type('why', why);
      await admin.send('/permits/new');
      await admin.sees(words.done.asked, '.nut.example');
      const asked = new URL(admin.page.url()).pathname;
      const second = await Visitor.arrive(country, browser, seen, { language: 'en', width: 'phone' });
      await second.signInAs(country.officers.secondTrustAdministrator, 'desk');
      await second.open(asked);
      await second.send('/approve');
      await second.sees(texts.en.done.approve);
      await admin.open(asked);
      await admin.send('/secret');
      await admin.sees(machine.secretOnce, 'curl --user est-');
      await admin.examine('secret of a permit');
      await second.open(`${DESK}/permits`);
      await second.sees(machineTexts.en.states.holds);
      await second.examine('permits');
      await second.open(`${DESK}/machine`);
      await second.examine('certificate for a machine');
      await second.leave();
    });
    await steward.leave();
    await admin.leave();
  },
);
