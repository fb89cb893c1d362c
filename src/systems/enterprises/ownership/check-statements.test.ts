import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Readable } from 'node:stream';
import { checkStatements, type ToldProblem } from './check-statements.ts';

const entity = (recordId: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  statementId: `statement-of-the-test-about-${recordId}`.padEnd(40, '-'),
  statementDate: '2024-01-15',
  declarationSubject: recordId,
  recordId,
  recordType: 'entity',
  recordDetails: { isComponent: false, entityType: { type: 'registeredEntity' } },
  ...more,
});

test('a file is counted, and each refusal told with its field and its sentence in both languages', async () => {
  const { recordId: _, ...nameless } = entity('E2');
  const lines = [entity('E1'), nameless, entity('E3', { declarationSubject: 'E9', note: 1 })];
  const told: ToldProblem[] = [];
  const bytes = Readable.from([Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'))]);
  const checked = await checkStatements(bytes, { complete: true }, (problem) => told.push(problem));
  assert.deepEqual(checked, { accepted: 1, refused: 2, remarks: 1, readable: true });
  assert.deepEqual(
    told.map(({ kind, position, pointer, sentence }) => [kind, position, pointer, sentence.en]),
    [
      ['refusal', 2, '/recordId', 'The required field recordId is missing. Add it.'],
      ['remark', 3, '/note', 'BODS 0.4 has no such field. Check its spelling.'],
      ['refusal', 3, '/declarationSubject', 'The file has no record E9. Add it.'],
    ],
  );
  assert.equal(told[0]?.sentence.vi, 'Thiếu trường bắt buộc recordId. Hãy bổ sung.');
});

test('a file that stops half way is not readable to its end', async () => {
  const bytes = Readable.from([Buffer.from(`[${JSON.stringify(entity('E1'))},{"recordId"`)]);
  const told: ToldProblem[] = [];
  const checked = await checkStatements(bytes, {}, (problem) => told.push(problem));
  assert.deepEqual(checked, { accepted: 1, refused: 0, remarks: 0, readable: false });
  assert.deepEqual(
    told.map(({ code, position }) => [code, position]),
    [['ownership.ends_early', 1]],
  );
});
