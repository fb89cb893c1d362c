import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import {
  type PopulationHouse,
  byCivilStatus,
  populationHouse,
  refusedWith,
} from '../../../../test/support/population.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import * as services from '../services.ts';

const TODAY = '2026-11-20';
const LAN = 'Trần Thị Lan';
const MINH = 'Nguyễn Văn Minh';
const HOA = 'Lê Thị Hoa';
const AN = 'Nguyễn Minh An';
const BINH = 'Nguyễn Văn Bình';
const CUC = 'Phạm Thị Cúc';
const DUNG = 'Đỗ Văn Dũng';
const HA = 'Vũ Thị Hà';
const JOHN = {
  kind: 'foreigner' as const,
  fullName: 'John Smith',
  bornOn: '1990-02-03',
  nationality: 'GB',
  passportNumber: '123456789',
};

let country: PopulationHouse;
let graph: PopulationHouse;
const number = (name: string) => country.numberOf(name);
const person = (name: string) => ({ kind: 'person' as const, number: number(name) });

before(async () => {
  country = await populationHouse(
    [
      { fullName: BINH, sex: 'male', bornOn: '1968-01-01' },
      { fullName: MINH, sex: 'male', bornOn: '1995-03-02', father: BINH },
      { fullName: LAN, sex: 'female', bornOn: '1997-08-14' },
      { fullName: AN, sex: 'female', bornOn: '2020-05-05', mother: LAN },
      { fullName: HOA, sex: 'female', bornOn: '1980-06-07' },
      { fullName: CUC, sex: 'female', bornOn: '1975-01-01' },
      { fullName: DUNG, sex: 'male', bornOn: '1974-01-01' },
      { fullName: HA, sex: 'female', bornOn: '1976-01-01' },
    ],
    TODAY,
  );
});
after(async () => {
  await country?.close();
  await graph?.close();
});

const family = async (name: string, on?: string) =>
  (await call(country.house, services.readFamily, { number: number(name), ...(on ? { on } : {}) }, byCivilStatus()))
    .output;

test('a father recognises a child: both see each other, with the entry that it rests on', async () => {
  const asked = {
    childNumber: number(AN),
    role: 'father' as const,
    parent: person(MINH),
    from: '2020-05-05',
    basis: 'recognition' as const,
    entryNumber: '00025 1/2026 TP/NCMC',
  };
  const key = byCivilStatus();
  const [one, two] = await Promise.all([1, 2].map(() => call(country.house, services.recordParent, asked, key)));
  assert.deepEqual(one!.output, two!.output);
  const { father, mother } = await family(AN);
  assert.deepEqual([father?.number, father?.basis, father?.since], [number(MINH), 'recognition', '2020-05-05']);
  assert.deepEqual(father?.source.number, '00025 1/2026 TP/NCMC');
  assert.equal(mother?.fullName, LAN);
  assert.deepEqual(
    (await family(MINH)).children.map(({ fullName }) => fullName),
    [AN],
  );
  await assert.rejects(
    call(country.house, services.recordParent, { ...asked, parent: person(BINH) }, byCivilStatus()),
    refusedWith('population.parent_there_already'),
  );
});

test('an adoption puts the adopter in the place of the mother from its day on; before it the other is the mother', async () => {
  await call(
    country.house,
    services.recordParent,
    {
      childNumber: number(AN),
      role: 'mother',
      parent: person(HOA),
      from: '2024-03-01',
      basis: 'adoption',
      entryNumber: '3/2024',
    },
    byCivilStatus(),
  );
  assert.equal((await family(AN)).mother?.fullName, HOA);
  assert.equal((await family(AN, '2024-02-29')).mother?.fullName, LAN);
  assert.deepEqual((await family(LAN)).children, []);
  assert.equal((await family(LAN, '2021-01-01')).children[0]?.fullName, AN);
  await call(
    country.house,
    services.endParent,
    { childNumber: number(AN), role: 'mother', from: '2025-01-01', entryNumber: '4/2025' },
    byCivilStatus(),
  );
  assert.equal((await family(AN)).mother, undefined);
});

test('who is younger, of the other sex, the child itself or the other parent is no parent', async () => {
  const refuse = (over: object, code: string) =>
    assert.rejects(
      call(
        country.house,
        services.recordParent,
        {
          childNumber: number(LAN),
          role: 'mother',
          parent: person(HOA),
          from: '1997-08-14',
          basis: 'court',
          entryNumber: '5/2026',
          ...over,
        },
        byCivilStatus(),
      ),
      refusedWith(code),
    );
  await refuse({ parent: person(AN) }, 'population.parent_younger');
  await refuse({ parent: person(BINH) }, 'population.parent_sex');
  await refuse({ parent: person(LAN) }, 'population.same_parents');
  await refuse({ from: '1990-01-01' }, 'population.before_birth');
  await refuse({ parent: { kind: 'person', number: '001199999999' } }, 'population.unknown_person');
  await refuse({ parent: { ...JOHN, bornOn: '2000-01-01', passportNumber: 'X-999999' } }, 'population.parent_younger');
});

test('a marriage is seen from both sides, to a foreigner too; nobody is married to two at once', async () => {
  const marry = (spouses: services.GivenParty[], from = '2020-01-01') =>
    call(country.house, services.recordMarriage, { spouses, from, entryNumber: '7/2020' }, byCivilStatus());
  await marry([person(DUNG), person(CUC)]);
  assert.equal((await family(CUC)).spouse?.fullName, DUNG);
  assert.equal((await family(DUNG)).spouse?.number, number(CUC));
  await assert.rejects(marry([person(HA), person(DUNG)], '2019-01-01'), refusedWith('population.married_already'));
  assert.equal((await family(HA, '2019-06-01')).spouse, undefined);
  await assert.rejects(marry([person(HA), person(HA)]), refusedWith('population.same_spouses'));
  await assert.rejects(marry([JOHN, JOHN]), refusedWith('population.both_foreign'));
  await marry([JOHN, person(HA)]);
  const { spouse } = await family(HA);
  assert.deepEqual([spouse?.fullName, spouse?.number, spouse?.nationality], ['John Smith', undefined, 'GB']);

  const divorce = { spouseNumber: number(CUC), from: '2023-05-01', basis: 'divorce' as const, entryNumber: '9/2023' };
  const { output } = await call(country.house, services.endMarriage, divorce, byCivilStatus());
  assert.equal(output.otherSpouseNumber, number(DUNG));
  assert.equal((await family(DUNG)).spouse, undefined);
  assert.equal((await family(DUNG, '2023-04-30')).spouse?.fullName, CUC);
  await assert.rejects(
    call(country.house, services.endMarriage, { ...divorce, from: '2024-01-01' }, byCivilStatus()),
    refusedWith('population.not_married'),
  );
  await call(
    country.house,
    services.endMarriage,
    { ...divorce, spouseNumber: number(HA), basis: 'annulment' },
    byCivilStatus(),
  );
  assert.equal((await family(HA, '2021-01-01')).spouse, undefined);
});

test('a ward has one guardian, or two together; a minor and the ward itself guard nobody', async () => {
  const guard = (guardianNumbers: string[], wardNumber = number(AN)) =>
    call(
      country.house,
      services.recordGuardianship,
      { wardNumber, guardianNumbers, from: '2025-06-01', entryNumber: '2/2025' },
      byCivilStatus(),
    );
  await assert.rejects(guard([number(AN)]), refusedWith('population.guardian_not_able'));
  await assert.rejects(guard([number(AN)], number(HA)), refusedWith('population.guardian_not_able'));
  await assert.rejects(guard([number(CUC), number(CUC)]), refusedWith('population.guardian_not_able'));
  await guard([number(CUC), number(DUNG)]);
  assert.deepEqual(
    (await family(AN)).guardians.map(({ fullName }) => fullName),
    [CUC, DUNG],
  );
  assert.equal((await family(CUC)).wards[0]?.fullName, AN);
  await assert.rejects(guard([number(HA)]), refusedWith('register.overlap'));
  const { output } = await call(
    country.house,
    services.endGuardianship,
    { wardNumber: number(AN), from: '2026-01-01', entryNumber: '3/2026' },
    byCivilStatus(),
  );
  assert.deepEqual(output.guardianNumbers, [number(CUC), number(DUNG)]);
  assert.deepEqual((await family(AN)).guardians, []);
});

test('only civil status writes families, for its own purpose; on the portal one reads the own family', async () => {
  const asked = { childNumber: number(AN), role: 'mother' as const, from: '2026-01-01', entryNumber: '1' };
  for (const over of [{ caller: 'cases' }, { caller: 'portal' }, { purpose: 'birth-registration' as const }])
    await assert.rejects(
      call(country.house, services.endParent, asked, byCivilStatus(over)),
      refusedWith('exchange.no_right'),
    );
  const own = (name: string): CallContext =>
    byCivilStatus({ caller: 'portal', purpose: 'own-data', actor: { kind: 'person', number: number(name), name } });
  await call(country.house, services.readFamily, { number: number(LAN) }, own(LAN));
  await assert.rejects(
    call(country.house, services.readFamily, { number: number(LAN) }, own(HOA)),
    refusedWith('exchange.no_right'),
  );
});

test('whatever is recorded, corrected, ended and adopted, no family has a cycle and nobody two mothers or spouses at a time', async () => {
  const names = Array.from({ length: 8 }, (_, i) => `Người ${'abcdefgh'[i]}`);
  graph = await populationHouse(
    names.map((fullName, i) => ({ fullName, sex: i % 2 ? 'male' : 'female', bornOn: `19${40 + 6 * i}-01-01` })),
    TODAY,
  );
  const someone = fc.constantFrom(...names);
  const inYears = (min: number, max: number) => fc.integer({ min, max }).map((year) => `${year}-01-01`);
  const day = inYears(1975, 2025);
  const anAct = fc.oneof(
    fc.record({
      act: fc.constant('parent' as const),
      one: someone,
      other: someone,
      role: fc.constantFrom('mother' as const, 'father' as const),
      basis: fc.constantFrom('birth' as const, 'court' as const, 'adoption' as const),
      day,
    }),
    fc.record({ act: fc.constant('born' as const), one: someone, day: inYears(1938, 1990) }),
    fc.record({ act: fc.constant('marry' as const), one: someone, other: someone, day }),
    fc.record({
      act: fc.constant('part' as const),
      one: someone,
      basis: fc.constantFrom('divorce' as const, 'annulment' as const),
      day,
    }),
    fc.record({
      act: fc.constant('end' as const),
      one: someone,
      role: fc.constantFrom('mother' as const, 'father' as const),
      day,
    }),
    fc.record({ act: fc.constant('die' as const), one: someone, day: inYears(2010, 2026) }),
    fc.record({ act: fc.constant('live' as const), one: someone }),
  );
  type AnAct = typeof anAct extends fc.Arbitrary<infer Value> ? Value : never;
  const entryNumber = '1/2026';
  const doIt = (given: AnAct): Promise<unknown> => {
    const { house, numberOf } = graph;
    const one = numberOf(given.one);
    const by = byCivilStatus();
    switch (given.act) {
      case 'parent': {
        const parent = { kind: 'person' as const, number: numberOf(given.other) };
        const { role, basis, day: from } = given;
        return call(house, services.recordParent, { childNumber: one, parent, role, basis, from, entryNumber }, by);
      }
      case 'born': {
        const details = { bornOn: given.day };
        const asked = { number: one, kind: 'correction' as const, from: TODAY, details, entryNumber };
        return call(house, services.changePersonalDetails, asked, by);
      }
      case 'marry': {
        const spouses = [one, numberOf(given.other)].map((number) => ({ kind: 'person' as const, number }));
        return call(house, services.recordMarriage, { spouses, from: given.day, entryNumber }, by);
      }
      case 'part':
        return call(
          house,
          services.endMarriage,
          { spouseNumber: one, from: given.day, basis: given.basis, entryNumber },
          by,
        );
      case 'end':
        return call(
          house,
          services.endParent,
          { childNumber: one, role: given.role, from: given.day, entryNumber },
          by,
        );
      case 'die':
        return call(house, services.recordDeath, { number: one, diedOn: given.day, entryNumber }, by);
      case 'live':
        return call(house, services.cancelDeath, { number: one, entryNumber }, by);
    }
  };
  let done = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(anAct, { minLength: 2, maxLength: 4 }), { minLength: 8, maxLength: 8, size: 'max' }),
      async (acts) => {
        for (const atOnce of acts) {
          for (const outcome of await Promise.allSettled(atOnce.map(doIt))) {
            if (outcome.status === 'fulfilled') done++;
            else assert.equal((outcome.reason as Error).name, 'Refusal', String(outcome.reason));
          }
        }
        const [wrong] = await graph.ask<{ cycles: number; twice: number; oneSided: number; order: number }>(`
        WITH RECURSIVE up AS (
          SELECT person_number AS start, relative_number AS at FROM population.relation WHERE kind IN ('mother', 'father')
          UNION SELECT start, relative_number FROM up
            JOIN population.relation ON person_number = at AND kind IN ('mother', 'father')
        )
        SELECT (SELECT count(*)::int FROM up WHERE start = at) AS cycles,
          (SELECT count(*)::int FROM population.relation a JOIN population.relation b USING (person_number, kind)
            WHERE a.valid_during && b.valid_during AND lower(a.valid_during) < lower(b.valid_during)) AS twice,
          (SELECT count(*)::int FROM population.relation a WHERE kind = 'spouse' AND NOT EXISTS (
            SELECT FROM population.relation b WHERE b.kind = 'spouse' AND b.person_number = a.relative_number
              AND b.relative_number = a.person_number AND b.valid_during = a.valid_during)) AS "oneSided",
          (SELECT count(*)::int FROM population.relation r JOIN population.person c ON c.number = r.person_number
            JOIN population.person p ON p.number = r.relative_number
            WHERE r.kind IN ('mother', 'father') AND p.born_on >= c.born_on) AS "order"`);
        assert.deepEqual(wrong, { cycles: 0, twice: 0, oneSided: 0, order: 0 });
      },
    ),
    { numRuns: 8 },
  );
  assert.ok(done > 10, `only ${done} acts went through`);
});
