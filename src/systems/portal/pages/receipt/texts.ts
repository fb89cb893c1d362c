import type { Language } from '../../../../kernel/text.ts';

const vi = {
  back: 'Ai đã xem dữ liệu của tôi',
  title: 'Biên nhận {receipt}',
  lead: 'Một lần dữ liệu của bạn hoặc con bạn được đọc hay ghi.',
  at: 'Lúc',
  who: 'Ai',
  agency: 'Cơ quan',
  register: 'Cơ sở dữ liệu',
  what: 'Việc đã làm',
  fields: 'Những mục nào',
  noFields: 'Không mục nào của cơ sở dữ liệu',
  purpose: 'Để làm gì',
  basis: 'Căn cứ pháp luật',
  caseNumber: 'Cho hồ sơ',
  service: 'Dịch vụ trên trục',
  objectTitle: 'Bạn thấy lượt này không đúng?',
  object1: 'Gửi đơn đến {agency}, ghi số biên nhận {receipt}. Cơ quan phải nói cho bạn biết ai đã xem và vì sao.',
  object2:
    'Bạn có quyền phản đối, yêu cầu hạn chế xử lý, sửa hoặc xóa dữ liệu (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, điều 4).',
  object3: 'Không được trả lời thỏa đáng: khiếu nại đến Bộ Công an, cơ quan chuyên trách bảo vệ dữ liệu cá nhân.',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    back: 'Who has seen my data',
    title: 'Receipt {receipt}',
    lead: 'One time that data about you or your child were read or written.',
    at: 'When',
    who: 'Who',
    agency: 'Agency',
    register: 'Register',
    what: 'What was done',
    fields: 'Which fields',
    noFields: 'None of the register’s fields',
    purpose: 'For what',
    basis: 'Legal basis',
    caseNumber: 'For the dossier',
    service: 'Service on the exchange',
    objectTitle: 'Does this look wrong?',
    object1: 'Write to {agency} and give the receipt {receipt}. The agency has to tell you who looked and why.',
    object2:
      'You may object, have the processing restricted, and have data corrected or deleted (Law on Personal Data Protection 91/2025/QH15, art. 4).',
    object3: 'Without a proper answer, complain to the Ministry of Public Security, the authority for personal data.',
  },
};
