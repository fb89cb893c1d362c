import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDatabase } from '../src/house.ts';
import { openPostgres } from '../src/open-postgres.ts';
import { fillTables } from '../src/kernel/bulk-load.ts';
import { readConfig } from '../src/kernel/config.ts';
import { openDatabase, ownerClient } from '../src/kernel/db.ts';
import { candidatesOf } from '../src/systems/registry/duplicates/candidates.ts';
import {
  listedLinking,
  loadListedPeople,
  makeListedPeople,
} from '../src/systems/registry/duplicates/example/listed-people.ts';
import { fileWholeStock } from '../src/systems/registry/duplicates/following.ts';
import { readCompared } from '../src/systems/registry/duplicates/linking.ts';
import { learnFromStock, searchOf } from '../src/systems/registry/duplicates/model-keeping.ts';
import { printDetail, printFigure, quantile, rounded } from './figures.ts';
import type { Options } from './run.ts';

const SIZES = [20_000, 1_000_000];
const ASKED = 1_000;
const WARM = 50;

/**
 * `registers-duplicates`: how long a register takes to say whether someone is in it already (`candidatesFor` over its table of block keys), at
 * 20,000 and 1,000,000 people or as many as `--people` says; and how many of those who were entered twice are found so. The people are those of
 * docs/linkage.md, with clerks' errors, and have no numbers that could be compared.
 */
export async function registersDuplicates({ people }: Options): Promise<void> {
  for (const size of people ? [people] : SIZES) await measure(size);
}

async function measure(size: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mot-cua-run-'));
  chmodSync(folder, 0o711);
  const config = readConfig({ DATA_DIR: join(folder, 'data'), PEOPLE: '1000', LOG: 'error' });
  const server = await openPostgres(config);
  const client = ownerClient(server.owner);
  try {
    await prepareDatabase(config, server);
    await client.connect();
    await makeListedPeople(client);
    let persons = new Map<string, number>();
    await fillTables(client, ['registry.listed_person'], async () => {
      persons = await loadListedPeople(client, { records: size });
    });
    await client.query('VACUUM ANALYZE registry.listed_person');
    const database = openDatabase(server.runtime, (error) => process.stderr.write(`${error.message}\n`));
    const db = database.as('registry');
    const took = stopwatch();
    await fileWholeStock(db, listedLinking);
    const filed_s = took();
    await learnFromStock(db, listedLinking);
    const trained_s = took();
    await client.query('ANALYZE registry.linkage_block');
    const ready = (await searchOf(db, listedLinking))!;
    const twice = entriesOfTwice(persons, ASKED);
    const asked = await readCompared(db, listedLinking, { keys: twice.map((entry) => [entry]) });
    const durations: number[] = [];
    let found = 0;
    for (const [i, { key, row }] of asked.entries()) {
      const began = performance.now();
      const [candidates] = (await candidatesOf(db, listedLinking, [row], { ready }))!;
      if (i >= WARM) durations.push(performance.now() - began);
      const person = persons.get(key[0]!);
      if (candidates!.some((candidate) => candidate.key[0] !== key[0] && persons.get(candidate.key[0]!) === person))
        found++;
    }
    const [{ bytes }] = (
      await client.query<{ bytes: string }>(`SELECT pg_total_relation_size('registry.linkage_block') AS bytes`)
    ).rows as [{ bytes: string }];
    printDetail('registers.duplicates', {
      people: size,
      asked: asked.length,
      filed_s: rounded(filed_s),
      trained_s: rounded(trained_s),
      blocks_mb: rounded(Number(bytes) / 1e6),
      p50_ms: rounded(quantile(durations, 0.5)),
      most_ms: rounded(quantile(durations, 1)),
    });
    printFigure({ bench: `registers.duplicates.ask.${size}`, value: quantile(durations, 0.95), unit: 'ms p95' });
    printFigure({ bench: `registers.duplicates.recall.${size}`, value: found / asked.length, unit: 'share' });
    await database.close();
  } finally {
    await client.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Entries of people who were entered more than once, spread over the register. */
function entriesOfTwice(persons: ReadonlyMap<string, number>, most: number): string[] {
  const entries = Map.groupBy(persons, ([, person]) => person);
  const twice = [...entries.values()].filter((own) => own.length > 1).map((own) => own.at(-1)![0]);
  const every = Math.max(1, Math.floor(twice.length / most));
  return twice.filter((_, i) => i % every === 0).slice(0, most);
}

function stopwatch(): () => number {
  let began = performance.now();
  return () => {
    const seconds = (performance.now() - began) / 1000;
    began = performance.now();
    return seconds;
  };
}
