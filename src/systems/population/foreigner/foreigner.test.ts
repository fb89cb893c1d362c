import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readPersonalNumber } from '../../../country/index.ts';
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
const LAN = 'Trần Thị Lan';
const AN = 'Trần Minh An';
const HUNG = 'Lê Văn Hùng';
const decision = { reason: 'Quyết định của Chủ tịch nước', documentNumber: '812/QĐ-CTN' };
const passport = { passportNumber: 'FR1234567', passportExpiresOn: '2031-05-01' };
const home = { communeCode: WARD, addressLine: 'Số 3, phố Ngọc Khánh' };

let country: PopulationHouse;
let id: string;
let became: string;
const number = (name: string) => country.numberOf(name);
const by = () => byIdentityOffice({ purpose: 'foreigner-management' });
const enter = (more: object = {}, as = by()) =>
  call(
    country.house,
    services.registerForeigner,
    { fullName: 'Jean Martin', bornOn: '1984-04-04', nationality: 'FR', ...passport, ...home, ...decision, ...more },
    as,
  );
const versions = async (of = id) =>
  (await call(country.house, services.readForeigner, { id: of }, by())).output.versions;
const card = (cardKind: 'temporary' | 'permanent', lastDay: string) =>
  call(country.house, services.issueResidenceCard, { id, cardKind, lastDay, ...home, ...decision }, by());
const naturalise = (more: object = {}, as = by()) =>
  call(
    country.house,
    services.naturalise,
    {
      id,
      fullName: 'Trần Giang Minh',
      sex: 'male',
      provinceCode: '01',
      from: '2026-11-10',
      ...decision,
      ...more,
    } as never,
    as,
  );
const family = async (of: string, on: string) =>
  (await call(country.house, services.readFamily, { number: of, on }, byCivilStatus())).output;

before(async () => {
  country = await populationHouse(
    [
      { fullName: LAN, sex: 'female', bornOn: '1987-08-14' },
      { fullName: AN, sex: 'male', bornOn: '2015-05-05', household: LAN, relation: 'child', mother: LAN },
      { fullName: HUNG, sex: 'male', bornOn: '1980-01-01' },
    ],
    TODAY,
  );
  const jean = {
    kind: 'foreigner' as const,
    fullName: 'Jean Martin',
    bornOn: '1984-04-04',
    nationality: 'FR',
    passportNumber: passport.passportNumber,
  };
  const spouses = [{ kind: 'person' as const, number: number(LAN) }, jean];
  await call(
    country.house,
    services.recordMarriage,
    { spouses, from: '2014-01-01', entryNumber: '1/2014' },
    byCivilStatus(),
  );
  const father = {
    childNumber: number(AN),
    role: 'father' as const,
    parent: jean,
    from: '2015-05-05',
    basis: 'birth' as const,
  };
  await call(country.house, services.recordParent, { ...father, entryNumber: '2/2015' }, byCivilStatus());
  ({ id } = (await country.ask<{ id: string }>(`SELECT id FROM population.foreigner`))[0]!);
});
after(() => country?.close());

test('a foreigner is entered once; who is known by the passport is not entered again', async () => {
  await assert.rejects(enter(), refusedWith('foreigner.known'));
  const as = by();
  const other = { fullName: 'Kim Min-ji', nationality: 'KR', passportNumber: 'M1234567' };
  const entered = await enter(other, as);
  assert.equal((await enter(other, as)).output.id, entered.output.id);
  await assert.rejects(
    enter({ nationality: 'VN', passportNumber: 'B1234567' }),
    refusedWith('foreigner.is_vietnamese'),
  );
  const old = { passportNumber: 'OLD12345', passportExpiresOn: '2026-11-20' };
  await assert.rejects(enter(old), refusedWith('foreigner.passport_over'));
  await assert.rejects(enter({ passportNumber: 'X1234567' }, byPolice()), refusedWith('exchange.no_right'));
  const found = await call(country.house, services.findForeigners, { words: 'kim' }, by());
  assert.deepEqual(
    found.output.foreigners.map(({ fullName }) => fullName),
    ['Kim Min-ji'],
  );
});

test('a temporary card ends thirty days before the passport, any card within ten years', async () => {
  await assert.rejects(card('temporary', '2028-01-01'), refusedWith('foreigner.passport_over'));
  const renewed = { id, passportNumber: 'FR7654321', passportExpiresOn: '2031-05-01', ...decision };
  await call(country.house, services.changePassport, renewed, by());
  await assert.rejects(card('temporary', '2031-04-15'), refusedWith('foreigner.card_beyond_passport'));
  await assert.rejects(card('permanent', '2036-11-21'), refusedWith('foreigner.card_too_long'));
  await assert.rejects(card('temporary', TODAY), refusedWith('foreigner.card_over'));
  const { output } = await card('temporary', '2029-11-19');
  assert.match(output.cardNumber, /^TT-/);
  assert.equal((await versions())[0]!.cardExpiresOn, '2029-11-19');
  await call(country.house, services.endResidenceCard, { id, ...decision }, by());
  await assert.rejects(
    call(country.house, services.endResidenceCard, { id, ...decision }, by()),
    refusedWith('foreigner.no_card'),
  );
});

test('who is naturalised gets a personal number, and keeps the line to who they were and to the family', async () => {
  await assert.rejects(naturalise({ from: '2026-11-21' }), refusedWith('population.date_to_come'));
  const as = by();
  became = (await naturalise({ from: TODAY }, as)).output.number;
  assert.equal((await naturalise({ from: TODAY }, as)).output.number, became);
  assert.deepEqual(readPersonalNumber(became)?.sex, 'male');
  assert.equal((await versions())[0]!.personNumber, became);
  assert.equal((await family(number(LAN), TODAY)).spouse?.number, became);
  assert.equal((await family(number(LAN), '2026-11-19')).spouse?.number, undefined);
  assert.equal((await family(became, TODAY)).spouse?.number, number(LAN));
  assert.equal((await family(number(AN), TODAY)).father?.number, became);
  const own = await country.ask<{ nationality: string; since: string }>(
    `SELECT nationality, lower(valid_during)::text AS since FROM population.person WHERE number = $1`,
    [became],
  );
  assert.deepEqual(own, [{ nationality: 'VN', since: TODAY }]);
  await assert.rejects(naturalise({ from: TODAY }), refusedWith('foreigner.naturalised'));
  await assert.rejects(card('temporary', '2028-01-01'), refusedWith('foreigner.naturalised'));
});

test('who loses the nationality is a foreigner under the same number; on return the number is the same', async () => {
  const lose = { number: number(HUNG), basis: 'renounced' as const, nationality: 'DE', passportNumber: 'C01X00T47' };
  const away = { ...lose, from: '2026-10-01', ...decision };
  await assert.rejects(
    call(country.house, services.loseNationality, { ...away, nationality: 'VN' }, by()),
    refusedWith('foreigner.is_vietnamese'),
  );
  const { output } = await call(country.house, services.loseNationality, away, by());
  const resident = async () =>
    (await call(country.house, services.readResident, { number: number(HUNG) }, byPolice())).output;
  assert.deepEqual([(await resident()).home, (await resident()).person?.nationality], [undefined, 'DE']);
  const cards = async () =>
    (await call(country.house, services.readIdentityDocuments, { number: number(HUNG) }, byIdentityOffice())).output;
  assert.equal((await cards()).cards[0]!.state, 'revoked');
  assert.equal((await cards()).foreignerId, output.id);
  assert.equal((await versions(output.id))[0]!.personNumber, number(HUNG));
  await assert.rejects(call(country.house, services.loseNationality, away, by()), refusedWith('foreigner.no_national'));
  const issue = { number: number(HUNG), reason: 'x', documentNumber: 'y' };
  await assert.rejects(
    call(country.house, services.issueIdentityDocument, { ...issue, cause: 'nationality' }, byIdentityOffice()),
    refusedWith('document.not_a_citizen'),
  );
  const back = { number: number(HUNG), from: '2026-11-15', ...decision };
  await assert.rejects(naturalise({ id: output.id, from: TODAY }), refusedWith('foreigner.regains'));
  await call(country.house, services.regainNationality, back, by());
  assert.equal((await resident()).person?.nationality, 'VN');
  await assert.rejects(
    call(country.house, services.regainNationality, back, by()),
    refusedWith('foreigner.national_already'),
  );
  await call(country.house, services.issueIdentityDocument, { ...issue, cause: 'nationality' }, byIdentityOffice());
  assert.equal((await cards()).cards[0]!.state, 'issued');
});
