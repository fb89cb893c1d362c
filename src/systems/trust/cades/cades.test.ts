import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { missing } from '../../../../test/support/chromium.ts';
import { findFault, signingAuthority } from '../../../../test/support/signing-authority.ts';
import { toPem } from '../certificate/certificate.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { FoundSignature, GivenFile, ReadableSignature, SignatureLevel } from '../validation/found.ts';
import { extendCades } from './lasting.ts';
import { cadesReader } from './reader.ts';
import { joinSigners, signCades } from './signature.ts';

const at = new Date(Math.floor(Date.now() / 1000) * 1000);
const { party, other, lasting, rootPem, privateKeyPem } = await signingAuthority(at);
const content = Buffer.from('Điều 1. Công nhận.\r\n\0\xff', 'latin1');
const document: GivenFile = { filename: 'quyết định.txt', bytes: content };
const folder = mkdtempSync(join(tmpdir(), 'cades-'));
after(() => rmSync(folder, { recursive: true }));

const read = (bytes: Buffer, documents: GivenFile[] = []): FoundSignature[] =>
  cadesReader.read({ filename: 'a.p7s', bytes }, documents) as FoundSignature[];

const readable = (found: FoundSignature[]): ReadableSignature[] =>
  found.map((one) => {
    assert.ok(!one.problem, JSON.stringify(one.problem));
    return one;
  });

const signed = async (attached: boolean, level: SignatureLevel, by = party): Promise<Buffer> =>
  extendCades(await signCades({ party: by, at, content, attached, mimeType: 'text/plain' }), {
    level,
    lasting,
    content,
  });

for (const attached of [false, true]) {
  const documents = attached ? [] : [document];
  const way = attached ? 'that carries what it signs' : 'of a file beside it';

  test(`a signature ${way} holds at every level`, async () => {
    for (const level of ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const) {
      const [found, ...more] = readable(read(await signed(attached, level), documents));
      assert.ok(found && more.length === 0);
      assert.equal(findFault(found), undefined);
      assert.equal(found.level, level);
      assert.deepEqual(found.coverage, { whole: true, names: [], later: { permitted: [] } });
      assert.deepEqual(found.claimed, { at });
      assert.equal(found.evidence.lists.length, level === 'B-LT' || level === 'B-LTA' ? 3 : 0);
    }
  });

  test(`OpenSSL verifies a signature ${way} as CAdES, at every level`, { skip: missing('openssl') }, async () => {
    for (const level of ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const) {
      const said = openssl(await signed(attached, level), attached);
      assert.match(said, /CAdES Verification successful/, level);
    }
  });
}

function openssl(cms: Buffer, attached: boolean): string {
  const file = (name: string, bytes: string | Buffer) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const options = [
    '-inform',
    'DER',
    '-in',
    file('a.p7s', cms),
    '-CAfile',
    file('root.pem', rootPem),
    '-purpose',
    'any',
  ];
  const detached = attached ? [] : ['-content', file('content', content)];
  const { stdout, stderr } = spawnSync(
    'openssl',
    ['cms', '-verify', '-cades', '-binary', ...options, ...detached, '-out', join(folder, 'out')],
    { encoding: 'utf8' },
  );
  return `${stdout}${stderr}`;
}

test(
  'OpenSSL verifies the time stamp on a signature and the archive time stamp',
  { skip: missing('openssl') },
  async () => {
    const [found] = readable(read(await signed(false, 'B-LTA'), [document]));
    writeFileSync(join(folder, 'root.pem'), rootPem);
    for (const { kind, token, imprint } of found!.timeStamps) {
      writeFileSync(join(folder, 'token'), token);
      const digest = imprint('sha256')!.toString('hex');
      const { stdout, stderr } = spawnSync(
        'openssl',
        [
          'ts',
          '-verify',
          '-digest',
          digest,
          '-token_in',
          '-in',
          join(folder, 'token'),
          '-CAfile',
          join(folder, 'root.pem'),
        ],
        { encoding: 'utf8' },
      );
      assert.match(stdout + stderr, /Verification: OK/, kind);
    }
  },
);

test(
  'what OpenSSL signs holds, in one piece and as it flows, without lengths',
  { skip: missing('openssl') },
  async () => {
    const path = (name: string, bytes: string | Buffer) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const large = Buffer.alloc(200_000, 'Điều 1. ');
    const key = privateKeyPem;
    const signer = ['-signer', path('seal.pem', toPem(party.certificate)), '-inkey', path('key.pem', key)];
    const others = ['-certfile', path('chain.pem', toPem(party.chain[0]!))];
    for (const form of [['-nodetach'], ['-nodetach', '-stream'], []]) {
      const options = ['-sign', '-cades', '-binary', '-outform', 'DER', '-md', 'sha256', ...form, ...signer, ...others];
      const input = ['-in', path('large', large), '-out', join(folder, 'theirs')];
      assert.equal(spawnSync('openssl', ['cms', ...options, ...input]).status, 0);
      const cms = readFileSync(join(folder, 'theirs'));
      assert.equal(cms[1] === 0x80, form.includes('-stream'));
      const [found, ...more] = readable(read(cms, form.length > 0 ? [] : [{ filename: 'large', bytes: large }]));
      assert.ok(found && more.length === 0);
      assert.equal(findFault(found), undefined);
      const raised = await extendCades(cms, { level: 'B-LTA', lasting, content: large });
      const [lasts] = readable(read(raised, [{ filename: 'large', bytes: large }]));
      assert.equal(findFault(lasts!), undefined);
      assert.equal(lasts!.level, 'B-LTA');
    }
  },
);

test('lengths that are never told, or told without end, are refused at once', () => {
  const id = Buffer.from('06092a864886f70d010702', 'hex');
  const nested = Buffer.concat([Buffer.from([0x30, 0x80]), id, Buffer.alloc(2_000_000, Buffer.from([0x30, 0x80]))]);
  const many = Buffer.concat([Buffer.from([0x30, 0x80]), id, Buffer.alloc(2_000_000, Buffer.from([0x05, 0x00]))]);
  for (const bytes of [nested, many, many.subarray(0, 30)]) assert.throws(() => read(bytes), Refusal);
});

test('several sign the same, each with a time of its own, and all hold', { skip: missing('openssl') }, async () => {
  for (const attached of [false, true]) {
    const both = joinSigners(await signed(attached, 'B-LTA'), await signed(attached, 'B-B', other));
    const found = readable(read(both, attached ? [] : [document]));
    assert.deepEqual(found.map(findFault), [undefined, undefined]);
    assert.deepEqual(
      new Set(found.map(({ signer }) => signer!.commonName)),
      new Set([party, other].map(({ certificate }) => certificate.commonName)),
    );
    assert.match(openssl(both, attached), /CAdES Verification successful/);
  }
});

test('an archive time stamp can be renewed, and covers the one before', async () => {
  const renewed = await extendCades(await signed(false, 'B-LTA'), { level: 'B-LTA', lasting, content });
  const [found] = readable(read(renewed, [document]));
  assert.equal(findFault(found!), undefined);
  const [, first, second] = found!.timeStamps;
  assert.ok(second!.covers.includes(first!.token) && !first!.covers.includes(second!.token));
});

test('of several files the one that was signed is found; another one, or none, is told', async () => {
  const cms = await signed(false, 'B-B');
  const another = { filename: 'b', bytes: Buffer.from('b') };
  const [among] = readable(read(cms, [another, document]));
  assert.equal(findFault(among!), undefined);
  assert.deepEqual(among!.coverage.names, [document.filename]);
  assert.equal(among!.coverage.whole, false);
  assert.equal(readable(read(cms, [another]))[0]!.references[0]!.result, 'different');
  assert.equal(readable(read(cms))[0]!.references[0]!.result, 'missing');
});

test('one byte changed anywhere is found', async () => {
  const cms = await signed(true, 'B-LTA');
  for (let i = 0; i < cms.length; i += 1 + (i % 61)) {
    const changed = Buffer.from(cms);
    changed[i]! ^= 1;
    assert.ok(isRefused(changed), `byte ${i}`);
  }
});

function isRefused(bytes: Buffer): boolean {
  try {
    const [found, ...more] = read(bytes);
    if (!found || found.problem || more.length > 0 || found.level !== 'B-LTA') return true;
    return findFault(found) !== undefined;
  } catch (error) {
    if (error instanceof Refusal) return true;
    throw error;
  }
}

test('whatever is sent, reading ends with an answer or a refusal', async () => {
  const cms = await signed(true, 'B-LTA');
  fc.assert(
    fc.property(fc.nat(cms.length - 1), fc.uint8Array({ maxLength: 6 }), fc.nat(cms.length), (from, put, length) => {
      const bytes = Buffer.concat([cms.subarray(0, from), put, cms.subarray(from + put.length)]).subarray(0, length);
      try {
        read(bytes);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }),
    { numRuns: 500 },
  );
});

test('a certificate exchanged for another of the same key is found', async () => {
  // The hash of the certificate is under the signature.
  const cms = await signCades({ party: { ...party, chain: [] }, at, content, attached: true });
  const mine = createHash('sha256').update(party.certificate.der).digest();
  const at256 = cms.indexOf(mine);
  assert.ok(at256 > 0);
  const exchanged = Buffer.from(cms);
  exchanged[at256]! ^= 1;
  const [found] = readable(read(exchanged));
  assert.equal(found!.signerReference, 'different');
});
