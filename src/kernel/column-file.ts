import { randomFillSync } from 'node:crypto';

/**
 * A file of columns for counting: small codes instead of rows, each column with the list of its values. Of each row it holds
 * a few bytes, and nothing that says in which order the rows stood where they came from.
 *
 * The file is a run of groups, then a description in JSON, its length and a mark. A group holds its columns one after the
 * other, widest first, so that each can be read in place as an array of its own type; little-endian. The last column is the
 * mark of each row: two random bytes, made anew with each file, by which a set of rows is known again without
 * any of them being known.
 */
export interface CodedColumn {
  name: string;
  /** How many bytes a code has. */
  bytes: 1 | 2 | 4;
  /** The value of each code; 0 is what nobody knows. */
  values: readonly (string | null)[];
}

interface Group {
  /** Where it begins, in bytes. */
  at: number;
  rows: number;
}

/** What stands at the end of a file. */
export interface ColumnFile {
  columns: readonly CodedColumn[];
  groups: readonly Group[];
  rows: number;
}

export type Codes = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

const MARK = 'COLUMNS1';
const TAIL_BYTES = 4 + MARK.length;
const GROUP_ROWS = 32_768;
/** Rows go to one of so many groups at random: those of half a million stand mixed. */
const OPEN_GROUPS = 16;
const MOST_COLUMNS = 60;
const MOST_DESCRIPTION_BYTES = 50_000_000;
const MARK_BYTES = 2;

const widestFirst = (a: { bytes: number }, b: { bytes: number }): number => b.bytes - a.bytes;

interface Open {
  codes: Codes[];
  rows: number;
}

/** Writes a file of columns from rows as they come; a row has a value, or null, for each column in the order given. */
export async function* writeColumns(
  wanted: readonly Pick<CodedColumn, 'name' | 'bytes'>[],
  rows: AsyncIterable<readonly (readonly (string | null)[])[]> | Iterable<readonly (readonly (string | null)[])[]>,
): AsyncGenerator<Buffer> {
  if (wanted.length > MOST_COLUMNS) throw new Error(`${wanted.length} columns are too many`);
  const columns = wanted.map(({ name, bytes }, from) => ({ name, bytes, from })).toSorted(widestFirst);
  const dictionaries = columns.map(() => new Map<string | null, number>([[null, 0]]));
  const groups: Group[] = [];
  let at = 0;
  let written = 0;
  const begin = (): Open => ({ codes: columns.map(({ bytes }) => codesOf(bytes, GROUP_ROWS)), rows: 0 });
  const open = Array.from({ length: OPEN_GROUPS }, begin);
  const close = (group: Open): Buffer => {
    const bytes = groupBytes(group);
    groups.push({ at, rows: group.rows });
    at += bytes.length;
    written += group.rows;
    group.rows = 0;
    return bytes;
  };
  const chance = new Chance();
  for await (const some of rows) {
    for (const row of some) {
      const group = open[chance.next() % OPEN_GROUPS]!;
      const place = group.rows++;
      for (let x = 0; x < columns.length; x++) {
        const column = columns[x]!;
        const codes = group.codes[x]!;
        codes[place] = codeOf(dictionaries[x]!, row[column.from] ?? null, column);
      }
      if (group.rows === GROUP_ROWS) yield close(group);
    }
  }
  for (const group of open) if (group.rows > 0) yield close(group);
  const file: ColumnFile = {
    columns: columns.map(({ name, bytes }, x) => ({ name, bytes, values: [...dictionaries[x]!.keys()] })),
    groups,
    rows: written,
  };
  const description = Buffer.from(JSON.stringify(file));
  const tail = Buffer.alloc(TAIL_BYTES);
  tail.writeUInt32LE(description.length);
  tail.write(MARK, 4, 'latin1');
  yield Buffer.concat([description, tail]);
}

function codeOf(
  dictionary: Map<string | null, number>,
  value: string | null,
  { name, bytes }: Pick<CodedColumn, 'name' | 'bytes'>,
): number {
  const known = dictionary.get(value);
  if (known !== undefined) return known;
  const code = dictionary.size;
  if (code >= 2 ** (8 * bytes)) throw new Error(`${name} has more values than ${bytes} bytes can tell apart`);
  dictionary.set(value, code);
  return code;
}

function codesOf(bytes: number, rows: number): Codes {
  if (bytes === 4) return new Uint32Array(rows);
  return bytes === 2 ? new Uint16Array(rows) : new Uint8Array(rows);
}

/** Two random bytes at a time. */
class Chance {
  readonly #numbers = new Uint16Array(32_768);
  #at = this.#numbers.length;

  next(): number {
    if (this.#at === this.#numbers.length) {
      randomFillSync(this.#numbers);
      this.#at = 0;
    }
    return this.#numbers[this.#at++]!;
  }
}

/** The bytes of a group, its rows in an order by chance, each with a mark. */
function groupBytes({ codes, rows }: Open): Buffer {
  const order = mixed(rows);
  const marks = randomFillSync(new Uint16Array(rows));
  const parts = codes.map((column) => {
    const moved = codesOf(column.BYTES_PER_ELEMENT, rows);
    for (let i = 0; i < rows; i++) moved[i] = column[order[i]!]!;
    return bytesOf(moved);
  });
  // Before the columns of one byte, so that it lies at an even place.
  const narrow = codes.findIndex((column) => column.BYTES_PER_ELEMENT === 1);
  parts.splice(narrow < 0 ? parts.length : narrow, 0, bytesOf(marks));
  return Buffer.concat(parts);
}

const bytesOf = (codes: Codes): Buffer => Buffer.from(codes.buffer, codes.byteOffset, codes.byteLength);

function mixed(rows: number): Uint32Array {
  const order = Uint32Array.from({ length: rows }, (_, i) => i);
  const chances = randomFillSync(new Uint32Array(rows));
  for (let i = rows - 1; i > 0; i--) {
    const other = chances[i]! % (i + 1);
    const held = order[i]!;
    order[i] = order[other]!;
    order[other] = held;
  }
  return order;
}

/** The columns of a group, and the marks of its rows, read in place. */
export function columnsOf(
  group: ArrayBuffer,
  rows: number,
  columns: readonly Pick<CodedColumn, 'bytes'>[],
): { codes: Codes[]; marks: Uint16Array<ArrayBuffer> } {
  let at = 0;
  let marks: Uint16Array<ArrayBuffer> | undefined;
  const takeMarks = (): void => {
    marks = new Uint16Array(group, at, rows);
    at += rows * MARK_BYTES;
  };
  const codes = columns.map(({ bytes }): Codes => {
    if (bytes === 1 && !marks) takeMarks();
    const from = at;
    at += rows * bytes;
    if (bytes === 4) return new Uint32Array(group, from, rows);
    return bytes === 2 ? new Uint16Array(group, from, rows) : new Uint8Array(group, from, rows);
  });
  if (!marks) takeMarks();
  return { codes, marks: marks! };
}

/** Reads the bytes of a file from one place to before another. */
export type ReadRange = (range: { from: number; to: number }) => AsyncIterable<Uint8Array>;

/** What a file of facts holds, as its end says. Throws for what is no such file. */
export async function describeColumns(read: ReadRange, size_bytes: number): Promise<ColumnFile> {
  const tail = await whole(read, { from: Math.max(0, size_bytes - TAIL_BYTES), to: size_bytes });
  const to = size_bytes - TAIL_BYTES;
  if (tail.length !== TAIL_BYTES || tail.toString('latin1', 4) !== MARK) throw new Error('not a file of columns');
  const length = tail.readUInt32LE();
  if (length > Math.min(to, MOST_DESCRIPTION_BYTES)) throw new Error('a file of columns with a wrong end');
  return JSON.parse((await whole(read, { from: to - length, to })).toString('utf8')) as ColumnFile;
}

/** The groups of a file, one after the other, each in memory of its own. */
export async function* groupsOf(
  read: ReadRange,
  { columns, groups }: ColumnFile,
): AsyncGenerator<{ bytes: ArrayBuffer; rows: number }> {
  const width = columns.reduce((sum, { bytes }) => sum + bytes, MARK_BYTES);
  const last = groups.at(-1);
  if (!last) return;
  let at = 0;
  let next = new Uint8Array(groups[0]!.rows * width);
  let filled = 0;
  for await (const chunk of read({ from: 0, to: last.at + last.rows * width })) {
    for (let from = 0; from < chunk.length;) {
      const some = chunk.subarray(from, from + next.length - filled);
      next.set(some, filled);
      filled += some.length;
      from += some.length;
      if (filled < next.length) continue;
      yield { bytes: next.buffer, rows: groups[at]!.rows };
      at += 1;
      const following = groups[at];
      if (!following) return;
      next = new Uint8Array(following.rows * width);
      filled = 0;
    }
  }
  throw new Error('a file of columns that ends too early');
}

async function whole(read: ReadRange, range: { from: number; to: number }): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of read(range)) parts.push(part);
  return Buffer.concat(parts);
}
