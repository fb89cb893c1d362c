import type { ownerClient } from '../../../kernel/db.ts';
import { newId } from '../../../kernel/ids.ts';
import type { ShippedEdition, ShippedSet } from './rules.ts';

type Client = ReturnType<typeof ownerClient>;

/** Enters what is not there yet, whole or not at all. */
export async function bringIn(client: Client, sets: readonly ShippedSet[]): Promise<void> {
  await client.query('BEGIN');
  try {
    // Two processes that start at once: the second waits here, and finds everything in place.
    await client.query('LOCK TABLE rules.rule_set IN EXCLUSIVE MODE');
    const { rows } = await client.query<{ set: string; digest: string | null; most: number }>(
      `SELECT s.id AS set, e.shipped_digest AS digest, max(e.number) OVER (PARTITION BY s.id) AS most
         FROM rules.rule_set s LEFT JOIN rules.edition e ON e.rule_set = s.id`,
    );
    for (const shipped of sets) {
      const there = rows.filter(({ set }) => set === shipped.id);
      const isNew = there.length === 0;
      const missing = shipped.editions.filter(({ digest }) => !there.some((row) => row.digest === digest));
      if (isNew) await insertSet(client, shipped);
      if (missing.length > 0)
        await insertEditions(client, { id: shipped.id, editions: missing, after: there[0]?.most ?? 0, isLaw: isNew });
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function insertSet(client: Client, { id, name, owner, subject, decision }: ShippedSet): Promise<void> {
  await client.query(
    `INSERT INTO rules.rule_set (id, name_vi, name_en, owner_code, subject, decision) VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, name.vi, name.en, owner, subject, decision],
  );
}

async function insertEditions(
  client: Client,
  { id, editions, after, isLaw }: { id: string; editions: readonly ShippedEdition[]; after: number; isLaw: boolean },
): Promise<void> {
  const numbered = editions.map((edition, i) => ({ ...edition, number: after + i + 1 }));
  await client.query(
    `INSERT INTO rules.edition (rule_set, number, state, model, law_vi, law_en, wanted_from, shipped_digest)
     SELECT $1, number, 'draft', model, law_vi, law_en, wanted_from, digest
       FROM unnest($2::integer[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[])
         AS given (number, model, law_vi, law_en, wanted_from, digest)`,
    [
      id,
      numbered.map(({ number }) => number),
      numbered.map(({ model }) => model),
      numbered.map(({ law }) => law.vi),
      numbered.map(({ law }) => law.en),
      numbered.map(({ from }) => from),
      numbered.map(({ digest }) => digest),
    ],
  );
  const cases = numbered.flatMap(({ number, cases: own }) =>
    own.map((each, i) => ({ ...each, number, position: i + 1 })),
  );
  await client.query(
    `INSERT INTO rules.test_case (id, rule_set, number, position, name_vi, name_en, inputs, expected)
     SELECT id, $1, number, position, name_vi, name_en, inputs, expected
       FROM unnest($2::uuid[], $3::integer[], $4::integer[], $5::text[], $6::text[], $7::jsonb[], $8::jsonb[])
         AS given (id, number, position, name_vi, name_en, inputs, expected)`,
    [
      id,
      cases.map(() => newId()),
      cases.map(({ number }) => number),
      cases.map(({ position }) => position),
      cases.map(({ name }) => name.vi),
      cases.map(({ name }) => name.en),
      cases.map(({ inputs }) => JSON.stringify(inputs)),
      cases.map(({ expected }) => JSON.stringify(expected)),
    ],
  );
  const numbers = numbered.map(({ number }) => number);
  await client.query(
    `UPDATE rules.edition SET state = $3, version = version + 1 WHERE rule_set = $1 AND number = ANY ($2)`,
    [id, numbers, isLaw ? 'adopted' : 'proposed'],
  );
  await client.query(
    `INSERT INTO rules.edition_event (id, rule_set, number, move)
     SELECT id, $1, number, 'ship' FROM unnest($2::uuid[], $3::integer[]) AS given (id, number)`,
    [id, numbers.map(() => newId()), numbers],
  );
  if (!isLaw) return;
  await client.query(
    `INSERT INTO rules.in_force (rule_set, number, valid_during)
     SELECT $1, number, daterange(since, lead(since) OVER (ORDER BY since))
       FROM unnest($2::integer[], $3::date[]) AS given (number, since)`,
    [id, numbers, numbered.map(({ from }) => from)],
  );
}
