import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { readCertificate } from '../../src/systems/trust/certificate/certificate.ts';
import { requestFor } from './certification-request.ts';
import { testHouse, type TestHouse } from './house.ts';

/** A small client of ACME, to do what programs do not, and where the house asks for proofs. */

/** Where the house asks for proofs, and the house. Each process that tests has one. */
interface Acme {
  house: TestHouse;
  proofServer: Server;
  proofPort: number;
}
export const acme = {} as Acme;
/** What is served to whoever asks for a proof, by host and path. */
export const served = new Map<string, { status?: number; body?: string; location?: string }>();

/** Opens a house that asks for proofs at a server of ours. */
export async function openAcme(settings: Record<string, string> = {}): Promise<void> {
  acme.proofServer = createServer((request, response) => {
    const found = served.get(`${request.headers.host?.split(':')[0]} ${request.url}`);
    response.writeHead(found?.status ?? (found ? 200 : 404), found?.location ? { location: found.location } : {});
    response.end(found?.body ?? '');
  });
  await listen(acme.proofServer);
  acme.proofPort = (acme.proofServer.address() as AddressInfo).port;
  acme.house = await testHouse({ ACME_HTTP_PORT: String(acme.proofPort), ...settings });
}

export async function closeAcme(): Promise<void> {
  acme.proofServer.close();
  await acme.house.close();
}

export const listen = (server: Server, port = 0) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done));

export const b64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString('base64url');

export interface Keys {
  publicKey: KeyObject;
  privateKey: KeyObject;
  jwk: Record<string, unknown>;
}
export const newKeys = (): Keys => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { publicKey, privateKey, jwk: publicKey.export({ format: 'jwk' }) as Record<string, unknown> };
};
export const thumbprintOf = ({ jwk: { crv, kty, x, y } }: Keys) =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');

export interface Answer {
  status: number;
  body: Record<string, never> & { type?: string; status?: string; [name: string]: unknown };
  headers: Headers;
  text: string;
}

export const address = (path: string) => (path.startsWith('http') ? path : `${acme.house.publicUrl}/acme/${path}`);
export const nonce = async () => (await fetch(address('new-nonce'), { method: 'HEAD' })).headers.get('replay-nonce')!;

export function signedBy(keys: Keys, head: Record<string, unknown>, payload: unknown): Record<string, string> {
  const parts = {
    protected: b64(JSON.stringify({ alg: 'ES256', ...head })),
    payload: payload === '' ? '' : b64(JSON.stringify(payload)),
  };
  const signature = sign('sha256', Buffer.from(`${parts.protected}.${parts.payload}`), {
    key: keys.privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return { ...parts, signature: b64(signature) };
}

export async function send(path: string, message: unknown, type = 'application/jose+json'): Promise<Answer> {
  const answer = await fetch(address(path), {
    method: 'POST',
    headers: { 'content-type': type },
    body: JSON.stringify(message),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json');
  return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : {} };
}

/** A signed request by an account, or by a key that has none when there is no `kid`. */
export async function post(
  keys: Keys,
  path: string,
  payload: unknown,
  { kid, ...head }: Record<string, unknown> = {},
): Promise<Answer> {
  const signer = kid === undefined ? { jwk: keys.jwk } : { kid };
  const whole = { nonce: await nonce(), url: address(path), ...signer, ...head };
  return send(path, signedBy(keys, whole, payload));
}

export interface Account {
  keys: Keys;
  kid: string;
  post(path: string, payload: unknown, head?: Record<string, unknown>): Promise<Answer>;
}
export async function openAccount(payload: Record<string, unknown> = {}, keys = newKeys()): Promise<Account> {
  const made = await post(keys, 'new-account', { termsOfServiceAgreed: true, ...payload });
  assert.equal(made.status, 201, made.text);
  const kid = made.headers.get('location')!;
  return { keys, kid, post: (path, sent, head = {}) => post(keys, path, sent, { kid, ...head }) };
}

export const dns = (...names: string[]) => ({ identifiers: names.map((value) => ({ type: 'dns', value })) });
export const typeOf = ({ body }: Answer) => String(body.type).replace('urn:ietf:params:acme:error:', '');

/** Asks until the answer has another state than these. */
export async function settled(account: Account, url: string, ...waiting: string[]): Promise<Answer> {
  for (let tries = 0; tries < 100; tries++) {
    const answer = await account.post(url, '');
    if (!waiting.includes(String(answer.body.status))) return answer;
    await sleep(30);
  }
  throw new Error(`${url} goes on waiting`);
}

/** Puts the proof where it is asked for, and says so; answers the state that the authorisation comes to. */
export async function prove(
  account: Account,
  url: string,
  proof?: { body?: string; location?: string; status?: number },
): Promise<Answer> {
  const { body } = await account.post(url, '');
  const [challenge] = body.challenges as unknown as { url: string; token: string }[];
  const { value } = body.identifier as unknown as { value: string };
  const right = { body: `${challenge!.token}.${thumbprintOf(account.keys)}\n` };
  served.set(`${value} /.well-known/acme-challenge/${challenge!.token}`, proof ?? right);
  await account.post(challenge!.url, {});
  return settled(account, url, 'pending');
}

/** An order whose names are all proven. */
export async function readyOrder(account: Account, ...names: string[]): Promise<{ url: string; finalize: string }> {
  const placed = await account.post('new-order', dns(...names));
  assert.equal(placed.status, 201, placed.text);
  for (const url of placed.body.authorizations as unknown as string[]) {
    const { body } = await prove(account, url);
    assert.equal(body.status, 'valid');
  }
  return { url: placed.headers.get('location')!, finalize: String(placed.body.finalize) };
}

export const newRequest = (names: readonly string[], keys = newKeys()) => requestFor(names, keys);

export async function issued(account: Account, ...names: string[]) {
  const keys = newKeys();
  const { url, finalize } = await readyOrder(account, ...names);
  const done = await account.post(finalize, { csr: b64(newRequest(names, keys)) });
  assert.equal(done.status, 200, done.text);
  const order = await settled(account, url, 'processing');
  const chain = (await account.post(String(order.body.certificate), '')).text;
  const der = new X509Certificate(chain).raw;
  return { chain, der, keys, url, read: readCertificate(der) };
}
