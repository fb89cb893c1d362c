import type { Language } from '../../../../kernel/text.ts';

const vi = {
  title: 'Giấy tờ của tôi',
  lead: 'Kết quả có chữ ký số của cơ quan cấp. Bản này có giá trị như bản giấy; ai nhận cũng kiểm tra được bằng mã trên giấy.',
  none: 'Chưa có giấy tờ nào',
  noneLead: 'Khi một hồ sơ có kết quả, giấy tờ đến đây và bạn nhận được thông báo.',
  begin: 'Xem việc của tôi',
  detail: 'PDF/A',
  entries: 'Việc hộ tịch của tôi, lấy trích lục',
  marital: 'Xác nhận tình trạng hôn nhân',
  ordered: 'Đã cấp trích lục',
  orderedText: 'Trích lục có chữ ký số nằm đầu danh sách dưới đây.',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    title: 'My documents',
    lead: 'Results with the issuing agency’s digital signature. They count as the paper does, and whoever receives one can check it by its code.',
    none: 'No documents yet',
    noneLead: 'When a case has a result, the document arrives here and you are told.',
    begin: 'See my cases',
    detail: 'PDF/A',
    entries: 'My civil-status entries, with extracts',
    marital: 'Certificate of marital status',
    ordered: 'The extract is issued',
    orderedText: 'It is sealed, and the first in the list below.',
  },
};
