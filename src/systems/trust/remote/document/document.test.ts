import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { before, test } from 'node:test';
import { missing } from '../../../../../test/support/chromium.ts';
import { documentOf } from '../../../../../test/support/document.ts';
import {
  application,
  asOwner,
  aSigner,
  file,
  hashOf,
  OFFICER_POST,
  openSigningHouse,
  refusedWith,
  signingHouse,
} from '../../../../../test/support/signers.ts';
import { validateFile } from '../../index.ts';
import type { SealingHouse } from '../../keys.ts';
import { readContainer } from '../../asic/container.ts';
import { revokeOwnCredential } from '../credential.ts';
import {
  askDocumentSignature,
  readDocumentFile,
  readOwnDocument,
  signOwnDocument,
  sweepDocuments,
  takeDocument,
} from './actions.ts';
import {
  askBatchSignature,
  listOwnBatches,
  readOwnBatch,
  removeOwnBatch,
  signOwnBatch,
  takeBatch,
  zipOfBatch,
} from './batch.ts';
import type { DocumentOwner } from './keeping.ts';

/** Documents that people bring to sign. */

let house: SealingHouse;
openSigningHouse();
before(() => {
  house = signingHouse();
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
  const someone = await aSigner({ post: OFFICER_POST });
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
  const stranger = await aSigner({ post: OFFICER_POST });
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
