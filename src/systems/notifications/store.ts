import { type Queryable, type Tx, sql } from '../../kernel/db.ts';
import type { Language } from '../../kernel/text.ts';
import type { Channel, CheckedMessage, InboxMessage, Preferences } from './rules.ts';
import type { TemplateName } from './templates/list.ts';

export async function findPreferences(db: Queryable, personalNumber: string): Promise<Preferences | undefined> {
  return db.maybe<Preferences>(sql`
    SELECT email_on AS email, sms_on AS sms, language FROM preference WHERE personal_number = ${personalNumber}`);
}

export async function savePreferences(db: Queryable, personalNumber: string, wishes: Preferences): Promise<void> {
  await db.run(sql`
    INSERT INTO preference AS kept (personal_number, email_on, sms_on, language)
    VALUES (${personalNumber}, ${wishes.email}, ${wishes.sms}, ${wishes.language})
    ON CONFLICT (personal_number) DO UPDATE
      SET email_on = excluded.email_on, sms_on = excluded.sms_on, language = excluded.language
    WHERE (kept.email_on, kept.sms_on, kept.language) IS DISTINCT FROM
          (excluded.email_on, excluded.sms_on, excluded.language)`);
}

/** Records a message; false when its key was recorded before. */
export async function insertMessage(
  tx: Tx,
  message: CheckedMessage & { id: string; language: Language; inInbox: boolean; createdAt: Date },
): Promise<boolean> {
  const count = await tx.run(sql`
    INSERT INTO message (id, key, personal_number, template, "values", language, case_number, in_inbox, created_at)
    VALUES (${message.id}, ${message.key}, ${message.to}, ${message.template}, ${JSON.stringify(message.values)}::jsonb,
            ${message.language}, ${message.caseNumber ?? null}, ${message.inInbox}, ${message.createdAt})
    ON CONFLICT (key) DO NOTHING`);
  return count === 1;
}

export async function insertDelivery(
  tx: Tx,
  { messageId, channel, sealed }: { messageId: string; channel: Channel; sealed: Buffer },
): Promise<void> {
  await tx.run(sql`INSERT INTO delivery (message_id, channel, sealed) VALUES (${messageId}, ${channel}, ${sealed})`);
}

export async function findByKey(
  db: Queryable,
  key: string,
): Promise<{ id: string; to: string; template: TemplateName } | undefined> {
  return db.maybe(sql`SELECT id, personal_number AS to, template FROM message WHERE key = ${key}`);
}

/** A message on its way by one channel. */
export interface Delivery {
  state: 'queued' | 'sent' | 'failed';
  attempts: number;
  sealed: Buffer | null;
  template: TemplateName;
  values: Record<string, unknown>;
  language: Language;
  case_number: string | null;
  created_at: Date;
}

export async function findDelivery(db: Queryable, messageId: string, channel: Channel): Promise<Delivery | undefined> {
  return db.maybe<Delivery>(sql`
    SELECT delivery.state, delivery.attempts, delivery.sealed,
           message.template, message."values", message.language, message.case_number, message.created_at
      FROM delivery JOIN message ON message.id = delivery.message_id
     WHERE delivery.message_id = ${messageId} AND delivery.channel = ${channel}`);
}

/** Records how an attempt ended. A delivery that was sent or given up meanwhile stays as it is. */
export async function saveAttempt(
  db: Queryable,
  attempt: {
    messageId: string;
    channel: Channel;
    state: Delivery['state'];
    error: string | undefined;
    note: string | undefined;
    at: Date;
  },
): Promise<void> {
  await db.run(sql`
    UPDATE delivery
       SET state = ${attempt.state}, attempts = attempts + 1, last_error = ${attempt.error ?? null},
           note = coalesce(${attempt.note ?? null}, note),
           sealed = CASE WHEN ${attempt.state}::text = 'queued' THEN sealed END,
           sent_at = CASE WHEN ${attempt.state}::text = 'sent' THEN ${attempt.at}::timestamptz END
     WHERE message_id = ${attempt.messageId} AND channel = ${attempt.channel} AND state = 'queued'`);
}

interface InboxRow {
  id: string;
  template: TemplateName;
  values: Record<string, unknown>;
  language: Language;
  case_number: string | null;
  created_at: Date;
  read_at: Date | null;
}

const toInboxMessage = (row: InboxRow): InboxMessage => ({
  id: row.id,
  template: row.template,
  values: row.values,
  language: row.language,
  caseNumber: row.case_number ?? undefined,
  createdAt: row.created_at,
  readAt: row.read_at ?? undefined,
});

/** Newest first; ids grow with time. */
export async function findInbox(
  db: Queryable,
  { personalNumber, before, limit }: { personalNumber: string; before: string | undefined; limit: number },
): Promise<InboxMessage[]> {
  const rows = await db.rows<InboxRow>(sql`
    SELECT id, template, "values", language, case_number, created_at, read_at
      FROM message
     WHERE personal_number = ${personalNumber} AND in_inbox
       AND id < ${before ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}::uuid
     ORDER BY id DESC LIMIT ${limit}`);
  return rows.map(toInboxMessage);
}

export async function countUnread(db: Queryable, personalNumber: string): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`
    SELECT count(*) AS count FROM message
     WHERE personal_number = ${personalNumber} AND in_inbox AND read_at IS NULL`);
  return count;
}

/** The message, read at `at` if it was not before; undefined when this person's inbox has none such. */
export async function markRead(
  db: Queryable,
  { personalNumber, id, at }: { personalNumber: string; id: string; at: Date },
): Promise<InboxMessage | undefined> {
  const row = await db.maybe<InboxRow>(sql`
    UPDATE message SET read_at = coalesce(read_at, ${at})
     WHERE id = ${id} AND personal_number = ${personalNumber} AND in_inbox
    RETURNING id, template, "values", language, case_number, created_at, read_at`);
  return row && toInboxMessage(row);
}
