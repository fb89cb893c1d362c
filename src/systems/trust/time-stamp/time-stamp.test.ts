import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, mock, test } from 'node:test';
import { missing } from '../../../../test/support/chromium.ts';
import { testHouse, type TestHouse } from '../../../../test/support/house.ts';
import {
  TAG,
  boolean,
  contextTag,
  element,
  integer,
  objectId,
  octetString,
  readMembers,
  readOnly,
  sequence,
} from '../asn1/der.ts';
import { rootCertificatePem } from '../index.ts';
import { buildLog, findInLog } from '../log/actions.ts';
import { MOST_STAMPS_A_MINUTE, TIME_STAMP_POLICY } from '../rules.ts';
import { answerStampRequest, countStamp, MOST_STAMP_REQUEST_BYTES } from './actions.ts';
import { ClockWatch, type Clocks } from './clock-watch.ts';

const folder = mkdtempSync(join(tmpdir(), 'stamp-'));
let house: TestHouse;
before(async () => {
  house = await testHouse();
});
after(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

const file = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
};
const openssl = (...args: string[]) => spawnSync('openssl', args, { encoding: 'utf8' });
const post = (body: Uint8Array, type = 'application/timestamp-query') =>
  fetch(`${house.publicUrl}/tsa`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'content-type': type },
  });

const SHA256 = sequence(objectId('2.16.840.1.101.3.4.2.1'));
const imprint = sequence(SHA256, octetString(Buffer.alloc(32, 7)));
const request = (...rest: Buffer[]): Buffer => sequence(integer(1), imprint, ...rest);
const answer = (bytes: Uint8Array) => answerStampRequest(house.house, bytes);

test(
  'OpenSSL accepts a time stamp over HTTP, and refuses it for other data',
  { skip: missing('openssl') },
  async () => {
    const data = file('data', 'một tài liệu');
    const other = file('other', 'một tài liệu khác');
    const query = join(folder, 'query.tsq');
    const root = file('root.pem', await rootCertificatePem(house.house));
    for (const [digest, ...options] of [
      ['-sha256', '-cert'],
      ['-sha384', '-cert', '-no_nonce'],
      ['-sha512', '-cert', '-tspolicy', TIME_STAMP_POLICY],
    ]) {
      execFileSync('openssl', ['ts', '-query', '-data', data, digest!, ...options, '-out', query], { stdio: 'ignore' });
      const answered = await post(readFileSync(query));
      assert.equal(answered.headers.get('content-type'), 'application/timestamp-reply');
      assert.equal(answered.headers.get('cache-control'), 'no-store');
      const reply = file('reply.tsr', Buffer.from(await answered.arrayBuffer()));
      const verify = (...by: string[]) => openssl('ts', '-verify', '-in', reply, '-CAfile', root, ...by);
      assert.match(verify('-data', data).stdout, /Verification: OK/, digest);
      assert.match(verify('-queryfile', query).stdout, /Verification: OK/, digest);
      assert.doesNotMatch(verify('-data', other).stdout, /Verification: OK/, digest);
      const text = openssl('ts', '-reply', '-in', reply, '-text').stdout;
      assert.match(text, /Accuracy: 0x02 seconds/);
      assert.match(text, /Time stamp: \w{3} +\d+ \d\d:\d\d:\d\d \d{4} GMT/, 'whole seconds');
      assert.match(text, new RegExp(`Policy OID: ${TIME_STAMP_POLICY.replaceAll('.', '\\.')}`));
    }
    const reply = readFileSync(join(folder, 'reply.tsr'));
    // Of every part of the answer, one byte changed.
    for (let at = 20; at < reply.length; at += 199) {
      const changed = Buffer.from(reply);
      changed[at] = changed[at]! ^ 1;
      const said = openssl('ts', '-verify', '-in', file('changed.tsr', changed), '-CAfile', root, '-data', data);
      assert.doesNotMatch(said.stdout, /Verification: OK/, `byte ${at}`);
    }
  },
);

test('a stamp carries certificates only when they are asked for', async () => {
  const long = await answer(request(boolean(true)));
  const short = await answer(request());
  assert.ok(long.length - short.length > 900, `${long.length} and ${short.length}`);
});

test('every stamp has a number of its own and is in the public log', { skip: missing('openssl') }, async () => {
  const [one, other] = await Promise.all([answer(request()), answer(request())]);
  assert.notDeepEqual(one, other);
  execFileSync(
    'openssl',
    ['ts', '-reply', '-in', file('one.tsr', one!), '-token_out', '-out', join(folder, 'one.tok')],
    {
      stdio: 'ignore',
    },
  );
  const sha256 = createHash('sha256')
    .update(readFileSync(join(folder, 'one.tok')))
    .digest();
  await buildLog(house.house);
  assert.equal((await findInLog(house.house, 'timestamp', sha256)).state, 'entered');
  assert.equal((await fetch(`${house.publicUrl}/log/receipts/${sha256.toString('hex')}.tlog-proof`)).status, 200);
});

/** The bit that a rejection names (PKIFailureInfo). */
function failureOf(reply: Buffer): number {
  const [status, ...token] = readMembers(readOnly(reply, TAG.sequence));
  assert.deepEqual(token, [], 'a rejection carries no token');
  const [, , flags] = readMembers(status!);
  const bits = flags!.contents.subarray(1);
  return (bits.length - 1) * 8 + Math.clz32(bits.at(-1)!) - 24;
}

test('what cannot be stamped is rejected with the reason that RFC 3161 has for it', async () => {
  const sha1 = sequence(sequence(objectId('1.3.14.3.2.26')), octetString(Buffer.alloc(20)));
  const short = sequence(SHA256, octetString(Buffer.alloc(31)));
  const cases: [what: string, sent: Buffer, bit: number][] = [
    ['nothing', Buffer.alloc(0), 5],
    ['no DER', Buffer.from('GET / HTTP/1.1'), 5],
    ['bytes after the end', Buffer.concat([request(), Buffer.of(0)]), 5],
    ['another version', sequence(integer(2), imprint), 2],
    ['SHA-1', sequence(integer(1), sha1), 0],
    ['a hash cut short', sequence(integer(1), short), 5],
    [
      'parameters of a hash',
      sequence(
        integer(1),
        sequence(sequence(objectId('2.16.840.1.101.3.4.2.1'), integer(1)), octetString(Buffer.alloc(32))),
      ),
      5,
    ],
    ['a policy that is not here', request(objectId('1.2.3.4')), 15],
    ['an extension', request(element(contextTag(0), sequence(objectId('1.2.3'), octetString(Buffer.alloc(1))))), 16],
    ['a nonce without end', request(integer(Buffer.alloc(65, 1))), 5],
    ['members in another order', request(boolean(true), integer(5)), 5],
    ['a boolean that is none', request(element(TAG.boolean, Buffer.of(1))), 5],
  ];
  for (const [what, sent, bit] of cases) assert.equal(failureOf(await answer(sent)), bit, what);
  const whole = request(objectId(TIME_STAMP_POLICY), integer(7), boolean(true));
  for (let length = 0; length < whole.length; length++)
    assert.equal(failureOf(await answer(whole.subarray(0, length))), 5, `cut at ${length}`);
  for (let at = 0; at < whole.length; at++) {
    const changed = Buffer.from(whole);
    changed[at] = changed[at]! ^ 0xff;
    assert.ok((await answer(changed)).length > 0, 'whatever was changed, there is an answer');
  }
});

test('over HTTP only a small body of the protocol’s own type is taken', async () => {
  assert.equal((await post(request(), 'application/octet-stream')).status, 415);
  assert.equal((await post(Buffer.alloc(MOST_STAMP_REQUEST_BYTES + 1))).status, 413);
  assert.equal((await fetch(`${house.publicUrl}/tsa`)).status, 405);
});

test('nobody fills the log: an address has so many stamps in a minute', () => {
  for (let i = 0; i < MOST_STAMPS_A_MINUTE; i++) countStamp('192.0.2.1');
  assert.throws(() => countStamp('192.0.2.1'), { code: 'trust.too_many_stamps' });
  countStamp('192.0.2.2');
});

test('when the clock was set nothing is stamped', async () => {
  assert.ok((await answer(request())).length > 200, 'granted');
  mock.timers.enable({ apis: ['Date'], now: Date.now() + 30_000 });
  try {
    assert.equal(failureOf(await answer(request())), 14);
  } finally {
    mock.timers.reset();
  }
});

test('a clock is believed while it runs evenly and agrees with the database’s', async () => {
  let machine = 1_000_000;
  let steady = 0;
  let database = 1_000_000;
  const clocks: Clocks = { machine: () => machine, steady: () => steady, database: async () => database };
  const watch = new ClockWatch(clocks);
  const pass = (ms: number) => {
    machine += ms;
    steady += ms;
    database += ms;
  };
  assert.equal(await watch.findProblem(), undefined);
  pass(3_600_000);
  machine += 900;
  assert.equal(await watch.findProblem(), undefined, 'within the accuracy');
  machine += 200;
  database += 1_100;
  assert.equal(await watch.findProblem(), 'clock_was_set', 'set, although the database was set with it');
  pass(299_000);
  assert.equal(await watch.findProblem(), 'clock_was_set');
  pass(2_000);
  assert.equal(await watch.findProblem(), undefined, 'five minutes without another jump');
  database -= 5_000;
  pass(60_000);
  assert.equal(await watch.findProblem(), 'database_disagrees');
  database += 5_000;
  pass(60_000);
  assert.equal(await watch.findProblem(), 'clock_was_set', 'one of the two was set');
  pass(301_000);
  assert.equal(await watch.findProblem(), undefined);
});
