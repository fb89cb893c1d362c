import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mergePeople, undoMergeOfPeople } from '../../../../test/support/merging.ts';
import { byCivilStatus } from '../../../../test/support/population.ts';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { settled } from '../../../../test/support/settled.ts';
import { setClock } from '../../../kernel/clock.ts';
import { ownerClient, sql } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import { loadExamplePeople } from '../../population/example/load.ts';
import { smallCountry } from '../../population/example/small-country.ts';
import { provided as populationServices } from '../../population/index.ts';
import * as population from '../../population/services.ts';
import { openExampleHouse } from '../../registry/example/house.ts';
import * as organisations from '../../organisations/index.ts';
import { provided, system } from '../index.ts';
import * as services from '../services.ts';
import { TELL_POWER } from '../staffing/actions.ts';
import { followLives } from './actions.ts';

const TODAY = '2026-11-20';
const COMMUNE = 'H26.00025';
const AN = 'Nguyễn Văn An';
const BINH = 'Trần Thị Bình';
const CHI = 'Lê Thị Chi';
const CHI_AGAIN = 'Lê Thị Chí';

let database: TestDatabase;
let house: House;
let close: () => void;
let numberOf: (name: string) => string;

before(async () => {
  database = await testDatabase();
  ({ house, close } = openExampleHouse(database.db, [...populationServices, ...provided]));
  setClock(new Date(`${TODAY}T05:00:00Z`));
  const country = smallCountry([
    { fullName: AN, sex: 'male', bornOn: '1980-12-01' },
    { fullName: BINH, sex: 'female', bornOn: '1990-05-01' },
    { fullName: CHI, sex: 'female', bornOn: '1991-05-01' },
    { fullName: CHI_AGAIN, sex: 'female', bornOn: '1991-05-01' },
  ]);
  numberOf = (name) => country.numberOf(name);
  const owner = ownerClient(database.owner);
  await owner.connect();
  await loadExamplePeople(owner, { ...country, today: TODAY });
  await owner.query(`INSERT INTO organisations.agency (code, kind, name_vi, name_en, parent_code, territory_code, valid_during) VALUES
    ('H26', 'provincial-committee', 'Ủy ban nhân dân tỉnh Mẫu', 'Sample Province', NULL, '01', '[2000-01-01,)'),
    ('${COMMUNE}', 'commune-committee', 'Ủy ban nhân dân xã Mẫu', 'Sample Commune', 'H26', '00025', '[2000-01-01,)')`);
  await owner.end();
  await call(
    house,
    services.definePosition,
    {
      agencyCode: COMMUNE,
      code: 'VT001',
      title: 'Chuyên viên',
      category: 'professional',
      gradeCode: '01.003',
      staffLimit: 1,
      from: '2020-01-01',
      decision,
    },
    atOffice(),
  );
  await call(
    house,
    services.recruit,
    {
      number: numberOf(AN),
      employment: 'civil-servant',
      agencyCode: COMMUNE,
      gradeCode: '01.003',
      step: 1,
      from: '2024-01-01',
      decision,
    },
    atOffice(),
  );
  await call(
    house,
    services.appoint,
    {
      number: numberOf(AN),
      agencyCode: COMMUNE,
      positionCode: 'VT001',
      manner: 'appointed',
      from: '2024-01-01',
      decision,
    },
    atOffice(),
  );
});
after(async () => {
  setClock();
  close();
  await database.close();
});

const decision = { number: '15/QĐ-SNV', issuedOn: '2026-01-02', issuer: 'Sở Nội vụ' };
const atOffice = (): CallContext => ({
  caller: 'civil-servants',
  agency: { code: 'H26', name: 'Ủy ban nhân dân tỉnh Mẫu' },
  actor: { kind: 'machine', name: 'test' },
  purpose: 'personnel-management',
  idempotencyKey: newId(),
});
const staff = async () =>
  (await call(house, services.readStaff, { agencyCode: COMMUNE, on: TODAY }, atOffice())).output;
const due = async () =>
  (await staff()).due.filter(({ number }) => number === numberOf(AN)).map(({ what, on }) => `${what} ${on}`);
async function follow(): Promise<void> {
  await settled(house.db.as('population'));
  await followLives(house);
}
const faults = async () =>
  (
    await house.db
      .as('civil-servants')
      .rows<{ rule: string }>(sql`SELECT rule FROM finding WHERE gone_at IS NULL AND rule = 'servant_died'`)
  ).length;
const die = (name: string, diedOn = '2026-11-03') =>
  call(house, population.recordDeath, { number: numberOf(name), diedOn, entryNumber: '7/2026 TP/KT' }, byCivilStatus());

test('who serves and has died comes first on the list of the personnel office; the post ends by its decision', async () => {
  const before = await due();
  assert.ok(before.every((one) => !one.startsWith('death')));
  await die(AN);
  await follow();
  assert.deepEqual(await due(), ['death 2026-11-03']);
  assert.equal(await faults(), 1);
  assert.equal((await staff()).positions[0]!.holders.length, 1, 'no post ends without a decision');
});

test('a death that is taken back takes it off the list; told again nothing changes', async () => {
  const undo = { number: numberOf(AN), entryNumber: '8/2026 TP/KT' };
  await call(house, population.cancelDeath, undo, byCivilStatus());
  await follow();
  assert.deepEqual([(await due()).filter((one) => one.startsWith('death')), await faults()], [[], 0]);
  await die(AN, '2026-11-05');
  await follow();
  await house.db.as('civil-servants').run(sql`UPDATE event_cursor SET cursor = '0-0'`);
  await follow();
  assert.deepEqual(await due(), ['death 2026-11-05']);
});

test('when the leaving is decided the post is vacant and the list is empty', async () => {
  await call(house, services.leave, { number: numberOf(AN), why: 'death', from: '2026-11-06', decision }, atOffice());
  const { positions } = await staff();
  assert.deepEqual([positions[0]!.holders, await due()], [[], []]);
});

test('of somebody who never served nothing is asked', async () => {
  await die(BINH);
  await follow();
  const asked = async (name: string) =>
    (
      await house.db.as('exchange').rows<{
        service: string;
      }>(sql`SELECT DISTINCT service FROM message JOIN subject USING (receipt)
        WHERE personal_number = ${numberOf(name)} AND caller = 'civil-servants' AND purpose = 'data-changes' ORDER BY 1`)
    ).map(({ service }) => service);
  assert.deepEqual(await asked(AN), ['population.readEvents', 'population.readLives']);
  assert.deepEqual(await asked(BINH), ['population.readEvents']);
});

test('who was entered twice serves under the number that stays, with post and power, until the merge is undone', async () => {
  const given = { agencyCode: COMMUNE, decision, from: '2024-01-01' };
  const post = { title: 'Tư pháp – hộ tịch', category: 'professional', gradeCode: '01.003', staffLimit: 1 } as const;
  const power = 'civil-status-officer';
  await call(house, services.definePosition, { ...given, ...post, code: 'VT002', power }, atOffice());
  const number = numberOf(CHI_AGAIN);
  const grade = { employment: 'civil-servant', gradeCode: '01.003', step: 1 } as const;
  await call(house, services.recruit, { ...given, ...grade, number }, atOffice());
  const appointed = { ...given, number, positionCode: 'VT002', manner: 'appointed' } as const;
  const { id } = (await call(house, services.appoint, appointed, atOffice())).output;
  const tell = () => system.jobs![TELL_POWER]!(house, { appointmentId: id } as never);
  await tell();
  const holds = async () => (await staff()).positions.find(({ code }) => code === 'VT002')!.holders[0]!.number;
  const mayAct = (name: string, on = TODAY) =>
    organisations.mayActAs(house, { personalNumber: numberOf(name), role: power, agencyCode: COMMUNE, on });
  assert.deepEqual([await holds(), await mayAct(CHI), await mayAct(CHI_AGAIN)], [number, false, true]);

  const act = await mergePeople(house, { from: number, into: numberOf(CHI), on: TODAY });
  await follow();
  await tell();
  await tell();
  assert.deepEqual([await holds(), await mayAct(CHI), await mayAct(CHI_AGAIN)], [numberOf(CHI), true, false]);
  assert.ok(await mayAct(CHI_AGAIN, '2026-11-19'), 'what was done before was done by who had the power');

  await undoMergeOfPeople(house, act);
  await follow();
  await tell();
  assert.deepEqual([await holds(), await mayAct(CHI), await mayAct(CHI_AGAIN)], [number, false, true]);
});
