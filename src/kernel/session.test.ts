import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { readConfig } from './config.ts';
import { sql } from './db.ts';
import { openKeys } from './keys.ts';
import { createLog } from './log.ts';
import {
  type Holder,
  beginSession,
  cookieName,
  endSession,
  findSession,
  formToken,
  isFormToken,
  sweepSessions,
} from './session.ts';
import type { House } from './system.ts';

let database: TestDatabase;
let house: House;
const holder: Holder = { kind: 'person', number: '001190000004', name: 'Trần Thị Mẫu', assurance: 'high' };

function houseWithKey(): House {
  return {
    config: readConfig({ DEMO: '0' }),
    db: database.db,
    keys: openKeys({ masterKey: randomBytes(32).toString('base64'), dataDir: '' }),
    files: undefined as never,
    log: createLog('silent'),
    synthetic: true,
    sentences: {},
  };
}
before(async () => {
  database = await testDatabase();
  house = houseWithKey();
});
after(() => database.close());
const kernel = () => database.db.as('kernel');

test('a session is found by its token, in its own area, until it is ended', async () => {
  const session = await beginSession(house, 'portal', holder);
  assert.deepEqual(await findSession(house, 'portal', session.token), session);
  assert.equal(await findSession(house, 'desk', session.token), undefined);
  const another = await beginSession(house, 'portal', holder);
  assert.notEqual(another.token, session.token);
  await endSession(house, session);
  assert.equal(await findSession(house, 'portal', session.token), undefined);
  assert.ok(await findSession(house, 'portal', another.token));
});

test('a copy of the table signs nobody in', async () => {
  const { token } = await beginSession(house, 'portal', holder);
  const rows = await kernel().rows<{ row: string }>(sql`SELECT s::text AS row FROM session s`);
  assert.ok(rows.every(({ row }) => !row.includes(token) && !row.includes(Buffer.from(token).toString('hex'))));
});

test('what is no token finds nothing', async () => {
  await beginSession(house, 'portal', holder);
  for (const odd of ['', 'x', `'; --`, 'x'.repeat(43), 'x'.repeat(5_000), `${'x'.repeat(42)}\0`])
    assert.equal(await findSession(house, 'portal', odd), undefined);
});

test('sessions that are over are swept, and no other', async () => {
  await kernel().run(sql`DELETE FROM session`);
  const over = await beginSession(house, 'portal', holder);
  const open = await beginSession(house, 'desk', holder);
  await kernel().run(sql`UPDATE session SET expires_at = now() - interval '1 second' WHERE area = 'portal'`);
  assert.equal(await findSession(house, 'portal', over.token), undefined, 'over before it is swept');
  assert.equal(await sweepSessions(house), 1);
  assert.equal(await sweepSessions(house), 0);
  assert.ok(await findSession(house, 'desk', open.token));
});

test('a person is signed in for two hours, an official for a working day', async () => {
  await kernel().run(sql`DELETE FROM session`);
  await beginSession(house, 'portal', holder);
  await beginSession(house, 'desk', holder);
  const lasting = await kernel()
    .rows(sql`SELECT area, round(extract(epoch FROM expires_at - created_at) / 3600)::int AS hours
    FROM session ORDER BY area`);
  assert.deepEqual(lasting, [
    { area: 'desk', hours: 10 },
    { area: 'portal', hours: 2 },
  ]);
});

test('a form token differs on every page and holds for its session and house only', async () => {
  const session = await beginSession(house, 'portal', holder);
  const [one, other] = [formToken(house, session), formToken(house, session)];
  assert.notEqual(one, other);
  assert.ok(isFormToken(house, session, one) && isFormToken(house, session, other));
  const another = await beginSession(house, 'portal', holder);
  assert.ok(!isFormToken(house, another, one));
  assert.ok(!isFormToken(houseWithKey(), session, one));
  const [salt, signature] = one.split('.') as [string, string];
  const [otherSalt] = other.split('.');
  for (const odd of [
    `${otherSalt}.${signature}`,
    salt,
    `${salt}.`,
    `.${signature}`,
    `${one}x`,
    one.slice(1),
    '',
    'a.b',
    null,
    undefined,
    [one],
    { one },
    'x'.repeat(300),
  ])
    assert.ok(!isFormToken(house, session, odd), String(odd));
});

test('over TLS the cookie is bound to its host by its name', () => {
  assert.equal(cookieName('portal', true), '__Host-mot_cua_portal');
  assert.equal(cookieName('desk', false), 'mot_cua_desk');
});
