import { aboutCase } from './template.ts';

/** One of several steps is finished, and another agency goes on. */
export const caseStepDone = aboutCase(
  { step: 'bilingual', agency: 'bilingual', nextStep: 'bilingual', nextAgency: 'bilingual', dueOn: 'date' },
  {
    vi: {
      subject: 'Hồ sơ {caseNumber}: xong một bước',
      short: 'Hồ sơ {caseNumber}: đã xong {step}. Tiếp theo: {nextStep}, chậm nhất ngày {dueOn}.',
      long: `Hồ sơ {caseNumber}: {agency} đã làm xong bước {step}. Nếu bước này có kết quả, kết quả đã ở trong mục Giấy tờ của tôi.

Việc tiếp theo: {nextAgency} làm bước {nextStep}, chậm nhất ngày {dueOn}. Bạn không phải làm gì thêm.`,
    },
    en: {
      subject: 'Application {caseNumber}: one step done',
      short: 'Application {caseNumber}: {step} is done. Next: {nextStep}, by {dueOn}.',
      long: `Application {caseNumber}: {agency} has finished the step "{step}". If it has a result, you find it under My documents.

What happens next: {nextAgency} does the step "{nextStep}", by {dueOn}. You need do nothing more.`,
    },
  },
);
