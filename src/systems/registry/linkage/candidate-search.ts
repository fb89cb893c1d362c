import { BLOCK_RECORDS_MOST } from './blocking.ts';
import type { LinkageDefinition } from './comparison.ts';
import { explainPair, type PairExplanation } from './explanation.ts';
import { MatchWeigher } from './match-weight.ts';
import type { LinkageModel } from './model.ts';

type Awaitable<Value> = Value | Promise<Value>;

/** A key under which a record is found: of one blocking rule, with the finer key for when the block is too large. */
export interface BlockKey {
  key: string;
  finer?: string;
}

/** The keys under which a register files a record, and under which it looks for others. */
export function blockKeysOf<Row>({ blocking }: LinkageDefinition<Row>, row: Row): BlockKey[] {
  return blocking.flatMap((rule) => {
    const found = rule.key(row);
    if (found === undefined) return [];
    const key = `${rule.name}:${found}`;
    const within = rule.within?.(row);
    return [within === undefined ? { key } : { key, finer: `${key}|${within}` }];
  });
}

/** Where a register keeps block keys: a table with an index, or memory. */
export interface BlockIndex<Id, Row> {
  /** The records under a key, finer or not; undefined when there are more than `most`. */
  find(key: string, most: number): Awaitable<readonly Id[] | undefined>;
  /** The record as it stands now; undefined when it is gone. */
  read(id: Id): Awaitable<Row | undefined>;
}

export interface FoundCandidate<Id> {
  id: Id;
  explanation: PairExplanation;
}

/** At most so many candidates are weighed for one record, and so many are given back. */
const WEIGHED_MOST = 5_000;
const GIVEN_MOST = 20;

/** Asks of one record whether it is there already: when it is entered, or when an outside list is looked up. */
export class CandidateSearch<Row> {
  readonly #definition: LinkageDefinition<Row>;
  readonly #model: LinkageModel;
  readonly #weigher: MatchWeigher<Row>;

  /** Refuses (RangeError) a model that was trained for other comparisons. */
  constructor(definition: LinkageDefinition<Row>, model: LinkageModel) {
    this.#definition = definition;
    this.#model = model;
    this.#weigher = new MatchWeigher(definition, model);
  }

  /**
   * The records of an index that may be the same as this one, the most probable first, each with its explanation. Those
   * below `least_bits` (0: as probable as not) are left out. A block that is too large even by its finer key is passed over.
   */
  async candidatesFor<Id>(
    row: Row,
    index: BlockIndex<Id, Row>,
    { least_bits = 0 }: { least_bits?: number } = {},
  ): Promise<FoundCandidate<Id>[]> {
    const most = this.#definition.blockRecordsMost ?? BLOCK_RECORDS_MOST;
    const ids = new Set<Id>();
    for (const { key, finer } of blockKeysOf(this.#definition, row)) {
      const found = (await index.find(key, most)) ?? (finer === undefined ? undefined : await index.find(finer, most));
      for (const id of found ?? []) if (ids.size < WEIGHED_MOST) ids.add(id);
    }
    const one = this.#weigher.prepare(row);
    const heavy: { id: Id; weight_bits: number; other: ReturnType<MatchWeigher<Row>['prepare']> }[] = [];
    for (const id of ids) {
      const candidate = await index.read(id);
      if (candidate === undefined) continue;
      const other = this.#weigher.prepare(candidate);
      const weight_bits = this.#weigher.weigh(one, other);
      if (weight_bits >= least_bits) heavy.push({ id, weight_bits, other });
    }
    const parts = { definition: this.#definition, model: this.#model, weigher: this.#weigher };
    return heavy
      .toSorted((a, b) => b.weight_bits - a.weight_bits)
      .slice(0, GIVEN_MOST)
      .map(({ id, other }) => ({ id, explanation: explainPair(parts, one, other) }));
  }

  /** Why two records weigh what they weigh. */
  explain(one: Row, other: Row): PairExplanation {
    const parts = { definition: this.#definition, model: this.#model, weigher: this.#weigher };
    return explainPair(parts, this.#weigher.prepare(one), this.#weigher.prepare(other));
  }
}

/** A block index in memory, kept up to date by whoever enters records. */
export class MemoryBlockIndex<Id, Row> implements BlockIndex<Id, Row> {
  readonly #definition: LinkageDefinition<Row>;
  readonly #blocks = new Map<string, Set<Id>>();
  readonly #rows = new Map<Id, Row>();

  constructor(definition: LinkageDefinition<Row>) {
    this.#definition = definition;
  }

  /** Files a record, in place of an earlier one with the same id. */
  put(id: Id, row: Row): void {
    this.remove(id);
    this.#rows.set(id, row);
    for (const key of this.#keysOf(row)) {
      const block = this.#blocks.get(key);
      if (block) block.add(id);
      else this.#blocks.set(key, new Set([id]));
    }
  }

  remove(id: Id): void {
    const row = this.#rows.get(id);
    if (row === undefined) return;
    this.#rows.delete(id);
    for (const key of this.#keysOf(row)) {
      const block = this.#blocks.get(key);
      block?.delete(id);
      if (block?.size === 0) this.#blocks.delete(key);
    }
  }

  find(key: string, most: number): readonly Id[] | undefined {
    const block = this.#blocks.get(key);
    if (!block) return [];
    return block.size > most ? undefined : [...block];
  }

  read(id: Id): Row | undefined {
    return this.#rows.get(id);
  }

  #keysOf(row: Row): string[] {
    return blockKeysOf(this.#definition, row).flatMap(({ key, finer }) => (finer === undefined ? [key] : [key, finer]));
  }
}
