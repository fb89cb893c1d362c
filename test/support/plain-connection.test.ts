import assert from 'node:assert/strict';
import { type Server, createServer } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { PlainConnection } from './plain-connection.ts';

const LARGE = Buffer.alloc(200_000, 'Đ');
let server: Server;
let sockets: Socket[] = [];
let asked: string[] = [];
before(async () => {
  server = createServer((request, response) => {
    asked.push(request.url!);
    if (request.url === '/large') response.setHeader('set-cookie', ['a=1', 'b=2']).end(LARGE);
    else if (request.url === '/chunks') {
      response.write('one ');
      response.write(LARGE);
      response.end(' end');
    } else if (request.url === '/cut') {
      response.writeHead(200, { 'content-length': 10 }).write('half');
      setTimeout(() => response.destroy(), 20);
    } else if (request.url === '/last') response.setHeader('connection', 'close').end('bye');
    else if (request.url === '/none') response.writeHead(204).end();
    else request.pipe(response);
  });
  server.on('connection', (socket) => sockets.push(socket));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const open = () => {
  sockets = [];
  asked = [];
  return new PlainConnection({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
};
const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: localhost`;

test('answers come whole over one connection, in turn, whatever their length', async () => {
  const connection = open();
  const [large, chunks, none] = await Promise.all(
    ['/large', '/chunks', '/none'].map((path) => connection.ask(get(path), undefined)),
  );
  assert.deepEqual([large!.status, large!.setCookies], [200, ['a=1', 'b=2']]);
  assert.ok(large!.body.equals(LARGE));
  assert.ok(chunks!.body.equals(Buffer.concat([Buffer.from('one '), LARGE, Buffer.from(' end')])));
  assert.deepEqual([none!.status, none!.body.length], [204, 0]);
  const text = 'Đặng Thị Ổi';
  const head = `POST /echo HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${Buffer.byteLength(text)}`;
  assert.equal((await connection.ask(head, text)).body.toString(), text);
  assert.equal(sockets.length, 1);
  connection.close();
});

test('a connection that the other side closed in the meantime is opened again', async () => {
  const connection = open();
  await connection.ask(get('/large'), undefined);
  sockets[0]!.destroy();
  assert.equal((await connection.ask(get('/large'), undefined)).status, 200);
  await connection.ask(get('/last'), undefined);
  assert.equal((await connection.ask(get('/large'), undefined)).status, 200);
  assert.equal(sockets.length, 3);
  connection.close();
});

test('an answer that breaks off is an error, and is not asked for again', async () => {
  const connection = open();
  await connection.ask(get('/large'), undefined);
  await assert.rejects(connection.ask(get('/cut'), undefined));
  assert.deepEqual(asked, ['/large', '/cut']);
  assert.equal((await connection.ask(get('/large'), undefined)).status, 200);
  connection.close();
});

test('where nobody listens, asking fails', async () => {
  const connection = new PlainConnection({ host: '127.0.0.1', port: 1 });
  await assert.rejects(connection.ask(get('/'), undefined), /ECONNREFUSED/);
});
