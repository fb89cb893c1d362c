import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import Schema from 'typebox/schema';
import type { HeldInterest, Holding, OwnershipHistory, Party } from './ownership-history.ts';
import { readStatements, type StatementAnswer } from './read-statements.ts';
import type { RelationshipStatement, Statement } from './statement.ts';
import { type Publication, writeStatements } from './write-statements.ts';

const SUITE = resolve(import.meta.dirname, '../../../../../shared/suites/bods/schema');
const skip = existsSync(SUITE) ? false : 'the schema of BODS is not beside the project (../shared/suites/bods)';

const PUBLICATION: Publication = {
  namespace: 'register.example',
  publisher: { name: 'Cơ quan đăng ký kinh doanh', url: 'https://register.example/' },
  publishedOn: '2026-11-21',
  audience: 'authority',
};
const NOW = new Date('2026-11-22T03:00:00Z');

async function read(statements: readonly Statement[], complete = true): Promise<StatementAnswer[]> {
  const answers: StatementAnswer[] = [];
  const bytes = Buffer.from(JSON.stringify(statements));
  for await (const answer of readStatements([bytes], { complete, now: NOW })) answers.push(answer);
  return answers;
}

const entity = (key: string, declaredOn: string, name = `Công ty ${key}`): Party => ({
  kind: 'entity',
  key,
  versions: [{ declaredOn, facts: { name, enterpriseCode: '0102671977', foundedOn: declaredOn } }],
});
const person = (key: string, declaredOn: string): Party => ({
  kind: 'person',
  key,
  versions: [
    {
      declaredOn,
      facts: { fullName: 'Lò Thị Mẫu', bornOn: '1980-05-17', nationalities: ['VN'], personalNumber: '001180000001' },
    },
  ],
});
const shares = (exact: number, declaredOn: string, endDeclaredOn?: string): HeldInterest => ({
  type: 'shareholding',
  directness: 'direct',
  beneficialOwner: false,
  share: { exact },
  startedOn: declaredOn,
  declaredOn,
  ...(endDeclaredOn !== undefined && { endedOn: endDeclaredOn, endDeclaredOn }),
});

test('a share that changes is one record that is new, updated and at last closed', async () => {
  const statements = writeStatements(
    {
      enterprise: 'E1',
      parties: [entity('E1', '2020-01-02'), person('P1', '2020-01-02')],
      holdings: [
        {
          key: 'H1',
          subject: 'E1',
          party: 'P1',
          interests: [shares(30, '2020-01-02', '2021-03-04'), shares(45, '2021-03-04', '2024-05-06')],
        },
      ],
    },
    PUBLICATION,
  );
  const course = statements.filter(({ recordId }) => recordId === 'rel-E1-H1') as RelationshipStatement[];
  assert.deepEqual(
    course.map(({ recordStatus, statementDate, recordDetails: { interests } }) => [
      recordStatus,
      statementDate,
      interests?.map(({ share, startDate, endDate }) => [share?.exact, startDate, endDate]),
    ]),
    [
      ['new', '2020-01-02', [[30, '2020-01-02', undefined]]],
      [
        'updated',
        '2021-03-04',
        [
          [30, '2020-01-02', '2021-03-04'],
          [45, '2021-03-04', undefined],
        ],
      ],
      ['closed', '2024-05-06', [[45, '2021-03-04', '2024-05-06']]],
    ],
  );
  assert.ok((await read(statements)).every(({ kind }) => kind === 'accepted'));
});

test('shares that are sold and bought again later are a second record', () => {
  const statements = writeStatements(
    {
      enterprise: 'E1',
      parties: [entity('E1', '2020-01-02'), person('P1', '2020-01-02')],
      holdings: [
        {
          key: 'H1',
          subject: 'E1',
          party: 'P1',
          interests: [shares(30, '2020-01-02', '2021-03-04'), shares(10, '2023-01-01')],
        },
      ],
    },
    PUBLICATION,
  );
  const course = statements.filter(({ recordType }) => recordType === 'relationship');
  assert.deepEqual(
    course.map(({ recordId, recordStatus }) => [recordId, recordStatus]),
    [
      ['rel-E1-H1', 'new'],
      ['rel-E1-H1', 'closed'],
      ['rel-E1-H1-2', 'new'],
    ],
  );
});

const THROUGH_ANOTHER: OwnershipHistory = {
  enterprise: 'E1',
  parties: [entity('E1', '2020-01-02'), entity('E2', '2020-01-02'), person('P1', '2020-01-02')],
  holdings: [
    { key: 'H1', subject: 'E1', party: 'E2', interests: [shares(80, '2020-01-02')] },
    { key: 'H2', subject: 'E2', party: 'P1', interests: [shares(90, '2020-01-02')] },
    {
      key: 'H3',
      subject: 'E1',
      party: 'P1',
      through: ['H1', 'H2', 'E2'],
      interests: [{ type: 'shareholding', directness: 'indirect', beneficialOwner: true, declaredOn: '2020-01-02' }],
    },
  ],
};

test('a beneficial owner behind a company is told with the components in between, which come first', async () => {
  const statements = writeStatements(THROUGH_ANOTHER, PUBLICATION);
  const relationships = statements.filter(({ recordType }) => recordType === 'relationship') as RelationshipStatement[];
  assert.deepEqual(
    relationships.map(({ recordId, recordDetails: { isComponent, componentRecords } }) => [
      recordId,
      isComponent,
      componentRecords,
    ]),
    [
      ['rel-E1-H2', true, undefined],
      ['rel-E1-H1', false, undefined],
      ['rel-E1-H3', false, ['rel-E1-H1', 'rel-E1-H2', 'ent-E1-E2']],
    ],
  );
  const answers = await read(statements);
  assert.deepEqual(
    answers.filter((answer) => answer.kind !== 'accepted' || answer.remarks.length > 0),
    [],
  );
});

test('the public learns neither a number nor a day of birth', () => {
  const told = JSON.stringify(writeStatements(THROUGH_ANOTHER, { ...PUBLICATION, audience: 'public' }));
  assert.ok(told.includes('"birthDate":"1980-05"'));
  assert.ok(!told.includes('1980-05-17') && !told.includes('001180000001'));
});

test('a history that cannot be is not written', () => {
  const owner = {
    ...THROUGH_ANOTHER.holdings[0]!,
    interests: [{ ...shares(80, '2020-01-02'), beneficialOwner: true }],
  };
  const refused = (history: Partial<OwnershipHistory>, pattern: RegExp): void =>
    assert.throws(() => writeStatements({ ...THROUGH_ANOTHER, ...history }, PUBLICATION), pattern);
  refused({ enterprise: 'P1' }, /no entity/);
  refused({ holdings: [owner] }, /no person/);
  refused({ holdings: [{ ...THROUGH_ANOTHER.holdings[0]!, party: 'P9' }] }, /not among the parties/);
  refused({ holdings: [{ ...THROUGH_ANOTHER.holdings[0]!, interests: [shares(1, '2019-01-01')] }] }, /declared before/);
  const versions = [{ declaredOn: '2020-01-02', facts: { enterpriseCode: '0102671978' } }];
  refused({ parties: [...THROUGH_ANOTHER.parties, { kind: 'entity', key: 'E9', versions }] }, /no enterprise code/);
  refused({ parties: [...THROUGH_ANOTHER.parties, person('001180000001', '2020-01-02')] }, /personal number/);
});

// Any history: an enterprise, companies and persons who come and go, rights that change, some held through others.
const day = fc
  .integer({ min: 0, max: 40 })
  .map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10));
const partyOf = (key: string, kind: Party['kind']): fc.Arbitrary<Party> =>
  fc.uniqueArray(day, { minLength: 0, maxLength: 3 }).map((days) => {
    const versions = ['2023-12-31', ...days.toSorted()].map((declaredOn, i) => ({
      declaredOn,
      facts: kind === 'entity' ? { name: `Công ty ${key} ${i}` } : { fullName: `Lò Văn ${key} ${i}` },
    }));
    return { kind, key, versions } as Party;
  });
const interest = fc.record({
  start: day,
  length: fc.oneof(fc.constantFrom(0, null), fc.nat(30)),
  exact: fc.integer({ min: 0, max: 100 }),
});
const plus = (from: string, days: number): string =>
  new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);

/** What others go through sorts behind them, so that only the writer's own order can be right. */
const keyOf = (i: number): string => (i < 2 ? `Z${i}` : `H${i}`);

const anyHistory: fc.Arbitrary<OwnershipHistory> = fc
  .record({
    parties: fc.tuple(
      partyOf('E1', 'entity'),
      partyOf('E2', 'entity'),
      partyOf('E3', 'entity'),
      partyOf('P1', 'person'),
      partyOf('P2', 'person'),
    ),
    holdings: fc.array(
      fc.record({
        subject: fc.constantFrom('E1', 'E1', 'E2', 'E3'),
        party: fc.constantFrom('E2', 'E3', 'P1', 'P2'),
        interests: fc.array(interest, { minLength: 1, maxLength: 4 }),
        through: fc.subarray(['Z0', 'Z1', 'E2', 'E3']),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ parties, holdings }) => {
    const kept = holdings.filter(({ subject, party }) => subject !== party);
    const keys = new Set([...kept.map((_, i) => keyOf(i)), 'E2', 'E3']);
    return {
      enterprise: 'E1',
      parties,
      holdings: kept.map(({ subject, party, interests, through }, i): Holding => {
        const components = i < 2 ? [] : through.filter((key) => keys.has(key) && key !== party && key !== subject);
        return {
          key: keyOf(i),
          subject,
          party,
          ...(components.length > 0 && { through: components }),
          interests: interests.map(({ start, length, exact }) => ({
            ...shares(exact, start, length === null ? undefined : plus(start, length)),
            directness: components.length > 0 ? 'indirect' : 'direct',
            beneficialOwner: party.startsWith('P'),
          })),
        };
      }),
    };
  });

/** What the register knew on a day. */
function asKnownOn(history: OwnershipHistory, on: string): OwnershipHistory {
  const holdings = history.holdings.map((holding) => ({
    ...holding,
    interests: holding.interests
      .filter(({ declaredOn }) => declaredOn <= on)
      .map(({ endedOn, endDeclaredOn, ...rest }) =>
        endDeclaredOn !== undefined && endDeclaredOn <= on ? { ...rest, endedOn, endDeclaredOn } : rest,
      ),
  })) as Holding[];
  const known = holdings.filter(({ interests }) => interests.length > 0);
  const keys = new Set([...known, ...history.parties].map(({ key }) => key));
  return {
    ...history,
    parties: history.parties.map(
      (party) => ({ ...party, versions: party.versions.filter(({ declaredOn }) => declaredOn <= on) }) as Party,
    ),
    holdings: known.map((holding) => ({ ...holding, through: (holding.through ?? []).filter((key) => keys.has(key)) })),
  };
}

test('whatever the history, what is written is read again without a refusal or a remark', async () => {
  await fc.assert(
    fc.asyncProperty(anyHistory, async (history) => {
      const statements = writeStatements(history, PUBLICATION);
      const answers = await read(statements);
      assert.deepEqual(
        answers.filter((answer) => answer.kind !== 'accepted' || answer.remarks.length > 0),
        [],
      );
      assert.equal(answers.length, statements.length);
    }),
    { numRuns: 200 },
  );
});

test('what is written later begins with what was written before, statement by statement', () => {
  fc.assert(
    fc.property(anyHistory, day, (history, on) => {
      const before = writeStatements(asKnownOn(history, on), { ...PUBLICATION, publishedOn: on });
      const after = writeStatements(history, PUBLICATION);
      assert.deepEqual(
        after.slice(0, before.length).map(({ statementId }) => statementId),
        before.map(({ statementId }) => statementId),
      );
    }),
    { numRuns: 200 },
  );
});

test('what is written is valid by the schema of the standard itself', { skip }, () => {
  const names = ['statement', 'components', 'person-record', 'entity-record', 'relationship-record'];
  const schemas = names.map((name) => JSON.parse(readFileSync(join(SUITE, `${name}.json`), 'utf8')) as { $id: string });
  const context = Object.fromEntries(schemas.map((schema) => [schema.$id, schema]));
  const standard = Schema.Compile(context, schemas[0]!);
  assert.ok(!standard.Check([{}]));
  fc.assert(
    fc.property(anyHistory, fc.constantFrom('public', 'authority'), (history, audience) => {
      const [valid, errors] = standard.Errors(writeStatements(history, { ...PUBLICATION, audience }));
      assert.ok(valid, JSON.stringify(errors));
    }),
    { numRuns: 40 },
  );
  assert.ok(standard.Check(writeStatements(THROUGH_ANOTHER, PUBLICATION)));
});
