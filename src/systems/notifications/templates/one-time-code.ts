import type { Template } from './template.ts';

const values = { minutes: 'number' } as const;
const secrets = { code: 'text' } as const;

/** The second step of signing in. It goes by every channel, whatever the person prefers, and never to the inbox. */
export const oneTimeCode: Template<typeof values, typeof secrets, false> = {
  values,
  secrets,
  aboutCase: false,
  inInbox: false,
  deliverWithin_minutes: 10,
  vi: {
    subject: 'Mã xác thực Một Cửa',
    short: 'Mã xác thực Một Cửa: {code}, dùng trong {minutes} phút. Đừng đưa mã cho bất kỳ ai, kể cả cán bộ.',
    long: `Mã xác thực của bạn là {code}. Mã dùng được một lần, trong {minutes} phút.

Hãy nhập mã vào trang bạn vừa mở. Đừng đưa mã cho bất kỳ ai: cán bộ nhà nước không bao giờ hỏi mã này.

Nếu không phải bạn đang đăng nhập, có người biết mật khẩu của bạn. Hãy đổi mật khẩu ngay.`,
  },
  en: {
    subject: 'Your Một Cửa code',
    short: 'Mot Cua code: {code}. It works for {minutes} minutes. Give it to nobody, not even to an official.',
    long: `Your code is {code}. It works once, within {minutes} minutes.

Type it into the page you have just opened. Give it to nobody: no official will ever ask you for it.

If you are not signing in just now, somebody knows your password. Change it at once.`,
  },
};
