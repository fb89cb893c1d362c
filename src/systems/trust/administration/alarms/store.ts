import { sql, type Queryable, type Tx } from '../../../../kernel/db.ts';
import type { Found, Observed } from './rules.ts';

/** An alarm that was raised. */
export interface Alarm extends Found {
  id: string;
  raisedAt: Date;
  seenAt: Date;
  toldAt: Date | null;
  endedAt: Date | null;
}

const ALARM = sql`id, kind, subject, details, raised_at AS "raisedAt", seen_at AS "seenAt", told_at AS "toldAt",
  ended_at AS "endedAt"`;

/** One process at a time looks after alarms. */
const ALARMS_LOCK = 20_260_906;

export async function lockAlarms(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${ALARMS_LOCK}::bigint)`);
}

export async function readRaised(db: Queryable): Promise<Alarm[]> {
  return db.rows(sql`SELECT ${ALARM} FROM trust.alarm WHERE ended_at IS NULL ORDER BY raised_at, id`);
}

/** Alarms that are over, the newest first. */
export async function readEnded(db: Queryable, most: number): Promise<Alarm[]> {
  return db.rows(sql`
    SELECT ${ALARM} FROM trust.alarm WHERE ended_at IS NOT NULL ORDER BY raised_at DESC, id LIMIT ${most}`);
}

/** Raises an alarm, or keeps that it is still so. */
export async function raise(db: Queryable, id: string, { kind, subject, details }: Found, at: Date): Promise<void> {
  await db.run(sql`
    INSERT INTO trust.alarm (id, kind, subject, details, raised_at, seen_at)
    VALUES (${id}, ${kind}, ${subject}, ${JSON.stringify(details)}::jsonb, ${at}, ${at})
    ON CONFLICT (kind, subject) WHERE ended_at IS NULL
    DO UPDATE SET seen_at = excluded.seen_at, details = excluded.details`);
}

export async function end(db: Queryable, ids: readonly string[], at: Date): Promise<void> {
  await db.run(sql`UPDATE trust.alarm SET ended_at = greatest(${at}, raised_at) WHERE id = ANY (${ids}::uuid[])`);
}

export async function markTold(db: Queryable, ids: readonly string[], at: Date): Promise<void> {
  await db.run(sql`UPDATE trust.alarm SET told_at = ${at} WHERE id = ANY (${ids}::uuid[])`);
}

/** What alarms are found from, but for the log and the clock. */
export async function readObserved(
  db: Queryable,
  { dayAgo, mostWaiting }: { dayAgo: Date; mostWaiting: number },
): Promise<Omit<Observed, 'logProblem'>> {
  const [authorities, services, lists, ceremonyList, revocations, waiting] = await Promise.all([
    db.rows<Observed['authorities'][number]>(sql`
      SELECT profile, upper(valid) AS until, act.kind
        FROM trust.authority LEFT JOIN LATERAL (
          SELECT kind FROM trust.status_act WHERE status_act.serial = authority.serial ORDER BY number DESC LIMIT 1) AS act
          ON true`),
    db.rows<Observed['services'][number]>(sql`
      SELECT DISTINCT ON (profile) serial, profile, upper(valid) AS until
        FROM trust.certificate WHERE agency_code IS NULL AND profile = 'time-stamping'
       ORDER BY profile, edition DESC`),
    db.rows<Observed['lists'][number]>(sql`
      SELECT authority, this_update AS "thisUpdate" FROM trust.revocation_list
       WHERE partition IS NULL AND authority NOT IN (SELECT profile FROM trust.authority WHERE key_is_elsewhere)`),
    db.maybe<NonNullable<Observed['ceremonyList']>>(sql`
      SELECT next_update AS "nextUpdate",
             last_act >= coalesce((SELECT max(id) FROM trust.status_act WHERE authority = 'root'), 0) AS "tellsAll"
        FROM trust.revocation_list JOIN trust.authority ON authority.profile = revocation_list.authority
       WHERE partition IS NULL AND key_is_elsewhere`),
    db.one<{ count: number }>(sql`
      SELECT count(*)::integer AS count FROM trust.status_act WHERE recorded_at > ${dayAgo} AND kind <> 'resumed'`),
    db.rows<Observed['waiting'][number]>(sql`
      SELECT id, asked_at AS "askedAt", holder FROM trust.certificate_request
       WHERE state = 'asked' ORDER BY asked_at LIMIT ${mostWaiting}`),
  ]);
  return { authorities, services, lists, ceremonyList, revocations: revocations.count, waiting };
}
