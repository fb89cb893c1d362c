import { type SystemDatabase, type Tx, sql } from '../../../kernel/db.ts';
import { addJob } from '../../../kernel/jobs.ts';
import type { House } from '../../../kernel/system.ts';
import { keyringOf } from './keyring.ts';

export const ROTATE_KEYS = 'registry.rotate_keys';
const KEYS_AT_ONCE = 500;

/**
 * Begins a new register key: from now on the keys of records are encrypted under it, and a job encrypts those that there are
 * anew and then destroys the old one. While a rotation is under way another begins none. The answer is the new generation.
 */
export async function beginRotation(house: House, system: string): Promise<number> {
  const db = house.db.as(system);
  const keyring = keyringOf(db);
  const present = await keyring.present();
  const { older } = await db.one<{ older: number }>(
    sql`SELECT count(*)::int AS older FROM register_key WHERE generation < ${present}`,
  );
  const generation = older > 0 ? present : present + 1;
  await keyring.beginGeneration(generation);
  await db.transaction((tx) =>
    addJob(tx, { task: ROTATE_KEYS, payload: { system }, key: `${ROTATE_KEYS}:${system}`, queue: ROTATE_KEYS }),
  );
  return generation;
}

/**
 * Encrypts the keys of a register's records under its newest key, some at a time, and destroys the older ones. Cut off, it
 * goes on where it was: what is done is seen at the keys themselves.
 */
export async function rotateKeys(house: House, { system }: { system: string }): Promise<void> {
  const db = house.db.as(system);
  const present = await keyringOf(db).present();
  while ((await rewrapSome(db, present)) > 0);
  // Refused by the reference when a process that had not heard of the new key just used an old one: the job comes again.
  await db.run(sql`DELETE FROM register_key WHERE generation < ${present}`);
}

function rewrapSome(db: SystemDatabase, present: number): Promise<number> {
  return db.transaction(async (tx: Tx) => {
    const keyring = keyringOf(tx);
    const rows = await tx.rows<{ kind: string; key: string[]; generation: number; wrapped: Buffer }>(
      sql`SELECT kind, key, generation, wrapped FROM record_key WHERE generation < ${present} LIMIT ${KEYS_AT_ONCE} FOR UPDATE`,
    );
    const anew = [];
    for (const { kind, key, ...wrapped } of rows) {
      const { generation, wrapped: bytes } = keyring.wrap(await keyring.unwrap(wrapped));
      anew.push({ kind, key, generation, wrapped: bytes.toString('hex') });
    }
    if (anew.length)
      await tx.run(sql`UPDATE record_key SET generation = given.generation, wrapped = decode(given.wrapped, 'hex')
        FROM jsonb_to_recordset(${JSON.stringify(anew)}::jsonb)
          AS given(kind text, key text[], generation integer, wrapped text)
        WHERE record_key.kind = given.kind AND record_key.key = given.key`);
    return rows.length;
  });
}
