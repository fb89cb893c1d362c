import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  acme,
  b64,
  closeAcme,
  dns,
  listen,
  newKeys,
  newRequest,
  openAccount,
  openAcme,
  served,
  settled,
  thumbprintOf,
  type Account,
} from '../../../../test/support/acme-client.ts';
import { missing } from '../../../../test/support/chromium.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { assertRecord } from './dns-proof.ts';

/** Names proven by a record of their domain, with name servers of our own. */

/** What the name server answers, by `TYPE name`; `silent` says nothing, `fails` SERVFAIL. */
const records = new Map<string, readonly string[] | 'silent' | 'fails'>();
const TYPES: Readonly<Record<number, string>> = { 5: 'CNAME', 16: 'TXT' };
const folder = mkdtempSync(join(tmpdir(), 'acme-dns-'));
let nameServer: Socket;
let address: string;
let hooks: Server;
before(async () => {
  nameServer = createSocket('udp4', (message, { port, address: from }) => {
    const answer = answerTo(message);
    if (answer) nameServer.send(answer, port, from);
  });
  await new Promise<void>((done) => nameServer.bind(0, '127.0.0.1', done));
  address = `127.0.0.1:${nameServer.address().port}`;
  // Programs that others wrote put their records by a hook.
  hooks = createServer((request, response) => {
    const { searchParams } = new URL(request.url!, 'http://localhost');
    records.set(`TXT _acme-challenge.${searchParams.get('name')!}`, [searchParams.get('record')!]);
    response.end();
  });
  await listen(hooks);
  await openAcme({ ACME_DNS_SERVERS: address });
});
after(async () => {
  await closeAcme();
  hooks.close();
  nameServer.close();
  rmSync(folder, { recursive: true });
});

/** An answer of a name server (RFC 1035 §4) to one question; nothing when it is to be silent. */
function answerTo(query: Buffer): Buffer | undefined {
  const labels: string[] = [];
  let at = 12;
  for (; query[at]! > 0; at += query[at]! + 1) labels.push(query.toString('latin1', at + 1, at + 1 + query[at]!));
  const type = TYPES[query.readUInt16BE(at + 1)] ?? '';
  const found = records.get(`${type} ${labels.join('.').toLowerCase()}`) ?? [];
  if (found === 'silent') return undefined;
  const head = Buffer.from(query.subarray(0, 12));
  head.writeUInt16BE(found === 'fails' ? 0x81_82 : 0x81_80, 2);
  const values = found === 'fails' ? [] : found;
  head.writeUInt16BE(values.length, 6);
  head.fill(0, 8, 12);
  const told = values.map((value) => {
    const data = type === 'TXT' ? textData(value) : nameData(value);
    const fixed = Buffer.alloc(12);
    fixed.writeUInt16BE(0xc0_0c, 0);
    fixed.writeUInt16BE(type === 'TXT' ? 16 : 5, 2);
    fixed.writeUInt16BE(1, 4);
    fixed.writeUInt16BE(data.length, 10);
    return Buffer.concat([fixed, data]);
  });
  return Buffer.concat([head, query.subarray(12, at + 5), ...told]);
}
/** A text in strings of at most 20 bytes: long ones come in several. */
const textData = (text: string): Buffer =>
  Buffer.concat((text.match(/.{1,20}/g) ?? ['']).map((part) => Buffer.from([part.length, ...Buffer.from(part)])));
const nameData = (name: string): Buffer =>
  Buffer.concat([
    ...name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);

interface Challenge {
  type: string;
  url: string;
  token: string;
  error?: { type: string };
}
async function order(account: Account, name: string) {
  const placed = await account.post('new-order', dns(name));
  assert.equal(placed.status, 201, placed.text);
  const [url] = placed.body.authorizations as unknown as [string];
  const challenges = (await account.post(url, '')).body.challenges as unknown as Challenge[];
  const challenge = challenges.find(({ type }) => type === 'dns-01')!;
  const record = createHash('sha256')
    .update(`${challenge.token}.${thumbprintOf(account.keys)}`)
    .digest('base64url');
  const isReady = async () => {
    await account.post(challenge.url, {});
    return settled(account, url, 'pending');
  };
  return {
    url,
    finalize: String(placed.body.finalize),
    order: placed.headers.get('location')!,
    challenges,
    challenge,
    record,
    isReady,
  };
}
const problemOf = (body: Record<string, unknown>) => {
  const [challenge] = body.challenges as Challenge[];
  return String(challenge!.error?.type).replace('urn:ietf:params:acme:error:', '');
};

test('a name is proven by its record, among others and in several strings, and a certificate is issued', async () => {
  const account = await openAccount();
  const name = 'ghi.example';
  const asked = await order(account, name);
  assert.deepEqual(
    asked.challenges.map(({ type }) => type),
    ['http-01', 'dns-01'],
  );
  records.set(`TXT _acme-challenge.${name}`, ['v=spf1 -all', asked.record]);
  const { body } = await asked.isReady();
  assert.equal(body.status, 'valid');
  assert.deepEqual(
    (body.challenges as unknown as Challenge[]).map(({ type }) => type),
    ['dns-01'],
    'the way that was chosen alone is told then',
  );
  const done = await account.post(asked.finalize, { csr: b64(newRequest([name], newKeys())) });
  assert.equal(done.status, 200, done.text);
  assert.equal((await settled(account, asked.order, 'processing')).body.status, 'valid');
});

test('no record, a wrong one, an alias, servers that fail: refused, each with its kind', async () => {
  const account = await openAccount();
  const other = await order(await openAccount(), 'khac.example');
  const cases: [name: string, set: (record: string, at: string) => void, problem: string][] = [
    ['khong.example', () => undefined, 'dns'],
    ['sai.example', (record, at) => records.set(`TXT ${at}`, [record.slice(0, -1), `${record}A`]), 'incorrectResponse'],
    // The record of another account proves nothing of this one.
    ['khac.example', (_record, at) => records.set(`TXT ${at}`, [other.record]), 'incorrectResponse'],
    [
      'bi-danh.example',
      (record, at) => {
        records.set(`CNAME ${at}`, ['cho-khac.example']);
        records.set(`TXT ${at}`, [record]);
      },
      'unauthorized',
    ],
    ['hong.example', (_record, at) => records.set(`TXT ${at}`, 'fails'), 'dns'],
  ];
  await Promise.all(
    cases.map(async ([name, set, problem]) => {
      const asked = await order(account, name);
      set(asked.record, `_acme-challenge.${name}`);
      const { body } = await asked.isReady();
      assert.deepEqual([name, body.status, problemOf(body)], [name, 'invalid', problem]);
    }),
  );
});

test('servers that are silent are waited for no longer than ten seconds', async () => {
  records.set('TXT _acme-challenge.im.example', 'silent');
  const began = performance.now();
  const asked = assertRecord({ name: 'im.example', record: 'x', servers: [address] });
  await assert.rejects(asked, (error) => error instanceof Refusal && error.code === 'trust.acme_names_unanswered');
  assert.ok(performance.now() - began < 12_000);
});

test('one way is chosen and the other is closed; an address has none, and wildcards are refused', async () => {
  const account = await openAccount();
  const name = 'mot.localhost';
  const asked = await order(account, name);
  const [http] = asked.challenges as [Challenge];
  served.set(`${name} /.well-known/acme-challenge/${http.token}`, {
    body: `${http.token}.${thumbprintOf(account.keys)}`,
  });
  assert.equal((await account.post(http.url, {})).status, 200);
  assert.equal((await settled(account, asked.url, 'pending')).body.status, 'valid');
  assert.equal((await account.post(asked.challenge.url, '')).status, 404);
  const place = await account.post('new-order', { identifiers: [{ type: 'ip', value: '127.0.0.1' }] });
  const [url] = place.body.authorizations as unknown as [string];
  const challenges = (await account.post(url, '')).body.challenges as unknown as Challenge[];
  assert.deepEqual(
    challenges.map(({ type }) => type),
    ['http-01'],
  );
  assert.equal((await account.post(`${challenges[0]!.url}.dns-01`, {})).status, 404);
  const stranger = await openAccount();
  assert.equal((await stranger.post(asked.challenge.url, {})).status, 404);
  assert.equal((await account.post('new-order', dns('*.example'))).status, 400);
});

test('certbot proves a name by its record', { skip: missing('certbot', 'curl') }, async () => {
  const { port } = hooks.address() as AddressInfo;
  const hook = join(folder, 'hook.sh');
  writeFileSync(
    hook,
    `#!/bin/sh\ncurl -sS "http://127.0.0.1:${port}/?name=$CERTBOT_DOMAIN&record=$CERTBOT_VALIDATION"\n`,
  );
  chmodSync(hook, 0o755);
  const at = (name: string) => join(folder, name);
  const manual = ['certonly', '--manual', '--preferred-challenges', 'dns', '--manual-auth-hook', hook];
  const server = ['--server', `${acme.house.publicUrl}/acme/directory`, '--non-interactive', '--agree-tos'];
  const whom = ['-m', 'quan-tri@co-quan.example', '-d', 'certbot.example'];
  const places = ['--config-dir', at('certbot'), '--work-dir', at('work'), '--logs-dir', at('logs')];
  const certbot = [...manual, ...server, ...whom, ...places];
  const said = await new Promise<string>((done) =>
    execFile('certbot', certbot, { encoding: 'utf8' }, (_error, out, err) => done(`${out}${err}`)),
  );
  assert.ok(existsSync(at('certbot/live/certbot.example/fullchain.pem')), said);
});
