import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readConfig } from '../../src/kernel/config.ts';
import { beginSession, cookieName, formToken } from '../../src/kernel/session.ts';
import { type JourneyCountry, journeyCountry, sessionOf } from '../journeys/country.ts';
import { type TestHouse, testHouse } from '../support/house.ts';
import { demonstrationPassword, signIn } from '../support/journey.ts';
import { PlainBrowser } from '../support/plain-browser.ts';

/** What must not leave the house: secrets in the log, cookies that scripts or other sites can use, people led elsewhere. */

let country: JourneyCountry;
let password: string;
const logged: string[] = [];
const { write } = process.stderr;

before(async () => {
  // The log goes to standard error; everything in it is kept, and nothing is left out of it.
  process.stderr.write = ((line: string | Uint8Array) => {
    logged.push(String(line));
    return true;
  }) as typeof process.stderr.write;
  country = await journeyCountry(await testHouse({ LOG: 'debug' }));
  const browser = new PlainBrowser({ origin: country.publicUrl });
  password = await demonstrationPassword(browser, country.couples[0]!.motherNumber);
  browser.close();
});
after(async () => {
  process.stderr.write = write;
  await country?.close();
});

test('the log holds no password, code, cookie, token or personal number', async () => {
  const { motherNumber } = country.couples[0]!;
  const secrets = new Map<string, string>([
    ['the password', password],
    ['the personal number', motherNumber],
    ['the access token of a machine', country.hospital.token],
  ]);
  const seen: typeof fetch = async (input, init) => {
    const answer = await fetch(input, { ...init, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const value = /^[^=]+=([^;]*)/.exec(line)?.[1];
      if (value && value.length > 15) secrets.set(`a cookie (${line.split('=')[0]})`, value);
    }
    return answer;
  };
  // A whole sign-in with all its cookies; the code is read off the page that shows it.
  const jar = new Map<string, string>();
  let at = `${country.publicUrl}/sign-in?to=/dossiers`;
  let body: URLSearchParams | undefined;
  for (let pages = 0; pages < 20; pages++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await seen(at, {
      headers: { cookie, accept: 'text/html', ...(body ? { origin: country.publicUrl } : {}) },
      ...(body ? { method: 'POST', body } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value) jar.set(name!, value);
      else jar.delete(name!);
    }
    body = undefined;
    const location = answer.headers.get('location');
    if (location) {
      at = new URL(location, at).href;
      for (const [name, value] of new URL(at).searchParams) {
        if (['code', 'state'].includes(name)) secrets.set(`the ${name} of the provider`, value);
      }
      continue;
    }
    const html = await answer.text();
    const action = /<form[^>]*action="(\/identity\/[^"]+\/(?:password|code))"/.exec(html)?.[1];
    if (!action) break;
    at = new URL(action, at).href;
    const code = /id="demonstration-code"[^>]*>[^<]*?(\d{6})/.exec(html)?.[1];
    if (code) secrets.set('the one-time code', code);
    body = code ? new URLSearchParams({ code }) : new URLSearchParams({ personalNumber: motherNumber, password });
  }
  assert.ok(jar.has(cookieName('portal', false)), 'nobody was signed in');
  assert.ok(secrets.has('the one-time code') && secrets.has('the code of the provider'));
  await fetch(`${country.publicUrl}/data-log/${motherNumber}`, { redirect: 'manual' });
  await fetch(`${country.publicUrl}/search?q=${motherNumber}`);
  const log = logged.join('');
  assert.match(log, /"level":"debug"/, 'the log is empty, so that the test proves nothing');
  for (const [what, secret] of secrets) assert.ok(!log.includes(secret), `the log holds ${what}`);
});

test('whoever signs in is led to a page of this house, whatever the address asked for', async () => {
  const addresses = [
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
    'javascript:alert(1)',
  ];
  for (const [index, to] of addresses.entries()) {
    const browser = new PlainBrowser({ origin: country.publicUrl });
    const { motherNumber } = country.couples[index]!;
    // It throws when it is led to another host.
    const page = await signIn(browser, { area: 'portal', number: motherNumber, password, to });
    assert.equal(page.path, '/', to);
    browser.close();
  }
});

test('a cookie of a session is out of reach of scripts and other sites; with TLS it is bound to the host', async () => {
  const holder = { kind: 'person' as const, number: '001190000004', name: 'Người Thử', assurance: 'level-2' };
  const flagsOf = async ({ house, config }: TestHouse, name: string) => {
    const session = await beginSession(house, 'portal', holder);
    const answer = await fetch(`http://127.0.0.1:${config.port}/sign-out`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: `${name}=${session.token}`, origin: config.baseUrl },
      body: new URLSearchParams({ csrf: formToken(house, session) }),
    });
    const line = answer.headers.getSetCookie().find((each) => each.startsWith(`${name}=`));
    assert.ok(line, `${answer.status}: no cookie ${name}: ${answer.headers.getSetCookie().join(' | ')}`);
    return { line, answer };
  };
  const { line } = await flagsOf(country, 'mot_cua_portal');
  assert.match(line, /;\s*HttpOnly/i);
  assert.match(line, /;\s*SameSite=(Lax|Strict)/i);
  assert.doesNotMatch(line, /;\s*Domain=/i);

  const secure = await testHouse({ BASE_URL: 'https://mot-cua.example', DEMO: '0' });
  try {
    const { line: bound, answer } = await flagsOf(secure, '__Host-mot_cua_portal');
    assert.match(bound, /;\s*Secure/i);
    assert.match(bound, /;\s*HttpOnly/i);
    assert.match(bound, /;\s*Path=\/(;|$)/i);
    assert.doesNotMatch(bound, /;\s*Domain=/i);
    assert.match(answer.headers.get('strict-transport-security') ?? '', /max-age=\d{7,}/);
    // The name without the prefix, which another host of the domain could set, is worth nothing.
    const session = await beginSession(secure.house, 'portal', holder);
    const refused = await fetch(`http://127.0.0.1:${secure.config.port}/dossiers`, {
      redirect: 'manual',
      headers: { cookie: `mot_cua_portal=${session.token}` },
    });
    assert.equal(refused.status, 303);
  } finally {
    await secure.close();
  }
});

test('a session of one place opens nothing in the other, and one that was ended opens nothing', async () => {
  const portal = await sessionOf(country, 'portal', country.officers.civilStatus);
  const asked = (path: string, cookie: string) =>
    fetch(`${country.publicUrl}${path}`, { redirect: 'manual', headers: { cookie } });
  assert.equal((await asked('/desk/queue', `mot_cua_desk=${portal.token}`)).status, 303);
  const desk = await sessionOf(country, 'desk', country.officers.civilStatus);
  assert.equal((await asked('/dossiers', `mot_cua_portal=${desk.token}`)).status, 303);
  const cookie = `mot_cua_portal=${portal.token}`;
  assert.equal((await asked('/dossiers', cookie)).status, 200);
  await fetch(`${country.publicUrl}/sign-out`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, origin: country.publicUrl },
    body: new URLSearchParams({ csrf: formToken(country.house, portal) }),
  });
  assert.equal((await asked('/dossiers', cookie)).status, 303);
});

test('demonstration mode, which shows passwords, is refused where others could reach it', () => {
  for (const BASE_URL of [
    'https://mot-cua.example',
    'http://192.168.1.2:8080',
    'http://localhost.example',
    'http://0.0.0.0',
  ]) {
    assert.throws(() => readConfig({ DEMO: '1', BASE_URL }), /DEMO/, BASE_URL);
  }
  for (const BASE_URL of ['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080']) {
    assert.equal(readConfig({ DEMO: '1', BASE_URL }).demo, true, BASE_URL);
  }
});
