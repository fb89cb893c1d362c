import { aboutCase } from './template.ts';

/** The applicant has taken the dossier back. */
export const caseWithdrawn = aboutCase(
  { procedure: 'bilingual', agency: 'bilingual', withdrawnBy: 'text' },
  {
    vi: {
      subject: 'Đã rút hồ sơ {caseNumber}',
      short: 'Hồ sơ {caseNumber} đã được rút. {agency} dừng giải quyết.',
      long: `{withdrawnBy} đã rút hồ sơ {caseNumber} ({procedure}).

{agency} đã dừng giải quyết. Những việc đã làm xong trước khi rút vẫn có hiệu lực. Khi cần, bạn có thể nộp hồ sơ mới bất cứ lúc nào.

Nếu không phải bạn muốn rút hồ sơ, hãy báo ngay cho {agency}.`,
    },
    en: {
      subject: 'Application {caseNumber} was withdrawn',
      short: 'Application {caseNumber} was withdrawn. {agency} has stopped work on it.',
      long: `{withdrawnBy} has withdrawn the application {caseNumber} ({procedure}).

{agency} has stopped work on it. What was done before remains in force. You may apply anew at any time.

If you did not want this, tell {agency} at once.`,
    },
  },
);
