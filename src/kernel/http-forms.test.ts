import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { beginSession } from './session.ts';
import {
  app,
  cookieOf,
  folder,
  house,
  logged,
  multipart,
  ORIGIN,
  own,
  person,
  send,
  serveRoutes,
  tokenOf,
  upload,
} from '../../test/support/web-server.ts';

serveRoutes();

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
  assert.match(tooLarge.body, /form again: .*typed behind the file.*file\.named_too_large/);
  assert.equal((await upload(session, [csrf, file(1), file(1), file(1)])).statusCode, 413);
  assert.equal((await upload(session, [csrf, file(800_000), file(800_000)])).statusCode, 413);
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
