import type { Bilingual } from '../../../kernel/text.ts';

export const estSentences: Record<string, Bilingual> = {
  'trust.est_names_refused': {
    vi: 'Giấy phép không cho các tên trong yêu cầu này. Hãy sửa yêu cầu hoặc xin giấy phép khác.',
    en: 'The permit does not allow the names in this request. Please correct it, or ask for another permit.',
  },
  'trust.est_nothing_to_renew': {
    vi: 'Không có chứng thư số còn hiệu lực cho đúng các tên này để gia hạn. Hãy dùng simpleenroll.',
    en: 'There is no good certificate for exactly these names to renew. Please use simpleenroll.',
  },
  'trust.est_too_many': {
    vi: 'Mỗi địa chỉ được tối đa {most} yêu cầu một phút. Hãy thử lại sau {retryAfter_seconds} giây.',
    en: 'One address may ask {most} times in a minute. Please try again in {retryAfter_seconds} seconds.',
  },
};
