import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHouse, prepareDatabase } from '../src/house.ts';
import { openPostgres } from '../src/open-postgres.ts';
import { readConfig } from '../src/kernel/config.ts';
import { ownerClient } from '../src/kernel/db.ts';
import { importRecords } from '../src/systems/registry/index.ts';
import { printDetail, printFigure, quantile, rounded } from './figures.ts';
import type { Options } from './run.ts';
import { nthNumber, someName } from './scale.ts';

const ROUNDS = 3;
const ROWS = 50_000;
const COLUMNS = 'number, full_name, sex, born_on, ethnic_group, nationality, hometown, valid_during, act';

/**
 * `registers.import`: rows of a CSV file a second into the population register, received, checked by every rule and written in one go
 * (`--without-dry-run`); `registers.import.dry-run-first` the same with a dry run of the whole file before, as a file of the desk is taken. One row of
 * fifty has a fault of quality. The limit is COPY of the same rows by the server, from a file of its own, into
 * the same table with its indexes and references. Each round measures all three, and the medians count.
 */
export async function registersImport(options: Options): Promise<void> {
  const rows = options.people ?? ROWS;
  const folder = mkdtempSync(join(tmpdir(), 'mot-cua-run-'));
  chmodSync(folder, 0o711);
  const config = readConfig({ DATA_DIR: join(folder, 'data'), PEOPLE: '0', LOG: 'error' });
  const database = await openPostgres(config);
  const owner = ownerClient(database.owner);
  try {
    await prepareDatabase(config, database);
    const house = await openHouse(config, database);
    await owner.connect();
    const rates: Record<'atOnce' | 'afterDryRun' | 'copied', number[]> = { atOnce: [], afterDryRun: [], copied: [] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const how of ['afterDryRun', 'atOnce'] as const) {
        // The same bytes would be the same file: each has its own.
        const path = join(folder, `people-${round}-${how}.csv`);
        writeFileSync(path, peopleFile(rows, `${round} ${how}`));
        const began = performance.now();
        const args = [path, '--kind', 'population.person', '--reason', 'bench', '--source', 'bench'];
        const report = await importRecords(house, how === 'atOnce' ? [...args, '--without-dry-run'] : args);
        if (report.import.good !== rows) throw new Error(`${report.import.good} of ${rows} rows: ${report.state}`);
        rates[how].push(rows / ((performance.now() - began) / 1000));
        if (how === 'afterDryRun') await owner.query('TRUNCATE population.person, population.personal_number CASCADE');
      }
      const bare = join(config.dataDir, 'postgres', `people-${round}.copy`);
      await owner.query(`COPY (SELECT ${COLUMNS} FROM population.person) TO '${bare}'`);
      await owner.query('TRUNCATE population.person CASCADE');
      const copying = performance.now();
      await owner.query(`COPY population.person (${COLUMNS}) FROM '${bare}'`);
      rates.copied.push(rows / ((performance.now() - copying) / 1000));
      await owner.query('TRUNCATE population.person, population.personal_number CASCADE');
    }
    printDetail('registers.import', {
      rows,
      ...Object.fromEntries(Object.entries(rates).map(([how, each]) => [how, each.map(rounded)])),
    });
    const limit = quantile(rates.copied, 0.5);
    printFigure({ bench: 'registers.import', value: quantile(rates.atOnce, 0.5), unit: 'rows/s', limit });
    printFigure({
      bench: 'registers.import.dry-run-first',
      value: quantile(rates.afterDryRun, 0.5),
      unit: 'rows/s',
      limit,
    });
    await house.db.close();
  } finally {
    await owner.end();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function peopleFile(rows: number, mark: string): string {
  const lines = Array.from({ length: rows }, (_, n) => {
    const number = nthNumber(n);
    const sex = Number(number[3]) % 2 ? 'female' : 'male';
    const year = (Number(number[3]) < 2 ? 1900 : 2000) + Number(number.slice(4, 6));
    const born = `${year}-0${1 + (n % 9)}-1${n % 10}`;
    return `${number},${someName(n)},${sex},${born},${n % 50 ? '01' : ''},VN,Hà Nội ${mark},${born}`;
  });
  return `number,fullName,sex,bornOn,ethnicGroup,nationality,hometown,validFrom\n${lines.join('\n')}\n`;
}
