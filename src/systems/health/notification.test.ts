import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { setClock } from '../../kernel/clock.ts';
import { sql } from '../../kernel/db.ts';
import type { House } from '../../kernel/system.ts';
import { type CallContext, call } from '../exchange/index.ts';
import { openExampleHouse } from '../registry/example/house.ts';
import { provided } from './index.ts';
import { confirmRegistration, correctBirth, findBirths, readBirth, reportBirth } from './services.ts';

const MOTHER = '001197000001';
const CHILD = '001326000001';

let database: TestDatabase;
let house: House;
let closeHouse: () => void;
let serial = 0;

before(async () => {
  database = await testDatabase();
  ({ house, close: closeHouse } = openExampleHouse(database.db, provided));
  setClock(new Date('2026-11-20T03:00:00Z'));
});
after(async () => {
  setClock();
  await database.close();
  closeHouse();
});

const asHospital = (code = 'H26.BV01', over: Partial<CallContext> = {}): CallContext => ({
  caller: 'system:hospital',
  agency: { code, name: 'Bệnh viện' },
  actor: { kind: 'machine', name: 'HIS' },
  purpose: 'birth-notification',
  idempotencyKey: `report-${++serial}`,
  ...over,
});
const asCases = (over: Partial<CallContext> = {}) =>
  asHospital('H26.00025', {
    caller: 'cases',
    purpose: 'birth-registration',
    caseNumber: 'H26.00025-261120-0001',
    ...over,
  });

const birth = (over: Record<string, unknown> = {}) => ({
  notificationNumber: `CS-${++serial}`,
  motherNumber: MOTHER,
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
const refusedWith = (code: string) => (error: unknown) => (error as { code?: string }).code === code;
const fieldRefused = (code: string) => (error: unknown) =>
  (error as { fields: { code: string }[] }).fields.some((field) => field.code === code);

test('a notification sent again is the same one, and its number is not used for another', async () => {
  const report = birth();
  const first = await call(house, reportBirth, report, asHospital());
  const again = await call(house, reportBirth, report, asHospital());
  assert.deepEqual(again.output, first.output);
  await assert.rejects(
    call(house, reportBirth, { ...report, weight_grams: 3200 }, asHospital()),
    refusedWith('health.number_taken'),
  );
  await assert.rejects(
    call(house, reportBirth, birth(), asHospital('H26.BV02')),
    refusedWith('health.already_reported'),
  );
  await call(house, reportBirth, birth({ birthOrder: 2, birthCount: 2 }), asHospital());
  const found = await call(house, findBirths, { motherNumber: MOTHER }, asCases());
  assert.deepEqual(
    found.output.births.map(({ birthOrder }) => birthOrder),
    [1, 2],
  );
});

test('the same notification sent twice at the same moment is one', async () => {
  const report = birth({ bornAt: '2026-11-02T02:14:00Z' });
  const sent = await Promise.all(Array.from({ length: 8 }, () => call(house, reportBirth, report, asHospital())));
  assert.equal(new Set(sent.map(({ output }) => output.notificationId)).size, 1);
});

test('a birth that cannot be as reported is refused, field by field', async () => {
  for (const [over, code] of [
    [{ weight_grams: 31 }, 'health.weight_not_credible'],
    [{ gestation_weeks: 60 }, 'health.gestation_not_credible'],
    [{ bornAt: '2026-11-21T00:00:00Z' }, 'health.born_in_future'],
    [{ bornAt: '2026-09-01T00:00:00Z' }, 'health.late_reason_needed'],
    [{ birthOrder: 2 }, 'health.order_beyond_count'],
    [{ motherNumber: undefined }, 'health.one_mother_needed'],
    [{ motherNumber: '999197000001' }, 'health.number_malformed'],
    [{ fatherDeclared: {} }, 'health.father_unnamed'],
  ] as const) {
    await assert.rejects(call(house, reportBirth, birth(over), asHospital()), fieldRefused(code), code);
  }
});

test('a correction keeps what was reported before, and ends with the registration', async () => {
  const report = birth({ bornAt: '2026-10-25T02:14:00Z' });
  const { notificationId } = (await call(house, reportBirth, report, asHospital())).output;
  const correction = { ...report, sex: 'male' as const, reason: 'Ghi nhầm giới tính' };
  await assert.rejects(call(house, correctBirth, correction, asHospital('H26.BV02')), refusedWith('health.not_found'));
  await call(house, correctBirth, correction, asHospital());
  const read = await call(house, readBirth, { notificationId }, asCases());
  assert.equal(read.output.birth?.sex, 'male');
  const history = await database.db
    .as('health')
    .one<{ sex: string }>(
      sql`SELECT content ->> 'sex' AS sex FROM birth_notification_history WHERE id = ${notificationId}`,
    );
  assert.equal(history.sex, 'female');

  const confirmed = { notificationId, entryNumber: '1/2026', registeredOn: '2026-11-20', childNumber: CHILD };
  const byCivilStatus = () => asCases({ caller: 'civil-status', idempotencyKey: `confirm-${++serial}` });
  await call(house, confirmRegistration, confirmed, byCivilStatus());
  await call(house, confirmRegistration, confirmed, byCivilStatus());
  await assert.rejects(
    call(house, confirmRegistration, { ...confirmed, entryNumber: '2/2026' }, byCivilStatus()),
    refusedWith('health.registered_already'),
  );
  await assert.rejects(call(house, correctBirth, correction, asHospital()), refusedWith('health.registered_already'));
});

test('nobody but those granted reads or reports a birth', async () => {
  for (const attempt of [
    () => call(house, reportBirth, birth(), asHospital('H26.BV01', { caller: 'cases' })),
    () => call(house, reportBirth, birth(), asHospital('H26.BV01', { purpose: 'own-data' })),
    () => call(house, findBirths, { motherNumber: MOTHER }, asHospital()),
    () =>
      call(house, readBirth, { notificationId: '0190d4f2-0000-7000-8000-000000000000' }, asCases({ caseNumber: '' })),
    () =>
      call(
        house,
        findBirths,
        { motherNumber: MOTHER },
        asCases({ caller: 'portal', purpose: 'own-data', actor: { kind: 'person', number: CHILD, name: 'Khác' } }),
      ),
  ]) {
    await assert.rejects(attempt(), refusedWith('exchange.no_right'));
  }
});
