import { type Queryable, type SystemDatabase, type Tx, isDuplicate, sql } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { dissolvePair, holdApart } from '../duplicates/naming.ts';
import type { RecordKind } from '../kind/index.ts';
import { type ReferencePlace, type SplitPlan, splitMixed, undoLineage } from '../merge/index.ts';
import { type Proposal, type ProposalDecision, assertMayDecide, noteDecision, proposalColumns } from '../proposing.ts';
import type { Grounds } from '../time/acts.ts';
import type { SplitView } from './rules.ts';

type Row = Record<string, unknown>;

/** How the new record of a split gets its key: the register's own way. */
export type NewKey = (tx: Tx, given: { values: Row; asked: Row }) => Promise<string[]>;

/** A split as it was proposed and what came of it. */
export interface SplitProposal extends Proposal {
  from: string[];
  /** The key of the new record, once it has one. */
  into: string[] | null;
  plan: SplitPlan;
  moved: ReferencePlace[];
  asked: Row;
}

const splitColumns = sql`${proposalColumns}, from_key AS "from", into_key AS "into", plan, moved, asked`;
const SHOWN = 20;
const OF_RECORD_MOST = 20;

/** The proposals about a record, and the split by which it began, the newest first; at most 20. */
export function splitsOf(db: Queryable, kind: string, key: string[]): Promise<SplitProposal[]> {
  return db.rows(sql`SELECT ${splitColumns} FROM split_proposal
    WHERE kind = ${kind} AND (from_key = ${key} OR into_key = ${key}) ORDER BY proposed_at DESC LIMIT ${OF_RECORD_MOST}`);
}

/** A page of the proposals of a kind, the oldest that waits first, or the newest that is settled. */
export async function listedSplits(
  db: Queryable,
  kind: string,
  { view, page }: { view: SplitView; page: number },
): Promise<{ splits: SplitProposal[]; hasMore: boolean }> {
  const isIn = view === 'proposed' ? sql`state = 'proposed'` : sql`state <> 'proposed'`;
  const order = view === 'proposed' ? sql`proposed_at` : sql`proposed_at DESC`;
  const rows = await db.rows<SplitProposal>(sql`SELECT ${splitColumns} FROM split_proposal
    WHERE kind = ${kind} AND ${isIn} ORDER BY ${order}, id LIMIT ${SHOWN + 1} OFFSET ${(page - 1) * SHOWN}`);
  return { splits: rows.slice(0, SHOWN), hasMore: rows.length > SHOWN };
}

/** The record that a proposal is about. Refuses `register.split_unknown`. */
export async function recordOfSplit(db: Queryable, kind: string, id: string): Promise<string[]> {
  const row = await db.maybe<{ from: string[] }>(
    sql`SELECT from_key AS "from" FROM split_proposal WHERE id = ${id} AND kind = ${kind}`,
  );
  if (!row) throw new Refusal('register.split_unknown', 404);
  return row.from;
}

/** Whether a call has made its proposal before. */
export async function isProposedBy(db: Queryable, receipt: string): Promise<boolean> {
  return (await db.maybe(sql`SELECT 1 FROM split_proposal WHERE receipts[1] = ${receipt}`)) !== undefined;
}

/** What a trial throws when it came through: its transaction must leave nothing. */
class CameThrough extends Error {}

interface Asked {
  from: string[];
  plan: SplitPlan;
  moved: readonly ReferencePlace[];
  asked: Row;
}

/**
 * Proposes a split. It is tried first and taken back, so that what could not be done is refused to who proposes it and not to who confirms.
 * Two of the same call at once make one. Refuses what `splitMixed` refuses, and `register.split_proposed_already` while another
 * proposal about the record waits.
 */
export async function proposeSplit(
  db: SystemDatabase,
  kind: RecordKind,
  { newKey, grounds, ...split }: Asked & { newKey: NewKey; grounds: Grounds },
): Promise<void> {
  const receipt = grounds.receipt!;
  const { from, plan, moved, asked } = split;
  try {
    await db.transaction(async (tx) => {
      await doSplit(tx, kind, { ...split, newKey, grounds });
      throw new CameThrough();
    });
  } catch (error) {
    if (!(error instanceof CameThrough)) throw error;
  }
  try {
    await db.run(sql`INSERT INTO split_proposal (id, kind, from_key, plan, moved, asked, reason, source, state, proposed_by, receipts)
      VALUES (${newId()}, ${kind.name}, ${from}, ${JSON.stringify(plan)}::jsonb, ${JSON.stringify(moved)}::jsonb,
        ${JSON.stringify(asked)}::jsonb, ${grounds.reason}, ${JSON.stringify(grounds.source)}::jsonb, 'proposed',
        ${JSON.stringify(grounds.by)}::jsonb, ARRAY[${receipt}::text])`);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    if (!(await isProposedBy(db, receipt))) throw new Refusal('register.split_proposed_already', 409);
  }
}

function doSplit(
  tx: Tx,
  kind: RecordKind,
  { from, plan, moved, asked, newKey, grounds }: Asked & { newKey: NewKey; grounds: Grounds },
): Promise<{ act: number; into: string[] }> {
  return splitMixed(
    tx,
    kind,
    { from, plan, references: moved, newKey: (values) => newKey(tx, { values, asked }) },
    grounds,
  );
}

/**
 * Confirms a proposal, which splits; refuses it; or undoes the split. Both records are then held to be different, so that nobody is asked
 * whether they are one. The answer is the keys that it is about. The same call again changes nothing. Refuses
 * `register.split_unknown`, what `assertMayDecide` refuses, and what splitting and undoing refuse.
 */
export async function settleSplit(
  db: SystemDatabase,
  kind: RecordKind,
  asked: { proposal: string; decision: ProposalDecision; steward: string; newKey: NewKey; grounds: Grounds },
): Promise<string[][]> {
  const { decision, grounds, steward, newKey } = asked;
  return db.transaction(async (tx) => {
    const proposal = await tx.maybe<SplitProposal & { receipts: string[] }>(sql`SELECT ${splitColumns}, receipts
      FROM split_proposal WHERE id = ${asked.proposal} AND kind = ${kind.name} FOR UPDATE`);
    if (!proposal) throw new Refusal('register.split_unknown', 404);
    const { id, from, reason, source } = proposal;
    if (proposal.receipts.includes(grounds.receipt!)) return keysOf(proposal);
    assertMayDecide(proposal, { decision, steward });
    let { act, into } = proposal;
    if (decision === 'confirm') {
      ({ act, into } = await doSplit(tx, kind, { ...proposal, newKey, grounds: { ...grounds, reason, source } }));
      await tx.run(sql`UPDATE split_proposal SET into_key = ${into} WHERE id = ${id}`);
      await holdApart(tx, kind, { one: from, other: into, reason, by: grounds.by, receipt: grounds.receipt! });
    }
    if (decision === 'undo') {
      await undoLineage(tx, kind, { act: act! }, grounds);
      await dissolvePair(tx, kind, { one: from, other: into! });
    }
    await noteDecision(tx, 'split_proposal', { id, decision, act, grounds });
    return keysOf({ from, into });
  });
}

const keysOf = ({ from, into }: Pick<SplitProposal, 'from' | 'into'>): string[][] => (into ? [from, into] : [from]);
