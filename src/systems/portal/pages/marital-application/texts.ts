import type { Language } from '../../../../kernel/text.ts';

const vi = {
  mine: 'Xác nhận tình trạng hôn nhân',
  lead: '{committee} giải quyết trong 03 ngày làm việc. Họ tên, ngày sinh, nơi cư trú và tình trạng hôn nhân của bạn đã có trong các cơ sở dữ liệu.',
  register: 'Cơ sở dữ liệu quốc gia về dân cư',
  name: 'Họ, chữ đệm, tên',
  bornOn: 'Ngày sinh',
  residence: 'Nơi cư trú',
  again: 'Giấy cho mục đích này còn giá trị. Khi giấy mới được cấp, giấy cũ hết giá trị.',
  fee: 'Lệ phí do Hội đồng nhân dân tỉnh quy định. Cổng này chưa thu lệ phí; nơi cấp sẽ hướng dẫn nếu phải nộp.',
  send: 'Nộp hồ sơ',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    mine: 'Certificate of marital status',
    lead: '{committee} decides within 3 working days. Your name, birth, residence and marital status are in the registers already.',
    register: 'National Population Database',
    name: 'Full name',
    bornOn: 'Date of birth',
    residence: 'Residence',
    again: 'A certificate for this purpose still holds. When another is issued, it is over.',
    fee: 'The fee is set by the People’s Council of the province. It is not taken here; the committee tells you if there is one.',
    send: 'Hand in',
  },
};
