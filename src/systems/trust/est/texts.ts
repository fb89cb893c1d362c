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
  'trust.est_certificate_refused': {
    vi: 'Chứng thư đã trình không dùng để gia hạn được: không do hệ thống này cấp, không thuộc loại nút trục liên thông, đã hết hạn, bị tạm dừng hoặc thu hồi. Hãy xin giấy phép.',
    en: 'The certificate that was shown cannot be renewed by itself: it is not ours, not of a node of the exchange, has ended, or is suspended or revoked. Ask for a permit.',
  },
  'trust.est_subject_refused': {
    vi: 'Yêu cầu gia hạn phải có đúng chủ thể và các tên của chứng thư đã trình.',
    en: 'A renewal must have the same subject and alternative names as the certificate that was shown.',
  },
  'trust.est_too_early': {
    vi: 'Chứng thư này gia hạn được từ ngày {date}. Cần sớm hơn, hãy xin giấy phép.',
    en: 'This certificate may be renewed from {date} on. If it must be sooner, ask for a permit.',
  },
  'trust.est_renewed_already': {
    vi: 'Chứng thư này đã được gia hạn cho một khóa khác. Nếu không phải bạn gia hạn, khóa có thể đã lộ: hãy báo ngay cho quản trị viên dịch vụ tin cậy.',
    en: 'This certificate was renewed for another key already. If that was not you, the key may be in other hands: tell the administrators of the trust services at once.',
  },
  'trust.est_agency_changed': {
    vi: 'Cơ quan ghi trong chứng thư không còn hoặc đã đổi tên. Hãy xin giấy phép để cấp chứng thư mới.',
    en: 'The agency that the certificate names is gone or has another name. Ask for a permit for a new certificate.',
  },
  'trust.est_too_many': {
    vi: 'Mỗi địa chỉ được tối đa {most} yêu cầu một phút. Hãy thử lại sau {retryAfter_seconds} giây.',
    en: 'One address may ask {most} times in a minute. Please try again in {retryAfter_seconds} seconds.',
  },
};
