import type { Language } from '../../../../kernel/text.ts';

const vi = {
  title: 'Tìm: {text}',
  heading: 'Kết quả cho “{text}”',
  label: 'Bạn cần việc gì?',
  placeholder: 'Ví dụ: làm giấy khai sinh cho con',
  search: 'Tìm',
  lifeEvents: 'Việc trong đời',
  procedures: 'Thủ tục hành chính',
  places: 'Xã, phường, tỉnh, thành phố',
  code: 'mã {code}',
  within: 'nhiều nhất {days} ngày làm việc',
  none: 'Chưa tìm thấy “{text}”',
  noneTitle: 'Thử nói cách khác',
  noneHelp:
    'Hãy thử ít chữ hơn, hoặc nói như thường ngày: “khai sinh”, “hộ khẩu”, “thẻ bảo hiểm”. Không có dấu cũng được.',
  noneHonest: 'Bản phát hành này mới có các việc khi con chào đời. Việc khác sẽ thêm khi đã làm được từ đầu đến cuối.',
  allServices: 'Xem mọi dịch vụ',
  servicesTitle: 'Dịch vụ công',
  servicesLead: 'Những việc làm được trọn vẹn ở đây, từ nộp hồ sơ đến khi giấy tờ có chữ ký số về tay bạn.',
  joined: 'Một lần khai cho {count} cơ quan',
  alsoHere: 'Ngoài ra, ai cũng dùng được',
  verify: 'Kiểm tra một giấy tờ',
  verifyText: 'Nhập mã dưới ô QR hoặc chọn tệp PDF để biết giấy tờ là thật, và ai đã ký.',
  placesText: 'Tra mọi đơn vị hành chính vào bất kỳ ngày nào, trước và sau 1/7/2025.',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    title: 'Search: {text}',
    heading: 'Results for “{text}”',
    label: 'What do you need?',
    placeholder: 'For example: birth certificate for my child',
    search: 'Search',
    lifeEvents: 'Life events',
    procedures: 'Administrative procedures',
    places: 'Communes, wards, provinces, cities',
    code: 'code {code}',
    within: 'at most {days} working days',
    none: 'Nothing found for “{text}”',
    noneTitle: 'Try other words',
    noneHelp: 'Try fewer words, or everyday ones: “birth”, “residence”, “insurance card”. Diacritics may be left out.',
    noneHonest:
      'This release has what is needed when a child is born. Other things are added once they work from beginning to end.',
    allServices: 'See all services',
    servicesTitle: 'Services',
    servicesLead: 'What can be done here entirely, from applying to the digitally signed document in your hand.',
    joined: 'Told once for {count} agencies',
    alsoHere: 'Also here, for everyone',
    verify: 'Check a document',
    verifyText:
      'Enter the code below the QR code, or choose the PDF, to know that a document is genuine and who signed it.',
    placesText: 'Look up every administrative unit on any day, before and since 1 July 2025.',
  },
};
