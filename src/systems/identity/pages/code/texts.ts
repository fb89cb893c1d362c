import type { Language } from '../../../../kernel/text.ts';

const vi = {
  title: 'Nhập mã dùng một lần',
  over: 'Đăng nhập, bước 2 trên 2',
  lead: 'Chúng tôi vừa gửi mã 6 chữ số đến {to}. Mã dùng được trong 5 phút.',
  leadAnywhere: 'Chúng tôi vừa gửi cho bạn mã 6 chữ số. Mã dùng được trong 5 phút.',
  code: 'Mã 6 chữ số',
  signIn: 'Đăng nhập',
  again: 'Gửi mã khác',
  sentAgain: 'Đã gửi mã mới. Mã trước không còn dùng được.',
  demonstration: 'Chế độ trình diễn: mã của bạn là {code}',
  otherPerson: 'Đăng nhập bằng số khác',
  refusedTitle: 'Chưa đăng nhập được',
};

/** Texts of the page of the one-time code. */
export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    title: 'Enter the one-time code',
    over: 'Sign in, step 2 of 2',
    lead: 'We have just sent a code of 6 digits to {to}. It holds for 5 minutes.',
    leadAnywhere: 'We have just sent you a code of 6 digits. It holds for 5 minutes.',
    code: 'Code of 6 digits',
    signIn: 'Sign in',
    again: 'Send another code',
    sentAgain: 'A new code was sent. The one before no longer holds.',
    demonstration: 'Demonstration: your code is {code}',
    otherPerson: 'Sign in with another number',
    refusedTitle: 'You are not signed in',
  },
};
