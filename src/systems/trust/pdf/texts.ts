import type { Bilingual } from '../../../kernel/text.ts';
import type { ForbiddenChange } from './changes.ts';

/** Why something that was done to a document after a signature is not permitted. */
export type RefusedChange =
  | ForbiddenChange
  | 'bytes_behind'
  | 'answers_not_permitted'
  | 'signatures_not_permitted'
  | 'not_in_its_revision';

export const changeTexts: Readonly<Record<RefusedChange, Bilingual>> = {
  page_changed: {
    vi: 'Sau khi ký, nội dung một trang đã bị thay.',
    en: 'A page was changed after the document was signed.',
  },
  object_replaced: {
    vi: 'Sau khi ký, một phần của tài liệu đã bị thay bằng phần khác.',
    en: 'A part of the document was replaced by another after it was signed.',
  },
  object_removed: {
    vi: 'Sau khi ký, một phần của tài liệu đã bị bỏ đi.',
    en: 'A part of the document was taken away after it was signed.',
  },
  object_was_awaited: {
    vi: 'Tài liệu được ký khi còn thiếu một phần, và phần ấy được đưa vào sau.',
    en: 'The document was signed while a part of it was missing, and that part was brought in later.',
  },
  catalog_changed: {
    vi: 'Sau khi ký, cách tài liệu được mở hoặc được xếp trang đã bị đổi.',
    en: 'How the document opens or is put together was changed after it was signed.',
  },
  form_changed: {
    vi: 'Sau khi ký, biểu mẫu trong tài liệu đã bị đổi.',
    en: 'The form in the document was changed after it was signed.',
  },
  annotation_added: {
    vi: 'Sau khi ký, có ghi chú hoặc hình được đặt lên trang.',
    en: 'A note or a picture was put on a page after the document was signed.',
  },
  mark_without_signature: {
    vi: 'Sau khi ký, có khung chữ ký được đặt lên trang mà không ai ký.',
    en: 'The frame of a signature was put on a page after the document was signed, and nobody signed it.',
  },
  mark_too_large: {
    vi: 'Sau khi ký, có khung chữ ký che hơn một phần tám trang.',
    en: 'The frame of a later signature covers more than an eighth of a page.',
  },
  evidence_removed: {
    vi: 'Chứng cứ về chứng thư số trong tài liệu đã bị bỏ đi.',
    en: 'Evidence of certificates was taken out of the document.',
  },
  not_understood: {
    vi: 'Phần được thêm vào sau khi ký không hiểu được, nên không biết nó có đổi nội dung hay không.',
    en: 'What was added after the document was signed cannot be understood, so nobody can tell whether it changes anything.',
  },
  bytes_behind: {
    vi: 'Có dữ liệu lạ được nối vào cuối tệp sau khi ký.',
    en: 'Something was put behind the end of the file after it was signed.',
  },
  answers_not_permitted: {
    vi: 'Sau khi ký, biểu mẫu được điền thêm mà người ký không cho phép.',
    en: 'The form was filled in after the document was signed, which the signer did not permit.',
  },
  signatures_not_permitted: {
    vi: 'Có chữ ký được thêm vào mà người ký trước không cho phép.',
    en: 'A signature was added that an earlier signer did not permit.',
  },
  not_in_its_revision: {
    vi: 'Chữ ký không thuộc bản mà nó bao trọn: có thể đã được chép từ nơi khác.',
    en: 'The signature is not part of the version that it covers: it may have been copied from elsewhere.',
  },
};

export const BYTE_RANGE_WRONG: Bilingual = {
  vi: 'Chữ ký không bao trọn tài liệu từ byte đầu tiên: có thể đã có nội dung bị tráo vào.',
  en: 'The signature does not cover the document from its first byte: content may have been slipped in.',
};
export const SIGNATURE_MALFORMED: Bilingual = {
  vi: 'Chữ ký bị hỏng hoặc không đúng định dạng.',
  en: 'The signature is broken or of a kind that is not read here.',
};
