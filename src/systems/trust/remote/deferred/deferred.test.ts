import assert from 'node:assert/strict';
import { createHash, verify } from 'node:crypto';
import { before, test } from 'node:test';
import { documentOf } from '../../../../../test/support/document.ts';
import {
  application,
  asOwner,
  aSigner,
  hashOf,
  openSigningHouse,
  refusedWith,
  sadFor,
  signingHouse,
  type Someone,
} from '../../../../../test/support/signers.ts';
import { sql } from '../../../../kernel/db.ts';
import { newId } from '../../../../kernel/ids.ts';
import type { SealingHouse } from '../../keys.ts';
import { validateFile } from '../../validation/actions.ts';
import { askActivation, authorise } from '../activation.ts';
import { revokeOwnCredential } from '../credential.ts';
import { readDeferred, signDeferred, signLater, sweepDeferred, type DeferredWork } from './actions.ts';

/** Signatures that are ordered now and fetched later; the job is run here by hand. */

let house: SealingHouse;
openSigningHouse();
before(() => {
  house = signingHouse();
});

const order = (someone: Someone, sad: string, work: DeferredWork, keptFor_ms = 60_000) =>
  signLater(house, {
    sad,
    application: application.id,
    credentialId: someone.credential.id,
    personalNumber: someone.personalNumber,
    work,
    memo: { its: 'own' },
    keptFor_ms,
  });
const read = (someone: Someone, id: string, by = application.id) =>
  readDeferred(house, { id, application: by, personalNumber: someone.personalNumber });
const countFiles = async () =>
  (await house.db.as('trust').one<{ count: number }>(sql`SELECT count(*)::integer AS count FROM deferred_signing`))
    .count;

test('what was ordered is signed once by the job, and told as often as it is asked for, to who ordered it about that person', async () => {
  const [someone, other] = [await aSigner(), await aSigner()];
  const hashes = [hashOf('1'), hashOf('2')];
  const sad = await sadFor(someone, hashes);
  const id = await order(someone, sad, { hashes });
  assert.equal(await read(someone, id), undefined);
  const unknown = refusedWith('signing.deferred_unknown');
  await assert.rejects(read(other, id), unknown);
  await assert.rejects(read(someone, id, 'another'), unknown);
  await assert.rejects(read(someone, newId()), unknown);
  await signDeferred(house, { id });
  await signDeferred(house, { id });
  const [first, again] = [await read(someone, id), await read(someone, id)];
  assert.deepEqual(first, again);
  assert.deepEqual(first!.memo, { its: 'own' });
  for (const [at, signature] of first!.made.entries())
    assert.ok(verify('sha256', Buffer.from(`${at + 1}`), someone.credential.certificate.publicKey!, signature));
  // A second order by the same consent is taken, and finds that nothing is left of it.
  const second = await order(someone, sad, { hashes: [hashes[0]!] });
  await signDeferred(house, { id: second });
  await assert.rejects(read(someone, second), refusedWith('signing.hash_signed_already'));
});

test('documents are signed in their formats, and a job that died after it had begun does not sign again', async () => {
  const someone = await aSigner();
  const { personalNumber, credential, passkey } = someone;
  const [pdf, text] = [documentOf('Nguyễn Thị Minh Khai'), Buffer.from('Điều 1')];
  const hashes = [pdf, text].map((bytes) => createHash('sha256').update(bytes).digest());
  const asked = {
    personalNumber,
    credentialId: credential.id,
    application,
    signs: 'documents' as const,
    hashes,
    names: [],
  };
  const { activationId, challenge } = await askActivation(house, asked);
  const { sad } = await authorise(house, { activationId, personalNumber, response: passkey.answer(challenge) });
  const orders = [
    { format: 'PAdES', level: 'B-LT', bytes: pdf, packaging: 'enveloped', reason: 'Vay vốn' } as const,
    { format: 'CAdES', level: 'B-B', sha256: hashes[1]! } as const,
  ];
  const id = await order(someone, sad, { orders });
  await signDeferred(house, { id });
  const { made } = (await read(someone, id))!;
  const [verdict] = (await validateFile(house, { filename: 'a.pdf', bytes: made[0]! })).signatures;
  assert.equal(verdict?.indication, 'TOTAL-PASSED');
  // As if it had died before it could note what it had made.
  await asOwner(`UPDATE trust.deferred_signing SET result_file_id = NULL WHERE id = '${id}'`);
  await signDeferred(house, { id });
  await assert.rejects(read(someone, id), refusedWith('signing.hash_signed_already'));
});

test('what nobody agreed to is not taken, and what may not be signed any more when its turn comes is not signed', async () => {
  const someone = await aSigner();
  const [one, two] = [hashOf('one'), hashOf('two')];
  const sad = await sadFor(someone, [one, two]);
  const before = await countFiles();
  await assert.rejects(order(someone, sad, { hashes: [hashOf('three')] }), refusedWith('signing.hash_not_authorised'));
  await assert.rejects(order(someone, 'A'.repeat(43), { hashes: [one] }), refusedWith('signing.sad_refused'));
  await assert.rejects(
    order(someone, sad, { orders: [{ format: 'CAdES', level: 'B-B', sha256: one }] }),
    refusedWith('signing.sad_refused'),
  );
  assert.equal(await countFiles(), before);
  const revoked = await order(someone, sad, { hashes: [one] });
  const late = await order(someone, sad, { hashes: [two] });
  const { personalNumber, credential } = someone;
  await revokeOwnCredential(house, { credentialId: credential.id, personalNumber, reason: 'keyCompromise' });
  await signDeferred(house, { id: revoked });
  await assert.rejects(read(someone, revoked), refusedWith('signing.credential_not_usable'));
  await asOwner(`UPDATE trust.activation_consent SET use_by = now() - interval '1 second'`);
  await signDeferred(house, { id: late });
  await assert.rejects(read(someone, late), refusedWith('signing.sad_refused'));
});

test('an outcome is kept as long as was said, and no more than twenty of an application for a person', async () => {
  const someone = await aSigner();
  const hashes = [hashOf('kept')];
  const sad = await sadFor(someone, hashes);
  const id = await order(someone, sad, { hashes });
  await signDeferred(house, { id });
  for (let has = 1; has < 20; has++) await order(someone, sad, { hashes });
  await assert.rejects(order(someone, sad, { hashes }), refusedWith('signing.too_many_deferred'));
  await asOwner(`UPDATE trust.deferred_signing SET kept_until = now() - interval '1 second' WHERE id = '${id}'`);
  await assert.rejects(read(someone, id), refusedWith('signing.deferred_unknown'));
  await order(someone, sad, { hashes });
  await asOwner(`UPDATE trust.deferred_signing SET kept_until = now() - interval '1 second'`);
  await sweepDeferred(house);
  assert.equal(await countFiles(), 0);
});
