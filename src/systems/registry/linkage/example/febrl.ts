import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bilingual } from '../../../../kernel/text.ts';
import type { LinkageDefinition } from '../comparison.ts';
import { civilDay, identifier, likeText } from '../field-comparators.ts';
import type { Link } from '../linkage.ts';
import { nameInAnyOrder, personName } from '../person-name.ts';

/** A record of FEBRL set 4: Australians whom the data set's authors made up, and the same with errors. */
export type FebrlRecord = Readonly<Record<string, string | undefined>>;

export interface FebrlSets {
  first: FebrlRecord[];
  second: FebrlRecord[];
  isMatch: (link: Link) => boolean;
  matches: number;
}

/** Reads set 4 from a folder with `dataset4a.csv` and `dataset4b.csv`; undefined when they are not there. */
export function readFebrl4(folder: string): FebrlSets | undefined {
  const files = ['dataset4a.csv', 'dataset4b.csv'].map((name) => join(folder, name));
  if (!files.every((file) => existsSync(file))) return undefined;
  const [first, second] = files.map(readRows) as [FebrlRecord[], FebrlRecord[]];
  const person = (row: FebrlRecord) => row.rec_id?.split('-')[1];
  const people = new Set(first.map(person));
  return {
    first,
    second,
    isMatch: ({ one, other }) => person(first[one]!) === person(second[other]!),
    matches: second.filter((row) => people.has(person(row))).length,
  };
}

function readRows(file: string): FebrlRecord[] {
  const [head, ...rows] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(',').map((cell) => cell.trim()));
  return rows.map((cells) => Object.fromEntries(head!.map((name, at) => [name, cells[at] || undefined])));
}

const field = (name: string, title: Bilingual) => ({ name, title, read: (row: FebrlRecord) => row[name] });
const keyOf = (...parts: (string | undefined)[]) => (parts.includes(undefined) ? undefined : parts.join('|'));

/** How the records of the set are linked. Nothing here was learnt from the truth. */
export const febrlLinkage: LinkageDefinition<FebrlRecord> = {
  name: 'febrl',
  comparators: [
    personName(({ surname, given_name }) => ({ family: surname, given: given_name })),
    likeText(field('address_1', { vi: 'Đường', en: 'Street' })),
    likeText(field('address_2', { vi: 'Địa chỉ thêm', en: 'Further address' })),
    likeText(field('suburb', { vi: 'Khu', en: 'Suburb' })),
    likeText(field('state', { vi: 'Bang', en: 'State' })),
    identifier(field('street_number', { vi: 'Số nhà', en: 'House number' })),
    identifier(field('postcode', { vi: 'Mã bưu chính', en: 'Postcode' })),
    civilDay(field('date_of_birth', { vi: 'Ngày sinh', en: 'Date of birth' })),
    identifier(field('soc_sec_id', { vi: 'Số an sinh xã hội', en: 'Social security number' })),
  ],
  blocking: [
    { name: 'number', key: ({ soc_sec_id }) => soc_sec_id },
    { name: 'birth-date', key: ({ date_of_birth }) => date_of_birth },
    {
      name: 'name',
      key: ({ given_name, surname }) => nameInAnyOrder([given_name, surname].filter(Boolean).join(' ')) || undefined,
    },
    { name: 'house', key: ({ postcode, street_number }) => keyOf(postcode, street_number) },
    { name: 'suburb-and-given-name', key: ({ suburb, given_name }) => keyOf(suburb, given_name?.slice(0, 2)) },
    { name: 'street', key: ({ address_1 }) => address_1 },
  ],
};
