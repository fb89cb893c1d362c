import { Worker } from 'node:worker_threads';
import type { ExampleInput, ExampleSummary } from './country/example/index.ts';
import { type Connection, ownerClient } from './kernel/db.ts';
import { fillApart } from './kernel/fill-apart.ts';
import type { NationPart, NationWish } from './example-nation-maker.ts';
import { exampleAct, peopleRows, saveExampleNameParts } from './systems/population/example/load.ts';

/** How far it is: people that were made, then keys, indexes and references of their tables. */
export interface NationProgress {
  people(made: number): void;
  built(done: number, all: number): void;
}

/**
 * Puts the people of a large country into the population register, and only there: who they are, whose, and where they live. A thread
 * makes them while PostgreSQL takes them in, family after family, so that ten million need no more memory than a few
 * thousand. Not all or nothing: what a call that was cut off has left goes with the next. The answer says what the country is.
 */
export async function loadExampleNation(
  owner: Connection,
  input: ExampleInput,
  progress: NationProgress,
): Promise<ExampleSummary> {
  const client = ownerClient(owner);
  await client.connect();
  try {
    const act = await exampleAct(client, input.people);
    const tables = peopleRows({ people: [], households: [], today: input.today }, act);
    let last: Extract<NationPart, { summary: unknown }> | undefined;
    const load = async (write: (table: string, lines: Uint8Array) => Promise<void>) => {
      for await (const part of partsOf({ input, act })) {
        if ('summary' in part) {
          last = part;
          continue;
        }
        for (const { table, lines } of part.rows) await write(table, lines);
        progress.people(part.made);
      }
    };
    await fillApart(owner, tables, load, progress.built);
    if (!last) throw new Error('the country was not made to its end');
    await saveExampleNameParts(client, last.nameParts);
    return last.summary;
  } finally {
    await client.end();
  }
}

/** The parts as the thread makes them; it is a few ahead. */
async function* partsOf(wish: NationWish): AsyncGenerator<NationPart> {
  const worker = new Worker(new URL('./example-nation-maker.ts', import.meta.url), { workerData: wish });
  const waiting: NationPart[] = [];
  let isOver = false;
  let failure: unknown;
  let wake: () => void = () => undefined;
  worker.on('message', (part: NationPart) => {
    waiting.push(part);
    wake();
  });
  worker.on('error', (error) => {
    failure = error;
    wake();
  });
  worker.on('exit', () => {
    isOver = true;
    wake();
  });
  try {
    for (;;) {
      const part = waiting.shift();
      if (part) {
        worker.postMessage('more');
        yield part;
      } else if (failure) throw failure;
      else if (isOver) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    await worker.terminate();
  }
}
