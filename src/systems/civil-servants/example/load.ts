import { createHash } from 'node:crypto';
import { communeCommitteeCode } from '../../../country/index.ts';
import type { ExampleOfficial, ExamplePerson } from '../../../country/example/model.ts';
import { type OwnerClient, insertMany, namePartsSql } from '../../registry/index.ts';
import type { POSITION_GROUPS, POWERS } from '../choices.ts';
import { servant } from '../kinds.ts';
import { register } from '../register.ts';

/** The positions of a commune's committee in the example. */
const POSITIONS = [
  {
    code: 'VT001',
    title: 'Chủ tịch Ủy ban nhân dân',
    category: 'leadership',
    grade: '01.002',
    limit: 1,
    power: 'committee-chair',
  },
  {
    code: 'VT002',
    title: 'Tư pháp – hộ tịch',
    category: 'professional',
    grade: '01.003',
    limit: 3,
    power: 'civil-status-officer',
  },
  {
    code: 'VT004',
    title: 'Phó Chủ tịch Ủy ban nhân dân',
    category: 'leadership',
    grade: '01.002',
    limit: 2,
    power: 'committee-deputy-chair',
  },
  { code: 'VT003', title: 'Văn phòng – thống kê', category: 'professional', grade: '01.003', limit: 2, power: null },
] as const satisfies readonly {
  code: string;
  title: string;
  category: keyof typeof POSITION_GROUPS;
  grade: string;
  limit: number;
  power: keyof typeof POWERS | null;
}[];

/** The two-level country has had its positions since then. */
const SINCE = '2025-07-01';

/**
 * Puts the officials of the communes of the example country into the register: their positions, grades and steps. What they
 * may do the directory of organisations knows already.
 */
export async function loadExampleServants(
  client: OwnerClient,
  officials: readonly ExampleOfficial[],
  personOf: (number: string) => ExamplePerson | undefined,
): Promise<void> {
  const held = officials.flatMap(({ post, communeCode, provinceCode, personNumber }) => {
    const position = POSITIONS.find(({ power }) => power === post);
    const person = personOf(personNumber);
    return position && communeCode && person
      ? [{ person, position, agencyCode: communeCommitteeCode(communeCode, provinceCode) }]
      : [];
  });
  const agencies = [...new Set(held.map(({ agencyCode }) => agencyCode))];
  const { rows } = await client.query<{ position: string }>(
    `INSERT INTO civil_servants.act (kind, act, fields, reason, source, done_by)
     VALUES ('servant', 'import', '{}', 'Dữ liệu mẫu', $1, $2) RETURNING position`,
    [
      { kind: 'example', number: `${held.length}` },
      { agencyCode: register.owner.code, agencyName: register.owner.name, actor: { kind: 'machine' } },
    ],
  );
  const act = { name: 'act', of: () => rows[0]!.position };
  const always = { name: 'valid_during', of: () => `[${SINCE},)` };
  const positions = agencies.flatMap((agencyCode) => POSITIONS.map((position) => ({ agencyCode, ...position })));
  await insertMany(client, 'civil_servants.position', positions, [
    act,
    always,
    { name: 'agency_code', of: ({ agencyCode }) => agencyCode },
    { name: 'code', of: ({ code }) => code },
    { name: 'title', of: ({ title }) => title },
    { name: 'category', of: ({ category }) => category },
    { name: 'grade_code', of: ({ grade }) => grade },
    { name: 'staff_limit', of: ({ limit }) => limit },
    { name: 'power', of: ({ power }) => power },
  ]);
  await insertMany(client, 'civil_servants.servant', held, [
    act,
    always,
    { name: 'number', of: ({ person }) => person.number },
    { name: 'full_name', of: ({ person }) => person.fullName },
    { name: 'sex', of: ({ person }) => person.sex },
    { name: 'born_on', of: ({ person }) => person.bornOn },
    {
      name: 'employment',

      of: ({ position }) => (position.category === 'leadership' ? 'cadre' : 'civil-servant'),
    },
    { name: 'agency_code', of: ({ agencyCode }) => agencyCode },
  ]);
  await insertMany(client, 'civil_servants.appointment', held, [
    act,
    always,
    { name: 'id', of: ({ person }) => idOf(person.number) },
    { name: 'number', of: ({ person }) => person.number },
    { name: 'agency_code', of: ({ agencyCode }) => agencyCode },
    { name: 'position_code', of: ({ position }) => position.code },
    { name: 'manner', of: () => 'appointed' },
  ]);
  await insertMany(client, 'civil_servants.salary_step', held, [
    act,
    always,
    { name: 'number', of: ({ person }) => person.number },
    { name: 'grade_code', of: ({ position }) => position.grade },
    { name: 'step', of: ({ person }) => 1 + (Number(person.number.slice(-2)) % 6) },
    {
      name: 'counted_from',

      of: ({ person }) =>
        `202${4 + (Number(person.number.slice(-1)) % 2)}-0${1 + (Number(person.number.slice(-3)) % 9)}-01`,
    },
  ]);
  await client.query(namePartsSql(servant));
}

/** The same id at every making of the example. A UUID version 8 (RFC 9562 §5.8). */
function idOf(number: string): string {
  const hex = createHash('sha256').update(`example appointment ${number}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
