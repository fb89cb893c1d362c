import { aboutCase } from './template.ts';

/** Something is missing; the clock stands still until the person has answered. */
export const caseSupplement = aboutCase(
  { procedure: 'bilingual', agency: 'bilingual', request: 'text', respondBy: 'date' },
  {
    vi: {
      subject: 'Hồ sơ {caseNumber} cần bổ sung',
      short: 'Hồ sơ {caseNumber} cần bổ sung trước hết ngày {respondBy}. Đăng nhập Một Cửa để xem và trả lời.',
      long: `Hồ sơ {caseNumber} ({procedure}) cần bổ sung. {agency} đề nghị:

{request}

Việc tiếp theo: bạn mở hồ sơ trong mục Hồ sơ của tôi, bổ sung và gửi lại, chậm nhất ngày {respondBy}. Những gì bạn đã khai vẫn còn nguyên.

Thời hạn giải quyết tạm dừng từ hôm nay và chạy tiếp khi bạn gửi bổ sung.`,
    },
    en: {
      subject: 'Application {caseNumber} needs something from you',
      short: 'Application {caseNumber} needs something from you by {respondBy}. Sign in to Mot Cua to see what.',
      long: `Your application {caseNumber} ({procedure}) is not complete yet. {agency} asks:

{request}

What happens next: open the application under My applications, add what is asked and send it, by {respondBy}. Everything you have given is still there.

The time limit stands still from today and runs on when you have sent it.`,
    },
  },
);
