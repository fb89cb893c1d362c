import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { setClock } from '../../../kernel/clock.ts';
import { ownerClient } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, type ServiceContract, call } from '../../exchange/index.ts';
import * as organisations from '../../organisations/index.ts';
import { loadExamplePeople } from '../../population/example/load.ts';
import { smallCountry } from '../../population/example/small-country.ts';
import { provided as populationServices } from '../../population/index.ts';
import { openExampleHouse } from '../../registry/example/house.ts';
import { provided, system } from '../index.ts';
import * as services from '../services.ts';
import { TELL_POWER } from '../staffing/actions.ts';
import { monthsAfter, nextRise } from './rules.ts';

const TODAY = '2026-11-20';
const PROVINCE = 'H26';
const COMMUNE = 'H26.00025';
const ELSEWHERE = 'H29.26734';
const AN = 'Nguyễn Văn An';
const BINH = 'Trần Thị Bình';
const CHI = 'Lê Thị Chi';
const DUNG = 'Phạm Văn Dũng';
const EM = 'Hoàng Thị Em';
const YOUNG = 'Vũ Văn Út';

let database: TestDatabase;
let owner: ReturnType<typeof ownerClient>;
let house: House;
let close: () => void;
let numberOf: (name: string) => string;

before(async () => {
  database = await testDatabase();
  ({ house, close } = openExampleHouse(database.db, [...populationServices, ...provided]));
  setClock(new Date(`${TODAY}T05:00:00Z`));
  const country = smallCountry([
    { fullName: AN, sex: 'male', bornOn: '1966-12-01' },
    { fullName: BINH, sex: 'female', bornOn: '1990-05-01' },
    { fullName: CHI, sex: 'female', bornOn: '1985-05-01' },
    { fullName: DUNG, sex: 'male', bornOn: '1988-01-01' },
    { fullName: EM, sex: 'female', bornOn: '1992-01-01' },
    { fullName: YOUNG, sex: 'male', bornOn: '2010-01-01' },
  ]);
  numberOf = (name) => country.numberOf(name);
  owner = ownerClient(database.owner);
  await owner.connect();
  await loadExamplePeople(owner, { ...country, today: TODAY });
  await owner.query(`INSERT INTO organisations.agency (code, kind, name_vi, name_en, parent_code, territory_code, valid_during) VALUES
    ('${PROVINCE}', 'provincial-committee', 'Ủy ban nhân dân tỉnh Mẫu', 'Sample Province', NULL, '01', '[2000-01-01,)'),
    ('${COMMUNE}', 'commune-committee', 'Ủy ban nhân dân xã Mẫu', 'Sample Commune', '${PROVINCE}', '00025', '[2000-01-01,)'),
    ('${ELSEWHERE}', 'commune-committee', 'Ủy ban nhân dân xã Khác', 'Other Commune', 'H29', '26734', '[2000-01-01,)')`);
});
after(async () => {
  setClock();
  await owner.end();
  close();
  await database.close();
});

const decision = { number: '15/QĐ-SNV', issuedOn: '2026-01-02', issuer: 'Sở Nội vụ' };
const at = (agency: string, idempotencyKey = newId()): CallContext => ({
  caller: 'civil-servants',
  agency: { code: agency, name: 'Ủy ban nhân dân' },
  actor: { kind: 'machine', name: 'test' },
  purpose: 'personnel-management',
  idempotencyKey,
});

/** An act of the personnel office of the province, about somebody by name. */
const doing = async (contract: unknown, input: Record<string, unknown>, key?: string, agency = PROVINCE) => {
  const { name, ...rest } = input;
  const asked = { ...(name ? { number: numberOf(String(name)) } : {}), ...rest, decision };
  return (await call(house, contract as ServiceContract, asked as never, at(agency, key))).output as { id?: string };
};
const recruit = (name: string, from: string, step = 1) =>
  doing(services.recruit, { name, employment: 'civil-servant', agencyCode: COMMUNE, gradeCode: '01.003', step, from });
const define = (code: string, over: object = {}) =>
  doing(services.definePosition, {
    agencyCode: COMMUNE,
    code,
    title: 'Chuyên viên tổng hợp',
    category: 'professional',
    gradeCode: '01.003',
    staffLimit: 1,
    from: '2020-01-01',
    ...over,
  });
const appoint = (name: string, positionCode: string, from: string, over: object = {}) =>
  doing(services.appoint, { name, agencyCode: COMMUNE, positionCode, manner: 'appointed', from, ...over });
const careerOf = async (name: string, agency = PROVINCE) =>
  (await call(house, services.readCareer, { number: numberOf(name) }, at(agency))).output.career;
const refusedWith = (code: string) => (error: unknown) => {
  assert.equal((error as { code?: string }).code, code);
  return true;
};

test('who enters the service is known to the population register, a citizen, alive and of age; and enters once', async () => {
  await recruit(AN, '2020-01-01', 3);
  const career = await careerOf(AN);
  assert.equal(career?.fullName, AN);
  assert.deepEqual(career?.steps, [
    {
      gradeCode: '01.003',
      step: 3,
      coefficient_hundredths: 300,
      countedFrom: '2020-01-01',
      from: '2020-01-01',
      decision: '15/QĐ-SNV',
    },
  ]);
  assert.equal(career?.nextRiseOn, '2023-01-01');
  assert.equal(career?.retiresOn, '2029-01-01', 'a man born in December 1966 retires at 62');
  await assert.rejects(recruit(AN, '2022-01-01'), refusedWith('register.overlap'));
  await assert.rejects(recruit(YOUNG, '2026-01-01'), refusedWith('servants.too_young'));
  await assert.rejects(recruit(BINH, '2021-01-01', 10), refusedWith('servants.no_such_step'));
  await assert.rejects(
    doing(services.recruit, {
      number: '001099999999',
      employment: 'cadre',
      agencyCode: COMMUNE,
      gradeCode: '01.003',
      step: 1,
      from: '2021-01-01',
    }),
    refusedWith('servants.unknown_person'),
  );
});

test('a rise comes when it is due, a year earlier for merit, later after a discipline, and not after the last step', async () => {
  const raise = (from: string, forMerit = false) => doing(services.raiseStep, { name: AN, from, forMerit });
  await assert.rejects(raise('2022-12-31'), refusedWith('servants.rise_not_due'));
  await raise('2023-01-01');
  assert.equal((await careerOf(AN))?.nextRiseOn, '2026-01-01');
  await doing(services.disciplineServant, {
    name: AN,
    form: 'warning',
    violation: 'Vi phạm giờ làm việc',
    from: '2024-03-01',
  });
  assert.equal((await careerOf(AN))?.nextRiseOn, '2026-07-01', 'a warning delays it by six months');
  await assert.rejects(raise('2026-06-30'), refusedWith('servants.rise_not_due'));
  await assert.rejects(raise('2025-06-30', true), refusedWith('servants.rise_not_due'));
  await raise('2025-07-01', true);
  await doing(services.changeGrade, { name: AN, gradeCode: '01.003', step: 9, from: '2026-01-01' });
  await assert.rejects(raise('2026-10-01'), refusedWith('servants.last_step'));
  const { rows } = await owner.query<{ row: string }>('SELECT d::text AS row FROM civil_servants.discipline d');
  assert.ok(
    rows.every(({ row }) => !row.includes('giờ làm việc')),
    'what somebody was disciplined for is kept encrypted',
  );
  assert.equal((await careerOf(AN))?.disciplines[0]?.violation, 'Vi phạm giờ làm việc');
});

test('no more people hold a position than it is authorised for, also when many are appointed at the same moment', async () => {
  for (const name of [BINH, CHI, DUNG, EM]) await recruit(name, '2021-01-01');
  await define('VT001', { staffLimit: 2 });
  const results = await Promise.allSettled([BINH, CHI, DUNG, EM].map((name) => appoint(name, 'VT001', '2022-01-01')));
  const refused = results.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
  assert.deepEqual(refused, ['servants.position_full', 'servants.position_full']);
  const { output } = await call(house, services.readStaff, { agencyCode: COMMUNE, on: TODAY }, at(PROVINCE));
  assert.equal(output.positions.find(({ code }) => code === 'VT001')?.holders.length, 2);
  await assert.rejects(define('VT001', { staffLimit: 1, from: '2023-01-01' }), refusedWith('servants.more_hold_it'));
  await define('VT001', { staffLimit: 3, from: '2023-01-01' });
});

test('who holds what on a date is answered for any date', async () => {
  await define('VT002', { title: 'Chủ tịch', category: 'leadership' });
  const { id } = await appoint(AN, 'VT002', '2022-01-01');
  await doing(services.endAppointment, { name: AN, appointmentId: id, from: '2026-02-01' });
  const holders = async (on: string) =>
    (await call(house, services.holdersOf, { agencyCode: COMMUNE, on, positionCode: 'VT002' }, at(PROVINCE))).output
      .holders;
  assert.deepEqual(await holders('2021-12-31'), []);
  assert.deepEqual(await holders('2026-01-31'), [{ number: numberOf(AN), positionCode: 'VT002', since: '2022-01-01' }]);
  assert.deepEqual(await holders('2026-02-01'), []);
  await assert.rejects(appoint(AN, 'VT009', '2026-03-01'), refusedWith('servants.no_such_position'));
});

test('while a discipline counts nobody is given leadership, and removal from office ends it', async () => {
  await appoint(AN, 'VT002', '2026-03-01');
  await doing(services.disciplineServant, {
    name: AN,
    form: 'removal-from-office',
    violation: 'Vi phạm quy định',
    from: '2026-05-01',
  });
  assert.equal((await careerOf(AN))?.appointments.at(-1)?.until, '2026-05-01');
  await assert.rejects(appoint(AN, 'VT002', '2027-04-30'), refusedWith('servants.disciplined'));
  await appoint(AN, 'VT002', '2027-05-01');
});

test('a position with a power lets its holder act in Một Cửa as long as it is held', async () => {
  await define('VT003', { title: 'Tư pháp – hộ tịch', power: 'civil-status-officer' });
  await assert.rejects(define('VT004', { power: 'personnel-officer' }), refusedWith('servants.power_not_of_agency'));
  const { id } = await appoint(EM, 'VT003', '2026-01-01');
  const tell = () => system.jobs![TELL_POWER]!(house, { appointmentId: id } as never);
  const mayAct = (on: string) =>
    organisations.mayActAs(house, {
      personalNumber: numberOf(EM),
      role: 'civil-status-officer',
      agencyCode: COMMUNE,
      on,
    });
  await tell();
  await tell();
  assert.ok(await mayAct('2026-11-20'));
  await owner.query('DELETE FROM civil_servants.power_told');
  await tell();
  assert.ok(await mayAct('2026-11-20'), 'a process that died before it noted what it told changes nothing');
  await doing(services.endAppointment, { name: EM, appointmentId: id, from: '2026-10-01' });
  await tell();
  assert.ok(await mayAct('2026-09-30'));
  assert.ok(!(await mayAct('2026-10-01')));
});

test('an appointment that never began gives no power', async () => {
  const { id } = await appoint(EM, 'VT003', '2026-11-20');
  const tell = () => system.jobs![TELL_POWER]!(house, { appointmentId: id } as never);
  const mayAct = () =>
    organisations.mayActAs(house, {
      personalNumber: numberOf(EM),
      role: 'civil-status-officer',
      agencyCode: COMMUNE,
      on: TODAY,
    });
  await tell();
  assert.ok(await mayAct());
  await doing(services.endAppointment, { name: EM, appointmentId: id, from: '2026-11-20' });
  await tell();
  await tell();
  assert.ok(!(await mayAct()));
});

test('who leaves holds nothing any more, and is not in service', async () => {
  const key = newId();
  const leaving = { name: CHI, why: 'resignation', from: '2026-08-01' };
  await doing(services.leave, leaving, key);
  await doing(services.leave, leaving, key);
  const career = await careerOf(CHI);
  assert.equal(career?.service.at(-1)?.until, '2026-08-01');
  assert.ok(career?.appointments.every(({ until }) => until !== undefined && until <= '2026-08-01'));
  assert.equal(career?.nextRiseOn, undefined);
  await assert.rejects(
    doing(services.raiseStep, { name: CHI, from: '2026-09-01', forMerit: false }),
    refusedWith('servants.not_in_service'),
  );
});

test('a personnel office keeps its own agencies and those below, and no other', async () => {
  assert.ok(await careerOf(BINH, COMMUNE));
  assert.equal(await careerOf(BINH, ELSEWHERE), undefined);
  await assert.rejects(
    doing(services.raiseStep, { name: BINH, from: '2026-01-01', forMerit: false }, newId(), ELSEWHERE),
    refusedWith('servants.other_agency'),
  );
  await assert.rejects(
    call(house, services.readStaff, { agencyCode: PROVINCE, on: TODAY }, at(COMMUNE)),
    refusedWith('servants.other_agency'),
  );
});

test('a rise is never due before the months of the grade have passed, and each discipline delays it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('01.001', '01.003', '01.005'),
      fc.integer({ min: 1, max: 5 }),
      fc.date({ min: new Date('2000-01-01'), max: new Date('2030-12-31'), noInvalidDate: true }),
      fc.array(fc.constantFrom('reprimand', 'warning', 'removal-from-office'), { maxLength: 4 }),
      (gradeCode, step, counted, forms) => {
        const countedFrom = counted.toISOString().slice(0, 10);
        const held = { gradeCode, step, countedFrom } as const;
        const least = monthsAfter(countedFrom, gradeCode === '01.005' ? 24 : 36);
        const delayed = nextRise(
          held,
          forms.map((form) => ({ form, from: countedFrom })),
        )!;
        assert.equal(nextRise(held, []), least);
        assert.ok(forms.length === 0 ? delayed === least : delayed > least);
        assert.equal(
          nextRise(
            held,
            forms.map((form) => ({ form, from: '1999-01-01' })),
          ),
          least,
          'older ones do not count',
        );
      },
    ),
  );
});
