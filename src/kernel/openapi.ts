import type { TSchema } from 'typebox';
import type { Route } from './route.ts';
import type { Bilingual } from './text.ts';

/** As much of a published service as its description needs. */
interface DescribedService {
  name: string;
  title: Bilingual;
  kind: string;
  input: TSchema;
  output: TSchema;
}

/** The OpenAPI 3.1 description of a port: its routes, from the same schemas that check them, and the services behind `/exchange`. */
export function openApiOf(
  baseUrl: string,
  routes: readonly Route[],
  services: readonly DescribedService[],
): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const row of routes) {
    const path = row.path.replace(/:(\w+)/g, '{$1}');
    if (path === '/exchange/{service}') continue;
    (paths[path] ??= {})[row.method.toLowerCase()] = operationOf(row);
  }
  for (const { name, title, kind, input, output } of services) {
    paths[`/exchange/${name}`] = {
      post: {
        operationId: name,
        summary: title.en,
        security: [{ machine: [] }],
        parameters: [
          { name: 'X-Purpose', in: 'header', required: true, schema: { type: 'string' } },
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: kind === 'write',
            schema: { type: 'string', pattern: '^[\\w.:-]{8,100}$' },
          },
        ],
        requestBody: { required: true, content: { 'application/json': { schema: input } } },
        responses: {
          200: {
            description: 'the answer; its receipt is in X-Receipt',
            headers: { 'X-Receipt': { schema: { type: 'string' } } },
            content: { 'application/json': { schema: output } },
          },
          default: PROBLEM,
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Một Cửa', version: '0.1.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: baseUrl }],
    paths,
    components: {
      securitySchemes: {
        person: { type: 'apiKey', in: 'cookie', name: 'mot_cua_portal' },
        official: { type: 'apiKey', in: 'cookie', name: 'mot_cua_desk' },
        machine: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

const PROBLEM = {
  description: 'a refusal (RFC 9457)',
  content: {
    'application/problem+json': {
      schema: {
        type: 'object',
        required: ['type', 'title', 'status', 'code'],
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          code: { type: 'string' },
          fields: { type: 'array', items: { type: 'object' } },
        },
      },
    },
  },
};

function operationOf(row: Route): Record<string, unknown> {
  const who = typeof row.who === 'object' ? 'official' : row.who;
  const inPath = [...row.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name: name!,
    in: 'path',
    required: true,
    schema: row.params?.properties[name!] ?? { type: 'string' },
  }));
  const required = (row.query as { required?: string[] } | undefined)?.required ?? [];
  const inQuery = Object.entries(row.query?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
  const parameters = [...inPath, ...inQuery];
  return {
    parameters,
    ...(who === 'anyone' ? {} : { security: [{ [who]: [] }] }),
    ...(row.body
      ? {
          requestBody: {
            content: {
              [row.upload ? 'multipart/form-data' : 'application/x-www-form-urlencoded']: { schema: row.body },
            },
          },
        }
      : {}),
    ...(row.bytes ? { requestBody: { required: true, content: { [row.bytes.type]: {} } } } : {}),
    responses: { default: PROBLEM },
  };
}
