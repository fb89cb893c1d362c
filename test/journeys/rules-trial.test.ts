import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { texts } from '../../src/systems/rules/trial/pages/texts.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** An official of the Ministry of Health tries a draft over the population before it is law. */

const SET = 'trial.old-age-allowance';
const INPUTS = [
  ['Age', 'number'],
  ['Sex', 'string'],
  ['Poor household', 'boolean'],
] as const;
const escaped = (text: string): string => text.replaceAll('<', '&lt;');

function model(rows: readonly (readonly [age: string, sex: string, poor: string, amount: string])[]): string {
  const cells = (row: readonly string[]): string =>
    row
      .map((text, x) => (x < INPUTS.length ? 'inputEntry' : 'outputEntry') + `><text>${escaped(text)}`)
      .map((cell) => `<${cell}</text></${cell.slice(0, cell.indexOf('>'))}>`)
      .join('');
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="Allowance" namespace="urn:allowance">
  ${INPUTS.map(([name, type]) => `<inputData id="${name[0]}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`).join('')}
  <decision id="d" name="Allowance"><variable name="Allowance" typeRef="number"/>
  ${INPUTS.map(([name]) => `<informationRequirement><requiredInput href="#${name[0]}"/></informationRequirement>`).join('')}
  <decisionTable hitPolicy="FIRST">
  ${INPUTS.map(([name, type]) => `<input><inputExpression typeRef="${type}"><text>${name}</text></inputExpression></input>`).join('')}
  <output typeRef="number"/>${rows.map((row) => `<rule>${cells(row)}</rule>`).join('')}</decisionTable></decision></definitions>`;
}

const EDITIONS = [
  [
    'adopted',
    [
      ['>= 75', '-', '-', '500000'],
      ['-', '-', '-', '0'],
    ],
  ],
  [
    'draft',
    [
      ['>= 80', '"male"', 'false', '450000'],
      ['>= 75', '-', '-', '600000'],
      ['[60..75)', '"female"', '-', '300000'],
      ['-', '-', '-', '0'],
    ],
  ],
] as const;

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();
const words = texts.vi;

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
  await country.ask(
    `INSERT INTO rules.rule_set (id, name_vi, name_en, owner_code, subject, decision)
     VALUES ($1, 'Trợ cấp tuổi già', 'Old-age allowance', 'G18', 'entitlement', 'Allowance')`,
    [SET],
  );
  for (const [i, [state, rows]] of EDITIONS.entries())
    await country.ask(
      `INSERT INTO rules.edition (rule_set, number, state, model, law_vi, law_en, wanted_from)
       VALUES ($1, $2, $3, $4, 'Nghị định về trợ cấp', 'Decree on allowances', $5)`,
      [SET, i + 1, state, model(rows), state === 'adopted' ? '2025-07-01' : null],
    );
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

test('who drafts the law sees what a draft would do, and nobody sees anybody’s facts', { skip }, async (t) => {
  const step = stepsOf(t);
  const drafter = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone' });
  await drafter.signInAs(country.officers.drafter, 'desk');

  await step('the rule set leads to its trials', async () => {
    await drafter.open(`/desk/rules/${SET}`);
    await drafter.press(`main a[href="/desk/rules/${SET}/trial"]`);
    await drafter.sees(words.choose, words.none);
    await drafter.examine('trials');
    await drafter.press('main form button');
  });

  await step('what the register holds is offered, and what it does not hold must be assumed', async () => {
    await drafter.sees(words.inputs, 'Poor household');
    assert.equal(await drafter.page.inputValue('main [name="source0"]'), 'birthMonth:age');
    assert.equal(await drafter.page.inputValue('main [name="source2"]'), 'fixed');
    await drafter.examine('trial form');
    await drafter.type('reason', 'Dự thảo nghị định sửa đổi mức trợ cấp tuổi già');
    await drafter.send('/trial');
    assert.ok(await drafter.refusalOf('with2'));
    assert.equal(
      await drafter.page.inputValue('main [name="reason"]'),
      'Dự thảo nghị định sửa đổi mức trợ cấp tuổi già',
    );
  });

  await step('the result says who gains, who loses and what it costs', async () => {
    await drafter.type('with2', 'false');
    await drafter.send('/trial');
    await drafter.waitFor(words.rounding);
    await drafter.sees(
      words.effects.newly_in,
      words.tables.province!,
      words.tables.age!,
      words.aYear,
      'Poor household = false',
    );
    await drafter.examine('trial result');
    const [{ women }] = (await country.ask<{ women: number }>(
      `SELECT count(*)::int AS women FROM population.person WHERE died_on IS NULL AND valid_during @> current_date AND sex = 'female'
         AND date_trunc('month', born_on) > date_trunc('month', current_date) - interval '75 years'
         AND date_trunc('month', born_on) <= date_trunc('month', current_date) - interval '60 years'`,
    )) as [{ women: number }];
    const [{ shown }] = (await country.ask<{ shown: number }>(
      `SELECT (result->'total'->'effects'->>'newly_in')::int AS shown FROM rules.trial WHERE rule_set = $1`,
      [SET],
    )) as [{ shown: number }];
    assert.ok(Math.abs(shown - women) < 10 && shown % 10 === 0, `${shown} shown of ${women}`);
  });

  await step('the tables can be downloaded, and hold no exact count', async () => {
    const csv = (await drafter.download(`${new URL(drafter.page.url()).pathname}/csv`)).toString();
    const numbers = csv.split('\r\n').flatMap((line) => line.split(',').slice(2, 11));
    assert.ok(numbers.filter((text) => /^\d+$/.test(text)).every((text) => Number(text) % 10 === 0));
  });

  await step('the owner of the register has an alarm of the extract', async () => {
    const steward = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'desktop' });
    await steward.signInAs(country.officers.steward, 'desk');
    await steward.open('/desk/alarms');
    await steward.sees('Trích dữ liệu thống kê của mọi người');
  });
});
