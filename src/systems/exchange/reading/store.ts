import { type Queryable, sql } from '../../../kernel/db.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import type { AlarmReason, AlarmState, SetLimit } from './rules.ts';

/** The limits that owners have set. */
export function findLimits(db: Queryable): Promise<SetLimit[]> {
  return db.rows(sql`SELECT owner, caller, purpose, an_hour AS "anHour", a_day AS "aDay" FROM reading_limit`);
}

/** Sets a limit, or another in its place; the history keeps what it was. */
export async function saveLimit(db: Queryable, limit: SetLimit & { setBy: string }): Promise<void> {
  await db.run(sql`INSERT INTO reading_limit (owner, caller, purpose, an_hour, a_day, set_by)
    VALUES (${limit.owner}, ${limit.caller}, ${limit.purpose}, ${limit.anHour}, ${limit.aDay}, ${limit.setBy})
    ON CONFLICT (owner, caller, purpose) DO UPDATE
      SET an_hour = excluded.an_hour, a_day = excluded.a_day, set_by = excluded.set_by`);
  await db.run(sql`SELECT kernel.tell_changed('exchange.reading', 'all')`);
}

/** Readers who are over their limit by all processes together, and until when they wait. */
export function findBlocks(db: Queryable): Promise<{ reader: string; until: Date }[]> {
  return db.rows(sql`SELECT reader, until FROM reading_block WHERE until > now()`);
}

/** A reader in one hour, as the log tells it. */
export interface CountedHour {
  owner: string;
  agencyCode: string;
  agencyName: string;
  actorKind: 'official' | 'machine';
  actor: string;
  actorTitle: Bilingual | null;
  caller: string;
  purpose: string;
  hour: Date;
  people: number;
  withoutCase: number;
  /** Different people without a case in the 24 hours up to now. */
  dayWithoutCase: number;
  /** On average in the hours of the last 28 days in which this reader read; null in the first ones. */
  usual: number | null;
}

/**
 * Counts the hours since a moment from the log, once more for one that is not over, and gives them with what is usual. By
 * officials and by systems outside the house; only what was disclosed.
 */
export async function countHours(db: Queryable, since: Date): Promise<CountedHour[]> {
  await db.run(sql`INSERT INTO reading_hour (owner, agency_code, agency_name, actor_kind, actor, actor_title, caller, purpose, hour,
      people, without_case)
    SELECT m.owner, m.agency_code, max(m.agency_name), m.actor_kind, coalesce(m.actor_number, m.caller),
      (array_agg(m.actor_title))[1], m.caller, m.purpose, date_trunc('hour', m.at), count(DISTINCT s.personal_number),
      count(DISTINCT s.personal_number) FILTER (WHERE m.case_number IS NULL)
    FROM message m JOIN subject s ON s.receipt = m.receipt AND s.at >= ${since}
    WHERE m.at >= ${since} AND m.kind <> 'write' AND m.outcome = 'done'
      AND (m.actor_kind = 'official' OR m.caller LIKE 'system:%')
    GROUP BY m.owner, m.agency_code, m.actor_kind, coalesce(m.actor_number, m.caller), m.caller, m.purpose, date_trunc('hour', m.at)
    ON CONFLICT (hour, owner, agency_code, actor, caller, purpose) DO UPDATE
      SET people = excluded.people, without_case = excluded.without_case`);
  return db.rows(sql`SELECT now_read.owner, now_read.agency_code AS "agencyCode", now_read.agency_name AS "agencyName",
      now_read.actor_kind AS "actorKind", now_read.actor, now_read.actor_title AS "actorTitle", now_read.caller, now_read.purpose,
      now_read.hour, now_read.people, now_read.without_case AS "withoutCase", before.usual,
      coalesce(before.day, 0) + now_read.without_case AS "dayWithoutCase"
    FROM reading_hour now_read, LATERAL (SELECT avg(earlier.people)::float AS usual,
        sum(earlier.without_case) FILTER (WHERE earlier.hour > now_read.hour - interval '24 hours')::int AS day
      FROM reading_hour earlier
      WHERE earlier.owner = now_read.owner AND earlier.agency_code = now_read.agency_code AND earlier.actor = now_read.actor
        AND earlier.caller = now_read.caller AND earlier.purpose = now_read.purpose
        AND earlier.hour < now_read.hour AND earlier.hour > now_read.hour - interval '28 days') before
    WHERE now_read.hour >= date_trunc('hour', ${since}::timestamptz)`);
}

/** Makes readers wait in every process. */
export async function saveBlocks(db: Queryable, blocks: readonly { reader: string; until: Date }[]): Promise<void> {
  if (blocks.length === 0) return;
  await db.run(sql`INSERT INTO reading_block (reader, until)
    SELECT reader, until FROM jsonb_to_recordset(${JSON.stringify(blocks)}::jsonb) AS given(reader text, until timestamptz)
    ON CONFLICT (reader) DO UPDATE SET until = excluded.until`);
  await db.run(sql`SELECT kernel.tell_changed('exchange.reading', 'all')`);
}

/** An alarm that is to be raised. */
export interface NewAlarm {
  owner: string;
  agencyCode: string;
  agencyName: string;
  actor: string;
  actorTitle: Bilingual | null;
  purpose: string;
  reason: AlarmReason;
  hour: Date;
  people: number;
  usual: number | null;
}

/** Raises alarms; one for the same reader, reason and hour grows instead. The answer is those that are new. */
export async function saveAlarms(
  db: Queryable,
  alarms: readonly (NewAlarm & { id: string })[],
): Promise<{ id: string; owner: string }[]> {
  if (alarms.length === 0) return [];
  const rows = await db.rows<{ id: string; owner: string; isNew: boolean }>(sql`
    INSERT INTO reading_alarm (id, owner, agency_code, agency_name, actor, actor_title, purpose, reason, hour, people, usual)
    SELECT id, owner, "agencyCode", "agencyName", actor, "actorTitle", purpose, reason, hour, people, usual
      FROM jsonb_to_recordset(${JSON.stringify(alarms)}::jsonb) AS given(id uuid, owner text, "agencyCode" text, "agencyName" text,
        actor text, "actorTitle" jsonb, purpose text, reason text, hour timestamptz, people integer, usual real)
    ON CONFLICT (owner, agency_code, actor, purpose, reason, hour) DO UPDATE SET people = excluded.people
      WHERE reading_alarm.people < excluded.people
    RETURNING id, owner, old.id IS NULL AS "isNew"`);
  return rows.filter(({ isNew }) => isNew);
}

/** An alarm as the owner of the register sees it. */
export interface ReadingAlarm extends NewAlarm {
  id: string;
  state: AlarmState;
  raisedAt: Date;
  note: string | null;
  answeredBy: string | null;
}

const MOST_ALARMS = 200;

/** The alarms about registers, those that nobody has answered first; at most 200. */
export function findAlarms(db: Queryable, asked: { owners: readonly string[]; id?: string }): Promise<ReadingAlarm[]> {
  return db.rows(sql`SELECT id, owner, agency_code AS "agencyCode", agency_name AS "agencyName", actor, actor_title AS "actorTitle",
      purpose, reason, hour, people, usual, state, raised_at AS "raisedAt", note, answered_by AS "answeredBy"
    FROM reading_alarm WHERE owner = ANY (${asked.owners}) AND (${asked.id ?? null}::uuid IS NULL OR id = ${asked.id ?? null})
    ORDER BY state IN ('explained', 'misuse'), raised_at DESC, id LIMIT ${MOST_ALARMS}`);
}

/** Moves an alarm; false when it is in another state by now. */
export async function moveAlarm(
  db: Queryable,
  move: { id: string; from: AlarmState; to: AlarmState; note: string | null; by: string },
): Promise<boolean> {
  const rows =
    await db.run(sql`UPDATE reading_alarm SET state = ${move.to}, note = coalesce(${move.note}, note), answered_by = ${move.by}
    WHERE id = ${move.id} AND state = ${move.from}`);
  return rows > 0;
}
