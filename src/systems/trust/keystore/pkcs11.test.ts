import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import { chmodSync, existsSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { Authenticator } from '../../../../test/support/authenticator.ts';
import { missing } from '../../../../test/support/chromium.ts';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { documentOf } from '../../../../test/support/document.ts';
import { ENDED_BY_SETTING, readConfig } from '../../../kernel/config.ts';
import { openDatabase, ownerClient } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { openKeys } from '../../../kernel/keys.ts';
import { createLog } from '../../../kernel/log.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { sealPdf } from '../actions.ts';
import { askActivation, authorise, signHashes } from '../remote/activation.ts';
import { beginEnrolment, finishEnrolment } from '../remote/credential.ts';
import { validateFile } from '../index.ts';
import type { SealingHouse } from '../keys.ts';
import { startSigner } from '../signer/process.ts';
import { tokenOf } from '../signer/place.ts';
import { CKA, Cryptoki, CryptokiError, wordOf } from './cryptoki.ts';
import { keepKeysIn } from './door.ts';
import { OwnKeystore } from './keystore.ts';
import type { Token } from './token.ts';

/** Keys on a token: SoftHSM, which is a token in files. */

const MODULE = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib64/softhsm/libsofthsm2.so'].find(existsSync) ?? 'none';
const skip = missing('softhsm2-util');
const ROOT = resolve(import.meta.dirname, '../../../..');
const LABEL = 'trust';
const PRIVATE_KEY = 3;
const folder = mkdtempSync(join(tmpdir(), 'token-'));
const pinFile = join(folder, 'pin');
const keys = openKeys({ masterKey: randomBytes(32).toString('base64'), dataDir: '' });
const checkpoint = Buffer.from(`a log\n7\n${randomBytes(32).toString('base64')}\n`);
const agency = { code: 'H26.00025', name: 'Ủy ban nhân dân phường Giảng Võ' };

let database: TestDatabase;
let token: Token;
let keystore: OwnKeystore;

const settings = (changed: Record<string, string> = {}) => ({
  DATA_DIR: folder,
  LOG: 'silent',
  PKCS11_MODULE: MODULE,
  PKCS11_TOKEN: LABEL,
  PKCS11_PIN_FILE: pinFile,
  ...changed,
});
const keystoreWith = (with_: Token | undefined) =>
  new OwnKeystore(database.db.as('trust-signer'), { keys, site: readConfig(settings()).baseUrl, token: with_ });
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const publicKeyOf = (keyInfo: Buffer) => createPublicKey({ key: keyInfo, format: 'der', type: 'spki' });

before(async () => {
  if (skip) return;
  mkdirSync(join(folder, 'tokens'));
  process.env.SOFTHSM2_CONF = join(folder, 'softhsm2.conf');
  writeFileSync(process.env.SOFTHSM2_CONF, `directories.tokendir = ${join(folder, 'tokens')}\nlog.level = ERROR\n`);
  writeFileSync(pinFile, 'bí mật 1234\n', { mode: 0o600 });
  const made = ['--init-token', '--free', '--label', LABEL, '--pin', 'bí mật 1234', '--so-pin', '12345678'];
  execFileSync('softhsm2-util', made, { stdio: 'ignore' });
  database = await testDatabase();
  token = tokenOf(readConfig(settings({ PKCS11_USES: 'seal,checkpoint,person' })))!;
  keystore = keystoreWith(token);
});
after(async () => {
  await token?.close();
  await database?.close();
  delete process.env.SOFTHSM2_CONF;
  rmSync(folder, { recursive: true });
});

/** What stands in the table, seen from behind. */
async function rowsOf(statement: string): Promise<Record<string, unknown>[]> {
  const client = ownerClient(database.owner);
  await client.connect();
  try {
    return (await client.query(statement)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

test('a token that cannot be used keeps the signer from starting, and says why', { skip }, async () => {
  const empty = join(folder, 'empty');
  writeFileSync(empty, '\n', { mode: 0o600 });
  const open = join(folder, 'open');
  writeFileSync(open, '1234');
  chmodSync(open, 0o644);
  const refused: [Record<string, string>, RegExp][] = [
    [{ PKCS11_MODULE: '/nowhere/module.so' }, /^PKCS11_MODULE: \/nowhere\/module\.so cannot be loaded/],
    [{ PKCS11_MODULE: 'package.json' }, /^PKCS11_MODULE: .*package\.json cannot be loaded/],
    [{ PKCS11_TOKEN: 'another' }, /^PKCS11_TOKEN: there is no token labelled "another"; there is "trust"/],
    [{ PKCS11_PIN_FILE: '/nowhere/pin' }, /^PKCS11_PIN_FILE: \/nowhere\/pin cannot be read/],
    [{ PKCS11_PIN_FILE: empty }, /^PKCS11_PIN_FILE: .* is empty/],
    [{ PKCS11_PIN_FILE: open }, /^PKCS11_PIN_FILE: anybody may use .*chmod 600/],
    [{ PKCS11_USES: 'seal,stamp' }, /^PKCS11_USES knows no stamp/],
  ];
  for (const [changed, sentence] of refused) {
    const order = { config: readConfig(settings(changed)), database: database.db, log: createLog('silent') };
    await assert.rejects(startSigner(order), { name: 'TokenProblem', message: sentence });
  }
});

test('a wrong PIN is tried once, and a signer that has one is not started again', { skip }, async () => {
  const wrong = join(folder, 'wrong');
  writeFileSync(wrong, '4321', { mode: 0o600 });
  const other = tokenOf(readConfig(settings({ PKCS11_PIN_FILE: wrong })))!;
  const sentence = /^PKCS11_PIN_FILE: the token "trust" does not take the PIN .*CKR_PIN_INCORRECT/;
  await assert.rejects(other.open(), { message: sentence });
  // The right one comes too late: whoever tried it anew with every request would lock the token.
  writeFileSync(wrong, 'bí mật 1234');
  await assert.rejects(other.open(), { message: sentence });
  writeFileSync(wrong, '4321');
  const signer = spawn(
    process.execPath,
    ['--import', join(ROOT, 'src/kernel/tsx-hook.js'), join(ROOT, 'src/systems/trust/signer/main.ts')],
    {
      env: {
        ...process.env,
        ...settings({ PKCS11_PIN_FILE: wrong }),
        SIGNER_DATABASE_URL: 'postgres://nobody@[::1]:1/x',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let told = '';
  signer.stderr.on('data', (text: Buffer) => (told += text.toString()));
  assert.equal(await new Promise((done) => signer.once('close', done)), ENDED_BY_SETTING);
  assert.match(told, /^The signer: PKCS11_PIN_FILE: the token "trust" does not take the PIN/);
});

test('keys are made on the token, never leave it, and sign many things at once', { skip }, async () => {
  const hashes = { 'P-256': 'sha256', 'P-384': 'sha384' } as const;
  for (const [algorithm, hash] of Object.entries(hashes)) {
    const order = { use: 'checkpoint', algorithm: algorithm as 'P-256' | 'P-384' } as const;
    const [one, other] = await Promise.all([1, 2].map(() => keystore.make({ ...order, request: newId() })));
    const asked = Array.from({ length: 60 }, async (_, i) => {
      const keyInfo = i % 2 ? one! : other!;
      const bytes = Buffer.from(`a log\n${i}\n${randomBytes(32).toString('base64')}\n`);
      // The keystore of another process knows no more than this one.
      const store = i % 3 ? keystore : keystoreWith(token);
      const signature = await store.sign(hashOf(keyInfo), { kind: 'checkpoint', bytes });
      assert.ok(verify(hash, bytes, publicKeyOf(keyInfo), signature));
    });
    await Promise.all(asked);
  }
  const kept = await rowsOf(`SELECT sealed, token FROM trust.private_key WHERE use = 'checkpoint'`);
  assert.deepEqual(kept, Array(4).fill({ sealed: null, token: LABEL }));
});

test('a key on the token cannot be read', { skip }, async () => {
  const name = hashOf(await keystore.make({ use: 'seal', algorithm: 'P-256', request: newId() }));
  const cryptoki = await Cryptoki.load(MODULE);
  const slots = [Buffer.alloc(64), wordOf(8)] as const;
  await cryptoki.call('C_GetSlotList', 1, ...slots);
  const session = wordOf(0);
  await cryptoki.call('C_OpenSession', slots[0].readBigUInt64LE(), 4, null, null, session);
  const opened = session.readBigUInt64LE();
  const [key, ...more] = await cryptoki.find(opened, [
    [CKA.class, wordOf(PRIVATE_KEY)],
    [CKA.id, name],
  ]);
  assert.equal(more.length, 0);
  for (const [attribute, value] of [
    [CKA.token, 1],
    [CKA.sensitive, 1],
    [CKA.extractable, 0],
    [CKA.neverExtractable, 1],
  ] as const)
    assert.deepEqual([...(await cryptoki.attribute(opened, key!, attribute))], [value]);
  await assert.rejects(
    cryptoki.attribute(opened, key!, CKA.value),
    (error) => error instanceof CryptokiError && error.is('CKR_ATTRIBUTE_SENSITIVE'),
  );
  await cryptoki.call('C_CloseSession', opened);
});

test('what a token cannot do, and what a key was not made for, is refused', { skip }, async () => {
  for (const algorithm of ['Ed25519', 'ML-DSA-65'] as const)
    await assert.rejects(
      keystore.make({ use: 'checkpoint', algorithm, request: newId() }),
      (error) =>
        error instanceof Refusal && error.code === 'trust.token_cannot' && error.values.algorithm === algorithm,
    );
  // What is for another use is made as ever, and lies sealed in the database.
  const sealed = await keystore.make({ use: 'answer', algorithm: 'Ed25519', request: newId() });
  const [row] = await rowsOf(
    `SELECT sealed IS NOT NULL AS sealed, token FROM trust.private_key WHERE key_hash = '\\x${hashOf(sealed).toString('hex')}'`,
  );
  assert.deepEqual(row, { sealed: true, token: null });
  const name = hashOf(await keystore.make({ use: 'checkpoint', algorithm: 'P-256', request: newId() }));
  for (const kind of ['digest', 'certificate', 'attributes'] as const)
    await assert.rejects(
      keystore.sign(name, { kind, bytes: randomBytes(32) }),
      (error) => error instanceof Refusal && error.code === 'trust.key_not_for_this',
    );
  await assert.rejects(keystoreWith(undefined).sign(name, { kind: 'checkpoint', bytes: checkpoint }), /PKCS11_TOKEN/);
});

/** A house whose keys are made on the token. */
function houseOnToken(): SealingHouse {
  const db = openDatabase(
    database.runtime,
    (error) => {
      throw error;
    },
    { 'trust-signer': database.signer },
  );
  const config = readConfig(settings({ PKCS11_USES: 'authority,seal,time-stamp,answer,trusted-list,person' }));
  keepKeysIn(keystoreWith(tokenOf(config)), db);
  return { db, keys, config, log: createLog('error') };
}

test('a hash that a person agreed to is signed as it is', { skip }, async (t) => {
  const house = houseOnToken();
  t.after(() => house.db.close());
  const passkey = new Authenticator(house.config.baseUrl);
  const personalNumber = '001190012345';
  const signer = { kind: 'person' as const, personalNumber, name: 'Nguyễn Thị Minh Khai' };
  const { credentialId, challenge } = await beginEnrolment(house, signer, { showsNumber: false });
  const credential = await finishEnrolment(house, {
    credentialId,
    personalNumber,
    passkey: { id: passkey.id, publicKey: passkey.publicKey },
    response: passkey.answer(challenge),
  });
  const places = await rowsOf(`SELECT DISTINCT token FROM trust.private_key WHERE use = 'person'`);
  assert.deepEqual(places, [{ token: LABEL }]);
  const document = randomBytes(100);
  const hashes = [hashOf(document)];
  const application = { id: 'a-bank', name: 'Ngân hàng Mẫu' };
  const asked = await askActivation(house, {
    personalNumber,
    credentialId,
    application,
    signs: 'hashes',
    hashes,
    names: [],
  });
  const response = passkey.answer(asked.challenge);
  const { sad } = await authorise(house, { activationId: asked.activationId, personalNumber, response });
  const [signature] = await signHashes(house, { sad, application: application.id, credentialId, hashes });
  assert.ok(verify('sha256', document, credential.certificate.publicKey!, signature!));
});

test('the same request makes one key, and leaves no other on the token', { skip }, async () => {
  const order = { use: 'checkpoint', algorithm: 'P-256', request: newId() } as const;
  // SoftHSM keeps each object in a file.
  const countKeys = () => globSync('tokens/*/*.object', { cwd: folder }).length;
  const before = countKeys();
  const made = await Promise.all([1, 2, 3].map(() => keystore.make(order)));
  assert.equal(new Set(made.map((one) => one.toString('hex'))).size, 1);
  assert.equal(countKeys(), before + 1);
});

test('sessions that the token lost are opened anew', { skip }, async () => {
  const keyInfo = await keystore.make({ use: 'checkpoint', algorithm: 'P-256', request: newId() });
  const cryptoki = await Cryptoki.load(MODULE);
  const slots = [Buffer.alloc(64), wordOf(8)] as const;
  await cryptoki.call('C_GetSlotList', 1, ...slots);
  const ask = async () => {
    const signature = await keystore.sign(hashOf(keyInfo), { kind: 'checkpoint', bytes: checkpoint });
    assert.ok(verify('sha256', checkpoint, publicKeyOf(keyInfo), signature));
  };
  for (let losses = 0; losses < 3; losses++) {
    await Promise.all(Array.from({ length: 12 }, ask));
    await cryptoki.call('C_CloseAllSessions', slots[0].readBigUInt64LE());
  }
  await ask();
});

test('a house whose keys are on a token seals documents that hold', { skip }, async (t) => {
  const house = houseOnToken();
  t.after(() => house.db.close());
  const at = new Date(Math.floor(Date.now() / 1000) * 1000);
  const { pdf } = await sealPdf(house, { pdf: documentOf('Nguyễn Văn An'), agency, reason: 'Kết quả', at });
  const [verdict] = (await validateFile(house, { filename: 'a.pdf', bytes: pdf })).signatures;
  assert.deepEqual([verdict?.indication, verdict?.level], ['TOTAL-PASSED', 'B-LT']);
  const places = await rowsOf(
    `SELECT DISTINCT use, token FROM trust.private_key WHERE use IN ('authority', 'seal', 'time-stamp', 'answer')`,
  );
  assert.ok(
    places.every((row) => row.token === LABEL || row.use === 'answer'),
    JSON.stringify(places),
  );
  if (missing('pdfsig')) return;
  const file = join(folder, 'sealed.pdf');
  writeFileSync(file, pdf);
  assert.match(execFileSync('pdfsig', [file], { encoding: 'utf8' }), /Signature is Valid/);
});
