import {
  BUDGET_ITEM_CODE,
  BUDGET_LEVELS,
  BUDGET_UNIT_CODE,
  CHAPTER_RANGES,
  SECTOR_CODE,
  budgetItemName,
  chapterName,
  sectorName,
} from '../../country/index.ts';
import type { Language } from '../../kernel/text.ts';
import { amount, choice, code, date, defineKind, text, whole } from '../registry/index.ts';
import { ASSET_CLASSES, ASSET_USES, DISPOSALS, RESULT_STATES, SCOPES, UNIT_KINDS, UNIT_LEVELS } from './choices.ts';

const system = 'public-finance';
const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
export const AGENCY = '[A-Y]\\d{2}(\\.[0-9A-Z]+)*';
export const ASSET_CODE = 'TS\\d{10}';

const id = () => code({ title: { vi: 'mã bản ghi', en: 'record id' }, pattern: UUID, disclosure: 'basic' });
const unitCode = (title: { vi: string; en: string }) =>
  code({ title, pattern: BUDGET_UNIT_CODE, example: '1053629', disclosure: 'open' });
const vnd = (title: { vi: string; en: string }) => amount({ title, least: 0, disclosure: 'open' });
const namedBy =
  (nameOf: (code: string) => { vi: string; en: string } | undefined) =>
  (value: string, language: Language): string | undefined =>
    nameOf(value)?.[language];

const chapterChecks = Object.entries(CHAPTER_RANGES).map(
  ([level, [from, to]]) => `(budget_level = '${level}' AND chapter BETWEEN '${from}' AND '${to}')`,
);

/** A unit that has to do with the State budget, from the day its code was given to the day it was closed. */
export const budgetUnit = defineKind({
  system,
  name: 'budget_unit',
  title: { vi: 'Đơn vị có quan hệ với ngân sách', en: 'Budget unit' },
  key: ['code'],
  fields: {
    code: unitCode({ vi: 'mã số đơn vị', en: 'unit code' }),
    name: text({ title: { vi: 'tên đơn vị', en: 'name' }, longest: 300, disclosure: 'open' }),
    parentCode: code({
      title: { vi: 'đơn vị dự toán cấp trên', en: 'superior unit' },
      pattern: BUDGET_UNIT_CODE,
      optional: true,
      disclosure: 'open',
    }),
    level: whole({
      title: { vi: 'cấp dự toán (1 đến 4)', en: 'level of the unit (1 to 4)' },
      least: UNIT_LEVELS.highest,
      most: UNIT_LEVELS.lowest,
      disclosure: 'open',
    }),
    budgetLevel: choice({
      title: { vi: 'cấp ngân sách', en: 'budget' },
      choices: BUDGET_LEVELS,
      disclosure: 'open',
    }),
    chapter: code({
      title: { vi: 'chương', en: 'chapter' },
      pattern: '\\d{3}',
      disclosure: 'open',
      nameOf: namedBy(chapterName),
    }),
    kind: choice({ title: { vi: 'loại đơn vị', en: 'kind of unit' }, choices: UNIT_KINDS, disclosure: 'open' }),
    agencyCode: code({
      title: { vi: 'mã định danh cơ quan', en: 'agency code' },
      pattern: AGENCY,
      longest: 35,
      optional: true,
      disclosure: 'open',
    }),
    communeCode: code({
      title: { vi: 'xã, phường nơi đặt trụ sở', en: 'commune of its seat' },
      pattern: '\\d{5}',
      optional: true,
      disclosure: 'open',
    }),
  },
  names: ['name'],
  indexed: [['parentCode'], ['agencyCode']],
  // No key of the database, so that a whole tree of units can come in one file; the migration's trigger demands the superior.
  mentions: [{ fields: ['parentCode'], to: 'budget_unit' }],
  checks: [`(level = ${UNIT_LEVELS.highest}) = (parent_code IS NULL)`, chapterChecks.join(' OR ')],
  territory: 'communeCode',
  agency: 'agencyCode',
  rules: [
    {
      name: 'district_after_reform',
      title: { vi: 'Ngân sách cấp huyện không còn từ 1/7/2025', en: 'There are no district budgets since 1 July 2025' },
      dimension: 'correct',
      severity: 'error',
      holds: `budget_level <> 'district' OR coalesce(upper(valid_during) <= '2025-07-01'::date, false)`,
    },
    {
      name: 'no_agency',
      title: { vi: 'Chưa gắn với cơ quan, tổ chức', en: 'Not linked with an organisation' },
      dimension: 'sufficient',
      severity: 'warning',
      holds: `agency_code IS NOT NULL OR kind NOT IN ('administration', 'public-service')`,
    },
    {
      name: 'agency_twice',
      title: {
        vi: 'Một cơ quan có hai mã đơn vị cùng cấp ngân sách',
        en: 'One organisation has two codes in the same budget',
      },
      dimension: 'clean',
      severity: 'error',
      moment: 'stock',
      broken: `EXISTS (SELECT FROM budget_unit other WHERE other.agency_code = budget_unit.agency_code
        AND other.code <> budget_unit.code AND other.budget_level = budget_unit.budget_level
        AND other.kind = budget_unit.kind AND other.valid_during @> :today)`,
    },
  ],
});

/** A public asset at its holder, from the day it was taken over to the day it left the State's use. */
export const publicAsset = defineKind({
  system,
  name: 'public_asset',
  title: { vi: 'Tài sản công', en: 'Public asset' },
  key: ['code'],
  fields: {
    code: code({ title: { vi: 'mã tài sản', en: 'asset code' }, pattern: ASSET_CODE, disclosure: 'open' }),
    name: text({ title: { vi: 'tên tài sản', en: 'name' }, longest: 300, disclosure: 'open' }),
    assetClass: choice({ title: { vi: 'loại tài sản', en: 'class' }, choices: ASSET_CLASSES, disclosure: 'open' }),
    holderCode: unitCode({ vi: 'đơn vị quản lý, sử dụng', en: 'holder' }),
    use: choice({ title: { vi: 'tình trạng sử dụng', en: 'use' }, choices: ASSET_USES, disclosure: 'open' }),
    inUseSince: date({ title: { vi: 'ngày đưa vào sử dụng', en: 'in use since' }, disclosure: 'open' }),
    originalPrice: vnd({ vi: 'nguyên giá (đồng)', en: 'original price (VND)' }),
    life_years: whole({
      title: { vi: 'thời gian tính hao mòn (năm)', en: 'years of depreciation' },
      least: 1,
      most: 100,
      optional: true,
      disclosure: 'open',
      emptyMeans: { vi: 'Không tính hao mòn', en: 'Does not depreciate' },
    }),
    remainingValue: vnd({ vi: 'giá trị còn lại tại ngày xác định (đồng)', en: 'remaining value when valued (VND)' }),
    valuedOn: date({ title: { vi: 'ngày xác định giá trị còn lại', en: 'valued on' }, disclosure: 'open' }),
    area_dm2: amount({
      title: { vi: 'diện tích (dm²)', en: 'area (dm²)' },
      least: 1,
      optional: true,
      disclosure: 'open',
    }),
    communeCode: code({
      title: { vi: 'xã, phường nơi có tài sản', en: 'commune where it is' },
      pattern: '\\d{5}',
      optional: true,
      disclosure: 'open',
    }),
  },
  names: ['name'],
  indexed: [['holderCode']],
  references: [{ fields: ['holderCode'], to: 'budget_unit' }],
  territory: 'communeCode',
  agency: {
    column: 'holder.agency_code',
    joins: `LEFT JOIN budget_unit holder ON holder.code = public_asset.holder_code AND holder.valid_during @> :today`,
  },
  rules: [
    {
      name: 'remaining_over_price',
      title: { vi: 'Giá trị còn lại lớn hơn nguyên giá', en: 'Worth more than its original price' },
      dimension: 'correct',
      severity: 'error',
      holds: 'remaining_value <= original_price',
    },
    {
      name: 'area_missing',
      title: { vi: 'Nhà, đất chưa có diện tích', en: 'Land or building without its area' },
      dimension: 'sufficient',
      severity: 'error',
      holds: `area_dm2 IS NOT NULL OR asset_class NOT IN ('land', 'building')`,
    },
    {
      name: 'land_depreciates',
      title: { vi: 'Đất không tính hao mòn', en: 'Land does not depreciate' },
      dimension: 'correct',
      severity: 'error',
      holds: `asset_class <> 'land' OR life_years IS NULL`,
    },
    {
      name: 'life_missing',
      title: { vi: 'Chưa có thời gian tính hao mòn', en: 'No years of depreciation' },
      dimension: 'sufficient',
      severity: 'warning',
      holds: `life_years IS NOT NULL OR asset_class IN ('land', 'intangible')`,
    },
    {
      name: 'holder_closing',
      title: { vi: 'Đơn vị quản lý đã hoặc sắp chấm dứt hoạt động', en: 'Its holder is closed, or is about to be' },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `NOT EXISTS (SELECT FROM budget_unit holder WHERE holder.code = public_asset.holder_code
        AND holder.valid_during @> (:today + 30))`,
    },
    {
      name: 'idle',
      title: { vi: 'Tài sản không sử dụng đã quá một năm', en: 'Not used for more than a year' },
      dimension: 'clean',
      severity: 'warning',
      moment: 'stock',
      broken: `public_asset.use = 'idle' AND lower(public_asset.valid_during) < :today - 365`,
    },
  ],
});

/** How an asset left a holder: to another unit, or out of the State's use. Valid from the day it did. */
export const assetDisposal = defineKind({
  system,
  name: 'asset_disposal',
  title: { vi: 'Xử lý tài sản công', en: 'Disposal of a public asset' },
  key: ['id'],
  fields: {
    id: id(),
    assetCode: code({ title: { vi: 'mã tài sản', en: 'asset code' }, pattern: ASSET_CODE, disclosure: 'open' }),
    form: choice({ title: { vi: 'hình thức xử lý', en: 'form' }, choices: DISPOSALS, disclosure: 'open' }),
    fromCode: unitCode({ vi: 'đơn vị giao', en: 'from the unit' }),
    toCode: code({
      title: { vi: 'đơn vị nhận', en: 'to the unit' },
      pattern: BUDGET_UNIT_CODE,
      optional: true,
      disclosure: 'open',
    }),
    remainingValue: vnd({ vi: 'giá trị còn lại khi xử lý (đồng)', en: 'remaining value then (VND)' }),
    proceeds: vnd({ vi: 'số tiền thu được (đồng)', en: 'proceeds (VND)' }),
  },
  indexed: [['assetCode']],
  mentions: [
    { fields: ['assetCode'], to: 'public_asset' },
    { fields: ['fromCode'], to: 'budget_unit' },
    { fields: ['toCode'], to: 'budget_unit' },
  ],
  checks: [`(form = 'transfer') = (to_code IS NOT NULL)`, 'to_code <> from_code'],
});

const year = () =>
  whole({ title: { vi: 'năm ngân sách', en: 'budget year' }, least: 1990, most: 2200, disclosure: 'open' });
const scope = () => choice({ title: { vi: 'phạm vi', en: 'scope' }, choices: SCOPES, disclosure: 'open' });

/** The result of a budget year of a unit, and how far it has been approved. Valid from the day it was submitted. */
export const budgetResult = defineKind({
  system,
  name: 'budget_result',
  title: { vi: 'Báo cáo kết quả ngân sách', en: 'Budget result' },
  key: ['unitCode', 'year', 'scope'],
  fields: {
    unitCode: unitCode({ vi: 'mã số đơn vị', en: 'unit code' }),
    year: year(),
    scope: scope(),
    state: choice({ title: { vi: 'trạng thái', en: 'state' }, choices: RESULT_STATES, disclosure: 'open' }),
  },
  indexed: [['year']],
  mentions: [{ fields: ['unitCode'], to: 'budget_unit' }],
  rules: [
    {
      name: 'sums_differ',
      title: {
        vi: 'Số tổng hợp không khớp với các đơn vị cấp dưới',
        en: 'The consolidated figures differ from those of the units below',
      },
      dimension: 'correct',
      severity: 'error',
      moment: 'stock',
      broken: `budget_result.scope = 'consolidated' AND result_differs(budget_result.unit_code, budget_result.year)`,
    },
    {
      name: 'not_approved_in_time',
      title: { vi: 'Quá một năm sau năm ngân sách chưa được duyệt', en: 'Not approved a year after its budget year' },
      dimension: 'live',
      severity: 'warning',
      moment: 'stock',
      broken: `budget_result.state IN ('submitted', 'returned') AND make_date(budget_result.year + 1, 12, 31) < :today`,
    },
  ],
});

/** A line of a result: what was planned, done and settled under an item of the budget index. */
export const budgetLine = defineKind({
  system,
  name: 'budget_line',
  title: { vi: 'Số liệu theo mục lục ngân sách', en: 'Line of a budget result' },
  key: ['unitCode', 'year', 'scope', 'sector', 'item'],
  fields: {
    unitCode: unitCode({ vi: 'mã số đơn vị', en: 'unit code' }),
    year: year(),
    scope: scope(),
    sector: code({
      title: { vi: 'khoản', en: 'sector' },
      pattern: SECTOR_CODE,
      disclosure: 'open',
      nameOf: namedBy(sectorName),
    }),
    item: code({
      title: { vi: 'mục, tiểu mục', en: 'item' },
      pattern: BUDGET_ITEM_CODE,
      disclosure: 'open',
      nameOf: namedBy(budgetItemName),
    }),
    estimate: vnd({ vi: 'dự toán (đồng)', en: 'estimate (VND)' }),
    executed: vnd({ vi: 'thực hiện (đồng)', en: 'executed (VND)' }),
    settled: vnd({ vi: 'quyết toán (đồng)', en: 'settled (VND)' }),
  },
  references: [{ fields: ['unitCode', 'year', 'scope'], to: 'budget_result' }],
  rules: [
    {
      name: 'settled_over_executed',
      title: { vi: 'Số quyết toán lớn hơn số thực hiện', en: 'More was settled than executed' },
      dimension: 'correct',
      severity: 'error',
      holds: 'settled <= executed',
    },
    {
      name: 'spent_over_estimate',
      title: { vi: 'Chi vượt dự toán', en: 'More was spent than estimated' },
      dimension: 'correct',
      severity: 'warning',
      holds: `item < '6000' OR executed <= estimate`,
    },
  ],
});
