import type { Bilingual } from '../../../kernel/text.ts';

/** Sentences of refusals where files are signed. */
export const signingSentences: Record<string, Bilingual> = {
  'trust.already_signed_within': {
    vi: 'Tài liệu XML này đã có chữ ký bên trong. Chữ ký thứ hai trên toàn bộ tài liệu sẽ làm hỏng chữ ký trước: hãy ký bằng ASiC-E.',
    en: 'This XML document is signed within already. A second signature over the whole of it would break the first: please sign it as ASiC-E.',
  },
  'trust.certified_too_late': {
    vi: 'Tài liệu PDF này đã có chữ ký, nên không chứng nhận được nữa: chữ ký chứng nhận phải là chữ ký đầu tiên. Hãy ký thêm (Revision).',
    en: 'This PDF is signed already and can no longer be certified: a certification must be the first signature. Please add a signature to it (Revision).',
  },
  'trust.level_impossible': {
    vi: 'Chỉ có mã băm thì chữ ký PDF đạt tối đa mức B-T, vì bằng chứng lâu dài nằm trong tệp PDF. Hãy gửi cả tài liệu, hoặc chọn mức B-T.',
    en: 'From a hash alone a PDF signature reaches B-T at most, because what makes it last stands in the file. Send the whole document, or choose B-T.',
  },
  'trust.one_file_only': {
    vi: 'Cách ký này chỉ nhận đúng một tệp. Để ký nhiều tệp cùng lúc, hãy dùng ASiC-E.',
    en: 'This way of signing takes exactly one file. To sign several together, please use ASiC-E.',
  },
  'trust.not_a_container': {
    vi: 'Tệp này không phải là gói ASiC có nội dung. Hãy gửi tệp .asice hoặc .asics.',
    en: 'This file is no ASiC container with anything in it. Please give an .asice or .asics file.',
  },
  'trust.too_many_signers': {
    vi: 'Gói này đã có quá nhiều chữ ký nên không ký thêm được. Hãy đặt các tệp vào một gói mới.',
    en: 'This container has too many signatures to take another. Please put the files into a new one.',
  },
  'trust.file_name_unusable': {
    vi: 'Hãy gửi từ 1 đến 100 tệp, mỗi tệp một tên riêng, không có dấu gạch chéo hay ký tự điều khiển, tối đa 200 ký tự.',
    en: 'Please give 1 to 100 files, each with a name of its own, without slashes or control characters, of up to 200 characters.',
  },
  'trust.packaging_impossible': {
    vi: 'Định dạng này không đặt được chữ ký ở chỗ đã chọn. PDF và XML có chữ ký bên trong; các định dạng khác mang theo tệp hoặc để chữ ký riêng.',
    en: 'This format cannot put its signature there. PDF and XML hold it within; the others carry the file or stand beside it.',
  },
  'trust.post_quantum_off': {
    vi: 'Hệ thống này chưa bật chữ ký hậu lượng tử. Hãy khởi động với POST_QUANTUM=ml-dsa, hoặc ký bằng ECDSA.',
    en: 'Post-quantum signatures are switched off here. Start the house with POST_QUANTUM=ml-dsa, or sign by ECDSA.',
  },
  'trust.post_quantum_format': {
    vi: 'ML-DSA chỉ ký được CAdES, hoặc ASiC với CAdES bên trong. Hãy chọn định dạng đó.',
    en: 'ML-DSA signs CAdES only, and ASiC with CAdES within. Please choose one of these.',
  },
};
