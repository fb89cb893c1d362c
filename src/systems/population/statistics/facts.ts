import { today } from '../../../kernel/clock.ts';
import { provinceOf } from '../../territories/index.ts';

/**
 * What the register tells of a living person for counting: no name, number, address or day, only what laws ask for, as
 * coarse as they ask for it. `bytes` is how wide a code is in a file of facts.
 */
export const POPULATION_FACTS = [
  { name: 'birthMonth', bytes: 2 },
  { name: 'commune', bytes: 2 },
  { name: 'province', bytes: 1 },
  { name: 'sex', bytes: 1 },
  { name: 'ethnicGroup', bytes: 1 },
  { name: 'nationality', bytes: 1 },
  { name: 'maritalStatus', bytes: 1 },
  { name: 'householdSize', bytes: 1 },
  { name: 'relationToHead', bytes: 1 },
] as const;

/** What the register holds of somebody, before it is made coarse. */
export interface PopulationFacts {
  bornOn: string;
  sex: string;
  /** Of the permanent residence. */
  communeCode: string | null;
  ethnicGroup: string | null;
  nationality: string;
  maritalStatus: string;
  householdSize: number | null;
  relationToHead: string | null;
}

/** Larger households are told as this: there are so few of them that they could be known. */
const LARGEST_HOUSEHOLD = 12;
/** Who is older than this is told to be of this age. */
const OLDEST_YEARS = 105;

/** The values of `POPULATION_FACTS`, in their order, on a day. */
export function rowOf(facts: PopulationFacts, on: string = today()): (string | null)[] {
  const { communeCode, householdSize } = facts;
  return [
    birthMonth(facts.bornOn, on),
    communeCode,
    communeCode === null ? null : provinceCode(communeCode, on),
    facts.sex,
    facts.ethnicGroup,
    facts.nationality,
    facts.maritalStatus,
    householdSize === null ? null : String(Math.min(householdSize, LARGEST_HOUSEHOLD)),
    facts.relationToHead,
  ];
}

function birthMonth(bornOn: string, on: string): string {
  const oldest = `${Number(on.slice(0, 4)) - OLDEST_YEARS}${on.slice(4, 7)}`;
  const month = bornOn.slice(0, 7);
  return month < oldest ? oldest : month;
}

const provinces = new Map<string, string | null>();

/** Each commune is looked up once. */
function provinceCode(communeCode: string, on: string): string | null {
  const key = `${communeCode} ${on}`;
  let code = provinces.get(key);
  if (code === undefined) provinces.set(key, (code = provinceOf(communeCode, on)?.code ?? null));
  return code;
}
