import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { request as httpsRequest } from 'node:https';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { after, afterEach, before, test } from 'node:test';
import { requestFor } from '../../../../test/support/certification-request.ts';
import { missing } from '../../../../test/support/chromium.ts';
import { testHouse, type TestHouse } from '../../../../test/support/house.ts';
import { setClock } from '../../../kernel/clock.ts';
import { readCertificate, toPem } from '../certificate/certificate.ts';
import { givePermit } from '../enrolment/actions.ts';
import { rootCertificatePem } from '../index.ts';
import { changeStanding } from '../status/actions.ts';

/** Renewal by the certificate itself, where TLS ends in the house. */

const folder = mkdtempSync(join(tmpdir(), 'est-renewal-'));
const AGENCY = { code: 'H26', name: 'Ủy ban nhân dân thành phố Hà Nội' };
const why = 'Nút trục mới của cơ quan cần chứng thư số.';
let house: TestHouse;
let port: number;
let root: string;
before(async () => {
  port = await new Promise<number>((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => found(free));
    });
  });
  house = await testHouse({ EST_PORT: String(port) });
  root = await rootCertificatePem(house.house);
  writeFileSync(join(folder, 'root.pem'), root);
});
after(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => setClock());

interface Keys {
  publicKey: KeyObject;
  privateKey: KeyObject;
}
interface Client {
  keys: Keys;
  der: Buffer;
  pem: string;
  key: string;
}
const newKeys = (): Keys => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const clientOf = (keys: Keys, der: Buffer): Client => {
  const pem = toPem(readCertificate(der));
  return { keys, der, pem, key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string };
};

/** A request to the listener, with the certificate of a client or none. */
function send(
  operation: string,
  {
    client,
    body,
    headers = {},
  }: { client?: Pick<Client, 'pem' | 'key'>; body?: string; headers?: Record<string, string> },
): Promise<{ status: number; text: string; code: string | undefined }> {
  return new Promise((done, failed) => {
    const asked = httpsRequest(
      {
        host: 'localhost',
        port,
        path: `/.well-known/est/${operation}`,
        method: body === undefined ? 'GET' : 'POST',
        ca: root,
        agent: false,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/pkcs10' }), ...headers },
        ...(client && { cert: client.pem, key: client.key }),
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () =>
          done({ status: answer.statusCode!, text, code: answer.headers['x-refusal'] as string | undefined }),
        );
      },
    );
    asked.on('error', failed);
    asked.end(body);
  });
}

/** The first certificate in a CMS without signatures. */
function leafOf(text: string): Buffer {
  const der = Buffer.from(text, 'base64');
  const start = der.indexOf(Buffer.from('3082', 'hex'), 40);
  return der.subarray(start, start + 4 + der.readUInt16BE(start + 2));
}

const enrolled = async (
  names: string[],
  profile: 'exchange-node' | 'tls-server' = 'exchange-node',
  agency = AGENCY,
) => {
  const order = { protocol: 'est', profile, agency, names, uses: 1, days: 7, by: 'Nguyễn Thị Quản', why } as const;
  const { id, secret } = await givePermit(house.house, order);
  const keys = newKeys();
  const headers = { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
  const { status, text } = await send('simpleenroll', { body: requestFor(names, keys).toString('base64'), headers });
  assert.equal(status, 200, text);
  return clientOf(keys, leafOf(text));
};
/** A request of OpenSSL's for exactly what a certificate says, by a key. */
async function sameRequest(client: Client, keys: Keys, name: string): Promise<Buffer> {
  const at = (file: string) => join(folder, `${name}-${file}`);
  writeFileSync(at('cert.pem'), client.pem);
  writeFileSync(at('key.pem'), keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const files = ['-in', at('cert.pem'), '-signkey', at('key.pem'), '-out', at('req.pem')];
  await run('openssl', 'x509', '-x509toreq', '-copy_extensions', 'copy', ...files);
  await run('openssl', 'req', '-in', at('req.pem'), '-outform', 'DER', '-out', at('req.der'));
  return readFileSync(at('req.der'));
}
const run = (program: string, ...args: string[]): Promise<string> =>
  new Promise((done) => execFile(program, args, { encoding: 'utf8' }, (_error, out, err) => done(`${out}${err}`)));
const inDays = (days: number): void => setClock(new Date(Date.now() + days * 86_400_000));
const DUE_DAYS = 60;
const skip = missing('openssl', 'curl');

test('a node renews by its certificate alone, with another key, once; OpenSSL and curl do it', { skip }, async () => {
  const old = await enrolled(['h26.nut.example']);
  const keys = newKeys();
  const request = await sameRequest(old, keys, 'renewed');
  inDays(DUE_DAYS);
  writeFileSync(join(folder, 'old.pem'), old.pem);
  writeFileSync(join(folder, 'old-key.pem'), old.key);
  writeFileSync(join(folder, 'req.b64'), request.toString('base64'));
  const at = (file: string) => join(folder, file);
  const shown = ['--cacert', at('root.pem'), '--cert', at('old.pem'), '--key', at('old-key.pem')];
  const address = `https://localhost:${port}/.well-known/est/simplereenroll`;
  const data = ['-H', 'Content-Type: application/pkcs10', '--data-binary', `@${at('req.b64')}`];
  const got = await run('curl', '-sS', ...shown, ...data, address);
  const renewed = new X509Certificate(leafOf(got));
  assert.ok(renewed.checkPrivateKey(keys.privateKey));
  assert.equal(renewed.subject, new X509Certificate(old.der).subject);
  assert.equal(renewed.subjectAltName, 'DNS:h26.nut.example');
  assert.ok(renewed.validToDate > new X509Certificate(old.der).validToDate);
  const again = await send('simplereenroll', { client: old, body: request.toString('base64') });
  assert.equal(again.text, got, 'the same request, the same certificate');
  const other = await sameRequest(old, newKeys(), 'other');
  const second = await send('simplereenroll', { client: old, body: other.toString('base64') });
  assert.deepEqual([second.status, second.code], [409, 'trust.est_renewed_already']);
  const both = await Promise.all(
    [await enrolled(['both.nut.example'])].flatMap((client) =>
      [newKeys(), newKeys()].map(async (one, i) => {
        const body = (await sameRequest(client, one, `both-${i}`)).toString('base64');
        inDays(2 * DUE_DAYS);
        return send('simplereenroll', { client, body });
      }),
    ),
  );
  assert.deepEqual(
    both.map(({ status }) => status).toSorted((one, other) => one - other),
    [200, 409],
    'of two at the same time one',
  );
});

test('who shows no certificate, or does not hold its key, renews nothing', { skip }, async () => {
  const old = await enrolled(['a.nut.example']);
  const body = (await sameRequest(old, old.keys, 'unshown')).toString('base64');
  inDays(DUE_DAYS);
  const none = await send('simplereenroll', { body });
  assert.deepEqual([none.status, none.code], [401, 'trust.permit_unusable']);
  // A thief with the certificate, which is public, and another key: there is no handshake.
  const thief = { pem: old.pem, key: newKeys().privateKey.export({ type: 'pkcs8', format: 'pem' }) as string };
  await assert.rejects(send('simplereenroll', { client: thief, body }));
  // One who signs the same names himself.
  const file = (name: string) => join(folder, name);
  writeFileSync(file('forged-key.pem'), thief.key);
  const forge = ['req', '-new', '-x509', '-key', file('forged-key.pem'), '-subj', '/CN=a.nut.example', '-days', '30'];
  await run('openssl', ...forge, '-addext', 'subjectAltName=DNS:a.nut.example', '-out', file('forged.pem'));
  const forged = { pem: readFileSync(file('forged.pem'), 'utf8'), key: thief.key };
  const refused = await send('simplereenroll', { client: forged, body });
  assert.deepEqual([refused.status, refused.code], [401, 'trust.est_certificate_refused']);
  assert.match(refused.text, /giấy phép[^]*permit/, 'in both languages');
});

test('revoked, suspended, ended, of another kind, or too early: refused', { skip }, async () => {
  const attempt = async (client: Client, name: string) => {
    const body = (await sameRequest(client, client.keys, name)).toString('base64');
    return (await send('simplereenroll', { client, body })).code;
  };
  const client = await enrolled(['b.nut.example']);
  const { serial } = readCertificate(client.der);
  const server = await enrolled(['www.example'], 'tls-server');
  assert.equal(await attempt(client, 'early'), 'trust.est_too_early');
  assert.equal(await attempt(server, 'server'), 'trust.est_certificate_refused');
  inDays(DUE_DAYS);
  const by = { by: 'Nguyễn Thị Quản', why: 'Nghi khóa bị lộ, đang kiểm tra.' };
  await changeStanding(house.house, { serial, act: { kind: 'suspended' }, ...by });
  assert.equal(await attempt(client, 'suspended'), 'trust.est_certificate_refused');
  await changeStanding(house.house, { serial, act: { kind: 'resumed' }, ...by });
  const { der } = await enrolled(['c.nut.example']).then(async (other) => {
    await changeStanding(house.house, {
      serial: readCertificate(other.der).serial,
      act: { kind: 'revoked', reason: 'keyCompromise' },
      ...by,
    });
    assert.equal(await attempt(other, 'revoked'), 'trust.est_certificate_refused');
    return other;
  });
  assert.ok(der);
  inDays(100);
  assert.equal(await attempt(client, 'ended'), 'trust.est_certificate_refused');
  inDays(DUE_DAYS);
  assert.equal(await attempt(client, 'resumed'), undefined, 'what was resumed renews');
});

test('a renewal changes no name', { skip }, async () => {
  const client = await enrolled(['d.nut.example', 'e.nut.example']);
  inDays(DUE_DAYS);
  for (const names of [['d.nut.example'], ['d.nut.example', 'e.nut.example', 'f.nut.example'], ['f.nut.example']]) {
    const body = requestFor(names, client.keys).toString('base64');
    assert.equal((await send('simplereenroll', { client, body })).code, 'trust.est_subject_refused', names.join());
  }
  // The names are right, the subject is not.
  const bare = requestFor(['d.nut.example', 'e.nut.example'], client.keys).toString('base64');
  assert.equal((await send('simplereenroll', { client, body: bare })).code, 'trust.est_subject_refused');
  const renamed = await enrolled(['g.nut.example'], 'exchange-node', { code: 'H26', name: 'Tên cũ của cơ quan' });
  setClock();
  inDays(2 * DUE_DAYS);
  const body = (await sameRequest(renamed, renamed.keys, 'renamed')).toString('base64');
  assert.equal((await send('simplereenroll', { client: renamed, body })).code, 'trust.est_agency_changed');
});

test('the listener speaks EST over TLS and nothing else, within limits', async () => {
  assert.equal((await send('cacerts', {})).status, 200);
  assert.equal((await send('csrattrs', {})).status, 200);
  assert.equal((await send('constructor', {})).status, 404);
  assert.equal((await send('serverkeygen', { body: '' })).status, 404);
  assert.equal((await send('cacerts', { body: '' })).status, 405);
  assert.equal((await send('simpleenroll', { body: 'AA', headers: { 'content-type': 'text/plain' } })).status, 415);
  assert.equal((await send('simpleenroll', { body: 'A'.repeat(40_000) })).status, 413);
  assert.equal((await send('simplereenroll', { body: 'not Base64!' })).status, 401);
  await assert.rejects(
    new Promise((done, failed) => {
      const socket = connect({ port, host: 'localhost', ca: root, maxVersion: 'TLSv1.1', minVersion: 'TLSv1' }, () =>
        done(0),
      );
      socket.on('error', failed);
    }),
    'no TLS older than 1.2',
  );
});
