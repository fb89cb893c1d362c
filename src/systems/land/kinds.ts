/**
 * What the land register holds, in the classes of ISO 19152-1:2024 (LADM): parties, parcels, administrative units, rights,
 * restrictions, responsibilities, sources and certificates. Each by version in both times.
 */
import { type Field, type RecordKind, choice, code, date, defineKind, text, whole } from '../registry/index.ts';
import { LAND_USES, PUBLIC_USES } from './land-use-codes.ts';

const system = 'land';
const PARCEL_CODE = '[0-9bcdefghjkmnpqrstuvwxyz]{12}';
const RECORD_CODE = '[0-9A-Z]{10}';
/** A personal number, a tax code, two numbers of a couple, or a code of our own. */
const PARTY_CODE = '[0-9A-Z][0-9A-Z.+-]{8,39}';
/** 1,000 km² in square decimetres: no parcel is larger. */
const MOST_AREA_DM2 = 100_000_000_000;
const MOST_AMOUNT_VND = 1_000_000_000_000_000;

type Options = Pick<Field, 'title' | 'disclosure' | 'halfLife_days' | 'least' | 'most'>;
const large = (options: Options): Field<number> => ({ ...options, column: 'bigint' });
const largeIfKnown = (options: Options): Field<number | null> => ({ ...options, column: 'bigint', optional: true });

/** Rings of a polygon on the millimetre grid: the outer one first, each a list of [east, north]. */
export type Rings = [east: number, north: number][][];

/** The first parcel of a unit: which commune a record about the unit belongs to. */
const unitsParcel = (table: string): string =>
  `LEFT JOIN LATERAL (SELECT commune_code FROM spatial_unit WHERE spatial_unit.ba_unit = ${table}.${table === 'ba_unit' ? 'code' : 'ba_unit'}
    AND spatial_unit.valid_during @> :today ORDER BY code LIMIT 1) parcel ON true`;

const unitTitle = { vi: 'Đơn vị đăng ký', en: 'Administrative unit' };
const baUnitField = () => code({ title: unitTitle, pattern: PARCEL_CODE });
const shareFields = {
  shareNumerator: whole({
    title: { vi: 'Phần quyền: tử số', en: 'Share: numerator' },
    least: 1,
    most: 1_000_000,
  }),
  shareDenominator: whole({
    title: { vi: 'Phần quyền: mẫu số', en: 'Share: denominator' },
    least: 1,
    most: 1_000_000,
  }),
};

/** LA_Party: who can have a right in land (Land Law art. 4). */
export const party = defineKind({
  system,
  name: 'party',
  title: { vi: 'Người sử dụng đất', en: 'Party' },
  key: ['code'],
  people: ['personalNumber'],
  fields: {
    code: code({ title: { vi: 'Mã', en: 'Code' }, pattern: PARTY_CODE }),
    form: choice({
      title: { vi: 'Đối tượng', en: 'Kind of party' },
      choices: {
        person: { vi: 'Cá nhân', en: 'Person' },
        couple: { vi: 'Vợ chồng', en: 'Married couple' },
        household: { vi: 'Hộ gia đình', en: 'Household' },
        group: { vi: 'Nhóm người sử dụng đất', en: 'Group' },
        enterprise: { vi: 'Tổ chức kinh tế', en: 'Enterprise' },
        bank: { vi: 'Tổ chức tín dụng', en: 'Bank' },
        agency: { vi: 'Cơ quan nhà nước', en: 'Public agency' },
      },
    }),
    name: text({ title: { vi: 'Tên', en: 'Name' }, longest: 300, halfLife_days: 3_650 }),
    personalNumber: code({
      title: { vi: 'Số định danh cá nhân', en: 'Personal number' },
      pattern: '\\d{12}',
      optional: true,
      disclosure: 'protected',
    }),
  },
  indexed: [['personalNumber']],
  names: ['name'],
  checks: [`(form = 'person') OR personal_number IS NULL`],
  rules: [
    {
      name: 'owner_number_missing',
      title: { vi: 'Người sử dụng đất chưa có số định danh', en: 'The land user has no personal number' },
      dimension: 'sufficient',
      severity: 'error',
      holds: `form <> 'person' OR personal_number IS NOT NULL`,
    },
    {
      name: 'name_not_clean',
      title: { vi: 'Tên có dấu cách thừa hoặc chữ số', en: 'Name with stray spaces or digits' },
      dimension: 'clean',
      severity: 'warning',
      holds: `form <> 'person' OR (name !~ '\\s\\s|^\\s|\\s$|[0-9]' AND name IS NFC NORMALIZED)`,
    },
  ],
});

/** LA_PartyMember: who belongs to a couple, a household or a group, and with what share, where they have shares. */
export const partyMember = defineKind({
  system,
  name: 'party_member',
  title: { vi: 'Thành viên của nhóm', en: 'Member of a group' },
  key: ['groupCode', 'memberCode'],
  fields: {
    groupCode: code({ title: { vi: 'Nhóm', en: 'Group' }, pattern: PARTY_CODE }),
    memberCode: code({ title: { vi: 'Thành viên', en: 'Member' }, pattern: PARTY_CODE }),
  },
  references: [
    { fields: ['groupCode'], to: 'party' },
    { fields: ['memberCode'], to: 'party' },
  ],
  indexed: [['memberCode']],
});

/** LA_BAUnit: what one certificate is about: one parcel, or several with the same rights. */
export const baUnit = defineKind({
  system,
  name: 'ba_unit',
  title: unitTitle,
  key: ['code'],
  fields: {
    code: baUnitField(),
    certificate: code({
      title: { vi: 'Số phát hành giấy chứng nhận', en: 'Serial of the certificate' },
      pattern: '[A-Z]{2}\\d{8}',
      optional: true,
    }),
  },
  territory: { column: 'parcel.commune_code', joins: unitsParcel('ba_unit') },
  rules: [
    {
      name: 'no_certificate',
      title: { vi: 'Chưa cấp giấy chứng nhận', en: 'No certificate has been issued' },
      dimension: 'sufficient',
      severity: 'warning',
      holds: 'certificate IS NOT NULL',
    },
  ],
});

/** LA_SpatialUnit: a parcel as it lies on the map of VN-2000. Its position in WGS84 follows from its code and its outline. */
export const spatialUnit = defineKind({
  system,
  name: 'spatial_unit',
  title: { vi: 'Thửa đất', en: 'Parcel' },
  key: ['code'],
  fields: {
    code: code({ title: { vi: 'Mã định danh thửa đất', en: 'Parcel code' }, pattern: PARCEL_CODE }),
    communeCode: code({ title: { vi: 'Xã, phường (mã)', en: 'Commune (code)' }, pattern: '\\d{5}' }),
    communeListOn: date({
      title: { vi: 'Danh mục đơn vị hành chính ngày', en: 'List of communes of' },
    }),
    sheet: whole({ title: { vi: 'Tờ bản đồ số', en: 'Map sheet' }, least: 1, most: 9_999 }),
    number: whole({ title: { vi: 'Thửa đất số', en: 'Parcel number' }, least: 1, most: 999_999 }),
    meridian_minutes: whole({
      title: { vi: 'Kinh tuyến trục (phút)', en: 'Central meridian (minutes)' },
      least: 6_120,
      most: 6_570,
    }),
    rings: { title: { vi: 'Đường ranh giới', en: 'Outline' }, column: 'jsonb' } as Field<Rings>,
    landUse: choice({ title: { vi: 'Loại đất', en: 'Kind of land' }, choices: LAND_USES }),
    areaLegal_dm2: large({
      title: { vi: 'Diện tích pháp lý (dm²)', en: 'Legal area (dm²)' },
      least: 1,
      most: MOST_AREA_DM2,
    }),
    areaMeasured_dm2: large({
      title: { vi: 'Diện tích đo đạc (dm²)', en: 'Measured area (dm²)' },
      least: 1,
      most: MOST_AREA_DM2,
    }),
    address: text({ title: { vi: 'Địa chỉ thửa đất', en: 'Address' }, optional: true }),
    baUnit: code({ title: unitTitle, pattern: PARCEL_CODE, optional: true }),
    west_mm: large({ title: { vi: 'Cạnh tây', en: 'West edge' } }),
    south_mm: large({ title: { vi: 'Cạnh nam', en: 'South edge' } }),
    east_mm: large({ title: { vi: 'Cạnh đông', en: 'East edge' } }),
    north_mm: large({ title: { vi: 'Cạnh bắc', en: 'North edge' } }),
  },
  references: [{ fields: ['baUnit'], to: 'ba_unit' }],
  indexed: [['communeCode', 'sheet', 'number'], ['baUnit']],
  checks: ['west_mm < east_mm', 'south_mm < north_mm'],
  territory: 'communeCode',
  rules: [
    {
      name: 'area_difference',
      title: {
        vi: 'Diện tích trên giấy lệch hơn 2% so với đo đạc',
        en: 'Legal and measured area differ by more than 2 %',
      },
      dimension: 'correct',
      severity: 'warning',
      holds: 'abs(area_legal_dm2 - area_measured_dm2) * 50 <= area_measured_dm2',
    },
    {
      name: 'commune_of_old_list',
      title: { vi: 'Mã xã theo danh mục trước 01/07/2025', en: 'Commune code of the list before 1 July 2025' },
      dimension: 'live',
      severity: 'error',
      holds: `commune_list_on >= '2025-07-01' OR upper(valid_during) <= '2025-07-01'`,
    },
    {
      name: 'not_registered',
      title: { vi: 'Thửa đất chưa đăng ký', en: 'The parcel has not been registered' },
      dimension: 'sufficient',
      severity: 'warning',
      holds: `ba_unit IS NOT NULL OR land_use IN (${PUBLIC_USES.map((use) => `'${use}'`).join(', ')})`,
    },
  ],
});

/** LA_Right: the land-use right of a party in a unit (Land Law art. 26). The shares in a unit sum to one on every day. */
export const landRight = defineKind({
  system,
  name: 'land_right',
  title: { vi: 'Quyền sử dụng đất', en: 'Land-use right' },
  key: ['code'],
  fields: {
    code: code({ title: { vi: 'Mã', en: 'Code' }, pattern: RECORD_CODE }),
    baUnit: baUnitField(),
    party: code({ title: { vi: 'Người sử dụng đất', en: 'Land user' }, pattern: PARTY_CODE }),
    ...shareFields,
    origin: choice({
      title: { vi: 'Nguồn gốc sử dụng', en: 'Origin of the use' },
      choices: {
        'DG-KTT': { vi: 'Nhà nước giao đất không thu tiền', en: 'Allocated by the State without fee' },
        'DG-CTT': { vi: 'Nhà nước giao đất có thu tiền', en: 'Allocated by the State for a fee' },
        'DT-TML': { vi: 'Nhà nước cho thuê, trả tiền một lần', en: 'Leased by the State, paid at once' },
        'DT-THN': { vi: 'Nhà nước cho thuê, trả tiền hằng năm', en: 'Leased by the State, paid yearly' },
        'CNQ-KTT': { vi: 'Công nhận quyền, không thu tiền', en: 'Recognised without fee' },
        'CNQ-CTT': { vi: 'Công nhận quyền, có thu tiền', en: 'Recognised for a fee' },
        NCN: { vi: 'Nhận chuyển nhượng', en: 'Bought' },
        NTC: { vi: 'Nhận tặng cho', en: 'Given' },
        NTK: { vi: 'Nhận thừa kế', en: 'Inherited' },
        NCD: { vi: 'Nhận chuyển đổi', en: 'Exchanged' },
        NGV: { vi: 'Nhận góp vốn', en: 'Contributed as capital' },
        NBA: { vi: 'Theo bản án, kết quả thi hành án, đấu giá', en: 'By judgment, enforcement or auction' },
      },
    }),
    property: choice({
      title: { vi: 'Chế độ tài sản vợ chồng', en: 'Property between spouses' },
      choices: {
        common: { vi: 'Tài sản chung', en: 'Common' },
        separate: { vi: 'Tài sản riêng', en: 'Separate' },
      },
    }),
    termUntil: date({ title: { vi: 'Thời hạn sử dụng đến', en: 'Term until' }, optional: true }),
  },
  references: [
    { fields: ['baUnit'], to: 'ba_unit' },
    { fields: ['party'], to: 'party' },
  ],
  indexed: [['baUnit'], ['party']],
  checks: ['share_numerator <= share_denominator'],
  territory: { column: 'parcel.commune_code', joins: unitsParcel('land_right') },
  rules: [
    {
      name: 'term_over',
      title: { vi: 'Thời hạn sử dụng đất đã hết', en: 'The term of the right is over' },
      dimension: 'live',
      severity: 'error',
      moment: 'stock',
      broken: 'land_right.term_until <= :today',
    },
  ],
});

/** LA_Restriction: what takes from the right: mortgage, seizure, easement, planning. */
export const restriction = defineKind({
  system,
  name: 'restriction',
  title: { vi: 'Hạn chế quyền', en: 'Restriction' },
  key: ['code'],
  fields: {
    code: code({ title: { vi: 'Mã', en: 'Code' }, pattern: RECORD_CODE }),
    baUnit: baUnitField(),
    form: choice({
      title: { vi: 'Loại', en: 'Kind' },
      choices: {
        mortgage: { vi: 'Thế chấp', en: 'Mortgage' },
        seizure: { vi: 'Kê biên, ngăn chặn giao dịch', en: 'Seizure' },
        easement: { vi: 'Quyền đối với thửa đất liền kề', en: 'Easement' },
        planning: { vi: 'Quy hoạch, hành lang an toàn', en: 'Planning or safety corridor' },
      },
    }),
    rank: whole({ title: { vi: 'Thứ tự ưu tiên', en: 'Rank' }, optional: true, least: 1, most: 9 }),
    party: code({ title: { vi: 'Bên có quyền', en: 'In favour of' }, pattern: PARTY_CODE, optional: true }),
    amount_vnd: largeIfKnown({
      title: { vi: 'Giá trị bảo đảm (đồng)', en: 'Secured amount (VND)' },
      least: 1,
      most: MOST_AMOUNT_VND,
      disclosure: 'protected',
    }),
    content: text({ title: { vi: 'Nội dung', en: 'Content' }, longest: 1_000 }),
  },
  references: [
    { fields: ['baUnit'], to: 'ba_unit' },
    { fields: ['party'], to: 'party' },
  ],
  indexed: [['baUnit'], ['party']],
  checks: [`(form = 'mortgage') = (rank IS NOT NULL)`, `form <> 'mortgage' OR party IS NOT NULL`],
});

/** LA_Responsibility: what must be done by who has the right. */
export const responsibility = defineKind({
  system,
  name: 'responsibility',
  title: { vi: 'Nghĩa vụ', en: 'Responsibility' },
  key: ['code'],
  fields: {
    code: code({ title: { vi: 'Mã', en: 'Code' }, pattern: RECORD_CODE }),
    baUnit: baUnitField(),
    form: choice({
      title: { vi: 'Loại', en: 'Kind' },
      choices: {
        financial: { vi: 'Ghi nợ nghĩa vụ tài chính', en: 'Financial obligation owed' },
        upkeep: { vi: 'Giữ gìn mốc giới, hành lang', en: 'Upkeep of marks and corridors' },
      },
    }),
    amount_vnd: largeIfKnown({
      title: { vi: 'Số tiền (đồng)', en: 'Amount (VND)' },
      least: 1,
      most: MOST_AMOUNT_VND,
      disclosure: 'protected',
    }),
    content: text({ title: { vi: 'Nội dung', en: 'Content' }, longest: 1_000 }),
  },
  references: [{ fields: ['baUnit'], to: 'ba_unit' }],
  indexed: [['baUnit']],
});

/** LA_AdministrativeSource: the paper that an act rests on. It stays when the unit has ended. */
export const administrativeSource = defineKind({
  system,
  name: 'administrative_source',
  title: { vi: 'Giấy tờ làm căn cứ', en: 'Source document' },
  key: ['code'],
  fields: {
    code: code({ title: { vi: 'Mã', en: 'Code' }, pattern: RECORD_CODE }),
    baUnit: baUnitField(),
    form: choice({
      title: { vi: 'Loại', en: 'Kind' },
      choices: {
        application: { vi: 'Đơn đăng ký', en: 'Application' },
        contract: { vi: 'Hợp đồng công chứng, chứng thực', en: 'Notarised contract' },
        inheritance: { vi: 'Văn bản phân chia di sản', en: 'Division of an estate' },
        decision: { vi: 'Quyết định hành chính', en: 'Administrative decision' },
        judgment: { vi: 'Bản án, quyết định của Tòa án', en: 'Judgment' },
        enforcement: { vi: 'Quyết định thi hành án', en: 'Decision of enforcement' },
        survey: { vi: 'Kết quả đo đạc, mảnh trích đo', en: 'Survey' },
        minutes: { vi: 'Biên bản', en: 'Minutes' },
      },
    }),
    number: text({ title: { vi: 'Số', en: 'Number' }, longest: 100 }),
    issuedOn: date({ title: { vi: 'Ngày', en: 'Date' }, optional: true }),
    issuer: text({ title: { vi: 'Nơi lập', en: 'Issuer' }, optional: true }),
  },
  indexed: [['baUnit']],
});

/** The certificate of land-use right (Land Law art. 134): valid from the day it is issued until it is invalidated. */
export const certificate = defineKind({
  system,
  name: 'certificate',
  title: { vi: 'Giấy chứng nhận quyền sử dụng đất', en: 'Certificate of land-use right' },
  key: ['serial'],
  fields: {
    serial: code({ title: { vi: 'Số phát hành', en: 'Serial' }, pattern: '[A-Z]{2}\\d{8}' }),
    baUnit: baUnitField(),
    bookNumber: code({ title: { vi: 'Số vào sổ cấp giấy', en: 'Book number' }, pattern: '[A-Z]{2}\\d{5,7}' }),
    issuer: text({ title: { vi: 'Nơi cấp', en: 'Issuer' } }),
    verificationCode: code({ title: { vi: 'Mã kiểm tra', en: 'Verification code' }, pattern: '[A-Z0-9]{12}' }),
    content: { title: { vi: 'Nội dung giấy', en: 'What it says' }, column: 'jsonb' } as Field<Record<string, unknown>>,
  },
  references: [{ fields: ['baUnit'], to: 'ba_unit' }],
  indexed: [['baUnit'], ['verificationCode']],
});

/** What one version of a kind says. */
export type Said<Kind> = Kind extends RecordKind<infer Values, infer _Key> ? Values : never;
