import type { Tx } from '../../../kernel/db.ts';
import { kindsOf } from '../kind/index.ts';
import type { ActPosition, Grounds } from '../time/acts.ts';
import { tellActs } from './lineage.ts';
import { moveReferences } from './same-record.ts';
import { keepTouched, putBack, touchedBy, tracing } from './touched.ts';

/**
 * A person whom another register keeps goes on under another number there: whatever this register holds of the one, it holds of the
 * other, over all of its time; the history keeps what was held. All or nothing. What both numbers say alike is one record. Refuses
 * `register.merge_both_say` where they say something else for the same time, and `register.merge_too_large`. The answer is the act by which
 * `moveBack` undoes it; none when the register holds nothing of that number.
 */
export async function moveToNumber(
  tx: Tx,
  system: string,
  { from, into }: { from: string; into: string },
  grounds: Grounds,
): Promise<ActPosition | undefined> {
  const ways = kindsOf(system).flatMap((kind) => kind.people.map((field) => ({ kind, fields: [field] })));
  let first: ActPosition | undefined;
  const touched = await tracing(tx, { ways, keys: [[from], [into]] }, async () => {
    for (const way of ways) {
      const act = await moveReferences(tx, { from: [from], into: [into] }, way, { bothSay: 'refuse', grounds });
      first ??= act;
    }
  });
  if (first !== undefined) await keepTouched(tx, first, touched);
  return first;
}

/** The two numbers are of two people after all: every version is as it was. Refuses `register.changed_since_merge`. */
export async function moveBack(tx: Tx, system: string, { act }: { act: ActPosition }, grounds: Grounds): Promise<void> {
  const touched = await touchedBy(tx, act);
  await putBack(tx, { system }, touched);
  const records = new Map(
    [...touched.was, ...touched.became].map(({ kind, key }) => [JSON.stringify([kind, key]), { kind, key }]),
  );
  await tellActs(tx, { act: 'undo', records: [...records.values()], on: null }, grounds);
}
