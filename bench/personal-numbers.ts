import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openHouse, prepareDatabase } from '../src/house.ts';
import { openPostgres } from '../src/open-postgres.ts';
import { civilDate } from '../src/kernel/clock.ts';
import { readConfig } from '../src/kernel/config.ts';
import { newId } from '../src/kernel/ids.ts';
import { call } from '../src/systems/exchange/index.ts';
import { registerNewborn } from '../src/systems/population/services.ts';
import { printDetail, printFigure } from './figures.ts';
import type { Options } from './run.ts';

const AT_ONCE = 32;

/**
 * `personal-numbers`: newborns that the population register gives a number and enters, by the exchange, so many at once,
 * per second; fails when a number was given twice. The limit is as many bare INSERT commits of one number.
 */
export async function personalNumbers(options: Options): Promise<void> {
  const { users = AT_ONCE, births = 3_000, people = 2_000 } = options;
  const folder = mkdtempSync(join(tmpdir(), 'mot-cua-run-'));
  chmodSync(folder, 0o711);
  const config = readConfig({ DATA_DIR: join(folder, 'data'), PEOPLE: String(people), LOG: 'error' });
  const database = await openPostgres(config);
  const pool = new pg.Pool({ ...database.owner, max: 8 });
  // The server is stopped while the last connections are still closing.
  pool.on('error', () => undefined);
  try {
    await prepareDatabase(config, database);
    const house = await openHouse(config, database);
    const { rows } = await pool.query<{ mother: string; father: string }>(
      `SELECT wife_number AS mother, husband_number AS father FROM civil_status.marriage m
         JOIN population.person w ON w.number = wife_number AND w.died_on IS NULL
        WHERE husband_number IS NOT NULL AND upper_inf(m.valid_during) AND w.born_on > current_date - interval '50 years'`,
    );
    const given: string[] = [];
    let next = 0;
    const enter = async () => {
      const { mother, father } = rows[next++ % rows.length]!;
      const child = {
        fullName: 'Nguyễn Minh Khang',
        sex: given.length % 2 ? ('male' as const) : ('female' as const),
        bornOn: civilDate(new Date()),
        birthPlace: 'Bệnh viện Phụ sản Mẫu',
        nationality: 'VN',
        hometown: 'Hà Nội',
        ethnicGroup: '01',
        motherNumber: mother,
        fatherNumber: father,
        provinceCode: '01',
        entryNumber: 'bench',
      };
      const { output } = await call(house, registerNewborn, child, {
        caller: 'civil-status',
        agency: { code: 'H26.00025', name: 'Ủy ban nhân dân' },
        actor: { kind: 'machine', name: 'bench' },
        purpose: 'birth-registration',
        caseNumber: 'bench',
        idempotencyKey: newId(),
      });
      given.push(output.personalNumber);
    };
    await repeat(users, 200, enter);
    const numbers = await repeat(users, births, enter);
    await pool.query('CREATE TABLE public.bare_write (number text PRIMARY KEY)');
    const bare = await repeat(users, births, () =>
      pool.query({ name: 'bare', text: 'INSERT INTO public.bare_write VALUES ($1)', values: [String(next++)] }),
    );
    const twice = given.length - new Set(given).size;
    printDetail('personal-numbers', { given: given.length, twice, atOnce: users });
    printFigure({ bench: 'personal-numbers', value: numbers, unit: 'numbers/s', limit: bare });
    if (twice > 0) process.exitCode = 1;
    await house.db.close();
  } finally {
    await pool.end();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Does something so many times, so many at once, and gives how many were done per second. */
async function repeat(atOnce: number, times: number, work: () => Promise<unknown>): Promise<number> {
  let left = times;
  const began = performance.now();
  const one = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return times / ((performance.now() - began) / 1000);
}
