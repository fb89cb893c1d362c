import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Value } from '../feel/value.ts';
import { compileModel } from './checked.ts';
import { textOf } from '../feel/value.ts';

const NOW = { now: new Date('2026-11-22T03:00:00Z') };

const model = (body: string): string =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="Test" namespace="urn:test">${body}</definitions>`;
const input = (name: string, typeRef: string): string =>
  `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${typeRef}"/></inputData>`;
const needs = (...ids: string[]): string =>
  ids.map((id) => `<informationRequirement><requiredInput href="#${id}"/></informationRequirement>`).join('');
const cell = (kind: string, text: string): string =>
  `<${kind}><text>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text></${kind}>`;

/** A model with one table over Age and Member; each rule as its two tests and its output. */
function tableModel(
  attributes: string,
  rules: [string, string, string][],
  output = '<output typeRef="string"/>',
): string {
  const rows = rules.map(
    ([age, member, out]) =>
      `<rule>${cell('inputEntry', age)}${cell('inputEntry', member)}${cell('outputEntry', out)}</rule>`,
  );
  return model(
    `${input('Age', 'number')}${input('Member', 'boolean')}
    <decision id="d" name="Fee"><variable name="Fee"/>${needs('Age', 'Member')}
    <decisionTable ${attributes}>
      <input><inputExpression typeRef="number"><text>Age</text></inputExpression></input>
      <input><inputExpression typeRef="boolean"><text>Member</text></inputExpression></input>
      ${output}${rows.join('')}
    </decisionTable></decision>`,
  );
}

function decide(text: string, given: Record<string, Value>, name = 'Fee'): { shown: string; warnings: string[] } {
  const { program, problems } = compileModel(text);
  assert.deepEqual(problems, []);
  const { value, warnings } = program!.decide(name, new Map(Object.entries(given)), NOW);
  return { shown: textOf(value, true), warnings: warnings.map(({ code }) => code) };
}

const ROWS: [string, string, string][] = [
  ['< 6', '-', '"free"'],
  ['[6..18)', '-', '"half"'],
  ['>= 60', 'true', '"half"'],
  ['not(< 18)', 'false', '"full"'],
];

test('a table answers with the one row that applies', () => {
  const table = tableModel('hitPolicy="UNIQUE"', ROWS);
  assert.equal(decide(table, { Age: 5, Member: true }).shown, '"free"');
  assert.equal(decide(table, { Age: 70, Member: true }).shown, '"half"');
  assert.equal(decide(table, { Age: 70, Member: false }).shown, '"full"');
});

test('a table without a row for a case answers null and says so', () => {
  const table = tableModel('hitPolicy="UNIQUE"', ROWS);
  assert.deepEqual(decide(table, { Age: 30, Member: true }), { shown: 'null', warnings: ['table.no_rule'] });
});

test('an input that is missing or of the wrong type never makes a wrong answer', () => {
  const table = tableModel('hitPolicy="UNIQUE"', ROWS);
  assert.deepEqual(decide(table, { Member: true }).shown, 'null');
  assert.equal(decide(table, { Member: true }).warnings[0], 'input.missing');
  assert.deepEqual(decide(table, { Age: 'five', Member: true }).shown, 'null');
  assert.equal(decide(table, { Age: 'five', Member: true }).warnings[0], 'type.mismatch');
});

test('each hit policy makes of several rows what the standard says', () => {
  const rows: [string, string, string][] = [
    ['> 10', '-', '2'],
    ['> 5', '-', '7'],
    ['> 20', '-', '1'],
  ];
  const output = `<output typeRef="number">${cell('outputValues', '7, 2, 1')}</output>`;
  const answers: Record<string, string> = {
    'hitPolicy="UNIQUE"': 'null',
    'hitPolicy="ANY"': 'null',
    'hitPolicy="FIRST"': '2',
    'hitPolicy="PRIORITY"': '7',
    'hitPolicy="RULE ORDER"': '[2, 7]',
    'hitPolicy="OUTPUT ORDER"': '[7, 2]',
    'hitPolicy="COLLECT"': '[2, 7]',
    'hitPolicy="COLLECT" aggregation="SUM"': '9',
    'hitPolicy="COLLECT" aggregation="COUNT"': '2',
    'hitPolicy="COLLECT" aggregation="MIN"': '2',
    'hitPolicy="COLLECT" aggregation="MAX"': '7',
  };
  for (const [attributes, expected] of Object.entries(answers))
    assert.equal(decide(tableModel(attributes, rows, output), { Age: 15, Member: true }).shown, expected, attributes);
});

test('a knowledge model may call itself, and what calls itself for ever is ended', () => {
  const text = (body: string): string =>
    model(`${input('n', 'number')}
    <businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic><formalParameter name="x" typeRef="number"/>
      <literalExpression>${cell('text', body)
        .replace(/<text><text>/, '<text>')
        .replace(/<\/text><\/text>/, '</text>')}</literalExpression></encapsulatedLogic>
      <knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement></businessKnowledgeModel>
    <decision id="d" name="Fee"><variable name="Fee"/>${needs('n')}<knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>
      <literalExpression><text>f(n)</text></literalExpression></decision>`);
  assert.equal(decide(text('if x = 0 then 1 else x * f(x - 1)'), { n: 20 }).shown, '2432902008176640000');
  assert.deepEqual(decide(text('f(x + 1)'), { n: 0 }), { shown: 'null', warnings: ['limit.depth'] });
});

test('a model that cannot be read, refers to nothing or needs itself is refused with the place', () => {
  const broken = tableModel('hitPolicy="UNIQUE"', [['< <', '-', '"x"']]);
  assert.deepEqual(
    compileModel(broken).problems.map(({ code, where }) => [code, where]),
    [['model.syntax_wrong', 'Fee, rule 1, input 1']],
  );
  const unknown = tableModel('hitPolicy="UNIQUE"', [['-', '-', 'Salary']]);
  assert.equal(compileModel(unknown).problems[0]?.code, 'model.name_unknown');
  const ring = (id: string, other: string): string =>
    `<decision id="${id}" name="${id}"><informationRequirement><requiredDecision href="#${other}"/></informationRequirement><literalExpression><text>1</text></literalExpression></decision>`;
  assert.equal(compileModel(model(ring('a', 'b') + ring('b', 'a'))).problems[0]?.code, 'model.reference_cyclic');
  assert.equal(compileModel(model(ring('a', 'zzz'))).problems[0]?.code, 'model.reference_unknown');
});

test('a file that unfolds into more than it is, or is no model, is refused', () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${model('<description>&b;</description>')}`;
  assert.equal(compileModel(bomb).problems[0]?.code, 'model.syntax_wrong');
  assert.equal(compileModel('<definitions/>').problems[0]?.code, 'model.syntax_wrong');
  assert.equal(compileModel('<a>'.repeat(100_000)).problems[0]?.code, 'model.syntax_wrong');
  assert.equal(compileModel('not xml').problems[0]?.code, 'model.syntax_wrong');
});

test('a table of 10,000 rows is compiled and answers', () => {
  const rows = Array.from({ length: 10_000 }, (_, i): [string, string, string] => [
    `[${i}..${i + 1})`,
    '-',
    `"row ${i}"`,
  ]);
  assert.equal(decide(tableModel('hitPolicy="UNIQUE"', rows), { Age: 7_654, Member: true }).shown, '"row 7654"');
});
