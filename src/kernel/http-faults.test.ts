import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { createWebServer } from './http.ts';
import {
  app,
  ask,
  database,
  edge,
  FORM,
  house,
  logged,
  NUMBER,
  routes,
  SECRET,
  houseWith,
  own,
  serveRoutes,
} from '../../test/support/web-server.ts';

serveRoutes();

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
