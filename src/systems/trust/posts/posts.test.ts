import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import type pg from 'pg';
import { requestFor } from '../../../../test/support/certification-request.ts';
import { Authenticator } from '../../../../test/support/authenticator.ts';
import { documentOf } from '../../../../test/support/document.ts';
import { testHouse, type TestHouse } from '../../../../test/support/house.ts';
import { settled } from '../../../../test/support/settled.ts';
import { setClock, today } from '../../../kernel/clock.ts';
import { ownerClient } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import type { House } from '../../../kernel/system.ts';
import * as civilServants from '../../civil-servants/services.ts';
import { type CallContext, type ServiceContract, call } from '../../exchange/index.ts';
import * as organisations from '../../organisations/index.ts';
import { raisedAlarms } from '../administration/alarms/actions.ts';
import { exportCalendar, openCalendar } from '../administration/calendar/actions.ts';
import { readActs } from '../administration/certificates/store.ts';
import { decideRequest, openRequest } from '../administration/requests/actions.ts';
import { ADMINISTRATOR, RESPONSIBLE_AGENCY, type Administrator } from '../administration/rules.ts';
import { askForOwn } from '../authentication/actions.ts';
import { validateFile } from '../index.ts';
import { beginEnrolment, finishEnrolment } from '../remote/credential.ts';
import { actOnDelegation, offerDelegation, readOwnDelegation } from '../remote/delegation/actions.ts';
import { delegationStanding } from '../remote/delegation/rules.ts';
import { askDocumentSignature, readDocumentFile, signOwnDocument, takeDocument } from '../remote/document/actions.ts';
import type { Signer } from '../remote/rules.ts';
import { openPostEnds, settlePosts, sweepPosts } from './actions.ts';
import { GROUNDS, startOfDay } from './rules.ts';

/** Certificates end with the post that they name. */

const AFFILIATION_CHANGED = 3;
const CESSATION = 5;
const PROVINCE = 'H26';

let running: TestHouse;
let house: House;
let owner: pg.Client;
before(async () => {
  running = await testHouse();
  ({ house } = running);
  owner = ownerClient(running.owner);
  await owner.connect();
});
after(async () => {
  await owner.end();
  await running.close();
});
afterEach(() => setClock());

const ask = async <Row>(text: string, values: unknown[] = []): Promise<Row[]> => (await owner.query(text, values)).rows;

/** Somebody of the example country who is given a post at a commune's committee, with a certificate to sign with. */
async function official(role: 'civil-status-officer' | 'committee-deputy-chair') {
  const from = '2026-01-05';
  const { number, name } = await freePerson();
  const { agencyCode, positionCode } = await freePosition(role);
  await doing(civilServants.recruit, {
    number,
    employment: 'civil-servant',
    agencyCode,
    gradeCode: '01.003',
    step: 1,
    from,
  });
  const { id } = await doing(civilServants.appoint, {
    number,
    agencyCode,
    positionCode,
    manner: 'appointed',
    from,
  });
  const post = await until(async () =>
    (await organisations.appointmentsOf(house, number)).find(
      (one) => one.role === role && one.agencyCode === agencyCode,
    ),
  );
  const { officialId, title, agencyName } = post;
  const signer = {
    personalNumber: number,
    name,
    kind: 'official' as const,
    officialId,
    role,
    title: title.vi,
    agencyCode,
    agencyName,
  };
  return {
    number,
    name,
    agencyCode,
    appointmentId: id!,
    officialId,
    signer,
    title: title.vi,
    ...(await certified(signer)),
  };
}
type Someone = Awaited<ReturnType<typeof official>>;

let used = 0;
async function freePerson(): Promise<{ number: string; name: string }> {
  const [person] = await ask<{ number: string; name: string }>(
    `SELECT number, full_name AS name FROM population.person WHERE upper_inf(valid_during) AND nationality = 'VN'
        AND born_on < '1995-01-01' AND died_on IS NULL AND number NOT IN (SELECT number FROM civil_servants.servant)
      ORDER BY number OFFSET $1 LIMIT 1`,
    [used++],
  );
  return person!;
}

/** A position of a commune of the province with room for everybody of this test. */
async function freePosition(power: string): Promise<{ agencyCode: string; positionCode: string }> {
  const [{ agencyCode }] = (await ask<{ agencyCode: string }>(
    `SELECT agency_code AS "agencyCode" FROM civil_servants.position WHERE agency_code LIKE $1 ORDER BY 1 LIMIT 1`,
    [`${PROVINCE}.%`],
  )) as [{ agencyCode: string }];
  const positionCode = 'VT09' + ['civil-status-officer', 'committee-deputy-chair'].indexOf(power);
  const position = { agencyCode, code: positionCode, title: 'Vị trí', category: 'professional', gradeCode: '01.003' };
  await doing(civilServants.definePosition, { ...position, staffLimit: 50, power, from: '2026-01-01' });
  return { agencyCode, positionCode };
}

async function until<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('waited 10 s in vain');
}

async function certified(signer: Signer) {
  const passkey = new Authenticator(house.config.baseUrl);
  const { credentialId, challenge } = await beginEnrolment(house, signer, { showsNumber: false });
  const credential = await finishEnrolment(house, {
    credentialId,
    personalNumber: signer.personalNumber,
    passkey: { id: passkey.id, publicKey: passkey.publicKey },
    response: passkey.answer(challenge),
  });
  return { passkey, credential, serial: credential.certificate.serial };
}

/** A certificate to authenticate with, in the official's post, by the approval of an administrator. */
async function authenticationOf({ number, name, officialId, agencyCode, signer, title }: Someone): Promise<string> {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { role, agencyName } = signer;
  const post = { officialId, role, agencyCode, agencyName, title: { vi: title, en: title }, territoryCode: '' };
  const own: Administrator = { kind: 'official', number, name, assurance: 'high', post };
  const request = requestFor([], keys).toString('base64');
  const id = await askForOwn(house, own, { request, why: 'Máy trạm ở phòng làm việc.', requestKey: newId() });
  const administrator = { ...own, name: 'Hoa', post: { ...post, officialId: newId(), role: ADMINISTRATOR } };
  const decided = { ...administrator, post: { ...administrator.post, agencyCode: RESPONSIBLE_AGENCY } };
  await decideRequest(house, decided, { id, move: 'approve', words: 'Đã kiểm tra.', requestKey: newId() });
  return (await openRequest(house, id)).request.issuedSerial!;
}

const context = (): CallContext => ({
  caller: 'civil-servants',
  agency: { code: PROVINCE, name: 'Ủy ban nhân dân thành phố Hà Nội' },
  actor: { kind: 'machine', name: 'test' },
  purpose: 'personnel-management',
  idempotencyKey: newId(),
});
const decision = { number: '15/QĐ-SNV', issuedOn: '2026-01-02', issuer: 'Sở Nội vụ' };
/** An act of the personnel office of the province. */
async function doing(contract: unknown, input: object): Promise<{ id?: string }> {
  const asked = { ...input, decision };
  return (await call(house, contract as ServiceContract, asked as never, context())).output as { id?: string };
}
const leavesPost = ({ number, appointmentId }: Someone, from: string) =>
  doing(civilServants.endAppointment, { number, appointmentId, from });

const actsOn = (serial: string) => readActs(house.db.as('trust'), serial, 10);
const settle = async () => {
  await settled(house.db.as('civil-servants'));
  await settlePosts(house);
};
const dayAfter = (date: string, days = 1): string =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

async function sign({ number, credential, passkey }: Someone) {
  const own = { personalNumber: number, area: 'desk' as const };
  const id = await takeDocument(house, own, { name: 'quyết định.pdf', bytes: documentOf(newId()) });
  const asked = { id, credentialId: credential.id, application: { id: 'desk', name: 'Bàn làm việc' } };
  const { challenge } = await askDocumentSignature(house, own, asked);
  await signOwnDocument(house, own, { ...asked, response: passkey.answer(challenge) });
  return (await readDocumentFile(house, own, { id, which: 'signed' })).bytes;
}

const messagesTo = (number: string) =>
  ask<{ count: number }>(
    `SELECT count(*)::integer AS count FROM notifications.message WHERE template = 'post-ended' AND personal_number = $1`,
    [number],
  ).then(([row]) => row!.count);

test('who leaves a post has its certificate revoked once, however many look; what was signed before holds', async () => {
  const officer = await official('civil-status-officer');
  const colleague = await official('civil-status-officer');
  const signed = await sign(officer);
  const ownSerial = await authenticationOf(officer);
  await leavesPost(officer, today());
  await settled(house.db.as('civil-servants'));
  await Promise.all([settlePosts(house), settlePosts(house), sweepPosts(house)]);
  await settle();
  const acts = await actsOn(officer.serial);
  assert.deepEqual(
    acts.map(({ kind, reason }) => [kind, reason]),
    [['revoked', AFFILIATION_CHANGED]],
  );
  assert.deepEqual(
    (await actsOn(ownSerial)).map(({ reason, doneBy }) => [reason, doneBy]),
    [[AFFILIATION_CHANGED, GROUNDS.register.by]],
  );
  assert.deepEqual(await actsOn(colleague.serial), [], 'the post of nobody else');
  const [verdict] = (await validateFile(house, { filename: 'a.pdf', bytes: signed })).signatures;
  assert.equal(verdict!.indication, 'TOTAL-PASSED');
  await assert.rejects(sign(officer), { code: 'signing.credential_not_usable' });
  assert.equal(await messagesTo(officer.number), 1);
  assert.equal(await messagesTo(colleague.number), 0);
  const { ended } = await openPostEnds(house);
  const own = ended.filter(({ officialId }) => officialId === officer.officialId);
  assert.deepEqual(
    own.map(({ serials, isInService }) => ({ serials, isInService })),
    [{ serials: [officer.serial, ownSerial].toSorted(), isInService: true }],
  );
});

test('an end to come is obeyed on its day, not before, and stands in the calendar until then', async () => {
  const officer = await official('civil-status-officer');
  const day = dayAfter(today(), 40);
  await doing(civilServants.leave, { number: officer.number, why: 'retirement', from: day });
  await settle();
  await sweepPosts(house);
  assert.deepEqual(await actsOn(officer.serial), []);
  const { coming } = await openPostEnds(house);
  assert.deepEqual(
    coming
      .filter(({ officialId }) => officialId === officer.officialId)
      .map(({ endsOn, serials }) => [endsOn, serials]),
    [[day, [officer.serial]]],
  );
  const [year, month] = day.split('-').map(Number);
  const { posts } = await openCalendar(house, { year, month });
  assert.ok(posts.some(({ officialId }) => officialId === officer.officialId));
  const words = { name: '', summary: '', description: '', postSummary: '{agency}', postDescription: '{count} {date}' };
  const calendar = await exportCalendar(house, 'vi', { ...words, profileOf: (profile) => profile });
  assert.match(calendar, new RegExp(`DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`));
  const [job] = await ask<{ at: Date }>(`SELECT run_at AS at FROM graphile_worker.jobs WHERE key = $1`, [
    `trust.settle_posts ${day}`,
  ]);
  assert.equal(job!.at.getTime(), startOfDay(day).getTime(), 'it wakes at that instant');
  setClock(new Date(startOfDay(day).getTime() - 60_000));
  await settlePosts(house);
  assert.deepEqual(await actsOn(officer.serial), [], 'a minute before');
  setClock(new Date(startOfDay(day).getTime() + 1_000));
  await settlePosts(house);
  assert.deepEqual(
    (await actsOn(officer.serial)).map(({ reason, at }) => [reason, at.getTime() >= startOfDay(day).getTime()]),
    [[CESSATION, true]],
  );
  assert.ok(!(await openPostEnds(house)).coming.some(({ officialId }) => officialId === officer.officialId));
});

test('a term that follows a term is the same post; an end by mistake that was corrected brings no certificate back', async () => {
  const again = await official('civil-status-officer');
  const day = dayAfter(today(), 10);
  const { number, agencyCode } = again;
  const term = { number, agencyCode, positionCode: 'VT090', manner: 'appointed' };
  await leavesPost(again, day);
  await settle();
  await doing(civilServants.appoint, { ...term, from: day });
  await settle();
  setClock(new Date(startOfDay(day).getTime() + 1_000));
  await settlePosts(house);
  assert.deepEqual(await actsOn(again.serial), []);
  setClock();
  const mistaken = await official('civil-status-officer');
  await leavesPost(mistaken, today());
  await settle();
  assert.equal((await actsOn(mistaken.serial)).length, 1);
  const { agencyCode: there } = mistaken;
  await doing(civilServants.appoint, { ...term, number: mistaken.number, agencyCode: there, from: today() });
  await settle();
  await until(async () => (await organisations.appointmentsOf(house, mistaken.number))[0]);
  await sweepPosts(house);
  const acts = await actsOn(mistaken.serial);
  assert.deepEqual(
    acts.map(({ kind }) => kind),
    ['revoked'],
  );
  const another = await certified(mistaken.signer);
  await sweepPosts(house);
  assert.deepEqual(await actsOn(another.serial), []);
});

test('cut off in the middle nothing is half done, and the next run does it once', async () => {
  const officer = await official('civil-status-officer');
  await owner.query(`
    CREATE FUNCTION trust.cut_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'cut off'; END $$;
    CREATE TRIGGER cut_off BEFORE INSERT ON trust.post_end FOR EACH ROW EXECUTE FUNCTION trust.cut_off()`);
  await leavesPost(officer, today());
  await assert.rejects(settle(), /cut off/);
  assert.deepEqual(await actsOn(officer.serial), []);
  await owner.query('DROP TRIGGER cut_off ON trust.post_end');
  await settle();
  await settle();
  assert.equal((await actsOn(officer.serial)).length, 1);
  assert.equal(await messagesTo(officer.number), 1);
});

test('delegations of signing end with the post of either', async () => {
  const deputy = await official('committee-deputy-chair');
  const chairId = newId();
  const [chair] = await ask<{ id: string }>(
    `SELECT official_id AS id FROM organisations.appointment WHERE agency_code = $1 AND role = 'committee-chair' AND upper_inf(valid_during)`,
    [deputy.agencyCode],
  );
  const from = { officialId: chair?.id ?? chairId, name: 'Trần Văn An', role: 'committee-chair', title: 'Chủ tịch' };
  assert.ok(chair, 'the example has a chair there');
  const id = newId();
  await offerDelegation(house, {
    id,
    capacity: 'deputy',
    agencyCode: deputy.agencyCode,
    agencyName: deputy.signer.agencyName,
    from,
    to: { officialId: deputy.officialId, name: deputy.name, role: 'committee-deputy-chair', title: deputy.title },
    kinds: ['decision'],
    grounds: '12/QĐ-UBND, Quyết định phân công nhiệm vụ',
    groundsOn: today(),
    fromOn: today(),
    untilOn: undefined,
  });
  await actOnDelegation(house, { id, officialId: deputy.officialId, act: 'accepted', why: '' });
  const standing = async () =>
    delegationStanding(await readOwnDelegation(house, { id, officialId: deputy.officialId }), today());
  await sweepPosts(house);
  assert.equal(await standing(), 'in-force');
  await leavesPost(deputy, today());
  await settle();
  assert.equal(await standing(), 'ended');
  const { ended } = await openPostEnds(house);
  assert.deepEqual(ended.find(({ officialId }) => officialId === deputy.officialId)!.delegations, [id]);
});

test('a post that the register does not know ends by the directory, but never many at once', async () => {
  const [held] = await ask<{ id: string; number: string; agencyCode: string }>(
    `SELECT official.id, official.personal_number AS number, agency_code AS "agencyCode"
       FROM organisations.appointment JOIN organisations.official ON official.id = official_id
      WHERE role = 'police-residence-officer' AND upper_inf(valid_during) ORDER BY 1 LIMIT 1`,
  );
  const { id: officialId, number: personalNumber, agencyCode } = held!;
  const role = 'police-residence-officer';
  const signer = { kind: 'official' as const, personalNumber, name: 'Lê Văn Cường', officialId, role };
  const { serial } = await certified({ ...signer, title: 'Cán bộ', agencyCode, agencyName: 'Công an phường Mẫu' });
  await sweepPosts(house);
  assert.deepEqual(await actsOn(serial), []);
  await organisations.endAppointment(house, { officialId, role, agencyCode, on: today() });
  assert.equal(await sweepPosts(house, 0), 1);
  assert.deepEqual(await actsOn(serial), []);
  assert.ok((await raisedAlarms(house)).some(({ kind }) => kind === 'posts_unclear'));
  await sweepPosts(house);
  await sweepPosts(house);
  assert.deepEqual(
    (await actsOn(serial)).map(({ reason }) => reason),
    [CESSATION],
  );
  const { ended } = await openPostEnds(house);
  assert.equal(ended.find((one) => one.officialId === officialId)!.knownBy, 'directory');
});
