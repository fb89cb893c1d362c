import type { Language } from '../../../../kernel/text.ts';

const vi = {
  title: 'Đăng xuất khỏi tài khoản định danh?',
  lead: 'Một trang dịch vụ xin đăng xuất cho bạn. Lần sau, trang nào cũng sẽ hỏi lại mật khẩu hoặc khóa đăng nhập.',
  signOut: 'Đăng xuất',
  stay: 'Ở lại',
};

/** Texts of the page on which a site's wish to sign someone out is confirmed. */
export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    title: 'Sign out of your identification account?',
    lead: 'A site asks to sign you out. Next time every site will ask for your password or passkey again.',
    signOut: 'Sign out',
    stay: 'Stay signed in',
  },
};
