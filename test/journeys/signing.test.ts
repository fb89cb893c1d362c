import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { today } from '../../src/kernel/clock.ts';
import { beginSession, cookieName } from '../../src/kernel/session.ts';
import { texts as accountTexts } from '../../src/systems/identity/pages/account/texts.ts';
import { texts } from '../../src/systems/identity/signing/pages/texts.ts';
import { signerOf, usableCredential } from '../../src/systems/identity/signing/actions.ts';
import { BATCH_PATH } from '../../src/systems/identity/signing/paths.ts';
import { registerSignatureApplication, revokeSignatureApplication } from '../../src/systems/identity/index.ts';
import { endAppointment, type Role } from '../../src/systems/organisations/index.ts';
import { listCredentials, rootCertificatePem, validateFile } from '../../src/systems/trust/index.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { documentOf } from '../support/document.ts';
import { testHouse } from '../support/house.ts';
import { assembleCms, attributesToSign } from '../support/signature-application.ts';
import { type JourneyCountry, journeyCountry, sessionOf } from './country.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** A person and an official sign with nothing but a passkey. */

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();
const words = texts.vi;
const folder = mkdtempSync(join(tmpdir(), 'signing-'));
const paper = join(folder, 'Đơn xin nghỉ.pdf');

const skip = missing('chromium', 'pdfsig', 'unzip');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
  writeFileSync(paper, documentOf('Nguyễn Thị Minh Khai'));
});
after(async () => {
  rmSync(folder, { recursive: true });
  await closeWindows(browser);
  await country?.close();
});

/** Gives the window an authenticator. It may be told not to verify the user, and has to be taken away before the window is left. */
async function withPasskey(visitor: Visitor) {
  const devtools = await visitor.context.newCDPSession(visitor.page);
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
  return {
    verify: (isUserVerified: boolean) =>
      devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }).then(() => undefined),
    takeAway: () => devtools.send('WebAuthn.disable').then(() => undefined),
  };
}

const consent = (visitor: Visitor) => visitor.page.locator('[data-passkey-consent] button');

test('a person gets a certificate, signs a PDF, reads what was signed, and revokes it', { skip }, async (t) => {
  const step = stepsOf(t);
  const number = country.families.married[0]!.motherNumber;
  const person = await Visitor.arrive(country, browser, seen, { language: 'vi', width: 'phone' });
  await person.signInAs(number);
  const { verify, takeAway } = await withPasskey(person);

  await step('without a passkey on the account the page leads to where one is added', async () => {
    await person.open('/my-signatures');
    await person.sees(words.noCertificate, words.needsCertificate, words.nothingSigned);
    await person.press(`main a[href="/my-signatures/certificates/new"]`);
    await person.sees(words.needsPasskey);
    await person.open('/account');
    await person.page.fill('#label', 'Điện thoại');
    await person.press('#passkey-add button');
    await person.sees(accountTexts.vi.doneAdded);
  });

  await step(
    'the certificate is issued when the passkey agrees to it, and not without the user’s verification',
    async () => {
      await person.open('/my-signatures/certificates/new');
      await person.sees(await country.nameOf(number), words.newWho);
      await person.examine('new certificate');
      await verify(false);
      await consent(person).click();
      await person.page.locator('[role=alert]').waitFor({ state: 'visible' });
      await verify(true);
      await person.press(consent(person));
      await person.sees(words.doneIssued, words.good);
      await person.examine('signatures');
    },
  );

  await step('a document is shown with its name, size, pages and hash before it is signed', async () => {
    await person.page.setInputFiles('[name=file]', paper);
    await person.send('/documents');
    await person.sees('Đơn xin nghỉ.pdf', words.willSign, words.pages);
    await person.inBoth('document to sign', async (language) => person.sees(texts[language].willSign));
  });

  await step('signed with the passkey, it holds for us and for a reader that we did not write', async () => {
    await person.press(consent(person));
    await person.sees(words.doneSigned);
    await person.examine('signed document');
    const [download] = await Promise.all([
      person.page.waitForEvent('download'),
      person.page.locator('a[href$="/signed.pdf"]').click(),
    ]);
    const signed = join(folder, 'signed.pdf');
    await download.saveAs(signed);
    const file = { filename: 'signed.pdf', bytes: readFileSync(signed) };
    const [verdict] = (await validateFile(country.house, file)).signatures;
    assert.equal(verdict!.indication, 'TOTAL-PASSED');
    assert.equal(verdict!.signer!.name, await country.nameOf(number));
    assert.match(execFileSync('pdfsig', [signed], { encoding: 'utf8' }), /Signature is Valid/);
    await person.open('/my-signatures');
    await person.sees('Đơn xin nghỉ.pdf', 'Cổng dịch vụ công');
    await person.examine('what was signed');
  });

  await step('an account of level 1 has no certificate, signs nothing, and is told why', async () => {
    const level1 = { kind: 'person', number, name: await country.nameOf(number), assurance: 'level-1' } as const;
    assert.throws(() => signerOf(level1), { code: 'signing.level_needed' });
    const { token } = await beginSession(country.house, 'portal', level1);
    const headers = { cookie: `${cookieName('portal', false)}=${token}`, 'accept-language': 'en' };
    const answer = await fetch(`${country.publicUrl}/my-signatures`, { headers });
    assert.equal(answer.status, 403);
    assert.match(await answer.text(), /an account of level 2|tài khoản định danh mức độ 2/);
  });

  await step('another person sees none of it', async () => {
    const document = await person.page.locator('main a[href*="/documents/"]').first().getAttribute('href');
    const certificate = await person.page.locator('main a[href*="/certificates/0"]').first().getAttribute('href');
    const other = await Visitor.arrive(country, browser, seen, { language: 'vi', javaScript: false });
    await other.signInAs(country.families.married[1]!.motherNumber);
    for (const path of [document!, `${document}/signed.pdf`, certificate!, `${certificate}/chain.pem`]) {
      await other.open(path, 404);
    }
    await other.leave();
  });

  await step(
    'it is revoked without a passkey and without a script, and nothing is signed with it any more',
    async () => {
      const plain = await Visitor.arrive(country, browser, seen, { language: 'en', javaScript: false });
      await plain.signInAs(number);
      await plain.open('/my-signatures');
      await plain.press('main a[href*="/certificates/0"]');
      await plain.examine('certificate');
      await plain.choose('reason', 'keyCompromise');
      await plain.send('/revoke');
      await plain.sees(texts.en.doneRevoked, texts.en.revoked, texts.en.needsCertificate);
      await plain.open('/my-signatures/certificates/new');
      await plain.sees(texts.en.needsScript);
      await plain.leave();
    },
  );
  await takeAway();
  await person.leave();
});

test('an official signs in the post of the session, with a certificate of its own', { skip }, async (t) => {
  const step = stepsOf(t);
  const officer = country.officers.civilStatus;
  const official = await Visitor.arrive(country, browser, seen, { language: 'vi' });
  await official.signInAs(officer);
  const { takeAway } = await withPasskey(official);

  await step('the certificate names the post and the agency', async () => {
    await official.open('/account');
    await official.page.fill('#label', 'Thẻ công vụ');
    await official.press('#passkey-add button');
    await official.signInAs(officer, 'desk');
    await official.open('/desk/signatures/certificates/new');
    await official.examine('new certificate of an official');
    await official.press(consent(official));
    await official.sees(words.doneIssued, 'Ủy ban nhân dân');
  });

  await step('on the portal the same person has none', async () => {
    await official.open('/my-signatures');
    await official.sees(words.noCertificate);
  });

  await step('a document is signed', async () => {
    await official.open('/desk/signatures');
    await official.page.setInputFiles('[name=file]', paper);
    await official.send('/documents');
    await official.press(consent(official));
    await official.sees(words.doneSigned);
  });

  await step('of many a bad file names itself, and nothing is taken in', async () => {
    await official.open('/desk/signatures');
    await official.press(`main a[href="${BATCH_PATH}"]`);
    const bad = join(folder, 'Bảng kê.pdf');
    writeFileSync(bad, 'không phải PDF');
    await official.page.setInputFiles('[name=file]', [paper, bad]);
    await official.send(BATCH_PATH);
    await official.sees('Không đọc được tệp “Bảng kê.pdf”');
    await official.examine('many with a bad file');
  });

  await step('many are shown one by one, agreed to once by the passkey, and each of them holds', async () => {
    const papers = ['Quyết định 1.pdf', 'Quyết định 2.pdf', 'Tờ trình.pdf'].map((name) => join(folder, name));
    for (const path of papers) writeFileSync(path, documentOf(path));
    await official.page.setInputFiles('[name=file]', papers);
    await official.send(BATCH_PATH);
    for (const path of papers) {
      const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
      await official.sees(basename(path), sha256);
    }
    await official.inBoth('documents to sign', async (language) => official.sees(texts[language].removeBatch));
    await official.press(consent(official));
    await official.sees(words.doneSignedMany);
    await official.examine('signed documents');
    const [download] = await Promise.all([
      official.page.waitForEvent('download'),
      official.page.locator('a[href$="/signed.zip"]').click(),
    ]);
    const zip = join(folder, 'signed.zip');
    await download.saveAs(zip);
    execFileSync('unzip', ['-q', zip, '-d', join(folder, 'unzipped')]);
    for (const path of papers) {
      const signed = join(folder, 'unzipped', basename(path).replace('.pdf', '-da-ky.pdf'));
      const [verdict] = (await validateFile(country.house, { filename: 'a.pdf', bytes: readFileSync(signed) }))
        .signatures;
      assert.equal(verdict!.indication, 'TOTAL-PASSED');
      assert.match(execFileSync('pdfsig', [signed], { encoding: 'utf8' }), /Signature is Valid/);
    }
    await official.open('/desk/signatures');
    await official.sees('Quyết định 1.pdf và 2');
    await official.open(BATCH_PATH);
    await official.examine('batches');
  });

  await step('who no longer holds the post signs no more with its certificate', async () => {
    const { holder } = await sessionOf(country, 'desk', officer);
    const { officialId, role, agencyCode } = holder.post!;
    const [credential] = await listCredentials(country.house, signerOf(holder));
    await usableCredential(country.house, signerOf(holder), credential!.id);
    await endAppointment(country.house, { officialId, role: role as Role, agencyCode, on: today() });
    const ended = { code: 'signing.post_ended' };
    await assert.rejects(usableCredential(country.house, signerOf(holder), credential!.id), ended);
  });
  await takeAway();
  await official.leave();
});

/** An application with an address of its own, where people come back to. */
async function anApplication(name: string) {
  const server = createServer((_request, response) => response.end('back at the application'));
  server.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const redirectUri = `http://localhost:${(server.address() as AddressInfo).port}/callback`;
  const { clientId, clientSecret } = await registerSignatureApplication(country.house, { name, redirectUri });
  const verifier = randomBytes(32).toString('base64url');
  return {
    clientId,
    close: () => server.close(),
    /** Where it sends a person. */
    address(parameters: Record<string, string>): string {
      const challenge = createHash('sha256').update(verifier).digest('base64url');
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        state: 's',
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...parameters,
      });
      return `/oidc/auth?${query.toString()}`;
    },
    /** What it gets for the code with which a person came back. */
    async token(address: string): Promise<string> {
      const code = new URL(address).searchParams.get('code')!;
      const response = await fetch(`${country.publicUrl}/oidc/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code,
          redirect_uri: redirectUri,
          code_verifier: verifier,
        }),
      });
      const given = (await response.json()) as { access_token: string };
      return given.access_token;
    },
  };
}

async function api(method: string, token: string | undefined, body: unknown) {
  const response = await fetch(`${country.publicUrl}/csc/v2/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, never> };
}

test('an application has a person sign a hash over the API, and puts the signature into a CMS', { skip }, async (t) => {
  const step = stepsOf(t);
  const bank = await anApplication('Ngân hàng Mẫu');
  const other = await anApplication('Ứng dụng khác');
  const number = country.families.married[1]!.motherNumber;
  const person = await Visitor.arrive(country, browser, seen, { language: 'vi' });
  await person.signInAs(number);
  const { takeAway } = await withPasskey(person);
  const content = Buffer.from('Hợp đồng vay vốn số 1');
  let service = '';
  let credentialID = '';
  let chain: string[] = [];

  await step('the person has a certificate', async () => {
    await person.open('/account');
    await person.page.fill('#label', 'Điện thoại');
    await person.press('#passkey-add button');
    await person.open('/my-signatures/certificates/new');
    await person.press(consent(person));
    await person.sees(words.doneIssued);
  });

  await step('the person signs in and lets the application see the certificates', async () => {
    await person.open(bank.address({ scope: 'service' }));
    await person.press('#passkey-button');
    await person.sees('Ngân hàng Mẫu xin xem chứng thư số của bạn');
    await person.examine('asked to see');
    await person.send('/allow');
    await person.press('main a[href^="/oidc/auth/"]');
    service = await bank.token(person.page.url());
    const { status, body } = await api('credentials/list', service, {
      credentialInfo: true,
      certificates: 'chain',
      certInfo: true,
    });
    assert.equal(status, 200);
    const [first] = body.credentialInfos as unknown as {
      credentialID: string;
      cert: { certificates: string[]; status: string };
    }[];
    credentialID = first!.credentialID;
    chain = first!.cert.certificates;
    assert.equal(first!.cert.status, 'valid');
    assert.ok(!JSON.stringify(body).includes(number));
    assert.ok(!Buffer.from(service.split('.')[1]!, 'base64url').includes(number));
    const about = await api('credentials/info', service, { credentialID, authInfo: true });
    assert.deepEqual((about.body as Record<string, unknown>).auth, { mode: 'oauth2code' });
    assert.equal((about.body as Record<string, unknown>).SCAL, '2');
  });

  await step('the person agrees to one hash by the passkey, and OpenSSL verifies what became of it', async () => {
    const attributes = attributesToSign(content, chain);
    const hash = createHash('sha256').update(attributes).digest();
    const asked = { scope: 'credential', credentialID, numSignatures: '1', hashAlgorithmOID: '2.16.840.1.101.3.4.2.1' };
    await person.open(bank.address({ ...asked, hashes: hash.toString('base64url'), description: 'Hợp đồng vay vốn' }));
    await person.sees('Ngân hàng Mẫu xin bạn ký', hash.toString('hex'), 'Hợp đồng vay vốn');
    await person.examine('asked to sign');
    await person.press(consent(person));
    const credential = await bank.token(person.page.url());
    const sign = { credentialID, hashes: [hash.toString('base64')], signAlgo: '1.2.840.10045.4.3.2' };
    const elsewhere = { ...sign, hashes: [randomBytes(32).toString('base64')] };
    const refused = async (token: string | undefined, body: unknown, status = 400) => {
      const answer = await api('signatures/signHash', token, body);
      assert.equal(answer.status, status, JSON.stringify(answer.body));
      assert.ok(answer.body.error);
    };
    await refused(undefined, sign, 401);
    await refused(service, sign);
    await refused(service, { ...sign, SAD: service });
    await refused(credential, elsewhere);
    await refused(credential, { ...sign, credentialID: other.clientId });
    await refused(credential, { ...sign, signAlgo: '1.2.840.113549.1.1.11' });
    const { status, body } = await api('signatures/signHash', service, { ...sign, SAD: credential });
    assert.equal(status, 200, JSON.stringify(body));
    await refused(credential, sign);
    const [signature] = body.signatures as unknown as string[];
    const cms = join(folder, 'signed.cms');
    writeFileSync(cms, assembleCms({ attributes, signature: Buffer.from(signature!, 'base64'), chain }));
    writeFileSync(join(folder, 'root.pem'), await rootCertificatePem(country.house));
    writeFileSync(join(folder, 'content'), content);
    const root = join(folder, 'root.pem');
    const given = ['-in', cms, '-content', join(folder, 'content'), '-CAfile', root, '-out', join(folder, 'out')];
    const said = spawnSync('openssl', ['cms', '-verify', '-binary', '-inform', 'DER', ...given], { encoding: 'utf8' });
    assert.match(said.stderr, /CMS Verification successful/);
    await person.open('/my-signatures');
    await person.sees('Hợp đồng vay vốn', 'Ngân hàng Mẫu');
  });

  await step(
    'a time stamp is given; another’s certificate, a wrong request and a switched-off application are refused',
    async () => {
      const stamp = { hash: randomBytes(32).toString('base64'), hashAlgo: '2.16.840.1.101.3.4.2.1', nonce: '0a1b' };
      assert.equal((await api('signatures/timestamp', service, stamp)).status, 200);
      assert.equal((await api('info', undefined, {})).status, 200);
      assert.equal((await api('credentials/info', service, { credentialID: other.clientId })).status, 400);
      await person.page.goto(bank.address({ scope: 'credential', credentialID, hashes: 'x', numSignatures: '1' }));
      assert.match(person.page.url(), /error=invalid_request/);
      await person.open(other.address({ scope: 'service' }));
      await person.send('/decline');
      await person.press('main a[href^="/oidc/auth/"]');
      assert.match(person.page.url(), /error=access_denied/);
      await revokeSignatureApplication(country.house, bank.clientId);
      assert.equal((await api('credentials/list', service, {})).status, 401);
    },
  );
  bank.close();
  other.close();
  await takeAway();
  await person.leave();
});
