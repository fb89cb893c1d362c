import { aboutCase } from './template.ts';

/** The agency is late: it says sorry, why, and a new date, as the decree on the one-door mechanism (118/2025/NĐ-CP) asks of it. */
export const caseLateApology = aboutCase(
  { procedure: 'bilingual', agency: 'bilingual', promisedOn: 'date', reason: 'text', newDueOn: 'date' },
  {
    vi: {
      subject: 'Xin lỗi vì hồ sơ {caseNumber} bị chậm',
      short: '{agency} xin lỗi vì chậm trả hồ sơ {caseNumber}. Hẹn lại ngày {newDueOn}.',
      long: `{agency} xin lỗi bạn: hồ sơ {caseNumber} ({procedure}) lẽ ra có kết quả ngày {promisedOn} nhưng chưa xong. Lý do:

{reason}

Việc tiếp theo: {agency} trả kết quả chậm nhất ngày {newDueOn}. Bạn không phải làm gì thêm.

Bạn có thể phản ánh về việc chậm trễ này ngay trên trang hồ sơ.`,
    },
    en: {
      subject: 'We are sorry: application {caseNumber} is late',
      short: '{agency} is sorry that application {caseNumber} is late. New date: {newDueOn}.',
      long: `{agency} apologises: your application {caseNumber} ({procedure}) was promised for {promisedOn} and is not done. The reason:

{reason}

What happens next: {agency} gives you the result by {newDueOn}. You need do nothing more.

You may give feedback on this delay from the page of the application.`,
    },
  },
);
