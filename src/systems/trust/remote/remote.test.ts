import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Authenticator, type Wrong } from '../../../../test/support/authenticator.ts';
import { missing } from '../../../../test/support/chromium.ts';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { documentOf } from '../../../../test/support/document.ts';
import { setClock } from '../../../kernel/clock.ts';
import { readConfig } from '../../../kernel/config.ts';
import { ownerClient } from '../../../kernel/db.ts';
import { openKeys } from '../../../kernel/keys.ts';
import { createLog } from '../../../kernel/log.ts';
import { rootCertificatePem, validateFile } from '../index.ts';
import { ensureAuthorities, type SealingHouse } from '../keys.ts';
import { buildLog, findInLog } from '../log/actions.ts';
import { changeStanding } from '../status/actions.ts';
import { readContainer } from '../asic/container.ts';
import { toPem } from '../certificate/certificate.ts';
import { askActivation, authorise, signHashes, type Application } from './activation.ts';
import { beginEnrolment, chainPemOf, finishEnrolment, listCredentials, revokeOwnCredential } from './credential.ts';
import {
  askDocumentSignature,
  readDocumentFile,
  readOwnDocument,
  signOwnDocument,
  sweepDocuments,
  takeDocument,
} from './document/actions.ts';
import {
  askBatchSignature,
  listOwnBatches,
  readOwnBatch,
  removeOwnBatch,
  signOwnBatch,
  takeBatch,
  zipOfBatch,
} from './document/batch.ts';
import type { DocumentOwner } from './document/keeping.ts';
import { privateBytesOf, signDigest } from '../keystore/prehashed.ts';
import { listSigned } from './signed.ts';
import type { Signer } from './rules.ts';

const folder = mkdtempSync(join(tmpdir(), 'remote-'));
const config = readConfig({ DATA_DIR: folder });
const site = config.baseUrl;
const application: Application = { id: 'a-bank', name: 'Ngân hàng Mẫu' };

let database: TestDatabase;
let house: SealingHouse;
before(async () => {
  database = await testDatabase();
  const keys = openKeys({ masterKey: randomBytes(32).toString('base64'), dataDir: '' });
  house = { db: database.db, keys, config, log: createLog('error') };
});
after(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});

const refusedWith = (code: string) => ({ code });
const hashOf = (text: string) => createHash('sha256').update(text).digest();
const file = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

/** As somebody who gets at the database itself. */
async function asOwner(statement: string): Promise<void> {
  const client = ownerClient(database.owner);
  await client.connect();
  await client.query(statement);
  await client.end();
}

let people = 0;
/** A person who has a certificate, and the passkey that goes with it. */
async function aSigner(given: { showsNumber?: boolean; official?: boolean } = {}) {
  const personalNumber = `0011900${String(10_000 + people++)}`;
  const person = { personalNumber, name: 'Nguyễn Thị Minh Khai' };
  const post = {
    kind: 'official',
    officialId: '01900000-0000-7000-8000-00000000000a',
    role: 'civil-status-officer',
    title: 'Công chức tư pháp - hộ tịch',
    agencyCode: 'H26.00025',
    agencyName: 'Ủy ban nhân dân phường Giảng Võ',
  } as const;
  const signer: Signer = given.official ? { ...person, ...post } : { ...person, kind: 'person' };
  const passkey = new Authenticator(site);
  const { credentialId, challenge } = await beginEnrolment(house, signer, { showsNumber: given.showsNumber ?? false });
  const credential = await finishEnrolment(house, {
    credentialId,
    personalNumber,
    passkey: { id: passkey.id, publicKey: passkey.publicKey },
    response: passkey.answer(challenge),
  });
  return { signer, passkey, credential, personalNumber };
}
type Someone = Awaited<ReturnType<typeof aSigner>>;

const ask = ({ personalNumber, credential }: Someone, hashes: Buffer[]) =>
  askActivation(house, {
    personalNumber,
    credentialId: credential.id,
    application,
    signs: 'hashes',
    hashes,
    names: [],
  });

/** Signature activation data for hashes, as an application gets it. */
async function sadFor(someone: Someone, hashes: Buffer[], wrong?: Wrong): Promise<string> {
  const { activationId, challenge } = await ask(someone, hashes);
  const { personalNumber, passkey } = someone;
  const { sad } = await authorise(house, { activationId, personalNumber, response: passkey.answer(challenge, wrong) });
  return sad;
}
const use = ({ credential }: Someone, sad: string) => ({
  sad,
  application: application.id,
  credentialId: credential.id,
});

test('a digest is signed without being hashed again, and never twice with the same secret number', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const own = privateBytesOf(privateKey);
  const [one, other] = [signDigest(own, hashOf('sample')), signDigest(own, hashOf('sample'))];
  for (const signature of [one, other]) assert.ok(verify('sha256', Buffer.from('sample'), publicKey, signature));
  assert.notDeepEqual(one, other);
  assert.ok(!verify('sha256', Buffer.from('another'), publicKey, one));
  assert.throws(() => signDigest(own, Buffer.alloc(31)));
  assert.throws(() => privateBytesOf(generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey));
});

test('a person’s certificate names the person, and the personal number only when the person wants it seen', async () => {
  const hidden = await aSigner();
  const { certificate } = hidden.credential;
  assert.equal(certificate.commonName, 'Nguyễn Thị Minh Khai');
  assert.ok(certificate.isPerson);
  assert.ok(!certificate.der.includes(hidden.personalNumber));
  assert.ok(!certificate.subject.includes('PNOVN'));
  const shown = await aSigner({ showsNumber: true });
  assert.ok(shown.credential.certificate.subject.includes(`PNOVN-${shown.personalNumber}`));
  const official = await aSigner({ official: true, showsNumber: true });
  assert.ok(!official.credential.certificate.der.includes(official.personalNumber));
  assert.equal(official.credential.certificate.organization, 'Ủy ban nhân dân phường Giảng Võ');
  assert.equal(official.credential.certificate.organizationIdentifier, undefined);
});

test(
  'OpenSSL leads a person’s certificate to the root, and verifies what was signed over a hash',
  { skip: missing('openssl') },
  async () => {
    const someone = await aSigner();
    const root = file('root.pem', await rootCertificatePem(house));
    const authority = toPem((await ensureAuthorities(house)).get('person-authority')!.read);
    const issuer = file('issuer.pem', authority);
    const own = file('own.pem', await chainPemOf(house, someone.credential));
    assert.match(
      execFileSync(
        'openssl',
        ['verify', '-x509_strict', '-purpose', 'smimesign', '-CAfile', root, '-untrusted', issuer, own],
        {
          encoding: 'utf8',
        },
      ),
      /OK/,
    );
    const content = 'Hợp đồng vay vốn';
    const sad = await sadFor(someone, [hashOf(content)]);
    const [signature] = await signHashes(house, { ...use(someone, sad), hashes: [hashOf(content)] });
    const key = file('key.pem', execFileSync('openssl', ['x509', '-in', own, '-noout', '-pubkey']));
    const signed = file('signature', signature!);
    const said = spawnSync('openssl', ['dgst', '-sha256', '-verify', key, '-signature', signed], { input: content });
    assert.match(String(said.stdout), /Verified OK/);
    await buildLog(house);
    const place = await findInLog(house, 'signature', createHash('sha256').update(signature!).digest());
    assert.equal(place.state, 'entered');
  },
);

test('activation data signs exactly the hashes that were agreed to, each once, for who asked, with that certificate', async () => {
  const someone = await aSigner();
  const [one, two, three] = [hashOf('1'), hashOf('2'), hashOf('3')];
  const sad = await sadFor(someone, [one, two]);
  const using = use(someone, sad);
  await assert.rejects(signHashes(house, { ...using, hashes: [three] }), refusedWith('signing.hash_not_authorised'));
  await assert.rejects(
    signHashes(house, { ...using, hashes: [one, three] }),
    refusedWith('signing.hash_not_authorised'),
  );
  await assert.rejects(signHashes(house, { ...using, hashes: [one, one] }), refusedWith('signing.hashes_wrong'));
  await assert.rejects(
    signHashes(house, { ...using, application: 'another', hashes: [one] }),
    refusedWith('signing.sad_refused'),
  );
  const other = await aSigner();
  await assert.rejects(
    signHashes(house, { ...using, credentialId: other.credential.id, hashes: [one] }),
    refusedWith('signing.sad_refused'),
  );
  await assert.rejects(
    signHashes(house, { ...using, sad: 'A'.repeat(43), hashes: [one] }),
    refusedWith('signing.sad_refused'),
  );
  // Of many who use it at once one gets the signature.
  const tries = await Promise.allSettled([1, 2, 3, 4].map(() => signHashes(house, { ...using, hashes: [one] })));
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
  await signHashes(house, { ...using, hashes: [two] });
  await assert.rejects(signHashes(house, { ...using, hashes: [two] }), refusedWith('signing.hash_signed_already'));
  const { lines } = await listSigned(house, someone.signer, 1);
  assert.deepEqual(
    lines.map(({ applicationName, count }) => [applicationName, count]),
    [
      ['Ngân hàng Mẫu', 2],
      ['Ngân hàng Mẫu', 2],
    ],
  );
  assert.deepEqual((await listSigned(house, other.signer, 1)).lines, []);
});

test('activation data is over after five minutes, and a question after ten', async () => {
  const someone = await aSigner();
  const hash = hashOf('late');
  const sad = await sadFor(someone, [hash]);
  await asOwner(`UPDATE trust.activation_consent SET use_by = now() - interval '1 second'`);
  await assert.rejects(signHashes(house, { ...use(someone, sad), hashes: [hash] }), refusedWith('signing.sad_refused'));
  const { activationId, challenge } = await ask(someone, [hash]);
  await asOwner(`UPDATE trust.activation SET answer_by = now() - interval '1 second'`);
  const late = { activationId, personalNumber: someone.personalNumber, response: someone.passkey.answer(challenge) };
  await assert.rejects(authorise(house, late), refusedWith('signing.activation_over'));
});

test('a passkey’s answer counts for its own question only: challenge, site, verification, counter, key and person', async () => {
  const someone = await aSigner();
  const wrongs: Wrong[] = [
    { challenge: hashOf('another') },
    { origin: 'https://mot-cua.example' },
    { rpId: 'example' },
    { crossOrigin: true },
    { isVerified: false },
    { signCount: 0 },
    { signCount: 1 },
  ];
  for (const wrong of wrongs) {
    await assert.rejects(
      sadFor(someone, [hashOf('x')], wrong),
      refusedWith('signing.assertion_refused'),
      JSON.stringify(wrong),
    );
  }
  const other = await aSigner();
  const asked = await ask(someone, [hashOf('x')]);
  const { activationId, challenge } = asked;
  const { personalNumber } = someone;
  const answer = (from: Authenticator) => ({ activationId, personalNumber, response: from.answer(challenge) });
  await assert.rejects(authorise(house, answer(other.passkey)), refusedWith('signing.assertion_refused'));
  // The id of the right passkey over the signature of another.
  const forged = { ...other.passkey.answer(challenge), id: someone.passkey.id, rawId: someone.passkey.id };
  await assert.rejects(
    authorise(house, { activationId, personalNumber, response: forged }),
    refusedWith('signing.assertion_refused'),
  );
  await assert.rejects(
    authorise(house, { ...answer(other.passkey), personalNumber: other.personalNumber }),
    refusedWith('signing.activation_unknown'),
  );
  await authorise(house, answer(someone.passkey));
  await assert.rejects(authorise(house, answer(someone.passkey)), refusedWith('signing.activation_over'));
});

test('what stands in the database is not believed: an exchanged list of hashes no longer fits the answer', async () => {
  const someone = await aSigner();
  const { activationId, challenge } = await ask(someone, [hashOf('shown')]);
  const exchanged = hashOf('exchanged').toString('hex');
  await asOwner(`UPDATE trust.activation SET hashes = '\\x${exchanged}' WHERE id = '${activationId}'`);
  const { personalNumber, passkey } = someone;
  const answered = { activationId, personalNumber, response: passkey.answer(challenge) };
  await assert.rejects(authorise(house, answered), refusedWith('signing.assertion_refused'));
});

test('a certificate is issued to who agreed by the passkey, in time and once', async () => {
  const { signer, personalNumber, passkey } = await aSigner();
  const other = await aSigner();
  const begin = () => beginEnrolment(house, signer, { showsNumber: false });
  const finish = ({ credentialId }: { credentialId: string }, from: Authenticator, challenge: Buffer, wrong?: Wrong) =>
    finishEnrolment(house, {
      credentialId,
      personalNumber,
      passkey: { id: from.id, publicKey: from.publicKey },
      response: from.answer(challenge, wrong),
    });
  const asked = await begin();
  await assert.rejects(finish(asked, passkey, hashOf('another')), refusedWith('signing.assertion_refused'));
  await assert.rejects(finish(asked, passkey, asked.challenge), refusedWith('signing.enrolment_over'));
  const again = await begin();
  await assert.rejects(finish(again, other.passkey, again.challenge), refusedWith('signing.assertion_refused'));
  // A passkey keeps the public key it was registered with, whatever is said of it later.
  const forger = new Authenticator(site);
  const third = await begin();
  const forged = { ...forger.answer(third.challenge), id: passkey.id, rawId: passkey.id };
  await assert.rejects(
    finishEnrolment(house, {
      credentialId: third.credentialId,
      personalNumber,
      passkey: { id: passkey.id, publicKey: forger.publicKey },
      response: forged,
    }),
    refusedWith('signing.assertion_refused'),
  );
  for (let has = 1; has < 5; has++) {
    const next = await begin();
    await finish(next, passkey, next.challenge);
  }
  await assert.rejects(begin(), refusedWith('signing.too_many_credentials'));
});

test('with a certificate that is suspended, revoked or expired nothing is signed, also not what was agreed to before', async () => {
  const someone = await aSigner();
  const hash = hashOf('held');
  const sad = await sadFor(someone, [hash]);
  const { serial } = someone.credential.certificate;
  const why = { by: 'Nguyễn Thị Quản', why: 'Thiết bị giữ khóa bị mất trong đêm.' };
  await changeStanding(house, { serial, act: { kind: 'suspended' }, ...why });
  const notUsable = refusedWith('signing.credential_not_usable');
  await assert.rejects(signHashes(house, { ...use(someone, sad), hashes: [hash] }), notUsable);
  await assert.rejects(ask(someone, [hash]), notUsable);
  await changeStanding(house, { serial, act: { kind: 'resumed' }, ...why });
  setClock(new Date(someone.credential.certificate.until.getTime() + 1_000));
  await assert.rejects(signHashes(house, { ...use(someone, sad), hashes: [hash] }), notUsable);
  setClock();
  const other = await aSigner();
  const revoking = { credentialId: someone.credential.id, reason: 'keyCompromise' as const };
  await assert.rejects(
    revokeOwnCredential(house, { ...revoking, personalNumber: other.personalNumber }),
    refusedWith('signing.credential_unknown'),
  );
  await revokeOwnCredential(house, { ...revoking, personalNumber: someone.personalNumber });
  await assert.rejects(signHashes(house, { ...use(someone, sad), hashes: [hash] }), notUsable);
  assert.deepEqual(
    (await listCredentials(house, someone.signer)).map(({ standing }) => standing),
    ['revoked'],
  );
});

test('a person signs a document of their own, and the signature is theirs', { skip: missing('pdfsig') }, async () => {
  const someone = await aSigner();
  const { personalNumber, credential, passkey } = someone;
  const owner: DocumentOwner = { personalNumber, area: 'portal' };
  const bytes = documentOf('Nguyễn Thị Minh Khai');
  const id = await takeDocument(house, owner, { name: 'đơn\u202Efdp.exe/../x.pdf', bytes });
  const brought = await readOwnDocument(house, owner, id);
  assert.equal(brought.name, 'đơnfdp.exe..x.pdf');
  assert.equal(brought.pages, 1);
  assert.deepEqual(brought.sha256, createHash('sha256').update(bytes).digest());
  const stranger = await aSigner();
  const strange: DocumentOwner = { personalNumber: stranger.personalNumber, area: 'portal' };
  await assert.rejects(readOwnDocument(house, strange, id), refusedWith('signing.document_unknown'));
  await assert.rejects(readOwnDocument(house, { ...owner, area: 'desk' }, id), refusedWith('signing.document_unknown'));
  const asked = { id, credentialId: credential.id, application };
  await assert.rejects(
    askDocumentSignature(house, owner, { ...asked, credentialId: stranger.credential.id }),
    refusedWith('signing.credential_unknown'),
  );
  const { challenge } = await askDocumentSignature(house, owner, asked);
  await assert.rejects(
    signOwnDocument(house, owner, { ...asked, response: passkey.answer(hashOf('another')) }),
    refusedWith('signing.assertion_refused'),
  );
  await signOwnDocument(house, owner, { ...asked, response: passkey.answer(challenge) });
  const { name, bytes: signed } = await readDocumentFile(house, owner, { id, which: 'signed' });
  assert.equal(name, 'đơnfdp.exe..x-da-ky.pdf');
  assert.ok(signed.subarray(0, bytes.length).equals(bytes));
  const judge = async () => (await validateFile(house, { filename: 'a.pdf', bytes: signed })).signatures[0]!;
  const verdict = await judge();
  assert.equal(verdict.indication, 'TOTAL-PASSED');
  assert.equal(verdict.signer!.name, 'Nguyễn Thị Minh Khai');
  assert.equal(verdict.signer!.agencyCode, undefined);
  const seen = spawnSync('pdfsig', [file('signed.pdf', signed)], { encoding: 'utf8' });
  assert.match(seen.stdout, /Signature is Valid/);
  await assert.rejects(askDocumentSignature(house, owner, asked), refusedWith('signing.document_signed'));
  await revokeOwnCredential(house, { credentialId: credential.id, personalNumber, reason: 'keyCompromise' });
  assert.ok((await judge()).revokedAt);
  await asOwner(`UPDATE trust.signing_document SET kept_until = now() - interval '1 second'`);
  await sweepDocuments(house);
  await assert.rejects(readOwnDocument(house, owner, id), refusedWith('signing.document_unknown'));
});

test('documents of a batch are agreed to once and signed together, and belong to who brought them', async () => {
  const someone = await aSigner({ official: true });
  const { personalNumber, credential, passkey } = someone;
  const owner: DocumentOwner = { personalNumber, area: 'desk' };
  const names = ['Quyết định.pdf', 'quyết định.pdf', 'Tờ trình.pdf'];
  const brought = names.map((name, at) => ({ name, bytes: documentOf(`Người thứ ${at}`) }));
  const id = await takeBatch(house, owner, brought);
  const documents = await readOwnBatch(house, owner, id);
  assert.deepEqual(
    documents.map(({ name, pages, sizeBytes }) => [name, pages, sizeBytes]),
    brought.map(({ name, bytes }) => [name, 1, bytes.length]),
  );
  const stranger = await aSigner({ official: true });
  const strange: DocumentOwner = { personalNumber: stranger.personalNumber, area: 'desk' };
  const unknown = refusedWith('signing.batch_unknown');
  await assert.rejects(readOwnBatch(house, strange, id), unknown);
  await assert.rejects(readOwnBatch(house, { ...owner, area: 'portal' }, id), unknown);
  await assert.rejects(removeOwnBatch(house, strange, id), unknown);
  await assert.rejects(zipOfBatch(house, owner, id), unknown);
  const asked = { id, credentialId: credential.id, application };
  const one = { ...asked, id: documents[0]!.id };
  await assert.rejects(askDocumentSignature(house, owner, one), refusedWith('signing.document_unknown'));
  const { challenge } = await askBatchSignature(house, owner, asked);
  await assert.rejects(
    signOwnBatch(house, owner, { ...asked, response: passkey.answer(hashOf('another')) }),
    refusedWith('signing.assertion_refused'),
  );
  assert.ok((await readOwnBatch(house, owner, id)).every(({ signedFileId }) => !signedFileId));
  const response = passkey.answer(challenge);
  await signOwnBatch(house, owner, { ...asked, response });
  // Sent twice, it stays as it is.
  await signOwnBatch(house, owner, { ...asked, response });
  for (const document of await readOwnBatch(house, owner, id)) {
    const { bytes } = await readDocumentFile(house, owner, { id: document.id, which: 'signed' });
    const [verdict] = (await validateFile(house, { filename: 'a.pdf', bytes })).signatures;
    assert.equal(verdict!.indication, 'TOTAL-PASSED');
    assert.equal(verdict!.level, 'B-LT');
  }
  const parts: Uint8Array[] = [];
  for await (const part of await zipOfBatch(house, owner, id)) parts.push(part);
  const listed = [...(await readContainer(Buffer.concat(parts))).keys()];
  assert.deepEqual(listed, ['Quyết định-da-ky.pdf', 'quyết định-da-ky (2).pdf', 'Tờ trình-da-ky.pdf']);
  await assert.rejects(askBatchSignature(house, owner, asked), refusedWith('signing.document_signed'));
  await removeOwnBatch(house, owner, id);
  await assert.rejects(readOwnBatch(house, owner, id), unknown);
});

test('one bad file of a batch names itself, and none is taken in', async () => {
  const owner: DocumentOwner = { personalNumber: '001190099998', area: 'desk' };
  const good = { name: 'tốt.pdf', bytes: documentOf('Một') };
  const refused = (brought: { name: string; bytes: Buffer }[], code: string, values?: object) =>
    assert.rejects(takeBatch(house, owner, brought), { code, ...(values && { values }) });
  await refused([], 'signing.document_missing');
  await refused([good, { name: 'hỏng.pdf', bytes: Buffer.from('PK') }], 'signing.file_not_signable', {
    name: 'hỏng.pdf',
  });
  await refused([good, { ...good, name: 'lại.pdf' }], 'signing.file_twice', { name: 'lại.pdf', other: 'tốt.pdf' });
  const large = { name: 'lớn.pdf', bytes: Buffer.alloc(10 * 1024 * 1024 + 1) };
  await refused([good, large], 'file.named_too_large', { name: 'lớn.pdf', most_mb: 10 });
  await refused(
    Array.from({ length: 51 }, () => good),
    'signing.batch_too_large',
  );
  assert.deepEqual(await listOwnBatches(house, owner), []);
  for (let has = 0; has < 4; has++) await takeBatch(house, owner, [good]);
  await refused([good], 'signing.too_many_batches');
});

test('what is no PDF, or none that can be extended without guessing, is not taken in', async () => {
  const owner: DocumentOwner = { personalNumber: '001190099999', area: 'portal' };
  for (const bytes of [Buffer.from('PK\u0003\u0004'), Buffer.from('%PDF-1.7\nstartxref\n0\n%%EOF')]) {
    await assert.rejects(
      takeDocument(house, owner, { name: 'x.pdf', bytes }),
      refusedWith('signing.document_not_signable'),
    );
  }
  await assert.rejects(
    takeDocument(house, owner, { name: 'x.pdf', bytes: Buffer.alloc(0) }),
    refusedWith('signing.document_missing'),
  );
});
