import { type OwnerClient, insertMany } from '../../bulk/insert-many.ts';
import { code, date, defineKind, tableSql, text } from '../../kind/index.ts';
import { exampleLinkage, registerWithDuplicates } from '../../linkage/example/vietnam.ts';
import { type Linking, defineLinking } from '../linking.ts';

/** People as a register keeps them, in a schema for trials: some are entered twice, the second time with a clerk's errors. */
export const listedPerson = defineKind({
  system: 'registry',
  name: 'listed_person',
  title: { vi: 'Người', en: 'Person' },
  key: ['number'],
  fields: {
    number: code({ title: { vi: 'số', en: 'number' }, pattern: '\\d{8}' }),
    fullName: text({ title: { vi: 'tên', en: 'name' } }),
    sex: text({ title: { vi: 'giới tính', en: 'sex' }, optional: true }),
    bornOn: date({ title: { vi: 'ngày sinh', en: 'born on' } }),
    home: text({ title: { vi: 'nơi ở', en: 'home' }, optional: true }),
  },
});

/** How they are compared: the number of the register is none that a clerk could have copied. */
export const listedLinking: Linking = defineLinking(listedPerson, {
  definition: exampleLinkage(),
  rowOf: ({ fullName, sex, bornOn, home }) => ({
    fullName,
    bornOn,
    sex: sex ?? undefined,
    place: home ?? undefined,
  }),
});

/** Makes the tables of a register for them. */
export async function makeListedPeople(client: OwnerClient): Promise<void> {
  await client.query(`SELECT registry.equip('registry'); ${tableSql(listedPerson)}`);
}

const AT_ONCE = 20_000;

/** Fills it; the answer is which person each record is, by the record's number. */
export async function loadListedPeople(
  client: OwnerClient,
  { records, seed = 1 }: { records: number; seed?: number },
): Promise<Map<string, number>> {
  const { rows } = await client.query<{ position: string }>(
    `INSERT INTO registry.act (kind, act, fields, reason, source, done_by) VALUES ('listed_person', 'import', '{}', 'trial', '{}', '{}')
     RETURNING position`,
  );
  const people = new Map<string, number>();
  let part: { number: string; entry: { fullName: string; sex?: string; bornOn: string; place?: string } }[] = [];
  const load = async () => {
    await insertMany(client, 'registry.listed_person', part, [
      { name: 'number', of: ({ number }) => number },
      { name: 'full_name', of: ({ entry }) => entry.fullName },
      { name: 'sex', of: ({ entry }) => entry.sex },
      { name: 'born_on', of: ({ entry }) => entry.bornOn },
      { name: 'home', of: ({ entry }) => entry.place },
      { name: 'valid_during', of: ({ entry }) => `[${entry.bornOn},)` },
      { name: 'act', of: () => rows[0]!.position },
    ]);
    part = [];
  };
  for (const { entry, person } of registerWithDuplicates({ records, seed })) {
    const number = String(people.size).padStart(8, '0');
    people.set(number, person);
    part.push({ number, entry });
    if (part.length === AT_ONCE) await load();
  }
  await load();
  return people;
}
