import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { assertAccessible } from '../../../../test/support/axe.ts';
import { closeWindows, missing, sharedBrowser } from '../../../../test/support/chromium.ts';
import { type TestHouse, testHouse } from '../../../../test/support/house.ts';
import { addDays, addWorkingDays, formatDossierNumber, isWorkingDay } from '../../../country/index.ts';
import { now, setClock, today } from '../../../kernel/clock.ts';
import { sql } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { beginSession, cookieName, formToken } from '../../../kernel/session.ts';
import { usageOf } from '../../exchange/index.ts';
import { communesOf } from '../../territories/index.ts';
import { APPLICANT, answerSupplement } from '../dossier/actions.ts';
import { changeDossier } from '../dossier/change/actions.ts';
import { type Dossier, type Step, addDraft, findOpened } from '../dossier/store.ts';
import type { Evidence } from '../services.ts';
import { type Officer, approve, askSupplement, refuse } from './actions.ts';
import { openAtDesk } from './reading.ts';
import { queueOf } from './store.ts';

let running: TestHouse;
before(async () => {
  running = await testHouse();
});
after(() => running.close());
afterEach(() => setClock());

const MOTHER = '001194000010';
const FATHER = '001090000011';

function officerAt(agencyCode: string, role = 'civil-status-officer'): Officer {
  return {
    kind: 'official',
    number: '001185000001',
    name: 'Lê Văn Mẫu',
    assurance: 'substantial',
    post: {
      officialId: newId(),
      role,
      title: { vi: 'Công chức tư pháp - hộ tịch', en: 'Civil-status officer' },
      agencyCode,
      agencyName: 'UBND phường Mẫu',
      territoryCode: '00025',
    },
  };
}

let serial = 0;
let received = 0;
/** Every test has an agency of its own, so that queues do not mix. */
const newAgency = (): string => `H99.${++serial}`;

function evidenceOf(notificationId: string): Evidence {
  const communeCode = communesOf('01', today())[0]!.code;
  const source = (register: string) => ({ register, receipt: `BN-${register}`, at: now().toISOString() });
  const parent = (number: string, fullName: string) => ({
    kind: 'person' as const,
    number,
    fullName,
    bornOn: '1994-03-02',
    ethnicGroup: '01',
    nationality: 'VN',
    hometown: 'xã Mẫu, tỉnh Bắc Ninh',
    passportNumber: null,
    communeCode,
    addressLine: '12 phố Mẫu',
    source: source('population'),
    residenceSource: source('population'),
  });
  return {
    birth: {
      notificationId,
      number: 'GCS-1',
      bornAt: `${addDays(today(), -5)}T01:00:00.000Z`,
      bornOn: addDays(today(), -5),
      sex: 'female',
      weight_grams: 3200,
      birthOrder: 1,
      birthCount: 1,
      placeName: 'Bệnh viện Mẫu',
      fatherDeclaredName: null,
      fatherDeclaredNumber: null,
      source: source('health'),
    },
    mother: parent(MOTHER, 'Nguyễn Thị Mẫu'),
    husband: parent(FATHER, 'Phạm Văn Mẫu'),
    marriage: { registeredOn: '2020-05-05', entryNumber: '12/2020', communeCode, source: source('civil-status') },
  };
}

interface Wanted {
  agencyCode: string;
  childName?: string;
  dueOn?: string;
  change?: (dossier: Dossier) => void;
}

/** A submitted dossier of married parents whose birth step is open at an agency. */
async function submitted({ agencyCode, childName = 'Phạm Mẫu An', dueOn, change }: Wanted) {
  const id = newId();
  const notificationId = newId();
  const reference = id;
  const stepId = newId();
  const draft = {
    id,
    reference,
    procedureCode: '1.013124',
    notificationId,
    applicantNumber: MOTHER,
    applicantName: 'Nguyễn Thị Mẫu',
    language: 'vi' as const,
    evidence: evidenceOf(notificationId),
  };
  await addDraft(cases(), draft, APPLICANT);
  await changeDossier(cases(), { dossierId: id }, ({ dossier, newSteps }) => {
    Object.assign(dossier, {
      number: formatDossierNumber({ agencyCode, receivedOn: today(), serial: ++received }),
      status: 'in_progress',
      childName,
      agencyCode,
      agencyName: 'UBND phường Mẫu',
      communeCode: dossier.evidence.mother.communeCode,
      submittedAt: now(),
      promisedOn: dueOn ?? addWorkingDays(today(), 5),
      answers: { child: { fullName: childName } },
      evidence: structuredClone(dossier.evidence),
    });
    change?.(dossier);
    const step = (kind: 'birth' | 'residence' | 'insurance') => ({
      id: kind === 'birth' ? stepId : newId(),
      kind,
      procedureCode: '1.001193',
      agencyCode: kind === 'birth' ? agencyCode : `${agencyCode}.${kind}`,
      agencyName: 'UBND phường Mẫu',
      status: kind === 'birth' ? ('open' as const) : ('waiting' as const),
      workingDays: 1,
      limitEdition: 1,
      dueOn: dueOn ?? addWorkingDays(today(), 1),
    });
    newSteps.push(step('birth'), step('residence'), step('insurance'));
  });
  return { dossierId: id, stepId };
}

const cases = () => running.house.db.as('cases');
const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const opened = async (dossierId: string) => (await findOpened(cases(), { dossierId }))!;
const statusesOf = async (dossierId: string) => (await opened(dossierId)).steps.map(({ status }) => status);
async function stepOf(stepId: string): Promise<Step> {
  const { steps } = (await findOpened(cases(), { stepId }))!;
  return steps.find(({ id }) => id === stepId)!;
}
/** How often it was approved, whatever the register made of it since. */
async function timesOf(dossierId: string, kind: string): Promise<number> {
  const { times } = await cases().one<{ times: number }>(
    sql`SELECT count(*)::int AS times FROM event WHERE dossier_id = ${dossierId} AND kind = ${kind}`,
  );
  return times;
}

test('an officer of another commune or post sees no step, and is not in the log as one who has seen it', async () => {
  const agencyCode = newAgency();
  const { stepId } = await submitted({ agencyCode });
  const seen = async () => (await usageOf(running.house, { personalNumber: MOTHER, viewer: MOTHER })).length;
  const before = await seen();
  await assert.rejects(openAtDesk(running.house, officerAt(newAgency()), stepId), refusedWith('case.not_found'));
  const police = officerAt(agencyCode, 'police-residence-officer');
  await assert.rejects(openAtDesk(running.house, police, stepId), refusedWith('case.not_found'));
  await assert.rejects(
    refuse(running.house, { stepId, officer: officerAt(newAgency()), reason: 'Không đủ điều kiện.' }),
    refusedWith('case.not_found'),
  );
  assert.equal(await seen(), before);
  const { output } = await openAtDesk(running.house, officerAt(agencyCode), stepId);
  assert.equal(output.child.fullName, 'Phạm Mẫu An');
  assert.equal(await seen(), before + 1);
});

test('the queue is ordered by the promised date, the day of receipt or the name, and finds by number and name without tones', async () => {
  const agencyCode = newAgency();
  const later = await submitted({ agencyCode, childName: 'Đặng Thị Ánh', dueOn: addDays(today(), 9) });
  const first = await submitted({ agencyCode, childName: 'Trần Văn Bình', dueOn: addDays(today(), -2) });
  const own = { agencyCode, kind: 'birth' as const };
  const asked = {
    ...own,
    over: false,
    descending: false,
    text: null,
    offset: 0,
    on: today(),
    decidedStepId: undefined,
  };
  const ids = async (changes: object) =>
    (await queueOf(cases(), { ...asked, sort: 'due', ...changes })).lines.map(({ stepId }) => stepId);
  assert.deepEqual(await ids({}), [first.stepId, later.stepId]);
  assert.deepEqual(await ids({ descending: true }), [later.stepId, first.stepId]);
  assert.deepEqual(await ids({ sort: 'received' }), [later.stepId, first.stepId]);
  assert.deepEqual(await ids({ sort: 'child' }), [later.stepId, first.stepId]);
  assert.deepEqual(await ids({ text: 'dang thi' }), [later.stepId]);
  const { number } = await opened(first.dossierId);
  assert.deepEqual(await ids({ text: number }), [first.stepId]);
  assert.deepEqual(await ids({ kind: 'residence' }), []);
  assert.deepEqual(await ids({ over: true }), []);
  const { counts } = await queueOf(cases(), { ...asked, sort: 'due' });
  assert.deepEqual(counts, { open: 2, late: 1, supplement: 0 });

  const note = 'Cần ảnh chụp giấy chứng sinh.';
  await askSupplement(running.house, { stepId: first.stepId, officer: officerAt(agencyCode), note });
  assert.deepEqual(await ids({}), [later.stepId, first.stepId], 'what waits for others comes after what waits here');
});

test('a supplement stops the clock, and over a weekend the working days that were left are left still', async () => {
  // Thursday, 26 November 2026, 10:00 in Vietnam; due on Tuesday, with a weekend between.
  setClock(new Date('2026-11-26T03:00:00Z'));
  const agencyCode = newAgency();
  const { dossierId, stepId } = await submitted({ agencyCode, dueOn: '2026-12-01' });
  const officer = officerAt(agencyCode);
  await askSupplement(running.house, { stepId, officer, note: 'Cần ảnh chụp giấy chứng sinh.' });
  const stopped = await stepOf(stepId);
  assert.equal(stopped.status, 'supplement');
  assert.equal(stopped.daysLeft, 3);
  assert.equal((await opened(dossierId)).status, 'supplement');

  setClock(new Date('2026-12-30T03:00:00Z'));
  await answerSupplement(running.house, { dossierId, applicantNumber: MOTHER, note: 'Đã gửi ảnh.', files: [] });
  const resumed = await stepOf(stepId);
  assert.equal(resumed.status, 'open');
  assert.equal(resumed.daysLeft, null);
  // 31 December, then New Year's Day and what follows it are skipped as far as they are days off.
  assert.equal(resumed.dueOn, addWorkingDays('2026-12-30', 3));
  assert.equal(isWorkingDay('2027-01-01'), false);
  assert.ok(resumed.dueOn! > '2027-01-03');
  const dossier = await opened(dossierId);
  assert.equal(dossier.status, 'in_progress');
  assert.ok(dossier.promisedOn! >= resumed.dueOn!);
});

test('a refused birth ends the whole: the other agencies have nothing to do', async () => {
  const agencyCode = newAgency();
  const { dossierId, stepId } = await submitted({ agencyCode });
  await refuse(running.house, { stepId, officer: officerAt(agencyCode), reason: 'Việc sinh đã được đăng ký.' });
  assert.deepEqual(await statusesOf(dossierId), ['refused', 'cancelled', 'cancelled']);
  assert.equal((await opened(dossierId)).status, 'refused');
});

test('approving twice is one approval', async () => {
  const agencyCode = newAgency();
  const { dossierId, stepId } = await submitted({ agencyCode });
  const officer = officerAt(agencyCode);
  const asked = { stepId, officer, resolution: undefined };
  // Both wait for the dossier before either is through, so that the register has no time to send the case back between.
  const held = Promise.withResolvers<void>();
  const letGo = Promise.withResolvers<void>();
  const holding = cases().transaction(async (tx) => {
    await tx.run(sql`SELECT id FROM dossier WHERE id = ${dossierId} FOR UPDATE`);
    held.resolve();
    await letGo.promise;
  });
  await held.promise;
  const both = [approve(running.house, asked), approve(running.house, asked)];
  await new Promise((resolve) => setTimeout(resolve, 500));
  letGo.resolve();
  await Promise.all([holding, ...both]);
  assert.equal(await timesOf(dossierId, 'approved'), 1);
});

test('who decided on a dossier that has changed meanwhile decides again on what it is now, and nothing is done twice', async () => {
  const agencyCode = newAgency();
  const { dossierId, stepId } = await submitted({ agencyCode });
  const note = 'Cần ảnh chụp giấy chứng sinh.';
  const seen: string[] = [];
  await changeDossier(cases(), { dossierId }, async (change) => {
    seen.push(change.steps[0]!.status);
    if (seen.length === 1) await askSupplement(running.house, { stepId, officer: officerAt(agencyCode), note });
    change.add({ kind: 'seen', who: APPLICANT });
  });
  assert.deepEqual(seen, ['open', 'supplement']);
  assert.equal(await timesOf(dossierId, 'seen'), 1);
  assert.equal(await timesOf(dossierId, 'supplement_asked'), 1);
  assert.equal((await stepOf(stepId)).status, 'supplement');
});

test('a step whose turn has not come cannot be approved, also not by its own officer', async () => {
  const agencyCode = newAgency();
  const { dossierId } = await submitted({ agencyCode });
  const residence = (await opened(dossierId)).steps.find(({ kind }) => kind === 'residence')!;
  const police = officerAt(residence.agencyCode, 'police-residence-officer');
  await assert.rejects(
    approve(running.house, { stepId: residence.id, officer: police, resolution: undefined }),
    refusedWith('case.cannot_move'),
  );
});

test('an officer cannot refuse what is being written into the register', async () => {
  const agencyCode = newAgency();
  const { stepId } = await submitted({ agencyCode });
  await cases().run(sql`UPDATE step SET status = 'approved' WHERE id = ${stepId}`);
  await assert.rejects(
    refuse(running.house, { stepId, officer: officerAt(agencyCode), reason: 'Đổi ý sau khi đã chấp thuận.' }),
    refusedWith('case.cannot_move'),
  );
  assert.equal((await stepOf(stepId)).status, 'approved');
});

test('a case that the register sent back is the officer’s again, with the sentence of its refusal', async () => {
  const agencyCode = newAgency();
  const { stepId } = await submitted({ agencyCode });
  await cases().run(sql`UPDATE step SET refusal_code = 'exchange.no_right', attempt = 2 WHERE id = ${stepId}`);
  const browser = await deskBrowser(officerAt(agencyCode));
  const page = await browser.open(`/desk/steps/${stepId}`);
  assert.match(page.text, /Sổ chưa ghi được, hồ sơ trở lại với bạn/);
  assert.match(page.text, /không có quyền gọi dịch vụ … cho mục đích này/);
  await cases().run(sql`UPDATE step SET status = 'approved' WHERE id = ${stepId}`);
  assert.match((await browser.open(`/desk/steps/${stepId}`)).text, /Đang ghi vào sổ/);
});

test('what does not agree needs a resolution, and what the parent calls wrong needs a correction', async () => {
  const agencyCode = newAgency();
  const officer = officerAt(agencyCode);
  const declared = await submitted({
    agencyCode,
    change: ({ evidence }) => {
      evidence.birth.fatherDeclaredName = 'Trần Văn Khác';
    },
  });
  await assert.rejects(
    approve(running.house, { stepId: declared.stepId, officer, resolution: undefined }),
    (error) => error instanceof Refusal && error.fields[0]?.code === 'case.resolution_needed',
  );
  await approve(running.house, { stepId: declared.stepId, officer, resolution: 'Đã đối chiếu giấy kết hôn.' });
  assert.equal((await stepOf(declared.stepId)).resolution, 'Đã đối chiếu giấy kết hôn.');

  const wrong = await submitted({
    agencyCode,
    change: (dossier) => {
      dossier.answers = { child: { fullName: 'Phạm Mẫu An', wrongFact: 'sex', wrongFactNote: 'Cháu là bé trai.' } };
    },
  });
  await assert.rejects(
    approve(running.house, { stepId: wrong.stepId, officer, resolution: 'Đã gọi bệnh viện.' }),
    refusedWith('case.wrong_fact_open'),
  );
});

interface Browser {
  open(path: string): Promise<{ status: number; text: string; location: string | null }>;
  send(path: string, form: Record<string, string>): Promise<{ status: number; text: string; location: string | null }>;
}

/** A browser in which an official is signed in at the desk. */
async function deskBrowser(officer: Officer): Promise<Browser> {
  const { house, publicUrl } = running;
  const session = await beginSession(house, 'desk', officer);
  const headers = { cookie: `${cookieName('desk', false)}=${session.token}`, origin: new URL(publicUrl).origin };
  const read = async (answer: Response) => ({
    status: answer.status,
    text: await answer.text(),
    location: answer.headers.get('location'),
  });
  return {
    open: async (path) => read(await fetch(`${publicUrl}${path}`, { headers, redirect: 'manual' })),
    send: async (path, form) => {
      const body = new URLSearchParams({ ...form, csrf: formToken(house, session) });
      return read(await fetch(`${publicUrl}${path}`, { method: 'POST', headers, body, redirect: 'manual' }));
    },
  };
}

test('the pages: queue, case with seals and contradictions, decisions beside their fields, and on to the next case', async () => {
  const agencyCode = newAgency();
  const next = await submitted({ agencyCode, childName: 'Phạm Mẫu Bình', dueOn: addDays(today(), 3) });
  const { dossierId, stepId } = await submitted({
    agencyCode,
    dueOn: addDays(today(), -1),
    change: ({ evidence }) => {
      evidence.birth.fatherDeclaredName = 'Trần Văn Khác';
    },
  });
  const browser = await deskBrowser(officerAt(agencyCode));
  assert.equal((await browser.open('/desk')).location, '/desk/queue');
  const queue = await browser.open('/desk/queue?sort=child&order=descending&q=mau');
  assert.equal(queue.status, 200);
  assert.match(queue.text, /Phạm Mẫu An/);
  assert.match(queue.text, /quá hạn/);
  assert.match((await browser.open('/desk/queue?q=không-ai')).text, /Không có hồ sơ nào khớp/);

  const here = `/desk/steps/${stepId}`;
  const page = await browser.open(here);
  assert.equal(page.status, 200, page.text.slice(0, 2000));
  assert.match(page.text, /Trần Văn Khác/);
  assert.match(page.text, /BN-health/);
  assert.match(page.text, /id="resolution"/);
  const english = await browser.open(`${here}?language=en`);
  assert.match(english.text, /The child, as it will be entered/);

  const empty = await browser.send(`${here}/approve`, {});
  assert.equal(empty.status, 422);
  assert.match(empty.text, /Viết rõ điều chưa khớp/);
  const short = await browser.send(`${here}/refuse`, { ground: 'other', reason: 'ngắn' });
  assert.equal(short.status, 422);
  assert.match(short.text, />ngắn<\/textarea>/);
  const foreignGround = await browser.send(`${here}/refuse`, { ground: 'forbidden', reason: 'Một lý do đủ dài.' });
  assert.equal(foreignGround.status, 422);

  const note = { note: 'Cần ảnh chụp giấy chứng sinh.' };
  const sent = await browser.send(`${here}/supplement`, note);
  assert.equal(sent.status, 303);
  assert.equal(sent.location, `/desk/queue?done=supplement&step=${stepId}`);
  assert.equal((await browser.send(`${here}/supplement`, note)).status, 303);
  const other = await browser.send(`${here}/supplement`, { note: 'Cần thêm một giấy tờ khác.' });
  assert.equal(other.status, 409);
  const { number } = await opened(dossierId);
  const told = (await browser.open(sent.location!)).text;
  assert.match(told, new RegExp(`Đã gửi yêu cầu bổ sung cho hồ sơ ${number}`));
  assert.match(told, new RegExp(`href="/desk/steps/${next.stepId}"[^>]*>(?:<svg.*?</svg>)?Mở hồ sơ tiếp theo`));
  assert.ok(told.includes(`href="${here}"`), 'the notice leads back to the decided case');
  assert.match(told, /đồng hồ đang dừng/);
  assert.doesNotMatch(told, /done=supplement/, 'no link of the page tells it once more');
  const untrue = `/desk/queue?done=approve&step=${stepId}`;
  assert.doesNotMatch((await browser.open(untrue)).text, /Đã chấp thuận/, 'only what is so is told');
  const elsewhere = await deskBrowser(officerAt(newAgency()));
  assert.ok(!(await elsewhere.open(sent.location!)).text.includes(number!), 'nothing is told of another agency’s case');
});

test('the pages are closed to officers of other communes, to files of other cases, and to people', async () => {
  const agencyCode = newAgency();
  const { stepId } = await submitted({ agencyCode });
  const stranger = await deskBrowser(officerAt(newAgency()));
  assert.equal((await stranger.open(`/desk/steps/${stepId}`)).status, 404);
  assert.equal((await stranger.send(`/desk/steps/${stepId}/approve`, {})).status, 404);
  const browser = await deskBrowser(officerAt(agencyCode));
  const fileId = await running.house.files.keep(Buffer.from('%PDF-1.7 of somebody else'));
  assert.equal((await browser.open(`/desk/steps/${stepId}/files/${fileId}`)).status, 404);
  const clerk = await deskBrowser(officerAt(agencyCode, 'midwife'));
  assert.equal((await clerk.open('/desk/queue')).status, 403);
  const { publicUrl, house } = running;
  const person = await beginSession(house, 'portal', {
    kind: 'person',
    number: MOTHER,
    name: 'Nguyễn Thị Mẫu',
    assurance: 'substantial',
  });
  const answer = await fetch(`${publicUrl}/desk/queue`, {
    headers: { cookie: `${cookieName('portal', false)}=${person.token}` },
    redirect: 'manual',
  });
  assert.notEqual(answer.status, 200);
});

test('an attached file is opened by the officer whose step it is', async () => {
  const agencyCode = newAgency();
  const fileId = await running.house.files.keep(Buffer.from('%PDF-1.7 the parents agree'));
  const { stepId } = await submitted({
    agencyCode,
    change: (dossier) => {
      dossier.paperConsentFile = fileId;
      dossier.paperConsentName = 'thỏa thuận.pdf';
    },
  });
  const browser = await deskBrowser(officerAt(agencyCode));
  const file = await browser.open(`/desk/steps/${stepId}/files/${fileId}`);
  assert.equal(file.status, 200);
  assert.match(file.text, /the parents agree/);
});

test('queue and case satisfy axe-core, on a desktop and a phone', { skip: missing('chromium') }, async () => {
  const agencyCode = newAgency();
  const { stepId } = await submitted({
    agencyCode,
    change: ({ evidence, answers }) => {
      evidence.birth.fatherDeclaredName = 'Trần Văn Khác';
      Object.assign(answers.child!, { wrongFact: 'sex', wrongFactNote: 'Cháu là bé trai.' });
    },
  });
  const plain = await submitted({ agencyCode, childName: 'Phạm Mẫu Bình', dueOn: addDays(today(), -4) });
  const { house, publicUrl } = running;
  const officer = officerAt(agencyCode);
  const refused = await submitted({ agencyCode, childName: 'Phạm Mẫu Chi' });
  await refuse(house, { stepId: refused.stepId, officer, reason: 'Việc sinh đã được đăng ký.' });
  const decided = `/desk/queue?done=refuse&step=${refused.stepId}`;
  const session = await beginSession(house, 'desk', officer);
  const browser = await sharedBrowser();
  try {
    for (const [width, height] of [
      [1280, 900],
      [390, 844],
    ] as const) {
      const context = await browser.newContext({ viewport: { width, height } });
      await context.addCookies([{ name: cookieName('desk', false), value: session.token, url: publicUrl }]);
      const tab = await context.newPage();
      for (const path of [decided, '/desk/queue', `/desk/steps/${stepId}`, `/desk/steps/${plain.stepId}?language=en`]) {
        await tab.goto(`${publicUrl}${path}`);
        await assertAccessible(tab);
      }
      await context.close();
    }
  } finally {
    await closeWindows(browser);
  }
});
