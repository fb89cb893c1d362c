import { type Static, Type } from 'typebox';
import { HOUSEHOLD_ACT_NAMES, HouseholdAct, type HouseholdActName } from '../household/schemas.ts';
import { Act, CivilDate, EnterpriseCode, Registration } from '../registration/schemas.ts';
import { ONLINE_ACTS, type OnlineAct } from './rules.ts';

const closed = { additionalProperties: false };

/** What can be applied for. */
export type Matter = 'register' | OnlineAct | HouseholdActName;
export const MATTERS: readonly Matter[] = ['register', ...ONLINE_ACTS, ...HOUSEHOLD_ACT_NAMES];
export const isHouseholdMatter = (matter: Matter): matter is HouseholdActName => matter.startsWith('household-');

/** What was handed in, as it was checked: with the names that the registers have for those whom it names, by their numbers. */
export const Content = Type.Object(
  {
    registration: Type.Optional(Registration),
    change: Type.Optional(Type.Object({ code: EnterpriseCode, on: Type.Optional(CivilDate), act: Act }, closed)),
    household: Type.Optional(HouseholdAct),
    names: Type.Record(Type.String(), Type.String()),
  },
  closed,
);
export type Content = Static<typeof Content>;

const MOST_FIELDS = 500;
/** A form as it was typed: the longest field is 2,000 characters, and there are at most 500. */
export const FormTyped = Type.Record(
  Type.String({ pattern: '^[A-Za-z][A-Za-z0-9.]{0,60}$' }),
  Type.String({ maxLength: 2_000 }),
  { maxProperties: MOST_FIELDS },
);
export type FormTyped = Static<typeof FormTyped>;
