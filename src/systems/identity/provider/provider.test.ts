import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setClock } from '../../../kernel/clock.ts';
import { ownerClient } from '../../../kernel/db.ts';
import { registerInformationSystem, revokeInformationSystem, verifyAccessToken } from '../index.ts';
import {
  openSignIn,
  PERSON,
  PASSWORD,
  database,
  house,
  logged,
  sent,
  openHouse,
  Browser,
  begin,
  signIn,
} from '../../../../test/support/sign-in.ts';

openSignIn();

test('a site may ask the provider to sign someone out; the person confirms it', async () => {
  const browser = new Browser();
  await signIn(browser, PERSON);
  const page = await browser.open('/oidc/session/end?client_id=portal');
  assert.equal(page.path, '/sign-out');
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)![1]!;
  assert.equal((await browser.open('/oidc/session/end/confirm', { xsrf: 'made up', logout: 'yes' })).status, 400);
  assert.equal((await browser.open('/oidc/session/end/confirm', { xsrf, logout: 'yes' })).path, '/');
  assert.match((await browser.open('/sign-in?to=/')).path, /^\/identity\//);
});

test('the provider takes no call back to another place, no flow without PKCE, and no unknown site', async () => {
  const { baseUrl } = house.config;
  const good = {
    client_id: 'portal',
    redirect_uri: `${baseUrl}/sign-in/callback`,
    response_type: 'code',
    scope: 'openid',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  };
  const ask = async (change: Record<string, string | undefined>) => {
    const parameters = new URLSearchParams(good);
    for (const [name, value] of Object.entries(change)) {
      if (value) parameters.set(name, value);
      else parameters.delete(name);
    }
    return new Browser().ask(`/oidc/auth?${parameters}`);
  };
  assert.match((await ask({})).location!, /^\/identity\//);
  for (const change of [
    { redirect_uri: 'https://evil.example/' },
    { redirect_uri: `${baseUrl}/sign-in/callback/..` },
    { client_id: 'nobody' },
  ]) {
    assert.equal((await ask(change)).location, `${baseUrl}/sign-in/interrupted`);
  }
  assert.match((await ask({ code_challenge: '', code_challenge_method: '' })).location!, /error=invalid_request/);
  assert.match((await ask({ code_challenge_method: 'plain' })).location!, /error=invalid_request/);
});

test('an information system gets a token for the exchange; it names the system until it expires or is switched off', async () => {
  const { clientId, clientSecret } = await registerInformationSystem(house, {
    agencyCode: 'B01.0001',
    agencyName: 'Bệnh viện Thử Nghiệm',
    kind: 'hospital',
    name: 'Phần mềm bệnh viện',
  });
  const ask = (secret: string) =>
    fetch(`${house.config.baseUrl}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'exchange' }),
    });
  assert.equal((await ask('wrong')).status, 401);
  const response = await ask(clientSecret);
  const { access_token: token, expires_in } = (await response.json()) as { access_token: string; expires_in: number };
  assert.equal(expires_in, 600);
  assert.deepEqual(await verifyAccessToken(house, token), {
    clientId,
    agencyCode: 'B01.0001',
    agencyName: 'Bệnh viện Thử Nghiệm',
    kind: 'hospital',
    name: 'Phần mềm bệnh viện',
  });
  assert.equal(await verifyAccessToken(house, `${token.slice(0, -4)}AAAA`), undefined);
  assert.equal(await verifyAccessToken(house, 'not a token'), undefined);
  const unsigned = token.split('.');
  unsigned[0] = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
  assert.equal(await verifyAccessToken(house, `${unsigned[0]}.${unsigned[1]}.`), undefined);
  setClock(new Date(Date.now() + 601_000));
  assert.equal(await verifyAccessToken(house, token), undefined);
  setClock();
  await revokeInformationSystem(house, clientId);
  assert.equal(await verifyAccessToken(house, token), undefined);
  assert.equal((await ask(clientSecret)).status, 401);
});

test('discovery says what there is, and nothing more', async () => {
  const document = (await (
    await fetch(`${house.config.baseUrl}/oidc/.well-known/openid-configuration`, { headers: { host: 'evil.example' } })
  ).json()) as Record<string, unknown>;
  const issuer = `${house.config.baseUrl}/oidc`;
  assert.equal(document.issuer, issuer);
  assert.equal(document.token_endpoint, `${issuer}/token`);
  assert.deepEqual(document.response_types_supported, ['code']);
  assert.deepEqual(document.code_challenge_methods_supported, ['S256']);
  assert.deepEqual(document.id_token_signing_alg_values_supported, ['ES256']);
  assert.equal(document.registration_endpoint, undefined);
});

test('another process goes on where one began, and both find the same signing key', async () => {
  const other = await openHouse({ demo: false, keys: house.keys, port: house.config.port });
  const { findRun } = await import('./run.ts');
  const browser = new Browser();
  const run = await begin(browser);
  const uid = run.split('/').at(-1)!;
  assert.equal(findRun(other, uid, (name) => browser.cookie(name))?.clientId, 'portal');
  const { signingKeysOf } = await import('./signing-keys.ts');
  assert.equal((await signingKeysOf(other))[0]!.kid, (await signingKeysOf(house))[0]!.kid);
});

test('neither the log nor the tables hold a password, a code, a secret or a cookie', async () => {
  const browser = new Browser();
  await signIn(browser, PERSON);
  const secrets = [
    PASSWORD,
    ...sent.map(({ code }) => code),
    ...[...browser.cookies.values()].map(({ value }) => value),
  ];
  const log = logged.join('\n');
  const owner = ownerClient(database.owner);
  await owner.connect();
  const tables: string[] = [];
  for (const table of [
    'oidc_item',
    'one_time_code',
    'sign_in_attempt',
    'account',
    'information_system',
    'signing_key',
  ]) {
    const { rows } = await owner.query<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM identity.${table} t`);
    tables.push(...rows.map(({ row }) => row));
  }
  await owner.end();
  for (const secret of secrets.filter((value) => value.length > 6)) {
    assert.ok(!log.includes(secret), `the log holds ${secret}`);
    assert.ok(!tables.some((row) => row.includes(secret)), `a table holds ${secret}`);
  }
  for (const code of sent.map((message) => message.code)) assert.ok(!log.includes(code));
});
