import { aboutCase } from './template.ts';

/** The other person has said no. `next` is a whole sentence: what the applicant can do now. */
export const consentDeclined = aboutCase(
  { decliner: 'text', what: 'bilingual', next: 'bilingual' },
  {
    vi: {
      subject: '{decliner} không đồng ý, hồ sơ {caseNumber}',
      short: '{decliner} không đồng ý, hồ sơ {caseNumber}. Đăng nhập Một Cửa để xem bạn có thể làm gì.',
      long: `{decliner} không đồng ý: {what} (hồ sơ {caseNumber}). Việc này không được thực hiện.

Việc tiếp theo: {next}`,
    },
    en: {
      subject: '{decliner} does not agree, application {caseNumber}',
      short: '{decliner} does not agree, application {caseNumber}. Sign in to Mot Cua to see what you can do.',
      long: `{decliner} does not agree: {what} (application {caseNumber}). Nothing of it is done.

What happens next: {next}`,
    },
  },
);
