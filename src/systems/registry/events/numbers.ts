import type { TArray, TObject, TOptional, TString } from 'typebox';
import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import { type CallContext, type ServiceContract, call } from '../../exchange/index.ts';
import { moveBack, moveToNumber } from '../merge/index.ts';
import type { Grounds } from '../time/acts.ts';
import type { Acting } from './acting.ts';
import type { EventsContract } from './services.ts';

/** The service that says of people by their numbers whether they live, and which number stands for each now. */
type LivesContract = ServiceContract<
  TObject<{ numbers: TArray<TString> }>,
  TObject<{
    people: TArray<
      TObject<{ number: TString; numberNow: TString; diedOn: TOptional<TString>; source: TOptional<TString> }>
    >;
  }>
>;

/** What is said of a number: whose it is now, the day of death (missing: alive), and on what that rests. */
export interface Life {
  number: string;
  numberNow: string;
  diedOn?: string;
  /** The entry or decision; where none is named, the receipt of the call. */
  source: string;
  /** Of the call by which it was asked. */
  receipt: string;
}

/** How a register follows the numbers of people; its schema has the table of `registry.equip_follower_of_numbers`. */
export interface NumbersFollowing extends Pick<Acting<Life>, 'system' | 'events' | 'concerned'> {
  agency: CallContext['agency'];
  events: EventsContract;
  lives: LivesContract;
  /** Done before what is held of a number moves to the one that stands for it now. */
  beforeMove?(tx: Tx, number: string, life: Life): Promise<void>;
  /** What else follows, with all that the kinds of the register hold under the number that stands for the person now. */
  settle?(tx: Tx, numberNow: string, life: Life): Promise<void>;
}

/**
 * How a register goes with people whose number went on in another, for `followAndAct`: all that it holds of the one stands under the
 * other, over all of its time, until the merge is undone. Fails with `register.merge_both_say` where both numbers say something else
 * for the same time, and with `register.changed_since_merge` where it cannot come back: a steward decides.
 */
export function numbersFollowed(following: NumbersFollowing): Acting<Life> {
  const { system, agency, events, lives, concerned, beforeMove, settle } = following;
  const context = { agency, purpose: 'data-changes' } as const;
  const asFollower: CallContext = { ...context, caller: system, actor: { kind: 'machine', name: system } };
  return {
    system,
    events,
    name: 'lives',
    context,
    async ask(house, numbers) {
      const { output, receipt } = await call(house, lives, { numbers: [...numbers] }, asFollower);
      return new Map(output.people.map((life) => [life.number, { ...life, source: life.source ?? receipt, receipt }]));
    },
    concerned: async (db, numbers) => [...(await concerned(db, numbers)), ...(await numbersMoved(db, numbers))],
    async settle(tx, number, life) {
      if (life.numberNow === number) await takeBack(tx, following, life);
      else {
        await beforeMove?.(tx, number, life);
        await carryOver(tx, following, life);
      }
      await settle?.(tx, life.numberNow, life);
    },
  };
}

async function carryOver(tx: Tx, following: NumbersFollowing, life: Life): Promise<void> {
  const { number, numberNow } = life;
  const stands = (await numbersGoneOn(tx, [number])).get(number);
  // What went on in a third number by now went there with the second.
  if (stands !== undefined && stands !== numberNow) await takeBack(tx, following, life);
  const grounds = groundsOf(following, 'Gộp số định danh cá nhân', life);
  const act = await moveToNumber(tx, following.system, { from: number, into: numberNow }, grounds);
  if (act !== undefined) await saveMove(tx, { from: number, into: numberNow, act });
}

async function takeBack(tx: Tx, following: NumbersFollowing, life: Life): Promise<void> {
  const grounds = groundsOf(following, 'Hủy việc gộp số định danh cá nhân', life);
  for (const act of await movesOf(tx, life.number)) await moveBack(tx, following.system, { act }, grounds);
  await deleteMoves(tx, life.number);
}

const groundsOf = (
  { agency }: NumbersFollowing,
  reason: string,
  { source, receipt }: Pick<Life, 'source' | 'receipt'>,
): Grounds => ({
  reason,
  source: { kind: 'population-register', number: source },
  by: { agencyCode: agency.code, agencyName: agency.name, actor: { kind: 'machine' } },
  receipt,
});

async function numbersMoved(db: Queryable, numbers: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ number: string }>(
    sql`SELECT DISTINCT from_number AS number FROM number_moved WHERE from_number = ANY (${numbers}::text[])`,
  );
  return rows.map(({ number }) => number);
}

/** Those of these numbers that went on in others, as far as the register of the connection has followed, each with the one that stands for it. */
export async function numbersGoneOn(db: Queryable, numbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.rows<{ asked: string; number: string }>(sql`WITH RECURSIVE way AS (
      SELECT asked, asked AS number, 0 AS steps FROM unnest(${numbers}::text[]) asked
      UNION
      SELECT way.asked, moved.into_number, way.steps + 1 FROM way JOIN number_moved moved ON moved.from_number = way.number
    ) CYCLE number SET is_cycle USING path
    SELECT DISTINCT ON (asked) asked, number FROM way WHERE steps > 0 ORDER BY asked, steps DESC`);
  return new Map(rows.map(({ asked, number }) => [asked, number]));
}

/** The acts by which what was held of a number was moved, the last one first. */
async function movesOf(tx: Queryable, number: string): Promise<number[]> {
  const rows = await tx.rows<{ act: number }>(
    sql`SELECT act FROM number_moved WHERE from_number = ${number} ORDER BY act DESC FOR UPDATE`,
  );
  return rows.map(({ act }) => act);
}

async function saveMove(
  tx: Queryable,
  { from, into, act }: { from: string; into: string; act: number },
): Promise<void> {
  await tx.run(sql`INSERT INTO number_moved (from_number, into_number, act) VALUES (${from}, ${into}, ${act})`);
}

async function deleteMoves(tx: Queryable, number: string): Promise<void> {
  await tx.run(sql`DELETE FROM number_moved WHERE from_number = ${number}`);
}
