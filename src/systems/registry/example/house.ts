import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../kernel/config.ts';
import type { Database } from '../../../kernel/db.ts';
import { openFiles } from '../../../kernel/files.ts';
import { openKeys } from '../../../kernel/keys.ts';
import { createLog } from '../../../kernel/log.ts';
import type { House } from '../../../kernel/system.ts';
import { type Provided, publish } from '../../exchange/index.ts';
import { openSealing } from '../sealing/keyring.ts';

/** A house over a database with some registers in it, for trying them without pages; `close` removes its folder. */
export function openExampleHouse(db: Database, provided: Provided[]): { house: House; close(): void } {
  const dataDir = mkdtempSync(join(tmpdir(), 'mot-cua-registers-'));
  const config = readConfig({ DATA_DIR: dataDir, LOG: 'silent' });
  const keys = openKeys(config);
  const house: House = {
    config,
    db,
    keys,
    files: openFiles(join(dataDir, 'files'), keys),
    log: createLog('silent'),
    synthetic: true,
    sentences: {},
  };
  publish(house, provided);
  openSealing(house);
  return { house, close: () => rmSync(dataDir, { recursive: true, force: true }) };
}
