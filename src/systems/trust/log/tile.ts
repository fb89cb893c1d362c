import { EMPTY_ROOT, HASH_BYTES, hashOfComplete, nodeHash, splitOf } from './merkle.ts';

/**
 * Tiles of a log (C2SP tlog-tiles): 256 hashes side by side, eight levels of the tree apart, and bundles of 256 entries.
 * Proofs are computed from them by whoever wants one.
 */

export const TILE_WIDTH = 256;

export interface TilePlace {
  /** Height above the leaves, in steps of eight levels. */
  level: number;
  number: number;
}

/** Hashes of a tile, at least `width` of them. */
export type TileReader = (place: TilePlace, width: number) => Promise<Buffer>;

/** How many hashes a tile has in a tree of `size` leaves. */
export function tileWidth({ level, number }: TilePlace, size: number): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.max(0, Math.min(TILE_WIDTH, hashes - number * TILE_WIDTH));
}

/** A number as paths write it: groups of three digits, all but the last after an x. */
export function numberPath(number: number): string {
  const groups = [String(number % 1000).padStart(3, '0')];
  for (let rest = Math.floor(number / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  }
  return groups.join('/');
}

/** The number and width that a path names, when it is written as it must be. */
export function readNumberPath(path: string): { number: number; width: number } | undefined {
  const match = /^((?:x\d{3}\/){0,5}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path);
  if (!match) return undefined;
  const number = Number(match[1]!.replace(/[x/]/g, ''));
  const width = match[2] === undefined ? TILE_WIDTH : Number(match[2]);
  if (numberPath(number) !== match[1] || width > TILE_WIDTH || (match[2] !== undefined && width === TILE_WIDTH))
    return undefined;
  return { number, width };
}

/** Where a tile or bundle of that width is served. */
export function tilePath(kind: number | 'entries', number: number, width: number): string {
  return `tile/${kind}/${numberPath(number)}${width === TILE_WIDTH ? '' : `.p/${width}`}`;
}

/** Entries as a bundle holds them, each after its length. */
export function writeBundle(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

/** Reads a bundle; undefined when it is cut short. */
export function readBundle(bundle: Buffer): Buffer[] | undefined {
  const entries: Buffer[] = [];
  for (let at = 0; at < bundle.length;) {
    if (at + 2 > bundle.length) return undefined;
    const end = at + 2 + bundle.readUInt16BE(at);
    if (end > bundle.length) return undefined;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

/** A tree of `size` leaves, as its tiles tell it. */
export class TiledTree {
  readonly size: number;
  private readonly read: TileReader;
  private readonly kept = new Map<string, Promise<Buffer>>();

  constructor(size: number, read: TileReader) {
    this.size = size;
    this.read = read;
  }

  root(): Promise<Buffer> {
    return this.size === 0 ? Promise.resolve(EMPTY_ROOT) : this.range(0, this.size);
  }

  /** What proves that the leaf at `index` is in the tree (RFC 6962 §2.1.1), from the leaf up. */
  async inclusionProof(index: number): Promise<Buffer[]> {
    if (!(index >= 0 && index < this.size)) throw new RangeError('no such entry');
    const proof: Promise<Buffer>[] = [];
    let from = 0;
    let to = this.size;
    while (to - from > 1) {
      const middle = from + splitOf(to - from);
      if (index < middle) {
        proof.unshift(this.range(middle, to));
        to = middle;
      } else {
        proof.unshift(this.range(from, middle));
        from = middle;
      }
    }
    return Promise.all(proof);
  }

  /** What proves that this tree goes on from its first `older` leaves (RFC 6962 §2.1.2). */
  async consistencyProof(older: number): Promise<Buffer[]> {
    if (!(older >= 0 && older <= this.size)) throw new RangeError('no such tree');
    if (older === 0 || older === this.size) return [];
    const proof: Promise<Buffer>[] = [];
    let from = 0;
    let to = this.size;
    let isWhole = true;
    while (older !== to) {
      const middle = from + splitOf(to - from);
      if (older <= middle) {
        proof.unshift(this.range(middle, to));
        to = middle;
      } else {
        proof.unshift(this.range(from, middle));
        from = middle;
        isWhole = false;
      }
    }
    if (!isWhole) proof.unshift(this.range(from, to));
    return Promise.all(proof);
  }

  /** Hash of the leaves from `from` to before `to`, where `from` is a multiple of the power of two that holds them. */
  private async range(from: number, to: number): Promise<Buffer> {
    const size = to - from;
    const split = size === 1 ? 1 : splitOf(size);
    if (size === 1 || split * 2 === size) return this.complete(from, size);
    const [left, right] = await Promise.all([this.range(from, from + split), this.range(from + split, to)]);
    return nodeHash(left, right);
  }

  private async complete(from: number, size: number): Promise<Buffer> {
    let level = 0;
    let count = size;
    // The root of a full tile is a hash of the tile above it.
    while (count >= TILE_WIDTH) {
      count /= TILE_WIDTH;
      level++;
    }
    const first = from / TILE_WIDTH ** level;
    const number = Math.floor(first / TILE_WIDTH);
    const start = (first % TILE_WIDTH) * HASH_BYTES;
    const tile = await this.tile({ level, number });
    return hashOfComplete(tile.subarray(start, start + count * HASH_BYTES));
  }

  private tile(place: TilePlace): Promise<Buffer> {
    const name = `${place.level}/${place.number}`;
    let read = this.kept.get(name);
    if (!read) {
      const width = tileWidth(place, this.size);
      read = this.read(place, width).then((tile) => {
        if (tile.length < width * HASH_BYTES) throw new Error(`tile ${name} is too short`);
        return tile;
      });
      this.kept.set(name, read);
    }
    return read;
  }
}

/** The right edge of a tree, to which leaves are added. */
export class GrowingTree {
  private leaves: number;
  /** The last tile of each level, as far as it is filled. */
  private readonly edge: Buffer[][];
  private readonly changed = new Map<string, { place: TilePlace; hashes: Buffer[] }>();

  /** `edge` holds the last, unfilled tile of each level; none for a level whose tiles are all full. */
  constructor(size: number, edge: readonly Buffer[]) {
    this.leaves = size;
    this.edge = edge.map((tile) =>
      Array.from({ length: tile.length / HASH_BYTES }, (_, i) => tile.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)),
    );
  }

  get size(): number {
    return this.leaves;
  }

  add(leaf: Buffer): void {
    let hash = leaf;
    let index = this.leaves++;
    for (let level = 0; ; level++) {
      const tile = (this.edge[level] ??= []);
      tile.push(hash);
      const place = { level, number: Math.floor(index / TILE_WIDTH) };
      this.changed.set(`${level}/${place.number}`, { place, hashes: tile });
      if (tile.length < TILE_WIDTH) return;
      hash = hashOfComplete(Buffer.concat(tile));
      this.edge[level] = [];
      index = place.number;
    }
  }

  /** The tiles that were changed since this was last asked, whole. */
  takeChanges(): { place: TilePlace; hashes: Buffer }[] {
    const changes = [...this.changed.values()].map(({ place, hashes }) => ({ place, hashes: Buffer.concat(hashes) }));
    this.changed.clear();
    return changes;
  }

  root(): Buffer {
    let root: Buffer | undefined;
    // From the smallest complete subtree at the right edge to the largest at the left.
    for (const tile of this.edge) {
      let end = tile.length;
      for (let width = 1; width < TILE_WIDTH; width *= 2) {
        if (Math.floor(end / width) % 2 === 0) continue;
        const part = hashOfComplete(Buffer.concat(tile.slice(end - width, end)));
        root = root ? nodeHash(part, root) : part;
        end -= width;
      }
    }
    return root ?? EMPTY_ROOT;
  }
}
