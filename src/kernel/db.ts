import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

/** A statement with its values bound apart: text of people never becomes SQL. Made by the `sql` template only. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

class BoundStatement implements Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  constructor(text: string, values: readonly unknown[]) {
    this.text = text;
    this.values = values;
  }
}

const textOfTemplate = new WeakMap<TemplateStringsArray, string>();

/** Binds values into SQL: sql`SELECT name FROM person WHERE number = ${number}`. A statement given as a value is put in as SQL. */
export function sql(strings: TemplateStringsArray, ...values: unknown[]): Statement {
  if (!values.some((value) => value instanceof BoundStatement)) {
    let text = textOfTemplate.get(strings);
    if (text === undefined) {
      text = strings.reduce((all, part, i) => `${all}$${i}${part}`);
      textOfTemplate.set(strings, text);
    }
    return new BoundStatement(text, values);
  }
  let text = strings[0]!;
  const bound: unknown[] = [];
  values.forEach((value, i) => {
    if (value instanceof BoundStatement) {
      text += value.text.replace(/\$(\d+)/g, (_, place: string) => `$${Number(place) + bound.length}`);
      bound.push(...value.values);
    } else {
      bound.push(value);
      text += `$${bound.length}`;
    }
    text += strings[i + 1]!;
  });
  return new BoundStatement(text, bound);
}

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
}

/** One system's side of the database: its role, its schema first on the search path. */
export interface SystemDatabase extends Queryable {
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

const names = new Map<string, string>();
/** One name a text, so that PostgreSQL parses and plans it once a connection (about twice as fast as unnamed). */
function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) names.set(text, (name = `s${names.size}`));
  return name;
}

const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);
types.setTypeParser(pg.types.builtins.INT8, (text: string) => Number(text));

const CONNECTIONS_PER_ROLE = 8;
const IDLE_TIMEOUT_MS = 20_000;
const WAIT_TIMEOUT_MS = 15_000;
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

/** Opens the database. Each system gets a small pool of its own, whose sessions run under that system's role. */
export function openDatabase(connection: Connection, onError: (error: Error) => void): Database {
  const systems = new Map<string, { pool: pg.Pool; database: SystemDatabase }>();
  let isClosing = false;
  // A pool says that it has ended while its connections are still saying goodbye; what breaks then is nobody's loss.
  const onLost = (error: Error) => {
    if (!isClosing) onError(error);
  };
  const open = (system: string) => {
    const role = roleOf(system);
    const pool = new pg.Pool({
      ...connection,
      types,
      max: CONNECTIONS_PER_ROLE,
      idleTimeoutMillis: IDLE_TIMEOUT_MS,
      connectionTimeoutMillis: WAIT_TIMEOUT_MS,
      options: `-c role=${role} -c search_path=${role},public -c statement_timeout=${STATEMENT_TIMEOUT_MS} -c TimeZone=UTC -c plan_cache_mode=force_generic_plan`,
      application_name: `mot-cua ${system}`,
    });
    // Without these a connection that breaks, idle or in the middle of a transaction, would end the process.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', onLost));
    return { pool, database: systemDatabase(system, pool) };
  };
  return {
    as(system) {
      let opened = systems.get(system);
      if (!opened) systems.set(system, (opened = open(system)));
      return opened.database;
    },
    usage: () =>
      [...systems].map(([system, { pool }]) => ({
        system,
        total: pool.totalCount,
        idle: pool.idleCount,
        waiting: pool.waitingCount,
      })),
    async close() {
      isClosing = true;
      await Promise.all([...systems.values()].map(({ pool }) => pool.end()));
    },
  };
}

/** The role, and the schema, of a system: its name with underscores. */
export function roleOf(system: string): string {
  if (!/^[a-z][a-z0-9-]*$/.test(system)) throw new Error(`not a system's name: ${system}`);
  return system.replaceAll('-', '_');
}

function queries(run: (statement: Statement) => Promise<pg.QueryResult>): Queryable {
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
    run: async (statement: Statement) => (await run(statement)).rowCount ?? 0,
  };
}

const LOST_TO_ANOTHER = new Set(['40001', '40P01']);
const MOST_TRIES = 4;

function systemDatabase(system: string, pool: pg.Pool): SystemDatabase {
  const config = (statement: Statement) => ({
    name: nameOf(statement.text),
    text: statement.text,
    values: statement.values as unknown[],
  });
  async function attempt<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const tx: Tx = { system, ...queries((statement) => client.query(config(statement))) };
      const result = await insideTransaction.run(system, () => work(tx));
      // After an error that `work` caught PostgreSQL rolls back, and says so only in the name of the command.
      const { command } = await client.query('COMMIT');
      if (command !== 'COMMIT') throw new Error(`a transaction of ${system} went on after an error: nothing was kept`);
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((rollbackError: Error) => (broken = rollbackError));
      throw error;
    } finally {
      client.release(broken);
    }
  }
  return {
    ...queries((statement) => pool.query(config(statement))),
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
