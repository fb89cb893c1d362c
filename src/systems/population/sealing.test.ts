import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { Check } from 'typebox/value';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { setClock, today } from '../../kernel/clock.ts';
import { ownerClient } from '../../kernel/db.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { House } from '../../kernel/system.ts';
import { type CallContext, type ServiceContract, call, publishedServices, usageOf } from '../exchange/index.ts';
import { openExampleHouse } from '../registry/example/house.ts';
import { engineServices, sealServicesOf } from '../registry/index.ts';
import { personDisclosure } from './disclosure.ts';
import { loadExamplePeople } from './example/load.ts';
import { WARD, smallCountry } from './example/small-country.ts';
import { provided } from './index.ts';
import * as services from './services.ts';

const NAME = 'Đoàn Thị Giấu Kín';
const HOMETOWN = 'Xã Quê Giấu, tỉnh Giấu';
const { people, households, numberOf } = smallCountry([
  { fullName: NAME, sex: 'female', bornOn: '1987-06-05', household: 'home' },
  { fullName: 'Lý Văn Cùng Nhà', sex: 'male', bornOn: '1985-02-03', household: 'home' },
  { fullName: 'Mẹ Đẻ Ngày Xưa', sex: 'female', bornOn: '1990-01-01' },
  { fullName: 'Mẹ Nuôi Hôm Nay', sex: 'female', bornOn: '1980-01-01' },
  { fullName: 'Con Được Nhận Nuôi', sex: 'male', bornOn: '2012-03-04', household: 'child', mother: 'Mẹ Nuôi Hôm Nay' },
]);
const WITNESS = numberOf(NAME);
const HOME = households.find(({ members }) => members.some(({ number }) => number === WITNESS))!.id;
const CHILD = numberOf('Con Được Nhận Nuôi');
const BIRTH_MOTHER = numberOf('Mẹ Đẻ Ngày Xưa');
const NEW_MOTHER = numberOf('Mẹ Nuôi Hôm Nay');

const seals = sealServicesOf('population')!;
let database: TestDatabase;
let house: House;
let closeHouse: () => void;

before(async () => {
  database = await testDatabase();
  ({ house, close: closeHouse } = openExampleHouse(database.db, [
    ...provided,
    ...engineServices().filter(({ contract }) => contract.owner === 'population'),
  ]));
  const client = ownerClient(database.owner);
  await client.connect();
  await loadExamplePeople(client, {
    people: people.map((one) => (one.number === WITNESS ? { ...one, hometown: HOMETOWN } : one)),
    households,
    today: today(),
  });
  await client.query(`INSERT INTO organisations.agency (code, kind, name_vi, name_en, territory_code, valid_during) VALUES
    ('G01', 'ministry', 'Bộ Công an', 'Ministry of Public Security', NULL, '[2020-01-01,)'),
    ('H26.1', 'commune-police', 'Công an phường', 'Police of the ward', '${WARD}', '[2020-01-01,)')`);
  // The child was adopted in 2015: until then somebody else was the mother.
  await client.query(
    `UPDATE population.relation SET valid_during = '[2015-05-05,)' WHERE person_number = $1 AND kind = 'mother'`,
    [CHILD],
  );
  await client.query(
    `INSERT INTO population.relation (person_number, kind, valid_during, relative_number, basis, act)
     SELECT person_number, kind, '[2012-03-04,2015-05-05)', $2, 'birth', act FROM population.relation WHERE person_number = $1 AND kind = 'mother'`,
    [CHILD, BIRTH_MOTHER],
  );
  await client.end();
});
after(async () => {
  setClock();
  await database.close();
  closeHouse();
});

const [KEEPER, OTHER_KEEPER] = ['001090000011', '001090000022'];
let keys = 0;
const title = { vi: 'Cán bộ giữ niêm phong', en: 'Keeper of seals' };
const keeper = (number: string, over: Partial<CallContext> = {}, role = 'seal-keeper'): CallContext => ({
  caller: 'registry',
  agency: { code: 'G01', name: 'Bộ Công an' },
  actor: { kind: 'official', number, officialId: 'o', role, title, territoryCode: '' },
  purpose: 'sealed-data',
  idempotencyKey: `seal-key-${keys++}`,
  ...over,
});
const why = { reason: 'Bảo vệ người làm chứng', source: { kind: 'decision', number: '7/QĐ-BCA' } };
const seal = async (asked: object, context = keeper(KEEPER)): Promise<string> =>
  (await call(house, seals.seal, { kind: 'person', key: [WITNESS], openTo: [], ...why, ...asked }, context)).output.id;
const lift = (id: string) => call(house, seals.lift, { id, ...why }, keeper(KEEPER));
async function sealed<Result>(asked: object, work: () => Promise<Result>): Promise<Result> {
  const id = await seal(asked);
  try {
    return await work();
  } finally {
    await lift(id);
  }
}
const refusedWith = (code: string) => (error: unknown) => {
  assert.equal((error as { code?: string }).code, code, String(error));
  return true;
};
const officer = (over: Partial<CallContext> = {}): CallContext => ({
  caller: 'cases',
  agency: { code: 'H26.1', name: 'Công an phường' },
  actor: { kind: 'machine', name: 'một hệ thống' },
  purpose: 'permanent-residence',
  caseNumber: 'H26.1-261122-0001',
  ...over,
});
const person = (number: string): CallContext =>
  officer({ caller: 'portal', purpose: 'own-data', actor: { kind: 'person', number, name: 'x' } });

/** Every way in which a service of the register can be asked about a person by somebody with a right. */
function* askings(number: string): Generator<{ contract: ServiceContract; input: unknown; context: CallContext }> {
  const inputs = [
    { number },
    { number, on: '2014-01-01' },
    { numbers: [number] },
    { number, up: 3, down: 3 },
    { number, on: '2014-01-01', up: 3, down: 3 },

    { key: { number } },
    { key: { number }, knownAt: new Date().toISOString() },
    { key: [number] },
    { words: number },
    { words: NAME },
    { key: { number }, questions: [{ field: 'fullName', is: NAME }] },
    { kind: 'person' },
    { kind: 'person', key: [number] },
  ];
  for (const contract of publishedServices(house)) {
    if (contract.kind === 'write' || contract.name.includes('Seal')) continue;
    for (const input of inputs.filter((each) => Check(contract.input, each))) {
      for (const { caller, purposes, needs } of contract.grants) {
        for (const purpose of purposes) {
          const context =
            needs === 'own'
              ? person(number)
              : caller === 'registry'
                ? keeper('001090000033', { purpose }, 'data-steward')
                : officer({ caller, purpose, agency: { code: `H26.7.${keys++}`, name: 'Cơ quan' } });
          yield { contract, input, context };
        }
      }
    }
  }
}

async function allAnswersAbout(number: string): Promise<{ name: string; text: string }[]> {
  const answers = [];
  for (const { contract, input, context } of askings(number)) {
    try {
      const { output } = await call(house, contract, input as never, context);
      answers.push({ name: `${contract.name} ${JSON.stringify(input)}`, text: JSON.stringify(output) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  return answers;
}

const SECRETS: Record<string, { held: string; cover?: unknown }> = {
  fullName: { held: NAME, cover: 'Nguyễn Thị Thay' },
  bornOn: { held: '1987-06-05', cover: '1986-01-01' },
  hometown: { held: HOMETOWN },
};

test('without a seal the services do answer, so that the next tests say something', async () => {
  const all = (await allAnswersAbout(WITNESS)).map(({ text }) => text).join('\n');
  for (const { held } of Object.values(SECRETS)) assert.ok(all.includes(held), held);
});

test('whatever is sealed of a person, no service answers it, in the present, the past or a list', async () => {
  await fc.assert(
    fc.asyncProperty(fc.subarray(Object.keys(SECRETS), { minLength: 1 }), fc.boolean(), async (fields, isWhole) => {
      const cover = Object.fromEntries(
        fields.filter((name) => SECRETS[name]!.cover).map((name) => [name, SECRETS[name]!.cover]),
      );
      await sealed(isWhole ? {} : { fields, cover }, async () => {
        for (const { name, text } of await allAnswersAbout(WITNESS))
          for (const field of isWhole ? Object.keys(SECRETS) : fields)
            assert.ok(!text.includes(SECRETS[field]!.held), `${name} told ${field}: ${text}`);
      });
    }),
    { numRuns: 6 },
  );
});

test('a record that is sealed whole answers as one that there never was', async () => {
  const nobody = '001187999999';
  const answers = async (number: string) => {
    const all = [];
    for (const { contract, input, context } of askings(number)) {
      const answer = await call(house, contract, input as never, context).then(
        ({ output }) => JSON.stringify(output),
        (error: Refusal) => error.code,
      );
      // What counts the whole stock, or finds by name, is not about the number.
      if (!/Quality|listFaults/.test(contract.name) && !('words' in (input as object)))
        all.push(`${contract.name} ${answer}`.replaceAll(number, 'N'));
    }
    return all;
  };
  const known = await sealed({}, () => answers(WITNESS));
  const residences = /readFamily|readChildren|readOwnRecords|readRecordQuality/;
  assert.deepEqual(
    known.filter((line) => !residences.test(line)),
    (await answers(nobody)).filter((line) => !residences.test(line)),
  );
});

test('covered fields are answered by their cover, checks too, and where somebody lives is not told', async () => {
  const cover = { fullName: 'Nguyễn Thị Thay' };
  await sealed({ fields: ['fullName'], cover }, async () => {
    const { output } = await call(house, services.readPerson, { number: WITNESS }, officer());
    assert.equal(output.person?.fullName, 'Nguyễn Thị Thay');
    assert.deepEqual((await call(house, services.readResidence, { number: WITNESS }, officer())).output, {});
    const { output: checked } = await call(
      house,
      personDisclosure.verify,
      { key: { number: WITNESS }, questions: [{ field: 'fullName', is: NAME }, { livesIn: { code: WARD } }] },
      officer({ purpose: 'identity-check' }),
    );
    assert.deepEqual(
      checked.answers.map(({ answer }) => answer),
      ['false', 'unknown'],
    );
    const mate = numberOf('Lý Văn Cùng Nhà');
    const home = (await call(house, services.readResidence, { number: mate }, officer())).output.residence;
    assert.equal(home?.headName, 'Nguyễn Thị Thay', 'not by way of those who live with them either');
  });
});

test('whom the decision names is answered in full, and the person is not told that they were', async () => {
  const openTo = [{ agencyCode: 'H26.1', purposes: ['permanent-residence'] }];
  await sealed({ openTo }, async () => {
    const asked = { key: { number: WITNESS } };
    const let_through = await call(
      house,
      personDisclosure.read,
      asked,
      officer({ agency: { code: 'G01', name: 'Bộ' } }),
    ).catch(({ code }: Refusal) => code);
    assert.deepEqual((let_through as { output: object }).output, {}, 'another agency is not');
    const { output } = await call(house, services.readPerson, { number: WITNESS }, officer());
    assert.equal(output.person?.fullName, NAME);
    const other = await call(
      house,
      services.readPerson,
      { number: WITNESS },
      officer({ purpose: 'birth-registration' }),
    );
    assert.deepEqual(other.output, {}, 'nor the same for another purpose');
    const through = officer({ caller: 'civil-status', purpose: 'permanent-residence' });
    assert.equal(through.purpose, 'permanent-residence');
  });
  const lines = await usageOf(house, { personalNumber: WITNESS, viewer: WITNESS });
  assert.ok(!lines.some(({ owner, purpose }) => owner === 'population' && purpose === 'sealed-data'));
});

test('the parents of birth are sealed by the time before the adoption, and open to the child at eighteen', async () => {
  const asked = {
    kind: 'relation',
    key: [CHILD, 'mother'],
    before: '2015-05-05',
    opensTo: { number: CHILD, on: '2030-03-04' },
  };
  const motherOn = async (on: string, context: CallContext) =>
    (await call(house, services.readFamily, { number: CHILD, on }, context)).output.mother?.number;
  const grant = services.readFamily.grants.find(({ needs }) => needs === 'own')!;
  const self = () => ({ ...person(CHILD), purpose: grant.purposes[0]! });
  assert.equal(await motherOn('2014-01-01', self()), BIRTH_MOTHER);
  await sealed(asked, async () => {
    assert.equal(await motherOn(today(), self()), NEW_MOTHER, 'the present is not touched');
    assert.equal(await motherOn('2014-01-01', self()), undefined);
    for (const [number, hidden] of [
      [CHILD, BIRTH_MOTHER],
      [BIRTH_MOTHER, CHILD],
    ] as const) {
      const input = { number, on: '2014-01-01', up: 3, down: 3 };
      const { kin } = (await call(house, services.readFamilyTree, input, person(number))).output;
      assert.ok(!kin.some((one) => one.number === hidden), 'the tree tells it');
    }
    setClock(new Date('2030-03-03T12:00:00+07:00'));
    assert.equal(await motherOn('2014-01-01', self()), undefined, 'the day before');
    setClock(new Date('2030-03-04T12:00:00+07:00'));
    assert.equal(await motherOn('2014-01-01', self()), BIRTH_MOTHER);
    setClock();
  });
});

test('a household does not tell who of it is sealed, not even by being its head', async () => {
  const police = officer({
    caller: 'population',
    purpose: 'residence-keeping',
    caseNumber: undefined as never,
    agency: { code: `G01.26.${WARD}`, name: 'Công an phường' },
  });
  const answers = async () =>
    JSON.stringify([
      (await call(house, services.readHousehold, { householdId: HOME }, police)).output,
      (await call(house, services.readHouseholdCourse, { householdId: HOME }, police)).output,
      (await call(house, services.findResidents, { communeCode: WARD, name: NAME }, police)).output,
    ]);
  assert.ok((await answers()).includes(WITNESS));
  await sealed({ fields: ['hometown'] }, async () => {
    for (const secret of [WITNESS, NAME]) assert.ok(!(await answers()).includes(secret), secret);
  });
});

test('a seal begins and ends by its dates', async () => {
  const name = async () =>
    (await call(house, services.readPerson, { number: WITNESS }, officer())).output.person?.fullName;
  await sealed({ from: '2030-01-01', until: '2031-01-01' }, async () => {
    assert.equal(await name(), NAME);
    setClock(new Date('2030-06-01T00:00:00Z'));
    assert.equal(await name(), undefined);
    setClock(new Date('2031-01-01T00:00:00+07:00'));
    assert.equal(await name(), NAME);
    setClock();
  });
});

test('only keepers of seals of the owner agency seal, list, lift and open; stewards see nothing of it', async () => {
  const others = [
    keeper(KEEPER, {}, 'data-steward'),
    keeper(KEEPER, { agency: { code: 'G15', name: 'Bộ Tư pháp' } }),
    keeper(KEEPER, { actor: { kind: 'machine', name: 'x' } }),
  ];
  for (const context of others) {
    await assert.rejects(seal({}, context));
    await assert.rejects(call(house, seals.list, {}, context));
  }
  await assert.rejects(
    call(house, seals.list, {}, keeper(KEEPER, { purpose: 'register-keeping' })),
    refusedWith('exchange.no_right'),
  );
});

test('a seal must cover what cannot be unknown, with what could be true, and never the key', async () => {
  for (const asked of [
    { fields: ['fullName'] },
    { fields: ['number'], cover: { number: '001090000099' } },
    { fields: ['hometown'], cover: { bornOn: '2000-01-01' } },
    { fields: ['bornOn'], cover: { bornOn: 'yesterday' } },
    { fields: ['nothing'] },
  ])
    await assert.rejects(seal(asked), refusedWith('input.invalid'), JSON.stringify(asked));
  await assert.rejects(seal({ key: ['001190999998'] }), refusedWith('register.record_unknown'));
  await assert.rejects(seal({ from: '2030-01-01', until: '2030-01-01' }), refusedWith('register.seal_ends_before'));
});

test('opening takes two keepers and a document, lasts a day, and is told to nobody', async () => {
  await sealed({}, async () => {
    const { id: sealId } = (await call(house, seals.list, {}, keeper(KEEPER))).output.seals[0]!;
    const { openingId } = (await call(house, seals.askOpening, { sealId, ...why }, keeper(KEEPER))).output;
    const open = (number = KEEPER) => call(house, seals.readSealed, { openingId }, keeper(number));
    await assert.rejects(open(), refusedWith('register.opening_not_approved'));
    await assert.rejects(
      call(house, seals.approveOpening, { openingId }, keeper(KEEPER)),
      refusedWith('register.four_eyes'),
    );
    await call(house, seals.approveOpening, { openingId }, keeper(OTHER_KEEPER));
    await assert.rejects(open(OTHER_KEEPER), refusedWith('register.seal_unknown'));
    const { output, receipt } = await open();
    assert.equal(output.versions[0]!.values.fullName, NAME);
    const lines = await usageOf(house, { personalNumber: WITNESS, viewer: WITNESS });
    assert.ok(!lines.some((line) => line.receipt === receipt));
    setClock(new Date(Date.now() + 25 * 3_600_000));
    await assert.rejects(open(), refusedWith('register.opening_over'));
    setClock();
  });
});

test('the same decision sent twice is one seal', async () => {
  const context = keeper(KEEPER);
  const ids = [await seal({}, context), await seal({}, context)];
  assert.equal(ids[0], ids[1]);
  await lift(ids[0]!);
});
