import type { ServiceContract } from '../exchange/index.ts';
import type { RegisterDefinition } from './definition.ts';
import { type Field, isEncrypted } from './kind/field.ts';
import { type RecordKind, kindsOf, valueSchema } from './kind/index.ts';
import { serviceName } from './kind/service-name.ts';

type Json = Record<string, unknown>;

/** The name of a kind among the schemas of a document: `birth_entry` → `BirthEntry`. */
function componentName(kind: Pick<RecordKind, 'name'>): string {
  return kind.name.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * The OpenAPI 3.1 description of one register: its kinds of record as named schemas, with the disclosure class of each field,
 * and the services that it publishes on the exchange, with who may call them for what.
 */
export function registerOpenApi(
  baseUrl: string,
  register: RegisterDefinition,
  services: readonly ServiceContract[],
): Json {
  const kinds = kindsOf(register.system);
  return {
    openapi: '3.1.0',
    info: {
      title: register.title.en,
      description: `${register.title.vi}. Owner: ${register.owner.name} (${register.owner.code}).`,
      version: '0.1.0',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: baseUrl }],
    paths: Object.fromEntries(
      services
        .filter(({ owner }) => owner === register.system)
        .map((contract) => [`/exchange/${contract.name}`, { post: operationOf(contract, kinds) }]),
    ),
    components: {
      schemas: {
        ...Object.fromEntries(kinds.map((kind) => [componentName(kind), schemaOf(kind)])),
        Problem: PROBLEM,
      },
      securitySchemes: { machine: { type: 'http', scheme: 'bearer' } },
    },
  };
}

/** A version of a record: every field as it may stand in an answer; which of them do is said by the caller's grant. */
function schemaOf(kind: RecordKind): Json {
  return {
    type: 'object',
    title: kind.title.en,
    description: kind.title.vi,
    additionalProperties: false,
    properties: Object.fromEntries(Object.entries(kind.fields).map(([name, field]) => [name, fieldSchema(field)])),
    'x-key': kind.key,
  };
}

function fieldSchema(field: Field): Json {
  const schema = JSON.parse(JSON.stringify(valueSchema(field))) as Json;
  return {
    ...schema,
    title: field.title.en,
    description: field.title.vi,
    ...(field.example === undefined ? {} : { examples: [field.example] }),
    ...(field.choices
      ? { 'x-choices': Object.fromEntries(Object.entries(field.choices).map(([code, { en }]) => [code, en])) }
      : {}),
    'x-disclosure': field.disclosure ?? 'basic',
    ...(isEncrypted(field) ? { 'x-encrypted': true } : {}),
  };
}

function operationOf(contract: ServiceContract, kinds: readonly RecordKind[]): Json {
  const { name, title, kind, input, output, grants, fields } = contract;
  const read = kinds.find((each) => serviceName(each, 'read', 'Record') === name);
  return {
    operationId: name,
    summary: title.en,
    description: title.vi,
    security: [{ machine: [] }],
    parameters: [
      {
        name: 'X-Purpose',
        in: 'header',
        required: true,
        schema: { type: 'string', enum: [...new Set(grants.flatMap(({ purposes }) => purposes))] },
      },
      {
        name: 'Idempotency-Key',
        in: 'header',
        required: kind === 'write',
        schema: { type: 'string', pattern: '^[\\w.:-]{8,100}$' },
      },
    ],
    requestBody: { required: true, content: { 'application/json': { schema: plain(input) } } },
    responses: {
      200: {
        description: 'the answer; its receipt is in X-Receipt',
        headers: { 'X-Receipt': { schema: { type: 'string' } } },
        content: { 'application/json': { schema: read ? withComponent(plain(output), read) : plain(output) } },
      },
      default: {
        description: 'a refusal (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    'x-kind': kind,
    'x-callers': grants,
    'x-fields': fields,
  };
}

const plain = (schema: unknown): Json => JSON.parse(JSON.stringify(schema)) as Json;

/** The values of a record are said once, by the kind. */
function withComponent(schema: Json, kind: RecordKind): Json {
  const record = (schema.properties as { record: { properties: Json } }).record;
  record.properties.values = { $ref: `#/components/schemas/${componentName(kind)}` };
  return schema;
}

const PROBLEM: Json = {
  type: 'object',
  title: 'Refusal',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    fields: { type: 'array', items: { type: 'object' } },
  },
};
