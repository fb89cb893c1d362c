import type { ExampleHousehold, ExamplePerson, HouseholdRelation } from '../../../country/example/model.ts';
import { newPersonalNumber } from '../../../country/index.ts';

/** A person of a small country made by hand, and where they live. */
export interface Villager {
  fullName: string;
  sex: 'male' | 'female';
  bornOn: string;
  ethnicGroup?: string;
  household?: string;
  communeCode?: string;
  relation?: HouseholdRelation;
  mother?: string;
  father?: string;
}

/** Wards of Hà Nội that villagers live in. */
export const WARD = '00025';
export const OTHER_WARD = '00004';

/**
 * People by name, with their numbers, for `loadExamplePeople`: a country small enough to read. The first of a household is
 * its head. `serial` sets one such country apart from another in the same database.
 */
export function smallCountry(
  villagers: readonly Villager[],
  serial = 0,
): {
  people: ExamplePerson[];
  households: ExampleHousehold[];
  numberOf: (fullName: string) => string;
} {
  const numbers = new Map<string, string>();
  villagers.forEach((villager, i) => {
    numbers.set(villager.fullName, newPersonalNumber({ provinceCode: '01', ...villager }, serial * 100 + i));
  });
  const numberOf = (fullName: string): string => {
    const number = numbers.get(fullName);
    if (!number) throw new Error(`nobody is called ${fullName}`);
    return number;
  };
  const households = new Map<string, ExampleHousehold>();
  const people = villagers.map((villager): ExamplePerson => {
    const { fullName, household = fullName, communeCode = WARD, mother, father } = villager;
    const number = numberOf(fullName);
    const home = households.get(household);
    const id = home?.id ?? `${serial}-${households.size}`;
    const relation = villager.relation ?? (home ? 'spouse' : 'head');
    const member = { number, bornOn: villager.bornOn, relation };
    if (home) home.members.push(member);
    else {
      households.set(household, {
        id,
        headNumber: number,
        communeCode,
        addressLine: 'Số 12, đường Trần Phú',
        members: [member],
      });
    }
    return {
      number,
      fullName,
      sex: villager.sex,
      bornOn: villager.bornOn,
      birthProvinceCode: '01',
      ethnicGroup: villager.ethnicGroup ?? '01',
      nationality: 'VN',
      hometown: 'Phường Giảng Võ, Hà Nội',
      householdId: id,
      communeCode,
      addressLine: 'Số 12, đường Trần Phú',
      insured: false,
      ...(mother ? { motherNumber: numberOf(mother) } : {}),
      ...(father ? { fatherNumber: numberOf(father) } : {}),
    };
  });
  return { people, households: [...households.values()], numberOf };
}
