import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { fill, formatDate } from '../../src/kernel/text.ts';
import { civilDate } from '../../src/kernel/clock.ts';
import { texts as deskTexts } from '../../src/systems/civil-status/desk/pages/texts.ts';
import { FORM_TITLES } from '../../src/systems/civil-status/desk/forms.ts';
import { STATUSES } from '../../src/systems/civil-status/books.ts';
import { texts as entriesTexts } from '../../src/systems/portal/pages/entries/texts.ts';
import { texts as verifyTexts } from '../../src/systems/portal/pages/verify/texts.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** An officer registers a marriage and then a death; the widow takes an extract of her marriage, and anyone can check it. */

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();
const words = deskTexts.vi;

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

/** Where pictures of the pages are kept, for who wants to look at them. */
const PICTURES = process.env.PICTURES;
const isShown = PICTURES !== undefined;
async function picture(visitor: Visitor, name: string): Promise<void> {
  if (PICTURES) writeFileSync(`${PICTURES}/${name}.png`, await visitor.page.screenshot({ fullPage: true }));
}

/** Somebody of age in the first commune who is not married, and of whose parents nothing is recorded. */
async function single(sex: 'male' | 'female'): Promise<{ number: string; name: string }> {
  const [found] = await country.ask<{ number: string; name: string }>(
    `SELECT p.number, p.full_name AS name FROM population.person p
       JOIN population.residence r ON r.person_number = p.number AND upper_inf(r.valid_during)
       JOIN population.household h ON h.id = r.household_id
      WHERE p.sex = $1 AND upper_inf(p.valid_during) AND p.died_on IS NULL AND p.born_on < '2000-01-01'
        AND h.commune_code = (SELECT a.territory_code FROM organisations.appointment x
          JOIN organisations.official o ON o.id = x.official_id JOIN organisations.agency a ON a.code = x.agency_code
          WHERE o.personal_number = $2 AND x.role = 'civil-status-officer')
        AND NOT EXISTS (SELECT FROM population.relation f WHERE p.number = f.person_number AND f.kind IN ('mother', 'father', 'spouse'))
        AND NOT EXISTS (SELECT FROM civil_status.marriage m WHERE p.number IN (m.husband_number, m.wife_number))
        AND NOT EXISTS (SELECT FROM organisations.official o WHERE o.personal_number = p.number)
      ORDER BY p.born_on DESC LIMIT 1`,
    [sex, country.officers.civilStatus],
  );
  return found!;
}

test(
  'an officer registers a marriage, then a death, and the widow takes an extract that anyone can check',
  { skip },
  async (t) => {
    const step = stepsOf(t);
    const [husband, wife] = [await single('male'), await single('female')];
    const today = civilDate(new Date());
    const officer = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop', isShown });
    await officer.signInAs(country.officers.civilStatus, 'desk');
    const typeDate = async (name: string) => {
      const [year, month, day] = today.split('-') as [string, string, string];
      await officer.type(`${name}.day`, day);
      await officer.type(`${name}.month`, month);
      await officer.type(`${name}.year`, year);
    };
    let marriageNumber = '';

    await step('the desk leads to the books, and from there to every act', async () => {
      await officer.open('/desk/queue');
      await officer.press(officer.page.getByRole('link', { name: 'Sổ hộ tịch' }).first());
      await officer.sees(words.book, FORM_TITLES.marriage!.vi, FORM_TITLES['abroad-death']!.vi);
      await officer.examine('books');
      await picture(officer, 'book');
    });

    await step(
      'a transcribed paper book is tried; a marriage needs two numbers; all else comes from the register with its source',
      async () => {
        await officer.open('/desk/civil-status/import');
        await officer.examine('paper book');
        await picture(officer, 'import');
        await officer.page.selectOption('main [name="book"]', 'death');
        await officer.page.setInputFiles('main [name="file"]', {
          name: 'so-khai-tu-1991.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from(
            'volume;number;registered_on;agency;deceased_name;died_on\n01/1991;7;02/03/1991;UBND xã Mẫu;Lê Văn Xưa;31/02/1991\n',
          ),
        });
        await officer.type('reason', 'Kế hoạch số hóa sổ hộ tịch');
        await officer.choose('run', 'try');
        await officer.send('/import');
        await officer.sees('Còn dòng chưa đúng', 'Không phải ngày dương lịch');
        await picture(officer, 'import-report');
        await officer.open('/desk/civil-status');
        await officer.press(officer.page.getByRole('link', { name: FORM_TITLES.marriage!.vi }));
        await picture(officer, 'form-numbers');
        await officer.type('husband', '123');
        await officer.send('/new/marriage');
        assert.ok(await officer.refusalOf('husband'));
        await officer.type('husband', husband.number);
        await officer.type('wife', wife.number);
        await officer.send('/new/marriage');
        await officer.sees(husband.name, wife.name, words.source);
        await officer.examine('act form');
        await picture(officer, 'form-marriage');
      },
    );

    await step('without consent and grounds it is refused, and nothing is lost', async () => {
      await officer.send('/new/marriage');
      assert.ok(await officer.refusalOf('evidence.number'));
      await officer.type('evidence.number', 'TK-2026-1');
      await officer.send('/new/marriage');
      await officer.sees('Cả hai bên phải có mặt', husband.name);
      await picture(officer, 'form-refused');
      await officer.choose('bothConsented', 'yes');
      await officer.send('/new/marriage');
      await officer.sees(words.done_registered, husband.name, wife.name, 'population.recordMarriage');
      await officer.examine('entry');
      await picture(officer, 'entry-marriage');
      marriageNumber = /số (\d+\/\d{4})/.exec(await officer.text())![1]!;
    });

    await step('the certificate is issued and sealed', async () => {
      await officer.send('/papers');
      await officer.sees(words.done_paper, 'Giấy chứng nhận kết hôn');
      await picture(officer, 'entry-paper');
      const [link] = await officer.page.locator('main a[href^="/desk/civil-status/papers/"]').all();
      const pdf = await officer.download((await link!.getAttribute('href'))!);
      assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
      if (PICTURES) writeFileSync(`${PICTURES}/certificate.pdf`, pdf);
    });

    await step('a misspelt name finds the entry; its number does too', async () => {
      await officer.open(`/desk/civil-status?words=${encodeURIComponent(husband.number)}`);
      await officer.sees(husband.name, marriageNumber);
      await officer.open(`/desk/civil-status?words=${marriageNumber}`);
      await officer.sees(wife.name);
    });

    await step('the death of the husband ends the marriage', async () => {
      await officer.open(
        `/desk/civil-status/new/death?look=yes&deceasedNumber=${husband.number}&declarantNumber=${wife.number}`,
      );
      await typeDate('diedOn');
      await officer.type('place', 'Bệnh viện Mẫu');
      await officer.choose('declarantIs', 'spouse');
      await officer.page.selectOption('main [name="evidence.kind"]', 'death-notification');
      await officer.type('evidence.number', 'GBT-1');
      await picture(officer, 'form-death');
      await officer.send('/new/death');
      await officer.sees(words.done_registered, husband.name, 'population.recordDeath', 'health.confirmDeath');
      await officer.open(`/desk/civil-status?words=${marriageNumber}`);
      await officer.sees(STATUSES.ended.vi);
      await officer.press(officer.page.locator('main a[href*="/entries/"]').first());
      await officer.sees(`${husband.name} đã chết ngày ${formatDate(today, 'vi')}`);
      await picture(officer, 'entry-ended');
      await officer.leave();
      const [relation] = await country.ask<{ open: boolean }>(
        `SELECT upper_inf(valid_during) AS open FROM population.relation WHERE person_number = $1 AND kind = 'spouse'`,
        [wife.number],
      );
      assert.notEqual(relation?.open, true);
    });

    await step('the widow takes an extract, and finds it among her documents', async () => {
      const widow = await Visitor.arrive(country, browser, seen, { language: 'en', width: 'phone', isShown });
      await widow.signInAs(wife.number);
      await widow.open('/documents');
      await widow.press(widow.page.locator('main a[href="/civil-status"]'));
      await widow.sees(entriesTexts.en.title, fill(entriesTexts.en.as, { role: 'wife' }), marriageNumber);
      await widow.examine('own entries');
      await picture(widow, 'own-entries');
      await widow.press(widow.page.locator('main form[action*="/extract"] button').first());
      await widow.sees('The extract is issued', 'Extract of');
      await picture(widow, 'documents');
      const href = await widow.page.locator('main a[download]').first().getAttribute('href');
      const pdf = await widow.download(href!);
      assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
      if (PICTURES) writeFileSync(`${PICTURES}/extract.pdf`, pdf);
      const verify = await widow.page.locator('main a[href^="/verify/"]').first().getAttribute('href');
      await widow.open(verify!);
      await widow.sees(verifyTexts.en.genuine);
      await widow.leave();
    });

    await step('the officer of another commune finds nothing of it', async () => {
      const other = await Visitor.arrive(country, browser, seen, { language: 'en', width: 'phone' });
      await other.signInAs(country.officers.elsewhere, 'desk');
      await other.open(`/desk/civil-status?words=${husband.number}`);
      await other.sees(deskTexts.en.nothingFound);
      const [entry] = await country.ask<{ id: string }>(
        `SELECT entry_id AS id FROM civil_status.party WHERE number = $1 AND book = 'marriage'`,
        [husband.number],
      );
      await other.open(`/desk/civil-status/entries/${entry!.id}`, 404);
      await other.leave();
    });
  },
);
