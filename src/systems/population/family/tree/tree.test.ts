import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  type PopulationHouse,
  byCivilStatus,
  byPolice,
  populationHouse,
  refusedWith,
} from '../../../../../test/support/population.ts';
import { type CallContext, call } from '../../../exchange/index.ts';
import * as services from '../../services.ts';
import { layOut } from '../shown/tree-layout.ts';

const TODAY = '2026-11-20';
const GREAT = 'Nguyễn Thị Cả';
const OLD = 'Nguyễn Văn Bình';
const MINH = 'Nguyễn Văn Minh';
const LAN = 'Trần Thị Lan';
const AN = 'Nguyễn Minh An';
const KHOA = 'Nguyễn Minh Khoa';
const HOA = 'Lê Thị Hoa';
const BABY = 'Lê Minh Anh';

let country: PopulationHouse;
const number = (name: string) => country.numberOf(name);
const asSelf = (name: string): CallContext => ({
  caller: 'portal',
  agency: { code: 'G22', name: 'Văn phòng Chính phủ' },
  actor: { kind: 'person', number: number(name), name },
  purpose: 'own-data',
});
const tree = async (name: string, more: { on?: string; up?: number; down?: number } = {}, by = byPolice()) =>
  (await call(country.house, services.readFamilyTree, { number: number(name), up: 3, down: 3, ...more }, by)).output;
const told = async (...asked: Parameters<typeof tree>) => {
  const { kin } = await tree(...asked);
  return kin.map(({ of, role, fullName }) => `${of === undefined ? '' : `${kin[of]!.fullName} > `}${role} ${fullName}`);
};

before(async () => {
  country = await populationHouse(
    [
      { fullName: GREAT, sex: 'female', bornOn: '1925-01-01' },
      { fullName: OLD, sex: 'male', bornOn: '1950-01-01', mother: GREAT },
      { fullName: MINH, sex: 'male', bornOn: '1975-03-02', household: 'minh', father: OLD },
      { fullName: LAN, sex: 'female', bornOn: '1977-08-14', household: 'minh' },
      {
        fullName: AN,
        sex: 'female',
        bornOn: '2000-05-05',
        household: 'minh',
        relation: 'child',
        mother: LAN,
        father: MINH,
      },
      {
        fullName: KHOA,
        sex: 'male',
        bornOn: '2003-05-05',
        household: 'minh',
        relation: 'child',
        mother: LAN,
        father: MINH,
      },
      { fullName: HOA, sex: 'female', bornOn: '1980-01-01' },
      { fullName: BABY, sex: 'female', bornOn: '2025-02-02', household: 'minh', relation: 'grandchild', mother: AN },
    ],
    TODAY,
  );
  const marry = { from: '1999-01-01', entryNumber: '1/1999' };
  const spouses = [MINH, LAN].map((name) => ({ kind: 'person' as const, number: number(name) }));
  await call(country.house, services.recordMarriage, { spouses, ...marry }, byCivilStatus());
});
after(() => country?.close());

test('three generations up and down, spouse beside, each as what they are to the one before', async () => {
  assert.deepEqual(await told(MINH), [
    `father ${OLD}`,
    `${OLD} > mother ${GREAT}`,
    `spouse ${LAN}`,
    `child ${AN}`,
    `${AN} > child ${BABY}`,
    `child ${KHOA}`,
  ]);
  assert.deepEqual(await told(BABY), [
    `mother ${AN}`,
    `${AN} > mother ${LAN}`,
    `${AN} > father ${MINH}`,
    `${MINH} > father ${OLD}`,
  ]);
  assert.deepEqual(await told(MINH, { up: 0, down: 1 }), [`spouse ${LAN}`, `child ${AN}`, `child ${KHOA}`]);
});

test('the tree is that of its date: who was not born or married then is not in it', async () => {
  assert.deepEqual(await told(MINH, { on: '2001-01-01' }), [
    `father ${OLD}`,
    `${OLD} > mother ${GREAT}`,
    `spouse ${LAN}`,
    `child ${AN}`,
  ]);
  assert.deepEqual(await told(LAN, { on: '1998-12-31' }), []);
});

test('people are told of their own relations only, and nobody of another’s', async () => {
  assert.deepEqual(await told(AN, {}, asSelf(AN)), [`mother ${LAN}`, `father ${MINH}`, `child ${BABY}`]);
  await assert.rejects(tree(AN, {}, asSelf(LAN)), refusedWith('exchange.no_right'));
});

test('an adoption replaces the line from its day on, with everybody behind it', async () => {
  const adoption = {
    childNumber: number(KHOA),
    role: 'mother' as const,
    from: '2010-01-01',
    basis: 'adoption' as const,
  };
  const parent = { kind: 'person' as const, number: number(HOA) };
  await call(country.house, services.recordParent, { ...adoption, parent, entryNumber: '5/2010' }, byCivilStatus());
  assert.deepEqual(await told(KHOA, { on: '2009-01-01', up: 1 }), [`mother ${LAN}`, `father ${MINH}`]);
  assert.ok((await told(KHOA, { up: 1 })).includes(`mother ${HOA}`));
});

test('in the drawing nobody stands over another, and ancestors are above, descendants below', async () => {
  const { kin } = await tree(MINH);
  const { boxes, rows } = layOut(kin);
  assert.equal(boxes.length, kin.length + 1);
  const places = boxes.map(({ column, row }) => `${column} ${row}`);
  assert.equal(new Set(places).size, places.length);
  for (const [i, one] of boxes.entries())
    for (const other of boxes.slice(i + 1))
      assert.ok(one.row !== other.row || Math.abs(one.column - other.column) >= 1, 'boxes overlap');
  assert.equal(rows, 5);
});
