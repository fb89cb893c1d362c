import type { Language } from '../../../../kernel/text.ts';

const vi = {
  title: 'Việc hộ tịch của tôi',
  lead: 'Những việc có tên bạn trong sổ hộ tịch: khai sinh, kết hôn, nhận con, giám hộ… Trích lục bản điện tử được cấp ngay, có chữ ký số, và nằm trong “Giấy tờ của tôi”.',
  none: 'Chưa có việc hộ tịch nào trong sổ điện tử',
  noneLead: 'Sổ giấy trước đây đang được số hóa. Nếu cần bản sao từ sổ giấy, hãy đến Ủy ban nhân dân nơi đã đăng ký.',
  as: 'Bạn là {role}',
  number: 'Số đăng ký',
  registeredOn: 'Ngày đăng ký',
  registeredAt: 'Nơi đăng ký',
  now: '(nay là {name})',
  people: 'Người trong việc hộ tịch',
  order: 'Lấy trích lục',
  marital: 'Xin giấy xác nhận tình trạng hôn nhân',
  documents: 'Giấy tờ của tôi',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    title: 'My civil-status entries',
    lead: 'Where your name stands in the books: birth, marriage, recognition, guardianship… An electronic extract is issued at once, sealed, and kept under “My documents”.',
    none: 'You stand in no electronic book yet',
    noneLead:
      'Paper books are still being transcribed. For a copy from one, go to the committee where it was registered.',
    as: 'You are the {role}',
    number: 'Entry number',
    registeredOn: 'Registered on',
    registeredAt: 'Registered at',
    now: '(today {name})',
    people: 'Who stands in it',
    order: 'Get an extract',
    marital: 'Apply for a certificate of marital status',
    documents: 'My documents',
  },
};
