/** The tables that the release ships, read once in a process. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildTerritories, parseSuccession, parseUnits, type Territories } from './rules.ts';

interface Shipped {
  territories: Territories;
  /** SHA-256 of both tables: tells whether the database holds this edition. */
  fingerprint: string;
}

let shipped: Shipped | undefined;

/** The country and its history, from the release's own tables. The first call reads them (some 50 ms). */
export function shippedTables(): Shipped {
  if (!shipped) {
    const [units, succession] = ['units.tsv', 'succession.tsv'].map((file) =>
      readFileSync(join(import.meta.dirname, 'data', file), 'utf8'),
    ) as [string, string];
    shipped = {
      territories: buildTerritories(parseUnits(units), parseSuccession(succession)),
      fingerprint: createHash('sha256').update(units).update(succession).digest('hex'),
    };
  }
  return shipped;
}
