import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { Check, Errors } from 'typebox/value';
import { provided } from '../population/index.ts';
import { engineServices, registerOf } from './index.ts';
import { kindOf } from './kind/index.ts';
import { registerOpenApi } from './openapi.ts';

const person = kindOf('population', 'person')!;

/** As much of the OpenAPI 3.1 meta-schema as a document of ours can go wrong in. */
const schema = Type.Union([Type.Boolean(), Type.Record(Type.String(), Type.Unknown())]);
const media = Type.Record(Type.String({ pattern: '^[a-z]+/[a-z+-]+$' }), Type.Object({ schema }), { minProperties: 1 });
const described = { description: Type.String({ minLength: 1 }) };
const operation = Type.Object(
  {
    operationId: Type.String(),
    summary: Type.String(),
    description: Type.String(),
    security: Type.Array(Type.Record(Type.String(), Type.Array(Type.String()))),
    parameters: Type.Array(
      Type.Object(
        { name: Type.String(), in: Type.Enum(['query', 'header', 'path', 'cookie']), required: Type.Boolean(), schema },
        { additionalProperties: false },
      ),
    ),
    requestBody: Type.Object({ required: Type.Boolean(), content: media }, { additionalProperties: false }),
    responses: Type.Record(
      Type.String({ pattern: '^(default|[1-5]([0-9]{2}|XX))$' }),
      Type.Object(
        { ...described, headers: Type.Optional(Type.Object({})), content: Type.Optional(media) },
        { additionalProperties: false },
      ),
      { minProperties: 1 },
    ),
  },
  { patternProperties: { '^x-': {} } },
);
const document = Type.Object(
  {
    openapi: Type.String({ pattern: '^3\\.1\\.\\d+$' }),
    info: Type.Object({
      title: Type.String({ minLength: 1 }),
      description: Type.String(),
      version: Type.String({ minLength: 1 }),
      license: Type.Object({ name: Type.String(), identifier: Type.String() }, { additionalProperties: false }),
    }),
    servers: Type.Array(Type.Object({ url: Type.String() }), { minItems: 1 }),
    paths: Type.Record(
      Type.String({ pattern: '^/' }),
      Type.Object({ post: operation }, { additionalProperties: false }),
    ),
    components: Type.Object({
      schemas: Type.Record(Type.String({ pattern: '^[a-zA-Z0-9._-]+$' }), schema),
      securitySchemes: Type.Record(Type.String(), Type.Object({ type: Type.String(), scheme: Type.String() })),
    }),
  },
  { additionalProperties: false },
);

const TYPES = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean', 'null']);

/** What JSON Schema 2020-12 demands of the keywords that we use; `$ref`s must lead somewhere. */
function assertSchema(at: string, value: unknown, root: Record<string, unknown>): void {
  if (typeof value === 'boolean') return;
  const node = value as Record<string, unknown>;
  assert.equal(typeof node, 'object', at);
  if (node.type !== undefined) assert.ok(TYPES.has(node.type as string), `${at}: type ${String(node.type)}`);
  if (node.enum !== undefined) assert.ok(Array.isArray(node.enum) && node.enum.length > 0, `${at}: enum`);
  if (node.required !== undefined) assert.ok(Array.isArray(node.required), `${at}: required`);
  if (node.pattern !== undefined) assert.doesNotThrow(() => new RegExp(node.pattern as string, 'u'), `${at}: pattern`);
  for (const name of ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties'] as const)
    if (node[name] !== undefined)
      assert.ok(Number.isInteger(node[name]) && (node[name] as number) >= 0, `${at}: ${name}`);
  if (node.$ref !== undefined) {
    const found = (node.$ref as string)
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((place, step) => (place as Record<string, unknown> | undefined)?.[step], root);
    assert.ok(found, `${at}: ${String(node.$ref)} leads nowhere`);
  }
  for (const [name, inner] of Object.entries((node.properties ?? {}) as object))
    assertSchema(`${at}.${name}`, inner, root);
  for (const name of ['anyOf', 'oneOf', 'allOf'] as const)
    for (const inner of (node[name] ?? []) as unknown[]) assertSchema(`${at}.${name}`, inner, root);
  if (node.items !== undefined) assertSchema(`${at}[]`, node.items, root);
}

const services = [...provided, ...engineServices()].map(({ contract }) => contract);
const made = JSON.parse(
  JSON.stringify(registerOpenApi('https://mot-cua.example', registerOf('population')!, services)),
) as {
  paths: Record<
    string,
    {
      post: {
        requestBody: { content: Record<string, { schema: unknown }> };
        responses: Record<string, { content?: Record<string, { schema: unknown }> }>;
      };
    }
  >;
  components: { schemas: Record<string, { title?: string; properties: Record<string, Record<string, unknown>> }> };
};

test('the document of a register is as OpenAPI 3.1 wants it', () => {
  assert.ok(Check(document, made), JSON.stringify(Errors(document, made).slice(0, 3)));
  for (const [name, component] of Object.entries(made.components.schemas)) assertSchema(name, component, made as never);
  for (const [path, { post }] of Object.entries(made.paths)) {
    for (const { schema: body } of Object.values(post.requestBody.content)) assertSchema(path, body, made as never);
    for (const { content = {} } of Object.values(post.responses))
      for (const { schema: body } of Object.values(content)) assertSchema(path, body, made as never);
  }
});

test('it has every service of the register and none of another', () => {
  const own = services.filter(({ owner }) => owner === 'population').map(({ name }) => `/exchange/${name}`);
  assert.deepEqual(new Set(Object.keys(made.paths)), new Set(own));
});

test('a kind is a schema by name, each field with its titles and how few may learn it', () => {
  const { title, properties } = made.components.schemas.Person!;
  assert.equal(title, 'Person');
  assert.deepEqual(Object.keys(properties), Object.keys(person.fields));
  assert.equal(properties.ethnicGroup!['x-disclosure'], 'protected');
  assert.equal(properties.fullName!['x-disclosure'], 'basic');
  assert.equal(properties.number!.pattern, '^(?:\\d{12})$');
  assert.equal(properties.bornOn!.format, 'date');
  for (const property of Object.values(properties)) assert.ok(property.title && property.description);
});
