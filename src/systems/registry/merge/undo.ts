import { type Tx, sql } from '../../../kernel/db.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { RecordKind } from '../kind/index.ts';
import type { ActPosition, Grounds } from '../time/acts.ts';
import { tellActs } from './lineage.ts';
import { holds, referringTo, written } from './references.ts';
import { putBack, touchedBy } from './touched.ts';

/**
 * Undoes a merge or a split: every version of the records and of what refers to them is as it was, resting on what it rested on
 * before; the history keeps all that was held meanwhile. What was written since about others, and new references to a survivor,
 * stay. Refuses `register.merge_unknown`, `register.undone_already`, and `register.changed_since_merge` when what the act
 * brought has been changed, ended or merged on since, or something was written since that names a part of a split: that is undone first.
 */
export async function undoLineage<Values, Key extends keyof Values & string>(
  tx: Tx,
  given: RecordKind<Values, Key>,
  undone: { act: ActPosition },
  grounds: Grounds,
): Promise<ActPosition> {
  const kind = given as unknown as RecordKind;
  const steps = await tx.rows<{
    undoneBy: number | null;
    since: string | null;
    how: 'merge' | 'split';
    to: string[];
  }>(sql`SELECT undone_by AS "undoneBy", since, how, to_key AS "to"
    FROM lineage WHERE act = ${undone.act} AND kind = ${kind.name} FOR UPDATE`);
  const [first] = steps;
  if (!first) throw new Refusal('register.merge_unknown', 404);
  if (first.undoneBy !== null) throw new Refusal('register.undone_already', 409);
  const touched = await touchedBy(tx, undone.act);
  await putBack(tx, kind, touched);
  if (first.how === 'split') for (const { to } of steps) await assertNotNamed(tx, kind, to);
  const records = new Map(
    [...touched.was, ...touched.became].map((place) => [
      JSON.stringify([place.kind, place.key]),
      { kind: place.kind, key: place.key },
    ]),
  );
  const act = await tellActs(tx, { act: 'undo', records: [...records.values()], on: first.since }, grounds);
  await tx.run(sql`UPDATE lineage SET undone_by = ${act} WHERE act = ${undone.act} AND kind = ${kind.name}`);
  return act;
}

/** A part of a split that is no longer there must not be named by anything that was written meanwhile. */
async function assertNotNamed(tx: Tx, kind: RecordKind, key: string[]): Promise<void> {
  const isThere = await tx.maybe(sql`SELECT 1 FROM ${written(kind.name)} version
    WHERE ${holds(kind, 'version', { fields: kind.key, key })} LIMIT 1`);
  if (isThere) return;
  for (const { kind: other, fields } of referringTo(kind)) {
    const named = await tx.maybe(sql`SELECT 1 FROM ${written(other.name)} version
      WHERE ${holds(other, 'version', { fields, key })} LIMIT 1`);
    if (named) throw new Refusal('register.changed_since_merge', 409, { values: { record: key.join(' ') } });
  }
}
