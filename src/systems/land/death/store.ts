import { type Queryable, sql } from '../../../kernel/db.ts';

/** Of these numbers those of people whom the register names. */
export async function numbersNamed(db: Queryable, numbers: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ number: string }>(sql`SELECT number FROM unnest(${numbers}::text[]) number
    WHERE EXISTS (SELECT FROM party WHERE personal_number = number)`);
  return rows.map(({ number }) => number);
}

/** When those of these people died of whose death the register has heard. */
export async function deathsAmong(db: Queryable, numbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db.rows<{ number: string; diedOn: string }>(sql`SELECT person_number AS number, died_on AS "diedOn"
    FROM known_death WHERE person_number = ANY (${numbers}::text[])`);
  return new Map(rows.map(({ number, diedOn }) => [number, diedOn]));
}
