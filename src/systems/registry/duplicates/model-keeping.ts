import { setImmediate as breathe } from 'node:timers/promises';
import { type Queryable, type SystemDatabase, sql } from '../../../kernel/db.ts';
import { makeBlocks } from '../linkage/blocking.ts';
import { CandidateSearch } from '../linkage/candidate-search.ts';
import { trainModel } from '../linkage/estimation.ts';
import { MatchWeigher, probabilityOf } from '../linkage/match-weight.ts';
import type { LinkageModel } from '../linkage/model.ts';
import { comparePairs } from '../linkage/patterns.ts';
import { readRecords } from '../linkage/record-set.ts';
import { chooseThresholds, settlePrior, type Thresholds } from '../linkage/thresholds.ts';
import { type Linking, readCompared } from './linking.ts';
import { type FoundPair, keepPairs, pairOf } from './queue.ts';

/** What a register weighs pairs by: learnt from its own stock, and when. */
export interface KeptModel {
  model: LinkageModel;
  thresholds: Thresholds;
  trainedAt: Date;
}

/**
 * Records that a model learns from: about eight seconds of one processor. Of a larger register every n-th record is taken, which leaves
 * the share of pairs that are one and the same what it is.
 */
const LEARNT_FROM_MOST = 100_000;
const READ_AT_ONCE = 5_000;
/** Pairs at random, by which chance is measured. */
const PAIRS_FOR_EACH = 100;
const RANDOM_PAIRS_MOST = 1_000_000;
/**
 * Much is held of matches beforehand: a register that gives numbers has few people twice, fewer than pairs of namesakes, and there is no
 * number to tell them apart by. Otherwise people of a small ethnic group with one name and other days of birth are learnt as matches.
 */
const HELD_FOR_EACH = 0.5;
const HELD_LEAST = 20_000;

/** Pairs put into the queue by one statement. */
const PAIRS_AT_ONCE = 5_000;

/**
 * Learns the model of a kind from its stock and keeps it with its date. A stock that was read whole is looked through at the same
 * time: in memory it takes a twentieth of what asking the blocks record by record takes. What is written meanwhile is followed as
 * events. Answers how far it came: a register may be too small to learn from.
 */
export async function learnFromStock(
  db: SystemDatabase,
  linking: Linking,
): Promise<'too small' | 'learnt' | 'looked through'> {
  const { kind, definition } = linking;
  const { count } = await db.one<{ count: number }>(
    sql`SELECT count(*) AS count FROM linkage_block WHERE kind = ${kind.name}`,
  );
  const oneIn = Math.ceil(count / LEARNT_FROM_MOST);
  const rows: Record<string, unknown>[] = [];
  const keys: string[][] = [];
  let after: string[] | null = null;
  for (;;) {
    const page = await readCompared(db, linking, { after, limit: READ_AT_ONCE, oneIn });
    for (const { row, key } of page) {
      rows.push(row);
      keys.push(key);
    }
    if (page.length < READ_AT_ONCE) break;
    after = page.at(-1)!.key;
  }
  // Between the parts others in this process get their turn: a worker that is silent for long is taken for dead.
  const set = readRecords(definition, rows);
  await breathe();
  const pairs = comparePairs(definition, set, makeBlocks(definition, set));
  if (pairs.one.length === 0) return 'too small';
  await breathe();
  const trained = trainModel(definition, set, pairs, {
    randomPairs: Math.min(RANDOM_PAIRS_MOST, PAIRS_FOR_EACH * set.size),
    heldPairs: Math.max(HELD_LEAST, HELD_FOR_EACH * set.size),
  });
  await breathe();
  const weights = new MatchWeigher(definition, trained).weighPairs(set, pairs);
  const model = settlePrior(trained, set, weights);
  const thresholds = chooseThresholds(weights);
  if (oneIn > 1) {
    await keepModel(db, linking, { model, thresholds });
    return 'learnt';
  }
  const alike: FoundPair[] = [];
  for (const [pair, weight_bits] of weights.entries()) {
    if (weight_bits < thresholds.review_bits) continue;
    const ends = pairOf(keys[pairs.one[pair]!]!, keys[pairs.other[pair]!]!);
    alike.push({ ...ends, weight_bits, probability: probabilityOf(weight_bits) });
  }
  await db.transaction(async (tx) => {
    await keepModel(tx, linking, { model, thresholds });
    for (let at = 0; at < alike.length; at += PAIRS_AT_ONCE)
      await keepPairs(tx, kind.name, alike.slice(at, at + PAIRS_AT_ONCE));
    await tx.run(sql`UPDATE linkage_state SET scanned_to = NULL, scanned_at = ${new Date()} WHERE kind = ${kind.name}`);
  });
  return 'looked through';
}

/** Keeps a model that was learnt. */
async function keepModel(
  db: Queryable,
  { kind }: Linking,
  { model, thresholds }: Pick<KeptModel, 'model' | 'thresholds'>,
): Promise<void> {
  await db.run(sql`UPDATE linkage_state SET model = ${JSON.stringify(model)}::jsonb, trained_at = now(),
    thresholds = ${JSON.stringify(thresholds)}::jsonb WHERE kind = ${kind.name}`);
}

/** A model ready to search by. */
export interface ReadySearch extends KeptModel {
  search: CandidateSearch<Record<string, unknown>>;
}

const ready = new WeakMap<Linking, ReadySearch>();

/** The model of a kind, ready to search by; undefined while none was learnt. It is read again only when it was learnt again. */
export async function searchOf(db: Queryable, linking: Linking): Promise<ReadySearch | undefined> {
  const { kind, definition } = linking;
  const state = await db.maybe<{ trainedAt: Date | null }>(
    sql`SELECT trained_at AS "trainedAt" FROM linkage_state WHERE kind = ${kind.name}`,
  );
  if (!state?.trainedAt) return undefined;
  const kept = ready.get(linking);
  if (kept && kept.trainedAt.getTime() === state.trainedAt.getTime()) return kept;
  const read = await db.one<KeptModel>(sql`SELECT model, thresholds, trained_at AS "trainedAt"
    FROM linkage_state WHERE kind = ${kind.name}`);
  const made = { ...read, search: new CandidateSearch(definition, read.model) };
  ready.set(linking, made);
  return made;
}
