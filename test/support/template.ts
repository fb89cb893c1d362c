import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { EmbeddedPostgres } from '../../src/kernel/embedded-postgres.ts';
import { type MigrationFolder, migrate } from '../../src/kernel/migrate.ts';
import type { System } from '../../src/kernel/system.ts';
import list from '../../systems.json' with { type: 'json' };

const SOURCES = resolve(import.meta.dirname, '../../src');

/** Makes the database that every test file gets a clone of: all migrations, and what the release ships. Returns its name. */
export async function prepareTemplate(postgres: EmbeddedPostgres): Promise<string> {
  const names = list.bands.flatMap((band) => band.systems.map((system) => system.name));
  const present = names.filter((name) => existsSync(join(SOURCES, 'systems', name, 'index.ts')));
  const folders: MigrationFolder[] = [
    { system: 'kernel', folder: join(SOURCES, 'kernel/migrations') },
    ...present.map((system) => ({ system, folder: join(SOURCES, 'systems', system, 'migrations') })),
  ];
  await migrate(postgres.owner, folders, String(postgres.runtime.user));
  for (const name of present) {
    const { system } = (await import(`../../src/systems/${name}/index.ts`)) as { system?: System };
    await system?.load?.(postgres.owner);
  }
  return String(postgres.owner.database);
}
