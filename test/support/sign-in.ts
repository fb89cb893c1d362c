import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { after, before } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type TestDatabase, testDatabase } from './database.ts';
import { loadAssets } from '../../src/design/index.ts';
import { readConfig } from '../../src/kernel/config.ts';
import { ownerClient } from '../../src/kernel/db.ts';
import { createWebServer } from '../../src/kernel/http.ts';
import { openKeys } from '../../src/kernel/keys.ts';
import type { Log } from '../../src/kernel/log.ts';
import { route, json } from '../../src/kernel/route.ts';
import type { House } from '../../src/kernel/system.ts';
import { loadExampleOrganisations } from '../../src/systems/organisations/example/load.ts';
import { system as organisations } from '../../src/systems/organisations/index.ts';
import {
  type CodeMessage,
  carryCodesBy,
  createAccount,
  mountOpenIdProvider,
  signInPath,
  system,
} from '../../src/systems/identity/index.ts';
import { routes } from '../../src/systems/identity/routes.ts';

export const PERSON = '001190000004';
export const OFFICER = '001185000002';
export const TWO_POSTS = '001075000001';
export const PASSWORD = 'con trâu đi trước cái cày theo sau';

export let database: TestDatabase;
export let house: House;
const apps: FastifyInstance[] = [];
export const logged: string[] = [];
export const sent: CodeMessage[] = [];

const log: Log = Object.fromEntries(
  ['debug', 'info', 'warn', 'error'].map((level) => [
    level,
    (event: string, details?: unknown) => logged.push(JSON.stringify({ level, event, details })),
  ]),
) as never;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

export async function serve(served: House): Promise<FastifyInstance> {
  const whoAmI = (['portal', 'desk'] as const).map((area) =>
    route({
      method: 'GET',
      path: `/who/${area}`,
      who: area === 'portal' ? 'person' : 'official',
      answer: (asked) => json({ ...asked.session!.holder, formToken: asked.formToken }),
    }),
  );
  const app = await createWebServer(served, [...routes, ...whoAmI], {
    refusalPage: (_asked, refusal) => `refused ${refusal.code}`,
    faultPage: (_asked, incident) => `fault ${incident}`,
    signInPath,
    machineOf: async () => undefined,
  });
  await mountOpenIdProvider(app, served);
  for (const asset of loadAssets()) {
    app.get(asset.path, (_request, reply) => reply.type(asset.contentType).send(asset.body));
  }
  await app.listen({ port: served.config.port, host: '127.0.0.1' });
  apps.push(app);
  return app;
}

export async function openHouse(options: { demo: boolean; port?: number; keys?: House['keys'] }): Promise<House> {
  const port = options.port ?? (await freePort());
  return {
    config: readConfig({
      PORT: String(port),
      BASE_URL: `http://localhost:${port}`,
      DEMO: options.demo ? '1' : '0',
      DATABASE_URL: 'postgres://unused',
    }),
    db: database.db,
    keys: options.keys ?? openKeys({ masterKey: randomBytes(32).toString('base64'), dataDir: '' }),
    files: undefined as never,
    log,
    synthetic: true,
    sentences: { ...system.sentences, ...organisations.sentences },
  };
}

/** Serves sign-in to a person, an officer and an official with two posts, for the tests of one file. */
export function openSignIn(): void {
  before(async () => {
    database = await testDatabase();
    house = await openHouse({ demo: false });
    carryCodesBy(async (_house, message) => void sent.push(message));
    const owner = ownerClient(database.owner);
    await owner.connect();
    const place = { communeCode: '00025', communeName: 'Phường Giảng Võ', provinceCode: '01', provinceName: 'Hà Nội' };
    const post = { provinceCode: '01', communeCode: '00025' };
    await loadExampleOrganisations(owner, {
      places: [{ ...place, oldProvinceCodes: [] }],
      officials: [
        { personNumber: OFFICER, post: 'civil-status-officer', ...post },
        { personNumber: TWO_POSTS, post: 'committee-chair', ...post },
        { personNumber: TWO_POSTS, post: 'police-residence-officer', ...post },
      ],
    });
    await owner.end();
    for (const personalNumber of [PERSON, OFFICER, TWO_POSTS]) {
      await createAccount(house, {
        personalNumber,
        name: `Nguyễn Thử ${personalNumber.slice(-1)}`,
        level: 2,
        password: PASSWORD,
        phone: '0900000123',
      });
    }
    await serve(house);
  });
  after(async () => {
    for (const app of apps) await app.close();
    await database.close();
  });
}

/** A browser without scripts: keeps cookies by name and path, follows redirects when told to. */
export class Browser {
  readonly cookies = new Map<string, { value: string; path: string }>();
  readonly visited: string[] = [];
  base: string;
  constructor(base = house.config.baseUrl) {
    this.base = base;
  }
  async ask(path: string, form?: Record<string, string>): Promise<{ status: number; location?: string; text: string }> {
    const url = new URL(path, this.base);
    const cookie = [...this.cookies.values()].length
      ? [...this.cookies]
          .filter(([, { path: at }]) => at === '/' || url.pathname === at || url.pathname.startsWith(`${at}/`))
          .map(([key, { value }]) => `${key.split('|')[0]}=${value}`)
          .join('; ')
      : '';
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie, accept: 'text/html', ...(form ? { origin: this.base } : {}) },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      const at = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
      assert.ok(
        attributes.some((attribute) => /^httponly$/i.test(attribute)),
        `${name} is not HttpOnly`,
      );
      assert.ok(
        attributes.some((attribute) => /^samesite=lax$/i.test(attribute)),
        `${name} is not SameSite=Lax`,
      );
      if (value === '') this.cookies.delete(`${name}|${at}`);
      else this.cookies.set(`${name}|${at}`, { value: value!, path: at });
    }
    const location = response.headers.get('location') ?? undefined;
    this.visited.push(`${response.status} ${url.pathname}`);
    return { status: response.status, location, text: await response.text() };
  }
  async open(path: string, form?: Record<string, string>): Promise<{ status: number; path: string; text: string }> {
    let answer = await this.ask(path, form);
    let at = path;
    for (let hops = 0; answer.location && hops < 12; hops++) {
      const next = new URL(answer.location, new URL(at, this.base));
      assert.equal(next.origin, this.base, `led away to ${next.origin}`);
      at = `${next.pathname}${next.search}`;
      answer = await this.ask(at);
    }
    return { status: answer.status, path: at, text: answer.text };
  }
  cookie(name: string): string | undefined {
    return [...this.cookies].find(([key]) => key.startsWith(`${name}|`))?.[1].value;
  }
}

export const lastCode = (): string => sent.at(-1)!.code;
export const wrongCode = (): string => String((Number(lastCode()) + 1) % 1_000_000).padStart(6, '0');

/** Opens the sign-in page of a site and gives the path of its run. */
export async function begin(browser: Browser, path = '/sign-in?to=/cases'): Promise<string> {
  const page = await browser.open(path);
  assert.equal(page.status, 200);
  return page.path.split('?')[0]!;
}

export async function signIn(browser: Browser, personalNumber: string, path?: string): ReturnType<Browser['open']> {
  const run = await begin(browser, path);
  const code = await browser.open(`${run}/password`, { personalNumber, password: PASSWORD, ...tokenOf(browser) });
  assert.equal(code.path, `${run}/code`, code.text);
  return browser.open(`${run}/code`, { code: lastCode(), ...tokenOf(browser) });
}

/** Pages carry a token for the forms of a session; tests read it off a page of their own. */
export const tokens = new WeakMap<Browser, string>();
export const tokenOf = (browser: Browser): Record<string, string> => {
  const token = tokens.get(browser);
  return token ? { csrf: token } : {};
};

export async function who(browser: Browser, area: 'portal' | 'desk'): Promise<Record<string, unknown> | undefined> {
  const answer = await browser.ask(`/who/${area}`);
  return answer.status === 200 ? (JSON.parse(answer.text) as Record<string, unknown>) : undefined;
}

/** As if the tries of a number had never been. */
export async function forget(personalNumber?: string): Promise<void> {
  const owner = ownerClient(database.owner);
  await owner.connect();
  if (personalNumber)
    await owner.query('DELETE FROM identity.sign_in_attempt WHERE personal_number = $1', [personalNumber]);
  else await owner.query('DELETE FROM identity.sign_in_attempt');
  await owner.end();
}

export async function asOwner(statement: string): Promise<void> {
  const owner = ownerClient(database.owner);
  await owner.connect();
  await owner.query(statement);
  await owner.end();
}
