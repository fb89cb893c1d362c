import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { requestFor } from '../../../../test/support/certification-request.ts';
import { missing } from '../../../../test/support/chromium.ts';
import { testHouse, type TestHouse } from '../../../../test/support/house.ts';
import { givePermit, withdrawPermit } from '../enrolment/actions.ts';
import { enrolmentCommand } from '../enrolment/command.ts';
import { findInLog } from '../index.ts';

const folder = mkdtempSync(join(tmpdir(), 'est-'));
const why = 'Nút trục mới của cơ quan cần chứng thư số.';
let house: TestHouse;
before(async () => {
  house = await testHouse();
});
after(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

const run = (program: string, ...args: string[]): Promise<string> =>
  new Promise((done) => execFile(program, args, { encoding: 'utf8' }, (_error, out, err) => done(`${out}${err}`)));
const newKeys = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const place = (name: string) => `${house.publicUrl}/.well-known/est/${name}`;
const permitFor = (uses = 1, names = ['.nut.example']) =>
  givePermit(house.house, {
    protocol: 'est',
    profile: 'exchange-node',
    agency: { code: 'H26', name: 'Ủy ban nhân dân thành phố Hà Nội' },
    names,
    uses,
    days: 7,
    by: 'Nguyễn Thị Quản',
    why,
  });

async function ask(
  name: string,
  { id, secret }: { id: string; secret: string },
  request: Buffer | string,
): Promise<{ status: number; text: string; headers: Headers }> {
  const answer = await fetch(place(name), {
    method: 'POST',
    headers: {
      'content-type': 'application/pkcs10',
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
    },
    body: typeof request === 'string' ? request : request.toString('base64'),
  });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

test(
  'curl and OpenSSL alone get a node of the exchange its certificate by the secret that its administrator was given',
  { skip: missing('openssl', 'curl') },
  async () => {
    const asked = ['permit', 'est', 'exchange-node', '--names', 'h26.nut.example', '--agency', 'H26', '--agency-name'];
    const who = ['Ủy ban nhân dân thành phố Hà Nội', '--by', 'Nguyễn Thị Quản', '--why', why];
    const said = await enrolmentCommand(house.house, [...asked, ...who]);
    const [, id, secret] = /permit (\S+)\nsecret (\S+)/.exec(said)!;
    const at = (name: string) => join(folder, name);
    const authorities = await run('curl', '-sS', place('cacerts'));
    writeFileSync(at('ca.p7'), Buffer.from(authorities, 'base64'));
    await run('openssl', 'pkcs7', '-inform', 'DER', '-in', at('ca.p7'), '-print_certs', '-out', at('ca.pem'));
    await run('openssl', 'ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', at('key.pem'));
    await run(
      'openssl',
      'req',
      '-new',
      '-key',
      at('key.pem'),
      '-subj',
      '/CN=h26.nut.example',
      '-outform',
      'DER',
      '-out',
      at('req.der'),
    );
    writeFileSync(at('req.b64'), readFileSync(at('req.der')).toString('base64'));
    const got = await run(
      'curl',
      '-sS',
      '--user',
      `${id}:${secret}`,
      '-H',
      'Content-Type: application/pkcs10',
      '--data-binary',
      `@${at('req.b64')}`,
      place('simpleenroll'),
    );
    writeFileSync(at('leaf.p7'), Buffer.from(got, 'base64'));
    await run('openssl', 'pkcs7', '-inform', 'DER', '-in', at('leaf.p7'), '-print_certs', '-out', at('leaf.pem'));
    const verified = await run(
      'openssl',
      'verify',
      '-purpose',
      'sslclient',
      '-x509_strict',
      '-CAfile',
      at('ca.pem'),
      at('leaf.pem'),
    );
    assert.match(verified, /: OK/, verified);
    const text = await run('openssl', 'x509', '-in', at('leaf.pem'), '-noout', '-text', '-nameopt', 'utf8');
    assert.match(text, /MD:VN-H26/);
    assert.match(text, /TLS Web Server Authentication, TLS Web Client Authentication/);
    assert.match(text, /DNS:h26\.nut\.example/);
    const attributes = await run('curl', '-sS', place('csrattrs'));
    writeFileSync(at('attributes.der'), Buffer.from(attributes, 'base64'));
    assert.match(
      await run('openssl', 'asn1parse', '-inform', 'DER', '-in', at('attributes.der')),
      /id-ecPublicKey[^]*prime256v1/,
    );
  },
);

test('a secret is good for as many certificates as was said, and the same request gets the same one', async () => {
  const permit = await permitFor();
  const request = requestFor(['a.nut.example'], newKeys());
  const first = await ask('simpleenroll', permit, request);
  assert.equal(first.status, 200, first.text);
  assert.equal(first.headers.get('content-transfer-encoding'), 'base64');
  assert.match(first.headers.get('content-type')!, /^application\/pkcs7-mime; smime-type=certs-only/);
  assert.equal((await ask('simpleenroll', permit, request)).text, first.text);
  assert.equal((await ask('simpleenroll', permit, requestFor(['a.nut.example'], newKeys()))).status, 403);
  const der = Buffer.from(first.text, 'base64');
  const start = der.indexOf(Buffer.from('3082', 'hex'), 40);
  const leaf = der.subarray(start, start + 4 + der.readUInt16BE(start + 2));
  const entry = await findInLog(house.house, 'certificate', createHash('sha256').update(leaf).digest());
  assert.notEqual(entry.state, 'absent');
});

test('nobody enrols without the right secret, for other names, or with a permit that was withdrawn', async () => {
  const permit = await permitFor(2);
  const request = requestFor(['b.nut.example'], newKeys());
  const wrong = await ask('simpleenroll', { ...permit, secret: Buffer.alloc(32).toString('base64url') }, request);
  assert.equal(wrong.status, 401);
  assert.match(wrong.headers.get('www-authenticate')!, /^Basic/);
  assert.equal((await ask('simpleenroll', { id: 'est-NOBODY', secret: permit.secret }, request)).status, 401);
  assert.equal((await ask('simpleenroll', { id: '', secret: '' }, request)).status, 401);
  for (const names of [['other.example'], ['nut.example'], ['b.nut.example', 'other.example'], ['10.0.0.1'], []])
    assert.equal((await ask('simpleenroll', permit, requestFor(names, newKeys()))).status, 403, names.join());
  for (const rubbish of ['', 'not Base64!', Buffer.from('30820000', 'hex'), Buffer.alloc(100)])
    assert.equal((await ask('simpleenroll', permit, rubbish)).status, 400);
  const ofAcme = await givePermit(house.house, {
    protocol: 'acme',
    profile: 'tls-server',
    names: [],
    uses: 1,
    days: 1,
    by: 'Nguyễn Thị Quản',
    why,
  });
  assert.equal((await ask('simpleenroll', ofAcme, request)).status, 401);
  await withdrawPermit(house.house, permit.id, 'Hoa');
  assert.equal((await ask('simpleenroll', permit, request)).status, 401);
  await assert.rejects(withdrawPermit(house.house, permit.id, 'Hoa'), { code: 'trust.permit_withdrawn' });
});

test('what is refused costs no use of the permit', async () => {
  const permit = await permitFor();
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const refused = await ask('simpleenroll', permit, requestFor(['c.nut.example'], weak));
  assert.equal(refused.status, 422);
  assert.match(refused.text, /key_too_small/);
  assert.equal((await ask('simpleenroll', permit, requestFor(['c.nut.example'], newKeys()))).status, 200);
});

test('only what was issued before is renewed, for the same names', async () => {
  const permit = await permitFor(3);
  const again = await ask('simplereenroll', permit, requestFor(['d.nut.example'], newKeys()));
  assert.equal(again.status, 403);
  const keys = newKeys();
  assert.equal((await ask('simpleenroll', permit, requestFor(['d.nut.example'], keys))).status, 200);
  assert.equal((await ask('simplereenroll', permit, requestFor(['d.nut.example'], keys))).status, 200);
  assert.equal((await ask('simplereenroll', permit, requestFor(['d.nut.example', 'e.nut.example'], keys))).status, 403);
});

test('a permit that says too little is not given', async () => {
  const whole = {
    protocol: 'est',
    profile: 'tls-server',
    names: ['a.example'],
    uses: 1,
    days: 1,
    by: 'A',
    why,
  } as const;
  for (const change of [
    { names: [] },
    { names: ['*.example'] },
    { names: ['A.example'] },
    { uses: 0 },
    { uses: 1.5 },
    { days: 0 },
    { days: 1000 },
  ])
    await assert.rejects(givePermit(house.house, { ...whole, ...change }), { code: 'trust.permit_incomplete' });
  await assert.rejects(givePermit(house.house, { ...whole, profile: 'exchange-node' }), {
    code: 'trust.permit_incomplete',
  });
  await assert.rejects(givePermit(house.house, { ...whole, why: 'vì' }), { code: 'trust.act_unexplained' });
});
