import { type Queryable, sql } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Grounds } from './acts.ts';

/** An act as subscribers are told of it: what was done to which record, never the values; who may read them reads them. */
export interface RegisterEvent extends Omit<Grounds, 'receipt'> {
  /** Where a subscriber goes on from. */
  cursor: string;
  kind: string;
  /** The record's key, or null when the act was on many. */
  key: string[] | null;
  act: string;
  validFrom: string | null;
  fields: string[];
  at: Date;
}

const MOST_EVENTS = 1_000;
const CURSOR = /^(\d{1,20})-(\d{1,19})$/;

/**
 * The events of a register after a cursor, in an order that never changes: an event is told once no transaction that could
 * still put one before it is open, so that a subscriber who goes on from the last cursor misses none and is told none
 * twice. Without a cursor from the first. At most 1,000. Refuses `register.cursor_unknown`.
 */
export async function eventsAfter(
  db: Queryable,
  asked: { cursor?: string; limit?: number; kinds?: readonly string[] },
): Promise<RegisterEvent[]> {
  const [, transaction = '0', position = '0'] = CURSOR.exec(asked.cursor ?? '0-0') ?? [];
  if (asked.cursor !== undefined && !CURSOR.test(asked.cursor)) throw new Refusal('register.cursor_unknown', 422);
  return db.rows<RegisterEvent>(sql`SELECT written_by || '-' || position AS cursor, kind, key, act,
      valid_from AS "validFrom", fields, at, reason, source, done_by AS by
    FROM act
    WHERE (written_by, position) > (${transaction}::xid8, ${position}::bigint)
      AND written_by < pg_snapshot_xmin(pg_current_snapshot())
      AND (${asked.kinds ?? null}::text[] IS NULL OR kind = ANY (${asked.kinds ?? null}))
    ORDER BY written_by, position LIMIT ${Math.min(asked.limit ?? MOST_EVENTS, MOST_EVENTS)}`);
}
