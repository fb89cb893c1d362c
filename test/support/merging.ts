import type { House } from '../../src/kernel/system.ts';
import { person } from '../../src/systems/population/kinds.ts';
import { type Grounds, mergeSame } from '../../src/systems/registry/index.ts';
import { undoLineage } from '../../src/systems/registry/merge/undo.ts';

const STEWARDS: Grounds = {
  reason: 'ghi trùng',
  source: { kind: 'decision', number: '3/QĐ' },
  by: { agencyCode: 'G01', agencyName: 'Bộ Công an', actor: { kind: 'machine' } },
};

/** Stewards of the population register merge somebody who was entered twice; the answer is the act, by which it is undone. */
export function mergePeople(house: House, numbers: { from: string; into: string; on: string }): Promise<number> {
  const { from, into, on } = numbers;
  const asked = { from: { number: from }, into: { number: into }, on, bothSay: 'survivor-stands' } as const;
  return house.db.as('population').transaction((tx) => mergeSame(tx, person, asked, STEWARDS));
}

/** They hold them to be two after all. */
export async function undoMergeOfPeople(house: House, act: number): Promise<void> {
  await house.db.as('population').transaction((tx) => undoLineage(tx, person, { act }, STEWARDS));
}
