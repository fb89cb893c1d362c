import { type Static, type TSchema, Type } from 'typebox';
import {
  BRANCH_KINDS,
  type BranchKind,
  CONTROL_GROUNDS,
  type ControlGround,
  HOLDING_ROLES,
  type HoldingRole,
  LEGAL_FORMS,
  type LegalForm,
  type RepresentativeTitle,
  TITLES,
} from '../enterprise-codes.ts';

const closed = { additionalProperties: false };
const oneOf = <Code extends string>(codes: Readonly<Record<Code, unknown>>) =>
  Type.Unsafe<Code>(Type.Enum(Object.keys(codes)));

export const CivilDate = Type.String({ format: 'date' });
export const PersonalNumber = Type.String({ pattern: '^\\d{12}$', problem: 'enterprise.personal_number' });
export const EnterpriseCode = Type.String({ pattern: '^\\d{10}$', problem: 'enterprise.code_wrong' });
export const CommuneCode = Type.String({ pattern: '^\\d{5}$', problem: 'enterprise.commune_unknown' });
const Words = (most: number) => Type.String({ minLength: 1, maxLength: most });
/** VND, whole; below a thousand times the country's yearly product. */
const MOST_VND = 9_000_000_000_000_000;
const Money = Type.Integer({ minimum: 0, maximum: MOST_VND });

/** The most holders, representatives or lines of business that one filing names. */
export const MOST_HOLDERS = 60;
const MOST_REPRESENTATIVES = 10;
const MOST_INDUSTRIES = 40;

const Names = {
  name: Words(250),
  foreignName: Type.Optional(Words(250)),
  shortName: Type.Optional(Words(100)),
};
const Address = { addressLine: Words(300), communeCode: CommuneCode };

/** Somebody's part: a person by personal number or an enterprise by code. */
export const HolderGiven = Type.Object(
  {
    holder: Type.String({ pattern: '^(\\d{12}|\\d{10})$', problem: 'enterprise.holder_number' }),
    role: oneOf<HoldingRole>(HOLDING_ROLES),
    contribution: Type.Integer({ minimum: 1, maximum: MOST_VND }),
    paidIn: Money,
  },
  closed,
);
export type HolderGiven = Static<typeof HolderGiven>;
const Holders = Type.Array(HolderGiven, { minItems: 1, maxItems: MOST_HOLDERS });

export const RepresentativeGiven = Type.Object(
  { personNumber: PersonalNumber, title: oneOf<RepresentativeTitle>(TITLES) },
  closed,
);
export type RepresentativeGiven = Static<typeof RepresentativeGiven>;

export const BeneficialOwnerGiven = Type.Object(
  { personNumber: PersonalNumber, ground: oneOf<ControlGround>(CONTROL_GROUNDS), details: Type.Optional(Words(500)) },
  closed,
);
const VsicCode = Type.String({ pattern: '^\\d{4}$', problem: 'enterprise.industry_unknown' });

/** What the first registration of an enterprise says (Decree 168/2025/NĐ-CP; Law on Enterprises art. 26 to 28). */
export const Registration = Type.Object(
  {
    ...Names,
    legalForm: oneOf<LegalForm>(LEGAL_FORMS),
    ...Address,
    capital: Type.Integer({ minimum: 1, maximum: MOST_VND }),
    /** The first is the main line. */
    industries: Type.Array(VsicCode, { minItems: 1, maxItems: MOST_INDUSTRIES }),
    holders: Holders,
    representatives: Type.Array(RepresentativeGiven, { minItems: 1, maxItems: MOST_REPRESENTATIVES }),
    beneficialOwners: Type.Optional(Type.Array(BeneficialOwnerGiven, { maxItems: MOST_REPRESENTATIVES })),
    /** The officer has looked at names that are alike but for their tones, and finds that nobody will be misled. */
    toldApart: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type Registration = Static<typeof Registration>;

const MOST_SUCCESSORS = 5;

/** A new company that goes on with what another had. Its legal form, holders and lines of business are those of the old one. */
export const SuccessorGiven = Type.Object(
  {
    ...Names,
    toldApart: Type.Optional(Type.Boolean()),
    ...Address,
    capital: Type.Integer({ minimum: 1, maximum: MOST_VND }),
    representatives: Type.Array(RepresentativeGiven, { minItems: 1, maxItems: MOST_REPRESENTATIVES }),
  },
  closed,
);
export type SuccessorGiven = Static<typeof SuccessorGiven>;

const act = <Name extends string, Fields extends Record<string, TSchema>>(name: Name, fields: Fields) =>
  Type.Object({ act: Type.Literal(name), ...fields }, closed);

const BranchCode = Type.String({ pattern: '^\\d{10}-\\d{3}$', problem: 'enterprise.branch_unknown' });

/** What can be filed about an enterprise after its first registration, by name. */
export const ACTS = {
  rename: act('rename', { ...Names, toldApart: Type.Optional(Type.Boolean()) }),
  move: act('move', Address),
  'change-capital': act('change-capital', {
    capital: Type.Integer({ minimum: 1, maximum: MOST_VND }),
    holders: Type.Optional(Holders),
  }),
  'change-holders': act('change-holders', { holders: Holders }),
  'pay-in': act('pay-in', {
    holder: Type.String({ pattern: '^(\\d{12}|\\d{10})$', problem: 'enterprise.holder_number' }),
    paidIn: Money,
  }),
  'change-representatives': act('change-representatives', {
    representatives: Type.Array(RepresentativeGiven, { minItems: 1, maxItems: MOST_REPRESENTATIVES }),
  }),
  'change-industries': act('change-industries', {
    industries: Type.Array(VsicCode, { minItems: 1, maxItems: MOST_INDUSTRIES }),
  }),
  convert: act('convert', {
    ...Names,
    legalForm: oneOf<LegalForm>(LEGAL_FORMS),
    holders: Type.Optional(Holders),
    representatives: Type.Array(RepresentativeGiven, { minItems: 1, maxItems: MOST_REPRESENTATIVES }),
  }),
  'open-branch': act('open-branch', {
    kind: oneOf<BranchKind>(BRANCH_KINDS),
    name: Words(250),
    ...Address,
    headNumber: Type.Optional(PersonalNumber),
  }),
  'change-branch-head': act('change-branch-head', { branchCode: BranchCode, headNumber: PersonalNumber }),
  'close-branch': act('close-branch', { branchCode: BranchCode }),
  'declare-beneficial-owner': act('declare-beneficial-owner', BeneficialOwnerGiven.properties),
  'end-beneficial-owner': act('end-beneficial-owner', { personNumber: PersonalNumber }),
  suspend: act('suspend', { until: CivilDate }),
  resume: act('resume', {}),
  'begin-dissolution': act('begin-dissolution', {}),
  'cancel-dissolution': act('cancel-dissolution', {}),
  dissolve: act('dissolve', { debtsSettled: Type.Boolean() }),
  'open-bankruptcy': act('open-bankruptcy', {}),
  'close-bankruptcy': act('close-bankruptcy', {}),
  'declare-bankrupt': act('declare-bankrupt', {}),
  revoke: act('revoke', {
    ground: oneOf({ false: 1, prohibited: 1, 'no-activity': 1, 'no-report': 1, court: 1 }),
  }),
  restore: act('restore', {}),
  'merge-into': act('merge-into', {
    into: EnterpriseCode,
    capital: Type.Integer({ minimum: 1, maximum: MOST_VND }),
    holders: Holders,
  }),
  divide: act('divide', { parts: Type.Array(SuccessorGiven, { minItems: 2, maxItems: MOST_SUCCESSORS }) }),
  separate: act('separate', { parts: Type.Array(SuccessorGiven, { minItems: 1, maxItems: MOST_SUCCESSORS }) }),
  consolidate: act('consolidate', {
    others: Type.Array(EnterpriseCode, { minItems: 1, maxItems: MOST_SUCCESSORS }),
    whole: SuccessorGiven,
  }),
} as const;
export type ActName = keyof typeof ACTS;
export const ACT_NAMES = Object.keys(ACTS) as ActName[];

/** One act with what it says. */
export type ActGiven = { [Name in ActName]: Static<(typeof ACTS)[Name]> }[ActName];
export const Act = Type.Unsafe<ActGiven>(Type.Union(Object.values(ACTS)));

/** Why it is filed and the paper that it rests on. */
export const Basis = Type.Object(
  {
    reason: Words(2_000),
    source: Type.Object(
      { kind: Words(60), number: Words(100), issuedOn: Type.Optional(CivilDate), issuer: Type.Optional(Words(300)) },
      closed,
    ),
  },
  closed,
);
