import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type PopulationHouse,
  byCivilStatus,
  byPolice,
  populationHouse,
  refusedWith,
} from '../../../../test/support/population.ts';
import { type ServiceContract, call } from '../../exchange/index.ts';
import { OTHER_WARD, WARD } from '../example/small-country.ts';
import * as services from '../services.ts';
import { type RelationToHead, relationAfter } from './rules.ts';

const TODAY = '2026-11-20';
const MINH = 'Nguyễn Văn Minh';
const LAN = 'Trần Thị Lan';
const AN = 'Nguyễn Minh An';
const BINH = 'Nguyễn Văn Bình';
const CUC = 'Phạm Thị Cúc';
const KHOA = 'Phạm Văn Khoa';
const TAM = 'Hồ Thị Tâm';
const grounds = { reason: 'Theo đơn của công dân', applicationNumber: '15/CT01-2026' };
const police = byPolice;
const otherPolice = () => byPolice({ agency: { code: `G01.26.${OTHER_WARD}`, name: 'Công an phường Ba Đình' } });

let country: PopulationHouse;
const number = (name: string) => country.numberOf(name);
const called = async <Contract extends ServiceContract>(contract: Contract, input: object, by = police()) =>
  (await call(country.house, contract, input as never, by)).output as never;

before(async () => {
  country = await populationHouse(
    [
      { fullName: MINH, sex: 'male', bornOn: '1985-03-02', household: 'minh' },
      { fullName: LAN, sex: 'female', bornOn: '1987-08-14', household: 'minh' },
      { fullName: AN, sex: 'female', bornOn: '2015-05-05', household: 'minh', relation: 'child', mother: LAN },
      { fullName: BINH, sex: 'male', bornOn: '1950-01-01', household: 'minh', relation: 'parent' },
      { fullName: CUC, sex: 'female', bornOn: '1990-01-01', communeCode: OTHER_WARD },
      { fullName: KHOA, sex: 'male', bornOn: '2012-01-01', household: CUC, relation: 'child', communeCode: OTHER_WARD },
      { fullName: TAM, sex: 'female', bornOn: '1991-01-01' },
    ],
    TODAY,
  );
});
after(() => country?.close());

interface Resident {
  home?: { householdId: string; headNumber: string; members: { number: string; relation: RelationToHead }[] };
  stay?: { since: string; until: string; communeCode: string };
  absence?: { until: string };
  earlier: { communeCode: string; until: string }[];
}
const resident = (name: string): Promise<Resident> => called(services.readResident, { number: number(name) });
const relations = async (name: string) =>
  Object.fromEntries((await resident(name)).home!.members.map((one) => [one.number, one.relation]));
const move = (people: [string, RelationToHead][], to: object, more: object = {}, by = police()): Promise<unknown> =>
  called(
    services.moveResidence,
    { people: people.map(([name, relation]) => ({ number: number(name), relation })), to, ...grounds, ...more },
    by,
  );

test('who moves in is registered there and no longer where they were, by one act of the police of the new place', async () => {
  const { householdId } = (await resident(TAM)).home!;
  await assert.rejects(
    move([[KHOA, 'other']], { householdId }, {}, otherPolice()),
    refusedWith('residence.not_competent'),
  );
  await move([[KHOA, 'other']], { householdId });
  const khoa = await resident(KHOA);
  assert.deepEqual(
    [khoa.home?.householdId, khoa.earlier[0]?.communeCode, khoa.earlier[0]?.until],
    [householdId, OTHER_WARD, TODAY],
  );
  assert.deepEqual(
    (await resident(CUC)).home?.members.map((one) => one.number),
    [number(CUC)],
  );
  const [{ acts }] = (await country.ask<{ acts: string }>(
    `SELECT string_agg(act || ' ' || (source ->> 'number'), ', ') AS acts FROM population.act WHERE kind = 'residence' AND key = $1`,
    [[number(KHOA)]],
  )) as [{ acts: string }];
  assert.equal(acts, 'change 15/CT01-2026');
  await assert.rejects(move([[KHOA, 'other']], { householdId }), refusedWith('residence.lives_there_already'));
});

test('a household that everybody leaves is there no more', async () => {
  const before = (await resident(CUC)).home!.householdId;
  const key = police();
  const to = { communeCode: WARD, addressLine: 'Số 5, phố Kim Mã' };
  const [one, two] = (await Promise.all([1, 2].map(() => move([[CUC, 'head']], to, {}, key)))) as {
    householdId: string;
  }[];
  assert.equal(one!.householdId, two!.householdId);
  assert.equal(((await called(services.readHousehold, { householdId: before })) as { home?: object }).home, undefined);
  await assert.rejects(move([[CUC, 'child']], { householdId: before }), refusedWith('residence.household_unknown'));
});

test('a head who leaves others behind names who follows; minors are never left alone', async () => {
  const to = { communeCode: WARD, addressLine: 'Số 9, phố Núi Trúc' };
  await assert.rejects(move([[MINH, 'head']], to), refusedWith('residence.head_needed'));
  await assert.rejects(move([[AN, 'head']], to), refusedWith('residence.minor_alone'));
  await assert.rejects(
    move(
      [
        [MINH, 'head'],
        [LAN, 'spouse'],
        [BINH, 'parent'],
      ],
      to,
      { successorNumber: number(AN) },
    ),
    refusedWith('residence.minor_alone'),
  );
  await assert.rejects(
    move(
      [
        [MINH, 'spouse'],
        [LAN, 'spouse'],
      ],
      to,
    ),
    refusedWith('residence.one_head'),
  );
  assert.equal((await resident(MINH)).home?.members.length, 4);
  await move(
    [
      [MINH, 'head'],
      [BINH, 'parent'],
    ],
    to,
    { successorNumber: number(LAN) },
  );
  assert.deepEqual(await relations(LAN), { [number(LAN)]: 'head', [number(AN)]: 'child' });
  assert.deepEqual(await relations(MINH), { [number(MINH)]: 'head', [number(BINH)]: 'parent' });
});

test('a new head turns round what everybody is to the head', async () => {
  const { householdId } = (await resident(MINH)).home!;
  const change = (headNumber: string) => called(services.changeHead, { householdId, headNumber, ...grounds });
  await assert.rejects(change(number(TAM)), refusedWith('residence.not_member'));
  await change(number(BINH));
  assert.deepEqual(await relations(BINH), { [number(BINH)]: 'head', [number(MINH)]: 'child' });
  await assert.rejects(change(number(BINH)), refusedWith('register.nothing_changed'));
  assert.equal(relationAfter({ newHeadWas: 'spouse', member: 'parent' }), 'parent-in-law');
  assert.equal(relationAfter({ newHeadWas: 'grandchild', member: 'child' }), 'other');
});

test('members make a household of their own at the same address', async () => {
  const { householdId } = (await resident(BINH)).home!;
  const split = (people: object[]) => called(services.splitHousehold, { householdId, people, ...grounds });
  await assert.rejects(split([{ number: number(TAM), relation: 'head' }]), refusedWith('residence.not_member'));
  await split([{ number: number(MINH), relation: 'head' }]);
  assert.equal((await resident(MINH)).home?.members.length, 1);
  assert.equal((await resident(BINH)).home?.members.length, 1);
});

test('a household whose head has died is on the list until it has another', async () => {
  const headless = async () =>
    ((await called(services.readHeadlessHouseholds, { communeCode: WARD })) as { households: unknown[] }).households
      .length;
  assert.equal(await headless(), 0);
  const { householdId } = (await resident(TAM)).home!;
  await move([[CUC, 'other']], { householdId });
  await call(
    country.house,
    services.recordDeath,
    { number: number(TAM), diedOn: '2026-11-19', entryNumber: '1/2026' },
    byCivilStatus(),
  );
  assert.equal(await headless(), 1);
  await assert.rejects(move([[TAM, 'other']], { householdId }), refusedWith('population.dead'));
  await called(services.changeHead, { householdId, headNumber: number(CUC), ...grounds });
  assert.equal(await headless(), 0);
});

test('a stay is outside the own commune, for two years at most, renewed where it ends, moved where another begins', async () => {
  const stay = (over: object = {}, by = otherPolice()) =>
    called(
      services.registerStay,
      {
        number: number(LAN),
        communeCode: OTHER_WARD,
        addressLine: 'Số 1, phố Đội Cấn',
        why: 'work',
        lastDay: '2027-11-19',
        ...grounds,
        ...over,
      },
      by,
    );
  await assert.rejects(stay({ communeCode: WARD }, police()), refusedWith('residence.stay_at_home'));
  await assert.rejects(stay({ lastDay: '2028-11-20' }), refusedWith('residence.stay_too_long'));
  await assert.rejects(stay({ lastDay: '2026-11-19' }), refusedWith('residence.stay_too_long'));
  await assert.rejects(stay({}, police()), refusedWith('residence.not_competent'));
  await stay();
  await stay({ lastDay: '2029-11-18' });
  const { since, until } = (await resident(LAN)).stay!;
  assert.deepEqual([since, until], [TODAY, '2029-11-19']);
  await called(services.endStay, { number: number(LAN), ...grounds }, otherPolice());
  // What it was renewed for does not come either.
  assert.equal((await resident(LAN)).stay, undefined);
  await assert.rejects(
    called(services.endStay, { number: number(KHOA), ...grounds }),
    refusedWith('register.not_valid_then'),
  );
});

test('an absence is declared where one lives, and ends with the return', async () => {
  const away = (over: object = {}, by = police()) =>
    called(
      services.declareAbsence,
      { number: number(LAN), destination: 'Nhật Bản', why: 'abroad', lastDay: '2027-05-31', ...grounds, ...over },
      by,
    );
  await assert.rejects(away({}, otherPolice()), refusedWith('residence.not_competent'));
  await assert.rejects(away({ lastDay: '2026-11-01' }), refusedWith('residence.absence_over'));
  await away();
  assert.equal((await resident(LAN)).absence?.until, '2027-06-01');
  await assert.rejects(away(), refusedWith('register.overlap'));
  await called(services.endAbsence, { number: number(LAN), ...grounds });
  assert.equal((await resident(LAN)).absence, undefined);
});

test('residents are found by a part of the name, in the own commune only; nobody else keeps residence', async () => {
  const found = (await called(services.findResidents, { communeCode: WARD, name: 'minh an' })) as {
    people: { fullName: string }[];
  };
  assert.deepEqual(
    found.people.map(({ fullName }) => fullName),
    [AN],
  );
  await assert.rejects(
    called(services.findResidents, { communeCode: OTHER_WARD, name: 'a' }),
    refusedWith('residence.not_competent'),
  );
  await assert.rejects(
    called(services.findResidents, { communeCode: WARD, name: 'a' }, police({ caller: 'cases' })),
    refusedWith('exchange.no_right'),
  );
});
