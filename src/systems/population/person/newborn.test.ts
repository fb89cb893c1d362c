import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { readPersonalNumber } from '../../../country/index.ts';
import { ownerClient } from '../../../kernel/db.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { openExampleHouse } from '../../registry/example/house.ts';
import { loadExamplePeople } from '../example/load.ts';
import { smallCountry } from '../example/small-country.ts';
import { provided } from '../index.ts';
import { readChildren, readParents, readPerson, registerNewborn } from '../services.ts';

const NEWBORNS = 2_000;
const AT_ONCE = 16;

const { people, households, numberOf } = smallCountry([
  { fullName: 'Nguyễn Văn Minh', sex: 'male', bornOn: '1995-03-02', household: 'minh' },
  { fullName: 'Trần Thị Lan', sex: 'female', bornOn: '1997-08-14', household: 'minh' },
]);

let database: TestDatabase;
let house: House;
let closeHouse: () => void;

before(async () => {
  database = await testDatabase();
  ({ house, close: closeHouse } = openExampleHouse(database.db, provided));
  await asOwner((client) => loadExamplePeople(client, { people, households, today: '2026-11-20' }));
});
after(async () => {
  await database.close();
  closeHouse();
});

async function asOwner<Result>(work: (client: ReturnType<typeof ownerClient>) => Promise<Result>): Promise<Result> {
  const client = ownerClient(database.owner);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const context = (idempotencyKey: string, over: Partial<CallContext> = {}): CallContext => ({
  caller: 'civil-status',
  agency: { code: 'H26.00025', name: 'Ủy ban nhân dân phường Giảng Võ' },
  actor: { kind: 'machine', name: 'test' },
  purpose: 'birth-registration',
  caseNumber: 'H26.00025-261120-0001',
  idempotencyKey,
  ...over,
});

const newborn = (over: Record<string, unknown> = {}) => ({
  fullName: 'Nguyễn Minh An',
  sex: 'female' as const,
  bornOn: '2026-11-10',
  birthPlace: 'Bệnh viện Phụ sản Hà Nội',
  ethnicGroup: '01',
  nationality: 'VN',
  hometown: 'Hà Nội',
  motherNumber: numberOf('Trần Thị Lan'),
  fatherNumber: numberOf('Nguyễn Văn Minh'),
  provinceCode: '01',
  entryNumber: '00025 1/2026',
  ...over,
});

const refusedWith = (code: string) => (error: unknown) => {
  assert.equal((error as { code?: string }).code, code, String(error));
  return true;
};

test('a newborn gets a valid number, a row and both parents; the same key gives the same number', async () => {
  const first = await call(house, registerNewborn, newborn(), context('first-key'));
  const number = first.output.personalNumber;
  assert.deepEqual(readPersonalNumber(number), { provinceCode: '01', sex: 'female', birthYear: 2026 });
  const again = await Promise.all(
    Array.from({ length: 8 }, () => call(house, registerNewborn, newborn(), context('first-key'))),
  );
  assert.deepEqual(new Set(again.map(({ output }) => output.personalNumber)), new Set([number]));
  assert.deepEqual(new Set(again.map(({ receipt }) => receipt)), new Set([first.receipt]));
  const own = context('', {
    caller: 'portal',
    purpose: 'own-data',
    actor: { kind: 'person', number: numberOf('Trần Thị Lan'), name: 'Trần Thị Lan' },
  });
  const children = await call(house, readChildren, { number: numberOf('Trần Thị Lan') }, own);
  assert.deepEqual(
    children.output.children.map((child) => child.number),
    [number],
  );
});

test('the same key at the same time gives one number and one person', async () => {
  const together = await Promise.all(
    Array.from({ length: 12 }, () => call(house, registerNewborn, newborn(), context('together'))),
  );
  assert.equal(new Set(together.map(({ output }) => output.personalNumber)).size, 1);
  const { rows } = await asOwner((client) =>
    client.query<{ count: number }>('SELECT count(*)::int AS count FROM population.person WHERE number = $1', [
      together[0]!.output.personalNumber,
    ]),
  );
  assert.equal(rows[0]!.count, 1);
});

test('two thousand newborns of one province and sex, sixteen at once, get two thousand numbers', async () => {
  const given = new Set<string>();
  let next = 0;
  const clerk = async () => {
    for (let i = next++; i < NEWBORNS; i = next++) {
      const { output } = await call(house, registerNewborn, newborn({ sex: 'male' }), context(`newborn-${i}`));
      given.add(output.personalNumber);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, clerk));
  assert.equal(given.size, NEWBORNS);
});

test('the last free numbers are found, and the one too many is refused', async () => {
  // The form of a million numbers is not looked at one by one: that takes longer than all the rest of this file.
  await asOwner((client) =>
    client.query(`ALTER TABLE population.personal_number DROP CONSTRAINT personal_number_number_check;
      INSERT INTO population.personal_number (number)
        SELECT number FROM (SELECT '001226' || lpad(serial::text, 6, '0') AS number
          FROM generate_series(0, 999999) AS serial WHERE serial NOT IN (17, 500000)) million
        WHERE number NOT IN (SELECT number FROM population.personal_number);
      ALTER TABLE population.personal_number
        ADD CONSTRAINT personal_number_number_check CHECK (number ~ '^\\d{12}$') NOT VALID`),
  );
  const all = { sex: 'male', bornOn: '2026-02-02', provinceCode: '01' };
  await asOwner((client) =>
    client.query(`DELETE FROM population.personal_number WHERE number IN ('001226000017', '001226500000')
      AND number NOT IN (SELECT number FROM population.person)`),
  );
  const last = await Promise.all(
    ['last-one', 'last-two'].map((key) => call(house, registerNewborn, newborn(all), context(key))),
  );
  assert.deepEqual(last.map(({ output }) => output.personalNumber).sort(), ['001226000017', '001226500000']);
  await assert.rejects(
    call(house, registerNewborn, newborn(all), context('too-many')),
    refusedWith('population.numbers_exhausted'),
  );
});

test('parents must be in the register, be two, and be older than the child', async () => {
  const refuse = (over: Record<string, unknown>, code: string) =>
    assert.rejects(
      call(house, registerNewborn, newborn(over), context(`bad-${JSON.stringify(over)}`)),
      refusedWith(code),
    );
  await refuse({ motherNumber: '001199999999' }, 'population.unknown_person');
  await refuse({ motherNumber: numberOf('Nguyễn Văn Minh') }, 'population.same_parents');
  await refuse({ bornOn: '1990-01-01' }, 'population.parent_younger');
});

test('only civil status, with a case, enters a newborn; only oneself reads one’s family on the portal', async () => {
  for (const over of [{ caller: 'cases' }, { purpose: 'own-data' as const }, { caseNumber: '' }]) {
    await assert.rejects(
      call(house, registerNewborn, newborn(), context('no-right', over)),
      refusedWith('exchange.no_right'),
    );
  }
  const stranger = context('', {
    caller: 'portal',
    purpose: 'own-data',
    actor: { kind: 'person', number: numberOf('Nguyễn Văn Minh'), name: 'Nguyễn Văn Minh' },
  });
  for (const contract of [readPerson, readParents, readChildren]) {
    await assert.rejects(
      call(house, contract as typeof readPerson, { number: numberOf('Trần Thị Lan') }, stranger),
      refusedWith('exchange.no_right'),
    );
  }
});
