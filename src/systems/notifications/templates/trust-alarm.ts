import { plain } from './template.ts';

/** Something about the trust services needs to be looked at: told to those who administer them. */
export const trustAlarm = plain({ count: 'number' } as const, {
  vi: {
    subject: 'Cảnh báo dịch vụ tin cậy',
    short: 'Có {count} cảnh báo về dịch vụ tin cậy. Đăng nhập bàn làm việc, mục Chứng thư số, Tình trạng để xem.',
    long: `Có {count} cảnh báo mới về chứng thư số, danh sách thu hồi, dấu thời gian hoặc sổ công khai.

Việc tiếp theo: đăng nhập bàn làm việc, mở mục Chứng thư số, Tình trạng, xem từng cảnh báo và làm theo hướng dẫn ở đó.`,
  },
  en: {
    subject: 'Alarm of the trust services',
    short: '{count} alarms about the trust services. Sign in to the desk, Certificates, State, to see them.',
    long: `There are {count} new alarms about certificates, revocation lists, time stamps or the public log.

What happens next: sign in to the desk, open Certificates and then State, look at each alarm and do what it says.`,
  },
});
