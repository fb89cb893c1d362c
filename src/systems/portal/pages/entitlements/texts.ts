import type { Language } from '../../../../kernel/text.ts';

const vi = {
  title: 'Tôi có được không, và vì sao?',
  lead: 'Hỏi thẳng vào quy định: câu trả lời kèm dòng quy định, điều khoản, và điều gì sẽ cho kết quả khác. Không lưu những gì bạn nói.',
  entitlements: 'Quyền lợi',
  money: 'Lệ phí và thuế',
  procedures: 'Thủ tục',
  published: 'Mọi phiên bản của các quy định này, để tải về và tự kiểm',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    title: 'Am I entitled, and why?',
    lead: 'Ask the law itself: its answer comes with the row, the clause, and what would give another answer. Nothing you say is kept.',
    entitlements: 'Entitlements',
    money: 'Fees and taxes',
    procedures: 'Procedures',
    published: 'Every edition of these rules, to download and check yourself',
  },
};
