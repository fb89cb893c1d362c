import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { requestFor } from '../../../../test/support/certification-request.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { boolean, contextTag, element, sequence } from '../asn1/der.ts';
import { extension } from '../certificate/certificate.ts';
import { addressText, addressBytes, networkBytes, readMachineName } from '../certificate/machine-name.ts';
import { MOST_REQUEST_BYTES, readCertificationRequest } from './certification-request.ts';
import { isCovered } from './issue.ts';

const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const refused = (der: Uint8Array, code: string) => assert.throws(() => readCertificationRequest(der), { code });
const namesOf = (der: Buffer) => readCertificationRequest(der).names.map(({ text }) => text);

test('a request on every kind of key that we take is read, with each name once', () => {
  for (const pair of [
    keys,
    generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    generateKeyPairSync('ed25519'),
    generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ])
    assert.deepEqual(namesOf(requestFor(['a.example', '10.0.0.1', 'fd00::1'], pair, { commonName: 'A.example' })), [
      'a.example',
      '10.0.0.1',
      'fd00::1',
    ]);
  assert.deepEqual(namesOf(requestFor([], keys, { commonName: 'Ủy ban nhân dân' })), []);
});

test('who does not hold the key gets nothing', () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  refused(requestFor(['a.example'], keys, { signedBy: other.privateKey }), 'trust.request_not_signed');
  const der = requestFor(['a.example'], keys);
  const at = der.indexOf('a.example');
  refused(Buffer.concat([der.subarray(0, at), Buffer.from('b'), der.subarray(at + 1)]), 'trust.request_not_signed');
});

test('keys that nobody should use are refused', () => {
  refused(
    requestFor(['a.example'], generateKeyPairSync('ec', { namedCurve: 'secp256k1' })),
    'trust.request_key_refused',
  );
  refused(requestFor(['a.example'], generateKeyPairSync('ec', { namedCurve: 'P-521' })), 'trust.request_key_refused');
});

test('a request to be an authority is refused, and one with names that are none', () => {
  const authority = extension('2.5.29.19', true, sequence(boolean(true)));
  refused(requestFor(['a.example'], keys, { extensions: [authority] }), 'trust.request_for_authority');
  const name = (form: number, bytes: Buffer) =>
    extension('2.5.29.17', false, sequence(element(contextTag(form, 'primitive'), bytes)));
  for (const wrong of [
    name(2, Buffer.from('*.example')),
    name(2, Buffer.from('10.0.0.1')),
    name(1, Buffer.from('a@b.example')),
    name(7, Buffer.alloc(5)),
  ])
    refused(requestFor([], keys, { extensions: [wrong] }), 'trust.request_name_refused');
  const many = Array.from({ length: 101 }, (_, i) => `a${i}.example`);
  refused(requestFor(many, keys), 'trust.request_name_refused');
});

test('whatever is sent is read or refused, never more', () => {
  const der = requestFor(['a.example'], keys);
  refused(Buffer.alloc(MOST_REQUEST_BYTES + 1), 'trust.request_malformed');
  refused(Buffer.alloc(0), 'trust.request_malformed');
  for (let length = 0; length < der.length; length += 7) refused(der.subarray(0, length), 'trust.request_malformed');
  const nested = Buffer.alloc(4000, 0x30);
  refused(nested, 'trust.request_malformed');
  fc.assert(
    fc.property(fc.nat({ max: der.length - 1 }), fc.nat({ max: 255 }), (at, byte) => {
      const altered = Buffer.from(der);
      altered[at] = byte;
      try {
        readCertificationRequest(altered);
      } catch (error) {
        assert.ok(error instanceof Refusal, String(error));
      }
    }),
    { numRuns: 400 },
  );
});

test('names of machines are read in the form in which they are compared', () => {
  assert.equal(readMachineName('A.Example')?.text, 'a.example');
  assert.equal(readMachineName('FD00:0:0::0001')?.text, 'fd00::1');
  assert.equal(addressText(addressBytes('::ffff:10.0.0.1')!), '::ffff:a00:1');
  for (const wrong of [
    '',
    '.',
    'a..b',
    'a.',
    '-a.b',
    'a_b',
    '1.2.3',
    '256.0.0.1',
    'fe80::1%eth0',
    'đ.vn',
    'a'.repeat(254),
  ])
    assert.equal(readMachineName(wrong), undefined, wrong);
  assert.equal(networkBytes('10.1.2.3/8')?.toString('hex'), '0a000000ff000000');
  assert.equal(networkBytes('fd00::/12')?.toString('hex'), `fd00${'0'.repeat(28)}fff0${'0'.repeat(28)}`);
  assert.equal(networkBytes('10.0.0.0/33'), undefined);
  const covered = (text: string, ...list: string[]) => isCovered(readMachineName(text)!, list);
  assert.ok(
    covered('a.b.example', '.b.example') && covered('b.example', 'b.example') && covered('10.0.0.1', '10.0.0.1'),
  );
  assert.ok(
    !covered('b.example', '.b.example') && !covered('xb.example', '.b.example') && !covered('a.b.example', 'b.example'),
  );
});
