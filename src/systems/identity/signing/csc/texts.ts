import type { Bilingual } from '../../../../kernel/text.ts';

/** What the API refuses, for people who read logs; applications get the sentences of the specification (`answers.ts`). */
export const cscSentences: Record<string, Bilingual> = {
  'csc.both_given': {
    vi: 'Yêu cầu có cả tài liệu lẫn mã băm. Hãy chỉ gửi một trong hai.',
    en: 'The request has both documents and digests. Send one of the two.',
  },
  'csc.none_given': {
    vi: 'Yêu cầu không có tài liệu hay mã băm nào. Hãy gửi ít nhất một.',
    en: 'The request has neither documents nor digests. Send at least one.',
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
