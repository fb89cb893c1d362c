import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import type { Acting } from './acting.ts';
import { type Life, type NumbersFollowing, numbersFollowed } from './numbers.ts';

/** How a register follows people's lives; its schema has the tables of `registry.equip_follower_of_lives`. */
export type LivesFollowing = NumbersFollowing & Required<Pick<NumbersFollowing, 'settle'>>;

/** How a register acts upon what is told of those people of whom it holds anything, their numbers first: for `followAndAct`. */
export function livesFollowed(following: LivesFollowing): Acting<Life> {
  const { concerned, beforeMove } = following;
  return numbersFollowed({
    ...following,
    concerned: async (db, numbers) => [...(await concerned(db, numbers)), ...(await numbersDead(db, numbers))],
    async beforeMove(tx, number, life) {
      await beforeMove?.(tx, number, life);
      // Whether the person lives is said of the other number from now on.
      await deleteDeath(tx, number);
    },
  });
}

/** Notes in the follower's schema that somebody has died and on what that rests; a death that was taken back goes to the history. */
export async function noteLife(
  tx: Tx,
  number: string,
  { diedOn, source, receipt }: Pick<Life, 'diedOn' | 'source' | 'receipt'>,
): Promise<void> {
  if (diedOn === undefined) await deleteDeath(tx, number);
  else await saveDeath(tx, { number, diedOn, source, receipt });
}

async function numbersDead(db: Queryable, numbers: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ number: string }>(
    sql`SELECT person_number AS number FROM known_death WHERE person_number = ANY (${numbers}::text[])`,
  );
  return rows.map(({ number }) => number);
}

async function saveDeath(
  tx: Queryable,
  death: { number: string; diedOn: string; source: string; receipt: string },
): Promise<void> {
  await tx.run(sql`INSERT INTO known_death (person_number, died_on, source, receipt)
    VALUES (${death.number}, ${death.diedOn}, ${death.source}, ${death.receipt})
    ON CONFLICT (person_number) DO UPDATE SET died_on = excluded.died_on, source = excluded.source,
      receipt = excluded.receipt, heard_at = clock_timestamp()
    WHERE known_death.died_on <> excluded.died_on`);
}

async function deleteDeath(tx: Queryable, number: string): Promise<void> {
  await tx.run(sql`DELETE FROM known_death WHERE person_number = ${number}`);
}
