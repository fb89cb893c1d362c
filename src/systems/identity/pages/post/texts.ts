import type { Language } from '../../../../kernel/text.ts';

const vi = {
  title: 'Bạn làm việc ở vị trí nào?',
  lead: 'Bạn giữ hơn một vị trí. Việc bạn làm được ghi theo vị trí đã chọn; bạn đổi được bất cứ lúc nào.',
  post: 'Vị trí',
  choose: 'Vào làm việc',
  noneTitle: 'Bạn không giữ vị trí nào',
  noneLead: '{name} không có vị trí nào đang còn hiệu lực ở cơ quan nhà nước, nên không vào được bàn làm việc.',
  noneHelp: 'Nếu bạn vừa được bổ nhiệm, hãy hỏi người quản trị của cơ quan.',
  another: 'Đăng nhập bằng tài khoản khác',
  portal: 'Về cổng dịch vụ công',
};

/** Texts of the page on which an official chooses a post. */
export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    title: 'In which post are you working?',
    lead: 'You hold more than one post. What you do is recorded under the post you choose; you can change it at any time.',
    post: 'Post',
    choose: 'Start working',
    noneTitle: 'You hold no post',
    noneLead: '{name} holds no current post at a public agency, and so has no desk.',
    noneHelp: 'If you were appointed just now, ask the administrator of your agency.',
    another: 'Sign in with another account',
    portal: 'To the public service portal',
  },
};
