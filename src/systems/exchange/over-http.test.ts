import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openApiOf } from '../../kernel/openapi.ts';
import { registerInformationSystem } from '../identity/index.ts';
import { publishedServices, usageByReceipt } from './index.ts';
import { internalRoutes } from './routes.ts';
import {
  openExchange,
  FATHER,
  MOTHER,
  SECRET_NAME,
  house,
  internal,
  newKey,
  readPerson,
} from '../../../test/support/exchange.ts';

openExchange();

async function tokenOf(agencyCode: string): Promise<string> {
  const { clientId, clientSecret } = await registerInformationSystem(house, {
    agencyCode,
    agencyName: `Bệnh viện ${agencyCode}`,
    kind: 'hospital',
    name: `Phần mềm ${agencyCode}`,
  });
  const response = await fetch(`${house.config.baseUrl}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'exchange' }),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

function post(name: string, token: string | undefined, payload: object, headers: Record<string, string> = {}) {
  const authorization: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const purpose = { 'x-purpose': 'birth-notification', 'idempotency-key': newKey() };
  return internal.inject({
    method: 'POST',
    url: `/exchange/${name}`,
    payload,
    headers: { ...purpose, ...authorization, ...headers },
  });
}

test('an information system calls over HTTP with its token, in its own name', async () => {
  const token = await tokenOf('B01.0001');
  const answer = await post('population.readOne', token, { number: MOTHER });
  assert.equal(answer.statusCode, 200);
  assert.deepEqual(answer.json(), { name: SECRET_NAME, spouse: FATHER });
  const receipt = String(answer.headers['x-receipt']);
  const line = await usageByReceipt(house, { receipt, personalNumbers: [MOTHER], viewer: MOTHER });
  assert.equal(line!.agencyName, 'Bệnh viện B01.0001');
  assert.deepEqual(line!.actorTitle, { vi: 'Phần mềm B01.0001', en: 'Phần mềm B01.0001' });
  const key = { 'idempotency-key': 'report-0001' };
  const input = { mother: MOTHER, name: SECRET_NAME };
  const first = await post('population.writeOne', token, input, key);
  const again = await post('population.writeOne', token, input, key);
  assert.equal(first.statusCode, 200);
  assert.equal(again.headers['x-receipt'], first.headers['x-receipt']);
  assert.deepEqual(again.json(), first.json());
  const neighbour = await post('population.writeOne', await tokenOf('B01.0002'), input, key);
  assert.notEqual(neighbour.headers['x-receipt'], first.headers['x-receipt']);
});

test('an answer that is not what its contract promises does not leave the house', async () => {
  const token = await tokenOf('B01.0009');
  const answer = await post('population.readWrong', token, {});
  assert.equal(answer.statusCode, 500);
  assert.ok(!answer.body.includes(SECRET_NAME));
});

test('what is wrong with a call over HTTP is said as a problem document', async () => {
  const token = await tokenOf('B01.0003');
  const input = { number: MOTHER };
  const refusals: [Awaited<ReturnType<typeof post>>, number, string][] = [
    [await post('population.readOne', undefined, input), 401, 'machine.token_needed'],
    [await post('population.readOne', `${token.slice(0, -4)}AAAA`, input), 401, 'machine.token_needed'],
    [await post('population.readNone', token, input), 404, 'exchange.unknown_service'],
    [await post('__proto__', token, input), 404, 'exchange.unknown_service'],
    [await post('population.readOne', token, input, { 'x-purpose': '' }), 400, 'exchange.unknown_purpose'],
    [await post('population.readOne', token, input, { 'x-purpose': 'toString' }), 400, 'exchange.unknown_purpose'],
    [await post('population.readOne', token, input, { 'x-purpose': 'own-data' }), 403, 'exchange.no_right'],
    [await post('population.writeOne', token, input, { 'idempotency-key': '' }), 400, 'exchange.key_needed'],
    [await post('population.writeOne', token, input, { 'idempotency-key': 'short' }), 400, 'exchange.key_needed'],
    [
      await post('population.writeOne', token, input, { 'idempotency-key': 'a key with / in it' }),
      400,
      'exchange.key_needed',
    ],
    [await post('population.readOne', token, { number: 'x' }), 422, 'input.invalid'],
    [
      await post('population.readOne', token, { number: MOTHER }, { 'x-purpose': 'public-information' }),
      403,
      'exchange.no_right',
    ],
  ];
  for (const [answer, status, code] of refusals) {
    assert.equal(answer.statusCode, status, code);
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/, code);
    assert.equal(answer.json<{ code: string }>().code, code);
    assert.equal(answer.headers['x-receipt'], undefined);
  }
});

test('an information system sees what there is to call, and OpenAPI describes it', async () => {
  assert.equal((await internal.inject({ url: '/exchange' })).statusCode, 401);
  const authorization = `Bearer ${await tokenOf('B01.0005')}`;
  const list = await internal.inject({ url: '/exchange', headers: { authorization } });
  const [first] = list.json<{ name: string; callers: unknown }[]>();
  assert.equal(first!.name, 'population.readOne');
  assert.deepEqual(first!.callers, readPerson.grants);
  const { paths } = openApiOf('http://x', internalRoutes, publishedServices(house)) as {
    paths: Record<string, unknown>;
  };
  assert.deepEqual(Object.keys(paths).sort(), [
    '/exchange',
    '/exchange/population.compareTwo',
    '/exchange/population.readOne',
    '/exchange/population.readWrong',
    '/exchange/population.writeOne',
  ]);
});
