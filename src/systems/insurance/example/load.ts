import type { ExamplePerson } from '../../../country/example/model.ts';
import { readPersonalNumber } from '../../../country/index.ts';
import { type OwnerClient, insertMany } from '../../registry/index.ts';
import { communeOn } from '../../territories/index.ts';
import { CHILD_OBJECT } from '../card/rules.ts';
import { coverage } from '../kinds.ts';
import { importAct } from './import-act.ts';

/** Groups of the insured in the example country, by age: workers, school children, households, the old. */
const OBJECTS: readonly { underAge: number; code: string }[] = [
  { underAge: 6, code: CHILD_OBJECT },
  { underAge: 18, code: 'HS4' },
  { underAge: 60, code: 'DN4' },
  { underAge: 80, code: 'GD4' },
  { underAge: Infinity, code: 'NO4' },
];
const YEAR_MS = 365.25 * 86_400_000;

/** Puts the insured people of the example country into the register. May be called many times. */
export async function loadExampleCoverage(
  client: OwnerClient,
  { people, today }: { people: readonly ExamplePerson[]; today: string },
): Promise<void> {
  const insured = people.filter((person) => person.insured && !person.diedOn);
  const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM insurance.insured');
  const before = rows[0]!.count;
  const covered = insured.map((person, i) => {
    const until = person.insuredUntil!;
    const age = (Date.parse(until) - Date.parse(person.bornOn)) / YEAR_MS - 1;
    const objectCode = OBJECTS.find(({ underAge }) => age < underAge)!.code;
    const yearBefore = `${Number(until.slice(0, 4)) - 1}-01-01`;
    return {
      person,
      // The multiplier has no factor in common with 100,000,000, so that no number comes twice.
      insuranceNumber:
        readPersonalNumber(person.number)!.provinceCode +
        String(((before + i) * 61_803_399) % 100_000_000).padStart(8, '0'),
      objectCode,
      from: yearBefore < person.bornOn ? person.bornOn : yearBefore,
      until,
    };
  });
  await insertMany(client, 'insurance.insured', covered, [
    { name: 'insurance_number', of: ({ insuranceNumber }) => insuranceNumber },
    { name: 'person_number', of: ({ person }) => person.number },
  ]);
  const act = await importAct(client, 'coverage', coverage.fields, covered.length);
  await insertMany(client, 'insurance.coverage', covered, [
    { name: 'act', of: () => act },
    { name: 'person_number', of: ({ person }) => person.number },
    { name: 'valid_during', of: ({ from, until }) => `[${from},${until}]` },
    { name: 'insurance_number', of: ({ insuranceNumber }) => insuranceNumber },
    { name: 'object_code', of: ({ objectCode }) => objectCode },
    { name: 'facility_code', of: ({ person }) => person.communeCode },
    { name: 'facility_name', of: ({ person }) => clinicOf(person.communeCode, today) },
    { name: 'province_code', of: ({ person }) => readPersonalNumber(person.number)!.provinceCode },
  ]);
}

/** People are first treated at the health station of their commune. Its code is our own: the commune's. */
const clinicOf = (communeCode: string, on: string): string => `Trạm Y tế ${communeOn(communeCode, on)!.fullName.vi}`;
