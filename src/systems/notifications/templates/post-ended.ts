import { plain } from './template.ts';

/** An official's post ended, and with it the certificates and delegations that name it. */
export const postEnded = plain({ agency: 'text', count: 'number' } as const, {
  vi: {
    subject: 'Chứng thư số kết thúc cùng chức vụ',
    short: 'Bạn thôi giữ chức vụ tại {agency}: {count} chứng thư số ghi chức vụ đó đã bị thu hồi.',
    long: `Bạn không còn giữ chức vụ tại {agency}. {count} chứng thư số ghi chức vụ đó đã bị thu hồi và các ủy quyền ký dựa trên chức vụ đó đã kết thúc. Văn bản bạn đã ký trước đó vẫn có giá trị.

Việc tiếp theo: nếu bạn giữ chức vụ khác, hãy xin chứng thư mới trên bàn làm việc. Nếu có nhầm lẫn, báo cơ quan quản lý cán bộ sửa hồ sơ; chứng thư đã thu hồi không dùng lại được, bạn xin chứng thư mới.`,
  },
  en: {
    subject: 'Certificates ended with a post',
    short: 'You no longer hold a post at {agency}: {count} certificates that name it are revoked.',
    long: `You no longer hold a post at {agency}. {count} certificates that name it are revoked, and delegations of signing that rest on it have ended. What you signed before remains valid.

What happens next: if you hold another post, ask for a new certificate at the desk. If this is a mistake, tell the personnel office to correct your record; a revoked certificate does not come back, so ask for a new one.`,
  },
});
