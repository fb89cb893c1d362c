import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes, verify } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Authenticator } from '../../../../test/support/authenticator.ts';
import { documentOf } from '../../../../test/support/document.ts';
import { cloneDatabase, type ClonedDatabase } from '../../../../test/support/database.ts';
import { readConfig } from '../../../kernel/config.ts';
import { openDatabase, ownerClient, type Connection, type Database } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { openKeys } from '../../../kernel/keys.ts';
import { createLog } from '../../../kernel/log.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { sealPdf } from '../actions.ts';
import { objectId, octetString, sequence, setOf } from '../asn1/der.ts';
import { keepKeysIn, keptKey } from '../keystore/door.ts';
import { ensureAuthorities, openAuthority, openResponder, openSeal, openStamper, type SealingHouse } from '../keys.ts';
import { openLog, readLogState } from '../log/actions.ts';
import { askActivation, authorise, signHashes } from '../remote/activation.ts';
import { beginEnrolment, finishEnrolment } from '../remote/credential.ts';
import type { Signer } from '../remote/rules.ts';
import { currentList } from '../status/lists.ts';
import { openStamping } from '../time-stamp/stamping.ts';
import { RemoteKeystore } from './client.ts';
import { writeFrame } from './frames.ts';
import { isListening } from './place.ts';

/** A signer in its own process, and a house that holds no key and has no login to read one. */

const ROOT = resolve(import.meta.dirname, '../../../..');
const folder = mkdtempSync(join(tmpdir(), 'signer-'));
const path = join(folder, 'signer', 'socket');
const agency = { code: 'H26.00025', name: 'Ủy ban nhân dân phường Giảng Võ' };
let cloned: ClonedDatabase;
let db: Database;
let house: SealingHouse;
let remote: RemoteKeystore;
let signer: ChildProcess;

const urlOf = ({ user, host, port, database }: Connection) =>
  `postgres://${user}@${encodeURIComponent(host!)}:${port}/${database}`;

function startSigner(): ChildProcess {
  const hook = ['--import', join(ROOT, 'src/kernel/tsx-hook.js')];
  return spawn(process.execPath, [...hook, join(import.meta.dirname, 'main.ts')], {
    env: { ...process.env, DATA_DIR: folder, LOG: 'silent', SIGNER_DATABASE_URL: urlOf(cloned.signer) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
const ended = (child: ChildProcess) => new Promise((done) => child.once('exit', done));

before(async () => {
  cloned = await cloneDatabase('shipped');
  signer = startSigner();
  db = openDatabase(cloned.runtime, (error) => {
    throw error;
  });
  const keys = openKeys({ masterKey: randomBytes(32).toString('base64'), dataDir: '' });
  house = { db, keys, config: readConfig({ DATA_DIR: folder, LOG: 'silent' }), log: createLog('silent') };
  keepKeysIn((remote = new RemoteKeystore(path)), db);
  // What is asked before the signer is there waits for it.
  await ensureAuthorities(house);
});
after(async () => {
  remote.close();
  const over = ended(signer);
  signer.kill('SIGTERM');
  await over;
  await db.close();
  await cloned.drop();
  rmSync(folder, { recursive: true });
});

const seal = async (word: string) =>
  sealPdf(house, { pdf: documentOf(word), agency, reason: 'Kết quả', at: new Date() });

async function countKeys(): Promise<number> {
  const client = ownerClient(cloned.owner);
  await client.connect();
  const { rowCount } = await client.query('SELECT FROM trust.private_key');
  await client.end();
  return rowCount!;
}

test('everything is signed by the signer for a house that cannot read a key', async () => {
  await seal('một');
  await currentList(house, 'agency-seal-authority');
  assert.equal((await readLogState(house)).origin, `${new URL(house.config.baseUrl).host}/log`);
  await assert.rejects(db.as('trust-signer').rows({ text: 'SELECT', values: [] } as never), /permission denied/);
  assert.equal(statSync(join(folder, 'signer')).mode & 0o777, 0o700);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(statSync(join(folder, 'signer', 'master.key')).mode & 0o777, 0o600);
});

test('a signer that dies in the midst of sealing loses nothing and doubles nothing', async () => {
  await seal('trước');
  const before = await countKeys();
  const order = { use: 'seal', algorithm: 'P-256', request: newId() } as const;
  const sealing = Array.from({ length: 24 }, async (_, i) => {
    await wait(i * 5);
    return seal(`văn bản ${i}`);
  });
  const made = [remote.make(order), wait(100).then(() => remote.make(order)), wait(900).then(() => remote.make(order))];
  for (let kills = 0; kills < 2; kills++) {
    await wait(80);
    const over = ended(signer);
    signer.kill('SIGKILL');
    await over;
    signer = startSigner();
  }
  const sealed = await Promise.all(sealing);
  assert.equal(new Set(sealed.map(({ pdf }) => createHash('sha256').update(pdf).digest('hex'))).size, 24);
  assert.equal(new Set((await Promise.all(made)).map((key) => key.toString('hex'))).size, 1);
  assert.equal(await countKeys(), before + 1);
});

test('a second signer does not take the place of one that is at work', async () => {
  assert.ok(await isListening(path));
  const second = spawn(
    process.execPath,
    ['--import', join(ROOT, 'src/kernel/tsx-hook.js'), join(import.meta.dirname, 'main.ts')],
    {
      env: { ...process.env, DATA_DIR: folder, LOG: 'silent', SIGNER_DATABASE_URL: urlOf(cloned.signer) },
      stdio: 'ignore',
    },
  );
  assert.notEqual(await ended(second), 0);
  await seal('vẫn ký');
});

test('what nobody answers is refused after a time', async () => {
  const nobody = new RemoteKeystore(join(folder, 'nobody'));
  const asked = nobody.sign(Buffer.alloc(32), { kind: 'digest', bytes: Buffer.alloc(32) });
  setTimeout(() => nobody.close(), 300);
  await assert.rejects(asked, (error) => error instanceof Refusal && error.code === 'trust.signer_away');
});

/** What becomes of a connection that sends these bytes. */
const sent = (bytes: Buffer): Promise<'closed' | 'open'> =>
  new Promise((found) => {
    const socket = createConnection(path, () => socket.write(bytes));
    const timer = setTimeout(() => {
      socket.destroy();
      found('open');
    }, 400);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(timer);
      found('closed');
    });
  });

test('whatever else is sent breaks off that connection and no other', async () => {
  const lengthOf = (length: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(length);
    return bytes;
  };
  const sign = { number: 1, ask: 'sign', key: '00'.repeat(32), kind: 'digest', beside: [] };
  const uuid = newId();
  const question = {
    kind: 'signatures',
    key: '00'.repeat(32),
    activation: uuid,
    serial: '01',
    application: 'portal',
    signs: 'hashes',
    isAfar: false,
  };
  const asking = { number: 1, ask: 'question', question };
  const answering = { number: 1, ask: 'answer', question, passkey: 'AA', request: uuid };
  for (const bytes of [
    Buffer.from('GET / HTTP/1.1\r\n\r\n'),
    lengthOf(0xffff_ffff),
    Buffer.concat([lengthOf(2), Buffer.from([0xff, 0xff])]),
    Buffer.concat([lengthOf(6), Buffer.from([0, 4]), Buffer.from('[{]}')]),
    writeFrame({ ...sign, kind: 'anything' }, [Buffer.alloc(32)]),
    writeFrame({ ...sign, key: '../..' }, [Buffer.alloc(32)]),
    // What would write other lines into the text that is agreed to, or comes along beside it.
    writeFrame({ ...asking, question: { ...question, application: 'portal\nsigns: documents' } }, [Buffer.alloc(32)]),
    writeFrame({ ...asking, question: { ...question, useBy: 9e15 } }, [Buffer.alloc(32)]),
    writeFrame({ ...asking, question: { ...question, kind: 'certificate' } }, [Buffer.alloc(32)]),
    writeFrame({ ...answering, request: 'again' }, [Buffer.alloc(32)]),
    writeFrame({ ...answering, passkey: '../..' }, [Buffer.alloc(32)]),
    writeFrame({ ...sign, consent: 'yes' }, [Buffer.alloc(32)]),
    writeFrame({ number: 1, ask: 'make', use: 'all', algorithm: 'P-256', request: newId() }, []),
  ])
    assert.equal(await sent(bytes), 'closed', bytes.toString('latin1', 0, 60));
  for (const bytes of [
    writeFrame(sign, [Buffer.alloc(32)]),
    writeFrame(asking, []),
    writeFrame(answering, [Buffer.alloc(32)]),
    writeFrame(answering, [Buffer.alloc(32), ...[1, 2, 3, 4, 5].map(() => Buffer.alloc(9_000))]),
  ])
    assert.equal(await sent(bytes), 'open');
  await seal('vẫn ký');
});

test('a person’s key is used by the passkey’s consent alone, across the deaths of the signer', async () => {
  const passkey = new Authenticator(house.config.baseUrl);
  const personalNumber = '001190012345';
  const person: Signer = { kind: 'person', personalNumber, name: 'Nguyễn Thị Minh Khai' };
  const restart = async () => {
    const over = ended(signer);
    signer.kill('SIGKILL');
    await over;
    signer = startSigner();
  };
  const begun = await beginEnrolment(house, person, { showsNumber: false });
  await restart();
  const { credentialId, challenge } = begun;
  const credential = await finishEnrolment(house, {
    credentialId,
    personalNumber,
    passkey: { id: passkey.id, publicKey: passkey.publicKey },
    response: passkey.answer(challenge),
  });
  const application = { id: 'a-bank', name: 'Ngân hàng Mẫu' };
  const hashes = [1, 2, 3].map((one) => createHash('sha256').update(`${one}`).digest());
  const asked = await askActivation(house, {
    personalNumber,
    credentialId,
    application,
    signs: 'hashes',
    hashes,
    names: [],
  });
  await restart();
  const { activationId } = asked;
  const answered = { activationId, personalNumber, response: passkey.answer(asked.challenge) };
  const { sad } = await authorise(house, answered);
  await assert.rejects(authorise(house, answered), { code: 'signing.activation_over' });
  const own = keptKey(house, credential.certificate.publicKey!);
  const by = credential.certificate.der;
  await assert.rejects(own.sign({ kind: 'digest', bytes: hashes[0]!, by }), refused(/no consent/));
  await assert.rejects(own.sign({ kind: 'digest', bytes: hashes[0]!, by, consent: Buffer.alloc(32) }), {
    code: 'signing.sad_refused',
  });
  // What is asked while it dies is asked again of the next, and each hash is signed once for the application.
  const using = { sad, application: application.id, credentialId };
  const signing = signHashes(house, { ...using, hashes: hashes.slice(0, 2) });
  await restart();
  const signatures = await signing;
  for (const [at, signature] of signatures.entries())
    assert.ok(verify('sha256', Buffer.from(`${at + 1}`), credential.certificate.publicKey!, signature));
  await assert.rejects(signHashes(house, { ...using, hashes: hashes.slice(1) }), {
    code: 'signing.hash_signed_already',
  });
  const another = createHash('sha256').update('another').digest();
  await assert.rejects(signHashes(house, { ...using, hashes: [another] }), { code: 'signing.hash_not_authorised' });
});

const refused = (problem: RegExp) => (error: unknown) =>
  error instanceof Refusal && error.code === 'trust.key_not_for_this' && problem.test(String(error.values.problem));

test('a key signs what it was made for, with its own certificate in it, and nothing else', async () => {
  const [stamper, sealer, other, authority, responder] = await Promise.all([
    openStamper(house),
    openSeal(house, agency),
    openSeal(house, { code: 'H26.00026', name: 'Ủy ban nhân dân phường Khác' }),
    openAuthority(house, 'agency-seal-authority'),
    openResponder(house, 'agency-seal-authority'),
  ]);
  const attributes = (type: string, content: Buffer, certificate: Buffer) =>
    setOf(
      sequence(objectId('1.2.840.113549.1.9.3'), setOf(objectId(type))),
      sequence(objectId('1.2.840.113549.1.9.4'), setOf(octetString(createHash('sha256').update(content).digest()))),
      sequence(
        objectId('1.2.840.113549.1.9.16.2.47'),
        setOf(sequence(sequence(sequence(octetString(createHash('sha256').update(certificate).digest()))))),
      ),
    );
  const DATA = '1.2.840.113549.1.7.1';
  const content = Buffer.from('x');
  const own = { kind: 'attributes' as const, by: sealer.certificate.der };
  await sealer.privateKey.sign({ ...own, bytes: attributes(DATA, content, sealer.certificate.der) });
  await assert.rejects(
    sealer.privateKey.sign({ ...own, bytes: attributes(DATA, content, other.certificate.der) }),
    refused(/without its certificate/),
  );
  await assert.rejects(
    sealer.privateKey.sign({
      ...own,
      by: other.certificate.der,
      bytes: attributes(DATA, content, other.certificate.der),
    }),
    refused(/another key/),
  );
  await assert.rejects(sealer.privateKey.sign({ ...own, bytes: Buffer.from('anything') }), refused(/malformed/));
  // A seal stamps no time, and what stamps time signs no document.
  const stamp = attributes('1.2.840.113549.1.9.16.1.4', content, sealer.certificate.der);
  await assert.rejects(sealer.privateKey.sign({ ...own, bytes: stamp, beside: content }), refused(/type of content/));
  const by = stamper.certificate.der;
  await assert.rejects(
    stamper.privateKey.sign({ kind: 'attributes', by, bytes: attributes(DATA, content, by) }),
    refused(/no time stamp/),
  );
  await (await openStamping(house)).stamp(content);
  // Nobody signs certificates but authorities, and these sign only what keeps the rules.
  const { toSign } = other.certificate;
  const issue = { kind: 'certificate' as const, profile: 'agency-seal', by: authority.certificate.der };
  await authority.privateKey.sign({ ...issue, bytes: toSign });
  for (const { privateKey } of [sealer, stamper, responder])
    await assert.rejects(privateKey.sign({ ...issue, bytes: toSign }), refused(/no certificate/));
  await assert.rejects(
    authority.privateKey.sign({ ...issue, profile: 'service-authority', bytes: toSign }),
    refused(/_/),
  );
  await assert.rejects(authority.privateKey.sign({ ...issue, profile: 'toString', bytes: toSign }), refused(/profile/));
  await assert.rejects(
    authority.privateKey.sign({ kind: 'certificate', profile: 'root', bytes: toSign }),
    refused(/issuer/),
  );
  const { read } = await currentList(house, 'agency-seal-authority');
  await authority.privateKey.sign({ kind: 'list', by: authority.certificate.der, bytes: read.toSign });
  const root = await openAuthority(house, 'root');
  await assert.rejects(
    root.privateKey.sign({ kind: 'list', by: root.certificate.der, bytes: read.toSign }),
    refused(/of another/),
  );
  await assert.rejects(
    responder.privateKey.sign({ kind: 'answer', by: responder.certificate.der, bytes: sequence() }),
    refused(/malformed/),
  );
  const { privateKey: logKey } = await openLog(house);
  await assert.rejects(logKey.sign({ kind: 'checkpoint', bytes: Buffer.from('anything') }), refused(/no checkpoint/));
  await assert.rejects(logKey.sign({ kind: 'digest', bytes: Buffer.alloc(32) }), refused(/no digest/));
  await assert.rejects(
    keptKey(house, sealer.certificate.publicKey!).sign({ kind: 'digest', bytes: Buffer.alloc(32) }),
    refused(/no digest/),
  );
});
