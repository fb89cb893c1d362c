import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { INTERNAL_ROUTES, PUBLIC_ROUTES } from '../../src/house.ts';
import type { Route } from '../../src/kernel/route.ts';
import { formToken } from '../../src/kernel/session.ts';
import { type JourneyCountry, journeyCountry, sessionOf } from '../journeys/country.ts';
import { testHouse } from '../support/house.ts';
import { PlainConnection, type RawAnswer } from '../support/plain-connection.ts';
import { type Cast, OFFICIALS, PEOPLE, POSTS, ROLES, type Role, assemble } from './cast.ts';
import { EXPECTATIONS } from './expectations.ts';
import type { Expectation, Sent } from './expectations/expectation.ts';

/** Every route, asked for by everybody, with identifiers of one's own and of another person. */

let country: JourneyCountry;
let cast: Cast;
let connection: PlainConnection;

before(async () => {
  country = await journeyCountry(await testHouse());
  cast = await assemble(country);
  connection = new PlainConnection({ host: '127.0.0.1', port: Number(new URL(country.publicUrl).port) });
});
after(async () => {
  connection?.close();
  await country?.close();
});

const keyOf = ({ method, path }: Route): string => `${method} ${path}`;

interface Asking {
  headers?: Record<string, string>;
  /** The form token that is sent; none when undefined. */
  csrf?: string | undefined;
  sent?: Sent | undefined;
  origin?: string;
}

/** Asks over a connection that is kept: who asks must not take the processor from who answers. */
async function ask(method: Route['method'], path: string, asking: Asking): Promise<RawAnswer> {
  const body = method === 'POST' ? await bodyOf(asking) : undefined;
  const headers: Record<string, string> = {
    host: new URL(country.publicUrl).host,
    accept: 'text/html',
    'accept-encoding': 'identity',
    ...(method === 'POST' ? { origin: asking.origin ?? country.publicUrl } : {}),
    ...(body ? { 'content-type': body.type, 'content-length': String(Buffer.byteLength(body.content)) } : {}),
    ...asking.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return connection.ask([`${method} ${encodeURI(path)} HTTP/1.1`, ...lines].join('\r\n'), body?.content);
}

interface Body {
  type: string;
  content: string | Buffer;
}

async function bodyOf({ csrf, sent }: Asking): Promise<Body> {
  const token: Record<string, string> = csrf === undefined ? {} : { csrf };
  if (sent?.json) return { type: 'application/json', content: JSON.stringify({ ...sent.json, ...token }) };
  if (sent?.bytes) return { type: sent.bytes.type, content: sent.bytes.bytes };
  const fields = { ...sent?.fields, ...token };
  if (!sent?.file)
    return { type: 'application/x-www-form-urlencoded', content: new URLSearchParams(fields).toString() };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('paper', new Blob([new Uint8Array(sent.file.bytes)], { type: 'application/pdf' }), sent.file.name);
  const written = new Response(form);
  return { type: written.headers.get('content-type')!, content: Buffer.from(await written.arrayBuffer()) };
}

const signedIn = new Map<Role, ReturnType<Cast['as']>>();

/** Somebody in a session that is kept from one request to the next, until an answer ends it: so as the browser of each. */
function as(role: Role): ReturnType<Cast['as']> {
  const session = signedIn.get(role) ?? cast.as(role);
  signedIn.set(role, session);
  return session;
}

/** Who was given another cookie, or had theirs taken away, begins anew. */
function heed(role: Role, { setCookies }: RawAnswer): void {
  if (setCookies.some((cookie) => /^(__Host-)?mot_cua_(portal|desk)=/.test(cookie))) signedIn.delete(role);
}

/** What the route's own row says of a role: let in (undefined), or the status of being kept out. */
function keptOut({ who, method }: Route, role: Role): number | undefined {
  if (who === 'anyone') return undefined;
  const isIn = who === 'person' ? PEOPLE.includes(role) : OFFICIALS.includes(role);
  if (!isIn) return method === 'GET' ? 303 : 401;
  if (typeof who === 'object' && !who.official.includes(POSTS[role] ?? '')) return 403;
  return undefined;
}

function expectedOf(row: Route, expectation: Expectation, role: Role): number {
  const { status } = expectation;
  const expected = keptOut(row, role) ?? (typeof status === 'number' ? status : status[role]);
  assert.ok(expected !== undefined, `${keyOf(row)}: no expectation says what ${role} gets`);
  return expected;
}

test('every route has an expectation, and none is left over', () => {
  const routes = PUBLIC_ROUTES.map(keyOf);
  for (const key of routes) {
    assert.ok(
      EXPECTATIONS[key],
      `${key} is new: add to test/permissions/expectations who may use it and what they get`,
    );
  }
  for (const key of Object.keys(EXPECTATIONS)) {
    assert.ok(routes.includes(key), `${key} is gone: take it out of test/permissions/expectations`);
  }
});

for (const row of PUBLIC_ROUTES) {
  test(`${keyOf(row)} answers each role as it should`, async () => {
    const wrong: string[] = [];
    for (const expectation of EXPECTATIONS[keyOf(row)] ?? []) {
      const path = expectation.path?.(cast.belongings) ?? row.path;
      for (const role of ROLES) {
        const { headers, csrf } = await as(role);
        const answer = await ask(row.method, path, { headers, csrf, sent: expectation.sent?.(cast.belongings) });
        heed(role, answer);
        const expected = expectedOf(row, expectation, role);
        const location = answer.headers.get('location') ?? '';
        if (answer.status !== expected) wrong.push(`${role} at ${path}: ${answer.status} ${location}, not ${expected}`);
        if (keptOut(row, role) === 303 && !/^\/(desk\/)?sign-in\?to=/.test(location)) {
          wrong.push(`${role} at ${path} is led to ${location}`);
        }
        if (location && !/^\/(?!\/)/.test(location) && !location.startsWith(`${country.publicUrl}/`)) {
          wrong.push(`${role} at ${path} is led away to ${location}`);
        }
      }
    }
    assert.deepEqual(wrong, []);
  });
}

test('a form without its token, with the token of another session, or from another site changes nothing', async () => {
  const wrong: string[] = [];
  const others = {
    desk: await sessionOf(country, 'desk', cast.numbers.officer),
    portal: await sessionOf(country, 'portal', cast.numbers.applicant),
  };
  // Bytes in a protocol of their own are no form: whoever sends them, nobody is looked for in cookies.
  for (const row of PUBLIC_ROUTES.filter(({ method, bytes }) => method === 'POST' && !bytes)) {
    const [expectation] = EXPECTATIONS[keyOf(row)] ?? [];
    const path = expectation?.path?.(cast.belongings) ?? row.path;
    const isDesk = typeof row.who === 'object' || row.who === 'official' || row.area === 'desk';
    const role = isDesk ? 'officer' : 'applicant';
    const { headers, csrf } = await as(role);
    const sent = expectation?.sent?.(cast.belongings);
    const tries: [what: string, asking: Asking][] = [
      ['no token', {}],
      ['an empty token', { csrf: '' }],
      ['the token of another session', { csrf: formToken(country.house, others[isDesk ? 'desk' : 'portal']) }],
      ['another site', { csrf, origin: 'https://elsewhere.example' }],
      ['another site by Fetch Metadata', { csrf, headers: { ...headers, 'sec-fetch-site': 'cross-site' } }],
    ];
    for (const [what, asking] of tries) {
      const answer = await ask('POST', path, { headers, sent, ...asking });
      if (answer.status !== 403) wrong.push(`${keyOf(row)} with ${what}: ${answer.status}`);
    }
    // A form that could carry files, sent as one that has none, is asked for its token as well.
    const plain = await ask('POST', path, { headers, sent: { fields: sent?.fields ?? {} } });
    if (plain.status !== 403) wrong.push(`${keyOf(row)} without a token and files: ${plain.status}`);
  }
  assert.deepEqual(wrong, []);
});

test('pages may load nothing but our own files, and hold neither scripts nor styles of their own', async () => {
  for (const row of PUBLIC_ROUTES.filter(({ method }) => method === 'GET')) {
    for (const expectation of EXPECTATIONS[keyOf(row)] ?? []) {
      const isDesk = typeof row.who === 'object' || row.area === 'desk';
      const role = isDesk ? 'officer' : 'applicant';
      const { headers } = await as(role);
      const path = expectation.path?.(cast.belongings) ?? row.path;
      const answer = await ask('GET', path, { headers });
      heed(role, answer);
      const policy = answer.headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'/, path);
      assert.match(policy, /frame-ancestors 'none'/, path);
      assert.match(policy, /form-action 'self'/, path);
      assert.doesNotMatch(policy, /unsafe|\*|https?:/, path);
      assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path);
      assert.match(answer.headers.get('referrer-policy') ?? '', /^(same-origin|no-referrer)$/, path);
      if (row.who !== 'anyone') {
        assert.match(answer.headers.get('cache-control') ?? '', /no-store/, `${path} may be kept in a cache`);
      }
      if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
      const html = answer.body.toString();
      assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)[^>]*>/, `${path} has a script of its own`);
      assert.doesNotMatch(html, /<style[\s>]|\sstyle="/, `${path} has a style of its own`);
      assert.doesNotMatch(html, /<[^>]+\son[a-z]+="/, `${path} has an event handler`);
      for (const [, address] of html.matchAll(/<(?:script|img|link|iframe)[^>]*\s(?:src|href)="([^"]+)"/g)) {
        assert.match(address!, /^(\/(?!\/)|data:image\/)/, `${path} loads ${address}`);
      }
    }
  }
});

test('the internal port answers machines with a token that holds, and nobody else', async () => {
  const { tokens } = cast;
  const [head, body, seal] = tokens.machine.split('.');
  const forged = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${body}.`;
  const bearers: [who: string, authorization: string | undefined, cookie: string | undefined][] = [
    ['nobody', undefined, undefined],
    ['an applicant', undefined, (await cast.as('applicant')).headers.cookie],
    ['an officer', undefined, (await cast.as('officer')).headers.cookie],
    ['a made-up token', 'Bearer made-up', undefined],
    ['a token without a signature', `Bearer ${forged}`, undefined],
    ['a token that was changed', `Bearer ${head}.${body}.${seal!.slice(0, -6)}AAAAAA`, undefined],
    ['a system that was switched off', `Bearer ${tokens.revoked}`, undefined],
    ['a token in the wrong scheme', `Basic ${tokens.machine}`, undefined],
  ];
  for (const row of INTERNAL_ROUTES) {
    assert.equal(
      row.who,
      'machine',
      `${keyOf(row)} is not for machines: test/permissions/routes.test.ts must say for whom`,
    );
    const url = new URL(row.path.replace(':service', 'health.reportBirth'), country.internalUrl);
    const asked = (headers: Record<string, string>) =>
      fetch(url, {
        method: row.method,
        headers: { 'content-type': 'application/json', ...headers },
        ...(row.method === 'POST' ? { body: '{}' } : {}),
      });
    for (const [who, authorization, cookie] of bearers) {
      const answer = await asked({ ...(authorization ? { authorization } : {}), ...(cookie ? { cookie } : {}) });
      assert.equal(answer.status, 401, `${keyOf(row)} to ${who}`);
    }
    const answer = await asked({ authorization: `Bearer ${tokens.machine}` });
    assert.notEqual(answer.status, 401, `${keyOf(row)} to a machine`);
  }
});

test('what is on one port is not on the other', async () => {
  const machine = { authorization: `Bearer ${cast.tokens.machine}` };
  for (const path of ['/exchange', '/metrics', '/healthz']) {
    assert.equal((await ask('GET', path, { headers: machine })).status, 404, path);
  }
  for (const row of PUBLIC_ROUTES.filter(({ method, path }) => method === 'GET' && !path.includes(':'))) {
    const answer = await fetch(new URL(row.path, country.internalUrl), { redirect: 'manual' });
    assert.equal(answer.status, 404, `${row.path} on the internal port`);
  }
});
