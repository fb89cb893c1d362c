import { spawn } from 'node:child_process';
import { runHouse } from '../test/support/running-house.ts';
import { printDetail, printFigure } from './figures.ts';
import type { Options } from './run.ts';

/**
 * `start.first` and `start.second`: from the start of the process to the line that says it serves, on an empty data
 * folder (the synthetic country is made) and on one that is there. The limit of both is a bare Node that ends at once.
 */
export async function start(options: Options): Promise<void> {
  const { people = 20_000, workers = 1 } = options;
  const bare_seconds = await bareNode();
  const house = await runHouse({ PEOPLE: String(people), WORKERS: String(workers) });
  try {
    const first_seconds = house.ready_ms() / 1000;
    await house.stop();
    await house.start();
    const second_seconds = house.ready_ms() / 1000;
    printDetail('start', { people, workers });
    printFigure({ bench: 'start.first', value: first_seconds, unit: 's', limit: bare_seconds });
    printFigure({ bench: 'start.second', value: second_seconds, unit: 's', limit: bare_seconds });
  } finally {
    await house.close();
  }
}

async function bareNode(): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  await new Promise((ended) => child.once('exit', ended));
  return (performance.now() - began) / 1000;
}
