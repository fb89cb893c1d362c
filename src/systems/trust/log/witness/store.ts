import { sql, type Queryable } from '../../../../kernel/db.ts';

/** The newest state that a witness has cosigned. */
export interface WitnessState {
  name: string;
  size: number;
  seenAt: Date;
}

export interface NewCosignature extends WitnessState {
  /** The line of the note. */
  line: string;
  recordedAt: Date;
}

/** Keeps a cosignature; the same state cosigned again changes nothing. */
export async function insertCosignature(
  db: Queryable,
  { name, size, line, seenAt, recordedAt }: NewCosignature,
): Promise<void> {
  await db.run(sql`
    INSERT INTO trust.log_cosignature (witness, size, line, seen_at, recorded_at)
    VALUES (${name}, ${size}, ${line}, ${seenAt}, ${recordedAt})
    ON CONFLICT DO NOTHING`);
}

/** What each witness has cosigned last, by name. */
export async function readWitnessStates(db: Queryable): Promise<WitnessState[]> {
  return db.rows(sql`
    SELECT DISTINCT ON (witness) witness AS name, size::double precision AS size, seen_at AS "seenAt"
      FROM trust.log_cosignature ORDER BY witness, size DESC`);
}

/** The newest state that any witness has cosigned and that holds the entry at `position`. */
export async function findCosignedSize(db: Queryable, position: number): Promise<number | undefined> {
  const found = await db.maybe<{ size: number }>(sql`
    SELECT size::double precision AS size FROM trust.log_cosignature
     WHERE size > ${position} ORDER BY size DESC LIMIT 1`);
  return found?.size;
}

/** The lines of the witnesses that have cosigned the state of this size. */
export async function readCosignatures(db: Queryable, size: number): Promise<string> {
  const rows = await db.rows<{ line: string }>(sql`
    SELECT line FROM trust.log_cosignature WHERE size = ${size} ORDER BY witness`);
  return rows.map(({ line }) => line).join('');
}
