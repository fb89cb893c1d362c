import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  openSignIn,
  tokens,
  PERSON,
  OFFICER,
  TWO_POSTS,
  PASSWORD,
  house,
  Browser,
  lastCode,
  begin,
  signIn,
  who,
} from '../../../test/support/sign-in.ts';

openSignIn();

test('whoever comes by another name of this machine is brought to ours, where the cookies are', async () => {
  const browser = new Browser(house.config.baseUrl.replace('localhost', '127.0.0.1'));
  const answer = await browser.ask('/sign-in?to=/cases');
  assert.equal(answer.location, `${house.config.baseUrl}/sign-in?to=/cases`);
  assert.equal(browser.cookies.size, 0);
});

test('nobody is led to another site after signing in', async () => {
  for (const to of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    const browser = new Browser();
    const back = await signIn(browser, PERSON, `/sign-in?to=${encodeURIComponent(to)}`);
    assert.equal(back.path, '/');
  }
});

test('a return with a foreign state, another browser’s departure or none, or a used code, signs nobody in', async () => {
  const browser = new Browser();
  const run = await begin(browser);
  await browser.open(`${run}/password`, { personalNumber: PERSON, password: PASSWORD });
  const resume = await browser.ask(`${run}/code`, { code: lastCode() });
  const back = await browser.ask(resume.location!);
  const callback = new URL(back.location!, browser.base);
  assert.equal(callback.pathname, '/sign-in/callback');
  const path = `${callback.pathname}${callback.search}`;

  const stranger = new Browser();
  assert.equal((await stranger.ask(path)).status, 400);
  await begin(stranger);
  assert.equal((await stranger.ask(path)).status, 400);
  assert.equal(await who(stranger, 'portal'), undefined);

  const departure = browser.cookie('mot_cua_departure_portal')!;
  const forged = new URL(callback);
  forged.searchParams.set('state', 'x'.repeat(43));
  assert.equal((await browser.ask(`${forged.pathname}${forged.search}`)).status, 400);
  // The departure cookie is gone by now; put it back, with one character changed.
  browser.cookies.set('mot_cua_departure_portal|/sign-in', {
    value: `${departure.slice(0, -1)}${departure.endsWith('A') ? 'B' : 'A'}`,
    path: '/sign-in',
  });
  assert.equal((await browser.ask(path)).status, 400);
  browser.cookies.set('mot_cua_departure_portal|/sign-in', { value: departure, path: '/sign-in' });
  assert.equal((await browser.ask(path)).status, 303);
  browser.cookies.set('mot_cua_departure_portal|/sign-in', { value: departure, path: '/sign-in' });
  assert.equal((await browser.ask(path)).status, 400);
});

test('a run that one browser began cannot be gone on with in another', async () => {
  const attacker = new Browser();
  const run = await begin(attacker);
  const victim = new Browser();
  const page = await victim.open(run);
  assert.equal(page.status, 400);
  assert.match(page.text, /dừng giữa chừng/);
  const posted = await victim.open(`${run}/password`, { personalNumber: PERSON, password: PASSWORD });
  assert.equal(posted.status, 400);
  assert.equal(await who(attacker, 'portal'), undefined);
});

test('signing in gives a fresh session, and ends the one before', async () => {
  const browser = new Browser();
  await signIn(browser, PERSON);
  const before = browser.cookie('mot_cua_portal');
  await browser.open('/sign-in?to=/');
  const later = browser.cookie('mot_cua_portal');
  assert.notEqual(before, later);
  const old = new Browser();
  old.cookies.set('mot_cua_portal|/', { value: before!, path: '/' });
  assert.equal(await who(old, 'portal'), undefined);
  // A session id that someone else chose is not taken over.
  const fixed = new Browser();
  fixed.cookies.set('mot_cua_portal|/', { value: 'A'.repeat(43), path: '/' });
  await signIn(fixed, PERSON);
  assert.notEqual(fixed.cookie('mot_cua_portal'), 'A'.repeat(43));
});

test('an official with one post comes to the desk with it; portal and desk are open at once', async () => {
  const browser = new Browser();
  await signIn(browser, OFFICER, '/desk/sign-in?to=/desk');
  const desk = await who(browser, 'desk');
  assert.equal(desk?.kind, 'official');
  const { role, territoryCode } = desk!.post as { role: string; territoryCode: string };
  assert.deepEqual([role, territoryCode], ['civil-status-officer', '00025']);
  // The provider knows who it is: nobody has to type anything for the portal.
  assert.equal((await browser.open('/sign-in?to=/cases')).path, '/cases');
  assert.equal((await who(browser, 'portal'))?.number, OFFICER);
  assert.equal((await who(browser, 'desk'))?.number, OFFICER);
});

test('someone without a post is refused at the desk, and may sign in as another there without losing the portal', async () => {
  const browser = new Browser();
  await signIn(browser, PERSON);
  const refused = await browser.open('/desk/sign-in?to=/desk');
  assert.equal(refused.status, 403);
  assert.match(refused.text, /Bạn không giữ vị trí nào/);
  assert.equal(await who(browser, 'desk'), undefined);
  tokens.set(browser, String((await who(browser, 'portal'))!.formToken));
  await signIn(browser, OFFICER, '/desk/sign-in?to=/desk&as=another');
  assert.equal((await who(browser, 'desk'))?.number, OFFICER);
  assert.equal((await who(browser, 'portal'))?.number, PERSON);
});

test('an official with several posts chooses one, and may change it later', async () => {
  const browser = new Browser();
  const page = await signIn(browser, TWO_POSTS, '/desk/sign-in?to=/desk/queue');
  assert.equal(page.path, '/desk/post');
  assert.equal(await who(browser, 'desk'), undefined);
  const keys = [...page.text.matchAll(/name="post" value="([^"]+)"/g)].map((match) => match[1]!);
  assert.equal(keys.length, 2);
  const none = await browser.open('/desk/post', { post: 'made~up' });
  assert.equal(none.status, 422);
  const chosen = await browser.open('/desk/post', { post: keys[0]! });
  assert.equal(chosen.path, '/desk/queue');
  const first = (await who(browser, 'desk'))!;
  const changed = await browser.open('/desk/post', { post: keys[1]!, csrf: String(first.formToken) });
  assert.equal(changed.path, '/desk');
  assert.notDeepEqual((await who(browser, 'desk'))!.post, first.post);
});

test('signing out ends the session here and at the provider', async () => {
  const browser = new Browser();
  await signIn(browser, PERSON);
  const { formToken } = (await who(browser, 'portal'))!;
  const token = browser.cookie('mot_cua_portal')!;
  assert.equal((await browser.ask('/sign-out', {})).status, 403);
  assert.equal((await browser.open('/sign-out', { csrf: String(formToken) })).path, '/');
  const kept = new Browser();
  kept.cookies.set('mot_cua_portal|/', { value: token, path: '/' });
  assert.equal(await who(kept, 'portal'), undefined);
  // The provider asks again who it is.
  assert.match((await browser.open('/sign-in?to=/')).path, /^\/identity\//);
});
