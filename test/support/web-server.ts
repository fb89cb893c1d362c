import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { type TestDatabase, testDatabase } from './database.ts';
import { readConfig } from '../../src/kernel/config.ts';
import { createWebServer } from '../../src/kernel/http.ts';
import { openKeys } from '../../src/kernel/keys.ts';
import type { Log } from '../../src/kernel/log.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import { type Answer, type Asked, download, html, json, route, seeOther } from '../../src/kernel/route.ts';
import { KERNEL_SENTENCES } from '../../src/kernel/sentences.ts';
import { type Holder, type Session, formToken } from '../../src/kernel/session.ts';
import type { House } from '../../src/kernel/system.ts';

export const ORIGIN = 'http://localhost:8080';
export const SECRET = 'a secret of the database';
export const NUMBER = '001190000004';

export let folder: string;
export let database: TestDatabase;
export let house: House;
export let app: FastifyInstance;
export const logged: { level: string; event: string; details: Record<string, unknown> }[] = [];
const seen: Asked[] = [];

export const log = Object.fromEntries(
  ['debug', 'info', 'warn', 'error'].map((level) => [
    level,
    (event: string, details: Record<string, unknown> = {}) => logged.push({ level, event, details }),
  ]),
) as unknown as Log;

export const person: Holder = { kind: 'person', number: NUMBER, name: 'Trần Thị Mẫu', assurance: 'high' };
export const officer = (role: string): Holder => ({
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
export const keep = (asked: Asked<never, never, never>): Answer => {
  seen.push(asked as unknown as Asked);
  return json({ language: asked.language, body: asked.body, query: asked.query, address: asked.address });
};
export const shown = (
  asked: Asked<never, Record<string, unknown>, Record<string, unknown>>,
  refusal: Refusal,
): Answer =>
  html(`form again: ${JSON.stringify(asked.body)} ${refusal.code} ${refusal.fields.map(({ code }) => code).join()}`);

export const routes = [
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
    upload: { most: 2, largest_bytes: 1_000_000, together_bytes: 1_500_000 },
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

export const edge = {
  refusalPage: (_asked: Asked, refusal: Refusal) => `<p>refused ${refusal.code}</p>`,
  faultPage: (_asked: Asked, incident: string) => `<p>incident ${incident}</p>`,
  signInPath: (area: string, to: string) => `/sign-in/${area}?to=${encodeURIComponent(to)}`,
  machineOf: async (token: string) =>
    token === 'good'
      ? { clientId: 'c', name: 'Phần mềm', kind: 'hospital', agencyCode: 'B01', agencyName: 'Bệnh viện' }
      : undefined,
};

export function houseWith(settings: Record<string, string> = {}): House {
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

/** Serves routes that do what the kernel must guard against, for the tests of one file. */
export function serveRoutes(): void {
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mot-cua-http-'));
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
}

export const cookieOf = ({ area, token }: Session) => `mot_cua_${area}=${token}`;
export const own = { origin: ORIGIN, 'sec-fetch-site': 'same-origin' };
export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
export const ask = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
export function send(
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
export const tokenOf = (session: Session) => ({ csrf: formToken(house, session) });
export function multipart(parts: [head: string, body: string | Buffer][], boundary = 'x-boundary') {
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
export function upload(session: Session, parts: [string, string | Buffer][], url = '/papers') {
  const { payload, type } = multipart(parts);
  return app.inject({
    method: 'POST',
    url,
    payload,
    headers: { ...type, ...own, cookie: cookieOf(session) },
  });
}
