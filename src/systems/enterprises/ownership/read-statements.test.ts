import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pointerTo } from './problem.ts';
import { readStatements, type StatementAnswer } from './read-statements.ts';
import { LIST_LIMITS } from './statement-list.ts';

const NOW = new Date('2026-11-22T03:00:00Z');

async function answersTo(given: unknown, terms: { complete?: boolean } = {}): Promise<StatementAnswer[]> {
  const chunks = Array.isArray(given) && Buffer.isBuffer(given[0]) ? (given as Buffer[]) : [bytesOf(given)];
  const answers: StatementAnswer[] = [];
  for await (const answer of readStatements(chunks, { ...terms, now: NOW })) answers.push(answer);
  return answers;
}

function bytesOf(given: unknown): Buffer {
  if (Buffer.isBuffer(given)) return given;
  return Buffer.from(typeof given === 'string' ? given : JSON.stringify(given));
}

/** What is refused: `position pointer code`. */
async function refusals(given: unknown, terms: { complete?: boolean } = {}): Promise<string[]> {
  return (await answersTo(given, terms)).flatMap((answer) =>
    answer.kind === 'accepted'
      ? []
      : answer.refusals.map(({ pointer, code }) => `${answer.position} ${pointer} ${code.replace('ownership.', '')}`),
  );
}

async function remarks(given: unknown): Promise<string[]> {
  return (await answersTo(given)).flatMap((answer) =>
    'remarks' in answer
      ? answer.remarks.map(({ pointer, code }) => `${pointer} ${code.replace('ownership.', '')}`)
      : [],
  );
}

type Fields = Record<string, unknown>;
let count = 0;
const statementOf = (recordType: string, recordDetails: Fields, more: Fields = {}): Fields => ({
  statementId: `statement-of-the-test-number-${String((count += 1)).padStart(8, '0')}`,
  statementDate: '2024-01-15',
  declarationSubject: 'E1',
  recordId: `${recordType}-${count}`,
  recordType,
  recordDetails: { isComponent: false, ...recordDetails },
  ...more,
});
const entity = (more: Fields = {}, details: Fields = {}): Fields =>
  statementOf('entity', { entityType: { type: 'registeredEntity' }, name: 'Công ty Hoa Sen', ...details }, more);
const person = (more: Fields = {}, details: Fields = {}): Fields =>
  statementOf('person', { personType: 'knownPerson', names: [{ fullName: 'Lò Thị Mẫu' }], ...details }, more);
const relationship = (more: Fields = {}, details: Fields = {}): Fields =>
  statementOf('relationship', { subject: 'E1', interestedParty: 'P1', ...details }, more);
const interest = (given: Fields): Fields => relationship({}, { interests: [given] });

test('a file is read the same however its bytes are cut', async () => {
  const list = [entity({ recordId: 'E1' }), person({ recordId: 'P1' }), relationship({ recordId: 'R1' })];
  const forms = [
    JSON.stringify(list),
    JSON.stringify(list, null, 2),
    list.map((one) => JSON.stringify(one)).join('\r\n'),
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...forms),
      fc.boolean(),
      fc.array(fc.nat(3_000), { maxLength: 40 }),
      async (form, marked, cuts) => {
        const bytes = Buffer.from((marked ? '\uFEFF' : '') + form);
        const at = [0, ...cuts.map((cut) => cut % bytes.length).sort((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
        const answers = await answersTo(chunks);
        assert.deepEqual(
          answers.map((answer) => answer.kind === 'accepted' && answer.statement),
          list,
        );
      },
    ),
  );
});

test('an empty list has no statements, and an empty file is no list', async () => {
  assert.deepEqual(await answersTo('[ ]'), []);
  assert.deepEqual(await refusals(''), ['0  file_empty']);
  assert.deepEqual(await refusals(' \n'), ['0  file_empty']);
});

test('a bad statement is refused by its place, and those around it are read', async () => {
  const [one, two] = [JSON.stringify(entity()), JSON.stringify(entity())];
  assert.deepEqual(await refusals(`[${one}, {"a":1 "b"}, ${two}]`), ['2  json_broken']);
  assert.deepEqual(await refusals(`${one}\n{"a":"unended\n${two}`), ['2  json_broken']);
  assert.deepEqual(await refusals(`${one}\n{"a":[}\n\n${two}\n`), ['2  json_broken']);
  assert.deepEqual(await refusals(`[${one},]`), ['2  json_broken']);
  assert.deepEqual(await refusals(`[${one}, 7, null, "x", [], ${two}]`), [
    '2  wrong_type',
    '3  wrong_type',
    '4  wrong_type',
    '5  wrong_type',
  ]);
});

test('a file that cannot be read on says where, and how many statements came before', async () => {
  const one = JSON.stringify(entity());
  assert.deepEqual(await refusals(`[${one},{"a":`), ['1  ends_early']);
  assert.deepEqual(await refusals(`${one}\n{"a":`), ['2  ends_early']);
  assert.deepEqual(await refusals(`[${one}, {"a":[}, ${one}]`), ['1  json_broken']);
  assert.deepEqual(await refusals(`[${one}] x`), ['1  after_the_end']);
  assert.deepEqual(await refusals('"x"'), ['0  not_a_list']);
  assert.deepEqual(await refusals(JSON.stringify(entity(), null, 1)), ['0  not_a_list']);
  assert.deepEqual(await refusals(Buffer.from(`[${one}]`, 'utf16le')), ['0  not_utf8']);
});

test('bytes that are no UTF-8 are refused at their field', async () => {
  const text = JSON.stringify([entity({}, { name: 'Cong ty ?' })]);
  const bytes = Buffer.from(text);
  bytes[text.indexOf('?')] = 0xe1;
  assert.deepEqual(await refusals(bytes), ['1 /recordDetails/name not_utf8']);
});

test('names that are composed of parts are composed, and remarked upon', async () => {
  const name = 'Nguyễn Thị Ánh';
  const given = entity({}, { name: name.normalize('NFD') });
  const [answer] = await answersTo([given]);
  assert.ok(answer?.kind === 'accepted' && answer.statement.recordType === 'entity');
  assert.equal(answer.statement.recordDetails.name, name.normalize('NFC'));
  assert.deepEqual(await remarks([given]), ['/recordDetails/name text_composed']);
});

test('a field that is there twice is refused, wherever it is', async () => {
  const text = JSON.stringify(entity());
  const twice = text.replace('"name":', '"name":"\\"x\\":{","nam\\u0065":');
  assert.deepEqual(await refusals(`[${twice}]`), ['1 /recordDetails/name field_twice']);
  assert.deepEqual(await refusals(`[${text.replace('{', '{"declarationSubject":"E2",')}]`), [
    '1 /declarationSubject field_twice',
  ]);
});

test('what is too large, too deep or not to be kept is refused, and the next is read', async () => {
  const good = JSON.stringify(entity());
  const large = JSON.stringify(entity({}, { note: Array.from({ length: 100 }, () => 'x'.repeat(15_000)) }));
  const deep = JSON.stringify(entity()).replace('{', `{"more":${'['.repeat(100_000)}${']'.repeat(100_000)},`);
  const long = JSON.stringify(entity({}, { name: 'x'.repeat(30_000) }));
  const [nul, half] = ['\u0000', '\uD800'].map((text) => JSON.stringify(entity({}, { name: text })));
  assert.ok(large.length > LIST_LIMITS.statement_bytes);
  const expected = [
    '1  statement_too_large',
    '2  too_deep',
    '3 /recordDetails/name too_long',
    '4 /recordDetails/name text_unkeepable',
    '5 /recordDetails/name text_unkeepable',
  ];
  assert.deepEqual(await refusals(`[${[large, deep, long, nul, half, good].join(',')}]`), expected);
  assert.deepEqual(await refusals([large, deep, long, nul, half, good].join('\n')), expected);
});

test('a statement as large as may be, and wrong in every part, is answered with its first problems', async () => {
  const many = (length: number, make: (i: number) => unknown): unknown[] => Array.from({ length }, (_, i) => make(i));
  const components = relationship({}, { componentRecords: many(200_000, () => 'R') });
  const names = entity({}, { alternateNames: many(400_000, () => 1) });
  const unknown = entity(Object.fromEntries(many(60_000, (i) => [`f${i}`, 0]) as [string, number][]));
  const twice = JSON.stringify(entity({}, { name: 'x\\"'.repeat(100_000) })).replace('{', '{"recordId":"1",');
  const list = [...[components, names, unknown].map((one) => JSON.stringify(one)), twice].join('\n');
  const answers = await answersTo(list);
  assert.deepEqual(
    answers.map((answer) => [answer.kind, 'refusals' in answer ? answer.refusals.length : 0]),
    [
      ['refused', 50],
      ['refused', 50],
      ['accepted', 0],
      ['refused', 1],
    ],
  );
});

test('any bytes at all are answered without a failure', async () => {
  const pieces = fc.constantFrom(
    '[',
    ']',
    '{',
    '}',
    '"',
    ':',
    ',',
    '\\',
    '\n',
    ' ',
    '1',
    'x',
    '\u00e1',
    '{"a":1}',
    '\0',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
        fc.array(pieces, { maxLength: 60 }).map((parts) => Buffer.from(parts.join(''))),
      ),
      async (bytes) => {
        for (const answer of await answersTo(bytes)) assert.ok(answer.kind !== 'accepted');
      },
    ),
    { numRuns: 300 },
  );
});

const REQUIRED = ['statementId', 'statementDate', 'declarationSubject', 'recordId', 'recordType', 'recordDetails'];

test('a required field that is missing or of the wrong kind is refused by its name', async () => {
  const paths: Record<string, string[]> = {
    entity: [...REQUIRED, 'recordDetails/isComponent', 'recordDetails/entityType', 'recordDetails/entityType/type'],
    person: [...REQUIRED, 'recordDetails/isComponent', 'recordDetails/personType', 'recordDetails/names/0/fullName'],
    relationship: [...REQUIRED, 'recordDetails/isComponent', 'recordDetails/subject', 'recordDetails/interestedParty'],
  };
  const makers: Record<string, () => Fields> = { entity, person, relationship };
  const kind = fc.constantFrom('entity', 'person', 'relationship');
  await fc.assert(
    fc.asyncProperty(
      kind.chain((type) => fc.tuple(fc.constant(type), fc.constantFrom(...paths[type]!))),
      fc.oneof(fc.constant(undefined), fc.integer(), fc.constant(null), fc.constant([[]])),
      async ([type, path], wrong) => {
        const statement = structuredClone(makers[type]!());
        const steps = path.split('/');
        const last = steps.pop()!;
        let at = statement;
        for (const step of steps) at = at[step] as Fields;
        if (wrong === undefined) delete at[last];
        else at[last] = wrong;
        const found = await answersTo([statement]);
        assert.equal(found.length, 1);
        assert.ok(found[0]?.kind === 'refused');
        assert.deepEqual(
          [...new Set(found[0].refusals.map(({ pointer }) => pointer))],
          [pointerTo('', ...path.split('/'))],
        );
      },
    ),
    { numRuns: 300 },
  );
});

test('shares lie within their bounds, and bounds leave room', async () => {
  const share = async (given: Fields): Promise<string[]> =>
    (await refusals([interest({ share: given })])).map((line) =>
      line.replace('1 /recordDetails/interests/0/share', ''),
    );
  assert.deepEqual(await share({ minimum: 25, exclusiveMaximum: 50, exact: 49.9 }), []);
  assert.deepEqual(await share({ minimum: 50, maximum: 50 }), []);
  assert.deepEqual(await share({ minimum: 51, maximum: 50 }), ['/maximum range_empty']);
  assert.deepEqual(await share({ minimum: 50, exclusiveMaximum: 50 }), ['/exclusiveMaximum range_empty']);
  assert.deepEqual(await share({ minimum: 25, maximum: 50, exact: 60 }), ['/exact outside_range']);
  assert.deepEqual(await share({ exclusiveMinimum: 25, exact: 25 }), ['/exact outside_range']);
  assert.deepEqual(await share({ minimum: 1, exclusiveMinimum: 1 }), ['/exclusiveMinimum bound_twice']);
});

test('what has not been yet, or ended before it began, is refused', async () => {
  assert.deepEqual(await refusals([entity({ statementDate: '2026-11-24' })]), ['1 /statementDate in_the_future']);
  assert.deepEqual(await refusals([entity({ statementDate: '2026-11-22T23:00:00+07:00' })]), [
    '1 /statementDate in_the_future',
  ]);
  assert.deepEqual(await refusals([person({}, { birthDate: '2027' })]), ['1 /recordDetails/birthDate in_the_future']);
  assert.deepEqual(await refusals([person({}, { birthDate: '1990-05', deathDate: '1990-04-30' })]), [
    '1 /recordDetails/deathDate ends_before_start',
  ]);
  assert.deepEqual(await refusals([person({}, { birthDate: '1990-05-17', deathDate: '1990' })]), []);
  assert.deepEqual(await refusals([entity({}, { foundingDate: '2020-02-30' })]), [
    '1 /recordDetails/foundingDate not_a_day',
  ]);
  assert.deepEqual(await refusals([interest({ startDate: '2020-01-02', endDate: '2020-01-01' })]), [
    '1 /recordDetails/interests/0/endDate ends_before_start',
  ]);
});

test('a statement’s id is used once', async () => {
  const one = entity();
  assert.deepEqual(await refusals([one, { ...one, recordId: 'other' }]), ['2 /statementId statement_repeated']);
});

test('a record goes from new over updated to closed, in the order of its dates, and stays of one type', async () => {
  const course = (...turns: Fields[]): Promise<string[]> =>
    refusals(turns.map((turn) => entity({ recordId: 'E1', ...turn })));
  assert.deepEqual(
    await course(
      { recordStatus: 'new', statementDate: '2020-01-01' },
      { recordStatus: 'updated', statementDate: '2020-01-01T10:00:00Z' },
      { recordStatus: 'closed', statementDate: '2020-01-01' },
    ),
    [],
  );
  assert.deepEqual(await course({ recordStatus: 'updated' }, { recordStatus: 'new' }), [
    '2 /recordStatus record_not_new',
  ]);
  assert.deepEqual(await course({ recordStatus: 'closed' }, {}), ['2 /recordStatus record_closed']);
  assert.deepEqual(await course({ statementDate: '2020-01-02' }, { statementDate: '2020-01-01' }), [
    '2 /statementDate out_of_order',
  ]);
  assert.deepEqual(await refusals([entity({ recordId: 'E1' }), person({ recordId: 'E1' })]), [
    '2 /recordType type_changed',
  ]);
});

test('a refused statement does not count for those after it', async () => {
  const bad = entity({ recordId: 'E1', recordStatus: 'closed', statementDate: '2030-01-01' });
  assert.deepEqual(await refusals([bad, entity({ recordId: 'E1', recordStatus: 'new' })]), [
    '1 /statementDate in_the_future',
  ]);
});

test('references lead to records of the right type, before or after', async () => {
  const [e1, p1] = [entity({ recordId: 'E1' }), person({ recordId: 'P1' })];
  const r1 = relationship({ recordId: 'R1' });
  assert.deepEqual(await refusals([e1, p1, r1]), []);
  assert.deepEqual(await refusals([e1, p1, relationship({}, { subject: 'P1', interestedParty: 'E1' })]), [
    '3 /recordDetails/subject subject_no_entity',
  ]);
  assert.deepEqual(await refusals([relationship({}, { subject: 'P1' }), p1]), ['2 /recordType subject_no_entity']);
  assert.deepEqual(await refusals([e1, p1, r1, relationship({}, { interestedParty: 'R1' })]), [
    '4 /recordDetails/interestedParty party_no_holder',
  ]);
  assert.deepEqual(await refusals([r1, entity({ declarationSubject: 'R1' })]), [
    '2 /declarationSubject subject_of_no_network',
  ]);
  const owner = relationship(
    {},
    { interestedParty: 'E2', interests: [{ directOrIndirect: 'direct' }, { beneficialOwnershipOrControl: true }] },
  );
  assert.deepEqual(await refusals([e1, entity({ recordId: 'E2' }), owner]), [
    '3 /recordDetails/interests/1/beneficialOwnershipOrControl owner_no_person',
  ]);
});

test('a file that says it is complete has every record that it refers to', async () => {
  const given = [entity({ recordId: 'E1' }), relationship({}, { componentRecords: ['R9'] })];
  assert.deepEqual(await refusals(given), []);
  assert.deepEqual(await refusals(given, { complete: true }), [
    '2 /recordDetails/interestedParty record_absent',
    '2 /recordDetails/componentRecords/0 record_absent',
  ]);
});

test('a component comes before the relationship that it explains, and explains one', async () => {
  const [e1, e2, p1] = [entity({ recordId: 'E1' }), entity({ recordId: 'E2' }), person({ recordId: 'P1' })];
  const component = relationship({ recordId: 'R2' }, { subject: 'E2', isComponent: true });
  const whole = relationship({ recordId: 'R1' }, { componentRecords: ['R2'] });
  assert.deepEqual(await refusals([e1, e2, p1, component, whole], { complete: true }), []);
  assert.deepEqual(await refusals([e1, e2, p1, whole, component]), [
    '5 /recordDetails/isComponent component_after_whole',
  ]);
  assert.deepEqual(await refusals([e1, e2, p1, component], { complete: true }), [
    '4 /recordDetails/isComponent component_of_nothing',
  ]);
  assert.deepEqual(await refusals([relationship({ recordId: 'R1' }, { componentRecords: ['R1', 'E2', 'E2'] })]), [
    '1 /recordDetails/componentRecords/0 component_of_itself',
    '1 /recordDetails/componentRecords/2 component_twice',
  ]);
});

test('annotations point by JSON Pointers, and versions are those that we read', async () => {
  const annotated = (statementPointerTarget: string): Fields =>
    entity({ annotations: [{ motivation: 'commenting', statementPointerTarget }] });
  assert.deepEqual(await refusals([annotated('recordDetails')]), [
    '1 /annotations/0/statementPointerTarget not_a_pointer',
  ]);
  assert.deepEqual(await remarks([annotated('/recordDetails/x')]), [
    '/annotations/0/statementPointerTarget pointer_to_nothing',
  ]);
  assert.deepEqual(await remarks([annotated(''), annotated('/annotations/0/motivation')]), []);
  const published = (bodsVersion: string): Fields =>
    entity({ publicationDetails: { publicationDate: '2024-02-01', bodsVersion, publisher: { name: 'x' } } });
  assert.deepEqual(await refusals([published('1.0')]), ['1 /publicationDetails/bodsVersion other_version']);
  assert.deepEqual(await remarks([published('0.3')]), ['/publicationDetails/bodsVersion other_version']);
});

test('a field that the standard does not know is remarked upon, except in an annotation', async () => {
  const annotation = { motivation: 'commenting', statementPointerTarget: '', ours: { own: 1 } };
  const given = person(
    { annotations: [annotation], more: {} },
    { birthdate: '1990', names: [{ fullName: 'A', x: 1 }] },
  );
  assert.deepEqual(await refusals([given]), []);
  assert.deepEqual((await remarks([given])).toSorted(), [
    '/more field_unknown',
    '/recordDetails/birthdate field_unknown',
    '/recordDetails/names/0/x field_unknown',
  ]);
});
