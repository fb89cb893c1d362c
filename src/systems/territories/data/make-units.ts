/**
 * Writes `units.tsv` and `succession.tsv` from the public sources. Run by hand when a source is renewed:
 *
 *     node src/systems/territories/data/make-units.ts ../shared/data/territories
 *
 * The product reads the two tables only.
 */
import { writeFileSync } from 'node:fs';
import { compileTables } from './compile.ts';

const folder = process.argv[2];
if (!folder) throw new Error('say where the sources are: make-units.ts ../shared/data/territories');
const { units, succession, agreement, unread } = compileTables(folder);
writeFileSync(new URL('units.tsv', import.meta.url), units);
writeFileSync(new URL('succession.tsv', import.meta.url), succession);
process.stdout.write(
  [
    `relations in both sources ${agreement.both}, only in the statements ${agreement.onlyStated.length}, only in the list ${agreement.onlyListed.length}`,
    `of these left out: ${agreement.left.join(' ')}`,
    ...unread.map((what) => `not read: ${what}`),
    '',
  ].join('\n'),
);
