import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { ownerClient } from '../../kernel/db.ts';
import type { House } from '../../kernel/system.ts';
import { type CallContext, call } from '../exchange/index.ts';
import { openExampleHouse } from '../registry/example/house.ts';
import { mergeSame } from '../registry/index.ts';
import { personDuplicates } from './duplicates.ts';
import { loadExamplePeople } from './example/load.ts';
import { smallCountry } from './example/small-country.ts';
import { provided } from './index.ts';
import { person } from './kinds.ts';
import { matchPerson, resolvePerson } from './services.ts';

const GIVEN = ['An', 'Bình', 'Chi', 'Dung', 'Giang', 'Hà', 'Khánh', 'Lan', 'Mai', 'Nga', 'Oanh', 'Phúc', 'Quý', 'Sơn'];
const { people, households, numberOf } = smallCountry(
  ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Vũ'].flatMap((family, f) =>
    GIVEN.map((given, g) => ({
      fullName: `${family} Thị ${given}`,
      sex: 'female' as const,
      bornOn: `${1960 + f * 5 + (g % 5)}-0${1 + (g % 9)}-1${f}`,
    })),
  ),
);

let database: TestDatabase;
let house: House;
let closeHouse: () => void;

before(async () => {
  database = await testDatabase();
  ({ house, close: closeHouse } = openExampleHouse(database.db, provided));
  const client = ownerClient(database.owner);
  await client.connect();
  await loadExamplePeople(client, { people, households, today: '2026-11-20' });
  await client.end();
});
after(async () => {
  await database.close();
  closeHouse();
});

const context = (caller: string, purpose: CallContext['purpose']): CallContext => ({
  caller,
  agency: { code: 'G24', name: 'Bảo hiểm xã hội Việt Nam' },
  actor: { kind: 'machine', name: 'đối chiếu' },
  purpose,
});

test('an insured person of a list without numbers is matched by name, day of birth and commune, with tones or without', async () => {
  await personDuplicates.jobs['population.follow_person_duplicates']!(house, {} as never);
  // On a busy machine that has neither filed the stock nor learnt.
  await personDuplicates.jobs['population.learn_person_duplicates']!(house, {} as never);
  const listed = people.find(({ fullName }) => fullName === 'Phạm Thị Oanh')!;
  const asked = { fullName: 'pham thi oanh', bornOn: listed.bornOn, communeCode: listed.communeCode };
  const { output } = await call(house, matchPerson, asked, context('insurance', 'register-linkage'));
  assert.deepEqual(
    output.candidates.map(({ key }) => key),
    [[listed.number]],
  );
});

test('who keeps a number of someone who was merged is told the number of today', async () => {
  const [from, into] = [numberOf('Vũ Thị An'), numberOf('Vũ Thị Bình')];
  await house.db.as('population').transaction((tx) =>
    mergeSame(
      tx,
      person,
      { from: { number: from }, into: { number: into }, on: '2026-11-20', bothSay: 'survivor-stands' },
      {
        reason: 'ghi trùng',
        source: { kind: 'decision', number: '3/QĐ' },
        by: { agencyCode: 'G01', agencyName: 'Bộ Công an', actor: { kind: 'machine' } },
      },
    ),
  );
  const { output } = await call(house, resolvePerson, { key: [from] }, context('land', 'register-keeping'));
  assert.deepEqual([output.state, output.now], ['merged', [[into]]]);
});
