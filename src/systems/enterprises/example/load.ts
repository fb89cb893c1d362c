import { DAYS_TO_PAY_IN } from '../registration/rules.ts';
import { addDays, provincialFinanceCode } from '../../../country/index.ts';
import { type BulkColumn, type OwnerClient, insertMany, namePartsSql } from '../../registry/index.ts';
import { provinceOf } from '../../territories/index.ts';
import { enterprise, householdBusiness, representative } from '../kinds.ts';
import { register } from '../register.ts';
import { type Founder, type MadeEnterprise, makeEnterprises } from './make.ts';

/** So many enterprises, and as many household businesses, the example country has at most. */
const MOST = 300;

/**
 * Puts enterprises of the example country and household businesses into the register, with owners among its people, chains of
 * ownership, and some history; gives those that it made. `founders` are living adults who are no officials. Takes about a tenth of a second.
 */
export async function loadExampleEnterprises(
  client: OwnerClient,
  { founders, today }: { founders: readonly Founder[]; today: string },
): Promise<readonly MadeEnterprise[]> {
  const { enterprises, households, lastSerial } = makeEnterprises(founders, { today, most: MOST });
  if (enterprises.length === 0) return enterprises;
  const act = await importAct(client, enterprises.length + households.length);
  const acted = { name: 'act', of: () => act };
  await insertMany(client, 'enterprises.enterprise_code', enterprises, [
    { name: 'code', of: ({ code }) => code },
    { name: 'units_given', of: ({ branches }) => branches.length },
  ]);
  await client.query(`UPDATE enterprises.code_range SET last_serial = $1`, [lastSerial]);
  const versions = enterprises.flatMap((each) =>
    each.versions.map((version, i) => ({ ...each, ...version, until: each.versions[i + 1]?.from })),
  );
  await insertMany(client, 'enterprises.enterprise', versions, [
    acted,
    { name: 'code', of: ({ code }) => code },
    { name: 'name', of: ({ name }) => name },
    { name: 'legal_form', of: ({ legalForm }) => legalForm },
    { name: 'status', of: ({ status }) => status },
    { name: 'suspended_until', of: ({ suspendedUntil }) => suspendedUntil },
    { name: 'capital', of: ({ capital }) => capital },
    { name: 'founded_on', of: ({ foundedOn }) => foundedOn },
    { name: 'address_line', of: ({ addressLine }) => addressLine },
    { name: 'commune_code', of: ({ communeCode }) => communeCode },
    { name: 'valid_during', of: ({ from, until }) => `[${from},${until ?? ''})` },
  ]);
  const parts = <Part>(of: (each: MadeEnterprise) => readonly Part[]) =>
    enterprises.flatMap((each) =>
      of(each).map((part) => ({ ...part, enterpriseCode: each.code, since: each.foundedOn })),
    );
  const fill = <Part extends { enterpriseCode: string; since: string }>(
    table: string,
    rows: readonly Part[],
    columns: readonly BulkColumn<Part>[],
  ) =>
    insertMany(client, table, rows, [
      acted,
      { name: 'enterprise_code', of: ({ enterpriseCode }) => enterpriseCode },
      { name: 'valid_during', of: ({ since }) => `[${since},)` },
      ...columns,
    ]);
  await fill(
    'enterprises.member_or_shareholder',
    parts(({ holders }) => holders),
    [
      { name: 'holder', of: ({ holder }) => holder },
      { name: 'holder_name', of: ({ holderName }) => holderName },
      { name: 'role', of: ({ role }) => role },
      { name: 'contribution', of: ({ contribution }) => contribution },
      { name: 'paid_in', of: ({ paidIn }) => paidIn },
      { name: 'due_on', of: ({ since }) => addDays(since, DAYS_TO_PAY_IN) },
    ],
  );
  await fill(
    'enterprises.representative',
    parts(({ representatives }) => representatives),
    [
      { name: 'person_number', of: ({ personNumber }) => personNumber },
      { name: 'full_name', of: ({ fullName }) => fullName },
      { name: 'title', of: ({ title }) => title },
    ],
  );
  await fill(
    'enterprises.industry',
    parts(({ industries }) => industries.map((vsicCode, i) => ({ vsicCode, isMain: i === 0 }))),
    [
      { name: 'vsic_code', of: ({ vsicCode }) => vsicCode },
      { name: 'is_main', of: ({ isMain }) => isMain },
    ],
  );
  await fill(
    'enterprises.branch',
    parts(({ branches }) => branches),
    [
      { name: 'code', of: ({ code }) => code },
      { name: 'kind', of: () => 'branch' },
      { name: 'name', of: ({ name }) => name },
      { name: 'address_line', of: ({ addressLine }) => addressLine },
      { name: 'commune_code', of: ({ communeCode }) => communeCode },
      { name: 'head_number', of: ({ head }) => head.number },
      { name: 'head_name', of: ({ head }) => head.fullName },
    ],
  );
  await insertMany(client, 'enterprises.household_business', households, [
    acted,
    { name: 'code', of: ({ owner }) => owner.number },
    { name: 'name', of: ({ name }) => name },
    { name: 'owner_name', of: ({ owner }) => owner.fullName },
    { name: 'status', of: () => 'operating' },
    { name: 'capital', of: ({ capital }) => capital },
    { name: 'vsic_code', of: ({ vsicCode }) => vsicCode },
    { name: 'founded_on', of: ({ foundedOn }) => foundedOn },
    { name: 'address_line', of: ({ owner }) => owner.addressLine },
    { name: 'commune_code', of: ({ owner }) => owner.communeCode },
    { name: 'valid_during', of: ({ foundedOn }) => `[${foundedOn},)` },
  ]);
  await loadFilings(client, enterprises, today);
  for (const sql of [namePartsSql(enterprise), namePartsSql(representative), namePartsSql(householdBusiness)])
    await client.query(sql);
  return enterprises;
}

/** The first registration of each enterprise, as a filing. */
async function loadFilings(client: OwnerClient, enterprises: readonly MadeEnterprise[], today: string): Promise<void> {
  await insertMany(
    client,
    'enterprises.filing',
    enterprises.map((each, i) => ({
      ...each,
      agency: provincialFinanceCode(provinceOf(each.communeCode, today)!.code),
      i,
    })),
    [
      { name: 'id', of: ({ i }) => `00000000-0000-8000-8000-${String(i).padStart(12, '0')}` },
      { name: 'request_key', of: ({ code }) => `example-${code}` },
      { name: 'subject', of: ({ code }) => code },
      { name: 'kind', of: () => 'register' },
      { name: 'effective_on', of: ({ foundedOn }) => foundedOn },
      {
        name: 'number',

        of: ({ agency, foundedOn, i }) => `${agency}/${foundedOn.slice(0, 4)}/M${i + 1}`,
      },
      { name: 'change_number', of: () => 0 },
      { name: 'agency_code', of: ({ agency }) => agency },
      { name: 'agency_name', of: () => 'Cơ quan đăng ký kinh doanh' },
      { name: 'official', of: () => ({ kind: 'machine' }) },
    ],
  );
}

async function importAct(client: OwnerClient, count: number): Promise<string> {
  const { rows } = await client.query<{ position: string }>(
    `INSERT INTO enterprises.act (kind, act, fields, reason, source, done_by)
     VALUES ('enterprise', 'import', $1, 'Dữ liệu mẫu', $2, $3) RETURNING position`,
    [
      Object.keys(enterprise.fields),
      { kind: 'example', number: `${count}` },
      { agencyCode: register.owner.code, agencyName: register.owner.name, actor: { kind: 'machine' } },
    ],
  );
  return rows[0]!.position;
}
