import { fillTables } from '../../kernel/bulk-load.ts';
import type { ownerClient } from '../../kernel/db.ts';
import type { Succession, Unit } from './rules.ts';

type OwnerClient = ReturnType<typeof ownerClient>;

/** What one release knows of the country. */
export interface Edition {
  fingerprint: string;
  units: readonly Unit[];
  successions: readonly Succession[];
}

/**
 * Puts an edition in place of the one before, whole or not at all; nothing happens when it is there already. The owner
 * does this: the role `territories` may only read. Answers whether anything was written.
 */
export async function replaceEdition(client: OwnerClient, edition: Edition): Promise<boolean> {
  await client.query('BEGIN');
  try {
    // Two processes that start at once: the second waits here, and finds the edition in place.
    await client.query('LOCK TABLE territories.edition IN EXCLUSIVE MODE');
    const { rowCount } = await client.query('SELECT FROM territories.edition WHERE fingerprint = $1', [
      edition.fingerprint,
    ]);
    if (!rowCount) await writeEdition(client, edition);
    await client.query('COMMIT');
    return !rowCount;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function writeEdition(client: OwnerClient, { fingerprint, units, successions }: Edition): Promise<void> {
  await client.query('TRUNCATE territories.edition, territories.succession, territories.unit');
  await fillTables(client, ['territories.unit', 'territories.succession'], async () => {
    await writeUnits(client, units);
    await writeSuccessions(client, successions);
  });
  await client.query('INSERT INTO territories.edition (fingerprint) VALUES ($1)', [fingerprint]);
}

async function writeUnits(client: OwnerClient, units: Edition['units']): Promise<void> {
  await client.query(
    `INSERT INTO territories.unit (code, valid_during, kind, level, name, parent_code)
     SELECT code, daterange(valid_from, valid_to), kind, level, name, parent_code
       FROM unnest($1::text[], $2::date[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[])
         AS shipped (code, valid_from, valid_to, kind, level, name, parent_code)`,
    [
      units.map(({ code }) => code),
      units.map(({ validFrom }) => validFrom ?? null),
      units.map(({ validTo }) => validTo ?? null),
      units.map(({ kind }) => kind),
      units.map(({ level }) => level),
      units.map(({ name }) => name),
      units.map(({ parentCode }) => parentCode ?? null),
    ],
  );
}

async function writeSuccessions(client: OwnerClient, successions: Edition['successions']): Promise<void> {
  await client.query(
    `INSERT INTO territories.succession (old_code, new_code, on_date, extent)
     SELECT old_code, new_code, on_date, extent
       FROM unnest($1::text[], $2::text[], $3::date[], $4::text[]) AS shipped (old_code, new_code, on_date, extent)`,
    [
      successions.map(({ oldCode }) => oldCode),
      successions.map(({ newCode }) => newCode),
      successions.map(({ on }) => on),
      successions.map(({ extent }) => extent),
    ],
  );
}
