import type { Template } from './template.ts';

const values = { asker: 'text', what: 'bilingual', respondBy: 'date' } as const;

/** Another person needs this one's yes. Silence is a no (Law 91/2025/QH15: consent is explicit, never by silence). */
export const consentAsked: Template<typeof values, {}, false> = {
  values,
  secrets: {},
  aboutCase: false,
  inInbox: true,
  deliverWithin_minutes: 3 * 24 * 60,
  vi: {
    subject: '{asker} xin ý kiến đồng ý của bạn',
    short: '{asker} cần bạn đồng ý một việc trước hết ngày {respondBy}. Đăng nhập Một Cửa để đọc và trả lời.',
    long: `{asker} xin bạn đồng ý: {what}.

Việc tiếp theo: bạn đăng nhập, đọc kỹ rồi chọn đồng ý hoặc không đồng ý, chậm nhất ngày {respondBy}. Không ai được trả lời thay bạn.

Nếu bạn không trả lời thì coi như không đồng ý, và việc này không được thực hiện.`,
  },
  en: {
    subject: '{asker} asks for your consent',
    short: '{asker} needs your consent by {respondBy}. Sign in to Mot Cua to read and answer.',
    long: `{asker} asks you to agree: {what}.

What happens next: sign in, read it, and say yes or no, by {respondBy}. Nobody may answer for you.

If you do not answer, it counts as no, and nothing is done.`,
  },
};
