import { type Queryable, sql } from '../../../kernel/db.ts';

/** Of these numbers those of people who serve or served, or of whose death the register has heard. */
export async function numbersOfServants(db: Queryable, numbers: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ number: string }>(sql`SELECT asked AS number FROM unnest(${numbers}::text[]) asked
    WHERE EXISTS (SELECT FROM servant WHERE servant.number = asked)
      OR EXISTS (SELECT FROM known_death WHERE person_number = asked)`);
  return rows.map(({ number }) => number);
}
