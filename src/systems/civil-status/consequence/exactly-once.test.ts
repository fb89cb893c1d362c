import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type CivilStatusHouse, civilStatusHouse } from '../../../../test/support/civil-status.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { call, provide, publish } from '../../exchange/index.ts';
import { provided as population } from '../../population/index.ts';
import { readFamily, recordMarriage } from '../../population/services.ts';
import { provided as civilStatus } from '../index.ts';
import { readEntry, registerMarriage, retryConsequences } from '../services.ts';
import { carryOut } from './actions.ts';

/** An entry and what it does in the population register: both, and each once, wherever the process is cut off. */

const TODAY = '2026-11-20';
const COUPLES = 24;
const husbandName = (i: number) => `Chồng Số ${letters(i)}`;
const wifeName = (i: number) => `Vợ Số ${letters(i)}`;
const letters = (i: number) => `${String.fromCharCode(65 + (i % 26))}${String.fromCharCode(97 + Math.trunc(i / 26))}`;
let town: CivilStatusHouse;
let next = 0;

before(async () => {
  const couples = Array.from({ length: COUPLES }, (_, i) => [
    { fullName: husbandName(i), sex: 'male' as const, bornOn: '1990-01-01' },
    { fullName: wifeName(i), sex: 'female' as const, bornOn: '1991-01-01' },
  ]);
  town = await civilStatusHouse(couples.flat(), TODAY);
});
after(() => town.close());

const coupleOf = (i: number) => ({ husband: town.person(husbandName(i)), wife: town.person(wifeName(i)) });
const marry = (i: number, context = town.asOfficer(), house: House = town.house) =>
  call(house, registerMarriage, { ...coupleOf(i), bothConsented: true, ...town.by }, context);
const spouseOf = async (i: number) =>
  (await call(town.house, readFamily, { number: town.numberOf(husbandName(i)) }, town.asOfficer())).output.spouse;
const versions = (i: number) =>
  town.ask<{ count: number }>(
    `SELECT count(*)::int AS count FROM population.relation WHERE kind = 'spouse' AND person_number = $1`,
    [town.numberOf(husbandName(i))],
  );

/** The same house with a population register that fails as told when a marriage comes in. */
function houseThatFails(when: 'before' | 'after', failure: () => Error): House {
  const broken: House = { ...town.house };
  const real = population.find(({ contract }) => contract.name === recordMarriage.name)!;
  const others = [...population, ...civilStatus].filter(({ contract }) => contract.name !== recordMarriage.name);
  publish(broken, [
    ...others,
    provide(recordMarriage, async (_house, input, context) => {
      if (when === 'after') await real.handler(town.house, input, context);
      throw failure();
    }),
  ]);
  return broken;
}

test('killed between the entry and the population register, the job makes it good, once', async () => {
  for (const when of ['before', 'after'] as const) {
    const i = next++;
    const context = town.asOfficer();
    await assert.rejects(
      marry(
        i,
        context,
        houseThatFails(when, () => new Error('killed')),
      ),
      /killed/,
    );
    const [entry] = await town.ask<{ id: string }>(
      `SELECT entry_id AS id FROM civil_status.party WHERE number = $1 AND book = 'marriage'`,
      [town.numberOf(husbandName(i))],
    );
    assert.ok(entry, `the entry stands when killed ${when} the other register`);
    const [job] = await town.ask<{ payload: { entryId: string } }>(
      `SELECT payload FROM graphile_worker._private_jobs WHERE payload ->> 'entryId' = $1`,
      [entry.id],
    );
    assert.equal(job?.payload.entryId, entry.id);
    // The job, twice, and the officer who presses again under the same key.
    assert.deepEqual(await Promise.all([carryOut(town.house, entry.id), carryOut(town.house, entry.id)]), [
      'done',
      'done',
    ]);
    const again = await marry(i, context);
    assert.deepEqual([again.output.entryId, again.output.consequences], [entry.id, 'done']);
    assert.equal((await spouseOf(i))?.number, town.numberOf(wifeName(i)));
    assert.deepEqual(await versions(i), [{ count: 1 }]);
  }
});

test('what the population register refuses is told to the officer, and can be told again', async () => {
  const i = next++;
  const broken = houseThatFails('before', () => new Refusal('population.unknown_person', 422));
  const { output } = await marry(i, town.asOfficer(), broken);
  assert.equal(output.consequences, 'refused');
  const { entry } = (await call(town.house, readEntry, { entryId: output.entryId }, town.asOfficer())).output;
  assert.deepEqual(
    entry.consequences.map(({ service, status, refusal }) => [service, status, refusal]),
    [['population.recordMarriage', 'refused', 'population.unknown_person']],
  );
  const told = await call(town.house, retryConsequences, { entryId: output.entryId }, town.asOfficer());
  assert.equal(told.output.consequences, 'done');
  assert.equal((await spouseOf(i))?.number, town.numberOf(wifeName(i)));
});

test('numbers of a book have no gaps and no doubles, however many register at once and whatever is refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 2, maxLength: 8 }), async (wanted) => {
      const work = wanted.map((isGood) => {
        const i = isGood && next < COUPLES ? next++ : 0;
        return marry(i);
      });
      await Promise.allSettled(work);
      const rows = await town.ask<{ number: string }>(
        `SELECT number FROM civil_status.entry WHERE book = 'marriage' AND upper_inf(valid_during)`,
      );
      const serials = rows.map(({ number }) => Number(number.split('/')[0])).sort((a, b) => a - b);
      assert.deepEqual(
        serials,
        serials.map((_, index) => index + 1),
      );
      const [counter] = await town.ask<{ last: number }>(
        `SELECT last_serial AS last FROM civil_status.entry_counter WHERE book = 'marriage'`,
      );
      assert.equal(counter!.last, serials.length);
    }),
    { numRuns: 4 },
  );
});
