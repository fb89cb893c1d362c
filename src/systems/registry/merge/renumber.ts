import type { Tx } from '../../../kernel/db.ts';
import { kindsOf } from '../kind/index.ts';
import type { ActPosition, Grounds } from '../time/acts.ts';
import { tellActs } from './lineage.ts';
import { type Move, moveTogether } from './moving.ts';
import { covered, prepareMove } from './same-record.ts';
import { keepTouched, putBack, touchedBy, tracing } from './touched.ts';

/**
 * A person whom another register keeps goes on under another number there: whatever this register holds of the one, it holds of the
 * other, over all of its time; the history keeps what was held. All or nothing. What both numbers say alike is one record. Refuses
 * `register.merge_both_say` where they say something else for the same time, `register.merge_not_covered`, and `register.merge_too_large`. The answer is the act by which
 * `moveBack` undoes it; none when the register holds nothing of that number.
 */
export async function moveToNumber(
  tx: Tx,
  system: string,
  { from, into }: { from: string; into: string },
  grounds: Grounds,
): Promise<ActPosition | undefined> {
  const kinds = kindsOf(system);
  const ways = kinds.flatMap((kind) => kind.people.map((field) => ({ kind, fields: [field] })));
  let first: ActPosition | undefined;
  const touched = await tracing(tx, { ways, keys: [[from], [into]] }, async () => {
    // The first field of each kind that names people, then the second: a row is moved once by a statement.
    for (let at = 0; at < Math.max(0, ...kinds.map(({ people }) => people.length)); at++) {
      const moves: Move[] = [];
      for (const way of ways.filter(({ kind, fields }) => kind.people[at] === fields[0])) {
        const move = await prepareMove(tx, { from: [from], into: [into] }, way, { bothSay: 'refuse', grounds });
        if (move) moves.push(move);
      }
      first ??= moves[0]?.act;
      if (moves.length > 0) await covered(moves[0]!.kind, () => moveTogether(tx, moves));
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
