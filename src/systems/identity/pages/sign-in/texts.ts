import type { Language } from '../../../../kernel/text.ts';

const vi = {
  title: 'Đăng nhập',
  overPortal: 'Cổng dịch vụ công',
  overDesk: 'Bàn làm việc của cán bộ',
  lead: 'Dùng tài khoản định danh điện tử của bạn.',
  number: 'Số định danh cá nhân',
  numberHint: '12 chữ số trên thẻ căn cước.',
  password: 'Mật khẩu',
  continue: 'Tiếp tục',
  passkeyTitle: 'Không cần mật khẩu',
  passkeyLead: 'Nếu đã thêm khóa đăng nhập vào tài khoản, bạn mở bằng vân tay, khuôn mặt hoặc mã của máy.',
  passkey: 'Đăng nhập bằng khóa',
  passkeyFailed: 'Chưa đăng nhập được bằng khóa. Bạn thử lại hoặc dùng mật khẩu.',
  demonstration: 'Chế độ trình diễn',
  demonstrationLink: 'Hoặc chọn một người trong đất nước mô phỏng.',
  demonstrationLead: 'Người và cán bộ dưới đây không có thật. Chọn một người, số và mật khẩu được điền sẵn.',
  demonstrationPassword: 'Mật khẩu trình diễn',
  people: 'Người dân',
  officials: 'Cán bộ',
  refusedTitle: 'Chưa đăng nhập được',
};

/** Texts of the first sign-in page. */
export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    title: 'Sign in',
    overPortal: 'Public service portal',
    overDesk: 'Desk of officials',
    lead: 'Use your electronic identification account.',
    number: 'Personal number',
    numberHint: 'The 12 digits on your identity card.',
    password: 'Password',
    continue: 'Continue',
    passkeyTitle: 'Without a password',
    passkeyLead:
      'If you added a passkey to your account, open it with your fingerprint, your face or the code of your device.',
    passkey: 'Sign in with a passkey',
    passkeyFailed: 'Signing in with the passkey did not work. Try again or use your password.',
    demonstration: 'Demonstration',
    demonstrationLink: 'Or choose someone of the synthetic country.',
    demonstrationLead: 'These people and officials do not exist. Choose one, and number and password are filled in.',
    demonstrationPassword: 'Demonstration password',
    people: 'People',
    officials: 'Officials',
    refusedTitle: 'You are not signed in',
  },
};
