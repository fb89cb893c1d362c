import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { type Queryable, sql } from '../../src/kernel/db.ts';

/** Until the register's acts are told as events: when no older transaction is open, and other tests have theirs in the same PostgreSQL. */
export async function settled(register: Queryable): Promise<void> {
  const isSettled = sql`SELECT NOT EXISTS (SELECT FROM act
    WHERE written_by >= pg_snapshot_xmin(pg_current_snapshot())) AS settled`;
  for (let tries = 0; !(await register.one<{ settled: boolean }>(isSettled)).settled; tries++) {
    assert.ok(tries < 1_000, 'waited 10 s in vain');
    await wait(10);
  }
}
