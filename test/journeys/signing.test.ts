import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
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
import { endAppointment, type Role } from '../../src/systems/organisations/index.ts';
import { listCredentials, validateFile } from '../../src/systems/trust/index.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { documentOf } from '../support/document.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry, sessionOf } from './country.ts';
import { consent, withPasskey } from './passkey.ts';
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
      await person.click(consent(person));
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
      person.click('a[href$="/signed.pdf"]'),
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
      official.click('a[href$="/signed.zip"]'),
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
