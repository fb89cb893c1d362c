import { unaryTest } from 'feelin';
import { type Value, prepareDecision } from '../src/systems/rules/index.ts';
import { printDetail, printFigure } from './figures.ts';
import { rulesTrial } from './rules-trial.ts';
import type { Options } from './run.ts';

/** One eligibility table: 50 rows of which one applies at most, 8 inputs. */
const COLUMNS = ['Age', 'Income', 'Region', 'Household', 'Disabled', 'Work', 'Months', 'Status'] as const;
const TYPES = ['number', 'number', 'string', 'number', 'boolean', 'string', 'number', 'string'];
const AGES = ['< 6', '[6..16)', '[16..60)', '[60..80)', '>= 80'];
const INCOMES = ['< 1500000', '[1500000..2250000)', '[2250000..5000000)', '[5000000..10000000)', '>= 10000000'];
const REGIONS = ['"rural", "mountain", "island"', '"urban"'];
const OTHERS = [
  ['-', '-', 'not("retired")', '-', '"resident"'],
  ['>= 2', '-', '-', '>= 6', '"resident", "registered"'],
  ['-', 'true', '-', '[0..120]', '-'],
  ['[1..12]', 'false', '"none", "informal"', '-', 'not("abroad")'],
  ['< 8', '-', '"employed", "retired"', '> 11', '-'],
];

interface Row {
  cells: string[];
  output: string;
}

function eligibility(): Row[] {
  const rows: Row[] = [];
  for (const age of AGES) {
    for (const income of INCOMES) {
      for (const region of REGIONS) {
        const others = OTHERS[rows.length % OTHERS.length] ?? [];
        rows.push({ cells: [age, income, region, ...others], output: `"level ${rows.length % 7}"` });
      }
    }
  }
  return rows;
}

const text = (name: string, value: string): string =>
  `<${name}><text>${value.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</text></${name}>`;

function modelOf(rows: readonly Row[]): string {
  const inputs = COLUMNS.map(
    (name, x) => `<inputData id="i${x}" name="${name}"><variable name="${name}" typeRef="${TYPES[x]}"/></inputData>`,
  );
  const needs = COLUMNS.map(
    (_, x) => `<informationRequirement><requiredInput href="#i${x}"/></informationRequirement>`,
  );
  const columns = COLUMNS.map(
    (name, x) => `<input><inputExpression typeRef="${TYPES[x]}"><text>${name}</text></inputExpression></input>`,
  );
  const lines = rows.map(
    ({ cells, output }) =>
      `<rule>${cells.map((cell) => text('inputEntry', cell)).join('')}${text('outputEntry', output)}</rule>`,
  );
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="Eligibility" namespace="urn:eligibility">
    ${inputs.join('')}<decision id="d" name="Level"><variable name="Level" typeRef="string"/>${needs.join('')}
    <decisionTable hitPolicy="UNIQUE">${columns.join('')}<output typeRef="string"/>${lines.join('')}</decisionTable>
    </decision></definitions>`;
}

const CASES = 4_096;

/** Cases that differ in every input, the same in every run. */
function cases(): Value[][] {
  let seed = 20_261_122;
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((seed / 4_294_967_296) * below);
  };
  const one = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  return Array.from({ length: CASES }, () => [
    next(100),
    next(15_000_000),
    one(['rural', 'mountain', 'island', 'urban']),
    1 + next(9),
    next(2) === 1,
    one(['none', 'informal', 'employed', 'retired']),
    next(240),
    one(['resident', 'registered', 'abroad']),
  ]);
}

/** The same cells by `feelin`: row by row, until a cell does not pass. */
function byFeelin(rows: readonly Row[], given: readonly Value[]): string | null {
  const matching = rows.filter(({ cells }) =>
    cells.every((cell, x) => cell === '-' || unaryTest(cell, { '?': given[x] }).value === true),
  );
  return matching.length === 1 ? (matching[0]?.output.slice(1, -1) ?? null) : null;
}

const SECONDS = 3;
const COMPARED = 20;

/**
 * `rules`: how often in a second one core decides by one eligibility table of 50 rows and 8 inputs; the limit is `feelin`
 * evaluating the same cells in the same run, so that the ratio is how many times faster we are. Both must agree.
 */
export async function rules(options: Options): Promise<void> {
  const rows = eligibility();
  const decide = prepareDecision(modelOf(rows), 'Level', COLUMNS);
  const all = cases();
  const now = new Date();
  for (const given of all.slice(0, COMPARED)) {
    const ours = decide(given, { now }).value;
    if (ours !== byFeelin(rows, given)) throw new Error(`the engines differ on ${JSON.stringify(given)}`);
  }
  const spent_ms = (options.seconds ?? SECONDS) * 1000;
  const ours = rate(spent_ms, CASES, () => {
    for (const given of all) decide(given, { now });
  });
  let at = 0;
  const theirs = rate(spent_ms, 1, () => void byFeelin(rows, all[at++ % CASES] ?? []));
  const applied = all.filter((given) => decide(given, { now }).value !== null).length;
  printDetail('rules.table', { rows: rows.length, inputs: COLUMNS.length, cases: CASES, applied });
  printFigure({ bench: 'rules.table', value: ours, unit: 'evaluations/s/core', limit: theirs });
  await rulesTrial(options);
}

/**
 * Evaluations in a second of one core's processor time, warmed up for a fifth of the time: what others do on the machine
 * meanwhile does not count.
 */
function rate(spent_ms: number, count: number, work: () => void): number {
  for (const until = performance.now() + spent_ms / 5; performance.now() < until;) work();
  let rounds = 0;
  const began = performance.now();
  const before = process.cpuUsage();
  while (performance.now() - began < spent_ms) {
    work();
    rounds++;
  }
  const { user, system } = process.cpuUsage(before);
  return (rounds * count * 1_000_000) / (user + system);
}
