import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type PopulationHouse, populationHouse, refusedWith } from '../../../../test/support/population.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Drafter } from '../edition/actions.ts';
import { askTrial, openPair, openTrial, openTrials, stopTrial } from './actions.ts';
import type { Measure, Source } from './recipe.ts';
import { runTrial } from './running.ts';

const SET = 'test.allowance';

const model = (rows: readonly (readonly [age: string, sex: string, poor: string, amount: string])[]): string =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="Allowance" namespace="urn:allowance">
  <inputData id="a" name="Age"><variable name="Age" typeRef="number"/></inputData>
  <inputData id="s" name="Sex"><variable name="Sex" typeRef="string"/></inputData>
  <inputData id="p" name="Poor household"><variable name="Poor household" typeRef="boolean"/></inputData>
  <decision id="d" name="Allowance"><variable name="Allowance" typeRef="number"/>
  ${['a', 's', 'p'].map((id) => `<informationRequirement><requiredInput href="#${id}"/></informationRequirement>`).join('')}
  <decisionTable hitPolicy="FIRST">
  ${['Age', 'Sex', 'Poor household'].map((name) => `<input><inputExpression><text>${name}</text></inputExpression></input>`).join('')}
  <output typeRef="number"/>
  ${rows.map(([age, sex, poor, amount]) => `<rule>${[age, sex, poor].map((cell) => `<inputEntry><text>${cell.replace('<', '&lt;')}</text></inputEntry>`).join('')}<outputEntry><text>${amount}</text></outputEntry></rule>`).join('')}
  </decisionTable></decision></definitions>`;

const SOURCES: Source[] = [
  { input: 'Age', fact: 'birthMonth', form: 'age' },
  { input: 'Sex', fact: 'sex', form: 'text', names: { male: 'Nam', female: 'Nữ' } },
  { input: 'Poor household', fixed: { type: 'boolean', text: 'false' } },
];
const MEASURE: Measure = { kind: 'benefit', per: 'month', amount: null, entitled: null };
const REASON = 'Dự thảo nghị định sửa đổi về trợ cấp hưu trí xã hội';

let country: PopulationHouse;
before(async () => {
  // Forty people of 77 who keep what they have, thirty women of 72 who are new, five men of 72 who are not, twenty of 30.
  const people = (count: number, name: string, sex: 'male' | 'female', bornOn: string) =>
    Array.from({ length: count }, (_, i) => ({ fullName: `${name} ${i}`, sex, bornOn, household: `${name}${i}` }));
  country = await populationHouse(
    [
      ...people(40, 'Cụ', 'male', '1949-05-01'),
      ...people(30, 'Bà', 'female', '1954-06-15'),
      ...people(5, 'Ông', 'male', '1954-06-15'),
      ...people(20, 'Anh', 'male', '1996-01-01'),
    ],
    '2026-11-22',
  );
  await country.ask(
    `INSERT INTO rules.rule_set (id, name_vi, name_en, owner_code, subject, decision)
     VALUES ($1, 'Trợ cấp', 'Allowance', 'G18', 'entitlement', 'Allowance')`,
    [SET],
  );
  const editions = [
    [
      1,
      'adopted',
      [
        ['>= 75', '-', '-', '500000'],
        ['-', '-', '-', '0'],
      ],
    ],
    [
      2,
      'draft',
      [
        ['>= 75', '-', '-', '500000'],
        ['[70..75)', '"Nữ"', '-', '300000'],
        ['-', '-', 'true', '100000'],
        ['-', '-', '-', '0'],
      ],
    ],
    [3, 'draft', [['-', '-', '-', 'Nothing']]],
  ] as const;
  for (const [number, state, rows] of editions)
    await country.ask(
      `INSERT INTO rules.edition (rule_set, number, state, model, law_vi, law_en, wanted_from)
       VALUES ($1, $2, $3, $4, 'Nghị định', 'Decree', $5)`,
      [SET, number, state, model(rows as never), state === 'adopted' ? '2025-07-01' : null],
    );
});
after(() => country.close());

function drafter(agencyCode = 'G18'): Drafter {
  return {
    kind: 'official',
    number: '001090000001',
    name: 'Trần Thị An',
    assurance: 'high',
    post: {
      officialId: '01900000-0000-7000-8000-000000000001',
      role: 'legal-drafting-officer',
      title: { vi: 'Chuyên viên', en: 'Officer' },
      agencyCode,
      agencyName: 'Bộ',
      territoryCode: '',
    },
  };
}

const AN = drafter();
const asked = (over: Partial<Parameters<typeof askTrial>[2]> = {}) => ({
  id: randomUUID(),
  ruleSet: SET,
  before: 1,
  after: 2,
  sources: SOURCES,
  measure: MEASURE,
  reason: REASON,
  ...over,
});
const stateOf = async (id: string) => (await openTrial(country.house, AN, { ruleSet: SET, id })).trial;

test('a trial says who is newly entitled and what it costs, and keeps no exact count', async () => {
  const wish = asked();
  await askTrial(country.house, AN, wish);
  assert.equal((await stateOf(wish.id)).state, 'waiting');
  await runTrial(country.house, { trial: wish.id });
  const trial = await stateOf(wish.id);
  assert.equal(trial.state, 'done');
  assert.equal(trial.extract!.rows, 95);
  assert.match(trial.extract!.receipt, /^BN/);
  const { total, tables } = trial.result!;
  assert.equal(total.effects.newly_in, 30);
  assert.equal(total.effects.newly_out, null);
  assert.equal(total.effects.same, 40);
  // As much as one person has is added or taken away, and three digits are kept.
  assert.ok(Math.abs(Number(total.growth) - 9_000_000) <= 310_000, total.growth!);
  assert.ok(Math.abs(Number(total.before) - 20_000_000) <= 600_000, total.before!);
  const ages = tables.find(({ name }) => name === 'age')!.cells;
  assert.equal(ages.find(({ cell }) => cell === '[70..75)')!.effects.outside, null, 'five men are too few to be shown');
  const [row] = await country.ask<{ text: string }>(
    'SELECT to_jsonb(t)::text AS text FROM rules.trial t WHERE id = $1',
    [wish.id],
  );
  assert.ok(!/marks|heads/.test(row!.text));
});

test('the same form sent twice asks for one trial, and the next trial uses the facts that the agency has', async () => {
  const wish = asked();
  await askTrial(country.house, AN, wish);
  await askTrial(country.house, AN, wish);
  await runTrial(country.house, { trial: wish.id });
  await runTrial(country.house, { trial: wish.id });
  const [{ extracts }] = (await country.ask<{ extracts: number }>(
    'SELECT count(*)::int AS extracts FROM population.fact_extract',
  )) as [{ extracts: number }];
  assert.equal(extracts, 1);
  const { trials } = await openTrials(country.house, AN, SET);
  assert.deepEqual(new Set(trials.map(({ state }) => state)), new Set(['done']));
  assert.deepEqual(trials[0]!.result, trials[1]!.result, 'the same question has the same answer');
});

test('a trial that was cut off goes on with the same facts', async () => {
  const wish = asked({ measure: { ...MEASURE, kind: 'charge', per: 'once' } });
  await askTrial(country.house, AN, wish);
  await runTrial(country.house, { trial: wish.id }, AbortSignal.abort());
  assert.equal((await stateOf(wish.id)).state, 'counting');
  await runTrial(country.house, { trial: wish.id });
  const { state, result } = await stateOf(wish.id);
  assert.equal(state, 'done');
  assert.equal(result!.total.effects.newly_in, 30);
});

test('a trial that is stopped tells nothing, and no other is begun for it', async () => {
  const wish = asked();
  await askTrial(country.house, AN, wish);
  await stopTrial(country.house, AN, { ruleSet: SET, id: wish.id });
  await runTrial(country.house, { trial: wish.id });
  const { state, result } = await stateOf(wish.id);
  assert.equal(state, 'stopped');
  assert.equal(result, null);
});

test('an input without a source, with an unfitting fact or a wrong value is refused beside its field', async () => {
  const problemsOf = async (sources: Source[], measure = MEASURE) => {
    const error = await askTrial(country.house, AN, asked({ sources, measure })).catch((refusal: unknown) => refusal);
    assert.ok(error instanceof Refusal, String(error));
    return error.fields.map(({ field, code }) => `${field} ${code}`);
  };
  assert.deepEqual(await problemsOf(SOURCES.slice(0, 2)), ['source2 field.required']);
  assert.deepEqual(await problemsOf([{ input: 'Age', fact: 'sex', form: 'text' }, ...SOURCES.slice(1)]), [
    'source0 rules.trial_source_wrong',
  ]);
  const wrong: Source = { input: 'Poor household', fixed: { type: 'boolean', text: 'maybe' } };
  assert.deepEqual(await problemsOf([...SOURCES.slice(0, 2), wrong]), ['with2 rules.trial_value_wrong']);
  assert.deepEqual(await problemsOf(SOURCES, { ...MEASURE, amount: 'Salary' }), ['amount rules.trial_entry_unknown']);
});

test('nobody tries another agency’s draft, an edition against itself, or a model with mistakes', async () => {
  const justice = drafter('G15');
  await assert.rejects(askTrial(country.house, justice, asked()), refusedWith('rules.other_owner'));
  const { trials } = await openTrials(country.house, AN, SET);
  await assert.rejects(
    openTrial(country.house, justice, { ruleSet: SET, id: trials[0]!.id }),
    refusedWith('rules.no_such_trial'),
  );
  assert.deepEqual((await openTrials(country.house, justice, SET)).trials, []);
  await assert.rejects(
    openPair(country.house, AN, { ruleSet: SET, before: 1, after: 1 }),
    refusedWith('rules.trial_same'),
  );
  await assert.rejects(
    openPair(country.house, AN, { ruleSet: SET, before: 1, after: 3 }),
    refusedWith('rules.trial_model_wrong'),
  );
});

test('an agency has three trials at work at once and no more', async () => {
  const wishes = Array.from({ length: 3 }, () => asked());
  for (const wish of wishes) await askTrial(country.house, AN, wish);
  await assert.rejects(askTrial(country.house, AN, asked()), refusedWith('rules.trial_too_many'));
  for (const { id } of wishes) await stopTrial(country.house, AN, { ruleSet: SET, id });
});
