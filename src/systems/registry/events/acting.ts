import { now } from '../../../kernel/clock.ts';
import { type Queryable, type SystemDatabase, type Tx, sql } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { House } from '../../../kernel/system.ts';
import { type Following, follow } from './follower.ts';

/** How a system acts upon what another's register tells of its records. */
export interface Acting<Answer> extends Omit<Following, 'apply'> {
  /** Of these records those of which the own register holds anything: the other register is asked of nobody else. */
  concerned(db: Queryable, subjects: readonly string[]): Promise<readonly string[]>;
  /** What the other register says of them now, by a call on the exchange. Who is left out is nobody there, or sealed: nothing is done. */
  ask(house: House, subjects: readonly string[]): Promise<ReadonlyMap<string, Answer>>;
  /** Brings the own register to what the other says now, by this transaction alone; nothing where it says so already. */
  settle(tx: Tx, subject: string, answer: Answer): Promise<void>;
}

/** A record that was told of and is still to be looked at. */
interface FollowUp {
  subject: string;
  times: number;
}

const ASKED_AT_ONCE = 200;
const MOST_DOUBLINGS = 10;

/**
 * Goes on with the events that there are and brings the own register to what the other says now. An event only notes its record, in the
 * transaction that moves the cursor; what follows is done in the transaction that takes the note away: cut off anywhere, nothing is
 * lost and nothing done twice. A record with which that fails is tried again after a minute, two, four, up to 17 hours, without end, and
 * keeps no other waiting. For a job that comes every minute. The answer is how many records were settled.
 */
export async function followAndAct<Answer>(house: House, acting: Acting<Answer>): Promise<number> {
  const { system, name, concerned, ask } = acting;
  await follow(house, {
    ...acting,
    // An act on many at once, as an import of new records is, names none.
    apply: async (tx, { key }) => (key ? noteFollowUp(tx, name, key[0]!) : undefined),
  });
  const db = house.db.as(system);
  let settled = 0;
  for (;;) {
    const due = await dueFollowUps(db, name, ASKED_AT_ONCE);
    if (due.length === 0) return settled;
    const subjects = due.map(({ subject }) => subject);
    const own = new Set(await concerned(db, subjects));
    const answers = own.size > 0 ? await ask(house, [...own]) : new Map<string, Answer>();
    for (const one of due) if (await settleOne(house, acting, one, answers.get(one.subject))) settled++;
  }
}

/** True when it is done; false when another did it, when more was told of it meanwhile, and when it failed. */
async function settleOne<Answer>(
  house: House,
  { system, name, settle }: Acting<Answer>,
  { subject, times }: FollowUp,
  answer: Answer | undefined,
): Promise<boolean> {
  const db = house.db.as(system);
  try {
    return await db.transaction(async (tx) => {
      const held = await tx.maybe(sql`SELECT 1 AS held FROM follow_up
        WHERE name = ${name} AND subject = ${subject} AND times = ${times} FOR UPDATE`);
      if (!held) return false;
      if (answer !== undefined) await settle(tx, subject, answer);
      await tx.run(sql`DELETE FROM follow_up WHERE name = ${name} AND subject = ${subject}`);
      return true;
    });
  } catch (error) {
    const fault = error instanceof Refusal ? error.code : 'fault';
    house.log.error('events.not_applied', { system, name, fault, message: (error as Error).message });
    await putOff(db, { name, subject, fault });
    return false;
  }
}

async function noteFollowUp(tx: Tx, name: string, subject: string): Promise<void> {
  await tx.run(sql`INSERT INTO follow_up (name, subject, told_at, due_at) VALUES (${name}, ${subject}, ${now()}, ${now()})
    ON CONFLICT (name, subject) DO UPDATE SET times = follow_up.times + 1, due_at = excluded.due_at`);
}

function dueFollowUps(db: Queryable, name: string, most: number): Promise<FollowUp[]> {
  return db.rows(sql`SELECT subject, times FROM follow_up WHERE name = ${name} AND due_at <= ${now()}
    ORDER BY due_at, subject LIMIT ${most}`);
}

async function putOff(db: SystemDatabase, failed: { name: string; subject: string; fault: string }): Promise<void> {
  await db.run(sql`UPDATE follow_up SET failures = failures + 1, fault = ${failed.fault},
      due_at = ${now()}::timestamptz + interval '1 minute' * power(2, least(failures, ${MOST_DOUBLINGS}))
    WHERE name = ${failed.name} AND subject = ${failed.subject}`);
}

/** Records of other registers with which following fails: under which name, for which reason, how many, since when, tried again when. */
export interface Unapplied {
  system: string;
  name: string;
  /** The code of a refusal, or `fault`. */
  fault: string;
  records: number;
  since: Date;
  nextAt: Date;
}

/** What a register could not apply of what others told it. Counts only: nobody's number is in it. */
export async function unappliedOf(house: House, system: string): Promise<Unapplied[]> {
  const rows = await house.db.as(system).rows<
    Omit<Unapplied, 'system'>
  >(sql`SELECT name, fault, count(*)::int AS records,
      min(told_at) AS since, min(due_at) AS "nextAt"
    FROM follow_up WHERE failures > 0 GROUP BY name, fault ORDER BY since`);
  return rows.map((row) => ({ system, ...row }));
}
