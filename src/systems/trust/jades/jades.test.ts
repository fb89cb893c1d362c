import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compactVerify, flattenedVerify, importX509 } from 'jose';
import { findFault, signingAuthority } from '../../../../test/support/signing-authority.ts';
import { toPem } from '../certificate/certificate.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { FoundSignature, GivenFile, ReadableSignature } from '../validation/found.ts';
import { jadesReader } from './reader.ts';
import { signBeside, signCarried } from './signature.ts';

const at = new Date(Math.floor(Date.now() / 1000) * 1000);
const { party, lasting } = await signingAuthority(at);
const file = { name: 'quyết định.txt', mimeType: 'text/plain', bytes: Buffer.from('Điều 1. Công nhận.\n') };
const second = { name: 'b.bin', mimeType: 'application/octet-stream', bytes: Buffer.from([0, 1, 2, 255]) };
const given = [file, second].map(({ name, bytes }): GivenFile => ({ filename: name, bytes }));
const LEVELS = ['B-B', 'B-T', 'B-LT', 'B-LTA'] as const;

const read = (bytes: Buffer, documents: GivenFile[] = []): FoundSignature[] =>
  jadesReader.read({ filename: 'a.json', bytes }, documents) as FoundSignature[];

function onlyReadable(found: FoundSignature[]): ReadableSignature {
  const [first, ...more] = found;
  assert.ok(first && !first.problem && more.length === 0, JSON.stringify(first?.problem));
  return first;
}

type Level = (typeof LEVELS)[number];
const made = new Map<Level, { carried: Buffer; beside: Buffer }>();
for (const level of LEVELS) {
  const signing = { party, at, level, lasting };
  made.set(level, {
    carried: await signCarried(file, 'json', signing),
    beside: await signBeside([file, second], signing),
  });
}
const carried = (level: Level) => made.get(level)!.carried;
const beside = (level: Level) => made.get(level)!.beside;

test('a JWS holds at every level, over its payload or over files beside it', async () => {
  for (const level of LEVELS) {
    for (const found of [onlyReadable(read(carried(level))), onlyReadable(read(beside(level), given))]) {
      assert.equal(findFault(found), undefined);
      assert.equal(found.level, level);
      assert.deepEqual(found.coverage, { whole: true, names: [], later: { permitted: [] } });
      assert.deepEqual(found.claimed, { at });
      assert.equal(found.evidence.lists.length, level === 'B-LT' || level === 'B-LTA' ? 3 : 0);
      if (level === 'B-LTA') assert.ok(found.timeStamps[1]!.covers.includes(found.timeStamps[0]!.token));
    }
  }
  const compact = await signCarried(file, 'compact', { party, at, level: 'B-B', lasting });
  assert.ok(jadesReader.recognises({ filename: '', bytes: compact }));
  assert.equal(findFault(onlyReadable(read(compact))), undefined);
});

test('the core of each is verified by jose, which we did not write', async () => {
  const key = await importX509(toPem(party.certificate), 'ES256');
  const compact = await signCarried(file, 'compact', { party, at, level: 'B-B', lasting });
  assert.deepEqual(Buffer.from((await compactVerify(compact.toString(), key)).payload), file.bytes);
  const flat = JSON.parse(carried('B-LTA').toString()) as Parameters<typeof flattenedVerify>[0];
  assert.deepEqual(Buffer.from((await flattenedVerify(flat, key)).payload), file.bytes);
  const files = JSON.parse(beside('B-LTA').toString()) as Parameters<typeof flattenedVerify>[0];
  await flattenedVerify({ ...files, payload: '' }, key, { crit: { sigD: true } });
});

test('a file that is missing, changed or not among the signed ones is told', () => {
  const bytes = beside('B-B');
  const [one, two] = given as [GivenFile, GivenFile];
  const results = (documents: GivenFile[]) =>
    onlyReadable(read(bytes, documents)).references.map(({ result }) => result);
  assert.deepEqual(results([one]), ['same', 'missing']);
  assert.deepEqual(results([one, { ...two, bytes: Buffer.from('x') }]), ['same', 'different']);
  const more = onlyReadable(read(bytes, [one, two, { filename: 'c', bytes: Buffer.from('c') }]));
  assert.equal(findFault(more), undefined);
  assert.equal(more.coverage.whole, false);
});

const reheaded = (bytes: Buffer, change: (header: Record<string, unknown>) => void): Buffer => {
  const jws = JSON.parse(bytes.toString()) as { protected: string };
  const header = JSON.parse(Buffer.from(jws.protected, 'base64url').toString()) as Record<string, unknown>;
  change(header);
  return Buffer.from(JSON.stringify({ ...jws, protected: Buffer.from(JSON.stringify(header)).toString('base64url') }));
};

test('what could be read in two ways, or is not understood, is refused with its reason', () => {
  const problem = (bytes: Buffer) => read(bytes, given)[0]!.problem?.code;
  assert.equal(problem(reheaded(carried('B-B'), (header) => (header.alg = 'none'))), 'algorithm_unknown');
  assert.equal(problem(reheaded(carried('B-B'), (header) => (header.alg = 'HS256'))), 'algorithm_unknown');
  assert.equal(problem(reheaded(carried('B-B'), (header) => (header.crit = ['mine']))), 'critical_unknown');
  assert.equal(problem(reheaded(carried('B-B'), (header) => (header.b64 = false))), 'signature_malformed');
  assert.equal(problem(reheaded(beside('B-B'), (header) => delete header.crit)), 'signature_malformed');
  const refused = [
    carried('B-B').toString().replace('{', '{"payload":"AAAA",'),
    carried('B-B').toString().replace('{', '{"p\\u0061yload":"AAAA",'),
    `{"payload":${'['.repeat(100_000)}`,
    `{"payload":"","signatures":[${Array.from({ length: 100 }, () => '{}').join(',')}]}`,
    '{"payload":"AA"}',
    'eyJ.e30',
  ];
  for (const text of refused) assert.throws(() => read(Buffer.from(text)), Refusal, text.slice(0, 40));
});

test('texts without end, and thousands of names and quotes, take little time', () => {
  const quotes = '\\"'.repeat(2_000_000);
  const began = process.cpuUsage();
  assert.throws(() => read(Buffer.from(`{"payload":"${quotes}`)), Refusal);
  assert.throws(() => read(Buffer.from(`{"payload":"${quotes}"}`)), Refusal);
  const names = Array.from({ length: 100_000 }, (_, i) => `"${i}":${i}`).join(',');
  assert.throws(() => read(Buffer.from(`{"payload":"",${names}}`)), Refusal);
  const payload = 'A'.repeat(20_000_000);
  const one = '{"protected":"e30","signature":"AA"}';
  assert.throws(
    () => read(Buffer.from(`{"payload":"${payload}","signatures":[${Array(32).fill(one).join(',')}]}`)),
    Refusal,
  );
  assert.ok(process.cpuUsage(began).user < 4_000_000);
});

test('one character changed anywhere is found', () => {
  for (const [bytes, documents] of [
    [carried('B-LTA'), []],
    [beside('B-LTA'), given],
  ] as const) {
    for (let i = 0; i < bytes.length; i += 1 + (i % 89)) {
      const changed = Buffer.from(bytes);
      changed[i] = changed[i] === 0x41 ? 0x42 : 0x41;
      assert.ok(isRefused(changed, [...documents]), `byte ${i}: ${bytes.toString('latin1', i - 30, i + 10)}`);
    }
  }
});

function isRefused(bytes: Buffer, documents: GivenFile[]): boolean {
  try {
    const [found] = read(bytes, documents);
    if (!found || found.problem || found.level !== 'B-LTA') return true;
    return findFault(found) !== undefined;
  } catch (error) {
    if (error instanceof Refusal) return true;
    throw error;
  }
}

test('whatever is sent, reading ends with an answer or a refusal', () => {
  const bytes = carried('B-LTA');
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.string({ maxLength: 6 }), (from, put) => {
      const text = bytes.toString();
      try {
        read(Buffer.from(text.slice(0, from) + put + text.slice(from + put.length)));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    }),
    { numRuns: 300 },
  );
});
