import type {
  ExampleForeigner,
  ExampleHousehold,
  ExampleMarriage,
  ExamplePerson,
} from '../../../country/example/model.ts';
import { newReadableCode } from '../../../kernel/ids.ts';
import { type OwnerClient, insertMany, namePartsSql } from '../../registry/index.ts';
import { RENEWAL_AGES, cardExpiresOn, yearsAfter } from '../document/rules.ts';
import { person } from '../kinds.ts';
import { register } from '../register.ts';

/**
 * Puts people of the example country and their households into the register. Parents must come before or with their
 * children, heads with their households. Much faster with all people of a family at once; about 20,000 people a second.
 */
export async function loadExamplePeople(
  client: OwnerClient,
  country: {
    people: readonly ExamplePerson[];
    households: readonly ExampleHousehold[];
    marriages?: readonly ExampleMarriage[];
    today: string;
  },
): Promise<void> {
  const { people, households, today } = country;
  await insertMany(client, 'population.personal_number', people, [{ name: 'number', of: ({ number }) => number }]);
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
    { name: 'act', of: () => act },
    { name: 'number', of: ({ number }) => number },
    { name: 'valid_during', of: (person) => lifeOf(person) },
    { name: 'full_name', of: ({ fullName }) => fullName },
    { name: 'sex', of: ({ sex }) => sex },
    { name: 'born_on', of: ({ bornOn }) => bornOn },
    { name: 'ethnic_group', of: ({ ethnicGroup }) => ethnicGroup },
    { name: 'nationality', of: ({ nationality }) => nationality },
    { name: 'hometown', of: ({ hometown }) => hometown },
    { name: 'died_on', of: ({ diedOn }) => diedOn },
  ]);
  await loadSignsOfLife(client, country, act);
  const relations = people.flatMap((person) => [
    ...(person.motherNumber ? [{ person, kind: 'mother', parent: person.motherNumber }] : []),
    ...(person.fatherNumber ? [{ person, kind: 'father', parent: person.fatherNumber }] : []),
  ]);
  await insertMany(client, 'population.relation', relations, [
    { name: 'act', of: () => act },
    { name: 'basis', of: () => 'birth' },
    { name: 'person_number', of: ({ person }) => person.number },
    { name: 'kind', of: ({ kind }) => kind },
    { name: 'valid_during', of: ({ person }) => `[${person.bornOn},)` },
    { name: 'relative_number', of: ({ parent }) => parent },
  ]);
  await loadMarriages(client, country.marriages ?? [], act);
  await loadCards(client, country, act);
  const bornOn = new Map(people.map((person) => [person.number, person.bornOn]));
  const members = households.flatMap(({ id, members }) =>
    members.map((member) => ({ ...member, household: id, since: since(bornOn.get(member.number)!, today) })),
  );
  const begun = new Map<string, string>();
  for (const { household, since } of members) {
    const known = begun.get(household);
    if (known === undefined || since < known) begun.set(household, since);
  }
  await insertMany(client, 'population.household', households, [
    { name: 'act', of: () => act },
    { name: 'valid_during', of: ({ id }) => `[${begun.get(id) ?? TWO_LEVELS_SINCE},)` },
    { name: 'id', of: ({ id }) => id },
    { name: 'head_number', of: ({ headNumber }) => headNumber },
    { name: 'commune_code', of: ({ communeCode }) => communeCode },
    { name: 'address_line', of: ({ addressLine }) => addressLine },
  ]);
  await insertMany(client, 'population.residence', members, [
    { name: 'act', of: () => act },
    { name: 'person_number', of: ({ number }) => number },
    { name: 'valid_during', of: ({ since }) => `[${since},)` },
    { name: 'household_id', of: ({ household }) => household },
    { name: 'relation', of: ({ relation }) => relation },
  ]);
}

const FOREIGNER_CHARACTERS = 10;

/** A line of each spouse who has a number; foreign spouses are entered as foreigners. */
async function loadMarriages(client: OwnerClient, marriages: readonly ExampleMarriage[], act: string): Promise<void> {
  const foreigners: (ExampleForeigner & { id: string })[] = [];
  const lines = marriages.flatMap((marriage) => {
    const { husbandNumber, wifeNumber, foreignSpouse } = marriage;
    const id = foreignSpouse && `NN-${newReadableCode(FOREIGNER_CHARACTERS)}`;
    if (foreignSpouse) foreigners.push({ ...foreignSpouse, id: id! });
    const line = (self: string | undefined, other: string | undefined) =>
      self ? [{ marriage, self, other, foreignerId: other ? undefined : id }] : [];
    return [...line(husbandNumber, wifeNumber), ...line(wifeNumber, husbandNumber)];
  });
  await insertMany(client, 'population.foreigner', foreigners, [
    { name: 'act', of: () => act },
    { name: 'id', of: ({ id }) => id },
    { name: 'valid_during', of: ({ bornOn }) => `[${bornOn},)` },
    { name: 'full_name', of: ({ fullName }) => fullName },
    { name: 'born_on', of: ({ bornOn }) => bornOn },
    { name: 'nationality', of: ({ nationality }) => nationality },
    { name: 'passport_number', of: ({ passportNumber }) => passportNumber },
  ]);
  await insertMany(client, 'population.relation', lines, [
    { name: 'act', of: () => act },
    { name: 'person_number', of: ({ self }) => self },
    { name: 'kind', of: () => 'spouse' },
    { name: 'relative_number', of: ({ other }) => other },
    { name: 'foreigner_id', of: ({ foreignerId }) => foreignerId },
    { name: 'basis', of: () => 'marriage' },
    {
      name: 'valid_during',

      of: ({ marriage }) => `[${marriage.registeredOn},${marriage.endedOn ?? ''})`,
    },
  ]);
}

/** The cards of the living from 14 on: issued soon after the last age of renewal, or when chip cards began. */
async function loadCards(
  client: OwnerClient,
  { people, today }: { people: readonly ExamplePerson[]; today: string },
  act: string,
): Promise<void> {
  const cards = people.flatMap(({ number, bornOn, diedOn }) => {
    const lastRenewal = RENEWAL_AGES.map((age) => yearsAfter(bornOn, age)).findLast((day) => day <= today);
    if (diedOn || !lastRenewal) return [];
    const issuedOn = lastRenewal < CHIP_CARDS_SINCE ? CHIP_CARDS_SINCE : lastRenewal;
    return [{ number, issuedOn, expiresOn: cardExpiresOn({ bornOn, issuedOn }) }];
  });
  await insertMany(client, 'population.identity_document', cards, [
    { name: 'act', of: () => act },
    { name: 'person_number', of: ({ number }) => number },
    {
      name: 'form',

      of: ({ issuedOn }) => (issuedOn < IDENTITY_CARDS_SINCE ? 'citizen-identity-card' : 'identity-card'),
    },
    { name: 'serial', of: ({ number }) => number.slice(3) },
    { name: 'issued_on', of: ({ issuedOn }) => issuedOn },
    { name: 'expires_on', of: ({ expiresOn }) => expiresOn },
    { name: 'state', of: () => 'issued' },
    { name: 'valid_during', of: ({ issuedOn }) => `[${issuedOn},)` },
  ]);
}

const CHIP_CARDS_SINCE = '2021-03-01';
/** The Law on Identity 26/2023/QH15 came into force. */
const IDENTITY_CARDS_SINCE = '2024-07-01';

const SIGNS_OVER_DAYS = 1_400;

/** When the insurance last heard of the living: most lately, some not for years, a few never. */
async function loadSignsOfLife(
  client: OwnerClient,
  { people, today }: { people: readonly ExamplePerson[]; today: string },
  act: string,
): Promise<void> {
  const ageOf = ({ number }: ExamplePerson) => Math.floor((Number(number.slice(-4)) / 10_000) ** 3 * SIGNS_OVER_DAYS);
  const dayBefore = (days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
  const heard = people.filter((one) => !one.diedOn && Number(one.number.slice(-2)) < 95);
  await insertMany(client, 'population.confirmation', heard, [
    { name: 'kind', of: () => person.name },
    { name: 'key', of: ({ number }) => `{${number}}` },
    { name: 'source', of: () => 'insurance' },
    { name: 'fields', of: () => '{diedOn}' },
    { name: 'confirmed_on', of: (one) => dayBefore(ageOf(one)) },
    { name: 'act', of: () => act },
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
