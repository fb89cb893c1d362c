import type { Bilingual } from '../../../kernel/text.ts';

export const enrolmentSentences: Record<string, Bilingual> = {
  'trust.request_malformed': {
    vi: 'Yêu cầu cấp chứng thư số không đúng cấu trúc PKCS #10 (RFC 2986), hoặc lớn hơn 16 KiB. Hãy tạo lại.',
    en: 'The request is not PKCS #10 (RFC 2986), or is larger than 16 KiB. Please make it again.',
  },
  'trust.request_key_refused': {
    vi: 'Chỉ nhận khóa P-256, P-384, Ed25519 hoặc RSA đến 8.192 bit. Hãy tạo khóa khác.',
    en: 'Only keys on P-256, P-384 and Ed25519 and RSA keys of up to 8,192 bits are taken. Please make another key.',
  },
  'trust.request_not_signed': {
    vi: 'Yêu cầu chưa được ký bằng chính khóa của nó với SHA-256, SHA-384 hoặc SHA-512. Hãy ký lại.',
    en: 'The request is not signed with its own key and SHA-256, SHA-384 or SHA-512. Please sign it again.',
  },
  'trust.request_name_refused': {
    vi: 'Yêu cầu có tên không dùng được: chỉ nhận tối đa 100 tên miền (chữ ASCII) và địa chỉ IP, không nhận dấu *.',
    en: 'The request has a name that cannot be used: up to 100 DNS names (in ASCII) and IP addresses are taken, and no *.',
  },
  'trust.request_for_authority': {
    vi: 'Không cấp chứng thư của nơi cấp chứng thư số theo đường này. Hãy bỏ CA:TRUE khỏi yêu cầu.',
    en: 'No authorities are certified in this way. Please take CA:TRUE out of the request.',
  },
  'trust.key_compromised': {
    vi: 'Khóa này từng bị lộ: chứng thư số của nó đã bị thu hồi vì thế. Hãy tạo khóa mới.',
    en: 'This key is not secret any more: a certificate for it was revoked for that. Please make a new key.',
  },
  'trust.key_of_another': {
    vi: 'Khóa này đã thuộc về người khác. Hãy tạo khóa mới bằng bộ sinh số ngẫu nhiên tốt.',
    en: 'This key is somebody else’s already. Please make a new one with a good random generator.',
  },
  'trust.authority_withdrawn': {
    vi: 'Nơi cấp chứng thư số cho máy chủ đang bị dừng. Hãy thử lại sau.',
    en: 'The authority for machines is stopped. Please try again later.',
  },
  'trust.permit_incomplete': {
    vi: 'Giấy phép cần: tên dùng được (EST ít nhất một), số lần 1–1.000, số ngày 1–366, và cơ quan nếu là nút trục.',
    en: 'A permit needs usable names (by EST at least one), 1 to 1,000 uses, 1 to 366 days, and an agency for a node of the exchange.',
  },
  'trust.permit_unusable': {
    vi: 'Giấy phép không có, sai mã bí mật, đã hết lượt hoặc hết hạn. Hãy xin người quản trị giấy phép mới.',
    en: 'There is no such permit, its secret is wrong, or it is used up or over. Please ask the administrator for a new one.',
  },
  'trust.permit_withdrawn': {
    vi: 'Giấy phép này đã bị rút từ trước. Không cần làm gì thêm.',
    en: 'This permit was withdrawn before. There is nothing more to do.',
  },
  'trust.secret_told': {
    vi: 'Mã bí mật của giấy phép chỉ hiện một lần và đã hiện rồi. Nếu đã mất, hãy rút giấy phép và xin giấy phép khác.',
    en: 'The secret of a permit is shown once, and was shown already. If it is lost, withdraw the permit and ask for another.',
  },
};
