import type { Bilingual } from './text.ts';

/** What the kernel says when it refuses, by code. Each says what to do. */
export const KERNEL_SENTENCES: Record<string, Bilingual> = {
  'input.invalid': {
    vi: 'Có mục cần sửa. Xem lời nhắc bên cạnh từng mục.',
    en: 'Something needs to be put right. See the note beside each field.',
  },
  'field.required': {
    vi: 'Hãy điền hoặc chọn mục này.',
    en: 'Fill this in, or choose.',
  },
  'field.unknown': {
    vi: 'Mục này không thuộc biểu mẫu. Hãy tải lại trang rồi thử lại.',
    en: 'This field is not part of the form. Load the page again and try once more.',
  },
  'field.too_long': {
    vi: 'Rút ngắn lại: tối đa {most} ký tự.',
    en: 'Make it shorter: at most {most} characters.',
  },
  'field.too_short': {
    vi: 'Viết đủ hơn: ít nhất {least} ký tự.',
    en: 'Write more: at least {least} characters.',
  },
  'field.too_large': {
    vi: 'Nhập số không lớn hơn {most}.',
    en: 'Enter a number of at most {most}.',
  },
  'field.too_small': {
    vi: 'Nhập số không nhỏ hơn {least}.',
    en: 'Enter a number of at least {least}.',
  },
  'field.not_a_choice': {
    vi: 'Chọn một trong các mục có sẵn.',
    en: 'Choose one of those offered.',
  },
  'field.format': {
    vi: 'Viết lại theo mẫu trong lời hướng dẫn.',
    en: 'Write it as the hint shows.',
  },
  'form.foreign_origin': {
    vi: 'Biểu mẫu này được gửi từ một trang khác nên không được nhận. Hãy mở lại trang ở đây và gửi lại.',
    en: 'This form was sent from another site and is not taken. Open the page here and send it again.',
  },
  'form.token_missing': {
    vi: 'Trang đã cũ hoặc bạn vừa đăng nhập lại. Hãy tải lại trang rồi gửi lại.',
    en: 'The page is too old, or you have signed in again since. Load it again and send it once more.',
  },
  'form.too_large': {
    vi: 'Nội dung gửi quá lớn. Rút ngắn hoặc bớt tệp rồi gửi lại.',
    en: 'What you sent is too large. Shorten it or take out files, and send it again.',
  },
  'file.too_large': {
    vi: 'Tệp lớn hơn {most_mb} MB. Chụp lại ở cỡ nhỏ hơn rồi tải lên.',
    en: 'The file is larger than {most_mb} MB. Make a smaller one and upload that.',
  },
  'file.named_too_large': {
    vi: 'Tệp “{name}” lớn hơn {most_mb} MB. Hãy bỏ tệp này hoặc làm nhỏ lại, rồi tải lên lại.',
    en: 'The file “{name}” is larger than {most_mb} MB. Take it out or make it smaller, and upload again.',
  },
  'session.needed': {
    vi: 'Phiên đăng nhập đã hết. Hãy đăng nhập rồi làm lại.',
    en: 'You are not signed in any more. Sign in and do it again.',
  },
  'page.not_found': {
    vi: 'Không có trang này. Kiểm tra lại địa chỉ hoặc bắt đầu từ trang đầu.',
    en: 'There is no such page. Check the address, or begin at the home page.',
  },
  'page.not_yours': {
    vi: 'Trang này dành cho người khác. Hãy đăng nhập bằng tài khoản hoặc vị trí có quyền.',
    en: 'This page is for others. Sign in with an account or a post that may use it.',
  },
  'request.not_understood': {
    vi: 'Máy chủ không hiểu yêu cầu này. Hãy tải lại trang rồi thử lại.',
    en: 'The server does not understand this request. Load the page again and try once more.',
  },
  'request.wrong_method': {
    vi: 'Địa chỉ này chỉ nhận biểu mẫu được gửi từ trang của nó. Hãy quay lại trang trước rồi gửi lại.',
    en: 'This address only takes a form that is sent from its page. Go back to that page and send it again.',
  },
  'machine.token_needed': {
    vi: 'Hệ thống thông tin phải gửi mã truy cập còn hiệu lực trong tiêu đề Authorization.',
    en: 'An information system must send a valid access token in the Authorization header.',
  },
  'document.text_not_printable': {
    vi: 'Có chữ không in được vào giấy tờ. Hãy viết lại bằng chữ thông thường.',
    en: 'Some characters cannot be printed in a document. Write it with ordinary letters.',
  },
  'document.text_too_long': {
    vi: 'Nội dung quá dài, không đủ chỗ trên một trang giấy tờ. Hãy viết ngắn lại.',
    en: 'The text is too long for the one page of a document. Write it shorter.',
  },
};
