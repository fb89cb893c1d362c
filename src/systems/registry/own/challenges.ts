import { now } from '../../../kernel/clock.ts';
import { type Queryable, type SystemDatabase, isDuplicate, sql } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import { addJob } from '../../../kernel/jobs.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { messageJob } from '../../notifications/index.ts';
import { registerOf } from '../definition.ts';
import type { RecordKind } from '../kind/index.ts';
import type { Grounds } from '../time/acts.ts';
import { type ChallengeState, MOST_OPEN_CHALLENGES, answerDueOn } from './rules.ts';

/** A person's word that a fact about them is wrong, and the owner's answer. */
export interface Challenge {
  id: string;
  kind: string;
  key: string[];
  field: string;
  personNumber: string;
  /** What the register said then. */
  held: string | null;
  claimed: string;
  reason: string;
  document: string | null;
  filedAt: Date;
  dueOn: string;
  state: ChallengeState;
  answeredAt: Date | null;
  answer: string | null;
  answeredBy: Grounds['by'] | null;
  receipt: string;
}

const columns = sql`id, kind, key, field, person_number AS "personNumber", held, claimed, reason, document, filed_at AS "filedAt",
  due_on AS "dueOn", state, answered_at AS "answeredAt", answer, answered_by AS "answeredBy", receipt`;

/**
 * Files a challenge, once for each key of a request. Refuses `register.challenged_already` while the same person's challenge of that
 * field is open, and `register.too_many_challenges` above ten open ones.
 */
export async function fileChallenge(
  db: SystemDatabase,
  kind: RecordKind,
  said: Pick<Challenge, 'key' | 'field' | 'personNumber' | 'held' | 'claimed' | 'reason' | 'document' | 'receipt'> & {
    requestKey: string;
  },
): Promise<{ id: string; dueOn: string }> {
  const filedAt = now();
  try {
    return await db.transaction(async (tx) => {
      // Two at the same moment are counted one after the other.
      await tx.run(sql`SELECT pg_advisory_xact_lock(hashtextextended(${said.personNumber}, 0))`);
      const before = await tx.maybe<{ id: string; dueOn: string }>(
        sql`SELECT id, due_on AS "dueOn" FROM challenge WHERE request_key = ${said.requestKey}`,
      );
      if (before) return before;
      const { open } = await tx.one<{ open: number }>(
        sql`SELECT count(*)::int AS open FROM challenge WHERE person_number = ${said.personNumber} AND state = 'open'`,
      );
      if (open >= MOST_OPEN_CHALLENGES)
        throw new Refusal('register.too_many_challenges', 409, { values: { most: MOST_OPEN_CHALLENGES } });
      return tx.one<{
        id: string;
        dueOn: string;
      }>(sql`INSERT INTO challenge (id, request_key, receipt, kind, key, field,
          person_number, held, claimed, reason, document, filed_at, due_on)
        VALUES (${newId(filedAt.getTime())}, ${said.requestKey}, ${said.receipt}, ${kind.name}, ${said.key}, ${said.field},
          ${said.personNumber}, ${said.held}, ${said.claimed}, ${said.reason}, ${said.document}, ${filedAt},
          ${answerDueOn(kind, filedAt)}::date)
        RETURNING id, due_on AS "dueOn"`);
    });
  } catch (error) {
    if (isDuplicate(error, 'challenge_once')) throw new Refusal('register.challenged_already', 409);
    throw error;
  }
}

/** The challenges of a person in a register, the newest first. At most 100. */
export function challengesOf(db: Queryable, personNumber: string): Promise<Challenge[]> {
  return db.rows(
    sql`SELECT ${columns} FROM challenge WHERE person_number = ${personNumber} ORDER BY filed_at DESC LIMIT 100`,
  );
}

/** The challenges of a register in a state: open ones by the day on which they are due, answered ones the newest first. */
export function listChallenges(
  db: Queryable,
  asked: { isOpen: boolean; limit: number; offset: number },
): Promise<Challenge[]> {
  return asked.isOpen
    ? db.rows(sql`SELECT ${columns} FROM challenge WHERE state = 'open' ORDER BY due_on, filed_at, id
        LIMIT ${asked.limit} OFFSET ${asked.offset}`)
    : db.rows(sql`SELECT ${columns} FROM challenge WHERE state <> 'open' ORDER BY answered_at DESC, id
        LIMIT ${asked.limit} OFFSET ${asked.offset}`);
}

/** One challenge; undefined when there is none of that id. */
export function findChallenge(db: Queryable, id: string): Promise<Challenge | undefined> {
  return db.maybe(sql`SELECT ${columns} FROM challenge WHERE id = ${id}::uuid`);
}

/** The open challenges about a record. At most 100. */
export function openChallengesAbout(db: Queryable, kind: RecordKind, key: readonly string[]): Promise<Challenge[]> {
  return db.rows(sql`SELECT ${columns} FROM challenge WHERE kind = ${kind.name} AND key = ${key} AND state = 'open'
    ORDER BY due_on, id LIMIT 100`);
}

/** Takes a person's own challenge back. Refuses `register.challenge_unknown` and `register.challenge_answered`. Twice is once. */
export async function withdrawChallenge(
  db: SystemDatabase,
  asked: { id: string; personNumber: string },
): Promise<void> {
  await db.transaction(async (tx) => {
    const challenge = await lockChallenge(tx, asked.id);
    if (challenge?.personNumber !== asked.personNumber) throw new Refusal('register.challenge_unknown', 404);
    if (challenge.state === 'withdrawn') return;
    if (challenge.state !== 'open') throw new Refusal('register.challenge_answered', 409);
    await tx.run(sql`UPDATE challenge SET state = 'withdrawn', answered_at = ${now()} WHERE id = ${asked.id}::uuid`);
  });
}

/**
 * Answers a challenge, and tells the person by a message. `corrected` names the act on that record by which it was put right, or takes
 * the newest one since it was filed, and refuses `register.answer_needs_act` when there is none. Refuses
 * `register.challenge_unknown`, and `register.challenge_answered` unless it is the same answer again.
 */
export async function answerChallenge(
  db: SystemDatabase,
  kinds: (name: string) => RecordKind | undefined,
  answer: {
    id: string;
    decision: 'corrected' | 'refused';
    reason: string;
    act?: number;
    by: Grounds['by'];
    receipt: string;
  },
): Promise<void> {
  await db.transaction(async (tx) => {
    const challenge = await lockChallenge(tx, answer.id);
    const kind = challenge && kinds(challenge.kind);
    if (!challenge || !kind) throw new Refusal('register.challenge_unknown', 404);
    if (challenge.answerReceipt === answer.receipt) return;
    if (challenge.state !== 'open') throw new Refusal('register.challenge_answered', 409);
    const act = answer.decision === 'corrected' ? await actSince(tx, challenge, answer.act) : undefined;
    if (answer.decision === 'corrected' && act === undefined) throw new Refusal('register.answer_needs_act', 422);
    await tx.run(sql`UPDATE challenge SET state = ${answer.decision}, answered_at = ${now()}, answer = ${answer.reason},
        answered_by = ${JSON.stringify(answer.by)}::jsonb, answer_act = ${act ?? null}, answer_receipt = ${answer.receipt}
      WHERE id = ${answer.id}::uuid`);
    const register = registerOf(kind.system)!;
    await addJob(
      tx,
      messageJob({
        key: `challenge-answered:${challenge.id}`,
        to: challenge.personNumber,
        template: answer.decision === 'corrected' ? 'challenge-corrected' : 'challenge-refused',
        values: {
          register: register.title,
          field: kind.fields[challenge.field]!.title,
          agency: answer.by.agencyName,
          reason: answer.reason,
        },
      }),
    );
  });
}

function lockChallenge(
  tx: Queryable,
  id: string,
): Promise<
  | (Pick<Challenge, 'id' | 'kind' | 'key' | 'field' | 'personNumber' | 'state' | 'filedAt'> & {
      answerReceipt: string | null;
    })
  | undefined
> {
  return tx.maybe(sql`SELECT id, kind, key, field, person_number AS "personNumber", state, filed_at AS "filedAt",
    answer_receipt AS "answerReceipt" FROM challenge WHERE id = ${id}::uuid FOR UPDATE`);
}

/** The act that put a record right since it was challenged: the one named, or the newest. */
async function actSince(
  tx: Queryable,
  { kind, key, filedAt }: Pick<Challenge, 'kind' | 'key' | 'filedAt'>,
  named: number | undefined,
): Promise<number | undefined> {
  const row = await tx.maybe<{ position: number }>(sql`SELECT position FROM act WHERE kind = ${kind} AND key = ${key}
    AND act IN ('change', 'correct', 'end', 'cancel', 'merge', 'split') AND at >= ${filedAt}
    AND (${named ?? null}::bigint IS NULL OR position = ${named ?? null}) ORDER BY position DESC LIMIT 1`);
  return row?.position;
}
