import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { missing } from '../../../../test/support/chromium.ts';
import { testDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { documentOf } from '../../../../test/support/document.ts';
import { setClock } from '../../../kernel/clock.ts';
import { readConfig } from '../../../kernel/config.ts';
import { openDatabase, ownerClient } from '../../../kernel/db.ts';
import { openKeys } from '../../../kernel/keys.ts';
import { createLog } from '../../../kernel/log.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { readFirst, readMembers, readObjectId } from '../asn1/der.ts';
import { readCertificate } from '../certificate/certificate.ts';
import { SIGNATURE_TIME_STAMP } from '../cms/signed-data.ts';
import { findInLog, rootCertificatePem, sealPdf, validateFile } from '../index.ts';
import type { SealingHouse } from '../keys.ts';
import { readRevocationList } from '../path/revocation-list.ts';
import { PdfFile } from './file.ts';
import { readRevisions } from './revisions.ts';
import { readSecurityStore } from './security-store.ts';

const ward = { code: 'H26.00025', name: 'Ủy ban nhân dân phường Giảng Võ' };
// The verifiers from outside know only the machine's own time, so the tests run at that time, in whole seconds.
const at = new Date(Math.floor(Date.now() / 1000) * 1000);
const keys = openKeys({ masterKey: randomBytes(32).toString('base64'), dataDir: '' });
const config = readConfig({});
const log = createLog('error');
const folder = mkdtempSync(join(tmpdir(), 'seal-'));
const pdf = documentOf('Nguyễn Văn An');

let database: TestDatabase;
let house: SealingHouse;
before(async () => {
  database = await testDatabase();
  house = { db: database.db, keys, config, log };
});
after(async () => {
  rmSync(folder, { recursive: true });
  await database.close();
});

/** Another process on the same database: connections and memory of its own. */
function otherProcess(): SealingHouse {
  return {
    db: openDatabase(
      database.runtime,
      (error) => {
        throw error;
      },
      { 'trust-signer': database.signer },
    ),
    keys,
    config,
    log,
  };
}

async function asOwner<Row>(statement: string): Promise<Row[]> {
  const client = ownerClient(database.owner);
  await client.connect();
  try {
    return (await client.query(statement)).rows as Row[];
  } finally {
    await client.end();
  }
}

const judge = async (bytes: Buffer) => (await validateFile(house, { filename: 'a.pdf', bytes })).signatures;

const order = { pdf, agency: ward, reason: 'Cấp giấy khai sinh', at };

test('a document sealed by an agency holds', async () => {
  const sealed = await sealPdf(house, order);
  const [verdict, ...more] = await judge(sealed.pdf);
  assert.deepEqual(more, []);
  assert.equal(verdict?.indication, 'TOTAL-PASSED');
  assert.equal(verdict.level, 'B-LT');
  assert.deepEqual(
    [verdict.signer?.organization, verdict.signer?.agencyCode, verdict.signer?.serial],
    [ward.name, ward.code, sealed.certificateSerial],
  );
  assert.deepEqual(verdict.signedAt.claimed, at);
  assert.equal(verdict.coverage?.later.forbidden, undefined);
  assert.ok(sealed.pdf.subarray(0, pdf.length).equals(pdf), 'the document itself was touched');
});

test('QPDF finds nothing wrong with a sealed document', { skip: missing('qpdf') }, async () => {
  const check = (bytes: Uint8Array) => {
    const file = join(folder, 'q.pdf');
    writeFileSync(file, bytes);
    return execFileSync('qpdf', ['--check', file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  };
  const sealed = await sealPdf(house, order);
  assert.match(check(sealed.pdf), /No syntax or stream encoding errors/);
  // The same document with its cross-references in a compressed stream: the seal then has to be one too.
  writeFileSync(join(folder, 'plain.pdf'), pdf);
  execFileSync('qpdf', ['--object-streams=generate', join(folder, 'plain.pdf'), join(folder, 'streams.pdf')]);
  const streams = await sealPdf(house, { ...order, pdf: readFileSync(join(folder, 'streams.pdf')) });
  assert.match(check(streams.pdf), /No syntax or stream encoding errors/);
  assert.equal((await judge(streams.pdf))[0]!.indication, 'TOTAL-PASSED');
});

test('OpenSSL accepts the chain from the seal to the root', { skip: missing('openssl') }, async () => {
  const { certificateSerial } = await sealPdf(house, order);
  const pem = (der: Buffer) => `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
  const one = async (query: string) => pem((await asOwner<{ certificate: Buffer }>(query))[0]!.certificate);
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const root = file('root.pem', await rootCertificatePem(house));
  const seals = file(
    'seals.pem',
    await one(`SELECT certificate FROM trust.authority WHERE profile = 'agency-seal-authority'`),
  );
  const seal = file(
    'seal.pem',
    await one(`SELECT certificate FROM trust.certificate WHERE serial = '${certificateSerial}'`),
  );
  const options = ['-x509_strict', '-check_ss_sig', '-purpose', 'smimesign', '-attime', String(at.getTime() / 1000)];
  const said = execFileSync('openssl', ['verify', ...options, '-CAfile', root, '-untrusted', seals, seal], {
    encoding: 'utf8',
  });
  assert.match(said, /: OK/);
});

test('OpenSSL accepts the signature as CAdES over the covered bytes', { skip: missing('openssl') }, async () => {
  const { pdf: sealed } = await sealPdf(house, order);
  const [, gapFrom, gapTo] = /ByteRange \[0 (\d+) (\d+) \d+\]/.exec(sealed.toString('latin1'))!.map(Number);
  const file = (name: string, bytes: Uint8Array | string) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const cms = file('a.cms', Buffer.from(sealed.toString('latin1', gapFrom! + 1, gapTo! - 1), 'hex'));
  const covered = file('a.bin', Buffer.concat([sealed.subarray(0, gapFrom), sealed.subarray(gapTo)]));
  const root = file('root.pem', await rootCertificatePem(house));
  const input = ['-verify', '-cades', '-binary', '-inform', 'DER', '-in', cms, '-content', covered];
  const run = spawnSync('openssl', ['cms', ...input, '-CAfile', root, '-purpose', 'smimesign', '-out', '/dev/null'], {
    encoding: 'utf8',
  });
  assert.match(run.stderr, /CAdES Verification successful/);
});

/** The value of the seal in a sealed document, and what it covers. */
function parts(sealed: Buffer): { cms: Buffer; covered: Buffer } {
  const [, gapFrom, gapTo] = /ByteRange \[0 (\d+) (\d+) \d+\]/.exec(sealed.toString('latin1'))!.map(Number);
  return {
    cms: Buffer.from(sealed.toString('latin1', gapFrom! + 1, gapTo! - 1), 'hex'),
    covered: Buffer.concat([sealed.subarray(0, gapFrom), sealed.subarray(gapTo)]),
  };
}

/** The value of the signature in a CMS, and the time stamp behind it. */
function stampIn(cms: Buffer): { signature: Buffer; token: Buffer } {
  const [signedData] = readMembers(readMembers(readFirst(cms))[1]!);
  const [signer] = readMembers(readMembers(signedData!).at(-1)!);
  const members = readMembers(signer!);
  const [attribute, ...more] = readMembers(members[6]!);
  assert.deepEqual(more, []);
  const [oid, values] = readMembers(attribute!);
  assert.equal(readObjectId(oid), SIGNATURE_TIME_STAMP);
  return { signature: members[5]!.contents, token: readMembers(values!)[0]!.whole };
}

const kept = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};

test('OpenSSL accepts the time stamp over the value of the seal', { skip: missing('openssl') }, async () => {
  const stamped = stampIn(parts((await sealPdf(house, order)).pdf).cms);
  const token = kept('token.der', stamped.token);
  const root = kept('root.pem', await rootCertificatePem(house));
  const verify = (data: Buffer) =>
    spawnSync(
      'openssl',
      ['ts', '-verify', '-token_in', '-in', token, '-data', kept('value.bin', data), '-CAfile', root],
      {
        encoding: 'utf8',
      },
    );
  assert.match(verify(stamped.signature).stdout, /Verification: OK/);
  assert.match(verify(Buffer.from('another')).stderr, /message imprint mismatch/i);
});

test('a sealed document holds the root and the lists of all who signed in it', async () => {
  const { pdf: sealed } = await sealPdf(house, order);
  const { certificates, lists, answers } = readSecurityStore(new PdfFile(sealed));
  assert.deepEqual([certificates.length, lists.length, answers.length], [1, 3, 0]);
  assert.equal(readCertificate(certificates[0]!).commonName, 'Một Cửa: chứng thực gốc');
  const issuers = lists.map((der) => readRevocationList(der).issuerName.join()).sort();
  assert.equal(new Set(issuers).size, 3);
});

test('the seal covers its own evidence: nothing stands behind it', async () => {
  const { pdf: sealed } = await sealPdf(house, order);
  const { revisions, behind } = readRevisions(new PdfFile(sealed));
  assert.deepEqual([revisions.length, behind], [2, 0]);
  assert.deepEqual(revisions[1]!.changes.map(({ kind }) => kind).sort(), ['evidence', 'signature']);
});

test('the document and its time stamp are in the public log', async () => {
  const { pdf: sealed } = await sealPdf(house, order);
  const { token } = stampIn(parts(sealed).cms);
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
  assert.notEqual((await findInLog(house, 'document', sha256(sealed))).state, 'absent');
  assert.notEqual((await findInLog(house, 'timestamp', sha256(token))).state, 'absent');
});

test('private keys lie in the database only under the master key', async () => {
  await sealPdf(house, order);
  const rows = await asOwner<{ sealed: Buffer }>('SELECT sealed FROM trust.private_key');
  assert.ok(rows.length >= 3);
  const curves = [Buffer.from('2a8648ce3d030107', 'hex'), Buffer.from('2b81040022', 'hex')];
  for (const { sealed } of rows) assert.ok(!curves.some((oid) => sealed.includes(oid)));
});

test('two processes that first need an agency’s seal at once end with one certificate', async () => {
  const others = [otherProcess(), otherProcess(), otherProcess()];
  try {
    const agency = { code: 'H26.00999', name: 'Ủy ban nhân dân xã Thử Nghiệm' };
    const sealed = await Promise.all(
      Array.from({ length: 9 }, (_, i) => sealPdf(others[i % 3]!, { ...order, agency })),
    );
    assert.equal(new Set(sealed.map((one) => one.certificateSerial)).size, 1);
    const rows = await asOwner(`SELECT FROM trust.certificate WHERE agency_code = 'H26.00999'`);
    assert.equal(rows.length, 1);
  } finally {
    await Promise.all(others.map((one) => one.db.close()));
  }
});

test('two agencies that need their first seals at once get one each', async () => {
  const others = [otherProcess(), otherProcess()];
  try {
    const agencies = ['H26.00901', 'H26.00902'].map((code) => ({ code, name: `Ủy ban nhân dân xã ${code}` }));
    const sealed = await Promise.all(agencies.map((agency, i) => sealPdf(others[i]!, { ...order, agency })));
    assert.equal(new Set(sealed.map((one) => one.certificateSerial)).size, 2);
    for (const [i, { pdf: bytes }] of sealed.entries()) {
      assert.equal((await judge(bytes))[0]!.signer?.agencyCode, agencies[i]!.code);
    }
  } finally {
    await Promise.all(others.map((one) => one.db.close()));
  }
});

test('an agency with a new name gets a new certificate, and what it sealed before still holds', async () => {
  const agency = { code: 'H26.00903', name: 'Ủy ban nhân dân xã Tên Cũ' };
  const earlier = await sealPdf(house, { ...order, agency });
  const later = await sealPdf(house, { ...order, agency: { ...agency, name: 'Ủy ban nhân dân phường Tên Mới' } });
  assert.notEqual(earlier.certificateSerial, later.certificateSerial);
  assert.equal((await judge(earlier.pdf))[0]!.indication, 'TOTAL-PASSED');
  assert.equal((await judge(later.pdf))[0]!.signer?.organization, 'Ủy ban nhân dân phường Tên Mới');
});

test('a seal that is about to end is replaced', async () => {
  const agency = { code: 'H26.00904', name: 'Ủy ban nhân dân xã Lâu Năm' };
  const first = await sealPdf(house, { ...order, agency });
  const later = new Date(at.getTime() + (5 * 365 - 40) * 86_400_000);
  setClock(later);
  try {
    const second = await sealPdf(house, { ...order, agency, at: later });
    assert.notEqual(first.certificateSerial, second.certificateSerial);
    assert.equal((await judge(second.pdf))[0]!.indication, 'TOTAL-PASSED');
  } finally {
    setClock();
  }
});

test('what cannot be sealed is refused with its reason', async () => {
  const refused = async (change: object, code: string) =>
    assert.rejects(sealPdf(house, { ...order, ...change }), (error) => error instanceof Refusal && error.code === code);
  await refused({ pdf: Buffer.from('no document') }, 'trust.document_unreadable');
  await refused({ at: new Date('2020-01-01T00:00:00Z') }, 'trust.signing_time_refused');
  await refused({ agency: { code: '../x', name: 'A' } }, 'trust.agency_code_unusable');
  await refused({ agency: { code: 'H26', name: ' ' } }, 'trust.agency_name_unusable');
});

test('the running role can neither change nor delete a certificate', async () => {
  const db = database.db.as('trust');
  const denied = (error: unknown) => (error as { code?: string }).code === '42501';
  await assert.rejects(db.run({ text: 'DELETE FROM trust.certificate', values: [] }), denied);
  await assert.rejects(db.run({ text: `UPDATE trust.authority SET serial = ''`, values: [] }), denied);
});

test('how long it takes to make and to seal a document', async () => {
  const makes: number[] = [];
  const seals: number[] = [];
  const checks: number[] = [];
  for (let i = 0; i < 20; i++) {
    const began = performance.now();
    const made = documentOf(`Người số ${i}`);
    const sealedFrom = performance.now();
    const sealed = await sealPdf(house, { ...order, pdf: made });
    const checkedFrom = performance.now();
    await judge(sealed.pdf);
    makes.push(sealedFrom - began);
    seals.push(checkedFrom - sealedFrom);
    checks.push(performance.now() - checkedFrom);
  }
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!.toFixed(2);
  console.log(
    `a page made in ${median(makes)} ms, sealed in ${median(seals)} ms, validated in ${median(checks)} ms (medians of 20)`,
  );
});
