import { today } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db.ts';
import type { FieldProblem } from '../../../kernel/refusal.ts';
import { communeOn } from '../../territories/index.ts';
import { conflictsOf, namesOf, problemsOfConflicts } from './names.ts';
import { type KnownPerson, problemsOfPerson } from './rules.ts';
import type { ActGiven, HolderGiven, RepresentativeGiven } from './schemas.ts';

/** Everybody whom a filing names. */
export function numbersIn(said: {
  holders?: readonly HolderGiven[];
  representatives?: readonly RepresentativeGiven[];
  beneficialOwners?: readonly { personNumber: string }[];
}): string[] {
  return [
    ...(said.holders ?? []).map(({ holder }) => holder),
    ...(said.representatives ?? []).map(({ personNumber }) => personNumber),
    ...(said.beneficialOwners ?? []).map(({ personNumber }) => personNumber),
  ];
}

/** Everybody whom an act names. */
export function numbersOfAct(act: ActGiven): string[] {
  return [
    ...numbersIn(act as Parameters<typeof numbersIn>[0]),
    ...('parts' in act ? act.parts.flatMap(numbersIn) : []),
    ...('whole' in act ? numbersIn(act.whole) : []),
    ...('personNumber' in act ? [act.personNumber] : []),
    ...('headNumber' in act && act.headNumber ? [act.headNumber] : []),
  ];
}

/** A place that is no commune today. */
export function problemsOfCommune(communeCode: string): FieldProblem[] {
  return communeOn(communeCode, today()) ? [] : [{ field: 'communeCode', code: 'enterprise.commune_unknown' }];
}

/** Why those who are to represent an enterprise cannot. */
export function problemsOfManagers(
  representatives: readonly RepresentativeGiven[],
  people: Map<string, KnownPerson>,
  on: string,
): FieldProblem[] {
  return representatives.flatMap(({ personNumber }, i) =>
    problemsOfPerson(`representatives.${i}.personNumber`, people.get(personNumber), { on, founds: true }),
  );
}

/** Why those who are declared beneficial owners cannot be, or what is missing of the declaration. */
export function problemsOfOwners(
  owners: readonly { personNumber: string; ground: string; details?: string }[],
  people: Map<string, KnownPerson>,
  on: string,
): FieldProblem[] {
  return owners.flatMap(({ personNumber, ground, details }, i): FieldProblem[] => [
    ...problemsOfPerson(`beneficialOwners.${i}.personNumber`, people.get(personNumber), { on, founds: false }),
    ...problemsOfControl(`beneficialOwners.${i}.details`, { ground, details }),
  ]);
}

/** Who controls in another way than by shares or votes must say how. */
export function problemsOfControl(
  field: string,
  said: { ground: string; details?: string | undefined },
): FieldProblem[] {
  return said.ground === 'control' && !said.details ? [{ field, code: 'enterprise.control_unexplained' }] : [];
}

/** What stands in the way of the names of a form. Names must be locked. */
export async function nameProblems(
  tx: Tx,
  given: { name: string; foreignName?: string; shortName?: string; toldApart?: boolean },
  except: string | null,
): Promise<FieldProblem[]> {
  const conflicts = await conflictsOf(tx, namesOf(given), { on: today(), except });
  return problemsOfConflicts(conflicts, given.toldApart ?? false);
}
