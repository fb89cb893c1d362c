import type { Bilingual } from '../../kernel/text.ts';

/** The books of a commune (Circular 04/2020/TT-BTP annex; adoption: Circular 10/2020/TT-BTP), in the order of the desk. */
export const BOOKS = {
  birth: { vi: 'Khai sinh', en: 'Birth' },
  marriage: { vi: 'Kết hôn', en: 'Marriage' },
  death: { vi: 'Khai tử', en: 'Death' },
  recognition: { vi: 'Nhận cha, mẹ, con', en: 'Recognition of parent' },
  adoption: { vi: 'Nuôi con nuôi', en: 'Adoption' },
  guardianship: { vi: 'Giám hộ', en: 'Guardianship' },
  'guardianship-end': { vi: 'Chấm dứt giám hộ', en: 'End of guardianship' },
  change: { vi: 'Thay đổi, cải chính, bổ sung hộ tịch, xác định lại dân tộc', en: 'Change or correction of details' },
  divorce: { vi: 'Ghi chú ly hôn', en: 'Note of a divorce' },
  abroad: { vi: 'Ghi vào sổ việc hộ tịch ở nước ngoài', en: 'Act done abroad' },
} as const satisfies Record<string, Bilingual>;

export type Book = keyof typeof BOOKS;

/** The book of a commune that is kept by this register; a paper book has its own volume. */
export const ELECTRONIC_VOLUME = 'điện tử';

/** What became of an entry. `ended`: what it says is no longer so (a marriage, a guardianship); `cancelled`: void. */
export const STATUSES = {
  registered: { vi: 'Đã đăng ký', en: 'Registered' },
  ended: { vi: 'Đã chấm dứt', en: 'Ended' },
  cancelled: { vi: 'Đã hủy', en: 'Cancelled' },
} as const satisfies Record<string, Bilingual>;

export type EntryStatus = keyof typeof STATUSES;
