import { type Queryable, type Statement, type Tx, sql } from '../../../kernel/db.ts';

/** One number for this system: of the processes that make batches at once, one does and the others wait. */
const BATCH_LOCK = 20_261_122;

/** Records that were written together, by their hashes. */
export interface Batch {
  number: number;
  /** The first transaction whose records are in it, and the first whose are not any more. */
  from: number;
  until: number;
  salt: Buffer;
  /** 32 bytes each, in their own order. */
  leaves: Buffer;
  head: string;
}

const COLUMNS = sql`number, from_transaction AS "from", until_transaction AS until, salt, leaves, head`;

export async function lockBatches(tx: Tx): Promise<void> {
  await tx.run(sql`SELECT pg_advisory_xact_lock(${BATCH_LOCK}::bigint)`);
}

export function findNewestBatch(db: Queryable): Promise<Batch | undefined> {
  return db.maybe(sql`SELECT ${COLUMNS} FROM batch ORDER BY number DESC LIMIT 1`);
}

/** Batches in order, from above a number. */
export function batchesAfter(db: Queryable, number: number, most: number): Promise<Batch[]> {
  return db.rows(sql`SELECT ${COLUMNS} FROM batch WHERE number > ${number} ORDER BY number LIMIT ${most}`);
}

export async function insertBatch(tx: Tx, { number, from, until, salt, leaves, head }: Batch): Promise<void> {
  await tx.run(sql`INSERT INTO batch (number, from_transaction, until_transaction, salt, leaves, head)
    VALUES (${number}, ${from}, ${until}, ${salt}, ${leaves}, ${head})`);
}

/**
 * Before which transaction the next batch ends, and how many calls and endings it has, of which it takes so many: none of a
 * transaction that is open, or that an older one could still come beside. Whatever is written of a call comes with a message
 * or an outcome.
 */
export function findNextEnd(
  db: Queryable,
  from: number,
  most: number,
): Promise<{ until: number | null; calls: number }> {
  return db.one(sql`
    WITH settled AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS before)
    SELECT max(written_by) + 1 AS until, count(*)::int AS calls
      FROM (SELECT written_by FROM settled,
              LATERAL (SELECT written_by FROM message WHERE written_by >= ${from} AND written_by < before
                       UNION ALL
                       SELECT written_by FROM outcome WHERE written_by >= ${from} AND written_by < before) AS written
             ORDER BY written_by LIMIT ${most}) AS next`);
}

/** How many calls and endings wait for a batch, those of open transactions too. */
export async function countWaiting(db: Queryable, from: number): Promise<number> {
  const { waiting } = await db.one<{ waiting: number }>(sql`SELECT
    (SELECT count(*)::int FROM message WHERE written_by >= ${from})
    + (SELECT count(*)::int FROM outcome WHERE written_by >= ${from}) AS waiting`);
  return waiting;
}

/** RFC 3339, as PostgreSQL writes it fastest. */
const instant = (column: Statement): Statement => sql`(${column} AT TIME ZONE 'UTC')::text || 'Z'`;
/** A value on one line: nothing that it says begins another. */
const oneLine = (value: Statement): Statement => sql`replace(${value}, chr(10), ' ')`;

/** What may be told of a call to whom it was about, a line each; a line that has nothing to say is not there. Of `m`. */
const CALL_TOLD = sql`concat_ws(chr(10), 'mot-cua.exchange-record/v1', 'receipt ' || m.receipt, 'at ' || ${instant(sql`m.at`)},
    'service ' || m.service, 'owner ' || m.owner, 'kind ' || m.kind, 'caller ' || m.caller, 'agency ' || m.agency_code,
    'agency-name ' || ${oneLine(sql`m.agency_name`)}, 'actor ' || m.actor_kind, 'actor-title ' || ${oneLine(sql`m.actor_title->>'vi'`)},
    'purpose ' || m.purpose, 'case ' || ${oneLine(sql`m.case_number`)}, 'fields ' || array_to_string(m.fields, ' '),
    'outcome ' || m.outcome)`;
/** What only the state keeps of it. */
const CALL_WITHHELD = sql`concat_ws(chr(10), coalesce(m.actor_number, ''), coalesce(m.actor_title->>'en', ''), m.idempotency_key, m.input_mac)`;
/** What only the state keeps of whom it was about: `s`. */
const PERSON_WITHHELD = sql`concat(chr(10), s.at, ' ', s.told_from)`;
/** How a write ended: `o`. */
const ENDING_TOLD = sql`concat_ws(chr(10), 'mot-cua.exchange-record/v1', 'receipt ' || o.receipt, 'at ' || ${instant(sql`o.at`)},
    'outcome ' || o.outcome)`;

/**
 * A record as text: what is told, and last the hash of what is withheld, under a salt of its own that follows from the batch's and
 * from what the record is about. So it proves that too, tells nothing of it, and cannot be guessed from its hash.
 */
function recordText(of: { told: Statement; about: Statement; withheld: Statement; salt: Statement }): Statement {
  return sql`${of.told} || chr(10) || 'withheld ' || encode(sha256(
      sha256(${of.salt} || convert_to(${of.about}, 'UTF8')) || convert_to(${of.withheld}, 'UTF8')), 'hex') || chr(10)`;
}

/** A call about a person: `m` the call with what is told and withheld of it, `s` the person. */
const personText = (salt: Statement): Statement =>
  recordText({
    salt,
    told: sql`m.told || chr(10) || 'person ' || s.personal_number`,
    about: sql`s.receipt || ' ' || s.personal_number`,
    withheld: sql`m.withheld || ${PERSON_WITHHELD}`,
  });
/** A call about nobody, or whom it is about was not known when it was written: `m`. */
const callText = (salt: Statement): Statement =>
  recordText({ salt, told: sql`m.told`, about: sql`m.receipt`, withheld: sql`m.withheld` });
const endingText = (salt: Statement): Statement =>
  recordText({ salt, told: ENDING_TOLD, about: sql`o.receipt || ' ' || o.outcome`, withheld: sql`''` });

/** Every record that was written from one transaction to before another: its receipt and its leaf. */
function leavesOf({ from, until, salt }: Pick<Batch, 'from' | 'until' | 'salt'>): Statement {
  const by = sql`${salt}::bytea`;
  return sql`
    WITH called AS MATERIALIZED (
      SELECT receipt, written_by, ${CALL_TOLD} AS told, ${CALL_WITHHELD} AS withheld
        FROM message m WHERE written_by >= ${from} AND written_by < ${until}
    ), concerned AS MATERIALIZED (
      SELECT personal_number, at, receipt, told_from, written_by FROM subject WHERE written_by >= ${from} AND written_by < ${until}
    ), record AS (
      SELECT receipt, ${personText(by)} AS text FROM concerned s JOIN called m USING (receipt)
      UNION ALL
      SELECT s.receipt, ${personText(by)} FROM concerned s,
        LATERAL (SELECT ${CALL_TOLD} AS told, ${CALL_WITHHELD} AS withheld FROM message m WHERE m.receipt = s.receipt OFFSET 0) m
       WHERE NOT EXISTS (SELECT FROM called WHERE called.receipt = s.receipt)
      UNION ALL
      SELECT m.receipt, ${callText(by)} FROM called m
       WHERE NOT EXISTS (SELECT FROM concerned s WHERE s.receipt = m.receipt AND s.written_by = m.written_by)
      UNION ALL
      SELECT o.receipt, ${endingText(by)} FROM outcome o WHERE o.written_by >= ${from} AND o.written_by < ${until}
    )
    SELECT receipt, sha256('\\x00'::bytea || convert_to(text, 'UTF8')) AS leaf FROM record`;
}

/** The leaves of all records of a batch, in their own order; none at all are no bytes. */
export async function readLeaves(db: Queryable, batch: Pick<Batch, 'from' | 'until' | 'salt'>): Promise<Buffer> {
  const { leaves } = await db.one<{ leaves: Buffer | null }>(
    sql`SELECT string_agg(leaf, ''::bytea ORDER BY leaf) AS leaves FROM (${leavesOf(batch)}) AS found`,
  );
  return leaves ?? Buffer.alloc(0);
}

/** The same, each with its receipt: to say which records are not what they were. */
export function readLeavesWithReceipts(
  db: Queryable,
  batch: Pick<Batch, 'from' | 'until' | 'salt'>,
): Promise<{ receipt: string; leaf: Buffer }[]> {
  return db.rows(leavesOf(batch));
}

/** A record as it stands, and the number of the batch that has it; null while none does. */
export interface StandingRecord {
  text: string | null;
  batch: number | null;
}

/**
 * The records of a call that these persons may be told: one for each whom it was about, and how it ended. None when it was
 * about none of them.
 */
export function findRecords(
  db: Queryable,
  { receipt, personalNumbers }: { receipt: string; personalNumbers: readonly string[] },
): Promise<StandingRecord[]> {
  const batchOf = (written: Statement): Statement =>
    sql`LEFT JOIN batch b ON b.number = (SELECT number FROM batch
      WHERE from_transaction <= ${written} AND until_transaction > ${written})`;
  return db.rows(sql`
    WITH told AS MATERIALIZED (
      SELECT personal_number, at, receipt, told_from, written_by FROM subject
       WHERE personal_number = ANY (${personalNumbers}) AND receipt = ${receipt} AND (told_from IS NULL OR told_from <= now()))
    SELECT text, batch FROM (
      SELECT 1 AS part, s.personal_number AS person, s.at, ${personText(sql`b.salt`)} AS text, b.number AS batch
        FROM told s CROSS JOIN LATERAL (SELECT ${CALL_TOLD} AS told, ${CALL_WITHHELD} AS withheld FROM message m WHERE m.receipt = s.receipt) m
        ${batchOf(sql`s.written_by`)}
      UNION ALL
      SELECT 2, '', o.at, ${endingText(sql`b.salt`)}, b.number
        FROM outcome o ${batchOf(sql`o.written_by`)} WHERE o.receipt = ${receipt} AND EXISTS (SELECT FROM told)
    ) AS record ORDER BY part, person, at`);
}

export function findBatches(db: Queryable, numbers: readonly number[]): Promise<Batch[]> {
  return db.rows(sql`SELECT ${COLUMNS} FROM batch WHERE number = ANY (${numbers}::bigint[])`);
}
