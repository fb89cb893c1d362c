import { type Tx, sql } from '../../../kernel/db.ts';
import type { House } from '../../../kernel/system.ts';
import { type CallContext, call } from '../../exchange/index.ts';
import type { EventsContract, ToldEvent } from './services.ts';

/** How a system of the house follows the events of another's register. */
export interface Following {
  /** The system that follows; its schema has the table of `registry.equip_follower`. */
  system: string;
  /** What is followed for what; one cursor is kept under it. */
  name: string;
  events: EventsContract;
  context: Pick<CallContext, 'agency' | 'purpose'>;
  /** What an event means here: writes into the own schema, by this transaction alone. */
  apply(tx: Tx, event: ToldEvent): Promise<void>;
}

const EVENTS_AT_ONCE = 200;

/**
 * Goes on with the events that there are, and applies each exactly once: the cursor moves in the transaction that applies them. Cut
 * off anywhere it goes on where it was; two that run at the same time do not do the same. For a job that comes every minute.
 * The answer is how many were applied.
 */
export async function follow(house: House, following: Following): Promise<number> {
  const { system, name, events: contract, context, apply } = following;
  const db = house.db.as(system);
  let applied = 0;
  for (;;) {
    const place = await db.maybe<{ cursor: string }>(sql`SELECT cursor FROM event_cursor WHERE name = ${name}`);
    const { output } = await call(
      house,
      contract,
      { limit: EVENTS_AT_ONCE, ...(place ? { cursor: place.cursor } : {}) },
      { ...context, caller: system, actor: { kind: 'machine', name: system } },
    );
    const { events, cursor, hasMore } = output;
    if (cursor === null || cursor === place?.cursor) return applied;
    applied += await db.transaction(async (tx) => {
      await tx.run(sql`INSERT INTO event_cursor (name, cursor) VALUES (${name}, '0-0') ON CONFLICT (name) DO NOTHING`);
      const held = await tx.one<{ cursor: string }>(
        sql`SELECT cursor FROM event_cursor WHERE name = ${name} FOR UPDATE`,
      );
      // Another was quicker with these events.
      if (held.cursor !== (place?.cursor ?? '0-0')) return 0;
      for (const event of events) await apply(tx, event);
      await tx.run(sql`UPDATE event_cursor SET cursor = ${cursor}, moved_at = clock_timestamp() WHERE name = ${name}`);
      return events.length;
    });
    if (!hasMore) return applied;
  }
}
