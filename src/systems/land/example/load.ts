import { Random } from '../../../country/example/random.ts';
import { landRegistrationOfficeCode } from '../../../country/index.ts';
import { type OwnerClient, insertMany, namePartsSql } from '../../registry/index.ts';
import { contentOf } from '../certificate/content.ts';
import { mergeUnits } from '../geometry/sheet-changes.ts';
import type { SpatialUnit, SpatialUnitGroup } from '../geometry/spatial-unit.ts';
import { party, spatialUnit } from '../kinds.ts';
import { PUBLIC_USES } from '../land-use-codes.ts';
import { type Parcel, ringsToStore, shapeToStore } from '../parcel/outline.ts';
import { register } from '../register.ts';
import { groupCode, groupName } from '../rights/parties.ts';
import type { RightRow } from '../rights/rules.ts';
import { exampleSheet } from './cadastre.ts';

/** Somebody of the example country who can own land. */
export interface ExampleLandUser {
  number: string;
  fullName: string;
  sex: 'male' | 'female';
  bornOn: string;
}

/** A commune of the example with those who may own land in it: one who lives alone, or a couple. */
export interface ExampleCommune {
  provinceCode: string;
  provinceName: string;
  communeCode: string;
  users: readonly (readonly [ExampleLandUser] | readonly [ExampleLandUser, ExampleLandUser])[];
}

const PARCELS_A_COMMUNE = 170;
/** So many parcels were one with their neighbour before. */
const SPLITS = 3;
const SPLIT_ON = '2024-03-15';
const SURVEYED_ON = '2010-01-01';
const LIST_OF_TODAY = '2025-07-01';
const OLDEST = '1945-09-02';
const BANK = { code: '0100112437', name: 'Ngân hàng TMCP Mẫu' };
const COURT = { code: '000.TH.A01', name: 'Thi hành án dân sự Mẫu' };

interface Rows {
  parties: Map<string, { code: string; form: string; name: string; personalNumber: string | null; from: string }>;
  members: Map<string, { group: string; member: string }>;
  units: { code: string; from: string; until: string | null; certificate: string }[];
  parcels: { parcel: Parcel; unit: string | null; from: string; until: string | null; list: string }[];
  rights: { right: RightRow; from: string; until: string | null }[];
  restrictions: {
    unit: string;
    form: string;
    rank: number | null;
    party: string | null;
    amount_vnd: number | null;
    content: string;
    from: string;
  }[];
  certificates: {
    serial: string;
    unit: string;
    bookNumber: string;
    issuer: string;
    from: string;
    until: string | null;
    content: unknown;
  }[];
  lineage: { parent: string; child: string; area_m2: number }[];
}

/** Fills the land register with the parcels of a few communes, whose they are, and some of their past. About 0.2 s. */
export async function loadExampleLand(
  client: OwnerClient,
  example: { communes: readonly ExampleCommune[]; today: string },
): Promise<void> {
  const rows: Rows = {
    parties: new Map(),
    members: new Map(),
    units: [],
    parcels: [],
    rights: [],
    restrictions: [],
    certificates: [],
    lineage: [],
  };
  const sheets = example.communes.map((commune) => {
    const sheet = exampleSheet({ ...commune, parcels: PARCELS_A_COMMUNE });
    fillCommune(rows, commune, sheet, example.today);
    return { commune, sheet };
  });
  const { rows: acts } = await client.query<{ position: string }>(
    `INSERT INTO land.act (kind, act, fields, reason, source, done_by)
     VALUES ('spatial_unit', 'import', $1, 'Dữ liệu mẫu', $2, $3) RETURNING position`,
    [
      Object.keys(spatialUnit.fields),
      { kind: 'example', number: String(rows.parcels.length) },
      { agencyCode: register.owner.code, agencyName: register.owner.name, actor: { kind: 'machine' } },
    ],
  );
  await watchShares(client, false);
  await insertRows(client, rows, acts[0]!.position);
  await watchShares(client, true);
  await insertMany(client, 'land.map_sheet', sheets, [
    { name: 'commune_code', of: ({ commune }) => commune.communeCode },
    { name: 'sheet', of: () => 1 },
    { name: 'meridian_minutes', of: ({ sheet }) => Math.round(sheet.meridian * 60) },
    { name: 'scale', of: () => 500 },
    { name: 'boundary', of: ({ sheet }) => ringsToStore(sheet.boundary) },
    { name: 'last_number', of: ({ sheet }) => sheet.units.length + SPLITS },
  ]);
  const books = Map.groupBy(rows.certificates, ({ issuer }) => issuer);
  const offices = new Map(example.communes.map((each) => [officeOf(each).name, officeOf(each).code]));
  await insertMany(
    client,
    'land.certificate_book',
    [...books],
    [
      { name: 'agency_code', of: ([name]) => offices.get(name) },
      { name: 'last_number', of: ([, issued]) => issued.length },
    ],
  );
  await client.query(`SELECT setval('land.certificate_serial', $1)`, [rows.certificates.length]);
  await assertOneHolder(client);
  await client.query(namePartsSql(party));
}

/** The tables that the law of whole shares watches row by row: a quarter of the time of filling them. */
const WATCHED = ['land.land_right', 'land.ba_unit'] as const;

async function watchShares(client: OwnerClient, watched: boolean): Promise<void> {
  const turn = watched ? 'ENABLE' : 'DISABLE';
  for (const table of WATCHED) await client.query(`ALTER TABLE ${table} ${turn} TRIGGER shares_are_whole`);
}

/** The same law in one statement, for units that one party has whole at a time: throws when a day has none or two. */
async function assertOneHolder(client: OwnerClient): Promise<void> {
  const { rows } = await client.query<{ code: string }>(`SELECT u.code FROM land.ba_unit u
      LEFT JOIN land.land_right r ON r.ba_unit = u.code
    GROUP BY u.code, u.valid_during
    HAVING range_agg(r.valid_during) IS DISTINCT FROM u.valid_during::datemultirange
      OR bool_or(r.share_numerator <> r.share_denominator)
      OR count(*) <> 1 + count(*) FILTER (WHERE NOT upper_inf(r.valid_during))`);
  if (rows.length > 0) throw new Error(`the example gives ${rows[0]!.code} not whole to one holder at a time`);
}

function officeOf({ provinceCode, provinceName }: ExampleCommune): { code: string; name: string } {
  return { code: landRegistrationOfficeCode(provinceCode), name: `Văn phòng đăng ký đất đai ${provinceName}` };
}

function fillCommune(rows: Rows, commune: ExampleCommune, sheet: SpatialUnitGroup, today: string): void {
  const random = new Random(19152, Number(commune.communeCode));
  const isPublic = new Set<string>([...PUBLIC_USES, 'TSN']);
  const before = earlierParcels(sheet);
  let user = 0;
  for (const unit of sheet.units) {
    const parcel = parcelOf(commune, sheet, unit);
    const was = before.get(unit.code);
    const from = was ? SPLIT_ON : SURVEYED_ON;
    const isOld = random.next() < 0.02;
    const isUnregistered = isPublic.has(parcel.landUse) || commune.users.length === 0 || random.next() < 0.06;
    if (isUnregistered) {
      rows.parcels.push({ parcel, unit: null, from, until: null, list: isOld ? '2013-01-01' : LIST_OF_TODAY });
      continue;
    }
    if (random.next() < 0.04) parcel.areaLegal_dm2 = Math.round(parcel.areaLegal_dm2 * (1.03 + random.next() * 0.05));
    const holders = commune.users[user++ % commune.users.length]!;
    const holder = enterParty(rows, holders, random.next() < 0.03);
    const since = was ? SPLIT_ON : dayBetween(random, 2012, 2024);
    rows.parcels.push({ parcel, unit: parcel.code, from, until: null, list: isOld ? '2013-01-01' : LIST_OF_TODAY });
    const earlier = !was && commune.users.length > 1 && random.next() < 0.25;
    const previous = earlier ? enterParty(rows, commune.users[(user + 7) % commune.users.length]!, false) : undefined;
    const boughtOn = previous && previous.code !== holder.code ? dayAfter(random, since, today) : undefined;
    if (boughtOn)
      rows.rights.push({ right: rightOf(random, parcel.code, previous!, 'CNQ-CTT'), from: since, until: boughtOn });
    const right = rightOf(random, parcel.code, holder, boughtOn ? 'NCN' : was ? 'NTC' : 'CNQ-CTT');
    rows.rights.push({ right, from: boughtOn ?? since, until: null });
    addRestriction(rows, random, parcel.code, boughtOn ?? since);
    const serial = serialOf(rows.certificates.length + 1);
    issue(rows, commune, { parcel, right, serial, from: boughtOn ?? since });
    rows.units.push({ code: parcel.code, from: since, until: null, certificate: serial });
  }
  for (const { merged, children } of new Set(before.values())) {
    const parcel = { ...parcelOf(commune, sheet, merged), number: children[0]!.number! + 5_000 };
    rows.parcels.push({ parcel, unit: null, from: SURVEYED_ON, until: SPLIT_ON, list: '2013-01-01' });
    for (const { code, area_m2 } of children) rows.lineage.push({ parent: merged.code, child: code, area_m2 });
  }
}

/** A few pairs of neighbouring lots that were one parcel until some years ago, by the code of either. */
function earlierParcels(
  sheet: SpatialUnitGroup,
): Map<string, { merged: SpatialUnit; children: readonly SpatialUnit[] }> {
  const found = new Map<string, { merged: SpatialUnit; children: readonly SpatialUnit[] }>();
  for (let i = 10; i + 1 < sheet.units.length && found.size < 2 * SPLITS; i += 9) {
    const children = [sheet.units[i]!, sheet.units[i + 1]!];
    if (children.some(({ landUse }) => landUse !== 'ODT')) continue;
    try {
      const [merged] = mergeUnits(sheet, { codes: children.map(({ code }) => code) }).created;
      const earlier = { merged: merged!, children };
      for (const { code } of children) found.set(code, earlier);
    } catch {
      // The last lot of one row and the first of the next do not touch.
    }
  }
  return found;
}

function parcelOf(commune: ExampleCommune, sheet: SpatialUnitGroup, unit: SpatialUnit): Parcel {
  const { rings, areaMeasured_dm2 } = shapeToStore(unit.polygon);
  return {
    code: unit.code,
    communeCode: commune.communeCode,
    sheet: 1,
    number: unit.number ?? 0,
    meridian_minutes: Math.round(sheet.meridian * 60),
    rings,
    landUse: unit.landUse ?? 'ODT',
    areaLegal_dm2: areaMeasured_dm2,
    areaMeasured_dm2,
    address: null,
    baUnit: unit.code,
    validFrom: SURVEYED_ON,
    faults: [],
  };
}

function enterParty(rows: Rows, people: ExampleCommune['users'][number], isWithoutNumber: boolean) {
  const members = people.map(({ number, fullName, sex, bornOn }) => ({ code: number, name: fullName, sex, bornOn }));
  const [one] = members;
  if (isWithoutNumber) {
    const unknown = {
      code: `X-${one!.code}`,
      form: 'person',
      name: one!.name,
      personalNumber: null,
      from: one!.bornOn,
    };
    rows.parties.set(unknown.code, unknown);
    return { ...unknown, people: [] as string[] };
  }
  for (const { code, name, bornOn } of members)
    rows.parties.set(code, { code, form: 'person', name, personalNumber: code, from: bornOn });
  if (members.length === 1) return { ...rows.parties.get(one!.code)!, people: [one!.code] };
  const couple = {
    code: groupCode('couple', members),
    form: 'couple',
    name: groupName('couple', members),
    personalNumber: null,
    from: OLDEST,
  };
  rows.parties.set(couple.code, couple);
  for (const { code } of members) rows.members.set(`${couple.code} ${code}`, { group: couple.code, member: code });
  return { ...couple, people: members.map(({ code }) => code).sort() };
}

const CODE_LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const recordCode = (random: Random): string =>
  Array.from({ length: 10 }, () => CODE_LETTERS[Math.floor(random.next() * CODE_LETTERS.length)]).join('');
const serialOf = (serial: number): string => `AA${String(serial).padStart(8, '0')}`;

function dayBetween(random: Random, first: number, last: number): string {
  const year = first + Math.floor(random.next() * (last - first));
  const [month, day] = [1 + Math.floor(random.next() * 12), 1 + Math.floor(random.next() * 28)];
  return [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

function dayAfter(random: Random, since: string, today: string): string {
  const at = dayBetween(random, Number(since.slice(0, 4)) + 1, Number(today.slice(0, 4)));
  return at < today ? at : today;
}

function rightOf(
  random: Random,
  unit: string,
  holder: { code: string; name: string; form: string; people: string[] },
  origin: string,
): RightRow {
  return {
    code: recordCode(random),
    baUnit: unit,
    party: holder.code,
    partyName: holder.name,
    partyForm: holder.form,
    people: holder.people,
    shareNumerator: 1,
    shareDenominator: 1,
    origin,
    property: 'common',
    termUntil: null,
    validFrom: '',
    validUntil: null,
  };
}

function addRestriction(rows: Rows, random: Random, unit: string, since: string): void {
  const chance = random.next();
  const from = since > '2024-06-01' ? since : '2024-06-01';
  if (chance < 0.12) {
    rows.parties.set(BANK.code, { ...BANK, form: 'bank', personalNumber: null, from: OLDEST });
    const amount_vnd = (1 + Math.floor(random.next() * 40)) * 100_000_000;
    const content = 'Thế chấp theo hợp đồng vay mua nhà';
    rows.restrictions.push({ unit, form: 'mortgage', rank: 1, party: BANK.code, amount_vnd, content, from });
  } else if (chance < 0.14) {
    rows.parties.set(COURT.code, { ...COURT, form: 'agency', personalNumber: null, from: OLDEST });
    const content = 'Kê biên bảo đảm thi hành án';
    rows.restrictions.push({ unit, form: 'seizure', rank: null, party: COURT.code, amount_vnd: null, content, from });
  }
}

function issue(
  rows: Rows,
  commune: ExampleCommune,
  { parcel, right, serial, from }: { parcel: Parcel; right: RightRow; serial: string; from: string },
): void {
  const office = officeOf(commune);
  const bookNumber = `VP${String(rows.certificates.length + 1).padStart(5, '0')}`;
  const head = { serial, bookNumber, issuedOn: from, issuer: office, signer: { post: '', name: '' } };
  const state = { parcels: [parcel], rights: [right], restrictions: [], responsibilities: [] };
  const content = contentOf(state, head, LIST_OF_TODAY);
  rows.certificates.push({ serial, unit: parcel.code, bookNumber, issuer: office.name, from, until: null, content });
}

const during = ({ from, until }: { from: string; until: string | null }): string => `[${from},${until ?? ''})`;

async function insertRows(client: OwnerClient, rows: Rows, act: string): Promise<void> {
  const byAct = { name: 'act', of: () => act };
  await insertMany(
    client,
    'land.party',
    [...rows.parties.values()],
    [
      byAct,
      { name: 'code', of: ({ code }) => code },
      { name: 'form', of: ({ form }) => form },
      { name: 'name', of: ({ name }) => name },
      { name: 'personal_number', of: ({ personalNumber }) => personalNumber },
      { name: 'valid_during', of: ({ from }) => `[${from},)` },
    ],
  );
  await insertMany(
    client,
    'land.party_member',
    [...rows.members.values()],
    [
      byAct,
      { name: 'group_code', of: ({ group }) => group },
      { name: 'member_code', of: ({ member }) => member },
      { name: 'valid_during', of: ({ member }) => `[${laterOf(rows.parties.get(member)!.from)},)` },
    ],
  );
  await insertMany<Rows['units'][number]>(client, 'land.ba_unit', rows.units, [
    byAct,
    { name: 'code', of: ({ code }) => code },
    { name: 'certificate', of: ({ certificate }) => certificate },
    { name: 'valid_during', of: during },
  ]);
  await insertMany<Rows['parcels'][number]>(client, 'land.spatial_unit', versionsOf(rows), [
    byAct,
    { name: 'code', of: ({ parcel }) => parcel.code },
    { name: 'commune_code', of: ({ parcel }) => parcel.communeCode },
    { name: 'commune_list_on', of: ({ list }) => list },
    { name: 'sheet', of: ({ parcel }) => parcel.sheet },
    { name: 'number', of: ({ parcel }) => parcel.number },
    { name: 'meridian_minutes', of: ({ parcel }) => parcel.meridian_minutes },
    { name: 'rings', of: ({ parcel }) => parcel.rings },
    { name: 'land_use', of: ({ parcel }) => parcel.landUse },
    { name: 'area_legal_dm2', of: ({ parcel }) => parcel.areaLegal_dm2 },
    { name: 'area_measured_dm2', of: ({ parcel }) => parcel.areaMeasured_dm2 },
    { name: 'ba_unit', of: ({ unit }) => unit },
    ...(['west', 'south', 'east', 'north'] as const).map((side) => ({
      name: `${side}_mm`,

      of: ({ parcel }: { parcel: Parcel }) => edgeOf(parcel, side),
    })),
    { name: 'valid_during', of: during },
  ]);
  await insertMany<Rows['rights'][number]>(client, 'land.land_right', rows.rights, [
    byAct,
    { name: 'code', of: ({ right }) => right.code },
    { name: 'ba_unit', of: ({ right }) => right.baUnit },
    { name: 'party', of: ({ right }) => right.party },
    { name: 'share_numerator', of: ({ right }) => right.shareNumerator },
    { name: 'share_denominator', of: ({ right }) => right.shareDenominator },
    { name: 'origin', of: ({ right }) => right.origin },
    { name: 'property', of: ({ right }) => right.property },
    { name: 'valid_during', of: during },
  ]);
  const random = new Random(19152, rows.restrictions.length);
  await insertMany(client, 'land.restriction', rows.restrictions, [
    byAct,
    { name: 'code', of: () => recordCode(random) },
    { name: 'ba_unit', of: ({ unit }) => unit },
    { name: 'form', of: ({ form }) => form },
    { name: 'rank', of: ({ rank }) => rank },
    { name: 'party', of: (row) => row.party },
    { name: 'amount_vnd', of: (row) => row.amount_vnd },
    { name: 'content', of: ({ content }) => content },
    { name: 'valid_during', of: ({ from }) => `[${from},)` },
  ]);
  await insertMany<Rows['certificates'][number]>(client, 'land.certificate', rows.certificates, [
    byAct,
    { name: 'serial', of: ({ serial }) => serial },
    { name: 'ba_unit', of: ({ unit }) => unit },
    { name: 'book_number', of: ({ bookNumber }) => bookNumber },
    { name: 'issuer', of: ({ issuer }) => issuer },
    { name: 'verification_code', of: ({ serial }) => `${recordCode(random)}${serial.slice(-2)}` },
    { name: 'content', of: ({ content }) => content },
    { name: 'valid_during', of: during },
  ]);
  await insertMany(client, 'land.parcel_lineage', rows.lineage, [
    { name: 'parent_code', of: ({ parent }) => parent },
    { name: 'child_code', of: ({ child }) => child },
    { name: 'changed_on', of: () => SPLIT_ON },
    { name: 'area_dm2', of: ({ area_m2 }) => Math.round(area_m2 * 100) },
    { name: 'registration_id', of: () => '00000000-0000-8000-8000-000000000000' },
  ]);
}

const laterOf = (day: string): string => (day > OLDEST ? day : OLDEST);

/** A parcel is on the map before its unit is registered: then it has a version without one. */
function versionsOf({ parcels, units }: Rows): Rows['parcels'] {
  const since = new Map(units.map(({ code, from }) => [code, from]));
  return parcels.flatMap((row) => {
    const registered = row.unit === null ? undefined : since.get(row.unit)!;
    if (registered === undefined || registered <= row.from) return [row];
    return [
      { ...row, unit: null, until: registered },
      { ...row, from: registered },
    ];
  });
}

function edgeOf({ rings }: Parcel, side: 'west' | 'south' | 'east' | 'north'): number {
  const values = rings[0]!.map(([east, north]) => (side === 'west' || side === 'east' ? east : north));
  return side === 'west' || side === 'south' ? Math.min(...values) : Math.max(...values);
}
