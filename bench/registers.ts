import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openHouse, prepareDatabase } from '../src/house.ts';
import { openPostgres } from '../src/open-postgres.ts';
import { makeExampleCountry } from '../src/example-country.ts';
import { today } from '../src/kernel/clock.ts';
import { readConfig } from '../src/kernel/config.ts';
import { newId } from '../src/kernel/ids.ts';
import type { House } from '../src/kernel/system.ts';
import { type CallContext, call } from '../src/systems/exchange/index.ts';
import { personDisclosure } from '../src/systems/population/disclosure.ts';
import { keepingOf } from '../src/systems/registry/keeping/services.ts';
import { printDetail, printFigure, quantile, rounded } from './figures.ts';
import type { Options } from './run.ts';
import { someName } from './scale.ts';

const ROUNDS = 3;
const SIZES = [100_000, 1_000_000];
const SEARCHES = 200;
/** Whoever is read and changed is one of so many, from all over the register. */
const ASKED = 200_000;
/** Only so many are in other registers too, as in every country that is too large for all. */
const SIZES_OF_COUNTRY = { inAllRegisters: 0, first: 20_000 };

/**
 * `registers.country`, `registers.read`, `registers.change`, `registers.search` at 100,000 and 1,000,000 people, and as many as `--people` says,
 * each in a synthetic country of its own: how long it takes to make, then
 * whole calls over the exchange, with right and log, by so many at once. The limit of a read is a bare named SELECT of the same
 * row over the same number of connections, of a change a bare INSERT into the same table with its indexes, all over the register as changes are; each round measures both, one after the other,
 * and the median counts. `registers.growth` is how much longer each takes at the largest size than at the smallest.
 */
export async function registers(options: Options): Promise<void> {
  const { people = 0 } = options;
  const sizes = [...SIZES.filter((size) => people === 0 || size < people), ...(people ? [people] : [])];
  const took: Record<string, number>[] = [];
  for (const size of sizes) took.push(await measureCountry(size, options));
  const [first, last] = [took[0]!, took.at(-1)!];
  if (took.length === 1) return;
  for (const name of Object.keys(first))
    printFigure({ bench: `registers.growth.${name}`, value: last[name]! / first[name]!, unit: 'times' });
}

async function measureCountry(size: number, { users = 64, seconds = 4 }: Options): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'mot-cua-run-'));
  chmodSync(folder, 0o711);
  const DATA_DIR = join(folder, 'data');
  const config = readConfig({ DATA_DIR, PEOPLE: '0', LOG: 'error' });
  const database = await openPostgres(config);
  // Bare: no triggers and no references are checked.
  const pool = new pg.Pool({ ...database.owner, max: 16, options: '-c session_replication_role=replica' });
  // The server is stopped while the last connections are still closing.
  pool.on('error', () => undefined);
  try {
    await prepareDatabase(config, database);
    const began = performance.now();
    await makeExampleCountry(
      readConfig({ DATA_DIR, PEOPLE: String(size), LOG: 'error' }),
      database.owner,
      SIZES_OF_COUNTRY,
    );
    const made_s = (performance.now() - began) / 1000;
    const { rows } = await pool.query<{ mb: string }>('SELECT pg_database_size(current_database()) / 1000000 AS mb');
    printDetail('registers.country', { people: size, database_mb: Number(rows[0]!.mb) });
    printFigure({ bench: `registers.country.${size}`, value: made_s, unit: 's' });
    const house = await openHouse(config, database);
    // What filling has left to write is not a part of what is measured.
    await pool.query('CHECKPOINT');
    const measured = await measure({ house, pool, size, asked: await someOf(pool, size), users, seconds });
    await house.db.close();
    return measured;
  } finally {
    await pool.end();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** People of the country who were there last year and live, in no order. */
async function someOf(pool: pg.Pool, size: number): Promise<Asked[]> {
  const share = Math.min(100, (100 * ASKED) / size);
  const { rows } = await pool.query<Asked>(
    `SELECT number, act FROM population.person TABLESAMPLE SYSTEM (${share}) REPEATABLE (1)
     WHERE valid_during @> daterange('2025-01-01', NULL) ORDER BY hashtext(number) LIMIT ${ASKED}`,
  );
  return rows.map(({ number, act }) => ({ number, act: Number(act) }));
}

/** Numbers that nobody has, as spread over the register as those of the people asked for: newcomers of a register come everywhere. */
async function freeNumbers(pool: pg.Pool, asked: readonly Asked[]): Promise<string[]> {
  const wished = asked.map(({ number }, i) => number.slice(0, 6) + String((i * 618_033) % 1_000_000).padStart(6, '0'));
  const { rows } = await pool.query<{ number: string }>(
    `SELECT number FROM unnest($1::text[]) AS wished (number)
     WHERE NOT EXISTS (SELECT FROM population.person WHERE person.number = wished.number) ORDER BY hashtext(number)`,
    [[...new Set(wished)]],
  );
  return rows.map(({ number }) => number);
}

interface Asked {
  number: string;
  /** The act by which the person came; nobody has been changed since. */
  act: number;
}

interface Measured {
  house: House;
  pool: pg.Pool;
  size: number;
  asked: readonly Asked[];
  users: number;
  seconds: number;
}

const official = {
  kind: 'official',
  number: '001190000004',
  officialId: '',
  title: { vi: 'Công chức', en: 'Officer' },
};

const reader = {
  caller: 'civil-status',
  agency: { code: 'H26.00025', name: 'Ủy ban nhân dân' },
  actor: official,
  purpose: 'birth-registration',
  caseNumber: 'H26.00025-261121-0001',
} as unknown as CallContext;

const steward = {
  caller: 'registry',
  agency: { code: 'G01', name: 'Bộ Công an' },
  actor: official,
  purpose: 'register-keeping',
} as unknown as CallContext;

/** Prints the figures of one size. The answer is how long a read, a reading of the past and a search took, in ms. */
async function measure(measured: Measured): Promise<Record<string, number>> {
  const { house, pool, size, asked, users, seconds } = measured;
  const { find, act: change } = keepingOf('population', 'person')!;
  const anyone = () => asked[Math.trunc(Math.random() * asked.length)]!.number;
  const onePast = { on: `${Number(today().slice(0, 4)) - 1}-06-30`, knownAt: new Date().toISOString() };

  const reads = await compared(users, seconds, {
    ours: () => call(house, personDisclosure.read, { key: { number: anyone() } }, reader),
    bare: () =>
      pool.query({
        name: 'read',
        text: 'SELECT * FROM population.person WHERE number = $1 AND valid_during @> current_date',
        values: [anyone()],
      }),
  });
  printDetail('registers.read', { people: size, rounds: reads.rounds });
  printFigure({ bench: 'registers.read', value: reads.ours, unit: 'reads/s', limit: reads.bare });

  // Everybody is changed once: what the steward saw is what came first.
  let next = 0;
  const free = await freeNumbers(pool, asked);
  let entered = 0;
  const changes = await compared(users, seconds, {
    ours: () => {
      const { number, act } = asked[next++]!;
      const input = {
        act: 'change' as const,
        key: [number],
        on: '2026-01-01',
        values: { hometown: `Hải Phòng ${next}` },
        seen: act,
        reason: 'Theo đơn đề nghị của công dân',
        source: { kind: 'application', number: `${next}/2026` },
      };
      return call(house, change, input, { ...steward, idempotencyKey: newId() });
    },
    bare: () =>
      pool.query({
        name: 'insert',
        text: `INSERT INTO population.person (number, full_name, sex, born_on, ethnic_group, nationality, hometown, valid_during, act)
          VALUES ($1, 'Nguyễn Văn Mẫu', 'male', '1990-01-01', '01', 'VN', 'Hà Nội', '[1990-01-01,)', 1)`,
        values: [free[entered++]],
      }),
  });
  await pool.query('DELETE FROM population.person WHERE number = ANY ($1)', [free.slice(0, entered)]);
  printDetail('registers.change', { people: size, rounds: changes.rounds });
  printFigure({ bench: 'registers.change', value: changes.ours, unit: 'changes/s', limit: changes.bare });

  const reading_ms = await each(SEARCHES, () =>
    call(house, personDisclosure.read, { key: { number: anyone() } }, reader),
  );
  const past_ms = await each(SEARCHES, () =>
    call(house, personDisclosure.read, { key: { number: anyone() }, ...onePast }, reader),
  );
  const searching_ms = await each(SEARCHES, (n) => call(house, find, { words: someName(n) }, steward));
  printDetail('registers.one', {
    people: size,
    ...Object.fromEntries(
      Object.entries({ reading_ms, past_ms, searching_ms }).map(([name, all]) => [
        name,
        { p50: rounded(quantile(all, 0.5)), p95: rounded(quantile(all, 0.95)) },
      ]),
    ),
  });
  printFigure({ bench: 'registers.search', value: quantile(searching_ms, 0.95), unit: 'ms at the 95th of 100' });
  return {
    read: quantile(reading_ms, 0.5),
    past: quantile(past_ms, 0.5),
    search: quantile(searching_ms, 0.5),
  };
}

/** Ours and the bare limit in turns; medians, and each round. */
async function compared(
  users: number,
  seconds: number,
  work: { ours: () => Promise<unknown>; bare: () => Promise<unknown> },
): Promise<{ ours: number; bare: number; rounds: [number, number][] }> {
  await rate(users, 1, work.ours);
  await rate(users, 1, work.bare);
  const rounds: [number, number][] = [];
  for (let i = 0; i < ROUNDS; i++)
    rounds.push([await rate(users, seconds, work.ours), await rate(users, seconds, work.bare)]);
  const ours = quantile(
    rounds.map(([value]) => value),
    0.5,
  );
  const bare = quantile(
    rounds.map(([, value]) => value),
    0.5,
  );
  return { ours, bare, rounds: rounds.map(([one, other]) => [rounded(one), rounded(other)]) };
}

/** How often a second something is done by so many at once. */
async function rate(users: number, seconds: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  const until = began + seconds * 1000;
  let count = 0;
  const user = async () => {
    for (; performance.now() < until; count++) await work();
  };
  await Promise.all(Array.from({ length: users }, user));
  return count / ((performance.now() - began) / 1000);
}

/** How long something takes each time, one after another, in ms. */
async function each(times: number, work: (n: number) => Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for (let n = 0; n < times; n++) {
    const began = performance.now();
    await work(n);
    all.push(performance.now() - began);
  }
  return all;
}
