import { type Queryable, type Tx, sql } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { numbersGoneOn } from '../../registry/index.ts';

/** Of these numbers those of people who stand in the books, or stood in them before their number went on in another. */
export async function numbersNamed(db: Queryable, numbers: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ number: string }>(sql`SELECT number FROM unnest(${numbers}::text[]) number
    WHERE EXISTS (SELECT FROM party WHERE party.number = number.number)
      OR EXISTS (SELECT FROM marriage WHERE husband_number = number.number)
      OR EXISTS (SELECT FROM marriage WHERE wife_number = number.number)
      OR EXISTS (SELECT FROM marriage_moved WHERE from_number = number.number)`);
  return rows.map(({ number }) => number);
}

/**
 * Has the marriages of a number stand under the one in which it went on; of a number that stands for itself those come back that
 * once were under it. Refuses `register.merge_both_say` who would be married to two at a time.
 */
export async function renumberMarriages(
  tx: Tx,
  { number, numberNow }: { number: string; numberNow: string },
): Promise<void> {
  try {
    if (number === numberNow) await takeMarriagesBack(tx, number);
    else await moveMarriages(tx, number, numberNow);
  } catch (error) {
    if ((error as { code?: string }).code !== '23P01') throw error;
    throw new Refusal('register.merge_both_say', 409, { values: { kind: 'Kết hôn', kindEnglish: 'Marriage' } });
  }
}

async function moveMarriages(tx: Tx, from: string, into: string): Promise<void> {
  await tx.run(sql`WITH moved AS (UPDATE marriage SET
        husband_number = CASE husband_number WHEN ${from} THEN ${into} ELSE husband_number END,
        wife_number = CASE wife_number WHEN ${from} THEN ${into} ELSE wife_number END
      WHERE husband_number = ${from} OR wife_number = ${from}
      RETURNING id, (husband_number = ${into}) IS TRUE AS is_husband)
    INSERT INTO marriage_moved (from_number, marriage_id, is_husband) SELECT ${from}, id, is_husband FROM moved`);
}

async function takeMarriagesBack(tx: Tx, number: string): Promise<void> {
  await tx.run(sql`WITH back AS (DELETE FROM marriage_moved WHERE from_number = ${number} RETURNING marriage_id, is_husband)
    UPDATE marriage SET
        husband_number = CASE WHEN is_husband THEN ${number} ELSE husband_number END,
        wife_number = CASE WHEN is_husband THEN wife_number ELSE ${number} END
      FROM back WHERE marriage.id = back.marriage_id`);
}

/** What was written down with the numbers that stand for its people now: fields whose names end in "number". */
export async function withNumbersNow<Said>(db: Queryable, said: Said): Promise<Said> {
  const numbers = [...new Set(numbersIn(said))];
  if (numbers.length === 0) return said;
  const now = await numbersGoneOn(db, numbers);
  return now.size === 0 ? said : (renumbered(said, now) as Said);
}

/** Entries as they were written down, with the numbers that stand for their people now. */
export async function entriesNow<One extends { details: unknown }>(
  db: Queryable,
  entries: readonly One[],
): Promise<One[]> {
  const details = await withNumbersNow(
    db,
    entries.map((entry) => entry.details),
  );
  return entries.map((entry, i) => ({ ...entry, details: details[i] }));
}

const isNumber = (field: string, value: unknown): value is string =>
  /number$/i.test(field) && typeof value === 'string' && /^\d{12}$/.test(value);

function numbersIn(said: unknown): string[] {
  if (typeof said !== 'object' || said === null) return [];
  return Object.entries(said).flatMap(([field, value]) => (isNumber(field, value) ? [value] : numbersIn(value)));
}

function renumbered(said: unknown, now: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(said)) return said.map((each) => renumbered(each, now));
  if (typeof said !== 'object' || said === null) return said;
  return Object.fromEntries(
    Object.entries(said).map(([field, value]) => [
      field,
      isNumber(field, value) ? (now.get(value) ?? value) : renumbered(value, now),
    ]),
  );
}
