import type { Bilingual } from '../../../kernel/text.ts';

/** Why a card is issued (Law on Identity 26/2023/QH15 art. 19, 21 and 24). */
export const ISSUE_CAUSES = {
  first: { vi: 'Cấp lần đầu', en: 'First card' },
  age: { vi: 'Cấp đổi khi đủ 14, 25, 40, 60 tuổi', en: 'Renewal at 14, 25, 40 or 60' },
  changed: { vi: 'Cấp đổi do thay đổi, cải chính thông tin', en: 'Renewal after a change of what stands on it' },
  damaged: { vi: 'Cấp đổi do hư hỏng', en: 'Replacement of a damaged card' },
  lost: { vi: 'Cấp lại do mất thẻ', en: 'Replacement of a lost card' },
  nationality: { vi: 'Cấp lại khi trở lại quốc tịch Việt Nam', en: 'New card on return of nationality' },
} as const satisfies Readonly<Record<string, Bilingual>>;
export type IssueCause = keyof typeof ISSUE_CAUSES;

export type CardState = 'issued' | 'lost' | 'withheld' | 'revoked';

/** From which states to which a card goes without a new one being issued; what is not here cannot happen. */
export const CARD_MOVES: Readonly<Record<CardState, readonly CardState[]>> = {
  issued: ['lost', 'withheld', 'revoked'],
  lost: ['issued', 'revoked'],
  withheld: ['issued', 'revoked'],
  revoked: [],
};

export const CARD_STATE_TITLES: Readonly<Record<CardState, Bilingual>> = {
  issued: { vi: 'Đang sử dụng', en: 'In use' },
  lost: { vi: 'Đã báo mất', en: 'Reported lost' },
  withheld: { vi: 'Bị tạm giữ', en: 'Withheld' },
  revoked: { vi: 'Đã thu hồi', en: 'Revoked' },
};
