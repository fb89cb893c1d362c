import type { Bilingual } from '../kernel/text.ts';

/**
 * Codes of the State budget: units that have to do with it (Circular 185/2015/TT-BTC) and the budget index (mục lục ngân
 * sách nhà nước, Circular 324/2016/TT-BTC). Of the index only the names that this release shows are here; codes without
 * a name are as good when their structure is.
 */

/**
 * A code of a unit (mã số đơn vị có quan hệ với ngân sách): seven digits. Units that are given and use estimates begin with
 * 1 to 3; investment projects have codes of their own, from 7 and 8, and are no units. There is no check digit.
 */
export const BUDGET_UNIT_CODE = '[123]\\d{6}';

/** Whose budget it is. Districts had one until 30 June 2025. */
export const BUDGET_LEVELS = {
  central: { vi: 'Trung ương', en: 'Central' },
  province: { vi: 'Cấp tỉnh', en: 'Province' },
  district: { vi: 'Cấp huyện (đến 30/6/2025)', en: 'District (until 30 June 2025)' },
  commune: { vi: 'Cấp xã', en: 'Commune' },
} as const satisfies Record<string, Bilingual>;
export type BudgetLevel = keyof typeof BUDGET_LEVELS;

/** Chapters (chương) of each budget: three digits, from and to. */
export const CHAPTER_RANGES: Readonly<Record<BudgetLevel, readonly [from: string, to: string]>> = {
  central: ['001', '399'],
  province: ['400', '599'],
  district: ['600', '799'],
  commune: ['800', '989'],
};

/** Whether a chapter is one of that budget. */
export function isChapterOf(level: BudgetLevel, chapter: string): boolean {
  const [from, to] = CHAPTER_RANGES[level];
  return /^\d{3}$/.test(chapter) && chapter >= from && chapter <= to;
}

const CHAPTERS: Readonly<Record<string, Bilingual>> = {
  '009': { vi: 'Bộ Công an', en: 'Ministry of Public Security' },
  '014': { vi: 'Bộ Tư pháp', en: 'Ministry of Justice' },
  '018': { vi: 'Bộ Tài chính', en: 'Ministry of Finance' },
  '022': { vi: 'Bộ Giáo dục và Đào tạo', en: 'Ministry of Education and Training' },
  '023': { vi: 'Bộ Y tế', en: 'Ministry of Health' },
  '035': { vi: 'Bộ Nội vụ', en: 'Ministry of Home Affairs' },
  '418': { vi: 'Sở Tài chính', en: 'Department of Finance' },
  '422': { vi: 'Sở Giáo dục và Đào tạo', en: 'Department of Education and Training' },
  '423': { vi: 'Sở Y tế', en: 'Department of Health' },
  '805': { vi: 'Văn phòng Ủy ban nhân dân', en: 'Office of the People’s Committee' },
};

const SECTORS: Readonly<Record<string, Bilingual>> = {
  '071': { vi: 'Giáo dục mầm non', en: 'Pre-school education' },
  '072': { vi: 'Giáo dục tiểu học', en: 'Primary education' },
  '073': { vi: 'Giáo dục trung học cơ sở', en: 'Lower secondary education' },
  '074': { vi: 'Giáo dục trung học phổ thông', en: 'Upper secondary education' },
  '131': { vi: 'Y tế dự phòng', en: 'Preventive health' },
  '132': { vi: 'Khám bệnh, chữa bệnh', en: 'Medical treatment' },
  '341': { vi: 'Quản lý nhà nước', en: 'Public administration' },
};

const ITEMS: Readonly<Record<string, Bilingual>> = {
  '1000': { vi: 'Thuế thu nhập cá nhân', en: 'Personal income tax' },
  '1050': { vi: 'Thuế thu nhập doanh nghiệp', en: 'Corporate income tax' },
  '1700': { vi: 'Thuế giá trị gia tăng', en: 'Value-added tax' },
  '6000': { vi: 'Tiền lương', en: 'Salaries' },
  '6050': { vi: 'Tiền công lao động hợp đồng', en: 'Wages by contract' },
  '6100': { vi: 'Phụ cấp lương', en: 'Allowances' },
  '6300': { vi: 'Các khoản đóng góp', en: 'Contributions' },
  '6500': { vi: 'Thanh toán dịch vụ công cộng', en: 'Utilities' },
  '6550': { vi: 'Vật tư văn phòng', en: 'Office supplies' },
  '6600': { vi: 'Thông tin, tuyên truyền, liên lạc', en: 'Information and communication' },
  '6650': { vi: 'Hội nghị', en: 'Conferences' },
  '6700': { vi: 'Công tác phí', en: 'Travel' },
  '6900': { vi: 'Sửa chữa, duy tu tài sản', en: 'Repair and maintenance' },
  '6950': { vi: 'Mua sắm tài sản', en: 'Purchase of assets' },
  '7000': { vi: 'Chi phí nghiệp vụ chuyên môn', en: 'Professional expenses' },
  '7750': { vi: 'Chi khác', en: 'Other expenditure' },
};

/** What a chapter is called. Undefined: no name in this release. */
export const chapterName = (code: string): Bilingual | undefined => CHAPTERS[code];

/** What a sector (khoản) is called. Undefined: no name in this release. */
export const sectorName = (code: string): Bilingual | undefined => SECTORS[code];

/** What an item (mục) or the item of a sub-item (tiểu mục) is called. Undefined: no name in this release. */
export const budgetItemName = (code: string): Bilingual | undefined => ITEMS[itemOf(code)];

const SUB_ITEMS = 50;

/** The item to which a sub-item belongs: items end in 00 or 50, and their sub-items follow them (6001 to 6049 are of 6000). */
export function itemOf(code: string): string {
  const number = Number(code);
  return String(number - (number % SUB_ITEMS)).padStart(4, '0');
}

/** A sector of the index (khoản): three digits, of which those ending in 0 are the kind (loại) and no sector. */
export const SECTOR_CODE = '\\d{2}[1-9]';
/** An item or sub-item that is revenue (from 1000) or expenditure (from 6000). */
export const BUDGET_ITEM_CODE = '[1-9]\\d{3}';

/** Revenue, or expenditure, by the first digit of an item. */
export function flowOf(item: string): 'revenue' | 'expenditure' {
  return item < '6000' ? 'revenue' : 'expenditure';
}
