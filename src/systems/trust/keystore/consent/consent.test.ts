import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { before, test } from 'node:test';
import { Authenticator, type Wrong } from '../../../../../test/support/authenticator.ts';
import {
  application,
  asOwner,
  aSigner,
  hashOf,
  openSigningHouse,
  refusedWith,
  signingHouse,
  site,
  type Someone,
} from '../../../../../test/support/signers.ts';
import { setClock } from '../../../../kernel/clock.ts';
import { newId } from '../../../../kernel/ids.ts';
import { objectId, octetString, sequence, setOf } from '../../asn1/der.ts';
import { claimRoles } from '../../cms/claimed-role.ts';
import { openIssuer, statusPlaces, type SealingHouse } from '../../keys.ts';
import { issueChecked } from '../../linting/issue.ts';
import { PROFILES } from '../../rules.ts';
import { askConsent, keptKey, makeKey, openOwnKeystore, takeConsent } from '../door.ts';
import type { ToSign } from '../private-key.ts';
import type { Answer, KeptAssertion, SignatureQuestion } from './question.ts';

/** Consent as the keystore itself asks and checks it: everything here is what a web process that somebody took over could ask. */

let house: SealingHouse;
openSigningHouse();
before(() => {
  house = signingHouse();
});

const keyOf = ({ credential }: Someone) => createHash('sha256').update(credential.certificate.keyInfo).digest('hex');
const questionFor = (
  someone: Someone,
  hashes: Buffer[],
  changed: Partial<SignatureQuestion> = {},
): SignatureQuestion => ({
  kind: 'signatures',
  key: keyOf(someone),
  activation: newId(),
  serial: someone.credential.certificate.serial,
  application: application.id,
  signs: 'hashes',
  isAfar: false,
  hashes: Buffer.concat(hashes),
  ...changed,
});
function answerOf(passkey: Authenticator, challenge: Buffer, wrong?: Wrong): KeptAssertion {
  const { id, response } = passkey.answer(challenge, wrong);
  const { authenticatorData, clientDataJSON, signature } = response;
  return { passkeyId: id, authenticatorData, clientDataJSON, signature };
}
/** A consent that was asked for and given. */
async function consentTo(
  someone: Someone,
  hashes: Buffer[],
  changed: Partial<SignatureQuestion> = {},
): Promise<Buffer> {
  const question = questionFor(someone, hashes, changed);
  const { challenge, ticket } = await askConsent(house, question);
  return takeConsent(house, { question, ticket, assertion: answerOf(someone.passkey, challenge) });
}
const keyIn = ({ credential }: Someone) => keptKey(house, credential.certificate.publicKey!);
const signWith = (someone: Someone, asked: Omit<ToSign, 'by'>) =>
  keyIn(someone).sign({ ...asked, by: someone.credential.certificate.der });
const digest = (someone: Someone, bytes: Buffer, consent?: Buffer) =>
  signWith(someone, { kind: 'digest', bytes, ...(consent && { consent }) });
const later = async (minutes: number, work: () => Promise<void>) => {
  setClock(new Date(Date.now() + minutes * 60_000));
  await work().finally(() => setClock());
};

test('a person’s key signs the hashes of a consent and nothing else: not without one, not by another’s, not when it is over', async () => {
  const [someone, other] = [await aSigner(), await aSigner()];
  const [one, two] = [hashOf('one'), hashOf('two')];
  const consent = await consentTo(someone, [one, two]);
  await digest(someone, one, consent);
  await assert.rejects(digest(someone, hashOf('three'), consent), refusedWith('signing.hash_not_authorised'));
  await assert.rejects(digest(someone, two), refusedWith('trust.key_not_for_this'));
  await assert.rejects(digest(someone, two, randomBytes(32)), refusedWith('signing.sad_refused'));
  await assert.rejects(digest(other, two, consent), refusedWith('signing.sad_refused'));
  await assert.rejects(
    keyIn(someone).sign({ kind: 'digest', bytes: two, consent }),
    refusedWith('trust.key_not_for_this'),
  );
  const misnamed = await consentTo(someone, [two], { serial: other.credential.certificate.serial });
  await assert.rejects(digest(someone, two, misnamed), refusedWith('signing.sad_refused'));
  await later(6, () => assert.rejects(digest(someone, two, consent), refusedWith('signing.sad_refused')));
  const afar = await consentTo(someone, [two], { isAfar: true });
  await later(29, async () => void (await digest(someone, two, afar)));
  await later(31, () => assert.rejects(digest(someone, two, afar), refusedWith('signing.sad_refused')));
});

test('an answer of another passkey, to another question, without verification, from elsewhere, too late or twice is none', async () => {
  const [someone, other] = [await aSigner(), await aSigner()];
  const question = questionFor(someone, [hashOf('x')]);
  const asked = await askConsent(house, question);
  const take = (changed: Partial<Answer>) =>
    takeConsent(house, {
      question,
      ticket: asked.ticket,
      assertion: answerOf(someone.passkey, asked.challenge),
      ...changed,
    });
  const refused = refusedWith('signing.assertion_refused');
  const wrongs: Wrong[] = [
    { challenge: hashOf('another') },
    { isVerified: false },
    { origin: 'https://mot-cua.example' },
    { rpId: 'example' },
    { crossOrigin: true },
    { signCount: 0 },
    { signCount: 1 },
  ];
  for (const wrong of wrongs)
    await assert.rejects(
      take({ assertion: answerOf(someone.passkey, asked.challenge, wrong) }),
      refused,
      JSON.stringify(wrong),
    );
  await assert.rejects(take({ assertion: answerOf(other.passkey, asked.challenge) }), refused);
  const borrowed = { ...answerOf(other.passkey, asked.challenge), passkeyId: someone.passkey.id };
  await assert.rejects(take({ assertion: borrowed }), refused);
  // Who brings a public key along is not believed: the key is bound.
  await assert.rejects(take({ assertion: borrowed, publicKey: other.passkey.publicKey }), refused);
  await assert.rejects(take({ question: { ...question, hashes: Buffer.concat([hashOf('x'), hashOf('y')]) } }), refused);
  await assert.rejects(take({ question: { ...question, application: 'another' } }), refused);
  await assert.rejects(take({ question: { ...question, key: keyOf(other) } }), refused);
  await assert.rejects(take({ ticket: randomBytes(200) }), refused);
  const elsewhere = await askConsent(house, questionFor(someone, [hashOf('z')]));
  await assert.rejects(take({ ticket: elsewhere.ticket }), refused);
  for (const part of ['authenticatorData', 'clientDataJSON', 'signature'] as const)
    for (const garbage of ['', 'AA', 'e30'])
      await assert.rejects(
        take({ assertion: { ...answerOf(someone.passkey, asked.challenge), [part]: garbage } }),
        refused,
      );
  await later(11, () => assert.rejects(take({}), refusedWith('signing.activation_over')));
  const assertion = answerOf(someone.passkey, asked.challenge);
  const answer = { question, ticket: asked.ticket, assertion, request: newId() };
  const keystore = openOwnKeystore(house);
  const name = await keystore.take(answer);
  // The signer died before it answered, and is asked again: the same consent. Anybody else who shows the answer comes too late.
  assert.deepEqual(await openOwnKeystore(house).take(answer), name);
  await assert.rejects(take({ assertion }), refusedWith('signing.activation_over'));
  await assert.rejects(take({}), refusedWith('signing.activation_over'));
});

test('the answer of a passkey that does not count is taken once, and of several at once one counts', async () => {
  const passkey = new Authenticator(site);
  const { publicKey } = await makeKey(house, 'person', 'P-256');
  const key = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  const bound = { kind: 'certificate' as const, key, credential: newId(), subject: { commonName: 'X' } };
  const first = await askConsent(house, bound);
  const uncounted = (challenge: Buffer) => answerOf(passkey, challenge, { signCount: 0 });
  const given = { question: bound, ticket: first.ticket, publicKey: passkey.publicKey };
  await takeConsent(house, { ...given, assertion: uncounted(first.challenge) });
  const question: SignatureQuestion = {
    kind: 'signatures',
    key,
    activation: newId(),
    serial: '01',
    application: application.id,
    signs: 'hashes',
    isAfar: false,
    hashes: hashOf('x'),
  };
  const { challenge, ticket } = await askConsent(house, question);
  const assertion = uncounted(challenge);
  const take = () => openOwnKeystore(house).take({ question, ticket, assertion, request: newId() });
  const done = await Promise.allSettled([1, 2, 3, 4].map(take));
  assert.equal(done.filter(({ status }) => status === 'fulfilled').length, 1);
  await assert.rejects(take(), refusedWith('signing.activation_over'));
  // Another device with the same key, of which one counts.
  const next = await askConsent(house, question);
  await takeConsent(house, {
    question,
    ticket: next.ticket,
    assertion: answerOf(passkey, next.challenge, { signCount: 7 }),
  });
  const third = await askConsent(house, question);
  await assert.rejects(
    takeConsent(house, { question, ticket: third.ticket, assertion: uncounted(third.challenge) }),
    refusedWith('signing.assertion_refused'),
  );
});

const attributesOf = (someone: Someone, sha256: Buffer, ...more: Buffer[]) =>
  setOf(
    sequence(objectId('1.2.840.113549.1.9.3'), setOf(objectId('1.2.840.113549.1.7.1'))),
    sequence(objectId('1.2.840.113549.1.9.4'), setOf(octetString(sha256))),
    sequence(
      objectId('1.2.840.113549.1.9.16.2.47'),
      setOf(
        sequence(
          sequence(sequence(octetString(createHash('sha256').update(someone.credential.certificate.der).digest()))),
        ),
      ),
    ),
    ...more,
  );
const other = (value: string) => sequence(objectId('1.2.840.113549.1.9.5'), setOf(octetString(Buffer.from(value))));

test('each hash is signed once, whichever process is asked, also after the signer died; what got no answer may be asked again', async () => {
  const someone = await aSigner();
  const hash = hashOf('document');
  const consent = await consentTo(someone, [hash], { signs: 'documents' });
  const by = someone.credential.certificate.der;
  const asked = (value: string): ToSign => ({
    kind: 'attributes',
    bytes: attributesOf(someone, hash, other(value)),
    by,
    consent,
  });
  const name = Buffer.from(keyOf(someone), 'hex');
  const stores = [1, 2, 3].map(() => openOwnKeystore(house));
  const tries = await Promise.allSettled(
    stores.flatMap((one, at) => [one.sign(name, asked(`${at}`)), one.sign(name, asked(`${at + 3}`))]),
  );
  assert.equal(tries.filter(({ status }) => status === 'fulfilled').length, 1);
  const won = tries.findIndex(({ status }) => status === 'fulfilled');
  const value = `${Math.floor(won / 2) + (won % 2) * 3}`;
  await openOwnKeystore(house).sign(name, asked(value));
  await assert.rejects(openOwnKeystore(house).sign(name, asked('anew')), refusedWith('signing.hash_signed_already'));
});

test('a consent to hashes is none to documents, and nobody is claimed to be more than was agreed to', async () => {
  const someone = await aSigner();
  const hash = hashOf('document');
  const bytes = attributesOf(someone, hash);
  const notAgreed = refusedWith('signing.hash_not_authorised');
  const toHashes = await consentTo(someone, [hash, createHash('sha256').update(bytes).digest()]);
  await assert.rejects(signWith(someone, { kind: 'attributes', bytes, consent: toHashes }), notAgreed);
  const consent = await consentTo(someone, [hash], { signs: 'documents' });
  await assert.rejects(digest(someone, hash, consent), notAgreed);
  const claims = [claimRoles(['KT. CHỦ TỊCH']), sequence(objectId('1.2.3.4'), setOf(octetString(Buffer.from('x'))))];
  for (const claim of claims)
    await assert.rejects(
      signWith(someone, { kind: 'attributes', bytes: attributesOf(someone, hash, claim), consent }),
      notAgreed,
    );
  const stead = { as: 'KT. CHỦ TỊCH', delegationId: newId(), kind: 'official-letter' };
  const inStead = await consentTo(someone, [hash], { signs: 'documents', stead });
  await assert.rejects(signWith(someone, { kind: 'attributes', bytes, consent: inStead }), notAgreed);
  const claimed = claimRoles([stead.as, `urn:uuid:${stead.delegationId}`]);
  await signWith(someone, { kind: 'attributes', bytes: attributesOf(someone, hash, claimed), consent: inStead });
  // A JWS over the same document that says more, or other things.
  const payload = Buffer.from('document').toString('base64url');
  const own = createHash('sha256').update(someone.credential.certificate.der).digest('base64url');
  const jws = (header: object, content = payload) =>
    signWith(someone, {
      kind: 'jws',
      bytes: Buffer.from(
        `${Buffer.from(JSON.stringify({ alg: 'ES256', 'x5t#S256': own, ...header })).toString('base64url')}.${content}`,
      ),
      consent,
    });
  await assert.rejects(jws({ srAts: [{ claimed: 'head' }] }), notAgreed);
  await assert.rejects(jws({ b64: false }), notAgreed);
  await assert.rejects(jws({}, Buffer.from('another').toString('base64url')), notAgreed);
  await assert.rejects(jws({}, `${payload}.${payload}`), notAgreed);
  const twofold = `{"alg":"ES256","x5t#S256":"${own}","cty":"a","cty":"b"}`;
  const asTwo = Buffer.from(`${Buffer.from(twofold).toString('base64url')}.${payload}`);
  await assert.rejects(signWith(someone, { kind: 'jws', bytes: asTwo, consent }), notAgreed);
  const sigD = { mId: 'http://uri.etsi.org/19182/ObjectIdByURIHash', hashM: 'S256', pars: ['a', 'b'] };
  const twice = { ...sigD, hashV: [hash.toString('base64url'), hashOf('another').toString('base64url')] };
  await assert.rejects(jws({ b64: false, crit: ['b64', 'sigD'], sigD: twice }, ''), notAgreed);
  await jws({});
});

test('a certificate in a person’s name is for a key here whose passkey agreed to that name', async () => {
  const someone = await aSigner();
  const { name: authority, ...issuer } = await openIssuer(house, 'person-authority');
  const issue = (publicKey: Parameters<typeof issueChecked>[0]['publicKey'], commonName: string) =>
    issueChecked({
      profile: PROFILES['person-signing'],
      subject: { surname: 'Nguyễn', givenName: 'Thị Minh Khai', commonName, serialNumber: 'CK:VN-0' },
      publicKey,
      from: new Date(),
      issuer,
      places: (serial) => statusPlaces(house, authority, serial),
    });
  const notAgreed = refusedWith('trust.key_not_for_this');
  const foreign = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey;
  await assert.rejects(issue(foreign, 'Nguyễn Thị Minh Khai'), notAgreed);
  await assert.rejects(issue((await makeKey(house, 'person', 'P-256')).publicKey, 'Nguyễn Thị Minh Khai'), notAgreed);
  await assert.rejects(issue(someone.credential.certificate.publicKey!, 'Chủ tịch nước'), notAgreed);
});

test('a key is bound once: neither the person’s other passkey nor anybody’s takes the place of the first', async () => {
  const someone = await aSigner();
  const thief = new Authenticator(site);
  const question = {
    kind: 'certificate' as const,
    key: keyOf(someone),
    credential: newId(),
    subject: { commonName: 'X' },
  };
  const { challenge, ticket } = await askConsent(house, question);
  await assert.rejects(
    takeConsent(house, { question, ticket, assertion: answerOf(thief, challenge), publicKey: thief.publicKey }),
    refusedWith('signing.enrolment_over'),
  );
  // One that was never bound signs nothing, and no consent is asked for it.
  const { publicKey } = await makeKey(house, 'person', 'P-256');
  const key = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  await assert.rejects(
    askConsent(house, questionFor(someone, [hashOf('x')], { key })),
    refusedWith('signing.credential_not_bound'),
  );
  const seal = await makeKey(house, 'seal', 'P-256');
  const sealKey = createHash('sha256')
    .update(seal.publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
  await assert.rejects(askConsent(house, { ...question, key: sealKey }), refusedWith('trust.key_not_for_this'));
});

test('rows that somebody exchanged, changed or made up are not believed', async () => {
  const [someone, thief] = [await aSigner(), await aSigner()];
  const hash = hashOf('x');
  const [consent, ofThief] = [await consentTo(someone, [hash]), await consentTo(thief, [hash])];
  const hex = (bytes: Buffer) => `'\\x${bytes.toString('hex')}'`;
  const name = Buffer.from(keyOf(someone), 'hex');
  const by = someone.credential.certificate.der;
  const anew = () => openOwnKeystore(house);
  await asOwner(
    `UPDATE trust.given_consent SET sealed = (SELECT sealed FROM trust.given_consent WHERE name = ${hex(ofThief)}) WHERE name = ${hex(consent)}`,
  );
  await assert.rejects(anew().sign(name, { kind: 'digest', bytes: hash, by, consent }), /is another one/);
  await asOwner(`UPDATE trust.given_consent SET sealed = sealed || '\\x00' WHERE name = ${hex(ofThief)}`);
  await assert.rejects(
    anew().sign(Buffer.from(keyOf(thief), 'hex'), {
      kind: 'digest',
      bytes: hash,
      by: thief.credential.certificate.der,
      consent: ofThief,
    }),
    /authenticate/,
  );
  await asOwner(
    `UPDATE trust.passkey_binding SET sealed = (SELECT sealed FROM trust.passkey_binding WHERE key_hash = '\\x${keyOf(thief)}') WHERE key_hash = '\\x${keyOf(someone)}'`,
  );
  await assert.rejects(anew().ask(questionFor(someone, [hash])), /is another one/);
});
