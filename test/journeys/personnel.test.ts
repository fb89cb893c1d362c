import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { today } from '../../src/kernel/clock.ts';
import { sentences } from '../../src/systems/civil-servants/texts.ts';
import { texts } from '../../src/systems/civil-servants/desk/pages/texts.ts';
import { holdersOf } from '../../src/systems/civil-servants/services.ts';
import { call } from '../../src/systems/exchange/index.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** The personnel office: a position with one place, who holds it, a rise, a discipline, and retirement; the servant sees the own file. */

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();
const vi = texts.vi;

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

test('a career from the appointment to the retirement', { skip }, async (t) => {
  const step = stepsOf(t);
  const { fatherNumber: servant, motherNumber: second } = country.couples[0]!;
  const name = await country.nameOf(servant);
  const [office] = await country.ask<{ agency: string }>(
    `SELECT agency_code AS agency FROM civil_servants.position WHERE code = 'VT003' AND agency_code LIKE 'H26.%'
      ORDER BY agency_code LIMIT 1`,
  );
  const agency = office!.agency;
  const officer = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop' });
  await officer.signInAs(country.officers.personnel, 'desk');

  const day = async (field: string, date: string) => {
    const [year, month, number] = date.split('-') as [string, string, string];
    await officer.type(`${field}.day`, number);
    await officer.type(`${field}.month`, month);
    await officer.type(`${field}.year`, year);
  };
  /** Fills in a form of the desk with its decision, and sends it. */
  const decide = async (path: string, fields: Record<string, string>, from: string) => {
    await officer.open(path);
    for (const [field, value] of Object.entries(fields)) {
      const control = officer.page.locator(`main [name="${field}"]`);
      if ((await control.evaluate((each) => each.tagName)) === 'SELECT') await control.selectOption(value);
      else await control.fill(value);
    }
    await day('from', from);
    await officer.type('decision.number', '12/QĐ-UBND');
    await day('decision.issuedOn', from);
    await officer.type('decision.issuer', 'Ủy ban nhân dân thành phố');
    await officer.send(/\/desk\/personnel\//);
  };
  const ofAgency = (act: string) => `/desk/personnel/new/${act}?agency=${agency}`;
  const holders = async (on: string) => {
    const context = {
      caller: 'trust',
      agency: { code: 'G09', name: 'Bộ Nội vụ' },
      actor: { kind: 'machine', name: 'trust' },
      purpose: 'document-verification',
    } as const;
    const input = { agencyCode: agency, on, positionCode: 'VT009' };
    return (await call(country.house, holdersOf, input, context)).output.holders.map(({ number }) => number);
  };

  await step('the desk begins with the positions of the agency', async () => {
    await officer.open('/desk');
    await officer.sees(vi.desk);
    await officer.open(`/desk/personnel?agency=${agency}`);
    await officer.sees(vi.positions, 'VT002');
    await officer.examine('positions of an agency');
  });

  await step('a position has one place: the first is appointed, the second is refused', async () => {
    const position = { code: 'VT009', title: 'Địa chính – môi trường', category: 'professional' };
    await decide(ofAgency('position'), { ...position, gradeCode: '01.003', staffLimit: '1' }, '2025-07-01');
    for (const number of [servant, second])
      await decide(
        ofAgency('recruit'),
        { number, employment: 'civil-servant', gradeCode: '01.003', step: '1' },
        '2025-07-01',
      );
    const appointed = { positionCode: 'VT009', manner: 'appointed' };
    await decide(ofAgency('appoint'), { ...appointed, number: servant }, '2025-08-01');
    await decide(ofAgency('appoint'), { ...appointed, number: second }, '2025-08-01');
    await officer.sees(sentences['servants.position_full']!.vi.split('.')[0]!.split('{')[0]!);
    await officer.examine('decision of the personnel office, refused');
    const key = () => officer.page.locator('main [name="idempotencyKey"]').inputValue();
    const refused = await key();
    await officer.send(/\/desk\/personnel\//);
    assert.notEqual(await key(), refused, 'what is corrected and sent again is another request');
    assert.deepEqual(await holders(today()), [servant]);
    assert.deepEqual(await holders('2025-07-15'), []);
  });

  await step('a rise comes after its time only, or early for merit; a discipline is on file', async () => {
    await decide(`/desk/personnel/${servant}/raise`, {}, '2026-11-01');
    await officer.sees(sentences['servants.rise_not_due']!.vi.split('{')[0]!);
    await decide(
      `/desk/personnel/${servant}/discipline`,
      { form: 'reprimand', violation: 'Chậm giải quyết hồ sơ' },
      '2026-10-01',
    );
    await officer.sees(vi.done, vi.disciplines);
    await officer.open(`/desk/personnel/${servant}`);
    await officer.examine('career');
  });

  await step('the servant sees the own service, and that the file was opened', async () => {
    const person = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone' });
    await person.signInAs(servant);
    await person.open('/my-data');
    await person.sees('VT009');
    await person.open('/data-log');
    await person.sees('Quản lý cán bộ');
    await person.leave();
  });

  await step('who leaves the service holds nothing any more, and held it before', async () => {
    await decide(`/desk/personnel/${servant}/leave`, { why: 'resignation' }, '2026-11-01');
    await officer.sees(vi.done, name);
    assert.deepEqual(await holders('2026-10-31'), [servant]);
    assert.deepEqual(await holders(today()), []);
  });
  await officer.leave();
});
