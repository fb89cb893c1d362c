import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type PopulationHouse,
  byPolice,
  populationHouse,
  refusedWith,
} from '../../../../../test/support/population.ts';
import { type CallContext, type ServiceContract, call } from '../../../exchange/index.ts';
import { OTHER_WARD, WARD } from '../../example/small-country.ts';
import * as services from '../../services.ts';

const TODAY = '2026-11-20';
const MINH = 'Nguyễn Văn Minh';
const LAN = 'Trần Thị Lan';
const AN = 'Nguyễn Minh An';
const CUC = 'Phạm Thị Cúc';
const police = byPolice;
const otherPolice = () => byPolice({ agency: { code: `G01.26.${OTHER_WARD}`, name: 'Công an phường Ba Đình' } });
const proof = 'Hợp đồng thuê nhà 12/2026';

let country: PopulationHouse;
const number = (name: string) => country.numberOf(name);
let serial = 0;
const asSelf = (name: string, over: Partial<CallContext> = {}): CallContext => ({
  caller: 'portal',
  agency: { code: 'G22', name: 'Văn phòng Chính phủ' },
  actor: { kind: 'person', number: number(name), name },
  purpose: 'residence-keeping',
  idempotencyKey: `portal-${++serial}`,
  ...over,
});
const called = async <Answer>(contract: ServiceContract, input: object, by: CallContext): Promise<Answer> =>
  (await call(country.house, contract, input as never, by)).output as Answer;
const contract = (one: unknown) => one as ServiceContract;
const apply = (name: string, wish: object, by = asSelf(name)) =>
  called<{ id: string; applicationNumber: string; dueOn: string }>(
    contract(services.applyForResidence),
    { number: number(name), wish },
    by,
  );
const decide = (id: string, decision: 'approve' | 'refuse', by = police(), reason?: string) =>
  called(contract(services.decideApplication), { id, decision, ...(reason ? { reason } : {}) }, by);
const own = async (name: string) =>
  (
    await called<{ applications: { id: string; state: string; answer?: string; number: string }[] }>(
      contract(services.readOwnApplications),
      { number: number(name) },
      asSelf(name),
    )
  ).applications;
const resident = (name: string) =>
  called<{
    home?: { householdId: string; communeCode: string; members: { number: string }[] };
    stay?: { until: string };
    absence?: { destination: string };
  }>(contract(services.readResident), { number: number(name) }, police());

before(async () => {
  country = await populationHouse(
    [
      { fullName: MINH, sex: 'male', bornOn: '1985-03-02', household: 'minh' },
      { fullName: LAN, sex: 'female', bornOn: '1987-08-14', household: 'minh' },
      { fullName: AN, sex: 'female', bornOn: '2015-05-05', household: 'minh', relation: 'child', mother: LAN },
      { fullName: CUC, sex: 'female', bornOn: '1990-01-01', communeCode: OTHER_WARD },
    ],
    TODAY,
  );
});
after(() => country?.close());

const stay = {
  kind: 'stay',
  communeCode: WARD,
  addressLine: 'Số 5, phố Kim Mã',
  why: 'work',
  lastDay: '2027-11-19',
  proof,
};

test('what a person applies for waits with the police of that commune, is written when they approve, and the person is told', async () => {
  const by = asSelf(CUC);
  const filed = await apply(CUC, stay, by);
  assert.deepEqual(await apply(CUC, stay, by), filed);
  assert.equal(filed.dueOn, '2026-11-26');
  assert.equal((await resident(CUC)).stay, undefined);
  const queue = (over: boolean, by: CallContext) =>
    called<{ applications: { id: string }[]; open: number }>(
      contract(services.findApplications),
      { communeCode: WARD, over },
      by,
    );
  assert.deepEqual(
    (await queue(false, police())).applications.map(({ id }) => id),
    [filed.id],
  );
  await assert.rejects(queue(false, otherPolice()), refusedWith('residence.not_competent'));
  await assert.rejects(decide(filed.id, 'approve', otherPolice()), refusedWith('residence.not_competent'));
  const key = police();
  await Promise.all([decide(filed.id, 'approve', key), decide(filed.id, 'approve', key)]);
  assert.equal((await resident(CUC)).stay?.until, '2027-11-20');
  assert.deepEqual(
    (await own(CUC)).map(({ state }) => state),
    ['approved'],
  );
  const acts = await country.ask<{ number: string }>(
    `SELECT source ->> 'number' AS number FROM population.act WHERE kind = 'temporary_residence'`,
  );
  assert.deepEqual(acts, [{ number: filed.applicationNumber }]);
  const jobs = await country.ask<{ payload: { template: string; to: string } }>(
    `SELECT payload FROM graphile_worker._private_jobs WHERE payload ->> 'key' = $1`,
    [`residence-application:${filed.id}`],
  );
  assert.deepEqual(
    jobs.map(({ payload }) => [payload.template, payload.to]),
    [['residence-approved', number(CUC)]],
  );
  await assert.rejects(decide(filed.id, 'refuse', police(), 'Không đủ'), refusedWith('residence.application_decided'));
});

test('a refusal needs its reason, and the person reads it', async () => {
  const { id } = await apply(CUC, { kind: 'absence', destination: 'Nhật Bản', why: 'abroad', lastDay: '2027-06-30' });
  await assert.rejects(decide(id, 'refuse', otherPolice()), refusedWith('input.invalid'));
  await decide(id, 'refuse', otherPolice(), 'Chưa có thị thực; nộp lại khi có.');
  assert.equal((await own(CUC))[0]!.answer, 'Chưa có thị thực; nộp lại khi có.');
  assert.equal((await resident(CUC)).absence, undefined);
});

test('a family moves into a household that is there, by one application; the applicant is among them', async () => {
  const move = {
    kind: 'move',
    communeCode: WARD,
    addressLine: 'Số 12, đường Trần Phú',
    hostNumber: number(MINH),
    people: [{ number: number(CUC), relation: 'other' }],
    proof,
  };
  await assert.rejects(
    apply(CUC, { ...move, people: [{ number: number(AN), relation: 'other' }] }),
    refusedWith('residence.applicant_stays'),
  );
  await assert.rejects(
    apply(CUC, { ...move, people: [...move.people, { number: number(LAN), relation: 'other' }] }),
    refusedWith('residence.not_member'),
  );
  await assert.rejects(
    apply(CUC, { ...move, people: [{ number: number(CUC), relation: 'head' }] }),
    refusedWith('residence.one_head'),
  );
  await assert.rejects(apply(CUC, { ...move, hostNumber: number(LAN) }), refusedWith('residence.no_head_there'));
  const { id } = await apply(CUC, move);
  await assert.rejects(apply(CUC, move), refusedWith('residence.applied_already'));
  await decide(id, 'approve');
  const home = (await resident(CUC)).home!;
  assert.equal(home.householdId, (await resident(MINH)).home!.householdId);
  assert.equal(home.members.length, 4);
});

test('what the act refuses leaves the application open and writes nothing', async () => {
  const { id } = await apply(MINH, {
    kind: 'move',
    communeCode: OTHER_WARD,
    addressLine: 'Số 1, phố Đội Cấn',
    people: [{ number: number(MINH), relation: 'head' }],
    proof,
  });
  await assert.rejects(decide(id, 'approve', otherPolice()), refusedWith('residence.head_needed'));
  assert.equal((await own(MINH))[0]!.state, 'open');
  assert.equal((await resident(MINH)).home?.communeCode, WARD);
});

test('an application is taken back by who made it, once, and nobody else applies, reads or withdraws for them', async () => {
  const [open] = await own(MINH);
  const withdraw = (name: string, by: CallContext) =>
    called(contract(services.withdrawApplication), { number: number(name), id: open!.id }, by);
  await assert.rejects(withdraw(LAN, asSelf(LAN)), refusedWith('residence.application_unknown'));
  await assert.rejects(withdraw(MINH, asSelf(LAN)), refusedWith('exchange.no_right'));
  await withdraw(MINH, asSelf(MINH));
  await withdraw(MINH, asSelf(MINH));
  assert.equal((await own(MINH))[0]!.state, 'withdrawn');
  await assert.rejects(decide(open!.id, 'approve', otherPolice()), refusedWith('residence.application_decided'));
  await assert.rejects(apply(MINH, stay, asSelf(LAN)), refusedWith('exchange.no_right'));
  await assert.rejects(
    called(contract(services.readOwnApplications), { number: number(MINH) }, asSelf(LAN)),
    refusedWith('exchange.no_right'),
  );
});

test('what cannot be is refused when it is handed in: minors alone, a stay at home or too long, a place that is none', async () => {
  await assert.rejects(apply(AN, { ...stay, communeCode: OTHER_WARD }), refusedWith('residence.minor_applies'));
  await assert.rejects(apply(LAN, stay), refusedWith('residence.stay_at_home'));
  const there = { ...stay, communeCode: OTHER_WARD };
  await assert.rejects(apply(LAN, { ...there, lastDay: '2029-01-01' }), refusedWith('residence.stay_too_long'));
  await assert.rejects(apply(LAN, { ...there, communeCode: '99999' }), refusedWith('residence.commune_unknown'));
  await assert.rejects(
    apply(LAN, { kind: 'absence', destination: 'Lào', why: 'abroad', lastDay: '2026-11-19' }),
    refusedWith('residence.absence_over'),
  );
  await assert.rejects(apply(LAN, { ...there, hostNumber: '001090999999' }), refusedWith('population.unknown_person'));
});

test('a permanent residence is struck off by the police of the place; a household over time keeps who lived there', async () => {
  const { householdId } = (await resident(LAN)).home!;
  const strike = (by: CallContext) =>
    called(
      contract(services.strikeResidence),
      { number: number(LAN), cause: 'abroad', reason: 'Theo đơn', applicationNumber: '7/XTT-2026' },
      by,
    );
  await assert.rejects(strike(otherPolice()), refusedWith('residence.not_competent'));
  await assert.rejects(strike(asSelf(LAN)), refusedWith('exchange.no_right'));
  await strike(police());
  assert.equal((await resident(LAN)).home, undefined);
  await assert.rejects(strike(police()), refusedWith('residence.without_residence'));
  const { members, course } = await called<{
    members: { number: string; until?: string }[];
    course: { headNumber: string }[];
  }>(contract(services.readHouseholdCourse), { householdId }, police());
  assert.deepEqual(
    members.filter(({ until }) => until).map((one) => one.number),
    [number(LAN)],
  );
  assert.equal(members.length, 4);
  assert.equal(course[0]!.headNumber, number(MINH));
});
