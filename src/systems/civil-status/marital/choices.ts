import type { Bilingual } from '../../../kernel/text.ts';

/** What people are asked for a certificate for; it holds for no other purpose (Decree 123/2015/NĐ-CP art. 23). */
export const MARITAL_PURPOSES = {
  marriage: { vi: 'Kết hôn', en: 'Marriage' },
  property: { vi: 'Mua bán, chuyển nhượng, thế chấp nhà, đất', en: 'Buying, selling or mortgaging a house or land' },
  loan: { vi: 'Vay vốn tại tổ chức tín dụng', en: 'A loan from a bank' },
  other: { vi: 'Mục đích khác', en: 'Another purpose' },
} as const satisfies Record<string, Bilingual>;
export type MaritalPurpose = keyof typeof MARITAL_PURPOSES;

/** What a certificate can state. */
export const MARITAL_STATUSES = {
  'never-married': { vi: 'Chưa đăng ký kết hôn với ai', en: 'Never married' },
  married: { vi: 'Đang có vợ, chồng', en: 'Married' },
  divorced: { vi: 'Đã ly hôn', en: 'Divorced' },
  annulled: { vi: 'Việc kết hôn đã bị hủy', en: 'Marriage annulled' },
  widowed: { vi: 'Vợ, chồng đã chết', en: 'Widowed' },
} as const satisfies Record<string, Bilingual>;
export type MaritalStatus = keyof typeof MARITAL_STATUSES;

/** Why a certificate is asked for anew while the one before still holds. */
export const REPLACING = {
  returned: { vi: 'Nộp lại giấy đã cấp', en: 'The one before is handed back' },
  lost: { vi: 'Đã mất giấy đã cấp', en: 'The one before is lost' },
  unusable: { vi: 'Giấy đã cấp không dùng được nữa', en: 'The one before cannot be used' },
} as const satisfies Record<string, Bilingual>;
export type Replacing = keyof typeof REPLACING;

/** What keeps the registers from saying by themselves how somebody stands: an officer must look. */
export const MARITAL_DOUBTS = {
  'transcribed-marriage': {
    vi: 'Sổ giấy đã số hóa có việc kết hôn của người này.',
    en: 'A transcribed paper book has a marriage of this person.',
  },
  'named-alike': {
    vi: 'Sổ giấy đã số hóa có việc kết hôn của một người cùng họ tên, cùng ngày sinh, chưa có số định danh.',
    en: 'A transcribed paper book has a marriage of somebody of the same name and birth, without a number.',
  },
  'transcribed-death': {
    vi: 'Sổ giấy đã số hóa có việc khai tử của người này.',
    en: 'A transcribed paper book has the death of this person.',
  },
  'spouse-dead': {
    vi: 'Sổ khai tử có vợ hoặc chồng của người này, nhưng sổ kết hôn chưa ghi chú.',
    en: 'The spouse stands in a book of deaths, and the book of marriages does not say so yet.',
  },
  'judgment-missing': {
    vi: 'Việc kết hôn đã chấm dứt vì ly hôn, nhưng bản án chưa có trong sổ.',
    en: 'The marriage ended in divorce, and the judgment is not in the books.',
  },
  'several-marriages': {
    vi: 'Sổ hộ tịch có nhiều việc kết hôn đang có hiệu lực.',
    en: 'The books have several marriages that stand.',
  },
  'entry-unclear': {
    vi: 'Việc kết hôn trong sổ chưa rõ còn hiệu lực hay đã chấm dứt.',
    en: 'It is not clear whether the marriage in the book stands or has ended.',
  },
  'population-differs': {
    vi: 'Cơ sở dữ liệu quốc gia về dân cư ghi vợ, chồng khác với sổ hộ tịch.',
    en: 'The population register knows another spouse than the books.',
  },
} as const satisfies Record<string, Bilingual>;
export type MaritalDoubt = keyof typeof MARITAL_DOUBTS;

/** Whether a certificate still holds, and why it does not. */
export const VALIDITIES = {
  valid: { vi: 'Còn giá trị', en: 'Valid' },
  expired: { vi: 'Hết thời hạn', en: 'Expired' },
  replaced: { vi: 'Đã có giấy khác thay thế', en: 'Replaced by another' },
  changed: { vi: 'Tình trạng hôn nhân đã thay đổi', en: 'The marital status has changed' },
  doubtful: { vi: 'Cần hỏi lại nơi cấp', en: 'To be asked about at the issuing committee' },
} as const satisfies Record<string, Bilingual>;
export type Validity = keyof typeof VALIDITIES;
