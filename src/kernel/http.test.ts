import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { readConfig } from './config.ts';
import { sql } from './db.ts';
import { createWebServer } from './http.ts';
import { openKeys } from './keys.ts';
import type { Log } from './log.ts';
import { Refusal } from './refusal.ts';
import { type Answer, type Asked, download, html, json, localPath, route, seeOther } from './route.ts';
import { KERNEL_SENTENCES } from './sentences.ts';
import { type Holder, type Session, beginSession, endSession, formToken } from './session.ts';
import type { House } from './system.ts';

const ORIGIN = 'http://localhost:8080';
const SECRET = 'a secret of the database';
const NUMBER = '001190000004';

const folder = mkdtempSync(join(tmpdir(), 'mot-cua-http-'));
let database: TestDatabase;
let house: House;
let app: FastifyInstance;
const logged: { level: string; event: string; details: Record<string, unknown> }[] = [];
const seen: Asked[] = [];

const log = Object.fromEntries(
  ['debug', 'info', 'warn', 'error'].map((level) => [
    level,
    (event: string, details: Record<string, unknown> = {}) => logged.push({ level, event, details }),
  ]),
) as unknown as Log;

const person: Holder = { kind: 'person', number: NUMBER, name: 'Trần Thị Mẫu', assurance: 'high' };
const officer = (role: string): Holder => ({
  ...person,
  kind: 'official',
  post: {
    officialId: '1',
    role,
    title: { vi: 'Công chức', en: 'Officer' },
    agencyCode: 'H26',
    agencyName: 'UBND phường Mẫu',
    territoryCode: '00025',
  },
});

const Note = Type.Object(
  { text: Type.String({ minLength: 3, maxLength: 20 }), day: Type.Optional(Type.String({ format: 'date' })) },
  { additionalProperties: false },
);
const keep = (asked: Asked<never, never, never>): Answer => {
  seen.push(asked as unknown as Asked);
  return json({ language: asked.language, body: asked.body, query: asked.query, address: asked.address });
};
const shown = (asked: Asked<never, Record<string, unknown>, Record<string, unknown>>, refusal: Refusal): Answer =>
  html(`form again: ${JSON.stringify(asked.body)} ${refusal.code} ${refusal.fields.map(({ code }) => code).join()}`);

const routes = [
  route({ method: 'GET', path: '/open', who: 'anyone', answer: keep }),
  route({ method: 'GET', path: '/mine', who: 'person', answer: keep }),
  route({ method: 'GET', path: '/desk', who: 'official', answer: keep }),
  route({ method: 'GET', path: '/desk/police', who: { official: ['police'] }, answer: keep }),
  route({
    method: 'GET',
    path: '/things/:id',
    who: 'anyone',
    params: Type.Object({ id: Type.String({ maxLength: 5 }) }),
    answer: keep,
  }),
  route({
    method: 'GET',
    path: '/search',
    who: 'anyone',
    query: Type.Object({ q: Type.Optional(Type.String()) }),
    answer: keep,
  }),
  route({ method: 'POST', path: '/open', who: 'anyone', body: Note, answer: keep }),
  route({ method: 'POST', path: '/notes', who: 'person', body: Note, answer: keep, refused: shown }),
  route({ method: 'POST', path: '/plain-notes', who: 'person', body: Note, answer: keep }),
  route({
    method: 'POST',
    path: '/papers',
    who: 'person',
    body: Type.Object({ text: Type.Optional(Type.String()) }),
    upload: { most: 2, largest_bytes: 1_000_000 },
    answer: ({ files, body }) =>
      json({ files: files.map(({ field, filename, bytes }) => [field, filename, bytes.length]), body }),
    refused: shown,
  }),
  route({
    method: 'POST',
    path: '/large',
    who: 'person',
    upload: { most: 1, largest_bytes: 3_000_000, areKept: true },
    answer: ({ files }) => json(files.map(({ filename, bytes, kept }) => [filename, bytes.length, kept!.size_bytes])),
  }),
  route({
    method: 'POST',
    path: '/protocol',
    who: 'anyone',
    bytes: { type: 'application/timestamp-query', largest_bytes: 100 },
    answer: ({ bytes, session }) => json({ bytes: bytes.toString('hex'), knows: session !== undefined }),
  }),
  route({ method: 'GET', path: '/machine', who: 'machine', answer: ({ machine }) => json(machine) }),
  route({ method: 'POST', path: '/machine', who: 'machine', body: Note, answer: keep }),
  route({
    method: 'GET',
    path: '/refuse',
    who: 'anyone',
    answer: () => {
      throw new Refusal('field.too_long', 409, { values: { most: 7 } });
    },
  }),
  route({
    method: 'GET',
    path: '/fault',
    who: 'anyone',
    answer: () => {
      throw new Error(SECRET);
    },
  }),
  route({ method: 'GET', path: '/long', who: 'anyone', answer: () => html('một cửa '.repeat(500)) }),
  route({
    method: 'GET',
    path: '/bytes',
    who: 'anyone',
    answer: () => download(Buffer.from([1, 2]), 'application/pdf', `Giấy "khai" sinh's (1)*\r\nx.pdf`),
  }),
  route({
    method: 'GET',
    path: '/go',
    who: 'anyone',
    query: Type.Object({ to: Type.String() }),
    answer: ({ query }) => seeOther(query.to),
  }),
  route({
    method: 'GET',
    path: '/header',
    who: 'anyone',
    query: Type.Object({ v: Type.String() }),
    answer: ({ query }) => ({ status: 200, body: '', headers: { 'x-said': query.v } }),
  }),
];

const edge = {
  refusalPage: (_asked: Asked, refusal: Refusal) => `<p>refused ${refusal.code}</p>`,
  faultPage: (_asked: Asked, incident: string) => `<p>incident ${incident}</p>`,
  signInPath: (area: string, to: string) => `/sign-in/${area}?to=${encodeURIComponent(to)}`,
  machineOf: async (token: string) =>
    token === 'good'
      ? { clientId: 'c', name: 'Phần mềm', kind: 'hospital', agencyCode: 'B01', agencyName: 'Bệnh viện' }
      : undefined,
};

function houseWith(settings: Record<string, string> = {}): House {
  return {
    config: readConfig({ BASE_URL: ORIGIN, DEMO: '0', DATA_DIR: folder, ...settings }),
    db: database.db,
    keys: openKeys({ masterKey: randomBytes(32).toString('base64'), dataDir: '' }),
    files: undefined as never,
    log,
    synthetic: true,
    sentences: KERNEL_SENTENCES,
  };
}

before(async () => {
  database = await testDatabase();
  house = houseWith();
  app = await createWebServer(house, routes, edge);
  await app.listen({ port: 0, host: '127.0.0.1' });
});
after(async () => {
  await app.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  logged.length = 0;
  seen.length = 0;
});

const cookieOf = ({ area, token }: Session) => `mot_cua_${area}=${token}`;
const own = { origin: ORIGIN, 'sec-fetch-site': 'same-origin' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const ask = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
function send(
  url: string,
  session: Session | undefined,
  form: Record<string, string>,
  headers: Record<string, string> = own,
) {
  const cookie = session ? { cookie: cookieOf(session) } : {};
  return app.inject({
    method: 'POST',
    url,
    payload: String(new URLSearchParams(form)),
    headers: { ...FORM, ...cookie, ...headers },
  });
}
const tokenOf = (session: Session) => ({ csrf: formToken(house, session) });
function multipart(parts: [head: string, body: string | Buffer][], boundary = 'x-boundary') {
  const payload = Buffer.concat([
    ...parts.map(([head, body]) =>
      Buffer.concat([
        Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n`),
        Buffer.from(body),
        Buffer.from('\r\n'),
      ]),
    ),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  return { payload, type: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}
function upload(session: Session, parts: [string, string | Buffer][], url = '/papers') {
  const { payload, type } = multipart(parts);
  return app.inject({
    method: 'POST',
    url,
    payload,
    headers: { ...type, ...own, cookie: cookieOf(session) },
  });
}

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

test('a form is taken from our own pages only', async () => {
  const session = await beginSession(house, 'portal', person);
  const note = { text: 'hello', ...tokenOf(session) };
  const from = async (headers: Record<string, string>) => (await send('/notes', session, note, headers)).statusCode;
  assert.equal(await from({ origin: ORIGIN }), 200);
  assert.equal(await from({ 'sec-fetch-site': 'same-origin' }), 200);
  assert.equal(await from({}), 403);
  assert.equal(await from({ origin: 'null' }), 403);
  assert.equal(await from({ origin: 'http://localhost:8081' }), 403);
  assert.equal(await from({ origin: `${ORIGIN}.evil.example` }), 403);
  assert.equal(await from({ 'sec-fetch-site': 'cross-site', origin: ORIGIN }), 403);
  assert.equal(await from({ 'sec-fetch-site': 'same-site', origin: ORIGIN }), 403);
  // Also where nobody is signed in: signing someone in as another is an attack too.
  assert.equal((await send('/open', undefined, { text: 'hello' }, { origin: 'http://evil.example' })).statusCode, 403);
  assert.equal((await send('/open', undefined, { text: 'hello' })).statusCode, 200);
});

test('a form of a session carries a token of that session', async () => {
  const session = await beginSession(house, 'portal', person);
  const another = await beginSession(house, 'portal', person);
  const statusOf = async (csrf: Record<string, string>) =>
    (await send('/notes', session, { text: 'hello', ...csrf })).statusCode;
  assert.equal(await statusOf(tokenOf(session)), 200);
  assert.equal(await statusOf({}), 403);
  assert.equal(await statusOf({ csrf: '' }), 403);
  assert.equal(await statusOf({ csrf: 'a.b' }), 403);
  assert.equal(await statusOf(tokenOf(another)), 403);
  assert.equal((await send('/notes', undefined, { text: 'hello' })).statusCode, 401);
  const data = await app.inject({
    method: 'POST',
    url: '/notes',
    payload: { text: 'hello', ...tokenOf(session) },
    headers: { ...own, cookie: cookieOf(session) },
  });
  assert.deepEqual(data.json<{ body: unknown }>().body, { text: 'hello' }, 'a JSON body carries it as a form does');
});

test('a form with files carries its token too, whatever it calls itself', async () => {
  const session = await beginSession(house, 'portal', person);
  const file: [string, string] = ['name="paper"; filename="a.pdf"', 'bytes'];
  assert.equal((await upload(session, [file])).statusCode, 403);
  assert.equal((await send('/papers', session, { text: 'x' })).statusCode, 403);
  assert.equal((await send('/papers', session, { text: 'x', ...tokenOf(session) })).statusCode, 200);
  const good = await upload(session, [[`name="csrf"`, tokenOf(session).csrf], ['name="text"', 'Ghi chú'], file]);
  assert.deepEqual(good.json(), { files: [['paper', 'a.pdf', 5]], body: { text: 'Ghi chú' } });
});

test('a large file is kept while it flows in, once the form has shown its token', async () => {
  const session = await beginSession(house, 'portal', person);
  const csrf: [string, string] = ['name="csrf"', tokenOf(session).csrf];
  const file = (bytes: number): [string, Buffer] => ['name="paper"; filename="a.csv"', Buffer.alloc(bytes, 1)];
  const kept = () => readdirSync(join(folder, 'large-files')).length;
  assert.deepEqual((await upload(session, [csrf, file(2_999_999)], '/large')).json(), [['a.csv', 0, 2_999_999]]);
  const before = kept();
  assert.equal((await upload(session, [file(2_999_999), csrf], '/large')).statusCode, 403, 'the token comes too late');
  assert.equal((await upload(session, [csrf, file(3_000_001)], '/large')).statusCode, 413);
  // The line breaks half way: nothing of it stays.
  const { payload, type } = multipart([csrf, file(2_000_000)]);
  const { port } = app.server.address() as AddressInfo;
  const line = connect(port, '127.0.0.1');
  const head = { ...type, ...own, cookie: cookieOf(session), host: 'localhost', 'content-length': payload.length };
  line.write(
    `POST /large HTTP/1.1\r\n${Object.entries(head)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n`,
  );
  line.write(payload.subarray(0, 1_500_000));
  while (kept() === before) await new Promise((wait) => setTimeout(wait, 10));
  line.destroy();
  for (let tries = 0; kept() > before && tries < 200; tries++) await new Promise((wait) => setTimeout(wait, 20));
  assert.equal(kept(), before);
});

test('files have limits, and what is no form with files is not understood', async () => {
  const session = await beginSession(house, 'portal', person);
  const csrf: [string, string] = ['name="csrf"', tokenOf(session).csrf];
  const file = (bytes: number): [string, Buffer] => ['name="paper"; filename="a.pdf"', Buffer.alloc(bytes, 1)];
  assert.equal((await upload(session, [csrf, file(1_000_000)])).statusCode, 200);
  const tooLarge = await upload(session, [csrf, file(1_000_001), ['name="text"', 'typed behind the file']]);
  assert.equal(tooLarge.statusCode, 413);
  assert.match(tooLarge.body, /form again: .*typed behind the file.*file\.too_large/);
  assert.equal((await upload(session, [csrf, file(1), file(1), file(1)])).statusCode, 413);
  assert.equal((await upload(session, [csrf, ['name="text"', 'x'.repeat(70_000)]])).statusCode, 413);
  assert.equal(
    (
      await upload(
        session,
        Array.from({ length: 101 }, (_, i) => [`name="f${i}"`, 'x']),
      )
    ).statusCode,
    413,
  );
  const many = await upload(session, [csrf, ['name="text"', 'a'], ['name="text"', 'b']]);
  assert.deepEqual(many.json<{ body: unknown }>().body, { text: 'b' });
  assert.equal((await upload(session, [csrf, ['name="__proto__"', 'x']])).statusCode, 400);
  const headers = { ...own, cookie: cookieOf(session) };
  const odd = (payload: string, type: string) =>
    app.inject({ method: 'POST', url: '/papers', payload, headers: { ...headers, 'content-type': type } });
  assert.equal((await odd('garbage', 'multipart/form-data')).statusCode, 400);
  assert.equal((await odd('garbage', 'multipart/form-data; boundary=b')).statusCode, 400);
  assert.equal((await odd('--b\r\nno head', 'multipart/form-data; boundary=b')).statusCode, 400);
  // A route without files does not take them.
  const { payload, type } = multipart([['name="text"', 'hello'], csrf]);
  const elsewhere = await app.inject({ method: 'POST', url: '/notes', payload, headers: { ...headers, ...type } });
  assert.equal(elsewhere.statusCode, 403);
  assert.deepEqual(
    logged.filter(({ level }) => level === 'error'),
    [],
  );
});

test('a refused form comes back with what was typed; without a page of its own it becomes a page or data', async () => {
  const session = await beginSession(house, 'portal', person);
  const again = await send('/notes', session, { text: 'x', day: '2026-02-30', ...tokenOf(session) });
  assert.equal(again.statusCode, 422);
  assert.match(
    again.body,
    /form again: .*"text":"x".*"day":"2026-02-30".*input\.invalid field\.too_short,field\.format/,
  );
  const page = await send('/plain-notes', session, { text: 'x', ...tokenOf(session) });
  assert.equal(page.statusCode, 422);
  assert.equal(page.body, '<p>refused input.invalid</p>');
  const data = await send(
    '/plain-notes',
    session,
    { text: 'x', more: '1', ...tokenOf(session) },
    { ...own, accept: 'application/json', cookie: `${cookieOf(session)}; mot_cua_language=en` },
  );
  assert.equal(data.headers['content-type'], 'application/problem+json; charset=utf-8');
  const problem = data.json<Record<string, unknown>>();
  assert.equal(problem.type, 'urn:mot-cua:refusal:input.invalid');
  assert.equal(problem.status, 422);
  assert.match(String(problem.title), /put right/);
  const unknown = 'This field is not part of the form. Load the page again and try once more.';
  assert.deepEqual(problem.fields, [
    { field: 'more', code: 'field.unknown', detail: unknown },
    { field: 'text', code: 'field.too_short', values: { least: 3 }, detail: 'Write more: at least 3 characters.' },
  ]);
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

test('a fault shows its number and nothing else; the log has the rest', async () => {
  for (const headers of [{}, { accept: 'application/json' }] as Record<string, string>[]) {
    const { statusCode, body } = await ask('/fault?number=001190000004', headers);
    assert.equal(statusCode, 500);
    assert.ok(!body.includes(SECRET) && !body.includes('.ts'));
    const { details } = logged.filter(({ event }) => event === 'request.fault').at(-1)!;
    assert.ok(body.includes(String(details.incident)));
    assert.equal(details.message, SECRET);
    assert.equal(details.route, '/fault');
    assert.ok(!JSON.stringify(details).includes(NUMBER));
  }
});

test('when the database is away, pages say so by a number and disclose nothing', async () => {
  const away = {
    ...houseWith(),
    db: { ...database.db, as: () => ({ maybe: () => Promise.reject(new Error(SECRET)) }) as never },
  };
  const broken = await createWebServer(away, routes, edge);
  const cookie = `mot_cua_portal=${'x'.repeat(43)}`;
  for (const url of ['/mine', '/nowhere', '/open']) {
    const { statusCode, body } = await broken.inject({ url, headers: { cookie } });
    assert.ok(statusCode === 500 || statusCode === 404, url);
    assert.ok(!body.includes(SECRET), url);
    assert.match(body, /incident|page\.not_found/);
  }
  await broken.close();
});

test('a page about what went wrong that goes wrong itself still discloses nothing', async () => {
  const fail = () => {
    throw new Error(SECRET);
  };
  const broken = await createWebServer(house, routes, { ...edge, refusalPage: fail, faultPage: fail });
  for (const url of ['/fault', '/refuse', '/nowhere', '/%zz']) {
    const { statusCode, body } = await broken.inject({ url });
    assert.equal(statusCode, 500, url);
    assert.match(body, /^[0-9a-f-]{36}$/);
  }
  await broken.close();
});

test('addresses that are none, other methods, and heads', async () => {
  assert.equal((await ask('/nowhere')).statusCode, 404);
  assert.equal((await ask('/nowhere')).body, '<p>refused page.not_found</p>');
  assert.equal((await ask('/%zz')).statusCode, 400);
  assert.equal(
    (await ask('/%zz', { accept: 'application/json' })).json<{ code: string }>().code,
    'request.not_understood',
  );
  assert.ok([404, 414].includes((await ask(`/things/${'x'.repeat(300)}`)).statusCode));
  assert.equal((await ask('/things/123456')).statusCode, 422);
  assert.equal((await ask('/open/')).statusCode, 200, 'a slash at the end changes nothing');
  const head = await app.inject({ method: 'HEAD', url: '/long' });
  assert.equal(head.statusCode, 200);
  assert.equal(head.body, '');
  const reload = await ask('/notes');
  assert.equal(reload.statusCode, 405);
  assert.equal(reload.headers.allow, 'POST');
  const put = await app.inject({ method: 'PUT', url: '/things/1' });
  assert.equal(put.statusCode, 405);
  assert.equal(put.headers.allow, 'GET, HEAD');
  assert.equal((await app.inject({ method: 'DELETE', url: '/nowhere' })).statusCode, 404);
});

test('bodies that are too large or garbage are refused, not faults', async () => {
  const post = (payload: string, type: string) =>
    app.inject({ method: 'POST', url: '/open', payload, headers: { ...own, 'content-type': type } });
  assert.equal((await post(`text=${'x'.repeat(300_000)}`, FORM['content-type'])).statusCode, 413);
  assert.equal((await post('{"text":', 'application/json')).statusCode, 400);
  assert.equal((await post('{"__proto__":{"text":"hello"}}', 'application/json')).statusCode, 400);
  for (const body of ['null', '"text"', '[]', '1'])
    assert.equal((await post(body, 'application/json')).statusCode, 422, body);
  assert.equal((await post('<text/>', 'application/xml')).statusCode, 415);
  assert.equal((await post('', FORM['content-type'])).statusCode, 422);
  assert.equal((await post('%%%=%%%&&&=&__proto__=1&constructor=2&text=hello', FORM['content-type'])).statusCode, 422);
  // What PostgreSQL cannot keep is the sender's mistake.
  assert.equal((await post('text=a%00bc', FORM['content-type'])).statusCode, 422);
  assert.equal((await post('{"text":"a\\ud800bc"}', 'application/json')).statusCode, 422);
  assert.deepEqual(
    logged.filter(({ level }) => level === 'error'),
    [],
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

test('headers that are too large, and what is no HTTP, end the connection with a word', async () => {
  const { port } = app.server.address() as { port: number };
  const say = (text: string) =>
    new Promise<string>((resolve, reject) => {
      let heard = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      socket
        .on('data', (part) => (heard += part.toString()))
        .on('end', () => resolve(heard))
        .on('error', reject);
    });
  assert.match(await say(`GET / HTTP/1.1\r\nhost: x\r\na: ${'x'.repeat(20_000)}\r\n\r\n`), /^HTTP\/1\.1 431 /);
  assert.match(await say('garbage\r\n\r\n'), /^HTTP\/1\.1 400 /);
});

test('a protocol of its own takes bytes of its one media type, up to its limit, from programs that know no forms', async () => {
  const session = await beginSession(house, 'portal', person);
  const post = (payload: Buffer, type: string) =>
    app.inject({
      method: 'POST',
      url: '/protocol',
      payload,
      headers: { 'content-type': type, cookie: cookieOf(session) },
    });
  const taken = await post(Buffer.of(0, 1, 255), 'application/timestamp-query');
  assert.deepEqual(taken.json(), { bytes: '0001ff', knows: false }, 'nobody is looked for in cookies');
  for (const type of [
    'application/json',
    'application/x-www-form-urlencoded',
    'text/plain',
    'multipart/form-data; boundary=x',
  ]) {
    assert.equal((await post(Buffer.from('{}'), type)).statusCode, 415, type);
  }
  assert.equal((await post(Buffer.alloc(101), 'application/timestamp-query')).statusCode, 413);
  // Only there: elsewhere such a body is none.
  const elsewhere = await app.inject({
    method: 'POST',
    url: '/open',
    payload: Buffer.of(1),
    headers: { 'content-type': 'application/timestamp-query', ...own },
  });
  assert.equal(elsewhere.statusCode, 415);
});
