import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Failure, runKit } from './run-kit.ts';

const KIT = join(import.meta.dirname, '../../../../../shared/suites/dmn-tck/compliance-level-2');

const MODEL = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="urn:m">
  <inputData id="i" name="n"><variable name="n" typeRef="number"/></inputData>
  <decision id="d" name="twice"><informationRequirement><requiredInput href="#i"/></informationRequirement>
    <literalExpression><text>n * 2</text></literalExpression></decision></definitions>`;
const testCase = (id: string, expected: string): string =>
  `<testCase id="${id}"><inputNode name="n"><value xsi:type="xsd:decimal">1.05</value></inputNode>
   <resultNode name="twice"><expected><value xsi:type="xsd:decimal">${expected}</value></expected></resultNode></testCase>`;

test('test cases are counted, and each failure is told with what was answered', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kit-'));
  try {
    writeFileSync(join(folder, 'm.dmn'), MODEL);
    writeFileSync(
      join(folder, 'm-test.xml'),
      `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
       <modelName>m.dmn</modelName>${testCase('1', '2.1')}${testCase('2', '3')}</testCases>`,
    );
    const failures: Failure[] = [];
    assert.deepEqual(
      runKit(folder, (failure) => failures.push(failure)),
      { passed: 1, failed: 1 },
    );
    assert.deepEqual(
      failures.map(({ test: id, expected, actual }) => [id, expected, actual]),
      [['2', '3', '2.1']],
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('level 2 of the compatibility kit passes, where the kit is there', { skip: !existsSync(KIT) }, () => {
  const failures: Failure[] = [];
  const { failed } = runKit(KIT, (failure) => failures.push(failure));
  assert.deepEqual(failures, []);
  assert.equal(failed, 0);
});
