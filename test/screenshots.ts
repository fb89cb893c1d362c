/**
 * `npm run screenshots`: starts a house of its own, walks to what README shows, and writes docs/images. Needs Chromium and
 * pdftoppm.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { startEmbeddedPostgres } from '../src/kernel/embedded-postgres.ts';
import type { TestServer } from './support/database.ts';
import { launchBrowser, missing } from './support/chromium.ts';
import { testHouse } from './support/house.ts';
import { prepareCountry, prepareShipped } from './support/template.ts';
import { type Couple, type JourneyCountry, journeyCountry, reportOf } from './journeys/country.ts';
import { announce, approve, beginDossier, openAtDesk, waitForStep } from './journeys/steps.ts';
import { Visitor } from './journeys/visitor.ts';

const FOLDER = resolve(import.meta.dirname, '../docs/images');
const LARGEST_BYTES = 250_000;

const lacking = missing('chromium', 'pdftoppm');
if (lacking) throw new Error(`no screenshots: ${lacking}`);

const folder = mkdtempSync(join(tmpdir(), 'mot-cua-screenshots-'));
// PostgreSQL runs as `nobody` when we are root, and has to get through.
chmodSync(folder, 0o711);
const postgres = await startEmbeddedPostgres(join(folder, 'database'), { throwaway: true });
try {
  const masterKey = randomBytes(32).toString('base64');
  const shipped = await prepareShipped(postgres);
  const country = await prepareCountry(postgres, { shipped, masterKey, folder });
  const { owner, runtime, signer } = postgres;
  const server: TestServer = { owner, runtime, signer, templates: { shipped, country }, masterKey, folder };
  process.env.TEST_SERVER = JSON.stringify(server);
  const [house, browser] = await Promise.all([testHouse().then(journeyCountry), launchBrowser()]);
  try {
    await takeAll(house, browser);
  } finally {
    await browser.close();
    await house.close();
  }
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function takeAll(country: JourneyCountry, browser: Browser): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const [first, second, third, fourth] = country.couples as [Couple, Couple, Couple, Couple];
  const at = async (area: 'portal' | 'desk', number: string) => {
    const visitor = await Visitor.arrive(country, browser, new Set(), { language: 'vi', isShown: true });
    return visitor.signInAs(number, area);
  };
  const announced = async (couple: Couple, given: string) => {
    const notificationId = await country.hospital.report(reportOf(couple));
    const parent = await at('portal', couple.motherNumber);
    const surname = (await country.nameOf(couple.fatherNumber)).split(' ')[0];
    return { parent, ...(await announce(parent, `${surname} ${given}`)), notificationId };
  };
  const officer = await at('desk', country.officers.civilStatus);
  const police = await at('desk', country.officers.police);

  // One birth is done, one waits for the police, two wait for the civil-status officer.
  const done = await announced(first, 'An Nhiên');
  await approve(officer, done.number);
  await waitForStep(country, done.dossierId, 'birth', 'done');
  await approve(police, done.number);
  await waitForStep(country, done.dossierId, 'residence', 'done');
  const running = await announced(second, 'Minh Khôi');
  await approve(officer, running.number);
  await waitForStep(country, running.dossierId, 'insurance', 'done');
  await announced(third, 'Bảo Ngọc');
  const waiting = await announced(fourth, 'Gia Bách');

  const guest = await Visitor.arrive(country, browser, new Set(), { language: 'vi', isShown: true });
  await guest.open('/');
  await take(guest, 'home');
  await guest.page.emulateMedia({ colorScheme: 'dark' });
  await take(guest, 'home-dark');
  const phone = await Visitor.arrive(country, browser, new Set(), { language: 'vi', width: 'phone', isShown: true });
  await phone.open('/');
  await take(phone, 'home-phone', 844);

  const family = country.families.married[0]!;
  const mother = await at('portal', family.motherNumber);
  await beginDossier(mother);
  const surname = (await country.nameOf(family.fatherNumber!)).split(' ')[0];
  await mother.type('fullName', `${surname} Hải Đăng`);
  await take(mother, 'form', 1000);

  await openAtDesk(officer, waiting.number);
  await take(officer, 'desk', 1000);

  await running.parent.open(`/dossiers/${running.dossierId}`);
  await take(running.parent, 'course', 1000);
  await done.parent.open('/data-log?own=no');
  await take(done.parent, 'data-log', 1000);

  const [result] = await country.ask<{ id: string }>(
    `SELECT id FROM cases.result WHERE dossier_id = $1 AND step_kind = 'birth'`,
    [done.dossierId],
  );
  const pdf = join(folder, 'certificate.pdf');
  writeFileSync(pdf, await done.parent.download(`/documents/${result!.id}`));
  execFileSync('pdftoppm', ['-png', '-singlefile', '-r', '72', pdf, join(FOLDER, 'certificate')]);
  say('certificate');
}

/** Takes what is in the window. Flat colours make a small PNG. */
async function take(visitor: Visitor, name: string, height = 900): Promise<void> {
  const { page } = visitor;
  await page.setViewportSize({ width: page.viewportSize()!.width, height });
  await page.evaluate(() => document.fonts.ready.then(() => scrollTo(0, 0)));
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  say(name);
}

function say(name: string): void {
  const { size } = statSync(join(FOLDER, `${name}.png`));
  if (size > LARGEST_BYTES) throw new Error(`${name}.png has ${size} bytes, more than ${LARGEST_BYTES}`);
  process.stdout.write(`docs/images/${name}.png  ${Math.round(size / 1000)} kB\n`);
}
