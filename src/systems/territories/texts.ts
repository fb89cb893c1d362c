import type { Bilingual } from '../../kernel/text.ts';

/** Sentences of this system's refusals, by code. */
export const sentences: Record<string, Bilingual> = {
  'territory.not_found': {
    vi: 'Không có đơn vị hành chính nào mang mã {code} vào ngày {date}. Hãy kiểm tra lại mã và ngày.',
    en: 'No administrative unit bears the code {code} on {date}. Check the code and the date.',
  },
  'territory.no_such_day': {
    vi: 'Ngày này không có trong lịch. Hãy ghi ngày, tháng và năm bằng số, ví dụ 30 6 2025.',
    en: 'There is no such day. Write day, month and year in numbers, for example 30 6 2025.',
  },
};
