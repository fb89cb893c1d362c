import { randomBytes } from 'node:crypto';
import type { House } from '../../../kernel/system.ts';
import {
  enterBatch,
  headOfBatch,
  isHeadOf,
  isInLog,
  logEntries,
  receiptInBatch,
  sha256OfHead,
} from '../../trust/index.ts';
import {
  type Batch,
  batchesAfter,
  countWaiting,
  findBatches,
  findNewestBatch,
  findNextEnd,
  findRecords,
  insertBatch,
  lockBatches,
  readLeaves,
  readLeavesWithReceipts,
} from './store.ts';

/**
 * Calls are proven in the public log, many by one entry of it: no call waits for that. Every record of a call is in exactly one
 * batch, in the order of the transactions that wrote them, so that none is left out whenever a process dies.
 */

/** What is needed of the house to prove calls. */
export type ProvingHouse = Pick<House, 'db' | 'keys' | 'config' | 'log'>;

/** Calls and endings in a batch at most; each has a record for every person whom it is about. */
const MOST_CALLS = 8192;
const SALT_BYTES = 32;
const LEAF_BYTES = 32;

/** Puts all that was logged since into batches, and enters each in the public log. Answers how many records there were. */
export async function proveCalls(house: ProvingHouse): Promise<number> {
  let newest = await findNewestBatch(house.db.as('exchange'));
  // Only the newest can have been kept by a process that died before it entered it: the next is not made before.
  if (newest) await enterBatch(house, newest.head);
  let records = 0;
  for (let areMore = true; areMore;) {
    const made = await makeBatch(house, newest);
    areMore = made.areMore;
    if (!made.batch) continue;
    newest = made.batch;
    await enterBatch(house, newest.head);
    records += newest.leaves.length / LEAF_BYTES;
  }
  return records;
}

/** The batch behind the newest that was seen; the one that another process has made meanwhile, when there is one. */
async function makeBatch(
  house: ProvingHouse,
  seen: Batch | undefined,
): Promise<{ batch: Batch | undefined; areMore: boolean }> {
  return house.db.as('exchange').transaction(async (tx) => {
    await lockBatches(tx);
    const newest = await findNewestBatch(tx);
    if (newest && newest.number !== seen?.number) return { batch: newest, areMore: true };
    const from = newest?.until ?? 0;
    const { until, calls } = await findNextEnd(tx, from, MOST_CALLS);
    if (until === null) return { batch: undefined, areMore: false };
    const number = (newest?.number ?? 0) + 1;
    const salt = randomBytes(SALT_BYTES);
    const leaves = await readLeaves(tx, { from, until, salt });
    const batch = { number, from, until, salt, leaves, head: await headOfBatch(house, nameOf(number), leaves) };
    await insertBatch(tx, batch);
    // What is written meanwhile is for the next time: a busy house would else make one small batch after another.
    return { batch, areMore: calls === MOST_CALLS };
  });
}

const nameOf = (number: number): string => `exchange/${number}`;

/** What can be proven of a call: `changed` when a record is not what the public log has of it. */
export type CallProof = { state: 'unknown' | 'waiting' | 'changed' } | { state: 'proven'; file: string };

/**
 * The file by which these persons can show for ever what the log of the exchange said of a call: for each whom it was about a
 * record with its receipt of the public log, and one of how it ended. `unknown` when it was about none of them.
 */
export async function proofOfCall(
  house: ProvingHouse,
  asked: { receipt: string; personalNumbers: readonly string[] },
): Promise<CallProof> {
  const db = house.db.as('exchange');
  const records = await findRecords(db, asked);
  if (records.length === 0) return { state: 'unknown' };
  const batches = await findBatches(
    db,
    records.flatMap(({ batch }) => batch ?? []),
  );
  const receipts: string[] = [];
  for (const { text, batch: number } of records) {
    const batch = batches.find((one) => one.number === number);
    if (!batch || text === null) return { state: 'waiting' };
    const place = await receiptInBatch(house, { record: text, leaves: batch.leaves, head: batch.head });
    if (place.state !== 'entered') return { state: place.state === 'waiting' ? 'waiting' : 'changed' };
    receipts.push(place.receipt);
  }
  return { state: 'proven', file: receipts.join('\n') };
}

/** What became of the log of calls since it was entered in the public log. */
export interface VerifiedCalls {
  batches: number;
  records: number;
  /** Calls and endings that no batch has yet. */
  waiting: number;
  problems: string[];
}

const BATCHES_TOGETHER = 20;
/** Receipts that are named of one batch. */
const MOST_NAMED = 20;

/**
 * Computes every batch anew from the log of calls and compares it with what the public log has of it: says which records were
 * changed or added, how many are gone, and which batches are not as they were entered.
 */
export async function verifyCalls(house: ProvingHouse): Promise<VerifiedCalls> {
  const db = house.db.as('exchange');
  const found: VerifiedCalls = { batches: 0, records: 0, waiting: 0, problems: [] };
  const entered = await logEntries(house, 'exchange');
  let before: Batch | undefined;
  for (let batches = await batchesAfter(db, 0, BATCHES_TOGETHER); batches.length > 0;) {
    for (const batch of batches) {
      found.problems.push(...(await examine(house, batch, before)).problems);
      entered.delete(sha256OfHead(batch.head).toString('hex'));
      found.batches++;
      found.records += batch.leaves.length / LEAF_BYTES;
      before = batch;
    }
    batches = await batchesAfter(db, before!.number, BATCHES_TOGETHER);
  }
  if (entered.size > 0) found.problems.push(`the public log has ${entered.size} batches that are not here`);
  found.waiting = await countWaiting(db, before?.until ?? 0);
  return found;
}

/** What is not as it was entered, of one batch (`before` is the one before it), with the receipts of calls that were changed or added. */
export async function examine(
  house: ProvingHouse,
  batch: Batch,
  before: Batch | undefined,
): Promise<{ problems: string[]; receipts: string[] }> {
  const { number, leaves, head } = batch;
  const problems: string[] = [];
  if (number !== (before?.number ?? 0) + 1 || batch.from !== (before?.until ?? 0))
    problems.push(`batch ${number} does not begin where the one before ends`);
  if (!isHeadOf(head, leaves)) problems.push(`the head of batch ${number} is not that of its records`);
  if (!(await isInLog(house, 'exchange', sha256OfHead(head))))
    problems.push(`batch ${number} is not in the public log as it stands here`);
  if ((await readLeaves(house.db.as('exchange'), batch)).equals(leaves)) return { problems, receipts: [] };
  const { told, receipts } = await differences(house, batch);
  return { problems: [...problems, ...told], receipts };
}

async function differences(house: ProvingHouse, batch: Batch): Promise<{ told: string[]; receipts: string[] }> {
  const standing = await readLeavesWithReceipts(house.db.as('exchange'), batch);
  const kept = new Set<string>();
  for (let at = 0; at < batch.leaves.length; at += LEAF_BYTES)
    kept.add(batch.leaves.toString('hex', at, at + LEAF_BYTES));
  const others = standing.filter(({ leaf }) => !kept.delete(leaf.toString('hex')));
  const receipts = [...new Set(others.map(({ receipt }) => receipt))].sort();
  const more = receipts.length > MOST_NAMED ? ' …' : '';
  const told = [
    ...(receipts.length > 0
      ? [`batch ${batch.number}: changed or added since: ${receipts.slice(0, MOST_NAMED).join(', ')}${more}`]
      : []),
    ...(kept.size > 0 ? [`batch ${batch.number}: ${kept.size} records are not as they were, or gone`] : []),
  ];
  return { told, receipts };
}
