import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type InsuranceTown, insuranceTown, refusedWith } from '../../../../test/support/insurance-town.ts';

let town: InsuranceTown;
before(async () => {
  town = await insuranceTown();
});
after(() => town.close());

test('a file of changes is done row by row: who is right is recorded, each wrong row says its field and rule', async () => {
  const { declaration, rows } = await town.declare('2026-10', [
    ['AN', 'TM', '01/10/2026', '20.000.000'],
    ['BINH', 'TM', '2026-10-05', '9000000'],
    ['CHILD', 'TM', '01/10/2026', '9000000'],
    ['DEAD', 'TM', '01/10/2026', '9000000'],
    ['001090999999,Nguyễn Không Ai', 'TM', '01/10/2026', '9000000'],
    ['CHI', 'TM', '01/11/2026', '9000000'],
    ['CHI', 'TM', '31/09/2026', '9000000'],
    ['CHI', 'TM', '01/10/2026', 'nhiều'],
    ['CHI', 'XX', '01/10/2026', '9000000'],
    ['12345,Lê Thị Chi', 'TM', '01/10/2026', '9000000'],
    ['CHI', 'DC', '01/10/2026', '9000000'],
    ['AN', 'TM', '02/10/2026', '20000000'],
  ]);
  assert.equal(declaration.state, 'partly');
  assert.deepEqual([declaration.acceptedCount, declaration.refusedCount, declaration.unchangedCount], [2, 10, 0]);
  assert.deepEqual(
    rows.filter(({ outcome }) => outcome === 'refused').map(({ row, field, rule }) => `${row} ${field} ${rule}`),
    [
      '4 from insurance.row_too_young',
      '5 personNumber insurance.row_died',
      '6 personNumber insurance.row_unknown_person',
      '7 from insurance.row_other_month',
      '8 from insurance.row_day',
      '9 wage insurance.row_wage',
      '10 change insurance.row_change',
      '11 personNumber insurance.row_number',
      '12 personNumber insurance.row_not_here',
      '13 from insurance.row_joined_already',
    ],
  );
  const { workers, months } = await town.employer();
  assert.deepEqual(
    workers.map(({ fullName, wage, since }) => [fullName, wage, since]),
    [
      [town.name('AN'), 20_000_000, '2026-10-01'],
      [town.name('BINH'), 9_000_000, '2026-10-05'],
    ],
  );
  // 25.5 % social and accident, 4.5 % health, 2 % unemployment: 32 % of both wages.
  assert.deepEqual(months, [{ month: '2026-10', workers: 2, due: 9_280_000 }]);
});

test('the same file again changes nothing, and is the same declaration', async () => {
  const rows = [['CHI', 'TM', '01/10/2026', '8000000']];
  const first = await town.declare('2026-10', rows);
  const acts = await town.acts();
  const again = await town.declare('2026-10', rows);
  assert.equal(again.declaration.id, first.declaration.id);
  assert.equal(await town.acts(), acts);
});

test('half a file loses nothing: the whole one finds its rows there and does the rest', async () => {
  const half = await town.declareText(
    '2026-11',
    `${town.row('EM', 'TM', '01/11/2026', '7000000')}\r\n${town.row('GIANG', 'TM', '01/11/2026', '70')}`,
  );
  assert.deepEqual(
    half.rows.map(({ outcome, rule }) => rule ?? outcome),
    ['insurance.row_cut', 'accepted'],
  );
  const whole = await town.declare('2026-11', [
    ['EM', 'TM', '01/11/2026', '7000000'],
    ['GIANG', 'TM', '01/11/2026', '7000000'],
  ]);
  assert.deepEqual(
    whole.rows.map(({ outcome }) => outcome),
    ['unchanged', 'accepted'],
  );
  assert.equal(whole.declaration.state, 'accepted');
});

test('a declaration that was cut off is gone on with by the job, and by nobody twice', async () => {
  const { declaration } = await town.declare('2026-09', [['HOA', 'TM', '01/09/2026', '10000000']]);
  // As after a process died between two rows.
  await town.ask(`UPDATE insurance.declaration SET state = 'received' WHERE id = $1`, [declaration.id]);
  await town.ask(
    `INSERT INTO insurance.declaration_row (declaration_id, row, given) SELECT declaration_id, 3,
       jsonb_set(jsonb_set(given, '{change}', '"DC"'), '{wage}', '"11000000"') FROM insurance.declaration_row WHERE declaration_id = $1`,
    [declaration.id],
  );
  await Promise.all([town.work(declaration.id), town.work(declaration.id)]);
  const found = await town.read(declaration.id);
  assert.equal(found.declaration.state, 'accepted');
  assert.equal(found.declaration.acceptedCount, 2);
  const told = await town.ask<{ count: number }>(
    `SELECT count(*)::int AS count FROM insurance.act WHERE kind = 'participation' AND key[1] = $1 AND act = 'change'`,
    [town.number('HOA')],
  );
  assert.equal(told[0]!.count, 2, 'the wage of both schemes, once each');
});

test('a wage changes from a day on; who leaves has a card to the end of the month; somebody else’s worker is refused', async () => {
  await town.declare('2026-10', [['DUNG', 'TM', '01/10/2026', '10000000']]);
  const other = await town.declare('2026-10', [['DUNG', 'TM', '05/10/2026', '10000000']], 'OTHER');
  assert.equal(other.declaration.state, 'rejected');
  assert.equal(other.rows[0]!.rule, 'insurance.row_elsewhere');
  await town.declare('2026-11', [['DUNG', 'DC', '01/11/2026', '12000000']]);
  await town.declare('2026-11', [['DUNG', 'GH', '10/11/2026', '']]);
  const again = await town.declare('2026-11', [['DUNG', 'GH', '10/11/2026', '0']]);
  assert.equal(again.rows[0]!.outcome, 'unchanged');
  const insured = await town.insured('DUNG');
  assert.deepEqual(
    insured.periods
      .filter(({ scheme }) => scheme === 'unemployment')
      .map(({ wage, from, until }) => [wage, from, until]),
    [
      [12_000_000, '2026-11-01', '2026-11-10'],
      [10_000_000, '2026-10-01', '2026-11-01'],
    ],
  );
  assert.equal(insured.cards[0]!.validUntil, '2026-11-30');
  // Fourteen working days and more of November lie after the tenth: nothing is due for it.
  assert.deepEqual(
    insured.contributions.map(({ month }) => month),
    ['2026-10'],
  );
});

test('only who represents the enterprise may declare or look; not for a month to come, and not for one that was paid', async () => {
  await assert.rejects(town.declare('2026-10', [], 'ACME', 'BINH'), refusedWith('insurance.not_representative'));
  await assert.rejects(town.employer('ACME', 'BINH'), refusedWith('insurance.not_representative'));
  await assert.rejects(town.declare('2026-12', []), refusedWith('insurance.month_to_come'));
  await assert.rejects(town.declare('2022-09', []), refusedWith('insurance.no_rates'));
  await assert.rejects(town.declareText('2026-10', 'x', 'a,b\n'), refusedWith('insurance.columns_missing'));
  await town.declare('2026-08', [['KIM', 'TM', '01/08/2026', '10000000']], 'OTHER');
  const due = 3_200_000;
  await assert.rejects(town.pay('2026-08', due - 1, 'OTHER'), refusedWith('insurance.amount_differs'));
  await assert.rejects(town.pay('2026-07', due, 'OTHER'), refusedWith('insurance.nothing_due'));
  await assert.rejects(town.pay('2026-08', due, 'OTHER', 'G12.98.79'), refusedWith('insurance.other_office'));
  await town.pay('2026-08', due, 'OTHER');
  await assert.rejects(town.pay('2026-08', due, 'OTHER'), refusedWith('register.overlap'));
  await assert.rejects(
    town.declare('2026-08', [['KIM', 'GH', '15/08/2026', '']], 'OTHER'),
    refusedWith('insurance.month_paid'),
  );
  const [paid] = (await town.insured('KIM')).contributions;
  assert.equal(paid!.paidOn, '2026-11-15');
});
