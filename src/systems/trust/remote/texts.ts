import type { Bilingual } from '../../../kernel/text.ts';

/** What the signing of people says when it refuses, by code. */
export const remoteSentences: Record<string, Bilingual> = {
  'signing.level_needed': {
    vi: 'Chỉ tài khoản định danh mức độ 2 mới được cấp chứng thư số và ký. Hãy nâng mức tài khoản tại công an xã, phường.',
    en: 'Only an account of level 2 can have a certificate and sign. Have your account raised at the commune police.',
  },
  'signing.passkey_needed': {
    vi: 'Tài khoản chưa có khóa đăng nhập. Hãy thêm một khóa ở trang tài khoản, rồi quay lại đây.',
    en: 'Your account has no passkey. Add one on the account page and come back.',
  },
  'signing.too_many_credentials': {
    vi: 'Bạn đã có {most} chứng thư số còn hiệu lực. Hãy thu hồi một chứng thư không dùng nữa.',
    en: 'You have {most} certificates that hold. Revoke one that you no longer use.',
  },
  'signing.enrolment_over': {
    vi: 'Yêu cầu cấp chứng thư số này đã hết hạn hoặc đã được trả lời. Hãy bắt đầu lại.',
    en: 'This request for a certificate has expired or was answered. Begin again.',
  },
  'signing.assertion_refused': {
    vi: 'Khóa trên thiết bị không xác nhận đúng điều cần ký. Không có gì được ký. Hãy thử lại bằng khóa đã đăng ký để ký.',
    en: 'The passkey did not confirm what was to be signed. Nothing was signed. Try again with the passkey that you registered for signing.',
  },
  'signing.credential_unknown': {
    vi: 'Bạn không có chứng thư số này. Hãy chọn một chứng thư trong danh sách.',
    en: 'You have no such certificate. Choose one of the list.',
  },
  'signing.credential_not_usable': {
    vi: 'Chứng thư số này đã bị thu hồi, bị tạm dừng hoặc hết hạn, nên không ký được. Hãy chọn hoặc xin chứng thư khác.',
    en: 'This certificate is revoked, suspended or expired, so nothing is signed with it. Choose or ask for another.',
  },
  'signing.credential_not_bound': {
    vi: 'Chứng thư số này được cấp trước khi bộ phận ký số tự kiểm tra khóa trên thiết bị, nên không ký được nữa. Hãy thu hồi và xin chứng thư mới.',
    en: 'This certificate was issued before the signer itself checked passkeys, so nothing is signed with it any more. Revoke it and ask for a new one.',
  },
  'signing.post_ended': {
    vi: 'Bạn không còn giữ hoặc được ủy quyền vị trí ghi trong chứng thư số này, nên không ký được nữa.',
    en: 'You no longer hold the post in this certificate, and it is not delegated to you, so you cannot sign with it.',
  },
  'signing.too_many_waiting': {
    vi: 'Ứng dụng này đã có nhiều yêu cầu chờ người ký trả lời. Hãy đợi người ký trả lời rồi gửi tiếp.',
    en: 'This application has many requests that wait for the signer. Wait for the answers before asking for more.',
  },
  'signing.too_many_deferred': {
    vi: 'Ứng dụng này đang có {most} yêu cầu ký cho người này chờ lấy kết quả. Hãy đợi những yêu cầu trước hết hạn.',
    en: 'This application has {most} orders for this person whose outcome is kept. Wait until those before are over.',
  },
  'signing.deferred_unknown': {
    vi: 'Không có yêu cầu ký này của ứng dụng cho người này, hoặc kết quả đã hết hạn giữ. Hãy gửi lại yêu cầu.',
    en: 'There is no such order of this application for this person, or its outcome is kept no more. Order again.',
  },
  'signing.hashes_wrong': {
    vi: 'Danh sách cần ký phải có từ 1 đến {most} mã băm SHA-256 khác nhau. Hãy sửa danh sách.',
    en: 'What is to be signed must be 1 to {most} different SHA-256 hashes. Correct the list.',
  },
  'signing.activation_unknown': {
    vi: 'Không có yêu cầu ký này. Hãy bắt đầu lại.',
    en: 'There is no such request to sign. Begin again.',
  },
  'signing.activation_over': {
    vi: 'Yêu cầu ký này đã hết hạn hoặc đã được trả lời. Hãy bắt đầu lại.',
    en: 'This request to sign has expired or was answered. Begin again.',
  },
  'signing.sad_refused': {
    vi: 'Dữ liệu kích hoạt ký không đúng, đã hết hạn, hoặc thuộc về ứng dụng hay chứng thư khác. Hãy xin người ký đồng ý lại.',
    en: 'The signature activation data is wrong, expired, or belongs to another application or certificate. Ask the signer again.',
  },
  'signing.hash_not_authorised': {
    vi: 'Người ký không đồng ý ký mã băm này. Hãy xin đồng ý cho đúng tài liệu.',
    en: 'The signer has not agreed to sign this hash. Ask for consent to the right document.',
  },
  'signing.hash_signed_already': {
    vi: 'Mã băm này đã được ký theo lần đồng ý đó. Hãy xin đồng ý lần khác nếu cần ký nữa.',
    en: 'This hash was signed under that consent already. Ask for another consent to sign again.',
  },
  'signing.document_missing': {
    vi: 'Hãy chọn tệp PDF cần ký.',
    en: 'Choose the PDF file to sign.',
  },
  'signing.document_too_large': {
    vi: 'Tệp lớn hơn {most} MB. Hãy chọn tệp nhỏ hơn.',
    en: 'The file is larger than {most} MB. Choose a smaller one.',
  },
  'signing.document_not_signable': {
    vi: 'Không đọc được tệp này như một tệp PDF đúng chuẩn và không mã hóa. Hãy xuất lại tệp PDF rồi thử lại.',
    en: 'This file cannot be read as a well-formed PDF without encryption. Export it as PDF again and retry.',
  },
  'signing.too_many_documents': {
    vi: 'Bạn đang có {most} tài liệu ở đây. Hãy xóa bớt, hoặc đợi sau một ngày chúng được tự xóa.',
    en: 'You have {most} documents here. Remove some, or wait: after a day they are removed by themselves.',
  },
  'signing.document_unknown': {
    vi: 'Không có tài liệu này, hoặc đã được xóa sau một ngày.',
    en: 'There is no such document, or it was removed after a day.',
  },
  'signing.file_not_signable': {
    vi: 'Không đọc được tệp “{name}” như một tệp PDF đúng chuẩn và không mã hóa. Không tệp nào được nhận hay ký. Hãy bỏ tệp này hoặc xuất lại tệp PDF.',
    en: 'The file “{name}” cannot be read as a well-formed PDF without encryption. No file was taken in or signed. Take it out or export it as PDF again.',
  },
  'signing.file_twice': {
    vi: 'Hai tệp “{name}” và “{other}” có nội dung giống hệt nhau. Không tệp nào được nhận. Hãy bỏ bớt một tệp.',
    en: 'The files “{name}” and “{other}” are the same, byte for byte. No file was taken in. Take one of them out.',
  },
  'signing.batch_too_large': {
    vi: 'Mỗi lần ký được tối đa {most} tệp, tổng cộng {most_mb} MB. Hãy chia thành nhiều lần.',
    en: 'At most {most} files, {most_mb} MB together, are signed at once. Bring them in several parts.',
  },
  'signing.too_many_batches': {
    vi: 'Bạn đang có {most} lô tài liệu ở đây. Hãy xóa bớt, hoặc đợi sau một ngày chúng được tự xóa.',
    en: 'You have {most} batches of documents here. Remove one, or wait: after a day they are removed by themselves.',
  },
  'signing.batch_unknown': {
    vi: 'Không có lô tài liệu này, hoặc đã được xóa sau một ngày.',
    en: 'There is no such batch of documents, or it was removed after a day.',
  },
  'signing.document_signed': {
    vi: 'Tài liệu này đã được ký. Hãy tải bản đã ký về.',
    en: 'This document is signed. Download the signed copy.',
  },
};
