import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { ZipFile } from 'yazl';
import { missing } from '../../../../test/support/chromium.ts';
import { findFault, signingAuthority } from '../../../../test/support/signing-authority.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { signEnveloped } from '../xades/signature.ts';
import type { FoundSignature, ReadableSignature, SignatureContainer } from '../validation/found.ts';
import { META, readContainer, writeContainer } from './container.ts';
import { signatureListXml } from './manifest.ts';
import { asicReader } from './reader.ts';
import { coSignContainer, signContainer, type ContainerSigning } from './signature.ts';

const at = new Date(Math.floor(Date.now() / 1000) * 1000);
const { party, other, lasting, rootPem } = await signingAuthority(at);
const file = { name: 'quyết định.txt', mimeType: 'text/plain', bytes: Buffer.from('Điều 1. Công nhận.\n') };
const second = { name: 'b.bin', mimeType: 'application/octet-stream', bytes: Buffer.from([0, 1, 2, 255]) };
const folder = mkdtempSync(join(tmpdir(), 'asic-'));
after(() => rmSync(folder, { recursive: true }));

const KINDS: readonly SignatureContainer[] = ['ASiC-S', 'ASiC-E'];
const INNER = ['XAdES', 'CAdES'] as const;
const WAYS = KINDS.flatMap((kind) => INNER.map((inner) => ({ kind, inner })));

const signing = (inner: ContainerSigning['inner'], level: ContainerSigning['level'] = 'B-LTA', by = party) => ({
  inner,
  party: by,
  at,
  level,
  lasting,
});
const filesOf = (kind: SignatureContainer) => (kind === 'ASiC-S' ? [file] : [file, second]);
const signed = (kind: SignatureContainer, inner: ContainerSigning['inner'], level?: ContainerSigning['level']) =>
  signContainer(kind, filesOf(kind), signing(inner, level));
const read = async (bytes: Buffer): Promise<FoundSignature[]> => asicReader.read({ filename: 'a', bytes }, []);
const readable = async (bytes: Buffer): Promise<ReadableSignature[]> =>
  (await read(bytes)).map((one) => {
    assert.ok(!one.problem, JSON.stringify(one.problem));
    return one;
  });

for (const { kind, inner } of WAYS) {
  test(`${kind} with ${inner} holds at every level, over all its files`, async () => {
    for (const level of ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const) {
      const [found, ...more] = await readable(await signed(kind, inner, level));
      assert.ok(found && more.length === 0);
      assert.equal(findFault(found), undefined);
      assert.deepEqual([found.container, found.format, found.level], [kind, inner, level]);
      assert.equal(found.coverage.whole, true);
    }
  });

  test(`in ${kind} with ${inner} several sign, and each signature holds`, async () => {
    const both = await coSignContainer(await signed(kind, inner), () => 'text/plain', signing(inner, 'B-T', other));
    const found = await readable(both);
    assert.deepEqual(found.map(findFault), [undefined, undefined]);
    assert.deepEqual(
      new Set(found.map(({ signer }) => signer!.serial)),
      new Set([party.certificate.serial, other.certificate.serial]),
    );
    assert.ok(found.every(({ coverage }) => coverage.whole));
  });

  test(
    `programs that we did not write tell ${kind} with ${inner} by its bytes, unpack it and verify it`,
    { skip: missing('file', 'openssl', 'xmlsec1') },
    async () => {
      const bytes = await signed(kind, inner);
      const path = join(folder, `${kind}-${inner}`);
      writeFileSync(path, bytes);
      assert.match(
        execFileSync('file', ['-b', path], { encoding: 'utf8' }),
        kind === 'ASiC-S' ? /asic-s\+zip/ : /asic-e\+zip/,
      );
      const unpacked = join(folder, `${kind}-${inner}-unpacked`);
      for (const [name, content] of await readContainer(bytes)) {
        // xmlsec1 looks for a file under the very characters of the reference.
        for (const each of new Set([name, encodeURI(name)])) {
          mkdirSync(dirname(join(unpacked, each)), { recursive: true });
          writeFileSync(join(unpacked, each), content);
        }
      }
      writeFileSync(join(folder, 'root.pem'), rootPem);
      if (inner === 'XAdES') {
        const list = `${META}${kind === 'ASiC-S' ? 'signatures.xml' : 'signatures001.xml'}`;
        const ids = [
          'http://www.w3.org/2000/09/xmldsig#:Reference',
          'http://uri.etsi.org/01903/v1.3.2#:SignedProperties',
        ];
        const said = spawnSync(
          'xmlsec1',
          ['--verify', '--trusted-pem', '../root.pem', ...ids.flatMap((id) => ['--id-attr:Id', id]), list],
          { cwd: unpacked, encoding: 'utf8' },
        );
        assert.match(said.stdout + said.stderr, /^OK\n/m);
      } else {
        const [cms, content] =
          kind === 'ASiC-S' ? ['signature.p7s', `../${file.name}`] : ['signature001.p7s', 'ASiCManifest001.xml'];
        const options = [
          '-inform',
          'DER',
          '-in',
          cms!,
          '-content',
          content!,
          '-CAfile',
          '../../root.pem',
          '-purpose',
          'any',
          '-out',
          '/dev/null',
        ];
        const said = spawnSync('openssl', ['cms', '-verify', '-cades', '-binary', ...options], {
          cwd: join(unpacked, 'META-INF'),
          encoding: 'utf8',
        });
        assert.match(said.stdout + said.stderr, /CAdES Verification successful/);
      }
    },
  );
}

test('a file that was changed, taken away or put in is told', async () => {
  for (const inner of INNER) {
    const files = await readContainer(await signed('ASiC-E', inner));
    const changed = async (change: (copy: Map<string, Buffer>) => void) => {
      const copy = new Map(files);
      change(copy);
      return (await readable(await writeContainer('ASiC-E', copy)))[0]!;
    };
    const results = ({ references }: ReadableSignature) => new Set(references.map(({ result }) => result));
    assert.ok(results(await changed((copy) => copy.set(file.name, Buffer.from('khác')))).has('different'));
    assert.ok(results(await changed((copy) => copy.delete(file.name))).has('missing'));
    const more = await changed((copy) => copy.set('c.txt', Buffer.from('thêm')));
    assert.equal(findFault(more), undefined);
    assert.equal(more.coverage.whole, false);
    assert.deepEqual(new Set(more.coverage.names), new Set([file.name, second.name]));
  }
});

test('a signature that is over something else than the files of its container is not taken for one over them', async () => {
  const own = (await signEnveloped(signatureListXml('<x/>'), { party, at })).bytes;
  const container = await writeContainer(
    'ASiC-E',
    new Map([
      [file.name, file.bytes],
      [`${META}signatures.xml`, own],
    ]),
  );
  const [found] = await readable(container);
  assert.equal(found!.coverage.whole, false);
  // A manifest that its signature does not belong to is none.
  const files = new Map(await readContainer(await signed('ASiC-E', 'CAdES')));
  files.set(`${META}ASiCManifest002.xml`, files.get(`${META}ASiCManifest001.xml`)!);
  assert.equal((await read(await writeContainer('ASiC-E', files)))[0]!.problem?.code, 'manifest_wrong');
});

/** A ZIP of entries as they are given, names and sizes unchecked. */
async function zipOf(entries: readonly [name: string, bytes: Buffer][]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, bytes] of entries) zip.addBuffer(bytes, name, { forceDosTimestamp: true });
  zip.end();
  const parts: Buffer[] = [];
  for await (const part of zip.outputStream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

test('bombs, names that lead elsewhere, names given twice, files of two names and encrypted files are refused in little time', async () => {
  const plain = await zipOf([
    ['aa.txt', Buffer.from('a')],
    ['bb.txt', Buffer.from('b')],
  ]);
  const renamed = (from: string, to: string, which: 'all' | 'first' = 'all') => {
    const bytes = Buffer.from(plain);
    for (let i = bytes.indexOf(from); i >= 0; i = which === 'all' ? bytes.indexOf(from, i + 1) : -1)
      bytes.write(to, i, 'latin1');
    return bytes;
  };
  const encrypted = Buffer.from(plain);
  encrypted[6]! |= 1;
  encrypted[encrypted.indexOf('PK\x01\x02') + 8]! |= 1;
  const nothing = Buffer.alloc(100 * 1024 * 1024);
  const hostile: Record<string, Buffer> = {
    'a bomb': await zipOf([['a', nothing]]),
    'many that are one': await zipOf(
      Array.from({ length: 2_000 }, (_, i): [string, Buffer] => [`f${i}`, Buffer.alloc(0)]),
    ),
    'a name that leads out': renamed('aa.txt', '../../'),
    'an absolute name': renamed('aa.txt', '/a.txt'),
    'a name given twice': renamed('aa.txt', 'bb.txt'),
    'a name given twice in another case': renamed('aa.txt', 'BB.txt'),
    'a file of two names': renamed('aa.txt', 'xx.txt', 'first'),
    encrypted,
    'cut off': plain.subarray(0, plain.length - 5),
    'nothing but its beginning': Buffer.from('PK\x03\x04'),
  };
  const began = process.cpuUsage();
  for (const [what, bytes] of Object.entries(hostile)) {
    await assert.rejects(
      async () => read(bytes),
      (error) => error instanceof Refusal && error.code === 'trust.document_unreadable',
      what,
    );
  }
  assert.ok(process.cpuUsage(began).user < 3_000_000);
});

test('ASiC-S holds one file only', async () => {
  await assert.rejects(
    async () => signContainer('ASiC-S', [file, second], signing('CAdES')),
    (error) => error instanceof Refusal && error.code === 'trust.one_file_only',
  );
});
