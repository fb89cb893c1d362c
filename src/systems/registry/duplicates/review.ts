import { type Queryable, type SystemDatabase, type Tx, sql } from '../../../kernel/db.ts';
import { today } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { mergeSame, undoLineage } from '../merge/index.ts';
import {
  type Proposal,
  type ProposalDecision,
  type ProposalState,
  assertMayDecide,
  noteDecision,
  proposalColumns,
} from '../proposing.ts';
import type { Grounds } from '../time/acts.ts';
import { type Linking, openFields, readCompared } from './linking.ts';
import {
  CLAIMED_FOR_MINUTES,
  PAIR_MOVES,
  PUT_OFF_DAYS,
  type PairDecision,
  type PairStatus,
  type QueueView,
} from './rules.ts';

/** A pair of the queue, without what the records say. */
export interface QueuedPair {
  id: string;
  one: string[];
  other: string[];
  /** Null: a steward named the pair, and the register has not learnt to weigh. */
  weight_bits: number | null;
  probability: number | null;
  status: PairStatus;
  /** Whether it is a pair because a steward says so. */
  isNamed: boolean;
  laterUntil: string | null;
  /** The number of the steward who looks at it now. */
  claimedBy: string | null;
  claimedUntil: Date | null;
  proposal: ProposalState | null;
}

const SHOWN = 20;

const isClaimed = sql`claimed_until > now()`;
const pairColumns = sql`pair.id, pair.one, pair.other, pair.weight_bits, pair.probability, pair.status,
  EXISTS (SELECT FROM duplicate_decision named WHERE named.pair = pair.id AND named.decision = 'named') AS "isNamed", pair.later_until AS "laterUntil",
  CASE WHEN ${isClaimed} THEN pair.claimed_by END AS "claimedBy", CASE WHEN ${isClaimed} THEN pair.claimed_until END AS "claimedUntil",
  (SELECT proposal.state FROM merge_proposal proposal WHERE proposal.pair = pair.id
    ORDER BY proposal.proposed_at DESC LIMIT 1) AS proposal`;

/** Stewards do not learn that anything is sealed: pairs of such records are not there for them. */
const isUnsealed = (
  on: string,
) => sql`NOT EXISTS (SELECT 1 FROM seal WHERE seal.key IN (pair.one, pair.other) AND seal.lifted_at IS NULL
  AND seal.from_on <= ${on}::date AND (seal.until_on IS NULL OR seal.until_on > ${on}::date))`;

/** A page of the queue, the heaviest first. `least` is the least probability. What was put off waits again when its day has come. */
export async function queuedPairs(
  db: Queryable,
  kind: string,
  asked: { view: QueueView; page: number; least: number },
): Promise<{ pairs: QueuedPair[]; hasMore: boolean; counts: Record<QueueView, number> }> {
  const date = today();
  const isProposed = sql`EXISTS (SELECT 1 FROM merge_proposal p WHERE p.pair = pair.id AND p.state = 'proposed')`;
  const isProbable = sql`coalesce(pair.probability, 0) >= ${asked.least}`;
  const isIn = {
    waiting: sql`(pair.status = 'waiting' OR (pair.status = 'later' AND pair.later_until <= ${date})) AND NOT ${isProposed}`,
    proposed: isProposed,
    later: sql`pair.status = 'later' AND pair.later_until > ${date}`,
    settled: sql`pair.status IN ('different', 'merged')`,
  };
  const pairs = await db.rows<QueuedPair>(sql`SELECT ${pairColumns} FROM duplicate_pair pair
    WHERE pair.kind = ${kind} AND ${isProbable} AND ${isIn[asked.view]} AND ${isUnsealed(date)}
    ORDER BY pair.weight_bits DESC NULLS LAST, pair.id LIMIT ${SHOWN + 1} OFFSET ${(asked.page - 1) * SHOWN}`);
  const counts = await db.one<Record<QueueView, number>>(sql`SELECT
      count(*) FILTER (WHERE ${isIn.waiting}) AS waiting, count(*) FILTER (WHERE ${isIn.proposed}) AS proposed,
      count(*) FILTER (WHERE ${isIn.later}) AS later, count(*) FILTER (WHERE ${isIn.settled}) AS settled
    FROM duplicate_pair pair WHERE pair.kind = ${kind} AND ${isProbable} AND ${isUnsealed(date)}`);
  return { pairs: pairs.slice(0, SHOWN), hasMore: pairs.length > SHOWN, counts };
}

/** What was decided of a pair. */
export interface PairHistory {
  at: Date;
  decision: string;
  reason: string;
  by: Grounds['by'];
}

/** That two records are one, as it was proposed and what came of it. */
export interface MergeProposal extends Proposal {
  from: string[];
  into: string[];
  taken: string[];
  bothSay: 'refuse' | 'survivor-stands';
}

const OTHERS_MOST = 20;

/** A pair with all that was decided of it, and the other pairs of its records that wait. Undefined when there is none. */
export async function pairById(
  db: Queryable,
  kind: string,
  id: string,
): Promise<
  | (QueuedPair & {
      history: PairHistory[];
      proposals: MergeProposal[];
      others: Pick<QueuedPair, 'id' | 'one' | 'other' | 'probability'>[];
    })
  | undefined
> {
  const pair = await db.maybe<QueuedPair>(
    sql`SELECT ${pairColumns} FROM duplicate_pair pair
      WHERE pair.id = ${id} AND pair.kind = ${kind} AND ${isUnsealed(today())}`,
  );
  if (!pair) return undefined;
  const history = await db.rows<PairHistory>(sql`SELECT at, decision, reason, done_by AS by FROM duplicate_decision
    WHERE pair = ${id} ORDER BY at`);
  const proposals = await db.rows<MergeProposal>(sql`SELECT ${mergeColumns} FROM merge_proposal
    WHERE pair = ${id} ORDER BY proposed_at`);
  const others = await db.rows<
    Pick<QueuedPair, 'id' | 'one' | 'other' | 'probability'>
  >(sql`SELECT id, one, other, probability
    FROM duplicate_pair pair WHERE kind = ${kind} AND status IN ('waiting', 'later') AND id <> ${id} AND ${isUnsealed(today())}
      AND (one IN (${pair.one}, ${pair.other}) OR other IN (${pair.one}, ${pair.other}))
    ORDER BY weight_bits DESC NULLS LAST LIMIT ${OTHERS_MOST}`);
  return { ...pair, history, proposals, others };
}

const mergeColumns = sql`${proposalColumns}, from_key AS "from", into_key AS "into", taken, both_say AS "bothSay"`;

interface LockedPair {
  id: string;
  one: string[];
  other: string[];
  status: PairStatus;
  weight_bits: number | null;
}

/** Locks a pair. Refuses `register.pair_unknown`, and `register.pair_claimed` when another steward looks at it now. */
async function lockPair(tx: Tx, kind: string, id: string, steward: string): Promise<LockedPair> {
  const pair = await tx.maybe<LockedPair & { claimedBy: string | null }>(sql`SELECT id, one, other, status, weight_bits,
      CASE WHEN ${isClaimed} THEN claimed_by END AS "claimedBy"
    FROM duplicate_pair pair WHERE id = ${id} AND kind = ${kind} AND ${isUnsealed(today())} FOR UPDATE OF pair`);
  if (!pair) throw new Refusal('register.pair_unknown', 404);
  if (pair.claimedBy && pair.claimedBy !== steward) throw new Refusal('register.pair_claimed', 409);
  return pair;
}

/**
 * Decides a pair without merging it, or takes it for a while. The same call again changes nothing. Refuses what `lockPair`
 * refuses, and `register.pair_decided` when it is no longer what the decision is about.
 */
export async function decidePair(
  db: SystemDatabase,
  { kind }: Linking,
  asked: { pair: string; decision: PairDecision; reason: string; steward: string; by: Grounds['by']; receipt: string },
): Promise<string[][]> {
  const { decision, steward, receipt } = asked;
  return db.transaction(async (tx) => {
    const done = await tx.maybe<{ one: string[]; other: string[] }>(sql`SELECT p.one, p.other
      FROM duplicate_decision d JOIN duplicate_pair p ON p.id = d.pair WHERE d.receipt = ${receipt}`);
    if (done) return [done.one, done.other];
    const pair = await lockPair(tx, kind.name, asked.pair, steward);
    const keys = [pair.one, pair.other];
    if (decision === 'claim' || decision === 'release') {
      const minutes = decision === 'claim' ? CLAIMED_FOR_MINUTES : 0;
      await tx.run(sql`UPDATE duplicate_pair SET claimed_by = ${steward}, claimed_until = now() + make_interval(mins => ${minutes})
        WHERE id = ${pair.id}`);
      return keys;
    }
    const move = PAIR_MOVES[decision];
    const open = await tx.maybe(sql`SELECT 1 FROM merge_proposal WHERE pair = ${pair.id} AND state = 'proposed'`);
    if (open || !move.from.includes(pair.status)) throw new Refusal('register.pair_decided', 409);
    await tx.run(sql`UPDATE duplicate_pair SET status = ${move.to}, claimed_by = NULL, claimed_until = NULL,
        decided_bits = ${decision === 'different' ? pair.weight_bits : null},
        later_until = ${decision === 'later' ? sql`${today()}::date + ${PUT_OFF_DAYS}` : sql`NULL`}
      WHERE id = ${pair.id}`);
    await tx.run(sql`INSERT INTO duplicate_decision (pair, decision, reason, done_by, receipt)
      VALUES (${pair.id}, ${decision}, ${asked.reason}, ${JSON.stringify(asked.by)}::jsonb, ${receipt})`);
    return keys;
  });
}

/**
 * Proposes that the records of a pair are one. `taken` are the fields whose value is taken from the record that goes. Refuses what
 * `lockPair` refuses, `register.pair_decided` when a proposal waits or stands, and `register.changed_meanwhile` when a record is no longer
 * what the steward saw.
 */
export async function proposeMerge(
  db: SystemDatabase,
  linking: Linking,
  asked: {
    pair: string;
    survivor: 'one' | 'other';
    taken: readonly string[];
    bothSay: 'refuse' | 'survivor-stands';
    seen: { one: number; other: number };
    steward: string;
    grounds: Grounds;
  },
): Promise<string[][]> {
  const { kind } = linking;
  const { grounds, seen } = asked;
  const receipt = grounds.receipt!;
  return db.transaction(async (tx) => {
    const done = await tx.maybe<{ from: string[]; into: string[] }>(sql`SELECT from_key AS "from", into_key AS "into"
      FROM merge_proposal WHERE receipts[1] = ${receipt}`);
    if (done) return [done.from, done.into];
    const pair = await lockPair(tx, kind.name, asked.pair, asked.steward);
    const open = await tx.maybe(
      sql`SELECT 1 FROM merge_proposal WHERE pair = ${pair.id} AND state IN ('proposed', 'confirmed')`,
    );
    if (open || pair.status === 'merged' || pair.status === 'dissolved')
      throw new Refusal('register.pair_decided', 409);
    await assertSeen(tx, linking, { keys: [pair.one, pair.other], seen: [seen.one, seen.other] });
    for (const field of asked.taken)
      if (!openFields(kind).includes(field) || kind.key.includes(field))
        throw new Refusal('register.value_refused', 422);
    const isOne = asked.survivor === 'one';
    const id = newId();
    await tx.run(sql`INSERT INTO merge_proposal (id, kind, pair, from_key, into_key, from_act, into_act, taken, both_say, reason, source,
        state, proposed_by, receipts)
      VALUES (${id}, ${kind.name}, ${pair.id}, ${isOne ? pair.other : pair.one}, ${isOne ? pair.one : pair.other},
        ${isOne ? seen.other : seen.one}, ${isOne ? seen.one : seen.other}, ${asked.taken}, ${asked.bothSay}, ${grounds.reason},
        ${JSON.stringify(grounds.source)}::jsonb, 'proposed', ${JSON.stringify(grounds.by)}::jsonb, ARRAY[${receipt}::text])`);
    await tx.run(sql`UPDATE duplicate_pair SET claimed_by = NULL, claimed_until = NULL WHERE id = ${pair.id}`);
    return [pair.one, pair.other];
  });
}

async function assertSeen(
  tx: Tx,
  linking: Linking,
  { keys, seen }: { keys: string[][]; seen: number[] },
): Promise<Record<string, unknown>[]> {
  const records = await readCompared(tx, linking, { keys });
  return keys.map((key, i) => {
    const record = records.find((one) => one.key.join('\n') === key.join('\n'));
    if (record?.act !== seen[i]) throw new Refusal('register.changed_meanwhile', 409);
    return record!.values;
  });
}

interface LockedProposal extends MergeProposal {
  pair: string;
  fromAct: number;
  intoAct: number;
  receipts: string[];
}

/**
 * Confirms a proposal, which merges; refuses it; or undoes the merge. Four eyes: whoever proposed does not confirm
 * (`register.second_steward_needed`), but may take the proposal back by refusing it. The same call again changes nothing. Refuses
 * `register.proposal_unknown`, what `lockPair` refuses, `register.pair_decided` when it has been decided otherwise, and what merging and
 * undoing refuse.
 */
export async function settleProposal(
  db: SystemDatabase,
  linking: Linking,
  asked: { proposal: string; decision: ProposalDecision; steward: string; grounds: Grounds },
): Promise<string[][]> {
  const { kind } = linking;
  const { decision, grounds, steward } = asked;
  const receipt = grounds.receipt!;
  return db.transaction(async (tx) => {
    const proposal =
      await tx.maybe<LockedProposal>(sql`SELECT ${mergeColumns}, pair, from_act AS "fromAct", into_act AS "intoAct", receipts
      FROM merge_proposal WHERE id = ${asked.proposal} AND kind = ${kind.name} FOR UPDATE`);
    if (!proposal) throw new Refusal('register.proposal_unknown', 404);
    const keys = [proposal.from, proposal.into];
    if (proposal.receipts.includes(receipt)) return keys;
    await lockPair(tx, kind.name, proposal.pair, steward);
    assertMayDecide(proposal, { decision, steward });
    let { act } = proposal;
    if (decision === 'confirm') act = await merge(tx, linking, proposal, grounds);
    if (decision === 'undo') await undoLineage(tx, kind, { act: act! }, grounds);
    await noteDecision(tx, 'merge_proposal', { id: proposal.id, decision, act, grounds });
    if (decision === 'refuse') return keys;
    await tx.run(
      sql`UPDATE duplicate_pair SET status = ${decision === 'confirm' ? 'merged' : 'waiting'} WHERE id = ${proposal.pair}`,
    );
    return keys;
  });
}

/** Merges as was proposed, if both records still are what was seen then. */
async function merge(tx: Tx, linking: Linking, proposal: LockedProposal, grounds: Grounds): Promise<number> {
  const { kind } = linking;
  const [going, staying] = await assertSeen(tx, linking, {
    keys: [proposal.from, proposal.into],
    seen: [proposal.fromAct, proposal.intoAct],
  });
  const keyOf = (key: string[]) => Object.fromEntries(kind.key.map((field, i) => [field, key[i]]));
  const values = Object.fromEntries(
    proposal.taken.filter((field) => going![field] !== staying![field]).map((field) => [field, going![field] ?? null]),
  );
  return mergeSame(
    tx,
    kind,
    { from: keyOf(proposal.from), into: keyOf(proposal.into), on: today(), values, bothSay: proposal.bothSay },
    { ...grounds, reason: proposal.reason, source: proposal.source },
  );
}
