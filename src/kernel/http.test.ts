import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { sql } from './db.ts';
import { createWebServer } from './http.ts';
import { localPath } from './route.ts';
import { type Session, beginSession, endSession } from './session.ts';
import {
  app,
  ask,
  cookieOf,
  database,
  edge,
  house,
  houseWith,
  logged,
  officer,
  person,
  routes,
  serveRoutes,
} from '../../test/support/web-server.ts';

serveRoutes();

test('every answer carries the safety headers, also those about what went wrong', async () => {
  for (const url of ['/open', '/nowhere', '/fault', '/refuse', '/go?to=/', '/%zz', `/things/${'x'.repeat(300)}`]) {
    const { headers } = await ask(url);
    assert.match(String(headers['content-security-policy']), /default-src 'none'.*frame-ancestors 'none'/, url);
    assert.equal(headers['x-content-type-options'], 'nosniff', url);
    assert.equal(headers['cache-control'], 'private, no-store', url);
    assert.equal(headers['strict-transport-security'], undefined);
    assert.equal(headers.server, undefined);
    assert.equal(headers['x-powered-by'], undefined);
  }
});

test('over TLS cookies are bound to the host and browsers are told to come back by TLS', async () => {
  const secure = await createWebServer(houseWith({ BASE_URL: 'https://mot-cua.example' }), routes, edge);
  const { headers } = await secure.inject({ url: '/open?language=en' });
  assert.match(String(headers['strict-transport-security']), /max-age=31536000/);
  assert.match(String(headers['set-cookie']), /mot_cua_language=en;.*HttpOnly; Secure; SameSite=Lax/);
  const session = await beginSession(house, 'portal', person);
  const { statusCode } = await secure.inject({ url: '/mine', headers: { cookie: cookieOf(session) } });
  assert.equal(statusCode, 303, 'a cookie without the prefix may come from a neighbouring host');
  const prefixed = await secure.inject({ url: '/mine', headers: { cookie: `__Host-${cookieOf(session)}` } });
  assert.equal(prefixed.statusCode, 200);
  await secure.close();
});

test('each kind of page opens for its own kind of session only', async () => {
  const portal = await beginSession(house, 'portal', person);
  const desk = await beginSession(house, 'desk', officer('civil-status-officer'));
  const police = await beginSession(house, 'desk', officer('police'));
  const statusOf = async (url: string, ...sessions: Session[]) =>
    (await ask(url, { cookie: sessions.map(cookieOf).join('; ') })).statusCode;
  assert.equal(await statusOf('/mine', portal), 200);
  assert.equal(await statusOf('/mine', desk), 303);
  assert.equal(await statusOf('/desk', portal), 303);
  assert.equal(await statusOf('/desk', desk), 200);
  assert.equal(await statusOf('/desk/police', desk), 403);
  assert.equal(await statusOf('/desk/police', police), 200);
  assert.equal(await statusOf('/desk', portal, desk), 200, 'one browser may hold both');
  // A token of one area in the cookie of the other is none.
  assert.equal(await statusOf('/desk', { ...portal, area: 'desk' }), 303);
  const toSignIn = await ask('/mine?a=1&b=2');
  assert.equal(toSignIn.headers.location, '/sign-in/portal?to=%2Fmine%3Fa%3D1%26b%3D2');
  await endSession(house, portal);
  assert.equal(await statusOf('/mine', portal), 303);
});

test('a session whose time is over is over', async () => {
  const session = await beginSession(house, 'portal', person);
  await database.db.as('kernel').run(sql`UPDATE session SET expires_at = now() - interval '1 second'`);
  assert.equal((await ask('/mine', { cookie: cookieOf(session) })).statusCode, 303);
});

test('a sentence holds its values, in the language asked for', async () => {
  const data = { accept: 'application/json' };
  const titleOf = async (url: string, headers = {}) =>
    (await ask(url, { ...data, ...headers })).json<{ title: string; language: string }>();
  assert.equal((await titleOf('/refuse')).title, 'Rút ngắn lại: tối đa 7 ký tự.');
  assert.equal((await titleOf('/refuse?language=en')).title, 'Make it shorter: at most 7 characters.');
  assert.equal((await titleOf('/open', { cookie: 'mot_cua_language=en' })).language, 'en');
  assert.equal((await titleOf('/open?language=vi', { cookie: 'mot_cua_language=en' })).language, 'vi');
  assert.equal((await titleOf('/open?language=fr')).language, 'vi');
  assert.equal((await titleOf('/open?language=en&language=vi')).language, 'vi');
  assert.match(
    String((await ask('/open?language=en')).headers['set-cookie']),
    /^mot_cua_language=en; Max-Age=31536000; Path=\/; HttpOnly/,
  );
  assert.equal((await ask('/open?language=fr')).headers['set-cookie'], undefined);
});

test('people are sent to our own pages only', async () => {
  for (const elsewhere of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'evil',
    '',
    'javascript:alert(1)',
    ' /open',
  ])
    assert.equal(localPath(elsewhere), '/', JSON.stringify(elsewhere));
  for (const here of ['/', '/open?a=1&b=%2F%2Fx#y', '/dossiers/1']) assert.equal(localPath(here), here);
  assert.equal(localPath('/tìm?q=đ'), '/t%C3%ACm?q=%C4%91');
  const { headers, statusCode } = await ask(`/go?to=${encodeURIComponent('/x\r\nset-cookie: a=b')}`);
  assert.equal(statusCode, 303);
  assert.equal(headers.location, '/');
  assert.equal(headers['set-cookie'], undefined);
});

test('what comes from outside cannot add a header', async () => {
  const { statusCode, headers } = await ask(`/header?v=${encodeURIComponent('a\r\nset-cookie: b=c')}`);
  assert.equal(headers['set-cookie'], undefined);
  assert.equal(statusCode, 500);
  const disposition = String((await ask('/bytes')).headers['content-disposition']);
  assert.match(disposition, /^attachment; filename\*=UTF-8''[A-Za-z0-9%._-]+$/);
});

test('long texts are compressed for who takes that, the quickest way', async () => {
  const text = 'một cửa '.repeat(500);
  const ways: [string, string, (bytes: Buffer) => Buffer][] = [
    ['gzip, deflate, br, zstd', 'zstd', zstdDecompressSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip;q=0.5', 'gzip', gunzipSync],
    ['zstd;q=0, br; q=0.0, gzip', 'gzip', gunzipSync],
  ];
  for (const [accepted, coding, open] of ways) {
    const packed = await ask('/long', { 'accept-encoding': accepted });
    assert.equal(packed.headers['content-encoding'], coding, accepted);
    assert.equal(packed.headers.vary, 'accept-encoding');
    assert.equal(open(packed.rawPayload).toString(), text);
  }
  for (const accepted of ['identity', 'gzip;q=0', 'deflate, gzip; q=0.0, identity', ''])
    assert.equal(
      (await ask('/long', { 'accept-encoding': accepted })).headers['content-encoding'],
      undefined,
      accepted,
    );
});

test('an information system shows a token and is answered with data', async () => {
  const none = await ask('/machine');
  assert.equal(none.statusCode, 401);
  assert.equal(none.headers['www-authenticate'], 'Bearer');
  assert.equal(none.json<{ code: string }>().code, 'machine.token_needed');
  for (const authorization of ['Bearer bad', 'Basic good', 'Bearer', `Bearer ${'x'.repeat(5_000)}`, 'bearer good'])
    assert.equal((await ask('/machine', { authorization })).statusCode, 401);
  assert.equal((await ask('/machine', { authorization: 'Bearer good' })).json<{ kind: string }>().kind, 'hospital');
  const session = await beginSession(house, 'portal', person);
  assert.equal((await ask('/machine', { cookie: cookieOf(session) })).statusCode, 401);
  const sent = await app.inject({
    method: 'POST',
    url: '/machine',
    payload: { text: 'hello' },
    headers: { authorization: 'Bearer good' },
  });
  assert.equal(sent.statusCode, 200, 'it has no page that a form could come from');
});

test('behind a load balancer that is trusted, who asks is who it says; else it is whoever connects', async () => {
  const forwarded = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7' };
  assert.equal((await ask('/open', forwarded)).json<{ address: string }>().address, '127.0.0.1');
  const behind = await createWebServer(houseWith({ TRUSTED_PROXIES: '127.0.0.0/8' }), routes, edge);
  const { body } = await behind.inject({ url: '/open', headers: forwarded });
  // The last address was written by the balancer; those before it by whoever liked to.
  assert.equal((JSON.parse(body) as { address: string }).address, '198.51.100.7');
  await behind.close();
});

test('each request is logged by its pattern, without what was asked for', async () => {
  await ask('/things/12345?q=Nguyễn', { authorization: 'Bearer secret' });
  const [line] = logged.filter(({ event }) => event === 'request.answered');
  const { duration_ms, ...rest } = line!.details;
  assert.deepEqual(rest, { method: 'GET', route: '/things/:id', status: 200 });
  assert.equal(line!.level, 'debug');
  await ask('/nowhere/001190000004');
  const refused = logged.filter(({ event }) => event === 'request.answered').at(-1)!;
  assert.equal(refused.level, 'info', 'what did not go well is logged by default');
  assert.equal(refused.details.route, 'unknown');
  assert.equal(typeof duration_ms, 'number');
});
