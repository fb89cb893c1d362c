/** Handing messages over: by all channels that are still queued, side by side. */
import { now } from '../../kernel/clock.ts';
import { assertOutsideTransaction } from '../../kernel/db.ts';
import { addJob, type Job } from '../../kernel/jobs.ts';
import type { Keys } from '../../kernel/keys.ts';
import type { House } from '../../kernel/system.ts';
import { DeliveryProblem } from './channels/delivery-problem.ts';
import { type Email, emailFile, sendEmail } from './channels/email.ts';
import { putIntoOutbox } from './channels/outbox.ts';
import { sendSms } from './channels/sms.ts';
import { type RenderedMessage, renderMessage } from './render.ts';
import { holdsSecret } from './rules.ts';
import { fitSms } from './sms-text.ts';
import { findOnTheWay, type OnTheWay, type Outcome, type QueuedDelivery, saveOutcomes } from './store.ts';
import { templates } from './templates/list.ts';

type Deliverer = Pick<House, 'db' | 'keys' | 'config' | 'log'>;

/** What delivery needs and the tables must not show: sealed until the message is sent or given up. */
interface Sealed {
  address: string;
  secretValues: Record<string, unknown>;
}
const SEAL = 'notifications.delivery';

export const sealed = (keys: Keys, content: Sealed): Buffer =>
  keys.sealBytes(SEAL, Buffer.from(JSON.stringify(content)));

/** So many attempts spread over about two days by the queue's growing pauses. */
const ATTEMPTS_MOST = 20;
const MINUTE_MS = 60_000;
/** The pause after an attempt in a caller's job; shorter than the queue's own first pause, about three seconds. */
const FIRST_PAUSE_MS = 1_000;

/** The job that hands a message over by all its queued channels. */
export const deliveryJob = ({ id, template }: Pick<OnTheWay, 'id' | 'template'>): Job => ({
  task: 'notifications.deliver',
  payload: { messageId: id },
  // Somebody waits for a code in front of the page; nobody waits so for news.
  priority: holdsSecret(template) ? -10 : 0,
});

/**
 * Hands a message over by the channels that are still queued; one that was sent or given up is left alone. At least once:
 * when the process dies between the other side's yes and our recording it, the message goes out again with the same id
 * (Message-ID, Idempotency-Key, file name), by which mail programs, gateways and the outbox can tell that it is one.
 * Throws when a channel should be tried again.
 */
export async function deliver(house: Deliverer, { messageId }: { messageId: string }): Promise<void> {
  assertOutsideTransaction('the delivery of a message');
  const db = house.db.as('notifications');
  const message = await findOnTheWay(db, messageId);
  if (!message) return;
  const outcomes = await attempt(house, message);
  await saveOutcomes(db, { messageId, outcomes, at: now() });
  const again = outcomes.filter(({ state }) => state === 'queued').map(({ channel, error }) => `${channel} ${error}`);
  if (again.length) throw new Error(`message ${messageId} by ${again.join(', ')}, to be tried again`);
}

/** The first attempt, in a caller's job: a channel that should be tried again gets a delivery job together with that record. */
export async function deliverAtOnce(house: Deliverer, message: OnTheWay): Promise<void> {
  if (!message.deliveries.length) return;
  const outcomes = await attempt(house, message);
  const db = house.db.as('notifications');
  const at = now();
  const ended = { messageId: message.id, outcomes, at };
  if (outcomes.every(({ state }) => state !== 'queued')) return saveOutcomes(db, ended);
  await db.transaction(async (tx) => {
    await saveOutcomes(tx, ended);
    await addJob(tx, { ...deliveryJob(message), runAt: new Date(at.getTime() + FIRST_PAUSE_MS) });
  });
}

/** Tries the queued channels side by side, so that a broken mail server keeps no SMS back. */
async function attempt(house: Deliverer, message: OnTheWay): Promise<Outcome[]> {
  const about = { messageId: message.id, template: message.template };
  const age_ms = now().getTime() - message.createdAt.getTime();
  if (age_ms > templates[message.template].deliverWithin_minutes * MINUTE_MS) {
    house.log.warn('notifications.too_late', about);
    return message.deliveries.map(({ channel }) => ({ channel, state: 'failed', error: 'too_late' }));
  }
  return Promise.all(
    message.deliveries.map(async (delivery): Promise<Outcome> => {
      const { channel, attempts } = delivery;
      try {
        return { channel, state: 'sent', note: await handOver(house, message, delivery) };
      } catch (error) {
        const { code, permanent } = problemOf(house, error, { ...about, channel });
        if (!permanent && attempts + 1 < ATTEMPTS_MOST) return { channel, state: 'queued', error: code };
        house.log.warn('notifications.given_up', { ...about, channel, error: code });
        return { channel, state: 'failed', error: code };
      }
    }),
  );
}

/** A mistake of ours, such as a full disk, must not undo what the other channel has sent: it counts as an attempt too. */
function problemOf({ log }: Pick<House, 'log'>, error: unknown, about: Record<string, unknown>): DeliveryProblem {
  if (error instanceof DeliveryProblem) return error;
  log.error('notifications.unexpected', { ...about, message: (error as Error).message, stack: (error as Error).stack });
  return new DeliveryProblem('unexpected', false);
}

/** Sends by the adapter that is configured, or into the outbox folder. The answer is how an SMS had to be changed. */
async function handOver(
  house: Pick<House, 'keys' | 'config'>,
  message: OnTheWay,
  delivery: QueuedDelivery,
): Promise<string | undefined> {
  const { smtpUrl, smtpFrom, smsUrl, smsToken, dataDir, baseUrl } = house.config;
  const content = JSON.parse(house.keys.openBytes(SEAL, delivery.sealed).toString()) as Sealed;
  const { address: to, secretValues } = content;
  const { subject, short, text }: RenderedMessage = renderMessage({ ...message, secretValues }, message.language);
  const id = `${message.id}-${delivery.channel}`;
  const at = message.createdAt;
  if (delivery.channel === 'email') {
    const email: Email = { id, to, subject, text: `${text}\n\nMột Cửa\n${baseUrl}\n`, at };
    if (smtpUrl) await sendEmail({ url: smtpUrl, from: smtpFrom }, email);
    else putIntoOutbox(dataDir, { at, id, ending: 'eml', content: emailFile(smtpFrom, email) });
    return undefined;
  }
  const sms = fitSms(short);
  if (smsUrl) await sendSms({ url: smsUrl, token: smsToken }, { id, to, text: sms.text });
  else {
    const file = `${JSON.stringify({ to, text: sms.text, at: at.toISOString() }, null, 2)}\n`;
    putIntoOutbox(dataDir, { at, id, ending: 'json', content: file });
  }
  return sms.note;
}
