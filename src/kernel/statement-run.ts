import pg from 'pg';
import type { Statement } from './sql.ts';

/** What came of a statement. */
export interface Outcome {
  rows: unknown[];
  /** What PostgreSQL calls what it did: `SELECT 3`, `COMMIT`. */
  command: string;
}

/**
 * Runs a statement over a connection. PostgreSQL parses and plans each text once a connection and we read once what its
 * rows look like; later runs only bind, execute and take the rows, which is half the work of pg's own query.
 */
export async function runOver(client: pg.ClientBase, statement: Statement): Promise<Outcome> {
  try {
    return await new Promise<Outcome>((done, failed) => {
      client.query(new StatementRun(statement, done, failed));
    });
  } catch (error) {
    // The trace would lead to the socket; this one leads to who asked.
    if (error instanceof Error) Error.captureStackTrace(error);
    throw error;
  }
}

/** A column of an answer, and how its text is read. */
interface Column {
  name: string;
  read(text: string): unknown;
}

/** The columns of statements that ran over a connection. They cannot change there: PostgreSQL refuses to replan to others. */
const columnsOver = new WeakMap<pg.Connection, Map<string, readonly Column[]>>();

const names = new Map<string, string>();
function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) names.set(text, (name = `s${names.size}`));
  return name;
}

/** What pg's types leave out of its connection: the texts that PostgreSQL has parsed there, by their names. */
type Wire = pg.Connection & { parsedStatements: Record<string, string> };

/** One run, as pg's client passes messages on to it. */
class StatementRun implements pg.Submittable {
  /** By its name and text pg's client notes what PostgreSQL has parsed. */
  readonly name: string;
  readonly text: string;
  readonly #values: readonly unknown[];
  readonly #done: (outcome: Outcome) => void;
  readonly #failed: (error: unknown) => void;
  #columns: readonly Column[] | undefined;
  readonly #rows: unknown[] = [];
  #command = '';
  #fault: unknown;

  constructor(statement: Statement, done: (outcome: Outcome) => void, failed: (error: unknown) => void) {
    this.name = nameOf(statement.text);
    this.text = statement.text;
    this.#values = statement.values;
    this.#done = done;
    this.#failed = failed;
  }

  submit(connection: pg.Connection): Error | undefined {
    const wire = connection as Wire;
    this.#columns = columnsOver.get(connection)?.get(this.name);
    try {
      const isParsed = wire.parsedStatements[this.name] !== undefined;
      const values = this.#values.map(boundValue);
      wire.stream.write(
        runMessages({ name: this.name, text: isParsed ? undefined : this.text, values, describe: !this.#columns }),
      );
      return undefined;
    } catch (error) {
      // A value that cannot be bound: nothing was sent.
      return error as Error;
    }
  }

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({ name, read: readerOf(dataTypeID) }));
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const columns = this.#columns!;
    const row: Record<string, unknown> = {};
    try {
      for (let i = 0; i < columns.length; i++) {
        const { name, read } = columns[i]!;
        const text = fields[i]!;
        row[name] = text === null ? null : read(text);
      }
    } catch (error) {
      this.#fault = error;
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#command = text;
  }

  handleReadyForQuery(connection: pg.Connection): void {
    if (this.#fault !== undefined) {
      this.#failed(this.#fault);
      return;
    }
    let known = columnsOver.get(connection);
    if (!known) columnsOver.set(connection, (known = new Map()));
    known.set(this.name, this.#columns ?? []);
    this.#done({ rows: this.#rows, command: this.#command });
  }

  handleEmptyQuery(): void {}

  handleError(error: unknown): void {
    this.#failed(error);
  }
}

/** Describe of the unnamed portal, Execute of it without a limit of rows, and Sync (§54.7). */
const DESCRIBE = Buffer.from([0x44, 0, 0, 0, 6, 0x50, 0]);
const EXECUTE_AND_SYNC = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x53, 0, 0, 0, 4]);

/** All messages of one run in the order of the protocol (§54.2.3), in one piece: Parse where a text is given, Bind, Describe, Execute, Sync. */
function runMessages(run: {
  name: string;
  text: string | undefined;
  values: readonly (string | Buffer | null)[];
  describe: boolean;
}): Buffer {
  const { name, text, values } = run;
  const lengths = values.map((value) => (value === null ? 0 : Buffer.byteLength(value)));
  const parseLength = text === undefined ? 0 : 8 + name.length + Buffer.byteLength(text);
  const bindLength = 12 + name.length + lengths.reduce((sum, length) => sum + 6 + length, 0);
  const behind = run.describe ? DESCRIBE.length : 0;
  const out = Buffer.allocUnsafe(
    (text === undefined ? 0 : 1 + parseLength) + 1 + bindLength + behind + EXECUTE_AND_SYNC.length,
  );
  let at = 0;
  const cstring = (value: string) => {
    at += out.write(value, at);
    at = out.writeUInt8(0, at);
  };
  if (text !== undefined) {
    at = out.writeInt32BE(parseLength, out.writeUInt8(0x50, at));
    cstring(name);
    cstring(text);
    at = out.writeInt16BE(0, at);
  }
  at = out.writeInt32BE(bindLength, out.writeUInt8(0x42, at));
  cstring('');
  cstring(name);
  at = out.writeInt16BE(values.length, at);
  for (const value of values) at = out.writeInt16BE(Buffer.isBuffer(value) ? 1 : 0, at);
  at = out.writeInt16BE(values.length, at);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    at = out.writeInt32BE(value === null ? -1 : lengths[i]!, at);
    if (typeof value === 'string') at += out.write(value, at);
    else if (value !== null) at += value.copy(out, at);
  }
  // All columns as text.
  at = out.writeInt16BE(0, at);
  if (run.describe) at += DESCRIBE.copy(out, at);
  EXECUTE_AND_SYNC.copy(out, at);
  return out;
}

/** A value as PostgreSQL reads it: bytes as they are, all else as text. */
function boundValue(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return String(value);
  if (Buffer.isBuffer(value)) return value;
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return listOf(value);
  return JSON.stringify(value);
}

/** PostgreSQL's text of an array (§8.15.2). */
function listOf(values: readonly unknown[]): string {
  const parts = values.map((value) => {
    if (value === null || value === undefined) return 'NULL';
    if (Array.isArray(value)) return listOf(value);
    const bound = boundValue(value)!;
    const text = typeof bound === 'string' ? bound : `\\x${bound.toString('hex')}`;
    return `"${text.replace(/[\\"]/g, '\\$&')}"`;
  });
  return `{${parts.join(',')}}`;
}

/** Days stay texts; whole numbers of 8 bytes are small enough here to be numbers. */
export const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);
types.setTypeParser(pg.types.builtins.INT8, (text: string) => Number(text));

const readers = new Map<number, Column['read']>();
function readerOf(typeId: number): Column['read'] {
  let reader = readers.get(typeId);
  if (!reader) readers.set(typeId, (reader = types.getTypeParser(typeId, 'text') as unknown as Column['read']));
  return reader;
}
