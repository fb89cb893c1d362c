import { plain } from './template.ts';

/** Somebody read about unusually many people in a register: told to those who look after it. */
export const readingAlarm = plain({ register: 'bilingual', count: 'number' } as const, {
  vi: {
    subject: 'Cảnh báo đọc dữ liệu bất thường',
    short: 'Có {count} cảnh báo đọc dữ liệu bất thường. Đăng nhập bàn làm việc, mục Cảnh báo để xem.',
    long: `Có {count} cảnh báo mới về việc đọc dữ liệu bất thường trong {register}.

Việc tiếp theo: đăng nhập bàn làm việc, mở mục Cảnh báo đọc dữ liệu, xem ai đã đọc và kết luận từng cảnh báo.`,
  },
  en: {
    subject: 'Unusual reading of data',
    short: '{count} new alarms about unusual reading of data. Sign in to the desk, Alarms, to see them.',
    long: `There are {count} new alarms about unusual reading in the {register}.

What happens next: sign in to the desk, open the alarms, see who was reading, and say what each came to.`,
  },
});
