import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { readConfig } from '../../../kernel/config.ts';
import { openDatabase, ownerClient, sql } from '../../../kernel/db.ts';
import { openKeys } from '../../../kernel/keys.ts';
import { createLog } from '../../../kernel/log.ts';
import { buildLog, enterInLog, findInLog, readLogState, treeOf, type LoggingHouse } from './actions.ts';
import { keyInHand } from '../keystore/private-key.ts';
import { isConsistent, isIncluded, leafHash } from './merkle.ts';
import { ProvenTree } from './proven-tree.ts';
import {
  cosignatureOf,
  keyText,
  logKey,
  readCheckpoint,
  readKeyText,
  readNote,
  signedBy,
  signNote,
  witnessKey,
  writeCheckpoint,
} from './note.ts';
import { checkReceipt } from './check.ts';
import { GrowingTree, numberPath, readBundle, readNumberPath, TiledTree, tilePath } from './tile.ts';
import { verifyLog, verifyOwnLog } from './verification.ts';

const SUITE = join(import.meta.dirname, '../../../../../shared/suites/tlog');
const noSuite = !existsSync(SUITE) && `the log of other people’s test vectors is not at ${SUITE}`;

const keys = openKeys({ masterKey: randomBytes(32).toString('base64'), dataDir: '' });
const config = readConfig({});
let database: TestDatabase;
let house: LoggingHouse;
before(async () => {
  database = await testDatabase();
  house = { db: database.db, keys, config, log: createLog('error') };
});
after(() => database.close());

const otherProcess = (): LoggingHouse => ({
  ...house,
  db: openDatabase(
    database.runtime,
    (error) => {
      throw error;
    },
    { 'trust-signer': database.signer },
  ),
});
const hashOf = (text: string) => createHash('sha256').update(text).digest();

/** A tree of so many leaves, and its tiles as they are when it is read. */
function treeWith(size: number) {
  const tiles = new Map<string, Buffer>();
  const growing = new GrowingTree(0, []);
  const leaves = Array.from({ length: size }, (_, i) => leafHash(Buffer.from(`entry ${i}`)));
  for (const leaf of leaves) growing.add(leaf);
  for (const { place, hashes } of growing.takeChanges()) tiles.set(`${place.level}/${place.number}`, hashes);
  const tree = new TiledTree(size, (place) => Promise.resolve(tiles.get(`${place.level}/${place.number}`)!));
  return { leaves, growing, tree };
}

test('the log of others is computed to the roots that they signed', { skip: noSuite }, async () => {
  // Their key; its identifier is the hash of its name and bytes, so that a mistyped one would be noticed.
  const key = readKeyText('example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx');
  assert.ok(key);
  for (let size = 1; size <= 15; size++) {
    const source = (path: string) =>
      Promise.resolve(readFileSync(join(SUITE, path === 'checkpoint' ? `checkpoint.${size}` : path)));
    const verified = await verifyLog(source, { key });
    assert.deepEqual(verified.problems, []);
    assert.equal(verified.size, size);
  }
  const changed = (path: string) => {
    const bytes = readFileSync(join(SUITE, path));
    if (path.startsWith('tile/entries')) bytes[3] = bytes[3]! ^ 1;
    return Promise.resolve(bytes);
  };
  assert.equal((await verifyLog(changed, { key })).problems.length, 2);
});

test('every entry of a tree is proven, and nothing else is', async () => {
  for (const size of [1, 2, 3, 7, 8, 70, 255, 256, 257, 513]) {
    const { leaves, growing, tree } = treeWith(size);
    const root = await tree.root();
    assert.deepEqual(growing.root(), root);
    for (let index = 0; index < size; index += size > 100 ? 17 : 1) {
      const proof = await tree.inclusionProof(index);
      const told = { leaf: leaves[index]!, index, size, proof };
      assert.ok(isIncluded(told, root));
      assert.ok(!isIncluded({ ...told, leaf: leafHash(Buffer.from('another')) }, root));
      assert.ok(!isIncluded({ ...told, index: index + 1 }, root));
      assert.ok(!isIncluded({ ...told, proof: [...proof, root] }, root));
      if (proof.length > 0) assert.ok(!isIncluded({ ...told, proof: proof.slice(1) }, root));
    }
  }
});

test('proofs that share their work are judged as each alone', async () => {
  for (const size of [1, 2, 3, 5, 8, 70, 257]) {
    const { leaves, tree } = treeWith(size);
    const root = await tree.root();
    const proven = new ProvenTree(size, root);
    const other = leafHash(Buffer.from('another'));
    for (const round of [0, 1])
      for (let i = 0; i < size; i++) {
        const index = (i * 101) % size;
        const proof = await tree.inclusionProof(index);
        const told = { leaf: leaves[index]!, index, size, proof };
        const wrong = [
          { ...told, leaf: other },
          { ...told, index: index + 1 },
          { ...told, index: index - 1 },
          { ...told, proof: [...proof, root] },
          { ...told, proof: proof.slice(1) },
          ...proof.map((_, at) => ({ ...told, proof: proof.with(at, other) })),
        ];
        for (const one of wrong) assert.equal(proven.includes(one), isIncluded(one, root), `${index} of ${size}`);
        assert.ok(proven.includes(told), `${index} of ${size}, round ${round}`);
      }
  }
});

test('a tree that goes on from another is proven to, and one that does not is not', async () => {
  const size = 300;
  const { tree } = treeWith(size);
  const newer = { size, root: await tree.root() };
  for (const older of [0, 1, 2, 5, 64, 100, 255, 256, 257, 299, 300]) {
    const root = treeWith(older).growing.root();
    const proof = await tree.consistencyProof(older);
    assert.ok(isConsistent({ size: older, root }, newer, proof), `from ${older}`);
    assert.ok(!isConsistent({ size: older, root: hashOf('other') }, newer, proof));
    assert.ok(!isConsistent({ size: older, root }, newer, [...proof, root]));
    if (older > 0 && older < size) assert.ok(!isConsistent({ size: older + 1, root }, newer, proof));
  }
});

test('paths of tiles are written in one way only', () => {
  assert.equal(numberPath(1_234_067), 'x001/x234/067');
  assert.deepEqual(readNumberPath('x001/x234/067'), { number: 1_234_067, width: 256 });
  assert.deepEqual(readNumberPath('000.p/3'), { number: 0, width: 3 });
  assert.equal(tilePath('entries', 7, 12), 'tile/entries/007.p/12');
  for (const wrong of ['x000/001', '1', '001.p/0', '001.p/256', '001.p/03', '../001', 'x001/', '']) {
    assert.equal(readNumberPath(wrong), undefined, wrong);
  }
  assert.equal(readBundle(Buffer.from([0, 5, 1])), undefined);
});

test('a checkpoint says who signed it, and one byte changed says that nobody did', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = logKey('motcua.example/log', publicKey);
  assert.deepEqual(readKeyText(keyText(key)), key);
  assert.equal(readKeyText(keyText(key).replace('motcua', 'motcub')), undefined);
  const text = writeCheckpoint({ origin: key.name, size: 7, root: hashOf('root') });
  const note = await signNote(text, key, keyInHand(privateKey));
  const read = readNote(note)!;
  assert.equal(signedBy(read, key), true);
  assert.deepEqual(readCheckpoint(read.text), { origin: key.name, size: 7, root: hashOf('root') });
  assert.equal(signedBy(readNote(note.replace('\n7\n', '\n8\n'))!, key), false);
  assert.equal(readNote(note.slice(0, -1)), undefined);
  assert.equal(readNote(text), undefined);

  const witness = generateKeyPairSync('ed25519');
  const witnesses = witnessKey('witness.example', witness.publicKey);
  const at = new Date('2026-11-22T03:00:00Z');
  const cosigned = note + cosignatureOf(text, witnesses, { privateKey: witness.privateKey, at });
  assert.deepEqual(signedBy(readNote(cosigned)!, witnesses), at);
  assert.equal(signedBy(readNote(cosigned)!, key), true);
  assert.equal(signedBy(readNote(cosigned.replace('\n7\n', '\n8\n'))!, witnesses), false);
});

test('what several processes enter at once is in the log once each, without a gap', async () => {
  const others = [otherProcess(), otherProcess()];
  try {
    const texts = Array.from({ length: 400 }, (_, i) => `document ${i % 300}`);
    await Promise.all(texts.map((text, i) => enterInLog(others[i % 2]!, 'document', hashOf(text))));
    await Promise.all([...others, house].map(buildLog));
    const { size } = await readLogState(house);
    const rows = await database.db.as('trust').rows<{ position: number }>(sql`
      SELECT position FROM trust.log_entry ORDER BY position`);
    assert.deepEqual(
      rows.map(({ position }) => position),
      Array.from({ length: size }, (_, i) => i),
    );
    const verified = await verifyOwnLog(house);
    assert.deepEqual(verified.problems, []);
    assert.ok(size >= 300 && verified.checkpoints >= 1);
    for (const text of ['document 0', 'document 299']) {
      const place = await findInLog(house, 'document', hashOf(text));
      assert.equal(place.state, 'entered');
      const { key } = await readLogState(house);
      const receipt = place.state === 'entered' ? place.receipt : '';
      assert.equal(typeof (await checkReceipt({ receipt, file: Buffer.from(text), key })), 'object');
    }
    assert.equal((await findInLog(house, 'document', hashOf('never'))).state, 'absent');
    assert.equal((await findInLog(house, 'certificate', hashOf('document 0'))).state, 'absent');
  } finally {
    await Promise.all(others.map(({ db }) => db.close()));
  }
});

test('an entry that was kept by a process that died is in the log with the next', async () => {
  const dead = otherProcess();
  await enterInLog(dead, 'document', hashOf('last words'));
  await dead.db.close();
  assert.equal((await findInLog(house, 'document', hashOf('last words'))).state, 'waiting');
  const before = await readLogState(house);
  assert.equal(await buildLog(house), 1);
  assert.equal((await findInLog(house, 'document', hashOf('last words'))).state, 'entered');
  const later = await readLogState(house);
  const proof = await treeOf(house, later.size).consistencyProof(before.size);
  assert.ok(isConsistent(before, later, proof));
});

test('the running role cannot change the log, and who can is found out', async () => {
  await enterInLog(house, 'document', hashOf('one more'));
  await buildLog(house);
  const db = database.db.as('trust');
  const denied = (error: unknown) => (error as { code?: string }).code === '42501';
  for (const text of [
    'UPDATE trust.log_entry SET entry = entry',
    'DELETE FROM trust.log_entry',
    'UPDATE trust.log_checkpoint SET size = 0',
    'DELETE FROM trust.log_tile',
    'UPDATE trust.log SET origin = origin',
  ]) {
    await assert.rejects(db.run({ text, values: [] }), denied);
  }
  const owner = ownerClient(database.owner);
  await owner.connect();
  try {
    await owner.query(`UPDATE trust.log_entry SET entry = 'document sha256:00' WHERE position = 0`);
    assert.notDeepEqual((await verifyOwnLog(house)).problems, []);
  } finally {
    await owner.end();
  }
});
