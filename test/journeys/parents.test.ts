import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { type Language, fill, formatDate } from '../../src/kernel/text.ts';
import { texts as caseTexts } from '../../src/systems/cases/desk/pages/case/texts.ts';
import { texts as consentTexts } from '../../src/systems/portal/pages/consent/texts.ts';
import { texts as dossierTexts } from '../../src/systems/portal/pages/dossier/texts.ts';
import { texts as factTexts } from '../../src/systems/portal/pages/facts/texts.ts';
import { texts as parentsTexts } from '../../src/systems/portal/pages/parents/texts.ts';
import { texts as reviewTexts } from '../../src/systems/portal/pages/review/texts.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry } from './country.ts';
import { approve, beginDossier, openAtDesk, submit, tellOfChild, waitForStep } from './steps.ts';
import { Visitor } from './visitor.ts';

/** Who the parents are, and what they must agree on. Each decisive page is read in both languages. */

let country: JourneyCountry;
let browser: Browser;
let officer: Visitor;
const seen = new Set<string>();

const skip = missing('chromium');
before(async () => {
  if (skip) return;
  [country, browser] = await Promise.all([testHouse().then(journeyCountry), sharedBrowser()]);
  officer = await at('desk', country.officers.civilStatus, 'vi');
});
after(async () => {
  await closeWindows(browser);
  await country?.close();
});

async function at(area: 'portal' | 'desk', number: string, language: Language): Promise<Visitor> {
  const visitor = await Visitor.arrive(country, browser, seen, {
    language,
    width: area === 'portal' ? 'phone' : 'desktop',
  });
  return visitor.signInAs(number, area);
}

const sentence = (code: string, language: Language): string => country.house.sentences[code]![language];
const childOf = async (number: string, rest: string): Promise<string> =>
  `${(await country.nameOf(number)).split(' ')[0]} ${rest}`;

interface Person {
  fullName: string;
  bornOn: string;
}

const personOf = async (number: string): Promise<Person> => {
  const [person] = await country.ask<Person>(
    `SELECT full_name AS "fullName", born_on::text AS "bornOn" FROM population.person WHERE number = $1`,
    [number],
  );
  return person!;
};

const fatherInRegister = async (dossierId: string): Promise<string | undefined> => {
  const [row] = await country.ask<{ number: string }>(
    `SELECT relative_number AS number FROM population.relation r JOIN cases.dossier d ON d.child_number = r.person_number
      WHERE d.id = $1 AND r.kind = 'father'`,
    [dossierId],
  );
  return row?.number;
};

/** Chooses how the father is entered, and goes to the questions of that way. */
async function chooseFather(mother: Visitor, way: 'recognised' | 'foreigner' | 'unknown'): Promise<void> {
  await mother.choose('father', way);
  await mother.send('/parents');
}

test(
  'an unmarried father sees and answers for himself; before he agrees nothing of him is shown',
  { skip },
  async () => {
    const family = country.families.unmarried[0]!;
    const him = await personOf(family.fatherNumber!);
    const mother = await at('portal', family.motherNumber, 'vi');
    const dossierId = await beginDossier(mother);
    await mother.inBoth('form: parents', (language) => mother.sees(parentsTexts[language].which));
    await chooseFather(mother, 'recognised');
    await mother.inBoth('form: father who recognises', (language) =>
      mother.sees(parentsTexts[language].recognisedTitle),
    );
    // Somebody else's name for his number: one answer, whatever is wrong.
    await mother.type('fatherNumber', family.fatherNumber!);
    await mother.type('fatherName', 'Nguyễn Văn Khác');
    await mother.send('/parents');
    assert.equal(await mother.refusalOf('fatherNumber'), sentence('father.number_and_name', 'vi'));
    assert.equal(await mother.page.inputValue('main [name="fatherName"]'), 'Nguyễn Văn Khác', 'what was typed is lost');
    await mother.type('fatherNumber', '001099000000');
    await mother.send('/parents');
    assert.equal(await mother.refusalOf('fatherNumber'), sentence('father.number_and_name', 'vi'));
    await mother.type('fatherNumber', family.fatherNumber!.replace(/(\d{3})(?=\d)/g, '$1 '));
    await mother.type('fatherName', him.fullName);
    await mother.send('/parents');
    await mother.sees(factTexts.vi.fatherHidden);
    const childName = await childOf(family.motherNumber, 'Nhật Minh');
    await tellOfChild(mother, childName);
    const number = await submit(mother);
    await mother.open(`/dossiers/${dossierId}`);
    await mother.inBoth('dossier: consent awaited', async (language) => {
      await mother.sees(fill(dossierTexts[language].consentTitle, { name: him.fullName }));
      await mother.doesNotSee(formatDate(him.bornOn, language), him.bornOn);
    });

    const father = await at('portal', family.fatherNumber!, 'en');
    await father.open(`/dossiers/${dossierId}/consent`);
    await father.inBoth('consent', (language) => father.sees(consentTexts[language].reason_recognition, childName));
    await father.send('/consent');
    assert.notEqual(await father.refusalOf('agrees'), '');
    await father.choose('agrees', 'no');
    await father.type('reason', 'We have not talked about the name yet.');
    await father.send('/consent');
    await mother.open(`/dossiers/${dossierId}`);
    await mother.sees(dossierTexts.vi.draftTitle);
    await mother.open(`/dossiers/${dossierId}/review`);
    await mother.inBoth('form: review after a no', (language) => mother.sees(reviewTexts[language].declined));

    assert.equal(await submit(mother), number, 'the dossier keeps its number');
    await father.open('/dossiers');
    await father.press(`main a[href="/dossiers/${dossierId}/consent"]`);
    await father.choose('agrees', 'yes');
    await father.send('/consent');
    await mother.open(`/dossiers/${dossierId}`);
    await mother.sees(dossierTexts.vi.status_in_progress, formatDate(him.bornOn, 'vi'));
    await openAtDesk(officer, number);
    await officer.inBoth('desk: recognition', (language) =>
      officer.sees(caseTexts[language].askedRecognition.split('{')[0]!, him.fullName),
    );
    await officer.send('/approve');
    await waitForStep(country, dossierId, 'birth', 'done');
    assert.equal(await fatherInRegister(dossierId), family.fatherNumber);
    const results = await country.ask(`SELECT id FROM cases.result WHERE dossier_id = $1 AND step_kind = 'birth'`, [
      dossierId,
    ]);
    assert.equal(results.length, 2, 'the certificate, and the extract of the recognition');
    for (const visitor of [mother, father]) await visitor.leave();
  },
);

test('a child whose father is unknown is registered with the mother alone', { skip }, async () => {
  const family = country.families['father-unknown'][0]!;
  const mother = await at('portal', family.motherNumber, 'en');
  const dossierId = await beginDossier(mother);
  await chooseFather(mother, 'unknown');
  await mother.inBoth('form: father unknown', (language) => mother.sees(parentsTexts[language].unknownTitle));
  await mother.send('/parents');
  await tellOfChild(mother, await childOf(family.motherNumber, 'Diệu Linh'));
  await mother.inBoth('form: review, father unknown', (language) => mother.sees(factTexts[language].fatherUnknown));
  const number = await submit(mother);
  await approve(officer, number);
  await waitForStep(country, dossierId, 'birth', 'done');
  assert.equal(await fatherInRegister(dossierId), undefined);
  await mother.leave();
});

test('with a foreign father the parents hand in their signed agreement on paper', { skip }, async () => {
  const family = country.families['foreign-father'][0]!;
  const mother = await at('portal', family.motherNumber, 'vi');
  const dossierId = await beginDossier(mother);
  const childName = await childOf(family.motherNumber, 'Hạ Vy');
  await mother.choose('nationality', 'VN');
  await tellOfChild(mother, childName);
  await mother.inBoth('form: review, paper', (language) => mother.sees(reviewTexts[language].consentPaper));
  await mother.choose('declaration', 'yes');
  await mother.send('/submit');
  await mother.sees(sentence('case.paper_needed', 'vi'));
  await mother.send('/paper-consent');
  assert.equal(await mother.refusalOf('paper'), sentence('file.missing', 'vi'));
  const paper = Buffer.from('%PDF-1.4\n%synthetic agreement of both parents\n%%EOF\n');
  await mother.page.setInputFiles('main input[name="paper"]', {
    name: 'thoa-thuan.pdf',
    mimeType: 'application/pdf',
    buffer: paper,
  });
  await mother.send('/paper-consent');
  await mother.sees('thoa-thuan.pdf');
  const number = await submit(mother);
  await openAtDesk(officer, number);
  await officer.inBoth('desk: foreign father', (language) => officer.sees(caseTexts[language].files, 'thoa-thuan.pdf'));
  const file = await officer.page.locator('main a[href*="/files/"]').first().getAttribute('href');
  assert.deepEqual(await officer.download(file!), paper);
  await officer.send('/approve');
  await waitForStep(country, dossierId, 'birth', 'done');
  const [entry] = await country.ask<{ nationality: string; father: { kind: string } }>(
    `SELECT child ->> 'nationality' AS nationality, father FROM civil_status.birth_entry WHERE case_number = $1`,
    [number],
  );
  assert.equal(entry!.nationality, 'VN');
  assert.equal(entry!.father.kind, 'foreigner');
  await mother.leave();
});

test('parents of two ethnic groups and parents at two addresses agree, each signed in', { skip }, async () => {
  for (const [key, reason] of [
    ['different-ethnic', 'reason_ethnic_group'],
    ['different-residence', 'reason_residence'],
  ] as const) {
    const family = country.families[key][0]!;
    const language = key === 'different-ethnic' ? 'vi' : 'en';
    const mother = await at('portal', family.motherNumber, language);
    const dossierId = await beginDossier(mother);
    await tellOfChild(mother, await childOf(family.fatherNumber!, 'Bình Minh'), { side: 'mother' });
    await mother.inBoth(`form: review, ${key}`, (each) => mother.sees(reviewTexts[each][reason]));
    const number = await submit(mother);
    const father = await at('portal', family.fatherNumber!, language);
    await father.open(`/dossiers/${dossierId}/consent`);
    await father.choose('agrees', 'yes');
    await father.send('/consent');
    await approve(officer, number);
    await waitForStep(country, dossierId, 'birth', 'done');
    for (const visitor of [mother, father]) await visitor.leave();
  }
});
