import { type Connection, ownerClient } from '../../kernel/db.ts';
import { replaceEdition } from './store.ts';
import { shippedTables } from './tables.ts';

/**
 * Brings the database's copy of the country to the edition that this release ships. Called with the owner's rights after
 * the migrations, at every start; does nothing when the edition is loaded. Also warms the look-ups of this process.
 * Answers whether anything was written.
 */
export async function loadTerritories(owner: Connection): Promise<boolean> {
  const { territories, fingerprint } = shippedTables();
  const client = ownerClient(owner);
  await client.connect();
  try {
    return await replaceEdition(client, {
      fingerprint,
      units: territories.units,
      successions: territories.successions,
    });
  } finally {
    await client.end();
  }
}
