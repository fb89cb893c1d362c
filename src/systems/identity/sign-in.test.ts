import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { readConfig } from '../../kernel/config.ts';
import { ownerClient } from '../../kernel/db.ts';
import { createWebServer } from '../../kernel/http.ts';
import { openKeys } from '../../kernel/keys.ts';
import type { Log } from '../../kernel/log.ts';
import { route, json } from '../../kernel/route.ts';
import type { House } from '../../kernel/system.ts';
import { loadExampleOrganisations } from '../organisations/example/load.ts';
import { sentences as organisationSentences } from '../organisations/rules.ts';
import { loadExampleAccounts } from './example/load.ts';
import {
  type CodeMessage,
  carryCodesBy,
  createAccount,
  mountOpenIdProvider,
  registerInformationSystem,
  revokeInformationSystem,
  system,
  verifyAccessToken,
} from './index.ts';
import { routes } from './routes.ts';

const PERSON = '001190000004';
const OFFICER = '001185000002';
const TWO_POSTS = '001075000001';
const PASSWORD = 'con trâu đi trước cái cày theo sau';

let database: TestDatabase;
let house: House;
const apps: FastifyInstance[] = [];
const logged: string[] = [];
const sent: CodeMessage[] = [];

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

async function serve(served: House): Promise<FastifyInstance> {
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
    signInPath: (area, to) => `${area === 'desk' ? '/desk' : ''}/sign-in?to=${encodeURIComponent(to)}`,
    machineOf: async () => undefined,
  });
  await mountOpenIdProvider(app, served);
  await app.listen({ port: served.config.port, host: '127.0.0.1' });
  apps.push(app);
  return app;
}

async function openHouse(options: { demo: boolean; port?: number; keys?: House['keys'] }): Promise<House> {
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
    sentences: { ...system.sentences, ...organisationSentences },
  };
}

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

/** A browser without scripts: keeps cookies by name and path, follows redirects when told to. */
class Browser {
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

const lastCode = (): string => sent.at(-1)!.code;
const wrongCode = (): string => String((Number(lastCode()) + 1) % 1_000_000).padStart(6, '0');

/** Opens the sign-in page of a site and gives the path of its run. */
async function begin(browser: Browser, path = '/sign-in?to=/cases'): Promise<string> {
  const page = await browser.open(path);
  assert.equal(page.status, 200);
  return page.path.split('?')[0]!;
}

async function signIn(browser: Browser, personalNumber: string, path?: string): ReturnType<Browser['open']> {
  const run = await begin(browser, path);
  const code = await browser.open(`${run}/password`, { personalNumber, password: PASSWORD, ...tokenOf(browser) });
  assert.equal(code.path, `${run}/code`, code.text);
  return browser.open(`${run}/code`, { code: lastCode(), ...tokenOf(browser) });
}

/** Pages carry a token for the forms of a session; tests read it off a page of their own. */
const tokens = new WeakMap<Browser, string>();
const tokenOf = (browser: Browser): Record<string, string> => {
  const token = tokens.get(browser);
  return token ? { _token: token } : {};
};

async function who(browser: Browser, area: 'portal' | 'desk'): Promise<Record<string, unknown> | undefined> {
  const answer = await browser.ask(`/who/${area}`);
  return answer.status === 200 ? (JSON.parse(answer.text) as Record<string, unknown>) : undefined;
}

test('a person signs in with number, password and code, and comes back to where they wanted to go', async () => {
  const browser = new Browser();
  const back = await signIn(browser, PERSON, '/sign-in?to=/cases');
  assert.equal(back.path, '/cases');
  const holder = await who(browser, 'portal');
  assert.equal(holder?.number, PERSON);
  assert.equal(holder?.kind, 'person');
  assert.equal(holder?.assurance, 'level-2');
  assert.equal(holder?.name, 'Nguyễn Thử 4');
  assert.ok(!('post' in holder!));
});
