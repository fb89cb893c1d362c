import type { Bilingual } from '../../kernel/text.ts';
import { administrationSentences } from './administration/texts.ts';
import { ceremonySentences } from './ceremony/texts.ts';
import { delegationSentences } from './remote/delegation/texts.ts';
import { remoteSentences } from './remote/texts.ts';
import { signingSentences } from './signing/texts.ts';
import { acmeSentences } from './acme/texts.ts';
import { enrolmentSentences } from './enrolment/texts.ts';
import { estSentences } from './est/texts.ts';
import { lintingSentences } from './linting/texts.ts';
import type { StampRejection } from './rules.ts';

/** Sentences of this system's refusals. */
export const sentences: Record<string, Bilingual> = {
  ...administrationSentences,
  ...ceremonySentences,
  ...remoteSentences,
  ...delegationSentences,
  ...signingSentences,
  ...lintingSentences,
  ...enrolmentSentences,
  ...acmeSentences,
  ...estSentences,
  'trust.document_too_large': {
    vi: 'Tệp lớn hơn {most} MiB nên không được nhận.',
    en: 'The file is larger than {most} MiB and is not accepted.',
  },
  'trust.document_unreadable': {
    vi: 'Tệp này hỏng hoặc không đọc được đúng loại của nó. Hãy tải lại bản gốc.',
    en: 'This file is broken, or cannot be read as what it should be. Please download the original again.',
  },
  'trust.too_many_files': {
    vi: 'Mỗi lần kiểm tra được tối đa {most} tệp. Hãy chọn tệp chữ ký và tài liệu của nó.',
    en: 'At most {most} files can be checked at a time. Please choose the signature and its documents.',
  },
  'trust.too_many_signatures': {
    vi: 'Tệp mang hơn {most} chữ ký nên không được kiểm tra ở đây.',
    en: 'The file carries more than {most} signatures and is not checked here.',
  },
  'trust.file_kind_unknown': {
    vi: 'Tệp này không thuộc loại mang được chữ ký số: PDF, CMS (.p7m, .p7s), XML, JWS hay ASiC. Hãy chọn tệp có chữ ký.',
    en: 'This file is of no kind that carries signatures: PDF, CMS (.p7m, .p7s), XML, JWS or ASiC. Please choose the signed file.',
  },
  'trust.signing_time_refused': {
    vi: 'Thời điểm ký nằm ngoài thời hạn của chứng thư số của cơ quan.',
    en: 'The time of signing is outside the validity of the agency’s certificate.',
  },
  'trust.signer_away': {
    vi: 'Bộ phận ký số đang khởi động lại nên chưa ký được. Hãy thử lại sau một phút.',
    en: 'What signs is starting again, so nothing is signed just now. Please try again in a minute.',
  },
  'trust.key_not_for_this': {
    vi: 'Khóa ({use}) không ký nội dung này: {problem}. Đây là lỗi của hệ thống: hãy báo cho quản trị viên dịch vụ tin cậy.',
    en: 'The key ({use}) does not sign this: {problem}. That is a fault of the house: please tell the administrators of the trust services.',
  },
  'trust.token_cannot': {
    vi: 'Thiết bị giữ khóa không tạo được khóa {algorithm} (mục đích: {use}). Hãy bỏ {use} khỏi PKCS11_USES của tiến trình ký rồi khởi động lại.',
    en: 'The token makes no key of {algorithm} (for: {use}). Please take {use} out of the signer’s PKCS11_USES and start it again.',
  },
  'trust.time_not_available': {
    vi: 'Đồng hồ của hệ thống chưa tin được nên chưa ký được. Hãy thử lại sau năm phút.',
    en: 'The clock of the house cannot be believed just now, so nothing is signed. Please try again in five minutes.',
  },
  'trust.mark_outside_page': {
    vi: 'Khung chữ ký phải nằm trên trang, rộng ít nhất 70 × 28 điểm và không quá một phần tám trang.',
    en: 'The frame of a signature must lie on the page, measure at least 70 × 28 points, and at most an eighth of the page.',
  },
  'trust.not_in_log': {
    vi: 'Sổ công khai chưa có giấy tờ này. Nếu giấy vừa được cấp, hãy thử lại sau ít giây.',
    en: 'The public log does not have this document. If it was issued just now, please try again in a few seconds.',
  },
  'trust.log_has_no_such_part': {
    vi: 'Sổ công khai chưa có phần này. Hãy xem kích thước trong điểm kiểm (checkpoint) mới nhất.',
    en: 'The public log has no such part yet. Please look at the size in its newest checkpoint.',
  },
  'trust.too_many_stamps': {
    vi: 'Mỗi địa chỉ được tối đa {most} dấu thời gian một phút. Hãy thử lại sau {retryAfter_seconds} giây.',
    en: 'One address may have {most} time stamps in a minute. Please try again in {retryAfter_seconds} seconds.',
  },
  'trust.certificate_unknown': {
    vi: 'Không có chứng thư số nào mang số này. Hãy xem danh sách: npm run motcua -- certificates list.',
    en: 'No certificate has this serial number. Please look at the list: npm run motcua -- certificates list.',
  },
  'trust.root_cannot_be_revoked': {
    vi: 'Không ai thu hồi được chứng thư gốc. Người dùng phải thôi tin nó.',
    en: 'Nobody can revoke a root: those who trust it must cease to.',
  },
  'trust.already_revoked': {
    vi: 'Chứng thư số đã bị thu hồi. Việc thu hồi không đổi được nữa.',
    en: 'The certificate was revoked already. A revocation is never changed.',
  },
  'trust.already_suspended': {
    vi: 'Chứng thư số đang bị tạm dừng. Chỉ có thể cho dùng lại hoặc thu hồi.',
    en: 'The certificate is suspended already. It can be resumed or revoked.',
  },
  'trust.not_suspended': {
    vi: 'Chứng thư số không bị tạm dừng nên không có gì để cho dùng lại.',
    en: 'The certificate is not suspended, so there is nothing to resume.',
  },
  'trust.act_unexplained': {
    vi: 'Hãy ghi người thực hiện (tối đa 200 ký tự) và lý do bằng lời (10 đến 2.000 ký tự).',
    en: 'Please say who does this (up to 200 characters) and why, in words (10 to 2,000 characters).',
  },
  'trust.certificate_suspended': {
    vi: 'Chứng thư số của cơ quan đang bị tạm dừng nên chưa đóng dấu được. Hãy hỏi nơi quản lý chứng thư số.',
    en: 'The agency’s certificate is suspended, so nothing can be sealed. Please ask those who keep the certificates.',
  },
  'trust.certificate_withdrawn': {
    vi: 'Cơ quan không còn được đóng dấu số: chứng thư số đã bị thu hồi và không được cấp lại.',
    en: 'The agency may not seal any more: its certificate was revoked and is not replaced.',
  },
  'trust.no_such_authority': {
    vi: 'Không có nơi cấp chứng thư số nào mang tên này.',
    en: 'There is no certificate authority of this name.',
  },
  'trust.agency_code_unusable': {
    vi: 'Mã cơ quan không ghi được vào chứng thư số.',
    en: 'The agency code cannot be written into a certificate.',
  },
  'trust.agency_name_unusable': {
    vi: 'Tên cơ quan không ghi được vào chứng thư số.',
    en: 'The agency name cannot be written into a certificate.',
  },
};

/** Why a time stamp is not given, in words: they go into the answer. */
export const stampRejectionTexts: Readonly<Record<StampRejection, Bilingual>> = {
  algorithm_unknown: {
    vi: 'Chỉ đóng dấu thời gian cho SHA-256, SHA-384, SHA-512.',
    en: 'Only SHA-256, SHA-384 and SHA-512 are stamped.',
  },
  request_not_supported: { vi: 'Chỉ nhận yêu cầu phiên bản 1.', en: 'Only requests of version 1 are taken.' },
  data_malformed: { vi: 'Yêu cầu không đúng cấu trúc RFC 3161.', en: 'The request is not as RFC 3161 has it.' },
  time_not_available: {
    vi: 'Đồng hồ chưa đáng tin nên chưa đóng dấu thời gian. Hãy thử lại sau ít phút.',
    en: 'The clock cannot be relied on at present, so nothing is stamped. Please try again in a few minutes.',
  },
  policy_unknown: { vi: 'Không có chính sách được yêu cầu.', en: 'There is no such policy here.' },
  service_withdrawn: {
    vi: 'Dịch vụ dấu thời gian đang ngừng.',
    en: 'The service of time stamps is stopped at present.',
  },
  extension_unknown: { vi: 'Không nhận phần mở rộng nào trong yêu cầu.', en: 'No extension of a request is taken.' },
};
