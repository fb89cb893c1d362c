import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { texts as deskTexts } from '../../src/systems/civil-status/marital/desk/pages/texts.ts';
import { texts as bookTexts } from '../../src/systems/civil-status/desk/pages/texts.ts';
import { texts as ownTexts } from '../../src/systems/portal/pages/marital-status/texts.ts';
import { texts as verifyTexts } from '../../src/systems/portal/pages/verify/texts.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** A person applies from the phone for a certificate to marry; the officer grants it; anyone can check it, until they are married. */

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

/** Where pictures of the pages are kept, for who wants to look at them. */
const PICTURES = process.env.PICTURES;
const isShown = PICTURES !== undefined;
async function picture(visitor: Visitor, name: string): Promise<void> {
  if (PICTURES) writeFileSync(`${PICTURES}/${name}.png`, await visitor.page.screenshot({ fullPage: true }));
}

/** Two of age in the first commune, who are not married and of whose parents nothing is recorded. */
async function singles(): Promise<Record<'male' | 'female', { number: string; name: string }>> {
  const found = await country.ask<{ sex: 'male' | 'female'; number: string; name: string }>(
    `SELECT DISTINCT ON (p.sex) p.sex, p.number, p.full_name AS name FROM population.person p
       JOIN population.residence r ON r.person_number = p.number AND upper_inf(r.valid_during)
       JOIN population.household h ON h.id = r.household_id
      WHERE upper_inf(p.valid_during) AND p.died_on IS NULL AND p.born_on < '2000-01-01'
        AND h.commune_code = (SELECT a.territory_code FROM organisations.appointment x
          JOIN organisations.official o ON o.id = x.official_id JOIN organisations.agency a ON a.code = x.agency_code
          WHERE o.personal_number = $1 AND x.role = 'civil-status-officer')
        AND NOT EXISTS (SELECT FROM population.relation f WHERE p.number = f.person_number AND f.kind IN ('mother', 'father', 'spouse'))
        AND NOT EXISTS (SELECT FROM civil_status.marriage m WHERE p.number IN (m.husband_number, m.wife_number))
        AND NOT EXISTS (SELECT FROM organisations.official o WHERE o.personal_number = p.number)
      ORDER BY p.sex, p.born_on DESC`,
    [country.officers.civilStatus],
  );
  const of = (sex: string) => found.find((one) => one.sex === sex)!;
  return { male: of('male'), female: of('female') };
}

test(
  'a certificate of marital status: applied for from a phone without a script, granted, checked, and over with the marriage',
  { skip },
  async (t) => {
    const step = stepsOf(t);
    const { male, female } = await singles();
    const applicant = await Visitor.arrive(country, browser, seen, {
      language: 'vi',
      width: 'phone',
      javaScript: false,
      isShown,
    });
    await applicant.signInAs(female.number);
    const officer = await Visitor.arrive(country, browser, seen, { language: 'vi', isShown });
    await officer.signInAs(country.officers.civilStatus, 'desk');
    const mine = ownTexts.vi;
    const desk = deskTexts.vi;
    let code = '';

    await step(
      'from one’s documents to the form, which knows the person and says beside the fields what is missing',
      async () => {
        await applicant.open('/documents');
        await applicant.press(applicant.page.locator('main a[href="/marital-status"]'));
        await applicant.sees(mine.title, female.name, mine.noApplications);
        await applicant.inBoth('marital status', async () => undefined);
        await picture(applicant, 'marital-own');
        await applicant.press(applicant.page.locator('main a[href="/marital-status/apply/marriage"]'));
        await applicant.send('/apply/marriage');
        assert.ok(await applicant.refusalOf('intendedNumber'));
        assert.ok(await applicant.refusalOf('where'));
        await applicant.examine('marital application, refused');
        await picture(applicant, 'marital-form');
      },
    );

    await step('the application is in, and waits at the desk of the commune', async () => {
      await applicant.type('intendedNumber', male.number);
      await applicant.type('intendedName', male.name);
      await applicant.type('where', 'Ủy ban nhân dân phường Giảng Võ');
      await applicant.send('/apply/marriage');
      await applicant.sees(mine.applied, mine.open, male.name);
      await officer.open('/desk/civil-status');
      await officer.press(officer.page.locator('main a[href="/desk/civil-status/marital"]'));
      await officer.sees(desk.waiting, female.name);
      await officer.inBoth('marital desk', async () => undefined);
      await picture(officer, 'marital-desk');
      const elsewhere = await Visitor.arrive(country, browser, seen, { language: 'en', width: 'phone' });
      await elsewhere.signInAs(country.officers.elsewhere, 'desk');
      await elsewhere.open('/desk/civil-status/marital');
      await elsewhere.doesNotSee(female.name);
      await elsewhere.leave();
    });

    await step('the officer sees how both stand, and grants', async () => {
      await officer.press(officer.page.locator('main table a').first());
      await officer.sees(female.name, male.name, desk.clear);
      await officer.inBoth('marital application', async () => undefined);
      await picture(officer, 'marital-application');
      await officer.press(officer.page.locator('main form button').first());
      await officer.sees(desk.doneGrant);
    });

    await step('the paper is among the documents, and its code says until when it holds', async () => {
      await applicant.open('/marital-status');
      await applicant.sees(mine.granted, mine.certificates);
      await applicant.examine('marital status with a certificate');
      await picture(applicant, 'marital-granted');
      await applicant.open('/documents');
      await applicant.sees('Giấy xác nhận tình trạng hôn nhân');
      const href = await applicant.page.locator('main a[download]').first().getAttribute('href');
      const pdf = await applicant.download(href!);
      assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
      if (PICTURES) writeFileSync(`${PICTURES}/marital.pdf`, pdf);
      code = (await applicant.page.locator('main a[href^="/verify/"]').first().getAttribute('href'))!;
      await applicant.open(code);
      await applicant.sees(verifyTexts.vi.genuine, 'Còn giá trị đến hết ngày');
      await picture(applicant, 'marital-verify');
    });

    await step('a transcribed marriage is shown to the officer, who must say what they came to', async () => {
      const columns = 'volume;number;registered_on;agency;husband_name;husband_number;wife_name';
      const row = `01/1998;7;02/03/1998;UBND xã Mẫu;${male.name};${male.number};Lê Thị Xưa`;
      await officer.open('/desk/civil-status/import');
      await officer.page.selectOption('main [name="book"]', 'marriage');
      await officer.page.setInputFiles('main [name="file"]', {
        name: 'so-ket-hon-1998.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`${columns}\n${row}\n`),
      });
      await officer.type('reason', 'Kế hoạch số hóa sổ hộ tịch');
      await officer.choose('run', 'import');
      await officer.send('/import');
      await officer.open(`/desk/civil-status/marital/people/${male.number}/issue/loan`);
      await officer.sees(desk.doubts, desk.statusUnsure, 'Lê Thị Xưa', desk.conclusion);
      await officer.inBoth('marital issue in doubt', async () => undefined);
      await picture(officer, 'marital-doubt');
      await officer.send('/issue/loan');
      await officer.sees(desk.refused, 'ghi kết quả xác minh');
      await officer.choose('status', 'never-married');
      await officer.type('grounds', 'Đã xem sổ gốc: số định danh ghi nhầm của người cùng tên');
      await officer.send('/issue/loan');
      await officer.sees(desk.issued, male.name);
    });

    await step(
      'at the desk another for the same purpose is asked why; with the marriage the first is over',
      async () => {
        await officer.open(`/desk/civil-status/marital?number=${female.number}`);
        await officer.sees(female.name, desk.certificates);
        await officer.inBoth('marital person', async () => undefined);
        await picture(officer, 'marital-person');
        await officer.press(officer.page.locator('main a[href$="/issue/marriage"]'));
        await officer.sees(desk.again);
        await officer.inBoth('marital issue', async () => undefined);
        await picture(officer, 'marital-issue');
        await officer.open(`/desk/civil-status/marital/people/${female.number}/issue/loan`);
        await officer.send('/issue/loan');
        await officer.sees(desk.issued);
        // Each desk as on a phone, and the own page as on a desk.
        const phone = { language: 'en', width: 'phone', isShown } as const;
        const pocket = await Visitor.arrive(country, browser, seen, phone);
        await pocket.signInAs(country.officers.civilStatus, 'desk');
        for (const path of [
          '',
          '?over=yes',
          `/people/${female.number}`,
          `/people/${male.number}/issue/marriage-foreigner`,
        ]) {
          await pocket.open(`/desk/civil-status/marital${path}`);
          await pocket.assertNoSideways();
          await picture(pocket, `marital-phone-${path.length}`);
        }
        await pocket.leave();
        const wide = await Visitor.arrive(country, browser, seen, { language: 'en', isShown });
        await wide.signInAs(female.number);
        for (const path of ['', '/apply/marriage', '/apply/marriage-foreigner']) {
          await wide.open(`/marital-status${path}`);
          await wide.assertNoSideways();
          await picture(wide, `marital-wide-${path.length}`);
        }
        await wide.leave();
        for (const isAgain of [false, true]) {
          await officer.open(`/desk/civil-status/marital/people/${female.number}/issue/other`);
          await officer.type('words', 'Nộp cho cơ quan tuyển dụng');
          await officer.send('/issue/other');
          if (!isAgain) await officer.sees(desk.issued);
        }
        // Of another purpose nobody knows before it is named: the form comes back and asks why.
        await officer.sees(desk.refused, desk.again);
        await officer.choose('replacingHow', 'lost');
        await officer.type('replacingReason', 'Đánh rơi khi đi nộp');
        await officer.send('/issue/other');
        await officer.sees(desk.issued);
        await officer.open(`/desk/civil-status/new/marriage?look=yes&husband=${male.number}&wife=${female.number}`);
        await officer.type('evidence.number', 'TK-2026-9');
        await officer.choose('bothConsented', 'yes');
        await officer.send('/new/marriage');
        // The transcribed book of above names him: nobody marries past it.
        await officer.sees('Sổ giấy đã số hóa ghi', male.name);
        await officer.examine('marriage, doubted');
        await picture(officer, 'marriage-doubted');
        await officer.type('doubtsSettled', 'Đã xem sổ kết hôn năm 1998: người khác, trùng họ tên và ngày sinh');
        await officer.choose('bothConsented', 'yes');
        await officer.send('/new/marriage');
        await officer.sees(bookTexts.vi.done_registered);
        await officer.open(`/desk/civil-status/marital/people/${female.number}`);
        await officer.sees('Đang có chồng', male.name, 'Tình trạng hôn nhân đã thay đổi');
        await applicant.open(code);
        await applicant.sees(verifyTexts.vi.genuine, verifyTexts.vi.changedLead);
        await applicant.examine('verify a certificate that is over');
        await picture(applicant, 'marital-over');
        await applicant.open('/marital-status/apply/marriage');
        await applicant.leave();
        await officer.leave();
      },
    );
  },
);
