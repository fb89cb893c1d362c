import type { Tx } from '../../../kernel/db.ts';
import { type Grounds, moveBack, moveToNumber } from '../../registry/index.ts';
import { register } from '../register.ts';
import { deleteMove, moveOf, saveMove } from './store.ts';

/** On what something rests in the population register, and the call by which it was asked; that call where the register names no document. */
export interface Why {
  source: string;
  receipt: string;
}

/**
 * A number went on in another: everything that the register holds under it stands under the other from now on, over all of its time.
 * Refuses `register.merge_both_say` where both numbers hold something for the same time: a steward decides.
 */
export async function carryOver(tx: Tx, { from, into }: { from: string; into: string }, why: Why): Promise<void> {
  const before = await moveOf(tx, from);
  if (before && before.into !== into) await takeBack(tx, from, why);
  const grounds = groundsFor('Gộp số định danh cá nhân', why);
  const act = await moveToNumber(tx, 'insurance', { from, into }, grounds);
  if (act !== undefined) await saveMove(tx, { from, into, act });
}

/** A number stands for itself again: what was carried over comes back. Refuses `register.changed_since_merge`. */
export async function takeBack(tx: Tx, from: string, why: Why): Promise<void> {
  const before = await moveOf(tx, from);
  if (!before) return;
  await moveBack(tx, 'insurance', before, groundsFor('Hủy việc gộp số định danh cá nhân', why));
  await deleteMove(tx, from);
}

/** The grounds of what follows from the population register. */
export const groundsFor = (reason: string, { source, receipt }: Why): Grounds => ({
  reason,
  source: { kind: 'population-register', number: source },
  by: { agencyCode: register.owner.code, agencyName: register.owner.name, actor: { kind: 'machine' } },
  receipt,
});
