import type { Bilingual } from '../../../kernel/text.ts';

/** What ACME programs show to those who run them. */
export const acmeSentences: Record<string, Bilingual> = {
  'trust.acme_malformed': {
    vi: 'Yêu cầu không đúng RFC 8555. Hãy dùng phiên bản mới của chương trình ACME.',
    en: 'The request is not as RFC 8555 has it. Please use a recent version of your ACME program.',
  },
  'trust.acme_algorithm_refused': {
    vi: 'Chỉ nhận chữ ký ES256, ES384, RS256, EdDSA của tài khoản và HS256 của giấy phép.',
    en: 'Only signatures by ES256, ES384, RS256 and EdDSA are taken from accounts, and HS256 for permits.',
  },
  'trust.acme_key_refused': {
    vi: 'Khóa tài khoản phải là P-256, P-384, Ed25519 hoặc RSA từ 2.048 đến 4.096 bit.',
    en: 'The key of an account must be on P-256, P-384 or Ed25519, or RSA of 2,048 to 4,096 bits.',
  },
  'trust.acme_signature_wrong': {
    vi: 'Chữ ký không khớp với khóa. Hãy ký lại yêu cầu.',
    en: 'The signature is not by this key. Please sign the request again.',
  },
  'trust.acme_url_wrong': {
    vi: 'Địa chỉ đã ký không phải địa chỉ được gọi. Hãy lấy lại danh mục /acme/directory.',
    en: 'The address that was signed is not the one that was asked. Please read /acme/directory again.',
  },
  'trust.acme_nonce_wrong': {
    vi: 'Mã dùng một lần không còn dùng được. Hãy dùng mã trong câu trả lời này.',
    en: 'The nonce cannot be used any more. Please use the one that comes with this answer.',
  },
  'trust.acme_account_unknown': {
    vi: 'Không có tài khoản nào của khóa này. Hãy đăng ký tài khoản.',
    en: 'There is no account of this key. Please register one.',
  },
  'trust.acme_account_closed': {
    vi: 'Tài khoản này đã đóng. Hãy đăng ký tài khoản khác bằng khóa mới.',
    en: 'This account was closed. Please register another one with a new key.',
  },
  'trust.acme_binding_needed': {
    vi: 'Chỉ người có giấy phép mới đăng ký được. Hãy xin người quản trị giấy phép (external account binding).',
    en: 'Only who has a permit may register. Please ask the administrator for one (external account binding).',
  },
  'trust.acme_contact_refused': {
    vi: 'Liên hệ phải là tối đa 10 địa chỉ thư dạng mailto:ten@co-quan.example.',
    en: 'Contacts are up to 10 mail addresses, like mailto:name@agency.example.',
  },
  'trust.acme_key_in_use': {
    vi: 'Khóa mới đã thuộc một tài khoản khác: {account}. Hãy tạo khóa khác.',
    en: 'The new key has an account already: {account}. Please make another key.',
  },
  'trust.acme_nothing_here': {
    vi: 'Ở đây không có gì của tài khoản này. Hãy kiểm tra địa chỉ.',
    en: 'There is nothing here that belongs to this account. Please check the address.',
  },
  'trust.acme_name_refused': {
    vi: 'Không cấp chứng thư số cho tên {name}: tên không hợp lệ hoặc nằm ngoài phạm vi được phép.',
    en: 'No certificate is issued for {name}: it is no proper name, or not among those that may be asked for.',
  },
  'trust.acme_name_kind_refused': {
    vi: 'Chỉ nhận tên miền (dns) và địa chỉ (ip).',
    en: 'Only DNS names (dns) and addresses (ip) are taken.',
  },
  'trust.acme_order_not_ready': {
    vi: 'Chưa chứng minh xong mọi tên của đơn, hoặc đơn đã kết thúc. Hãy xem trạng thái của đơn.',
    en: 'Not all names of the order are proven, or it has ended. Please look at the state of the order.',
  },
  'trust.acme_names_differ': {
    vi: 'Tên trong yêu cầu PKCS #10 phải đúng bằng các tên của đơn.',
    en: 'The names in the PKCS #10 request must be exactly those of the order.',
  },
  'trust.acme_too_many': {
    vi: 'Quá nhiều yêu cầu (tối đa {most}). Hãy thử lại sau {retryAfter_seconds} giây.',
    en: 'Too many requests (at most {most}). Please try again in {retryAfter_seconds} seconds.',
  },
  'trust.acme_host_unknown': {
    vi: 'Tên này không có địa chỉ trong hệ thống tên miền. Hãy kiểm tra bản ghi DNS.',
    en: 'The name has no address in the domain name system. Please check its DNS records.',
  },
  'trust.acme_host_not_asked': {
    vi: 'Tên này dẫn đến địa chỉ hoặc cổng mà hệ thống không được phép hỏi. Hãy xem thiết lập ACME_ADDRESSES.',
    en: 'The name leads to an address or port that this house may not ask. Please see the setting ACME_ADDRESSES.',
  },
  'trust.acme_host_unreachable': {
    vi: 'Không kết nối được tới máy chủ của tên này trong 10 giây. Hãy mở cổng HTTP cho chương trình ACME.',
    en: 'The machine of this name could not be reached within 10 seconds. Please open the HTTP port of your ACME program.',
  },
  'trust.acme_answer_wrong': {
    vi: 'Máy chủ của tên này không trả lời đúng nội dung chứng minh. Hãy kiểm tra /.well-known/acme-challenge/.',
    en: 'The machine of this name does not answer with the proof. Please check /.well-known/acme-challenge/.',
  },
  'trust.acme_record_missing': {
    vi: 'Không có bản ghi TXT tại _acme-challenge của tên này. Hãy thêm bản ghi, chờ máy chủ tên miền cập nhật rồi thử lại.',
    en: 'There is no TXT record at _acme-challenge of this name. Add it, wait until the name servers tell of it, and try again.',
  },
  'trust.acme_record_elsewhere': {
    vi: 'Bản ghi _acme-challenge của tên này là bí danh (CNAME) trỏ nơi khác. Hãy đặt bản ghi TXT ngay tại tên.',
    en: 'The record at _acme-challenge of this name is an alias (CNAME) to elsewhere. Put the TXT record at the name itself.',
  },
  'trust.acme_record_wrong': {
    vi: 'Bản ghi TXT tại _acme-challenge không đúng nội dung chứng minh. Hãy kiểm tra, có thể máy chủ tên miền còn giữ bản ghi cũ.',
    en: 'The TXT record at _acme-challenge is not the proof. Look whether the name servers still tell of an older one.',
  },
  'trust.acme_names_unanswered': {
    vi: 'Máy chủ tên miền không trả lời trong 5 giây. Hãy thử lại sau, hoặc xem thiết lập ACME_DNS_SERVERS.',
    en: 'The name servers do not answer within 5 seconds. Try again later, or see the setting ACME_DNS_SERVERS.',
  },
  'trust.acme_reason_refused': {
    vi: 'Lý do thu hồi phải là 0, 1, 3, 4 hoặc 5.',
    en: 'The reason of a revocation must be 0, 1, 3, 4 or 5.',
  },
  'trust.acme_may_not_revoke': {
    vi: 'Chỉ tài khoản đã nhận chứng thư số, người giữ khóa, hoặc người chứng minh được mọi tên mới thu hồi được.',
    en: 'Only the account that got the certificate, who holds its key, or who has proven all its names may revoke it.',
  },
  'trust.acme_already_replaced': {
    vi: 'Chứng thư số này đã có đơn thay thế. Hãy đặt đơn không có replaces.',
    en: 'Another order replaces this certificate already. Please order without replaces.',
  },
};
