import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type CivilStatusHouse, civilStatusHouse } from '../../../../../test/support/civil-status.ts';
import { refusedWith } from '../../../../../test/support/population.ts';
import { setClock } from '../../../../kernel/clock.ts';
import { type CallContext, call } from '../../../exchange/index.ts';
import { OTHER_WARD } from '../../../population/example/small-country.ts';
import { sealServicesOf } from '../../../registry/index.ts';
import * as services from '../../services.ts';

/** What people apply for from home: a certificate of marital status, decided by the committee where they reside. */

const TODAY = '2026-11-20';
const DOC = 'Nguyễn Văn Độc';
const THAN = 'Trần Thị Thân';
let town: CivilStatusHouse;

before(async () => {
  town = await civilStatusHouse(
    [
      { fullName: DOC, sex: 'male', bornOn: '1995-03-02' },
      { fullName: THAN, sex: 'female', bornOn: '1996-08-14' },
      { fullName: 'Vũ Văn Trẻ', sex: 'male', bornOn: '2006-11-21' },
      { fullName: 'Lê Văn Cưới', sex: 'male', bornOn: '1990-01-30' },
      { fullName: 'Phạm Thị Cưới', sex: 'female', bornOn: '1991-05-05' },
      { fullName: 'Đặng Văn Giấy', sex: 'male', bornOn: '1970-02-03' },
      { fullName: 'Hoàng Văn Xa', sex: 'male', bornOn: '1990-01-01', communeCode: OTHER_WARD },
    ],
    TODAY,
  );
});
beforeEach(() => setClock(new Date(`${TODAY}T05:00:00Z`)));
after(() => town.close());

const no = (name: string) => town.numberOf(name);
let serial = 0;
const asSelf = (name: string): CallContext => ({
  caller: 'portal',
  agency: { code: 'G22', name: 'Văn phòng Chính phủ' },
  actor: { kind: 'person', number: no(name), name },
  purpose: 'civil-status-registration',
  idempotencyKey: `portal-key-${++serial}`,
});
const apply = async (name: string, wish: object, by = asSelf(name)) =>
  (await call(town.house, services.applyForMaritalCertificate, { number: no(name), wish } as never, by)).output;
const own = async (name: string) =>
  (await call(town.house, services.readOwnMaritalStatus, { number: no(name) }, asSelf(name))).output;
const queue = async (over = false, by = town.asOfficer()) =>
  (await call(town.house, services.findMaritalApplications, { over }, by)).output;
const grant = async (id: string, by = town.asOfficer(), more: object = {}) =>
  (await call(town.house, services.grantMaritalApplication, { id, registrar: town.by.registrar, ...more } as never, by))
    .output;
const refuse = (id: string, by = town.asOfficer()) =>
  call(town.house, services.refuseMaritalApplication, { id, reason: 'Cần nộp lại bản án ly hôn.' }, by);
const withdraw = (name: string, id: string, by = asSelf(name)) =>
  call(town.house, services.withdrawMaritalApplication, { number: no(name), id }, by);
const messagesOf = async (id: string) =>
  (
    await town.ask<{ payload: { template: string; to: string } }>(
      `SELECT payload FROM graphile_worker._private_jobs WHERE payload ->> 'key' = $1`,
      [`marital-application:${id}`],
    )
  ).map(({ payload }) => [payload.template, payload.to]);
const toMarry = (name: string, over: object = {}) => ({
  purpose: 'marriage',
  intended: { kind: 'person', number: no(name), fullName: name },
  where: 'Ủy ban nhân dân phường Mẫu',
  ...over,
});

test('an application waits at the commune of the applicant for three working days, is granted there, and the paper and a message come', async () => {
  const by = asSelf(DOC);
  const [filed, twin] = await Promise.all([apply(DOC, toMarry(THAN), by), apply(DOC, toMarry(THAN), by)]);
  assert.deepEqual(filed, twin);
  assert.deepEqual(await apply(DOC, toMarry(THAN), by), filed);
  assert.match(filed.applicationNumber, /^XNTTHN-2026-/);
  // 24 November is a day off.
  assert.equal(filed.dueOn, '2026-11-26');
  assert.deepEqual(
    (await queue()).applications.map(({ id, applicantName }) => [id, applicantName]),
    [[filed.id, DOC]],
  );
  assert.deepEqual((await queue(false, town.asOfficer(OTHER_WARD))).applications, []);
  const elsewhere = town.asOfficer(OTHER_WARD);
  await assert.rejects(grant(filed.id, elsewhere), refusedWith('marital.application_unknown'));
  await assert.rejects(refuse(filed.id, elsewhere), refusedWith('marital.application_unknown'));
  await assert.rejects(
    call(town.house, services.readMaritalApplication, { id: filed.id }, elsewhere),
    refusedWith('marital.application_unknown'),
  );
  const officer = town.asOfficer();
  const [one, other] = await Promise.all([grant(filed.id, officer), grant(filed.id, officer)]);
  assert.equal(one.paper.id, other.paper.id);
  assert.equal((await grant(filed.id, officer)).paper.id, one.paper.id);
  const { applications, certificates } = await own(DOC);
  assert.deepEqual(
    applications.map(({ state }) => state),
    ['granted'],
  );
  assert.deepEqual(
    certificates.map(({ paper, validity }) => [paper.id, validity.state]),
    [[one.paper.id, 'valid']],
  );
  const { papers } = (
    await call(town.house, services.listPapers, { number: no(DOC) }, { ...asSelf(DOC), purpose: 'own-data' })
  ).output;
  assert.deepEqual(
    papers.map(({ id }) => id),
    [one.paper.id],
  );
  assert.deepEqual(await messagesOf(filed.id), [['certificate-granted', no(DOC)]]);
  await assert.rejects(grant(filed.id), refusedWith('marital.application_decided'));
  await assert.rejects(refuse(filed.id), refusedWith('marital.application_decided'));
  await assert.rejects(withdraw(DOC, filed.id), refusedWith('marital.application_decided'));
  assert.equal((await queue(true)).applications.length, 1);
});

test('what came after three in the afternoon counts from the next working day', async () => {
  setClock(new Date(`${TODAY}T09:00:00Z`));
  const { id, dueOn } = await apply('Hoàng Văn Xa', { purpose: 'loan' });
  assert.equal(dueOn, '2026-11-27');
  const output = await queue(false, town.asOfficer(OTHER_WARD));
  assert.deepEqual(
    output.applications.map((one) => one.id),
    [id],
  );
});

test('a refusal needs its reason, the person reads it, and may apply again', async () => {
  const { id } = await apply(THAN, { purpose: 'property' });
  await assert.rejects(apply(THAN, { purpose: 'property' }), refusedWith('marital.applied_already'));
  await assert.rejects(
    call(town.house, services.refuseMaritalApplication, { id, reason: '' }, town.asOfficer()),
    refusedWith('input.invalid'),
  );
  const by = town.asOfficer();
  await Promise.all([refuse(id, by), refuse(id, by)]);
  const [refused] = (await own(THAN)).applications;
  assert.deepEqual([refused!.state, refused!.answer], ['refused', 'Cần nộp lại bản án ly hôn.']);
  assert.deepEqual(await messagesOf(id), [['certificate-refused', no(THAN)]]);
  await assert.rejects(grant(id), refusedWith('marital.application_decided'));
  assert.ok((await apply(THAN, { purpose: 'property' })).id !== id);
});

test('an application is taken back by who made it, once, and nobody else reads, makes or withdraws it', async () => {
  const [open] = (await own(THAN)).applications;
  await assert.rejects(withdraw(DOC, open!.id), refusedWith('marital.application_unknown'));
  await assert.rejects(withdraw(THAN, open!.id, asSelf(DOC)), refusedWith('exchange.no_right'));
  await assert.rejects(
    call(town.house, services.readOwnMaritalStatus, { number: no(THAN) }, asSelf(DOC)),
    refusedWith('exchange.no_right'),
  );
  await assert.rejects(apply(THAN, { purpose: 'loan' }, asSelf(DOC)), refusedWith('exchange.no_right'));
  await withdraw(THAN, open!.id);
  await withdraw(THAN, open!.id);
  assert.equal((await own(THAN)).applications[0]!.state, 'withdrawn');
  await assert.rejects(grant(open!.id), refusedWith('marital.application_decided'));
});

test('what could only be refused is refused when it is handed in: too young, married, one that holds, a spouse without a name', async () => {
  await assert.rejects(apply('Vũ Văn Trẻ', toMarry(THAN)), refusedWith('marriage.too_young'));
  await assert.rejects(apply(DOC, toMarry(THAN)), refusedWith('marital.valid_one_there'));
  const replacing = { how: 'lost', reason: 'Đánh rơi trên đường' };
  const again = await apply(DOC, toMarry(THAN, { replacing }));
  await withdraw(DOC, again.id);
  const nameless = { intended: { kind: 'person', number: no(THAN) } };
  await assert.rejects(apply('Lê Văn Cưới', toMarry(THAN, nameless)), refusedWith('input.invalid'));
  await assert.rejects(apply('Lê Văn Cưới', { purpose: 'other', words: 'Việc 😀 khác' }), refusedWith('input.invalid'));
  await call(
    town.house,
    services.registerMarriage,
    { husband: town.person('Lê Văn Cưới'), wife: town.person('Phạm Thị Cưới'), bothConsented: true, ...town.by },
    town.asOfficer(),
  );
  await assert.rejects(apply('Lê Văn Cưới', toMarry(THAN)), refusedWith('marriage.married_already'));
  for (const words of ['Việc một', 'Việc hai', 'Việc ba', 'Việc bốn', 'Việc năm'])
    await apply('Lê Văn Cưới', { purpose: 'other', words });
  await assert.rejects(
    apply('Lê Văn Cưới', { purpose: 'other', words: 'Việc sáu' }),
    refusedWith('marital.too_many_applications'),
  );
});

test('the applicant learns nothing of whom they name; the officer is told when name and number are of two people', async () => {
  const wish = toMarry(THAN, { intended: { kind: 'person', number: no('Phạm Thị Cưới'), fullName: THAN } });
  const { id } = await apply('Hoàng Văn Xa', wish);
  const before = await town.ask(`SELECT FROM exchange.subject WHERE personal_number = $1`, [no('Phạm Thị Cưới')]);
  const officer = town.asOfficer(OTHER_WARD);
  await assert.rejects(grant(id, officer), refusedWith('marital.intended_name'));
  assert.equal((await own('Hoàng Văn Xa')).applications[0]!.state, 'open');
  const after = await town.ask(`SELECT FROM exchange.subject WHERE personal_number = $1`, [no('Phạm Thị Cưới')]);
  assert.ok(after.length > before.length, 'the reading is in the log of whom it concerns');
  assert.deepEqual(
    await town.ask(`SELECT FROM civil_status.marital_certificate WHERE person_number = $1`, [no('Hoàng Văn Xa')]),
    [],
  );
});

test('what is in doubt is granted on the conclusion of the officer alone, and what is refused leaves the application open', async () => {
  const { id } = await apply('Đặng Văn Giấy', { purpose: 'property' });
  await call(
    town.house,
    services.importPaperBook,
    {
      book: 'marriage',
      rows: [
        {
          volume: '01/1995',
          number: '7',
          registered_on: '12/05/1995',
          agency: 'Ủy ban nhân dân phường Mẫu',
          husband_name: 'Đặng Văn Giấy',
          husband_number: no('Đặng Văn Giấy'),
          wife_name: 'Ngô Thị Giấy',
        },
      ],
      isDryRun: false,
      reason: 'Kế hoạch số hóa sổ hộ tịch',
    },
    town.asOfficer(),
  );
  await assert.rejects(grant(id), refusedWith('marital.conclusion_needed'));
  assert.equal((await own('Đặng Văn Giấy')).applications[0]!.state, 'open');
  const conclusion = {
    status: 'divorced',
    spouseName: 'Ngô Thị Giấy',
    document: { number: '8/2001/HNGĐ-ST', issuer: 'Tòa án nhân dân quận Mẫu', on: '2001-03-04' },
    grounds: 'Bản án do người nộp xuất trình, đã hỏi Tòa án',
  };
  const { paper } = await grant(id, town.asOfficer(), { conclusion });
  const [row] = await town.ask<{ said: object }>(`SELECT said FROM civil_status.paper WHERE id = $1`, [paper.id]);
  assert.match(JSON.stringify(row!.said), /Ngô Thị Giấy, nhưng đã ly hôn \(bản án, quyết định số 8\/2001/);
});

test('who was sealed in the population register after applying is granted nothing by data', async () => {
  const { id } = await apply(THAN, { purpose: 'loan' });
  const officer = town.asOfficer();
  await call(
    town.house,
    sealServicesOf('population')!.seal,
    {
      kind: 'person',
      key: [no(THAN)],
      fields: ['hometown'],
      openTo: [],
      reason: 'Bảo vệ người làm chứng',
      source: { kind: 'decision', number: '7/QĐ-BCA' },
    },
    {
      ...officer,
      caller: 'registry',
      agency: { code: 'G01', name: 'Bộ Công an' },
      actor: { ...(officer.actor as { kind: 'official' }), role: 'seal-keeper' } as never,
      purpose: 'sealed-data',
      idempotencyKey: 'seal-of-a-person',
    },
  );
  await assert.rejects(grant(id), refusedWith('marital.no_residence'));
  await assert.rejects(apply(THAN, { purpose: 'property' }), refusedWith('marital.no_residence'));
  const { resident, applications } = await own(THAN);
  assert.deepEqual([resident, applications.find((one) => one.id === id)?.state], [undefined, 'open']);
});
