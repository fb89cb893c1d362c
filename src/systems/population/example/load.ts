import type {
  ExampleForeigner,
  ExampleHousehold,
  ExampleMarriage,
  ExamplePerson,
} from '../../../country/example/model.ts';
import { newReadableCode } from '../../../kernel/ids.ts';
import { type FilledTable, type OwnerClient, filledTable, insertRows, namePartsSql } from '../../registry/index.ts';
import { RENEWAL_AGES, cardExpiresOn, yearsAfter } from '../document/rules.ts';
import { person } from '../kinds.ts';
import { register } from '../register.ts';

/** People of the example country with their households and marriages. Parents come before or with their children, heads with their households. */
export interface ExamplePeople {
  people: readonly ExamplePerson[];
  households: readonly ExampleHousehold[];
  marriages?: readonly ExampleMarriage[];
  today: string;
}

/** Puts people of the example country and their households into the register. Much faster with all people of a family at once. */
export async function loadExamplePeople(client: OwnerClient, country: ExamplePeople): Promise<void> {
  const act = await exampleAct(client, country.people.length);
  for (const table of [...peopleRows(country, act), ...attestedRows(country, act)]) await insertRows(client, table);
}

/** Puts in what agencies attest of people who are in the register already: identity cards, and when the insurance last heard of them. */
export async function loadExampleAttested(client: OwnerClient, country: ExamplePeople): Promise<void> {
  const act = await exampleAct(client, country.people.length);
  for (const table of attestedRows(country, act)) await insertRows(client, table);
}

/** The act on which rows of so many people rest. */
export async function exampleAct(client: OwnerClient, people: number): Promise<string> {
  const { rows } = await client.query<{ position: string }>(
    `INSERT INTO population.act (kind, act, fields, reason, source, done_by)
     VALUES ('person', 'import', $1, 'Dữ liệu mẫu', $2, $3) RETURNING position`,
    [
      Object.keys(person.fields),
      { kind: 'example', number: `${people}` },
      { agencyCode: register.owner.code, agencyName: register.owner.name, actor: { kind: 'machine' } },
    ],
  );
  return rows[0]!.position;
}

/** Who people are, whose, and where they live: rows in the order in which tables refer to each other. */
export function peopleRows(country: ExamplePeople, act: string): FilledTable[] {
  const { people } = country;
  return [
    filledTable('population.personal_number', people, [{ name: 'number', of: ({ number }) => number }]),
    filledTable('population.person', people, [
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
    ]),
    ...relationRows(country, act),
    ...homeRows(country, act),
  ];
}

const attestedRows = (country: ExamplePeople, act: string): FilledTable[] => [
  signRows(country, act),
  cardRows(country, act),
];

const FOREIGNER_CHARACTERS = 10;

/** Parents, and a line of each spouse who has a number; foreign spouses are entered as foreigners. */
function relationRows({ people, marriages = [] }: ExamplePeople, act: string): FilledTable[] {
  const foreigners: (ExampleForeigner & { id: string })[] = [];
  const lines: Relation[] = [];
  for (const { number, bornOn, motherNumber, fatherNumber } of people) {
    const during = `[${bornOn},)`;
    if (motherNumber) lines.push({ of: number, kind: 'mother', to: motherNumber, basis: 'birth', during });
    if (fatherNumber) lines.push({ of: number, kind: 'father', to: fatherNumber, basis: 'birth', during });
  }
  for (const { husbandNumber, wifeNumber, foreignSpouse, registeredOn, endedOn = '' } of marriages) {
    const foreignerId = foreignSpouse && `NN-${newReadableCode(FOREIGNER_CHARACTERS)}`;
    if (foreignSpouse) foreigners.push({ ...foreignSpouse, id: foreignerId! });
    const line = { kind: 'spouse', basis: 'marriage', during: `[${registeredOn},${endedOn})` };
    if (husbandNumber) lines.push({ ...line, of: husbandNumber, to: wifeNumber, foreignerId });
    if (wifeNumber) lines.push({ ...line, of: wifeNumber, to: husbandNumber, foreignerId });
  }
  return [
    filledTable('population.foreigner', foreigners, [
      { name: 'act', of: () => act },
      { name: 'id', of: ({ id }) => id },
      { name: 'valid_during', of: ({ bornOn }) => `[${bornOn},)` },
      { name: 'full_name', of: ({ fullName }) => fullName },
      { name: 'born_on', of: ({ bornOn }) => bornOn },
      { name: 'nationality', of: ({ nationality }) => nationality },
      { name: 'passport_number', of: ({ passportNumber }) => passportNumber },
    ]),
    filledTable('population.relation', lines, [
      { name: 'act', of: () => act },
      { name: 'person_number', of: ({ of }) => of },
      { name: 'kind', of: ({ kind }) => kind },
      { name: 'relative_number', of: ({ to }) => to },
      { name: 'foreigner_id', of: ({ foreignerId }) => foreignerId },
      { name: 'basis', of: ({ basis }) => basis },
      { name: 'valid_during', of: ({ during }) => during },
    ]),
  ];
}

/** What one person is to another, or to a foreigner. */
interface Relation {
  of: string;
  kind: string;
  to?: string | undefined;
  foreignerId?: string | undefined;
  basis: string;
  during: string;
}

/** Households, and who lives in them. */
function homeRows({ households, today }: ExamplePeople, act: string): FilledTable[] {
  const homes: (ExampleHousehold & { begun: string })[] = [];
  const members: { number: string; relation: string; household: string; from: string }[] = [];
  for (const home of households) {
    let begun: string | undefined;
    for (const { number, bornOn, relation } of home.members) {
      const from = since(bornOn, today);
      if (begun === undefined || from < begun) begun = from;
      members.push({ number, relation, household: home.id, from });
    }
    homes.push({ ...home, begun: begun ?? TWO_LEVELS_SINCE });
  }
  return [
    filledTable('population.household', homes, [
      { name: 'act', of: () => act },
      { name: 'valid_during', of: ({ begun }) => `[${begun},)` },
      { name: 'id', of: ({ id }) => id },
      { name: 'head_number', of: ({ headNumber }) => headNumber },
      { name: 'commune_code', of: ({ communeCode }) => communeCode },
      { name: 'address_line', of: ({ addressLine }) => addressLine },
    ]),
    filledTable('population.residence', members, [
      { name: 'act', of: () => act },
      { name: 'person_number', of: ({ number }) => number },
      { name: 'valid_during', of: ({ from }) => `[${from},)` },
      { name: 'household_id', of: ({ household }) => household },
      { name: 'relation', of: ({ relation }) => relation },
    ]),
  ];
}

/** The cards of the living from 14 on: issued soon after the last age of renewal, or when chip cards began. */
function cardRows({ people, today }: ExamplePeople, act: string): FilledTable {
  const cards = people.flatMap(({ number, bornOn, diedOn }) => {
    const lastRenewal = RENEWAL_AGES.map((age) => yearsAfter(bornOn, age)).findLast((day) => day <= today);
    if (diedOn || !lastRenewal) return [];
    const issuedOn = lastRenewal < CHIP_CARDS_SINCE ? CHIP_CARDS_SINCE : lastRenewal;
    return [{ number, issuedOn, expiresOn: cardExpiresOn({ bornOn, issuedOn }) }];
  });
  return filledTable('population.identity_document', cards, [
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
function signRows({ people, today }: ExamplePeople, act: string): FilledTable {
  const ageOf = ({ number }: ExamplePerson) => Math.floor((Number(number.slice(-4)) / 10_000) ** 3 * SIGNS_OVER_DAYS);
  const dayBefore = (days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
  const heard = people.filter((one) => !one.diedOn && Number(one.number.slice(-2)) < 95);
  return filledTable('population.confirmation', heard, [
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

/** The same from counts that were made while the people were; these must be all of them. */
export async function saveExampleNameParts(
  client: OwnerClient,
  parts: readonly (readonly [part: string, count: number])[],
): Promise<void> {
  await client.query('DELETE FROM population.name_part WHERE kind = $1', [person.name]);
  await client.query(
    'INSERT INTO population.name_part (kind, part, count) SELECT $1, * FROM unnest($2::text[], $3::bigint[])',
    [person.name, parts.map(([part]) => part), parts.map(([, count]) => count)],
  );
}
