import { aboutCase } from './template.ts';

/** The other person has said yes. `next` is a whole sentence: what happens now and who does it. */
export const consentGiven = aboutCase(
  { giver: 'text', what: 'bilingual', next: 'bilingual' },
  {
    vi: {
      subject: '{giver} đã đồng ý, hồ sơ {caseNumber}',
      short: '{giver} đã đồng ý, hồ sơ {caseNumber}. Đăng nhập Một Cửa để xem việc tiếp theo.',
      long: `{giver} đã đồng ý: {what} (hồ sơ {caseNumber}).

Việc tiếp theo: {next}`,
    },
    en: {
      subject: '{giver} has agreed, application {caseNumber}',
      short: '{giver} has agreed, application {caseNumber}. Sign in to Mot Cua to see what comes next.',
      long: `{giver} has agreed: {what} (application {caseNumber}).

What happens next: {next}`,
    },
  },
);
