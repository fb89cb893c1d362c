import { aboutCase } from './template.ts';

/** The dossier has come in, and the clock runs. */
export const caseReceived = aboutCase(
  { procedure: 'bilingual', agency: 'bilingual', dueOn: 'date' },
  {
    vi: {
      subject: 'Đã nhận hồ sơ {caseNumber}',
      short: 'Đã nhận hồ sơ {caseNumber}. {agency} trả kết quả chậm nhất ngày {dueOn}.',
      long: `Chúng tôi đã nhận hồ sơ {caseNumber} của bạn: {procedure}.

Việc tiếp theo: {agency} giải quyết hồ sơ và trả kết quả chậm nhất ngày {dueOn}. Bạn không phải làm gì thêm và không phải đến trụ sở.

Nếu cần bổ sung, cơ quan sẽ báo cho bạn. Bạn xem được từng bước giải quyết trong mục Hồ sơ của tôi.`,
    },
    en: {
      subject: 'We have your application {caseNumber}',
      short: 'We have your application {caseNumber}. {agency} decides by {dueOn}.',
      long: `We have received your application {caseNumber}: {procedure}.

What happens next: {agency} deals with it and gives you the result by {dueOn}. You need do nothing more, and need not come to the office.

Should anything be missing, the agency will tell you. You can follow every step under My applications.`,
    },
  },
);
