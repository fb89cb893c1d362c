import type { Language } from '../../../../kernel/text.ts';

const vi = {
  title401: 'Cần đăng nhập',
  title403: 'Trang này không mở cho bạn',
  title404: 'Không tìm thấy',
  title409: 'Chưa làm được việc này',
  title413: 'Nội dung gửi quá lớn',
  title422: 'Nội dung gửi chưa đúng',
  title429: 'Hãy thử lại sau',
  titleOther: 'Chưa làm được việc này',
  faultTitle: 'Hệ thống có lỗi',
  faultLead: 'Lỗi ở phía chúng tôi, không phải ở bạn. Những gì đã lưu vẫn còn. Hãy thử lại sau vài phút.',
  incident: 'Số sự cố',
  incidentDo: 'Vẫn lỗi? Báo số sự cố này cho tổng đài 18001096.',
  home: 'Về trang đầu',
  desk: 'Về bàn làm việc',
  cases: 'Việc của tôi',
  signIn: 'Đăng nhập',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    title401: 'Sign in first',
    title403: 'This page is not open to you',
    title404: 'Not found',
    title409: 'This cannot be done now',
    title413: 'What you sent is too large',
    title422: 'What you sent is not right yet',
    title429: 'Try again later',
    titleOther: 'This cannot be done now',
    faultTitle: 'Something is wrong with us',
    faultLead: 'The fault is ours, not yours. What was saved is still there. Please try again in some minutes.',
    incident: 'Incident number',
    incidentDo: 'Still wrong? Call 18001096 and give this number.',
    home: 'To the home page',
    desk: 'To the desk',
    cases: 'My cases',
    signIn: 'Sign in',
  },
};
