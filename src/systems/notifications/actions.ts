import { now } from '../../kernel/clock.ts';
import { assertOutsideTransaction, type Queryable } from '../../kernel/db.ts';
import { newId } from '../../kernel/ids.ts';
import type { Job } from '../../kernel/jobs.ts';
import { Kept } from '../../kernel/kept.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { House } from '../../kernel/system.ts';
import { deliverAtOnce, deliveryJob, sealed } from './delivery.ts';
import {
  channelsOf,
  type CheckedMessage,
  checkMessage,
  holdsSecret,
  type InboxMessage,
  type MessageToSend,
  type Preferences,
  PREFERENCES_BY_DEFAULT,
} from './rules.ts';
import {
  countUnread,
  findByKey,
  findInbox,
  findOnTheWay,
  findPreferences,
  insertMessage,
  markRead,
  type OnTheWay,
  savePreferences,
} from './store.ts';
import { type TemplateName, templates } from './templates/list.ts';

const database = (house: Pick<House, 'db'>) => house.db.as('notifications');

const MOST_COUNTS_KEPT = 20_000;
const keptCounts = new WeakMap<House['db'], Kept<number>>();

/** Of how many messages each person has not opened: every page shows it. Changes are told by the last digits of the number. */
function countsOf({ db }: Pick<House, 'db'>): Kept<number> {
  let kept = keptCounts.get(db);
  if (!kept) {
    kept = new Kept(db, 'notifications.inbox', { most: MOST_COUNTS_KEPT, whichOf: (number) => number.slice(-3) });
    keptCounts.set(db, kept);
  }
  return kept;
}

/**
 * Records a message to a person and has it delivered after the commit by every channel the person wants, and always in
 * the inbox. The same key is sent once, so it may be asked for again after a crash. The answer is the message's id.
 * Not inside a transaction: that could still be undone or repeated; there use `messageJob`.
 * Refuses wrong contacts and values, and a key that stands for another message.
 */
export async function sendMessage<Name extends TemplateName>(
  house: Pick<House, 'db' | 'keys'>,
  message: MessageToSend<Name>,
): Promise<string> {
  assertOutsideTransaction('sendMessage');
  const checked = checkMessage(message as MessageToSend);
  const recorded = await record(house, checked, (id) => [deliveryJob({ id, template: checked.template })]);
  return recorded?.id ?? recordedBefore(database(house), checked);
}

/**
 * The same for a caller that runs in a job: records the message and hands it over right here, without a second job. When
 * the process dies in between, the caller's job runs again with the same key, and this goes on with what is still queued.
 * What cannot go out now is left to a job of our own, so the caller's is never repeated for it. A key belongs to one
 * job of the caller: two at once with the same key could both hand over what is queued.
 */
export async function sendMessageInJob<Name extends TemplateName>(
  house: Pick<House, 'db' | 'keys' | 'config' | 'log'>,
  message: MessageToSend<Name>,
): Promise<string> {
  assertOutsideTransaction('sendMessageInJob');
  const checked = checkMessage(message as MessageToSend);
  const db = database(house);
  const recorded = await record(house, checked);
  if (recorded) {
    await deliverAtOnce(house, recorded);
    return recorded.id;
  }
  const id = await recordedBefore(db, checked);
  const left = await findOnTheWay(db, id);
  // What was tried and is still queued has a job of its own, recorded together with that attempt.
  if (left?.deliveries.every(({ attempts }) => attempts === 0)) await deliverAtOnce(house, left);
  return id;
}

/**
 * The same as a job, for the caller's own transaction: `await addJob(tx, messageJob({…}))` sends it exactly when that
 * commits. Not for messages with secrets, since jobs are kept in the open. Refuses at once what `sendMessage` refuses.
 */
export function messageJob<Name extends Exclude<TemplateName, 'one-time-code'>>(message: MessageToSend<Name>): Job {
  checkMessage(message as MessageToSend);
  return { task: 'notifications.send', payload: { ...message } };
}

/** Records the message with its deliveries, and with those the jobs for its id; undefined when its key was recorded before. */
async function record(
  house: Pick<House, 'db' | 'keys'>,
  message: CheckedMessage,
  jobsFor: (id: string) => Job[] = () => [],
): Promise<OnTheWay | undefined> {
  const createdAt = now();
  const { inInbox } = templates[message.template];
  const ways = channelsOf(message).map(({ channel, address }) => ({
    channel,
    sealed: sealed(house.keys, { address, secretValues: message.secretValues }),
  }));
  const id = newId(createdAt.getTime());
  const evenUnwanted = holdsSecret(message.template);
  const byDefault = PREFERENCES_BY_DEFAULT;
  const kept = { ...message, id, inInbox, createdAt, evenUnwanted, byDefault };
  const recorded = await insertMessage(database(house), kept, ways, jobsFor(id));
  countsOf(house).forget(message.to);
  return recorded;
}

/** The id of the message that has this key. Refuses when it is another message. */
async function recordedBefore(db: Queryable, message: CheckedMessage): Promise<string> {
  const before = await findByKey(db, message.key);
  if (before?.to !== message.to || before.template !== message.template)
    throw new Refusal('notifications.key_used', 409);
  return before.id;
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
  return countsOf(house).get(personalNumber, () => countUnread(database(house), personalNumber));
}

/** Opens a message, which is read from then on. Refuses one that is not in this person's inbox. */
export async function readMessage(house: Pick<House, 'db'>, personalNumber: string, id: string): Promise<InboxMessage> {
  const message = UUID.test(id) ? await markRead(database(house), { personalNumber, id, at: now() }) : undefined;
  if (!message) throw new Refusal('notifications.message_not_found', 404);
  countsOf(house).forget(personalNumber);
  return message;
}
