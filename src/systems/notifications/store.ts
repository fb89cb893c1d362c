import { type Queryable, sql } from '../../kernel/db.ts';
import type { Job } from '../../kernel/jobs.ts';
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

/** A message with the channels by which it has still to go out. */
export interface OnTheWay {
  id: string;
  template: TemplateName;
  values: Record<string, unknown>;
  language: Language;
  caseNumber: string | undefined;
  createdAt: Date;
  deliveries: QueuedDelivery[];
}

export interface QueuedDelivery {
  channel: Channel;
  attempts: number;
  sealed: Buffer;
}

/**
 * Records, in one statement, a message and its deliveries by those of the `ways` that the person wants (`evenUnwanted`:
 * by all), in the language asked for, else the person's; `byDefault` is for who has never said. The `jobs` are added when
 * there is a delivery. Undefined, and nothing is added, when the key was recorded before.
 */
export async function insertMessage(
  db: Queryable,
  message: CheckedMessage & {
    id: string;
    inInbox: boolean;
    createdAt: Date;
    evenUnwanted: boolean;
    byDefault: Preferences;
  },
  ways: { channel: Channel; sealed: Buffer }[],
  jobs: readonly Job[],
): Promise<OnTheWay | undefined> {
  const { byDefault } = message;
  const added = jobs.length
    ? sql`, (SELECT kernel.add_jobs(${JSON.stringify(jobs)}::jsonb) WHERE EXISTS (SELECT FROM queued)) AS added`
    : sql``;
  const recorded = await db.maybe<{ language: Language; channels: Channel[] }>(sql`
    WITH wish AS (
      SELECT coalesce(kept.email_on, ${byDefault.email}) AS email, coalesce(kept.sms_on, ${byDefault.sms}) AS sms,
             coalesce(${message.language ?? null}, kept.language, ${byDefault.language}) AS language
        FROM (SELECT) AS always LEFT JOIN preference AS kept ON kept.personal_number = ${message.to}
    ), recorded AS (
      INSERT INTO message (id, key, personal_number, template, "values", language, case_number, in_inbox, created_at)
      SELECT ${message.id}::uuid, ${message.key}, ${message.to}, ${message.template},
             ${JSON.stringify(message.values)}::jsonb, wish.language, ${message.caseNumber ?? null},
             ${message.inInbox}::boolean, ${message.createdAt}::timestamptz
        FROM wish
      ON CONFLICT (key) DO NOTHING
      RETURNING id, language
    ), queued AS (
      INSERT INTO delivery (message_id, channel, sealed)
      SELECT recorded.id, way.channel, way.sealed
        FROM recorded, wish,
             unnest(${ways.map(({ channel }) => channel)}::text[], ${ways.map(({ sealed }) => sealed)}::bytea[])
               AS way (channel, sealed)
       WHERE ${message.evenUnwanted}::boolean OR CASE way.channel WHEN 'email' THEN wish.email ELSE wish.sms END
      RETURNING channel
    )
    SELECT language, ARRAY(SELECT channel FROM queued) AS channels${added} FROM recorded`);
  if (!recorded) return undefined;
  return {
    id: message.id,
    template: message.template,
    values: message.values,
    language: recorded.language,
    caseNumber: message.caseNumber,
    createdAt: message.createdAt,
    deliveries: ways
      .filter(({ channel }) => recorded.channels.includes(channel))
      .map((way) => ({ ...way, attempts: 0 })),
  };
}

export async function findByKey(
  db: Queryable,
  key: string,
): Promise<{ id: string; to: string; template: TemplateName } | undefined> {
  return db.maybe(sql`SELECT id, personal_number AS to, template FROM message WHERE key = ${key}`);
}

/** The message with its channels that are still queued; undefined when none is. */
export async function findOnTheWay(db: Queryable, messageId: string): Promise<OnTheWay | undefined> {
  const rows = await db.rows<QueuedDelivery & Omit<InboxRow, 'read_at'>>(sql`
    SELECT message.id, message.template, message."values", message.language, message.case_number, message.created_at,
           delivery.channel, delivery.attempts, delivery.sealed
      FROM message JOIN delivery ON delivery.message_id = message.id
     WHERE message.id = ${messageId} AND delivery.state = 'queued'`);
  const [first] = rows;
  return (
    first && {
      id: first.id,
      template: first.template,
      values: first.values,
      language: first.language,
      caseNumber: first.case_number ?? undefined,
      createdAt: first.created_at,
      deliveries: rows.map(({ channel, attempts, sealed }) => ({ channel, attempts, sealed })),
    }
  );
}

/** How an attempt by one channel ended; `queued` when it is to be tried again. */
export interface Outcome {
  channel: Channel;
  state: 'queued' | 'sent' | 'failed';
  /** A short code. */
  error?: string;
  /** How an SMS had to be changed. */
  note?: string | undefined;
}

/** Records how attempts ended. A delivery that was sent or given up meanwhile stays as it is. */
export async function saveOutcomes(
  db: Queryable,
  { messageId, outcomes, at }: { messageId: string; outcomes: Outcome[]; at: Date },
): Promise<void> {
  await db.run(sql`
    UPDATE delivery
       SET state = outcome.state, attempts = attempts + 1, last_error = outcome.error,
           note = coalesce(outcome.note, delivery.note),
           sealed = CASE WHEN outcome.state = 'queued' THEN sealed END,
           sent_at = CASE WHEN outcome.state = 'sent' THEN ${at}::timestamptz END
      FROM unnest(${outcomes.map(({ channel }) => channel)}::text[], ${outcomes.map(({ state }) => state)}::text[],
                  ${outcomes.map(({ error }) => error ?? null)}::text[],
                  ${outcomes.map(({ note }) => note ?? null)}::text[]) AS outcome (channel, state, error, note)
     WHERE delivery.message_id = ${messageId} AND delivery.channel = outcome.channel AND delivery.state = 'queued'`);
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
