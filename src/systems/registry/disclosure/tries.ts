import { createHmac } from 'node:crypto';
import { today } from '../../../kernel/clock.ts';
import { type Queryable, sql } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import type { RecordKind } from '../kind/index.ts';

/** How often an agency may ask yes or no about one record. */
export interface TryLimits {
  aDay: number;
  inThirtyDays: number;
}

/** Twelve in thirty days do not tell a date of birth among a lifetime's days by halving, which takes fifteen. */
const LIMITS: TryLimits = { aDay: 5, inThirtyDays: 12 };

/** A try of an agency at a record. */
export interface Try {
  kind: Pick<RecordKind, 'system' | 'name'>;
  key: readonly string[];
  agencyCode: string;
}

/**
 * Counts one more try of an agency at a record before it is made. Refuses `register.too_many_tries`. A check in which
 * nothing could be guessed, because all that was said was right, may be taken off again with `takeOff`.
 */
export async function enterTry(house: House, given: Try, limits = LIMITS): Promise<{ takeOff(): Promise<void> }> {
  const db = house.db.as(given.kind.system);
  const tried = { agencyCode: given.agencyCode, record: recordMark(house, given), today: today() };
  const counted = await countTry(db, tried);
  if (counted.today > limits.aDay || counted.inThirtyDays > limits.inThirtyDays)
    throw new Refusal('register.too_many_tries', 429, { values: { ...limits } });
  return {
    async takeOff() {
      const mine = sql`agency_code = ${tried.agencyCode} AND record = ${tried.record} AND tried_on = ${tried.today}`;
      await db.run(sql`WITH gone AS (DELETE FROM check_try WHERE ${mine} AND count = 1)
        UPDATE check_try SET count = count - 1 WHERE ${mine} AND count > 1`);
    },
  };
}

interface Counted {
  agencyCode: string;
  record: Buffer;
  today: string;
}

/** How many tries there were today, and in the last thirty days, with this one. */
function countTry(db: Queryable, asked: Counted): Promise<{ today: number; inThirtyDays: number }> {
  return db.one(sql`WITH counted AS (
      INSERT INTO check_try (agency_code, record, tried_on, count) VALUES (${asked.agencyCode}, ${asked.record}, ${asked.today}, 1)
      ON CONFLICT (agency_code, record, tried_on) DO UPDATE SET count = check_try.count + 1 RETURNING count
    )
    SELECT count AS today, count + coalesce((SELECT sum(earlier.count)::int FROM check_try earlier
      WHERE earlier.agency_code = ${asked.agencyCode} AND earlier.record = ${asked.record}
        AND earlier.tried_on > ${asked.today}::date - 30 AND earlier.tried_on < ${asked.today}::date), 0) AS "inThirtyDays"
    FROM counted`);
}

/** By which tries at the same record are counted, without keeping a list of whom an agency asked about. */
function recordMark(house: House, { kind, key }: Try): Buffer {
  return createHmac('sha256', house.keys.secret('register/check'))
    .update(JSON.stringify([kind.system, kind.name, ...key]))
    .digest();
}
