import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { Type } from 'typebox';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { readConfig } from '../../kernel/config.ts';
import { ownerClient, sql } from '../../kernel/db.ts';
import { createWebServer } from '../../kernel/http.ts';
import { openKeys } from '../../kernel/keys.ts';
import { createLog } from '../../kernel/log.ts';
import { openApiOf } from '../../kernel/openapi.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { KERNEL_SENTENCES } from '../../kernel/sentences.ts';
import type { House } from '../../kernel/system.ts';
import { mountOpenIdProvider, registerInformationSystem, verifyAccessToken } from '../identity/index.ts';
import {
  type CallContext,
  type Noted,
  type ServiceContract,
  call,
  callsSince,
  provide,
  publish,
  publishedServices,
  service,
  system,
  usageByReceipt,
  usageOf,
} from './index.ts';
import { internalRoutes } from './routes.ts';

const MOTHER = '001190000004';
const FATHER = '001088000001';
const CHILD = '001226000001';
const SECRET_NAME = 'Nguyễn Bí Mật';
const personalNumber = Type.String({ pattern: '^\\d{12}$' });

const readPerson = service({
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

const writeChild = service({
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

const compareTwo = service({
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

const breaksItsPromise = service({
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
let house: House;
let owner: pg.Client;
let app: FastifyInstance;
let internal: FastifyInstance;
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

let serial = 0;
const forCase = (over: Partial<CallContext> = {}): CallContext => ({
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
  idempotencyKey: `key-${++serial}`,
  ...over,
});
const asPerson = (number: string): Partial<CallContext> => ({
  caller: 'portal',
  purpose: 'own-data',
  actor: { kind: 'person', number, name: SECRET_NAME },
});

interface Logged {
  service: string;
  outcomes: string[];
  subjects: string[];
  text: string;
}
async function logged(receipt: string): Promise<Logged> {
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
async function newestReceipt(): Promise<string> {
  const { rows } = await owner.query<{ receipt: string }>(
    'SELECT receipt FROM exchange.message ORDER BY at DESC LIMIT 1',
  );
  return rows[0]!.receipt;
}
const messages = async () => (await owner.query('SELECT FROM exchange.message')).rowCount!;
const refusedAs = (code: string, status?: number) => (error: unknown) =>
  error instanceof Refusal && error.code === code && (status === undefined || error.status === status);
async function inside<Result>(work: () => Promise<void> | void, asked: () => Promise<Result>): Promise<Result> {
  inHandler = work;
  try {
    return await asked();
  } finally {
    inHandler = () => undefined;
  }
}
const read = (context: CallContext, number = MOTHER) => call(house, readPerson, { number }, context);
const write = (context: CallContext, mother = MOTHER) =>
  call(house, writeChild, { mother, name: SECRET_NAME }, context);

test('a grant names the caller, the purpose, and what must be there', async () => {
  await read(forCase());
  await read(forCase({ caller: 'health', purpose: 'birth-notification', caseNumber: '' }));
  await read(forCase(asPerson(MOTHER)));
  const refused: Partial<CallContext>[] = [
    { caller: 'insurance' },
    { caller: 'Cases' },
    { purpose: 'child-health-insurance' },
    { caller: 'health', purpose: 'birth-registration' },
    { caseNumber: '' },
    asPerson(FATHER),
    { ...asPerson(MOTHER), actor: { kind: 'machine', name: MOTHER } },
    { ...asPerson(MOTHER), purpose: 'birth-registration' },
    { caller: 'system:hospital', purpose: 'own-data' },
  ];
  for (const over of refused) {
    let ran = false;
    const attempt = inside(
      () => void (ran = true),
      () => read(forCase(over)),
    );
    await assert.rejects(attempt, refusedAs('exchange.no_right', 403), JSON.stringify(over));
    assert.equal(ran, false, 'the owner is not even asked');
    const { outcomes, subjects } = await logged(await newestReceipt());
    assert.deepEqual([outcomes, subjects], [['exchange.no_right'], []]);
  }
});

test('an input that does not fit is refused before anything is done or logged', async () => {
  const before = await messages();
  for (const input of [{}, { number: '1' }, { number: MOTHER, more: 1 }, null] as never[])
    await assert.rejects(call(house, readPerson, input, forCase()), refusedAs('input.invalid', 422));
  assert.equal(await messages(), before);
});

test('what is read is logged before the answer is handed over', async () => {
  const { output, receipt } = await inside(
    async () => void (await owner.query('ALTER TABLE exchange.message RENAME TO message_gone')),
    () => read(forCase()).catch((error: unknown) => ({ output: error, receipt: '' })),
  );
  await owner.query('ALTER TABLE exchange.message_gone RENAME TO message');
  assert.ok(output instanceof Error, 'without its row in the log nothing is disclosed');
  assert.equal(receipt, '');
  const told = await read(forCase());
  assert.deepEqual(told.output, { name: SECRET_NAME, spouse: FATHER });
  assert.match(told.receipt, /^BN\d{6}-[2-9A-Z]{10}$/);
  assert.deepEqual(await logged(told.receipt).then(({ outcomes, subjects }) => [outcomes, subjects]), [
    ['done'],
    [FATHER, MOTHER],
  ]);
});

test('a read that the owner refuses is in the log of the person asked about', async () => {
  const attempt = inside(
    () => {
      throw new Refusal('population.no_such_person', 404);
    },
    () => read(forCase()),
  );
  await assert.rejects(attempt, refusedAs('population.no_such_person', 404));
  const { outcomes, subjects } = await logged(await newestReceipt());
  assert.deepEqual([outcomes, subjects], [['population.no_such_person'], [MOTHER]]);
});

test('a read that fails discloses nothing and is not logged as done', async () => {
  const before = await messages();
  await assert.rejects(
    inside(
      () => {
        throw new Error('a mistake');
      },
      () => read(forCase()),
    ),
    /a mistake/,
  );
  assert.equal(await messages(), before);
});

test('a write is logged, with those known to be concerned, before it begins', async () => {
  let begun: Logged | undefined;
  const { receipt } = await inside(
    async () => void (begun = await logged(await newestReceipt())),
    () => write(forCase()),
  );
  assert.deepEqual([begun!.service, begun!.outcomes, begun!.subjects], ['population.writeOne', [], [MOTHER]]);
  const ended = await logged(receipt);
  assert.deepEqual([ended.outcomes, ended.subjects], [['done'], [MOTHER, CHILD].sort()]);
});

test('a write needs a key', async () => {
  const { idempotencyKey: _key, ...context } = forCase();
  await assert.rejects(write(context), /give it an idempotency key/);
});

test('a write under the same key changes nothing more and gives the same answer and receipt', async () => {
  const context = forCase();
  const first = await write(context);
  const before = await messages();
  const again = await write(context);
  assert.deepEqual([again.output, again.receipt], [first.output, first.receipt]);
  assert.equal(await messages(), before);
  const { outcomes, subjects } = await logged(first.receipt);
  assert.deepEqual([outcomes, subjects.length], [['done'], 2]);
  const many = await Promise.all(Array.from({ length: 12 }, () => write(forCase({ idempotencyKey: 'at-once' }))));
  assert.equal(new Set(many.map(({ receipt }) => receipt)).size, 1);
});

test('the same key with another input is noticed and refused, and the log does not tell what the inputs were', async () => {
  const context = forCase();
  const { receipt, output } = await write(context, MOTHER);
  await assert.rejects(write(context, FATHER), refusedAs('exchange.key_used', 422));
  const attempt = await logged(await newestReceipt());
  assert.deepEqual([attempt.outcomes, attempt.subjects], [['exchange.key_used'], []]);
  assert.deepEqual((await logged(receipt)).outcomes, ['done']);
  const reordered = { name: SECRET_NAME, mother: MOTHER };
  assert.deepEqual(
    (await call(house, writeChild, reordered, context)).output,
    output,
    'the order of names means nothing',
  );
  const { rows } = await owner.query<{ mac: Buffer }>(
    'SELECT input_mac AS mac FROM exchange.message WHERE receipt = $1',
    [receipt],
  );
  const plain = createHash('sha256')
    .update(JSON.stringify({ mother: MOTHER, name: SECRET_NAME }))
    .digest();
  assert.equal(rows[0]!.mac.length, 32);
  assert.notDeepEqual(rows[0]!.mac, plain, 'without the key of the house nobody can try inputs out');
});

test('who may ask about oneself may not ask about others with the same breath', async () => {
  const ask = (numbers: string[]) => call(house, compareTwo, { numbers }, forCase(asPerson(MOTHER)));
  await ask([MOTHER, MOTHER]);
  for (const numbers of [[], [FATHER], [MOTHER, FATHER], [FATHER, MOTHER]])
    await assert.rejects(ask(numbers), refusedAs('exchange.no_right', 403), numbers.join());
});

test('an owner may say which fields an answer had, whom else it was about, and who may not be told', async () => {
  const ask = (more: Noted) => {
    noted = more;
    return call(house, compareTwo, { numbers: [MOTHER] }, forCase(asPerson(MOTHER)));
  };
  const linesOf = async (personalNumber: string) =>
    (await usageOf(house, { personalNumber, viewer: MOTHER })).map(({ receipt, kind, fields }) => [
      receipt,
      kind,
      fields,
    ]);
  const other = '001199000123';
  const some = await ask({ fields: ['spouse'], subjects: [other] });
  assert.deepEqual(await linesOf(other), [[some.receipt, 'check', ['spouse']]]);
  const sealed = await ask({ fields: ['spouse'], subjects: [other], untold: [other] });
  const deferred = await ask({ subjects: [other], untold: [other], toldFrom: new Date(Date.now() + 3_600_000) });
  const past = await ask({ subjects: [other], untold: [other], toldFrom: new Date(Date.now() - 3_600_000) });
  assert.deepEqual(
    (await linesOf(other)).map(([receipt]) => receipt),
    [past.receipt, some.receipt],
  );
  for (const { receipt } of [sealed, deferred]) {
    assert.equal(await usageByReceipt(house, { receipt, personalNumbers: [other], viewer: MOTHER }), undefined);
    assert.deepEqual((await logged(receipt)).subjects, [MOTHER, other].sort(), 'the log itself keeps them');
  }
});

test('the same key of another agency, or of another caller, is another write', async () => {
  const receipts = await Promise.all(
    [{}, { agency: { code: 'H26.2', name: 'UBND phường Ngọc Hà' } }, { caller: 'civil-status' }].map((over) =>
      write(forCase({ idempotencyKey: 'shared-key', ...over })),
    ),
  );
  assert.equal(new Set(receipts.map(({ receipt }) => receipt)).size, 3);
  assert.equal(new Set(receipts.map(({ output }) => output.time)).size, 3);
});

test('a refused write is over with its code, and may be done under the same key when nothing stands in its way', async () => {
  const context = forCase();
  const refuse = () => {
    throw new Refusal('population.not_yet', 409);
  };
  await assert.rejects(
    inside(refuse, () => write(context)),
    refusedAs('population.not_yet'),
  );
  const receipt = await newestReceipt();
  assert.deepEqual((await logged(receipt)).outcomes, ['population.not_yet']);
  await assert.rejects(
    inside(refuse, () => write(context)),
    refusedAs('population.not_yet'),
  );
  assert.deepEqual((await logged(receipt)).outcomes, ['population.not_yet'], 'refused again it is refused once');
  assert.equal((await write(context)).receipt, receipt);
  const { outcomes, subjects } = await logged(receipt);
  assert.deepEqual(outcomes, ['population.not_yet', 'done']);
  assert.deepEqual(subjects, [MOTHER, CHILD].sort(), 'nobody sees one call twice');
  const line = await usageByReceipt(house, { receipt, personalNumbers: [MOTHER], viewer: MOTHER });
  assert.equal(line!.outcome, 'done');
});

test('a write that was cut off stands open, seen by those concerned, until it is done again', async () => {
  const context = forCase();
  await assert.rejects(
    inside(
      () => {
        throw new Error('the power failed');
      },
      () => write(context),
    ),
    /power/,
  );
  const receipt = await newestReceipt();
  assert.deepEqual((await logged(receipt)).outcomes, []);
  const seen = await usageByReceipt(house, { receipt, personalNumbers: [MOTHER], viewer: MOTHER });
  assert.equal(seen!.outcome, null);
  assert.equal((await write(context)).receipt, receipt);
  assert.deepEqual((await logged(receipt)).outcomes, ['done']);
});

test('nothing is called inside a transaction', async () => {
  const attempt = house.db.as('exchange').transaction(() => read(forCase()));
  await assert.rejects(attempt, /population\.readOne was asked for inside a transaction/);
});

test('a service that nobody provides cannot be called, nor one be provided twice', async () => {
  const unknown = { ...readPerson, name: 'population.readNone' } as ServiceContract<
    typeof readPerson.input,
    typeof readPerson.output
  >;
  await assert.rejects(call(house, unknown, { number: MOTHER }, forCase()), refusedAs('exchange.unknown_service', 404));
  const one = provide(readPerson, async () => ({ name: '' }));
  assert.throws(() => publish({ ...house }, [one, one]), /two providers/);
  await assert.rejects(
    call({ ...house }, readPerson, { number: MOTHER }, forCase()),
    refusedAs('exchange.unknown_service'),
  );
});

test('the log holds the names of fields and no value of them', async () => {
  const { receipt } = await write(forCase());
  await read(forCase(asPerson(MOTHER)));
  assert.match((await logged(receipt)).text, /fullName/);
  for (const table of ['message', 'subject', 'outcome']) {
    const { rows } = await owner.query<{ text: string }>(`SELECT t::text AS text FROM exchange.${table} t`);
    assert.ok(
      rows.every(({ text }) => !text.includes('Bí Mật')),
      table,
    );
  }
});

test('a person sees the calls about them, newest first, and which were their own', async () => {
  const number = '001199000099';
  const receipts: string[] = [];
  for (let i = 0; i < 5; i++) receipts.unshift((await read(forCase(i === 2 ? asPerson(number) : {}), number)).receipt);
  const lines = await usageOf(house, { personalNumber: number, viewer: number });
  assert.deepEqual(
    lines.map(({ receipt }) => receipt),
    receipts,
  );
  assert.deepEqual(
    lines.map(({ isOwn }) => isOwn),
    [false, false, true, false, false],
  );
  const { receipt: _receipt, at, ...line } = lines[0]!;
  assert.ok(Math.abs(at.getTime() - Date.now()) < 60_000);
  assert.deepEqual(line, {
    service: 'population.readOne',
    owner: 'population',
    kind: 'read',
    agencyName: 'UBND phường Giảng Võ',
    actorKind: 'official',
    isOwn: false,
    actorTitle: { vi: 'Công chức tư pháp, hộ tịch', en: 'Civil-status officer' },
    purpose: 'birth-registration',
    caseNumber: 'H26.1-261121-0001',
    fields: ['fullName', 'spouse'],
    outcome: 'done',
  });
  assert.ok(!JSON.stringify(lines).includes('001185000002'), 'who acted is shown by the post, not by number');
  // The spouse is concerned too; a stranger is not.
  assert.ok(
    (await usageOf(house, { personalNumber: FATHER, viewer: FATHER })).some(({ receipt }) => receipt === receipts[0]),
  );
  assert.deepEqual(await usageOf(house, { personalNumber: '001199000098', viewer: number }), []);
  assert.equal(
    await usageByReceipt(house, { receipt: receipts[0]!, personalNumbers: ['001199000098'], viewer: number }),
    undefined,
  );
  assert.equal(
    await usageByReceipt(house, { receipt: 'BN000000-NONE', personalNumbers: [number], viewer: number }),
    undefined,
  );
});

test('the calls come in pages, and of one register when asked', async () => {
  const number = '001199000097';
  for (let i = 0; i < 7; i++) {
    await read(forCase(), number);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const found: string[] = [];
  let before: Date | undefined;
  for (let pages = 0; pages < 5; pages++) {
    const page = await usageOf(house, {
      personalNumber: number,
      viewer: number,
      limit: 3,
      ...(before ? { before } : {}),
    });
    assert.ok(page.length <= 3);
    found.push(...page.map(({ receipt }) => receipt));
    before = page.at(-1)?.at;
    if (!before) break;
  }
  assert.equal(new Set(found).size, 7);
  assert.equal(found.length, 7);
  const asked = { personalNumber: number, viewer: number };
  assert.equal((await usageOf(house, { ...asked, owner: 'population' })).length, 7);
  assert.equal((await usageOf(house, { ...asked, owner: 'health' })).length, 0);
  assert.equal((await usageOf(house, { ...asked, limit: 0 })).length, 1);
  assert.equal((await usageOf(house, { ...asked, limit: 100_000 })).length, 7);
});

test('calls are counted from a moment on', async () => {
  const [moment] = await house.db.as('exchange').rows<{ at: Date }>(sql`SELECT clock_timestamp() AS at`);
  const before = await callsSince(house, moment!.at);
  await read(forCase());
  await read(forCase());
  assert.equal((await callsSince(house, moment!.at)) - before, 2);
});

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
  const purpose = { 'x-purpose': 'birth-notification', 'idempotency-key': `outside-${++serial}` };
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
