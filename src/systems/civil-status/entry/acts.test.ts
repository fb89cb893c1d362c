import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CivilStatusHouse, civilStatusHouse } from '../../../../test/support/civil-status.ts';
import { refusedWith } from '../../../../test/support/population.ts';
import { call } from '../../exchange/index.ts';
import { OTHER_WARD } from '../../population/example/small-country.ts';
import { readFamily, readPerson } from '../../population/services.ts';
import * as services from '../services.ts';

/** What the law asks of each act, and what each does to the population register and takes back again. */

const TODAY = '2026-11-20';
let town: CivilStatusHouse;

before(async () => {
  town = await civilStatusHouse(
    [
      { fullName: 'Bà Nội Già', sex: 'female', bornOn: '1942-01-01' },
      { fullName: 'Ông Nội Già', sex: 'male', bornOn: '1940-01-01' },
      { fullName: 'Cha Đẻ', sex: 'male', bornOn: '1970-01-01', mother: 'Bà Nội Già', father: 'Ông Nội Già' },
      { fullName: 'Cụ Bà Ngoại', sex: 'female', bornOn: '1948-01-01' },
      { fullName: 'Mẹ Đẻ', sex: 'female', bornOn: '1972-01-01', ethnicGroup: '02', mother: 'Cụ Bà Ngoại' },
      { fullName: 'Lê Bé Con', sex: 'female', bornOn: '2014-01-01', mother: 'Mẹ Đẻ', father: 'Cha Đẻ' },
      { fullName: 'Lê Anh Cả', sex: 'male', bornOn: '2000-01-01', mother: 'Mẹ Đẻ', father: 'Cha Đẻ' },
      { fullName: 'Cha Nuôi', sex: 'male', bornOn: '1980-01-01' },
      { fullName: 'Mẹ Nuôi', sex: 'female', bornOn: '1982-01-01' },
      { fullName: 'Cô Trẻ', sex: 'female', bornOn: '2000-06-01' },
      { fullName: 'Trẻ Chưa Có Cha', sex: 'male', bornOn: '2020-05-05', mother: 'Cô Trẻ' },
      { fullName: 'Chú Nhận Con', sex: 'male', bornOn: '1995-01-01' },
      { fullName: 'Cháu Mồ Côi', sex: 'male', bornOn: '2015-03-03' },
      { fullName: 'Người Giám Hộ', sex: 'female', bornOn: '1985-01-01' },
      { fullName: 'Người Nơi Khác', sex: 'male', bornOn: '1985-02-02', communeCode: OTHER_WARD },
      { fullName: 'Cụ Sắp Mất', sex: 'male', bornOn: '1930-01-01' },
      { fullName: 'Con Của Cụ', sex: 'male', bornOn: '1960-01-01', father: 'Cụ Sắp Mất' },
    ],
    TODAY,
  );
});
after(() => town.close());

const no = (name: string) => town.numberOf(name);
const familyOf = async (name: string) =>
  (await call(town.house, readFamily, { number: no(name) }, town.asOfficer())).output;
const personOf = async (name: string) =>
  (await call(town.house, readPerson, { number: no(name) }, town.asOfficer())).output.person!;
const cancel = (entryId: string) =>
  call(
    town.house,
    services.cancelEntry,
    { entryId, reason: 'Đăng ký không đúng quy định', ...town.by },
    town.asOfficer(),
  );
const refused = (code: string, work: Promise<unknown>) => assert.rejects(work, refusedWith(code));

test('a death: once, within its 15 days or with a reason, where the person lived, and never before the birth', async () => {
  const declare = (over: object = {}, context = town.asOfficer()) =>
    call(
      town.house,
      services.registerDeath,
      {
        deceasedNumber: no('Cụ Sắp Mất'),
        diedOn: '2026-11-15',
        place: 'Tại nhà',
        declarantNumber: no('Con Của Cụ'),
        declarantIs: 'child' as const,
        ...town.by,
        ...over,
      },
      context,
    );
  await refused('entry.in_future', declare({ diedOn: '2026-11-21' }));
  await refused('death.before_birth', declare({ diedOn: '1929-12-31', lateReason: 'Khai muộn vì lý do' }));
  await refused('death.late_reason_needed', declare({ diedOn: '2026-11-04' }));
  await refused('death.declared_by_the_dead', declare({ declarantNumber: no('Cụ Sắp Mất') }));
  await refused('entry.not_competent', declare({}, town.asOfficer(OTHER_WARD)));
  const { output } = await declare();
  assert.deepEqual([output.consequences, (await personOf('Cụ Sắp Mất')).diedOn], ['done', '2026-11-15']);
  await refused('death.registered_already', declare());
  assert.equal((await cancel(output.entryId)).output.consequences, 'done');
  assert.equal((await personOf('Cụ Sắp Mất')).diedOn, undefined);
  assert.equal((await declare({ diedOn: '2026-11-18' })).output.consequences, 'done');
  const late = await declare({
    deceasedNumber: no('Bà Nội Già'),
    diedOn: '2026-11-04',
    lateReason: 'Con ở xa mới về kịp',
  });
  assert.equal(late.output.consequences, 'done');
  const [entry] = await town.ask<{ details: { isLate: boolean } }>(
    `SELECT details FROM civil_status.entry WHERE id = $1`,
    [late.output.entryId],
  );
  assert.equal(entry!.details.isLate, true);
});

test('two officers who declare one death at the same moment make one entry', async () => {
  const declare = () =>
    call(
      town.house,
      services.registerDeath,
      {
        deceasedNumber: no('Ông Nội Già'),
        diedOn: TODAY,
        place: 'Bệnh viện',
        declarantNumber: no('Cha Đẻ'),
        declarantIs: 'child' as const,
        ...town.by,
      },
      town.asOfficer(),
    );
  const outcomes = await Promise.allSettled([declare(), declare(), declare()]);
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
  const rows = await town.ask(
    `SELECT FROM civil_status.entry WHERE book = 'death' AND details -> 'deceased' ->> 'number' = $1`,
    [no('Ông Nội Già')],
  );
  assert.equal(rows.length, 1);
});

test('a recognition: nobody else is that parent, all agree, and it can be taken back', async () => {
  const recognise = (over: object = {}) =>
    call(
      town.house,
      services.recogniseParent,
      {
        parentNumber: no('Chú Nhận Con'),
        childNumber: no('Trẻ Chưa Có Cha'),
        role: 'father' as const,
        othersConsented: true,
        ...town.by,
        ...over,
      },
      town.asOfficer(),
    );
  await refused('recognition.parent_sex', recognise({ parentNumber: no('Cô Trẻ') }));
  await refused('recognition.parent_there', recognise({ childNumber: no('Lê Bé Con') }));
  await refused('recognition.consent_missing', recognise({ othersConsented: false }));
  await refused('birth.parent_too_young', recognise({ childNumber: no('Lê Anh Cả') }));
  await refused('recognition.own_parent', recognise({ childNumber: no('Chú Nhận Con') }));
  const { output } = await recognise();
  assert.equal((await familyOf('Trẻ Chưa Có Cha')).father?.number, no('Chú Nhận Con'));
  await refused('recognition.parent_there', recognise());
  await cancel(output.entryId);
  assert.equal((await familyOf('Trẻ Chưa Có Cha')).father, undefined);
});

test('an adoption: ages, consents and couples as the law has them; the parents change, and come back when it is cancelled', async () => {
  const adopt = (over: object = {}) =>
    call(
      town.house,
      services.registerAdoption,
      {
        childNumber: no('Lê Bé Con'),
        fatherNumber: no('Cha Nuôi'),
        motherNumber: no('Mẹ Nuôi'),
        adopterIs: 'none' as const,
        parentsConsented: true,
        childConsented: true,
        ...town.by,
        ...over,
      },
      town.asOfficer(),
    );
  await refused('adoption.not_a_couple', adopt());
  await call(
    town.house,
    services.registerMarriage,
    { husband: town.person('Cha Nuôi'), wife: town.person('Mẹ Nuôi'), bothConsented: true, ...town.by },
    town.asOfficer(),
  );
  await refused('adoption.no_adopter', adopt({ fatherNumber: undefined, motherNumber: undefined }));
  await refused('adoption.couple_together', adopt({ fatherNumber: undefined }));
  await refused('adoption.child_too_old', adopt({ childNumber: no('Lê Anh Cả') }));
  await refused('adoption.parents_consent_missing', adopt({ parentsConsented: false }));
  await refused('adoption.child_consent_missing', adopt({ childConsented: false }));
  await refused('adoption.too_close_in_age', adopt({ fatherNumber: undefined, motherNumber: no('Cô Trẻ') }));
  await refused('adoption.close_kin', adopt({ fatherNumber: undefined, motherNumber: no('Cụ Bà Ngoại') }));
  await refused('adoption.no_step_parent', adopt({ adopterIs: 'step-parent' }));
  await refused('adoption.adopter_sex', adopt({ fatherNumber: no('Mẹ Nuôi'), motherNumber: no('Cha Nuôi') }));
  const { output } = await adopt({ newName: 'Cha Bé Con' });
  assert.equal(output.consequences, 'done');
  const { mother, father } = await familyOf('Lê Bé Con');
  assert.deepEqual([mother?.number, father?.number], [no('Mẹ Nuôi'), no('Cha Nuôi')]);
  assert.equal((await personOf('Lê Bé Con')).fullName, 'Cha Bé Con');
  assert.equal((await cancel(output.entryId)).output.consequences, 'done');
  const back = await familyOf('Lê Bé Con');
  assert.deepEqual([back.mother?.number, back.father?.number], [no('Mẹ Đẻ'), no('Cha Đẻ')]);
  assert.equal((await personOf('Lê Bé Con')).fullName, 'Lê Bé Con');
});

test('a guardianship: for who has no parents, by one who is able; it ends for a cause that is there', async () => {
  const guard = (over: object = {}) =>
    call(
      town.house,
      services.registerGuardianship,
      {
        wardNumber: no('Cháu Mồ Côi'),
        guardianNumber: no('Người Giám Hộ'),
        wardIs: 'no-parents' as const,
        ...town.by,
        ...over,
      },
      town.asOfficer(),
    );
  const end = (cause: 'of-age' | 'died' | 'changed') =>
    call(town.house, services.endGuardianship, { wardNumber: no('Cháu Mồ Côi'), cause, ...town.by }, town.asOfficer());
  await refused('guardianship.parent_there', guard({ wardNumber: no('Lê Bé Con') }));
  await refused('guardianship.guardian_unable', guard({ guardianNumber: no('Trẻ Chưa Có Cha') }));
  await refused('guardianship.own_guardian', guard({ guardianNumber: no('Cháu Mồ Côi') }));
  await refused('guardianship.ward_kind', guard({ wardIs: 'incapacitated' }));
  await refused('guardianship.one_guardian', guard({ coGuardianNumber: no('Cô Trẻ') }));
  await refused('guardianship.none', end('changed'));
  await guard();
  assert.equal((await familyOf('Cháu Mồ Côi')).guardians[0]?.number, no('Người Giám Hộ'));
  await refused('guardianship.guardian_there', guard({ guardianNumber: no('Cô Trẻ') }));
  await refused('guardianship.not_of_age', end('of-age'));
  await refused('guardianship.not_dead', end('died'));
  const { output } = await end('changed');
  assert.deepEqual((await familyOf('Cháu Mồ Côi')).guardians, []);
  assert.equal((await cancel(output.entryId)).output.consequences, 'done');
  assert.equal((await familyOf('Cháu Mồ Côi')).guardians[0]?.number, no('Người Giám Hộ'));
});

test('a change of name, a correction, a supplement and another ethnic group are different things', async () => {
  const change = (kind: string, details: object, over: object = {}) =>
    call(
      town.house,
      services.changeDetails,
      { number: no('Lê Anh Cả'), kind: kind as 'name', details, consented: true, ...town.by, ...over },
      town.asOfficer(),
    );
  await refused('change.nothing_new', change('name', {}));
  await refused('change.nothing_new', change('name', { fullName: 'Lê Anh Cả' }));
  await refused('birth.name_refused', change('name', { fullName: 'Lê 123' }));
  await refused('change.consent_missing', change('name', { fullName: 'Lê Anh Hai' }, { consented: false }));
  await refused('change.not_of_this_kind', change('name', { hometown: 'Xã Mẫu' }));
  await refused('change.there_already', change('supplement', { hometown: 'Xã Mẫu' }));
  await refused('change.group_of_neither', change('ethnic-group', { ethnicGroup: '05' }));
  await refused('entry.in_future', change('correction', { bornOn: '2027-01-01' }));
  await refused('entry.not_competent', change('name', { fullName: 'Lê Xa' }, { number: no('Người Nơi Khác') }));
  const named = await change('name', { fullName: 'Lê Anh Hai' });
  assert.equal((await personOf('Lê Anh Cả')).fullName, 'Lê Anh Hai');
  await change('ethnic-group', { ethnicGroup: '02' });
  assert.equal((await personOf('Lê Anh Cả')).ethnicGroup, '02');
  await change('correction', { hometown: 'Xã Mẫu Mới, tỉnh Mẫu' });
  await change('supplement', { birthPlace: 'Bệnh viện Phụ sản Mẫu' });
  const { hometown, birthPlace } = await personOf('Lê Anh Cả');
  assert.deepEqual([hometown, birthPlace], ['Xã Mẫu Mới, tỉnh Mẫu', 'Bệnh viện Phụ sản Mẫu']);
  assert.equal((await cancel(named.output.entryId)).output.consequences, 'done');
  assert.equal((await personOf('Lê Anh Cả')).fullName, 'Lê Anh Cả');
});

test('a marriage abroad is entered here, ends by a divorce abroad, and nothing done in Vietnam is abroad', async () => {
  const abroad = (of: object, over: object = {}) =>
    call(
      town.house,
      services.noteAbroad,
      {
        of: of as never,
        country: 'KR',
        authority: 'Tòa thị chính Seoul',
        documentNumber: 'KR-2024-77',
        documentOn: '2024-05-01',
        ...town.by,
        ...over,
      },
      town.asOfficer(),
    );
  const couple = { act: 'marriage', husband: town.person('Chú Nhận Con'), wife: town.person('Người Giám Hộ') };
  await refused('abroad.not_abroad', abroad(couple, { country: 'VN' }));
  await refused('divorce.not_married', abroad({ act: 'divorce', spouseNumber: no('Chú Nhận Con') }));
  await abroad(couple);
  assert.equal((await familyOf('Chú Nhận Con')).spouse?.number, no('Người Giám Hộ'));
  await refused(
    'marriage.married_already',
    abroad({ ...couple, wife: town.person('Cô Trẻ') }, { documentOn: '2025-01-01' }),
  );
  await abroad({ act: 'divorce', spouseNumber: no('Chú Nhận Con') }, { documentOn: '2025-06-01' });
  assert.equal((await familyOf('Chú Nhận Con')).spouse, undefined);
});
