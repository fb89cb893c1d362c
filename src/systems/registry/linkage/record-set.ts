import type { Comparator, LinkageDefinition } from './comparison.ts';
import { IntList } from './int-list.ts';

/** The values of one comparator: each distinct value once, and which one each record has. */
export interface Column {
  /** By record: the place in `values`, or -1 when the record does not say. */
  ids: Int32Array;
  values: readonly unknown[];
  /** How many records have the value, by its place in `values`. */
  counts: Int32Array;
}

/** The keys of one blocking rule as numbers, -1 for none. */
export interface KeyColumn {
  keys: Int32Array;
  keyCount: number;
  within?: Int32Array;
}

/** Records read once and made ready for linkage. The rows themselves are not kept: numbers of records stand for them. */
export interface RecordSet {
  size: number;
  /** When two sets are linked: how many records belong to the first. Records are numbered on into the second. */
  split?: number;
  columns: readonly Column[];
  keys: readonly KeyColumn[];
}

/**
 * Reads records for linkage, in one pass, so that a million rows may come from a cursor. With a second set, pairs are made
 * between the sets only; otherwise within the one. Frequencies are those of all records that are read.
 */
export function readRecords<Row>(
  definition: LinkageDefinition<Row>,
  rows: Iterable<Row>,
  secondRows?: Iterable<Row>,
): RecordSet {
  const columns = definition.comparators.map((comparator) => new ColumnReader(comparator));
  const keys = definition.blocking.map((rule) => ({
    rule,
    keys: new Interner(),
    within: rule.within && new Interner(),
  }));
  let size = 0;
  const read = (row: Row) => {
    for (const column of columns) column.read(row);
    for (const { rule, keys: whole, within } of keys) {
      whole.add(rule.key(row));
      within?.add(rule.within!(row));
    }
    size++;
  };
  for (const row of rows) read(row);
  const split = size;
  if (secondRows) for (const row of secondRows) read(row);
  return {
    size,
    ...(secondRows && { split }),
    columns: columns.map((column) => column.finish()),
    keys: keys.map(({ keys: whole, within }) => ({
      keys: whole.list.toArray(),
      keyCount: whole.count,
      ...(within && { within: within.list.toArray() }),
    })),
  };
}

class ColumnReader<Row> {
  readonly #comparator: Comparator<Row>;
  readonly #values: unknown[] = [];
  readonly #interner = new Interner();

  constructor(comparator: Comparator<Row>) {
    this.#comparator = comparator;
  }

  read(row: Row): void {
    const value = this.#comparator.read(row);
    const id = this.#interner.add(value === undefined ? undefined : this.#comparator.key(value));
    if (id === this.#values.length) this.#values.push(value);
  }

  finish(): Column {
    const ids = this.#interner.list.toArray();
    const counts = new Int32Array(this.#values.length);
    for (const id of ids) if (id >= 0) counts[id]!++;
    return { ids, values: this.#values, counts };
  }
}

/** Gives texts numbers, and writes down the number of each text that comes. */
class Interner {
  readonly #ids = new Map<string, number>();
  readonly list = new IntList();

  get count(): number {
    return this.#ids.size;
  }

  add(text: string | undefined): number {
    let id = -1;
    if (text !== undefined) {
      id = this.#ids.get(text) ?? -1;
      if (id < 0) {
        id = this.#ids.size;
        this.#ids.set(text, id);
      }
    }
    this.list.push(id);
    return id;
  }
}
