import assert from 'node:assert/strict';
import { createHash, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { testHouse, type TestHouse } from '../../../test/support/house.ts';
import { readConfig } from '../../kernel/config.ts';
import { now, setClock } from '../../kernel/clock.ts';
import { readSignedData } from './cms/reading.ts';
import { openCertificate } from './administration/certificates/actions.ts';
import { signCommand, signFiles, validateFile, validateFiles } from './index.ts';
import { ensureAuthorities, openPostQuantumSeal, openSeal, succeedAuthorities } from './keys.ts';
import { lint } from './linting/issue.ts';
import { PROFILES } from './rules.ts';
import { changeStanding } from './status/actions.ts';
import { currentList } from './status/lists.ts';

const folder = mkdtempSync(join(tmpdir(), 'post-quantum-'));
const agency = { code: 'G15', name: 'Bộ Tư pháp' };
const text = Buffer.from('Quyết định số 12.\n');
const files = [{ name: 'quyet-dinh.txt', mimeType: 'text/plain', bytes: text }];
let house: TestHouse;
before(async () => {
  house = await testHouse({ POST_QUANTUM: 'ml-dsa' });
});
after(async () => {
  setClock();
  await house.close();
  rmSync(folder, { recursive: true });
});

const verdictOf = async (bytes: Buffer, filename = 'a.p7m') => {
  const { signatures } = await validateFile(house.house, { filename, bytes });
  return signatures.map(({ indication, sub }) => (sub ? `${indication} ${sub}` : indication));
};

test('a house that is there already gets its second root when it is switched on, and each certificate leads to it by ML-DSA', async () => {
  const { certificate, chain } = await openPostQuantumSeal(house.house, agency);
  const root = (await ensureAuthorities(house.house)).get('post-quantum-root')!.read;
  const [above] = chain;
  // Node's OpenSSL, which we did not write, reads the identifiers of RFC 9881 and verifies each signature.
  const [leaf, authority, anchor] = [certificate, above!, root].map(({ der }) => new X509Certificate(der));
  assert.ok(
    leaf!.verify(authority!.publicKey) && authority!.verify(anchor!.publicKey) && anchor!.verify(anchor!.publicKey),
  );
  assert.ok(!leaf!.verify(anchor!.publicKey));
  assert.deepEqual(
    [leaf, authority, anchor].map((one) => one!.publicKey.asymmetricKeyType),
    ['ml-dsa-65', 'ml-dsa-65', 'ml-dsa-87'],
  );
  assert.equal(certificate.signatureAlgorithm, '2.16.840.1.101.3.4.3.18');
  assert.equal(above!.signatureAlgorithm, '2.16.840.1.101.3.4.3.19');
  assert.ok(leaf!.checkIssued(authority!) && authority!.checkIssued(anchor!));
  const rules = { profile: PROFILES['post-quantum-seal'], at: now(), issuer: above! };
  assert.deepEqual(lint(certificate, rules), []);
  // A key of another kind under the name of this profile, and the certificate under another's issuer, are found out before signing.
  const classic = (await openSeal(house.house, agency)).certificate;
  assert.ok(lint(classic, rules).some(({ name }) => name === 'key_kind_not_taken'));
  assert.ok(lint(certificate, { ...rules, issuer: root }).some(({ name }) => name === 'signature_not_of_issuer_key'));
  const file = await openCertificate(house.house, certificate.serial);
  assert.deepEqual([file.key, file.signatureAlgorithm], ['ML-DSA-65', 'ML-DSA-65']);
});

test('a seal signs CMS of every level as RFC 9882 has it, and a byte that is changed is found out', async () => {
  const signer = await openPostQuantumSeal(house.house, agency);
  for (const level of ['B-B', 'B-LTA'] as const) {
    const { bytes } = await signFiles(house.house, { format: 'CAdES', level, files, signer, at: now() });
    assert.deepEqual(await verdictOf(bytes), ['TOTAL-PASSED'], level);
    const { signers, content } = readSignedData(bytes);
    const [{ digest, messageDigest, value }] = signers as [(typeof signers)[number]];
    assert.equal(digest, 'sha512');
    assert.ok(messageDigest.equals(createHash('sha512').update(content!).digest()));
    assert.ok(verify(null, value.signed, new X509Certificate(signer.certificate.der).publicKey, value.signature));
    const changed = Buffer.from(bytes);
    const at = changed.indexOf(value.signature) + 100;
    changed[at] = changed[at]! ^ 1;
    assert.deepEqual(await verdictOf(changed), ['TOTAL-FAILED SIG_CRYPTO_FAILURE']);
    const other = Buffer.from(bytes);
    other[other.indexOf(text) + 3]! ^= 1;
    assert.deepEqual(await verdictOf(other), ['TOTAL-FAILED HASH_FAILURE']);
  }
  const container = await signFiles(house.house, {
    format: 'ASiC-E',
    inner: 'CAdES',
    level: 'B-T',
    files,
    signer,
    at: now(),
  });
  assert.deepEqual(await verdictOf(container.bytes, 'a.asice'), ['TOTAL-PASSED']);
});

test('the command signs by it, and refuses formats that have no place for it', async () => {
  const source = join(folder, 'quyet-dinh.txt');
  writeFileSync(source, text);
  const to = join(folder, 'quyet-dinh.txt.p7s');
  const sign = (...args: string[]) =>
    signCommand(
      house.house,
      [source, '--agency', 'G15', '--to', to, '--algorithm', 'ml-dsa', ...args],
      async () => agency,
    );
  await sign('--format', 'CAdES', '--packaging', 'detached', '--level', 'B-LT');
  const { files: judged } = await validateFiles(house.house, [
    { filename: 'quyet-dinh.txt.p7s', bytes: readFileSync(to) },
    { filename: 'quyet-dinh.txt', bytes: text },
  ]);
  assert.equal(judged[0]!.signatures[0]!.indication, 'TOTAL-PASSED');
  for (const format of ['XAdES', 'JAdES', 'ASiC-E'])
    await assert.rejects(sign('--format', format), /ML-DSA signs CAdES only/);
});

test('what is revoked is told of in a list that is signed by ML-DSA, and its authority is succeeded like the others', async () => {
  const signer = await openPostQuantumSeal(house.house, { code: 'G12', name: 'Bộ Y tế' });
  const { bytes } = await signFiles(house.house, { format: 'CAdES', level: 'B-B', files, signer, at: now() });
  await changeStanding(house.house, {
    serial: signer.certificate.serial,
    act: { kind: 'revoked', reason: 'keyCompromise' },
    by: 'Nguyễn Thị Quản',
    why: 'Thiết bị giữ khóa bị mất.',
  });
  assert.match((await verdictOf(bytes))[0]!, /^INDETERMINATE REVOKED/);
  const { read } = await currentList(house.house, 'post-quantum-seal-authority');
  assert.equal(read.signatureAlgorithm, '2.16.840.1.101.3.4.3.18');
  setClock(new Date(Date.now() + 7 * 366 * 86_400_000));
  assert.ok((await succeedAuthorities(house.house)).includes('post-quantum-seal-authority.2'));
});

test('switched off, which is how a house starts, there is no second root; and no root of the house beside one of a ceremony', async () => {
  const off = await testHouse();
  try {
    assert.equal(off.house.config.postQuantum, false);
    assert.ok(!(await ensureAuthorities(off.house)).has('post-quantum-root'));
    await assert.rejects(openPostQuantumSeal(off.house, agency), { code: 'trust.post_quantum_off' });
  } finally {
    await off.close();
  }
  const settings = { POST_QUANTUM: 'ml-dsa', ROOT: 'ceremony', PEOPLE: '0' };
  assert.throws(() => readConfig(settings), /POST_QUANTUM/);
});
