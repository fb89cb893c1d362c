import type { Queryable, Tx } from '../../../kernel/db.ts';
import { sql } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import type { EditionState, EventMove, Subject, TestCase } from './choices.ts';

/** A question that the law answers. */
export interface RuleSet {
  id: string;
  name: Bilingual;
  /** The agency that answers for it. */
  ownerCode: string;
  subject: Subject;
  /** The decision of its models that is asked. */
  decision: string;
  /** A civil date, or null while it is not repealed. */
  repealedFrom: string | null;
}

/** An edition without its model. */
export interface EditionHead {
  ruleSet: string;
  number: number;
  state: EditionState;
  /** Counts the changes of a draft. */
  version: number;
  law: Bilingual;
  madeFrom: number | null;
  wantedFrom: string | null;
  /** When it is law; null while it is not adopted. `until` is the first day on which it is no more, or null. */
  inForce: { from: string; until: string | null } | null;
}

export interface Edition extends EditionHead {
  /** The text of the .dmn file. */
  model: string;
}

export interface EditionEvent {
  move: EventMove;
  officialId: string | null;
  officialName: string | null;
  reason: string | null;
  at: Date;
}

const RULE_SET = sql`id, json_build_object('vi', name_vi, 'en', name_en) AS name, owner_code AS "ownerCode", subject, decision,
  repealed_from::text AS "repealedFrom"`;

const HEAD = sql`e.rule_set AS "ruleSet", e.number, e.state, e.version, json_build_object('vi', e.law_vi, 'en', e.law_en) AS law,
  e.made_from AS "madeFrom", e.wanted_from::text AS "wantedFrom",
  CASE WHEN f.number IS NOT NULL THEN json_build_object('from', lower(f.valid_during), 'until', upper(f.valid_during)) END
    AS "inForce"`;

/** All rule sets, by subject and name. */
export function findRuleSets(db: Queryable): Promise<RuleSet[]> {
  return db.rows(sql`SELECT ${RULE_SET} FROM rule_set ORDER BY subject, name_vi`);
}

export function findRuleSet(db: Queryable, id: string): Promise<RuleSet | undefined> {
  return db.maybe(sql`SELECT ${RULE_SET} FROM rule_set WHERE id = ${id}`);
}

/** The editions of a rule set, the latest first. */
export function findEditions(db: Queryable, ruleSet: string): Promise<EditionHead[]> {
  return db.rows(sql`SELECT ${HEAD} FROM edition e LEFT JOIN in_force f USING (rule_set, number)
    WHERE e.rule_set = ${ruleSet} ORDER BY e.number DESC`);
}

export function findEdition(db: Queryable, key: { ruleSet: string; number: number }): Promise<Edition | undefined> {
  return db.maybe(sql`SELECT ${HEAD}, e.model FROM edition e LEFT JOIN in_force f USING (rule_set, number)
    WHERE e.rule_set = ${key.ruleSet} AND e.number = ${key.number}`);
}

/** The edition, kept from others until the transaction ends. */
export async function lockEdition(tx: Tx, key: { ruleSet: string; number: number }): Promise<Edition | undefined> {
  await tx.rows(sql`SELECT FROM edition WHERE rule_set = ${key.ruleSet} AND number = ${key.number} FOR UPDATE`);
  return findEdition(tx, key);
}

/** Lets one transaction at a time number editions and set dates of a rule set. */
export async function lockRuleSet(tx: Tx, id: string): Promise<RuleSet | undefined> {
  await tx.rows(sql`SELECT pg_advisory_xact_lock(hashtextextended(${id}, 4))`);
  return findRuleSet(tx, id);
}

/** When an edition is law, and of which rule set. */
export interface Period {
  ruleSet: string;
  number: number;
  /** The first day, and the first day no longer. */
  from: string | null;
  until: string | null;
  decision: string;
  subject: Subject;
  name: Bilingual;
}

/** All periods in force, of all rule sets: few and small. */
export function findPeriods(db: Queryable): Promise<Period[]> {
  return db.rows(sql`SELECT f.rule_set AS "ruleSet", f.number, lower(f.valid_during)::text AS "from",
      upper(f.valid_during)::text AS until, s.decision, s.subject, json_build_object('vi', s.name_vi, 'en', s.name_en) AS name
    FROM in_force f JOIN rule_set s ON s.id = f.rule_set ORDER BY f.rule_set, f.valid_during`);
}

/** Enters a draft; answers its number. */
export async function saveDraft(
  tx: Tx,
  draft: { ruleSet: string; model: string; law: Bilingual; madeFrom: number | null },
): Promise<number> {
  const { ruleSet, model, law, madeFrom } = draft;
  const { number } = await tx.one<{ number: number }>(sql`
    INSERT INTO edition (rule_set, number, state, model, law_vi, law_en, made_from)
    SELECT ${ruleSet}, coalesce(max(number), 0) + 1, 'draft', ${model}, ${law.vi}, ${law.en}, ${madeFrom}::integer
      FROM edition WHERE rule_set = ${ruleSet} RETURNING number`);
  return number;
}

/** Changes what a draft says. */
export async function saveContent(
  tx: Tx,
  { ruleSet, number, model, law }: { ruleSet: string; number: number; model: string; law: Bilingual },
): Promise<void> {
  await tx.run(sql`UPDATE edition SET model = ${model}, law_vi = ${law.vi}, law_en = ${law.en}, version = version + 1
    WHERE rule_set = ${ruleSet} AND number = ${number}`);
}

export async function saveState(
  tx: Tx,
  {
    ruleSet,
    number,
    state,
    wantedFrom,
  }: { ruleSet: string; number: number; state: EditionState; wantedFrom: string | null },
): Promise<void> {
  await tx.run(sql`UPDATE edition SET state = ${state}, version = version + 1, wanted_from = ${wantedFrom}::date
    WHERE rule_set = ${ruleSet} AND number = ${number}`);
}

/**
 * Puts an adopted edition in force from a day on, up to the next one that is; the one before ends on that day. Answers false
 * when another edition begins on that very day.
 */
export async function putInForce(
  tx: Tx,
  { ruleSet, number, from }: { ruleSet: string; number: number; from: string },
): Promise<boolean> {
  const beginning = await tx.maybe(
    sql`SELECT number FROM in_force WHERE rule_set = ${ruleSet} AND lower(valid_during) = ${from}::date`,
  );
  if (beginning) return false;
  await tx.run(sql`UPDATE in_force SET valid_during = daterange(lower(valid_during), ${from}::date)
    WHERE rule_set = ${ruleSet} AND valid_during @> ${from}::date`);
  await tx.run(sql`INSERT INTO in_force (rule_set, number, valid_during)
    SELECT ${ruleSet}, ${number}::integer, daterange(${from}::date, min(lower(valid_during)))
      FROM in_force WHERE rule_set = ${ruleSet} AND lower(valid_during) > ${from}::date`);
  return true;
}

/** The test cases of an edition, in their order. */
export function findTestCases(db: Queryable, key: { ruleSet: string; number: number }): Promise<TestCase[]> {
  return db.rows(sql`SELECT json_build_object('vi', name_vi, 'en', name_en) AS name, inputs, expected FROM test_case
    WHERE rule_set = ${key.ruleSet} AND number = ${key.number} ORDER BY position`);
}

/** Puts these test cases in place of those that a draft had. */
export async function saveTestCases(
  tx: Tx,
  { ruleSet, number, cases }: { ruleSet: string; number: number; cases: readonly TestCase[] },
): Promise<void> {
  await tx.run(sql`DELETE FROM test_case WHERE rule_set = ${ruleSet} AND number = ${number}`);
  await tx.run(sql`
    INSERT INTO test_case (id, rule_set, number, position, name_vi, name_en, inputs, expected)
    SELECT id, ${ruleSet}, ${number}::integer, position, name_vi, name_en, inputs, expected
      FROM unnest(${cases.map(() => newId())}::uuid[], ${cases.map((_, i) => i + 1)}::integer[],
        ${cases.map(({ name }) => name.vi)}::text[], ${cases.map(({ name }) => name.en)}::text[],
        ${cases.map(({ inputs }) => JSON.stringify(inputs))}::jsonb[],
        ${cases.map(({ expected }) => JSON.stringify(expected))}::jsonb[])
        AS given (id, position, name_vi, name_en, inputs, expected)`);
}

/** What was done to an edition, the first first. */
export function findEvents(db: Queryable, key: { ruleSet: string; number: number }): Promise<EditionEvent[]> {
  return db.rows(sql`SELECT move, official_id AS "officialId", official_name AS "officialName", reason, at
    FROM edition_event WHERE rule_set = ${key.ruleSet} AND number = ${key.number} ORDER BY at, id`);
}

export async function saveEvent(
  tx: Tx,
  event: {
    ruleSet: string;
    number: number;
    move: EventMove;
    officialId: string;
    officialName: string;
    reason: string | null;
    requestKey: string;
  },
): Promise<void> {
  await tx.run(sql`INSERT INTO edition_event (id, rule_set, number, move, official_id, official_name, reason, request_key)
    VALUES (${newId()}, ${event.ruleSet}, ${event.number}, ${event.move}, ${event.officialId}, ${event.officialName},
      ${event.reason}, ${event.requestKey})`);
}

/** What was done under the key of a form, if anything. */
export function eventOfKey(
  db: Queryable,
  requestKey: string,
): Promise<{ ruleSet: string; number: number; move: EventMove } | undefined> {
  return db.maybe(sql`SELECT rule_set AS "ruleSet", number, move FROM edition_event WHERE request_key = ${requestKey}`);
}
