import { type Queryable } from '../../../kernel/db.ts';
import type { FieldProblem } from '../../../kernel/refusal.ts';
import { type EnterpriseNames, type NameConflict, nameConflicts } from '../names/name-conflict.ts';
import { similarNames } from './store.ts';

/** A registered enterprise whose name stands in the way of a proposed one, and why. */
export interface Conflict extends NameConflict {
  enterpriseCode: string;
  name: string;
}

/** What stands in the way of a name in the whole country, the enterprise itself and those that have ended left out. */
export async function conflictsOf(
  db: Queryable,
  names: EnterpriseNames,
  asked: { on: string; except: string | null },
): Promise<Conflict[]> {
  const similar = await similarNames(db, names, asked);
  return similar.flatMap((registered) =>
    nameConflicts(names, registered).map((conflict) => ({
      ...conflict,
      enterpriseCode: registered.code,
      name: registered.vietnamese,
    })),
  );
}

const FIELD_OF: Partial<Record<NameConflict['code'], string>> = {
  'enterprise.short_name_taken': 'shortName',
  'enterprise.foreign_name_taken': 'foreignName',
};

/** Conflicts as problems of a form. Names that differ by their tones only are for an officer to judge (`toldApart`). */
export function problemsOfConflicts(conflicts: readonly Conflict[], toldApart: boolean): FieldProblem[] {
  return conflicts
    .filter(({ code }) => !(toldApart && code === 'enterprise.name_alike_without_tones'))
    .map(({ code, name }) => ({ field: FIELD_OF[code] ?? 'name', code, values: { other: name } }));
}

/** The names of a form as they are compared. */
export function namesOf(given: { name: string; foreignName?: string; shortName?: string }): EnterpriseNames {
  return {
    vietnamese: given.name,
    ...(given.foreignName ? { foreign: given.foreignName } : {}),
    ...(given.shortName ? { short: given.shortName } : {}),
  };
}
