import { type Queryable, sql } from '../../../kernel/db.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import type { TrialResult } from './protecting.ts';
import type { Measure, Source } from './recipe.ts';

export type TrialState = 'waiting' | 'reading' | 'counting' | 'done' | 'stopped' | 'failed';

/** The file of facts that a trial counts. */
export interface TrialExtract {
  fileId: string;
  size_bytes: number;
  rows: number;
  facts: string[];
  madeOn: string;
  keptUntil: string;
  /** Under which it stands in the log. */
  receipt: string;
}

/** The official who asked for it, at the agency whose right it is. */
export interface TrialAsker {
  agency: { code: string; name: string };
  actor: {
    kind: 'official';
    number: string;
    officialId: string;
    role: string;
    title: Bilingual;
    territoryCode: string;
  };
}

/** A trial without the models that it runs. */
export interface Trial {
  id: string;
  ruleSet: string;
  before: number;
  after: number;
  /** Of the draft when the trial was asked for. */
  afterVersion: number;
  decision: string;
  sources: Source[];
  measure: Measure;
  reason: string;
  askedBy: TrialAsker;
  state: TrialState;
  extract: TrialExtract | null;
  /** So many people are counted. */
  counted: number;
  result: TrialResult | null;
  failedFor: string | null;
  took_ms: number | null;
  askedAt: Date;
}

const TRIAL = sql`SELECT id, rule_set AS "ruleSet", before_number AS before, after_number AS after, after_version AS "afterVersion",
    decision, sources, measure, reason, asked_by AS "askedBy", state, extract, counted, result, failed_for AS "failedFor", took_ms,
    asked_at AS "askedAt"
  FROM trial`;
const MOST_TRIALS = 50;

/** The last 50 trials of a rule set, the newest first. */
export function findTrials(db: Queryable, ruleSet: string): Promise<Trial[]> {
  return db.rows(sql`${TRIAL} WHERE rule_set = ${ruleSet} ORDER BY asked_at DESC LIMIT ${MOST_TRIALS}`);
}

export function findTrial(db: Queryable, id: string): Promise<Trial | undefined> {
  return db.maybe(sql`${TRIAL} WHERE id = ${id}::uuid`);
}

/** The models that a trial runs. */
export function findTrialModels(db: Queryable, id: string): Promise<{ before: string; after: string }> {
  return db.one(sql`SELECT before_model AS before, after_model AS after FROM trial WHERE id = ${id}::uuid`);
}

/** How many trials of an agency wait or are at work. */
export async function countUnfinished(db: Queryable, agencyCode: string): Promise<number> {
  const { count } = await db.one<{ count: number }>(sql`SELECT count(*)::int AS count FROM trial
    WHERE asked_by->'agency'->>'code' = ${agencyCode} AND state IN ('waiting', 'reading', 'counting')`);
  return count;
}

/** Enters a trial; false when there is one of that id. */
export async function saveTrial(
  db: Queryable,
  trial: Pick<
    Trial,
    'id' | 'ruleSet' | 'before' | 'after' | 'afterVersion' | 'decision' | 'sources' | 'measure' | 'reason' | 'askedBy'
  > & { models: { before: string; after: string } },
): Promise<boolean> {
  const { id, ruleSet, before, after, afterVersion, decision, sources, measure, reason, askedBy, models } = trial;
  const saved =
    await db.run(sql`INSERT INTO trial (id, rule_set, before_number, after_number, after_version, before_model,
      after_model, decision, sources, measure, reason, asked_by)
    VALUES (${id}::uuid, ${ruleSet}, ${before}, ${after}, ${afterVersion}, ${models.before}, ${models.after}, ${decision},
      ${JSON.stringify(sources)}::jsonb, ${JSON.stringify(measure)}::jsonb, ${reason}, ${JSON.stringify(askedBy)}::jsonb)
    ON CONFLICT (id) DO NOTHING`);
  return saved > 0;
}

/** Moves a trial on from one of some states; false when it is in none of them. */
export async function moveTrial(
  db: Queryable,
  id: string,
  move: {
    from: readonly TrialState[];
    to: TrialState;
    extract?: TrialExtract;
    result?: TrialResult;
    took_ms?: number;
    failedFor?: string;
  },
): Promise<boolean> {
  const { from, to, extract, result, took_ms, failedFor } = move;
  const moved = await db.run(sql`UPDATE trial SET state = ${to},
      extract = coalesce(${extract ? JSON.stringify(extract) : null}::jsonb, extract),
      result = ${result ? JSON.stringify(result) : null}::jsonb, failed_for = ${failedFor ?? null},
      took_ms = coalesce(${took_ms ?? null}::integer, took_ms), changed_at = clock_timestamp()
    WHERE id = ${id}::uuid AND state = ANY (${from})`);
  return moved > 0;
}

/** Says how many people are counted; false when the trial goes on no more. */
export async function noteCounted(db: Queryable, id: string, counted: number): Promise<boolean> {
  const noted = await db.run(sql`UPDATE trial SET counted = ${counted}, changed_at = clock_timestamp()
    WHERE id = ${id}::uuid AND state = 'counting'`);
  return noted > 0;
}

/** The latest file that this agency had with these facts and that is kept for a while yet. */
export async function findExtract(
  db: Queryable,
  asked: { agencyCode: string; facts: readonly string[]; keptAfter: Date },
): Promise<TrialExtract | undefined> {
  const found = await db.maybe<{ extract: TrialExtract }>(sql`SELECT extract FROM trial
    WHERE extract IS NOT NULL AND asked_by->'agency'->>'code' = ${asked.agencyCode}
      AND extract->'facts' @> ${JSON.stringify(asked.facts)}::jsonb AND (extract->>'keptUntil')::timestamptz > ${asked.keptAfter}
    ORDER BY asked_at DESC LIMIT 1`);
  return found?.extract;
}
