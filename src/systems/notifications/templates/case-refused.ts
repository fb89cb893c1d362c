import { aboutCase } from './template.ts';

/** The agency has said no, and why. The 90 days are those of article 9 of the Law on Complaints 02/2011/QH13. */
export const caseRefused = aboutCase(
  { procedure: 'bilingual', agency: 'bilingual', reason: 'text' },
  {
    vi: {
      subject: 'Hồ sơ {caseNumber} không được chấp nhận',
      short: 'Hồ sơ {caseNumber} không được chấp nhận. Đăng nhập Một Cửa để xem lý do và việc bạn có thể làm.',
      long: `{agency} không chấp nhận hồ sơ {caseNumber} của bạn ({procedure}). Lý do:

{reason}

Việc tiếp theo: nếu khắc phục được lý do này, bạn có thể nộp hồ sơ mới bất cứ lúc nào. Nếu không đồng ý, bạn có quyền khiếu nại với {agency} trong 90 ngày kể từ ngày nhận được thông báo này (Luật Khiếu nại, Điều 9).`,
    },
    en: {
      subject: 'Application {caseNumber} was refused',
      short: 'Application {caseNumber} was refused. Sign in to Mot Cua to see why and what you can do.',
      long: `{agency} has refused your application {caseNumber} ({procedure}). The reason:

{reason}

What happens next: if you can remedy this, you may apply anew at any time. If you disagree, you may complain to {agency} within 90 days of receiving this message (Law on Complaints, article 9).`,
    },
  },
);
