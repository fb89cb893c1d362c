import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TSchema, Type } from 'typebox';
import { parse, parseForm } from './input.ts';
import { Refusal } from './refusal.ts';

/** Field → code of what is wrong; nothing when all is well. */
function problems(work: () => unknown): Record<string, string> {
  try {
    work();
    return {};
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(error.code, 'input.invalid');
    assert.equal(error.status, 422);
    return Object.fromEntries(error.fields.map(({ field, code }) => [field, code]));
  }
}
const inForm = (schema: TSchema, form: Record<string, unknown>) => problems(() => parseForm(schema, form));

const Form = Type.Object(
  {
    name: Type.String({ minLength: 2, maxLength: 10 }),
    bornOn: Type.Optional(Type.String({ format: 'date', problem: 'date.impossible' })),
    weight_grams: Type.Optional(Type.Integer({ minimum: 300, maximum: 9_000 })),
    ratio: Type.Optional(Type.Number()),
    isTwin: Type.Optional(Type.Boolean()),
    sex: Type.Optional(Type.Union([Type.Literal('male'), Type.Literal('female')])),
    languages: Type.Optional(Type.Array(Type.String({ maxLength: 2 }), { maxItems: 2 })),
  },
  { additionalProperties: false },
);

test('texts of a form are trimmed and composed, and empty ones are as if not sent', () => {
  const decomposed = '  Nguyễn\r\nÁ '.normalize('NFD');
  assert.deepEqual(parseForm(Form, { name: decomposed, sex: '', bornOn: '   ' }), { name: 'Nguyễn\nÁ' });
  assert.deepEqual(inForm(Form, { name: '   ' }), { name: 'field.required' });
  // Ten letters with two signs each: counted composed.
  assert.deepEqual(inForm(Form, { name: 'ễễễễễễễễễễ'.normalize('NFD') }), {});
});

test('numbers and answers are read from text as the schema asks', () => {
  const form = { name: 'An', weight_grams: ' 3200 ', ratio: '-0.5', isTwin: 'yes', sex: 'female' };
  assert.deepEqual(parseForm(Form, form), { name: 'An', weight_grams: 3200, ratio: -0.5, isTwin: true, sex: 'female' });
  assert.equal((parseForm(Form, { name: 'An', isTwin: 'no' }) as { isTwin: boolean }).isTwin, false);
  for (const odd of ['3,2', '3.2', '1e3', '0x10', 'three', '٣', 'Infinity', 'NaN', '--1'])
    assert.deepEqual(inForm(Form, { name: 'An', weight_grams: odd }), { weight_grams: 'field.format' }, odd);
  assert.deepEqual(inForm(Form, { name: 'An', isTwin: 'perhaps' }), { isTwin: 'field.format' });
  // A name made of digits stays a text.
  assert.deepEqual(parseForm(Form, { name: '007' }), { name: '007' });
});

test('each problem has the code of its kind, all at once', () => {
  const form = { weight_grams: '100', sex: 'other', languages: ['vie', 'e'], bornOn: 'yesterday', more: 'x' };
  assert.deepEqual(inForm(Form, form), {
    name: 'field.required',
    weight_grams: 'field.too_small',
    sex: 'field.not_a_choice',
    'languages.0': 'field.too_long',
    bornOn: 'date.impossible',
    more: 'field.unknown',
  });
  assert.deepEqual(inForm(Form, { name: 'x'.repeat(11), weight_grams: '99999' }), {
    name: 'field.too_long',
    weight_grams: 'field.too_large',
  });
  assert.deepEqual(inForm(Form, { name: 'x', languages: ['a', 'b', 'c'] }), {
    name: 'field.too_short',
    languages: 'field.too_long',
  });
});

test('a problem carries the limit that the sentence speaks of', () => {
  try {
    parseForm(Form, { name: 'x'.repeat(11) });
    assert.fail('taken');
  } catch (error) {
    assert.deepEqual((error as Refusal).fields, [{ field: 'name', code: 'field.too_long', values: { most: 10 } }]);
  }
});

test('a form with more than eight problems names them all', () => {
  const many = Type.Object(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}`, Type.String()])));
  assert.equal(Object.keys(inForm(many, {})).length, 30);
});

test('a date is typed in three parts', () => {
  const read = (day: string, month: string, year: string) =>
    parseForm(Form, { name: 'An', 'bornOn.day': day, 'bornOn.month': month, 'bornOn.year': year });
  assert.deepEqual(read('7', '3', '2026'), { name: 'An', bornOn: '2026-03-07' });
  assert.deepEqual(read(' 29 ', '02', '2024'), { name: 'An', bornOn: '2024-02-29' });
  assert.deepEqual(read('', ' ', ''), { name: 'An' });
});

test('a day that there is not is refused, and so is half a date', () => {
  const refused = { bornOn: 'date.impossible' };
  const parts = (day: string, month: string, year: string) =>
    inForm(Form, { name: 'An', 'bornOn.day': day, 'bornOn.month': month, 'bornOn.year': year });
  for (const [day, month, year] of [
    ['30', '2', '2026'],
    ['29', '2', '2026'],
    ['31', '4', '2026'],
    ['0', '1', '2026'],
    ['1', '13', '2026'],
    ['1', '1', '26'],
    ['1', '1', '02026'],
    ['001', '1', '2026'],
    ['-1', '1', '2026'],
    ['1', '', '2026'],
    ['', '1', '2026'],
    ['1', '1', ''],
    ['a', 'b', 'c'],
  ])
    assert.deepEqual(parts(day!, month!, year!), refused, `${day}/${month}/${year}`);
  assert.deepEqual(inForm(Form, { name: 'An', 'bornOn.day': '1', 'bornOn.month': '2' }), refused, 'no year was sent');
  assert.deepEqual(inForm(Form, { name: 'An', 'died.day': '1' }), { died: 'field.unknown' });
});

test('a name sent twice: the last counts, unless a list is meant', () => {
  assert.deepEqual(parseForm(Form, { name: ['Anh', 'Em'], languages: 'vi' }), { name: 'Em', languages: ['vi'] });
  assert.deepEqual(parseForm(Form, { name: 'An', languages: ['vi', '', 'en'] }), {
    name: 'An',
    languages: ['vi', 'en'],
  });
  assert.deepEqual(inForm(Form, { name: [] }), { name: 'field.required' });
});

test('the form token is not part of what was asked', () => {
  assert.deepEqual(parseForm(Form, { name: 'An', csrf: 'token' }), { name: 'An' });
});

test('data are taken as they are: no text becomes a number', () => {
  assert.deepEqual(
    problems(() => parse(Form, { name: 'An', weight_grams: '3200', isTwin: 'yes' })),
    { weight_grams: 'field.format', isTwin: 'field.format' },
  );
  for (const odd of [null, undefined, 'text', 1, [], true])
    assert.notDeepEqual(
      problems(() => parse(Form, odd)),
      {},
      String(odd),
    );
});

test('problems within data are named by their path', () => {
  const schema = Type.Object({ child: Type.Object({ names: Type.Array(Type.Object({ given: Type.String() })) }) });
  assert.deepEqual(
    problems(() => parse(schema, { child: { names: [{ given: 'An' }, { given: 1 }, {}] } })),
    { 'child.names.1.given': 'field.format', 'child.names.2.given': 'field.required' },
  );
});

test('names that reach for the prototype change nothing', () => {
  const form = JSON.parse('{"name":"An","__proto__":{"weight_grams":1},"constructor":"x"}') as Record<string, unknown>;
  assert.equal(inForm(Form, form).constructor, 'field.unknown');
  assert.equal(({} as { weight_grams?: number }).weight_grams, undefined);
});

test('texts that no database keeps are refused', () => {
  assert.deepEqual(inForm(Form, { name: 'a\0b' }), { name: 'field.format' });
  assert.deepEqual(
    problems(() => parse(Form, { name: 'a\ud800' })),
    { name: 'field.format' },
  );
  const anything = Type.Unknown();
  assert.deepEqual(
    problems(() => parse(anything, { deep: [{ in: 'x\0' }] })),
    { 'deep.0.in': 'field.format' },
  );
  assert.deepEqual(
    problems(() => parse(anything, { 'a\0': 1 })),
    { '(input)': 'field.format' },
  );
  let deep: unknown = 'x';
  for (let i = 0; i < 100_000; i++) deep = [deep];
  assert.deepEqual(
    problems(() => parse(anything, deep)),
    {},
  );
});
