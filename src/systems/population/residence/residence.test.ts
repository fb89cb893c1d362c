import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { ownerClient } from '../../../kernel/db.ts';
import { setClock } from '../../../kernel/clock.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { openExampleHouse } from '../../registry/example/house.ts';
import { loadExamplePeople } from '../example/load.ts';
import { smallCountry, WARD } from '../example/small-country.ts';
import { provided } from '../index.ts';
import { readPeople, readPerson, readResidence, registerNewborn, registerResidence } from '../services.ts';
import { relationOfChild } from './rules.ts';

const TODAY = '2026-11-20';
const { people, households, numberOf } = smallCountry([
  { fullName: 'Nguyễn Văn Cả', sex: 'male', bornOn: '1968-01-01', household: 'minh' },
  { fullName: 'Nguyễn Văn Minh', sex: 'male', bornOn: '1995-03-02', household: 'minh', relation: 'child' },
  { fullName: 'Trần Thị Lan', sex: 'female', bornOn: '1997-08-14', household: 'lan' },
]);
const registeredBy = { officialId: 'CA-1', title: { vi: 'Trưởng Công an', en: 'Chief' }, name: 'Lê Văn An' };

let database: TestDatabase;
let house: House;
let closeHouse: () => void;
let serial = 0;

const context = (over: Partial<CallContext> = {}): CallContext => ({
  caller: 'cases',
  agency: { code: `G01.26.${WARD}`, name: 'Công an phường Giảng Võ' },
  actor: { kind: 'machine', name: 'test' },
  purpose: 'permanent-residence',
  caseNumber: 'H26.00025-261120-0001',
  idempotencyKey: `residence-${++serial}`,
  ...over,
});

async function born(): Promise<string> {
  const { output } = await call(
    house,
    registerNewborn,
    {
      fullName: 'Nguyễn Minh An',
      sex: 'female',
      bornOn: '2026-11-10',
      birthPlace: 'Hà Nội',
      nationality: 'VN',
      motherNumber: numberOf('Trần Thị Lan'),
      fatherNumber: numberOf('Nguyễn Văn Minh'),
      provinceCode: '01',
      entryNumber: '00025 1/2026',
    },
    context({ caller: 'civil-status', purpose: 'birth-registration' }),
  );
  return output.personalNumber;
}

before(async () => {
  database = await testDatabase();
  ({ house, close: closeHouse } = openExampleHouse(database.db, provided));
  setClock(new Date(`${TODAY}T03:00:00Z`));
  const client = ownerClient(database.owner);
  await client.connect();
  await loadExamplePeople(client, { people, households, today: TODAY });
  await client.end();
});
after(async () => {
  setClock();
  await database.close();
  closeHouse();
});

const refusedWith = (code: string) => (error: unknown) => (error as { code?: string }).code === code;

test('a child joins the household where the parent lives now, as what it is to the head', async () => {
  const childNumber = await born();
  const asked = { childNumber, parentNumber: numberOf('Nguyễn Văn Minh'), registeredBy };
  const key = context();
  const [one, two] = await Promise.all([
    call(house, registerResidence, asked, key),
    call(house, registerResidence, asked, key),
  ]);
  assert.deepEqual(one.output, two.output);
  const { residence } = (await call(house, readResidence, { number: childNumber }, context())).output;
  assert.equal(residence?.headNumber, numberOf('Nguyễn Văn Cả'));
  assert.equal(residence?.relationToHead, 'grandchild');
  assert.equal(relationOfChild('parent'), 'other');
});

test('a few people are read at once as each would be alone, but not by oneself about others', async () => {
  const [lan, nobody] = [numberOf('Trần Thị Lan'), '001199999999'];
  const child = await born();
  const { output } = await call(house, readPeople, { numbers: [lan, nobody, child] }, context());
  const alone = await Promise.all(
    [lan, child].map(async (number) => ({
      ...(await call(house, readPerson, { number }, context())).output,
      ...(await call(house, readResidence, { number }, context())).output,
    })),
  );
  const byNumber = (one: { person?: { number: string } }, other: { person?: { number: string } }) =>
    one.person!.number < other.person!.number ? -1 : 1;
  assert.deepEqual(output.people.toSorted(byNumber), alone.toSorted(byNumber));
  assert.equal(output.people.find(({ person }) => person.number === child)?.residence, undefined);
  const oneself = context({
    caller: 'portal',
    purpose: 'own-data',
    actor: { kind: 'person', number: lan, name: 'Trần Thị Lan' },
  });
  await assert.rejects(call(house, readPeople, { numbers: [lan, child] }, oneself), refusedWith('exchange.no_right'));
});

test('who is not a parent, another commune’s police and a second registration are refused', async () => {
  const childNumber = await born();
  const asked = { childNumber, parentNumber: numberOf('Trần Thị Lan'), registeredBy };
  const refuse = (over: object, code: string, by = context()) =>
    assert.rejects(call(house, registerResidence, { ...asked, ...over }, by), refusedWith(code));
  await refuse({ parentNumber: numberOf('Nguyễn Văn Cả') }, 'residence.not_parent');
  await refuse({ childNumber: '001326999999' }, 'population.unknown_person');
  const police = { code: 'G01.26.00004', name: 'Công an phường Ba Đình' };
  await refuse({}, 'residence.not_competent', context({ agency: police }));
  await refuse({}, 'exchange.no_right', context({ caseNumber: '' }));
  await call(house, registerResidence, asked, context());
  await refuse({}, 'residence.registered_already');
});
