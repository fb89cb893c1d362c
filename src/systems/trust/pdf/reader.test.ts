import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { emptyLists, judgePdf, whyNot } from '../../../../test/support/judged-pdf.ts';
import { documentOf } from '../../../../test/support/document.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { issueCertificate, type Issuer } from '../certificate/certificate.ts';
import { keyInHand } from '../keystore/private-key.ts';
import type { RevocationList } from '../path/revocation-list.ts';
import { signPdf } from './signature.ts';
import { KEY_USAGE, PROFILES, type CertificateProfile } from '../rules.ts';

const at = new Date('2026-11-21T03:00:00Z');
const from = new Date('2026-01-01T00:00:00Z');

async function issue(profile: CertificateProfile, name: string, issuer?: Issuer, start = from): Promise<Issuer> {
  const { publicKey, privateKey: key } = generateKeyPairSync('ec', {
    namedCurve: profile.algorithm === 'P-256' ? 'prime256v1' : 'secp384r1',
  });
  const subject = { organization: name, organizationIdentifier: `MD:VN-${name}`, commonName: name };
  const privateKey = keyInHand(key);
  const certificate = await issueCertificate({
    profile,
    subject,
    publicKey,
    from: start,
    issuer: issuer ?? { privateKey },
  });
  return { certificate, privateKey };
}

const root = await issue(PROFILES.root, 'ROOT');
const authority = await issue(PROFILES['agency-seal-authority'], 'SEALS', root);
const agency = await issue(PROFILES['agency-seal'], 'H26.00025', authority);
const plain = documentOf('Nguyễn Văn An');

interface Signing {
  pdf?: Uint8Array;
  signer?: Issuer;
  chain?: Issuer[];
  signedAt?: Date;
}
function signed({ pdf = plain, signer = agency, chain = [authority], signedAt = at }: Signing = {}): Promise<Buffer> {
  return signPdf({
    pdf,
    signer: { ...signer, chain: chain.map((one) => one.certificate) },
    signerName: 'Ủy ban nhân dân',
    reason: 'Kết quả',
    at: signedAt,
  });
}

const early = new Date('2025-12-31T23:59:59Z');
const late = new Date('2031-01-01T00:00:01Z');
/** The lists of each instant at which something is judged. */
const lists = new Map<Date, RevocationList[]>();
for (const now of [at, early, late]) lists.set(now, await emptyLists([root, authority], now));
const validate = (pdf: Uint8Array, now = at) =>
  judgePdf(pdf, { root: root.certificate, at: now, lists: lists.get(now)! });
const problemOf = (pdf: Uint8Array, now = at) => {
  const [first] = validate(pdf, now);
  return first && whyNot(first);
};
const good = await signed();

/** Whether anyone would take the document for a sealed one. A refusal to read it is also a no. */
function holds(pdf: Uint8Array): boolean {
  try {
    const verdicts = validate(pdf);
    return verdicts.length > 0 && verdicts.every((verdict) => whyNot(verdict) === undefined);
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

test('a sealed document holds, and says who sealed it and when', async () => {
  const [verdict, ...more] = validate(good);
  assert.deepEqual(more, []);
  assert.equal(verdict?.indication, 'TOTAL-PASSED');
  assert.equal(verdict.signer?.agencyCode, 'H26.00025');
  assert.equal(verdict.signer.serial, agency.certificate.serial);
  assert.deepEqual(verdict.signedAt, { claimed: at });
  assert.deepEqual(verdict.coverage, { whole: true, names: [], later: { permitted: [] } });
});

test('a document without a seal has none', async () => {
  assert.deepEqual(validate(plain), []);
});

test('one byte changed anywhere, and the document no longer holds', async () => {
  const gap = good.indexOf('/Contents <') + '/Contents <'.length;
  const cmsEnd = gap + 3800;
  const gapEnd = good.indexOf('>', gap);
  const places = new Set<number>();
  for (let i = 0; i < good.length; i += i >= gap && i < cmsEnd ? 17 : 197) places.add(i);
  for (let i = gapEnd - 3; i < good.length; i += 11) places.add(i);
  for (const place of places) {
    for (const change of [0x01, 0x20]) {
      const changed = Buffer.from(good);
      changed[place] = changed[place]! ^ change;
      assert.equal(holds(changed), false, `byte ${place} was changed (${change}) and nobody noticed`);
    }
  }
});

test('a document cut short no longer holds', async () => {
  for (let length = 0; length < good.length; length += 997) assert.equal(holds(good.subarray(0, length)), false);
  assert.equal(holds(good.subarray(0, good.length - 1)), false);
});

test('bytes after the seal are noticed', async () => {
  assert.equal(problemOf(Buffer.concat([good, Buffer.from('\n')])), 'changed_after_signing');
  const [verdict] = validate(Buffer.concat([good, Buffer.from('%%EOF\n')]));
  assert.deepEqual([verdict!.indication, verdict!.sub], ['TOTAL-FAILED', 'FORMAT_FAILURE']);
});

test('a foreign seal that is added takes nothing from the first, and is not trusted itself', async () => {
  const foreignRoot = await issue(PROFILES.root, 'FOREIGN');
  const foreign = await issue(PROFILES['agency-seal'], 'H26.00025', foreignRoot);
  const verdicts = validate(await signed({ pdf: good, signer: foreign, chain: [foreignRoot] }));
  assert.deepEqual(verdicts.map(whyNot), [undefined, 'chain_incomplete']);
});

test('a root that only bears our name is not ours', async () => {
  const namesake = await issue(PROFILES.root, 'ROOT');
  const seals = await issue(PROFILES['agency-seal-authority'], 'SEALS', namesake);
  const seal = await issue(PROFILES['agency-seal'], 'H26.00025', seals);
  assert.equal(problemOf(await signed({ signer: seal, chain: [seals, namesake] })), 'chain_incomplete');
  assert.equal(problemOf(await signed({ signer: seal, chain: [seals] })), 'chain_signature_wrong');
});

test('a seal does not make seals', async () => {
  const made = await issue(PROFILES['agency-seal'], 'H26.00099', agency);
  assert.equal(problemOf(await signed({ signer: made, chain: [agency, authority] })), 'chain_broken');
});

test('an authority for seals does not make authorities', async () => {
  const below = await issue({ ...PROFILES['agency-seal-authority'], name: 'root' }, 'BELOW', authority);
  const seal = await issue(PROFILES['agency-seal'], 'H26.00099', below);
  assert.equal(problemOf(await signed({ signer: seal, chain: [below, authority] })), 'chain_broken');
});

test('a certificate for another use seals nothing', async () => {
  const use = async (change: Partial<CertificateProfile>) => {
    const signer = await issue({ ...PROFILES['agency-seal'], ...change }, 'H26.00025', authority);
    return problemOf(await signed({ signer }));
  };
  assert.equal(await use({ extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] }), 'usage_not_allowed');
  assert.equal(await use({ extendedKeyUsage: [] }), 'usage_not_allowed');
  assert.equal(await use({ keyUsage: [KEY_USAGE.keyCertSign] }), 'usage_not_allowed');
});

test('an authority whose key may not sign certificates makes none that hold', async () => {
  const crippled = await issue({ ...PROFILES['agency-seal-authority'], keyUsage: [KEY_USAGE.cRLSign] }, 'SEALS', root);
  const seal = await issue(PROFILES['agency-seal'], 'H26.00025', crippled);
  assert.equal(problemOf(await signed({ signer: seal, chain: [crippled] })), 'chain_broken');
});

test('a seal holds neither before its certificate begins nor after it ends', async () => {
  assert.equal(problemOf(good, early), 'signed_before_certificate');
  assert.equal(problemOf(good, late), 'certificate_expired');
  assert.equal(
    problemOf(await signed({ signedAt: new Date('2025-12-31T23:59:59Z') })),
    'signing_time_outside_certificate',
  );
});

test('a seal without its chain is not trusted', async () => {
  assert.equal(problemOf(await signed({ chain: [] })), 'chain_incomplete');
});

test('a range that leaves out more than the signature is refused', async () => {
  const text = good.toString('latin1');
  const [, range, gapFrom, gapTo, rest] = /ByteRange (\[0 (\d+) (\d+) (\d+)\])/.exec(text)!;
  const replaceRange = (numbers: string) => Buffer.from(text.replace(range!, numbers.padEnd(range!.length)), 'latin1');
  assert.equal(problemOf(replaceRange(`[0 ${Number(gapFrom) - 9} ${gapTo} ${rest}]`)), 'byte_range_wrong');
  assert.equal(problemOf(replaceRange(`[9 ${Number(gapFrom) - 9} ${gapTo} ${rest}]`)), 'byte_range_wrong');
  assert.equal(problemOf(replaceRange(`[0 ${gapFrom} ${gapTo} ${Number(rest) - 9}]`)), 'byte_range_wrong');
  assert.equal(problemOf(replaceRange(`[0 ${gapFrom} ${gapTo} 0]`)), 'byte_range_wrong');
});

/** A small PDF around a catalog, with a table that is right. */
function pdfWith(catalog: string, trailer = ''): Buffer {
  const head = '%PDF-1.7\n';
  const body = `${head}1 0 obj\n${catalog}\nendobj\n`;
  const table = `xref\n0 2\n0000000000 65535 f\r\n${String(head.length).padStart(10, '0')} 00000 n\r\n`;
  return Buffer.from(
    `${body}${table}trailer\n<< /Size 2 /Root 1 0 R ${trailer}>>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  );
}

function refused(pdf: Uint8Array, code: string): void {
  assert.throws(
    () => validate(pdf),
    (error) => error instanceof Refusal && error.code === code,
  );
}

test('hostile files are refused, and none of them keeps the validator busy', { timeout: 120_000 }, () => {
  refused(Buffer.from('<html>'), 'trust.document_unreadable');
  refused(Buffer.alloc(8_000_000, '%PDF-1.7 startxref '), 'trust.document_unreadable');
  refused(pdfWith(`<< /AcroForm ${'['.repeat(5_000_000)} >>`), 'trust.document_unreadable');
  refused(pdfWith(`<< /AcroForm << /Fields [${'1 0 R '.repeat(1_000_000)}] >> >>`), 'trust.document_unreadable');
  refused(pdfWith('<< /AcroForm << /Fields [1 0 R] >> /Kids [1 0 R 1 0 R 1 0 R] >>'), 'trust.document_unreadable');
  refused(pdfWith('<< /Type /Catalog /Type /Catalog >>'), 'trust.document_unreadable');
  refused(pdfWith('<< >>', '/Encrypt << >> '), 'trust.document_unreadable');
  refused(pdfWith('<< >>', '/XRefStm 9 '), 'trust.document_unreadable');
  refused(
    pdfWith('<< >>', `/Prev ${pdfWith('<< >>').toString('latin1').indexOf('xref')} `),
    'trust.document_unreadable',
  );
});

test('references into the same bytes again and again come to an end', async () => {
  const offsets: number[] = [];
  let body = '%PDF-1.7\n';
  const add = (text: string) => {
    offsets.push(body.length);
    body += text;
  };
  add(`1 0 obj\n<< /AcroForm << /Fields [${'2 0 R '.repeat(900)}] >> >>\nendobj\n`);
  add(`2 0 obj\n<< /A [${'0 '.repeat(190_000)}] >>\nendobj\n`);
  // Each of these is one long string that holds all that follow it.
  for (let number = 3; number < 400; number++) add(`${number} 0 obj (\n`);
  body += `${'x'.repeat(4_000_000)}${')'.repeat(397)}\n`;
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n\r\n`).join('');
  const end = `xref\n1 ${offsets.length}\n${table}trailer\n<< /Size 400 /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  // Each object is read once, however often it is spoken of.
  assert.deepEqual(validate(Buffer.from(body + end)), []);
  const nested = Array.from({ length: 397 }, (_, i) => `${i + 3} 0 R `).join('');
  refused(Buffer.from(body.replace('2 0 R '.repeat(900), nested.padEnd(5400)) + end), 'trust.document_unreadable');
});

test('a compressed table that would fill the memory is refused', () => {
  const bomb = deflateSync(Buffer.alloc(256 * 1024 * 1024), { level: 9 });
  const head = '%PDF-1.7\n';
  const pdf = Buffer.concat([
    Buffer.from(
      `${head}1 0 obj\n<< /Type /XRef /W [1 4 2] /Size 9 /Root 1 0 R /Filter /FlateDecode /Length ${bomb.length} >>\nstream\n`,
    ),
    bomb,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${head.length}\n%%EOF\n`),
  ]);
  refused(pdf, 'trust.document_unreadable');
});

test('a signature that is nothing but nesting, or cut short, is malformed', async () => {
  const gap = good.indexOf('/Contents <') + '/Contents <'.length;
  const withContents = (hex: string) => {
    const changed = Buffer.from(good);
    changed.write(hex, gap, 'latin1');
    return changed;
  };
  for (const hex of [
    '3080'.repeat(3000),
    '30820bb8'.repeat(1500),
    'ff'.repeat(6144),
    '3084ffffffff',
    '30820400308203fc',
  ]) {
    assert.equal(problemOf(withContents(hex)), 'signature_malformed');
  }
});

test('whatever happens to its bytes, a document holds as it was or not at all', async () => {
  const asSealed = (changed: Buffer) => assert.equal(holds(changed), changed.equals(good));
  const place = fc.nat(good.length - 1);
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 64 });
  fc.assert(
    fc.property(place, fc.nat(64), bytes, (start, cut, inserted) =>
      asSealed(Buffer.concat([good.subarray(0, start), inserted, good.subarray(start + cut)])),
    ),
    { numRuns: 80 },
  );
  fc.assert(
    fc.property(place, bytes, (start, written) => {
      const changed = Buffer.from(good);
      changed.set(written.subarray(0, good.length - start), start);
      asSealed(changed);
    }),
    { numRuns: 150 },
  );
});
