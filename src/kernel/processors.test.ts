import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { Processors } from './processors.ts';

test('processors that all are at work are busy, and what was found stays for a quarter of a second', async () => {
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker('for (const end = Date.now() + 3_000; Date.now() < end;);', { eval: true }),
  );
  try {
    await Promise.all(workers.map((worker) => new Promise((online) => worker.once('online', online))));
    const processors = new Processors();
    assert.equal(processors.areBusy(), false, 'nothing is known yet');
    await wait(1_000);
    assert.equal(processors.areBusy(), true);
    await Promise.all(workers.map((worker) => worker.terminate()));
    assert.equal(processors.areBusy(), true);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
});
