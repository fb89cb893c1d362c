import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CivilStatusHouse, civilStatusHouse } from '../../../../test/support/civil-status.ts';
import { refusedWith } from '../../../../test/support/population.ts';
import { registerDeath } from '../../civil-status/services.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { readDeath, reportDeath } from '../services.ts';

let town: CivilStatusHouse;
let keys = 0;

before(async () => {
  town = await civilStatusHouse(
    [
      { fullName: 'Ông Mất Ở Viện', sex: 'male', bornOn: '1945-01-01' },
      { fullName: 'Con Ông', sex: 'female', bornOn: '1975-01-01', father: 'Ông Mất Ở Viện' },
    ],
    '2026-11-20',
  );
});
after(() => town.close());

const asHospital = (code = 'H26.BV01'): CallContext => ({
  caller: 'system:hospital',
  agency: { code, name: 'Bệnh viện Mẫu' },
  actor: { kind: 'machine', name: 'HIS' },
  purpose: 'death-notification',
  idempotencyKey: `death-${++keys}`,
});
const report = (over: object = {}, context = asHospital()) =>
  call(
    town.house,
    reportDeath,
    {
      notificationNumber: 'BT-1',
      personNumber: town.numberOf('Ông Mất Ở Viện'),
      diedAt: '2026-11-19T20:30:00Z',
      placeName: 'Bệnh viện Mẫu',
      cause: 'Suy tim',
      certifiedBy: 'Bác sĩ trực',
      ...over,
    },
    context,
  );
const known = async () =>
  (await call(town.house, readDeath, { personNumber: town.numberOf('Ông Mất Ở Viện') }, town.asOfficer())).output.death;

test('a hospital reports a death once; the book of deaths names its notification, and the notification the entry', async () => {
  await assert.rejects(report({ diedAt: '2026-11-21T00:00:00Z' }), refusedWith('health.report_refused'));
  await assert.rejects(report({ personNumber: '999999999999' }), refusedWith('health.report_refused'));
  const { output } = await report();
  assert.equal((await report()).output.notificationId, output.notificationId);
  await assert.rejects(report({ cause: 'Khác' }), refusedWith('health.death_reported'));
  await assert.rejects(report({}, asHospital('H26.BV02')), refusedWith('health.death_reported'));
  // Half past three in the morning of the 20th in Vietnam.
  assert.deepEqual([(await known())?.diedOn, (await known())?.entryNumber], ['2026-11-20', undefined]);
  const entered = await call(
    town.house,
    registerDeath,
    {
      deceasedNumber: town.numberOf('Ông Mất Ở Viện'),
      diedOn: '2026-11-20',
      diedAt: '03:30',
      place: 'Bệnh viện Mẫu',
      declarantNumber: town.numberOf('Con Ông'),
      declarantIs: 'child',
      registrar: town.by.registrar,
      evidence: { kind: 'death-notification', number: 'BT-1', issuer: 'Bệnh viện Mẫu' },
    },
    town.asOfficer(),
  );
  assert.equal(entered.output.consequences, 'done');
  assert.equal((await known())?.entryNumber, `00025 ${entered.output.entryNumber}`);
});
