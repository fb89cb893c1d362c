import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RecordCourse } from './record-course.ts';
import type { Statement } from './statement.ts';

const entity = (i: number): Statement => ({
  statementId: String(i).padStart(32, '0'),
  statementDate: '2024-01-15',
  declarationSubject: `absent-${i}`,
  recordId: `E${i}`,
  recordType: 'entity',
  recordDetails: { isComponent: false, entityType: { type: 'registeredEntity' } },
});

test('a course says when more references wait than it may remember', () => {
  const course = new RecordCourse({ mostWaiting: 2 });
  course.next(entity(1), 1);
  course.next(entity(2), 2);
  assert.ok(!course.hasForgotten);
  course.next(entity(3), 3);
  assert.ok(course.hasForgotten);
  assert.deepEqual(
    [...course.openReferences()].map(({ position }) => position),
    [1, 2],
  );
});
