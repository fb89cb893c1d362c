import type { Language } from '../../../../kernel/text.ts';

const vi = {
  title: 'Về Một Cửa',
  lead: 'Phần mềm nguồn mở cho một chính phủ số: mọi việc với Nhà nước qua một cửa, và mọi điều nói ra đều kiểm được.',
  what: 'Một Cửa là gì',
  whatText:
    'Một hệ thống để người dân, doanh nghiệp và công chức làm việc với nhau: định danh, cơ sở dữ liệu, trao đổi dữ liệu, hồ sơ, chữ ký số. Bản phát hành này làm trọn một việc: từ khi bệnh viện báo sinh đến khi con có giấy khai sinh, nơi thường trú và thẻ bảo hiểm y tế.',
  synthetic: 'Đất nước mô phỏng',
  syntheticText:
    'Trang bạn đang xem chạy trên một đất nước do máy tạo ra. Tên đơn vị hành chính, mã thủ tục và số hiệu văn bản pháp luật là thật; người, gia đình và hồ sơ thì không. Đây không phải cổng chính thức của cơ quan nhà nước, và giấy tờ cấp ở đây không có giá trị pháp lý.',
  open: 'Nguồn mở, và mở cho chương trình khác',
  openText: 'Giấy phép Apache 2.0: ai cũng được đọc, chạy, sửa và dùng lại.',
  api: 'Giao diện lập trình (OpenAPI)',
  registersApi: 'Mô tả từng cơ sở dữ liệu cho người phát triển (OpenAPI)',
  places: 'Đơn vị hành chính vào bất kỳ ngày nào',
  quality: 'Chất lượng dữ liệu quốc gia',
  publicFinance: 'Thu, chi ngân sách và nợ công',
  root: 'Chứng thư gốc để tự kiểm chữ ký',
  log: 'Sổ công khai: dấu vân tay của mọi giấy tờ đã ký và mọi lượt xem dữ liệu',
  decisionTables: 'Pháp luật dưới dạng bảng quyết định, từng phiên bản',
  machines: 'Chứng thư số cho máy chủ: certbot, lego, EST',
  verify: 'Kiểm tra một giấy tờ',
  privacy: 'Dữ liệu của bạn',
  privacyText:
    'Cơ quan này không đọc thẳng dữ liệu của cơ quan kia. Mỗi lần cần, họ gọi một dịch vụ đã công bố, nêu mục đích và căn cứ; lượt gọi được ghi lại kèm biên nhận, và bạn thấy trong “Ai đã xem dữ liệu của tôi”. Sổ ghi tên mục, không ghi nội dung. Trang này chỉ dùng cookie để đăng nhập và nhớ ngôn ngữ.',
  accessibility: 'Ai cũng dùng được',
  accessibilityText:
    'Các trang nhằm đạt WCAG 2.2 mức AA: dùng được bằng bàn phím và trình đọc màn hình, phóng to 200 %, sáng và tối, không cần JavaScript, trên điện thoại cũ và mạng chậm. Chúng tôi kiểm bằng máy (axe) trên trình duyệt thật; chưa có người khuyết tật kiểm thử độc lập. Bản PDF theo PDF/A có chữ thật, đọc được bằng máy.',
};

export const texts: Record<Language, typeof vi> = {
  vi,
  en: {
    title: 'About Một Cửa',
    lead: 'Open-source software for a digital government: everything with the state through one door, and everything it says can be checked.',
    what: 'What Một Cửa is',
    whatText:
      'A system in which people, businesses and officials deal with each other: identity, registers, data exchange, cases, digital signatures. This release does one thing entirely: from the hospital’s report of a birth until the child has a birth certificate, a registered home and a health-insurance card.',
    synthetic: 'A synthetic country',
    syntheticText:
      'The site you are looking at runs on a country made by a computer. Names of places, codes of procedures and numbers of laws are real; people, families and cases are not. This is not an official site of any state agency, and documents issued here have no legal force.',
    open: 'Open source, and open to other programs',
    openText: 'Apache 2.0 licence: everyone may read, run, change and reuse it.',
    api: 'Programming interface (OpenAPI)',
    registersApi: 'Each register described for developers (OpenAPI)',
    places: 'Administrative units on any day',
    quality: 'Quality of the national data',
    publicFinance: 'Budget results and public debt',
    root: 'Root certificate, to check signatures yourself',
    log: 'The public log: fingerprints of every sealed document and every look at data',
    decisionTables: 'Law as decision tables, every edition',
    machines: 'Certificates for machines: certbot, lego, EST',
    verify: 'Check a document',
    privacy: 'Your data',
    privacyText:
      'No agency reads another’s data directly. When it must, it calls a published service, naming purpose and legal basis; the call is logged with a receipt, and you see it in “Who has seen my data”. The log has the names of fields, never what is in them. This site uses cookies only to sign in and to remember the language.',
    accessibility: 'Usable by everyone',
    accessibilityText:
      'Pages aim at WCAG 2.2 level AA: by keyboard and screen reader, zoomed to 200 %, light and dark, without JavaScript, on old phones and slow networks. We check by machine (axe) in a real browser; people with disabilities have not yet tested it independently. Documents are PDF/A with real text that can be read out.',
  },
};
