import { Refusal } from '../../../kernel/refusal.ts';

/** A parent as the register knows them. */
export interface KnownParent {
  number: string;
  bornOn: string;
}

/** Refuses what cannot be a family: one person twice, or a parent who is younger than the child. */
export function assertFamily(child: { bornOn: string }, parents: readonly KnownParent[]): void {
  if (new Set(parents.map(({ number }) => number)).size !== parents.length)
    throw new Refusal('population.same_parents', 422);
  for (const { number, bornOn } of parents) {
    if (bornOn >= child.bornOn) throw new Refusal('population.parent_younger', 422, { values: { number } });
  }
}
