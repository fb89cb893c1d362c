import { clerkList } from '../../../country/example/clerk-errors.ts';
import type { ExamplePerson } from '../../../country/example/model.ts';
import { newPersonalNumber } from '../../../country/index.ts';
import { type OwnerClient, insertMany } from '../../registry/index.ts';
import { person } from '../kinds.ts';
import { register } from '../register.ts';

/** One of so many people was entered twice; not more than so many in all. */
const ONE_IN = 1_500;
const MOST = 40;
/** Numbers of the second entries end with 99 and what follows, which in a small country the first entries have not come to. */
const FIRST_SERIAL = 990_000;
/** In a large one some of them have: then it is the next that is free. */
const TRIES = 5;

/**
 * Enters a few people a second time, as it happened when paper books were typed in: under another number, with the errors that clerks
 * make. So the stewards of an example country have something to review.
 */
export async function loadExampleDuplicates(client: OwnerClient, people: readonly ExamplePerson[]): Promise<void> {
  const twice = people.filter((_, i) => i % ONE_IN === ONE_IN - 1).slice(0, MOST);
  if (twice.length === 0) return;
  const places = (communeCode: string) => ({ now: communeCode, before: [] });
  const list = [...clerkList({ people: twice, places, share: 1 })];
  const numbersOf = list.map(({ entry: { bornOn }, person: at }, i) => {
    const birth = { provinceCode: provinceOf(twice[at]!), sex: twice[at]!.sex, bornOn };
    return Array.from({ length: TRIES }, (_, n) => newPersonalNumber(birth, FIRST_SERIAL + i + n * MOST));
  });
  const taken = await numbersTaken(client, numbersOf.flat());
  const entries = list.map(({ entry, person: at }, i) => {
    const { sex, ethnicGroup, nationality, hometown } = twice[at]!;
    const { fullName, bornOn } = entry;
    const number = numbersOf[i]!.find((one) => !taken.has(one))!;
    return { number, fullName, bornOn, sex, ethnicGroup, nationality, hometown };
  });
  await insertMany(client, 'population.personal_number', entries, [{ name: 'number', of: ({ number }) => number }]);
  const { rows } = await client.query<{ position: string }>(
    `INSERT INTO population.act (kind, act, fields, reason, source, done_by)
     VALUES ('person', 'import', $1, 'Nhập từ sổ hộ khẩu giấy', $2, $3) RETURNING position`,
    [
      Object.keys(person.fields),
      { kind: 'example', number: 'SHK' },
      { agencyCode: register.owner.code, agencyName: register.owner.name, actor: { kind: 'machine' } },
    ],
  );
  await insertMany(client, 'population.person', entries, [
    { name: 'act', of: () => rows[0]!.position },
    { name: 'number', of: ({ number }) => number },
    { name: 'valid_during', of: ({ bornOn }) => `[${bornOn},)` },
    { name: 'full_name', of: ({ fullName }) => fullName },
    { name: 'sex', of: ({ sex }) => sex },
    { name: 'born_on', of: ({ bornOn }) => bornOn },
    { name: 'ethnic_group', of: ({ ethnicGroup }) => ethnicGroup },
    { name: 'nationality', of: ({ nationality }) => nationality },
    { name: 'hometown', of: ({ hometown }) => hometown },
  ]);
}

/** The province in a number: its second and third digit. */
const provinceOf = ({ number }: ExamplePerson): string => number.slice(1, 3);

async function numbersTaken(client: OwnerClient, numbers: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ number: string }>(
    'SELECT number FROM population.personal_number WHERE number = ANY ($1)',
    [numbers],
  );
  return new Set(rows.map(({ number }) => number));
}
