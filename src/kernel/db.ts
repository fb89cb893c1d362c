import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { Changes } from './changes.ts';
import { Connections } from './connections.ts';
import { type Statement, sql } from './sql.ts';
import { type Outcome, runOver, types } from './statement-run.ts';

export { type Statement, sql } from './sql.ts';

/** What can be asked with one system's rights. */
export interface Queryable {
  /** All rows. */
  rows<Row>(statement: Statement): Promise<Row[]>;
  /** The only row; throws when there is none or more than one. */
  one<Row>(statement: Statement): Promise<Row>;
  /** The only row, or undefined. */
  maybe<Row>(statement: Statement): Promise<Row | undefined>;
  /** Runs it; the answer is how many rows it touched. */
  run(statement: Statement): Promise<number>;
}

/** A transaction under one system's role. */
export interface Tx extends Queryable {
  readonly system: string;
  /** Of which database this is a part. */
  readonly database: Database;
}

/** One system's side of the database: its role, its schema first on the search path. */
export interface SystemDatabase extends Queryable {
  readonly system: string;
  /** Of which database this is a side. */
  readonly database: Database;
  /**
   * Runs `work` in one transaction and commits; rolls back when it throws. Repeats it, at most 3 times, when PostgreSQL
   * says that it lost to another (serialization failure, deadlock), so `work` must not touch anything but the database.
   * A statement that PostgreSQL refuses ends the transaction, also when `work` catches the error: then this throws.
   */
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>;
}

export interface Database {
  /** The database as `system` may see it. A system asks for itself only (checked by the architecture test). */
  as(system: string): SystemDatabase;
  /** What other processes change, as far as triggers tell it. */
  readonly changes: Changes;
  /** Connections in use, idle and waited for, of each role. */
  usage(): { system: string; total: number; idle: number; waiting: number }[];
  close(): Promise<void>;
}

const insideTransaction = new AsyncLocalStorage<string>();

/** Throws when called inside a transaction: nothing outside the database may happen there (design rule; the work could be repeated). */
export function assertOutsideTransaction(what: string): void {
  const system = insideTransaction.getStore();
  if (system)
    throw new Error(`${what} was asked for inside a transaction of ${system}: do it after the commit, or by a job`);
}

const STATEMENT_TIMEOUT_MS = 30_000;

/** What is needed to reach a database: a URL, or the socket folder of the embedded one. */
export interface Connection {
  connectionString?: string;
  host?: string;
  port?: number;
  database?: string;
  user?: string;
  password?: string;
}

/** A client with nobody's role, for migrations and loading. Who calls it ends it. */
export function ownerClient(connection: Connection): pg.Client {
  return new pg.Client({ ...connection, types });
}

/**
 * Opens the database. Each system gets a small pool of its own, whose sessions run under that system's role. `others` are the logins
 * of roles that the running house may not take on.
 */
export function openDatabase(
  connection: Connection,
  onError: (error: Error) => void,
  others: Readonly<Record<string, Connection>> = {},
): Database {
  const systems = new Map<string, { connections: Connections; database: SystemDatabase }>();
  const changes = new Changes(
    { ...connection, options: '-c role=kernel', application_name: 'mot-cua changes' },
    onError,
  );
  const open = (system: string) => {
    const role = roleOf(system);
    const connections = new Connections(
      {
        ...(others[system] ?? connection),
        types,
        options: `-c role=${role} -c search_path=${role},public -c statement_timeout=${STATEMENT_TIMEOUT_MS} -c TimeZone=UTC -c plan_cache_mode=force_generic_plan`,
        application_name: `mot-cua ${system}`,
      },
      onError,
    );
    return { connections, database: systemDatabase(database, system, connections) };
  };
  const database: Database = {
    changes,
    as(system) {
      let opened = systems.get(system);
      if (!opened) systems.set(system, (opened = open(system)));
      return opened.database;
    },
    usage: () =>
      [...systems].map(
        ([
          system,
          {
            connections: { total, idle, waiting },
          },
        ]) => ({ system, total, idle, waiting }),
      ),
    async close() {
      await Promise.all([changes.close(), ...[...systems.values()].map(({ connections }) => connections.close())]);
    },
  };
  return database;
}

/** The role, and the schema, of a system: its name with underscores. */
export function roleOf(system: string): string {
  if (!/^[a-z][a-z0-9-]*$/.test(system)) throw new Error(`not a system's name: ${system}`);
  return system.replaceAll('-', '_');
}

function queries(run: (statement: Statement) => Promise<Outcome>): Queryable {
  return {
    rows: async <Row>(statement: Statement) => (await run(statement)).rows as Row[],
    async one<Row>(statement: Statement) {
      const { rows } = await run(statement);
      if (rows.length !== 1) throw new Error(`expected one row, got ${rows.length}: ${statement.text}`);
      return rows[0] as Row;
    },
    async maybe<Row>(statement: Statement) {
      const { rows } = await run(statement);
      if (rows.length > 1) throw new Error(`expected at most one row, got ${rows.length}: ${statement.text}`);
      return rows[0] as Row | undefined;
    },
    async run(statement: Statement) {
      // The last word of `UPDATE 3` and `INSERT 0 3`; other commands touch no rows.
      const { command } = await run(statement);
      return Number(/ (\d+)$/.exec(command)?.[1] ?? 0);
    },
  };
}

const LOST_TO_ANOTHER = new Set(['40001', '40P01']);
const MOST_TRIES = 4;

const BEGIN = sql`BEGIN`;
const COMMIT = sql`COMMIT`;
const ROLLBACK = sql`ROLLBACK`;

function systemDatabase(database: Database, system: string, connections: Connections): SystemDatabase {
  async function alone(statement: Statement): Promise<Outcome> {
    const client = await connections.take();
    try {
      return await runOver(client, statement);
    } finally {
      connections.give(client);
    }
  }
  async function attempt<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const client = await connections.take();
    let isBroken = false;
    try {
      await runOver(client, BEGIN);
      const tx: Tx = { system, database, ...queries((statement) => runOver(client, statement)) };
      const result = await insideTransaction.run(system, () => work(tx));
      // After an error that `work` caught PostgreSQL rolls back, and says so only in the name of the command.
      const { command } = await runOver(client, COMMIT);
      if (command !== 'COMMIT') throw new Error(`a transaction of ${system} went on after an error: nothing was kept`);
      return result;
    } catch (error) {
      await runOver(client, ROLLBACK).catch(() => (isBroken = true));
      throw error;
    } finally {
      connections.give(client, isBroken);
    }
  }
  return {
    system,
    database,
    ...queries(alone),
    async transaction(work) {
      // One inside another waits for a second connection while it holds the first: a few at once would wait for ever.
      assertOutsideTransaction(`a transaction of ${system}`);
      for (let tries = 1; ; tries++) {
        try {
          return await attempt(work);
        } catch (error) {
          const code = (error as { code?: string }).code;
          if (tries >= MOST_TRIES || !code || !LOST_TO_ANOTHER.has(code)) throw error;
        }
      }
    },
  };
}

/** Whether PostgreSQL refused because of a unique, exclusion or temporal key; optionally of the constraint of that name. */
export function isDuplicate(error: unknown, constraint?: string): boolean {
  const { code, constraint: found } = error as { code?: string; constraint?: string };
  return (code === '23505' || code === '23P01') && (constraint === undefined || found === constraint);
}
