import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { importTexts } from '../../src/systems/registry/pages/imports/texts.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** A data steward fills the population register from a file: checked first, then written, and written once. */

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();
const words = importTexts.vi;
const IMPORTS = '/desk/registers/population/person/import';

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

/** A book of a commune as a spreadsheet writes it: semicolons, days first, the period in a column of its own. */
const BOOK = `\uFEFFSố định danh cá nhân;Họ, chữ đệm và tên;Giới tính;Ngày, tháng, năm sinh;Quốc tịch;Quê quán;Có hiệu lực từ ngày
001090000001;${'Trần Văn Mẫu'.normalize('NFD')};Nam;05/03/1990;VN;Hà Nội;05/03/1990
001190000002;Lê Thị Mẫu;Nữ;06/04/1990;VN;;06/04/1990
00119000003;Phạm Thị Thiếu Số;Nữ;06/04/1990;VN;Hà Nội;06/04/1990
001190000004;Hồ Thị Âm;Nữ;30/02/1990;VN;Hà Nội;06/04/1990
`;

test('a steward fills the register from a file, and sending it again writes nothing twice', { skip }, async (t) => {
  const step = stepsOf(t);
  const steward = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop' });
  await steward.signInAs(country.officers.steward, 'desk');
  const send = async () => {
    await steward.page.setInputFiles('main [name="file"]', {
      name: 'so-ho-tich.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(BOOK),
    });
    await steward.send('/import');
  };
  const check = async () => {
    await steward.choose('dates', 'day-first');
    await steward.type('reason', 'Nhập sổ lưu của xã');
    await steward.type('sourceNumber', '15/QĐ-UBND');
    await steward.send('/step');
    await steward.waitFor(words.found);
  };

  await step('the register leads to its imports, and to a template', async () => {
    await steward.open('/desk/registers/population/person');
    await steward.press(`main a[href="${IMPORTS}"]`);
    await steward.sees(words.upload, words.none);
    await steward.examine('imports');
    const template = await steward.download(`${IMPORTS}/template.csv`);
    assert.match(template.toString(), /Số định danh cá nhân,.*Có hiệu lực từ ngày/);
  });

  await step('without a file it is said what to choose', async () => {
    await steward.send('/import');
    assert.ok(await steward.refusalOf('file'));
  });

  await step('the columns are matched by their names; without grounds nothing is checked', async () => {
    await send();
    await steward.sees('so-ho-tich.csv', words.columns);
    assert.equal(await steward.page.inputValue('main [name="column_fullName"]'), '1');
    await steward.examine('import, to be matched');
    await steward.choose('dates', 'day-first');
    await steward.send('/step');
    assert.ok(await steward.refusalOf('reason'));
    assert.equal(await steward.page.isChecked('main [name="dates"][value="day-first"]'), true);
  });

  await step('the check says what is wrong with which row, and writes nothing', async () => {
    await check();
    await steward.sees(words.states.checked!, 'Ngày âm lịch', 'Không đúng dạng quy định', 'Thiếu quê quán', '(NFC)');
    await steward.examine('import, checked');
    const report = await steward.download(new URL(steward.page.url()).pathname + '/report.csv');
    assert.match(report.toString(), /4,Số định danh cá nhân,/);
    const [held] = await country.ask<{ count: number }>(
      `SELECT count(*)::int AS count FROM population.person WHERE number IN ('001090000001', '001190000002')`,
    );
    assert.equal(held!.count, 0);
  });

  await step('it is written when the steward says so, with its grounds', async () => {
    await steward.press(steward.page.getByRole('button', { name: words.import, exact: true }));
    await steward.waitFor(words.doneTitle);
    await steward.examine('import, done');
    const rows = await country.ask<{ name: string; act: string; number: string }>(
      `SELECT full_name AS name, a.act, a.source->>'number' AS number FROM population.person p
        JOIN population.act a ON a.position = p.act WHERE p.number IN ('001090000001', '001190000002') ORDER BY p.number`,
    );
    assert.deepEqual(rows, [
      { name: 'Trần Văn Mẫu', act: 'import', number: '15/QĐ-UBND' },
      { name: 'Lê Thị Mẫu', act: 'import', number: '15/QĐ-UBND' },
    ]);
  });

  await step('the same file again finds its rows there', async () => {
    await steward.open(IMPORTS);
    await send();
    await check();
    const text = await steward.text();
    assert.match(text, new RegExp(`${words.present}\\s+2`));
    await steward.press(steward.page.getByRole('button', { name: words.cancel }));
    await steward.sees(words.states.cancelled!);
    await steward.leave();
  });
});
