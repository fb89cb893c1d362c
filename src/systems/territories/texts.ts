import type { Language } from '../../kernel/text.ts';

const vi = {
  notFound: 'Không có đơn vị hành chính nào mang mã {code} vào ngày {date}. Hãy kiểm tra lại mã và ngày.',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    notFound: 'No administrative unit bears the code {code} on {date}. Check the code and the date.',
  },
};
