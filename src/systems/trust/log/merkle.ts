import { hash as digestOf } from 'node:crypto';

/** The Merkle tree of a log (RFC 6962 §2.1): leaves under 0x00, nodes under 0x01, SHA-256. */

export const HASH_BYTES = 32;
const LEAF = Buffer.of(0);
/** Where a node is put together before it is hashed: one call of OpenSSL in place of four. Nothing waits in between. */
const NODE = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** Hash of a leaf: of what an entry says. */
export const leafHash = (entry: Uint8Array): Buffer => digestOf('sha256', Buffer.concat([LEAF, entry]), 'buffer');
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  NODE.set(left, 1);
  NODE.set(right, 1 + HASH_BYTES);
  return digestOf('sha256', NODE, 'buffer');
}
/** Root of the tree without leaves. */
export const EMPTY_ROOT = digestOf('sha256', Buffer.alloc(0), 'buffer');

/** Hash over a whole number of hashes that is a power of two, written one after another. */
export function hashOfComplete(hashes: Buffer): Buffer {
  let level = hashes;
  while (level.length > HASH_BYTES) {
    const above = Buffer.alloc(level.length / 2);
    for (let i = 0; i < level.length; i += 2 * HASH_BYTES) {
      nodeHash(level.subarray(i, i + HASH_BYTES), level.subarray(i + HASH_BYTES, i + 2 * HASH_BYTES)).copy(
        above,
        i / 2,
      );
    }
    level = above;
  }
  return level;
}

/** The largest power of two that is smaller than `size`; `size` is at least 2. */
export function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** Root of the tree over leaves that are written one after another. */
export function rootOf(leaves: Buffer): Buffer {
  return leaves.length === 0 ? EMPTY_ROOT : hashOfRange(leaves);
}

/** What proves that the leaf at `index` is in the tree over `leaves` (RFC 6962 §2.1.1), from the leaf up. */
export function inclusionProofIn(leaves: Buffer, index: number): Buffer[] {
  const proof: Buffer[] = [];
  let rest = leaves;
  let place = index;
  while (rest.length > HASH_BYTES) {
    const split = splitOf(rest.length / HASH_BYTES);
    const [left, right] = [rest.subarray(0, split * HASH_BYTES), rest.subarray(split * HASH_BYTES)];
    proof.unshift(hashOfRange(place < split ? right : left));
    rest = place < split ? left : right;
    if (place >= split) place -= split;
  }
  return proof;
}

function hashOfRange(leaves: Buffer): Buffer {
  const size = leaves.length / HASH_BYTES;
  if (size === 1) return leaves;
  const split = splitOf(size);
  if (split * 2 === size) return hashOfComplete(leaves);
  return nodeHash(
    hashOfComplete(leaves.subarray(0, split * HASH_BYTES)),
    hashOfRange(leaves.subarray(split * HASH_BYTES)),
  );
}

/** A leaf's place in a tree, and what proves it. */
export interface Inclusion {
  leaf: Buffer;
  index: number;
  size: number;
  proof: readonly Buffer[];
}

/** Whether a leaf is in the tree of that root (RFC 9162 §2.1.3.2). */
export function isIncluded({ leaf, index, size, proof }: Inclusion, root: Buffer): boolean {
  if (!isPlace(index, size) || proof.some(({ length }) => length !== HASH_BYTES)) return false;
  let hash = leaf;
  let place = index;
  let last = size - 1;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(sibling, hash);
      while (place % 2 === 0 && place !== 0) {
        place /= 2;
        last = Math.floor(last / 2);
      }
    } else hash = nodeHash(hash, sibling);
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && hash.equals(root);
}

const isPlace = (index: number, size: number): boolean =>
  Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;

/** Whether the tree of `newer` goes on from the tree of `older`, with nothing changed or taken out (RFC 9162 §2.1.4.2). */
export function isConsistent(
  older: { size: number; root: Buffer },
  newer: { size: number; root: Buffer },
  proof: readonly Buffer[],
): boolean {
  if (older.size > newer.size || proof.some(({ length }) => length !== HASH_BYTES)) return false;
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  if (older.size === 0) return proof.length === 0 && older.root.equals(EMPTY_ROOT);
  let place = older.size - 1;
  let last = newer.size - 1;
  while (place % 2 === 1) {
    place = (place - 1) / 2;
    last = Math.floor(last / 2);
  }
  // A whole tree of 2^n leaves is its own first proof.
  const hashes = place === 0 ? [older.root, ...proof] : [...proof];
  const [first, ...rest] = hashes;
  if (!first) return false;
  let oldHash = first;
  let newHash = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (place % 2 === 0 && place !== 0) {
        place /= 2;
        last = Math.floor(last / 2);
      }
    } else newHash = nodeHash(newHash, sibling);
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && oldHash.equals(older.root) && newHash.equals(newer.root);
}
