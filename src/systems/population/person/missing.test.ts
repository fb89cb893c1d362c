import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type PopulationHouse,
  byCivilStatus,
  byIdentityOffice,
  byPolice,
  populationHouse,
  refusedWith,
} from '../../../../test/support/population.ts';
import { call } from '../../exchange/index.ts';
import { WARD } from '../example/small-country.ts';
import * as services from '../services.ts';

const TODAY = '2026-11-20';
const MINH = 'Nguyễn Văn Minh';
const LAN = 'Trần Thị Lan';
const TAM = 'Hồ Thị Tâm';
const judgment = { reason: 'Tòa án tuyên bố mất tích', documentNumber: '12/2026/QĐST-DS' };

let country: PopulationHouse;
const number = (name: string) => country.numberOf(name);
const declare = (name: string, more: object = {}, by = byIdentityOffice()) =>
  call(
    country.house,
    services.declareMissing,
    {
      number: number(name),
      from: '2026-10-01',
      lastSeenOn: '2023-05-01',
      court: 'Tòa án nhân dân khu vực 1, Hà Nội',
      ...judgment,
      ...more,
    },
    by,
  );
const end = (name: string, from: string) =>
  call(country.house, services.endMissing, { number: number(name), from, ...judgment }, byIdentityOffice());
const resident = async (name: string) =>
  (await call(country.house, services.readResident, { number: number(name) }, byPolice())).output;
const cards = async (name: string) =>
  (await call(country.house, services.readIdentityDocuments, { number: number(name) }, byIdentityOffice())).output
    .cards;

before(async () => {
  country = await populationHouse(
    [
      { fullName: MINH, sex: 'male', bornOn: '1985-03-02', household: 'minh' },
      { fullName: LAN, sex: 'female', bornOn: '1987-08-14', household: 'minh' },
      { fullName: TAM, sex: 'female', bornOn: '1991-01-01' },
    ],
    TODAY,
  );
  const spouses = [MINH, LAN].map((name) => ({ kind: 'person' as const, number: number(name) }));
  const marriage = { spouses, from: '2010-01-01', entryNumber: '1/2010' };
  await call(country.house, services.recordMarriage, marriage, byCivilStatus());
});
after(() => country?.close());

test('a declaration needs two years without news, and a day that has come', async () => {
  await assert.rejects(declare(MINH, { lastSeenOn: '2024-10-02' }), refusedWith('population.missing_too_soon'));
  await assert.rejects(declare(MINH, { from: '2026-11-21' }), refusedWith('population.date_to_come'));
  await assert.rejects(declare(MINH, { lastSeenOn: '1980-01-01' }), refusedWith('population.before_birth'));
  await assert.rejects(declare(MINH, { from: '2025-06-01' }), refusedWith('population.changed_since'));
  await assert.rejects(declare(MINH, {}, byPolice()), refusedWith('exchange.no_right'));
});

test('who is declared missing is registered nowhere, the card is withheld, the marriage goes on', async () => {
  const by = byIdentityOffice();
  await declare(MINH, {}, by);
  await declare(MINH, {}, by);
  const minh = await resident(MINH);
  assert.deepEqual([minh.home, minh.missingSince], [undefined, '2026-10-01']);
  assert.equal((await cards(MINH))[0]!.state, 'withheld');
  const { output } = await call(country.house, services.readFamily, { number: number(MINH) }, byCivilStatus());
  assert.equal(output.spouse?.number, number(LAN));
  await assert.rejects(declare(MINH), refusedWith('population.missing'));
  const headless = await call(country.house, services.readHeadlessHouseholds, { communeCode: WARD }, byPolice());
  assert.equal(headless.output.households.length, 1);
  const stay = {
    number: number(MINH),
    communeCode: WARD,
    addressLine: 'Số 1',
    why: 'work' as const,
    lastDay: '2027-01-01',
    reason: 'x',
    applicationNumber: '1',
  };
  await assert.rejects(call(country.house, services.registerStay, stay, byPolice()), refusedWith('population.missing'));
});

test('who is found has a good card again, and registers anew', async () => {
  await assert.rejects(end(TAM, TODAY), refusedWith('population.not_missing'));
  await end(MINH, '2026-11-15');
  assert.equal((await cards(MINH))[0]!.state, 'issued');
  const minh = await resident(MINH);
  assert.deepEqual([minh.home, minh.missingSince], [undefined, undefined]);
});

test('who is declared dead by a court after being missing is missing no longer', async () => {
  await declare(TAM);
  const death = { number: number(TAM), diedOn: '2026-11-10', entryNumber: '77/2026' };
  await call(country.house, services.recordDeath, death, byCivilStatus());
  assert.equal((await resident(TAM)).missingSince, undefined);
  assert.equal((await cards(TAM))[0]!.state, 'revoked');
  await assert.rejects(declare(TAM, { from: '2026-11-12' }), refusedWith('population.dead'));
});
