import type { Bilingual } from '../../../../kernel/text.ts';
import type { ActName } from '../acts.ts';

/** What the officer presses: verbs. */
export const ACT_TITLES: Record<ActName | 'survey' | 'contract', Bilingual> = {
  contract: { vi: 'Hợp đồng công chứng', en: 'Contract of a notary' },
  survey: { vi: 'Lập thửa đất', en: 'Survey a parcel' },
  first: { vi: 'Đăng ký lần đầu', en: 'Register for the first time' },
  transfer: { vi: 'Chuyển quyền', en: 'Transfer a right' },
  mortgage: { vi: 'Thế chấp', en: 'Mortgage' },
  seizure: { vi: 'Kê biên, ngăn chặn', en: 'Seize' },
  restriction: { vi: 'Ghi hạn chế', en: 'Restrict' },
  end: { vi: 'Xóa thế chấp, hạn chế, nghĩa vụ', en: 'Release or lift' },
  split: { vi: 'Tách thửa', en: 'Split' },
  merge: { vi: 'Hợp thửa', en: 'Merge' },
  boundary: { vi: 'Đổi ranh giới', en: 'Move a boundary' },
  'land-use': { vi: 'Chuyển mục đích', en: 'Change the land use' },
  term: { vi: 'Gia hạn', en: 'Extend the term' },
  recovery: { vi: 'Thu hồi đất', en: 'Recover for the State' },
  duty: { vi: 'Ghi nghĩa vụ', en: 'Enter a duty' },
  'certificate-end': { vi: 'Thu hồi giấy', en: 'Take the certificate back' },
  area: { vi: 'Đính chính diện tích', en: 'Correct the area' },
  renewal: { vi: 'Cấp đổi, cấp lại giấy', en: 'Renew the certificate' },
};
