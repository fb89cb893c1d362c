import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CivilStatusHouse, civilStatusHouse } from '../../../../test/support/civil-status.ts';
import { settled } from '../../../../test/support/settled.ts';
import { cancelEntry, registerDeath } from '../../civil-status/services.ts';
import { call } from '../../exchange/index.ts';
import { provided } from '../index.ts';
import { coverPerson } from '../services.ts';
import { followLives } from './actions.ts';

/** From the book of deaths of a commune to the card: three registers of three agencies, each by its own right. */

const TODAY = '2026-11-20';
const DECEASED = 'Cụ Sắp Mất';
let town: CivilStatusHouse;

before(async () => {
  town = await civilStatusHouse(
    [
      { fullName: DECEASED, sex: 'male', bornOn: '1930-01-01' },
      { fullName: 'Con Của Cụ', sex: 'male', bornOn: '1960-01-01', father: DECEASED },
    ],
    TODAY,
    provided,
  );
  await call(
    town.house,
    coverPerson,
    {
      number: town.numberOf(DECEASED),
      objectCode: 'HT3',
      from: '2026-01-01',
      reason: 'hưởng lương hưu',
      documentNumber: 'TK1',
    },
    {
      caller: 'insurance',
      agency: { code: 'G12.98.01', name: 'Bảo hiểm xã hội thành phố Hà Nội' },
      actor: { kind: 'machine', name: 'test' },
      purpose: 'social-insurance',
      idempotencyKey: 'cover-the-old-man',
    },
  );
});
after(() => town.close());

const covered = () =>
  town.ask<{ from: string; until: string | null; source: string }>(
    `SELECT lower(valid_during)::text AS from, upper(valid_during)::text AS until, act.source ->> 'number' AS source
      FROM insurance.coverage JOIN insurance.act ON act.position = coverage.act WHERE person_number = $1 ORDER BY 1`,
    [town.numberOf(DECEASED)],
  );
async function follow(): Promise<void> {
  await settled(town.house.db.as('population'));
  await followLives(town.house);
}

test('a death that is registered at civil status ends the card, and the cancelled entry gives it back', async () => {
  const { output } = await call(
    town.house,
    registerDeath,
    {
      deceasedNumber: town.numberOf(DECEASED),
      diedOn: '2026-11-15',
      place: 'Tại nhà',
      declarantNumber: town.numberOf('Con Của Cụ'),
      declarantIs: 'child',
      ...town.by,
    },
    town.asOfficer(),
  );
  await follow();
  const [entry] = await town.ask<{ source: string }>(
    `SELECT source ->> 'number' AS source FROM population.act WHERE kind = 'person' AND act = 'end'`,
  );
  assert.deepEqual(await covered(), [{ from: '2026-01-01', until: '2026-11-16', source: entry!.source }]);
  await call(
    town.house,
    cancelEntry,
    { entryId: output.entryId, reason: 'Đăng ký không đúng quy định', ...town.by },
    town.asOfficer(),
  );
  await follow();
  assert.deepEqual(
    (await covered()).map(({ from, until }) => [from, until]),
    [
      ['2026-01-01', '2026-11-16'],
      ['2026-11-16', null],
    ],
  );
});
