import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { texts as onPortal } from '../../src/systems/portal/pages/public-finance/texts.ts';
import { texts } from '../../src/systems/public-finance/desk/pages/texts.ts';
import { sentences } from '../../src/systems/public-finance/texts.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** An officer registers a unit and submits its year; another approves it; everybody sees it, and can take it along. */

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();
const words = texts.vi;
const NAME = 'Trung tâm Lưu trữ Mẫu';

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

async function typeDate(visitor: Visitor, name: string, [year, month, day]: [string, string, string]): Promise<void> {
  await visitor.type(`${name}.year`, year);
  await visitor.type(`${name}.month`, month);
  await visitor.type(`${name}.day`, day);
}

async function typeDecision(visitor: Visitor, number: string): Promise<void> {
  await visitor.type('decision.number', number);
  await typeDate(visitor, 'decision.issuedOn', ['2026', '3', '2']);
  await visitor.type('decision.issuer', 'Bộ Tài chính');
}

test('from a unit without a code to figures that everybody can read', { skip }, async (t) => {
  const step = stepsOf(t);
  const officer = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop', javaScript: false });
  await officer.signInAs(country.officers.finance, 'desk');
  const second = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop' });
  await second.signInAs(country.officers.secondFinance, 'desk');
  let code = '';
  let result = '';

  await step('the desk leads to the tree of units, where one is found without tones', async () => {
    await officer.open('/desk');
    await officer.sees(words.units, 'Bộ Y tế');
    await officer.inBoth('finance units', async () => undefined);
    await officer.open('/desk/finance/units?words=benh vien chuyen khoa mau so 2');
    await officer.sees('Bệnh viện chuyên khoa Mẫu số 2');
    await officer.open('/desk/finance/units/1050002');
    await officer.sees('Bệnh viện đa khoa Mẫu số 1', 'Khu đất trụ sở làm việc');
  });

  await step(
    'a unit under one that is not above it is refused beside the field, and nothing typed is lost',
    async () => {
      await officer.open('/desk/finance/new/unit');
      await officer.type('name', NAME);
      await officer.page.selectOption('main [name="kind"]', 'public-service');
      await officer.page.selectOption('main [name="budgetLevel"]', 'central');
      await officer.type('chapter', '023');
      await officer.page.selectOption('main [name="level"]', '2');
      await officer.type('parentCode', '1050201');
      await typeDate(officer, 'from', ['2024', '1', '1']);
      await typeDecision(officer, '15/QĐ-BTC');
      await officer.send('/new/unit');
      assert.ok(await officer.refusalOf('parentCode'));
      assert.equal(await officer.page.inputValue('main [name="name"]'), NAME);
    },
  );

  await step('put right, it is registered and has a code', async () => {
    await officer.type('parentCode', '1050002');
    await officer.send('/new/unit');
    await officer.sees(words.done, NAME, words.active);
    code = /units\/(\d{7})/.exec(officer.page.url())![1]!;
  });

  await step('its year is entered line by line; a line that cannot be is refused where it stands', async () => {
    result = `/desk/finance/results/${code}/2025/own`;
    await officer.open(result);
    await officer.press(`main a[href="${result}/entry"]`);
    const figures = ['341', '6000', '900.000.000', '880.000.000', '881.000.000'];
    const cells = ['sector', 'item', 'estimate', 'executed', 'settled'];
    for (const [i, cell] of cells.entries()) await officer.type(`lines.1.${cell}`, figures[i]!);
    await typeDecision(officer, '7/BC-TTLT');
    await officer.press((await officer.form('/entry')).locator('button:not([name])'));
    assert.match(await officer.text(), /số quyết toán lớn hơn số thực hiện/);
    await officer.examine('finance entry, refused');
    await officer.type('lines.1.settled', '880.000.000');
    await officer.press((await officer.form('/entry')).locator('button:not([name])'));
    await officer.sees(words.done, words.ownResult, '880.000.000');
    await officer.examine('finance result');
  });

  await step('who submitted it cannot approve it; another can', async () => {
    assert.equal(await officer.page.locator(`main a[href="${result}/approve"]`).count(), 0);
    await officer.open(`${result}/approve`);
    await typeDecision(officer, '99/QĐ-BTC');
    await officer.send('/approve');
    await officer.sees(sentences['finance.own_result'].vi);
    await second.open(result);
    await second.press(`main a[href="${result}/approve"]`);
    await typeDecision(second, '99/QĐ-BTC');
    await second.send('/approve');
    await second.sees(words.done, 'Đã duyệt');
  });

  await step('what the State owes is known on any day, with what is to come', async () => {
    await second.open('/desk/finance/debts?on=2022-06-30');
    await second.sees('230.000.000 USD');
    await second.open('/desk/finance/debts/NC900004');
    await second.sees(words.schedule, '195.500.000 USD');
    await second.examine('finance debt');
    await second.open('/desk/finance/guarantees/BL900002');
    await second.sees('8.000.000 USD');
  });

  await step('everybody finds it from the services, in both languages, and can download it', async () => {
    const anyone = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone', javaScript: false });
    await anyone.open('/services');
    await anyone.press('main a[href="/public-finance"]');
    await anyone.sees(onPortal.vi.debt, onPortal.vi.guarantees, 'Bộ Y tế');
    await anyone.inBoth('public finance', async () => undefined);
    await anyone.open(`/public-finance?year=2025&under=${code}`);
    await anyone.sees(NAME, '880.000.000');
    const file = await anyone.context.request.get(`/public-finance/results.csv?year=2025&under=1050002`);
    assert.match(file.headers()['content-disposition'] ?? '', /attachment/);
    const rows = (await file.text()).split('\r\n');
    assert.ok(
      rows.includes(`2025,${code},${NAME},2,own,approved,0,0,0,900000000,880000000,880000000`),
      rows.join('\n'),
    );
    const debt = await (await anyone.context.request.get('/public-finance/debt.csv?on=2022-06-30')).text();
    assert.match(debt, /2022-06-30,debt,government,multilateral,USD,1,23000000000,,/);
    await anyone.leave();
  });
  await officer.leave();
  await second.leave();
});
