import { type Queryable, sql } from '../../../kernel/db.ts';

/** Of these numbers those of people who serve or served, or of whose death the register has heard. */
export async function numbersOfServants(db: Queryable, numbers: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ number: string }>(sql`SELECT asked AS number FROM unnest(${numbers}::text[]) asked
    WHERE EXISTS (SELECT FROM servant WHERE servant.number = asked)
      OR EXISTS (SELECT FROM known_death WHERE person_number = asked)`);
  return rows.map(({ number }) => number);
}

/** Notes that somebody has died, and on what that rests. */
export async function saveDeath(
  tx: Queryable,
  death: { number: string; diedOn: string; source: string; receipt: string },
): Promise<void> {
  await tx.run(sql`INSERT INTO known_death (person_number, died_on, source, receipt)
    VALUES (${death.number}, ${death.diedOn}, ${death.source}, ${death.receipt})
    ON CONFLICT (person_number) DO UPDATE SET died_on = excluded.died_on, source = excluded.source,
      receipt = excluded.receipt, heard_at = clock_timestamp()
    WHERE known_death.died_on <> excluded.died_on`);
}

/** The death was taken back: it is in the history only. */
export async function deleteDeath(tx: Queryable, number: string): Promise<void> {
  await tx.run(sql`DELETE FROM known_death WHERE person_number = ${number}`);
}
