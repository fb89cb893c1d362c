import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import fc from 'fast-check';
import { describeColumns, groupsOf, writeColumns } from '../../../kernel/column-file.ts';
import { compileModel } from '../dmn/checked.ts';
import { add } from '../feel/decimal.ts';
import { countAll } from './crew.ts';
import { Deciding } from './deciding.ts';
import { EFFECTS, type Effect, growth, outcomeOf } from './outcome.ts';
import { breakdownByValue } from './protecting.ts';
import { type Recipe, type Source, valueFor } from './recipe.ts';
import { NOTHING, numericOf, plus } from './sum.ts';
import type { Tally } from './tally.ts';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const cell = (kind: string, text: string): string => `<${kind}><text>${escaped(text)}</text></${kind}>`;
const TYPES = { Age: 'number', Sex: 'string', Place: 'string', Size: 'number' } as const;

/** A model with one table over age, sex, place and size of the household, that answers with an amount. */
function allowance(
  rows: readonly (readonly [age: string, sex: string, place: string, size: string, amount: string])[],
): string {
  const names = Object.keys(TYPES) as (keyof typeof TYPES)[];
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="Allowance" namespace="urn:allowance">
    ${names.map((name) => `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${TYPES[name]}"/></inputData>`).join('')}
    <decision id="d" name="Allowance"><variable name="Allowance" typeRef="number"/>
    ${names.map((name) => `<informationRequirement><requiredInput href="#${name}"/></informationRequirement>`).join('')}
    <decisionTable hitPolicy="FIRST">
    ${names.map((name) => `<input><inputExpression typeRef="${TYPES[name]}"><text>${name}</text></inputExpression></input>`).join('')}
    <output typeRef="number"/>
    ${rows.map((row) => `<rule>${row.map((text, x) => cell(x < 4 ? 'inputEntry' : 'outputEntry', text)).join('')}</rule>`).join('')}
    </decisionTable></decision></definitions>`;
}

const SOURCES: Source[] = [
  { input: 'Age', fact: 'birthMonth', form: 'age' },
  { input: 'Sex', fact: 'sex', form: 'text' },
  { input: 'Place', fact: 'province', form: 'text' },
  { input: 'Size', fact: 'householdSize', form: 'number' },
];
const ON = '2026-11-22';
const COLUMNS = [
  { name: 'birthMonth', bytes: 2 },
  { name: 'sex', bytes: 1 },
  { name: 'province', bytes: 1 },
  { name: 'householdSize', bytes: 1 },
] as const;
type Row = (string | null)[];

const cellAge = fc.oneof(
  fc.constant('-'),
  fc
    .tuple(fc.constantFrom('<', '<=', '>', '>='), fc.integer({ min: 0, max: 100 }))
    .map(([sign, age]) => `${sign} ${age}`),
  fc
    .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 30 }))
    .map(([from, more]) => `[${from}..${from + more})`),
);
const cellSex = fc.constantFrom('-', '"male"', '"female"', 'not("male")');
const cellPlace = fc.constantFrom('-', '"01"', '"01", "79"', 'not("48")');
// The last one asks of another input too, so that its values cannot be put together.
const cellSize = fc.constantFrom('-', '> 2', '[1..3]', '< Age');
const amount = fc.constantFrom('0', '500000', '0.1', '750000.25', 'null', '1000 * Size', '-5');
const rules = fc.array(fc.tuple(cellAge, cellSex, cellPlace, cellSize, amount), { minLength: 1, maxLength: 12 });
const person: fc.Arbitrary<Row> = fc.tuple(
  fc.option(
    fc
      .integer({ min: 1926 * 12, max: 2026 * 12 + 9 })
      .map((month) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`),
    { freq: 20 },
  ),
  fc.option(fc.constantFrom('male', 'female'), { freq: 20 }),
  fc.option(fc.constantFrom('01', '48', '79'), { freq: 20 }),
  fc.option(fc.integer({ min: 1, max: 9 }).map(String), { freq: 20 }),
);

async function fileOf(rows: readonly Row[]) {
  const parts: Buffer[] = [];
  for await (const part of writeColumns(COLUMNS, [rows])) parts.push(part);
  const bytes = Buffer.concat(parts);
  // As a file is read, some bytes at a time.
  const read = ({ from, to }: { from: number; to: number }) => {
    const ranges = Array.from({ length: Math.ceil((to - from) / 7_777) }, (_, i) => from + i * 7_777);
    return Readable.from(ranges.map((at) => bytes.subarray(at, Math.min(to, at + 7_777))));
  };
  return { file: await describeColumns(read, bytes.length), read };
}

function recipeOf(
  before: string,
  after: string,
  file: { columns: readonly { name: string; values: readonly (string | null)[] }[] },
): Recipe {
  const valuesOf = (name: string) => file.columns.find((column) => column.name === name)!.values;
  return {
    before: [before],
    after: [after],
    decision: 'Allowance',
    sources: SOURCES,
    measure: { entitled: null, amount: null, kind: 'benefit', per: 'month' },
    on: ON,
    breakdowns: ['province', 'sex'].map((name) => breakdownByValue(name, name, valuesOf(name))),
  };
}

/** Everybody by themselves, without any counting together. */
function oneByOne(rows: readonly Row[], { before, after, measure }: Recipe) {
  const [old, draft] = [before, after].map(([text]) => {
    const { program } = compileModel(text!);
    return program!.prepare(
      'Allowance',
      SOURCES.map(({ input }) => input),
    )!;
  });
  const options = { now: new Date(`${ON}T05:00:00Z`), limits: { steps: 200_000, time_ms: 500, size: 100_000 } };
  const people = Object.fromEntries(EFFECTS.map((effect) => [effect, 0])) as Record<Effect, number>;
  let [spent, more] = [0 as ReturnType<typeof numericOf>, 0 as ReturnType<typeof numericOf>];
  const byProvince = new Map<string, number>();
  for (const row of rows) {
    const values = SOURCES.map((source, x) => valueFor(source as Extract<Source, { fact: string }>, row[x]!, ON));
    const isKnown = !values.includes(null);
    const outcome = outcomeOf({ before: old!(values, options), after: draft!(values, options), isKnown }, measure);
    people[outcome.effect] += 1;
    if (outcome.effect === 'gains') byProvince.set(row[2] ?? '', (byProvince.get(row[2] ?? '') ?? 0) + 1);
    if (outcome.effect === 'undecided') continue;
    spent = add(spent, outcome.before ?? 0)!;
    more = add(more, growth(outcome))!;
  }
  return { people, spent, more, byProvince };
}

const sumOver = (tally: Tally, which: 'before' | 'growth') =>
  EFFECTS.filter((effect) => effect !== 'undecided').reduce(
    (sum, effect) => plus(sum, tally.cells[0]![effect][which].sum),
    NOTHING,
  );

async function counted(rows: readonly Row[], before: string, after: string): Promise<{ tally: Tally; recipe: Recipe }> {
  const { file, read } = await fileOf(rows);
  const recipe = recipeOf(before, after, file);
  const deciding = new Deciding(recipe, file.columns);
  for await (const { bytes, rows: many } of groupsOf(read, file)) deciding.take(bytes, many);
  return { tally: deciding.end(), recipe };
}

function assertSame(tally: Tally, recipe: Recipe, rows: readonly Row[]): void {
  const expected = oneByOne(rows, recipe);
  for (const effect of EFFECTS) assert.equal(tally.cells[0]![effect].people, expected.people[effect], effect);
  assert.deepEqual(numericOf(sumOver(tally, 'before')), expected.spent);
  assert.deepEqual(numericOf(sumOver(tally, 'growth')), expected.more);
  recipe.breakdowns[0]!.cells.forEach((name, i) =>
    assert.equal(tally.cells[1 + i]!.gains.people, expected.byProvince.get(name) ?? 0, `gains in ${name}`),
  );
}

test('what is counted together is what comes out when everybody is decided one by one', async () => {
  await fc.assert(
    fc.asyncProperty(rules, rules, fc.array(person, { minLength: 1, maxLength: 120 }), async (old, draft, people) => {
      const { tally, recipe } = await counted(people, allowance(old), allowance(draft));
      assertSame(tally, recipe, people);
    }),
    { numRuns: 60 },
  );
});

test('two threads count the same as one, and combinations are far fewer than people', async () => {
  const people = fc.sample(person, { numRuns: 40_000, seed: 7 });
  const [before, after] = [
    allowance([
      ['>= 80', '-', '-', '-', '500000'],
      ['-', '-', '-', '-', '0'],
    ]),
    allowance([
      ['>= 75', '-', '-', '-', '500000'],
      ['[60..75)', '"female"', '"01"', '-', '250000.5'],
      ['-', '-', '-', '-', '0'],
    ]),
  ];
  const { file, read } = await fileOf(people);
  assert.equal(file.rows, 40_000);
  const recipe = recipeOf(before, after, file);
  const tally = await countAll({ recipe, file, read, time_ms: 60_000, threads: 2 });
  assertSame(tally, recipe, people);
  assert.ok(tally.combinations <= 5 * 3 * 3 * 2, `${tally.combinations} combinations`);
});

test('a trial that takes longer than it may ends, and one that is stopped does', async () => {
  const people = fc.sample(person, { numRuns: 2_000, seed: 7 });
  const { file, read } = await fileOf(people);
  const text = allowance([['-', '-', '-', '-', 'count(for i in 1..100000 return i * Age)']]);
  const recipe = recipeOf(text, text, file);
  await assert.rejects(countAll({ recipe, file, read, time_ms: 50 }), /^Error$/);
  const stop = (): Promise<void> => Promise.reject(new Error('stopped'));
  await assert.rejects(countAll({ recipe, file, read, time_ms: 60_000, progress: stop }), /stopped/);
});
