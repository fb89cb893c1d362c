import { INDUSTRY_CLASSES, ageOn } from '../../../country/index.ts';
import type { FieldProblem } from '../../../kernel/refusal.ts';
import type { KnownPerson } from '../registration/rules.ts';
import type { HouseholdActName, HouseholdGiven } from './schemas.ts';

export type HouseholdStatus = 'operating' | 'suspended' | 'ended';

/** The life of a household business: which act leads from where to where. Who ended one may register anew. */
export const HOUSEHOLD_MOVES = {
  'household-register': { from: [null, 'ended'], to: 'operating' },
  'household-change': { from: ['operating', 'suspended'], to: null },
  'household-suspend': { from: ['operating'], to: 'suspended' },
  'household-resume': { from: ['suspended'], to: 'operating' },
  'household-end': { from: ['operating', 'suspended'], to: 'ended' },
} as const satisfies Record<
  HouseholdActName,
  { from: readonly (HouseholdStatus | null)[]; to: HouseholdStatus | null }
>;

/** Whether an act may be filed about a household business of this status; null: the person has none. */
export function mayFileHousehold(act: HouseholdActName, status: HouseholdStatus | null): boolean {
  return (HOUSEHOLD_MOVES[act].from as readonly (HouseholdStatus | null)[]).includes(status);
}

const ADULT = 18;

/** Why a person cannot own a household business: unknown, dead or a minor (Decree 168/2025/NĐ-CP). */
export function problemsOfOwner(owner: KnownPerson | undefined, on: string): FieldProblem[] {
  const field = 'owner';
  if (!owner) return [{ field, code: 'enterprise.person_unknown' }];
  if (owner.diedOn) return [{ field, code: 'enterprise.person_dead' }];
  return ageOn(owner.bornOn, on) < ADULT ? [{ field, code: 'enterprise.person_minor' }] : [];
}

const TYPE = /^hộ kinh doanh /i;
const OTHER_TYPE = /(^|\s)(công ty|doanh nghiệp)(\s|$)/i;

/** What is wrong with what a household business says: its name begins with "Hộ kinh doanh" and says no company; a known line. */
export function problemsOfHousehold({ name, vsicCode }: HouseholdGiven): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!TYPE.test(name)) problems.push({ field: 'name', code: 'enterprise.household_name_type' });
  else if (OTHER_TYPE.test(name.replace(TYPE, '')))
    problems.push({ field: 'name', code: 'enterprise.household_name_of_company' });
  if (!INDUSTRY_CLASSES.has(vsicCode)) problems.push({ field: 'vsicCode', code: 'enterprise.industry_unknown' });
  return problems;
}
