import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { openApiOf } from './openapi.ts';
import { html, route } from './route.ts';

const answer = () => html('');
const Dossier = Type.Object({ dossierId: Type.String({ format: 'uuid' }) });
const routes = [
  route({ method: 'GET', path: '/', who: 'anyone', answer }),
  route({
    method: 'GET',
    path: '/dossiers/:dossierId',
    who: 'person',
    params: Dossier,
    query: Type.Object({ page: Type.Optional(Type.Integer()), day: Type.String() }),
    answer,
  }),
  route({
    method: 'POST',
    path: '/dossiers/:dossierId',
    who: 'person',
    params: Dossier,
    body: Type.Object({ note: Type.String() }),
    answer,
  }),
  route({
    method: 'POST',
    path: '/dossiers/:dossierId/papers/:place',
    who: { official: ['clerk'] },
    params: Dossier,
    upload: { most: 1, largest_bytes: 1 },
    body: Type.Object({}),
    answer,
  }),
  route({ method: 'GET', path: '/exchange/:service', who: 'machine', answer }),
];
const services = [
  {
    name: 'population.readOne',
    title: { vi: 'Đọc', en: 'Reads' },
    kind: 'read',
    input: Dossier,
    output: Type.Object({ name: Type.String() }),
  },
  {
    name: 'population.writeOne',
    title: { vi: 'Ghi', en: 'Writes' },
    kind: 'write',
    input: Dossier,
    output: Type.Object({}),
  },
];

interface Operation {
  operationId?: string;
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  security?: Record<string, unknown[]>[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { description: string }>;
}
const described = JSON.parse(JSON.stringify(openApiOf('https://mot-cua.example', routes, services))) as {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, unknown> };
};
const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

test('each route and each service is described, under its own address', () => {
  assert.equal(described.openapi, '3.1.0');
  assert.ok(described.info.title && described.info.version);
  assert.deepEqual(operations.map(({ method, path }) => `${method} ${path}`).sort(), [
    'get /',
    'get /dossiers/{dossierId}',
    'post /dossiers/{dossierId}',
    'post /dossiers/{dossierId}/papers/{place}',
    'post /exchange/population.readOne',
    'post /exchange/population.writeOne',
  ]);
});

test('each operation is as OpenAPI 3.1 wants it', () => {
  const ids = operations.map(({ operation }) => operation.operationId).filter(Boolean);
  assert.equal(new Set(ids).size, ids.length);
  for (const { path, method, operation } of operations) {
    assert.ok(Object.keys(operation.responses).length > 0);
    for (const [status, { description }] of Object.entries(operation.responses)) {
      assert.match(status, /^(default|[1-5]\d\d)$/);
      assert.ok(description);
    }
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    const declared = operation.parameters.filter((parameter) => parameter.in === 'path');
    assert.deepEqual(declared.map(({ name }) => name).sort(), inPath.sort(), `${method} ${path}`);
    for (const parameter of operation.parameters) {
      assert.equal(typeof parameter.schema, 'object');
      if (parameter.in === 'path') assert.equal(parameter.required, true);
    }
    for (const needed of operation.security ?? [])
      for (const scheme of Object.keys(needed)) assert.ok(scheme in described.components.securitySchemes);
    for (const [type, { schema }] of Object.entries(operation.requestBody?.content ?? {})) {
      assert.match(type, /^(application|multipart)\//);
      assert.equal((schema as { type: string }).type, 'object');
    }
  }
});

test('what must be sent is said, who may ask too', () => {
  const { parameters } = described.paths['/dossiers/{dossierId}']!.get!;
  assert.deepEqual(
    parameters.map(({ name, required }) => [name, required]),
    [
      ['dossierId', true],
      ['page', false],
      ['day', true],
    ],
  );
  assert.deepEqual(described.paths['/dossiers/{dossierId}']!.get!.security, [{ person: [] }]);
  assert.equal(described.paths['/']!.get!.security, undefined);
  const papers = described.paths['/dossiers/{dossierId}/papers/{place}']!.post!;
  assert.deepEqual(Object.keys(papers.requestBody!.content), ['multipart/form-data']);
  assert.deepEqual(papers.security, [{ official: [] }]);
  const key = (service: string) =>
    described.paths[`/exchange/${service}`]!.post!.parameters.find(({ name }) => name === 'Idempotency-Key')!.required;
  assert.deepEqual([key('population.readOne'), key('population.writeOne')], [false, true]);
});
