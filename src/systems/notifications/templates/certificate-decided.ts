import { plain } from './template.ts';

const values = { what: 'bilingual', number: 'text', agency: 'text' } as const;

/** A committee has issued a certificate that somebody applied for. */
export const certificateGranted = plain(values, {
  vi: {
    subject: '{what}: đã cấp',
    short: 'Hồ sơ {number} đã có kết quả: {what}. Đăng nhập Một Cửa, mục Giấy tờ của tôi để lấy.',
    long: `{agency} đã giải quyết hồ sơ {number}. {what} bản điện tử đã ký số nằm trong mục Giấy tờ của tôi.

Việc tiếp theo: tải về và dùng đúng mục đích ghi trên giấy. Ai nhận cũng kiểm tra được bằng mã trên giấy.`,
  },
  en: {
    subject: '{what}: issued',
    short: 'Your application {number} has a result: {what}. Sign in to Mot Cua, My documents, to get it.',
    long: `{agency} has decided on your application {number}. The sealed electronic document ({what}) is under My documents.

What happens next: download it and use it for the purpose that it names. Whoever receives it can check it by its code.`,
  },
});

/** A committee has refused a certificate that somebody applied for. */
export const certificateRefused = plain(
  { ...values, reason: 'text' },
  {
    vi: {
      subject: '{what}: không được cấp',
      short: 'Hồ sơ {number} không được chấp thuận: {what}. Đăng nhập Một Cửa để xem lý do.',
      long: `{agency} không chấp thuận hồ sơ {number} ({what}). Lý do:

{reason}

Việc tiếp theo: khi đủ điều kiện, bạn có thể nộp hồ sơ mới. Nếu không đồng ý, bạn có quyền khiếu nại với {agency} trong 90 ngày kể từ ngày nhận được thông báo này (Luật Khiếu nại, Điều 9).`,
    },
    en: {
      subject: '{what}: not issued',
      short: 'Your application {number} was not granted: {what}. Sign in to Mot Cua to see why.',
      long: `{agency} has not granted your application {number} ({what}). The reason:

{reason}

What happens next: when the conditions are met you may apply again. If you disagree, you may complain to {agency} within 90 days of receiving this message (Law on Complaints, article 9).`,
    },
  },
);
