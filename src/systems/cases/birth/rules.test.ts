import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Answers, Evidence, Parent } from '../services.ts';
import {
  type BirthCase,
  DAYS_TO_REGISTER,
  checkChild,
  checkParents,
  choicesOf,
  completed,
  consentReasons,
  consentWay,
  contradictionsOf,
  fatherOf,
  isLate,
  needsRecognition,
  procedureOf,
  secondParent,
  sectionsOf,
  visibleFather,
  wasCorrected,
} from './rules.ts';

const BORN_ON = '2026-11-01';
const TODAY = '2026-11-21';
const source = { register: 'population', receipt: 'BN-1', at: '2026-11-21T02:00:00.000Z' };

const person = (changes: Partial<Parent>): Parent => ({
  kind: 'person',
  number: '001194000010',
  fullName: 'Nguyễn Thị Mẫu',
  bornOn: '1994-03-02',
  ethnicGroup: '01',
  nationality: 'VN',
  hometown: 'xã Mẫu, tỉnh Bắc Ninh',
  passportNumber: null,
  communeCode: '00025',
  addressLine: '12 phố Mẫu',
  source,
  residenceSource: source,
  ...changes,
});
const mother = person({});
const husband = person({ number: '001090000011', fullName: 'Phạm Văn Mẫu' });
const foreigner = person({
  kind: 'foreigner',
  number: null,
  fullName: 'Maria Muster',
  nationality: 'DE',
  ethnicGroup: null,
  hometown: null,
  passportNumber: 'C01X00T47',
  communeCode: null,
  addressLine: null,
});

function birthCase({
  birth = {},
  answers = {},
  ...changes
}: {
  mother?: Parent;
  husband?: Parent | null;
  birth?: Partial<Evidence['birth']>;
  answers?: Answers;
  recognised?: Parent | null;
  consentGiven?: boolean;
} = {}): BirthCase {
  return {
    evidence: {
      birth: {
        notificationId: '01890000-0000-7000-8000-000000000001',
        number: 'GCS-1',
        bornAt: `${BORN_ON}T01:00:00.000Z`,
        bornOn: BORN_ON,
        sex: 'female',
        weight_grams: 3200,
        birthOrder: 1,
        birthCount: 1,
        placeName: 'Bệnh viện Mẫu',
        fatherDeclaredName: null,
        fatherDeclaredNumber: null,
        source,
        ...birth,
      },
      mother: changes.mother ?? mother,
      husband: changes.husband === undefined ? husband : changes.husband,
      marriage: null,
    },
    answers,
    recognised: changes.recognised ?? null,
    consentGiven: changes.consentGiven ?? false,
  };
}

const child = (changes: Partial<NonNullable<Answers['child']>> = {}) => ({ fullName: 'Phạm Mẫu An', ...changes });
const single = (answers: Answers = {}, recognised: Parent | null = null): BirthCase =>
  birthCase({ husband: null, answers, recognised });
const recognising: Answers = {
  parents: { father: 'recognised', fatherNumber: husband.number!, fatherName: husband.fullName },
};
const foreign: Answers = {
  parents: {
    father: 'foreigner',
    foreignFatherName: 'Max Muster',
    foreignFatherBornOn: '1990-01-01',
    foreignFatherNationality: 'DE',
    foreignFatherPassport: 'C01X00T48',
  },
};
const codesOf = (act: () => unknown): string[] => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error.fields.map(({ field, code }) => `${field} ${code}`);
    throw error;
  }
  return [];
};

test('the father is the husband, whomever else the mother names', () => {
  assert.equal(fatherOf(birthCase()), husband);
  assert.equal(fatherOf(birthCase({ answers: foreign })), husband);
  assert.equal(fatherOf(single(recognising, husband)), husband);
  assert.equal(fatherOf(single(recognising)).kind, 'unknown', 'a man whom no register answered for is nobody');
  assert.deepEqual(
    { ...fatherOf(single(foreign)) },
    {
      ...person({ kind: 'foreigner', number: null, fullName: 'Max Muster', bornOn: '1990-01-01', nationality: 'DE' }),
      passportNumber: 'C01X00T48',
      ethnicGroup: null,
      hometown: null,
      communeCode: null,
      addressLine: null,
      source: null,
      residenceSource: null,
    },
  );
  assert.equal(fatherOf(single({ parents: { father: 'unknown' } })).kind, 'unknown');
  assert.equal(fatherOf(single()).kind, 'unknown');
});

test('of a recognising father nothing is shown but what the mother typed, until he agrees', () => {
  const before = single(recognising, husband);
  const shown = visibleFather(before);
  assert.equal(shown.fullName, husband.fullName);
  assert.equal(shown.number, husband.number);
  assert.deepEqual(
    [shown.bornOn, shown.ethnicGroup, shown.hometown, shown.communeCode, shown.addressLine],
    Array(5).fill(null),
  );
  assert.equal(visibleFather({ ...before, consentGiven: true }), husband);
  assert.equal(visibleFather(birthCase()), husband);
  const choices = choicesOf(
    single(
      recognising,
      person({ ...husband, ethnicGroup: '02', hometown: 'xã Kín', communeCode: '00070', addressLine: '9 ngõ Kín' }),
    ),
  );
  assert.doesNotMatch(JSON.stringify(choices), /Kín|00070|"02"/);
});

test('a named father is recognised together with the birth only when there is no husband', () => {
  assert.equal(needsRecognition(birthCase({ answers: foreign })), false);
  assert.equal(needsRecognition(single(recognising, husband)), true);
  assert.equal(needsRecognition(single(foreign)), true);
  assert.equal(needsRecognition(single({ parents: { father: 'unknown' } })), false);
});

test('the procedure follows from recognition and a foreign parent', () => {
  assert.equal(procedureOf(birthCase()), '1.001193');
  assert.equal(procedureOf(birthCase({ mother: foreigner })), '2.000528');
  assert.equal(procedureOf(single(recognising, husband)), '1.000689');
  assert.equal(procedureOf(single(foreign)), '1.001695');
});

test('sixty days are in time, sixty-one are late', () => {
  assert.equal(DAYS_TO_REGISTER, 60);
  assert.equal(isLate('2026-01-01', '2026-03-02'), false);
  assert.equal(isLate('2026-01-01', '2026-03-03'), true);
});

test('a choice with one possibility is not asked', () => {
  const same = choicesOf(birthCase());
  assert.equal(same.ethnicGroups.length, 1);
  assert.equal(same.hometowns.length, 1);
  assert.equal(same.residences.length, 1);
  assert.equal(same.needsNationality, false);
  const other = { ...husband, ethnicGroup: '02', hometown: 'xã Khác', addressLine: '9 phố Khác' };
  const both = choicesOf(birthCase({ husband: other }));
  assert.deepEqual(both.ethnicGroups, [
    { of: 'mother', code: '01' },
    { of: 'father', code: '02' },
  ]);
  assert.deepEqual(
    both.hometowns.map(({ of }) => of),
    ['mother', 'father'],
  );
  assert.deepEqual(
    both.residences.map(({ with: side }) => side),
    ['mother', 'father'],
  );
  const foreignMother = choicesOf(birthCase({ mother: foreigner }));
  assert.deepEqual(
    [foreignMother.ethnicGroups, foreignMother.hometowns, foreignMother.residences].map((list) => list.length),
    [1, 1, 1],
  );
  assert.equal(foreignMother.residences[0]!.with, 'father');
  assert.equal(foreignMother.needsNationality, true);
});

test('a child of unmarried parents lives with the mother, and with the father only when she has no residence', () => {
  const father = { ...husband, addressLine: '9 phố Khác' };
  assert.deepEqual(
    choicesOf(single(recognising, father)).residences.map(({ with: side }) => side),
    ['mother'],
  );
  const without = birthCase({ husband: null, mother: foreigner, answers: recognising, recognised: father });
  assert.deepEqual(
    choicesOf(without).residences.map(({ with: side }) => side),
    ['father'],
  );
});

test('a section exists only when something is to be asked in it', () => {
  const names = (known: BirthCase) => sectionsOf(known).map(({ name, isDone }) => `${name} ${isDone}`);
  assert.deepEqual(names(birthCase()), ['child false']);
  assert.deepEqual(names(birthCase({ answers: { child: child() } })), ['child true']);
  assert.deepEqual(names(single()), ['parents false', 'child false']);
  assert.deepEqual(names(single({ parents: { father: 'unknown' } })), ['parents true', 'child false']);
  const apart = { ...husband, communeCode: '00070' };
  assert.deepEqual(names(birthCase({ husband: apart })), ['child false', 'residence false']);
  assert.deepEqual(names(birthCase({ husband: apart, answers: { residence: { with: 'father' } } })), [
    'child false',
    'residence true',
  ]);
});

test('what was not asked is filled in: custom follows the father, residence the mother', () => {
  const other = { ...husband, ethnicGroup: '02', hometown: 'xã Khác', addressLine: '9 phố Khác' };
  assert.deepEqual(completed(birthCase({ husband: other })), {
    ethnicGroupOf: 'father',
    hometownOf: 'father',
    residenceWith: 'mother',
    nationality: 'VN',
  });
  const chosen = birthCase({
    husband: other,
    answers: { child: child({ ethnicGroupOf: 'mother', hometownOf: 'mother' }), residence: { with: 'father' } },
  });
  assert.deepEqual(completed(chosen), {
    ethnicGroupOf: 'mother',
    hometownOf: 'mother',
    residenceWith: 'father',
    nationality: 'VN',
  });
  const ofForeignMother = birthCase({ mother: foreigner, answers: { child: child({ nationality: 'foreign' }) } });
  assert.equal(completed(ofForeignMother).nationality, 'DE');
  assert.equal(completed(ofForeignMother).residenceWith, 'father');
  assert.equal(completed(single({ ...foreign, child: child({ nationality: 'foreign' }) })).nationality, 'DE');
  assert.equal(completed(single({ ...foreign, child: child({ nationality: 'VN' }) })).nationality, 'VN');
});

test('the name has the surname of the father or the mother', () => {
  const known = birthCase();
  assert.equal(checkChild(known, child({ fullName: '  phạm   mẫu an ' }), TODAY).fullName, 'Phạm Mẫu An');
  assert.deepEqual(
    codesOf(() => checkChild(known, child({ fullName: 'Nguyễn Mẫu An' }), TODAY)),
    [],
  );
  assert.deepEqual(
    codesOf(() => checkChild(known, child({ fullName: 'Trần Mẫu An' }), TODAY)),
    ['fullName child.surname_of_neither'],
  );
  assert.deepEqual(
    codesOf(() => checkChild(known, child({ fullName: 'An' }), TODAY)),
    ['fullName name.one_word'],
  );
  // Foreign names carry the surname first or last.
  const ofForeigner = birthCase({ mother: foreigner });
  const nationality = 'VN' as const;
  assert.deepEqual(
    codesOf(() => checkChild(ofForeigner, child({ fullName: 'Muster An', nationality }), TODAY)),
    [],
  );
  assert.deepEqual(
    codesOf(() => checkChild(ofForeigner, child({ fullName: 'Maria An', nationality }), TODAY)),
    [],
  );
});

test('each open choice must be made, and a late or disputed birth must say why', () => {
  const other = { ...husband, ethnicGroup: '02', hometown: 'xã Khác' };
  assert.deepEqual(
    codesOf(() => checkChild(birthCase({ husband: other }), child(), TODAY)),
    ['ethnicGroupOf field.required', 'hometownOf field.required'],
  );
  assert.deepEqual(
    codesOf(() => checkChild(birthCase({ mother: foreigner }), child(), TODAY)),
    ['nationality field.required'],
  );
  const late = birthCase({ birth: { bornOn: '2026-01-01' } });
  assert.deepEqual(
    codesOf(() => checkChild(late, child(), TODAY)),
    ['lateReason child.late_reason'],
  );
  assert.deepEqual(
    codesOf(() => checkChild(late, child({ lateReason: 'Ở xa.' }), TODAY)),
    [],
  );
  assert.deepEqual(
    codesOf(() => checkChild(birthCase(), child({ wrongFact: 'sex' }), TODAY)),
    ['wrongFactNote child.wrong_fact_note'],
  );
  assert.deepEqual(
    codesOf(() => checkChild(birthCase(), child({ wrongFact: 'sex', wrongFactNote: 'Bé trai.' }), TODAY)),
    [],
  );
});

test('number and name of a recognising father belong together, and one answer says neither more nor less', () => {
  const named = recognising.parents!;
  assert.deepEqual(
    codesOf(() => checkParents(named, husband, TODAY)),
    [],
  );
  const noSuchNumber = codesOf(() => checkParents(named, undefined, TODAY));
  const anotherName = codesOf(() => checkParents({ ...named, fatherName: 'Trần Văn Khác' }, husband, TODAY));
  assert.deepEqual(noSuchNumber, ['fatherNumber father.number_and_name']);
  assert.deepEqual(anotherName, noSuchNumber);
  assert.deepEqual(
    codesOf(() => checkParents({ father: 'recognised' }, undefined, TODAY)),
    ['fatherNumber field.required', 'fatherName field.required'],
  );
});

test('of a foreign father name, birth, nationality and passport are needed, and he is no citizen', () => {
  const named = foreign.parents!;
  assert.deepEqual(
    codesOf(() => checkParents(named, undefined, TODAY)),
    [],
  );
  assert.deepEqual(
    codesOf(() => checkParents({ father: 'foreigner' }, undefined, TODAY)),
    [
      'foreignFatherName field.required',
      'foreignFatherBornOn field.required',
      'foreignFatherNationality field.required',
      'foreignFatherPassport field.required',
    ],
  );
  assert.deepEqual(
    codesOf(() => checkParents({ ...named, foreignFatherNationality: 'VN' }, undefined, TODAY)),
    ['foreignFatherNationality father.not_foreign'],
  );
  for (const foreignFatherBornOn of ['2026-02-30', '2026-11-21', '2030-01-01', '1899-12-31']) {
    assert.deepEqual(
      codesOf(() => checkParents({ ...named, foreignFatherBornOn }, undefined, TODAY)),
      ['foreignFatherBornOn field.date'],
      foreignFatherBornOn,
    );
  }
  assert.deepEqual(
    codesOf(() => checkParents({ father: 'unknown' }, undefined, TODAY)),
    [],
  );
});

test('the second parent agrees to what law or custom does not already decide', () => {
  const reasonsOf = (known: BirthCase) => consentReasons(known);
  assert.deepEqual(reasonsOf(birthCase({ answers: { child: child() } })), []);
  assert.deepEqual(reasonsOf(birthCase({ answers: { child: child({ fullName: 'Nguyễn Mẫu An' }) } })), ['surname']);
  const other = { ...husband, ethnicGroup: '02', hometown: 'xã Khác', addressLine: '9 phố Khác' };
  const answers = { child: child({ ethnicGroupOf: 'father' as const, hometownOf: 'mother' as const }) };
  assert.deepEqual(reasonsOf(birthCase({ husband: other, answers })), ['ethnic_group', 'hometown', 'residence']);
  const byCustom = { child: child({ ethnicGroupOf: 'father' as const, hometownOf: 'father' as const }) };
  assert.deepEqual(reasonsOf(birthCase({ husband: other, answers: byCustom })), ['ethnic_group', 'residence']);
  assert.deepEqual(reasonsOf(single({ ...recognising, child: child() }, husband)), ['recognition']);
  assert.deepEqual(reasonsOf(single({ ...foreign, child: child({ fullName: 'Nguyễn Mẫu An' }) })), [
    'recognition',
    'surname',
    'nationality',
  ]);
  assert.deepEqual(reasonsOf(single({ parents: { father: 'unknown' }, child: child() })), [], 'there is nobody to ask');
});

test('the second parent is the one who did not apply, and agrees online when they have an identity here', () => {
  const surname = { child: child({ fullName: 'Nguyễn Mẫu An' }) };
  const known = birthCase({ answers: surname });
  assert.equal(secondParent(known, mother.number!), husband);
  assert.equal(secondParent(known, husband.number!), mother);
  assert.equal(secondParent(single(), mother.number!), undefined);
  assert.equal(consentWay(known, mother.number!), 'online');
  assert.equal(consentWay(birthCase({ answers: { child: child() } }), mother.number!), 'none');
  assert.equal(consentWay(single(foreign), mother.number!), 'paper');
  assert.equal(consentWay(birthCase({ mother: foreigner, answers: surname }), husband.number!), 'paper');
});

test('another father at the hospital is a contradiction, a missing one is not', () => {
  assert.deepEqual(contradictionsOf(birthCase()), []);
  const same = { fatherDeclaredName: 'PHẠM VĂN MẪU' };
  assert.deepEqual(contradictionsOf(birthCase({ birth: same })), []);
  const byName = { fatherDeclaredName: 'Trần Văn Khác' };
  assert.deepEqual(contradictionsOf(birthCase({ birth: byName })), [
    { code: 'father_declared', note: 'Trần Văn Khác' },
  ]);
  // The number counts more than the name: people share names, and hospitals misspell them.
  const byNumber = { fatherDeclaredName: husband.fullName, fatherDeclaredNumber: '001090000099' };
  assert.equal(contradictionsOf(birthCase({ birth: byNumber }))[0]?.code, 'father_declared');
  const sameNumber = { fatherDeclaredName: 'Phạm V. Mẫu', fatherDeclaredNumber: husband.number };
  assert.deepEqual(contradictionsOf(birthCase({ birth: sameNumber })), []);
  assert.deepEqual(contradictionsOf({ ...single(), evidence: { ...single().evidence } }), []);
  const wrong = birthCase({ answers: { child: child({ wrongFact: 'sex', wrongFactNote: 'Bé trai.' }) } });
  assert.deepEqual(contradictionsOf(wrong), [{ code: 'wrong_fact', note: 'sex: Bé trai.' }]);
});

test('a fact was corrected when exactly that fact is another now', () => {
  const before = birthCase().evidence.birth;
  assert.equal(wasCorrected(before, { ...before, sex: 'male' }, 'sex'), true);
  assert.equal(wasCorrected(before, { ...before, sex: 'male' }, 'placeName'), false);
});

const anyParent = fc
  .record({
    kind: fc.constantFrom('person', 'foreigner', 'unknown'),
    ethnicGroup: fc.constantFrom('01', '02', null),
    hometown: fc.constantFrom('xã Một', 'xã Hai', null),
    communeCode: fc.constantFrom('00025', '00070', null),
    fullName: fc.constantFrom('Phạm Văn Mẫu', 'Nguyễn Thị Mẫu', 'Maria Muster'),
    number: fc.constantFrom('001090000011', '001194000010'),
  })
  .map(({ kind, number, communeCode, ...facts }) =>
    person({
      ...facts,
      kind: kind as Parent['kind'],
      number: kind === 'person' ? number : null,
      nationality: kind === 'foreigner' ? 'DE' : 'VN',
      communeCode,
      addressLine: communeCode && '1 phố Mẫu',
      ...(kind === 'unknown' ? { ethnicGroup: null, hometown: null, communeCode: null, addressLine: null } : {}),
    }),
  );
const anyCase = fc
  .record({
    mother: anyParent,
    husband: fc.option(anyParent),
    recognised: fc.option(anyParent),
    consentGiven: fc.boolean(),
    father: fc.constantFrom(undefined, 'recognised', 'foreigner', 'unknown'),
    fullName: fc.constantFrom(undefined, 'Phạm Mẫu An', 'Nguyễn Mẫu An'),
  })
  .map(({ father, fullName, ...rest }) =>
    birthCase({
      ...rest,
      answers: {
        ...(father ? { parents: { ...foreign.parents!, father: father as 'recognised' } } : {}),
        ...(fullName ? { child: { fullName } } : {}),
      },
    }),
  );

test('whatever the family: what is filled in is one of the choices, and consent is asked only of somebody', () => {
  fc.assert(
    fc.property(anyCase, (known) => {
      const choices = choicesOf(known);
      const chosen = completed(known);
      for (const [list, side] of [
        [choices.ethnicGroups.map(({ of }) => of), chosen.ethnicGroupOf],
        [choices.hometowns.map(({ of }) => of), chosen.hometownOf],
        [choices.residences.map(({ with: who }) => who), chosen.residenceWith],
      ] as const) {
        assert.ok(list.length <= 2);
        if (list.length) assert.ok(list.includes(side), `${side} is none of ${list.join(', ')}`);
      }
      const reasons = consentReasons(known);
      assert.equal(new Set(reasons).size, reasons.length);
      if (fatherOf(known).kind === 'unknown') assert.deepEqual(reasons, []);
      if (reasons.includes('recognition')) assert.equal(needsRecognition(known), true);
      assert.equal(sectionsOf(known).filter(({ name }) => name === 'child').length, 1);
    }),
    { numRuns: 500 },
  );
});

test('whatever the family: before he agrees, nothing that only the register knows of a recognising father is shown', () => {
  const secret = person({
    number: '001090000077',
    fullName: 'Hồ Văn Kín',
    bornOn: '1991-09-09',
    ethnicGroup: '54',
    hometown: 'xã Kín',
    communeCode: '99999',
    addressLine: '9 ngõ Kín',
  });
  fc.assert(
    fc.property(anyCase, (known) => {
      const hidden = { ...known, recognised: secret, consentGiven: false };
      if (fatherOf(hidden) !== secret) return;
      const shown = JSON.stringify([visibleFather(hidden), choicesOf(hidden)]);
      assert.doesNotMatch(shown, /Kín|1991-09-09|"54"|99999/);
    }),
    { numRuns: 500 },
  );
});
