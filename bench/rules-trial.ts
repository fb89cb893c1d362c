import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeys } from '../src/kernel/keys.ts';
import { type LargeFile, type LargeFiles, openLargeFiles } from '../src/kernel/large-files.ts';
import { type ExampleFamily, exampleFamilies } from '../src/country/example/index.ts';
import { POPULATION_FACTS, type PopulationFacts, rowOf } from '../src/systems/population/statistics/facts.ts';
import { columnsOf, describeColumns, groupsOf, writeColumns } from '../src/kernel/column-file.ts';
import { countAll } from '../src/systems/rules/trial/crew.ts';
import { breakdownsOf } from '../src/systems/rules/trial/breakdowns.ts';
import { protect } from '../src/systems/rules/trial/protecting.ts';
import type { Recipe, Source } from '../src/systems/rules/trial/recipe.ts';
import { allPlaces } from '../src/example-country.ts';
import { printDetail, printFigure, rounded } from './figures.ts';
import type { Options } from './run.ts';

const TODAY = '2026-11-22';
const SIZES = [100_000, 1_000_000, 10_000_000];
const USUAL = 1_000_000;
/** So many people are made from one seed; more come from further seeds. */
const MOST_OF_A_SEED = 2_000_000;
const FEWEST_OF_A_SEED = 10_000;
const TRIAL_MS = 600_000;

const INPUTS = [
  ['Age', 'number'],
  ['Sex', 'string'],
  ['Province', 'string'],
  ['Ethnic group', 'string'],
  ['Household size', 'number'],
  ['Marital status', 'string'],
] as const;
const SOURCES: readonly Source[] = [
  { input: 'Age', fact: 'birthMonth', form: 'age' },
  { input: 'Sex', fact: 'sex', form: 'text' },
  { input: 'Province', fact: 'province', form: 'text' },
  { input: 'Ethnic group', fact: 'ethnicGroup', form: 'text' },
  { input: 'Household size', fact: 'householdSize', form: 'number' },
  { input: 'Marital status', fact: 'maritalStatus', form: 'text' },
];

type Row = readonly [
  age: string,
  sex: string,
  province: string,
  group: string,
  size: string,
  status: string,
  out: string,
];

const text = (name: string, value: string): string =>
  `<${name}><text>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text></${name}>`;

function modelOf(rows: readonly Row[]): string {
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="Allowance" namespace="urn:allowance">
    ${INPUTS.map(([name, type], x) => `<inputData id="i${x}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`).join('')}
    <decision id="d" name="Allowance"><variable name="Allowance" typeRef="number"/>
    ${INPUTS.map((_, x) => `<informationRequirement><requiredInput href="#i${x}"/></informationRequirement>`).join('')}
    <decisionTable hitPolicy="FIRST">
    ${INPUTS.map(([name, type]) => `<input><inputExpression typeRef="${type}"><text>${name}</text></inputExpression></input>`).join('')}
    <output typeRef="number"/>
    ${rows.map((row) => `<rule>${row.map((cell, x) => text(x < INPUTS.length ? 'inputEntry' : 'outputEntry', cell)).join('')}</rule>`).join('')}
    </decisionTable></decision></definitions>`;
}

const BEFORE: readonly Row[] = [
  ['>= 75', '-', '-', '-', '-', '-', '500000'],
  ['[70..75)', '-', '-', 'not("01")', '-', '-', '500000'],
  ['-', '-', '-', '-', '-', '-', '0'],
];
/** From 70 on, more for who lives alone and in four provinces: what tables can tell apart. */
const AFTER: readonly Row[] = [
  ['>= 80', '-', '-', '-', '1', '"widowed"', '900000'],
  ['>= 75', '-', '"01", "79", "48", "92"', '-', '-', '-', '650000'],
  ['>= 75', '-', '-', '-', '-', '-', '500000'],
  ['[70..75)', '"female"', '-', '-', '-', '-', '500000'],
  ['[65..75)', '-', '-', 'not("01")', '-', '-', '500000'],
  ['-', '-', '-', '-', '-', '-', '0'],
];
/** An amount that is worked out from age and household: each value counts for itself. */
const FORMULA: readonly Row[] = [
  ['>= 60', '-', '-', '-', '-', '-', '100000 * Household size + 1000.5 * Age'],
  ['-', '-', '-', '-', '-', '-', '0'],
];

/**
 * `rules.trial`: seconds of a whole trial, to read, decide, count and hide, over the people of the synthetic country. Its facts are
 * written by the bench from the generator, as the register writes them, encrypted, without a database. The limit is reading the
 * same file and adding up one of its columns. `--people` is the largest size; 1,000,000 when not said.
 */
export async function rulesTrial(options: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mot-cua-run-'));
  try {
    const files = openLargeFiles(folder, openKeys({ masterKey: undefined, dataDir: folder }));
    for (const people of SIZES.filter((size) => size <= (options.people ?? USUAL))) await trialOver(files, people);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function trialOver(files: LargeFiles, people: number): Promise<void> {
  const began = performance.now();
  const kept = await files.keep(writeColumns(POPULATION_FACTS, countries(people)), 10_000_000_000);
  const made_s = since(began);
  const read = (range: { from: number; to: number }) => files.read(kept.id, range);
  for (const [name, after] of [
    ['tables', AFTER],
    ['formula', FORMULA],
  ] as const) {
    const bare = await bareReading(files, kept);
    const start = performance.now();
    const file = await describeColumns(read, kept.size_bytes);
    const recipe = recipeOf(modelOf(after), file.columns);
    const tally = await countAll({ recipe, file, read, time_ms: TRIAL_MS });
    const { total } = protect(tally, recipe);
    const value = since(start);
    printDetail('rules.trial', {
      people: file.rows,
      editions: name,
      combinations: tally.combinations,
      file_mb: rounded(kept.size_bytes / 1_000_000),
      facts: 'from the generator, without a database',
      made_s: rounded(made_s),
      gains: total.effects.gains,
      newly_in: total.effects.newly_in,
      growth: total.growth,
      memory_mb: rounded(process.memoryUsage().rss / 1_000_000),
    });
    printFigure({ bench: `rules.trial (${people} people, ${name})`, value, unit: 's', limit: bare });
  }
  await files.remove(kept.id);
}

const since = (began: number): number => (performance.now() - began) / 1000;

function recipeOf(after: string, columns: Parameters<typeof breakdownsOf>[0]): Recipe {
  return {
    before: [modelOf(BEFORE)],
    after: [after],
    decision: 'Allowance',
    sources: SOURCES,
    measure: { entitled: null, amount: null, kind: 'benefit', per: 'month' },
    on: TODAY,
    breakdowns: breakdownsOf(columns, TODAY),
  };
}

async function bareReading(files: LargeFiles, { id, size_bytes }: LargeFile): Promise<number> {
  const began = performance.now();
  const read = (range: { from: number; to: number }) => files.read(id, range);
  const file = await describeColumns(read, size_bytes);
  let sum = 0;
  for await (const { bytes, rows } of groupsOf(read, file))
    for (const code of columnsOf(bytes, rows, file.columns).codes[0]!) sum += code;
  if (sum === 0) throw new Error('nothing was read');
  return since(began);
}

/** Facts of so many people, family after family. */
function* countries(people: number): Generator<(string | null)[][]> {
  const places = allPlaces(TODAY);
  for (let seed = 1, left = people; left > 0; seed++) {
    // The dead are made too and not counted: the last seed brings a few more than are wanted.
    const some = Math.min(Math.max(left, FEWEST_OF_A_SEED), MOST_OF_A_SEED);
    for (const family of exampleFamilies({ people: some, today: TODAY, places, seed })) {
      const rows = rowsOf(family).slice(0, left);
      left -= rows.length;
      yield rows;
      if (left === 0) return;
    }
  }
}

function rowsOf({ people, households, marriages }: ExampleFamily): (string | null)[][] {
  const status = new Map<string, string>();
  for (const { husbandNumber, wifeNumber, endReason, endedOn } of marriages) {
    const is = endedOn === undefined ? 'married' : endReason === 'death' ? 'widowed' : 'divorced';
    for (const number of [husbandNumber, wifeNumber]) if (number) status.set(number, is);
  }
  const homes = new Map(
    households.flatMap(({ communeCode, members }) =>
      members.map(({ number, relation }) => [number, { communeCode, size: members.length, relation }] as const),
    ),
  );
  return people.flatMap((person) => {
    if (person.diedOn) return [];
    const home = homes.get(person.number);
    const facts: PopulationFacts = {
      bornOn: person.bornOn,
      sex: person.sex,
      communeCode: home?.communeCode ?? null,
      ethnicGroup: person.ethnicGroup,
      nationality: person.nationality,
      maritalStatus: status.get(person.number) ?? 'single',
      householdSize: home?.size ?? null,
      relationToHead: home?.relation ?? null,
    };
    return [rowOf(facts, TODAY)];
  });
}
