import { randomBytes } from 'node:crypto';
import { type Connection, type Database, openDatabase, ownerClient } from '../../src/kernel/db.ts';

/** How the runner tells its lanes where the test server is. */
export interface TestServer {
  owner: Connection;
  runtime: Connection;
  /** The database that is cloned: migrated, with a small synthetic country. */
  template: string;
}

export interface TestDatabase {
  /** As the superuser: to look behind the systems' backs. */
  owner: Connection;
  /** As the running house. */
  runtime: Connection;
  db: Database;
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

/** The server that the runner started. Throws when a test file was started without the runner. */
export function testServer(): TestServer {
  const told = process.env.TEST_SERVER;
  if (!told) throw new Error('tests with a database are started by the runner: npm test -- <part of the path>');
  return JSON.parse(told) as TestServer;
}

/**
 * A database of its own for a test file, cloned from the template in some milliseconds:
 * `before(async () => { database = await testDatabase(); }); after(() => database.close());`
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = testServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(server, `CREATE DATABASE ${name} TEMPLATE ${server.template} STRATEGY FILE_COPY`);
  const runtime = { ...server.runtime, database: name };
  let lost: Error | undefined;
  const db = openDatabase(runtime, (error) => (lost = error));
  return {
    owner: { ...server.owner, database: name },
    runtime,
    db,
    async close() {
      await db.close();
      await asOwner(server, `DROP DATABASE ${name} WITH (FORCE)`);
      if (lost) throw lost;
    },
  };
}

async function asOwner(server: TestServer, statement: string): Promise<void> {
  const client = ownerClient({ ...server.owner, database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
