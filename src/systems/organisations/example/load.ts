import { createHash } from 'node:crypto';
import type pg from 'pg';
import {
  CENTRAL_AGENCIES,
  PROVINCES,
  SOCIAL_INSURANCE_CODE,
  communeCommitteeCode,
  communePoliceCode,
  hospitalCode,
  landRegistrationOfficeCode,
  parentAgencyCode,
  provincialCommitteeCode,
  provincialFinanceCode,
  provincialInsuranceCode,
} from '../../../country/index.ts';
import type { ExampleOfficial, ExamplePlace } from '../../../country/example/model.ts';
import type { Bilingual } from '../../../kernel/text.ts';
import { type AgencyKind, agencyNameOf, communeInNames, provinceInNames } from '../rules.ts';

/** The day since which there are 34 provinces and no districts (Resolution 202/2025/QH15). */
const TWO_LEVELS_SINCE = '2025-07-01';
/** The day since which social insurance belongs to the Ministry of Finance (Decree 29/2025/NĐ-CP). */
const INSURANCE_WITH_FINANCE_SINCE = '2025-03-01';
const PORTAL_CODE = 'G22';

/** Owners of systems that are not in the country's table yet, by their level-1 code. */
const OTHER_MINISTRIES: readonly (readonly [string, Bilingual])[] = [
  ['G02', { vi: 'Bộ Công Thương', en: 'Ministry of Industry and Trade' }],
  ['G03', { vi: 'Bộ Giáo dục và Đào tạo', en: 'Ministry of Education and Training' }],
  ['G06', { vi: 'Bộ Khoa học và Công nghệ', en: 'Ministry of Science and Technology' }],
  ['G09', { vi: 'Bộ Nội vụ', en: 'Ministry of Home Affairs' }],
  ['G10', { vi: 'Bộ Nông nghiệp và Môi trường', en: 'Ministry of Agriculture and Environment' }],
];

interface AgencyRow {
  code: string;
  kind: AgencyKind;
  name: Bilingual;
  parent: string | undefined;
  territory: string | undefined;
  /** Undefined: older than our record. */
  since: string | undefined;
}

/**
 * Loads the agencies of the whole country and the posts of the example's officials with the owner's rights.
 * To be called once, on an empty database. `places` are all communes; `hospitals` adds those that no official works at.
 */
export async function loadExampleOrganisations(
  owner: pg.Client,
  example: {
    places: readonly ExamplePlace[];
    officials: readonly ExampleOfficial[];
    hospitals?: readonly { provinceCode: string; serial: number }[];
  },
): Promise<void> {
  const hospitals = [
    ...(example.hospitals ?? []),
    ...example.officials.flatMap(({ provinceCode, hospitalSerial }) =>
      hospitalSerial === undefined ? [] : [{ provinceCode, serial: hospitalSerial }],
    ),
  ];
  const agencies = [
    ...centralAgencies(),
    ...provincialAgencies(),
    ...example.places.flatMap(communeAgencies),
    ...new Map(
      hospitals.map((hospital) => [`${hospital.provinceCode} ${hospital.serial}`, hospitalOf(hospital)]),
    ).values(),
  ];
  await owner.query(
    `INSERT INTO organisations.agency (code, kind, name_vi, name_en, parent_code, territory_code, valid_during)
     SELECT code, kind, name_vi, name_en, parent_code, territory_code, daterange(since::date, NULL)
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
         AS given (code, kind, name_vi, name_en, parent_code, territory_code, since)`,
    [
      agencies.map(({ code }) => code),
      agencies.map(({ kind }) => kind),
      agencies.map(({ name }) => name.vi),
      agencies.map(({ name }) => name.en),
      agencies.map(({ parent }) => parent),
      agencies.map(({ territory }) => territory),
      agencies.map(({ since }) => since),
    ],
  );
  const numbers = [...new Set(example.officials.map(({ personNumber }) => personNumber))];
  await owner.query(
    `INSERT INTO organisations.official (id, personal_number) SELECT id, personal_number
       FROM unnest($1::uuid[], $2::text[]) AS given (id, personal_number)`,
    [numbers.map(officialIdOf), numbers],
  );
  await owner.query(
    `INSERT INTO organisations.appointment (official_id, role, agency_code, valid_during)
     SELECT official_id, role, agency_code, daterange($4::date, NULL)
       FROM unnest($1::uuid[], $2::text[], $3::text[]) AS given (official_id, role, agency_code)`,
    [
      example.officials.map(({ personNumber }) => officialIdOf(personNumber)),
      example.officials.map(({ post }) => post),
      example.officials.map(agencyOf),
      TWO_LEVELS_SINCE,
    ],
  );
  await owner.query('ANALYZE organisations.agency, organisations.official, organisations.appointment');
}

function centralAgencies(): AgencyRow[] {
  const ministries = [...CENTRAL_AGENCIES, ...OTHER_MINISTRIES.filter(([code]) => !CENTRAL_AGENCIES.has(code))];
  return [
    ...ministries.map(([code, name]): AgencyRow => ({
      code,
      kind: code === PORTAL_CODE ? 'portal' : 'ministry',
      name,
      parent: undefined,
      territory: undefined,
      since: undefined,
    })),
    {
      code: SOCIAL_INSURANCE_CODE,
      kind: 'national-insurance',
      name: { vi: 'Bảo hiểm xã hội Việt Nam', en: 'Vietnam Social Security' },
      parent: parentAgencyCode(SOCIAL_INSURANCE_CODE),
      territory: undefined,
      since: INSURANCE_WITH_FINANCE_SINCE,
    },
  ];
}

function provincialAgencies(): AgencyRow[] {
  return [...PROVINCES.values()].flatMap(({ code: territory, name }): AgencyRow[] => {
    const place = provinceInNames(territory, name);
    return [
      {
        code: provincialCommitteeCode(territory),
        kind: 'provincial-committee',
        name: agencyNameOf('provincial-committee', place),
        parent: undefined,
        territory,
        since: TWO_LEVELS_SINCE,
      },
      {
        code: provincialInsuranceCode(territory),
        kind: 'provincial-insurance',
        name: agencyNameOf('provincial-insurance', place),
        parent: SOCIAL_INSURANCE_CODE,
        territory,
        since: TWO_LEVELS_SINCE,
      },
      {
        code: provincialFinanceCode(territory),
        kind: 'provincial-finance',
        name: agencyNameOf('provincial-finance', place),
        parent: provincialCommitteeCode(territory),
        territory,
        since: TWO_LEVELS_SINCE,
      },
      {
        code: landRegistrationOfficeCode(territory),
        kind: 'land-registration-office',
        name: agencyNameOf('land-registration-office', place),
        parent: provincialCommitteeCode(territory),
        territory,
        since: TWO_LEVELS_SINCE,
      },
    ];
  });
}

function communeAgencies({ communeCode: territory, communeName, provinceCode }: ExamplePlace): AgencyRow[] {
  const place = communeInNames(communeName);
  return [
    {
      code: communeCommitteeCode(territory, provinceCode),
      kind: 'commune-committee',
      name: agencyNameOf('commune-committee', place),
      parent: provincialCommitteeCode(provinceCode),
      territory,
      since: TWO_LEVELS_SINCE,
    },
    {
      code: communePoliceCode(territory, provinceCode),
      kind: 'commune-police',
      name: agencyNameOf('commune-police', place),
      parent: 'G01',
      territory,
      since: TWO_LEVELS_SINCE,
    },
  ];
}

/** What a hospital of the example is called. The name says that there is none such: `mẫu` is a sample. */
export function exampleHospitalName(provinceCode: string, serial: number): Bilingual {
  const place = provinceInNames(provinceCode, PROVINCES.get(provinceCode)!.name);
  return {
    vi: `Bệnh viện Phụ sản Mẫu số ${serial} ${place.vi}`,
    en: `Sample Maternity Hospital No. ${serial} of ${place.en}`,
  };
}

function hospitalOf({ provinceCode, serial }: { provinceCode: string; serial: number }): AgencyRow {
  return {
    code: hospitalCode(provinceCode, serial),
    kind: 'hospital',
    name: exampleHospitalName(provinceCode, serial),
    parent: provincialCommitteeCode(provinceCode),
    territory: provinceCode,
    since: undefined,
  };
}

function agencyOf(official: ExampleOfficial): string {
  const { post, provinceCode, communeCode, hospitalSerial } = official;
  switch (post) {
    case 'committee-chair':
    case 'committee-deputy-chair':
    case 'civil-status-officer':
    case 'household-business-officer':
      return communeCommitteeCode(String(communeCode), provinceCode);
    case 'police-residence-officer':
      return communePoliceCode(String(communeCode), provinceCode);
    case 'insurance-officer':
      return provincialInsuranceCode(provinceCode);
    case 'business-registration-officer':
      return provincialFinanceCode(provinceCode);
    case 'personnel-officer':
      return provincialCommitteeCode(provinceCode);
    case 'data-steward':
    case 'public-finance-officer':
    case 'seal-keeper':
    case 'identity-officer':
    case 'legal-drafting-officer':
    case 'trust-services-administrator':
      return String(official.ministryCode);
    case 'land-registration-officer':
      return landRegistrationOfficeCode(provinceCode);
    case 'midwife':
      return hospitalCode(provinceCode, Number(hospitalSerial));
  }
}

/** The same id at every making of the example, so that the same input gives the same country. A UUID version 8 (RFC 9562 §5.8). */
function officialIdOf(personalNumber: string): string {
  const hex = createHash('sha256').update(`example official ${personalNumber}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
