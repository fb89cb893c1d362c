import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { communeCommitteeCode, personalNumberFits } from '../../../country/index.ts';
import { civilDate, setClock } from '../../../kernel/clock.ts';
import { ownerClient } from '../../../kernel/db.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call, publish } from '../../exchange/index.ts';
import { provided as health } from '../../health/index.ts';
import { findBirths, readBirth, reportBirth } from '../../health/services.ts';
import { provided as insurance } from '../../insurance/index.ts';
import { issueChildCard, readCoverage } from '../../insurance/services.ts';
import { loadExamplePeople } from '../../population/example/load.ts';
import { OTHER_WARD, smallCountry, WARD } from '../../population/example/small-country.ts';
import { provided as population } from '../../population/index.ts';
import { readPerson, readParents, registerResidence } from '../../population/services.ts';
import { openExampleHouse } from '../../registry/example/house.ts';
import { validateFile } from '../../trust/index.ts';
import { loadExampleMarriages } from '../example/load.ts';
import { provided as civilStatus } from '../index.ts';
import { readBirthStatus, readMarriage, registerBirth } from '../services.ts';

const TODAY = '2026-11-20';
const { people, households, numberOf } = smallCountry([
  { fullName: 'Nguyễn Văn Minh', sex: 'male', bornOn: '1995-03-02', household: 'minh' },
  { fullName: 'Trần Thị Lan', sex: 'female', bornOn: '1997-08-14', household: 'minh' },
  { fullName: 'Lê Thị Hoa', sex: 'female', bornOn: '1999-01-30' },
  { fullName: 'Phạm Văn Hải', sex: 'male', bornOn: '1996-05-05', communeCode: OTHER_WARD, ethnicGroup: '02' },
  { fullName: 'Vũ Thị Mai', sex: 'female', bornOn: '1994-12-12' },
  { fullName: 'Đỗ Văn Nam', sex: 'male', bornOn: '1969-06-01', communeCode: OTHER_WARD },
]);
const officer = {
  officialId: 'CB-0001',
  title: { vi: 'Chủ tịch', en: 'Chair' },
  name: 'Hoàng Văn Chủ',
};
const committee = { code: communeCommitteeCode(WARD, '01'), name: 'Ủy ban nhân dân phường Giảng Võ' };

let database: TestDatabase;
let house: House;
let closeHouse: () => void;
let keys = 0;

before(async () => {
  database = await testDatabase();
  const opened = openExampleHouse(database.db, [...population, ...civilStatus, ...insurance, ...health]);
  house = opened.house;
  closeHouse = opened.close;
  setClock(new Date(`${TODAY}T03:00:00Z`));
  const client = ownerClient(database.owner);
  await client.connect();
  await loadExamplePeople(client, { people, households, today: TODAY });
  await loadExampleMarriages(
    client,
    [
      {
        husbandNumber: numberOf('Nguyễn Văn Minh'),
        wifeNumber: numberOf('Trần Thị Lan'),
        registeredOn: '2021-05-20',
        communeCode: WARD,
      },
      {
        wifeNumber: numberOf('Vũ Thị Mai'),
        foreignSpouse: {
          fullName: 'KIM MIN JUN',
          passportNumber: 'UTO000001',
          nationality: 'KR',
          sex: 'male',
          bornOn: '1990-01-01',
        },
        registeredOn: '2022-02-02',
        communeCode: WARD,
      },
    ],
    (number) => people.find((one) => one.number === number),
  );
  await client.end();
});
after(async () => {
  setClock();
  await database.close();
  closeHouse();
});

const newKey = () => `test-key-${++keys}`;

const asCases = (over: Partial<CallContext> = {}): CallContext => ({
  caller: 'cases',
  agency: committee,
  actor: {
    kind: 'official',
    number: numberOf('Đỗ Văn Nam'),
    officialId: officer.officialId,
    role: 'civil-status-officer',
    title: officer.title,
    territoryCode: WARD,
  },
  purpose: 'birth-registration',
  caseNumber: 'H26.00025-261120-0001',
  idempotencyKey: newKey(),
  ...over,
});

const asHospital = (code = 'H26.BV01'): CallContext => ({
  caller: 'system:hospital',
  agency: { code, name: 'Bệnh viện Phụ sản Hà Nội' },
  actor: { kind: 'machine', name: 'HIS' },
  purpose: 'birth-notification',
  idempotencyKey: newKey(),
});

let numbers = 0;
const birthOf = (mother: string, over: Record<string, unknown> = {}) => ({
  notificationNumber: `CS-${++numbers}`,
  motherNumber: numberOf(mother),
  bornAt: '2026-11-10T02:14:00Z',
  sex: 'female' as const,
  weight_grams: 3100,
  gestation_weeks: 39,
  birthOrder: 1,
  birthCount: 1,
  placeName: 'Bệnh viện Phụ sản Hà Nội',
  deliveredBy: 'Hộ sinh trực',
  ...over,
});

async function reported(mother: string, over: Record<string, unknown> = {}) {
  const birth = birthOf(mother, over);
  const { output } = await call(house, reportBirth, birth, asHospital());
  return { ...birth, notificationId: output.notificationId };
}

const person = (fullName: string) => ({ kind: 'person' as const, number: numberOf(fullName) });
const unknown = { kind: 'unknown' as const };

function declaration(
  birth: { notificationId?: string; sex: 'male' | 'female'; bornAt: string; placeName: string },
  over: Record<string, unknown> = {},
) {
  return {
    ...(birth.notificationId ? { notificationId: birth.notificationId } : {}),
    child: {
      fullName: 'Nguyễn Minh An',
      sex: birth.sex,
      bornOn: civilDate(new Date(birth.bornAt)),
      bornAt: birth.bornAt,
      birthPlace: birth.placeName,
      ethnicGroup: '01',
      nationality: 'VN',
      hometown: 'Phường Giảng Võ, Hà Nội',
    },
    mother: person('Trần Thị Lan'),
    father: person('Nguyễn Văn Minh'),
    declarantNumber: numberOf('Trần Thị Lan'),
    registeredBy: officer,
    late: false,
    receipts: ['BN261120-AAAAA'],
    ...over,
  } as Parameters<typeof call<typeof registerBirth.input, typeof registerBirth.output>>[2];
}

const refusedWith = (code: string) => (error: unknown) => {
  assert.equal((error as { code?: string }).code, code, String((error as Error).stack));
  return true;
};

test('a birth of married parents is registered from notification to insurance card', async () => {
  const birth = await reported('Trần Thị Lan', { bornAt: '2026-11-11T02:14:00Z' });
  const found = await call(house, findBirths, { motherNumber: birth.motherNumber }, asCases());
  assert.equal(found.output.births[0]?.status, 'reported');
  const married = await call(house, readMarriage, { number: birth.motherNumber }, asCases());
  assert.equal(married.output.marriage?.spouseNumber, numberOf('Nguyễn Văn Minh'));

  const context = asCases();
  const { output } = await call(house, registerBirth, declaration(birth), context);
  assert.match(output.entryNumber, /^\d+\/2026$/);
  assert.ok(personalNumberFits(output.personalNumber, { sex: 'female', bornOn: '2026-11-11' }));
  const pdf = await house.files.read(output.certificate.fileId);
  const { signatures } = await validateFile(house, { filename: 'birth.pdf', bytes: pdf! });
  assert.deepEqual(
    signatures.map(({ indication }) => indication),
    ['TOTAL-PASSED'],
  );

  const again = await call(house, registerBirth, declaration(birth), context);
  assert.deepEqual(again.output, output);

  const child = { number: output.personalNumber };
  const who = await call(house, readPerson, child, asCases());
  assert.equal(who.output.person?.fullName, 'Nguyễn Minh An');
  const status = await call(house, readBirthStatus, { notificationIds: [birth.notificationId] }, asCases());
  assert.equal(status.output.registered[0]?.entryNumber, output.entryNumber);
  const confirmed = await call(house, readBirth, { notificationId: birth.notificationId }, asCases());
  assert.equal(confirmed.output.birth?.entryNumber, output.entryNumber);

  const police = { code: `G01.26.${WARD}`, name: 'Công an phường Giảng Võ' };
  const moved = asCases({ agency: police, purpose: 'permanent-residence' });
  const request = { childNumber: child.number, parentNumber: birth.motherNumber, registeredBy: officer };
  const residence = await call(house, registerResidence, request, moved);
  assert.equal(residence.output.communeCode, WARD);
  assert.deepEqual((await call(house, registerResidence, request, moved)).output, residence.output);
  await assert.rejects(
    call(house, registerResidence, request, { ...moved, idempotencyKey: newKey() }),
    refusedWith('residence.registered_already'),
  );

  const office = asCases({
    agency: { code: 'G12.98.01', name: 'Bảo hiểm xã hội thành phố Hà Nội' },
    purpose: 'child-health-insurance',
    actor: { kind: 'machine', name: 'cases' },
  });
  const card = await call(house, issueChildCard, { childNumber: child.number }, office);
  assert.match(card.output.cardCode, /^TE101\d{10}$/);
  assert.equal(card.output.validUntil, '2032-11-30');
  assert.deepEqual((await call(house, issueChildCard, { childNumber: child.number }, office)).output, card.output);
  await assert.rejects(
    call(house, issueChildCard, { childNumber: child.number }, { ...office, idempotencyKey: newKey() }),
    refusedWith('insurance.covered_already'),
  );
  const covered = await call(house, readCoverage, child, office);
  assert.equal(covered.output.coverage?.cardCode, card.output.cardCode);
  const parents = await call(house, readParents, child, office);
  assert.deepEqual(parents.output, {
    motherNumber: numberOf('Trần Thị Lan'),
    fatherNumber: numberOf('Nguyễn Văn Minh'),
  });
});

test('twins are two births: same mother, same hour, another order', async () => {
  const twins = [
    await reported('Trần Thị Lan', { bornAt: '2026-11-13T02:14:00Z', birthCount: 2 }),
    await reported('Trần Thị Lan', { bornAt: '2026-11-13T02:20:00Z', birthOrder: 2, birthCount: 2 }),
  ];
  const numbersGiven = new Set<string>();
  for (const twin of twins) {
    const { output } = await call(house, registerBirth, declaration(twin), asCases());
    numbersGiven.add(output.personalNumber);
  }
  assert.equal(numbersGiven.size, 2);
});

test('a birth that is registered is refused to another case, with its entry; of ten at once one wins', async () => {
  const birth = await reported('Trần Thị Lan', { bornAt: '2026-11-15T02:14:00Z' });
  const tries = await Promise.allSettled(
    Array.from({ length: 10 }, (_, i) =>
      call(house, registerBirth, declaration(birth), asCases({ caseNumber: `H26.00025-261120-01${10 + i}` })),
    ),
  );
  const won = tries.filter(({ status }) => status === 'fulfilled');
  assert.equal(won.length, 1);
  for (const tried of tries) if (tried.status === 'rejected') refusedWith('birth.already_registered')(tried.reason);
});

test('the same request ten times at once gives one entry, one number and one certificate', async () => {
  const birth = await reported('Trần Thị Lan', { bornAt: '2026-11-17T02:14:00Z' });
  const context = asCases();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => call(house, registerBirth, declaration(birth), context)),
  );
  for (const { output } of answers) assert.deepEqual(output, answers[0]!.output);
});

test('unmarried parents need a recognition; with it there is an extract as well', async () => {
  const birth = await reported('Lê Thị Hoa', { bornAt: '2026-11-09T02:14:00Z' });
  const over = {
    mother: person('Lê Thị Hoa'),
    father: person('Phạm Văn Hải'),
    child: { ...declaration(birth).child, fullName: 'Phạm Hoa Đăng', ethnicGroup: '02' },
  };
  await assert.rejects(
    call(house, registerBirth, declaration(birth, over), asCases()),
    refusedWith('birth.recognition_needed'),
  );
  const recognition = { by: 'father', consentReceipt: 'BN261120-CONSENT' };
  const { output } = await call(house, registerBirth, declaration(birth, { ...over, recognition }), asCases());
  const bytes = (await house.files.read(output.extract!.fileId))!;
  const { signatures } = await validateFile(house, { filename: 'extract.pdf', bytes });
  assert.deepEqual(
    signatures.map(({ indication }) => indication),
    ['TOTAL-PASSED'],
  );
});

test('without a father the child has the mother’s surname and ethnic group', async () => {
  const birth = await reported('Lê Thị Hoa', { bornAt: '2026-11-05T02:14:00Z' });
  const over = { mother: person('Lê Thị Hoa'), father: unknown };
  await assert.rejects(
    call(house, registerBirth, declaration(birth, over), asCases()),
    refusedWith('birth.name_refused'),
  );
  const child = { ...declaration(birth).child, fullName: 'lê hoa an' };
  await assert.rejects(
    call(house, registerBirth, declaration(birth, { ...over, child: { ...child, ethnicGroup: '05' } }), asCases()),
    refusedWith('birth.ethnic_group_of_neither'),
  );
  const { output } = await call(house, registerBirth, declaration(birth, { ...over, child }), asCases());
  const who = await call(house, readPerson, { number: output.personalNumber }, asCases());
  assert.equal(who.output.person?.fullName, 'Lê Hoa An');
});

test('the child of a foreigner is Vietnamese unless the parents agreed otherwise', async () => {
  const birth = await reported('Vũ Thị Mai', { bornAt: '2026-11-06T02:14:00Z' });
  const father = {
    kind: 'foreigner',
    fullName: 'KIM MIN JUN',
    bornOn: '1990-01-01',
    nationality: 'KR',
    passportNumber: 'UTO000001',
  };
  const child = { ...declaration(birth).child, fullName: 'KIM MAI AN', nationality: 'KR' };
  const over = { mother: person('Vũ Thị Mai'), father, child };
  await assert.rejects(
    call(house, registerBirth, declaration(birth, over), asCases()),
    refusedWith('birth.nationality_agreement_needed'),
  );
  await call(house, registerBirth, declaration(birth, { ...over, child: { ...child, nationality: 'VN' } }), asCases());
});

test('what contradicts the notification, the law or the office is refused before anything is written', async () => {
  const birth = await reported('Trần Thị Lan', { bornAt: '2026-11-03T02:14:00Z' });
  const given = declaration(birth);
  const refuse = async (over: Record<string, unknown>, code: string, context = asCases()) => {
    await assert.rejects(call(house, registerBirth, declaration(birth, over), context), refusedWith(code));
  };
  await refuse({ child: { ...given.child, sex: 'male' } }, 'birth.contradicts_notification');
  await refuse({ mother: person('Lê Thị Hoa') }, 'birth.contradicts_notification');
  await refuse({ father: person('Phạm Văn Hải') }, 'birth.husband_presumed');
  await refuse({ father: unknown }, 'birth.husband_presumed');
  await refuse({ father: person('Vũ Thị Mai') }, 'birth.parent_sex');
  await refuse({ late: true }, 'birth.not_late');
  await refuse({ notificationId: '0190d4f2-0000-7000-8000-000000000000' }, 'birth.notification_not_found');
  await refuse({ notificationId: undefined }, 'birth.evidence_needed');
  await refuse({ recognition: { by: 'father', consentReceipt: 'BN261120-X' } }, 'birth.recognition_not_needed');
  const elsewhere = { code: communeCommitteeCode(OTHER_WARD, '01'), name: 'Ủy ban nhân dân phường Ba Đình' };
  const actor = { kind: 'machine' as const, name: 'cases' };
  await refuse({}, 'birth.not_competent', asCases({ agency: elsewhere, actor }));
  await refuse({}, 'birth.not_competent', asCases({ agency: elsewhere }));
  await refuse({}, 'birth.not_competent', asCases({ agency: { code: 'G12.98.01', name: 'Bảo hiểm' } }));
  const status = await call(house, readBirthStatus, { notificationIds: [birth.notificationId] }, asCases());
  assert.deepEqual(status.output.registered, []);
});

test('only who was granted it calls: wrong caller, wrong purpose, no case', async () => {
  const birth = await reported('Trần Thị Lan', { bornAt: '2026-11-01T02:14:00Z' });
  for (const context of [
    asCases({ caller: 'portal' }),
    asCases({ purpose: 'own-data' }),
    asCases({ caseNumber: '' }),
    asCases({ caller: 'system:hospital' }),
  ]) {
    await assert.rejects(call(house, registerBirth, declaration(birth), context), refusedWith('exchange.no_right'));
  }
  const stranger = asCases({
    caller: 'portal',
    purpose: 'own-data',
    actor: { kind: 'person', number: numberOf('Phạm Văn Hải'), name: 'Phạm Văn Hải' },
  });
  for (const contract of [readMarriage, readPerson, readParents, readCoverage]) {
    await assert.rejects(
      call(house, contract as typeof readPerson, { number: birth.motherNumber }, stranger),
      refusedWith('exchange.no_right'),
    );
  }
});

test('a registration that was cut off goes on under the same key, and under another key of the same case', async () => {
  const birth = await reported('Trần Thị Lan', { bornAt: '2026-10-30T02:14:00Z' });
  const context = asCases({ caseNumber: 'H26.00025-261120-0900' });
  const broken: House = { ...house, files: { ...house.files, keep: () => Promise.reject(new Error('disk full')) } };
  publish(broken, [...population, ...civilStatus, ...insurance, ...health]);
  await assert.rejects(call(broken, registerBirth, declaration(birth), context), /disk full/);
  const { output } = await call(house, registerBirth, declaration(birth), context);
  const again = await call(house, registerBirth, declaration(birth), { ...context, idempotencyKey: newKey() });
  assert.deepEqual(again.output, output);
});
