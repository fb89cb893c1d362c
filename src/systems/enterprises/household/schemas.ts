import { type Static, type TSchema, Type } from 'typebox';
import { CivilDate, CommuneCode } from '../registration/schemas.ts';

const closed = { additionalProperties: false };
const Words = (most: number) => Type.String({ minLength: 1, maxLength: most });
/** VND, whole. */
const MOST_VND = 9_000_000_000_000_000;

/** What a household business says of itself (Decree 168/2025/NĐ-CP). Its owner is who applies; the code is the owner's personal number. */
export const HouseholdGiven = Type.Object(
  {
    name: Words(250),
    addressLine: Words(300),
    communeCode: CommuneCode,
    capital: Type.Integer({ minimum: 1, maximum: MOST_VND }),
    vsicCode: Type.String({ pattern: '^\\d{4}$', problem: 'enterprise.industry_unknown' }),
  },
  closed,
);
export type HouseholdGiven = Static<typeof HouseholdGiven>;

const act = <Name extends string, Fields extends Record<string, TSchema>>(name: Name, fields: Fields) =>
  Type.Object({ act: Type.Literal(name), ...fields }, closed);

/** What is registered of a household business, by name. */
export const HOUSEHOLD_ACTS = {
  'household-register': act('household-register', HouseholdGiven.properties),
  'household-change': act('household-change', HouseholdGiven.properties),
  'household-suspend': act('household-suspend', { on: CivilDate, until: CivilDate }),
  'household-resume': act('household-resume', {}),
  'household-end': act('household-end', { debtsSettled: Type.Boolean() }),
} as const;
export type HouseholdActName = keyof typeof HOUSEHOLD_ACTS;
export const HOUSEHOLD_ACT_NAMES = Object.keys(HOUSEHOLD_ACTS) as HouseholdActName[];

/** One act with what it says. */
export type HouseholdActGiven = { [Name in HouseholdActName]: Static<(typeof HOUSEHOLD_ACTS)[Name]> }[HouseholdActName];
export const HouseholdAct = Type.Unsafe<HouseholdActGiven>(Type.Union(Object.values(HOUSEHOLD_ACTS)));
