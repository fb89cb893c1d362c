import type { Language } from '../../../../kernel/text.ts';

const vi = {
  title: 'Lần đăng nhập này đã dừng giữa chừng',
  lead: 'Có thể bạn đã để trang mở quá lâu, dùng nút quay lại, hoặc trình duyệt không nhận cookie. Bạn chưa mất gì; hãy đăng nhập lại.',
  again: 'Đăng nhập lại',
};

/** Texts of the page for a sign-in that broke off. */
export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    title: 'This sign-in broke off',
    lead: 'Perhaps the page was open for too long, you used the back button, or the browser takes no cookies. Nothing is lost; please sign in again.',
    again: 'Sign in again',
  },
};
