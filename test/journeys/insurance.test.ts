import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { today } from '../../src/kernel/clock.ts';
import { texts as atDesk } from '../../src/systems/insurance/desk/pages/texts.ts';
import { texts as parts } from '../../src/systems/insurance/shown/texts.ts';
import { sentences } from '../../src/systems/insurance/texts.ts';
import { texts as onMine } from '../../src/systems/portal/pages/my-insurance/texts.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** An employer declares a worker; the worker sees it; the office is paid; a hospital checks by identity card. */

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

test('from a declaration of an employer to the check at a hospital’s counter', { skip }, async (t) => {
  const step = stepsOf(t);
  const [employer] = await country.ask<{ code: string; boss: string }>(
    `SELECT unit.code, (SELECT person_number FROM enterprises.representative r WHERE r.enterprise_code = unit.code
       AND upper_inf(r.valid_during) LIMIT 1) AS boss FROM insurance.employer unit ORDER BY unit.code LIMIT 1`,
  );
  const [worker] = await country.ask<{ number: string; name: string; born: string }>(
    `SELECT p.number, p.full_name AS name, p.born_on::text AS born FROM population.person p
       JOIN insurance.coverage c ON c.person_number = p.number AND c.valid_during @> $1::date
      WHERE upper_inf(p.valid_during) AND p.born_on BETWEEN '1975-01-01' AND '2000-01-01'
        AND NOT EXISTS (SELECT FROM insurance.participation h WHERE h.person_number = p.number) ORDER BY p.number LIMIT 1`,
    [today()],
  );
  const month = today().slice(0, 7);
  const boss = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop' });
  await boss.signInAs(employer!.boss, 'portal');
  const person = await Visitor.arrive(country, browser, seen, { language: 'en', width: 'phone', javaScript: false });
  await person.signInAs(worker!.number, 'portal');
  const officer = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop' });
  await officer.signInAs(country.officers.insurance, 'desk');

  await step('the representative sends a file: one worker is recorded, a wrong row says what to do', async () => {
    await boss.open('/my-insurance');
    await boss.press('main a[href="/employer-insurance"]');
    await boss.examine('employers');
    await boss.press(`main a[href="/employer-insurance/${employer!.code}"]`);
    await boss.examine('employer insurance');
    const csv = `Số định danh;Họ và tên;Phương án;Từ ngày;Mức lương\r\n${worker!.number};${worker!.name};TM;${month}-01;12.500.000\r\n${worker!.number};${worker!.name};TM;31/02/2026;1\r\n`;
    await boss.page.setInputFiles('main [name="file"]', {
      name: 'khai-bao.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(csv),
    });
    await boss.send(`/employer-insurance/${employer!.code}`);
    await boss.sees(parts.vi.counts.split(',')[0]!.replace('{accepted}', '1'), sentences['insurance.row_day']!.vi);
    await boss.examine('declaration');
  });

  await step('the worker sees the employer and the wage on a phone, in English', async () => {
    await person.open('/my-insurance');
    await person.sees(onMine.en.summary, parts.en.periods, '12,500,000');
    await person.examine('my insurance');
  });

  await step('the office opens the declaration and the worker’s file', async () => {
    await officer.open('/desk');
    await officer.sees(atDesk.vi.declarations);
    await officer.examine('insurance desk');
    await officer.press(officer.page.locator('main tbody a[href^="/desk/insurance/declarations/"]').first());
    await officer.sees(sentences['insurance.row_day']!.vi);
    await officer.examine('declaration at the office');
    await officer.open(`/desk/insurance/people/${worker!.number}`);
    await officer.sees(worker!.name);
    await officer.examine('insured person');
    await officer.open(`/desk/insurance/people/${worker!.number}/grant`);
    await officer.examine('insurance form');
    await officer.open(`/desk/insurance/employers/${employer!.code}`);
    await officer.examine('employer at the office');
  });

  await step('a hospital’s machine asks with what is on the identity card, once', async () => {
    const asked = { number: worker!.number, fullName: worker!.name, bornOn: worker!.born };
    const { status, output } = await country.hospital.call(
      'insurance.checkAtHospital',
      asked,
      'health-insurance-check',
    );
    assert.equal(status, 200);
    assert.equal(output.isInsured, true);
    assert.equal((output.card as { levelPercent: number }).levelPercent, 80);
    const wrong = { ...asked, bornOn: '1970-01-01' };
    const refused = await country.hospital.call('insurance.checkAtHospital', wrong, 'health-insurance-check');
    assert.deepEqual(refused.output, { isInsured: false, reasons: ['not-the-holder'] });
    await person.open('/data-log');
    await person.sees('Treatment under health insurance', 'Checked, not read');
  });
});
