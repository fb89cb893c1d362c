import type { Bilingual } from '../../../kernel/text.ts';
import type { BlockName, Indication, Reason } from './conclusion.ts';
import type { FoundTimeStamp } from './found.ts';

/** Why a signature does not hold, or not any more, in words that say what it means for whoever holds the document. */
export const reasonTexts: Readonly<Record<Reason, Bilingual>> = {
  format: {
    vi: 'Chữ ký bị hỏng hoặc thuộc loại chưa đọc được ở đây.',
    en: 'The signature is broken or of a kind that is not read here.',
  },
  document_changed: {
    vi: 'Nội dung đã bị sửa sau khi ký.',
    en: 'The content was changed after it was signed.',
  },
  changed_after_signing: {
    vi: 'Tệp đã bị thêm hoặc đổi nội dung sau khi ký.',
    en: 'Something was added to the file or changed after it was signed.',
  },
  signed_data_missing: {
    vi: 'Không thấy tài liệu mà chữ ký này ký lên. Hãy chọn tệp chữ ký cùng với tài liệu của nó.',
    en: 'The document that this signature is over is not here. Please choose the signature together with its document.',
  },
  signature_wrong: {
    vi: 'Chữ ký không khớp với chứng thư số: không phải do khóa đó ký, hoặc đã bị sửa.',
    en: 'The signature does not match its certificate: another key made it, or it was changed.',
  },
  signing_certificate_missing: {
    vi: 'Chữ ký không kèm chứng thư số của người ký, nên không biết ai đã ký.',
    en: 'The signature does not carry its signer’s certificate, so nobody can tell who signed.',
  },
  signing_certificate_mismatch: {
    vi: 'Chứng thư số kèm theo không phải chứng thư mà người ký đã nêu.',
    en: 'The certificate that is carried is not the one that the signer named.',
  },
  signing_certificate_unnamed: {
    vi: 'Chữ ký không nêu chứng thư số của người ký, nên có thể bị gán cho người khác.',
    en: 'The signature does not name its signer’s certificate, so it could be passed off as another’s.',
  },
  chain_incomplete: {
    vi: 'Chứng thư số không do hệ thống chứng thực của Nhà nước cấp.',
    en: 'The certificate was not issued by the state’s certificate authority.',
  },
  chain_signature_wrong: { vi: 'Chuỗi chứng thư số bị giả mạo.', en: 'The chain of certificates is forged.' },
  chain_broken: {
    vi: 'Chuỗi chứng thư số không đúng quy định: có bên cấp không được quyền cấp chứng thư này.',
    en: 'The chain of certificates breaks a rule: somebody on it may not issue this certificate.',
  },
  usage_not_allowed: {
    vi: 'Chứng thư số không được cấp để ký tài liệu.',
    en: 'The certificate was not issued for signing documents.',
  },
  algorithm_not_accepted: {
    vi: 'Chuỗi chứng thư số dùng cách ký không được chấp nhận.',
    en: 'The chain of certificates uses a way to sign that is not accepted.',
  },
  algorithm_outdated: {
    vi: 'Cách ký đã cũ, ngày nay có thể bị giả mạo.',
    en: 'The way it was signed is outdated and could be forged today.',
  },
  certificate_revoked: {
    vi: 'Chứng thư số của người ký đã bị thu hồi, và không có gì chứng minh chữ ký có trước đó.',
    en: 'The signer’s certificate was revoked, and nothing proves that the signature is older than that.',
  },
  authority_revoked: {
    vi: 'Nơi cấp chứng thư số đã bị thu hồi quyền cấp.',
    en: 'The authority that issued the certificate was itself revoked.',
  },
  certificate_suspended: {
    vi: 'Chứng thư số của người ký đang bị tạm dừng. Hãy kiểm tra lại sau.',
    en: 'The signer’s certificate is suspended. Please check again later.',
  },
  certificate_expired: {
    vi: 'Chứng thư số của người ký đã hết hạn, và không có gì chứng minh chữ ký có trước đó.',
    en: 'The signer’s certificate has expired, and nothing proves that the signature is older than that.',
  },
  certificate_not_yet_valid: {
    vi: 'Chứng thư số của người ký chưa có hiệu lực.',
    en: 'The signer’s certificate is not valid yet.',
  },
  authority_expired: {
    vi: 'Chứng thư số của nơi cấp đã hết hạn.',
    en: 'The certificate of the authority that issued it has expired.',
  },
  revocation_unknown: {
    vi: 'Chưa biết chứng thư số có bị thu hồi hay không. Hãy kiểm tra lại sau.',
    en: 'Whether the certificate was revoked is not known now. Please check again later.',
  },
  signed_after_revocation: {
    vi: 'Chữ ký được tạo sau khi chứng thư số bị thu hồi.',
    en: 'It was signed after the certificate had been revoked.',
  },
  signed_after_expiry: {
    vi: 'Chữ ký được tạo sau khi chứng thư số hết hạn.',
    en: 'It was signed after the certificate had expired.',
  },
  signed_before_certificate: {
    vi: 'Chữ ký có trước khi chứng thư số được cấp.',
    en: 'The signature is older than the certificate.',
  },
  signing_time_missing: { vi: 'Chữ ký không nêu thời điểm ký.', en: 'The signature does not say when it was made.' },
  signing_time_outside_certificate: {
    vi: 'Thời điểm ký nằm ngoài thời hạn của chứng thư số.',
    en: 'The time of signing is outside the validity of the certificate.',
  },
  time_stamps_out_of_order: {
    vi: 'Các dấu thời gian trái thứ tự với nhau.',
    en: 'The time stamps contradict each other’s order.',
  },
  no_proof_of_time: {
    vi: 'Không có gì chứng minh chữ ký đã có khi chứng thư số còn hiệu lực.',
    en: 'Nothing proves that the signature was there while its certificate was valid.',
  },
  time_stamp_malformed: { vi: 'Dấu thời gian bị hỏng.', en: 'The time stamp is broken.' },
  time_stamp_of_something_else: {
    vi: 'Dấu thời gian là của nội dung khác.',
    en: 'The time stamp is over something else.',
  },
};

export const indicationTexts: Readonly<Record<Indication, Bilingual>> = {
  'TOTAL-PASSED': { vi: 'Còn giá trị', en: 'Holds' },
  INDETERMINATE: { vi: 'Chưa kết luận được', en: 'Not certain' },
  'TOTAL-FAILED': { vi: 'Không có giá trị', en: 'Does not hold' },
};

export const blockTexts: Readonly<Record<BlockName, Bilingual>> = {
  format: { vi: 'Định dạng', en: 'Format' },
  signer: { vi: 'Chứng thư số của người ký', en: 'The signer’s certificate' },
  chain: { vi: 'Chuỗi chứng thư số và thu hồi', en: 'Chain of certificates and revocation' },
  cryptography: { vi: 'Mã băm và giá trị chữ ký', en: 'Hashes and signature value' },
  acceptance: { vi: 'Thuộc tính và thuật toán', en: 'Attributes and algorithms' },
  basic: { vi: 'Chữ ký cơ bản', en: 'Basic signature' },
  time_stamp: { vi: 'Dấu thời gian {about}', en: 'Time stamp {about}' },
  time: { vi: 'Chữ ký có thời gian', en: 'Signature with time' },
  past_certificate: { vi: 'Chứng thư số trong quá khứ', en: 'The certificate in the past' },
  past_signature: { vi: 'Chữ ký trong quá khứ', en: 'Signature in the past' },
  archive: { vi: 'Lưu trữ lâu dài', en: 'Long-term availability' },
};

export const stampTexts: Readonly<Record<FoundTimeStamp['kind'], Bilingual>> = {
  content: { vi: 'trước khi ký', en: 'before signing' },
  signature: { vi: 'ngay khi ký', en: 'at signing' },
  references: { vi: 'cho dữ liệu kiểm tra', en: 'for validation data' },
  archive: { vi: 'lưu trữ', en: 'for the archive' },
};

/** Names of what a block rests on. */
export const dataTexts: Readonly<Record<string, Bilingual>> = {
  algorithm: { vi: 'thuật toán', en: 'algorithm' },
  at: { vi: 'lúc', en: 'at' },
  by: { vi: 'bởi', en: 'by' },
  chain: { vi: 'chuỗi', en: 'chain' },
  claimed: { vi: 'người ký khai', en: 'claimed' },
  code: { vi: 'mã', en: 'code' },
  controlTime: { vi: 'còn tốt đến', en: 'known good until' },
  format: { vi: 'loại', en: 'format' },
  from: { vi: 'từ', en: 'from' },
  imprint: { vi: 'băm', en: 'hash' },
  kind: { vi: 'loại', en: 'kind' },
  level: { vi: 'mức', en: 'level' },
  proven: { vi: 'chứng minh được từ', en: 'proven since' },
  revokedAt: { vi: 'thu hồi lúc', en: 'revoked at' },
  serial: { vi: 'số', en: 'serial' },
  soundUntil: { vi: 'thuật toán an toàn đến', en: 'algorithm sound until' },
  subject: { vi: 'tên', en: 'name' },
  until: { vi: 'đến', en: 'until' },
};

export const sentenceTexts = {
  heldProven: {
    vi: '{name} đã ký. Nội dung còn nguyên như lúc ký. Thời điểm ký đã được xác nhận: trước {proven}. Chữ ký còn giá trị, và giữ được ít nhất đến {until}.',
    en: '{name} signed it. The content is as it was signed. The time is confirmed: before {proven}. The signature holds, and will at least until {until}.',
  },
  heldClaimed: {
    vi: '{name} đã ký. Nội dung còn nguyên như lúc ký. Người ký khai ký lúc {claimed}; chưa có ai xác nhận giờ này. Chữ ký còn giá trị đến {until}.',
    en: '{name} signed it. The content is as it was signed. The signer says it was at {claimed}; nobody has confirmed that. The signature holds until {until}.',
  },
  uncertain: {
    vi: 'Chưa kết luận được về chữ ký của {name}. {reason}',
    en: 'Nothing certain can be said of the signature of {name}. {reason}',
  },
  failed: {
    vi: 'Đừng dựa vào chữ ký của {name}. {reason}',
    en: 'Do not rely on the signature of {name}. {reason}',
  },
  unknownSigner: { vi: 'người ký không đọc được', en: 'an unreadable signer' },
} satisfies Record<string, Bilingual>;
