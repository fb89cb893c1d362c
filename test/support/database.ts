import { randomBytes } from 'node:crypto';
import { type Connection, type Database, openDatabase, ownerClient } from '../../src/kernel/db.ts';

/** How the runner tells its lanes where the test server is. */
export interface TestServer {
  owner: Connection;
  runtime: Connection;
  signer: Connection;
  /** Databases that are cloned. `shipped`: migrated, with what the release ships. `country`: with people as well. */
  templates: { shipped: string; country: string | undefined };
  /** The master key that the country's secrets are sealed with. */
  masterKey: string;
  /** A folder for what the tests leave; gone when the runner ends. */
  folder: string;
}

/** A database of its own, cloned from a template. */
export interface ClonedDatabase {
  /** As the superuser: to look behind the systems' backs. */
  owner: Connection;
  /** As the running house. */
  runtime: Connection;
  /** As the process that keeps private keys. */
  signer: Connection;
  drop(): Promise<void>;
}

export interface TestDatabase {
  owner: Connection;
  runtime: Connection;
  signer: Connection;
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
 * A database of its own for a test file, without people, cloned in some milliseconds:
 * `before(async () => { database = await testDatabase(); }); after(() => database.close());`
 */
export async function testDatabase(): Promise<TestDatabase> {
  const { owner, runtime, signer, drop } = await cloneDatabase('shipped');
  let lost: Error | undefined;
  const db = openDatabase(runtime, (error) => (lost = error), { 'trust-signer': signer });
  return {
    owner,
    runtime,
    signer,
    db,
    async close() {
      await db.close();
      await drop();
      if (lost) throw lost;
    },
  };
}

/** Clones a template. Who clones drops. */
export async function cloneDatabase(from: keyof TestServer['templates']): Promise<ClonedDatabase> {
  const server = testServer();
  const template = server.templates[from];
  if (!template) throw new Error(`the runner made no template of the ${from}`);
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(server, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  return {
    owner: { ...server.owner, database: name },
    runtime: { ...server.runtime, database: name },
    signer: { ...server.signer, database: name },
    drop: () => asOwner(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

/** Runs one statement as the superuser, outside of the databases of the tests. */
export async function asOwner(server: Pick<TestServer, 'owner'>, statement: string): Promise<void> {
  const client = ownerClient({ ...server.owner, database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
