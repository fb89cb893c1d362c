import { now } from '../../kernel/clock.ts';
import { assertOutsideTransaction } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import { addJob, type Job } from '../../kernel/jobs.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { House } from '../../kernel/system.ts';
import { DeliveryProblem } from './channels/delivery-problem.ts';
import { type Email, emailFile, sendEmail } from './channels/email.ts';
import { putIntoOutbox } from './channels/outbox.ts';
import { sendSms } from './channels/sms.ts';
import { renderMessage } from './render.ts';
import {
  type Channel,
  channelsOf,
  type CheckedMessage,
  checkMessage,
  type InboxMessage,
  type MessageToSend,
  type Preferences,
  PREFERENCES_BY_DEFAULT,
} from './rules.ts';
import { fitSms } from './sms-text.ts';
import {
  countUnread,
  type Delivery,
  findByKey,
  findDelivery,
  findInbox,
  findPreferences,
  insertDelivery,
  insertMessage,
  markRead,
  saveAttempt,
  savePreferences,
} from './store.ts';
import { type TemplateName, templates } from './templates/list.ts';

const database = (house: Pick<House, 'db'>) => house.db.as('notifications');

/** What delivery needs and the tables must not show: sealed until the message is sent or given up. */
interface Sealed {
  address: string;
  secretValues: Record<string, unknown>;
}
const SEAL = 'notifications.delivery';

/**
 * Records a message to a person and has it delivered after the commit by every channel the person wants, and always in
 * the inbox. The same key is sent once, so it may be asked for again after a crash. The answer is the message's id.
 * Not inside a transaction: that could still be undone or repeated; there use `messageJob`.
 * Refuses wrong contacts and values, and a key that stands for another message.
 */
export function sendMessage<Name extends TemplateName>(
  house: Pick<House, 'db' | 'keys'>,
  message: MessageToSend<Name>,
): Promise<string> {
  assertOutsideTransaction('sendMessage');
  return record(house, checkMessage(message as MessageToSend));
}

/**
 * The same as a job, for the caller's own transaction: `await addJob(tx, messageJob({…}))` sends it exactly when that
 * commits. Not for messages with secrets, since jobs are kept in the open. Refuses at once what `sendMessage` refuses.
 */
export function messageJob<Name extends Exclude<TemplateName, 'one-time-code'>>(message: MessageToSend<Name>): Job {
  checkMessage(message as MessageToSend);
  return { task: 'notifications.send', payload: { ...message } };
}

async function record(house: Pick<House, 'db' | 'keys'>, message: CheckedMessage): Promise<string> {
  const db = database(house);
  const wishes = (await findPreferences(db, message.to)) ?? PREFERENCES_BY_DEFAULT;
  const createdAt = now();
  const id = newId(createdAt.getTime());
  const { inInbox, secrets } = templates[message.template];
  const isNew = await db.transaction(async (tx) => {
    const language = message.language ?? wishes.language;
    if (!(await insertMessage(tx, { ...message, id, language, inInbox, createdAt }))) return false;
    for (const { channel, address } of channelsOf(message, wishes)) {
      const content: Sealed = { address, secretValues: message.secretValues };
      const sealed = house.keys.sealBytes(SEAL, Buffer.from(JSON.stringify(content)));
      await insertDelivery(tx, { messageId: id, channel, sealed });
      // Somebody waits for a code in front of the page; nobody waits so for news.
      const priority = Object.keys(secrets).length > 0 ? -10 : 0;
      await addJob(tx, { task: 'notifications.deliver', payload: { messageId: id, channel }, priority });
    }
    return true;
  });
  if (isNew) return id;
  const before = await findByKey(db, message.key);
  if (before?.to !== message.to || before.template !== message.template)
    throw new Refusal('notifications.key_used', 409);
  return before.id;
}

/** So many attempts spread over about two days by the queue's growing pauses. */
const ATTEMPTS_MOST = 20;
const MINUTE_MS = 60_000;

/**
 * Hands a message over by one channel. Done again after it was sent or given up, it does nothing. At least once: when
 * the process dies between the other side's yes and our recording it, the message goes out again with the same id
 * (Message-ID, Idempotency-Key, file name), by which mail programs, gateways and the outbox can tell that it is one.
 * Throws when it should be tried again.
 */
export async function deliver(
  house: Pick<House, 'db' | 'keys' | 'config' | 'log'>,
  { messageId, channel }: { messageId: string; channel: Channel },
): Promise<void> {
  assertOutsideTransaction('the delivery of a message');
  const db = database(house);
  const delivery = await findDelivery(db, messageId, channel);
  if (!delivery || delivery.state !== 'queued' || !delivery.sealed) return;
  const settle = (state: Delivery['state'], error?: string, note?: string) =>
    saveAttempt(db, { messageId, channel, state, error, note, at: now() });

  const age_ms = now().getTime() - delivery.created_at.getTime();
  if (age_ms > templates[delivery.template].deliverWithin_minutes * MINUTE_MS) {
    house.log.warn('notifications.too_late', { messageId, channel, template: delivery.template });
    return settle('failed', 'too_late');
  }
  try {
    const note = await handOver(house, delivery, { messageId, channel });
    await settle('sent', undefined, note);
  } catch (error) {
    if (!(error instanceof DeliveryProblem)) throw error;
    const givenUp = error.permanent || delivery.attempts + 1 >= ATTEMPTS_MOST;
    await settle(givenUp ? 'failed' : 'queued', error.code);
    if (!givenUp) throw new Error(`message ${messageId} by ${channel}: ${error.code}, to be tried again`);
    house.log.warn('notifications.given_up', { messageId, channel, template: delivery.template, error: error.code });
  }
}

/** Sends by the adapter that is configured, or into the outbox folder. The answer is how an SMS had to be changed. */
async function handOver(
  house: Pick<House, 'keys' | 'config'>,
  delivery: Delivery,
  { messageId, channel }: { messageId: string; channel: Channel },
): Promise<string | undefined> {
  const { smtpUrl, smtpFrom, smsUrl, smsToken, dataDir, baseUrl } = house.config;
  const { address, secretValues } = JSON.parse(house.keys.openBytes(SEAL, delivery.sealed!).toString()) as Sealed;
  const { subject, short, text } = renderMessage(
    {
      template: delivery.template,
      values: delivery.values,
      secretValues,
      caseNumber: delivery.case_number ?? undefined,
    },
    delivery.language,
  );
  const id = `${messageId}-${channel}`;
  const at = delivery.created_at;
  if (channel === 'email') {
    const email: Email = { id, to: address, subject, text: `${text}\n\nMột Cửa\n${baseUrl}\n`, at };
    if (smtpUrl) await sendEmail({ url: smtpUrl, from: smtpFrom }, email);
    else await putIntoOutbox(dataDir, { at, id, ending: 'eml', content: await emailFile(smtpFrom, email) });
    return undefined;
  }
  const sms = fitSms(short);
  if (smsUrl) await sendSms({ url: smsUrl, token: smsToken }, { id, to: address, text: sms.text });
  else {
    const content = `${JSON.stringify({ to: address, text: sms.text, at: at.toISOString() }, null, 2)}\n`;
    await putIntoOutbox(dataDir, { at, id, ending: 'json', content });
  }
  return sms.note;
}

/** What a person wants; mail, SMS and Vietnamese until he or she says otherwise. */
export async function preferencesOf(house: Pick<House, 'db'>, personalNumber: string): Promise<Preferences> {
  return (await findPreferences(database(house), personalNumber)) ?? PREFERENCES_BY_DEFAULT;
}

/** Keeps what a person wants from now on. The inbox cannot be switched off, and one-time codes always go out. */
export async function setPreferences(
  house: Pick<House, 'db'>,
  personalNumber: string,
  wishes: Preferences,
): Promise<void> {
  await savePreferences(database(house), personalNumber, wishes);
}

const INBOX_PAGE_MOST = 100;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A person's messages, newest first, at most 100; `before` is the id of the last one seen, refused when it is no id. */
export async function inboxOf(
  house: Pick<House, 'db'>,
  personalNumber: string,
  { before, limit }: { before?: string; limit: number },
): Promise<InboxMessage[]> {
  if (before !== undefined && !UUID.test(before)) throw new Refusal('notifications.message_not_found', 404);
  return findInbox(database(house), { personalNumber, before, limit: Math.min(Math.max(limit, 1), INBOX_PAGE_MOST) });
}

/** How many messages a person has not opened yet. */
export function unreadCount(house: Pick<House, 'db'>, personalNumber: string): Promise<number> {
  return countUnread(database(house), personalNumber);
}

/** Opens a message, which is read from then on. Refuses one that is not in this person's inbox. */
export async function readMessage(house: Pick<House, 'db'>, personalNumber: string, id: string): Promise<InboxMessage> {
  const message = UUID.test(id) ? await markRead(database(house), { personalNumber, id, at: now() }) : undefined;
  if (!message) throw new Refusal('notifications.message_not_found', 404);
  return message;
}
