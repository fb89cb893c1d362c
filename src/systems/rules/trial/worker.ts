import { parentPort, workerData } from 'node:worker_threads';
import type { CodedColumn } from '../../../kernel/column-file.ts';
import { Deciding } from './deciding.ts';
import type { Recipe } from './recipe.ts';

/** What a thread is told: another group of people, or that there is no more. */
export type Told = { bytes: ArrayBuffer; rows: number } | 'end';

const { recipe, columns } = workerData as { recipe: Recipe; columns: CodedColumn[] };
const deciding = new Deciding(recipe, columns);
const port = parentPort!;

port.on('message', (told: Told) => {
  if (told === 'end') {
    port.postMessage({ tally: deciding.end() });
    port.close();
    return;
  }
  deciding.take(told.bytes, told.rows);
  port.postMessage({ rows: told.rows });
});
