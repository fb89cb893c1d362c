import type { Bilingual } from '../../../kernel/text.ts';

/** What keepers of seals are refused. Nobody else is told that something is sealed. */
export const sealingSentences = {
  'register.not_seal_keeper': {
    vi: 'Chỉ cán bộ giữ niêm phong của cơ quan chủ quản mới được làm việc này. Hãy đăng nhập bằng vị trí đó.',
    en: 'Only a keeper of seals of the owner agency may do this. Sign in with that post.',
  },
  'register.seal_unknown': {
    vi: 'Không có niêm phong hoặc đề nghị mở nào như vậy. Hãy mở lại danh sách.',
    en: 'There is no such seal or opening. Open the list again.',
  },
  'register.four_eyes': {
    vi: 'Người đề nghị không được tự chấp thuận. Hãy nhờ một cán bộ giữ niêm phong khác.',
    en: 'Who asked cannot approve. Ask another keeper of seals.',
  },
  'register.opening_not_approved': {
    vi: 'Đề nghị này chưa được chấp thuận. Hãy chờ một cán bộ giữ niêm phong khác.',
    en: 'This has not been approved yet. Wait for another keeper of seals.',
  },
  'register.opening_over': {
    vi: 'Thời hạn mở đã hết. Hãy gửi đề nghị mới.',
    en: 'The time for which it was opened is over. Ask anew.',
  },
  'register.seal_ends_before': {
    vi: 'Ngày kết thúc niêm phong phải sau ngày bắt đầu.',
    en: 'The seal must end after the day on which it begins.',
  },
  'register.cover_needed': {
    vi: 'Trường này không thể để trống, nên phải có nội dung thay thế.',
    en: 'This field cannot be unknown, so it needs something to be told instead.',
  },
} as const satisfies Record<string, Bilingual>;
