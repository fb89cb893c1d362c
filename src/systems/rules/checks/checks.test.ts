import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDate } from '../feel/calendar-text.ts';
import { parseNumber } from '../feel/decimal.ts';
import type { Value } from '../feel/value.ts';
import { examineModel, refusalsOf } from './check-model.ts';
import type { Finding } from './finding.ts';

const NOW = { now: new Date('2026-11-22T03:00:00Z') };

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const cell = (kind: string, text: string): string => `<${kind}><text>${escaped(text)}</text></${kind}>`;

interface Sketch {
  policy?: string;
  /** Expression, type, and the values allowed. */
  inputs: [string, string, string?][];
  output?: [type: string, allowed?: string];
  otherwise?: string;
  rows: string[][];
}

/** A model with one table; the last of each row is its output. */
function modelOf({ policy = 'UNIQUE', inputs, output = ['string'], otherwise, rows }: Sketch): string {
  const names = [...new Set(inputs.map(([name]) => name))];
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="Test" namespace="urn:test">
    ${names.map((name) => `<inputData id="${name}" name="${name}"><variable name="${name}"/></inputData>`).join('')}
    <decision id="fee" name="Fee"><variable name="Fee"/>
    ${names.map((name) => `<informationRequirement><requiredInput href="#${name}"/></informationRequirement>`).join('')}
    <decisionTable hitPolicy="${policy}">
    ${inputs
      .map(
        ([name, type, allowed]) =>
          `<input><inputExpression typeRef="${type}"><text>${name}</text></inputExpression>${allowed ? cell('inputValues', allowed) : ''}</input>`,
      )
      .join('')}
    <output typeRef="${output[0]}">${output[1] ? cell('outputValues', output[1]) : ''}${otherwise ? cell('defaultOutputEntry', otherwise) : ''}</output>
    ${rows
      .map(
        (row) =>
          `<rule>${row.map((text, x) => cell(x < row.length - 1 ? 'inputEntry' : 'outputEntry', text)).join('')}</rule>`,
      )
      .join('')}
    </decisionTable></decision></definitions>`;
}

function findingsOf(sketch: Sketch): Finding[] {
  const { problems, findings } = examineModel(modelOf(sketch));
  assert.deepEqual(problems, []);
  return findings;
}

const told = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, where, about }) => `${code} · ${where} · ${about}`);

const AGE: [string, string] = ['Age', 'number'];
const POOR: [string, string] = ['Poor', 'boolean'];

test('cases that no row takes are told as ranges, in words and as cells', () => {
  const found = findingsOf({
    inputs: [AGE, POOR],
    rows: [
      ['< 6', '-', '"free"'],
      ['[6..18)', 'true', '"free"'],
      ['>= 18', '-', '"full"'],
    ],
  });
  assert.deepEqual(told(found), ['table.gap · Fee · Age: [6..18); Poor: false']);
  assert.deepEqual(
    found[0]?.cases?.map(({ words }) => [words.vi, words.en]),
    [
      ['từ 6 đến dưới 18', 'from 6 to under 18'],
      ['không', 'no'],
    ],
  );
  assert.deepEqual(
    found[0]?.example?.map((each) => each.cell),
    ['6', 'false'],
  );
});

test('a table that takes every case that is allowed has no gap', () => {
  const rows = [
    ['[0..18)', '-', '"a"'],
    ['[18..150]', '-', '"b"'],
  ];
  assert.deepEqual(told(findingsOf({ inputs: [['Age', 'number', '[0..150]'], POOR], rows })), []);
  assert.equal(findingsOf({ inputs: [AGE, POOR], rows }).length, 1);
  assert.deepEqual(told(findingsOf({ inputs: [AGE, POOR], rows, otherwise: '"c"' })), []);
});

test('days and months have nothing between two that follow one another; what is not known is a case where a cell names it', () => {
  const dates = findingsOf({
    inputs: [['Day', 'date']],
    rows: [
      ['<= date("2025-06-30")', '"a"'],
      ['>= date("2025-07-01")', '"b"'],
    ],
  });
  assert.deepEqual(told(dates), []);
  const rows = [
    ['null', '"alive"'],
    ['< date("2025-07-01")', '"old"'],
    ['> date("2025-07-01")', '"new"'],
  ];
  assert.deepEqual(told(findingsOf({ inputs: [['Death', 'date']], rows })), [
    'table.gap · Fee · Death: date("2025-07-01")',
  ]);
});

test('two rows of a unique table that both apply refuse the model, with an example', () => {
  const examined = examineModel(
    modelOf({
      inputs: [AGE, POOR],
      rows: [
        ['< 18', '-', '"a"'],
        ['>= 16', 'true', '"b"'],
        ['>= 18', 'false', '"c"'],
      ],
    }),
  );
  const [refusal] = refusalsOf(examined) as Finding[];
  assert.equal(`${refusal?.code} · ${refusal?.where}`, 'table.overlap · Fee, rule 1 & 2');
  assert.deepEqual(
    refusal?.example?.map((each) => each.cell),
    ['16', 'true'],
  );
});

test('two rows may both apply where they answer the same under ANY, and not where they differ', () => {
  const rows = [
    ['< 18', '"a"'],
    ['> 10', '"b"'],
    ['> 15', '"b"'],
  ];
  assert.deepEqual(
    findingsOf({ policy: 'ANY', inputs: [AGE], rows }).map(({ code, rules }) => [code, ...rules]),
    [
      ['table.differing', 1, 2],
      ['table.differing', 1, 3],
    ],
  );
});

test('rows that others always answer for are named', () => {
  const rows = [
    ['< 18', '"a"'],
    ['>= 10', '"b"'],
    ['[5..30]', '"c"'],
  ];
  assert.deepEqual(told(findingsOf({ policy: 'FIRST', inputs: [AGE], rows })), [
    'table.row_unreached · Fee, rule 3 · ',
  ]);
  const byPriority = findingsOf({ policy: 'PRIORITY', inputs: [AGE], output: ['string', '"c", "a", "b"'], rows });
  assert.deepEqual(told(byPriority), []);
  const weakest = findingsOf({ policy: 'PRIORITY', inputs: [AGE], output: ['string', '"a", "b", "c"'], rows });
  assert.deepEqual(told(weakest), ['table.row_unreached · Fee, rule 3 · ']);
});

test('cells of the wrong type, values that are not allowed and rows that cannot apply are told with the cell', () => {
  const found = findingsOf({
    inputs: [AGE, ['Level', 'string', '"poor", "near poor"']],
    output: ['number', '0, 50, 100'],
    rows: [
      ['"old"', '"poor"', '0'],
      ['-', '"rich"', '50'],
      ['not(< 3, >= 3)', '-', '30'],
      ['-', '"near poor"', '"half"'],
    ],
  });
  assert.deepEqual(told(found.filter(({ code }) => code !== 'table.gap' && code !== 'table.overlap')), [
    'table.cell_type · Fee, rule 1, input 1 · "old"',
    'table.value_not_allowed · Fee, rule 2, input 2 · "rich"',
    'table.value_not_allowed · Fee, rule 3, output 1 · 30',
    'table.cell_type · Fee, rule 4, output 1 · "half"',
    'table.row_impossible · Fee, rule 2, input 2 · "rich"',
    'table.row_impossible · Fee, rule 3, input 1 · not(< 3, >= 3)',
  ]);
});

test('two columns that ask the same are one axis: nothing is both before and after', () => {
  const found = findingsOf({
    inputs: [AGE, AGE],
    rows: [
      ['< 18', '-', '"a"'],
      ['>= 18', '< 60', '"b"'],
      ['-', '>= 60', '"c"'],
    ],
  });
  assert.deepEqual(told(found), []);
});

const NUMBER_CELLS = ['-', '< 3', '<= 3', '> 5', '>= 5', '[3..5]', '(3..5)', '4', '3, 5', 'not(4)', 'not(< 3)', '!= 3'];
const TEXT_CELLS = ['-', '"a"', '"b"', '"a", "b"', 'not("a")', 'not("a", "c")'];
const DATE_CELLS = ['-', '< date("2025-07-01")', '>= date("2025-07-01")', 'date("2025-06-30")', 'not(null)', 'null'];
const NUMBERS = ['2', '3', '3.5', '4', '4.5', '5', '6'].map((text) => parseNumber(text));
const TEXTS = ['a', 'b', 'c', 'd'];
const DATES = [null, ...['2025-06-29', '2025-06-30', '2025-07-01', '2025-07-02'].map(parseDate)];

const anyRows = fc.array(
  fc.tuple(
    fc.constantFrom(...NUMBER_CELLS),
    fc.constantFrom(...TEXT_CELLS),
    fc.constantFrom(...DATE_CELLS),
    fc.constantFrom('"x"', '"y"'),
  ),
  { minLength: 1, maxLength: 7 },
);
const INPUTS: Sketch['inputs'] = [
  ['n', 'number'],
  ['t', 'string'],
  ['d', 'date'],
];

test('what is called a gap, an overlap or an unreached row is one, and going through all cases finds no other', () => {
  fc.assert(
    fc.property(anyRows, fc.constantFrom('UNIQUE', 'FIRST', 'ANY'), (rows, policy) => {
      const sketch = { policy, inputs: INPUTS, rows: rows.map((row) => [...row]) };
      const { findings } = examineModel(modelOf(sketch));
      const { program } = examineModel(
        modelOf({ ...sketch, policy: 'RULE ORDER', rows: rows.map((row, y) => [...row.slice(0, 3), `"${y + 1}"`]) }),
      );
      const applying = (values: readonly Value[]): number[] => {
        const { value } = program!.decide('Fee', new Map(INPUTS.map(([name], x) => [name, values[x] ?? null])), NOW);
        return Array.isArray(value) ? value.map(Number) : [];
      };
      const hasNull = rows.some((row) => row[2].includes('null'));
      const seen = { gap: false, overlap: new Set<string>(), answering: new Set<number>() };
      for (const n of NUMBERS)
        for (const t of TEXTS)
          for (const d of DATES) {
            if (d === null && !hasNull) continue;
            const rules = applying([n, t, d]);
            if (rules.length === 0) seen.gap = true;
            if (rules[0]) seen.answering.add(rules[0]);
            for (const a of rules) for (const b of rules) if (a < b) seen.overlap.add(`${a},${b}`);
          }
      assert.equal(
        findings.some(({ code }) => code === 'table.gap'),
        seen.gap,
      );
      for (const { code, example } of findings) {
        if (code !== 'table.gap') continue;
        // An input that no row tells apart has no part in the example: it may be anything.
        const cells = INPUTS.map(([name]) => example?.find(({ expression }) => expression === name)?.cell ?? 'null');
        const { value } = examineModel(
          modelOf({ ...sketch, rows: [], otherwise: `[${cells.join()}]`, output: ['Any'] }),
        ).program!.decide('Fee', new Map(), NOW);
        assert.deepEqual(applying(value as Value[]), []);
      }
      const overlaps = findings.filter(({ code }) => code === 'table.overlap').map(({ rules }) => rules.join());
      if (policy === 'UNIQUE') assert.deepEqual(overlaps.toSorted(), [...seen.overlap].toSorted());
      const isDiffering = [...seen.overlap].filter((pair) => {
        const [a = 0, b = 0] = pair.split(',').map(Number);
        return rows[a - 1]?.[3] !== rows[b - 1]?.[3];
      });
      const differing = findings.filter(({ code }) => code === 'table.differing').map(({ rules }) => rules.join());
      if (policy === 'ANY') assert.deepEqual(differing.toSorted(), isDiffering.toSorted());
      const silent = findings.filter(({ code }) => code === 'table.row_unreached' || code === 'table.row_impossible');
      if (policy === 'FIRST')
        assert.deepEqual(
          silent.map(({ rules }) => rules[0] ?? 0).toSorted((a, b) => a - b),
          rows.map((_, y) => y + 1).filter((y) => !seen.answering.has(y)),
        );
    }),
    {
      numRuns: 150,
      examples: [
        // Only the last input is told apart.
        [[['-', '-', 'null', '"x"']], 'UNIQUE'],
      ],
    },
  );
});

/** Processor time in ms: a machine on which others work too is no slower by it. */
function spentSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

test('10,000 rows are checked within seconds: one gap and one overlap among them are found', () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => [`[${i}..${i + 1})`, '-', `${i}`]);
  rows[5_000] = ['[5000..5000.5)', '-', '1'];
  rows[7_000] = ['[7000..7001.5)', 'true', '1'];
  const sketch: Sketch = { inputs: [['Age', 'number', '[0..10000)'], POOR], output: ['number'], rows };
  const began = process.cpuUsage();
  const found = findingsOf(sketch);
  assert.ok(spentSince(began) < 10_000, `${spentSince(began)} ms`);
  assert.deepEqual(told(found), [
    'table.overlap · Fee, rule 7001 & 7002 · Age: [7001..7001.5); Poor: true',
    'table.gap · Fee · Age: [5000.5..5001)',
    'table.gap · Fee · Age: [7000..7001); Poor: false',
  ]);
});

test('a hostile table ends soon, and says that not everything was looked at', () => {
  let seed = 7;
  const next = (most: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % most;
  const inputs = Array.from({ length: 30 }, (_, x): [string, string] => [`c${x}`, 'number']);
  const rows = Array.from({ length: 2_000 }, () => [
    ...inputs.map(() => (next(3) === 0 ? '-' : `[${next(50)}..${50 + next(50)}]`)),
    '"x"',
  ]);
  const began = process.cpuUsage();
  const found = findingsOf({ inputs, rows });
  const codes = new Set(found.map(({ code }) => code));
  assert.ok(spentSince(began) < 20_000, `${spentSince(began)} ms`);
  assert.ok(codes.has('table.not_all_seen') && codes.has('table.overlap'), [...codes].join());
});
