import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { testHouse, type TestHouse } from '../../../../../test/support/house.ts';
import { buildLog, enterInLog, findInLog, readLogState } from '../actions.ts';
import { keyInHand } from '../../keystore/private-key.ts';
import { leafHash } from '../merkle.ts';
import { keyText, logKey, readKeyText, readNote, signedBy, signNote, writeCheckpoint, type NoteKey } from '../note.ts';
import { checkReceipt } from '../check.ts';
import { GrowingTree, TiledTree } from '../tile.ts';
import { verifyLogAt, verifyOwnLog } from '../verification.ts';
import { witnessCommand } from './command.ts';
import { cosignLog, readWitnesses } from './actions.ts';
import { openWitness } from './folder.ts';
import { writeAddCheckpoint } from './protocol.ts';
import { answerAddCheckpoint, type Witness } from './witness.ts';

const folder = mkdtempSync(join(tmpdir(), 'witness-'));
let house: TestHouse;
before(async () => {
  house = await testHouse();
});
after(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

const at = new Date('2026-11-22T08:00:00Z');
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const log = logKey('sổ.example/log', publicKey);

/** A log whose entries begin with a word, with signed states and what proves that one goes on from another. */
function logOf(word: string, key = log, signer = privateKey) {
  const checkpoint = (size: number) =>
    signNote(writeCheckpoint({ origin: key.name, size, root: grown(word, size).root() }), key, keyInHand(signer));
  const ask = async (oldSize: number, size: number) =>
    writeAddCheckpoint({
      oldSize,
      proof: await treeOf(word, size).consistencyProof(oldSize),
      checkpoint: await checkpoint(size),
    });
  return { ask, checkpoint };
}
function grown(word: string, size: number): GrowingTree {
  const tree = new GrowingTree(0, []);
  for (let i = 0; i < size; i++) tree.add(leafHash(Buffer.from(`${word} ${i}`)));
  return tree;
}
function treeOf(word: string, size: number): TiledTree {
  const tiles = new Map(
    grown(word, size)
      .takeChanges()
      .map(({ place, hashes }) => [`${place.level}/${place.number}`, hashes]),
  );
  return new TiledTree(size, (place) => Promise.resolve(tiles.get(`${place.level}/${place.number}`)!));
}
const witnessIn = (name: string, logs: NoteKey[] = [log]): Witness => openWitness(join(folder, name), name, logs);

test('a witness cosigns each state that goes on from what it has seen, with the time', async () => {
  const witness = witnessIn('báo');
  const { ask, checkpoint } = logOf('entry');
  for (const [from, to] of [
    [0, 3],
    [3, 300],
    [300, 300],
    [300, 777],
  ] as const) {
    const { status, body } = answerAddCheckpoint(witness, await ask(from, to), at);
    assert.equal(status, 200, body);
    assert.deepEqual(signedBy(readNote((await checkpoint(to)) + body)!, witness.key), at);
  }
});

test('what it has seen outlives it, and one that cannot remember cosigns nothing', async () => {
  const { ask } = logOf('entry');
  assert.equal(answerAddCheckpoint(witnessIn('đài'), await ask(0, 9), at).status, 200);
  const again = witnessIn('đài');
  const { status, body, contentType } = answerAddCheckpoint(again, await ask(0, 12), at);
  assert.deepEqual({ status, body, contentType }, { status: 409, body: '9\n', contentType: 'text/x.tlog.size' });
  assert.equal(statSync(join(folder, 'đài', 'witness.key')).mode & 0o077, 0, 'nobody else reads the key');
  assert.throws(() => openWitness(join(folder, 'đài'), 'another', [log]), /called đài/);
  const forgetful: Witness = {
    ...again,
    memory: {
      seen: () => undefined,
      save: () => {
        throw new Error('the disk is full');
      },
    },
  };
  const checkpoint = await logOf('entry').checkpoint(1);
  assert.throws(() => answerAddCheckpoint(forgetful, writeAddCheckpoint({ oldSize: 0, proof: [], checkpoint }), at));
  writeFileSync(join(folder, 'đài', 'seen.json'), '[{"log":"x","size":-1,"root":""}]');
  assert.throws(() => witnessIn('đài'), /cannot be read/);
});

test('a log that forks is not cosigned, whatever it sends', async () => {
  const witness = witnessIn('trường');
  const honest = logOf('entry');
  const forked = logOf('other');
  answerAddCheckpoint(witness, await honest.ask(0, 5), at);
  const status = (request: string) => answerAddCheckpoint(witness, request, at).status;
  assert.equal(status(await forked.ask(5, 8)), 422, 'another history');
  assert.equal(status(await forked.ask(5, 5)), 409, 'another state of the same size');
  assert.equal(status(await honest.ask(3, 8)), 409, 'not from what it saw');
  assert.equal(status(await honest.ask(5, 8).then((text) => text.replace('old 5', 'old 9'))), 400);
  const stranger = generateKeyPairSync('ed25519');
  const strange = logKey('sổ.example/log', stranger.publicKey);
  assert.equal(status(await logOf('entry', strange, stranger.privateKey).ask(5, 8)), 403, 'signed by another');
  assert.equal(status(await logOf('entry', logKey('x/log', publicKey)).ask(5, 8)), 404, 'another log');
  for (const text of ['', 'old 5', 'old 05\n\n', 'old 5\nshort\n\n', `old 5\n\n${'x'.repeat(70_000)}`])
    assert.equal(status(text), 400);
  assert.equal(status(await honest.ask(5, 8)), 200, 'and it goes on with the honest one');
});

test('the log of the house is cosigned by those who run a witness, and its receipts say so', async () => {
  const { house: own } = house;
  const { key: told } = await readLogState(own);
  const said: string[] = [];
  const running = await witnessCommand([join(folder, 'hội'), 'hội', '--log', told, '--port', '0'], (line) =>
    said.push(line),
  );
  try {
    const [key, address] = said[0]!.split(' ') as [string, string];
    const seen = { ...own, config: { ...own.config, logWitnesses: [{ key, address }] } };
    const sha256 = createHash('sha256').update('a document').digest();
    await enterInLog(seen, 'document', sha256);
    await buildLog(seen);
    await cosignLog(seen);
    const state = await readLogState(seen);
    const witness = readKeyText(key)!;
    assert.ok(signedBy(readNote(state.checkpoint)!, witness) instanceof Date);
    assert.deepEqual(
      (await readWitnesses(seen)).map(({ name, size }) => ({ name, size })),
      [{ name: 'hội', size: state.size }],
    );
    // The log grows: a receipt keeps to the state that was seen.
    await enterInLog(seen, 'document', createHash('sha256').update('a later one').digest());
    await buildLog(seen);
    const place = await findInLog(seen, 'document', sha256);
    assert.ok(place.state === 'entered');
    const file = Buffer.from('a document');
    const order = { receipt: place.receipt, file, key: told, witnesses: [key], leastWitnesses: 1 };
    assert.equal(typeof (await checkReceipt(order)), 'object');
    await cosignLog(seen);
    assert.deepEqual((await verifyOwnLog(seen)).witnesses, ['hội']);
    assert.deepEqual((await verifyLogAt(`${house.publicUrl}/log`, told, [key])).witnesses, ['hội']);
    assert.match(
      readFileSync(join(folder, 'hội', 'seen.json'), 'utf8'),
      new RegExp(`"size": ${(await readLogState(seen)).size}`),
    );
  } finally {
    running.stop();
  }
});

test('a witness that is away, or answers nonsense, hinders nothing', async () => {
  const { house: own } = house;
  const server = createServer((_, response) => void response.end('— vắng bm90aGluZw==\n'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const unheard: string[] = [];
  const absent = { key: keyText(witnessIn('vắng').key), address: `http://127.0.0.1:${port}` };
  const here = {
    ...own,
    config: { ...own.config, logWitnesses: [absent] },
    log: { ...own.log, warn: (event: string) => void unheard.push(event) },
  };
  const sha256 = createHash('sha256').update('without witness').digest();
  await enterInLog(here, 'document', sha256);
  await buildLog(here);
  await cosignLog(here);
  server.close();
  server.closeAllConnections();
  await cosignLog(here);
  assert.deepEqual(unheard, ['trust.witness_failed', 'trust.witness_failed']);
  assert.equal((await findInLog(here, 'document', sha256)).state, 'entered');
  assert.deepEqual(
    (await readWitnesses(here)).map(({ size }) => size),
    [undefined],
  );
  const wrong = {
    ...own,
    config: { ...own.config, logWitnesses: [{ key: (await readLogState(own)).key, address: 'http://127.0.0.1:9' }] },
  };
  await assert.rejects(cosignLog(wrong), /no key of a witness/);
});
