/** Which records hang together (union by size, with halved paths), for millions of records. */
export class DisjointSets {
  readonly #parents: Int32Array;
  readonly #sizes: Int32Array;

  constructor(records: number) {
    this.#parents = Int32Array.from({ length: records }, (_, record) => record);
    this.#sizes = new Int32Array(records).fill(1);
  }

  /** The record that stands for the set of this one. */
  find(record: number): number {
    const parents = this.#parents;
    while (parents[record] !== record) {
      parents[record] = parents[parents[record]!]!;
      record = parents[record]!;
    }
    return record;
  }

  /** Puts two sets together and gives the record that stands for both. */
  join(one: number, other: number): number {
    let root = this.find(one);
    let small = this.find(other);
    if (root === small) return root;
    if (this.#sizes[root]! < this.#sizes[small]!) [root, small] = [small, root];
    this.#parents[small] = root;
    this.#sizes[root]! += this.#sizes[small]!;
    return root;
  }
}
