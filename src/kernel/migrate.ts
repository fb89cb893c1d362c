import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { Logger, runMigrations as migrateJobs } from 'graphile-worker';
import pg from 'pg';
import { type Connection, ownerClient, roleOf } from './db.ts';

/** Where the migrations of one system lie. */
export interface MigrationFolder {
  system: string;
  folder: string;
}

/** One number for the whole house: only one process migrates at a time, the others wait. */
const MIGRATION_LOCK = 20_260_901;

/**
 * Brings the database up to date: makes the role and schema of every system, then runs each system's migrations that have
 * not run, in the order of systems and file names, each in a transaction of its own. Refuses when a released migration
 * was edited afterwards. The login `runtime` is let take on the role of every system, each of `others` that of its own name, which is none
 * of a system and comes from a migration.
 */
export async function migrate(
  owner: Connection,
  folders: MigrationFolder[],
  { runtime, others = {} }: { runtime: string; others?: Readonly<Record<string, string>> },
): Promise<number> {
  const client = ownerClient(owner);
  await client.connect();
  let count = 0;
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query('SET client_min_messages = warning');
    await client.query(`
      CREATE SCHEMA IF NOT EXISTS kernel;
      CREATE TABLE IF NOT EXISTS kernel.migration (
        system text NOT NULL, name text NOT NULL, checksum text NOT NULL, ran_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (system, name));
      COMMENT ON TABLE kernel.migration IS 'Which migrations have run, with the checksum of their text.'`);
    const { rows } = await client.query<{ system: string; name: string; checksum: string }>(
      'SELECT system, name, checksum FROM kernel.migration',
    );
    const done = new Map(rows.map((row) => [`${row.system}/${row.name}`, row.checksum]));
    await migrateJobQueue(owner, client, done);
    for (const { system, folder } of folders) {
      if (!rows.some((row) => row.system === system)) await prepareSystem(client, system, runtime);
      for (const { name, text, checksum } of migrationsIn(folder)) {
        const before = done.get(`${system}/${name}`);
        if (before === checksum) continue;
        if (before) throw new Error(`${system}/${name} was edited after it ran: write a new migration instead`);
        await runOne(client, { system, name, text, checksum });
        count++;
      }
    }
    // Whoever runs the house and is not the owner sees whether the database is that of the release.
    if (folders.some(({ system }) => system === 'kernel'))
      await client.query('GRANT SELECT ON kernel.migration TO kernel');
    for (const [role, login] of Object.entries(others)) await letTakeOn(client, role, login);
  } finally {
    await client.end();
  }
  return count;
}

/** Whether a login may make the database ready: it may create schemas in it. */
export async function mayMigrate(login: Connection): Promise<boolean> {
  const client = ownerClient(login);
  await client.connect();
  try {
    const { rows } = await client.query<{ may: boolean }>(
      `SELECT has_database_privilege(current_database(), 'CREATE') AS may`,
    );
    return rows[0]!.may;
  } finally {
    await client.end();
  }
}

/** Throws, with what to do, unless every migration of this release has run as it stands. For a login that may take on the role `kernel`. */
export async function assertMigrated(login: Connection, folders: MigrationFolder[]): Promise<void> {
  const client = ownerClient(login);
  await client.connect();
  let done = new Map<string, string>();
  try {
    await client.query('SET ROLE kernel');
    const { rows } = await client.query<{ system: string; name: string; checksum: string }>(
      'SELECT system, name, checksum FROM kernel.migration',
    );
    done = new Map(rows.map((row) => [`${row.system}/${row.name}`, row.checksum]));
  } catch (error) {
    // There is no such role, it may not be taken on, or sees nothing: nobody has made this database ready.
    if (!['22023', '42501', '42704', '42P01'].includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await client.end();
  }
  const waiting = folders.flatMap(({ system, folder }) =>
    migrationsIn(folder).filter(({ name, checksum }) => done.get(`${system}/${name}`) !== checksum),
  );
  if (waiting.length > 0)
    throw new Error(
      `the database is not that of this release (${waiting.length} migrations have not run as they stand), and this login may not make it so: run \`npm run motcua -- prepare-database\` as its owner first`,
    );
}

/** The tables of the job queue come from its library; they are brought up to date once for each version of it. */
async function migrateJobQueue(owner: Connection, client: pg.Client, done: Map<string, string>): Promise<void> {
  // The package does not export its own package.json.
  const entry = createRequire(import.meta.url).resolve('graphile-worker');
  const { version } = JSON.parse(readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  if (done.get('kernel/job-queue') === version) return;
  const pool = new pg.Pool({ ...owner, max: 2 });
  // A connection that breaks makes the migration itself fail; this only keeps the process from ending before it says why.
  pool.on('error', () => undefined);
  pool.on('connect', (connected) => connected.on('error', () => undefined));
  try {
    await migrateJobs({ pgPool: pool, logger: new Logger(() => () => undefined) });
  } finally {
    await pool.end();
  }
  await client.query(
    `INSERT INTO kernel.migration (system, name, checksum) VALUES ('kernel', 'job-queue', $1)
     ON CONFLICT (system, name) DO UPDATE SET checksum = excluded.checksum, ran_at = now()`,
    [version],
  );
}

function migrationsIn(folder: string): { name: string; text: string; checksum: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d{4}_.+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') };
    });
}

async function prepareSystem(client: pg.Client, system: string, runtimeLogin: string): Promise<void> {
  const role = roleOf(system);
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (!rowCount) await client.query(`CREATE ROLE ${role} NOLOGIN`);
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS ${role};
    REVOKE ALL ON SCHEMA ${role} FROM PUBLIC;
    GRANT USAGE ON SCHEMA ${role} TO ${role}`);
  await letTakeOn(client, role, runtimeLogin);
}

async function letTakeOn(client: pg.Client, role: string, login: string): Promise<void> {
  await client.query(`GRANT ${role} TO ${pg.escapeIdentifier(login)} WITH INHERIT FALSE, SET TRUE`);
}

/**
 * A sequence that is made and used in one transaction believes, under `wal_level = minimal`, that its next 32 numbers are
 * in the log already. They are not: after a crash it would give them a second time. Setting it makes it log the next one.
 */
const NEW_SEQUENCES_ARE_LOGGED = `SELECT setval(s.seqrelid, pg_sequence_last_value(s.seqrelid))
  FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
 WHERE c.xmin = pg_current_xact_id()::xid AND pg_sequence_last_value(s.seqrelid) IS NOT NULL`;

async function runOne(
  client: pg.Client,
  migration: { system: string; name: string; text: string; checksum: string },
): Promise<void> {
  const { system, name, text, checksum } = migration;
  await client.query('BEGIN');
  try {
    await client.query(`SET LOCAL search_path = ${roleOf(system)}, public`);
    await client.query(text);
    await client.query(NEW_SEQUENCES_ARE_LOGGED);
    await client.query('INSERT INTO kernel.migration (system, name, checksum) VALUES ($1, $2, $3)', [
      system,
      name,
      checksum,
    ]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    const { message, position } = error as { message: string; position?: string };
    const line = position ? text.slice(0, Number(position)).split('\n').length : undefined;
    throw new Error(`migration ${system}/${name}${line ? ` line ${line}` : ''}: ${message}`, { cause: error });
  }
}
