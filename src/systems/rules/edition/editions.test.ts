import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts';
import { setClock } from '../../../kernel/clock.ts';
import { ownerClient } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { decide } from '../decide/decide.ts';
import { compileModel } from '../dmn/checked.ts';
import {
  type Drafter,
  adopt,
  beginDraft,
  openEdition,
  openRuleSet,
  propose,
  returnEdition,
  saveDraftContent,
  withdraw,
} from './actions.ts';
import { obstaclesTo } from './obstacles.ts';
import { loadShippedSets, shippedSets } from '../shipped/actions.ts';

const SET = 'health-insurance.benefit-level';
const REASON = 'Theo kế hoạch xây dựng pháp luật';
const WORKER = {
  'Insured group': 'DN4',
  'At commune level': false,
  'Cost of one treatment': 3_000_000,
  'Years insured in a row': 2,
  'Own share this year': 0,
};

let database: TestDatabase;
let house: House;
before(async () => {
  database = await testDatabase();
  house = { db: database.db } as House;
  setClock(new Date('2026-11-22T05:00:00Z'));
});
after(async () => {
  setClock();
  await database.close();
});

function drafter(name: string, agencyCode = 'G18'): Drafter {
  return {
    kind: 'official',
    number: '001090000001',
    name,
    assurance: 'high',
    post: {
      officialId: randomUUID(),
      role: 'legal-drafting-officer',
      title: { vi: 'Chuyên viên xây dựng pháp luật', en: 'Legal drafting officer' },
      agencyCode,
      agencyName: 'Bộ Y tế',
      territoryCode: '',
    },
  };
}

const AN = drafter('Trần Thị An');
const BINH = drafter('Lê Văn Bình');
const refusedWith = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const key = () => ({ requestKey: randomUUID() });

test('the laws that ship have no problem, and all of their test cases pass', () => {
  for (const { id, decision, editions } of shippedSets()) {
    assert.ok(editions.length > 0, id);
    for (const { from, model, cases } of editions)
      assert.deepEqual(obstaclesTo({ ruleSet: id, number: 1, model }, { decision }, cases), [], `${id} ${from}`);
  }
});

test('every row of a law that ships names its clause in both languages', () => {
  for (const { id, editions } of shippedSets())
    for (const { from, model } of editions)
      for (const { name, logic } of compileModel(model).program!.model.decisions) {
        if (logic?.boxed !== 'table') continue;
        for (const [y, { annotations }] of logic.table.rules.entries())
          assert.ok(
            logic.table.annotations[0] === 'law vi' && annotations[0] && annotations[1],
            `${id} ${from}, ${name}, row ${y + 1}`,
          );
      }
});

test('loading the laws again writes nothing', async () => {
  const count = async () => {
    const client = ownerClient(database.owner);
    await client.connect();
    const { rows } = await client.query('SELECT count(*)::int AS n, sum(version)::int AS v FROM rules.edition');
    await client.end();
    return rows;
  };
  const before_ = await count();
  await loadShippedSets(database.owner);
  assert.deepEqual(await count(), before_);
});

test('the date of the case chooses the edition', async () => {
  const small = { ...WORKER, 'Cost of one treatment': 300_000 };
  const before2024 = await decide(house, { ruleSet: SET, on: '2024-06-30', inputs: small });
  const since2024 = await decide(house, { ruleSet: SET, on: '2024-07-01', inputs: small });
  assert.deepEqual([before2024.answer, since2024.answer], [80, 100]);
  assert.notEqual(before2024.edition, since2024.edition);
  await assert.rejects(
    decide(house, { ruleSet: SET, on: '1990-01-01', inputs: small }),
    refusedWith('rules.none_in_force'),
  );
});

test('an input of the wrong type counts as missing and is named, and one that is not asked for is refused', async () => {
  const { answer, warnings } = await decide(house, {
    ruleSet: SET,
    on: '2026-01-01',
    inputs: { ...WORKER, 'Insured group': 4 },
  });
  assert.equal(answer, null);
  assert.ok(warnings.some(({ code, where }) => code === 'type.mismatch' && where === 'Insured group'));
  await assert.rejects(
    decide(house, { ruleSet: SET, on: '2026-01-01', inputs: { Colour: 'red' } }),
    refusedWith('rules.input_unknown'),
  );
});

test('a draft becomes law from its day when another official adopts it, and the edition before it ends', async () => {
  const asked = { ruleSet: SET, ...key() };
  const { number } = await beginDraft(house, AN, asked);
  assert.deepEqual(await beginDraft(house, AN, asked), { number }, 'the same form sent twice begins one draft');
  const { edition, cases } = await openEdition(house, { ruleSet: SET, number });
  assert.equal(edition.state, 'draft');
  const model = edition.model.replace('<text>80</text>', '<text>85</text>');
  const draft = { ruleSet: SET, number };
  const saved = await saveDraftContent(house, AN, { ...draft, version: edition.version, model, ...key() });
  await assert.rejects(
    saveDraftContent(house, BINH, { ...draft, version: edition.version, model, ...key() }),
    refusedWith('rules.changed_meanwhile'),
  );
  const from = '2027-01-01';
  const wanted = { ...draft, version: saved.version, from, reason: REASON };
  await assert.rejects(propose(house, AN, { ...wanted, ...key() }), refusedWith('rules.obstacles'));
  const mended = cases.map((each) => (each.expected === 80 ? { ...each, expected: 85 } : each));
  const tested = await saveDraftContent(house, AN, { ...draft, version: saved.version, cases: mended, ...key() });
  await assert.rejects(
    propose(house, AN, { ...wanted, version: tested.version, from: '2026-11-21', ...key() }),
    refusedWith('rules.date_past'),
  );
  const proposed = await propose(house, AN, { ...wanted, version: tested.version, ...key() });
  await assert.rejects(
    saveDraftContent(house, AN, { ...draft, version: proposed.version, model, ...key() }),
    refusedWith('rules.wrong_state'),
  );
  const adoption = { ...draft, version: proposed.version, reason: REASON };
  await assert.rejects(adopt(house, AN, { ...adoption, ...key() }), refusedWith('rules.own_work'));
  const once = { ...adoption, ...key() };
  await adopt(house, BINH, once);
  await adopt(house, BINH, once);
  const answerOn = async (on: string) => (await decide(house, { ruleSet: SET, on, inputs: WORKER })).answer;
  assert.deepEqual(await Promise.all([answerOn('2026-12-31'), answerOn(from)]), [80, 85]);
  const { editions } = await openRuleSet(house, SET);
  assert.deepEqual(editions.map(({ inForce }) => inForce)[0], { from, until: null });
  assert.equal(editions[1]?.inForce?.until, from);
  await assert.rejects(
    withdraw(house, AN, { ...adoption, version: proposed.version + 1, ...key() }),
    refusedWith('rules.wrong_state'),
  );
});

test('an adopted edition cannot be changed behind the house’s back', async () => {
  const db = database.db.as('rules');
  await assert.rejects(
    db.run({ text: `UPDATE edition SET model = 'x' WHERE rule_set = $1 AND number = 1`, values: [SET] }),
    /does not change/,
  );
  await assert.rejects(db.run({ text: 'DELETE FROM edition', values: [] }), /permission denied/);
  await assert.rejects(db.run({ text: 'DELETE FROM test_case', values: [] }), /no draft/);
});

test('a proposed edition is returned to be changed, and a withdrawn one stays withdrawn', async () => {
  const { number } = await beginDraft(house, AN, { ruleSet: SET, ...key() });
  const draft = { ruleSet: SET, number, reason: REASON };
  const proposed = await propose(house, AN, { ...draft, version: 1, from: '2028-01-01', ...key() });
  const returned = await returnEdition(house, BINH, { ...draft, version: proposed.version, ...key() });
  await withdraw(house, AN, { ...draft, version: returned.version, ...key() });
  await assert.rejects(
    returnEdition(house, BINH, { ...draft, version: returned.version + 1, ...key() }),
    refusedWith('rules.wrong_state'),
  );
});

test('officials of another agency change nothing, and no draft is kept that is no model', async () => {
  const other = drafter('Phạm Văn Cường', 'G15');
  await assert.rejects(beginDraft(house, other, { ruleSet: SET, ...key() }), refusedWith('rules.other_owner'));
  const { number } = await beginDraft(house, AN, { ruleSet: SET, ...key() });
  for (const model of ['no XML', '<definitions/>', '<!DOCTYPE a [<!ENTITY b "c">]><definitions/>'])
    await assert.rejects(
      saveDraftContent(house, AN, { ruleSet: SET, number, version: 1, model, ...key() }),
      refusedWith('rules.model_unreadable'),
    );
});
