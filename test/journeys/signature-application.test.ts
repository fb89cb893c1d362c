import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, randomBytes, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { texts } from '../../src/systems/identity/signing/pages/texts.ts';
import { revokeSignatureApplication } from '../../src/systems/identity/index.ts';
import { rootCertificatePem, validateFile } from '../../src/systems/trust/index.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { documentOf } from '../support/document.ts';
import { testHouse } from '../support/house.ts';
import { assembleCms, attributesToSign } from '../support/signature-application.ts';
import { anApplication, callApi } from './application.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { consent, withPasskey } from './passkey.ts';
import { stepsOf } from './steps.ts';
import { Visitor } from './visitor.ts';

/** Applications have people sign over the API of the Cloud Signature Consortium. */

let country: JourneyCountry;
let browser: Browser;
const seen = new Set<string>();
const words = texts.vi;
const folder = mkdtempSync(join(tmpdir(), 'signature-application-'));

const skip = missing('chromium', 'pdfsig', 'openssl');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
});
after(async () => {
  rmSync(folder, { recursive: true });
  await closeWindows(browser);
  await country?.close();
});

const api = (method: string, token: string | undefined, body: unknown) => callApi(country, method, token, body);

test('an application has a person sign a hash over the API, and puts the signature into a CMS', { skip }, async (t) => {
  const step = stepsOf(t);
  const bank = await anApplication(country, 'Ngân hàng Mẫu');
  const other = await anApplication(country, 'Ứng dụng khác');
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

  await step('the person agrees to documents by the passkey, and each gets a signature in its format', async () => {
    const pdf = documentOf('Hợp đồng vay vốn');
    const papers = {
      'Hợp đồng.pdf': pdf,
      'Bảng kê.txt': Buffer.from('Bảng kê'),
      'Đơn.xml': Buffer.from('<application><name>Nguyễn Thị Minh Khai</name></application>'),
      'Cam kết.json': Buffer.from('{"x":1}'),
      'Phụ lục': Buffer.from('chỉ có mã băm'),
    };
    const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64');
    const documentDigests = Object.entries(papers).map(([label, bytes]) => ({ label, hash: hashOf(bytes) }));
    const hashAlgorithmOID = '2.16.840.1.101.3.4.2.1';
    const details = { type: 'credential', credentialID, documentDigests, hashAlgorithmOID };
    await person.page.goto(
      bank.address({ scope: 'credential', authorization_details: JSON.stringify({ ...details, credentialID: 'x' }) }),
    );
    assert.match(person.page.url(), /error=invalid_request/);
    await person.open(bank.address({ scope: 'credential', authorization_details: JSON.stringify([details]) }));
    await person.sees(...Object.keys(papers), words.documentsToSignLead);
    await person.examine('asked to sign documents');
    await person.press(consent(person));
    const credential = await bank.token(person.page.url());
    const signAlgo = '1.2.840.10045.4.3.2';
    const [contract, list, form, promise, annex] = Object.values(papers) as [Buffer, Buffer, Buffer, Buffer, Buffer];
    const whole = (bytes: Buffer, how: object) => ({ document: bytes.toString('base64'), signAlgo, ...how });
    const documents = [
      whole(contract, {
        signature_format: 'P',
        conformance_level: 'Ades-B-LT',
        signed_props: [{ attribute_name: 'Reason', attribute_value: Buffer.from('Vay vốn').toString('base64') }],
      }),
      whole(list, { signature_format: 'C', conformance_level: 'AdES-B-T' }),
      whole(form, { signature_format: 'X', conformance_level: 'Ades-B-LTA' }),
      whole(promise, { signature_format: 'J', signed_envelope_property: 'Detached' }),
    ];
    const refused = async (body: object, description: RegExp, status = 400) => {
      const answer = await api('signatures/signDoc', credential, { credentialID, ...body });
      assert.equal(answer.status, status, JSON.stringify(answer.body));
      assert.match(String(answer.body.error_description), description);
    };
    const [one] = documents as [(typeof documents)[0]];
    await refused({}, /Empty documentDigests and documents/);
    await refused({ documents: [whole(Buffer.from('khác'), { signature_format: 'C' })] }, /does not match/, 403);
    await refused({ documents: [{ ...one, signed_envelope_property: 'Parallel' }] }, /signed_envelope_property/);
    await refused({ documents: [{ ...one, signature_format: 'Q' }] }, /signature_format|documents/);
    await refused({ documents: [{ ...one, signed_props: [{ attribute_name: 'Name' }] }] }, /signed_props \(Name\)/);
    await refused({ documents: [{ ...one, document: 'x' }] }, /Base64/);
    const byHash = { hashes: [hashOf(annex)], signature_format: 'C', conformance_level: 'Ades-B-LT', signAlgo };
    await refused({ documents, documentDigests: [byHash] }, /Both documentDigests and documents/);
    await refused({ documentDigests: [{ ...byHash, signature_format: 'J' }] }, /signature_format/);
    // What was agreed to as a document is not signed as a bare hash.
    const bare = { credentialID, hashes: [hashOf(annex)], signAlgo };
    assert.equal((await api('signatures/signHash', credential, bare)).status, 400);
    const { status, body } = await api('signatures/signDoc', credential, { credentialID, documents });
    assert.equal(status, 200, JSON.stringify(body));
    const alone = await api('signatures/signDoc', credential, { credentialID, documentDigests: [byHash] });
    assert.equal(alone.status, 200, JSON.stringify(alone.body));
    await refused({ documents: [one] }, /not authorized by the SAD/);
    const bytesOf = (list: unknown) => (list as string[]).map((each) => Buffer.from(each, 'base64'));
    const together = bytesOf(body.DocumentWithSignature);
    const names = ['a.pdf', 'a.p7m', 'a.xml'];
    const levels = ['B-LT', 'B-T', 'B-LTA'];
    for (const [at, bytes] of together.entries()) {
      const [verdict] = (await validateFile(country.house, { filename: names[at]!, bytes })).signatures;
      assert.equal(verdict!.indication, 'TOTAL-PASSED', names[at]);
      assert.equal(verdict!.level, levels[at]);
    }
    const certified = join(folder, 'certified.pdf');
    writeFileSync(certified, together[0]!);
    assert.match(execFileSync('pdfsig', [certified], { encoding: 'utf8' }), /Signature is Valid/);
    const [cms] = bytesOf(alone.body.SignatureObject);
    writeFileSync(join(folder, 'annex.p7s'), cms!);
    writeFileSync(join(folder, 'annex'), annex);
    const given = [
      '-in',
      join(folder, 'annex.p7s'),
      '-content',
      join(folder, 'annex'),
      '-CAfile',
      join(folder, 'root.pem'),
    ];
    const said = spawnSync(
      'openssl',
      ['cms', '-verify', '-cades', '-binary', '-inform', 'DER', ...given, '-out', join(folder, 'out')],
      {
        encoding: 'utf8',
      },
    );
    assert.match(said.stderr, /CAdES Verification successful/);
    assert.equal(bytesOf(body.SignatureObject).length, 1);
    await person.open('/my-signatures');
    await person.sees('Hợp đồng.pdf');
  });

  await step(
    'an application without the person’s browser asks, and the person answers on a page of their own',
    async () => {
      const clinic = await anApplication(country, 'Phòng khám Mẫu', 'explicit');
      await person.open(clinic.address({ scope: 'service' }));
      await person.send('/allow');
      await person.press('main a[href^="/oidc/auth/"]');
      const token = await clinic.token(person.page.url());
      clinic.close();
      const about = await api('credentials/info', token, { credentialID, authInfo: true });
      assert.equal(((about.body as Record<string, unknown>).auth as { mode: string }).mode, 'explicit');
      const paper = Buffer.from('Giấy ra viện');
      const hash = createHash('sha256').update(paper).digest('base64');
      const asked = { credentialID, numSignatures: 1, hashes: [hash], description: 'Giấy ra viện số 7' };
      const refused = async (method: string, body: object, error: string, by = token) => {
        const answer = await api(method, by, body);
        assert.equal(answer.status, 400, JSON.stringify(answer.body));
        assert.equal(answer.body.error, error);
      };
      // A PIN or a one-time code lets nothing be signed.
      const pin = { ...asked, authData: [{ id: 'PIN', value: '123456' }] };
      await refused('credentials/authorize', pin, 'invalid_authentication_data');
      await refused('credentials/authorize', { ...asked, numSignatures: 2 }, 'invalid_request');
      await refused('credentials/authorize', { ...asked, credentialID: other.clientId }, 'invalid_request');
      await refused('credentials/authorize', asked, 'invalid_request', service);
      const begun = await api('credentials/authorize', token, { ...asked, authData: [{ id: 'passkey' }] });
      assert.equal(begun.status, 202, JSON.stringify(begun.body));
      const handle = String(begun.body.handle);
      const check = () => api('credentials/authorizeCheck', token, { handle });
      assert.equal((await check()).status, 202);
      await refused('credentials/authorizeCheck', { handle: credentialID }, 'invalid_request');
      const sign = { credentialID, hashes: [hash], signAlgo: '1.2.840.10045.4.3.2' };
      await refused('signatures/signHash', { ...sign, SAD: 'A'.repeat(43) }, 'invalid_request');
      await person.open('/my-signatures');
      await person.sees(words.waitingForYou, 'Giấy ra viện số 7', 'Phòng khám Mẫu');
      await person.examine('a request waits');
      await person.press(`main a[href$="${handle}"]`);
      await person.sees(Buffer.from(hash, 'base64').toString('hex'), words.orLeaveIt);
      await person.inBoth('a request to sign', async (language) => person.sees(texts[language].orLeaveIt));
      await person.press(consent(person));
      await person.sees(words.doneAgreed);
      const { status, body } = await check();
      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual((await check()).body.SAD, body.SAD);
      await refused(
        'signatures/signHash',
        { ...sign, SAD: body.SAD, hashes: [randomBytes(32).toString('base64')] },
        'invalid_request',
      );
      await refused('signatures/signHash', { ...sign, SAD: body.SAD }, 'invalid_request', service);
      const made = await api('signatures/signHash', token, { ...sign, SAD: body.SAD });
      assert.equal(made.status, 200, JSON.stringify(made.body));
      const key = new X509Certificate(Buffer.from(chain[0]!, 'base64')).publicKey;
      const [signature] = made.body.signatures as unknown as string[];
      assert.ok(verify('sha256', paper, key, Buffer.from(signature!, 'base64')));
      await refused('signatures/signHash', { ...sign, SAD: body.SAD }, 'invalid_request');
      // Documents, by what they are called: one signed at once, and one ordered and fetched.
      const papers = [documentOf('Giấy ra viện'), Buffer.from('Bảng kê viện phí')] as const;
      const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64');
      const documentDigests = papers.map((bytes, at) => ({ hash: digestOf(bytes), label: `Giấy tờ ${at + 1}` }));
      const wanted = { credentialID, numSignatures: 2, documentDigests };
      await refused('credentials/authorize', { ...wanted, hashes: [hash] }, 'invalid_request');
      await refused('credentials/authorize', { credentialID, numSignatures: 1 }, 'invalid_request');
      await refused('credentials/authorize', { ...wanted, numSignatures: 1 }, 'invalid_request');
      const documentsAsked = await api('credentials/authorize', token, wanted);
      assert.equal(documentsAsked.status, 202, JSON.stringify(documentsAsked.body));
      await person.open(`/my-signatures/requests/${String(documentsAsked.body.handle)}`);
      await person.sees('Giấy tờ 1', 'Giấy tờ 2', words.documentsToSignLead);
      await person.press(consent(person));
      const agreed = await api('credentials/authorizeCheck', token, { handle: documentsAsked.body.handle });
      const signAlgo = '1.2.840.10045.4.3.2';
      const SAD = agreed.body.SAD;
      const bare = { credentialID, SAD, hashes: [digestOf(papers[0])], signAlgo };
      await refused('signatures/signHash', bare, 'invalid_request');
      const documents = [
        { document: papers[0].toString('base64'), signature_format: 'P', conformance_level: 'Ades-B-LT', signAlgo },
      ];
      const ordered = { credentialID, SAD, documents, operationMode: 'A', validity_period: 600_000 };
      await refused('signatures/signDoc', { ...ordered, response_uri: 'https://a.example' }, 'invalid_request');
      await refused('signatures/signDoc', { ...ordered, operationMode: 'S' }, 'invalid_request');
      await refused('signatures/signDoc', { ...ordered, validity_period: 1 }, 'invalid_request');
      await refused('signatures/signDoc', { ...ordered, SAD: 'A'.repeat(43) }, 'invalid_request');
      const taken = await api('signatures/signDoc', token, ordered);
      assert.equal(taken.status, 200, JSON.stringify(taken.body));
      const poll = { requestID: taken.body.responseID };
      await refused('signatures/signPolling', poll, 'invalid_request', service);
      await refused('signatures/signPolling', { requestID: credentialID }, 'invalid_request');
      let outcome = await api('signatures/signPolling', token, poll);
      for (let tries = 0; outcome.status !== 200 && tries < 100; tries++) {
        assert.match(String(outcome.body.error_description), /has not yet been completed/);
        await wait(200);
        outcome = await api('signatures/signPolling', token, poll);
      }
      const [signedLater] = outcome.body.DocumentWithSignature as unknown as string[];
      const bytes = Buffer.from(signedLater!, 'base64');
      const [verdict] = (await validateFile(country.house, { filename: 'a.pdf', bytes })).signatures;
      assert.deepEqual([verdict!.indication, verdict!.level], ['TOTAL-PASSED', 'B-LT']);
      const byHash = [{ hashes: [digestOf(papers[1])], signature_format: 'C', signAlgo }];
      const atOnce = await api('signatures/signDoc', token, { credentialID, SAD, documentDigests: byHash });
      assert.equal((atOnce.body.SignatureObject as unknown as string[]).length, 1, JSON.stringify(atOnce.body));
      for (let has = 0; has < 5; has++) assert.equal((await api('credentials/authorize', token, asked)).status, 202);
      assert.equal((await api('credentials/authorize', token, asked)).status, 429);
    },
  );

  await step(
    'a time stamp is given; another’s certificate, a wrong request and a switched-off application are refused',
    async () => {
      const stamp = { hash: randomBytes(32).toString('base64'), hashAlgo: '2.16.840.1.101.3.4.2.1', nonce: '0a1b' };
      assert.equal((await api('signatures/timestamp', service, stamp)).status, 200);
      const about = (await api('info', undefined, {})).body as Record<string, unknown>;
      assert.equal(about.asynchronousOperationMode, true);
      for (const method of about.methods as string[])
        assert.equal((await api(method, undefined, {})).status, 401, method);
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
