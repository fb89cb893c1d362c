import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { openHouse, serve, work } from '../../src/house.ts';
import { type Config, readConfig } from '../../src/kernel/config.ts';
import type { Connection } from '../../src/kernel/db.ts';
import type { House } from '../../src/kernel/system.ts';
import { cloneDatabase, testServer } from './database.ts';

/** A whole house that runs: a small synthetic country, both ports, and the worker that does jobs. */
export interface TestHouse {
  house: House;
  config: Config;
  /** Address of the pages and of the OpenID Provider. */
  publicUrl: string;
  /** Address for information systems. */
  internalUrl: string;
  /** As the superuser: to look behind the systems' backs. */
  owner: Connection;
  close(): Promise<void>;
}

/**
 * Opens a house of its own for a test file, on a clone of the country:
 * `before(async () => { house = await testHouse(); }); after(() => house.close());`
 * `settings` are those of the environment, e.g. `{ SMTP_URL: '…' }`.
 */
export async function testHouse(settings: Record<string, string> = {}): Promise<TestHouse> {
  const server = testServer();
  const database = await cloneDatabase('country');
  const [port, internalPort] = await Promise.all([freePort(), freePort()]);
  const config = readConfig({
    PORT: String(port),
    INTERNAL_PORT: String(internalPort),
    DATA_DIR: mkdtempSync(join(server.folder, 'data-')),
    MASTER_KEY: server.masterKey,
    DEMO: '1',
    LOG: 'warn',
    ...settings,
  });
  const house = await openHouse(config, database);
  const serving = await serve(house);
  const worker = await work(house, database.runtime, true);
  return {
    house,
    config,
    publicUrl: config.baseUrl,
    internalUrl: `http://localhost:${internalPort}`,
    owner: database.owner,
    async close() {
      await serving.close();
      await worker.stop();
      await house.db.close();
      await database.drop();
    },
  };
}

/** A port that nobody listens on at this moment. */
function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
