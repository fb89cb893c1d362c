import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { setClock } from '../../kernel/clock.ts';
import { type Config, readConfig } from '../../kernel/config.ts';
import { ownerClient } from '../../kernel/db.ts';
import { openFiles } from '../../kernel/files.ts';
import { addJob, startJobWorker } from '../../kernel/jobs.ts';
import { openKeys } from '../../kernel/keys.ts';
import { createLog } from '../../kernel/log.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { House } from '../../kernel/system.ts';
import {
  inboxOf,
  type MessageToSend,
  messageJob,
  preferencesOf,
  readMessage,
  renderMessage,
  sendMessage,
  sendMessageInJob,
  setPreferences,
  system,
  unreadCount,
} from './index.ts';
import { deliver } from './delivery.ts';

const LAN = '001190000001';
const MINH = '001090000002';
const contact = { phone: '0101234567', email: 'lan@nha.example' };
const agency = { vi: 'Ủy ban nhân dân phường Giảng Võ', en: "People's Committee of Giang Vo Ward" };
const procedure = { vi: 'Đăng ký khai sinh', en: 'Birth registration' };

let database: TestDatabase;
let dataDir: string;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'mot-cua-outbox-'));
});
afterEach(() => {
  setClock();
  rmSync(dataDir, { recursive: true });
});

function house(settings: Partial<Config> = {}): House {
  const config = { ...readConfig({ DATA_DIR: dataDir, LOG: 'silent' }), ...settings };
  const keys = openKeys(config);
  return {
    config,
    db: database.db,
    keys,
    files: openFiles(join(dataDir, 'files'), keys),
    log: createLog('silent'),
    synthetic: true,
    sentences: system.sentences!,
  };
}

const received = (key: string, more: Partial<MessageToSend<'case-received'>> = {}): MessageToSend<'case-received'> => ({
  key,
  to: LAN,
  contact,
  template: 'case-received',
  values: { procedure, agency, dueOn: '2026-12-01' },
  caseNumber: 'H26.00025-261121-0042',
  ...more,
});
const code = (key: string, to = LAN): MessageToSend<'one-time-code'> => ({
  key,
  to,
  contact,
  template: 'one-time-code',
  values: { minutes: 5 },
  secretValues: { code: '837261' },
});
const refusedWith = (expected: string) => (error: unknown) => error instanceof Refusal && error.code === expected;

const outbox = () => {
  try {
    return readdirSync(join(dataDir, 'outbox')).sort();
  } catch {
    return [];
  }
};
const outboxFile = (ending: string) =>
  readFileSync(
    join(
      dataDir,
      'outbox',
      outbox().find((name) => name.endsWith(ending))!,
    ),
    'utf8',
  );

async function asOwner<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  const owner = ownerClient(database.owner);
  await owner.connect();
  try {
    return (await owner.query(text, values)).rows as Row[];
  } finally {
    await owner.end();
  }
}
const deliveryOf = async (messageId: string, channel: string) =>
  (
    await asOwner<{ state: string; attempts: number; last_error: string | null; sealed: Buffer | null }>(
      'SELECT state, attempts, last_error, sealed FROM notifications.delivery WHERE message_id = $1 AND channel = $2',
      [messageId, channel],
    )
  )[0];
/** The delivery jobs of a message, and how many seconds each waits. */
const jobsOf = (messageId: string) =>
  asOwner<{ priority: number; waits: number }>(
    `SELECT priority, extract(epoch FROM run_at - now())::float AS waits
       FROM graphile_worker._private_jobs WHERE payload ->> 'messageId' = $1`,
    [messageId],
  );

test('without a mail server and a gateway a message goes into the outbox folder and the inbox', async () => {
  const here = house();
  const messageId = await sendMessage(here, received('outbox'));
  await deliver(here, { messageId });
  assert.equal(outbox().length, 2);
  assert.equal(statSync(join(dataDir, 'outbox', outbox()[0]!)).mode & 0o077, 0);
  const sms = JSON.parse(outboxFile('.json')) as { to: string; text: string };
  assert.equal(sms.to, '0101234567');
  assert.match(sms.text, /H26\.00025-261121-0042/);
  const mail = outboxFile('.eml');
  assert.match(mail, /^To: lan@nha\.example\r$/m);
  assert.match(mail, /^Auto-Submitted: auto-generated\r$/m);
  const [message] = await inboxOf(here, LAN, { limit: 1 });
  assert.equal(message?.id, messageId);
  assert.equal(renderMessage(message, 'en').subject, 'We have your application H26.00025-261121-0042');
  assert.match(renderMessage(message, 'vi').text, /Ủy ban nhân dân phường Giảng Võ .*01\/12\/2026/);
});

test('the same key is sent once, also when asked for at the same moment, and never stands for another message', async () => {
  const here = house();
  const ids = await Promise.all(Array.from({ length: 5 }, () => sendMessage(here, received('once'))));
  assert.equal(new Set(ids).size, 1);
  assert.equal((await jobsOf(ids[0]!)).length, 1);
  await assert.rejects(sendMessage(here, received('once', { to: MINH })), refusedWith('notifications.key_used'));
});

test('a delivery that was sent is not sent again', async () => {
  const here = house();
  const messageId = await sendMessage(here, received('again'));
  await deliver(here, { messageId });
  rmSync(join(dataDir, 'outbox'), { recursive: true });
  await deliver(here, { messageId });
  assert.deepEqual(outbox(), []);
});

test('a one-time code is in the message itself and nowhere else', async () => {
  const here = house();
  await setPreferences(here, MINH, { email: false, sms: false, language: 'en' });
  const messageId = await sendMessage(here, code('code', MINH));
  const everything = () =>
    asOwner<{ all: string }>(
      `SELECT (SELECT json_agg(m)::text FROM notifications.message m) || (SELECT json_agg(d)::text FROM notifications.delivery d)
           || (SELECT json_agg(j)::text FROM graphile_worker._private_jobs j) AS all`,
    );
  const hex = Buffer.from('837261').toString('hex');
  for (const text of [(await everything())[0]!.all]) {
    assert.ok(!text.includes('837261') && !text.includes(hex));
  }
  assert.deepEqual(await inboxOf(here, MINH, { limit: 10 }), []);
  assert.equal(await unreadCount(here, MINH), 0);
  await assert.rejects(readMessage(here, MINH, messageId), refusedWith('notifications.message_not_found'));
  assert.equal((await jobsOf(messageId))[0]?.priority, -10);
  await deliver(here, { messageId });
  assert.match(outboxFile('.json'), /Mot Cua code: 837261/);
  assert.deepEqual(await deliveryOf(messageId, 'sms'), { state: 'sent', attempts: 1, last_error: null, sealed: null });
});

test('a code that could not go out in ten minutes does not go out at all', async () => {
  const here = house();
  const messageId = await sendMessage(here, code('late-code'));
  setClock(new Date(Date.now() + 11 * 60_000));
  await deliver(here, { messageId });
  assert.deepEqual(outbox(), []);
  const delivery = await deliveryOf(messageId, 'email');
  assert.deepEqual([delivery?.state, delivery?.last_error, delivery?.sealed], ['failed', 'too_late', null]);
});

test('an inbox shows its own person only, newest first, page by page, and counts what is unread', async () => {
  const here = house();
  const person = '001190000077';
  const first = await sendMessage(here, received('inbox-1', { to: person }));
  await wait(2);
  const second = await sendMessage(here, received('inbox-2', { to: person }));
  assert.deepEqual(
    (await inboxOf(here, person, { limit: 1 })).map(({ id }) => id),
    [second],
  );
  assert.deepEqual(
    (await inboxOf(here, person, { limit: 5, before: second })).map(({ id }) => id),
    [first],
  );
  await assert.rejects(
    inboxOf(here, person, { limit: 5, before: "' OR 1" }),
    refusedWith('notifications.message_not_found'),
  );
  assert.equal(await unreadCount(here, person), 2);
  await assert.rejects(readMessage(here, MINH, first), refusedWith('notifications.message_not_found'));
  const read = await readMessage(here, person, first);
  assert.ok(read.readAt);
  assert.deepEqual((await readMessage(here, person, first)).readAt, read.readAt);
  assert.equal(await unreadCount(here, person), 1);
  await assert.rejects(readMessage(here, person, 'nothing'), refusedWith('notifications.message_not_found'));
});

test('who wants no mail gets none, in the language of choice, but always the inbox', async () => {
  const here = house();
  const person = '001190000078';
  assert.deepEqual(await preferencesOf(here, person), { email: true, sms: true, language: 'vi' });
  await setPreferences(here, person, { email: false, sms: true, language: 'en' });
  const messageId = await sendMessage(here, received('wishes', { to: person }));
  assert.equal(await deliveryOf(messageId, 'email'), undefined);
  await deliver(here, { messageId });
  assert.match(outboxFile('.json'), /We have your application/);
  assert.equal((await inboxOf(here, person, { limit: 5 }))[0]?.language, 'en');
});

test('addresses and values that could become headers or hide what they are, are refused', async () => {
  const here = house();
  const hostile: [MessageToSend, string][] = [
    [received('h1', { contact: { email: 'a@b.example\r\nBcc: c@d.example' } }), 'notifications.email_wrong'],
    [received('h2', { contact: { email: 'a@b.example, c@d.example' } }), 'notifications.email_wrong'],
    [received('h3', { contact: { email: '"x"@b.example' } }), 'notifications.email_wrong'],
    [received('h4', { contact: { phone: '0101234567;0107654321' } }), 'notifications.phone_wrong'],
    [received('h5', { caseNumber: 'H26\r\nBcc: x' }), 'notifications.case_number_wrong'],
    [received('h6', { to: '1' }), 'notifications.person_wrong'],
    [received('h7', { values: { procedure, agency, dueOn: '1 tháng 12' } }), 'notifications.value_wrong'],
    [
      received('h8', { values: { procedure: { vi: 'x\u202egnp', en: 'x' }, agency, dueOn: '2026-12-01' } }),
      'notifications.value_wrong',
    ],
    [
      {
        key: 'h9',
        to: LAN,
        template: 'consent-asked',
        values: { asker: 'Lan\r\nBcc: x@y.example', what: procedure, respondBy: '2026-12-01' },
      },
      'notifications.value_not_one_line',
    ],
    [{ ...received('h10'), template: 'toString' } as never, 'notifications.template_unknown'],
    [{ ...received('h11'), values: { ...received('').values, code: '1' } } as never, 'notifications.value_wrong'],
    [{ ...received('h12'), caseNumber: undefined } as never, 'notifications.case_number_wrong'],
  ];
  for (const [message, expected] of hostile) {
    await assert.rejects(async () => sendMessage(here, message), refusedWith(expected), message.key);
  }
  assert.deepEqual(await asOwner(`SELECT key FROM notifications.message WHERE key LIKE 'h%'`), []);
});

test('a message asked for in a transaction is sent exactly when that commits', async () => {
  const here = house();
  const own = database.db.as('notifications');
  await assert.rejects(
    own.transaction(async () => sendMessage(here, received('inside'))),
    /inside a transaction/,
  );
  await assert.rejects(
    own.transaction(async (tx) => {
      await addJob(tx, messageJob(received('undone')));
      throw new Error('undone');
    }),
  );
  await own.transaction((tx) => addJob(tx, messageJob(received('done'))));
  const worker = await startJobWorker({
    connection: database.runtime,
    db: database.db,
    handlers: Object.fromEntries(
      Object.entries(system.jobs!).map(([task, run]) => [task, (payload: never) => run(here, payload)]),
    ),
    log: here.log,
    schedules: [],
    alone: true,
  });
  const keysNow = () =>
    asOwner<{ key: string }>(
      `SELECT key FROM notifications.message JOIN notifications.delivery ON message_id = id
        WHERE key IN ('inside', 'undone', 'done') AND state = 'sent'`,
    );
  for (let tries = 0; tries < 100 && (await keysNow()).length < 1; tries++) await wait(50);
  await worker.stop();
  assert.deepEqual(new Set((await keysNow()).map(({ key }) => key)), new Set(['done']));
});

test('what must not be wrong: the running role can neither rewrite messages nor delete them', async () => {
  const own = database.db.as('notifications');
  for (const text of [
    "UPDATE message SET key = 'x'",
    'DELETE FROM message',
    'DELETE FROM delivery',
    'DELETE FROM preference',
  ])
    await assert.rejects(own.run({ text, values: [] }), /permission denied/);
});

/** A mail server that answers RCPT as told, one answer a connection, then 250, and keeps what it was given. */
async function mailServer(answers: string[]): Promise<{ server: Server; url: string; mails: string[] }> {
  const mails: string[] = [];
  const server = createNetServer((socket) => {
    let data: string | undefined;
    let buffer = '';
    socket.setEncoding('utf8');
    socket.on('error', () => undefined);
    socket.write('220 mail.example\r\n');
    socket.on('data', (chunk: string) => {
      buffer += chunk;
      for (let end = buffer.indexOf('\r\n'); end >= 0; end = buffer.indexOf('\r\n')) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 2);
        if (data !== undefined) {
          if (line === '.') {
            mails.push(data);
            data = undefined;
            socket.write('250 kept\r\n');
          } else data += `${line}\r\n`;
        } else if (/^(EHLO|HELO|MAIL|RSET)/i.test(line)) socket.write('250 ok\r\n');
        else if (/^RCPT/i.test(line)) socket.write(`${answers.shift() ?? '250 ok'}\r\n`);
        else if (/^DATA/i.test(line)) {
          data = '';
          socket.write('354 go on\r\n');
        } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
        else socket.write('500 what\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, mails };
}

test('a mail server that is busy is tried again; the mail then has its Message-ID and text only', async () => {
  const { server, url, mails } = await mailServer(['450 4.2.1 busy: lan@nha.example', '250 ok']);
  try {
    const here = house({ smtpUrl: url, smtpFrom: 'khong-tra-loi@mot-cua.example' });
    const messageId = await sendMessage(here, received('smtp', { contact: { email: contact.email } }));
    await assert.rejects(deliver(here, { messageId }), /smtp_450, to be tried again/);
    const waiting = await deliveryOf(messageId, 'email');
    assert.deepEqual([waiting?.state, waiting?.attempts, waiting?.last_error], ['queued', 1, 'smtp_450']);
    await deliver(here, { messageId });
    assert.equal((await deliveryOf(messageId, 'email'))?.state, 'sent');
    assert.equal(mails.length, 1);
    assert.match(mails[0]!, new RegExp(`^Message-ID: <${messageId}-email@mot-cua\\.example>\r$`, 'm'));
    assert.match(mails[0]!, /^Content-Type: text\/plain; charset=utf-8\r$/m);
    assert.deepEqual(outbox(), []);
  } finally {
    server.close();
  }
});

test('an address that does not exist is given up at once, and a server that is away is tried again', async () => {
  const { server, url } = await mailServer(['550 5.1.1 no such person']);
  const messageId = await sendMessage(house(), received('smtp-550', { contact: { email: contact.email } }));
  try {
    await deliver(house({ smtpUrl: url }), { messageId });
  } finally {
    server.close();
  }
  const delivery = await deliveryOf(messageId, 'email');
  assert.deepEqual([delivery?.state, delivery?.last_error], ['failed', 'smtp_550']);
});

test('after twenty attempts a message is given up, and its address is forgotten', async () => {
  const here = house({ smtpUrl: 'smtp://127.0.0.1:1' });
  const messageId = await sendMessage(here, received('smtp-away', { contact: { email: contact.email } }));
  await assert.rejects(deliver(here, { messageId }), /to be tried again/);
  await asOwner('UPDATE notifications.delivery SET attempts = 19 WHERE message_id = $1', [messageId]);
  await deliver(here, { messageId });
  const delivery = await deliveryOf(messageId, 'email');
  assert.deepEqual([delivery?.state, delivery?.attempts, delivery?.sealed], ['failed', 20, null]);
});

interface GatewayRequest {
  headers: IncomingHttpHeaders;
  body: string;
}

async function smsGateway(statuses: number[]) {
  const requests: GatewayRequest[] = [];
  const server = createHttpServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      requests.push({ headers: request.headers, body });
      response.writeHead(statuses.shift() ?? 200, { location: 'http://127.0.0.1:1/' }).end('{"text":"echo"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sms`, requests, stop };
}

test('the SMS gateway gets number, text, token and the same Idempotency-Key at every attempt', async () => {
  const gateway = await smsGateway([503, 429, 302, 200]);
  try {
    const here = house({ smsUrl: gateway.url, smsToken: 'token-of-the-gateway' });
    const messageId = await sendMessage(here, received('sms', { contact: { phone: '010 123 4567' } }));
    for (const reason of ['sms_503', 'sms_429', 'sms_unreachable'])
      await assert.rejects(deliver(here, { messageId }), new RegExp(`${reason}, to be tried again`));
    await deliver(here, { messageId });
    assert.equal((await deliveryOf(messageId, 'sms'))?.state, 'sent');
    assert.deepEqual(
      new Set(gateway.requests.map(({ headers }) => headers['idempotency-key'])),
      new Set([`${messageId}-sms`]),
    );
    const last = gateway.requests.at(-1)!;
    assert.equal(last.headers.authorization, 'Bearer token-of-the-gateway');
    const sent = JSON.parse(last.body) as { to: string; text: string };
    assert.deepEqual(Object.keys(sent), ['to', 'text']);
    assert.equal(sent.to, '0101234567');
  } finally {
    gateway.stop();
  }
});

test('a number that the gateway does not take is given up at once', async () => {
  const gateway = await smsGateway([422]);
  try {
    const here = house({ smsUrl: gateway.url });
    const messageId = await sendMessage(here, received('sms-422', { contact: { phone: contact.phone } }));
    await deliver(here, { messageId });
    const delivery = await deliveryOf(messageId, 'sms');
    assert.deepEqual([delivery?.state, delivery?.last_error, delivery?.sealed], ['failed', 'sms_422', null]);
    assert.equal(gateway.requests[0]?.headers.authorization, undefined);
  } finally {
    gateway.stop();
  }
});

test('in a job a message is recorded and handed over at once, and no second job is added', async () => {
  const here = house();
  const messageId = await sendMessageInJob(here, received('at-once'));
  assert.equal(outbox().length, 2);
  for (const channel of ['email', 'sms'])
    assert.deepEqual(await deliveryOf(messageId, channel), {
      state: 'sent',
      attempts: 1,
      last_error: null,
      sealed: null,
    });
  assert.deepEqual(await jobsOf(messageId), []);
  rmSync(join(dataDir, 'outbox'), { recursive: true });
  assert.equal(await sendMessageInJob(here, received('at-once')), messageId);
  assert.deepEqual(outbox(), []);
  await assert.rejects(
    sendMessageInJob(here, received('at-once', { to: MINH })),
    refusedWith('notifications.key_used'),
  );
  const own = database.db.as('notifications');
  await assert.rejects(
    own.transaction(async () => sendMessageInJob(here, received('at-once-inside'))),
    /inside a transaction/,
  );
});

test('a job that died after recording a message goes on with what is still queued', async () => {
  const here = house();
  const messageId = await sendMessage(here, received('died'));
  await asOwner(
    `UPDATE notifications.delivery SET state = 'sent', sealed = NULL, sent_at = now(), attempts = 1
      WHERE message_id = $1 AND channel = 'sms'`,
    [messageId],
  );
  assert.equal(await sendMessageInJob(here, received('died')), messageId);
  assert.deepEqual(
    outbox().map((name) => name.slice(-4)),
    ['.eml'],
  );
  assert.equal((await deliveryOf(messageId, 'email'))?.state, 'sent');
});

test('what cannot go out in the caller’s job is left to a later one, and what went out does not go out again', async () => {
  const gateway = await smsGateway([200]);
  const { server, url, mails } = await mailServer(['450 busy', '450 busy']);
  try {
    const here = house({ smsUrl: gateway.url, smtpUrl: url });
    const messageId = await sendMessageInJob(here, received('left'));
    const waiting = await deliveryOf(messageId, 'email');
    assert.deepEqual([waiting?.state, waiting?.attempts, waiting?.last_error], ['queued', 1, 'smtp_450']);
    const jobs = await jobsOf(messageId);
    assert.equal(jobs.length, 1);
    assert.ok(jobs[0]!.waits > 0 && jobs[0]!.waits < 2);
    // The caller's job runs again: the message is the other job's now.
    assert.equal(await sendMessageInJob(here, received('left')), messageId);
    assert.equal((await deliveryOf(messageId, 'email'))?.attempts, 1);
    assert.equal((await jobsOf(messageId)).length, 1);
    await assert.rejects(deliver(here, { messageId }), /by email smtp_450, to be tried again/);
    await deliver(here, { messageId });
    const sent = await deliveryOf(messageId, 'email');
    assert.deepEqual([sent?.state, sent?.attempts, sent?.last_error, sent?.sealed], ['sent', 3, null, null]);
    assert.deepEqual([mails.length, gateway.requests.length], [1, 1]);
  } finally {
    gateway.stop();
    server.close();
  }
});

test('a disk that takes no mail counts as an attempt, and keeps no SMS back', async () => {
  const gateway = await smsGateway([200]);
  try {
    const here = house({ smsUrl: gateway.url });
    writeFileSync(join(dataDir, 'outbox'), 'a file where the folder should be');
    const messageId = await sendMessage(here, received('disk'));
    await assert.rejects(deliver(here, { messageId }), /by email unexpected, to be tried again/);
    assert.equal((await deliveryOf(messageId, 'sms'))?.state, 'sent');
    rmSync(join(dataDir, 'outbox'));
    await deliver(here, { messageId });
    const sent = await deliveryOf(messageId, 'email');
    assert.deepEqual([sent?.state, sent?.attempts], ['sent', 2]);
    assert.equal(gateway.requests.length, 1);
  } finally {
    gateway.stop();
  }
});

test('who can be reached nowhere has the message in the inbox, and no job is added for it', async () => {
  const here = house();
  const person = '001190000079';
  await setPreferences(here, person, { email: false, sms: false, language: 'en' });
  for (const messageId of [
    await sendMessage(here, received('nowhere-1', { to: person })),
    await sendMessageInJob(here, received('nowhere-2', { to: person })),
    await sendMessageInJob(here, received('nowhere-3', { to: person, contact: {}, language: 'vi' })),
  ]) {
    assert.deepEqual([await deliveryOf(messageId, 'email'), await jobsOf(messageId)], [undefined, []]);
  }
  const languages = (await inboxOf(here, person, { limit: 5 })).map(({ language }) => language);
  assert.deepEqual(languages.toSorted(), ['en', 'en', 'vi']);
  assert.deepEqual(outbox(), []);
});
