import type { Bilingual } from '../../kernel/text.ts';

/** What data may be asked for. A citizen reads the title and the legal basis in the data log. */
export const PURPOSES = {
  'birth-notification': {
    title: { vi: 'Báo việc sinh của cơ sở y tế', en: 'Notification of a birth by a hospital' },
    basis: {
      vi: 'Luật Hộ tịch 60/2014/QH13, điều 16; Luật Khám bệnh, chữa bệnh 15/2023/QH15, điều 69',
      en: 'Law on Civil Status 60/2014/QH13, art. 16; Law on Medical Examination and Treatment 15/2023/QH15, art. 69',
    },
  },
  'birth-registration': {
    title: { vi: 'Đăng ký khai sinh', en: 'Registration of a birth' },
    basis: {
      vi: 'Luật Hộ tịch 60/2014/QH13, điều 13–16; Nghị định 123/2015/NĐ-CP, điều 9 và 15',
      en: 'Law on Civil Status 60/2014/QH13, arts. 13–16; Decree 123/2015/NĐ-CP, arts. 9 and 15',
    },
  },
  'civil-status-registration': {
    title: { vi: 'Đăng ký hộ tịch', en: 'Civil-status registration' },
    basis: {
      vi: 'Luật Hộ tịch 60/2014/QH13, điều 3 và 59; Luật Căn cước 26/2023/QH15, điều 9 và 10',
      en: 'Law on Civil Status 60/2014/QH13, arts. 3 and 59; Law on Identity 26/2023/QH15, arts. 9 and 10',
    },
  },
  'permanent-residence': {
    title: { vi: 'Đăng ký thường trú cho con', en: 'Registration of a child’s permanent residence' },
    basis: {
      vi: 'Luật Cư trú 68/2020/QH14, điều 12, 20 và 22',
      en: 'Law on Residence 68/2020/QH14, arts. 12, 20 and 22',
    },
  },
  'residence-keeping': {
    title: { vi: 'Đăng ký, quản lý cư trú', en: 'Registration of residence' },
    basis: {
      vi: 'Luật Cư trú 68/2020/QH14, điều 20–33 và 36',
      en: 'Law on Residence 68/2020/QH14, arts. 20–33 and 36',
    },
  },
  'identity-management': {
    title: { vi: 'Cấp, quản lý thẻ căn cước', en: 'Issuing and keeping identity cards' },
    basis: {
      vi: 'Luật Căn cước 26/2023/QH15, điều 18–29; Bộ luật Dân sự 91/2015/QH13, điều 68–73',
      en: 'Law on Identity 26/2023/QH15, arts. 18–29; Civil Code 91/2015/QH13, arts. 68–73',
    },
  },
  'foreigner-management': {
    title: { vi: 'Quản lý người nước ngoài, quốc tịch', en: 'Foreigners and nationality' },
    basis: {
      vi: 'Luật 47/2014/QH13, điều 36–43; Luật Quốc tịch Việt Nam 24/2008/QH12, điều 19–34, sửa đổi bởi Luật 79/2025/QH15',
      en: 'Law 47/2014/QH13, arts. 36–43; Law on Nationality 24/2008/QH12, arts. 19–34, amended by Law 79/2025/QH15',
    },
  },
  'child-health-insurance': {
    title: { vi: 'Cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi', en: 'Health-insurance card for a child under 6' },
    basis: {
      vi: 'Luật Bảo hiểm y tế 25/2008/QH12, điều 12 và 17, sửa đổi bởi Luật 51/2024/QH15',
      en: 'Law on Health Insurance 25/2008/QH12, arts. 12 and 17, amended by Law 51/2024/QH15',
    },
  },
  'health-insurance-check': {
    title: { vi: 'Khám bệnh, chữa bệnh bảo hiểm y tế', en: 'Treatment under health insurance' },
    basis: {
      vi: 'Luật Bảo hiểm y tế 25/2008/QH12, điều 22, 26 và 28, sửa đổi bởi Luật 51/2024/QH15',
      en: 'Law on Health Insurance 25/2008/QH12, arts. 22, 26 and 28, amended by Law 51/2024/QH15',
    },
  },
  'social-insurance': {
    title: { vi: 'Tham gia, đóng, hưởng bảo hiểm', en: 'Participation, contributions and benefits of insurance' },
    basis: {
      vi: 'Luật Bảo hiểm xã hội 41/2024/QH15, điều 28–34; Luật Việc làm 74/2025/QH15; Luật Bảo hiểm y tế 25/2008/QH12',
      en: 'Law on Social Insurance 41/2024/QH15, arts. 28–34; Law on Employment 74/2025/QH15; Law on Health Insurance 25/2008/QH12',
    },
  },
  'own-data': {
    title: { vi: 'Người dân xem dữ liệu của mình', en: 'A person looks at their own data' },
    basis: {
      vi: 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, điều 4',
      en: 'Law on Personal Data Protection 91/2025/QH15, art. 4',
    },
  },
  'register-keeping': {
    title: { vi: 'Quản lý, làm sạch cơ sở dữ liệu', en: 'Keeping a register and putting it right' },
    basis: {
      vi: 'Luật Dữ liệu 60/2024/QH15, điều 11 và 12; luật về từng cơ sở dữ liệu',
      en: 'Law on Data 60/2024/QH15, arts. 11 and 12; the law of each register',
    },
  },
  'register-linkage': {
    title: {
      vi: 'Đối chiếu danh sách của cơ quan với cơ sở dữ liệu quốc gia',
      en: 'Matching a list of an agency with a national register',
    },
    basis: {
      vi: 'Luật Căn cước 26/2023/QH15, điều 10; Luật Dữ liệu 60/2024/QH15',
      en: 'Law on Identity 26/2023/QH15, art. 10; Law on Data 60/2024/QH15',
    },
  },
  'sealed-data': {
    title: { vi: 'Niêm phong, mở niêm phong dữ liệu', en: 'Sealing data and opening what is sealed' },
    basis: {
      vi: 'Bộ luật Tố tụng hình sự 101/2015/QH13, điều 484–490; Luật Nuôi con nuôi 52/2010/QH12, điều 11',
      en: 'Criminal Procedure Code 101/2015/QH13, arts. 484–490; Law on Adoption 52/2010/QH12, art. 11',
    },
  },
  'data-changes': {
    title: { vi: 'Theo dõi biến động dữ liệu để cập nhật', en: 'Following changes of data to stay up to date' },
    basis: {
      vi: 'Luật Dữ liệu 60/2024/QH15, điều 18; Nghị định 47/2020/NĐ-CP',
      en: 'Law on Data 60/2024/QH15, art. 18; Decree 47/2020/NĐ-CP',
    },
  },
  'personnel-management': {
    title: { vi: 'Quản lý cán bộ, công chức, viên chức', en: 'Personnel of the State' },
    basis: {
      vi: 'Luật Cán bộ, công chức 80/2025/QH15; Luật Viên chức 58/2010/QH12',
      en: 'Law on Cadres and Civil Servants 80/2025/QH15; Law on Public Employees 58/2010/QH12',
    },
  },
  'public-finance-management': {
    title: { vi: 'Quản lý tài chính công', en: 'Management of public finance' },
    basis: {
      vi: 'Luật Ngân sách nhà nước 89/2025/QH15; Luật Quản lý, sử dụng tài sản công 15/2017/QH14; Luật Quản lý nợ công 20/2017/QH14',
      en: 'Law on the State Budget 89/2025/QH15; Law on Management and Use of Public Assets 15/2017/QH14; Law on Public Debt Management 20/2017/QH14',
    },
  },
  'budget-unit-check': {
    title: { vi: 'Kiểm tra mã số đơn vị có quan hệ với ngân sách', en: 'Checking the code of a budget unit' },
    basis: {
      vi: 'Thông tư 185/2015/TT-BTC',
      en: 'Circular 185/2015/TT-BTC',
    },
  },
  'identity-check': {
    title: { vi: 'Đối chiếu nhân thân trước khi giải quyết việc', en: 'Checking who somebody is before acting' },
    basis: {
      vi: 'Luật Căn cước 26/2023/QH15, điều 10; Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, điều 3',
      en: 'Law on Identity 26/2023/QH15, art. 10; Law on Personal Data Protection 91/2025/QH15, art. 3',
    },
  },
  'death-notification': {
    title: { vi: 'Báo việc chết của cơ sở y tế', en: 'Notification of a death by a hospital' },
    basis: {
      vi: 'Luật Hộ tịch 60/2014/QH13, điều 33 và 34; Nghị định 123/2015/NĐ-CP, điều 4',
      en: 'Law on Civil Status 60/2014/QH13, arts. 33 and 34; Decree 123/2015/NĐ-CP, art. 4',
    },
  },
  'business-registration': {
    title: { vi: 'Đăng ký doanh nghiệp, hộ kinh doanh', en: 'Registration of enterprises and household businesses' },
    basis: {
      vi: 'Luật Doanh nghiệp 59/2020/QH14, điều 26–33 và 215, sửa đổi bởi Luật 76/2025/QH15; Nghị định 168/2025/NĐ-CP',
      en: 'Law on Enterprises 59/2020/QH14, arts. 26–33 and 215, amended by Law 76/2025/QH15; Decree 168/2025/NĐ-CP',
    },
  },
  'counterparty-check': {
    title: { vi: 'Kiểm tra doanh nghiệp và người đại diện', en: 'Checking an enterprise and who may act for it' },
    basis: {
      vi: 'Luật Doanh nghiệp 59/2020/QH14, điều 12 và 33',
      en: 'Law on Enterprises 59/2020/QH14, arts. 12 and 33',
    },
  },
  'beneficial-ownership': {
    title: { vi: 'Xác định chủ sở hữu hưởng lợi', en: 'Finding who ultimately owns or controls an enterprise' },
    basis: {
      vi: 'Luật 76/2025/QH15, điều 1; Luật Phòng, chống rửa tiền 14/2022/QH15',
      en: 'Law 76/2025/QH15, art. 1; Law on Anti-Money Laundering 14/2022/QH15',
    },
  },
  'land-registration': {
    title: { vi: 'Đăng ký đất đai', en: 'Registration of land' },
    basis: {
      vi: 'Luật Đất đai 31/2024/QH15, điều 131–133 và 220; Nghị định 101/2024/NĐ-CP',
      en: 'Land Law 31/2024/QH15, arts. 131–133 and 220; Decree 101/2024/NĐ-CP',
    },
  },
  'land-information': {
    title: { vi: 'Cung cấp thông tin đất đai', en: 'Information about land' },
    basis: {
      vi: 'Luật Đất đai 31/2024/QH15, điều 166 và 167',
      en: 'Land Law 31/2024/QH15, arts. 166 and 167',
    },
  },
  'land-transaction': {
    title: { vi: 'Giao dịch về quyền sử dụng đất', en: 'Dealings in land' },
    basis: {
      vi: 'Luật Đất đai 31/2024/QH15, điều 27 và 45; Luật Công chứng 46/2024/QH15; Nghị định 99/2022/NĐ-CP',
      en: 'Land Law 31/2024/QH15, arts. 27 and 45; Law on Notarisation 46/2024/QH15; Decree 99/2022/NĐ-CP',
    },
  },
  'document-verification': {
    title: { vi: 'Kiểm tra một giấy tờ bằng mã của nó', en: 'Checking a document by its code' },
    basis: {
      vi: 'Luật Giao dịch điện tử 20/2023/QH15, điều 9–12',
      en: 'Law on Electronic Transactions 20/2023/QH15, arts. 9–12',
    },
  },
  'law-drafting': {
    title: { vi: 'Đánh giá tác động của dự thảo văn bản', en: 'Assessing what a draft of the law would do' },
    basis: {
      vi: 'Luật Ban hành văn bản quy phạm pháp luật 64/2025/QH15; Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 (dữ liệu đã khử nhận dạng)',
      en: 'Law on Promulgation of Legal Documents 64/2025/QH15; Law on Personal Data Protection 91/2025/QH15 (data without identifiers)',
    },
  },
  'public-information': {
    title: { vi: 'Công bố thông tin cho mọi người', en: 'Information for everyone' },
    basis: {
      vi: 'Luật Tiếp cận thông tin 104/2016/QH13, điều 17',
      en: 'Law on Access to Information 104/2016/QH13, art. 17',
    },
  },
} as const satisfies Record<string, { title: Bilingual; basis: Bilingual }>;

export type PurposeCode = keyof typeof PURPOSES;
