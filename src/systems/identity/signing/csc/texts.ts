import type { Bilingual } from '../../../../kernel/text.ts';

/** What the API refuses, for people who read logs; applications get the sentences of the specification (`answers.ts`). */
export const cscSentences: Record<string, Bilingual> = {
  'csc.number_wrong': {
    vi: 'numSignatures không bằng số mã băm. Hãy sửa yêu cầu.',
    en: 'numSignatures is not the number of hashes. Correct the request.',
  },
  'csc.not_explicit': {
    vi: 'Ứng dụng này hỏi người ký trong trình duyệt (OAuth), không hỏi từ xa. Hãy đăng ký ứng dụng kiểu “explicit”.',
    en: 'This application asks signers in their browser (OAuth), not from afar. Register one that authorises explicitly.',
  },
  'csc.authentication_wrong': {
    vi: 'Không nhận mã PIN hay mã một lần: người ký đồng ý bằng khóa trên thiết bị ở trang của mình. Hãy bỏ authData.',
    en: 'No PIN or one-time code is taken: the signer agrees with a passkey on a page of their own. Leave authData out.',
  },
  'csc.both_given': {
    vi: 'Yêu cầu có cả tài liệu lẫn mã băm. Hãy chỉ gửi một trong hai.',
    en: 'The request has both documents and digests. Send one of the two.',
  },
  'csc.none_given': {
    vi: 'Yêu cầu không có tài liệu hay mã băm nào. Hãy gửi ít nhất một.',
    en: 'The request has neither documents nor digests. Send at least one.',
  },
  'csc.not_asynchronous': {
    vi: 'validity_period chỉ dùng với operationMode “A”. Hãy sửa yêu cầu.',
    en: 'validity_period goes with operationMode “A” alone. Correct the request.',
  },
  'csc.no_callback': {
    vi: 'Dịch vụ không gọi lại địa chỉ của ứng dụng. Hãy bỏ response_uri và hỏi kết quả bằng signatures/signPolling.',
    en: 'Nobody is called back. Leave response_uri out and ask for the outcome by signatures/signPolling.',
  },
  'csc.not_completed': {
    vi: 'Yêu cầu ký trước đã được nhận nhưng chưa xử lý xong. Hãy hỏi lại sau vài giây.',
    en: 'The order was taken and is not carried out yet. Ask again in some seconds.',
  },
  'csc.document_not_base64': {
    vi: 'Tài liệu gửi lên không phải Base64. Hãy mã hóa lại bằng Base64 (RFC 4648 §4).',
    en: 'A document is not Base64. Encode it as Base64 (RFC 4648 §4).',
  },
  'csc.envelope_impossible': {
    vi: 'Định dạng này không có cách đặt chữ ký đó. Hãy chọn một cách mà phương thức info liệt kê.',
    en: 'This format has no such envelope property. Choose one that the method info lists.',
  },
  'csc.format_impossible': {
    vi: 'Từ mã băm chỉ ký được CAdES và PAdES. Hãy gửi cả tài liệu để ký XAdES hoặc JAdES.',
    en: 'From a hash only CAdES and PAdES are made. Send the whole document for XAdES or JAdES.',
  },
  'csc.properties_wrong': {
    vi: 'Không ghi được các thuộc tính này vào chữ ký: {names}. Hãy bỏ chúng ra khỏi yêu cầu.',
    en: 'These properties cannot be put into the signature: {names}. Leave them out.',
  },
};
