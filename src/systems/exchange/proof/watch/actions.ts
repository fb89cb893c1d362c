import { now } from '../../../../kernel/clock.ts';
import type { House } from '../../../../kernel/system.ts';
import { raiseAlarm } from '../../../trust/index.ts';
import { examine } from '../actions.ts';
import { countByAgency, countGone, countUnproven, readTurn, saveCheck } from './store.ts';
import { findBatches, findNewestBatch } from '../store.ts';

/** So long one look takes at most: what it does not come to is looked at next time. */
const LOOK_MS = 30_000;
const MOST_BATCHES = 2_000;
const MOST_AGENCIES = 50;
/** A call is proven within a minute; a transaction that stays open holds it up. */
const PROVEN_WITHIN_MS = 30 * 60_000;

/** What one look by the clock has found. */
export interface LookedAt {
  batches: number;
  /** Calls that are not what the public log has of them, by the agency on whose right they were made; of what names no call under ''. */
  wrong: Map<string, number>;
  /** Calls that nothing proves though it is time, by agency. */
  unproven: Map<string, number>;
}

/**
 * Compares batches of calls with their records and with the public log, as `exchange verify` does with all: those that were wrong, all new ones, and
 * the others in turn, for at most 30 seconds. Raises an alarm for each agency whose calls are not what the log has of them, and for each whose calls
 * nothing proves. Done every hour.
 */
export async function lookAtProofs(house: House): Promise<LookedAt> {
  const db = house.db.as('exchange');
  const found: LookedAt = { batches: 0, wrong: new Map(), unproven: new Map() };
  const add = (to: Map<string, number>, agency: string, count: number) => to.set(agency, (to.get(agency) ?? 0) + count);
  const end = performance.now() + LOOK_MS;
  for (const number of await readTurn(db, MOST_BATCHES)) {
    if (performance.now() > end) break;
    const both = await findBatches(db, [number - 1, number]);
    const batch = both.find((one) => one.number === number);
    // Taken away since its turn was read: counted below.
    if (!batch) continue;
    const before = both.find((one) => one.number === number - 1);
    const { problems, receipts } = await examine(house, batch, before);
    for (const [agency, count] of await countByAgency(db, receipts)) add(found.wrong, agency, count);
    if (problems.length > 0 && receipts.length === 0) add(found.wrong, '', 1);
    for (const problem of problems) house.log.error('exchange.proof_wrong', { problem });
    await saveCheck(db, { batch: number, at: now(), isRight: problems.length === 0 });
    found.batches++;
  }
  const gone = await countGone(db);
  if (gone > 0) add(found.wrong, '', gone);
  const until = (await findNewestBatch(db))?.until ?? 0;
  const cutoff = new Date(now().getTime() - PROVEN_WITHIN_MS);
  for (const { agency, count } of await countUnproven(db, { from: until, before: cutoff, most: MOST_AGENCIES }))
    add(found.unproven, agency, count);
  for (const [kind, counts] of [
    ['exchange_proof_wrong', found.wrong],
    ['exchange_unproven', found.unproven],
  ] as const)
    for (const [agency, count] of [...counts].slice(0, MOST_AGENCIES))
      await raiseAlarm(house, { kind, subject: agency, details: { count, agency: agency || '–' } });
  return found;
}
