import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHouse, prepareDatabase } from '../src/house.ts';
import { openPostgres } from '../src/open-postgres.ts';
import { readConfig } from '../src/kernel/config.ts';
import { ownerClient } from '../src/kernel/db.ts';
import { openKeys } from '../src/kernel/keys.ts';
import { type LargeFile, type LargeFiles, largeFilesOf, openLargeFiles } from '../src/kernel/large-files.ts';
import { type ExampleFamily, exampleFamilies } from '../src/country/example/index.ts';
import { type CallContext, call } from '../src/systems/exchange/index.ts';
import { extractFacts } from '../src/systems/population/services.ts';
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
/** So many people are made; more are the same people again. */
const MOST_MADE = 1_000_000;
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

/** So many people the running country has whose facts are taken out of the register itself. */
const RUNNING = 100_000;
const DRAFTER: CallContext = {
  caller: 'rules',
  agency: { code: 'G18', name: 'Bộ Y tế' },
  actor: { kind: 'machine', name: 'bench' },
  purpose: 'law-drafting',
  idempotencyKey: 'bench-of-the-trial',
};
/** The same facts by one statement, as bare as the database has them. */
const BARE_FACTS = `COPY (SELECT p.number, p.born_on, p.sex, p.ethnic_group, p.nationality, r.relation, h.commune_code,
    count(*) OVER (PARTITION BY r.household_id), s.person_number IS NOT NULL
  FROM population.person p
  LEFT JOIN population.residence r ON r.person_number = p.number AND r.valid_during @> current_date
  LEFT JOIN population.household h ON h.id = r.household_id AND h.valid_during @> current_date
  LEFT JOIN population.relation s ON s.person_number = p.number AND s.kind = 'spouse' AND s.valid_during @> current_date
  WHERE p.died_on IS NULL AND p.valid_during @> current_date) TO '/dev/null'`;

/**
 * `rules.extract`: people a second whose facts the population register of a running country of 100,000 writes into a file for counting,
 * through the exchange; the limit is COPY of the same facts by one statement. Then the whole trial over that file.
 */
async function trialOverRegister(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mot-cua-run-'));
  chmodSync(folder, 0o711);
  const config = readConfig({ DATA_DIR: join(folder, 'data'), PEOPLE: String(RUNNING), LOG: 'silent' });
  const database = await openPostgres(config);
  const owner = ownerClient(database.owner);
  try {
    await prepareDatabase(config, database);
    const house = await openHouse(config, database);
    await owner.connect();
    const facts = POPULATION_FACTS.map(({ name }) => name);
    const began = performance.now();
    const { output } = await call(house, extractFacts, { facts, reason: 'bench' }, DRAFTER);
    const spent_s = since(began);
    const copying = performance.now();
    await owner.query(BARE_FACTS);
    const bare = output.rows / since(copying);
    printDetail('rules.extract', { people: output.rows, spent_s: rounded(spent_s), facts: facts.length });
    printFigure({ bench: 'rules.extract', value: output.rows / spent_s, unit: 'people/s', limit: bare });
    const { fileId: id, size_bytes } = output;
    await trialOver(largeFilesOf(house), { id, size_bytes }, 'of a running country');
    await house.db.close();
  } finally {
    await owner.end();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * `rules.trial`: seconds of a whole trial, to read, decide, count and hide, over the people of the synthetic country. Its facts are
 * written by the bench from the generator, as the register writes them, encrypted, without a database; beyond a million people
 * they are the facts of that million again. The limit is reading the
 * same file and adding up one of its columns. `--people` is the largest size; 1,000,000 when not said.
 */
export async function rulesTrial(options: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mot-cua-run-'));
  try {
    const files = openLargeFiles(folder, openKeys({ masterKey: undefined, dataDir: folder }));
    for (const people of SIZES.filter((size) => size <= (options.people ?? USUAL))) {
      const began = performance.now();
      const kept = await files.keep(writeColumns(POPULATION_FACTS, countries(people)), 10_000_000_000);
      await trialOver(
        files,
        kept,
        `of ${Math.min(people, MOST_MADE)} people of the generator, without a database, made in ${Math.round(since(began))} s`,
      );
      await files.remove(kept.id);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  await trialOverRegister();
}

async function trialOver(files: LargeFiles, kept: Pick<LargeFile, 'id' | 'size_bytes'>, facts: string): Promise<void> {
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
      facts,
      gains: total.effects.gains,
      newly_in: total.effects.newly_in,
      growth: total.growth,
      memory_mb: rounded(process.memoryUsage().rss / 1_000_000),
    });
    printFigure({ bench: `rules.trial (${file.rows} people, ${name})`, value, unit: 's', limit: bare });
  }
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

async function bareReading(
  files: LargeFiles,
  { id, size_bytes }: Pick<LargeFile, 'id' | 'size_bytes'>,
): Promise<number> {
  const began = performance.now();
  const read = (range: { from: number; to: number }) => files.read(id, range);
  const file = await describeColumns(read, size_bytes);
  let sum = 0;
  for await (const { bytes, rows } of groupsOf(read, file))
    for (const code of columnsOf(bytes, rows, file.columns).codes[0]!) sum += code;
  if (sum === 0) throw new Error('nothing was read');
  return since(began);
}

/** Facts of so many people: family after family, and beyond a million the same people again. */
function* countries(people: number): Generator<(string | null)[][]> {
  const places = allPlaces(TODAY);
  // The dead are made too and not counted.
  const made = Math.round(Math.min(people, MOST_MADE) * 1.1);
  const kept: (string | null)[][][] = [];
  let left = people;
  const some = (rows: (string | null)[][]): (string | null)[][] => {
    const taken = rows.length > left ? rows.slice(0, left) : rows;
    left -= taken.length;
    return taken;
  };
  for (const family of exampleFamilies({ people: made, today: TODAY, places })) {
    const rows = rowsOf(family);
    if (people > MOST_MADE) kept.push(rows);
    yield some(rows);
    if (left === 0) return;
  }
  while (left > 0) for (const rows of kept) if (left > 0) yield some(rows);
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
