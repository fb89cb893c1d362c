import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { keepMade, MADE_FOLDER, madeBefore, madeOnce } from './made-once.ts';

const KIND = `test-${process.pid}`;

suite('what is made of sources', () => {
  after(() => rmSync(join(MADE_FOLDER, KIND), { recursive: true, force: true }));

  test('is made at the first start and read at the later ones, as long as the sources say the same', () => {
    let times = 0;
    const make = (): string => `made ${++times}`;
    assert.equal(madeOnce(KIND, 'a source', make).toString(), 'made 1');
    assert.equal(madeOnce(KIND, 'a source', make).toString(), 'made 1');
    assert.equal(madeOnce(KIND, 'another source', make).toString(), 'made 2');
    assert.equal(times, 2);
  });

  test('is of one kind only', () => {
    keepMade(KIND, 'the same source', 'made');
    assert.equal(madeBefore(KIND, 'the same source')?.toString(), 'made');
    assert.equal(madeBefore(`${KIND}-other`, 'the same source'), undefined);
  });

  test('is given all the same where nothing can be kept', () => {
    const blocked = `${KIND}/blocked`;
    mkdirSync(join(MADE_FOLDER, KIND), { recursive: true });
    writeFileSync(join(MADE_FOLDER, blocked), 'a file where the folder should be');
    assert.equal(madeOnce(blocked, 'a source', () => 'made').toString(), 'made');
    assert.equal(madeBefore(blocked, 'a source'), undefined);
  });
});
