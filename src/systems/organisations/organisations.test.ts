import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ownerClient } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import type { ExampleOfficial, ExamplePlace } from '../../country/example/model.ts';
import { communesOf, provincesOn } from '../territories/index.ts';
import { loadExampleOrganisations } from './example/load.ts';
import {
  agency,
  agencyFor,
  appoint,
  appointmentsOf,
  delegate,
  endAppointment,
  endDelegation,
  HEADS,
  isHead,
  mayActAs,
  officialsAt,
} from './index.ts';

const TODAY = '2026-11-20';
const GIANG_VO = '00025';
const COMMITTEE = 'H26.00025';
const CHAIR = '001075000001';
const OFFICER = '001185000002';
const POLICE = '001090000003';

const officials: ExampleOfficial[] = [
  { personNumber: CHAIR, post: 'committee-chair', provinceCode: '01', communeCode: GIANG_VO },
  { personNumber: OFFICER, post: 'civil-status-officer', provinceCode: '01', communeCode: GIANG_VO },
  { personNumber: POLICE, post: 'police-residence-officer', provinceCode: '01', communeCode: GIANG_VO },
  { personNumber: '001190000004', post: 'insurance-officer', provinceCode: '01' },
  { personNumber: '004188000005', post: 'midwife', provinceCode: '04', hospitalSerial: 1 },
];

let database: TestDatabase;
let loading_ms = 0;
before(async () => {
  database = await testDatabase();
  const places = provincesOn(TODAY).flatMap((province) =>
    communesOf(province.code, TODAY).map((commune): ExamplePlace => ({
      communeCode: commune.code,
      communeName: commune.fullName.vi,
      provinceCode: province.code,
      provinceName: province.name,
      oldProvinceCodes: [],
    })),
  );
  const owner = ownerClient(database.owner);
  await owner.connect();
  const began = performance.now();
  await loadExampleOrganisations(owner, { places, officials, hospitals: [{ provinceCode: '79', serial: 2 }] });
  loading_ms = performance.now() - began;
  await owner.end();
});
after(() => database.close());

const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test('every one of 3,321 communes has a people’s committee and a police, every province a committee and an insurance office', async (t) => {
  const owner = ownerClient(database.owner);
  await owner.connect();
  const { rows } = await owner.query(
    'SELECT kind, count(*)::int AS n FROM organisations.agency GROUP BY kind ORDER BY kind',
  );
  await owner.end();
  t.diagnostic(`loaded in ${loading_ms.toFixed(0)} ms`);
  assert.deepEqual(Object.fromEntries(rows.map((row) => [row.kind, row.n])), {
    'commune-committee': 3321,
    'commune-police': 3321,
    hospital: 2,
    ministry: 9,
    'national-insurance': 1,
    portal: 1,
    'land-registration-office': 34,
    'provincial-committee': 34,
    'provincial-finance': 34,
    'provincial-insurance': 34,
  });
});

test('an agency is found by its code, and by its kind and place', async () => {
  const found = await agencyFor(database, 'commune-committee', GIANG_VO, TODAY);
  assert.deepEqual(found, {
    code: COMMITTEE,
    kind: 'commune-committee',
    name: { vi: 'Ủy ban nhân dân phường Giảng Võ', en: "People's Committee of Giang Vo Ward" },
    territoryCode: GIANG_VO,
    parentCode: 'H26',
  });
  assert.deepEqual(await agency(database, COMMITTEE, TODAY), found);
  assert.equal((await agencyFor(database, 'commune-police', GIANG_VO))?.name.vi, 'Công an phường Giảng Võ');
  assert.equal((await agencyFor(database, 'provincial-insurance', '01'))?.name.vi, 'Bảo hiểm xã hội thành phố Hà Nội');
  assert.equal((await agencyFor(database, 'provincial-insurance', '04'))?.name.vi, 'Bảo hiểm xã hội tỉnh Cao Bằng');
  assert.equal((await agency(database, 'G12.98.01'))?.parentCode, 'G12.98');
  assert.equal((await agency(database, 'G22'))?.name.vi, 'Văn phòng Chính phủ');
});

test('before 1 July 2025 today’s communes had no committee', async () => {
  assert.equal(await agencyFor(database, 'commune-committee', GIANG_VO, '2025-06-30'), undefined);
  assert.equal(await agency(database, "H26' OR true --"), undefined);
});

test('a person acts only in the posts held, at the agency where they are held', async () => {
  const [post, ...others] = await appointmentsOf(database, OFFICER, TODAY);
  assert.deepEqual(others, []);
  assert.deepEqual(
    { ...post, officialId: '' },
    {
      officialId: '',
      role: 'civil-status-officer',
      title: { vi: 'Công chức tư pháp - hộ tịch', en: 'Civil status officer' },
      agencyCode: COMMITTEE,
      agencyKind: 'commune-committee',
      agencyName: 'Ủy ban nhân dân phường Giảng Võ',
      agencyNameEn: "People's Committee of Giang Vo Ward",
      territoryCode: GIANG_VO,
      delegatedBy: undefined,
    },
  );
  const act = { personalNumber: OFFICER, role: 'civil-status-officer', agencyCode: COMMITTEE } as const;
  assert.equal(await mayActAs(database, act), true);
  assert.equal(await mayActAs(database, { ...act, role: 'committee-chair' }), false);
  assert.equal(await mayActAs(database, { ...act, agencyCode: 'H26.00004' }), false);
  assert.equal(await mayActAs(database, { ...act, personalNumber: POLICE }), false);
  assert.equal(await mayActAs(database, { ...act, on: '2025-06-30' }), false);
  assert.deepEqual(await appointmentsOf(database, '001090999999'), []);
});

const idOf = async (personalNumber: string) => (await appointmentsOf(database, personalNumber, TODAY))[0]!.officialId;

test('a chair delegates to an officer of the same agency for some days, and takes it back', async () => {
  const given = {
    fromOfficialId: await idOf(CHAIR),
    toOfficialId: await idOf(OFFICER),
    role: 'committee-chair',
    agencyCode: COMMITTEE,
  } as const;
  const during = { from: '2026-12-01', until: '2026-12-11' };
  await delegate(database, { ...given, during, reason: 'Nghỉ phép' });
  await assert.rejects(
    delegate(database, { ...given, during, reason: 'Nghỉ phép' }),
    refusedWith('organisations.delegated_already'),
  );
  const act = { personalNumber: OFFICER, role: 'committee-chair', agencyCode: COMMITTEE } as const;
  assert.equal(await mayActAs(database, { ...act, on: '2026-11-30' }), false);
  assert.equal(await mayActAs(database, { ...act, on: '2026-12-10' }), true);
  assert.equal(await mayActAs(database, { ...act, on: '2026-12-11' }), false);
  const chairs = await officialsAt(database, COMMITTEE, 'committee-chair', '2026-12-05');
  assert.deepEqual(
    chairs.map(({ personalNumber, delegatedBy }) => [personalNumber, delegatedBy]),
    [
      [CHAIR, undefined],
      [OFFICER, given.fromOfficialId],
    ],
  );
  await endDelegation(database, { ...given, on: '2026-12-05' });
  assert.equal(await mayActAs(database, { ...act, on: '2026-12-04' }), true);
  assert.equal(await mayActAs(database, { ...act, on: '2026-12-05' }), false);
});

test('what is not one’s own cannot be delegated, nor to oneself, nor to another agency, nor without reason', async () => {
  const chair = await idOf(CHAIR);
  const officer = await idOf(OFFICER);
  const during = { from: '2027-01-01', until: '2027-01-10' };
  const rightful = {
    fromOfficialId: chair,
    toOfficialId: officer,
    role: 'committee-chair',
    agencyCode: COMMITTEE,
    during,
    reason: 'Đi công tác',
  } as const;
  await delegate(database, rightful);
  const police = await idOf(POLICE);
  const refusals: [Parameters<typeof delegate>[1], string][] = [
    [{ ...rightful, fromOfficialId: officer, toOfficialId: chair }, 'organisations.not_appointed'],
    [{ ...rightful, during: { from: '2020-01-01' } }, 'organisations.not_appointed'],
    [{ ...rightful, toOfficialId: chair }, 'organisations.delegate_to_self'],
    [{ ...rightful, toOfficialId: police }, 'organisations.delegate_elsewhere'],
    [{ ...rightful, reason: '  ' }, 'organisations.reason_missing'],
    [{ ...rightful, during: { from: '2027-01-10', until: '2027-01-10' } }, 'organisations.period_empty'],
  ];
  for (const [delegation, code] of refusals)
    await assert.rejects(delegate(database, delegation), refusedWith(code), code);
});

test('a person appointed twice keeps one official id; ending a post ends what was delegated from it, and history keeps both', async () => {
  const personalNumber = '001088000009';
  const post = { role: 'committee-chair', agencyCode: 'H26.00004' } as const;
  const during = { from: '2026-01-01' };
  const officialId = await appoint(database, { personalNumber, ...post, during });
  assert.equal(
    await appoint(database, { personalNumber, role: 'civil-status-officer', agencyCode: 'H26.00004', during }),
    officialId,
  );
  await assert.rejects(
    appoint(database, { personalNumber, ...post, during }),
    refusedWith('organisations.appointed_already'),
  );
  await assert.rejects(
    appoint(database, { personalNumber, role: 'midwife', agencyCode: 'H26.00004', during }),
    refusedWith('organisations.post_not_of_agency'),
  );
  await assert.rejects(
    appoint(database, { personalNumber, ...post, agencyCode: 'H26.99999', during }),
    refusedWith('organisations.agency_not_found'),
  );
  const colleague = await appoint(database, {
    personalNumber: '001188000010',
    role: 'civil-status-officer',
    agencyCode: 'H26.00004',
    during,
  });
  await delegate(database, {
    fromOfficialId: officialId,
    toOfficialId: colleague,
    ...post,
    during,
    reason: 'Giúp việc',
  });
  await endAppointment(database, { officialId, ...post, on: '2026-06-01' });
  const acting = { personalNumber: '001188000010', ...post };
  assert.equal(await mayActAs(database, { ...acting, on: '2026-05-31' }), true);
  assert.equal(await mayActAs(database, { ...acting, on: '2026-06-01' }), false);
  await assert.rejects(
    endAppointment(database, { officialId, ...post, on: '2026-08-01' }),
    refusedWith('organisations.not_appointed'),
  );
  const { rowCount } = await database.db.as('organisations').transaction(async (tx) => ({
    rowCount: (await tx.rows({ text: 'SELECT role FROM appointment_history', values: [] })).length,
  }));
  assert.equal(rowCount, 1);
});

test('an appointment that ends on the day on which it begins never was, and the history keeps it', async () => {
  const post = { agencyCode: 'H26.00004', role: 'civil-status-officer' } as const;
  const personalNumber = '001190000077';
  const officialId = await appoint(database, { personalNumber, ...post, during: { from: '2026-03-01' } });
  await endAppointment(database, { officialId, ...post, on: '2026-03-01' });
  assert.equal(await mayActAs(database, { personalNumber, ...post, on: '2026-03-01' }), false);
  const kept = await database.db
    .as('organisations')
    .rows({ text: 'SELECT FROM appointment_history WHERE official_id = $1', values: [officialId] });
  assert.equal(kept.length, 1);
});

test('of several appointments of one official to a post the one that is named by its first day ends, and goes on', async () => {
  const post = { agencyCode: 'H26.00004', role: 'civil-status-officer' } as const;
  const personalNumber = '001190000078';
  const acts = (on: string) => mayActAs(database, { personalNumber, ...post, on });
  const officialId = await appoint(database, {
    personalNumber,
    ...post,
    during: { from: '2026-01-01', until: '2026-02-01' },
  });
  await appoint(database, { personalNumber, ...post, during: { from: '2026-03-01', until: '2026-04-01' } });
  await endAppointment(database, { officialId, ...post, from: '2026-01-01', on: '2026-01-15' });
  assert.deepEqual([await acts('2026-01-20'), await acts('2026-03-20')], [false, true]);
  await endAppointment(database, { officialId, ...post, from: '2026-03-01', on: null });
  assert.equal(await acts('2027-01-01'), true);
  await assert.rejects(
    endAppointment(database, { officialId, ...post, from: '2026-01-02', on: '2026-01-10' }),
    refusedWith('organisations.not_appointed'),
  );
});

test('a delegation counts only while the colleague still holds a post at the agency', async () => {
  const during = { from: '2026-01-01' };
  const at = { agencyCode: 'H26.00008', role: 'committee-chair' } as const;
  const chair = await appoint(database, { personalNumber: '001070000011', ...at, during });
  const colleague = { role: 'civil-status-officer', agencyCode: 'H26.00008' } as const;
  const officer = await appoint(database, { personalNumber: '001170000012', ...colleague, during });
  await delegate(database, { fromOfficialId: chair, toOfficialId: officer, ...at, during, reason: 'Giúp việc' });
  await endAppointment(database, { officialId: officer, ...colleague, on: '2026-03-01' });
  assert.equal(await mayActAs(database, { personalNumber: '001170000012', ...at, on: '2026-03-01' }), false);
  assert.equal((await officialsAt(database, at.agencyCode, at.role, '2026-03-01')).length, 1);
});

test('the running house may not change agencies, nor rewrite history', async () => {
  const own = database.db.as('organisations');
  for (const text of [
    "UPDATE agency SET name_vi = 'x'",
    'DELETE FROM appointment_history',
    'DELETE FROM delegation_history',
  ])
    await assert.rejects(own.run({ text, values: [] }), /permission denied/);
});

test('every head of an agency has a post, and deputies at agencies of the same kind', async () => {
  const owner = ownerClient(database.owner);
  await owner.connect();
  const { rows } = await owner.query<{ role: string; kind: string }>(
    'SELECT role, agency_kind AS kind FROM organisations.post',
  );
  await owner.end();
  const kinds = new Map(rows.map(({ role, kind }) => [role, kind]));
  for (const [head, deputies] of Object.entries(HEADS)) {
    assert.ok(kinds.has(head), head);
    assert.ok(isHead(head));
    for (const deputy of deputies!) {
      assert.equal(kinds.get(deputy), kinds.get(head), deputy);
      assert.ok(!isHead(deputy));
    }
  }
  assert.ok(!isHead('constructor'));
});
