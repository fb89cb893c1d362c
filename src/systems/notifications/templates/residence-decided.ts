import { plain } from './template.ts';

const values = { what: 'bilingual', number: 'text', agency: 'text' } as const;

/** The police of a commune have registered what somebody asked for about their residence. */
export const residenceApproved = plain(values, {
  vi: {
    subject: '{what}: đã xong',
    short: 'Hồ sơ {number} đã được giải quyết: {what}. Đăng nhập Một Cửa, mục Cư trú của tôi để xem.',
    long: `{agency} đã chấp thuận hồ sơ {number} ({what}) và đã cập nhật Cơ sở dữ liệu quốc gia về dân cư.

Việc tiếp theo: xem lại thông tin trong mục Cư trú của tôi. Nếu chưa đúng, bạn có thể phản ánh trong mục Dữ liệu của tôi.`,
  },
  en: {
    subject: '{what}: done',
    short: 'Your application {number} was approved: {what}. Sign in to Mot Cua, My residence, to see it.',
    long: `{agency} has approved your application {number} ({what}) and has entered it in the National Population Database.

What happens next: look at it under My residence. If something is not right, you may challenge it under My data.`,
  },
});

/** The police of a commune have refused what somebody asked for about their residence. */
export const residenceRefused = plain(
  { ...values, reason: 'text' },
  {
    vi: {
      subject: '{what}: không được chấp thuận',
      short: 'Hồ sơ {number} ({what}) không được chấp thuận. Đăng nhập Một Cửa, mục Cư trú của tôi để xem lý do.',
      long: `{agency} không chấp thuận hồ sơ {number} ({what}). Lý do:

{reason}

Việc tiếp theo: khi đủ điều kiện, bạn có thể nộp hồ sơ mới trong mục Cư trú của tôi. Nếu không đồng ý, bạn có quyền khiếu nại với {agency} trong 90 ngày kể từ ngày nhận được thông báo này (Luật Khiếu nại, Điều 9).`,
    },
    en: {
      subject: '{what}: not approved',
      short: 'Your application {number} ({what}) was not approved. Sign in to Mot Cua, My residence, to see why.',
      long: `{agency} has not approved your application {number} ({what}). The reason:

{reason}

What happens next: when the conditions are met you may apply again under My residence. If you disagree, you may complain to {agency} within 90 days of receiving this message (Law on Complaints, article 9).`,
    },
  },
);
