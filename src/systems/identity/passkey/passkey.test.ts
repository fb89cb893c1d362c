import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeWindows, missing, sharedBrowser } from '../../../../test/support/chromium.ts';
import { openSignIn, PERSON, PASSWORD, house, Browser, lastCode, begin } from '../../../../test/support/sign-in.ts';

openSignIn();

test(
  'a passkey is added on the account page and signs in by itself; without user verification it does not',
  {
    skip: missing('chromium'),
  },
  async () => {
    const chromium = await sharedBrowser();
    try {
      const page = await (await chromium.newContext()).newPage();
      const problems: string[] = [];
      page.on('console', (message) => {
        // Browsers ask for /favicon.ico by themselves where a page is not HTML.
        if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
          problems.push(message.text());
      });
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('WebAuthn.enable');
      const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      });
      const { baseUrl } = house.config;
      await page.goto(`${baseUrl}/sign-in?to=/account`);
      await page.fill('[name=personalNumber]', PERSON);
      await page.fill('[name=password]', PASSWORD);
      await page.getByRole('button', { name: 'Tiếp tục' }).click();
      await page.waitForURL(/\/code$/);
      await page.fill('[name=code]', lastCode());
      await page.locator('form[action$="/code"] button').click();
      await page.waitForURL(/\/account$/);
      await page.fill('#label', 'Điện thoại của tôi');
      await page.locator('#passkey-add button').click();
      await page.waitForURL(/done=added$/);
      assert.ok(await page.getByRole('heading', { name: 'Điện thoại của tôi' }).isVisible());

      await page.context().clearCookies();
      await page.goto(`${baseUrl}/sign-in?to=/who/portal`);
      await page.locator('#passkey-button').click();
      await page.waitForURL(/\/who\/portal$/);
      const holder = JSON.parse(await page.innerText('body')) as Record<string, unknown>;
      assert.equal(holder.number, PERSON);
      assert.equal(holder.assurance, 'level-2');
      assert.deepEqual(problems, [], 'the content security policy or a script complained');

      await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
      await page.context().clearCookies();
      await page.goto(`${baseUrl}/sign-in?to=/who/portal`);
      await page.locator('#passkey-button').click();
      await page.locator('#passkey-failed').waitFor({ state: 'visible' });

      await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });
      await page.locator('#passkey-button').click();
      await page.waitForURL(/\/who\/portal$/);
      await page.goto(`${baseUrl}/account`);
      await page.getByRole('button', { name: 'Gỡ khóa này' }).click();
      await page.waitForURL(/done=removed$/);
      await page.context().clearCookies();
      await page.goto(`${baseUrl}/sign-in?to=/`);
      await page.locator('#passkey-button').click();
      await page.locator('#passkey-failed').waitFor({ state: 'visible' });
    } finally {
      await closeWindows(chromium);
    }
  },
);

test('a passkey challenge is answered once, and only by its own run', async () => {
  const browser = new Browser();
  const run = await begin(browser);
  const made = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: { clientDataJSON: 'e30' } };
  const post = (path: string, body: unknown, cookie: string) =>
    fetch(`${browser.base}${path}`, {
      method: 'POST',
      headers: { cookie, origin: browser.base, 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
  const cookie = `mot_cua_run=${browser.cookie('mot_cua_run')}`;
  assert.equal((await post(`${run}/passkey/options`, {}, '')).status, 400);
  const options = (await (await post(`${run}/passkey/options`, {}, cookie)).json()) as { userVerification: string };
  assert.equal(options.userVerification, 'required');
  const refused = await post(`${run}/passkey`, { credential: { ...made, clientExtensionResults: {} } }, cookie);
  assert.equal(refused.status, 409);
  assert.equal(((await refused.json()) as { code: string }).code, 'passkey.not_accepted');
});
