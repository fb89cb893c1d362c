import type { ExampleHousehold, ExamplePerson } from '../../../country/example/model.ts';
import { type OwnerClient, insertMany, namePartsSql } from '../../registry/index.ts';
import { person } from '../kinds.ts';
import { register } from '../register.ts';

/**
 * Puts people of the example country and their households into the register. Parents must come before or with their
 * children, heads with their households. Much faster with all people of a family at once; about 20,000 people a second.
 */
export async function loadExamplePeople(
  client: OwnerClient,
  country: { people: readonly ExamplePerson[]; households: readonly ExampleHousehold[]; today: string },
): Promise<void> {
  const { people, households, today } = country;
  await insertMany(client, 'population.personal_number', people, [
    { name: 'number', type: 'text', of: ({ number }) => number },
  ]);
  const { rows } = await client.query<{ position: string }>(
    `INSERT INTO population.act (kind, act, fields, reason, source, done_by)
     VALUES ('person', 'import', $1, 'Dữ liệu mẫu', $2, $3) RETURNING position`,
    [
      Object.keys(person.fields),
      { kind: 'example', number: `${people.length}` },
      { agencyCode: register.owner.code, agencyName: register.owner.name, actor: { kind: 'machine' } },
    ],
  );
  const act = rows[0]!.position;
  await insertMany(client, 'population.person', people, [
    { name: 'act', type: 'bigint', of: () => act },
    { name: 'number', type: 'text', of: ({ number }) => number },
    { name: 'valid_during', type: 'daterange', of: (person) => lifeOf(person) },
    { name: 'full_name', type: 'text', of: ({ fullName }) => fullName },
    { name: 'sex', type: 'text', of: ({ sex }) => sex },
    { name: 'born_on', type: 'date', of: ({ bornOn }) => bornOn },
    { name: 'ethnic_group', type: 'text', of: ({ ethnicGroup }) => ethnicGroup },
    { name: 'nationality', type: 'text', of: ({ nationality }) => nationality },
    { name: 'hometown', type: 'text', of: ({ hometown }) => hometown },
    { name: 'died_on', type: 'date', of: ({ diedOn }) => diedOn },
  ]);
  const relations = people.flatMap((person) => [
    ...(person.motherNumber ? [{ person, kind: 'mother', parent: person.motherNumber }] : []),
    ...(person.fatherNumber ? [{ person, kind: 'father', parent: person.fatherNumber }] : []),
  ]);
  await insertMany(client, 'population.relation', relations, [
    { name: 'child_number', type: 'text', of: ({ person }) => person.number },
    { name: 'kind', type: 'text', of: ({ kind }) => kind },
    { name: 'valid_during', type: 'daterange', of: ({ person }) => `[${person.bornOn},)` },
    { name: 'parent_number', type: 'text', of: ({ parent }) => parent },
  ]);
  await insertMany(client, 'population.household', households, [
    { name: 'id', type: 'text', of: ({ id }) => id },
    { name: 'head_number', type: 'text', of: ({ headNumber }) => headNumber },
    { name: 'commune_code', type: 'text', of: ({ communeCode }) => communeCode },
    { name: 'address_line', type: 'text', of: ({ addressLine }) => addressLine },
  ]);
  const bornOn = new Map(people.map((person) => [person.number, person.bornOn]));
  const members = households.flatMap(({ id, members }) => members.map((member) => ({ ...member, household: id })));
  await insertMany(client, 'population.residence', members, [
    { name: 'person_number', type: 'text', of: ({ number }) => number },
    { name: 'valid_during', type: 'daterange', of: ({ number }) => `[${since(bornOn.get(number)!, today)},)` },
    { name: 'household_id', type: 'text', of: ({ household }) => household },
    { name: 'relation', type: 'text', of: ({ relation }) => relation },
  ]);
}

/** A version holds from birth up to and with the day of death. */
function lifeOf({ bornOn, diedOn }: ExamplePerson): string {
  return diedOn ? `[${bornOn},${diedOn}]` : `[${bornOn},)`;
}

/** The register began with the two-level country; who is younger lives there since birth. */
const TWO_LEVELS_SINCE = '2025-07-01';
const since = (bornOn: string, today: string): string =>
  bornOn > TWO_LEVELS_SINCE || today < TWO_LEVELS_SINCE ? bornOn : TWO_LEVELS_SINCE;

/** Counts of what parts the names are made, so that misspelt ones are found from the first day. After all people are there. */
export async function countExampleNames(client: OwnerClient): Promise<void> {
  await client.query(namePartsSql(person));
}
