import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { isDossierNumber, isPersonalNumber, promisedDate } from '../../src/country/index.ts';
import { LANGUAGES, type Language, formatDate } from '../../src/kernel/text.ts';
import { texts as signInTexts } from '../../src/systems/identity/pages/sign-in/texts.ts';
import { texts as dataLogTexts } from '../../src/systems/portal/pages/data-log/texts.ts';
import { texts as dossierTexts } from '../../src/systems/portal/pages/dossier/texts.ts';
import { texts as dossiersTexts } from '../../src/systems/portal/pages/dossiers/texts.ts';
import { texts as receiptTexts } from '../../src/systems/portal/pages/receipt/texts.ts';
import { texts as verifyTexts } from '../../src/systems/portal/pages/verify/texts.ts';
import { PURPOSES } from '../../src/systems/exchange/purposes.ts';
import { procedure } from '../../src/systems/procedures/index.ts';
import { allRegisters } from '../../src/systems/registry/index.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { demonstrationPassword } from '../support/journey.ts';
import { PlainBrowser } from '../support/plain-browser.ts';
import { type JourneyCountry, journeyCountry, reportOf } from './country.ts';
import { approve, dossierOn, openAtDesk, stepsOf, waitForStep } from './steps.ts';
import { Visitor } from './visitor.ts';

/** The whole journey, from the hospital's report to the data log, as everybody in it sees it. */

const NAMES: Record<Language, string> = { vi: 'An Nhiên', en: 'Bảo Ngọc' };
/** Pages work without JavaScript: the parent of one language has none, on a phone. */
const BROWSERS = {
  vi: { language: 'vi', width: 'phone', javaScript: false },
  en: { language: 'en', width: 'desktop', javaScript: true },
} as const;

let country: JourneyCountry;
let browser: Browser;
let password: string;
const seen = new Set<string>();

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
  const plain = new PlainBrowser({ origin: country.publicUrl });
  password = await demonstrationPassword(plain, country.couples[0]!.motherNumber);
  plain.close();
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

for (const [index, language] of LANGUAGES.entries()) {
  const how = BROWSERS[language].javaScript ? 'on a desktop' : 'on a phone without JavaScript';
  test(`a parent announces a birth once, and the state does the rest (${language}, ${how})`, { skip }, async (t) => {
    const couple = country.couples[index]!;
    const [motherName, fatherName] = await Promise.all([
      country.nameOf(couple.motherNumber),
      country.nameOf(couple.fatherNumber),
    ]);
    const childName = `${fatherName.split(' ')[0]} ${NAMES[language]}`;
    const parent = await Visitor.arrive(country, browser, seen, BROWSERS[language]);
    const officer = await Visitor.arrive(country, browser, seen, { language });
    const police = await Visitor.arrive(country, browser, seen, { language });
    let dossierId = '';
    let number = '';
    let childNumber = '';
    let certificate: Buffer;
    let receiptOfReport = '';
    const report = reportOf(couple);
    const step = stepsOf(t);

    await step('a hospital reports the birth through the exchange and gets a receipt', async () => {
      const { status, output, receipt } = await country.hospital.call('health.reportBirth', report);
      assert.equal(status, 200, JSON.stringify(output));
      assert.match(String(receipt), /^[A-Z0-9-]{5,40}$/);
      receiptOfReport = receipt!;
    });

    await step(
      'the mother signs in with number, password and one-time code, and is where she wanted to go',
      async () => {
        await parent.open('/');
        await parent.examine('home');
        await parent.open('/life-events/birth');
        await parent.examine('life event');
        await parent.open('/births');
        assert.match(parent.page.url(), /\/identity\//);
        await parent.sees(signInTexts[language].title);
        await parent.examine('sign-in');
        await signIn(parent, couple.motherNumber);
        assert.equal(new URL(parent.page.url()).pathname, '/births');
      },
    );

    await step('she finds the birth that the hospital reported', async () => {
      await parent.sees(String(report.placeName), motherName);
      await parent.examine('births');
      await parent.send('/births');
      dossierId = dossierOn(parent);
    });

    await step('the form shows what registers know under their seals, and asks for none of it', async () => {
      assert.match(parent.page.url(), /\/child$/);
      await parent.sees(motherName, fatherName, String(report.placeName));
      await parent.examine('form: child');
      const form = await parent.form('/child');
      const asked = await form
        .locator('input:not([type=hidden]), textarea, select')
        .evaluateAll((fields) => [...new Set(fields.map((field) => field.getAttribute('name')))]);
      const mayBeAsked = ['fullName', 'hometownOf', 'wrongFact', 'wrongFactNote'];
      assert.deepEqual(
        asked.filter((name) => !mayBeAsked.includes(name!)),
        [],
        'the form asks for more than no register knows',
      );
      const seals = await parent.page.locator('main .mc-seal a[href^="/data-log/"]').count();
      assert.ok(seals >= 4, `birth, mother, father and marriage each have a receipt, but there are ${seals}`);
      const sealsInForm = await form.locator('.mc-seal').count();
      assert.equal(sealsInForm, 0, 'what is typed has no seal');
    });

    await step('she saves, comes back later, and nothing typed is lost', async () => {
      await parent.type('fullName', childName);
      await parent.chooseSides();
      await parent.press('main button[name="then"]');
      await parent.sees(dossiersTexts[language].saved);
      await parent.examine('dossiers');
      await parent.press(`main a[href="/dossiers/${dossierId}"]`);
      await parent.sees(dossierTexts[language].draftTitle);
      await parent.examine('dossier: draft');
      await parent.open(`/dossiers/${dossierId}/child`);
      assert.equal(await parent.page.inputValue('main [name="fullName"]'), childName);
      await parent.send('/child');
      if (parent.page.url().endsWith('/residence')) {
        await parent.chooseSides();
        await parent.send('/residence');
      }
    });

    await step('she looks everything over; without her word that it is true nothing is submitted', async () => {
      assert.match(parent.page.url(), /\/review$/);
      await parent.sees(childName, motherName, fatherName);
      await parent.examine('form: review');
      await parent.send('/submit');
      assert.notEqual(await parent.refusalOf('declaration'), '');
      await parent.examine('form: review, refused');
    });

    await step('submitting gives a number in the official form and a date in working days', async () => {
      await parent.choose('declaration', 'yes');
      await parent.send('/submit');
      const [row] = await country.ask<{ number: string; promised: string; submittedAt: Date }>(
        `SELECT number, promised_on::text AS promised, submitted_at AS "submittedAt" FROM cases.dossier WHERE id = $1`,
        [dossierId],
      );
      number = row!.number;
      assert.ok(isDossierNumber(number), number);
      const daysOf = (code: string) => procedure(code)!.workingDays;
      const promised = promisedDate({
        receivedAt: new Date(row!.submittedAt),
        workingDays: daysOf('1.001193') + Math.max(daysOf('1.004222'), daysOf('1.014137')),
      });
      assert.equal(row!.promised, promised);
      await parent.sees(number, formatDate(promised, language));
      await parent.examine('dossier: submitted');
    });

    await step(
      'the civil-status officer finds it on the desk, sees the evidence with its sources, and approves',
      async () => {
        await officer.open('/desk');
        await officer.examine('desk sign-in');
        await signIn(officer, country.officers.civilStatus);
        await officer.examine('desk: queue');
        await openAtDesk(officer, number);
        await officer.sees(childName, motherName, fatherName, number);
        await officer.examine('desk: case');
        const seals = await officer.page.locator('main .mc-seal').count();
        assert.ok(seals >= 4, `the officer sees where facts come from, but there are ${seals} seals`);
        await officer.send('/approve');
        assert.match(officer.page.url(), /\/desk\/queue\?done=approve&/, await officer.text());
        await officer.examine('desk: queue, decided');
        await waitForStep(country, dossierId, 'birth', 'done');
      },
    );

    await step('the police officer approves the residence; the insurance card comes by rule', async () => {
      await waitForStep(country, dossierId, 'insurance', 'done');
      await police.signInAs(country.officers.police, 'desk');
      await openAtDesk(police, number);
      await police.sees(childName);
      await police.examine('desk: residence');
      await approve(police, number);
      await waitForStep(country, dossierId, 'residence', 'done');
      const [card] = await country.ask<{ decidedBy: string | null }>(
        `SELECT decided_by_name AS "decidedBy" FROM cases.step WHERE dossier_id = $1 AND kind = 'insurance'`,
        [dossierId],
      );
      assert.equal(card!.decidedBy, null, 'nobody decides about the card');
    });

    await step('the parent sees all three steps done, and the child is a person with both parents', async () => {
      await parent.open(`/dossiers/${dossierId}`);
      await parent.waitFor(dossierTexts[language].status_done);
      await parent.examine('dossier: done');
      const [row] = await country.ask<{ number: string }>(
        `SELECT child_number AS number FROM cases.dossier WHERE id = $1`,
        [dossierId],
      );
      childNumber = row!.number;
      assert.ok(isPersonalNumber(childNumber), childNumber);
      await parent.sees(childNumber);
      const parents = await country.ask<{ kind: string; number: string }>(
        `SELECT kind, relative_number AS number FROM population.relation WHERE person_number = $1 ORDER BY kind`,
        [childNumber],
      );
      assert.deepEqual(parents, [
        { kind: 'father', number: couple.fatherNumber },
        { kind: 'mother', number: couple.motherNumber },
      ]);
    });

    await step('three results lie in My documents', async () => {
      await parent.open('/documents');
      await parent.examine('documents');
      const links = await documentLinks(parent, childName);
      assert.equal(links.length, 3, await parent.text());
      for (const { download } of links) {
        const bytes = await parent.download(download);
        assert.equal(bytes.subarray(0, 5).toString('latin1'), '%PDF-');
      }
      const issued = await country.ask<{ id: string; kind: string }>(
        `SELECT id, step_kind AS kind FROM cases.result WHERE dossier_id = $1`,
        [dossierId],
      );
      assert.deepEqual(issued.map(({ kind }) => kind).toSorted(), ['birth', 'insurance', 'residence']);
      certificate = await parent.download(`/documents/${issued.find(({ kind }) => kind === 'birth')!.id}`);
    });

    await t.test(
      'pdfsig says that the signature of the certificate is valid and trusted',
      {
        skip: missing('pdfsig', 'certutil', 'pdftotext'),
      },
      async () => {
        const folder = mkdtempSync(join(tmpdir(), 'mot-cua-certificate-'));
        const file = join(folder, 'certificate.pdf');
        writeFileSync(file, certificate);
        writeFileSync(join(folder, 'root.pem'), await parent.download('/verify/root.pem'));
        const store = join(folder, 'nss');
        mkdirSync(store);
        execFileSync('certutil', ['-N', '-d', `sql:${store}`, '--empty-password']);
        execFileSync('certutil', [
          '-A',
          '-d',
          `sql:${store}`,
          '-n',
          'root',
          '-t',
          ',C,',
          '-i',
          join(folder, 'root.pem'),
        ]);
        // It asks the house about the certificate, so the house must go on meanwhile.
        const said = (await promisify(execFile)('pdfsig', ['-nssdir', `sql:${store}`, file])).stdout;
        assert.match(said, /Signature is Valid/);
        assert.match(said, /Certificate is Trusted/);
        assert.match(said, /Total document signed/);
        const words = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
        for (const wanted of ['GIẤY KHAI SINH', motherName, fatherName]) {
          assert.ok(
            words.toLowerCase().includes(wanted.toLowerCase()),
            `${wanted} is not in the certificate: ${words}`,
          );
        }
        assert.ok(
          words.replaceAll(' ', '').includes(childNumber),
          `${childNumber} is not in the certificate: ${words}`,
        );
      },
    );

    await step('anyone who holds the certificate can check it, and one changed byte is told', async () => {
      const [result] = await country.ask<{ code: string }>(
        `SELECT verification_code AS code FROM cases.result WHERE dossier_id = $1 AND step_kind = 'birth'`,
        [dossierId],
      );
      const stranger = await Visitor.arrive(country, browser, seen, BROWSERS[language]);
      const words = verifyTexts[language];
      await stranger.open(`/verify/${result!.code}`);
      await stranger.sees(words.genuine, childName);
      await stranger.examine('verify: code');
      const upload = async (buffer: Buffer) => {
        await stranger.page.setInputFiles('main input[type=file]', {
          name: 'giay-khai-sinh.pdf',
          mimeType: 'application/pdf',
          buffer,
        });
        await stranger.send('/verify');
      };
      await upload(certificate);
      await stranger.sees(words.genuineBoth);
      await stranger.examine('verify: file');
      const changed = Buffer.from(certificate);
      changed[200] = changed[200]! ^ 1;
      await stranger.open(`/verify/${result!.code}`);
      await upload(changed);
      await stranger.sees(words.changedFile);
      await stranger.open('/verify/ABCDEFGH2345', 404);
      await stranger.sees(words.notOurs);
      await stranger.leave();
    });

    await step('messages about the way of the dossier are in the inbox, in words that name it', async () => {
      await parent.open('/inbox');
      await parent.examine('inbox');
      const links = await parent.page
        .locator('main a[href^="/inbox/"]')
        .evaluateAll((all) => all.map((a) => a.getAttribute('href')!));
      assert.ok(links.length >= 3, `only ${links.length} messages: ${await parent.text()}`);
      await parent.open(links.at(-1)!);
      await parent.examine('message');
      await parent.sees(number);
    });

    await step(
      'who has seen my data: registers, fields, agency and post, dossier, law and receipt, but no values',
      async () => {
        await parent.open('/data-log');
        await parent.examine('data log');
        await parent.sees(dataLogTexts[language].title, receiptOfReport);
        const registers = allRegisters().map(({ system, title }) => ({ system, title: title[language] }));
        for (const { system, title } of registers.filter((each) =>
          ['population', 'civil-status', 'health'].includes(each.system),
        )) {
          await parent.open(`/data-log?register=${system}`);
          await parent.sees(title, number);
        }
        const tab = parent.page.locator('main nav a, main [role=tab], main a').filter({ hasText: childName });
        await parent.press(tab.first());
        assert.match(parent.page.url(), /person=child-\d+/);
        const address = new URL(parent.page.url());
        address.searchParams.delete('register');
        await parent.open(address.pathname + address.search);
        const log = await parent.text();
        for (const system of ['population', 'civil-status', 'insurance']) {
          const { title } = registers.find((each) => each.system === system)!;
          assert.ok(log.includes(title), `${title} is not in the child's log: ${log}`);
        }
        const [written] = await country.ask<{ receipt: string; agency: string; title: Record<Language, string> }>(
          `SELECT receipt, agency_name AS agency, actor_title AS title FROM exchange.message
          WHERE service = 'civilStatus.registerBirth' AND case_number = $1`,
          [number],
        );
        await parent.press(`main a[href="/data-log/${written!.receipt}"]`);
        await parent.sees(
          written!.receipt,
          written!.agency,
          written!.title[language],
          number,
          PURPOSES['birth-registration'].title[language],
          PURPOSES['birth-registration'].basis[language],
          receiptTexts[language].fields,
        );
        await parent.examine('receipt');
        const text = await parent.text();
        for (const value of [
          childName,
          childNumber,
          motherName,
          couple.motherNumber,
          couple.fatherNumber,
          String(report.placeName),
        ]) {
          assert.ok(!text.includes(value), `the log holds a value: ${value}`);
        }
        assert.ok(!log.includes(childNumber), 'the log holds the number of the child');
      },
    );

    for (const visitor of [parent, officer, police]) await visitor.leave();
  });
}

/** Goes through the pages of signing in, as far as the place one came from. */
async function signIn(visitor: Visitor, personalNumber: string): Promise<void> {
  await visitor.type('personalNumber', personalNumber);
  await visitor.type('password', password);
  await visitor.send('/password');
  await visitor.examine('sign-in: code');
  const shown = await visitor.page.locator('#demonstration-code').innerText();
  await visitor.type('code', /\d{6}/.exec(shown)![0]);
  await visitor.send('/code');
}

/** The documents of one child on the page. */
async function documentLinks(visitor: Visitor, childName: string): Promise<{ download: string }[]> {
  const cards = visitor.page.locator('main article').filter({ hasText: childName });
  const links = await cards
    .locator('a[href^="/documents/"]')
    .evaluateAll((all) => [...new Set(all.map((a) => a.getAttribute('href')!))]);
  return links.map((download) => ({ download }));
}
