import type { Bilingual } from '../../../kernel/text.ts';

/** Sentences of refusals where files are signed. */
export const signingSentences: Record<string, Bilingual> = {
  'trust.already_signed_within': {
    vi: 'Tài liệu XML này đã có chữ ký bên trong. Chữ ký thứ hai trên toàn bộ tài liệu sẽ làm hỏng chữ ký trước: hãy ký bằng ASiC-E.',
    en: 'This XML document is signed within already. A second signature over the whole of it would break the first: please sign it as ASiC-E.',
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
};
