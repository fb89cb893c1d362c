import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentOf } from '../../../../test/support/document.ts';
import { authorityOf, day, signerOf } from '../../../../test/support/signatures.ts';
import { keyInHand } from '../keystore/private-key.ts';
import { signPdf } from '../pdf/signature.ts';
import { MOST_DOCUMENT_BYTES } from '../rules.ts';
import { readSignatures } from './readers.ts';

const authority = authorityOf('Seals', undefined);
const signer = signerOf('Ward', authority);
const plain = documentOf('Nguyễn Văn An');
const signed = await signPdf({
  pdf: plain,
  signer: { ...signer, privateKey: keyInHand(signer.privateKey), chain: [authority.certificate] },
  signerName: 'Phường',
  reason: 'Kết quả',
  at: day('2026-06-01'),
});

test('a file is read by what it is and not by what it is called', async () => {
  const [found, ...more] = await readSignatures({ filename: 'letter.xml', bytes: signed });
  assert.deepEqual(more, []);
  assert.ok(found && !found.problem);
  assert.equal(found.format, 'PAdES');
  assert.deepEqual(
    found.references.map(({ result }) => result),
    ['same'],
  );
  assert.equal(found.signerReference, 'same');
  assert.deepEqual(found.claimed, { at: day('2026-06-01'), reason: 'Kết quả' });
  assert.deepEqual(await readSignatures({ filename: '', bytes: plain }), []);
});

test('what no reader knows is refused, and so is what is too large', async () => {
  const refused = (bytes: Buffer, code: string) =>
    assert.rejects(readSignatures({ filename: 'a.pdf', bytes }), { code });
  await refused(Buffer.from('a letter'), 'trust.file_kind_unknown');
  await refused(Buffer.alloc(0), 'trust.file_kind_unknown');
  await refused(signed.subarray(0, 2000), 'trust.document_unreadable');
  await refused(Buffer.alloc(MOST_DOCUMENT_BYTES + 1), 'trust.document_too_large');
});
