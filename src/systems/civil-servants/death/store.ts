import { type Queryable, sql } from '../../../kernel/db.ts';

/** Of these numbers those of people who serve or served. */
export async function numbersOfServants(db: Queryable, numbers: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ number: string }>(sql`SELECT asked AS number FROM unnest(${numbers}::text[]) asked
    WHERE EXISTS (SELECT FROM servant WHERE servant.number = asked)`);
  return rows.map(({ number }) => number);
}
