import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { verifyTLogInclusion } from '@sigstore/verify/dist/tlog/index.js';
import { keyInHand } from '../keystore/private-key.ts';
import { entryOf } from './entry.ts';
import { inclusionProofIn, rootOf } from './merkle.ts';
import { cosignatureOf, keyId, logKey, signNote, witnessKey, writeCheckpoint } from './note.ts';

/**
 * The verdict of others: the verifier of Sigstore, which knows nothing of us, takes our entries with their proofs and checkpoints. It does
 * not take cosignatures of witnesses (it passes them by), `.tlog-proof` files as such, proofs of consistency, nor, at its
 * front door, entries of other kinds than Rekor's: this is its check of inclusion alone.
 */

type Entry = Parameters<typeof verifyTLogInclusion>[0];
type Authority = Parameters<typeof verifyTLogInclusion>[1][number];

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const log = logKey('motcua.example/log', publicKey);
const theirs = generateKeyPairSync('ed25519');
const witness = witnessKey('witness.example', theirs.publicKey);
const authority: Authority = {
  logID: keyId(log),
  baseURL: `https://${log.name}`,
  publicKey,
  validFor: { start: new Date(0), end: new Date('2100-01-01T00:00:00Z') },
};

const entries = Array.from({ length: 257 }, (_, i) =>
  entryOf(i % 2 === 0 ? 'document' : 'exchange', createHash('sha256').update(`${i}`).digest()),
);

interface Proof {
  body: Buffer;
  index: number;
  hashes: Buffer[];
  checkpoint: string;
}

async function proofOf(index: number, size: number): Promise<Proof> {
  const leaves = Buffer.concat(entries.slice(0, size).map(({ leaf }) => leaf));
  const text = writeCheckpoint({ origin: log.name, size, root: rootOf(leaves) });
  const seen = cosignatureOf(text, witness, { privateKey: theirs.privateKey, at: new Date() });
  const checkpoint = (await signNote(text, log, keyInHand(privateKey))) + seen;
  return { body: entries[index]!.entry, index, hashes: inclusionProofIn(leaves, index), checkpoint };
}

/** What Sigstore says of it. */
function isTaken({ body, index, hashes, checkpoint }: Proof): boolean {
  const entry: Entry = {
    logIndex: String(index),
    logId: { keyId: keyId(log) },
    kindVersion: undefined as never,
    integratedTime: '0',
    inclusionPromise: undefined as never,
    inclusionProof: {
      logIndex: String(index),
      rootHash: Buffer.alloc(0),
      treeSize: '0',
      hashes,
      checkpoint: { envelope: checkpoint },
    },
    canonicalizedBody: body,
  };
  try {
    verifyTLogInclusion(entry, [authority]);
    return true;
  } catch {
    return false;
  }
}

test('Sigstore takes every proof of ours, of trees of many sizes', async () => {
  for (const size of [1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 70, 255, 256, 257])
    for (let index = 0; index < size; index += size > 40 ? 13 : 1)
      assert.ok(isTaken(await proofOf(index, size)), `${index} of ${size}`);
});

test('with one byte changed anywhere it takes none', async () => {
  const proof = await proofOf(41, 70);
  const flipped = (bytes: Buffer, at: number) => {
    const changed = Buffer.from(bytes);
    changed[at] = changed[at]! ^ 1;
    return changed;
  };
  for (let at = 0; at < proof.body.length; at++)
    assert.ok(!isTaken({ ...proof, body: flipped(proof.body, at) }), `byte ${at} of the entry`);
  for (const [i, hash] of proof.hashes.entries())
    for (let at = 0; at < hash.length; at++)
      assert.ok(!isTaken({ ...proof, hashes: proof.hashes.with(i, flipped(hash, at)) }), `byte ${at} of hash ${i}`);
  const text = Buffer.from(proof.checkpoint);
  for (let at = 0; at < proof.checkpoint.indexOf('\n\n'); at++)
    assert.ok(!isTaken({ ...proof, checkpoint: flipped(text, at).toString() }), `byte ${at} of the checkpoint`);
  assert.ok(!isTaken({ ...proof, index: 40 }));
  assert.ok(!isTaken({ ...proof, hashes: proof.hashes.slice(1) }));
});
