import type { Bilingual } from '../../kernel/text.ts';

/** Levels of budget units (đơn vị dự toán cấp I đến IV): who is given estimates by the authority itself is of level I. */
export const UNIT_LEVELS = { highest: 1, lowest: 4 } as const;

/** What kind of body a unit is. */
export const UNIT_KINDS = {
  administration: { vi: 'Cơ quan nhà nước', en: 'State agency' },
  'public-service': { vi: 'Đơn vị sự nghiệp công lập', en: 'Public service unit' },
  'political-organisation': {
    vi: 'Cơ quan Đảng, tổ chức chính trị – xã hội',
    en: 'Party or socio-political organisation',
  },
  'armed-forces': { vi: 'Đơn vị lực lượng vũ trang', en: 'Unit of the armed forces' },
  'project-board': { vi: 'Ban quản lý dự án', en: 'Project management board' },
  association: { vi: 'Hội, tổ chức được ngân sách hỗ trợ', en: 'Association supported by the budget' },
} as const satisfies Record<string, Bilingual>;

/** Classes of public assets at agencies, organisations and units (Law on Management and Use of Public Assets 15/2017/QH14 arts. 4, 20). */
export const ASSET_CLASSES = {
  land: { vi: 'Đất thuộc trụ sở, cơ sở hoạt động sự nghiệp', en: 'Land' },
  building: { vi: 'Nhà, công trình', en: 'Building' },
  vehicle: { vi: 'Xe ô tô, phương tiện vận tải', en: 'Vehicle' },
  equipment: { vi: 'Máy móc, thiết bị', en: 'Machinery and equipment' },
  infrastructure: { vi: 'Tài sản kết cấu hạ tầng', en: 'Infrastructure' },
  intangible: { vi: 'Tài sản cố định vô hình', en: 'Intangible asset' },
} as const satisfies Record<string, Bilingual>;

/** How an asset is used while it is its holder's. */
export const ASSET_USES = {
  'in-use': { vi: 'Đang sử dụng', en: 'In use' },
  leased: { vi: 'Đang cho thuê', en: 'Leased out' },
  idle: { vi: 'Không sử dụng, chờ xử lý', en: 'Not used' },
} as const satisfies Record<string, Bilingual>;

/** How an asset leaves its holder (Law 15/2017/QH14 art. 40): to another unit, or the State's use of it ends. */
export const DISPOSALS = {
  transfer: { vi: 'Điều chuyển', en: 'Transfer to another unit' },
  recall: { vi: 'Thu hồi', en: 'Recall' },
  sale: { vi: 'Bán', en: 'Sale' },
  liquidation: { vi: 'Thanh lý', en: 'Liquidation' },
  destruction: { vi: 'Tiêu hủy', en: 'Destruction' },
  loss: { vi: 'Mất, hủy hoại', en: 'Loss or damage' },
} as const satisfies Record<string, Bilingual>;

/** Whose debt it is (Law on Public Debt Management 20/2017/QH14 art. 4). Guaranteed debt is under the guarantees. */
export const DEBT_CATEGORIES = {
  government: { vi: 'Nợ Chính phủ', en: 'Government debt' },
  local: { vi: 'Nợ chính quyền địa phương', en: 'Local government debt' },
} as const satisfies Record<string, Bilingual>;

/** To whom it is owed. */
export const CREDITOR_KINDS = {
  'domestic-bond': { vi: 'Công cụ nợ trong nước', en: 'Domestic bonds and bills' },
  'domestic-loan': { vi: 'Vay trong nước khác', en: 'Other domestic loans' },
  multilateral: { vi: 'Tổ chức quốc tế đa phương', en: 'Multilateral organisations' },
  bilateral: { vi: 'Chính phủ nước ngoài', en: 'Foreign governments' },
  'foreign-bond': { vi: 'Trái phiếu quốc tế', en: 'International bonds' },
  'foreign-commercial': { vi: 'Vay thương mại nước ngoài', en: 'Foreign commercial loans' },
} as const satisfies Record<string, Bilingual>;

/** Currencies in which the State owes, and how many decimals their minor unit has (ISO 4217; the SDR of the IMF is kept with two). */
export const CURRENCIES = {
  VND: { vi: 'Đồng Việt Nam', en: 'Vietnamese dong', decimals: 0 },
  USD: { vi: 'Đô la Mỹ', en: 'US dollar', decimals: 2 },
  EUR: { vi: 'Euro', en: 'Euro', decimals: 2 },
  JPY: { vi: 'Yên Nhật', en: 'Japanese yen', decimals: 0 },
  KRW: { vi: 'Won Hàn Quốc', en: 'Korean won', decimals: 0 },
  CNY: { vi: 'Nhân dân tệ', en: 'Chinese yuan', decimals: 2 },
  XDR: { vi: 'Quyền rút vốn đặc biệt', en: 'Special drawing right', decimals: 2 },
} as const satisfies Record<string, Bilingual & { decimals: number }>;
export type Currency = keyof typeof CURRENCIES;

/** What moves a debt: what is drawn and repaid moves what is owed; interest does not. */
export const DEBT_MOVEMENTS = {
  drawdown: { vi: 'Rút vốn, phát hành', en: 'Drawdown' },
  repayment: { vi: 'Trả nợ gốc', en: 'Repayment of principal' },
  interest: { vi: 'Trả lãi, phí', en: 'Interest and fees' },
} as const satisfies Record<string, Bilingual>;

/** What moves what a guarantee stands for. A call: the State pays instead of the guaranteed party. */
export const GUARANTEE_MOVEMENTS = {
  drawdown: { vi: 'Rút vốn được bảo lãnh', en: 'Guaranteed drawdown' },
  repayment: { vi: 'Bên được bảo lãnh trả nợ', en: 'Repaid by the guaranteed party' },
  call: { vi: 'Nhà nước trả nợ thay', en: 'Called: paid by the State' },
} as const satisfies Record<string, Bilingual>;

/** What a result covers: the unit alone, or with all units below it. */
export const SCOPES = {
  own: { vi: 'Riêng đơn vị', en: 'Unit alone' },
  consolidated: { vi: 'Tổng hợp cả đơn vị cấp dưới', en: 'Consolidated' },
} as const satisfies Record<string, Bilingual>;

/** What has become of a budget result. */
export const RESULT_STATES = {
  submitted: { vi: 'Đã nộp, chờ duyệt', en: 'Submitted' },
  returned: { vi: 'Trả lại để sửa', en: 'Sent back' },
  approved: { vi: 'Đã duyệt', en: 'Approved' },
  settled: { vi: 'Đã phê chuẩn', en: 'Settled' },
} as const satisfies Record<string, Bilingual>;
export type ResultState = keyof typeof RESULT_STATES;
