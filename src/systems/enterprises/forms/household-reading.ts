import { parse } from '../../../kernel/input.ts';
import { HOUSEHOLD_ACTS, type HouseholdActGiven, type HouseholdActName } from '../household/schemas.ts';
import { type Typed, amountOf, said } from './reading.ts';

/** An act about a household business as a form says it. Refuses beside its fields. */
export function readHouseholdAct(name: HouseholdActName, typed: Typed): HouseholdActGiven {
  const fields = Object.keys(HOUSEHOLD_ACTS[name].properties);
  const has = (field: string) => fields.includes(field);
  return parse(HOUSEHOLD_ACTS[name], {
    act: name,
    ...said(
      typed,
      fields.filter((field) => !['act', 'capital', 'debtsSettled'].includes(field)),
    ),
    ...(has('capital') ? { capital: amountOf(typed.capital) } : {}),
    ...(has('debtsSettled') ? { debtsSettled: typed.debtsSettled === 'yes' } : {}),
  }) as HouseholdActGiven;
}
