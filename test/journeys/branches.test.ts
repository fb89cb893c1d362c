import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { LANGUAGES, type Language, fill } from '../../src/kernel/text.ts';
import { decisionTexts } from '../../src/systems/cases/desk/pages/case/decision-texts.ts';
import { texts as caseTexts } from '../../src/systems/cases/desk/pages/case/texts.ts';
import { texts as queueTexts } from '../../src/systems/cases/desk/pages/queue/texts.ts';
import { texts as birthsTexts } from '../../src/systems/portal/pages/births/texts.ts';
import { texts as childTexts } from '../../src/systems/portal/pages/child/texts.ts';
import { texts as dossierTexts } from '../../src/systems/portal/pages/dossier/texts.ts';
import { texts as reviewTexts } from '../../src/systems/portal/pages/review/texts.ts';
import { texts as withdrawTexts } from '../../src/systems/portal/pages/withdraw/texts.ts';
import { closeWindows, missing, sharedBrowser } from '../support/chromium.ts';
import { testHouse } from '../support/house.ts';
import { type JourneyCountry, journeyCountry, reportOf } from './country.ts';
import { announce, approve, beginDossier, openAtDesk, submit, tellOfChild, waitForStep } from './steps.ts';
import { Visitor } from './visitor.ts';

/** What can come between the report of a birth and its registration. Each decisive page is read in both languages. */

/** The smallest picture there is: one point, as PNG. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);

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

/** The sentence of a refusal, as the house says it. */
const sentence = (code: string, language: Language): string => country.house.sentences[code]![language];

/** A name for the child of somebody, with a surname that the law allows. */
const childOf = async (number: string, rest: string): Promise<string> =>
  `${(await country.nameOf(number)).split(' ')[0]} ${rest}`;

const statusOf = async (dossierId: string): Promise<string> => {
  const [row] = await country.ask<{ status: string }>(`SELECT status FROM cases.dossier WHERE id = $1`, [dossierId]);
  return row!.status;
};

test(
  'a refusal says its legal ground and reason, ends the other steps, and lets the parent begin anew',
  { skip },
  async () => {
    const family = country.families.married[0]!;
    const parent = await at('portal', family.motherNumber, 'vi');
    const { dossierId, number } = await announce(parent, await childOf(family.fatherNumber!, 'Gia Hân'));
    const path = await openAtDesk(officer, number);
    await officer.choose('ground', 'proof');
    await officer.type('reason', 'Thiếu');
    await officer.send('/refuse');
    assert.notEqual(await officer.refusalOf('reason'), '');
    assert.equal(await officer.page.inputValue('main [name="reason"]'), 'Thiếu', 'what was typed is lost');
    assert.ok(await officer.page.isChecked('main input[name="ground"][value="proof"]'), 'what was chosen is lost');
    await officer.examine('desk: case, refused form');
    const reason = 'Giấy chứng sinh không ghi đúng cơ sở y tế nơi sinh.';
    await officer.type('reason', reason);
    await officer.send('/refuse');
    assert.equal(new URL(officer.page.url()).pathname, '/desk/queue');
    await officer.inBoth('desk: queue, decided', (language) =>
      officer.sees(fill(queueTexts[language].done_refuse, { number })),
    );
    await officer.press(`main a[href="${path}"]`);
    await officer.inBoth('desk: case, over', (language) => officer.sees(caseTexts[language].refusedTitle, reason));
    await parent.open(`/dossiers/${dossierId}`);
    await parent.inBoth('dossier: refused', (language) => parent.sees(dossierTexts[language].refusedTitle, reason));
    assert.equal(await statusOf(dossierId), 'refused');
    for (const kind of ['residence', 'insurance'] as const) await waitForStep(country, dossierId, kind, 'cancelled');
    await parent.open('/births');
    await parent.sees(birthsTexts.vi.start);
    await parent.leave();
  },
);

test('asking for a supplement stops the clock; the answer with a file lets it go on', { skip }, async () => {
  const family = country.families.married[1]!;
  const parent = await at('portal', family.motherNumber, 'en');
  const { dossierId, number } = await announce(parent, await childOf(family.fatherNumber!, 'Tuệ Mẫn'));
  const path = await openAtDesk(officer, number);
  const note = 'Xin gửi ảnh chụp giấy chứng nhận kết hôn của cha mẹ.';
  await officer.type('note', note);
  await officer.send('/supplement');
  await officer.sees(fill(queueTexts.vi.done_supplement, { number }));
  await officer.open(path);
  await officer.inBoth('desk: case, waits', (language) => officer.sees(caseTexts[language].supplementTitle, note));
  const clock = async () => {
    const [step] = await country.ask<{ status: string; daysLeft: number | null; dueOn: string | null }>(
      `SELECT status, days_left AS "daysLeft", due_on::text AS "dueOn" FROM cases.step WHERE dossier_id = $1 AND kind = 'birth'`,
      [dossierId],
    );
    return step!;
  };
  const stopped = await clock();
  assert.equal(stopped.status, 'supplement');
  assert.ok(stopped.daysLeft !== null, 'the days that are left are not kept');
  await parent.open(`/dossiers/${dossierId}`);
  await parent.inBoth('dossier: supplement', (language) => parent.sees(dossierTexts[language].supplementTitle, note));
  const answer = 'Đây là ảnh chụp giấy chứng nhận kết hôn.';
  const attach = (name: string, mimeType: string, buffer: Buffer) =>
    parent.page.setInputFiles('main input[name="papers"]', { name, mimeType, buffer });
  await parent.type('note', answer);
  await attach('giay.png', 'image/png', Buffer.from('this is no picture'));
  await parent.send('/supplement');
  assert.equal(await parent.refusalOf('papers'), sentence('file.kind', 'en'));
  assert.equal(await parent.page.inputValue('main [name="note"]'), answer, 'what was typed is lost');
  await attach('ket-hon.png', 'image/png', PICTURE);
  await parent.send('/supplement');
  await parent.sees(dossierTexts.en.status_in_progress);
  const going = await clock();
  assert.deepEqual({ status: going.status, daysLeft: going.daysLeft }, { status: 'open', daysLeft: null });
  await openAtDesk(officer, number);
  await officer.sees('ket-hon.png', answer);
  const file = await officer.page.locator('main a[href*="/files/"]').first().getAttribute('href');
  assert.deepEqual(await officer.download(file!), PICTURE);
  await officer.send('/approve');
  await waitForStep(country, dossierId, 'birth', 'done');
  await parent.leave();
});

test(
  'a parent withdraws a dossier and submits another; once the birth is approved it is too late',
  { skip },
  async () => {
    const family = country.families.married[2]!;
    const childName = await childOf(family.fatherNumber!, 'Minh Khôi');
    const parent = await at('portal', family.motherNumber, 'vi');
    const first = await announce(parent, childName);
    await parent.open(`/dossiers/${first.dossierId}/withdraw`);
    await parent.inBoth('withdraw', (language) => parent.sees(withdrawTexts[language].title));
    await parent.type('reason', 'Gia đình muốn đổi tên cho cháu.');
    await parent.send('/withdraw');
    await parent.inBoth('dossier: withdrawn', (language) => parent.sees(dossierTexts[language].withdrawnTitle));
    assert.equal(await statusOf(first.dossierId), 'withdrawn');
    await officer.open(`/desk/queue?q=${encodeURIComponent(first.number)}`);
    assert.equal(await officer.page.locator('main a[href^="/desk/steps/"]').count(), 0, 'it is still in the queue');

    const second = await announce(parent, childName);
    assert.notEqual(second.number, first.number);
    await parent.open(`/dossiers/${second.dossierId}/withdraw`);
    await approve(officer, second.number);
    await waitForStep(country, second.dossierId, 'birth', 'done');
    await parent.send('/withdraw');
    await parent.sees(sentence('case.too_late_to_withdraw', 'vi'));
    assert.notEqual(await statusOf(second.dossierId), 'withdrawn');
    await parent.open(`/dossiers/${second.dossierId}`);
    assert.equal(await parent.page.locator('main a[href$="/withdraw"]').count(), 0, 'withdrawing is offered still');
    await parent.leave();
  },
);

test('a birth that is registered already cannot be registered again', { skip }, async () => {
  const family = country.families.married[3]!;
  const mother = await at('portal', family.motherNumber, 'vi');
  const father = await at('portal', family.fatherNumber!, 'en');
  // The father has the page open while the mother does it all.
  await father.open('/births');
  const { dossierId, number } = await announce(mother, await childOf(family.fatherNumber!, 'Hải Đăng'));
  await father.send('/births');
  await father.sees(sentence('birth.begun_by_other', 'en'));
  await father.examine('births, refused');
  await approve(officer, number);
  await waitForStep(country, dossierId, 'birth', 'done');
  const police = await at('desk', country.officers.police, 'en');
  await approve(police, number);
  await waitForStep(country, dossierId, 'residence', 'done');
  await waitForStep(country, dossierId, 'insurance', 'done');
  const [fields] = await country.ask<{ id: string }>(`SELECT notification_id AS id FROM cases.dossier WHERE id = $1`, [
    dossierId,
  ]);
  await father.open('/births');
  await father.inBoth('births: registered', (language) => father.sees(birthsTexts[language].registeredDetail));
  await father.open('/dossiers');
  // Sent from a page that was open before: the form of signing out lends its token.
  const token = await father.page.locator('input[name="csrf"]').first().getAttribute('value');
  for (const language of LANGUAGES) {
    const answer = await father.context.request.post(`/births?language=${language}`, {
      form: { csrf: token!, notificationId: fields!.id },
      headers: { origin: country.publicUrl },
    });
    assert.equal(answer.status(), 409);
    const page = await answer.text();
    assert.ok(page.includes(sentence('birth.registered_before', language)), page);
  }
  const [entries] = await country.ask<{ count: number }>(
    `SELECT count(*)::int AS count FROM civil_status.birth_entry WHERE notification_id = $1`,
    [fields!.id],
  );
  assert.equal(entries!.count, 1);
  for (const visitor of [mother, father, police]) await visitor.leave();
});

test('after 60 days the birth is registered all the same, with the reason for being late', { skip }, async () => {
  const family = country.families.late[0]!;
  const childName = await childOf(family.fatherNumber!, 'Thảo My');
  const parent = await at('portal', family.motherNumber, 'vi');
  const dossierId = await beginDossier(parent);
  await parent.inBoth('form: child, late', (language) => parent.sees(childTexts[language].late));
  await parent.type('fullName', childName);
  await parent.chooseSides();
  await parent.send('/child');
  assert.equal(await parent.refusalOf('lateReason'), sentence('child.late_reason', 'vi'));
  assert.equal(await parent.page.inputValue('main [name="fullName"]'), childName, 'the name is lost');
  const lateReason = 'Gia đình chuyển nơi ở nên chưa kịp đăng ký.';
  await tellOfChild(parent, childName, { lateReason });
  const number = await submit(parent);
  await openAtDesk(officer, number);
  await officer.inBoth('desk: late', (language) => officer.sees(caseTexts[language].lateTitle, lateReason));
  await officer.send('/approve');
  await waitForStep(country, dossierId, 'birth', 'done');
  const [entry] = await country.ask<{ isLate: boolean }>(
    `SELECT is_late AS "isLate" FROM civil_status.birth_entry WHERE case_number = $1`,
    [number],
  );
  assert.equal(entry!.isLate, true);
  await parent.leave();
});

test('twins are two births of one mother in one hour, and neither is taken for the other', { skip }, async () => {
  const family = country.families.twins[0]!;
  const parent = await at('portal', family.motherNumber, 'en');
  const births = await country.ask<{ id: string }>(
    `SELECT id FROM health.birth_notification WHERE mother_number = $1 ORDER BY birth_order`,
    [family.motherNumber],
  );
  assert.equal(births.length, 2);
  await parent.open('/births');
  await parent.inBoth('births: twins', async (language) => {
    for (const order of [1, 2]) await parent.sees(fill(birthsTexts[language].twin, { order, count: 2 }));
  });
  const numbers: string[] = [];
  for (const [index, rest] of ['Khánh An', 'Khánh Bình'].entries()) {
    const notificationId = births[index]!.id;
    const said = await announce(
      parent,
      await childOf(family.fatherNumber!, rest),
      index === 0 ? { notificationId } : {},
    );
    await approve(officer, said.number);
    await waitForStep(country, said.dossierId, 'birth', 'done');
    const [row] = await country.ask<{ number: string }>(
      `SELECT child_number AS number FROM cases.dossier WHERE id = $1`,
      [said.dossierId],
    );
    numbers.push(row!.number);
  }
  assert.equal(new Set(numbers).size, 2);
  await parent.leave();
});

test('when the hospital names another father the officer must write how that was settled', { skip }, async () => {
  const family = country.families.contradiction[0]!;
  const parent = await at('portal', family.motherNumber, 'vi');
  const dossierId = await beginDossier(parent);
  await tellOfChild(parent, await childOf(family.fatherNumber!, 'Quốc Bảo'));
  await parent.inBoth('form: review, contradiction', (language) => parent.sees(reviewTexts[language].contradictions));
  const number = await submit(parent);
  await openAtDesk(officer, number);
  await officer.inBoth('desk: contradiction', (language) => officer.sees(caseTexts[language].father_declared));
  await officer.send('/approve');
  assert.equal(await officer.refusalOf('resolution'), sentence('case.resolution_needed', 'vi'));
  await officer.type('resolution', 'Đã đối chiếu giấy chứng nhận kết hôn: người chồng là cha theo luật.');
  await officer.send('/approve');
  await waitForStep(country, dossierId, 'birth', 'done');
  const [father] = await country.ask<{ number: string }>(
    `SELECT relative_number AS number FROM population.relation r JOIN cases.dossier d ON d.child_number = r.person_number
      WHERE d.id = $1 AND r.kind = 'father'`,
    [dossierId],
  );
  assert.equal(father!.number, family.fatherNumber, 'a child born in marriage is the husband’s');
  await parent.leave();
});

test('a wrong fact is corrected by the hospital, not by the parent or the officer', { skip }, async () => {
  const couple = country.couples[0]!;
  const report = reportOf(couple, { sex: 'male' });
  await country.hospital.report(report);
  const parent = await at('portal', couple.motherNumber, 'en');
  const dossierId = await beginDossier(parent);
  await parent.unfold('main details summary');
  await parent.choose('wrongFact', 'sex');
  await parent.type('fullName', await childOf(couple.fatherNumber, 'Thanh Trúc'));
  await parent.chooseSides();
  await parent.send('/child');
  assert.equal(await parent.refusalOf('wrongFactNote'), sentence('child.wrong_fact_note', 'en'));
  await parent.type('wrongFactNote', 'Con là con gái.');
  await parent.send('/child');
  await parent.sees(reviewTexts.en.contradictions);
  const number = await submit(parent);
  await openAtDesk(officer, number);
  await officer.inBoth('desk: wrong fact', async (language) => {
    await officer.sees(decisionTexts[language].approveBlocked, 'Con là con gái.');
    assert.equal(await officer.page.locator('main form[action$="/approve"]').count(), 0);
  });
  await officer.send('/read-again');
  await officer.sees(caseTexts.vi.done_unchanged);
  const { status, output } = await country.hospital.call('health.correctBirth', {
    ...report,
    sex: 'female',
    reason: 'Ghi nhầm giới tính của cháu.',
  });
  assert.equal(status, 200, JSON.stringify(output));
  await officer.send('/read-again');
  await officer.sees(caseTexts.vi.done_corrected);
  await officer.send('/approve');
  await waitForStep(country, dossierId, 'birth', 'done');
  const [entry] = await country.ask<{ sex: string }>(
    `SELECT child ->> 'sex' AS sex FROM civil_status.birth_entry WHERE case_number = $1`,
    [number],
  );
  assert.equal(entry!.sex, 'female');
  await parent.leave();
});

test(
  'to an officer of another commune there is no such dossier, and the log has no look of theirs',
  { skip },
  async () => {
    const family = country.families.married[4]!;
    const parent = await at('portal', family.motherNumber, 'vi');
    const { number } = await announce(parent, await childOf(family.fatherNumber!, 'Đức Anh'));
    const path = await openAtDesk(officer, number);
    const stranger = await at('desk', country.officers.elsewhere, 'en');
    await stranger.open(`/desk/queue?q=${encodeURIComponent(number)}`);
    assert.equal(await stranger.page.locator('main a[href^="/desk/steps/"]').count(), 0);
    await stranger.open(path, 404);
    await stranger.inBoth('not found', (language) => stranger.sees(sentence('case.not_found', language)));
    const looks = await country.ask(`SELECT receipt FROM exchange.message WHERE actor_number = $1`, [
      country.officers.elsewhere,
    ]);
    assert.deepEqual(looks, []);
    await parent.open('/data-log');
    const [elsewhere] = await country.ask<{ name: string }>(
      `SELECT a.name_vi AS name FROM organisations.appointment p JOIN organisations.official o ON o.id = p.official_id
       JOIN organisations.agency a ON a.code = p.agency_code WHERE o.personal_number = $1`,
      [country.officers.elsewhere],
    );
    await parent.doesNotSee(elsewhere!.name);
    for (const visitor of [parent, stranger]) await visitor.leave();
  },
);
