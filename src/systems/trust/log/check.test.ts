import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { keyInHand } from '../keystore/private-key.ts';
import { checkReceipt } from './check.ts';
import { logCommand } from './command.ts';
import { entryOf, type EntryKind } from './entry.ts';
import { inclusionProofIn, rootOf } from './merkle.ts';
import { cosignatureOf, keyText, logKey, signNote, witnessKey, writeCheckpoint } from './note.ts';
import { writeReceipt } from './receipt.ts';

const folder = mkdtempSync(join(tmpdir(), 'receipts-'));
after(() => rmSync(folder, { recursive: true }));

const ours = generateKeyPairSync('ed25519');
const log = logKey('motcua.example/log', ours.publicKey);
const theirs = generateKeyPairSync('ed25519');
const witness = witnessKey('witness.example', theirs.publicKey);
const SEEN_AT = new Date('2026-11-22T03:00:00Z');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** The receipt of an entry among others, under a checkpoint that the witness has cosigned. */
async function receiptOf(kind: EntryKind, content: Uint8Array, { index = 11, size = 20 } = {}): Promise<string> {
  const leaves = Buffer.concat(
    Array.from({ length: size }, (_, i) =>
      i === index ? entryOf(kind, sha256(content)).leaf : entryOf('document', sha256(Buffer.of(i))).leaf,
    ),
  );
  const text = writeCheckpoint({ origin: log.name, size, root: rootOf(leaves) });
  const cosignature = cosignatureOf(text, witness, { privateKey: theirs.privateKey, at: SEEN_AT });
  const checkpoint = (await signNote(text, log, keyInHand(ours.privateKey))) + cosignature;
  return writeReceipt({ index, proof: inclusionProofIn(leaves, index), checkpoint });
}

const key = keyText(log);
const witnesses = [keyText(witness)];

test('a receipt proves its document offline, with as many witnesses as are asked for', async () => {
  const file = Buffer.from('a document');
  const receipt = await receiptOf('document', file);
  const proven = { kind: 'document', index: 11, size: 20, witnesses: [], records: [] };
  assert.deepEqual(await checkReceipt({ receipt, file, key }), proven);
  assert.deepEqual(await checkReceipt({ receipt, file, key, witnesses, leastWitnesses: 1 }), {
    ...proven,
    witnesses: [{ name: 'witness.example', at: SEEN_AT }],
  });
  const other = generateKeyPairSync('ed25519');
  const stranger = keyText(witnessKey('stranger.example', other.publicKey));
  assert.equal(
    await checkReceipt({ receipt, file, key, witnesses: [stranger], leastWitnesses: 1 }),
    'too_few_witnesses',
  );
  assert.equal(await checkReceipt({ receipt, key }), 'file_missing');
  assert.equal(await checkReceipt({ receipt, file: Buffer.from('another'), key }), 'not_in_log');
  assert.equal(
    await checkReceipt({ receipt, file, key: keyText(logKey(log.name, other.publicKey)) }),
    'not_signed_by_log',
  );
  for (const wrong of ['', 'nothing', witnesses[0]!, key.replace('motcua', 'motcub')])
    assert.equal(await checkReceipt({ receipt, file, key: wrong }), 'key_malformed', wrong);
  assert.equal(await checkReceipt({ receipt, file, key, witnesses: [key] }), 'key_malformed');
});

test('every place and size has its receipt', async () => {
  const file = Buffer.from('a document');
  for (const size of [1, 2, 3, 7, 8, 70, 257])
    for (const index of new Set([0, Math.floor(size / 2), size - 1])) {
      const checked = await checkReceipt({ receipt: await receiptOf('document', file, { index, size }), file, key });
      assert.equal(typeof checked, 'object', `${index} of ${size}`);
    }
});

test('one byte changed anywhere in a receipt proves nothing', async () => {
  const file = Buffer.from('a document');
  const bytes = Buffer.from(await receiptOf('document', file));
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at] = changed[at]! ^ 1;
    const checked = await checkReceipt({ receipt: changed.toString('utf8'), file, key, witnesses, leastWitnesses: 1 });
    assert.equal(typeof checked, 'string', `byte ${at}`);
  }
  assert.equal(await checkReceipt({ receipt: 'x'.repeat(1_000_001), file, key }), 'malformed');
  const long = (await receiptOf('document', file)).replace(/\n\n/, `${`\n${'A'.repeat(43)}=`.repeat(64)}\n\n`);
  assert.equal(await checkReceipt({ receipt: long, file, key }), 'malformed');
});

test('a signature in the name of a witness that is not theirs is said to be false', async () => {
  const file = Buffer.from('a document');
  const receipt = (await receiptOf('document', file)).replace(
    /(— witness\.example \S{20})(.)/,
    (_, before: string, one: string) => before + (one === 'A' ? 'B' : 'A'),
  );
  assert.equal(await checkReceipt({ receipt, file, key, witnesses }), 'false_cosignature');
  assert.equal(
    typeof (await checkReceipt({ receipt, file, key })),
    'object',
    'who does not know the witness cannot tell',
  );
});

test('a certificate is known in DER and in PEM, a time stamp in its answer, and a publication as it is', async () => {
  const der = Buffer.from('300402020101', 'hex');
  const pem = (bytes: Buffer) =>
    `-----BEGIN CERTIFICATE-----\n${bytes.toString('base64')}\n-----END CERTIFICATE-----\n`;
  const kindOf = async (receipt: string, file: Buffer) => {
    const checked = await checkReceipt({ receipt, file, key });
    return typeof checked === 'string' ? checked : checked.kind;
  };
  assert.equal(await kindOf(await receiptOf('certificate', der), der), 'certificate');
  const chain = Buffer.from(`${pem(Buffer.from('3000', 'hex'))}${pem(der)}`);
  assert.equal(await kindOf(await receiptOf('certificate', der), chain), 'certificate');
  const token = Buffer.from('300506032a0304', 'hex');
  const answer = Buffer.concat([Buffer.from('300c3003020100', 'hex'), token]);
  assert.equal(await kindOf(await receiptOf('timestamp', token), answer), 'timestamp');
  assert.equal(await kindOf(await receiptOf('timestamp', token), token), 'timestamp');
  assert.equal(await kindOf(await receiptOf('publication', der), der), 'publication');
  for (const hostile of ['30', '3084ffffffff', '308001', '30033084', '300c3003020100', '30053003020130', ''])
    assert.equal(await kindOf(await receiptOf('timestamp', token), Buffer.from(hostile, 'hex')), 'not_in_log', hostile);
});

test('the command checks a receipt without a house, and says what is wrong', async () => {
  const write = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const file = write('a.pdf', 'a document');
  const receipt = write('a.tlog-proof', await receiptOf('document', Buffer.from('a document')));
  const { told, isRight } = await logCommand(['verify', receipt, file, '--key', key, '--witness', witnesses[0]!]);
  assert.ok(isRight);
  assert.equal((told as { kind: string }).kind, 'document');
  const other = write('b.pdf', 'another');
  assert.deepEqual(await logCommand(['verify', receipt, other, '--key', key]), {
    told: { problem: 'not_in_log' },
    isRight: false,
  });
  await assert.rejects(logCommand(['verify', receipt, file]), /--key/);
  await assert.rejects(logCommand(['verify', receipt, file, file, '--key', key]), /say log verify/);
  await assert.rejects(logCommand(['verify', folder, file, '--key', key]), /is no receipt/);
});
