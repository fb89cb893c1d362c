import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setClock } from '../../../kernel/clock.ts';
import {
  type PopulationHouse,
  byCivilStatus,
  byIdentityOffice,
  byPolice,
  populationHouse,
  refusedWith,
} from '../../../../test/support/population.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import * as services from '../services.ts';
import { CARD_MOVES, type CardState } from './card-moves.ts';

const TODAY = '2026-11-20';
const MINH = 'Nguyễn Văn Minh';
const LAN = 'Trần Thị Lan';
const AN = 'Nguyễn Minh An';
const OLD = 'Nguyễn Văn Già';
const grounds = { reason: 'Theo đơn của công dân', documentNumber: 'DC01-15/2026' };

let country: PopulationHouse;
const number = (name: string) => country.numberOf(name);
const issue = async (name: string, cause: string, by = byIdentityOffice()) =>
  (await call(country.house, services.issueIdentityDocument, { number: number(name), cause, ...grounds } as never, by))
    .output;
const note = (name: string, to: CardState, by = byIdentityOffice()) =>
  call(country.house, services.changeCardState, { number: number(name), to, ...grounds }, by);
const read = async (name: string, by: CallContext = byIdentityOffice()) =>
  (await call(country.house, services.readIdentityDocuments, { number: number(name) }, by)).output;
const onDay = (day: string) => setClock(new Date(`${day}T05:00:00Z`));

before(async () => {
  country = await populationHouse(
    [
      { fullName: MINH, sex: 'male', bornOn: '1968-03-02' },
      { fullName: LAN, sex: 'female', bornOn: '1987-08-14' },
      { fullName: AN, sex: 'female', bornOn: '2012-12-05', household: MINH, relation: 'child' },
      { fullName: OLD, sex: 'male', bornOn: '1950-01-01' },
    ],
    TODAY,
  );
});
after(() => country?.close());

test('a first card is good to the next age of renewal, and the same request gives the same card', async () => {
  await assert.rejects(issue(AN, 'age'), refusedWith('document.none_to_renew'));
  const by = byIdentityOffice();
  // She is 13, within two years before 14: good to 25 (Law on Identity art. 21.2).
  const card = await issue(AN, 'first', by);
  assert.equal(card.expiresOn, '2037-12-05');
  assert.match(card.serial, /^\d{9}$/);
  assert.equal((await issue(AN, 'first', by)).serial, card.serial);
  await assert.rejects(issue(AN, 'first'), refusedWith('document.there_already'));
  await assert.rejects(issue(AN, 'age'), refusedWith('document.still_good'));
});

test('a card is renewed within two years before it runs out; the old one stays in the history', async () => {
  const [before] = (await read(MINH)).cards;
  assert.equal(before!.expiresOn, '2028-03-02');
  onDay('2026-11-21');
  assert.equal((await issue(MINH, 'age')).expiresOn, undefined, 'good without end from 60, or within two years before');
  const { cards } = await read(MINH);
  assert.deepEqual(
    cards.map(({ serial, from, until }) => [serial === before!.serial, from, until]),
    [
      [false, '2026-11-21', undefined],
      [true, before!.from, '2026-11-21'],
    ],
  );
  onDay(TODAY);
});

test('a lost card is replaced under another serial; a found one is good again; what is revoked stays so', async () => {
  await note(LAN, 'lost');
  await assert.rejects(note(LAN, 'withheld'), refusedWith('document.no_such_move'));
  onDay('2026-11-21');
  await note(LAN, 'issued');
  onDay('2026-11-22');
  const [old] = (await read(LAN)).cards;
  const { serial } = await issue(LAN, 'lost');
  assert.notEqual(serial, old!.serial);
  onDay('2026-11-23');
  await note(LAN, 'withheld');
  await assert.rejects(issue(LAN, 'damaged'), refusedWith('document.withheld'));
  onDay('2026-11-24');
  await note(LAN, 'revoked');
  for (const to of ['issued', 'lost', 'withheld', 'revoked'] as const)
    await assert.rejects(note(LAN, to), refusedWith('document.no_such_move'));
  await assert.rejects(issue(LAN, 'changed'), refusedWith('document.revoked'));
  assert.deepEqual(
    (await read(LAN)).cards.map(({ state }) => state),
    ['revoked', 'withheld', 'issued', 'issued', 'lost', 'issued'],
  );
  onDay(TODAY);
});

test('no state of a card leads nowhere but the last, and none to itself', () => {
  for (const [from, to] of Object.entries(CARD_MOVES)) assert.ok(!to.includes(from as CardState));
  assert.deepEqual(CARD_MOVES.revoked, []);
});

test('the dead get no card, and nobody but the identity office issues one; oneself reads one’s own', async () => {
  const death = { number: number(OLD), diedOn: '2026-11-01', entryNumber: '9/2026' };
  await call(country.house, services.recordDeath, death, byCivilStatus());
  await assert.rejects(issue(OLD, 'lost'), refusedWith('population.dead'));
  await assert.rejects(issue(MINH, 'changed', byPolice()), refusedWith('exchange.no_right'));
  const self: CallContext = {
    caller: 'portal',
    agency: { code: 'G22', name: 'Văn phòng Chính phủ' },
    actor: { kind: 'person', number: number(MINH), name: MINH },
    purpose: 'own-data',
  };
  assert.ok((await read(MINH, self)).cards.length > 0);
  await assert.rejects(read(LAN, self), refusedWith('exchange.no_right'));
});
