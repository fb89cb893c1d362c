import type { Bilingual } from '../../../kernel/text.ts';

/** What members of a household are to its head. */
export const RELATIONS = {
  head: { vi: 'Chủ hộ', en: 'Head' },
  spouse: { vi: 'Vợ, chồng', en: 'Spouse' },
  partner: { vi: 'Người sống chung', en: 'Partner' },
  child: { vi: 'Con', en: 'Child' },
  parent: { vi: 'Cha, mẹ', en: 'Parent' },
  'parent-in-law': { vi: 'Cha, mẹ của vợ, chồng', en: 'Parent-in-law' },
  'child-in-law': { vi: 'Con dâu, con rể', en: 'Child-in-law' },
  grandchild: { vi: 'Cháu', en: 'Grandchild' },
  other: { vi: 'Quan hệ khác', en: 'Other' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type RelationToHead = keyof typeof RELATIONS;

/** Why a permanent residence is struck off (Law on Residence 68/2020/QH14 art. 24.1); death, being missing and moving do so by themselves. */
export const STRIKING_CAUSES = {
  abroad: { vi: 'Ra nước ngoài để định cư', en: 'Settled abroad' },
  'away-a-year': {
    vi: 'Vắng mặt liên tục từ 12 tháng, không tạm trú nơi khác, không khai báo tạm vắng',
    en: 'Away for twelve months without a stay elsewhere or a declaration of absence',
  },
  nationality: { vi: 'Thôi, bị tước hoặc bị hủy quốc tịch Việt Nam', en: 'No longer a national of Viet Nam' },
  'registration-void': { vi: 'Đã có quyết định hủy bỏ đăng ký thường trú', en: 'The registration was annulled' },
  'right-ended': {
    vi: 'Hết quyền ở chỗ ở thuê, mượn, ở nhờ quá 12 tháng',
    en: 'No right to the place for more than twelve months',
  },
  'place-gone': { vi: 'Chỗ ở đã bị phá dỡ, tịch thu', en: 'The place was pulled down or confiscated' },
} as const satisfies Readonly<Record<string, Bilingual>>;

export type StrikingCause = keyof typeof STRIKING_CAUSES;

/** What people apply for from home. */
export const WISH_TITLES: Readonly<Record<'move' | 'stay' | 'absence', Bilingual>> = {
  move: { vi: 'Đăng ký thường trú', en: 'Registration of permanent residence' },
  stay: { vi: 'Đăng ký, gia hạn tạm trú', en: 'Registration of a temporary residence' },
  absence: { vi: 'Khai báo tạm vắng', en: 'Declaration of absence' },
};

export const STAY_REASONS = ['work', 'study', 'family', 'other'] as const;
export const ABSENCE_REASONS = ['travel', 'abroad', 'military-service', 'restricted'] as const;

/** Why somebody stays elsewhere, and is away, in words. */
export const STAY_REASON_TITLES: Readonly<Record<string, Bilingual>> = {
  work: { vi: 'Lao động', en: 'Work' },
  study: { vi: 'Học tập', en: 'Study' },
  family: { vi: 'Sống cùng gia đình', en: 'Living with family' },
  other: { vi: 'Mục đích khác', en: 'Other' },
};

export const ABSENCE_REASON_TITLES: Readonly<Record<string, Bilingual>> = {
  travel: { vi: 'Đi khỏi nơi cư trú từ 01 năm trở lên', en: 'Away for a year or longer' },
  abroad: { vi: 'Ra nước ngoài', en: 'Abroad' },
  'military-service': {
    vi: 'Trong độ tuổi nghĩa vụ quân sự, đi từ 03 tháng',
    en: 'Of age for military service, for three months or longer',
  },
  restricted: { vi: 'Người phải khai báo khi đi khỏi nơi cư trú', en: 'Must declare before leaving' },
};
