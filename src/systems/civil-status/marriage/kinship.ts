import type { House } from '../../../kernel/system.ts';
import type { CallContext } from '../../exchange/index.ts';
import { familyOf } from '../entry/evidence.ts';
import type { Ancestors } from './rules.ts';

/** Parents are followed so far up. */
const GENERATIONS = 3;

/** Who a few people descend from, as far as the population register knows, and the parents of everyone who was met on the way. */
export async function familyTree(
  house: House,
  numbers: readonly string[],
  context: CallContext,
): Promise<{ ancestorsOf: (number: string) => Ancestors; parentsOf: (number: string) => readonly string[] }> {
  const parents = new Map<string, readonly string[]>();
  let generation = [...new Set(numbers)];
  for (let up = 0; up < GENERATIONS && generation.length > 0; up++) {
    const found = await Promise.all(
      generation.map(async (number) => [number, await parentsOf(house, number, context)] as const),
    );
    for (const [number, theirs] of found) parents.set(number, theirs);
    generation = [...new Set(found.flatMap(([, theirs]) => theirs))].filter((number) => !parents.has(number));
  }
  const known = (number: string) => parents.get(number) ?? [];
  return {
    parentsOf: known,
    ancestorsOf(number) {
      const ancestors = new Map<string, number>([[number, 0]]);
      let level = [number];
      for (let up = 1; up <= GENERATIONS; up++) {
        level = level.flatMap(known);
        for (const ancestor of level) if (!ancestors.has(ancestor)) ancestors.set(ancestor, up);
      }
      return ancestors;
    },
  };
}

async function parentsOf(house: House, number: string, context: CallContext): Promise<string[]> {
  const { mother, father } = await familyOf(house, number, context);
  return [mother?.number, father?.number].filter((parent) => parent !== undefined);
}
