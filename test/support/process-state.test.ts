import assert from 'node:assert/strict';
import { test } from 'node:test';
import { now, setClock } from '../../src/kernel/clock.ts';
import { leftBehind, processState } from './process-state.ts';

test('a process that is as it was found has nothing left behind', () => {
  assert.deepEqual(leftBehind(processState()), []);
});

test('what a test file leaves changed is named, and put back for the next', () => {
  const found = processState();
  const { random } = Math;
  setClock(new Date('2030-01-01T00:00:00Z'));
  process.env.LEFT_BY_A_TEST = 'yes';
  delete process.env.PATH;
  Math.random = () => 0;
  process.chdir('/');
  assert.deepEqual(leftBehind(found).sort(), [
    'LEFT_BY_A_TEST in the environment',
    'PATH in the environment',
    'the clock is set',
    'the function random',
    'the working folder',
  ]);
  assert.equal(process.env.PATH, found.environment.PATH);
  assert.equal(process.env.LEFT_BY_A_TEST, undefined);
  assert.equal(Math.random, random);
  assert.equal(process.cwd(), found.folder);
  assert.ok(Math.abs(now().getTime() - Date.now()) < 60_000);
  assert.deepEqual(leftBehind(found), []);
});
