import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { fill } from '../../src/kernel/text.ts';
import { foldVietnamese } from '../../src/country/index.ts';
import { person } from '../../src/systems/population/kinds.ts';
import { texts } from '../../src/systems/registry/pages/texts.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** A data steward of the population register finds a person, sees the record at any moment, and puts it right. */

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();
const words = texts.vi;

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

test('a steward puts a person’s record right, and the person sees who did it', { skip }, async (t) => {
  const step = stepsOf(t);
  const { motherNumber } = country.couples[0]!;
  const name = await country.nameOf(motherNumber);
  const record = `/desk/registers/population/person/${motherNumber}`;
  const hometown = 'Xã Mẫu Mới, tỉnh Mẫu';
  const steward = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop' });
  await steward.signInAs(country.officers.steward, 'desk');

  await step('the desk leads to the registers that the steward keeps', async () => {
    await steward.open('/desk');
    await steward.sees(words.registers, person.title.vi, 'Cơ sở dữ liệu quốc gia về dân cư');
    await steward.examine('registers');
  });

  await step('a name without tones and with a slip of the keyboard finds the person', async () => {
    const typed = foldVietnamese(name).replace(/^(..)(.)/, '$1');
    await steward.open(`/desk/registers/population/person?words=${encodeURIComponent(typed)}`);
    await steward.sees(fill(words.found, { words: typed }), name);
    await steward.examine('records');
    await steward.open(`/desk/registers/population/person?words=${motherNumber}`);
    await steward.sees(name);
  });

  await step('the record shows what it rests on', async () => {
    await steward.open(record);
    await steward.sees(name, motherNumber, words.timeline, words.act.import!);
    await steward.examine('record');
  });

  await step('a correction without its grounds is refused beside the fields, and nothing typed is lost', async () => {
    await steward.unfold(steward.page.getByText(words.putRightOpen));
    await steward.type('value_hometown', hometown);
    await steward.send('/act');
    assert.ok(await steward.refusalOf('reason'));
    assert.ok(await steward.refusalOf('sourceNumber'));
    assert.equal(await steward.page.inputValue('main [name="value_hometown"]'), hometown);
    await steward.examine('record, refused');
  });

  await step('a correction with its grounds is written, and the history keeps what was said', async () => {
    const today = new Date(Date.now() + 7 * 3_600_000);
    await steward.type('on.day', String(today.getUTCDate()));
    await steward.type('on.month', String(today.getUTCMonth() + 1));
    await steward.type('on.year', String(today.getUTCFullYear()));
    await steward.type('reason', 'Quê quán ghi nhầm khi nhập dữ liệu');
    await steward.page.selectOption('main [name="sourceKind"]', 'application');
    await steward.type('sourceNumber', '15/ĐN-2026');
    await steward.send('/act');
    await steward.sees(words.done, hometown, words.act.correct!, '15/ĐN-2026', 'Bộ Công an');
    const versions = await country.ask<{ hometown: string; source: { number: string } }>(
      `SELECT p.hometown, a.source FROM population.person p JOIN population.act a ON a.position = p.act WHERE p.number = $1`,
      [motherNumber],
    );
    assert.deepEqual(
      versions.map((version) => [version.hometown, version.source.number]),
      [[hometown, '15/ĐN-2026']],
    );
  });

  await step('yesterday’s knowledge can still be asked for', async () => {
    await steward.open(`${record}?known=2020-01-01`);
    await steward.sees(words.nothingThen);
    await steward.leave();
  });

  await step('the person sees in the data log that a steward of the ministry read and changed the record', async () => {
    const citizen = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone' });
    await citizen.signInAs(motherNumber);
    await citizen.open('/data-log');
    await citizen.sees('Bộ Công an', 'Quản lý, làm sạch cơ sở dữ liệu');
    await citizen.leave();
  });
});

test('a steward of another ministry does not get at the population register', { skip }, async () => {
  const steward = await Visitor.arrive(country, browser, seen, { language: 'en', width: 'phone' });
  await steward.signInAs(country.officers.otherSteward, 'desk');
  await steward.open('/desk/registers');
  await steward.sees(texts.en.nothingKept);
  const { motherNumber } = country.couples[1]!;
  await steward.open('/desk/registers/population/person?words=nguyen', 403);
  await steward.open(`/desk/registers/population/person/${motherNumber}`, 403);
  const [touched] = await country.ask<{ count: number }>(
    `SELECT count(*)::int AS count FROM exchange.subject s JOIN exchange.message m USING (receipt)
      WHERE s.personal_number = $1 AND m.purpose = 'register-keeping'`,
    [motherNumber],
  );
  assert.equal(touched!.count, 0);
  await steward.leave();
});
