import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { before, test } from 'node:test';
import { Authenticator, type Wrong } from '../../../../test/support/authenticator.ts';
import { missing } from '../../../../test/support/chromium.ts';
import {
  asOwner,
  ask,
  aSigner,
  file,
  hashOf,
  OFFICER_POST,
  openSigningHouse,
  refusedWith,
  sadFor,
  signingHouse,
  site,
  use,
} from '../../../../test/support/signers.ts';
import { setClock } from '../../../kernel/clock.ts';
import { rootCertificatePem } from '../index.ts';
import { ensureAuthorities, type SealingHouse } from '../keys.ts';
import { buildLog, findInLog } from '../log/actions.ts';
import { changeStanding } from '../status/actions.ts';
import { toPem } from '../certificate/certificate.ts';
import { authorise, signHashes } from './activation.ts';
import { beginEnrolment, chainPemOf, finishEnrolment, listCredentials, revokeOwnCredential } from './credential.ts';
import { privateBytesOf, signDigest } from '../keystore/prehashed.ts';
import { listSigned } from './signed.ts';

/** Certificates of people, and hashes that applications have signed with them. */

let house: SealingHouse;
openSigningHouse();
before(() => {
  house = signingHouse();
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
  const official = await aSigner({ post: OFFICER_POST, showsNumber: true });
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
