import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readConfig } from '../../src/kernel/config.ts';
import type { EmbeddedPostgres } from '../../src/kernel/embedded-postgres.ts';
import { type MigrationFolder, migrate } from '../../src/kernel/migrate.ts';
import type { System } from '../../src/kernel/system.ts';
import list from '../../systems.json' with { type: 'json' };
import { asOwner } from './database.ts';

const SOURCES = resolve(import.meta.dirname, '../../src');
const COUNTRY = 'mot_cua_country';
/** Enough for every kind of family, few enough to be there in a second or two. */
const PEOPLE = '1000';

/** Makes the database that most test files clone: all migrations, and what the release ships. Returns its name. */
export async function prepareShipped(postgres: EmbeddedPostgres): Promise<string> {
  const names = list.bands.flatMap((band) => band.systems.map((system) => system.name));
  const present = names.filter((name) => existsSync(join(SOURCES, 'systems', name, 'index.ts')));
  const folders: MigrationFolder[] = [
    { system: 'kernel', folder: join(SOURCES, 'kernel/migrations') },
    ...present.map((system) => ({ system, folder: join(SOURCES, 'systems', system, 'migrations') })),
  ];
  await migrate(postgres.owner, folders, {
    runtime: String(postgres.runtime.user),
    others: { trust_signer: String(postgres.signer.user) },
  });
  for (const name of present) {
    const { system } = (await import(`../../src/systems/${name}/index.ts`)) as { system?: System };
    await system?.load?.(postgres.owner);
  }
  return String(postgres.owner.database);
}

/** Makes, on top of it, the database with a small synthetic country, as the product itself makes it. Returns its name. */
export async function prepareCountry(
  postgres: EmbeddedPostgres,
  from: { shipped: string; masterKey: string; folder: string },
): Promise<string> {
  await asOwner(postgres, `CREATE DATABASE ${COUNTRY} TEMPLATE ${from.shipped} STRATEGY FILE_COPY`);
  const config = readConfig({ PEOPLE, LOG: 'silent', MASTER_KEY: from.masterKey, DATA_DIR: from.folder });
  // Loaded only when a test needs a country: the composition root loads every system.
  const { prepareDatabase } = await import('../../src/house.ts');
  await prepareDatabase(config, {
    owner: { ...postgres.owner, database: COUNTRY },
    runtime: { ...postgres.runtime, database: COUNTRY },
    signer: { ...postgres.signer, database: COUNTRY },
  });
  return COUNTRY;
}
