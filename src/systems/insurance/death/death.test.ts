import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type InsuranceTown, type Who, insuranceTown, refusedWith } from '../../../../test/support/insurance-town.ts';
import { byCivilStatus } from '../../../../test/support/population.ts';
import { settled } from '../../../../test/support/settled.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import * as population from '../../population/services.ts';
import { followAndAct, sealServicesOf } from '../../registry/index.ts';
import * as services from '../services.ts';
import { followLives, following } from './actions.ts';

let town: InsuranceTown;
before(async () => {
  town = await insuranceTown();
});
after(() => town.close());

const decision = { number: '12/QĐ-BHXH', issuedOn: '2026-01-15', issuer: 'Bảo hiểm xã hội thành phố Hà Nội' };
const ENTRY = '7/2026 TP/KT';

const die = (who: Who, diedOn: string) =>
  call(town.house, population.recordDeath, { number: town.number(who), diedOn, entryNumber: ENTRY }, byCivilStatus());
const revive = (who: Who) =>
  call(town.house, population.cancelDeath, { number: town.number(who), entryNumber: '8/2026 TP/KT' }, byCivilStatus());
async function follow(): Promise<void> {
  await settled(town.house.db.as('population'));
  await followLives(town.house);
}

/** A health-insurance card, and a monthly benefit; the months that were paid of it. */
async function insure(
  who: Who,
  { until, paid = [] }: { until?: string; paid?: readonly string[] } = {},
): Promise<string> {
  const number = town.number(who);
  const open = until ? { until } : {};
  await town.office(services.coverPerson, {
    number,
    objectCode: 'HT3',
    from: '2026-01-01',
    ...open,
    reason: 'hưởng chế độ hằng tháng',
    documentNumber: 'TK1',
  });
  const granted = {
    number,
    kind: 'survivor',
    amount: 1_170_000,
    per: 'month',
    from: '2026-01-01',
    ...open,
    decision,
  } as const;
  const { id } = await town.office(services.grantBenefit, granted);
  for (const month of paid) await town.office(services.payBenefit, { number, benefitId: id!, month });
  return id!;
}
const covers = (who: Who) =>
  town.ask<{ from: string; until: string | null }>(
    `SELECT lower(valid_during)::text AS from, upper(valid_during)::text AS until FROM insurance.coverage
      WHERE person_number = $1 ORDER BY 1`,
    [town.number(who)],
  );
const benefits = (who: Who) =>
  town.ask<{ from: string; until: string | null }>(
    `SELECT lower(valid_during)::text AS from, upper(valid_during)::text AS until FROM insurance.benefit
      WHERE person_number = $1 ORDER BY 1`,
    [town.number(who)],
  );
/** The calls that the log of the exchange has about a person: what their data log shows. */
const callsAbout = (who: Who) =>
  town.ask<{ service: string; receipt: string; fields: string[] }>(
    `SELECT service, receipt, fields FROM exchange.message JOIN exchange.subject USING (receipt)
      WHERE subject.personal_number = $1`,
    [town.number(who)],
  );
const owed = async (over: Partial<CallContext> = {}) =>
  (await town.office(services.listPaidAfterDeath, {}, over)).payments;
const owedBy = async (who: Who) => (await owed()).filter(({ number }) => number === town.number(who));

test('a death ends the card with its day and a monthly benefit with its month, on the entry of the death', async () => {
  await insure('KIM', { paid: ['2026-07', '2026-08', '2026-09', '2026-10'] });
  await die('KIM', '2026-08-15');
  assert.deepEqual(await covers('KIM'), [{ from: '2026-01-01', until: null }], 'nothing before it was followed');
  await follow();
  assert.deepEqual(await covers('KIM'), [{ from: '2026-01-01', until: '2026-08-16' }]);
  assert.deepEqual(await benefits('KIM'), [{ from: '2026-01-01', until: '2026-09-01' }]);
  const acts = await town.ask<{ kind: string; act: string; source: string; agency: string; receipt: string }>(
    `SELECT kind, act, source ->> 'number' AS source, done_by ->> 'agencyCode' AS agency, receipt FROM insurance.act
      WHERE act = 'end' ORDER BY position`,
  );
  assert.deepEqual(
    acts.map(({ kind, source, agency }) => [kind, source, agency]),
    [
      ['coverage', ENTRY, 'G12.98'],
      ['benefit', ENTRY, 'G12.98'],
    ],
  );
  const lines = await callsAbout('KIM');
  const asked = lines.find(({ receipt }) => receipt === acts[0]!.receipt)!;
  assert.deepEqual([asked.service, asked.fields], ['population.readLives', ['personalNumber', 'diedOn']]);
  assert.ok(lines.some(({ service }) => service === 'population.readEvents'));
});

test('what was paid for months after the death is listed for the office of the province until it is paid back', async () => {
  const listed = await owedBy('KIM');
  assert.deepEqual(
    listed.map(({ month, amount, diedOn, kind }) => [month, amount, diedOn, kind]),
    [
      ['2026-09', 1_170_000, '2026-08-15', 'survivor'],
      ['2026-10', 1_170_000, '2026-08-15', 'survivor'],
    ],
  );
  const saigon = { agency: { code: 'G12.98.79', name: 'Bảo hiểm xã hội TP.HCM' } };
  assert.deepEqual(await owed(saigon), [], 'another province has nothing to do with it');
  await assert.rejects(
    owed({ agency: { code: 'G12.98', name: 'Bảo hiểm xã hội Việt Nam' } }),
    refusedWith('insurance.other_office'),
  );
  const back = (month: string, over: Partial<CallContext> = {}) =>
    town.office(
      services.recoverPayment,
      { number: town.number('KIM'), benefitId: listed[0]!.benefitId, month, decision },
      over,
    );
  await assert.rejects(
    back('2026-08'),
    refusedWith('insurance.not_paid_after_death'),
    'the month of the death was due',
  );
  await assert.rejects(back('2026-09', saigon), refusedWith('insurance.other_office'));
  const key = { idempotencyKey: 'recover-september' };
  await back('2026-09', key);
  await back('2026-09', key);
  await assert.rejects(back('2026-09'), refusedWith('insurance.not_paid_after_death'));
  assert.deepEqual(
    (await owedBy('KIM')).map(({ month }) => month),
    ['2026-10'],
  );
  const pay = { number: town.number('KIM'), benefitId: listed[0]!.benefitId, month: '2026-11' };
  await assert.rejects(town.office(services.payBenefit, pay), refusedWith('insurance.not_due'));
});

test('a death that is taken back gives back what it had ended and nothing else', async () => {
  await insure('EM', { until: '2027-01-01', paid: ['2026-10'] });
  const stopped = await insure('GIANG');
  await die('EM', '2026-09-30');
  await die('GIANG', '2026-10-20');
  await follow();
  assert.equal((await owedBy('EM')).length, 1);
  // The office stops the benefit for another reason while she counts as dead.
  const stop = { number: town.number('GIANG'), benefitId: stopped, from: '2026-05-01', decision };
  await town.office(services.stopBenefit, stop);
  await revive('EM');
  await revive('GIANG');
  await follow();
  assert.deepEqual(await covers('EM'), [
    { from: '2026-01-01', until: '2026-10-01' },
    { from: '2026-10-01', until: '2027-01-01' },
  ]);
  assert.deepEqual(await benefits('EM'), [
    { from: '2026-01-01', until: '2026-10-01' },
    { from: '2026-10-01', until: '2027-01-01' },
  ]);
  assert.deepEqual(await owedBy('EM'), []);
  assert.equal((await covers('GIANG')).at(-1)!.until, null);
  assert.deepEqual(await benefits('GIANG'), [{ from: '2026-01-01', until: '2026-05-01' }], 'what was stopped stays so');
  assert.equal((await town.insured('EM')).diedOn, undefined);
  // And the same person may die after all, on another day.
  await die('EM', '2026-11-02');
  await follow();
  assert.deepEqual((await covers('EM')).at(-1), { from: '2026-10-01', until: '2026-11-03' });
});

test('a card that was to begin after the death never begins, and is there again when the death is taken back', async () => {
  const number = town.number('HOA');
  await town.office(services.coverPerson, {
    number,
    objectCode: 'GD4',
    from: '2026-11-15',
    until: '2027-11-15',
    reason: 'hộ gia đình',
    documentNumber: 'TK2',
  });
  await die('HOA', '2026-11-10');
  await follow();
  assert.deepEqual(await covers('HOA'), []);
  await revive('HOA');
  await follow();
  assert.deepEqual(await covers('HOA'), [{ from: '2026-11-15', until: '2027-11-15' }]);
});

test('cut off between acting and moving on, run by several at once and told twice, a death ends everything exactly once', async () => {
  await insure('DUNG', { paid: ['2026-10'] });
  await die('DUNG', '2026-09-01');
  await settled(town.house.db.as('population'));
  const before = await town.acts();
  let cuts = 0;
  const cutOff: typeof following = {
    ...following,
    async settle(tx, number, life) {
      await following.settle(tx, number, life);
      if (number === town.number('DUNG') && cuts++ < 2) throw new Error('killed after acting');
    },
  };
  assert.equal(await followAndAct(town.house, cutOff), 0);
  assert.equal(await town.acts(), before, 'what was cut off was not done');
  const [stuck] = await town.unapplied();
  assert.deepEqual([stuck!.name, stuck!.fault, stuck!.records], ['lives', 'fault', 1]);
  // It is tried again when its time has come, and others are not kept waiting.
  await insure('CHI');
  await die('CHI', '2026-11-01');
  await settled(town.house.db.as('population'));
  await followAndAct(town.house, cutOff);
  assert.equal((await covers('CHI')).at(-1)!.until, '2026-11-02');
  assert.equal((await covers('DUNG')).at(-1)!.until, null);
  const due = () => town.ask(`UPDATE insurance.follow_up SET due_at = told_at`);
  await due();
  await followAndAct(town.house, cutOff);
  await due();
  await Promise.all([1, 2, 3].map(() => followAndAct(town.house, following)));
  assert.equal((await covers('DUNG')).at(-1)!.until, '2026-09-02');
  const acts = await town.acts();
  // Everything is told again, as to who lost its cursor.
  await town.ask(`DELETE FROM insurance.event_cursor`);
  await follow();
  assert.equal(await town.acts(), acts, 'told twice is done once');
  assert.equal((await owedBy('DUNG')).length, 1);
  assert.deepEqual(await town.unapplied(), []);
});

test('the follower is told of deaths and merges alone, asks only about its own insured, and may ask for nothing more', async () => {
  const asFollower: CallContext = {
    caller: 'insurance',
    agency: { code: 'G12.98', name: 'Bảo hiểm xã hội Việt Nam' },
    actor: { kind: 'machine', name: 'insurance' },
    purpose: 'data-changes',
  };
  const number = town.number('BOSS');
  const details = {
    number,
    kind: 'correction',
    from: '2026-11-20',
    details: { hometown: 'Huế' },
    entryNumber: ENTRY,
  } as const;
  await call(town.house, population.changePersonalDetails, details, byCivilStatus());
  const born = {
    fullName: 'Nguyễn Thị Mới',
    sex: 'female',
    bornOn: '2026-11-19',
    birthPlace: 'Hà Nội',
    nationality: 'VN',
    provinceCode: '01',
    entryNumber: 'KS 1',
  } as const;
  const cased = { purpose: 'birth-registration', caseNumber: 'H26.00025-261120-0001' } as const;
  await call(town.house, population.registerNewborn, born, byCivilStatus(cased));
  // Nobody who is insured.
  await die('BINH', '2026-11-12');
  await settled(town.house.db.as('population'));
  const told: { kind: string; key: string[] | null; fields: string[] }[] = [];
  for (let cursor: string | null = null, hasMore = true; hasMore;) {
    const page: { events: typeof told; cursor: string | null; hasMore: boolean } = (
      await call(town.house, population.readEvents, cursor ? { cursor } : {}, asFollower)
    ).output;
    told.push(...page.events);
    ({ cursor, hasMore } = page);
  }
  assert.ok(told.every(({ kind, fields }) => kind === 'person' && fields.every((field) => field === 'diedOn')));
  const keys = new Set(told.map(({ key }) => key?.[0]));
  assert.ok(!keys.has(number), 'a corrected hometown is nobody’s business here');
  assert.ok(keys.has(town.number('BINH')));
  const [newborn] = await town.ask<{ number: string }>(`SELECT number FROM population.person WHERE full_name = $1`, [
    born.fullName,
  ]);
  assert.ok(!keys.has(newborn!.number), 'nor is a birth');
  await follow();
  const lines = await callsAbout('BINH');
  assert.ok(!lines.some(({ service }) => service === 'population.readLives'));
  for (const over of [{ caller: 'portal' }, { purpose: 'own-data' as const }])
    await assert.rejects(
      call(town.house, population.readLives, { numbers: [number] }, { ...asFollower, ...over }),
      refusedWith('exchange.no_right'),
    );
});

test('of who is sealed nothing is told and nothing is done', async () => {
  await insure('BOSS');
  const seals = sealServicesOf('population')!;
  const keeper = (idempotencyKey: string): CallContext => ({
    caller: 'registry',
    agency: { code: 'G01', name: 'Bộ Công an' },
    actor: {
      kind: 'official',
      number: '001090000011',
      officialId: 'o',
      role: 'seal-keeper',
      title: { vi: 'Cán bộ giữ niêm phong', en: 'Keeper of seals' },
      territoryCode: '',
    },
    purpose: 'sealed-data',
    idempotencyKey,
  });
  const why = { reason: 'Bảo vệ người làm chứng', source: { kind: 'decision', number: '7/QĐ-BCA' } };
  const asked = { kind: 'person', key: [town.number('BOSS')], fields: ['diedOn'], openTo: [], ...why };
  const { id } = (await call(town.house, seals.seal, asked, keeper('seal-boss'))).output;
  await die('BOSS', '2026-11-11');
  await follow();
  assert.equal((await covers('BOSS')).at(-1)!.until, null);
  const lines = await callsAbout('BOSS');
  assert.ok(!lines.some(({ service }) => service === 'population.readEvents'), 'not even that something ended');
  await call(town.house, seals.lift, { id, ...why }, keeper('lift-boss'));
});

test('what is held of somebody who was entered twice goes on under the number that stays, and comes back when the merge is undone', async () => {
  const benefitId = await insure('AN', { paid: ['2026-10'] });
  const act = await town.merge('AN', 'OLD');
  await follow();
  assert.deepEqual(await covers('AN'), []);
  assert.deepEqual(await covers('OLD'), [{ from: '2026-01-01', until: null }]);
  const now = await town.insured('OLD');
  assert.deepEqual(
    now.benefits.map(({ id, paid }) => [id, paid]),
    [[benefitId, 1_170_000]],
  );
  assert.ok(now.insuranceNumber, 'the insurance number that was given goes with the person');
  await town.undoMerge(act);
  await follow();
  assert.deepEqual(await covers('AN'), [{ from: '2026-01-01', until: null }]);
  assert.deepEqual(await covers('OLD'), []);
  // Merged again, and dead: the death of the one who stays ends what came from the other.
  await town.merge('AN', 'OLD');
  await die('OLD', '2026-10-31');
  await follow();
  assert.deepEqual(await covers('OLD'), [{ from: '2026-01-01', until: '2026-11-01' }]);
  assert.deepEqual(await benefits('OLD'), [{ from: '2026-01-01', until: '2026-11-01' }]);
});

test('a number that went on in a second and that in a third is held under the third, told as often as may be, and comes back step by step', async () => {
  const tellAgain = async () => {
    await town.ask(`DELETE FROM insurance.event_cursor`);
    await follow();
  };
  await tellAgain();
  await insure('LAN');
  const first = await town.merge('LAN', 'MAI');
  await follow();
  const second = await town.merge('MAI', 'NGA');
  await follow();
  assert.deepEqual(await covers('NGA'), [{ from: '2026-01-01', until: null }]);
  const acts = await town.acts();
  await tellAgain();
  assert.equal(await town.acts(), acts, 'told again nothing moves');
  await town.undoMerge(second);
  await follow();
  assert.deepEqual(await covers('MAI'), [{ from: '2026-01-01', until: null }]);
  await town.undoMerge(first);
  await follow();
  assert.deepEqual(await covers('LAN'), [{ from: '2026-01-01', until: null }]);
  assert.deepEqual([await covers('MAI'), await covers('NGA'), await town.unapplied()], [[], [], []]);
});
