import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openHouse, openPostgres, prepareDatabase } from '../src/house.ts';
import { readConfig } from '../src/kernel/config.ts';
import { readPerson } from '../src/systems/population/services.ts';
import { call } from '../src/systems/exchange/index.ts';
import { printDetail, printFigure } from './figures.ts';
import type { Options } from './run.ts';
import { fillPeople, nthNumber } from './scale.ts';

export async function registers(options: Options): Promise<void> {
  const { users = 64, seconds = 5 } = options;
  const sizes = [100_000];
  const folder = mkdtempSync(join(tmpdir(), 'mot-cua-run-'));
  chmodSync(folder, 0o711);
  const config = readConfig({ DATA_DIR: join(folder, 'data'), PEOPLE: '1000', LOG: 'error' });
  const database = await openPostgres(config);
  const pool = new pg.Pool({ ...database.owner, max: 16 });
  pool.on('error', () => undefined);
  try {
    await prepareDatabase(config, database);
    const house = await openHouse(config, database.runtime);
    let there = 0;
    for (const size of sizes) {
      const began = performance.now();
      await fillPeople(database.owner, there, size);
      there = size;
      printDetail('registers', { size, fill_s: (performance.now() - began) / 1000 });
      const random = () => nthNumber(Math.trunc(Math.random() * size));
      const read = () =>
        call(house, readPerson, { number: random() }, {
          caller: 'cases',
          agency: { code: 'H26.00025', name: 'Ủy ban nhân dân' },
          actor: { kind: 'official', number: '001190000004', title: { vi: 'Công chức', en: 'Officer' } },
          purpose: 'birth-registration',
          caseNumber: 'bench',
        } as never);
      const bare = () =>
        pool.query({
          name: 'bare',
          text: 'SELECT * FROM population.person WHERE number = $1 AND valid_during @> current_date',
          values: [random()],
        });
      const one = await read();
      printDetail('one', one.output);
      for (let k = 0; k < 3; k++) {
        const a = await rate(users, seconds, read);
        const b = await rate(users, seconds, bare);
        printFigure({ bench: 'registers.read', value: a, unit: 'reads/s', limit: b });
      }
    }
    await house.db.close();
  } finally {
    await pool.end();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rate(users: number, seconds: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  const until = began + seconds * 1000;
  let count = 0;
  await Promise.all(
    Array.from({ length: users }, async () => {
      while (performance.now() < until) {
        await work();
        count++;
      }
    }),
  );
  return count / ((performance.now() - began) / 1000);
}
