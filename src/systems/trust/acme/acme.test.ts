import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  acme,
  address,
  b64,
  closeAcme,
  dns,
  issued,
  newKeys,
  newRequest,
  nonce,
  openAccount,
  openAcme,
  post,
  prove,
  readyOrder,
  send,
  served,
  signedBy,
  thumbprintOf,
  typeOf,
  type Answer,
  type Keys,
} from '../../../../test/support/acme-client.ts';
import { missing } from '../../../../test/support/chromium.ts';
import { setClock } from '../../../kernel/clock.ts';
import { givePermit } from '../enrolment/actions.ts';
import { findInLog, rootCertificatePem } from '../index.ts';
import { allowedAddresses } from './allowed-address.ts';
import { LIMITS, orderStatus } from './rules.ts';

const folder = mkdtempSync(join(tmpdir(), 'acme-'));
const run = (program: string, ...args: string[]): Promise<string> =>
  new Promise((done) => execFile(program, args, { encoding: 'utf8' }, (_error, out, err) => done(`${out}${err}`)));
const file = (name: string, text: string | Uint8Array): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const by = 'Nguyễn Thị Quản';
const why = 'Máy chủ mới của cơ quan cần chứng thư số.';
before(() => openAcme());
after(async () => {
  setClock();
  await closeAcme();
  rmSync(folder, { recursive: true });
});

test('a certificate is issued for names that were proven, logged, and told about as good and then as revoked', async () => {
  const account = await openAccount({ contact: ['mailto:quan-tri@co-quan.example'] });
  const { chain, der, read } = await issued(account, 'a.localhost', 'b.localhost');
  assert.deepEqual(read.extendedKeyUsage, ['1.3.6.1.5.5.7.3.1']);
  assert.equal(read.commonName, 'a.localhost');
  const root = file('root.pem', await rootCertificatePem(acme.house.house));
  const [leaf, authority] = chain.match(/-----BEGIN[^]*?END CERTIFICATE-----\n/g)!;
  const leafFile = file('leaf.pem', leaf!);
  const authorityFile = file('authority.pem', authority!);
  if (!missing('openssl')) {
    const verified = await run(
      'openssl',
      'verify',
      '-purpose',
      'sslserver',
      '-x509_strict',
      '-verify_hostname',
      'b.localhost',
      '-CAfile',
      root,
      '-untrusted',
      authorityFile,
      leafFile,
    );
    assert.match(verified, /: OK/, verified);
  }
  const ask = () =>
    run(
      'openssl',
      'ocsp',
      '-url',
      `${acme.house.publicUrl}/trust/ocsp`,
      '-CAfile',
      root,
      '-verify_other',
      authorityFile,
      '-issuer',
      authorityFile,
      '-cert',
      leafFile,
    );
  if (!missing('openssl')) assert.match(await ask(), /: good[^]*Response verify OK/);
  const place = await findInLog(acme.house.house, 'certificate', createHash('sha256').update(der).digest());
  assert.notEqual(place.state, 'absent');

  const other = await openAccount();
  const sent = { certificate: b64(der), reason: 4 };
  assert.equal(typeOf(await other.post('revoke-cert', sent)), 'unauthorized');
  assert.equal(typeOf(await account.post('revoke-cert', { ...sent, reason: 6 })), 'badRevocationReason');
  assert.equal((await account.post('revoke-cert', sent)).status, 200);
  assert.equal(typeOf(await account.post('revoke-cert', sent)), 'alreadyRevoked');
  if (!missing('openssl')) assert.match(await ask(), /: revoked[^]*superseded/);
});

test('who holds the key of a certificate may revoke it, and a key that was compromised gets no other', async () => {
  const account = await openAccount();
  const { der, keys } = await issued(account, 'key.localhost');
  const stranger = newKeys();
  assert.equal(typeOf(await post(stranger, 'revoke-cert', { certificate: b64(der) })), 'unauthorized');
  const revoked = await post(keys, 'revoke-cert', { certificate: b64(der), reason: 1 });
  assert.equal(revoked.status, 200, revoked.text);
  const { url, finalize } = await readyOrder(account, 'key.localhost');
  const again = await account.post(finalize, { csr: b64(newRequest(['key.localhost'], keys)) });
  assert.equal(typeOf(again), 'badCSR');
  assert.match(String(again.body.detail), /bị lộ/);
  // The refusal has cost nothing: with another key the order goes on.
  assert.equal((await account.post(url, '')).body.status, 'ready');
  assert.equal((await account.post(finalize, { csr: b64(newRequest(['key.localhost'])) })).status, 200);
});

test('the key of somebody else is refused', async () => {
  const { keys } = await issued(await openAccount(), 'first.localhost');
  const other = await openAccount();
  const { finalize } = await readyOrder(other, 'second.localhost');
  const answer = await other.post(finalize, { csr: b64(newRequest(['second.localhost'], keys)) });
  assert.equal(typeOf(answer), 'badCSR');
  assert.match(String(answer.body.detail), /thuộc về người khác/);
});

test('a request must have exactly the names of its order, and be sent when these are proven', async () => {
  const account = await openAccount();
  const placed = await account.post('new-order', dns('c.localhost', 'd.localhost'));
  const finalize = String(placed.body.finalize);
  const early = await account.post(finalize, { csr: b64(newRequest(['c.localhost', 'd.localhost'])) });
  assert.equal(typeOf(early), 'orderNotReady');
  for (const url of placed.body.authorizations as unknown as string[]) await prove(account, url);
  for (const names of [['c.localhost'], ['c.localhost', 'd.localhost', 'e.localhost']])
    assert.equal(typeOf(await account.post(finalize, { csr: b64(newRequest(names)) })), 'badCSR');
  assert.equal(typeOf(await account.post(finalize, { csr: b64('rubbish') })), 'badCSR');
  const requests = [1, 2].map(() => account.post(finalize, { csr: b64(newRequest(['d.localhost', 'c.localhost'])) }));
  const statuses = (await Promise.all(requests)).map(({ status }) => status).toSorted((a, b) => a - b);
  assert.deepEqual(statuses, [200, 403]);
});

test('what is proven holds for the next order, and nobody else', async () => {
  const account = await openAccount();
  await readyOrder(account, 'kept.localhost');
  const again = await account.post('new-order', dns('kept.localhost'));
  assert.equal(again.body.status, 'ready');
  const [url] = again.body.authorizations as unknown as string[];
  const other = await openAccount();
  assert.equal((await other.post(url!, '')).status, 404);
  assert.equal((await other.post(again.headers.get('location')!, '')).status, 404);
  assert.equal((await other.post('new-order', dns('kept.localhost'))).body.status, 'pending');
  await account.post(url!, { status: 'deactivated' });
  assert.equal((await account.post(again.headers.get('location')!, '')).body.status, 'invalid');
  assert.equal((await account.post('new-order', dns('kept.localhost'))).body.status, 'pending');
});

test('a wrong proof, none, one by way of somewhere else, and one that is too long are refused; a redirection within bounds is followed', async () => {
  const account = await openAccount();
  const outcome = async (name: string, proof: Parameters<typeof prove>[2]) => {
    const placed = await account.post('new-order', dns(name));
    const { body } = await prove(account, (placed.body.authorizations as unknown as string[])[0]!, proof);
    const [challenge] = body.challenges as unknown as { error?: { type: string } }[];
    return `${body.status} ${challenge!.error?.type.replace('urn:ietf:params:acme:error:', '') ?? ''}`;
  };
  assert.equal(await outcome('w1.localhost', { body: 'something else' }), 'invalid incorrectResponse');
  assert.equal(await outcome('w2.localhost', { status: 404 }), 'invalid incorrectResponse');
  assert.equal(await outcome('w3.localhost', { body: 'x'.repeat(5000) }), 'invalid incorrectResponse');
  assert.equal(
    await outcome('w4.localhost', {
      status: 302,
      location: `http://127.0.0.1:${new URL(acme.house.internalUrl).port}/metrics`,
    }),
    'invalid connection',
  );
  assert.equal(await outcome('w5.localhost', { status: 302, location: 'file:///etc/passwd' }), 'invalid connection');
  assert.equal(
    await outcome('w6.localhost', { status: 302, location: `http://169.254.169.254:${acme.proofPort}/` }),
    'invalid connection',
  );
  assert.equal(
    await outcome('w7.localhost', { status: 302, location: '/.well-known/acme-challenge/again' }),
    'invalid incorrectResponse',
  );
  const placed = await account.post('new-order', dns('w8.localhost'));
  const [url] = placed.body.authorizations as unknown as string[];
  const [challenge] = (await account.post(url!, '')).body.challenges as unknown as { token: string }[];
  served.set('elsewhere.localhost /proof', { body: `${challenge!.token}.${thumbprintOf(account.keys)}` });
  const moved = { status: 301, location: `http://elsewhere.localhost:${acme.proofPort}/proof` };
  assert.equal((await prove(account, url!, moved)).body.status, 'valid');
});

test('only addresses that the setting allows are asked', () => {
  const strict = allowedAddresses({ acmeAddresses: undefined, demo: false });
  for (const address of ['10.1.2.3', '192.168.0.1', '203.0.113.9', 'fd00::1', '2001:db8::1'])
    assert.ok(strict(address), address);
  for (const address of [
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '169.254.169.254',
    'fe80::1',
    '0.0.0.0',
    '224.0.0.1',
    '::',
    '64:ff9b::7f00:1',
    'none',
  ])
    assert.ok(!strict(address), address);
  const listed = allowedAddresses({ acmeAddresses: ['10.0.0.0/8', 'fd00::/8'], demo: true });
  assert.ok(listed('10.9.9.9') && listed('fd12::1') && listed('::ffff:10.0.0.1'));
  assert.ok(!listed('127.0.0.1') && !listed('192.168.0.1') && !listed('fe80::1'));
});

test('names that nobody may have are refused', async () => {
  const account = await openAccount();
  for (const value of [
    '*.localhost',
    'a_b.localhost',
    'localhost.',
    '',
    'đ.vn',
    '1.2.3',
    `${'a'.repeat(64)}.vn`,
    'a..b',
    '-a.vn',
  ])
    assert.equal(typeOf(await account.post('new-order', dns(value))), 'rejectedIdentifier', value);
  const email = { identifiers: [{ type: 'email', value: 'a@b.example' }] };
  assert.equal(typeOf(await account.post('new-order', email)), 'unsupportedIdentifier');
  assert.equal(typeOf(await account.post('new-order', { identifiers: [] })), 'malformed');
  const address = { identifiers: [{ type: 'ip', value: '127.0.0.1' }] };
  const placed = await account.post('new-order', address);
  const { body } = await prove(account, (placed.body.authorizations as unknown as string[])[0]!);
  assert.equal(body.status, 'valid');
  const done = await account.post(String(placed.body.finalize), { csr: b64(newRequest(['127.0.0.1'])) });
  assert.equal(done.body.status, 'valid', done.text);
});

test('a request is refused that was signed by another key, for another address, twice, without or with an old nonce', async () => {
  const account = await openAccount();
  const { kid, keys } = account;
  const refused = async (answer: Promise<Answer>) => {
    const got = await answer;
    assert.ok(got.headers.get('replay-nonce'), 'an error brings a fresh nonce');
    assert.match(got.headers.get('content-type')!, /^application\/problem\+json/);
    return typeOf(got);
  };
  assert.equal(await refused(post(newKeys(), 'new-order', dns('a.localhost'), { kid })), 'malformed');
  assert.equal(
    await refused(account.post('new-order', dns('a.localhost'), { url: address('new-account') })),
    'unauthorized',
  );
  assert.equal(await refused(account.post('new-order', dns('a.localhost'), { alg: 'HS256' })), 'badSignatureAlgorithm');
  assert.equal(await refused(account.post('new-order', dns('a.localhost'), { alg: 'none' })), 'badSignatureAlgorithm');
  assert.equal(await refused(account.post('new-order', dns('a.localhost'), { crit: ['exp'] })), 'malformed');
  assert.equal(await refused(account.post('new-order', dns('a.localhost'), { jwk: keys.jwk })), 'malformed');
  assert.equal(
    await refused(account.post('new-order', dns('a.localhost'), { kid: `${kid.slice(0, -1)}x` })),
    'accountDoesNotExist',
  );
  for (const wrong of [undefined, 'x', b64(Buffer.alloc(32))])
    assert.equal(await refused(account.post('new-order', dns('a.localhost'), { nonce: wrong })), 'badNonce');
  const message = signedBy(keys, { nonce: await nonce(), url: address('new-order'), kid }, dns('once.localhost'));
  assert.equal((await send('new-order', message)).status, 201);
  assert.equal(await refused(send('new-order', message)), 'badNonce');
  const old = await nonce();
  setClock(new Date(Date.now() + LIMITS.nonceHolds_ms + 1000));
  assert.equal(await refused(account.post('new-order', dns('a.localhost'), { nonce: old })), 'badNonce');
  setClock();
  const changed = { ...message, payload: b64('{}') };
  assert.equal(await refused(send('new-order', changed)), 'malformed');
  assert.equal(await refused(send('new-order', { ...message, header: {} })), 'malformed');
  for (const rubbish of [null, [], 'text', { protected: 1 }, { protected: '', payload: '', signature: '' }])
    assert.equal(await refused(send('new-order', rubbish)), 'malformed');
  assert.equal((await send('new-order', message, 'application/json')).status, 415);
});

test('an account is one for its key, can get another key, and once closed stays closed', async () => {
  const account = await openAccount();
  const again = await post(account.keys, 'new-account', {});
  assert.equal(again.status, 200);
  assert.equal(again.headers.get('location'), account.kid);
  assert.equal(typeOf(await post(newKeys(), 'new-account', { onlyReturnExisting: true })), 'accountDoesNotExist');
  for (const contact of [
    ['tel:1'],
    ['mailto:a@b.example,c@d.example'],
    ['mailto:a@b.example?x=1'],
    'mailto:a@b.example',
  ])
    assert.equal(typeOf(await account.post(account.kid, { contact })), 'invalidContact');

  const other = await openAccount();
  const keys = newKeys();
  const inner = (by: Keys, account_: string, oldKey: unknown) =>
    signedBy(by, { jwk: by.jwk, url: address('key-change') }, { account: account_, oldKey });
  assert.equal(typeOf(await account.post('key-change', inner(keys, other.kid, account.keys.jwk))), 'malformed');
  assert.equal(typeOf(await account.post('key-change', inner(keys, account.kid, other.keys.jwk))), 'malformed');
  const taken = await account.post('key-change', inner(other.keys, account.kid, account.keys.jwk));
  assert.equal(taken.status, 409);
  assert.equal(taken.headers.get('location'), other.kid);
  assert.equal((await account.post('key-change', inner(keys, account.kid, account.keys.jwk))).status, 200);
  assert.equal(typeOf(await account.post('new-order', dns('a.localhost'))), 'malformed');
  const head = { kid: account.kid };
  assert.equal((await post(keys, 'new-order', dns('a.localhost'), head)).status, 201);
  const listed = await post(keys, `${account.kid}/orders`, '', head);
  assert.equal((listed.body.orders as unknown as string[]).length, 1);
  assert.equal((await post(keys, `${other.kid}/orders`, '', head)).status, 404);

  assert.equal((await post(keys, account.kid, { status: 'deactivated' }, head)).body.status, 'deactivated');
  assert.equal(typeOf(await post(keys, 'new-order', dns('a.localhost'), head)), 'unauthorized');
  assert.equal(typeOf(await post(keys, 'new-account', {})), 'unauthorized');
});

test('a permit binds one account, names its agency in the certificate, and holds it to its names', async () => {
  const permit = await givePermit(acme.house.house, {
    protocol: 'acme',
    profile: 'exchange-node',
    agency: { code: 'H26', name: 'Ủy ban nhân dân thành phố Hà Nội' },
    names: ['.nut.localhost'],
    uses: 1,
    days: 7,
    by,
    why,
  });
  const binding = (keys: Keys, secret = permit.secret, kid = permit.id) => {
    const head = b64(JSON.stringify({ alg: 'HS256', kid, url: address('new-account') }));
    const payload = b64(JSON.stringify(keys.jwk));
    const signature = createHmac('sha256', Buffer.from(secret, 'base64url'))
      .update(`${head}.${payload}`)
      .digest('base64url');
    return { externalAccountBinding: { protected: head, payload, signature } };
  };
  const keys = newKeys();
  assert.equal(typeOf(await post(keys, 'new-account', binding(keys, b64('wrong')))), 'malformed');
  assert.equal(typeOf(await post(keys, 'new-account', binding(newKeys()))), 'malformed');
  assert.equal(typeOf(await post(keys, 'new-account', binding(keys, permit.secret, 'acme-NOBODY'))), 'unauthorized');
  const account = await openAccount(binding(keys), keys);
  const second = newKeys();
  assert.equal(typeOf(await post(second, 'new-account', binding(second))), 'unauthorized');
  assert.equal(typeOf(await account.post('new-order', dns('other.localhost'))), 'rejectedIdentifier');
  const { read } = await issued(account, 'h26.nut.localhost');
  assert.equal(read.organization, 'Ủy ban nhân dân thành phố Hà Nội');
  assert.equal(read.organizationIdentifier, 'MD:VN-H26');
  assert.equal(read.extendedKeyUsage?.length, 2);
});

test('a certificate tells when it is best renewed, and is replaced once', async () => {
  const account = await openAccount();
  const { read, der } = await issued(account, 'ari.localhost');
  const id = `${b64(read.issuerKeyId!)}.${b64(read.serialBytes)}`;
  const ask = async () => {
    const answer = await fetch(address(`renewal-info/${id}`));
    assert.ok(Number(answer.headers.get('retry-after')) > 0);
    const { suggestedWindow } = (await answer.json()) as { suggestedWindow: { start: string; end: string } };
    return { start: new Date(suggestedWindow.start), end: new Date(suggestedWindow.end) };
  };
  const { start, end } = await ask();
  assert.ok(start > read.from && end < read.until && start < end);
  assert.equal((await fetch(address('renewal-info/AAAA.AAAA'))).status, 404);
  const order = { ...dns('ari.localhost'), replaces: id };
  assert.equal(typeOf(await (await openAccount()).post('new-order', order)), 'malformed');
  assert.equal((await account.post('new-order', { ...order, ...dns('unrelated.localhost') })).status, 400);
  assert.equal((await account.post('new-order', order)).status, 201);
  assert.equal(typeOf(await account.post('new-order', order)), 'alreadyReplaced');
  await account.post('revoke-cert', { certificate: b64(der) });
  assert.ok((await ask()).end < new Date());
});

test('an order that ran out of time is invalid, and so is one whose names are no longer proven', () => {
  const at = new Date('2026-11-22T00:00:00Z');
  const [past, future] = [new Date(at.getTime() - 1), new Date(at.getTime() + 1)];
  const valid = { status: 'valid', expiresAt: future } as const;
  const state = (expiresAt: Date, ...authorizations: Parameters<typeof orderStatus>[1]) =>
    orderStatus({ status: 'pending', expiresAt }, authorizations, at);
  assert.equal(state(future, valid), 'ready');
  assert.equal(state(past, valid), 'invalid');
  assert.equal(state(future, valid, { status: 'valid', expiresAt: past }), 'invalid');
  assert.equal(state(future, valid, { status: 'processing', expiresAt: future }), 'pending');
  assert.equal(state(future, { status: 'pending', expiresAt: past }), 'invalid');
});
