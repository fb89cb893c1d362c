import { HASH_BYTES, nodeHash, type Inclusion } from './merkle.ts';

/** Nodes that are kept of one tree: some 100 MB at most. */
const MOST_KEPT = 500_000;

/**
 * A tree of which proofs are checked one after another. Every proof that holds proves the nodes on its way too, so the next is
 * hashed only as far as the first of those, and compared from there on: it holds exactly when `isIncluded` says so, as long as no two
 * things with one SHA-256 are known.
 */
export class ProvenTree {
  private readonly size: number;
  private readonly root: Buffer;
  /** Proven nodes by height and place. */
  private readonly nodes: Map<number, Buffer>[] = [];
  private kept = 0;

  constructor(size: number, root: Buffer) {
    this.size = size;
    this.root = root;
  }

  /** Whether that leaf is proven to be at that place. */
  includes({ leaf, index, proof }: Omit<Inclusion, 'size'>): boolean {
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.size) return false;
    let hash: Buffer | undefined = leaf;
    let height = 0;
    let place = index;
    let last = this.size - 1;
    const found: { height: number; place: number; hash: Buffer }[] = [];
    for (const sibling of proof) {
      if (last === 0 || sibling.length !== HASH_BYTES) return false;
      // At the right edge a node without a neighbour is its own parent.
      while (place === last && place % 2 === 0) {
        place /= 2;
        last = Math.floor(last / 2);
        height++;
      }
      const beside = place % 2 === 1 ? place - 1 : place + 1;
      if (hash) {
        const proven: Buffer | undefined = this.nodes[height]?.get(place);
        if (proven && !proven.equals(hash)) return false;
        if (proven) hash = undefined;
        else found.push({ height, place, hash }, { height, place: beside, hash: sibling });
      }
      // What is above a proven node was proven with it, and so was what is beside that.
      if (hash) hash = place % 2 === 1 ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
      else if (!this.nodes[height]?.get(beside)?.equals(sibling)) return false;
      place = Math.floor(place / 2);
      last = Math.floor(last / 2);
      height++;
    }
    if (last !== 0 || (hash && !hash.equals(this.root))) return false;
    this.keep(found);
    return true;
  }

  private keep(found: readonly { height: number; place: number; hash: Buffer }[]): void {
    // All that belongs to one proof or nothing: whoever meets a node relies on those above it.
    if (this.kept + found.length > MOST_KEPT) return;
    for (const { height, place, hash } of found) (this.nodes[height] ??= new Map()).set(place, hash);
    this.kept += found.length;
  }
}
