import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { after, before } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { Type } from 'typebox';
import { type TestDatabase, testDatabase } from './database.ts';
import { readConfig } from '../../src/kernel/config.ts';
import { ownerClient } from '../../src/kernel/db.ts';
import { createWebServer } from '../../src/kernel/http.ts';
import { openKeys } from '../../src/kernel/keys.ts';
import { createLog } from '../../src/kernel/log.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import { KERNEL_SENTENCES } from '../../src/kernel/sentences.ts';
import type { House } from '../../src/kernel/system.ts';
import { mountOpenIdProvider, verifyAccessToken } from '../../src/systems/identity/index.ts';
import {
  type CallContext,
  type Noted,
  call,
  provide,
  publish,
  service,
  system,
} from '../../src/systems/exchange/index.ts';
import { internalRoutes } from '../../src/systems/exchange/routes.ts';

export const MOTHER = '001190000004';
export const FATHER = '001088000001';
export const CHILD = '001226000001';
export const SECRET_NAME = 'Nguyễn Bí Mật';
export const personalNumber = Type.String({ pattern: '^\\d{12}$' });

export const readPerson = service({
  name: 'population.readOne',
  owner: 'population',
  title: { vi: 'Đọc một người', en: 'Reads a person' },
  kind: 'read',
  input: Type.Object({ number: personalNumber }, { additionalProperties: false }),
  output: Type.Object({ name: Type.String(), spouse: Type.Optional(personalNumber) }),
  fields: ['fullName', 'spouse'],
  grants: [
    { caller: 'cases', purposes: ['birth-registration'], needs: 'case' },
    { caller: 'portal', purposes: ['own-data'], needs: 'own' },
    { caller: 'health', purposes: ['birth-notification'] },
    { caller: 'system:hospital', purposes: ['birth-notification'] },
  ],
  subjects: ({ number }, output) => [number, output?.spouse, null, number],
});

export const writeChild = service({
  name: 'population.writeOne',
  owner: 'population',
  title: { vi: 'Ghi một trẻ', en: 'Writes a child' },
  kind: 'write',
  input: Type.Object({ mother: personalNumber, name: Type.String({ maxLength: 50 }) }),
  output: Type.Object({ child: personalNumber, time: Type.Integer() }),
  fields: ['fullName', 'mother'],
  grants: [
    { caller: 'cases', purposes: ['birth-registration'] },
    { caller: 'civil-status', purposes: ['birth-registration'] },
    { caller: 'system:hospital', purposes: ['birth-notification'] },
  ],
  subjects: ({ mother }, output) => [mother, output?.child],
});

export const compareTwo = service({
  name: 'population.compareTwo',
  owner: 'population',
  title: { vi: 'Đối chiếu hai người', en: 'Compares two people' },
  kind: 'check',
  input: Type.Object({ numbers: Type.Array(personalNumber) }),
  output: Type.Object({ same: Type.Boolean() }),
  fields: ['fullName', 'spouse'],
  grants: [{ caller: 'portal', purposes: ['own-data'], needs: 'own' }],
  subjects: ({ numbers }) => numbers,
});

export const breaksItsPromise = service({
  name: 'population.readWrong',
  owner: 'population',
  title: { vi: 'Trả lời sai', en: 'Answers wrongly' },
  kind: 'read',
  input: Type.Object({}),
  output: Type.Object({ name: Type.String() }, { additionalProperties: false }),
  fields: ['fullName'],
  grants: [{ caller: 'system:hospital', purposes: ['birth-notification'] }],
  subjects: () => [],
});

let database: TestDatabase;
export let house: House;
export let owner: pg.Client;
let app: FastifyInstance;
export let internal: FastifyInstance;
/** What happens inside the owner's code of the next call. */
let inHandler: () => Promise<void> | void = () => undefined;
/** What the owner says of the next comparison. */
let noted: Noted = {};
/** What the register of this test keeps, by request key: done again under the same key it changes nothing. */
const register = new Map<string, { child: string; time: number }>();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

/** Publishes services of a register on an exchange of its own, for the tests of one file. */
export function openExchange(): void {
  before(async () => {
    database = await testDatabase();
    owner = ownerClient(database.owner);
    await owner.connect();
    const port = await freePort();
    house = {
      config: readConfig({ PORT: String(port), DEMO: '0' }),
      db: database.db,
      keys: openKeys({ masterKey: randomBytes(32).toString('base64'), dataDir: '' }),
      files: undefined as never,
      log: createLog('silent'),
      synthetic: true,
      sentences: { ...KERNEL_SENTENCES, ...system.sentences },
    };
    publish(house, [
      provide(readPerson, async () => {
        await inHandler();
        return { name: SECRET_NAME, spouse: FATHER };
      }),
      provide(breaksItsPromise, async () => ({ name: 'x', more: SECRET_NAME }) as { name: string }),
      provide(compareTwo, async (_house, _input, { note }) => {
        note!(noted);
        return { same: false };
      }),
      provide(writeChild, async (_house, _input, context) => {
        await inHandler();
        const key = context.idempotencyKey!;
        if (!register.has(key)) register.set(key, { child: CHILD, time: register.size });
        return register.get(key)!;
      }),
    ]);
    const edge = {
      refusalPage: (_asked: unknown, refusal: Refusal) => refusal.code,
      faultPage: (_asked: unknown, incident: string) => incident,
      signInPath: () => '/',
      machineOf: (token: string) => verifyAccessToken(house, token),
    };
    app = await createWebServer(house, [], edge);
    await mountOpenIdProvider(app, house);
    await app.listen({ port, host: '127.0.0.1' });
    internal = await createWebServer(house, internalRoutes, edge);
  });
  after(async () => {
    await app.close();
    await internal.close();
    await owner.end();
    await database.close();
  });
}

let serial = 0;
export const forCase = (over: Partial<CallContext> = {}): CallContext => ({
  caller: 'cases',
  agency: { code: 'H26.1', name: 'UBND phường Giảng Võ' },
  actor: {
    kind: 'official',
    number: '001185000002',
    officialId: '1',
    role: 'civil-status-officer',
    title: { vi: 'Công chức tư pháp, hộ tịch', en: 'Civil-status officer' },
    territoryCode: '00025',
  },
  purpose: 'birth-registration',
  caseNumber: 'H26.1-261121-0001',
  idempotencyKey: newKey(),
  ...over,
});
export const asPerson = (number: string): Partial<CallContext> => ({
  caller: 'portal',
  purpose: 'own-data',
  actor: { kind: 'person', number, name: SECRET_NAME },
});

export interface Logged {
  service: string;
  outcomes: string[];
  subjects: string[];
  text: string;
}
export async function logged(receipt: string): Promise<Logged> {
  const { rows } = await owner.query<Logged>(
    `SELECT m.service, m::text AS text,
       CASE WHEN m.outcome IS NOT NULL THEN ARRAY[m.outcome]
         ELSE ARRAY(SELECT o.outcome FROM exchange.outcome o WHERE o.receipt = m.receipt ORDER BY o.at) END AS outcomes,
       ARRAY(SELECT s.personal_number FROM exchange.subject s WHERE s.receipt = m.receipt ORDER BY 1) AS subjects
     FROM exchange.message m WHERE m.receipt = $1`,
    [receipt],
  );
  assert.equal(rows.length, 1);
  return rows[0]!;
}
export async function newestReceipt(): Promise<string> {
  const { rows } = await owner.query<{ receipt: string }>(
    'SELECT receipt FROM exchange.message ORDER BY at DESC LIMIT 1',
  );
  return rows[0]!.receipt;
}
/** Lets the owner say this of the next comparison. */
export function note(said: Noted): void {
  noted = said;
}
/** A key that no call had. */
export const newKey = (): string => `key-${++serial}`;
export const messages = async () => (await owner.query('SELECT FROM exchange.message')).rowCount!;
export const refusedAs = (code: string, status?: number) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (status === undefined || error.status === status);
export async function inside<Result>(work: () => Promise<void> | void, asked: () => Promise<Result>): Promise<Result> {
  inHandler = work;
  try {
    return await asked();
  } finally {
    inHandler = () => undefined;
  }
}
export const read = (context: CallContext, number = MOTHER) => call(house, readPerson, { number }, context);
export const write = (context: CallContext, mother = MOTHER) =>
  call(house, writeChild, { mother, name: SECRET_NAME }, context);
