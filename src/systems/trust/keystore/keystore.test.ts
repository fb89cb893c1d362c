import assert from 'node:assert/strict';
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { readConfig } from '../../../kernel/config.ts';
import type { Connection } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { openKeys, type Keys } from '../../../kernel/keys.ts';
import type { KeyAlgorithm } from './algorithms.ts';
import { keptKey, makeKey } from './door.ts';
import { OwnKeystore } from './keystore.ts';

let database: TestDatabase;
let keys: Keys;

before(async () => {
  database = await testDatabase();
  keys = openKeys({ masterKey: randomBytes(32).toString('base64'), dataDir: '' });
});
after(() => database.close());

const config = readConfig({});
const house = () => ({ db: database.db, keys, config });
const own = () => new OwnKeystore(database.db.as('trust-signer'), { keys, site: config.baseUrl });
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

const checkpoint = Buffer.from(`a log\n7\n${randomBytes(32).toString('base64')}\n`);

test('a key of each algorithm signs, in whatever process it is asked', async () => {
  const bytes = checkpoint;
  const digests: Record<KeyAlgorithm, string | null> = {
    'P-256': 'sha256',
    'P-384': 'sha384',
    Ed25519: null,
    'ML-DSA-65': null,
    'ML-DSA-87': null,
  };
  for (const [algorithm, digest] of Object.entries(digests)) {
    const { publicKey } = await makeKey(house(), 'checkpoint', algorithm as KeyAlgorithm);
    const elsewhere = own();
    const name = hashOf(publicKey.export({ type: 'spki', format: 'der' }));
    for (const signature of [
      await keptKey(house(), publicKey).sign({ kind: 'checkpoint', bytes }),
      await elsewhere.sign(name, { kind: 'checkpoint', bytes }),
    ])
      assert.ok(verify(digest, bytes, publicKey, signature), algorithm);
  }
});

test('the same request makes one key, though it is asked several times at once', async () => {
  const order = { use: 'checkpoint', algorithm: 'P-256', request: newId() } as const;
  const stores = [1, 2, 3].map(own);
  const made = await Promise.all([...stores, ...stores].map((store) => store.make(order)));
  assert.equal(new Set(made.map((one) => one.toString('hex'))).size, 1);
  const key = createPublicKey({ key: made[0]!, format: 'der', type: 'spki' });
  const signature = await stores[2]!.sign(hashOf(made[0]!), { kind: 'checkpoint', bytes: checkpoint });
  assert.ok(verify('sha256', checkpoint, key, signature));
});

async function refusedTo(connection: Connection, statement: string): Promise<string> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query(statement);
    return 'done';
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await client.end();
  }
}

test('neither the login of the running house nor the role of any system reads a private key, and the signer reads nothing else', async () => {
  const insufficient_privilege = '42501';
  const look = 'SELECT sealed FROM trust.private_key';
  assert.equal(await refusedTo(database.runtime, 'SET ROLE trust_signer'), insufficient_privilege);
  assert.equal(await refusedTo(database.runtime, look), insufficient_privilege);
  assert.equal(await refusedTo({ ...database.runtime, options: '-c role=trust' } as Connection, look), '42501');
  assert.equal(await refusedTo(database.signer, `SET ROLE trust_signer; ${look}`), 'done');
  for (const role of ['trust', 'identity', 'kernel'])
    assert.equal(await refusedTo(database.signer, `SET ROLE ${role}`), insufficient_privilege, role);
  assert.equal(await refusedTo(database.signer, 'SET ROLE trust_signer; SELECT FROM trust.certificate'), '42501');
  assert.equal(
    await refusedTo(database.signer, `SET ROLE trust_signer; UPDATE trust.private_key SET use = 'authority'`),
    insufficient_privilege,
  );
});

test('a row that was exchanged for another signs nothing', async () => {
  const { publicKey: one } = await makeKey(house(), 'seal', 'P-256');
  const { publicKey: other } = await makeKey(house(), 'seal', 'P-256');
  const nameOf = (key: typeof one) => hashOf(key.export({ type: 'spki', format: 'der' }));
  const client = new pg.Client(database.owner);
  await client.connect();
  await client.query(
    `UPDATE trust.private_key SET sealed = (SELECT sealed FROM trust.private_key WHERE key_hash = $2) WHERE key_hash = $1`,
    [nameOf(one), nameOf(other)],
  );
  await client.end();
  await assert.rejects(keptKey(house(), one).sign({ kind: 'checkpoint', bytes: checkpoint }), /is another one/);
});
