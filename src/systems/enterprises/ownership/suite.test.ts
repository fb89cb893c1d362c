import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { fill } from '../../../kernel/text.ts';
import { sentences } from '../texts.ts';
import { readStatements, type StatementAnswer } from './read-statements.ts';

const SUITE = resolve(import.meta.dirname, '../../../../../shared/suites/bods/tests-data');
const skip = existsSync(SUITE) ? false : 'the test vectors of BODS are not beside the project (../shared/suites/bods)';

async function answersTo(file: string): Promise<StatementAnswer[]> {
  const answers: StatementAnswer[] = [];
  for await (const answer of readStatements([readFileSync(file)])) answers.push(answer);
  return answers;
}

test('every one of the 111 valid files of the BODS suite is accepted whole', { skip }, async () => {
  const folder = join(SUITE, 'valid-statements');
  const files = readdirSync(folder);
  assert.equal(files.length, 111);
  for (const file of files) {
    const answers = await answersTo(join(folder, file));
    const given = (JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown[]).length;
    assert.deepEqual(
      answers.map(({ kind }) => kind),
      Array.from({ length: given }, () => 'accepted'),
      `${file}: ${JSON.stringify(answers)}`,
    );
  }
});

/** Our code for each of the suite's keywords. */
const CODES: Readonly<Record<string, readonly string[]>> = {
  required: ['ownership.field_missing'],
  type: ['ownership.wrong_type', 'ownership.not_a_list'],
  enum: ['ownership.not_in_codelist', 'ownership.subtype_does_not_fit'],
  anyOf: ['ownership.not_a_day_or_instant', 'ownership.one_of_missing'],
  oneOf: ['ownership.not_a_reference'],
  format: ['ownership.not_a_day', 'ownership.not_a_uri'],
  minLength: ['ownership.too_short'],
  maxLength: ['ownership.too_long'],
  minimum: ['ownership.too_small'],
  maximum: ['ownership.too_large'],
  pattern: ['ownership.not_a_version'],
  const: ['ownership.not_a_transformation', 'ownership.component_has_components'],
};

test(
  'every one of the 192 invalid files is refused, for the reason and at the field that the suite names',
  { skip },
  async () => {
    const folder = join(SUITE, 'invalid-statements');
    const expected = readFileSync(join(folder, 'expected_errors.csv'), 'utf8').trim().split('\n');
    assert.equal(expected.length, 192);
    const wrong: string[] = [];
    for (const line of expected) {
      const [file, keyword, path, field] = line
        .trim()
        .split(',')
        .map((cell) => cell.trim()) as [string, string, string, string];
      const answers = await answersTo(join(folder, file));
      const refusals = answers.flatMap((answer) => (answer.kind === 'accepted' ? [] : answer.refusals));
      const container = path
        .replace(/^\$(\[\d+\])?/, '')
        .replace(/[.[]/g, '/')
        .replaceAll(']', '');
      const pointer = keyword === 'required' ? `${container}/${field}` : container;
      const agrees =
        refusals.length === 1 && refusals[0]!.pointer === pointer && CODES[keyword]!.includes(refusals[0]!.code);
      for (const { code, values = {} } of refusals) {
        const { vi, en } = sentences[code]!;
        for (const sentence of [vi, en]) assert.doesNotMatch(fill(sentence, values), /\{\w+\}/, code);
      }
      if (!agrees) wrong.push(`${file}: ${keyword} at ${pointer} expected, not ${JSON.stringify(refusals)}`);
    }
    assert.deepEqual(wrong, []);
  },
);
