import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type PopulationHouse, populationHouse } from '../../../test/support/population.ts';
import { identityDocument } from './document/kind.ts';
import { foreigner, person, relation } from './kinds.ts';
import { household, residence } from './residence/kinds.ts';

const TODAY = '2026-11-20';
const KINDS = [person, relation, foreigner, household, residence, identityDocument];
const [MINH, LAN, AN, CUC, TAM, BE] = [
  'Nguyễn Văn Minh',
  'Trần Thị Lan',
  'Nguyễn Minh An',
  'Phạm Thị Cúc',
  'Hồ Thị Tâm',
  'Hồ Bé Con',
] as const;

let country: PopulationHouse;
const number = (name: string) => country.numberOf(name);

before(async () => {
  country = await populationHouse(
    [
      { fullName: MINH, sex: 'male', bornOn: '1985-03-02', household: 'minh' },
      { fullName: LAN, sex: 'female', bornOn: '1987-08-14', household: 'minh' },
      {
        fullName: AN,
        sex: 'female',
        bornOn: '2015-05-05',
        household: 'minh',
        relation: 'child',
        mother: LAN,
        father: MINH,
      },
      { fullName: CUC, sex: 'female', bornOn: '1990-01-01' },
      { fullName: TAM, sex: 'female', bornOn: '1991-01-01' },
      { fullName: BE, sex: 'female', bornOn: '2020-01-01', household: TAM, relation: 'child', mother: TAM },
    ],
    TODAY,
  );
});
after(() => country?.close());

/** The rules that the stock breaks today, each as the engine asks it. */
async function broken(): Promise<string[]> {
  await country.ask(`SET search_path TO population`);
  const found: string[] = [];
  for (const kind of KINDS)
    for (const rule of kind.rules) {
      if (!('broken' in rule)) continue;
      const rows = await country.ask(
        `SELECT FROM ${kind.name} WHERE ${kind.name}.valid_during @> $1::date AND (${rule.broken.replaceAll(':today', '$1::date')})`,
        [TODAY],
      );
      if (rows.length > 0) found.push(rule.name);
    }
  return found;
}

/** What is written behind the services' backs, as an import or an older system may have left it. */
async function planted(statement: string, values: unknown[]): Promise<string[]> {
  await country.ask('BEGIN');
  try {
    await country.ask(`SET LOCAL session_replication_role = replica`);
    await country.ask(statement, values);
    return await broken();
  } finally {
    await country.ask('ROLLBACK');
  }
}

test('a sound register breaks no rule of the stock', async () => {
  assert.deepEqual(await broken(), []);
});

test('a mother younger than her child, or hardly older, is found; on writing the services refuse her', async () => {
  const bornOn = `UPDATE population.person SET born_on = $2::date WHERE number = $1`;
  assert.ok((await planted(bornOn, [number(LAN), '2016-01-01'])).includes('parent_too_young'));
  assert.ok((await planted(bornOn, [number(LAN), '2005-01-01'])).includes('parent_too_young'));
  assert.ok((await planted(bornOn, [number(LAN), '1950-01-01'])).includes('mother_too_old'));
});

test('a death before the birth cannot even be written', async () => {
  await assert.rejects(
    country.ask(`UPDATE population.person SET died_on = born_on - 1 WHERE number = $1`, [number(CUC)]),
    /check constraint/,
  );
});

test('a card that is good after death, before birth, or has run out is found', async () => {
  const dead = `UPDATE population.person SET died_on = '2026-11-01' WHERE number = $1`;
  assert.ok((await planted(dead, [number(CUC)])).includes('card_of_the_dead'));
  const card = (column: string) =>
    `UPDATE population.identity_document SET ${column} = $2::date WHERE person_number = $1`;
  assert.ok((await planted(card('issued_on'), [number(CUC), '1989-01-01'])).includes('card_before_birth'));
  assert.ok((await planted(card('expires_on'), [number(CUC), '2026-11-19'])).includes('card_run_out'));
  assert.ok(!(await planted(card('expires_on'), [number(CUC), TODAY])).includes('card_run_out'));
});

test('who lives nowhere is found', async () => {
  const gone = `DELETE FROM population.residence WHERE person_number = $1`;
  assert.deepEqual(await planted(gone, [number(CUC)]), ['without_residence', 'household_empty']);
});

test('a household without its head, with two, or with minors alone is found', async () => {
  const leave = `DELETE FROM population.residence WHERE person_number = $1`;
  assert.ok((await planted(leave, [number(MINH)])).includes('head_not_member'));
  const second = `UPDATE population.residence SET relation = 'head' WHERE person_number = $1`;
  const found = await planted(second, [number(LAN)]);
  assert.ok(found.includes('two_heads') && found.includes('head_by_relation_only'));
  assert.ok((await planted(leave, [number(TAM)])).includes('minors_alone'));
});

test('a resident who is declared missing is found, and a marriage that one side only has', async () => {
  const missing = `INSERT INTO population.missing (person_number, court, valid_during, act)
    SELECT $1, 'Tòa án', daterange('2026-01-01', NULL), max(position) FROM population.act`;
  assert.ok((await planted(missing, [number(CUC)])).includes('resident_missing'));
  const spouse = `INSERT INTO population.relation (person_number, kind, relative_number, basis, valid_during, act)
    SELECT $1, 'spouse', $2, 'marriage', daterange('2012-01-01', NULL), max(position) FROM population.act`;
  assert.ok((await planted(spouse, [number(MINH), number(LAN)])).includes('marriage_one_sided'));
});
