import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type PopulationHouse,
  byCivilStatus,
  populationHouse,
  refusedWith,
} from '../../../../test/support/population.ts';
import { call } from '../../exchange/index.ts';
import * as services from '../services.ts';

const TODAY = '2026-11-20';
const ENTRY = '12/2026 TP/KT';
const BINH = 'Nguyễn Văn Bình';
const CUC = 'Phạm Thị Cúc';
const MINH = 'Nguyễn Văn Minh';
const LAN = 'Trần Thị Lan';
const HOA = 'Lê Thị Hoa';
const TAM = 'Hồ Thị Tâm';
const DUNG = 'Đỗ Văn Dũng';

let country: PopulationHouse;
const number = (name: string) => country.numberOf(name);

before(async () => {
  country = await populationHouse(
    [
      { fullName: BINH, sex: 'male', bornOn: '1950-01-01' },
      { fullName: CUC, sex: 'female', bornOn: '1955-01-01' },
      { fullName: MINH, sex: 'male', bornOn: '1980-03-02', father: BINH, mother: CUC },
      { fullName: LAN, sex: 'female', bornOn: '2005-08-14', father: MINH },
      { fullName: HOA, sex: 'female', bornOn: '1990-01-01' },
      { fullName: DUNG, sex: 'male', bornOn: '1985-01-01' },
      { fullName: TAM, sex: 'female', bornOn: '1991-01-01' },
    ],
    TODAY,
  );
});
after(() => country?.close());

const read = async (name: string, on?: string) =>
  (await call(country.house, services.readPerson, { number: number(name), ...(on ? { on } : {}) }, byCivilStatus()))
    .output.person;
const family = async (name: string, on?: string) =>
  (await call(country.house, services.readFamily, { number: number(name), ...(on ? { on } : {}) }, byCivilStatus()))
    .output;
const homes = (name: string) =>
  country.ask<{ from: string; until: string | null }>(
    `SELECT lower(valid_during) AS from, upper(valid_during) AS until FROM population.residence
      WHERE person_number = $1 ORDER BY valid_during`,
    [number(name)],
  );
const details = (name: string, kind: 'change' | 'correction', from: string, given: object) =>
  call(
    country.house,
    services.changePersonalDetails,
    { number: number(name), kind, from, details: given, entryNumber: ENTRY },
    byCivilStatus(),
  );
const marry = (one: string, other: string, from: string) =>
  call(
    country.house,
    services.recordMarriage,
    {
      spouses: [one, other].map((name) => ({ kind: 'person' as const, number: number(name) })),
      from,
      entryNumber: ENTRY,
    },
    byCivilStatus(),
  );
const die = (name: string, diedOn: string) =>
  call(
    country.house,
    services.recordDeath,
    { number: number(name), diedOn, place: 'Hà Nội', entryNumber: ENTRY },
    byCivilStatus(),
  );

test('a name changes from a day on; before it the old one stands', async () => {
  await details(HOA, 'change', '2024-05-01', { fullName: 'Lê Thị Hoa Mai' });
  assert.equal((await read(HOA))?.fullName, 'Lê Thị Hoa Mai');
  assert.equal((await read(HOA, '2024-04-30'))?.fullName, HOA);
  assert.equal(await read(HOA, '1989-12-31'), undefined);
});

test('a change told of late goes on into what came after it', async () => {
  await details(HOA, 'change', '2022-01-01', { nationality: 'FR' });
  assert.deepEqual(
    [(await read(HOA))?.nationality, (await read(HOA))?.fullName, (await read(HOA, '2021-12-31'))?.nationality],
    ['FR', 'Lê Thị Hoa Mai', 'VN'],
  );
});

test('a correction mends every version that says the same wrong thing, and the beginning moves with the birth', async () => {
  await details(HOA, 'correction', '2025-01-01', { bornOn: '1990-03-04', hometown: 'Huế' });
  for (const on of ['1990-03-04', '2022-06-01', TODAY]) {
    const then = await read(HOA, on);
    assert.deepEqual([then?.bornOn, then?.hometown], ['1990-03-04', 'Huế']);
  }
  assert.equal(await read(HOA, '1990-03-03'), undefined);
  await details(HOA, 'correction', '2025-01-01', { bornOn: '1989-12-31' });
  assert.equal((await read(HOA, '1990-01-15'))?.bornOn, '1989-12-31');
});

test('a corrected birth moves since when the parents are so', async () => {
  await details(LAN, 'correction', TODAY, { bornOn: '2005-08-24' });
  assert.equal((await family(LAN)).father?.since, '2005-08-24');
  assert.equal((await family(LAN, '2005-08-20')).father, undefined);
  await details(LAN, 'correction', TODAY, { bornOn: '2005-08-14' });
  assert.equal((await family(LAN, '2005-08-14')).father?.fullName, MINH);
});

test('nobody is corrected to be born before a parent or after a child, and a birth does not change', async () => {
  await assert.rejects(
    details(MINH, 'correction', TODAY, { bornOn: '1949-01-01' }),
    refusedWith('population.birth_order'),
  );
  await assert.rejects(
    details(MINH, 'correction', TODAY, { bornOn: '2006-01-01' }),
    refusedWith('population.birth_order'),
  );
  await assert.rejects(
    details(MINH, 'change', TODAY, { bornOn: '1981-01-01' }),
    refusedWith('population.not_changeable'),
  );
  await assert.rejects(
    details(MINH, 'change', '1970-01-01', { fullName: 'Ai' }),
    refusedWith('population.before_birth'),
  );
});

test('with a death the marriage ends for both; taken back, it goes on, and the register says so', async () => {
  await marry(BINH, CUC, '1975-06-01');
  const key = byCivilStatus();
  const asked = { number: number(BINH), diedOn: '2026-10-01', place: 'Bệnh viện Bạch Mai', entryNumber: ENTRY };
  const [one, two] = await Promise.all([1, 2].map(() => call(country.house, services.recordDeath, asked, key)));
  assert.deepEqual(one!.output.position, two!.output.position);
  assert.equal(one!.output.widowedNumber, number(CUC));
  assert.equal((await read(BINH))?.diedOn, '2026-10-01');
  assert.equal((await read(BINH, '2026-09-30'))?.diedOn, undefined);
  assert.deepEqual(await homes(BINH), [{ from: '2025-07-01', until: '2026-10-02' }]);
  assert.equal((await family(CUC)).spouse, undefined);
  assert.equal((await family(CUC, '2026-09-30')).spouse?.fullName, BINH);
  // The civil-status officer ends the marriage too: it has ended.
  const { output } = await call(
    country.house,
    services.endMarriage,
    { spouseNumber: number(CUC), from: '2026-10-01', basis: 'death', entryNumber: ENTRY },
    byCivilStatus(),
  );
  assert.equal(output.position, undefined);

  await call(country.house, services.cancelDeath, { number: number(BINH), entryNumber: ENTRY }, byCivilStatus());
  assert.equal((await read(BINH))?.diedOn, undefined);
  assert.equal((await family(CUC)).spouse?.fullName, BINH);
  assert.equal((await homes(BINH)).at(-1)?.until, null);
  await assert.rejects(
    call(country.house, services.cancelDeath, { number: number(BINH), entryNumber: ENTRY }, byCivilStatus()),
    refusedWith('population.not_dead'),
  );
});

test('a widow who married again stays married when the first spouse is found alive', async () => {
  await marry(MINH, HOA, '2015-01-01');
  await die(MINH, '2025-09-01');
  await assert.rejects(marry(MINH, TAM, '2025-12-01'), refusedWith('population.dead'));
  await marry(DUNG, HOA, '2026-01-01');
  await call(country.house, services.cancelDeath, { number: number(MINH), entryNumber: ENTRY }, byCivilStatus());
  assert.equal((await read(MINH))?.diedOn, undefined);
  assert.equal((await family(MINH)).spouse, undefined);
  assert.equal((await family(HOA)).spouse?.fullName, DUNG);
});

test('a death is refused before birth, in the future, a second time, and before what was said since', async () => {
  await assert.rejects(die(TAM, '1990-01-01'), refusedWith('population.before_birth'));
  await assert.rejects(die(TAM, '2026-11-21'), refusedWith('population.death_to_come'));
  await assert.rejects(die(HOA, '2023-01-01'), refusedWith('population.changed_after_death'));
  await die(TAM, '2026-11-20');
  await assert.rejects(die(TAM, '2026-11-19'), refusedWith('population.dead'));
  await assert.rejects(details(TAM, 'change', '2026-11-21', { fullName: 'Ai Đó' }), refusedWith('population.dead'));
  await details(TAM, 'correction', TODAY, { fullName: 'Hồ Thanh Tâm' });
  assert.equal((await read(TAM))?.fullName, 'Hồ Thanh Tâm');
});
