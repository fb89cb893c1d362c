import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, ownerClient } from '../../../kernel/db.ts';
import type { ShippedEdition, ShippedSet } from './rules.ts';
import { bringIn } from './store.ts';

const FOLDER = join(import.meta.dirname, '..', 'law');

/** The rule sets of this release, each with its editions in the order of their dates. */
export function shippedSets(): ShippedSet[] {
  return readdirSync(FOLDER)
    .sort()
    .map((id) => {
      const folder = join(FOLDER, id);
      const about = JSON.parse(readFileSync(join(folder, 'rule-set.json'), 'utf8')) as Omit<
        ShippedSet,
        'id' | 'editions'
      >;
      const days = readdirSync(folder).flatMap((name) => (name.endsWith('.dmn') ? [name.slice(0, -4)] : []));
      return { id, ...about, editions: days.sort().map((from) => readEdition(folder, from)) };
    });
}

function readEdition(folder: string, from: string): ShippedEdition {
  const model = readFileSync(join(folder, `${from}.dmn`), 'utf8');
  const beside = JSON.parse(readFileSync(join(folder, `${from}.json`), 'utf8')) as Pick<
    ShippedEdition,
    'law' | 'cases'
  >;
  return { from, model, digest: createHash('sha256').update(model).digest('hex'), ...beside };
}

/**
 * Brings the rule sets of this release into the database, with the owner's rights, at every start. A rule set that is not there
 * comes with its editions as law. Where it is there, officials keep it: an edition that a later release brings is a
 * proposal, which one of them adopts or withdraws. What is there already is left alone.
 */
export async function loadShippedSets(owner: Connection): Promise<void> {
  const client = ownerClient(owner);
  await client.connect();
  try {
    await bringIn(client, shippedSets());
  } finally {
    await client.end();
  }
}
